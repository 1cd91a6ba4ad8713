"""Whether everybody on a decree may be frozen today, after its people are locked."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q
from django.urls import reverse

from iuran.buku import akhiri_sisa
from peserta.models import Peserta
from pijar.bulan import nama_bulan, tanggal_panjang
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.rupiah import ribuan
from pijar.samar import samarkan
from verifikasi.calon import baris_dijanjikan, belum_terputus, terputus
from verifikasi.models import BarisPenetapan, Penetapan

CONTOH_NAMA = 3


def periksa_status(penetapan: Penetapan) -> None:
    """Raise BentrokError when somebody is no longer layak, or a civil servant promised a month.

    The people are locked already.
    """
    _periksa_janji(penetapan)
    lain = [b.peserta for b in penetapan.daftar_baris.tidak_lagi_layak().select_related("peserta")]
    if lain:
        raise BentrokError(
            f"{ribuan(len(lain))} orang dalam daftar tidak lagi layak: {_sebut(lain)}. "
            "Keluarkan mereka dari daftar, lalu ulangi."
        )


def _periksa_janji(penetapan: Penetapan) -> None:
    """Raise BentrokError when a civil servant promised to pay one of the months."""
    lain = [b.peserta for b in baris_dijanjikan(penetapan).select_related("peserta")]
    if lain:
        raise BentrokError(
            f"{ribuan(len(lain))} orang dalam daftar dijanjikan penyumbang ASN Peduli pada bulan "
            f"yang sama: {_sebut(lain)}. Keluarkan mereka dari daftar, atau catat dahulu di "
            "halaman janjinya bahwa kota mengambil alih.",
            tautan=reverse("iuran:janji"),
            label_tautan="Buka daftar janji",
        )


def periksa_mulai(penetapan: Penetapan) -> None:
    """Raise AturanDilanggarError for a first month that lies before the decree's own."""
    daftar = penetapan.daftar_baris
    terputus = ~Q(alasan_celah="") & ~Q(peserta__in=belum_terputus(penetapan.tanggal))
    salah = Q(pk__in=daftar.terlalu_awal().values("pk")) | terputus
    lain = [b.peserta for b in daftar.filter(salah).select_related("peserta")]
    if lain:
        raise AturanDilanggarError(
            f"{ribuan(len(lain))} orang mulai sebelum bulan SK ini "
            f"({tanggal_panjang(penetapan.tanggal)}) dan bukan peserta yang perlindungannya belum "
            f"terputus: {_sebut(lain)}. Keluarkan mereka dari daftar, lalu tambahkan lagi mulai "
            f"{nama_bulan(penetapan.tanggal)}."
        )


def akhiri_lama(penetapan: Penetapan) -> None:
    """End what is left of the grants of lapsed people who come back by this decree.

    Raises BentrokError when one of them is protected again, or a bill asks for a month by now.
    """
    kembali = list(penetapan.daftar_baris.exclude(pernyataan="").select_related("peserta"))
    if not kembali:
        return
    if lain := _tidak_terputus(kembali, penetapan.tanggal):
        raise BentrokError(
            f"{ribuan(len(lain))} orang tidak lagi terputus, atau bulannya sudah ditagih: "
            f"{_sebut(lain)}. Keluarkan mereka dari daftar, lalu ulangi."
        )
    mulai = {b.peserta_id: b.bulan_awal for b in kembali}
    akhiri_sisa(mulai, alasan=f"Pengaktifan kembali menurut {penetapan.nomor}")


def _tidak_terputus(kembali: Sequence[BarisPenetapan], pada: date) -> list[Peserta]:
    """People of these lines who cannot come back any more."""
    lain = []
    for bulan in {b.bulan_awal for b in kembali}:
        baris = [b for b in kembali if b.bulan_awal == bulan]
        semua = Peserta.objects.filter(pk__in=[b.peserta_id for b in baris])
        masih = set(terputus(semua, bulan, pada).values_list("pk", flat=True))
        lain += [b.peserta for b in baris if b.peserta_id not in masih]
    return lain


def _sebut(orang: Sequence[Peserta]) -> str:
    contoh = "; ".join(
        f"{p.nama} ({samarkan(p.nik)}), {p.get_status_display().lower()}"
        for p in orang[:CONTOH_NAMA]
    )
    return contoh + (", dan lainnya" if len(orang) > CONTOH_NAMA else "")
