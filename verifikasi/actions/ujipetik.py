"""Draw a sample of approved people, or cancel one that was drawn by mistake."""

from datetime import datetime
from secrets import token_hex

from django.db import IntegrityError, transaction
from django.urls import reverse

from pijar.bulan import tanggal_panjang
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna
from verifikasi.models import Kunjungan, UjiPetik
from verifikasi.undian import Pilihan, sidik_populasi, tulis_undian


@transaction.atomic
def ambil_uji_petik(
    pilihan: Pilihan, *, persen: int, oleh: Pengguna, pada: datetime, benih: str = ""
) -> UjiPetik:
    """Draw ``persen`` in a hundred of each kelurahan and occupation, one at least, and keep it.

    ``benih`` is the seed; one is made when it is empty. Raises AturanDilanggarError when nobody was
    approved so or a place is outside the officer's area, BentrokError when the same was drawn
    already.
    """
    _pastikan_wilayah(pilihan, oleh)
    jumlah, sidik = sidik_populasi(pilihan)
    if not jumlah:
        raise AturanDilanggarError(
            f"Tidak ada persetujuan {tanggal_panjang(pilihan.mulai)} sampai "
            f"{tanggal_panjang(pilihan.sampai)} menurut pilihan ini, jadi tidak ada yang diambil. "
            "Ubah masa, tempat, atau caranya."
        )
    uji = UjiPetik(
        mulai=pilihan.mulai,
        sampai=pilihan.sampai,
        cara=pilihan.cara,
        verifikator=pilihan.verifikator,
        wilayah=sorted(pilihan.wilayah),
        persen=persen,
        benih=benih.strip() or token_hex(4),
        populasi=jumlah,
        sidik=sidik,
        diambil_oleh=oleh,
        diambil_pada=pada,
    )
    try:
        with transaction.atomic():
            uji.save()
    except IntegrityError as galat:
        if "uji_petik_sekali" not in str(galat):
            raise
        raise _sudah_ada(uji) from galat
    tulis_undian(uji)
    return uji


@transaction.atomic
def batalkan_uji_petik(uji: UjiPetik, *, alasan: str, oleh: Pengguna, pada: datetime) -> None:
    """Cancel a sample of which nobody was visited, with a reason; it stays to be read.

    Raises AturanDilanggarError without a reason or after the first visit, BentrokError when
    somebody cancelled it already.
    """
    kini = kunci_uji(uji.pk)
    if not alasan.strip():
        raise AturanDilanggarError("Tulis alasan pembatalannya.")
    if Kunjungan.objects.filter(orang__uji=kini).exists():
        raise AturanDilanggarError(
            "Sudah ada yang dikunjungi, jadi uji petik ini tidak dapat dibatalkan. Ambil uji petik "
            "lain dengan persen, masa, atau tempat yang berbeda."
        )
    kini.dibatalkan_oleh, kini.dibatalkan_pada = oleh, pada
    kini.alasan_batal = alasan.strip()
    kini.save(update_fields=["dibatalkan_oleh", "dibatalkan_pada", "alasan_batal"])


def kunci_uji(pk: int) -> UjiPetik:
    """Lock a sample, so that a visit and a cancellation follow each other.

    Raises BentrokError for one that was cancelled.
    """
    uji = UjiPetik.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
    if uji.batal:
        raise BentrokError("Uji petik ini sudah dibatalkan. Muat ulang halaman.")
    return uji


def _pastikan_wilayah(pilihan: Pilihan, oleh: Pengguna) -> None:
    """An officer with an area names places inside it."""
    luar = [k for k in pilihan.wilayah if not k.startswith(tuple(oleh.wilayah))]
    if oleh.wilayah and (luar or not pilihan.wilayah):
        raise AturanDilanggarError("Tempat itu di luar wilayah Anda. Pilih tempat di wilayah Anda.")


def _sudah_ada(uji: UjiPetik) -> BentrokError:
    lama = UjiPetik.objects.berlaku().get(
        mulai=uji.mulai,
        sampai=uji.sampai,
        cara=uji.cara,
        verifikator=uji.verifikator,
        wilayah=uji.wilayah,
        persen=uji.persen,
    )
    return BentrokError(
        f"Uji petik dengan pilihan yang sama sudah diambil {tanggal_panjang(lama.diambil_pada)}. "
        "Pakai yang itu, atau ubah pilihannya.",
        tautan=reverse("verifikasi:uji_petik_detail", args=[lama.pk]),
        label_tautan="Buka uji petik itu",
    )
