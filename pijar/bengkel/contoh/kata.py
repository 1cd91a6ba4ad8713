"""Words for occupations that lists brought: some wait for an admin, others he has explained."""

from datetime import date, datetime, time

from peserta.bersih.alasan import galat
from peserta.bersih.pekerjaan import TIDAK_DIKENAL
from peserta.models import ArtiKata, KataPekerjaan, Pekerjaan
from peserta.pekerjaan.actions import catat_kata, putuskan_kata
from pijar.bulan import WIB
from pijar.models import Pengguna

DAFTAR = (
    ("Pengumpul Kerang", "Tukang Ramal", "Wiraswasta"),
    ("Wiraswasta", "Karyawan Toko", "Alm."),
    ("Wiraswasta", "Penjaga Palang KA"),
)
ARTI: tuple[tuple[str, ArtiKata, str], ...] = (
    ("Pengumpul Kerang", ArtiKata.PEKERJAAN, "nelayan"),
    ("Karyawan Toko", ArtiKata.BUKAN_SASARAN, ""),
    ("Alm.", ArtiKata.ABAIKAN, ""),
)


def isi_kata(*, pada: date) -> None:
    """Three lists with unknown words; an admin has explained three of them today."""
    admin = Pengguna.objects.get(username="admin")
    for daftar in DAFTAR:
        catat_kata(a for k in daftar for a in galat(TIDAK_DIKENAL, "pekerjaan", k, "", ""))
    jam = datetime.combine(pada, time(8), tzinfo=WIB)
    for contoh, arti, kode in ARTI:
        kata = KataPekerjaan.objects.get(contoh=contoh)
        pekerjaan = Pekerjaan.objects.get(kode=kode) if kode else None
        putuskan_kata(kata, arti, pekerjaan, dilihat=kata.arti, oleh=admin, pada=jam)
