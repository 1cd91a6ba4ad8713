"""What owners do with their own account: sign in and out, a password, a factor, sessions."""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import transaction

from pijar.models import FaktorKedua, JejakAkses, Pengguna, Sesi, SesiQuerySet
from pijar.pengguna.kode import buat_pemulihan, langkah_kode, rapikan

Tindakan = JejakAkses.Tindakan
PALING_BANYAK_SESI = 5  # of one account at a time


def catat_masuk(pengguna: AbstractBaseUser | AnonymousUser) -> None:
    if isinstance(pengguna, Pengguna):
        _catat(Tindakan.MASUK, pengguna)


def catat_keluar(pengguna: Pengguna, alasan: str = "") -> None:
    _catat(Tindakan.KELUAR, pengguna, alasan)


def catat_gagal(nama: str, alasan: str) -> None:
    """Somebody failed to sign in. A name that no account has may be a password, so it is not kept.

    Nobody knows who it was, so the row belongs to no account: its owner reads it by the name.
    """
    dikenal = Pengguna.objects.filter(username=nama[:60]).exists()
    objek = f"akun {nama}" if dikenal else "akun yang tidak dikenal"
    JejakAkses.catat(oleh=None, tindakan=Tindakan.MASUK_GAGAL, objek=objek, alasan=alasan)


@transaction.atomic
def ganti_sandi(pengguna: Pengguna, sandi: str) -> None:
    """Keep the owner's new password; a given one has done its service."""
    pengguna.set_password(sandi)
    pengguna.sandi_sementara_sampai = pengguna.sandi_sementara_dipakai = None
    pengguna.save(update_fields=["password", "sandi_sementara_sampai", "sandi_sementara_dipakai"])
    _catat(Tindakan.AKUN_SANDI, pengguna)


@transaction.atomic
def pasang_faktor(pengguna: Pengguna, benih: str, kode: str, *, pada: datetime) -> str | None:
    """Begin with the second factor whose app shows ``kode``; returns the seed of recovery codes.

    None when the code is wrong: then nothing is changed. An earlier app counts no more.
    """
    langkah = langkah_kode(pengguna, benih, rapikan(kode), pada)
    if langkah is None:
        return None
    Pengguna.objects.select_for_update().get(pk=pengguna.pk)
    FaktorKedua.objects.filter(pengguna=pengguna).delete()
    faktor = FaktorKedua.objects.create(pengguna=pengguna, benih=benih, langkah=langkah)
    pengguna.dua_faktor_sejak = pada
    pengguna.save(update_fields=["dua_faktor_sejak"])
    _catat(Tindakan.FAKTOR_PASANG, pengguna)
    return buat_pemulihan(faktor)


@transaction.atomic
def pemulihan_baru(pengguna: Pengguna) -> str:
    """The seed of ten new recovery codes of the owner's second factor."""
    faktor = FaktorKedua.objects.select_for_update().get(pengguna=pengguna)
    _catat(Tindakan.FAKTOR_PASANG, pengguna, "kode pemulihan baru")
    return buat_pemulihan(faktor)


@transaction.atomic
def akhiri_sesi(pengguna: Pengguna, yang: SesiQuerySet) -> int:
    """End these of the owner's sessions; how many had not ended already."""
    jumlah, _ = yang.delete()
    if jumlah:
        _catat(Tindakan.AKUN_SESI, pengguna, f"{jumlah} sesi")
    return jumlah


def batasi_sesi(pengguna: Pengguna, *, pada: datetime) -> None:
    """Make room for one more session: those unused for longest end."""
    semua = Sesi.objects.filter(pengguna=pengguna).berlaku(pada).values_list("pk", flat=True)
    Sesi.objects.filter(pk__in=list(semua[PALING_BANYAK_SESI - 1 :])).delete()


def _catat(tindakan: str, pengguna: Pengguna, alasan: str = "") -> None:
    JejakAkses.catat(
        oleh=pengguna, tindakan=tindakan, objek=f"akun {pengguna.username}", alasan=alasan
    )
