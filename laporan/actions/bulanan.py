"""The report of a month: drafted, proposed by one admin, closed by another, corrected.

Each verb locks the row first, so two admins at once are answered one after the other.
"""

from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import Max

from iuran.buku import pastikan_seluruh_kota
from laporan.beku import (
    Maju,
    angka_beku,
    isi_kini,
    pastikan_berisi,
    pastikan_bulan,
    sidik_laporan,
)
from laporan.beku import simpan as simpan_isi
from laporan.models import TRANSISI_LAPORAN, LaporanBulanan, PolaNomor, StatusLaporan, Surat
from laporan.surat.actions.buat import buat_surat
from laporan.surat.actions.nomor import batalkan_surat, beri_nomor
from laporan.surat.bahan import Bahan
from pijar import tugas
from pijar.bulan import WIB, akhir_bulan, nama_bulan
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.kunci import Kunci
from pijar.models import Pengguna, Tugas
from pijar.usulan import pastikan_sama

S = StatusLaporan
SURAT = "laporan_bulan"
HAL = "Laporan bulanan"


class Kata(NamedTuple):
    """What the reviewing admin writes."""

    catatan: str = ""
    masalah: str = ""
    usulan: str = ""


@transaction.atomic
def siapkan_laporan(bulan: date, *, pada: date, oleh: Pengguna | None) -> LaporanBulanan:
    """Draft the report of ``bulan``, or return the draft there is; ``oleh`` None is the schedule.

    Raises AturanDilanggarError for a month that runs, is to come, lies before the programme, has
    no data, or is closed already.
    """
    if oleh:
        pastikan_seluruh_kota(oleh, HAL)
    Kunci.LAPORAN.pegang(bulan.year * 12 + bulan.month)
    if terbuka := LaporanBulanan.objects.terbuka().filter(bulan=bulan).first():
        return terbuka
    if LaporanBulanan.objects.ditutup().filter(bulan=bulan).exists():
        raise AturanDilanggarError(
            f"{nama_bulan(bulan)} sudah ditutup. Buka laporannya; bila keliru, ajukan koreksi."
        )
    pastikan_bulan(bulan, pada=pada)
    return _baru(bulan, oleh)


@transaction.atomic
def koreksi_laporan(laporan: LaporanBulanan, *, alasan: str, oleh: Pengguna) -> LaporanBulanan:
    """Draft the version that will replace a closed report, for a reason.

    Raises BentrokError when the report does not count any more, AturanDilanggarError while a draft
    of the month is there.
    """
    pastikan_seluruh_kota(oleh, HAL)
    Kunci.LAPORAN.pegang(laporan.bulan.year * 12 + laporan.bulan.month)
    lama = _kunci(laporan, S.DIGANTI)
    if LaporanBulanan.objects.terbuka().filter(bulan=lama.bulan).exists():
        raise AturanDilanggarError(
            f"Koreksi laporan {nama_bulan(lama.bulan)} sedang disusun. Buka yang ada."
        )
    return _baru(lama.bulan, oleh, menggantikan=lama, alasan=alasan)


def _baru(
    bulan: date,
    oleh: Pengguna | None,
    *,
    menggantikan: LaporanBulanan | None = None,
    alasan: str = "",
) -> LaporanBulanan:
    versi = LaporanBulanan.objects.filter(bulan=bulan).aggregate(n=Max("versi"))["n"] or 0
    return LaporanBulanan.objects.create(
        bulan=bulan,
        versi=versi + 1,
        per_tanggal=akhir_bulan(bulan),
        menggantikan=menggantikan,
        alasan=alasan,
        oleh=oleh,
    )


def _kunci(laporan: LaporanBulanan, ke: StatusLaporan) -> LaporanBulanan:
    """Lock the report; raises BentrokError when its status does not allow ``ke`` any more."""
    kini = LaporanBulanan.objects.select_for_update(of=("self",)).get(pk=laporan.pk)
    if ke not in TRANSISI_LAPORAN[kini.cip]:
        oleh = f" oleh {kini.penutup.nama}" if kini.penutup else ""
        raise BentrokError(
            f"Laporan {nama_bulan(kini.bulan)} versi {kini.versi} kini berstatus "
            f"{kini.cip.label.lower()}{oleh}. Muat ulang halaman."
        )
    return kini


@transaction.atomic
def simpan_kata(laporan: LaporanBulanan, kata: Kata, *, oleh: Pengguna) -> None:
    """Keep the words of a draft for later; nothing is proposed."""
    pastikan_seluruh_kota(oleh, HAL)
    kini = _kunci(laporan, S.DIUSULKAN)
    kini.catatan, kini.masalah, kini.usulan = kata
    kini.save(update_fields=["catatan", "masalah", "usulan"])


@transaction.atomic
def minta_usulan(laporan: LaporanBulanan, kata: Kata, *, oleh: Pengguna) -> Tugas:
    """Keep the words and have a job propose them; a second click returns the same job.

    The figures of a city and the corrections of twelve months take longer than a page may.
    """
    simpan_kata(laporan, kata, oleh=oleh)
    return tugas.buat(
        "laporan.usulkan",
        judul=f"Mengusulkan laporan {nama_bulan(laporan.bulan)} versi {laporan.versi}",
        oleh=oleh,
        parameter={"laporan": laporan.pk},
        kunci=f"laporan.usulkan:{laporan.pk}",
    )


@transaction.atomic
def usulkan_laporan(
    laporan: LaporanBulanan,
    kata: Kata,
    *,
    pada: datetime,
    oleh: Pengguna,
    maju: Maju = lambda n, dari: None,
) -> LaporanBulanan:
    """Count the figures, keep them with these words, and let another admin close them.

    ``maju`` is told how far the counting is. Raises AturanDilanggarError when the month has no
    data, or a correction would change nothing.
    """
    pastikan_seluruh_kota(oleh, HAL)
    kini = _kunci(laporan, S.DIUSULKAN)
    hari = pada.astimezone(WIB).date()
    pastikan_bulan(kini.bulan, pada=hari)
    isi = isi_kini(kini, pada=hari, maju=maju)
    pastikan_berisi(isi.angka)
    kini.catatan, kini.masalah, kini.usulan = kata
    simpan_isi(kini, isi)
    _pastikan_berbeda(kini)
    kini.status, kini.penyusun = S.DIUSULKAN, oleh
    kini.diketahui = kini.diusulkan_pada = pada
    kini.save()
    return kini


def _pastikan_berbeda(laporan: LaporanBulanan) -> None:
    """Raise AturanDilanggarError when a correction has the figures of the old one."""
    lama = laporan.menggantikan
    if lama and angka_beku(lama) == angka_beku(laporan):
        raise AturanDilanggarError(
            f"Semua angkanya sama dengan versi {lama.versi} yang sudah ditutup, jadi tidak ada "
            "yang dikoreksi. Batalkan koreksi ini."
        )


@transaction.atomic
def kembalikan_laporan(
    laporan: LaporanBulanan, *, alasan: str, pada: datetime, oleh: Pengguna
) -> None:
    """Give a proposal back for another review, with a reason; its figures are counted anew then."""
    pastikan_seluruh_kota(oleh, HAL)
    kini = _kunci(laporan, S.SEMENTARA)
    kini.status = S.SEMENTARA
    kini.angka, kini.diketahui, kini.sha256 = None, None, ""
    kini.tambahan, kini.koreksi = {}, []
    kini.penyusun, kini.diusulkan_pada = None, None
    kini.alasan_kembali, kini.dikembalikan_oleh, kini.dikembalikan_pada = alasan, oleh, pada
    kini.save()


@transaction.atomic
def batalkan_laporan(
    laporan: LaporanBulanan, *, alasan: str, pada: datetime, oleh: Pengguna
) -> None:
    """Drop a draft, with a reason: a correction that is not needed, a month taken too soon."""
    pastikan_seluruh_kota(oleh, HAL)
    kini = _kunci(laporan, S.DIBATALKAN)
    kini.status = S.DIBATALKAN
    kini.alasan_kembali, kini.dikembalikan_oleh, kini.dikembalikan_pada = alasan, oleh, pada
    kini.save()


@transaction.atomic
def tutup_laporan(
    laporan: LaporanBulanan, *, dilihat: str, pada: datetime, oleh: Pengguna
) -> LaporanBulanan:
    """Close what another admin proposed; a corrected report is replaced, and the paper is made.

    ``dilihat`` is the seal of the page. Raises AturanDilanggarError for whoever proposed it, and
    when the kept contents do not give their hash; BentrokError when somebody was first.
    """
    pastikan_seluruh_kota(oleh, HAL)
    kini = _kunci(laporan, S.DITUTUP)
    if kini.penyusun_id == oleh.pk:
        raise AturanDilanggarError("Laporan ini Anda usulkan sendiri, jadi admin lain menutupnya.")
    pastikan_sama(dilihat, segel_laporan(kini))
    if sidik_laporan(kini) != kini.sha256:
        raise AturanDilanggarError(
            "Isi laporan ini tidak cocok dengan sidiknya. Kembalikan, lalu usulkan lagi."
        )
    if kini.menggantikan:
        _ganti(kini.menggantikan, kini, pada=pada, oleh=oleh)
    kini.status, kini.penutup, kini.ditutup_pada = S.DITUTUP, oleh, pada
    kini.save(update_fields=["status", "penutup", "ditutup_pada"])
    _buat_surat(kini, pada=pada, oleh=oleh)
    return kini


def segel_laporan(laporan: LaporanBulanan) -> dict[str, str]:
    """What the page of a proposal shows, for the seal of its button."""
    return {"Sidik laporan": laporan.sha256}


def _ganti(lama: LaporanBulanan, baru: LaporanBulanan, *, pada: datetime, oleh: Pengguna) -> None:
    kini = _kunci(lama, S.DIGANTI)
    kini.status = S.DIGANTI
    kini.save(update_fields=["status"])
    alasan = f"Diganti laporan {nama_bulan(baru.bulan)} versi {baru.versi}."
    cabut_surat(kini, alasan=alasan, pada=pada, daftar=[oleh, baru.penyusun])


def cabut_surat(
    laporan: LaporanBulanan,
    *,
    alasan: str,
    pada: datetime,
    daftar: list[Pengguna | None],
) -> None:
    """Cancel the paper of a report that does not count any more.

    Two admins decided it; the one of ``daftar`` who did not number the paper cancels it.
    """
    for surat in Surat.objects.berlaku().tentang([SURAT], laporan.pk):
        terlibat = {surat.dinomori_oleh_id, surat.salinan_oleh_id}
        lain = [p for p in daftar if p and p.pk not in terlibat]
        if not lain:
            raise AturanDilanggarError(
                f"Surat {surat} diselesaikan kedua admin yang memutuskan ini. Batalkan surat itu "
                "lebih dahulu oleh rekan lain."
            )
        batalkan_surat(surat, alasan=alasan, pada=pada, oleh=lain[0])


def _buat_surat(laporan: LaporanBulanan, *, pada: datetime, oleh: Pengguna) -> None:
    """Make the paper of a closed report, numbered where a pattern counts on that day."""
    hari = pada.astimezone(WIB).date()
    surat = buat_surat(SURAT, Bahan(laporan, hari, oleh)).surat
    pola = PolaNomor.untuk(SURAT, hari)
    if pola and pola.pola:
        beri_nomor(surat, pada=pada, oleh=oleh)
