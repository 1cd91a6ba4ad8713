"""What became of a line of a file to BPJS, and what must still hold while it waits."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from iuran.models.perubahan_bantuan import BarisPerubahanBantuan
from pijar.nada import Bernada, Nada


class HasilBaris(Bernada):
    MENUNGGU = "menunggu", Nada.PROSES, "Menunggu jawaban"
    SESUAI = "sesuai", Nada.BAIK, "Terdaftar"
    SUDAH_PESERTA = "sudah_peserta", Nada.BAIK, "Sudah peserta"
    DITOLAK = "ditolak", Nada.BURUK, "Ditolak BPJS"
    BATAL = "batal", Nada.AKHIR, "Batal"


BARIS_BERHASIL = (HasilBaris.SESUAI, HasilBaris.SUDAH_PESERTA)
"""Lines that BPJS accepted; those of an enrolment brought a card."""


def baris_diterima(awalan: str = "") -> Q:
    """Lines of people who may be paid for while BPJS's answer about them is still to come."""
    return Q(**{f"{awalan}hasil": "menunggu", f"{awalan}diterima_mulai__isnull": False})


def berlaku() -> Q:
    """What must still be true of a person while their line waits, by the kind of the file."""
    jenis = (
        Q(jenis="pendaftaran", peserta__status="didaftarkan")
        | Q(
            jenis="perpanjangan",
            peserta__status="terdaftar",
            bantuan__status__in=["ditetapkan", "berjalan"],
        )
        | Q(jenis="perubahan", peserta__status="terdaftar")
        | henti_berlaku()
    )
    return jenis & Q(peserta__digabung_ke=None)


def henti_berlaku() -> Q:
    """Stops that still hold: of an event, or of a grant after which no other one pays."""
    pendek = BarisPerubahanBantuan.objects.masih_pendek().filter(bantuan=OuterRef("bantuan"))
    return Q(
        jenis="penghentian",
        peserta__status="berhenti",
        peristiwa__isnull=False,
        peristiwa__dibatalkan_pada=None,
    ) | Q(Exists(pendek), jenis="penghentian", peserta__status="terdaftar")
