"""What tests of changed grants set up: a paper, a draft, a proposal, a confirmation."""

from datetime import date, datetime

from iuran.models import JenisPerubahanBantuan, PerubahanBantuan
from iuran.perubahan_bantuan import Rencana, kembalikan_perubahan, susun_perubahan
from iuran.perubahan_bantuan.actions.putus import konfirmasi_perubahan
from iuran.perubahan_bantuan.actions.susun import usulkan_perubahan
from iuran.perubahan_bantuan.akibat import akibat, isi_perubahan
from pijar.bulan import WIB
from pijar.sidik import sidik
from tests.factories import sumber

J = JenisPerubahanBantuan
PADA = date(2026, 9, 20)
KINI = datetime(2026, 9, 20, 10, tzinfo=WIB)
OKT = date(2026, 10, 1)
DASAR = {"dasar_nomor": "900/12", "dasar_tanggal": date(2026, 9, 18), "alasan": "Pagu dipotong"}


def pendekkan(mulai: date = OKT, **lain: object) -> Rencana:
    return Rencana(J.PENDEKKAN, mulai, **DASAR | lain)


def pindah(mulai: date = OKT, kode: str = "DBHCHT", **lain: object) -> Rencana:
    return Rencana(J.PINDAH, mulai, **DASAR, sumber=sumber(kode, mulai.year), **lain)


def susun(oleh, rencana: Rencana, *orang) -> PerubahanBantuan:
    return susun_perubahan([o.pk for o in orang], rencana, oleh=oleh, pada=PADA)


def segel(perubahan: PerubahanBantuan) -> str:
    kini = PerubahanBantuan.objects.get(pk=perubahan.pk)
    return sidik(isi_perubahan(kini, akibat(kini)))


def usul(oleh, rencana: Rencana, *orang) -> PerubahanBantuan:
    satu = susun(oleh, rencana, *orang)
    usulkan_perubahan(satu, dilihat=segel(satu), oleh=oleh)
    return satu


def konfirmasi(perubahan: PerubahanBantuan, oleh, **lain: object) -> PerubahanBantuan:
    isi = {"dilihat": segel(perubahan), "pada": KINI} | lain
    konfirmasi_perubahan(perubahan, oleh=oleh, **isi)
    perubahan.refresh_from_db()
    return perubahan


def jalankan(admin, admin2, rencana: Rencana, *orang) -> PerubahanBantuan:
    """From the draft to the second admin."""
    return konfirmasi(usul(admin, rencana, *orang), admin2)


def kembalikan(admin, admin2, asal: PerubahanBantuan) -> PerubahanBantuan:
    rencana = Rencana(J.KEMBALIKAN, asal.mulai, **DASAR)
    satu = kembalikan_perubahan(asal, rencana, oleh=admin, pada=PADA)
    usulkan_perubahan(satu, dilihat=segel(satu), oleh=admin)
    return konfirmasi(satu, admin2)
