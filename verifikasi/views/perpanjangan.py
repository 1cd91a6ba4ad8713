"""Extensions: prepare with a preview, look again, take people out, draft the decree."""

import json
from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.core.paginator import Page
from django.db.models import Count, Q
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from peserta.models import Peserta
from pijar import tugas as tugas_latar
from pijar.forms import AlasanForm
from pijar.http import PetugasRequest, ambil, coba, hak, halaman, status_form
from pijar.ketikan import pratinjau
from pijar.models import Tugas
from pijar.rupiah import ribuan
from verifikasi.actions import perpanjangan as tindakan
from verifikasi.actions.sk_perpanjangan import susun_sk
from verifikasi.forms.perpanjangan import (
    SISA,
    SaringLanjutForm,
    SiapkanForm,
    SusunSKForm,
    TindakanLanjutForm,
)
from verifikasi.lanjut import orang_sebab, ringkas_baris, ringkas_nilai
from verifikasi.models import BarisPerpanjangan, KeadaanBaris, Penetapan, Perpanjangan
from verifikasi.sebab import PER_KODE, Sebab
from verifikasi.vonis import kandidat, nilai

LEWAT_TUGAS = 1_000  # people; more of them are a job
MENETAPKAN = ("keluarkan", "kembalikan")


@require_GET
@hak("lihat_peserta")
def daftar(request: PetugasRequest) -> HttpResponse:
    """Extensions with people of the officer's area, the newest first."""
    buka = Q(daftar_baris__keadaan=KeadaanBaris.TERBUKA)
    semua = Perpanjangan.objects.for_petugas(request.user).select_related("sumber", "disusun_oleh")
    semua = semua.annotate(
        orang=Count("daftar_baris"),
        menunggu=Count("daftar_baris", filter=buka & Q(daftar_baris__keputusan="menunggu")),
        disetujui=Count("daftar_baris", filter=buka & Q(daftar_baris__keputusan="disetujui")),
        selesai=Count("daftar_baris", filter=Q(daftar_baris__keadaan="selesai")),
    ).order_by("-pk")
    return render(request, "verifikasi/perpanjangan.html", {"halaman": halaman(request, semua)})


@pratinjau
@require_http_methods(["GET", "POST"])
@hak("menetapkan")
def baru(request: PetugasRequest) -> HttpResponse:
    """Ask whom and what; show the look at everybody; prepare them when the button is pressed."""
    data = request.POST or request.GET
    form = SiapkanForm(data if {"bulan", "orang"} & {*data} else None, petugas=request.user)
    jadi: list[Tugas | Perpanjangan] = []
    if "siapkan" in request.POST and coba(form, lambda _: jadi.append(simpan(request, form))):
        if isinstance(jadi[0], Tugas):
            return redirect("tugas:detail", pk=jadi[0].pk)
        messages.success(request, "Perpanjangan disiapkan. Periksa tiap kelompok di bawah.")
        return redirect("verifikasi:perpanjangan_detail", pk=jadi[0].pk)
    konteks: dict[str, object] = {"form": form}
    if form.is_bound and not form.errors:
        coba(form, lambda _: konteks.update(lihat_dahulu(request, form)))
    status = status_form(form) if request.method == "POST" else 200
    return render(request, "verifikasi/perpanjangan_baru.html", konteks, status=status)


def simpan(request: PetugasRequest, form: SiapkanForm) -> Tugas | Perpanjangan:
    """Prepare the people, or order a job for very many."""
    saringan, rencana = form.saringan(), form.rencana()
    tindakan.periksa_rencana(rencana, saringan)
    kunci = form.cleaned_data["kunci"]
    jumlah = kandidat(saringan, oleh=request.user).count()
    if jumlah <= LEWAT_TUGAS:
        return tindakan.siapkan(
            rencana, saringan, kunci=kunci, oleh=request.user, pada=timezone.localdate()
        )
    return tugas_latar.buat(
        "verifikasi.siapkan_perpanjangan",
        judul=f"Siapkan perpanjangan {ribuan(jumlah)} orang",
        oleh=request.user,
        parameter={"isi": form.sebagai_isi()},
        kunci=f"verifikasi.siapkan_perpanjangan:{kunci}",
    )


def lihat_dahulu(request: PetugasRequest, form: SiapkanForm) -> dict[str, object]:
    """What preparing would do; nothing is written. ``?sebab=`` shows the people of one reason."""
    saringan, rencana = form.saringan(), form.rencana()
    tindakan.periksa_rencana(rencana, saringan)
    orang = kandidat(saringan, oleh=request.user)
    perintah = nilai(orang, rencana, pada=timezone.localdate())
    isi: dict[str, object] = {"ringkas": ringkas_nilai(perintah, rencana), "kueri": form.kueri()}
    sebab = (request.POST or request.GET).get("sebab", "")
    if sebab in PER_KODE:
        hal = halaman(request, orang_sebab(perintah, sebab))
        isi |= {"sebab": PER_KODE[sebab], "halaman": hal, "orang": orang_halaman(request, hal)}
    return isi


def orang_halaman(request: PetugasRequest, hal: Page[Any]) -> list[tuple[Peserta, int]]:
    """The people of one page with their months; merged ones have no page of their own."""
    lama = dict(hal.object_list)
    semua = Peserta.objects.for_petugas(request.user).filter(pk__in=lama)
    return [(p, lama[p.pk]) for p in semua.select_related("kelurahan__kecamatan").order_by("pk")]


@require_GET
@hak("lihat_peserta")
def detail(request: PetugasRequest, pk: int) -> HttpResponse:
    return tampilkan(request, ambil_perpanjangan(request, pk))


@require_POST
@hak("menetapkan")
def nilai_ulang(request: PetugasRequest, pk: int) -> HttpResponse:
    """Look at everybody again, as things stand today."""
    perpanjangan = ambil_perpanjangan(request, pk)
    if perpanjangan.daftar_baris.terbuka().count() > LEWAT_TUGAS:
        return mulai_tugas(request, perpanjangan, "nilai_perpanjangan", "Nilai ulang", {})
    n = tindakan.nilai_ulang(perpanjangan, pada=timezone.localdate())
    messages.success(request, f"Dinilai ulang: {ribuan(n)} orang berubah.")
    return redirect("verifikasi:perpanjangan_detail", pk=pk)


@require_POST
@hak("menetapkan")
def baris(request: PetugasRequest, pk: int) -> HttpResponse:
    """Take the ticked people out, or back in."""
    perpanjangan = ambil_perpanjangan(request, pk)
    form = TindakanLanjutForm(request.POST, boleh=MENETAPKAN)

    def kerja(isi: dict[str, Any]) -> None:
        dipilih = form.dipilih(perpanjangan, request.user)
        if isi["tindakan"] == "keluarkan":
            n = tindakan.keluarkan(perpanjangan, dipilih, alasan=isi["alasan"], oleh=request.user)
            messages.success(request, f"{ribuan(n)} orang dikeluarkan.")
        else:
            n = tindakan.kembalikan(perpanjangan, dipilih, pada=timezone.localdate())
            messages.success(request, f"{ribuan(n)} orang dikembalikan dan dinilai ulang.")

    if not coba(form, kerja):
        return tampilkan(request, perpanjangan, tindakan=form)
    return kembali_ke(pk, form)


@require_POST
@hak("menetapkan")
def batalkan(request: PetugasRequest, pk: int) -> HttpResponse:
    perpanjangan = ambil_perpanjangan(request, pk)
    form = AlasanForm(request.POST)
    if not coba(form, lambda isi: tindakan.batalkan_perpanjangan(perpanjangan, **isi)):
        return tampilkan(request, perpanjangan, alasan=form)
    messages.success(request, "Perpanjangan dibatalkan; orangnya dapat disiapkan lagi.")
    return redirect("verifikasi:perpanjangan")


@require_POST
@hak("menetapkan")
def susun(request: PetugasRequest, pk: int) -> HttpResponse:
    """Draft the decree from the approved lines."""
    perpanjangan = ambil_perpanjangan(request, pk)
    form = SusunSKForm(request.POST)
    jadi: list[Penetapan] = []

    def kerja(isi: dict[str, Any]) -> None:
        draf = susun_sk(
            perpanjangan,
            form.kepala(),
            alasan_celah=isi["alasan_celah"],
            oleh=request.user,
            pada=timezone.localdate(),
        )
        jadi.append(draf.penetapan)
        messages.success(request, f"Draf SK disusun untuk {ribuan(draf.orang)} orang.")
        if draf.tinggal:
            messages.warning(
                request,
                f"{ribuan(draf.tinggal)} orang yang disetujui tidak lagi dapat ikut dan tetap di "
                "perpanjangannya. Nilai ulang untuk melihat sebabnya.",
            )

    if not form.is_valid():
        return tampilkan(request, perpanjangan, susun=form)
    if perpanjangan.daftar_baris.siap_ditetapkan().count() > LEWAT_TUGAS:
        kepala = form.kepala()
        isi = {**kepala._asdict(), "tanggal": kepala.tanggal.isoformat()}
        isi["alasan_celah"] = form.cleaned_data["alasan_celah"]
        judul = f"Susun SK {kepala.nomor}"
        return mulai_tugas(request, perpanjangan, "susun_perpanjangan", judul, isi)
    if not coba(form, kerja):
        return tampilkan(request, perpanjangan, susun=form)
    return redirect("verifikasi:penetapan_detail", pk=jadi[0].pk)


def mulai_tugas(
    request: PetugasRequest, perpanjangan: Perpanjangan, jenis: str, judul: str, isi: dict[str, Any]
) -> HttpResponse:
    """Order a job about the extension; a second click of the same finds the first one's."""
    sama = sha256(json.dumps(isi, sort_keys=True).encode()).hexdigest()[:20]
    tugas = tugas_latar.buat(
        f"verifikasi.{jenis}",
        judul=f"{judul}: {perpanjangan}",
        oleh=request.user,
        parameter={"perpanjangan": perpanjangan.pk, **isi},
        kunci=f"verifikasi.{jenis}:{perpanjangan.pk}:{request.user.pk}:{sama}",
    )
    return redirect("tugas:detail", pk=tugas.pk)


def kembali_ke(pk: int, form: TindakanLanjutForm) -> HttpResponse:
    """The page from which the button was pressed."""
    jawaban = redirect("verifikasi:perpanjangan_detail", pk=pk)
    if kueri := SaringLanjutForm.dari(form.cleaned_data["kueri"]).kueri():
        jawaban["Location"] += f"?{kueri}"
    return jawaban


def ambil_perpanjangan(request: PetugasRequest, pk: int) -> Perpanjangan:
    terkait = ("sumber", "sumber_lama", "kecamatan", "kelurahan", "pekerjaan", "disusun_oleh")
    return ambil(request, Perpanjangan.objects, pk, *terkait)


def tampilkan(
    request: PetugasRequest, perpanjangan: Perpanjangan, **terisi: BaseForm
) -> HttpResponse:
    """The page of an extension; once more with the form that has mistakes or was refused."""
    kueri = request.GET.urlencode() or request.POST.get("kueri", "")
    saring = SaringLanjutForm.dari(kueri)
    semua = BarisPerpanjangan.objects.for_petugas(request.user).filter(perpanjangan=perpanjangan)
    terpilih = saring.baris(semua).select_related(
        "peserta__kelurahan__kecamatan",
        "pernyataan__dicatat_oleh",
        "diputus_oleh",
        "keluar_oleh",
        "cabut_oleh",
    )
    hal = halaman(request, terpilih)
    konteks = {
        "perpanjangan": perpanjangan,
        "ringkas": ringkas_baris(perpanjangan, semua),
        "hitung": hitung(semua, request),
        "saring": saring,
        "kueri": saring.kueri(),
        "halaman": hal,
        "baris": baris_halaman(request, hal),
        "tindakan": TindakanLanjutForm(),
        "alasan": AlasanForm(),
        "susun": SusunSKForm(),
        "dicentang": {*request.POST.getlist("baris")},
        "draf": draf_dari(request, perpanjangan),
        **terisi,
    }
    status = max(map(status_form, terisi.values()), default=200)
    return render(request, "verifikasi/perpanjangan_detail.html", konteks, status=status)


def baris_halaman(
    request: PetugasRequest, hal: Page[BarisPerpanjangan]
) -> list[tuple[BarisPerpanjangan, Sebab, str]]:
    """The lines of one page, each with its reason and, if elsewhere, by whom it is taken."""
    diambil = [b.peserta_id for b in hal if b.keadaan == KeadaanBaris.DIAMBIL]
    lain = BarisPerpanjangan.objects.for_petugas(request.user).terbuka()
    lain = lain.filter(peserta__in=diambil).select_related("perpanjangan__disusun_oleh")
    oleh = (
        {b.peserta_id: f"{b.perpanjangan}, {b.perpanjangan.disusun_oleh.nama}" for b in lain}
        if diambil
        else {}
    )
    return [(b, PER_KODE[b.sebab], oleh.get(b.peserta_id, "")) for b in hal]


def hitung(semua: Any, request: PetugasRequest) -> dict[str, int]:
    """People per state of their line, and how many this officer may decide."""
    kolom = semua.order_by().values_list("keadaan", "keputusan").annotate(n=Count("pk"))
    n = dict.fromkeys(SISA, 0)
    for keadaan, keputusan, jumlah in kolom:
        nama = keputusan if keadaan == KeadaanBaris.TERBUKA else keadaan
        n[nama] = n.get(nama, 0) + jumlah
    n["siap"] = semua.siap_ditetapkan().dapat_ikut().count()
    if request.user.has_perm("pijar.memverifikasi"):
        n["dapat"] = semua.dapat_diputus().boleh_diputus(request.user).count()
    return n


def draf_dari(request: PetugasRequest, perpanjangan: Perpanjangan) -> Any:
    """The decrees made from it."""
    milik = Penetapan.objects.for_petugas(request.user).filter(
        daftar_baris__perpanjangan__perpanjangan=perpanjangan
    )
    return milik.exclude(status="dibatalkan").distinct().order_by("pk")
