"""Forms of an import: upload a list, and choose the field of each column."""

from typing import Any, NamedTuple

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.forms.boundfield import BoundField

from peserta.bersih.bidang import BIDANG, BIDANG_PER_KODE
from peserta.bersih.judul import bidang_kurang, padanan_judul, petakan
from peserta.impor.seluruh import BISA_SELURUH, PANJANG_NILAI
from peserta.models import (
    Impor,
    StatusImpor,
)
from peserta.orang.forms.data import SUMBER
from pijar.excel.periksa import AKHIRAN
from pijar.unggahan.forms import BeberapaBerkasField, BeberapaBerkasInput
from pijar.unggahan.terima import nama_tersamar

CONTOH = 3
RAMBU_SAMAR = "•"
BERKAS_TERBANYAK = 10  # that may be chosen in one go
PILIHAN = [("", "(tidak dipakai)")] + [
    (b.kode, f"{b.judul} (wajib)" if b.wajib else b.judul) for b in BIDANG
]


class KolomTampil(NamedTuple):
    """A column of the file: letter, title, first values (numbers of people masked), select.

    ``tebakan``: the select begins with a guess from the values.
    """

    huruf: str
    judul: str
    contoh: list[str]
    isian: BoundField
    tebakan: bool = False


def baris_awal(impor: Impor) -> dict[int, list[str]]:
    """The stored first rows of the file, by row number."""
    return dict(impor.pemetaan.get("awal", []))


def tebak_judul(awal: dict[int, list[str]]) -> int:
    """Guess the header: the fullest first row without a person's number; 0 if all have one."""
    calon = {n: sel for n, sel in awal.items() if not _berisi_orang(sel)}
    return max(calon, key=lambda n: sum(map(bool, calon[n])), default=0)


def _berisi_orang(sel: list[str]) -> bool:
    """Whether a cell holds only a masked number: then the row is a person, no header."""
    return any(RAMBU_SAMAR in satu and not any(map(str.isalpha, satu)) for satu in sel)


class PemetaanForm(forms.Form):
    """One select per column; ``baris`` is the header row, or 0 for a list without one.

    Beside them the fields that may have one value in the whole list.
    """

    baris = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, impor: Impor, baris: int) -> None:
        super().__init__(data, initial={"baris": baris})
        self.awal = baris_awal(impor)
        terbaca = baris == impor.baris_judul
        lebar = max(map(len, self.awal.values()), default=0)
        judul = impor.pemetaan["judul"] if terbaca else self.awal.get(baris, [])
        self.judul = [judul[i] if i < len(judul) else "" for i in range(lebar)]
        bidang = self._bidang_awal(impor, baris)
        self.nomor_baris = baris
        tebakan = impor.pemetaan.get("tebakan", {})
        self.tebakan = {int(i) for i, kode in tebakan.items() if bidang.get(i) == kode}
        self._isian_seluruh(impor, {*bidang.values()})
        for i in range(lebar):
            self.fields[f"kolom-{i}"] = forms.ChoiceField(
                label=self.judul[i] or f"Kolom {_huruf(i)}",
                choices=PILIHAN,
                required=False,
                initial=bidang.get(str(i), ""),
                widget=forms.Select(attrs={"class": "form-select"}),
            )

    def _isian_seluruh(self, impor: Impor, ada: set[str]) -> None:
        """A box for each value of the whole list, with what was said before or the title says."""
        usul = impor.pemetaan.get("usul_seluruh", {}) | impor.kolom_diminta.get("seluruh", {})
        for kode in BISA_SELURUH:
            self.fields[f"seluruh-{kode}"] = forms.CharField(
                label=BIDANG_PER_KODE[kode].judul,
                max_length=PANJANG_NILAI,
                required=False,
                initial="" if kode in ada else usul.get(kode, ""),
                widget=forms.TextInput(
                    attrs={
                        "class": "form-control",
                        "list": f"pilihan-{kode}",
                        "autocomplete": "off",
                    }
                ),
            )

    def _bidang_awal(self, impor: Impor, baris: int) -> dict[str, str]:
        """The fields to begin with: those of the import, else those that the titles name."""
        bidang: dict[str, str] = {}
        if baris == impor.baris_judul:
            bidang = impor.pemetaan["bidang"]
        elif baris:
            bidang = {str(i): kode for i, kode in petakan(baris, self.judul).pemetaan.items()}
        if impor.status == StatusImpor.PEMETAAN:
            bidang = self._dengan_saran(bidang, impor.pemetaan.get("saran", {}))
            for i, kode in impor.pemetaan.get("tebakan", {}).items():
                if i not in bidang and kode not in bidang.values():
                    bidang[i] = kode
        return bidang

    def _dengan_saran(self, bidang: dict[str, str], saran: dict[str, str]) -> dict[str, str]:
        """Add the fields of an earlier correction to ``bidang``, for columns still without one."""
        hasil = dict(bidang)
        for i, judul in enumerate(self.judul):
            kode = saran.get(padanan_judul(judul), "")
            if kode and str(i) not in hasil and kode not in hasil.values():
                hasil[str(i)] = kode
        return hasil

    @property
    def kolom(self) -> list[KolomTampil]:
        """The columns with a title or a value, as the page shows them."""
        isi = [sel for nomor, sel in self.awal.items() if nomor > self.nomor_baris]
        semua = []
        for i, judul in enumerate(self.judul):
            contoh = [*dict.fromkeys(sel[i] for sel in isi if i < len(sel) and sel[i])][:CONTOH]
            if judul or contoh:
                isian = self[f"kolom-{i}"]
                semua.append(KolomTampil(_huruf(i), judul, contoh, isian, i in self.tebakan))
        return semua

    @property
    def isian_seluruh(self) -> list[BoundField]:
        """The boxes for a value of the whole list."""
        return [self[f"seluruh-{kode}"] for kode in BISA_SELURUH]

    @property
    def seluruh(self) -> dict[str, str]:
        """Fields that have one value in every row, with that value."""
        isi = {kode: self.cleaned_data.get(f"seluruh-{kode}", "") for kode in BISA_SELURUH}
        return {kode: nilai for kode, nilai in isi.items() if nilai}

    @property
    def bidang(self) -> dict[int, str]:
        """The officer's choice: column index to field."""
        isi = {i: self.cleaned_data.get(f"kolom-{i}", "") for i in range(len(self.judul))}
        return {i: kode for i, kode in isi.items() if kode}

    def clean_baris(self) -> int:
        baris: int = self.cleaned_data["baris"]
        if baris and baris not in self.awal:
            raise forms.ValidationError("Baris judul itu tidak ada. Pilih baris di atas.")
        if _berisi_orang(self.awal.get(baris, [])):
            raise forms.ValidationError(
                f"Baris {baris} berisi nomor seseorang, jadi bukan judul. Pilih baris judulnya, "
                "atau pilih bahwa berkas ini tanpa baris judul."
            )
        return baris

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or {}
        dipakai: dict[str, int] = {}
        for i, kode in self.bidang.items():
            if kode in dipakai:
                bidang = BIDANG_PER_KODE[kode].judul
                kalimat = f"{bidang} sudah dipilih untuk kolom {_huruf(dipakai[kode])}. Pilih satu."
                self.add_error(f"kolom-{i}", kalimat)
            dipakai.setdefault(kode, i)
        for kode in self.seluruh.keys() & dipakai.keys():
            kalimat = f"Sudah dibaca dari kolom {_huruf(dipakai[kode])}. Kosongkan salah satunya."
            self.add_error(f"seluruh-{kode}", kalimat)
        if kurang := bidang_kurang([*dipakai, *self.seluruh]):
            self.add_error(None, kalimat_kurang([b.kode for b in kurang]))
        return isi


def kalimat_kurang(kurang: list[str]) -> str:
    """Ask for the columns of the fields ``kurang``, or for a value where one may do for all."""
    daftar = ", ".join(BIDANG_PER_KODE[kode].judul for kode in kurang)
    kalimat = f"Pilih kolom yang berisi {daftar}."
    if not {*kurang} <= {*BISA_SELURUH}:
        return kalimat
    return f"{kalimat} Bila sama untuk semua orang, isi di Satu nilai untuk seluruh daftar."


def _huruf(i: int) -> str:
    """Excel's letter of a column: 0 is A, 26 is AA."""
    huruf, sisa = "", i + 1
    while sisa:
        sisa, urutan = divmod(sisa - 1, 26)
        huruf = chr(ord("A") + urutan) + huruf
    return huruf


class UnggahForm(forms.Form):
    """Files to import, and the source of their data."""

    berkas = BeberapaBerkasField(
        label="Berkas daftar",
        help_text="Excel (.xlsx, .xls), LibreOffice (.ods) atau CSV, apa adanya. Boleh sampai "
        f"{BERKAS_TERBANYAK} berkas sekaligus.",
        widget=BeberapaBerkasInput(attrs={"accept": ",".join(AKHIRAN)}),
        error_messages={"empty": "Berkas ini kosong. Pilih berkas lain."},
    )
    sumber_data = forms.ChoiceField(label="Sumber data", choices=SUMBER)

    def clean_berkas(self) -> list[UploadedFile]:
        semua: list[UploadedFile] = self.cleaned_data["berkas"]
        if len(semua) > BERKAS_TERBANYAK:
            raise forms.ValidationError(
                f"{len(semua)} berkas dipilih, paling banyak {BERKAS_TERBANYAK} sekaligus. Unggah "
                "sebagian dahulu."
            )
        batas = settings.BATAS_BERKAS_MB
        for berkas in semua:
            if (berkas.size or 0) > batas * 1024 * 1024:
                ukuran = round((berkas.size or 0) / 1024 / 1024)
                raise forms.ValidationError(
                    f"Berkas {nama_tersamar(berkas.name or '')} {ukuran} MB, paling besar {batas} "
                    "MB. Hapus gambar dan lembar yang tidak perlu, lalu unggah lagi."
                )
        return semua
