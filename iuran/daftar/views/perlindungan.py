"""One person's cover month by month: the tab Perlindungan."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from iuran.berkas_bpjs import kabar_henti
from iuran.daftar.forms import PadaForm
from iuran.models import BarisBerkas, Iuran, Janji, SerahKartu
from iuran.peristiwa.views.orang import daftar_peristiwa, daftar_usulan
from iuran.perlindungan import bulan_dilebur, kalimat_orang, padanan_orang, perlindungan
from iuran.perubahan_bantuan import daftar_perubahan
from peserta.orang.views.data import ambil_orang
from pijar.bulan import awal_bulan
from pijar.http import PetugasRequest, hak


@require_GET
@hak("lihat_peserta")
def orang(request: PetugasRequest, pk: int) -> HttpResponse:
    """The ledger of one person as it stood on a date, today unless another is asked for."""
    peserta = ambil_orang(request, pk)
    kini = timezone.localdate()
    form = PadaForm({"pada": request.GET.get("pada") or kini})
    pada = form.tanggal(kini)
    lindung = perlindungan(peserta, pada)
    lewat = Iuran.objects.for_petugas(request.user).filter(peserta=peserta).melewati_bantuan()
    konteks = {
        "peserta": peserta,
        "form": form,
        "pada": pada,
        "bulan_ini": awal_bulan(pada),
        "lindung": lindung,
        "kalimat": kalimat_orang(peserta.pk, lindung),
        "dilebur": bulan_dilebur(peserta),
        "belum_dikonfirmasi": BarisBerkas.objects.for_petugas(request.user)
        .belum_dikonfirmasi()
        .filter(peserta=peserta)
        .select_related("berkas_bpjs")
        .first(),
        "henti": kabar_henti(peserta),
        "padanan": padanan_orang(peserta),
        "lewat": lewat.select_related("tagihan", "pembayaran"),
        "daftar_bantuan": peserta.daftar_bantuan.select_related("sumber", "kondisi"),
        "daftar_perubahan": daftar_perubahan(peserta),
        "daftar_peristiwa": daftar_peristiwa(request, peserta),
        "daftar_janji": Janji.objects.for_petugas(request.user)
        .hidup()
        .filter(peserta=peserta)
        .select_related("penyumbang__opd"),
        "daftar_serah": SerahKartu.objects.for_petugas(request.user).filter(peserta=peserta),
        "daftar_usulan": daftar_usulan(request, peserta),
    }
    return render(request, "iuran/perlindungan.html", konteks)
