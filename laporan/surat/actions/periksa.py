"""What the public page says of a paper, and how often it may be asked."""

import hmac
from datetime import datetime, timedelta
from enum import Enum
from hashlib import sha256
from ipaddress import IPv6Address, ip_address
from typing import NamedTuple

from django.conf import settings

from laporan.models import KodePeriksa, PemeriksaanSurat, StatusSurat, Surat, VersiSurat

SEMENIT, SEHARI = timedelta(minutes=1), timedelta(days=1)
PALING_BANYAK_SEMENIT, PALING_BANYAK_SEHARI = 20, 200  # of one address, at one paper
DISIMPAN = timedelta(days=90)
BLOK_IPV6 = 64  # one household has all addresses of such a block


class Keadaan(Enum):
    """What the page says; the value is its HTTP status."""

    BERLAKU = "berlaku", 200
    DIGANTI = "diganti", 200
    DIBATALKAN = "dibatalkan", 200
    KONSEP = "konsep", 200
    TIDAK_DIKENAL = "tidak dikenal", 404
    TERLALU_SERING = "terlalu sering", 429

    @property
    def status(self) -> int:
        return self.value[1]


class HasilPeriksa(NamedTuple):
    """The paper is there only in the first three states."""

    keadaan: Keadaan
    surat: Surat | None = None
    versi: VersiSurat | None = None


def periksa(kode: str, *, alamat: str, pada: datetime) -> HasilPeriksa:
    """Look a code up and log the look; neither who asks nor the code itself is kept.

    A look beyond the limit of an address or of a paper gets no answer and is not logged.
    """
    dikenal = KodePeriksa.objects.select_related("versi__surat").filter(kode=kode).first()
    sidik = sidik_alamat(alamat)
    if _terlalu_sering(dikenal, sidik, pada):
        return HasilPeriksa(Keadaan.TERLALU_SERING)
    PemeriksaanSurat.objects.create(kode=dikenal, alamat=sidik, pada=pada)
    if dikenal is None:
        return HasilPeriksa(Keadaan.TIDAK_DIKENAL)
    keadaan = _keadaan(dikenal.versi)
    if keadaan == Keadaan.KONSEP:
        return HasilPeriksa(keadaan)
    return HasilPeriksa(keadaan, dikenal.versi.surat, dikenal.versi)


def sidik_alamat(alamat: str) -> str:
    """A keyed hash of the address: equal for equal ones, and nobody finds the address from it."""
    try:
        ip = ip_address(alamat)
    except ValueError:
        tempat = alamat
    else:
        tempat = str(ip)
        if isinstance(ip, IPv6Address):
            tempat = str(int(ip) >> (128 - BLOK_IPV6))
    kunci = f"periksa-surat {settings.SECRET_KEY}".encode()
    return hmac.new(kunci, tempat.encode(), sha256).hexdigest()


def _terlalu_sering(kode: KodePeriksa | None, sidik: str, pada: datetime) -> bool:
    dari_alamat = PemeriksaanSurat.objects.sejak(pada - SEMENIT).filter(alamat=sidik)
    if dari_alamat.count() >= PALING_BANYAK_SEMENIT:
        return True
    if kode is None:
        return False
    atas_surat = PemeriksaanSurat.objects.sejak(pada - SEHARI).filter(kode=kode)
    return atas_surat.count() >= PALING_BANYAK_SEHARI


def _keadaan(versi: VersiSurat) -> Keadaan:
    surat = versi.surat
    if surat.status == StatusSurat.DIBATALKAN:
        return Keadaan.DIBATALKAN if surat.nomor else Keadaan.KONSEP
    if surat.status == StatusSurat.KONSEP:
        return Keadaan.KONSEP
    return Keadaan.BERLAKU if versi.versi == surat.versi else Keadaan.DIGANTI
