"""Rows of an answer as the page shows them: in bins, each with its own next step."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.db.models import Count, QuerySet

from iuran.jawaban.hitungan import RencanaBulan, rencana_bulan
from iuran.models import (
    BarisJawaban,
    HasilJawaban,
    JawabanBPJS,
    JenisBerkasBPJS,
    JenisJawaban,
)
from pijar.bulan import nama_bulan
from pijar.models import Pengguna

TIDAK_ADA = "tidak_ada"
# Bin, title after enrolment, title of a pre-check.
BAGIAN = (
    (HasilJawaban.SESUAI, "Sesuai", "Bisa didaftarkan"),
    (HasilJawaban.SUDAH_PESERTA, "Sudah peserta", "Sudah peserta"),
    (HasilJawaban.BERBEDA, "Berbeda", "Berbeda"),
    (HasilJawaban.DITOLAK, "Ditolak", "Ditolak pada cek awal"),
    (TIDAK_ADA, "Tidak ada di jawaban", "Tidak ada di daftar"),
    (
        HasilJawaban.TIDAK_DIMINTA,
        "Tidak ada dalam berkas ini",
        "Tidak ada dalam berkas ini",
    ),
    (HasilJawaban.GALAT, "Perlu diperiksa", "Perlu diperiksa"),
)
# What a success and a refusal of each kind of file mean; the rest is said by the bin alone.
BERHASIL = {
    JenisBerkasBPJS.PENDAFTARAN: "NIK dan KPJ cocok. Iuran mereka dibuat saat diterapkan.",
    JenisBerkasBPJS.PERPANJANGAN: "BPJS memperpanjang mereka. Iuran mereka dibuat saat diterapkan.",
    JenisBerkasBPJS.PERUBAHAN: "BPJS sudah mengubah data mereka. Saat diterapkan hanya dicatat "
    "bahwa BPJS mengetahuinya; iuran mereka tetap.",
    JenisBerkasBPJS.PENGHENTIAN: "BPJS menghentikan kepesertaan mereka. Saat diterapkan hanya "
    "dicatat bahwa BPJS mengetahuinya; iuran mereka tetap.",
}
DITAHAN = "tidak ikut berkas berikutnya sebelum Anda mengikutkannya lagi."
DITOLAK = {
    JenisBerkasBPJS.PENDAFTARAN: "KPJ pada baris gagal tidak disimpan. Orangnya kembali ke "
    f"Ditetapkan dan ditahan: {DITAHAN}",
    JenisBerkasBPJS.PERPANJANGAN: "BPJS tidak memperpanjang mereka. Statusnya tetap Terdaftar, dan "
    f"perpanjangannya ditahan: {DITAHAN}",
    JenisBerkasBPJS.PERUBAHAN: "Data mereka di BPJS belum berubah. Orangnya ikut berkas berikutnya "
    "begitu perubahan datanya diusulkan lagi dan diterapkan.",
    JenisBerkasBPJS.PENGHENTIAN: "BPJS belum menghentikan kepesertaan mereka. Penghentiannya "
    f"ditahan: {DITAHAN}",
}
KATA_BAGIAN = {
    HasilJawaban.BERBEDA: "BPJS menyatakan berhasil, tetapi namanya jelas berbeda, panjang KPJ-nya "
    "tidak wajar, atau orangnya pernah ditolak. Baris ini tidak diterapkan sebelum Anda "
    "menyetujuinya: centang, lalu pindahkan ke Sesuai.",
    TIDAK_ADA: "Ada dalam berkas yang dikirim, tetapi tidak disebut BPJS. Tetap menunggu; tanyakan "
    "ke cabang, lalu unggah jawaban susulannya.",
    HasilJawaban.TIDAK_DIMINTA: "Tidak ada yang diubah. Bila orangnya milik berkas lain, unggah "
    "jawaban ini di sana; bila tidak dikenal, beri tahu BPJS.",
    HasilJawaban.GALAT: "Baris ini tidak diterapkan. Baca keterangannya: bila orangnya ternyata "
    "berhasil atau ditolak, pindahkan barisnya; selain itu tanyakan ke BPJS dan unggah jawaban "
    "susulan.",
}
Bagian = tuple[str, str, int]
"""Code, title and number of rows of a bin."""


def bagian_jawaban(jawaban: JawabanBPJS) -> list[Bagian]:
    """Every bin of the answer, empty ones too, in the order of the page."""
    per_hasil = jawaban.daftar_baris.order_by().values_list("hasil").annotate(Count("pk"))
    jumlah: Counter[str] = Counter(dict(per_hasil))
    if jawaban.terbaca:
        jumlah[TIDAK_ADA] = jawaban.belum_dijawab().count()
    cek_awal = jawaban.jenis == JenisJawaban.CEK_AWAL
    return [(kode, awal if cek_awal else judul, jumlah[kode]) for kode, judul, awal in BAGIAN]


def bagian_dipilih(daftar: Sequence[Bagian], diminta: str) -> str:
    """The bin that was asked for, else the first with rows."""
    if diminta in {kode for kode, *_ in daftar}:
        return diminta
    return next((kode for kode, _, jumlah in daftar if jumlah), HasilJawaban.SESUAI)


def kata_bagian(jawaban: JawabanBPJS, bagian: str) -> str:
    """What the rows of a bin mean for this kind of file, and what to do next."""
    jenis = JenisBerkasBPJS(jawaban.berkas_bpjs.jenis)
    if bagian in KATA_BAGIAN:
        return KATA_BAGIAN[bagian]
    if bagian == HasilJawaban.SUDAH_PESERTA and jawaban.berkas_bpjs.pendaftaran:
        return (
            "Mereka sudah punya kartu: KPJ disimpan. Iuran kita dimulai sesudah perlindungan "
            "lamanya berakhir; bila berkas tidak menyebut tanggalnya, isi lewat “Atur perlindungan "
            f"lama”, atau iuran dimulai paling awal {nama_bulan(jawaban.hari)}."
        )
    ditolak = bagian == HasilJawaban.DITOLAK
    if jawaban.jenis == JenisJawaban.CEK_AWAL:
        return _kata_cek_awal(jawaban, ditolak=ditolak)
    return (DITOLAK if ditolak else BERHASIL)[jenis]


def _kata_cek_awal(jawaban: JawabanBPJS, *, ditolak: bool) -> str:
    if ditolak:
        return "Perbaiki datanya sekarang, atau keluarkan orangnya sebelum berkasnya dikirim."
    if jawaban.bisa_diterapkan:
        return "BPJS menerima mereka untuk dibayar; kartunya menyusul."
    if jawaban.berkas_bpjs.pendaftaran:
        return "BPJS menyatakan mereka dapat didaftarkan."
    return "BPJS tidak menolak mereka pada cek awal. Belum ada yang berubah."


def bisa_keluar(jawaban: JawabanBPJS, bagian: str) -> bool:
    """Whether people of this bin may be taken out of the batch from here.

    Those whom a pre-check refuses, and those whom an applied answer leaves out.
    """
    if jawaban.sibuk or not jawaban.berkas_bpjs.terbuka:
        return False
    if jawaban.jenis == JenisJawaban.CEK_AWAL:
        return bagian == HasilJawaban.DITOLAK and jawaban.terbaca
    return bagian == TIDAK_ADA and jawaban.berkas_bpjs.daftar_baris.dijawab().exists()


def isi_bagian(jawaban: JawabanBPJS, bagian: str, *, untuk: Pengguna) -> QuerySet[Any]:
    """The rows of one bin that ``untuk`` may see; of the unanswered, lines of the batch."""
    if bagian == TIDAK_ADA:
        belum = jawaban.belum_dijawab() if jawaban.terbaca else jawaban.belum_dijawab().none()
        return belum.for_petugas(untuk).select_related("peserta").order_by("nomor")
    baris = BarisJawaban.objects.for_petugas(untuk)
    terkait = ("baris__peserta", "koreksi__oleh")
    return baris.filter(jawaban=jawaban, hasil=bagian).select_related(*terkait)


class BarisTampil(NamedTuple):
    """A row and the months that it will write; ``rencana`` is None when it writes none."""

    baris: BarisJawaban
    rencana: RencanaBulan | None


def dengan_rencana(jawaban: JawabanBPJS, daftar: Iterable[BarisJawaban]) -> list[BarisTampil]:
    """Rows of the page, each with its months."""
    semua = list(daftar)
    rencana = rencana_bulan(jawaban, [b.pk for b in semua])
    return [BarisTampil(b, rencana.get(b.pk)) for b in semua]
