"""What a form answers with: the next step, its mistakes, a refusal; and the pages of refusals."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse

from iuran.models import Pembayaran, Tagihan
from peserta.models import Impor, Peserta, Status
from tests.e2e.terisi import isi_kantor
from verifikasi.models import Penetapan, Pengajuan

pytestmark = [
    pytest.mark.perlu_chromium,
    pytest.mark.lambat,
    pytest.mark.django_db(transaction=True),
]


@pytest.mark.parametrize("peran", ["petugas", "verifikator", "admin"])
def test_jawaban_formulir_rapi_dan_terbaca(kantor, pemeriksa, peran):
    isi_kantor(kantor)

    pemeriksa.masuk(peran)
    for nama, args, isi, status in DIKIRIM[peran](kantor):
        pemeriksa.kirim(reverse(nama, args=args), isi, status)

    assert pemeriksa.keluhan == []


@pytest.fixture
def draf(kantor):
    isi_kantor(kantor)
    return Peserta.objects.filter(status=Status.DRAF, digabung_ke=None).first()


@pytest.fixture
def di_daftar(draf, loket):
    petugas = loket("petugas")
    petugas.buka("peserta:daftar")
    return petugas


def pindah(petugas):
    """How the page comes to other addresses from now on."""
    terkirim = []

    def catat(permintaan):
        if permintaan.is_navigation_request():
            terkirim.append((permintaan.method, permintaan.url.removeprefix(petugas.alamat)))

    petugas.page.on("request", catat)
    return terkirim


def test_nama_yang_dicari_langsung_menjadi_alamat(draf, di_daftar):
    terkirim, daftar = pindah(di_daftar), reverse("peserta:daftar")

    di_daftar.isi("Cari orang", draf.nama)
    di_daftar.page.get_by_label("Cari orang", exact=True).press("Enter")
    di_daftar.tampak("Alamat halaman ini memuat saringannya")
    di_daftar.page.get_by_text("Saring hasilnya").click()
    di_daftar.pilih("Status", "Draf")
    di_daftar.tekan("Saring")
    di_daftar.tampak("Status: Draf")

    assert terkirim == [
        ("GET", f"{daftar}?{urlencode({'q': draf.nama})}"),
        ("GET", f"{daftar}?{urlencode({'q': draf.nama, 'status': 'draf'})}"),
    ]


def test_nomor_yang_dicari_tidak_menjadi_alamat_dan_kembali_ke_hasilnya(draf, di_daftar):
    """Several people have these digits; a whole NIK opens its person."""
    terkirim, cari = pindah(di_daftar), reverse("peserta:cari")
    awal = draf.nik[:4]

    di_daftar.isi("Cari orang", awal)
    di_daftar.tekan("Cari")
    di_daftar.tampak("dengan nomor ini")
    di_daftar.page.locator("tbody th a").first.click()
    di_daftar.page.locator("h1", has_text="Hasil cari").wait_for(state="detached")
    di_daftar.page.go_back()

    di_daftar.tampak("dengan nomor ini")
    hasil = di_daftar.page.url.removeprefix(di_daftar.alamat)
    assert hasil.startswith(f"{cari}?ke=")
    assert terkirim[:2] == [("POST", cari), ("GET", hasil)]
    di_daftar.isi("Cari orang", draf.nik)
    di_daftar.tekan("Cari")
    di_daftar.page.get_by_role("heading", name=draf.nama).wait_for()
    assert not any(draf.nik in alamat for _, alamat in terkirim)


def petugas_(kantor):
    impor = Impor.objects.filter(status="diterapkan").first().pk
    draf = Peserta.objects.filter(status=Status.DRAF, digabung_ke=None).first()
    lanjut = Peserta.objects.terdaftar().exclude(impor=None).first().impor_id
    return [
        ("verifikasi:ajukan", (), {"impor": impor}, 200),
        ("verifikasi:ajukan_kirim", (), {"peserta": draf.pk, "bukti": "Foto"}, 422),
        ("peserta:baru", (), {"nik": "33740", "nama": "A"}, 422),
        ("peserta:ubah", (draf.pk,), {"nama": ""}, 422),
        ("peserta:impor", (), {}, 422),
        ("peserta:cari", (), {"q": draf.nik[:8]}, 200),
        ("peserta:buka_nik", (draf.pk,), {"sebab": "lainnya"}, 422),
        ("peserta:buka_nik", (draf.pk,), {"sebab": "ktp"}, 200),
        ("peserta:impor_batal", (lanjut,), {}, 409),
        ("iuran:berkas_bpjs_baru", (), {}, 403),
    ]


def verifikator_(kantor):
    kasus = Pengajuan.objects.menunggu().first().pk
    jawaban = {"jawaban_bukan_penerima_upah": "ya"}
    return [
        ("verifikasi:massal", (), {"semua": "1"}, 200),
        ("verifikasi:cari", (), {"q": "!!"}, 200),
        ("verifikasi:setujui", (kasus,), jawaban, 422),
        ("verifikasi:setujui", (kasus,), {}, 409),
        ("verifikasi:kembalikan", (kasus,), {"kembalikan-alasan": ""}, 422),
        ("verifikasi:tolak", (0,), {}, 404),
    ]


def admin_(kantor):
    draf = Penetapan.objects.get(status="draf", mengubah=None).pk
    terbit = Tagihan.objects.get(status="diterbitkan").pk
    hari_ini = kantor.hari_ini.isoformat()
    sp2d = {"tagihan": terbit, "nomor": "1", "tanggal": hari_ini, "nominal": "1"}
    bukti = Pembayaran.objects.first().pk
    orang = Peserta.objects.filter(status=Status.TERDAFTAR).first().pk
    pindah = {"jenis": "pindah", "tanggal": kantor.hari_ini.isoformat()}
    berbukti = pindah | {"bukti_jenis": "surat_pindah", "bukti_nomor": "475/12"}
    return [
        ("verifikasi:penetapan_baru", (), {"nomor": "463/1"}, 422),
        ("verifikasi:penetapan_tambah", (draf,), {"jenis": "insidental"}, 422),
        ("verifikasi:penetapan_tetapkan", (draf,), {}, 409),
        ("iuran:berkas_bpjs_baru", (), {"kelompok": "x"}, 422),
        ("iuran:tagihan_baru", (), {"bulan": "x"}, 422),
        ("iuran:pembayaran_baru", (), {"nominal": "x"}, 422),
        ("iuran:pembayaran_baru", (), sp2d, 422),
        ("iuran:pembayaran_detail", (bukti,), {"berkas": ""}, 422),
        ("iuran:koreksi_baru", (bukti,), {"jenis": "betulkan"}, 422),
        ("iuran:tagihan_terbitkan", (terbit,), {"tanggal": ""}, 422),
        ("iuran:tagihan_terbitkan", (terbit,), {"tanggal": hari_ini}, 409),
        ("iuran:tagihan_bagi", (terbit,), {"cara": "baris"}, 422),
        ("iuran:tagihan_isian", (terbit,), {"tanggal": ""}, 422),
        ("iuran:tagihan_orang", (terbit,), {"alasan": ""}, 422),
        ("iuran:tagihan_batal", (terbit,), {"alasan": ""}, 422),
        ("iuran:peristiwa", (orang,), {}, 422),
        ("iuran:peristiwa", (orang,), pindah, 422),
        ("iuran:peristiwa", (orang,), berbukti, 200),
        ("laporan:buat", (), {"bulan": "x"}, 422),
    ]


DIKIRIM = {"petugas": petugas_, "verifikator": verifikator_, "admin": admin_}
