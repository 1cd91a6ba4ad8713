"""Rows of an answer as the page shows them: in bins, each with its own next step."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.db.models import Count, QuerySet

from iuran.jawaban.hitungan import RencanaBulan, rencana_bulan
from iuran.models import BarisJawaban, HasilJawaban, JawabanBPJS, JenisJawaban
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
