"""The signed digest of the access log, day by day, and what it says when it is looked at again.

Whoever owns the database can change the log. They cannot change a digest that lies elsewhere, nor
sign another one without the key, which is not in the database (ADR 0041).
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from itertools import pairwise

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.utils import timezone

from pijar.errors import AturanDilanggarError
from pijar.jejak.forms import SEHARI, awal_hari
from pijar.kunci import Kunci
from pijar.models import JejakAkses, RingkasanJejak
from pijar.retensi.tabel import tabel

RAHASIA_TERPENDEK = 32
# The columns of a row that are hashed, in this order for ever: another order is another form.
KOLOM = (
    *("pk", "oleh_id", "tindakan", "objek", "alasan", "jumlah", "alamat", "perangkat", "pada"),
)
MASIH_TERBUKA = """
    SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database()
    AND pid <> pg_backend_pid() AND xact_start < %s)
"""
BENTUK = re.compile(
    r"[^\n]+\nhari: (?P<hari>[0-9-]{10})\nbaris: (?P<baris>[0-9]{1,9})\nsidik: (?P<sidik>\w{64})\n"
    r"sebelum: (?P<sebelum>\w{64}|-)\nkunci: (?P<kunci>[0-9a-f]{64})\n"
    r"tanda: (?P<tanda>[0-9a-f]{128})\n",
    re.ASCII,
)


def kunci_rahasia() -> Ed25519PrivateKey:
    """The key of this server. Raises AturanDilanggarError where none is set."""
    rahasia = settings.JEJAK_RAHASIA
    if len(rahasia) < RAHASIA_TERPENDEK:
        raise AturanDilanggarError(
            "Ringkasan jejak akses belum diatur: isi JEJAK_RAHASIA dengan paling sedikit "
            f"{RAHASIA_TERPENDEK} tanda acak (docs/operasi.md)."
        )
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(rahasia.encode()).digest())


def kunci_umum() -> str:
    """Its public half, with which anybody may check a digest."""
    return kunci_rahasia().public_key().public_bytes_raw().hex()


def ringkas(kini: datetime) -> list[RingkasanJejak]:
    """Write the digest of every closed day that has none; safe to repeat, day by day."""
    hasil: list[RingkasanJejak] = []
    while satu := _berikutnya(timezone.localdate(kini)):
        hasil.append(satu)
    return hasil


@transaction.atomic
def _berikutnya(hari_ini: date) -> RingkasanJejak | None:
    """The digest of the oldest day without one; None when that day is not over.

    A day is over once no transaction that began in it is still open, or its rows could come later.
    """
    Kunci.RINGKASAN_JEJAK.pegang()
    lalu = RingkasanJejak.objects.order_by("hari").last()
    hari = _sesudah(lalu)
    if hari is None or hari >= hari_ini or _masih_terbuka(awal_hari(hari + SEHARI)):
        return None
    kunci = kunci_rahasia()
    baris, sidik = hitung(hari)
    satu = RingkasanJejak(hari=hari, baris=baris, sidik=sidik, kunci=kunci_umum())
    satu.sebelum = _sidik(lalu.teks) if lalu else ""
    satu.tanda = kunci.sign(satu.pernyataan.encode()).hex()
    satu.berkas.save(f"jejak-{hari:%Y-%m-%d}.txt", ContentFile(satu.teks.encode()), save=False)
    satu.save()
    return satu


def tertinggal(kini: datetime) -> int:
    """How many days before yesterday have no digest; yesterday's is made in the night."""
    hari = _sesudah(RingkasanJejak.objects.order_by("hari").last())
    return max((timezone.localdate(kini) - SEHARI - hari).days, 0) if hari else 0


def _sesudah(lalu: RingkasanJejak | None) -> date | None:
    """The day after this digest; without one the first day of the log."""
    if lalu:
        return lalu.hari + SEHARI
    pada = JejakAkses.objects.order_by("pada").values_list("pada", flat=True).first()
    return timezone.localdate(pada) if pada else None


def _masih_terbuka(akhir: datetime) -> bool:
    with connection.cursor() as kursor:
        kursor.execute(MASIH_TERBUKA, [akhir])
        return bool(kursor.fetchone()[0])


def hitung(hari: date) -> tuple[int, str]:
    """How many rows a day has, and the hash of all of them in order."""
    sidik, baris = hashlib.sha256(), 0
    semua = JejakAkses.objects.antara(awal_hari(hari), awal_hari(hari + SEHARI)).order_by("pk")
    for *isi, pada in semua.values_list(*KOLOM).iterator():
        baris += 1
        lengkap = [*isi, pada.astimezone(UTC).isoformat()]
        sidik.update(json.dumps(lengkap, ensure_ascii=False).encode() + b"\n")
    return baris, sidik.hexdigest()


def _sidik(teks: str) -> str:
    return hashlib.sha256(teks.encode()).hexdigest()


def baca(teks: str) -> RingkasanJejak:
    """A digest as its file says it. Raises AturanDilanggarError for a file that is none."""
    cocok = BENTUK.fullmatch(teks.replace("\r\n", "\n"))
    try:
        isi = cocok.groupdict() if cocok else {}
        hari, baris = date.fromisoformat(isi.pop("hari")), int(isi.pop("baris"))
    except (KeyError, ValueError) as galat:
        raise AturanDilanggarError("Berkas itu bukan ringkasan jejak akses yang utuh.") from galat
    return RingkasanJejak(hari=hari, baris=baris, **isi | {"sebelum": isi["sebelum"].strip("-")})


def periksa(semua: Iterable[RingkasanJejak], umum: str, kini: datetime) -> list[str]:
    """What is wrong with these digests, or with the log that they tell of, as sentences.

    Days past the term of the log are only looked at for signature and chain: their rows may go.
    """
    urut = sorted(semua, key=lambda r: r.hari)
    masa = tabel()["pijar.jejak"].masa
    batas = timezone.localdate(masa.batas(kini)) if masa else date.min
    salah = [*_rantai(urut)]
    for satu in urut:
        if not _tanda_sah(satu, umum):
            salah.append(f"{satu.hari:%d-%m-%Y}: tanda tangannya tidak sah.")
        elif satu.hari > batas:
            salah += _beda(satu)
    return salah


def _rantai(urut: list[RingkasanJejak]) -> Iterator[str]:
    for dulu, nanti in pairwise(urut):
        if nanti.hari != dulu.hari + SEHARI:
            yield f"{dulu.hari + SEHARI:%d-%m-%Y}: ringkasannya tidak ada di antara yang diperiksa."
        elif nanti.sebelum != _sidik(dulu.teks):
            yield f"{nanti.hari:%d-%m-%Y}: tidak menyambung ringkasan hari sebelumnya."


def _tanda_sah(satu: RingkasanJejak, umum: str) -> bool:
    try:
        kunci = Ed25519PublicKey.from_public_bytes(bytes.fromhex(umum))
        kunci.verify(bytes.fromhex(satu.tanda), satu.pernyataan.encode())
    except (ValueError, InvalidSignature):
        return False
    return satu.kunci == umum


def _beda(satu: RingkasanJejak) -> list[str]:
    baris, sidik = hitung(satu.hari)
    if (baris, sidik) == (satu.baris, satu.sidik):
        return []
    sebab = f"{baris} baris, seharusnya {satu.baris}" if baris != satu.baris else "isinya berubah"
    return [f"{satu.hari:%d-%m-%Y}: jejak akses berbeda dari ringkasannya ({sebab})."]
