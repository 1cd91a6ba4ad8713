"""Verbs of ``laporan``: freeze a month."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Max

from laporan import angka as angka_bulan
from laporan.models import LaporanBulanan
from pijar import tugas as tugas_latar
from pijar.bulan import nama_bulan
from pijar.errors import AturanDilanggarError
from pijar.kunci import Kunci
from pijar.models import Pengguna


@transaction.atomic
def bekukan_bulan(bulan: date, *, pada: date, oleh: Pengguna | None) -> LaporanBulanan:
    """Freeze the figures of ``bulan`` as known on ``pada`` and queue its PDF and Excel.

    Unchanged figures return the newest version, so a double click, or the schedule after an
    officer, makes no second report. Raises AturanDilanggarError for a month that has not begun.
    """
    if bulan > pada:
        raise AturanDilanggarError(
            f"{nama_bulan(bulan)} belum dimulai. Pilih bulan ini atau bulan sebelumnya."
        )
    Kunci.LAPORAN.pegang(bulan.year * 12 + bulan.month)
    angka = angka_bulan.hitung_laporan(bulan, pada=pada)
    lama = LaporanBulanan.objects.filter(bulan=bulan).first()
    if lama is not None and angka_bulan.dari_json(lama.angka) == angka:
        return lama
    return simpan(angka, oleh)


def simpan(angka: angka_bulan.Angka, oleh: Pengguna | None) -> LaporanBulanan:
    """Write the next version of the month and order its two documents."""
    versi = LaporanBulanan.objects.filter(bulan=angka.bulan).aggregate(n=Max("versi"))["n"] or 0
    try:
        laporan = LaporanBulanan.objects.create(
            bulan=angka.bulan,
            versi=versi + 1,
            per_tanggal=angka.pada,
            angka=angka_bulan.ke_json(angka),
            oleh=oleh,
        )
    except IntegrityError as galat:
        raise AturanDilanggarError(
            "Laporan bulan ini baru saja dibuat orang lain. Muat ulang halaman."
        ) from galat
    for jenis in ("pdf", "excel"):
        tugas = tugas_latar.buat(
            f"laporan.{jenis}",
            judul=f"Laporan {nama_bulan(angka.bulan)} ({jenis.upper()})",
            oleh=oleh,
            parameter={"laporan": laporan.pk},
            kunci=f"laporan-{laporan.pk}-{jenis}",
        )
        setattr(laporan, f"tugas_{jenis}", tugas)
    laporan.save(update_fields=["tugas_pdf", "tugas_excel"])
    return laporan
