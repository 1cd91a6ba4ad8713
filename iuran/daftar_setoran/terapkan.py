"""Record a list: its new months become paid, and BPJS confirms those that slips paid before."""

from datetime import datetime
from typing import Any

from django.db import connection, transaction

from iuran.buku import BulanBukti, IsiBukti, harga_bulan, pastikan_seluruh_kota, tulis_bukti
from iuran.daftar_setoran.keadaan import pastikan_berlaku, siap
from iuran.models import (
    BagianSetoran,
    BarisSetoran,
    BayarSetoran,
    DaftarSetoran,
    Janji,
    JenisBayar,
    SebabSetoran,
    StatusSetoran,
)
from peserta.models import Peserta
from pijar import tugas
from pijar.bulan import nama_bulan, tanggal_panjang
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.kunci import Kunci
from pijar.models import Pengguna, Tugas
from pijar.rupiah import ribuan

S = StatusSetoran
# Lines to be paid of which something changed since the list was read.
BERUBAH = """
SELECT o.nama FROM iuran_barissetoran b
JOIN iuran_janji j ON j.id = b.janji_id
JOIN peserta_peserta o ON o.id = b.peserta_id
LEFT JOIN iuran_iuran i ON i.peserta_id = o.id AND i.bulan = %(bulan)s AND i.hidup
WHERE b.daftar_id = %(daftar)s AND b.bagian = 'sesuai' AND b.sebab = 'baru' AND (
    j.status = 'batal' OR %(bulan)s NOT BETWEEN j.mulai AND j.sampai OR o.kpj = ''
    OR o.status NOT IN ('terdaftar', 'berhenti') OR o.digabung_ke_id IS NOT NULL
    OR i.id IS NOT NULL OR EXISTS (
        SELECT FROM peserta_peristiwa e WHERE e.peserta_id = o.id AND e.dibatalkan_pada IS NULL
          AND e.jenis <> 'kecelakaan' AND (e.jenis = 'meninggal' OR o.status = 'berhenti')
          AND coalesce((e.akibat ->> 'mulai')::date,
              (date_trunc('month', e.tanggal) + interval '1 month')::date) <= %(bulan)s))
ORDER BY b.urut
"""
PASANG = """
UPDATE iuran_barissetoran b SET iuran_id = i.id
FROM iuran_iuran i JOIN iuran_bantuan g ON g.id = i.bantuan_id
WHERE i.pembayaran_id = %(bayar)s AND b.daftar_id = %(daftar)s AND b.janji_id = g.janji_id
  AND b.bagian = 'sesuai'
"""
BENARKAN = """
UPDATE iuran_iuran i SET dikonfirmasi_pada = %(tanggal)s
FROM iuran_barissetoran b
WHERE b.daftar_id = %(daftar)s AND b.bagian = 'sesuai' AND i.id = b.iuran_id AND i.hidup
  AND i.dikonfirmasi_pada IS NULL
"""


@transaction.atomic
def minta_terapkan(pk: int, *, oleh: Pengguna) -> Tugas:
    """Order it, once. Raises BentrokError unless the list waits to be recorded."""
    pastikan_seluruh_kota(oleh)
    daftar = siap(pk, S.DIPERIKSA)
    daftar.tugas = tugas.buat(
        "iuran.terapkan_setoran",
        judul=f"Mencatat daftar setoran {nama_bulan(daftar.bulan)}",
        oleh=oleh,
        parameter={"daftar": daftar.pk},
        kunci=f"setoran-{daftar.pk}",
    )
    daftar.save(update_fields=["tugas"])
    return daftar.tugas


@transaction.atomic
def terapkan_setoran(pk: int, *, oleh: Pengguna | None, pada: datetime) -> int:
    """Write the paid months of the list, all or none; returns how many are new.

    A second delivery changes nothing. Raises AturanDilanggarError when the list no longer waits,
    BentrokError when people, promises or tariffs changed since it was read.
    """
    if oleh is None:
        raise AturanDilanggarError("Tugas ini tidak mempunyai pemilik.")
    pastikan_seluruh_kota(oleh)
    Kunci.SETORAN.pegang()
    daftar = DaftarSetoran.objects.select_for_update().get(pk=pk)
    if daftar.status == S.DITERAPKAN:
        return 0
    if daftar.status != S.DIPERIKSA:
        raise AturanDilanggarError(
            f"Daftar {daftar} berstatus {daftar.get_status_display().lower()}. Muat ulang halaman."
        )
    pastikan_berlaku(daftar)
    baru = _kunci(daftar)
    _pastikan_tetap(daftar)
    if baru:
        _bayar(daftar, baru, oleh)
    _jalankan(BENARKAN, daftar=daftar.pk, tanggal=daftar.tanggal)
    daftar.status, daftar.diterapkan_oleh, daftar.diterapkan_pada = S.DITERAPKAN, oleh, pada
    daftar.save(update_fields=["status", "diterapkan_oleh", "diterapkan_pada"])
    return len(baru)


def _kunci(daftar: DaftarSetoran) -> list[BarisSetoran]:
    """Lock the people whose month is new, then their promises; returns their lines."""
    baru = daftar.daftar_baris.filter(bagian=BagianSetoran.SESUAI, sebab=SebabSetoran.BARU)
    tanpa_urut = baru.order_by()
    orang = Peserta.objects.filter(pk__in=tanpa_urut.values("peserta")).order_by("pk")
    list(orang.select_for_update(no_key=True).values_list("pk"))
    janji = Janji.objects.filter(pk__in=tanpa_urut.values("janji")).order_by("pk")
    list(janji.select_for_update().values_list("pk"))
    return list(baru.only("janji_id", "peserta_id", "harga", "urut"))


def _pastikan_tetap(daftar: DaftarSetoran) -> None:
    """Raise BentrokError when a line is no longer what the admin saw."""
    with connection.cursor() as kursor:
        kursor.execute(BERUBAH, {"daftar": daftar.pk, "bulan": daftar.bulan})
        nama = [n for (n,) in kursor.fetchall()]
    if nama:
        raise BentrokError(
            f"{ribuan(len(nama))} baris berubah sejak daftar dibaca, misalnya {nama[0]}: janji, "
            "data, atau bulannya sudah lain. Tekan Baca ulang, periksa, lalu catat lagi."
        )


def _bayar(daftar: DaftarSetoran, baru: list[BarisSetoran], oleh: Pengguna) -> None:
    """Write one payment for all new months of the list."""
    bulan = [
        BulanBukti(b.janji_id, b.peserta_id, daftar.bulan)
        for b in baru
        if b.janji_id and b.peserta_id
    ]
    nominal = sum(b.harga for b in baru)
    if nominal != harga_bulan(bulan):
        raise BentrokError(
            "Tarif atau pekerjaan seseorang berubah sejak daftar dibaca. Tekan Baca ulang, "
            "periksa, lalu catat lagi."
        )
    ke = daftar.daftar_bayar.count()
    isi = IsiBukti(
        JenisBayar.BPJS,
        f"{daftar}/{ke + 1}" if ke else f"{daftar}",
        daftar.tanggal,
        nominal,
        f"Daftar BPJS {nama_bulan(daftar.bulan)}, tanggal {tanggal_panjang(daftar.tanggal)}",
    )
    pembayaran = tulis_bukti(isi, bulan, oleh=oleh)
    BayarSetoran.objects.create(pembayaran=pembayaran, daftar=daftar)
    _jalankan(PASANG, daftar=daftar.pk, bayar=pembayaran.pk)


def _jalankan(perintah: str, **isi: Any) -> None:
    with connection.cursor() as kursor:
        kursor.execute(perintah, isi)
