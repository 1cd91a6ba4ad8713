"""The codes of a second factor: six digits from an app (RFC 6238), or a recovery code on paper.

The app's secret is made of a seed and the server's SECRET_KEY. A code works once; after five wrong
ones the next guess waits a quarter of an hour.
"""

import secrets
from base64 import b32encode
from datetime import datetime, timedelta
from enum import Enum
from hashlib import sha256

import pyotp
from django.db import transaction
from django.utils.crypto import salted_hmac

from pijar.models import FaktorKedua, JejakAkses, KodePemulihan, Pengguna
from pijar.pengguna.bibit import bibit_baru, tanda_dari

GARAM = "pijar.dua_faktor"
PENERBIT = "PIJAR SEMAR"
LANGKAH = 30  # seconds of one code
SELISIH = (0, -1, 1)  # a clock may be one code behind or ahead
PALING_BANYAK_SALAH = 5
TUNGGU = timedelta(minutes=15)
BANYAK_PEMULIHAN = 10
ALFABET = "23456789abcdefghjkmnpqrstuvwxyz"


class Hasil(Enum):
    """What became of a code."""

    BENAR = "benar"
    PEMULIHAN = "pemulihan"
    SALAH = "salah"
    TERKUNCI = "terkunci"


def benih_baru() -> str:
    return secrets.token_hex(16)


def rahasia(pengguna: Pengguna, benih: str) -> str:
    """The secret that the app keeps, in base 32."""
    sidik = salted_hmac(GARAM, f"{pengguna.pk}:{benih}", algorithm="sha256").digest()
    return b32encode(sidik[:20]).decode()


def alamat_aplikasi(pengguna: Pengguna, benih: str) -> str:
    """What the QR code says to the app."""
    totp = pyotp.TOTP(rahasia(pengguna, benih), name=pengguna.username, issuer=PENERBIT)
    return totp.provisioning_uri()


def langkah_kode(pengguna: Pengguna, benih: str, kode: str, pada: datetime) -> int | None:
    """The time step whose code this is; None when it is none of now."""
    totp, kini = pyotp.TOTP(rahasia(pengguna, benih)), int(pada.timestamp()) // LANGKAH
    cocok = [
        kini + geser
        for geser in SELISIH
        if pyotp.utils.strings_equal(kode, totp.generate_otp(kini + geser))
    ]
    return cocok[0] if cocok else None


def rapikan(kode: str) -> str:
    """A code without the spaces and dashes with which people type it."""
    return "".join(kode.split()).replace("-", "").lower()


@transaction.atomic
def periksa_kode(pengguna: Pengguna, kode: str, pada: datetime) -> Hasil:
    """Judge a code and remember it: one that was used is wrong from then on."""
    faktor = FaktorKedua.objects.select_for_update().get(pengguna=pengguna)
    if terkunci_sampai(faktor, pada):
        return Hasil.TERKUNCI
    rapi = rapikan(kode)
    langkah = langkah_kode(pengguna, faktor.benih, rapi, pada)
    if langkah is not None and langkah > faktor.langkah:
        _catat(faktor, gagal=0, langkah=langkah)
        return Hasil.BENAR
    if _pakai_pemulihan(faktor, rapi, pada):
        _catat(faktor, gagal=0)
        return Hasil.PEMULIHAN
    lama = faktor.gagal_pada is not None and pada - faktor.gagal_pada > TUNGGU
    faktor.gagal_pada = pada
    _catat(faktor, gagal=1 if lama else faktor.gagal + 1)
    _jejak(pengguna, JejakAkses.Tindakan.MASUK_GAGAL, "kode faktor kedua salah")
    if faktor.gagal < PALING_BANYAK_SALAH:
        return Hasil.SALAH
    _jejak(pengguna, JejakAkses.Tindakan.FAKTOR_KUNCI, f"{PALING_BANYAK_SALAH} kode salah")
    return Hasil.TERKUNCI


def _jejak(pengguna: Pengguna, tindakan: str, alasan: str) -> None:
    objek = f"akun {pengguna.username}"
    JejakAkses.catat(oleh=pengguna, tindakan=tindakan, objek=objek, alasan=alasan)


def terkunci_sampai(faktor: FaktorKedua, pada: datetime) -> datetime | None:
    """Until when no code counts; None when one may be tried."""
    if faktor.gagal < PALING_BANYAK_SALAH or faktor.gagal_pada is None:
        return None
    sampai = faktor.gagal_pada + TUNGGU
    return sampai if pada < sampai else None


def _catat(faktor: FaktorKedua, *, gagal: int, langkah: int | None = None) -> None:
    faktor.gagal = gagal
    faktor.langkah = faktor.langkah if langkah is None else langkah
    faktor.save(update_fields=["gagal", "gagal_pada", "langkah"])


def _cincang(faktor: FaktorKedua, kode: str) -> str:
    return sha256(f"{faktor.pk}:{kode}".encode()).hexdigest()


def _pakai_pemulihan(faktor: FaktorKedua, kode: str, pada: datetime) -> bool:
    """Use up a recovery code. 60 random bits: a plain hash of it tells nobody the code."""
    sisa = faktor.daftar_kode.filter(dipakai_pada=None, cincang=_cincang(faktor, kode))
    return sisa.update(dipakai_pada=pada) > 0


def buat_pemulihan(faktor: FaktorKedua) -> str:
    """New recovery codes, kept only as hashes; the earlier ones count no more.

    Returns what :func:`pemulihan_dari` makes them from.
    """
    bibit = bibit_baru()
    faktor.daftar_kode.all().delete()
    KodePemulihan.objects.bulk_create(
        KodePemulihan(faktor=faktor, cincang=_cincang(faktor, rapikan(satu)))
        for satu in pemulihan_dari(bibit)
    )
    return bibit


def pemulihan_dari(bibit: str) -> list[str]:
    """Ten codes of 60 bits: ``k7mp-2xwa-9tqe``."""
    semua = [tanda_dari(bibit, ke, ALFABET, 12) for ke in range(BANYAK_PEMULIHAN)]
    return [f"{satu[:4]}-{satu[4:8]}-{satu[8:]}" for satu in semua]
