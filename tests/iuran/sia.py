"""What tests of months paid in vain set up: paid months, a late death, a letter of BPJS."""

from datetime import date, datetime

from iuran.kelebihan.actions.cabut import (
    isi_pencabutan,
    konfirmasi_pencabutan,
    usulkan_pencabutan,
)
from iuran.kelebihan.actions.putus import isi_penyelesaian, konfirmasi_penyelesaian
from iuran.kelebihan.actions.usul import usulkan_penyelesaian
from iuran.kelebihan.aturan import Usulan
from iuran.models import Iuran, PenyelesaianKelebihan
from iuran.peristiwa.actions.catat import catat_peristiwa
from iuran.tagihan import simpan_pindaian
from peserta.models import JenisPeristiwa
from pijar.bulan import WIB
from pijar.sidik import sidik
from pijar.unggahan import Bersih
from tests.factories import bayar, terdaftar

KINI = datetime(2026, 11, 28, 10, tzinfo=WIB)
PADA = KINI.date()
WAFAT = date(2026, 8, 22)
SURAT = Usulan("kompensasi", "B/1/112026", date(2026, 11, 20), 33_600)


def lunas(*bulan: int, tahun: int = 2026, **peserta: object):
    """A person whose months are paid, each on its tenth; returns the grant."""
    bantuan = terdaftar(date(tahun, 1, 1), **peserta)
    for b in bulan:
        bayar(date(tahun, b, 1), date(tahun, b, 10))
    return bantuan


def wafat(orang, admin, tanggal: date = WAFAT, jenis: str = "meninggal"):
    """The event, typed today."""
    bukti = {"bukti_jenis": "surat_kematian", "bukti_nomor": "474/1"}
    return catat_peristiwa(orang, JenisPeristiwa(jenis), tanggal, oleh=admin, pada=PADA, **bukti)


def sia(*bulan: int) -> list[int]:
    """The ids of paid months, also settled ones."""
    baris = Iuran.objects.orang().filter(pembayaran__isnull=False)
    return list(baris.filter(bulan__month__in=bulan).order_by("bulan").values_list("pk", flat=True))


def usul(pks, admin, **lain) -> PenyelesaianKelebihan:
    """A proposal with its scan."""
    nominal = 16_800 * len(pks)
    isi = SURAT._replace(**{"nominal": nominal, **lain})
    satu = usulkan_penyelesaian(pks, isi, oleh=admin, pada=PADA)
    pindai(satu, admin)
    return satu


def pindai(satu, admin) -> None:
    bersih = Bersih(b"%PDF", "application/pdf")
    simpan_pindaian(satu, bersih=bersih, nama="surat.pdf", sidik="4" * 64, oleh=admin)


def konfirmasi(satu, admin2) -> PenyelesaianKelebihan:
    segel = sidik(isi_penyelesaian(satu))
    return konfirmasi_penyelesaian(satu, dilihat=segel, oleh=admin2, pada=KINI)


def selesai(pks, admin, admin2, **lain) -> PenyelesaianKelebihan:
    return konfirmasi(usul(pks, admin, **lain), admin2)


def cabut(satu, admin, admin2) -> PenyelesaianKelebihan:
    usulan = usulkan_pencabutan(satu, alasan="Suratnya keliru.", oleh=admin)
    segel = sidik(isi_pencabutan(usulan))
    return konfirmasi_pencabutan(usulan, dilihat=segel, oleh=admin2, pada=KINI)


STS = {"jenis": "pengembalian", "sts_nomor": "STS/9", "sts_tanggal": date(2026, 11, 25)}
