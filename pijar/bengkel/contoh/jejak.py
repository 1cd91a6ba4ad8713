"""A few rows of the access log, so that its page has something to show."""

from datetime import date, timedelta
from itertools import cycle, islice

import pgtrigger
from django.conf import settings
from django.db.models import F
from django.utils import timezone

from peserta.models import Peserta
from pijar.ambang import BATAS
from pijar.asal import Asal, berasal
from pijar.jejak.ringkas import ringkas
from pijar.models import JejakAkses, Pengguna

KANTOR = Asal("10.20.30.41", "Firefox 130, Windows")
PONSEL = Asal("10.20.30.77", "Chrome 128, Android")


def isi_jejak(*, pada: date) -> None:
    """Somebody signs in, looks, reveals, takes away; somebody else fails; accounts change.

    One verifier opened so many numbers that they wait now, and that the admin is told.
    """
    petugas, admin, banyak = (
        Pengguna.objects.get(username=nama) for nama in ("petugas", "admin", "verifikator2")
    )
    banyaknya = BATAS["buka_nik"].kabar
    pk = list(Peserta.objects.order_by("pk").values_list("pk", flat=True)[:banyaknya])
    with berasal(PONSEL):  # first: the newest rows of the page are of many kinds
        for satu in islice(cycle(pk), banyaknya):
            _catat(banyak, "buka_nik", f"peserta {satu}", "Verifikasi pengajuan")
    with berasal(KANTOR):
        _catat(petugas, "masuk", "akun petugas")
        for satu in pk[:2]:
            JejakAkses.lihat(satu, oleh=petugas)
        _catat(petugas, "buka_nik", f"peserta {pk[0]}", "Warga datang membawa KTP")
        _catat(admin, "ekspor", "daftar peserta", "Rekap bulanan untuk kepala dinas", 120)
        _catat(admin, "akun_reset", "akun petugas", "Lupa kata sandi")
    with berasal(PONSEL):
        _catat(None, "masuk_gagal", "akun admin", "nama pengguna atau kata sandi salah")


def isi_ringkasan(*, pada: date) -> None:
    """What the officer did happened two days ago, and the nights signed it, where a key is set.

    Only the owner of the table can put a row of the log back.
    """
    with pgtrigger.ignore("pijar.JejakAkses:jejak_tidak_berubah"):
        milik = JejakAkses.objects.filter(oleh__username="petugas")
        milik.update(pada=F("pada") - timedelta(days=2))
    if settings.JEJAK_RAHASIA:
        ringkas(timezone.now())


def _catat(
    oleh: Pengguna | None, tindakan: str, objek: str, alasan: str = "", jumlah: int = 1
) -> None:
    JejakAkses.catat(oleh=oleh, tindakan=tindakan, objek=objek, alasan=alasan, jumlah=jumlah)
