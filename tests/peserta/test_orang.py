"""One person: the form, its checks, changes by two people, the page and its history."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from peserta.alur import pindahkan_status
from peserta.models import Kelurahan, Pekerjaan, Peristiwa, Peserta, Status
from peserta.orang.actions.data import daftarkan_orang, ubah_orang
from peserta.orang.linimasa import linimasa
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import JejakAkses
from tests.factories import PesertaFactory, nik_dari
from tests.peran import buat, masuk
from tests.peserta.lembar import LAHIR

BARU = "/peserta/baru/"
NIK = nik_dari(LAHIR, "P", 1)


def isian(**lain):
    return {
        "nik": NIK,
        "nama": "siti aminah",
        "tanggal_lahir": "1985-02-15",
        "jenis_kelamin": "P",
        "kelurahan": "33.74.01.1001",
        "pekerjaan": "tukang_becak",
        "sumber_data": "kelurahan",
        **lain,
    }


def isian_dari(client, peserta, **lain):
    """What the change form of ``peserta`` would send back untouched."""
    form = client.get(f"/peserta/{peserta.pk}/ubah/").context["form"]
    awal = {n: form[n].value() for n in form.fields}
    return {n: v for n, v in awal.items() if v not in (None, False)} | lain


# Register


def test_new_person_is_a_draf_of_who_entered_it(petugas, petugas_client):
    jawaban = petugas_client.post(BARU, isian(hp="+62 812-3456-7890", penghasilan="Rp750.000"))

    peserta = Peserta.objects.get()
    assert jawaban.url == f"/peserta/{peserta.pk}/berkas/"
    assert (peserta.status, peserta.nama, peserta.nama_cari) == (
        "draf", "Siti Aminah", "SITI AMINAH",
    )  # fmt: skip
    assert (peserta.hp, peserta.penghasilan) == ("081234567890", 750_000)
    assert peserta.penyunting == [petugas.pk]
    assert peserta.didata_oleh == petugas
    (pertama,) = linimasa(peserta)
    assert (pertama.judul, pertama.oleh) == ("Didata", str(petugas))


@pytest.mark.parametrize(
    ("isi", "kata"),
    [
        ({"nik": "337401550285000"}, "15 angka"),
        ({"nik": ""}, "tidak boleh kosong"),
        ({"nama": "X1"}, "bukan nama orang"),
        ({"tanggal_lahir": "2090-01-01"}, "masa depan"),
        ({"kelurahan": "99.99"}, "Masukkan pilihan"),
        ({"hp": "12"}, "tidak terbaca"),
        ({"no_kk": "123"}, "3 angka"),
        ({"desil": "11"}, "1 sampai 10"),
        ({"penghasilan": "banyak"}, "tidak terbaca"),
    ],
)
def test_wrong_fields_are_told_and_nothing_is_saved(petugas_client, isi, kata):
    jawaban = petugas_client.post(BARU, isian(**isi))

    assert jawaban.status_code == 422
    assert kata in jawaban.text
    assert not Peserta.objects.exists()


def test_doubtful_data_must_be_confirmed(petugas_client):
    pertama = petugas_client.post(BARU, isian(jenis_kelamin="L"))

    assert pertama.status_code == 422
    assert "Jenis kelamin berbeda dari NIK" in pertama.text
    assert 'name="sudah_dicocokkan"' in pertama.text
    petugas_client.post(BARU, isian(jenis_kelamin="L", sudah_dicocokkan="on"))
    assert Peserta.objects.get().jenis_kelamin == "L"


@pytest.mark.parametrize("tulisan", ["15 Peb 85", "15/2/85", "15021985", "15-II-1985 (KTP)"])
def test_birth_is_read_as_a_list_reads_it(petugas_client, tulisan):
    petugas_client.post(BARU, isian(tanggal_lahir=tulisan))

    assert Peserta.objects.get().tanggal_lahir == LAHIR


def test_month_before_day_is_read_and_must_be_confirmed(petugas_client):
    jawaban = petugas_client.post(BARU, isian(tanggal_lahir="2/15/1985"))

    assert jawaban.status_code == 422
    assert "Bulan ditulis sebelum tanggal" in jawaban.text
    petugas_client.post(BARU, isian(tanggal_lahir="2/15/1985", sudah_dicocokkan="on"))
    assert Peserta.objects.get().tanggal_lahir == LAHIR


def test_a_nik_that_is_here_leads_to_its_person(petugas_client):
    ada = PesertaFactory(nik=NIK, nama="Rubiyah")

    jawaban = petugas_client.post(BARU, isian())

    assert jawaban.status_code == 422
    assert f'href="/peserta/{ada.pk}/">Rubiyah</a>' in jawaban.text


def test_a_nik_of_another_area_tells_nothing(db):
    client = masuk(buat("tengah", "petugas", wilayah=["33.74.01"]))
    PesertaFactory(nik=NIK, nama="Rubiyah", kelurahan_id="33.74.16.1001")

    jawaban = client.post(BARU, isian())

    assert jawaban.status_code == 422
    assert "hubungi admin" in jawaban.text
    assert "Rubiyah" not in jawaban.text
    assert Peserta.objects.count() == 1


def test_a_nik_that_was_merged_away_leads_to_who_stayed(petugas_client):
    ada = PesertaFactory(nama="Rubiyah")
    PesertaFactory(nik=NIK, digabung_ke=ada)

    jawaban = petugas_client.post(BARU, isian())
    sambil_mengetik = petugas_client.post("/peserta/periksa-nik/", {"nik": NIK})

    assert jawaban.status_code == 422
    assert f'href="/peserta/{ada.pk}/">Rubiyah</a>' in jawaban.text
    assert "NIK ini sudah didata" in sambil_mengetik.text


def test_a_nik_merged_into_somebody_elsewhere_tells_nothing(db):
    client = masuk(buat("tengah", "petugas", wilayah=["33.74.01"]))
    sana = PesertaFactory(nama="Rubiyah", kelurahan_id="33.74.16.1001")
    PesertaFactory(nik=NIK, kelurahan_id="33.74.16.1001", digabung_ke=sana)

    jawaban = client.post(BARU, isian())

    assert jawaban.status_code == 422
    assert "Rubiyah" not in jawaban.text
    assert Peserta.objects.count() == 2


def test_who_stays_may_take_back_the_nik_that_was_merged_away(petugas):
    ada = PesertaFactory()
    PesertaFactory(nik=NIK, digabung_ke=ada)

    assert ubah_orang(ada, {"nik": NIK}, oleh=petugas) == ["nik"]


def test_only_kelurahan_of_the_area_can_be_chosen(db):
    client = masuk(buat("tengah", "petugas", wilayah=["33.74.01"]))

    html = client.get(BARU).text

    assert '<optgroup label="Semarang Tengah">' in html
    assert "Tugurejo" not in html
    assert client.post(BARU, isian(kelurahan="33.74.16.1001")).status_code == 422


def test_daftarkan_orang_refuses_outside_the_area(db):
    petugas = buat("tengah", "petugas", wilayah=["33.74.01.1001"])
    data = {"nik": NIK, "nama": "Siti", "tanggal_lahir": LAHIR, "jenis_kelamin": "P"}

    with pytest.raises(AturanDilanggarError, match="di luar wilayah"):
        daftarkan_orang(
            {**data, "kelurahan_id": "33.74.01.1002", "pekerjaan_id": "modin"}, oleh=petugas
        )


def test_periksa_nik_prefills_and_warns(petugas_client):
    PesertaFactory(nik=NIK, nama="Rubiyah")

    html = petugas_client.post("/peserta/periksa-nik/", {"nik": NIK}).text

    assert "lahir 15 Februari 1985, perempuan" in html
    assert 'value="15-02-1985"' in html
    assert re.search(r'value="P" selected', html)
    assert "Rubiyah" in html
    assert NIK not in html


def test_periksa_nik_keeps_what_was_typed(petugas_client):
    isi = {"nik": NIK, "tanggal_lahir": "1985-02-16", "jenis_kelamin": "L"}

    html = petugas_client.post("/peserta/periksa-nik/", isi).text

    assert "hx-swap-oob" not in html


def test_periksa_nik_explains_a_bad_one(petugas_client):
    assert (
        "15 angka" in petugas_client.post("/peserta/periksa-nik/", {"nik": "123456789012345"}).text
    )


@pytest.mark.parametrize("peran", ["verifikator_client", "sekda_client"])
def test_only_who_enters_data_may_register_or_change(request, peran):
    client = request.getfixturevalue(peran)
    peserta = PesertaFactory()

    assert client.get(BARU).status_code == 403
    assert client.post("/peserta/periksa-nik/").status_code == 403
    assert client.get(f"/peserta/{peserta.pk}/ubah/").status_code == 403


# Change


def test_change_is_saved_with_editor_and_old_value(petugas, petugas_client):
    peserta = PesertaFactory(alamat="Jl. Lama 1", no_kk="3374010101010001")

    isi = isian_dari(petugas_client, peserta, alamat="Jl. Baru 2", pekerjaan="nelayan")
    jawaban = petugas_client.post(f"/peserta/{peserta.pk}/ubah/", isi)

    assert jawaban.url == f"/peserta/{peserta.pk}/"
    lama = peserta.nik, peserta.no_kk
    peserta.refresh_from_db()
    assert (peserta.alamat, peserta.pekerjaan_id) == ("Jl. Baru 2", "nelayan")
    assert (peserta.nik, peserta.no_kk) == lama
    assert peserta.penyunting == [petugas.pk]
    html = petugas_client.get(f"/peserta/{peserta.pk}/").text
    assert "<s>Jl. Lama 1</s> → Jl. Baru 2" in html
    assert "<s>tukang becak</s> → nelayan" in html
    assert "oleh Petugas" in html


def test_numbers_are_not_shown_in_the_form(petugas_client):
    peserta = PesertaFactory(no_kk="3374010101010001")

    html = petugas_client.get(f"/peserta/{peserta.pk}/ubah/").text

    assert peserta.nik not in html
    assert peserta.no_kk not in html
    assert peserta.nik_samar in html


def test_a_nik_can_be_corrected_before_submission(petugas_client):
    peserta = PesertaFactory(tanggal_lahir=LAHIR)

    isi = isian_dari(petugas_client, peserta, nik=NIK)
    petugas_client.post(f"/peserta/{peserta.pk}/ubah/", isi)

    peserta.refresh_from_db()
    assert peserta.nik == NIK


def test_saving_without_a_change_writes_nothing(petugas, petugas_client):
    peserta = PesertaFactory()

    petugas_client.post(f"/peserta/{peserta.pk}/ubah/", isian_dari(petugas_client, peserta))

    peserta.refresh_from_db()
    assert peserta.penyunting == []


@pytest.mark.django_db(transaction=True)  # the history knows when each officer wrote
def test_second_officer_sees_what_the_first_stored_beside_the_own_words(
    petugas_client, admin_client
):
    peserta = PesertaFactory()
    alamat = f"/peserta/{peserta.pk}/ubah/"
    isi = isian_dari(petugas_client, peserta, alamat="Jl. Baru 2")
    admin_client.post(alamat, isian_dari(admin_client, peserta, alamat="Jl. Pertama 1"))

    jawaban = petugas_client.post(alamat, isi)

    assert jawaban.status_code == 409
    assert "diubah orang lain" in jawaban.text
    assert "Sementara itu Admin menyimpan: Jl. Pertama 1." in jawaban.text
    assert 'value="Jl. Baru 2"' in jawaban.text
    peserta.refresh_from_db()
    assert peserta.alamat == "Jl. Pertama 1"
    lagi = isi | {"versi": peserta.diubah_pada.isoformat()}
    assert f'name="versi" value="{lagi["versi"]}"' in jawaban.text
    assert petugas_client.post(alamat, lagi).status_code == 302


def test_ubah_orang_refuses_a_nik_that_is_taken(petugas):
    PesertaFactory(nik=NIK)

    with pytest.raises(BentrokError):
        ubah_orang(PesertaFactory(), {"nik": NIK}, oleh=petugas)


def test_ubah_orang_refuses_moving_out_of_the_area(db):
    petugas = buat("tengah", "petugas", wilayah=["33.74.01"])

    with pytest.raises(AturanDilanggarError, match="di luar wilayah"):
        ubah_orang(PesertaFactory(), {"kelurahan_id": "33.74.16.1001"}, oleh=petugas)


@pytest.mark.parametrize("status", Status)
def test_who_may_be_changed(petugas_client, status):
    peserta = PesertaFactory(status=status)
    boleh = status in ("draf", "dikembalikan", "tidak_layak", "layak")

    halaman = petugas_client.get(f"/peserta/{peserta.pk}/").text
    form = petugas_client.get(f"/peserta/{peserta.pk}/ubah/")

    assert (f"/peserta/{peserta.pk}/ubah/" in halaman) is boleh
    assert form.status_code == (200 if boleh else 409)


def test_verified_identity_stays(petugas, petugas_client):
    peserta = PesertaFactory(status=Status.LAYAK)

    isi = isian_dari(petugas_client, peserta, alamat="Jl. Baru 2") | {"nama": "Orang Lain"}
    petugas_client.post(f"/peserta/{peserta.pk}/ubah/", isi)

    peserta.refresh_from_db()
    assert (peserta.nama, peserta.alamat) == ("Siti Aminah", "Jl. Baru 2")
    with pytest.raises(AturanDilanggarError, match="sudah diverifikasi"):
        ubah_orang(peserta, {"nama": "Orang Lain"}, oleh=petugas)


# The page


def test_person_of_another_area_does_not_exist(db):
    client = masuk(buat("tengah", "petugas", wilayah=["33.74.01"]))
    lain = PesertaFactory(kelurahan_id="33.74.16.1001")

    for alamat in ("", "ubah/"):
        assert client.get(f"/peserta/{lain.pk}/{alamat}").status_code == 404
    assert client.post(f"/peserta/{lain.pk}/nik/", {"sebab": "ktp"}).status_code == 404


def test_page_needs_the_right(sekda_client):
    assert sekda_client.get(f"/peserta/{PesertaFactory().pk}/").status_code == 403


def test_nik_is_opened_once_and_logged(petugas, petugas_client):
    peserta = PesertaFactory()
    alamat = f"/peserta/{peserta.pk}/"

    isi = {"sebab": "ktp", "alasan": "Kartu baru"}
    terbuka = petugas_client.post(f"{alamat}nik/", isi, follow=True)

    assert peserta.nik in terbuka.text
    assert "no-store" in terbuka.headers["Cache-Control"]
    assert peserta.nik in petugas_client.get(alamat).text  # for a minute, without another trace
    jejak = JejakAkses.objects.get(tindakan="buka_nik")
    assert (jejak.oleh, jejak.objek, jejak.alasan) == (
        petugas, f"peserta {peserta.pk}", "Mencocokkan dengan KTP atau KK: Kartu baru",
    )  # fmt: skip


@pytest.mark.parametrize("isi", [{}, {"alasan": "Kartu baru"}, {"sebab": "lainnya", "alasan": " "}])
def test_nik_is_not_opened_without_a_reason(petugas_client, isi):
    peserta = PesertaFactory()

    jawaban = petugas_client.post(f"/peserta/{peserta.pk}/nik/", isi)

    assert jawaban.status_code == 422
    assert peserta.nik not in jawaban.text
    assert not JejakAkses.objects.exists()


@pytest.mark.parametrize("jumlah", [1, 3])
def test_page_has_constant_queries(petugas, petugas_client, django_assert_num_queries, jumlah):
    peserta = PesertaFactory()
    for n in range(jumlah):
        ubah_orang(peserta, {"alamat": f"Jl. Baru {n}"}, oleh=petugas)
        pindahkan_status(peserta, Status.DIAJUKAN, oleh=petugas)
        pindahkan_status(peserta, Status.DRAF, oleh=petugas)
        Peristiwa.objects.create(
            peserta=peserta, jenis="kecelakaan", tanggal=LAHIR, oleh=petugas, keterangan=f"ke-{n}"
        )
        peserta.refresh_from_db()

    with django_assert_num_queries(18):
        html = petugas_client.get(f"/peserta/{peserta.pk}/").text

    assert html.count("Kecelakaan kerja") == jumlah
    assert html.count("Draf → Diajukan") == jumlah


def test_timeline_is_newest_first_and_shows_withdrawn_events(petugas, petugas_client):
    peserta = PesertaFactory()
    pindahkan_status(peserta, Status.DIAJUKAN, oleh=petugas)
    batal = Peristiwa.objects.create(
        peserta=peserta,
        jenis="pindah",
        tanggal=LAHIR,
        dibatalkan_pada=timezone.now(),
        alasan_batal="Salah orang",
    )
    Peristiwa.objects.filter(pk=batal.pk).update(dibuat_pada=timezone.now() + timedelta(minutes=1))

    html = petugas_client.get(f"/peserta/{peserta.pk}/").text

    assert html.index("Dibatalkan: Salah orang") < html.index("Draf → Diajukan")


def test_history_masks_numbers_and_names_places(petugas, petugas_client):
    peserta = PesertaFactory(nik=NIK, no_kk="3374010101010001")
    lain = Kelurahan.objects.get(pk="33.74.01.1002")
    ubah_orang(
        peserta,
        {"no_kk": "3374010101010002", "kelurahan_id": lain.pk, "penghasilan": 750_000},
        oleh=petugas,
    )

    html = petugas_client.get(f"/peserta/{peserta.pk}/").text

    assert "••••••••••••0001</s> → ••••••••••••0002" in html
    assert f"<s>Miroto</s> → {lain.nama}" in html
    assert "<s>(kosong)</s> → Rp750.000" in html


def test_an_occupation_no_longer_used_is_not_offered(petugas_client):
    Pekerjaan.objects.filter(kode="modin").update(aktif=False)

    assert 'value="modin"' not in petugas_client.get(BARU).text
