"""Checks before an admin corrects, reads again or applies an answer: one job at a time."""

from iuran.models import JawabanBPJS, StatusJawaban
from pijar.errors import AturanDilanggarError, BentrokError

PEKERJAAN_TERAPKAN = "iuran.terapkan_jawaban"
SEDANG = {
    PEKERJAAN_TERAPKAN: "Jawaban ini sedang diterapkan. Tunggu sampai selesai.",
    "iuran.baca_jawaban": "Jawaban ini sedang dibaca. Tunggu sampai selesai.",
}


def kunci_jawaban(pk: int) -> JawabanBPJS:
    """Lock answer ``pk`` until the transaction ends."""
    JawabanBPJS.objects.select_for_update().get(pk=pk)
    return JawabanBPJS.objects.select_related("berkas_bpjs", "tugas", "oleh").get(pk=pk)


def pastikan_diam(jawaban: JawabanBPJS) -> None:
    """Raise BentrokError while a job of this answer waits or runs."""
    if jawaban.sibuk and jawaban.tugas:
        raise BentrokError(SEDANG.get(jawaban.tugas.jenis, "Jawaban ini sedang dikerjakan."))


def siap_dikoreksi(pk: int) -> JawabanBPJS:
    """Lock answer ``pk``; raises AturanDilanggarError when it may no longer be corrected."""
    jawaban = kunci_jawaban(pk)
    pastikan_diam(jawaban)
    if jawaban.status != StatusJawaban.DIPERIKSA:
        raise AturanDilanggarError(
            f"Jawaban ini berstatus {jawaban.get_status_display()}, jadi barisnya tidak dapat "
            "diubah lagi. Kesalahan yang sudah diterapkan dibetulkan di halaman peserta."
        )
    return jawaban


def pastikan_siap_terapkan(jawaban: JawabanBPJS) -> None:
    """Raise AturanDilanggarError unless the answer is read and its batch still takes answers."""
    if not jawaban.bisa_diterapkan:
        raise AturanDilanggarError(_kata_cek_awal(jawaban))
    if jawaban.status != StatusJawaban.DIPERIKSA:
        raise AturanDilanggarError(
            "Jawaban ini belum selesai dibaca atau sudah diterapkan. Muat ulang halamannya."
        )
    if not jawaban.berkas_bpjs.menerima_jawaban():
        raise AturanDilanggarError(
            f"Berkas {jawaban.berkas_bpjs.nomor} sudah "
            f"{jawaban.berkas_bpjs.get_status_display().lower()}, jadi tidak menerima jawaban lagi."
        )


def _kata_cek_awal(jawaban: JawabanBPJS) -> str:
    if not jawaban.berkas_bpjs.pendaftaran:
        return (
            "Berkas ini daftar cek awal (Y/T), jadi tidak ada yang diterapkan. Unggah jawaban BPJS "
            f"atas {jawaban.berkas_bpjs.nomor}."
        )
    return (
        "Berkas ini daftar cek awal (Y/T), belum memuat KPJ, dan menurut urutan pendaftaran ini "
        "kartu terbit lebih dulu, jadi tidak ada yang diterapkan. Unggah jawaban BPJS yang memuat "
        "NO KPJ; bila cabang meminta iuran dibayar dulu, ubah urutannya di halaman pendaftaran."
    )
