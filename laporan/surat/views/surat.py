"""All papers; one paper with its versions, number, files and signed copy."""

from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.forms import Form
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from laporan.models import TRANSISI_SURAT, StatusSurat, Surat, SuratQuerySet
from laporan.surat.actions.buat import Dibuat, buat_surat, minta_berkas
from laporan.surat.actions.nomor import batalkan_surat, beri_nomor, simpan_salinan
from laporan.surat.bahan import Bahan, JenisSurat
from laporan.surat.berkas.cetak import cetakan
from laporan.surat.forms import BuatForm, NomorForm, PerbaruiForm, SaringSuratForm
from laporan.surat.jenis import JENIS, jenis_untuk
from peserta.bersih.teks import ada_isi
from pijar.bulan import tambah_bulan
from pijar.forms import AlasanSingkatForm
from pijar.http import PetugasRequest, coba, hak, halaman, status_form
from pijar.models import JejakAkses
from pijar.unggahan.forms import LampiranForm

UNDUHAN = {"pdf": "PDF", "docx": "Word", "excel": "Excel"}


def wilayahnya(request: PetugasRequest) -> SuratQuerySet:
    """The papers of this officer's area, and those that name nobody."""
    terbuka = [kode for kode, j in JENIS.items() if j.terbuka]
    return Surat.objects.for_petugas(request.user, terbuka)


def ambil_surat(request: PetugasRequest, pk: int) -> Surat:
    """The paper ``pk`` of this area; refused where the officer may not make its kind."""
    terkait = (
        "kop", "penandatangan", "dibuat_oleh", "dinomori_oleh", "salinan_oleh",
        "dibatalkan_oleh", "tugas_pdf", "tugas_docx", "tugas_excel",
    )  # fmt: skip
    surat = get_object_or_404(wilayahnya(request).select_related(*terkait), pk=pk)
    if surat.jenis not in jenis_untuk(request.user):
        raise PermissionDenied
    return surat


@require_GET
@hak("lihat_peserta")
def daftar(request: PetugasRequest) -> HttpResponse:
    """All papers, newest first, by kind, month and number."""
    form = SaringSuratForm(request.GET)
    surat = (
        wilayahnya(request)
        .filter(jenis__in=jenis_untuk(request.user))
        .select_related("dibuat_oleh")
        .order_by("-tanggal", "-pk")
    )
    if form.is_valid():
        isi = form.cleaned_data
        surat = surat.filter(jenis=isi["jenis"]) if isi["jenis"] else surat
        if isi["bulan"]:
            surat = surat.filter(
                tanggal__gte=isi["bulan"], tanggal__lt=tambah_bulan(isi["bulan"], 1)
            )
        if cari := isi["cari"]:
            tertulis = Q(nomor__icontains=cari) | Q(judul__icontains=cari)
            surat = surat.filter(tertulis) if ada_isi(cari) else surat.none()
    return render(request, "laporan/surat.html", {"form": form, "halaman": halaman(request, surat)})


@require_http_methods(["GET", "POST"])
@hak("lihat_peserta")
def buat(request: PetugasRequest) -> HttpResponse:
    """Make a paper about a row; the page that links here names kind and row."""
    hari_ini = timezone.localdate()
    form = BuatForm(request.POST or request.GET or None, hari_ini=hari_ini)
    kode = form.data.get("jenis", "")
    if kode not in JENIS:
        return redirect("laporan:surat")
    jenis = JENIS[kode]
    if not request.user.has_perm(f"pijar.{jenis.hak}"):
        raise PermissionDenied
    objek = _objek(request, jenis, form.data.get("objek", ""))
    if request.method == "POST" and (surat := _buat(request, form, kode, objek)):
        return redirect("laporan:surat_detail", pk=surat.pk)
    if request.method == "GET":
        isian = request.GET.dict() | {"tanggal": jenis.tanggal(objek) or hari_ini}
        form = BuatForm(initial=isian, hari_ini=hari_ini)
    konteks = {"form": form, "kode": kode, "jenis": jenis, **_tentang(request, jenis, objek)}
    return render(request, "laporan/surat_baru.html", konteks, status=status_form(form))


def _buat(request: PetugasRequest, form: BuatForm, kode: str, objek: object | None) -> Surat | None:
    """The paper as the form asks for it; None when the form or a rule refuses."""
    jadi: list[Dibuat] = []

    def kerja(isi: dict[str, Any]) -> None:
        jadi.append(buat_surat(kode, Bahan(objek, isi["tanggal"], request.user, isi["kunci"])))

    if not coba(form, kerja):
        return None
    hasil = jadi[0]
    kata = "dibuat" if hasil.baru else "sudah ada dan tidak berubah"
    messages.success(request, f"{hasil.surat.judul} {kata}.")
    return hasil.surat


def _tentang(request: PetugasRequest, jenis: JenisSurat, objek: object | None) -> dict[str, object]:
    """What the paper is about, and its other papers; refused for a place outside the area."""
    kunci = (request.POST or request.GET).get("kunci", "")
    if not kunci:
        return {"tentang": objek}
    bahan = Bahan(objek, timezone.localdate(), request.user, kunci)
    tentang = f"{objek}, {kunci}" if objek else jenis.judul(bahan)
    return {"tentang": tentang, "pilihan": jenis.pilihan(bahan)}


def _objek(request: PetugasRequest, jenis: JenisSurat, pk: str) -> object | None:
    """The row that the paper is about, if this officer may see it."""
    if jenis.model is None:
        return None
    if not pk.isdecimal():
        raise Http404
    return get_object_or_404(jenis.model.objects.for_petugas(request.user), pk=pk)


@require_GET
@hak("lihat_peserta")
def detail(request: PetugasRequest, pk: int) -> HttpResponse:
    template = "laporan/_unduhan.html" if request.htmx else "laporan/surat_detail.html"
    return render(request, template, konteks(request, pk))


def konteks(request: PetugasRequest, pk: int, **lain: Form) -> dict[str, object]:
    """Everything that the page of a paper shows."""
    surat = ambil_surat(request, pk)
    tugas = {a: getattr(surat, f"tugas_{a}") for a in UNDUHAN}
    return {
        "surat": surat,
        "jenis": JENIS[surat.jenis],
        "lanjut": JENIS[surat.jenis].lanjut(surat),
        "c": cetakan(surat),
        "daftar_versi": surat.daftar_versi.defer("isi").select_related("oleh"),
        "halaman_ini": reverse("laporan:surat_detail", args=[pk]),
        "daftar_unduhan": [
            (UNDUHAN[a], reverse("laporan:surat_unduh", args=[pk, a]), t)
            for a, t in tugas.items()
            if t
        ],
        "salinan": reverse("laporan:surat_unduh", args=[pk, "salinan"]) * bool(surat.salinan),
        "berlangsung": any(t and t.berlangsung for t in tugas.values()),
        "menunggu_nomor": surat.bernomor and surat.status == StatusSurat.KONSEP,
        "menunggu_salinan": StatusSurat.DITANDATANGANI in TRANSISI_SURAT[surat.cip]
        and bool(surat.nomor or not surat.bernomor),
        "batal_rekan": request.user
        in (surat.dinomori_oleh, None if surat.nomor else surat.salinan_oleh),
        "perbarui_form": PerbaruiForm(),
        "nomor_form": NomorForm(),
        "alasan_form": AlasanSingkatForm(),
        "salinan_form": LampiranForm(auto_id="salinan_%s"),
    } | lain


def tampilkan_lagi(request: PetugasRequest, pk: int, **form: Form) -> HttpResponse:
    """The page of a paper once more, with a form that has mistakes."""
    (terisi,) = form.values()
    isi = konteks(request, pk, **form)
    return render(request, "laporan/surat_detail.html", isi, status=status_form(terisi))


@require_POST
@hak("lihat_peserta")
def perbarui(request: PetugasRequest, pk: int) -> HttpResponse:
    """Gather the paper again: a new version where the rows changed."""
    surat = ambil_surat(request, pk)
    objek = _objek(request, JENIS[surat.jenis], str(surat.objek or ""))
    bahan = Bahan(objek, surat.tanggal, request.user, surat.kunci)
    form = PerbaruiForm(request.POST)
    jadi: list[Dibuat] = []
    if not coba(form, lambda _: jadi.append(buat_surat(surat.jenis, bahan))):
        return tampilkan_lagi(request, pk, perbarui_form=form)
    hasil = jadi[0]
    if hasil.baru:
        messages.success(request, f"Versi {hasil.surat.versi} dibuat dari data sekarang.")
    else:
        minta_berkas(hasil.surat, oleh=request.user)
        messages.info(request, "Datanya tidak berubah. Berkasnya dibuat ulang, isinya sama.")
    return redirect("laporan:surat_detail", pk=pk)


@require_POST
@hak("lihat_peserta")
def nomori(request: PetugasRequest, pk: int) -> HttpResponse:
    """Give the paper its number."""
    surat = ambil_surat(request, pk)
    form = NomorForm(request.POST)
    kini, oleh = timezone.now(), request.user
    if not coba(form, lambda isi: beri_nomor(surat, **isi, pada=kini, oleh=oleh)):
        return tampilkan_lagi(request, pk, nomor_form=form)
    messages.success(request, "Surat bernomor. Berkasnya dibuat dengan nomor itu.")
    return redirect("laporan:surat_detail", pk=pk)


@require_POST
@hak("lihat_peserta")
def batalkan(request: PetugasRequest, pk: int) -> HttpResponse:
    """Cancel the paper, with a reason; the number stays visible."""
    surat = ambil_surat(request, pk)
    form = AlasanSingkatForm(request.POST)
    kini, oleh = timezone.now(), request.user
    if not coba(form, lambda isi: batalkan_surat(surat, **isi, pada=kini, oleh=oleh)):
        return tampilkan_lagi(request, pk, alasan_form=form)
    messages.success(request, "Surat dibatalkan. Nomornya tetap tercatat.")
    return redirect("laporan:surat_detail", pk=pk)


@require_POST
@hak("lihat_peserta")
def unggah(request: PetugasRequest, pk: int) -> HttpResponse:
    """File the signed copy."""
    surat = ambil_surat(request, pk)
    form = LampiranForm(request.POST, request.FILES, auto_id="salinan_%s")
    if not form.is_valid() or form.bersih is None:
        return tampilkan_lagi(request, pk, salinan_form=form)
    bersih, kini = form.bersih, timezone.now()
    if not coba(form, lambda _: simpan_salinan(surat, bersih, pada=kini, oleh=request.user)):
        return tampilkan_lagi(request, pk, salinan_form=form)
    messages.success(request, "Salinan bertanda tangan disimpan.")
    return redirect("laporan:surat_detail", pk=pk)


@require_GET
@hak("lihat_peserta")
def unduh(request: PetugasRequest, pk: int, jenis: str) -> FileResponse:
    """A file of the paper, or its signed copy; every download is logged."""
    surat = ambil_surat(request, pk)
    if jenis == "salinan":
        akhiran = Path(surat.salinan.name or "").suffix
        berkas, nama = surat.salinan, f"{surat.jenis}-{surat.pk}-bertanda-tangan{akhiran}"
    elif (tugas := getattr(surat, f"tugas_{jenis}", None)) and tugas.selesai:
        berkas, nama = tugas.hasil, tugas.hasil_nama
    else:
        raise Http404
    if not berkas:
        raise Http404
    JejakAkses.catat(
        oleh=request.user,
        tindakan=JejakAkses.Tindakan.UNDUH,
        objek=f"surat {surat.nomor or surat.pk}: {nama}"[:200],
        alasan=surat.judul,
        jumlah=max(cetakan(surat).isi.orang, 1),
    )
    return FileResponse(berkas.open(), as_attachment=True, filename=nama)
