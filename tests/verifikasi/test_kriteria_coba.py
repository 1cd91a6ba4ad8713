"""Coba dulu: a version on everybody, as figures and names; nothing but the job is written."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

import verifikasi.tasks  # noqa: F401 - registers the job
from iuran.models import Iuran
from peserta.models import Peserta, RiwayatStatus
from pijar.bulan import awal_bulan, tambah_bulan
from pijar.models import Tugas
from tests.factories import PesertaFactory, terdaftar
from tests.verifikasi.susunan import ajukan_satu
from tests.verifikasi.test_tasks import jalankan
from verifikasi.actions.kriteria import susun_draf
from verifikasi.models import JawabanKriteria, Pengajuan, VersiKriteria

HARI_INI = timezone.localdate()
MULAI = tambah_bulan(awal_bulan(HARI_INI), 1)
TUA = HARI_INI.replace(year=HARI_INI.year - 62, month=1, day=5)


@pytest.fixture
def draf(admin):
    """Sixty years at most; who is over it falls out, one at a time."""
    baru = susun_draf(VersiKriteria.objects.get(), judul="Usia 60", berlaku_mulai=MULAI, oleh=admin)
    baru.daftar_kriteria.filter(kode="usia").update(parameter={"bulan_maks": 719})
    baru.daftar_kriteria.filter(kode="pekerjaan").delete()
    return baru


def coba(client, draf):
    client.post(reverse("verifikasi:kriteria_coba", args=[draf.pk]))
    return jalankan(Tugas.objects.latest("pk"))


def halaman(client, draf):
    return client.get(reverse("verifikasi:kriteria_coba", args=[draf.pk])).text


def test_figures_say_what_would_change(admin_client, draf):
    bantuan = terdaftar(MULAI.replace(month=1), 12, tanggal_lahir=TUA)
    terdaftar(MULAI.replace(month=1), 12)
    PesertaFactory(tanggal_lahir=TUA)
    sisa = Iuran.objects.filter(peserta=bantuan.peserta, bulan__gte=MULAI, hidup=True)

    tugas = coba(admin_client, draf)

    hasil = tugas.parameter["hasil"]
    assert hasil["orang"] == 3
    uang = {"bulan": len(sisa), "rupiah": sum(i.nominal for i in sisa)} if sisa else {}
    assert hasil["kecamatan"]["33.74.01"] == uang | {
        "calon_orang": 1, "calon_jatuh": 1, "peserta_orang": 2, "peserta_jatuh": 1,
    }  # fmt: skip
    usia = next(k for k in hasil["kriteria"] if k["kode"] == "usia")
    assert usia["hitung"] == {"ya>tidak": 2, "ya>ya": 1}
    kerja = next(k for k in hasil["kriteria"] if k["kode"] == "pekerjaan")
    assert kerja["hitung"] == {"ya>tiada": 3}
    html = halaman(admin_client, draf)
    assert "Belum ditetapkan, menjadi ditolak data" in html
    assert html.count("tidak ditanyakan lagi") == 1
    assert "berubah sesudah percobaan" not in html


def test_own_grant_is_no_other_payer(admin_client, draf):
    terdaftar(MULAI.replace(month=1), 12)
    draf.daftar_kriteria.filter(kode="tidak_ganda").update(saat=["putusan", "perpanjangan"])

    hasil = coba(admin_client, draf).parameter["hasil"]

    assert hasil["kecamatan"]["33.74.01"] == {"peserta_orang": 1}


def test_months_of_the_ledger_are_counted_from_the_first_whole_month(admin_client, draf):
    bantuan = terdaftar(HARI_INI.replace(month=1, day=1), 12, tanggal_lahir=TUA)
    VersiKriteria.objects.filter(pk=draf.pk).update(berlaku_mulai=HARI_INI)

    hasil = coba(admin_client, draf).parameter["hasil"]

    sejak = HARI_INI if HARI_INI.day == 1 else tambah_bulan(HARI_INI, 1)
    sisa = [i for i in Iuran.objects.filter(bantuan=bantuan) if i.bulan >= sejak]
    assert hasil["kecamatan"]["33.74.01"].get("bulan", 0) == len(sisa)


def test_a_try_writes_nothing_of_the_domain(admin_client, petugas, draf):
    ajukan_satu(petugas, tanggal_lahir=TUA)
    model = (Peserta, Pengajuan, JawabanKriteria, RiwayatStatus, VersiKriteria)
    sebelum = [list(m.objects.order_by("pk").values()) for m in model]

    coba(admin_client, draf)

    assert [list(m.objects.order_by("pk").values()) for m in model] == sebelum


def test_result_of_other_contents_is_called_old(admin_client, draf):
    coba(admin_client, draf)
    draf.daftar_kriteria.filter(kode="usia").update(parameter={"bulan_maks": 700})

    assert "berubah sesudah percobaan" in halaman(admin_client, draf)


def test_page_before_and_while_a_try_runs(admin_client, admin2_client, draf):
    assert "Belum pernah dicoba" in halaman(admin_client, draf)
    alamat = reverse("verifikasi:kriteria_coba", args=[draf.pk])

    for _ in range(2):
        assert admin_client.post(alamat).status_code == 302

    assert Tugas.objects.count() == 1
    assert "Percobaan terakhir" in halaman(admin_client, draf)
    assert "Belum pernah dicoba" in halaman(admin2_client, draf)


def test_draft_that_was_thrown_away_fails_with_a_sentence(admin_client, draf):
    admin_client.post(reverse("verifikasi:kriteria_coba", args=[draf.pk]))
    VersiKriteria.objects.get(pk=draf.pk).delete()

    assert "sudah dihapus" in jalankan(Tugas.objects.get()).galat


def orang(client, draf, **kueri):
    return client.get(reverse("verifikasi:kriteria_coba_orang", args=[draf.pk]), kueri)


@pytest.mark.parametrize("jumlah", [1, 3])
def test_names_are_listed_by_kecamatan(admin_client, draf, django_assert_num_queries, jumlah):
    for _ in range(jumlah):
        PesertaFactory(tanggal_lahir=TUA, nama="Mbah Karto")
    PesertaFactory(tanggal_lahir=TUA, nama="Mbah Sana", kelurahan_id="33.74.02.1001")
    PesertaFactory(nama="Muda")

    with django_assert_num_queries(19):
        html = orang(admin_client, draf, kecamatan="33.74.01", golongan="calon").text

    assert html.count("Mbah Karto") == jumlah
    assert "Usia paling tinggi" in html
    assert "Mbah Sana" not in html
    assert "Muda" not in html


def test_names_show_no_whole_nik_and_only_the_own_area(admin, admin_client, draf):
    p = PesertaFactory(tanggal_lahir=TUA, kelurahan_id="33.74.02.1001", nama="Mbah Sana")
    kueri = {"kecamatan": "33.74.02", "golongan": "calon"}
    html = orang(admin_client, draf, **kueri).text
    assert "Mbah Sana" in html
    assert p.nik not in html

    admin.wilayah = ["33.74.01"]
    admin.save()

    assert "Mbah Sana" not in orang(admin_client, draf, **kueri).text


@pytest.mark.parametrize("kueri", [{}, {"kecamatan": "x"}, {"golongan": "x"}, {"hal": "99"}])
def test_names_with_a_wrong_choice_show_the_first(admin_client, draf, kueri):
    assert orang(admin_client, draf, **kueri).status_code == 200


def test_version_without_criteria_of_a_look_refuses_nobody(admin_client, draf):
    PesertaFactory()
    draf.daftar_kriteria.all().delete()
    VersiKriteria.objects.exclude(pk=draf.pk).update(berlaku_sampai=HARI_INI - timedelta(days=1))

    hasil = coba(admin_client, draf).parameter["hasil"]

    assert (hasil["orang"], hasil["kriteria"], hasil["lama"]) == (0, [], "")
    assert "Tidak ada" in orang(admin_client, draf).text
