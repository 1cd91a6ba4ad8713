"""Mend or cancel a payment: one admin proposes, another confirms."""

from datetime import date, datetime
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.urls import reverse

from iuran.buku import gugurkan_bukti
from iuran.models import (
    AlokasiPembayaran,
    Iuran,
    JenisKoreksi,
    KoreksiPembayaran,
    Pembayaran,
    PenyelesaianKelebihan,
    StatusKoreksi,
    StatusPembayaran,
    StatusTagihan,
    Tagihan,
)
from iuran.tagihan.aturan import Salah, catatan_tahun, rapikan_nomor, salah_nomor, salah_tanggal
from iuran.tagihan.bulan import kata_bulan, tanpa_tagihan
from pijar.bulan import WIB, tanggal_panjang
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna
from pijar.rupiah import rupiah
from pijar.usulan import pastikan_menunggu, pastikan_orang_lain, pastikan_sama, putuskan


class Usulan(NamedTuple):
    """A proposal as typed: ``nomor`` and ``tanggal`` as they stand on the paper."""

    jenis: str
    nomor: str
    tanggal: date
    alasan: str


@transaction.atomic
def usulkan_koreksi(
    pembayaran: Pembayaran, usulan: Usulan, *, oleh: Pengguna, pada: date
) -> KoreksiPembayaran:
    """Propose the paper's true number and date, or its cancellation; nothing changes yet.

    ``pada`` is today. Raises AturanDilanggarError for what cannot be, BentrokError when another
    proposal waits.
    """
    pembayaran = Pembayaran.objects.select_for_update().get(pk=pembayaran.pk)
    if usulan.jenis == JenisKoreksi.BATALKAN:
        usulan = usulan._replace(nomor=pembayaran.nomor, tanggal=pembayaran.tanggal)
    usulan = usulan._replace(nomor=rapikan_nomor(usulan.nomor))
    if salah := next(iter(salah_koreksi(pembayaran, usulan, pada)), None):
        raise AturanDilanggarError(salah.kalimat)
    try:
        with transaction.atomic():
            return KoreksiPembayaran.objects.create(
                pembayaran=pembayaran,
                jenis=usulan.jenis,
                nomor_lama=pembayaran.nomor,
                nomor_baru=usulan.nomor,
                tanggal_lama=pembayaran.tanggal,
                tanggal_baru=usulan.tanggal,
                alasan=usulan.alasan.strip(),
                diusulkan_oleh=oleh,
            )
    except IntegrityError as galat:
        raise BentrokError(
            f"{pembayaran} sudah punya usulan koreksi. Putuskan atau tarik usulan itu dahulu.",
            tautan=reverse("iuran:pembayaran_detail", args=[pembayaran.pk]),
            label_tautan="Buka pembayarannya",
        ) from galat


def salah_koreksi(pembayaran: Pembayaran, usulan: Usulan, pada: date) -> list[Salah]:
    """Everything that is wrong with this correction, as sentences for their fields."""
    daftar = [a.tagihan for a in pembayaran.daftar_alokasi.select_related("tagihan")]
    if pembayaran.status != StatusPembayaran.BERLAKU:
        return [Salah("jenis", f"{pembayaran} sudah dibatalkan; tidak ada lagi yang dikoreksi.")]
    if usulan.jenis == JenisKoreksi.BATALKAN:
        return _salah_batal(pembayaran, daftar)
    if (usulan.nomor, usulan.tanggal) == (pembayaran.nomor, pembayaran.tanggal):
        return [Salah("nomor", "Nomor dan tanggalnya sama dengan yang tercatat. Ubah salah satu.")]
    lain = Pembayaran.objects.berlaku().exclude(pk=pembayaran.pk)
    return [
        *salah_tanggal(daftar, usulan.tanggal, pada),
        *salah_nomor(usulan.nomor, lain.bernomor(pembayaran.jenis, usulan.nomor)),
    ]


def _salah_batal(pembayaran: Pembayaran, daftar: list[Tagihan]) -> list[Salah]:
    if lama := next((t for t in daftar if t.saldo_awal_id), None):
        return [
            Salah(
                "jenis",
                f"{lama.nomor} berasal dari saldo awal: pembayarannya dari sebelum aplikasi ini "
                "dan tidak dibatalkan. Nomor dan tanggalnya dapat dibetulkan.",
            )
        ]
    if diterima := next((t for t in daftar if t.terima_tanggal), None):
        return [
            Salah(
                "jenis",
                f"BPJS sudah menerima uang {diterima.nomor}. Bila tanda terima itu keliru, "
                f"kosongkan dahulu di Ubah isian {diterima.nomor}.",
            )
        ]
    diminta = PenyelesaianKelebihan.objects.filter(
        daftar_baris__hidup=True, daftar_baris__iuran__pembayaran=pembayaran
    )
    if selesai := diminta.first():
        return [
            Salah(
                "jenis",
                f"Sebagian bulannya ada dalam penyelesaian kelebihan bayar ({selesai}). Tolak "
                "atau cabut penyelesaian itu dahulu di Kelebihan bayar.",
            )
        ]
    return []


def isi_koreksi(koreksi: KoreksiPembayaran) -> dict[str, str]:
    """What the second admin sees and confirms, as labels and texts; at most four queries."""
    p = koreksi.pembayaran
    daftar = list(p.daftar_alokasi.select_related("tagihan__sumber").order_by("tagihan__nomor"))
    tahun = catatan_tahun([a.tagihan for a in daftar], koreksi.tanggal_baru)
    sesudah = {
        "Nomor sesudahnya": koreksi.nomor_baru,
        "Tanggal sesudahnya": tanggal_panjang(koreksi.tanggal_baru),
        **({"Perhatikan": " ".join(tahun)} if tahun else {}),
    }
    return {
        "Usulan": koreksi.get_jenis_display(),
        "Nomor sekarang": p.nomor,
        "Tanggal sekarang": tanggal_panjang(p.tanggal),
        **(sesudah if koreksi.jenis == JenisKoreksi.BETULKAN else {}),
        "Nominal": rupiah(p.nominal),
        "Status pembayaran": p.get_status_display(),
        **_yang_dibayar(p, daftar),
        "Alasan": koreksi.alasan,
    }


def _yang_dibayar(p: Pembayaran, daftar: list[AlokasiPembayaran]) -> dict[str, str]:
    """The bills of the payment; of a civil servant's evidence its workers and months."""
    if tanpa_tagihan(p):
        return {"Bulan yang dibayar": kata_bulan(p)}
    return {"Tagihan": ", ".join(f"{a.tagihan.nomor} ({rupiah(a.nominal)})" for a in daftar)}


@transaction.atomic
def konfirmasi_koreksi(
    koreksi: KoreksiPembayaran, *, dilihat: str, oleh: Pengguna, pada: datetime
) -> Pembayaran:
    """Confirm another admin's proposal: the payment is mended, or cancelled.

    ``dilihat`` is the seal of the contents shown. Cancelled, its bills are issued and unpaid
    again, and so are their months. Raises AturanDilanggarError for the proposer, BentrokError when
    something changed meanwhile.
    """
    pembayaran = Pembayaran.objects.select_for_update().get(pk=koreksi.pembayaran_id)
    koreksi = _terbuka(koreksi)
    # Its bills as well: an admin may be typing BPJS's receipt of one, which forbids to cancel.
    tagihan = Tagihan.objects.select_for_update(of=("self",)).order_by("pk")
    list(tagihan.filter(daftar_alokasi__pembayaran=pembayaran))
    pastikan_orang_lain(koreksi, oleh)
    koreksi.pembayaran = pembayaran
    pastikan_sama(dilihat, isi_koreksi(koreksi))
    hari_ini = pada.astimezone(WIB).date()
    usulan = Usulan(koreksi.jenis, koreksi.nomor_baru, koreksi.tanggal_baru, koreksi.alasan)
    if salah := salah_koreksi(pembayaran, usulan, hari_ini):
        raise AturanDilanggarError(salah[0].kalimat)
    putuskan(koreksi, StatusKoreksi.DIKONFIRMASI, oleh=oleh, pada=pada)
    _terapkan(koreksi, pembayaran)
    return pembayaran


@transaction.atomic
def tolak_koreksi(
    koreksi: KoreksiPembayaran, *, alasan: str, oleh: Pengguna, pada: datetime
) -> None:
    """Drop a proposal; its proposer may do so as well. The payment stays as it is."""
    putuskan(_terbuka(koreksi), StatusKoreksi.DITOLAK, oleh=oleh, pada=pada, alasan=alasan)


def _terbuka(koreksi: KoreksiPembayaran) -> KoreksiPembayaran:
    kini = KoreksiPembayaran.objects.select_for_update().get(pk=koreksi.pk)
    pastikan_menunggu(kini)
    return kini


def _terapkan(koreksi: KoreksiPembayaran, pembayaran: Pembayaran) -> None:
    """Write a confirmed correction; the triggers let through exactly this."""
    pembayaran.koreksi = koreksi
    pembayaran.nomor, pembayaran.tanggal = koreksi.nomor_baru, koreksi.tanggal_baru
    if koreksi.jenis == JenisKoreksi.BATALKAN:
        pembayaran.status = StatusPembayaran.DIBATALKAN
    try:
        with transaction.atomic():
            pembayaran.save(update_fields=["koreksi", "nomor", "tanggal", "status"])
    except IntegrityError as galat:
        raise BentrokError(
            f"Nomor {koreksi.nomor_baru} baru saja dipakai pembayaran lain. Periksa nomornya."
        ) from galat
    if koreksi.jenis == JenisKoreksi.BATALKAN and tanpa_tagihan(pembayaran):
        gugurkan_bukti(pembayaran, alasan=f"bukti bayar dibatalkan: {koreksi.alasan}")
    elif koreksi.jenis == JenisKoreksi.BATALKAN:
        alokasi = pembayaran.daftar_alokasi.all()
        alokasi.update(berlaku=False)
        Tagihan.objects.filter(pk__in=alokasi.values("tagihan")).update(
            status=StatusTagihan.DITERBITKAN
        )
        Iuran.objects.filter(pembayaran=pembayaran).update(pembayaran=None)
