"""The rule of the waiting list: one admin proposes a version, another confirms it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from pijar.bulan import WIB, tanggal_panjang
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import DasarHukum, Pengguna
from pijar.usulan import pastikan_menunggu, pastikan_orang_lain, pastikan_sama, putuskan
from verifikasi.models import AturanUrutan, StatusAturan


@transaction.atomic
def usulkan_aturan(isi: Mapping[str, Any], *, oleh: Pengguna, pada: date) -> AturanUrutan:
    """Propose the weights from a day on; people are ranked as before until another admin confirms.

    Raises AturanDilanggarError for weights that are not 100 together, a day that is over, and no
    reason; BentrokError while another proposal waits.
    """
    aturan = AturanUrutan(**isi, diusulkan_oleh=oleh)
    _periksa_mulai(aturan.berlaku_mulai, pada)
    bobot = aturan.bobot_tunggu + aturan.bobot_desil + aturan.bobot_usia + aturan.bobot_kelurahan
    if bobot != 100:
        raise AturanDilanggarError(f"Jumlah keempat bobot {bobot}, seharusnya 100. Ubah bobotnya.")
    try:
        with transaction.atomic():
            aturan.save()
    except IntegrityError as galat:
        raise BentrokError(
            "Sudah ada usulan aturan urutan yang menunggu admin lain. Putuskan itu dahulu."
        ) from galat
    return aturan


@transaction.atomic
def konfirmasi_aturan(
    aturan: AturanUrutan, *, dilihat: str, oleh: Pengguna, pada: datetime
) -> None:
    """Put another admin's rule into force from its day on.

    Raises AturanDilanggarError for the proposer and when its day is over by now, BentrokError when
    somebody has decided already or the page showed something else.
    """
    kini = _terbuka(aturan)
    pastikan_orang_lain(kini, oleh)
    pastikan_sama(dilihat, isi_aturan(kini))
    _periksa_mulai(kini.berlaku_mulai, pada.astimezone(WIB).date())
    putuskan(kini, StatusAturan.DIKONFIRMASI, oleh=oleh, pada=pada)


@transaction.atomic
def tolak_aturan(aturan: AturanUrutan, *, alasan: str, oleh: Pengguna, pada: datetime) -> None:
    """Drop a proposal; its proposer may do so as well."""
    if not alasan.strip():
        raise AturanDilanggarError("Tulis alasan usulan ini tidak jadi.")
    putuskan(_terbuka(aturan), StatusAturan.DITOLAK, oleh=oleh, pada=pada, alasan=alasan.strip())


def isi_aturan(aturan: AturanUrutan) -> dict[str, str]:
    """What the second admin sees and confirms."""
    kini = AturanUrutan.objects.pada(aturan.berlaku_mulai)

    def panah(nama: str, satuan: str) -> str:
        lama, baru = getattr(kini, nama), getattr(aturan, nama)
        return f"{baru}{satuan}" if lama == baru else f"{lama}{satuan} → {baru}{satuan}"

    return {
        "Berlaku mulai": tanggal_panjang(aturan.berlaku_mulai),
        "Lama menunggu": panah("bobot_tunggu", "%"),
        "Desil kesejahteraan": panah("bobot_desil", "%"),
        "Usia mendekati 65": panah("bobot_usia", "%"),
        "Bagian kelurahan": panah("bobot_kelurahan", "%"),
        "Nilai penuh sesudah menunggu": panah("hari_penuh", " hari"),
        "Usia dihitung sejak": panah("bulan_usia", " bulan sebelum 65"),
        "Dasar hukum": DasarHukum.objects.satu(aturan.dasar_hukum).judul,
        "Alasan": aturan.alasan,
        "Status": aturan.get_status_display(),
    }


def _periksa_mulai(mulai: date, pada: date) -> None:
    if mulai < pada:
        raise AturanDilanggarError(
            f"Aturan urutan tidak berlaku surut: {tanggal_panjang(mulai)} sudah lewat. Susun "
            f"usulan yang mulai {tanggal_panjang(pada)} atau sesudahnya."
        )


def _terbuka(aturan: AturanUrutan) -> AturanUrutan:
    kini = AturanUrutan.objects.select_for_update(of=("self",)).get(pk=aturan.pk)
    pastikan_menunggu(kini)
    return kini
