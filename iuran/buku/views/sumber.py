"""The page of the sources: their money, and how much of it is left."""

from datetime import date

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from iuran.buku.actions import pagu as aksi
from iuran.buku.forms.sumber import PaguForm, SumberBaruForm, TahunForm, UbahSumberForm
from iuran.buku.forms.tarif import KonfirmasiForm
from iuran.buku.gambar import gambar_uang
from iuran.buku.keadaan import kalimat_perkiraan, keadaan_uang
from iuran.buku.kuota import orang_terbanyak, perkiraan, perkiraan_habis
from iuran.buku.penerus import rantai_sumber
from iuran.buku.utang import utang_dibayar, utang_sumber
from iuran.models import PerubahanPagu, PerubahanSumber, SumberDana
from peserta.daftar import kota_besar
from pijar.bulan import awal_bulan, rentang_bulan
from pijar.forms import AlasanSingkatForm
from pijar.http import UTUH, PetugasRequest, ambil, hak, halaman, menyusul
from pijar.sidik import sidik

SUNTINGAN = 20  # the newest edits that the page shows
BAGIAN = {"uang": "iuran/_sumber_uang.html", "usulan": "iuran/_sumber_usulan.html"}
SEMUA = "semua"
BULAN_LAPORAN = 15  # from January of its year on: papers of the last months come late


@require_GET
@hak("mengelola_iuran")
@menyusul("Menghitung sumber dana …", kota_besar)
def sumber(request: PetugasRequest) -> HttpResponse:
    """Every source of a year: places, ceiling, promised, in the ledger, paid, left."""
    hari_ini = timezone.localdate()
    form = TahunForm(request.GET)
    tahun = (form.is_valid() and form.cleaned_data["tahun"]) or hari_ini.year
    bulan = bulan_acuan(tahun, hari_ini)
    semua = SumberDana.objects.for_petugas(request.user)
    sumber_tahun = semua.filter(tahun=tahun).with_keuangan().with_realisasi()
    daftar = list(sumber_tahun.with_orang(bulan))
    habis, belum = perkiraan_habis(daftar, bulan), utang_sumber(daftar, hari_ini)
    konteks = {
        "tahun": tahun,
        "bulan": bulan,
        "daftar_tahun": sorted({*semua.values_list("tahun", flat=True), tahun}, reverse=True),
        "daftar": [(s, habis.get(s.pk), belum.get(s.pk)) for s in daftar],
        "utang_dibayar": utang_dibayar(tahun) if daftar else [],
    }
    return render(request, "iuran/sumber.html", konteks)


def bulan_acuan(tahun: int, hari_ini: date) -> date:
    """The month in which people are counted: this month, or the nearest month of another year."""
    if tahun == hari_ini.year:
        return hari_ini.replace(day=1)
    return date(tahun, 12 if tahun < hari_ini.year else 1, 1)


@require_http_methods(["GET", "POST"])
@hak("mengelola_iuran")
def baru(request: PetugasRequest) -> HttpResponse:
    """Begin a source with its first ceiling, which another admin confirms."""
    form, pagu = SumberBaruForm(request.POST or None), PaguForm(request.POST or None)
    if form.is_valid() and pagu.is_valid():
        dana = aksi.buat_sumber(
            form.cleaned_data, pagu.cleaned_data, oleh=request.user, pada=timezone.now()
        )
        messages.success(request, f"{dana} disimpan. Admin lain mengonfirmasi pagunya.")
        return redirect("iuran:sumber_detail", pk=dana.pk)
    return isian(request, form=form, pagu=pagu)


def isian(
    request: PetugasRequest, *, dana: SumberDana | None = None, **formulir: Form
) -> HttpResponse:
    """The page of one form of a source, or of both (``form``, ``pagu``), with one list of mistakes.

    It is shown for a form that is empty or has mistakes.
    """
    salah = [(satu, "") for satu in formulir.values() if satu.errors]
    konteks = {**formulir, "dana": dana, "salah": salah}
    return render(request, "iuran/sumber_isian.html", konteks, status=422 if salah else 200)


@require_GET
@hak("mengelola_iuran")
def detail(request: PetugasRequest, pk: int) -> HttpResponse:
    """The frame at once; what is counted follows.

    ``?bagian=semua`` is the whole page, for who has no script.
    """
    bagian = SEMUA if UTUH in request.META else request.GET.get("bagian", "")
    konteks = konteks_detail(request, pk, bagian)
    sebagian = BAGIAN.get(bagian) if request.htmx else None
    return render(request, sebagian or "iuran/sumber_detail.html", konteks)


@require_http_methods(["GET", "POST"])
@hak("mengelola_iuran")
def ubah(request: PetugasRequest, pk: int) -> HttpResponse:
    """Name, order, successor and last day for SP2D; money changes by :func:`pagu`."""
    dana = ambil(request, SumberDana.objects, pk, "penerus")
    form = UbahSumberForm(request.POST or None, sumber=dana)
    if form.is_valid():
        isi = form.cleaned_data
        berubah = aksi.ubah_sumber(
            dana,
            form.kolom,
            dasar=isi.get("dasar", ""),
            dilihat=isi["dilihat"],
            oleh=request.user,
        )
        tersimpan = f"Disimpan: {', '.join(berubah)}." if berubah else "Tidak ada yang berubah."
        messages.success(request, tersimpan)
        return redirect("iuran:sumber_detail", pk=pk)
    return isian(request, dana=dana, form=form)


@require_http_methods(["GET", "POST"])
@hak("mengelola_iuran")
def pagu(request: PetugasRequest, pk: int) -> HttpResponse:
    """Propose a ceiling, quota or state of the budget."""
    dana = ambil(request, SumberDana.objects.for_petugas(request.user).with_keuangan(), pk)
    form = PaguForm(request.POST or None, sumber=dana)
    if form.is_valid():
        aksi.usulkan_pagu(dana, form.cleaned_data, oleh=request.user, pada=timezone.now())
        messages.success(request, "Perubahan pagu diusulkan. Admin lain mengonfirmasinya.")
        return redirect("iuran:sumber_detail", pk=pk)
    return isian(request, dana=dana, pagu=form)


@require_http_methods(["GET", "POST"])
@hak("mengelola_iuran")
def pagu_sahkan(request: PetugasRequest, pk: int) -> HttpResponse:
    usulan = ambil(request, PerubahanPagu.objects, pk, "sumber")
    if request.method == "POST":
        form = KonfirmasiForm(request.POST)
        form.is_valid()
        cap = form.cleaned_data["sidik"]
        aksi.sahkan_pagu(usulan, sidik=cap, oleh=request.user, pada=timezone.now())
        messages.success(request, f"Perubahan pagu {usulan.sumber} berlaku.")
    return redirect("iuran:sumber_detail", pk=usulan.sumber_id)


@require_http_methods(["GET", "POST"])
@hak("mengelola_iuran")
def pagu_tolak(request: PetugasRequest, pk: int) -> HttpResponse:
    usulan = ambil(request, PerubahanPagu.objects, pk, "sumber")
    if request.method == "GET":
        return redirect("iuran:sumber_detail", pk=usulan.sumber_id)
    form = AlasanSingkatForm(request.POST)
    if not form.is_valid():
        konteks = konteks_detail(request, usulan.sumber_id, SEMUA) | {"alasan_form": form}
        return render(request, "iuran/sumber_detail.html", konteks, status=422)
    alasan = form.cleaned_data["alasan"]
    aksi.tolak_pagu(usulan, alasan=alasan, oleh=request.user, pada=timezone.now())
    messages.success(request, "Usulan pagu tidak jadi.")
    return redirect("iuran:sumber_detail", pk=usulan.sumber_id)


def konteks_detail(request: PetugasRequest, pk: int, bagian: str) -> dict[str, object]:
    """The frame of one source, and of its money and waiting proposal what ``bagian`` asks for."""
    dana = ambil(request, SumberDana.objects, pk, "penerus")
    riwayat = PerubahanPagu.objects.for_petugas(request.user).filter(sumber=dana)
    riwayat = riwayat.select_related("diusulkan_oleh", "diputus_oleh")
    menunggu, rantai = riwayat.diusulkan().first(), rantai_sumber(dana)
    konteks: dict[str, object] = {
        "dana": dana,
        "menunggu": menunggu,
        "uang": None,
        "tampil": None,
        "rantai": rantai,
        "penerus": next((s for s in rantai if s.tahun > dana.tahun), None),
        "bulan_laporan": awal_bulan(timezone.localdate()),
        "pilihan_bulan": rentang_bulan(date(dana.tahun, 1, 1), BULAN_LAPORAN),
        "halaman": halaman(request, riwayat),
        "suntingan": PerubahanSumber.objects.for_petugas(request.user)
        .filter(sumber=dana)
        .select_related("oleh")[:SUNTINGAN],
        "alasan_form": AlasanSingkatForm(),
    }
    if bagian in ("uang", SEMUA):
        konteks |= isi_uang(request, dana)
    if menunggu and bagian in ("usulan", SEMUA):
        menunggu.sumber = dana
        isi = aksi.isi_tampil(menunggu)
        sendiri = menunggu.diusulkan_oleh_id == request.user.pk
        konteks |= {"tampil": isi, "sidik": sidik(isi), "sendiri": sendiri}
    return konteks


def isi_uang(request: PetugasRequest, satu: SumberDana) -> dict[str, object]:
    """All that is counted over the ledger and the grants of one source."""
    kini = timezone.localdate()
    semua = SumberDana.objects.for_petugas(request.user).with_keuangan().with_realisasi()
    bulan = bulan_acuan(satu.tahun, kini)
    dana = ambil(request, semua.with_orang(bulan), satu.pk)
    uang = keadaan_uang(dana)
    orang, terpadat = orang_terbanyak(dana)
    return {
        "dana": dana,
        "orang": orang,
        "bulan": terpadat,
        "uang": uang,
        "kalimat": kalimat_perkiraan(dana, perkiraan([dana], bulan)[dana.pk], kini),
        "gambar": gambar_uang(
            (b.bulan, b.rencana, (b.dibayar, b.ditagih, b.belum)) for b in uang.bulan
        ),
        "utang": utang_sumber([dana], kini).get(dana.pk),
    }
