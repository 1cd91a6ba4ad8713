"""What the page of an import shows: its rows, its sums, its columns."""

from datetime import date
from typing import Any

from peserta.bersih.bidang import BIDANG_PER_KODE, TANDA
from peserta.impor.batal import SUDAH_MASUK
from peserta.impor.keadaan import batal_gagal
from peserta.impor.keluarkan import hitung_batal
from peserta.impor.lembar import templat_lama
from peserta.impor.sisa import sisa_baris
from peserta.impor.tampil import pilihan, tampilkan
from peserta.models import Impor, KataPekerjaan, Peserta, StatusImpor, Vonis
from peserta.models.impor import BarisImporQuerySet
from pijar.http import PetugasRequest, halaman

PER_HALAMAN = 50
TERBESAR = 2**31 - 1  # of a row's number
PERLU = (Vonis.GALAT, Vonis.PERINGATAN, Vonis.USUL)
"""The verdicts that an officer looks at first, in this order."""


def saring_baris(request: PetugasRequest, impor: Impor) -> BarisImporQuerySet:
    """The rows to show: of one verdict, else those that need a look, else all that count."""
    vonis = request.GET.get("vonis", "")
    if vonis == "tetap":
        return sisa_baris(impor, tetap=True)
    semua = impor.daftar_baris.order_by("nomor")
    if vonis in Vonis.values:
        return semua.filter(vonis=vonis)
    if perlu_dilihat(impor) and not (vonis or "baris" in request.GET):
        return semua.filter(vonis__in=PERLU).order_by("vonis", "nomor")
    return semua.exclude(vonis=Vonis.ABAIKAN)


def perlu_dilihat(impor: Impor) -> bool:
    """Whether some row waits for the officer's look."""
    return impor.status == StatusImpor.DIPERIKSA and any(map(impor.jumlah.get, PERLU))


def isi_periksa(request: PetugasRequest, impor: Impor) -> dict[str, Any]:
    vonis = request.GET.get("vonis", "")
    saring = saring_baris(request, impor)
    # The index alone finds the page by row number; only the rows of the page are then read.
    hal = halaman(request, saring.values_list("nomor", flat=True), per=PER_HALAMAN)
    if request.GET.get("baris", "").isdecimal():  # a link to one row: show the page that holds it
        sebelum = saring.filter(nomor__lt=min(int(request.GET["baris"]), TERBESAR)).count()
        hal = hal.paginator.get_page(sebelum // PER_HALAMAN + 1)
    tampil = saring.filter(nomor__in=list(hal.object_list))
    diperiksa = impor.status == StatusImpor.DIPERIKSA
    kata = KataPekerjaan.objects.for_petugas(request.user)
    dijelaskan = diperiksa and kata.dikenal_sejak(impor)
    hal.object_list = tampilkan(tampil, impor, untuk=request.user)
    return {
        "halaman": hal,
        "vonis": vonis,
        **hitungan(impor, impor.daftar_baris.filter(dipilih=True).count()),
        "bentrok": impor.daftar_baris.bentrok().exists(),
        "kata": dijelaskan and impor.daftar_baris.kata_asing().count(),
        "pilihan": pilihan(request.user) if diperiksa else {},
        **pemetaan(impor),
        "baik": impor.jumlah.get("dibaca", 0) - sum(impor.jumlah.get(v, 0) for v in PERLU),
        "terlipat": diperiksa and not (vonis or "baris" in request.GET),
        "perlu": perlu_dilihat(impor),
        "batal_gagal": batal_gagal(impor),
        "serupa": serupa(request, impor),
        "draf": draf(request, impor),
        "batal": hitung_batal(impor) if impor.status in SUDAH_MASUK else None,
    }


def hitungan(impor: Impor, dipilih: int) -> dict[str, Any]:
    """The sums above the rows and on the buttons below them."""
    jumlah = impor.jumlah
    return {
        "ringkasan": [(v, n) for v in Vonis if (n := jumlah.get(v.value, 0)) or v != Vonis.ABAIKAN],
        "dipilih": dipilih,
        "sisa": jumlah.get("dibaca", 0) - jumlah.get("sama", 0) - dipilih,
    }


def pemetaan(impor: Impor) -> dict[str, Any]:
    """Context about the columns: their fields, the day of the choice, the template's version."""
    judul = impor.pemetaan.get("judul", [])
    bidang = impor.pemetaan.get("bidang", {})
    pada = impor.pemetaan.get("asal", {}).get("pada")
    return {
        "pemetaan": [(judul[int(i)], BIDANG_PER_KODE[kode].judul) for i, kode in bidang.items()],
        "asal_pada": date.fromisoformat(pada) if pada else None,
        "templat_lama": templat_lama(impor.pemetaan.get("versi_templat")),
        "templat_terbaru": TANDA.versi,
    }


def serupa(request: PetugasRequest, impor: Impor) -> Impor | None:
    """An earlier upload of the same file and sheet, if there is one."""
    if "dari" in impor.kolom_diminta:
        return None
    semua = Impor.objects.for_petugas(request.user).filter(sha256=impor.sha256, lembar=impor.lembar)
    return semua.filter(pk__lt=impor.pk).exclude(status=StatusImpor.GAGAL).first()


def draf(request: PetugasRequest, impor: Impor) -> int:
    """Number of people of this import that the officer can submit now."""
    if impor.status not in SUDAH_MASUK:
        return 0
    return Peserta.objects.for_petugas(request.user).filter(impor=impor).bisa_diajukan().count()
