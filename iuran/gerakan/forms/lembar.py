"""Read a small list by office from a spreadsheet: all its rows, or sentences of what is wrong."""

import re
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from iuran.berkas_bpjs.forms import BerkasForm
from iuran.models import OPD
from peserta.bersih.opd import kunci_opd
from pijar.errors import BerkasDitolakError
from pijar.excel import Kolom, LembarTulis, Sel, baca_lembar, teks, tulis_kecil
from pijar.excel.periksa import AKHIRAN

BARIS_KEPALA = 15  # rows in which the titles are looked for
TERBANYAK = 2_000  # rows; the city has some 230 offices
GALAT_TAMPIL = 10
RATUSAN = 99_999


class BilanganField(forms.Field):
    """A whole number as people type it: 1200 or 1.200; nothing else."""

    default_error_messages = {"invalid": "tulis bilangan bulat, misalnya 1.200."}

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values:
            return None
        polos = str(value).replace(".", "")
        if not re.fullmatch(r"[0-9]{1,12}", polos):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return int(polos)


class BarisForm(forms.Form):
    """One row; the subclass names its columns, of which the first is the office."""

    opd = forms.CharField(max_length=200)


class LembarForm(BerkasForm):
    """A spreadsheet whose rows are offices; ``baris`` are the cleaned rows.

    ``isi_baris`` reads one row, ``judul`` are the titles of its columns as keys.
    """

    isi_baris: type[BarisForm]
    judul: Mapping[str, Sequence[str]]

    berkas = forms.FileField(
        label="Berkas",
        help_text="Excel, LibreOffice atau CSV, sebaiknya dengan templatnya.",
        widget=forms.FileInput(attrs={"accept": ",".join(AKHIRAN)}),
        error_messages=BerkasForm.base_fields["berkas"].error_messages,
    )

    def clean_berkas(self) -> Any:
        berkas = super().clean_berkas()
        try:
            baris = _baca(berkas, self.judul)
        except BerkasDitolakError as galat:
            raise ValidationError(galat.kalimat) from galat
        self.baris = self._bersihkan(baris)
        return berkas

    def _bersihkan(self, baris: Iterable[tuple[int, dict[str, str]]]) -> list[dict[str, Any]]:
        """Every row with its office; raises ValidationError with a sentence for each bad one."""
        kamus, hasil, salah = OPD.objects.kamus(), [], []
        for nomor, isi in baris:
            if not any(nilai for nama, nilai in isi.items() if nama != "opd"):
                continue  # an office of the template that was left empty
            form = self.isi_baris(isi)
            opd = kamus.get(kunci_opd(isi["opd"]))
            if form.is_valid() and opd:
                hasil.append({**form.cleaned_data, "opd": opd, "nomor": nomor})
                continue
            salah += [f"Baris {nomor}: {kata}" for kata in self._galat(form, isi["opd"], opd)]
        salah += self.periksa(hasil)
        if salah:
            raise ValidationError([*salah[:GALAT_TAMPIL], *_lebih(len(salah))])
        if not hasil:
            raise ValidationError("Tidak ada baris yang terisi. Isi angkanya, lalu unggah lagi.")
        return hasil

    def _galat(self, form: BarisForm, tulisan: str, opd: OPD | None) -> list[str]:
        kata = [
            f"{self.judul[nama][0]}: {pesan}"
            for nama, semua in form.errors.items()
            for pesan in semua
        ]
        if opd is None and tulisan:
            kata.append(
                f"OPD “{tulisan[:60]}” tidak dikenal. Betulkan namanya, atau tambahkan ejaannya "
                "di halaman OPD."
            )
        return kata

    def periksa(self, baris: Sequence[dict[str, Any]]) -> list[str]:
        """Sentences about rows that do not go together: here, an office that stands twice."""
        dulu: dict[object, int] = {}
        salah = []
        for isi in baris:
            kunci = self.kunci(isi)
            if kunci in dulu:
                salah.append(
                    f"Baris {isi['nomor']}: {isi['opd']} sudah ada di baris {dulu[kunci]}. "
                    "Sisakan satu."
                )
            dulu.setdefault(kunci, isi["nomor"])
        return salah

    def kunci(self, isi: dict[str, Any]) -> object:
        """What may stand once in the file."""
        return isi["opd"].pk


def _lebih(banyak: int) -> list[str]:
    sisa = banyak - GALAT_TAMPIL
    return [f"Dan {sisa} lagi. Tidak ada yang disimpan."] if sisa > 0 else []


def _baca(
    berkas: UploadedFile, judul: Mapping[str, Sequence[str]]
) -> list[tuple[int, dict[str, str]]]:
    """The rows below the titles of the first sheet that has them, each cell as its text."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"daftar{Path(berkas.name or '').suffix.lower()}"
        path.write_bytes(b"".join(berkas.chunks()))
        for lembar in baca_lembar(path):
            semua = lembar.awal(TERBANYAK + 1)
            for n, (_, kepala) in enumerate(semua[:BARIS_KEPALA]):
                if (letak := _letak(kepala, judul)) is None:
                    continue
                if len(semua) > TERBANYAK:
                    raise ValidationError(
                        f"Berkas ini lebih dari {TERBANYAK} baris. Unggah daftar per OPD."
                    )
                return [(nomor, _isi(baris, letak)) for nomor, baris in semua[n + 1 :]]
    kata = ", ".join(nama for nama, *_ in judul.values())
    raise ValidationError(f"Judul kolom tidak ditemukan. Berkas ini perlu kolom {kata}.")


def _letak(kepala: Sequence[Sel], judul: Mapping[str, Sequence[str]]) -> dict[str, int] | None:
    """Where each column stands; None where one is missing."""
    ada = {teks(sel).upper(): n for n, sel in enumerate(kepala)}
    letak = {
        nama: ada[kata] for nama, semua in judul.items() for kata in semua[::-1] if kata in ada
    }
    return letak if len(letak) == len(judul) else None


def _isi(baris: Sequence[Sel], letak: Mapping[str, int]) -> dict[str, str]:
    return {nama: teks(baris[n]) if n < len(baris) else "" for nama, n in letak.items()}


def templat(judul: Mapping[str, Sequence[str]], nama: str) -> BytesIO:
    """A workbook with a row for each active office, to be filled in."""
    kosong = [None] * (len(judul) - 1)
    semua = OPD.objects.filter(aktif=True).values_list("nama", flat=True)
    pertama, *lain = (kata for kata, *_ in judul.values())
    kolom = [Kolom(pertama, lebar=52), *(Kolom(kata, None, 22) for kata in lain)]
    baris = [(opd, *kosong) for opd in semua]
    tujuan = BytesIO()
    tulis_kecil(tujuan, [LembarTulis(nama=nama, kolom=kolom, baris=baris)])
    tujuan.seek(0)
    return tujuan
