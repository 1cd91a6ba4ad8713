"""What is known about the people and donors that a list names; :mod:`…kumpul` reads it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple


class OrangAda(NamedTuple):
    """The person with this NIK. ``sampai_kota``: last month of a grant of the city, if any."""

    pk: int
    nama: str
    tanggal_lahir: date
    status: str
    meninggal: bool = False
    sampai_kota: date | None = None


class PenyumbangAda(NamedTuple):
    """The donor with this NIP.

    ``waktu``: the newest answer that was applied to him. ``opd_sejak``: since when he is at his
    office by our record.
    """

    pk: int
    nama: str
    opd_id: int
    hp: str
    status: str
    waktu: datetime | None = None
    opd_sejak: date | None = None


class JanjiAda(NamedTuple):
    """A promise that is not cancelled. ``waktu``: its newest applied answer, or when it was typed.

    ``dibayar``: evidence paid a month of it.
    """

    pk: int
    nip: str
    nama: str
    tempo: int
    mulai: date
    sampai: date
    status: str
    dibayar: bool
    waktu: datetime

    @property
    def nomor(self) -> str:
        return f"ASN-{self.pk}"

    def kena(self, mulai: date, sampai: date) -> bool:
        """Whether it promises one of these months."""
        return self.mulai <= sampai and mulai <= self.sampai


class Asn(NamedTuple):
    """A civil servant by name and sex, beside his birth date."""

    nama: str
    kelamin: str


class Fakta(NamedTuple):
    """Facts about the NIPs and NIKs of a list.

    ``digabung`` and ``dikoreksi``: the name of whom a NIK belongs to now, where the person was
    merged or the NIK corrected. ``janji`` by person. ``opd``: names of the offices that take
    donors. ``asn``: donors by birth date.
    """

    orang: Mapping[str, OrangAda] = {}
    digabung: Mapping[str, str] = {}
    dikoreksi: Mapping[str, str] = {}
    penyumbang: Mapping[str, PenyumbangAda] = {}
    janji: Mapping[int, list[JanjiAda]] = {}
    opd: Mapping[int, str] = {}
    asn: Mapping[date, list[Asn]] = {}
