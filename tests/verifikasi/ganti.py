"""What the tests of amending decrees and of filled places set up."""

from datetime import date, datetime

from iuran.models import Bantuan
from iuran.peristiwa.actions.catat import catat_peristiwa
from peserta.models import JenisPeristiwa, Peserta
from pijar.bulan import WIB
from pijar.models import Pengguna
from tests.factories import PesertaFactory
from tests.verifikasi.susunan import susun_draf
from verifikasi import actions
from verifikasi.actions.kembali import Kepala
from verifikasi.actions.pengganti import Isian, susun_pengganti
from verifikasi.actions.ubah import susun_perubahan
from verifikasi.models import BarisPenetapan, Penetapan

KINI = datetime(2026, 3, 10, 9, tzinfo=WIB)
HARI = date(2026, 3, 10)
MATI = date(2026, 3, 4)  # paid for March, free from April on
ALASAN = "Rapat 2 Maret 2026"
NAMA = ("Ani", "Budi", "Citra")


def sk(
    oleh: Pengguna,
    lain: Pengguna,
    nama: tuple[str, ...] = NAMA,
    nomor: str = "463/1/2026",
    **rencana: object,
) -> Penetapan:
    """A frozen decree of these people, twelve months of APBD 2026."""
    for satu in nama:
        PesertaFactory(status="layak", nama=satu, nama_cari=satu.upper())
    draf = susun_draf(oleh, nomor, **rencana)
    actions.tetapkan(draf, oleh=lain)
    draf.refresh_from_db()
    return draf


def baris(penetapan: Penetapan, nama: str) -> BarisPenetapan:
    return penetapan.daftar_baris.select_related("bantuan", "peserta").get(peserta__nama=nama)


def daftarkan(satu: BarisPenetapan) -> None:
    """Give the person a card, as an answer of BPJS does."""
    Peserta.objects.filter(pk=satu.peserta_id).update(status="didaftarkan")
    Peserta.objects.filter(pk=satu.peserta_id).update(
        status="terdaftar", kpj=f"{satu.peserta_id:011}"
    )
    Bantuan.objects.filter(pk=satu.bantuan_id).update(status="berjalan")


def meninggal(satu: BarisPenetapan, oleh: Pengguna, tanggal: date = MATI):
    """Enrol somebody who then dies: the place is free from the month after."""
    daftarkan(satu)
    orang = Peserta.objects.get(pk=satu.peserta_id)
    jenis = JenisPeristiwa.MENINGGAL
    return catat_peristiwa(orang, jenis, tanggal, oleh=oleh, pada=HARI)


def ubah(asal: Penetapan, oleh: Pengguna, nomor: str = "463/9/2026", **lain: object) -> Penetapan:
    """The draft of a decree that amends ``asal``."""
    kepala = Kepala(nomor, HARI, "")
    return susun_perubahan(asal, kepala, **{"alasan": ALASAN, "oleh": oleh, **lain})


def ganti(
    tempat: list[int],
    oleh: Pengguna,
    nomor: str = "463/8/2026",
    tanggal: date = HARI,
    **lain: object,
) -> Penetapan:
    """The draft of a decree that fills places."""
    isian = Isian(Kepala(nomor, tanggal, ""), lain.pop("dipilih", {}), **lain)
    return susun_pengganti(tempat, isian, alasan=ALASAN, oleh=oleh)


def tetapkan(draf: Penetapan, oleh: Pengguna) -> Penetapan:
    actions.tetapkan(draf, oleh=oleh)
    return Penetapan.objects.get(pk=draf.pk)
