"""The chain of one place: who held it, by which line of a decree, and why each of them left."""

from datetime import date
from typing import Any, NamedTuple

from django.db.models import F, Q

from iuran.models import Bantuan, StatusBantuan
from peserta.models import Peserta
from verifikasi.models import BarisPenetapan
from verifikasi.tempat import BERAKHIR, baris_tempat, lengkap, sebab


class Mata(NamedTuple):
    """One link of a chain: who held the place, by which line of a decree, and why they left it."""

    peserta: Peserta
    bantuan: Bantuan | None
    baris: BarisPenetapan | None
    sebab: str

    @property
    def sampai(self) -> date | None:
        """The last month that was theirs; None for who still waits in a draft or had none."""
        if self.bantuan is None or self.bantuan.status == StatusBantuan.BATAL:
            return None
        lanjut: Any = getattr(self.bantuan, "sambungan", None)
        sama = lanjut is not None and lanjut.nomor_sk == self.bantuan.nomor_sk
        if not sama or lanjut.status == StatusBantuan.BATAL:
            return self.bantuan.bulan_akhir
        akhir: date = lanjut.bulan_akhir
        return akhir


def rantai(bantuan: Bantuan) -> list[Mata]:
    """Everybody who held this place, the first one first; who waits in a draft stands last."""
    pk = bantuan.pk
    while sebelum := _sebelum(pk):
        pk = sebelum
    hasil = []
    berikut: int | None = pk
    while berikut is not None:
        kini = lengkap([berikut]).get()
        baris = baris_tempat(kini)
        keluar = sebab(kini, baris) if kini.status in BERAKHIR else ""
        hasil.append(Mata(kini.peserta, kini, baris, keluar))
        lanjut = BarisPenetapan.objects.filter(menggantikan=kini, hidup=True)
        pengganti = lanjut.select_related("peserta__kelurahan", "penetapan", "bantuan").first()
        berikut = pengganti.bantuan_id if pengganti else None
        if pengganti and berikut is None:
            hasil.append(Mata(pengganti.peserta, None, pengganti, ""))
    return hasil


def _sebelum(pk: int) -> int | None:
    """The grant whose place this one took over."""
    lanjutan = Q(bantuan__sambungan=pk, bantuan__sambungan__nomor_sk=F("bantuan__nomor_sk"))
    baris = BarisPenetapan.objects.filter(Q(bantuan=pk) | lanjutan)
    return baris.exclude(menggantikan=None).values_list("menggantikan", flat=True).first()
