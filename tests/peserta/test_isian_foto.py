"""Photos of somebody who is being registered: sent ahead, kept, taken over, erased."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from peserta.models import BerkasPeserta, IsianTertunda, Peserta, TandaHalaman
from peserta.orang.actions.isian import (
    Simpanan,
    buang_isian,
    daftarkan_isian,
    simpan_isian,
    titip_foto,
)
from peserta.orang.actions.perubahan import Foto
from pijar.unggahan import Bersih
from pijar.yatim import hapus_yatim
from tests.factories import PesertaFactory
from tests.peran import buat, masuk
from tests.peserta.kertas import di_disk
from tests.peserta.test_isian import KETIKAN, SIMPAN, data_orang, halaman
from tests.peserta.test_orang import BARU, NIK, isian
from tests.pijar import bukti
from tests.retensi import malam

FOTO = "/peserta/isian/foto/"
HTMX = {"HX-Request": "true"}


def kirim(client, tanda, isi=None, jenis="ktp", **lain):
    berkas = SimpleUploadedFile(f"{jenis} 3374015502850001.jpg", isi or bukti.jpeg())
    data = {**tanda, "jenis": jenis, f"foto_{jenis}": berkas, **lain}
    return client.post(FOTO, data, headers=HTMX)


def foto(jenis="ktp", sidik="1" * 64):
    return Foto(jenis, Bersih(b"isi", "image/jpeg"), "KTP.jpg", sidik)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """Each test begins with an empty disk."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def seketika(django_capture_on_commit_callbacks):
    """Run inside: what waits for the end of a transaction is done at once."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


# Sent ahead


def test_photo_is_kept_clean_before_anything_is_typed(petugas, petugas_client, settings):
    jawaban = kirim(petugas_client, halaman(petugas_client))

    draf = IsianTertunda.objects.get()
    (berkas,) = di_disk(settings)
    assert jawaban.headers["HX-Replace-Url"] == f"{BARU}?isian={draf.pk}"
    assert "Tersimpan: ktp ••••••••••••••••.jpg" in jawaban.text
    assert draf.foto["ktp"]["nama"] == "ktp ••••••••••••••••.jpg"
    assert bukti.LUAR_BIASA.encode() not in berkas.read_bytes()
    assert "3374" not in berkas.name


def test_typing_afterwards_and_emptying_it_keeps_the_photo(petugas_client):
    tanda = halaman(petugas_client)
    kirim(petugas_client, tanda)

    petugas_client.post(SIMPAN, {**tanda, "nama": "siti"})
    petugas_client.post(SIMPAN, {**tanda, "nama": ""})

    draf = IsianTertunda.objects.get()
    assert (draf.nama, [*draf.foto]) == ("", ["ktp"])


def test_draft_is_continued_elsewhere_with_its_photo(petugas, petugas_client):
    kirim(petugas_client, halaman(petugas_client))

    html = masuk(petugas).get(BARU, {"isian": IsianTertunda.objects.get().pk}).text

    assert html.count("Tersimpan: ") == 1
    assert html.count("Belum ada foto.") == 2


def test_same_photo_twice_is_one_file_and_another_takes_its_place(petugas, settings, seketika):
    tanda = TandaHalaman(uuid4())
    titip_foto(foto(), tanda=tanda, oleh=petugas)
    titip_foto(foto(), tanda=tanda, oleh=petugas)
    (lama,) = di_disk(settings)

    with seketika():
        titip_foto(foto(sidik="2" * 64), tanda=tanda, oleh=petugas)

    (baru,) = di_disk(settings)
    assert baru != lama
    assert Path(IsianTertunda.objects.get().foto["ktp"]["isi"]).name == baru.name


def test_what_is_no_photo_is_refused_at_its_place_and_the_old_one_stays(petugas_client):
    tanda = halaman(petugas_client)
    kirim(petugas_client, tanda)

    jawaban = kirim(petugas_client, tanda, isi=b"MZ" + bytes(100))

    assert "Isi berkas ini program" in jawaban.text
    assert "Tersimpan: " in jawaban.text


def test_photo_is_dropped_by_a_click(petugas_client, settings, seketika):
    tanda = halaman(petugas_client)
    kirim(petugas_client, tanda)
    kirim(petugas_client, tanda, jenis="kk")

    with seketika():
        jawaban = petugas_client.post(FOTO, {**tanda, "jenis": "ktp", "buang": "1"}, headers=HTMX)

    assert "Belum ada foto." in jawaban.text
    assert [*IsianTertunda.objects.get().foto] == ["kk"]
    assert len(di_disk(settings)) == 1


def test_last_photo_dropped_leaves_no_draft(petugas_client, seketika):
    tanda = halaman(petugas_client)
    kirim(petugas_client, tanda)

    with seketika():
        petugas_client.post(FOTO, {**tanda, "jenis": "ktp", "buang": "1"}, headers=HTMX)
        petugas_client.post(FOTO, {**tanda, "jenis": "ktp", "buang": "1"}, headers=HTMX)

    assert not IsianTertunda.objects.exists()


def test_without_htmx_it_leads_back_to_the_draft(petugas_client):
    tanda = halaman(petugas_client)
    berkas = SimpleUploadedFile("ktp.jpg", bukti.jpeg())

    jawaban = petugas_client.post(FOTO, {**tanda, "jenis": "ktp", "foto_ktp": berkas})
    tanpa = petugas_client.post(FOTO, {**halaman(petugas_client), "jenis": "kk"})

    assert jawaban.url == f"{BARU}?isian={IsianTertunda.objects.get().pk}"
    assert tanpa.url == BARU


@pytest.mark.parametrize("lain", [{"jenis": "foto"}, {"jenis": ""}, {"kunci": "x"}])
def test_a_place_or_page_that_is_none_is_not_found(petugas_client, lain):
    data = {**halaman(petugas_client), "jenis": "ktp", **lain}

    assert petugas_client.post(FOTO, data, headers=HTMX).status_code == 404


def test_check_before_sending_says_what_is_there_and_what_is_missing(petugas_client):
    tanda = halaman(petugas_client)
    kirim(petugas_client, tanda)

    html = petugas_client.post(SIMPAN, {**tanda, **KETIKAN, "tanggal_lahir": "kapan"}).text

    assert "Siti Aminah" in html
    assert "••••••••••••0002" in html
    assert "Belum diisi: Jenis kelamin, Kelurahan, Pekerjaan" in html
    assert "“kapan” tidak terbaca" in html
    assert "Foto: KTP." in html
    assert "Belum ada fotonya: Kartu keluarga, Surat keterangan bekerja." in html
    assert NIK not in html


# Becoming a person


def test_person_takes_over_the_photos(petugas, petugas_client, settings):
    tanda = halaman(petugas_client)
    kirim(petugas_client, tanda)
    kirim(petugas_client, tanda, jenis="kk")

    petugas_client.post(BARU, {**isian(), **tanda})

    orang = Peserta.objects.get()
    semua = BerkasPeserta.objects.filter(peserta=orang, oleh=petugas)
    assert {b.jenis for b in semua} == {"ktp", "kk"}
    assert {Path(b.isi.path) for b in semua} == di_disk(settings)
    assert IsianTertunda.objects.get().isi == {}


def test_without_script_photos_go_along_with_the_form(petugas_client):
    berkas = {"foto_ktp": SimpleUploadedFile("ktp.jpg", bukti.jpeg())}

    petugas_client.post(BARU, {**isian(), **halaman(petugas_client), **berkas})

    assert BerkasPeserta.objects.get().jenis == "ktp"


def test_refused_form_keeps_its_photo_and_a_refused_photo_the_form(petugas_client):
    tanda = halaman(petugas_client)
    baik, buruk = SimpleUploadedFile("a.jpg", bukti.jpeg()), SimpleUploadedFile("b.jpg", b"<html>")

    salah = petugas_client.post(BARU, {**isian(nama="X1"), **tanda, "foto_ktp": baik})
    lagi = petugas_client.post(BARU, {**isian(), **tanda, "foto_kk": buruk})

    assert salah.status_code == lagi.status_code == 422
    assert "Tersimpan: a.jpg" in salah.text
    assert "Isi berkas ini halaman web" in lagi.text
    assert not Peserta.objects.exists()
    assert IsianTertunda.objects.get().nama == "siti aminah"


def test_somebody_known_already_keeps_form_and_photos(petugas_client, settings):
    PesertaFactory(nik=NIK)
    tanda = halaman(petugas_client)
    kirim(petugas_client, tanda)

    jawaban = petugas_client.post(BARU, {**isian(), **tanda})

    assert "NIK ini sudah didata" in jawaban.text
    assert [*IsianTertunda.objects.get().foto] == ["ktp"]
    assert len(di_disk(settings)) == 1


def test_photo_that_arrives_after_saving_comes_to_nothing(petugas_client, settings):
    tanda = halaman(petugas_client)
    petugas_client.post(BARU, {**isian(), **tanda})

    jawaban = kirim(petugas_client, tanda)

    assert "Lampirkan di halaman Berkas" in jawaban.text
    assert di_disk(settings) == set()


def test_second_click_with_photos_doubles_nothing(petugas_client):
    tanda = halaman(petugas_client)
    for _ in "ab":
        berkas = SimpleUploadedFile("ktp.jpg", bukti.jpeg())
        jawaban = petugas_client.post(BARU, {**isian(), **tanda, "foto_ktp": berkas})

    assert f'href="/peserta/{Peserta.objects.get().pk}/"' in jawaban.text
    assert BerkasPeserta.objects.count() == 1


def test_two_tabs_have_their_own_photos(petugas_client):
    satu, dua = halaman(petugas_client), halaman(petugas_client)
    kirim(petugas_client, satu)
    kirim(petugas_client, dua, jenis="kk")

    petugas_client.post(BARU, {**isian(), **dua})

    assert BerkasPeserta.objects.get().jenis == "kk"
    assert [*IsianTertunda.objects.terbuka().get().foto] == ["ktp"]


# Whose, how many, how long


def test_photo_of_somebody_else_is_not_touched(petugas, petugas_client):
    tanda = halaman(petugas_client)
    kirim(petugas_client, tanda)
    lain = masuk(buat("lain", "petugas"))

    lain.post(FOTO, {**tanda, "jenis": "ktp", "buang": "1"}, headers=HTMX)

    assert [*IsianTertunda.objects.get(oleh=petugas).foto] == ["ktp"]


def test_draft_thrown_away_takes_its_photos_along(petugas, settings, seketika):
    draf = titip_foto(foto(), tanda=TandaHalaman(uuid4()), oleh=petugas).isian

    with seketika():
        buang_isian(draf, oleh=petugas)

    assert di_disk(settings) == set()


def test_old_draft_is_forgotten_with_its_photos(petugas, settings):
    titip_foto(foto(), tanda=TandaHalaman(uuid4()), oleh=petugas)

    malam(timezone.now() + timedelta(days=31))

    assert di_disk(settings) == set()


def test_photo_of_a_person_stays_when_the_old_draft_goes(petugas, settings):
    tanda = TandaHalaman(uuid4())
    titip_foto(foto(), tanda=tanda, oleh=petugas)
    daftarkan_isian(data_orang(), tanda=tanda, oleh=petugas)

    malam(timezone.now() + timedelta(days=31))

    assert len(di_disk(settings)) == 1


def test_nightly_job_knows_the_photos_that_wait(petugas, settings):
    titip_foto(foto(), tanda=TandaHalaman(uuid4()), oleh=petugas)

    assert hapus_yatim(kini=timezone.now() + timedelta(days=8)) == 0
    IsianTertunda.objects.all().delete()
    assert hapus_yatim(kini=timezone.now() + timedelta(days=8)) == 1
    assert di_disk(settings) == set()


def test_above_the_limit_of_drafts_no_file_stays(petugas_client, settings, monkeypatch):
    monkeypatch.setattr("peserta.orang.actions.isian.PALING_BANYAK", 0)

    jawaban = kirim(petugas_client, halaman(petugas_client))

    assert "Foto ini belum tersimpan" in jawaban.text
    assert di_disk(settings) == set()


def test_row_that_cannot_be_written_leaves_no_file(petugas, settings, monkeypatch):
    def gagal(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(IsianTertunda.objects, "create", gagal)

    with pytest.raises(RuntimeError):
        titip_foto(foto(), tanda=TandaHalaman(uuid4()), oleh=petugas)

    assert di_disk(settings) == set()


# The kelurahan of the last person


def test_kelurahan_of_the_last_person_is_offered(petugas, petugas_client):
    daftarkan_isian(
        data_orang(kelurahan_id="33.74.02.1001"), tanda=TandaHalaman(uuid4()), oleh=petugas
    )

    jawaban = petugas_client.get(BARU)

    assert jawaban.context["form"]["kelurahan"].value() == "33.74.02.1001"
    assert "Seperti orang yang terakhir Anda data" in jawaban.text
    petugas_client.post(SIMPAN, {**halaman(petugas_client), "kelurahan": "33.74.02.1001"})
    assert not IsianTertunda.objects.terbuka().exists()


def test_kelurahan_outside_the_area_is_not_offered(petugas):
    daftarkan_isian(data_orang(), tanda=TandaHalaman(uuid4()), oleh=petugas)
    petugas.wilayah = ["33.74.02"]
    petugas.save()

    jawaban = masuk(petugas).get(BARU)

    assert not jawaban.context["form"]["kelurahan"].value()
    assert "terakhir Anda data" not in jawaban.text


def test_nobody_else_s_kelurahan_is_offered(petugas, petugas_client):
    daftarkan_isian(data_orang(), tanda=TandaHalaman(uuid4()), oleh=buat("lain", "petugas"))

    assert not petugas_client.get(BARU).context["form"]["kelurahan"].value()


def test_outcome_of_a_photo(petugas):
    tanda = TandaHalaman(uuid4())

    assert titip_foto(foto(), tanda=tanda, oleh=petugas).simpanan == Simpanan.TERSIMPAN
    assert simpan_isian({}, tanda=tanda, oleh=petugas).simpanan == Simpanan.TERSIMPAN
