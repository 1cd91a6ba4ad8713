"""Record the paper that pays one or several bills."""

from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, transaction

from iuran.models import AlokasiPembayaran, Iuran, Pembayaran, StatusTagihan, Tagihan
from iuran.tagihan.aturan import (
    Bukti,
    Salah,
    jenis_bayar,
    rapikan_nomor,
    salah_nominal,
    salah_nomor,
    salah_tagihan,
    salah_tanggal,
)
from pijar.errors import AturanDilanggarError, BentrokError, TransisiDitolakError
from pijar.models import Pengguna
from pijar.rupiah import ribuan


@transaction.atomic
def catat_pembayaran(
    daftar: Sequence[Tagihan], bukti: Bukti, *, oleh: Pengguna, pada: date
) -> Pembayaran:
    """Record the SP2D or transfer slip that pays these issued bills, each whole.

    Every row of the bills is then paid. ``pada`` is today. The same paper a second time changes
    nothing. Raises AturanDilanggarError for bills, sum, date or number that do not fit.
    """
    bukti = bukti._replace(nomor=rapikan_nomor(bukti.nomor))
    # A second click waits here for the first, then finds its payment.
    terkunci = list(
        Tagihan.objects.select_for_update(of=["self"])
        .filter(pk__in=[t.pk for t in daftar])
        .select_related("sumber")
        .order_by("pk")
    )
    if lama := tercatat(terkunci, bukti):
        return lama
    if salah := next(iter(salah_bayar(terkunci, bukti, pada)), None):
        jenis = TransisiDitolakError if salah.bidang == "tagihan" else AturanDilanggarError
        raise jenis(salah.kalimat)
    try:
        with transaction.atomic():
            pembayaran = Pembayaran.objects.create(
                jenis=jenis_bayar(terkunci), **bukti._asdict(), oleh=oleh
            )
    except IntegrityError as galat:
        raise BentrokError(
            f"Nomor {bukti.nomor} baru saja dipakai untuk tagihan lain. Periksa nomornya."
        ) from galat
    _lunaskan(pembayaran, terkunci)
    return pembayaran


def salah_bayar(daftar: Sequence[Tagihan], bukti: Bukti, pada: date) -> list[Salah]:
    """Everything that is wrong with this payment, as sentences for their fields."""
    if not daftar:
        return [Salah("tagihan", "Pilih tagihan yang dibayar.")]
    dipakai = Pembayaran.objects.berlaku().bernomor(jenis_bayar(daftar), bukti.nomor)
    return [
        *salah_tagihan(daftar),
        *salah_nominal(daftar, bukti.nominal),
        *salah_tanggal(daftar, bukti.tanggal, pada),
        *salah_nomor(bukti.nomor, dipakai),
    ]


def tercatat(daftar: Sequence[Tagihan], bukti: Bukti) -> Pembayaran | None:
    """The living payment with this very paper for these very bills."""
    lama = Pembayaran.objects.berlaku().filter(
        nomor=bukti.nomor, tanggal=bukti.tanggal, nominal=bukti.nominal
    )
    for satu in lama.with_tagihan():
        if {a.tagihan_id for a in satu.daftar_alokasi.all()} == {t.pk for t in daftar}:
            return satu
    return None


def _lunaskan(pembayaran: Pembayaran, daftar: Sequence[Tagihan]) -> None:
    """Pay the bills and all their rows; raises AturanDilanggarError when their number changed."""
    AlokasiPembayaran.objects.bulk_create(
        AlokasiPembayaran(pembayaran=pembayaran, tagihan=t, nominal=t.total) for t in daftar
    )
    pks = [t.pk for t in daftar]
    Tagihan.objects.filter(pk__in=pks).update(status=StatusTagihan.DIBAYAR)
    isi = Iuran.objects.filter(tagihan__in=pks)
    lunas = isi.update(pembayaran=pembayaran) - isi.pembalik().count()
    ditagih = sum(t.jumlah_orang for t in daftar)
    if lunas != ditagih:
        raise AturanDilanggarError(
            f"Isi tagihan itu tidak lagi {ribuan(ditagih)} orang melainkan "
            f"{ribuan(lunas)}. Beri tahu admin sistem sebelum membayar."
        )
