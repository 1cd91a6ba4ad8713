"""What admins do with accounts. Where two of them are needed, the first one's act is a proposal.

Two are needed for the account of a verifikator or admin, one that is or one that it becomes: to
make it, to change it, to reset its password, to take its second factor off, to let it in again. To
lock it out one is enough: that must be quick, and gives nobody a right.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from axes.utils import reset
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.utils import timezone

from pijar.bulan import tanggal_panjang
from pijar.errors import AturanDilanggarError
from pijar.hak import AUDITOR_HARI, Peran
from pijar.models import (
    FaktorKedua,
    JejakAkses,
    JenisUsulanAkun,
    Pengguna,
    UsulanAkun,
)
from pijar.pengguna.isi import IsiAkun, beda
from pijar.pengguna.sandi import beri_sandi, sandi_dari

Tindakan = JejakAkses.Tindakan


@dataclass(frozen=True)
class Hasil:
    """What came of it: an account, what its new password is made from, or a proposal."""

    pengguna: Pengguna | None = None
    usulan: UsulanAkun | None = None
    bibit: str = ""

    @property
    def sandi(self) -> str:
        return sandi_dari(self.bibit) if self.bibit else ""


@dataclass(frozen=True)
class Pelaku:
    """Who does it, why and when. ``oleh`` is empty for the operator, whom the reason names."""

    oleh: Pengguna | None
    alasan: str
    pada: datetime

    def catat(self, tindakan: str, pengguna: str) -> None:
        JejakAkses.catat(
            oleh=self.oleh,
            tindakan=tindakan,
            objek=f"akun {pengguna}",
            alasan=self.alasan[:300],
            jumlah=1,
        )


@transaction.atomic
def buat_akun(isi: IsiAkun, *, alasan: str, oleh: Pengguna, pada: datetime) -> Hasil:
    """Make an account with a password for one sign-in, or propose it.

    :raises AturanDilanggarError: name or NIP is taken
    """
    pastikan_bebas(isi)
    pastikan_masa(isi, pada)
    if isi.berkuasa:
        return _usul(JenisUsulanAkun.BARU, None, isi, oleh=oleh, alasan=alasan, pada=pada)
    return terapkan_baru(isi, Pelaku(oleh, alasan, pada))


@transaction.atomic
def ubah_akun(
    pengguna: Pengguna, isi: IsiAkun, *, alasan: str, oleh: Pengguna, pada: datetime
) -> Hasil:
    """Change an account, or propose it.

    :raises AturanDilanggarError: nothing changes, it is one's own, the NIP is taken
    """
    pengguna = kunci(pengguna, oleh)
    if not beda(IsiAkun.dari(pengguna), isi):
        raise AturanDilanggarError("Tidak ada yang diubah. Ubah isiannya, atau kembali.")
    pastikan_bebas(isi, kecuali=pengguna.pk)
    pastikan_masa(isi, pada)
    if pengguna.berkuasa or isi.berkuasa:
        return _usul(JenisUsulanAkun.UBAH, pengguna, isi, oleh=oleh, alasan=alasan, pada=pada)
    return terapkan_ubah(pengguna, isi, Pelaku(oleh, alasan, pada))


@transaction.atomic
def reset_sandi(pengguna: Pengguna, *, alasan: str, oleh: Pengguna, pada: datetime) -> Hasil:
    """Give a password for one sign-in, or propose it."""
    pengguna = kunci(pengguna, oleh)
    if pengguna.berkuasa:
        return _usul(JenisUsulanAkun.RESET, pengguna, None, oleh=oleh, alasan=alasan, pada=pada)
    return terapkan_reset(pengguna, Pelaku(oleh, alasan, pada))


@transaction.atomic
def lepas_faktor(pengguna: Pengguna, *, alasan: str, oleh: Pengguna, pada: datetime) -> Hasil:
    """Take the second factor off whose phone is lost, or propose it."""
    pengguna = kunci(pengguna, oleh)
    if not pengguna.dua_faktor_sejak:
        raise AturanDilanggarError("Akun ini tidak memakai faktor kedua.")
    if pengguna.berkuasa:
        return _usul(
            JenisUsulanAkun.LEPAS_FAKTOR, pengguna, None, oleh=oleh, alasan=alasan, pada=pada
        )
    return terapkan_lepas(pengguna, Pelaku(oleh, alasan, pada))


@transaction.atomic
def nonaktifkan(pengguna: Pengguna, *, alasan: str, oleh: Pengguna, pada: datetime) -> Hasil:
    """Lock an account out at once; its running sessions end."""
    pengguna = kunci(pengguna, oleh)
    if not pengguna.is_active:
        raise AturanDilanggarError("Akun ini sudah nonaktif.")
    pengguna.is_active = False
    pengguna.save(update_fields=["is_active"])
    Pelaku(oleh, alasan, pada).catat(Tindakan.AKUN_NONAKTIF, pengguna.username)
    return Hasil(pengguna)


@transaction.atomic
def aktifkan(pengguna: Pengguna, *, alasan: str, oleh: Pengguna, pada: datetime) -> Hasil:
    """Let an account in again, or propose it."""
    if pengguna.is_active:
        raise AturanDilanggarError("Akun ini sudah aktif.")
    isi = IsiAkun.dari(pengguna)._replace(aktif=True)
    return ubah_akun(pengguna, isi, alasan=alasan, oleh=oleh, pada=pada)


@transaction.atomic
def buka_kunci(pengguna: Pengguna, *, alasan: str, oleh: Pengguna, pada: datetime) -> Hasil:
    """End the lock of an account after wrong passwords; the password stays what it was."""
    pengguna = kunci(pengguna, oleh)
    reset(username=pengguna.username)
    Pelaku(oleh, alasan, pada).catat(Tindakan.AKUN_BUKA, pengguna.username)
    return Hasil(pengguna)


@transaction.atomic
def akhiri_sesi(pengguna: Pengguna, *, alasan: str, oleh: Pengguna, pada: datetime) -> Hasil:
    """End all sessions of an account; its password stays what it was."""
    pengguna = kunci(pengguna, oleh)
    pengguna.daftar_sesi.all().delete()
    Pelaku(oleh, alasan, pada).catat(Tindakan.AKUN_SESI, pengguna.username)
    return Hasil(pengguna)


def kunci(pengguna: Pengguna, oleh: Pengguna) -> Pengguna:
    """The newest state of the account, locked. Raises where this admin must not touch it."""
    if pengguna.pk == oleh.pk:
        raise AturanDilanggarError("Ini akun Anda sendiri, jadi admin lain yang mengubahnya.")
    pengguna = Pengguna.objects.select_for_update().get(pk=pengguna.pk)
    if pengguna.is_superuser:
        raise AturanDilanggarError("Akun operator hanya diubah operator, dengan manage.py akun.")
    return pengguna


def pastikan_bebas(isi: IsiAkun, kecuali: int | None = None) -> None:
    """Raise AturanDilanggarError when another account has this name or NIP."""
    lain = Pengguna.objects.exclude(pk=kecuali or 0)
    if lain.filter(username__iexact=isi.username).exists():
        raise AturanDilanggarError(
            f"Nama pengguna “{isi.username}” sudah dipakai. Pilih nama yang lain."
        )
    if isi.nip and (punya := lain.filter(nip=isi.nip).first()):
        raise AturanDilanggarError(
            f"NIP itu sudah dipakai akun “{punya.username}”. Satu orang memakai satu akun: "
            "ubah akun itu, atau periksa NIP-nya."
        )


def pastikan_masa(isi: IsiAkun, pada: datetime) -> None:
    """Raise AturanDilanggarError when an auditor's account has no end, or one too far ahead."""
    hari_ini = timezone.localdate(pada)
    terjauh = hari_ini + timedelta(days=AUDITOR_HARI)
    if isi.peran != Peran.AUDITOR:
        return
    if not isi.berlaku_sampai or not hari_ini <= isi.berlaku_sampai <= terjauh:
        raise AturanDilanggarError(
            "Akun auditor selalu berakhir: isi Berlaku sampai dengan tanggal dari hari ini sampai "
            f"{tanggal_panjang(terjauh)} ({AUDITOR_HARI} hari)."
        )
    if isi.wilayah:
        raise AturanDilanggarError("Auditor melihat seluruh kota. Pilih wilayah seluruh kota.")


def _usul(
    jenis: JenisUsulanAkun,
    pengguna: Pengguna | None,
    isi: IsiAkun | None,
    *,
    oleh: Pengguna,
    alasan: str,
    pada: datetime,
) -> Hasil:
    if pengguna and pengguna.daftar_usulan.menunggu().exists():
        raise AturanDilanggarError(
            "Masih ada usulan lain tentang akun ini. Putuskan atau tarik itu dahulu."
        )
    usulan = UsulanAkun.objects.create(
        jenis=jenis,
        pengguna=pengguna,
        isi=isi.json() if isi else {},
        alasan=alasan,
        diusulkan_oleh=oleh,
        diusulkan_pada=pada,
    )
    Pelaku(oleh, alasan, pada).catat(Tindakan.AKUN_USUL, f"{usulan.untuk}: {jenis.label}")
    return Hasil(pengguna, usulan)


def terapkan_baru(isi: IsiAkun, pelaku: Pelaku) -> Hasil:
    try:
        with transaction.atomic():
            pengguna = Pengguna(username=isi.username)
            _tulis(pengguna, isi)
    except IntegrityError as galat:
        raise AturanDilanggarError(
            "Nama pengguna atau NIP itu baru saja dipakai akun lain. Periksa daftar pengguna."
        ) from galat
    bibit = beri_sandi(pengguna, oleh=pelaku.oleh, pada=pelaku.pada)
    pelaku.catat(Tindakan.AKUN_BARU, isi.username)
    return Hasil(pengguna, bibit=bibit)


def terapkan_ubah(pengguna: Pengguna, isi: IsiAkun, pelaku: Pelaku) -> Hasil:
    """Change an account. Who becomes verifikator or admin gets a new password: as a new account.

    Else whoever made the smaller account, alone, would know the password of the bigger one.
    """
    naik = isi.berkuasa and not pengguna.berkuasa
    berganti = isi.peran != pengguna.peran
    _tulis(pengguna, isi)
    pelaku.catat(Tindakan.AKUN_PERAN if berganti else Tindakan.AKUN_UBAH, pengguna.username)
    if not naik:
        return Hasil(pengguna)
    if pengguna.dua_faktor_sejak:
        terapkan_lepas(pengguna, pelaku)
    return terapkan_reset(pengguna, pelaku)


def terapkan_reset(pengguna: Pengguna, pelaku: Pelaku) -> Hasil:
    bibit = beri_sandi(pengguna, oleh=pelaku.oleh, pada=pelaku.pada)
    reset(username=pengguna.username)
    pelaku.catat(Tindakan.AKUN_RESET, pengguna.username)
    return Hasil(pengguna, bibit=bibit)


def terapkan_lepas(pengguna: Pengguna, pelaku: Pelaku) -> Hasil:
    FaktorKedua.objects.filter(pengguna=pengguna).delete()
    pengguna.dua_faktor_sejak = None
    pengguna.save(update_fields=["dua_faktor_sejak"])
    pelaku.catat(Tindakan.FAKTOR_LEPAS, pengguna.username)
    return Hasil(pengguna)


def _tulis(pengguna: Pengguna, isi: IsiAkun) -> None:
    pengguna.nama, pengguna.nip, pengguna.wilayah = isi.nama, isi.nip, isi.wilayah
    pengguna.berlaku_sampai, pengguna.is_active = isi.berlaku_sampai, isi.aktif
    pengguna.is_staff = isi.peran == Peran.ADMIN
    if pengguna.pk:
        pengguna.groups.clear()  # an auditor who becomes something else may lose the end first
    pengguna.save()
    pengguna.groups.set(Group.objects.filter(name=isi.peran))
    pengguna.lupakan_peran()
