"""What is looked at before a file to BPJS gets its number: reads only.

Each finding names its people, says why BPJS or the city would stop at them, and the next step. Who
is left out waits on.
"""

from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.db.models import Q, QuerySet

from iuran.berkas_bpjs.kolom import BISA_WAJIB, kolom_wajib
from iuran.berkas_bpjs.siap import KelompokSiap, Siap, orang_kelompok, siap
from iuran.models import BarisBerkas, HasilBaris, JenisBerkasBPJS, ProfilEkspor
from iuran.perlindungan import lahir_batas, nonaktif
from peserta.models import PerubahanData, Peserta, UsulanPeristiwa
from pijar.models import Pengguna
from pijar.rupiah import ribuan

CONTOH = 5


class KataTemuan(NamedTuple):
    """A finding in words; ``keluar``: its people are left out unless an admin decides otherwise."""

    judul: str
    langkah: str
    keluar: bool = True


TEMUAN = {
    "kurang": KataTemuan(
        "Data yang diminta BPJS masih kosong",
        "Lengkapi di halaman orangnya; BPJS menolak yang kosong.",
    ),
    "peristiwa": KataTemuan(
        "Ada usulan peristiwa yang menunggu putusan",
        "Putuskan dahulu: yang berhenti tidak diberitahukan sebagai peserta.",
    ),
    "usia": KataTemuan(
        "Berusia 65 tahun sampai akhir bulan pertama",
        "Catat peristiwanya, atau keluarkan dari SK.",
    ),
    "perubahan": KataTemuan(
        "Ada usulan perubahan data yang menunggu putusan",
        "Putuskan dahulu, supaya BPJS tidak menerima data lama.",
    ),
    "nonaktif": KataTemuan(
        "Perlindungannya sudah terputus (nonaktif)",
        "Berkas ini memberitahukan pengaktifan kembali; pernyataan barunya ada di SK.",
        keluar=False,
    ),
    "ditolak": KataTemuan(
        "Pernah ditolak BPJS dalam berkas sejenis",
        "Pastikan sebabnya sudah diperbaiki sebelum dikirim lagi.",
        keluar=False,
    ),
}


class Temuan(NamedTuple):
    """The people of one finding, a few of them by name."""

    kode: str
    kata: KataTemuan
    orang: frozenset[int]
    contoh: list[Peserta]

    @property
    def jumlah(self) -> int:
        return len(self.orang)


class Pemeriksaan:
    """A group of waiting people, looked at before it becomes a file."""

    def __init__(
        self, kelompok: KelompokSiap, profil: ProfilEkspor, *, petugas: Pengguna, pada: date
    ) -> None:
        self.kelompok, self.profil, self.pada = kelompok, profil, pada
        self.petugas = petugas

    @cached_property
    def siap(self) -> list[Siap]:
        return siap(self.kelompok, self.petugas)

    @cached_property
    def temuan(self) -> list[Temuan]:
        """The findings that have people, gravest first."""
        siapa = orang_kelompok(self.kelompok, self.petugas)
        orang = Peserta.objects.for_petugas(self.petugas).filter(pk__in=siapa)
        hasil = []
        for kode, daftar in self._cari(orang).items():
            pks = frozenset(daftar.order_by().values_list("pk", flat=True))
            if pks:
                contoh = list(daftar.order_by("nama", "pk")[:CONTOH])
                hasil.append(Temuan(kode, TEMUAN[kode], pks, contoh))
        return hasil

    def tanpa(self, kode: set[str]) -> frozenset[int]:
        """The people of these findings."""
        return frozenset().union(*(t.orang for t in self.temuan if t.kode in kode))

    @property
    def bawaan(self) -> set[str]:
        """The findings whose people are left out unless an admin decides otherwise."""
        return {t.kode for t in self.temuan if t.kata.keluar}

    def _cari(self, orang: QuerySet[Peserta]) -> dict[str, QuerySet[Peserta]]:
        """The people of each finding, gravest first."""
        usulan = UsulanPeristiwa.objects.menunggu().order_by().values("peserta")
        perubahan = PerubahanData.objects.menunggu().order_by().values("peserta")
        bulan, jenis = self.kelompok.bulan_awal, self.kelompok.jenis
        hasil = {"kurang": orang.filter(self._kurang()), "peristiwa": orang.filter(pk__in=usulan)}
        if bulan:
            hasil["usia"] = orang.filter(tanggal_lahir__lte=lahir_batas(bulan))
        hasil["perubahan"] = orang.filter(pk__in=perubahan)
        if jenis == JenisBerkasBPJS.PERPANJANGAN:
            hasil["nonaktif"] = orang.filter(pk__in=nonaktif(self.pada).order_by().values("pk"))
        ditolak = BarisBerkas.objects.filter(jenis=jenis, hasil=HasilBaris.DITOLAK)
        hasil["ditolak"] = orang.filter(pk__in=ditolak.order_by().values("peserta"))
        return hasil

    def _kurang(self) -> Q:
        kurang = Q(pk__in=[])
        for isi in kolom_wajib(self.profil):
            kurang |= Q(**{BISA_WAJIB[isi].removeprefix("peserta__"): ""})
        return kurang

    @property
    def kalimat(self) -> str:
        """How many wait, in words."""
        return f"{ribuan(len(self.siap))} orang menunggu berkas ini."
