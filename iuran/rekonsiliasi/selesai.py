"""What an admin decides: a list was looked at, points are settled, a settling is taken back."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from iuran.models import (
    SENDIRI,
    TERBACA,
    CaraSelesai,
    DaftarBPJS,
    PenyelesaianTitik,
    StatusDaftar,
    TitikRekonsiliasi,
)
from iuran.rekonsiliasi.keadaan import pastikan_seluruh_kota, siap_diubah
from iuran.rekonsiliasi.titik import bawa_titik, lepas_titik
from pijar.bulan import waktu_wib
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.kunci import Kunci
from pijar.models import Pengguna
from pijar.rupiah import ribuan

SEKALI_TULIS = 2_000


@transaction.atomic
def tandai_diperiksa(pk: int, *, oleh: Pengguna, pada: datetime) -> DaftarBPJS:
    """An admin has looked at the list: it is not read again, and its figures stay.

    Raises BentrokError when another admin was first, AturanDilanggarError when it was not read.
    """
    daftar = siap_diubah(pk)
    daftar.status = StatusDaftar.SELESAI
    daftar.diperiksa_oleh, daftar.diperiksa_pada = oleh, pada
    daftar.save(update_fields=["status", "diperiksa_oleh", "diperiksa_pada"])
    return daftar


@transaction.atomic
def buang_daftar(pk: int, *, alasan: str, oleh: Pengguna, pada: datetime) -> DaftarBPJS:
    """Drop a list that should not have come in, with a reason; it stays readable.

    What it did to the open points is undone, and the list before it counts again. Raises
    AturanDilanggarError without a reason or while it is read, BentrokError when it was dropped.
    """
    pastikan_seluruh_kota(oleh)
    if not alasan.strip():
        raise AturanDilanggarError("Tulis alasan membuang daftarnya.")
    daftar = DaftarBPJS.objects.select_for_update().get(pk=pk)
    if daftar.status == StatusDaftar.DIBUANG:
        raise BentrokError("Daftar ini sudah dibuang admin lain. Muat ulang halaman.")
    if not daftar.terbaca:
        raise AturanDilanggarError("Daftar ini belum terbaca, jadi tidak ada yang dibuang.")
    Kunci.REKONSILIASI.pegang()
    berlaku = daftar.berlaku
    daftar.status, daftar.berlaku = StatusDaftar.DIBUANG, False
    daftar.dibuang_oleh, daftar.dibuang_pada, daftar.alasan_buang = oleh, pada, alasan.strip()
    daftar.save(update_fields=["status", "berlaku", "dibuang_oleh", "dibuang_pada", "alasan_buang"])
    if berlaku:
        lepas_titik(daftar, pada, f"Daftarnya dibuang: {daftar.alasan_buang}"[:300])
        _berlaku_lagi(daftar, pada)
    return daftar


def _berlaku_lagi(dibuang: DaftarBPJS, pada: datetime) -> None:
    """The newest other list of the month, branch and kind counts again, if there is one."""
    sama = DaftarBPJS.objects.filter(
        bulan=dibuang.bulan, cabang=dibuang.cabang, jenis=dibuang.jenis, status__in=TERBACA
    )
    if lama := sama.order_by("-tanggal", "-pk").first():
        lama.berlaku = True
        lama.save(update_fields=["berlaku"])
        bawa_titik(lama, pada)


@transaction.atomic
def selesaikan(
    pks: Collection[int], *, cara: CaraSelesai, alasan: str, oleh: Pengguna, pada: datetime
) -> int:
    """Settle these open points with a reason, all or none; returns how many.

    Raises AturanDilanggarError without points or reason, BentrokError when somebody, or a newer
    list, settled one meanwhile.
    """
    pastikan_seluruh_kota(oleh)
    if not pks:
        raise AturanDilanggarError("Centang dahulu selisih yang diselesaikan.")
    if not alasan.strip() or cara in SENDIRI:
        raise AturanDilanggarError("Tulis bagaimana selisihnya diselesaikan, dan alasannya.")
    Kunci.REKONSILIASI.pegang()
    titik = list(TitikRekonsiliasi.objects.filter(pk__in=pks, terbuka=True))
    if len(titik) < len(set(pks)):
        raise BentrokError(_sudah(pks))
    PenyelesaianTitik.objects.bulk_create(
        (
            PenyelesaianTitik(titik=t, cara=cara, alasan=alasan.strip(), oleh=oleh, pada=pada)
            for t in titik
        ),
        batch_size=SEKALI_TULIS,
    )
    return len(titik)


def _sudah(pks: Collection[int]) -> str:
    """Who was first, and what that means."""
    semua = PenyelesaianTitik.objects.filter(titik__in=pks, ditarik_pada=None)
    lain = list(semua.select_related("oleh"))
    satu = lain[0] if lain else None
    if satu is None:
        return "Sebagian selisih itu tidak ada lagi. Tidak ada yang diubah; muat ulang halaman."
    siapa = f"oleh {satu.oleh.nama}" if satu.oleh else "oleh daftar BPJS yang lebih baru"
    return (
        f"{ribuan(len(lain))} selisih baru saja diselesaikan {siapa} pada {waktu_wib(satu.pada)}: "
        f"{satu.alasan}. Tidak ada yang diubah; muat ulang halaman."
    )


@transaction.atomic
def tarik_penyelesaian(pk: int, *, alasan: str, oleh: Pengguna, pada: datetime) -> None:
    """Take the settling of point ``pk`` back, with a reason: the point is open again.

    Raises BentrokError when it is open already, AturanDilanggarError without a reason, when a
    newer list answered it, or when the same difference is open again.
    """
    pastikan_seluruh_kota(oleh)
    if not alasan.strip():
        raise AturanDilanggarError("Tulis alasan menarik penyelesaiannya.")
    Kunci.REKONSILIASI.pegang()
    titik = TitikRekonsiliasi.objects.get(pk=pk)
    selesai = titik.daftar_selesai.filter(ditarik_pada=None).first()
    if selesai is None:
        raise BentrokError("Selisih ini sudah terbuka lagi. Muat ulang halaman.")
    if selesai.cara in SENDIRI:
        raise AturanDilanggarError(
            "Selisih ini ditutup oleh daftar BPJS, bukan oleh orang, jadi tidak ditarik. Bila "
            "daftar yang lebih baru itu keliru, buang daftarnya dengan alasan."
        )
    kembar = TitikRekonsiliasi.objects.terbuka().filter(
        kunci=titik.kunci, jenis=titik.jenis, jenis_daftar=titik.jenis_daftar
    )
    if kembar.exists():
        raise AturanDilanggarError(
            "Selisih yang sama sudah terbuka lagi dari daftar yang lebih baru. Selesaikan yang itu."
        )
    selesai.ditarik_oleh, selesai.ditarik_pada = oleh, pada
    selesai.alasan_tarik = alasan.strip()
    selesai.save(update_fields=["ditarik_oleh", "ditarik_pada", "alasan_tarik"])
