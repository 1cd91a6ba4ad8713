"""Undo by exception: who went no further is undone, the others stay and are listed."""

import threading
from io import BytesIO

import pytest
from django.db import connection, transaction
from openpyxl import load_workbook

from peserta.alur import pindahkan_banyak
from peserta.impor.batal import batalkan_impor, batalkan_sebagian
from peserta.models import PasanganMirip, Peserta, RiwayatStatus, Status, StatusImpor
from peserta.orang.actions.data import ubah_orang
from pijar.errors import AturanDilanggarError
from pijar.models import Tugas
from tests.factories import PesertaFactory
from tests.menunggu import tunggu, yang_tertahan
from tests.peserta.lembar import JUDUL, LAHIR, baris, kerjakan, kode, orang, terapkan, unggah, xlsx
from tests.peserta.lembar import batalkan as batalkan_lewat_layar
from tests.verifikasi.susunan import pasangkan


def detail(impor):
    return f"/peserta/impor/{impor.pk}/"


def batalkan(client, impor):
    return batalkan_lewat_layar(client, impor, sebagian="1")


def maju(petugas, *nomor, dari=Status.DRAF, ke=Status.DIAJUKAN):
    pks = Peserta.objects.filter(nik__in=[orang(n)[0] for n in nomor]).values_list("pk", flat=True)
    pindah = pindahkan_banyak(list(pks), dari=dari, ke=ke, oleh=petugas, alasan="Uji")
    assert pindah == len(nomor)


def status(n):
    return Peserta.objects.get(nik=orang(n)[0]).status


@pytest.fixture
def campuran(petugas_client, petugas):
    """Persons 1 to 3 new, 4 to 6 changed; 3 and 6 submitted, 5 changed again by hand."""
    for n in (4, 5, 6):
        PesertaFactory(nik=orang(n)[0], tanggal_lahir=LAHIR, alamat="Jl. Lama 1")
    semua = [orang(n) for n in range(1, 7)]
    isi = xlsx(*semua, orang(7, nama=""))
    impor = terapkan(petugas_client, unggah(petugas_client, isi), centang=True)
    maju(petugas, 3, 6)
    lima = Peserta.objects.get(nik=orang(5)[0])
    ubah_orang(lima, {"alamat": "Jl. Ketiga 3"}, oleh=petugas)
    return impor


def test_page_offers_those_who_went_no_further(petugas_client, campuran):
    html = petugas_client.get(detail(campuran)).text

    assert "Batalkan 3 orang yang belum diajukan" in html
    assert "2 orang dari impor ini sudah diajukan" in html
    assert "Batalkan impor<" not in html


def test_rest_is_undone_and_the_exceptions_stay_with_their_reason(petugas_client, campuran):
    batalkan(petugas_client, campuran)

    assert [status(n) for n in (1, 2, 3)] == ["berhenti", "berhenti", "diajukan"]
    alamat = [Peserta.objects.get(nik=orang(n)[0]).alamat for n in (4, 5, 6)]
    assert alamat == ["Jl. Lama 1", "Jl. Ketiga 3", "Jl. Pemuda 1"]
    tetap = campuran.daftar_baris.filter(tetap=True)
    assert [b.nomor for b in tetap] == [4, 6, 7]
    assert baris(campuran, 4).alasan[-1]["sebab"] == "Tidak ikut dibatalkan: sudah diajukan."
    assert "sudah diubah lagi" in baris(campuran, 6).alasan[-1]["sebab"]
    assert baris(campuran, 4).peserta.nik == orang(3)[0]


def test_figures_still_add_up_to_the_file(petugas_client, campuran):
    batalkan(petugas_client, campuran)

    j = campuran.jumlah
    assert campuran.status == StatusImpor.SEBAGIAN
    assert (j["batal"], j["tetap"]) == (3, 3)
    assert j["batal"] + j["tetap"] == j["hasil_baru"] + j["hasil_ubah"]
    assert j["tetap"] == campuran.daftar_baris.filter(tetap=True).count()
    hasil = [j[f"hasil_{n}"] for n in ("baru", "ubah", "sama", "dilewati")]
    assert sum(hasil) == j["dibaca"] == 7
    html = petugas_client.get(detail(campuran)).text
    assert "3 orang dibatalkan, 3 orang tetap" in html
    assert "Dibatalkan sebagian" in html


def test_exceptions_are_listed_and_downloaded(petugas_client, campuran):
    batalkan(petugas_client, campuran)

    html = petugas_client.get(f"{detail(campuran)}?vonis=tetap").text
    petugas_client.post(f"{detail(campuran)}sisa/", {"bagian": "tetap"})
    tugas = kerjakan(Tugas.objects.get(jenis="peserta.unduh_sisa"))
    isi = b"".join(petugas_client.get(f"/tugas/{tugas.pk}/unduh/").streaming_content)

    assert html.count("Tidak ikut dibatalkan") == 3
    assert orang(3)[0] not in html
    semua = [[s.value for s in b] for b in load_workbook(BytesIO(isi)).active.iter_rows()]
    assert [b[0] for b in semua[1:]] == [orang(n)[0] for n in (3, 5, 6)]
    assert all("Tidak ikut dibatalkan" in b[-1] for b in semua[1:])
    assert tugas.hasil_nama == f"tetap-impor-{campuran.pk}.xlsx"


def test_repeating_it_changes_nothing(petugas_client, campuran):
    batalkan(petugas_client, campuran)
    riwayat, jumlah = RiwayatStatus.objects.count(), campuran.jumlah

    jawaban = batalkan(petugas_client, campuran)

    assert jawaban.status_code == 409
    assert "Tidak ada lagi orang" in jawaban.text
    assert (RiwayatStatus.objects.count(), campuran.jumlah) == (riwayat, jumlah)
    assert len(kode(baris(campuran, 4))) == 1
    assert "yang belum diajukan<" not in petugas_client.get(detail(campuran)).text


def test_who_was_withdrawn_later_can_be_undone_then(petugas_client, petugas, campuran):
    batalkan(petugas_client, campuran)
    maju(petugas, 3, dari=Status.DIAJUKAN, ke=Status.DRAF)
    assert "Batalkan 1 orang yang belum diajukan" in petugas_client.get(detail(campuran)).text

    batalkan(petugas_client, campuran)

    assert status(3) == Status.BERHENTI
    assert (campuran.jumlah["batal"], campuran.jumlah["tetap"]) == (4, 2)
    assert kode(baris(campuran, 4)) == []
    assert campuran.status == StatusImpor.SEBAGIAN


def test_last_exception_makes_it_undone_whole(petugas_client, petugas):
    impor = terapkan(petugas_client, unggah(petugas_client, xlsx(orang(1), orang(2))))
    maju(petugas, 1)
    batalkan(petugas_client, impor)
    maju(petugas, 1, dari=Status.DIAJUKAN, ke=Status.DRAF)

    batalkan(petugas_client, impor)

    assert (impor.status, impor.jumlah["tetap"]) == (StatusImpor.DIBATALKAN, 0)


def test_corrected_list_opens_only_those_whom_the_undo_stopped(petugas_client, petugas):
    """Who was submitted and then stopped by hand did not stop with the import."""
    impor = terapkan(petugas_client, unggah(petugas_client, xlsx(*[orang(n) for n in (1, 2, 3)])))
    maju(petugas, 2, 3)
    maju(petugas, 3, dari=Status.DIAJUKAN, ke=Status.BERHENTI)
    batalkan(petugas_client, impor)

    lagi = unggah(petugas_client, xlsx(*[orang(n, alamat="Jl. Betul 9") for n in (1, 2, 3)]))

    assert kode(baris(lagi, 2)) == ["dibuka_lagi"]
    assert kode(baris(lagi, 3)) == ["status_terkunci"]
    assert kode(baris(lagi, 4)) == ["pernah_berhenti"]


def test_person_whose_nik_was_corrected_since_is_undone_too(petugas_client, petugas):
    impor = terapkan(petugas_client, unggah(petugas_client, xlsx(orang(1), orang(2))))
    ubah_orang(Peserta.objects.get(nik=orang(1)[0]), {"nik": orang(9)[0]}, oleh=petugas)
    maju(petugas, 2)

    batalkan(petugas_client, impor)

    assert status(9) == Status.BERHENTI
    assert (impor.jumlah["batal"], impor.jumlah["tetap"]) == (1, 1)


def test_merged_person_stays(petugas_client, petugas):
    impor = terapkan(petugas_client, unggah(petugas_client, xlsx(orang(1), orang(2))))
    tujuan = PesertaFactory(nik=orang(5)[0])
    Peserta.objects.filter(nik=orang(2)[0]).update(digabung_ke=tujuan)

    with pytest.raises(AturanDilanggarError, match="seluruhnya"):
        batalkan_impor(impor, oleh=petugas)
    batalkan(petugas_client, impor)

    assert status(2) == Status.DRAF
    assert "digabung dengan orang lain" in baris(impor, 3).alasan[-1]["sebab"]


@pytest.mark.parametrize("keadaan", ["diperiksa", "dibatalkan"])
def test_only_an_applied_list_is_undone_by_exception(petugas_client, keadaan):
    impor = unggah(petugas_client, xlsx(orang(1)))
    if keadaan == "dibatalkan":
        petugas_client.post(f"{detail(impor)}batal/")

    assert batalkan(petugas_client, impor).status_code == 409
    assert impor.status == keadaan


def test_whole_undo_after_a_partial_one_is_refused(petugas_client, petugas, campuran):
    batalkan(petugas_client, campuran)

    with pytest.raises(AturanDilanggarError, match="Dibatalkan sebagian"):
        batalkan_impor(campuran, oleh=petugas)


def test_import_that_only_changed_people_can_be_undone(petugas_client):
    lama = PesertaFactory(nik=orang(1)[0], tanggal_lahir=LAHIR, alamat="Jl. Lama 1")
    impor = terapkan(petugas_client, unggah(petugas_client, xlsx(orang(1))), centang=True)
    Peserta.objects.update(status=Status.DIAJUKAN)
    Peserta.objects.update(status=Status.DIKEMBALIKAN)

    assert "Batalkan impor<" in petugas_client.get(detail(impor)).text
    batalkan_lewat_layar(petugas_client, impor)

    lama.refresh_from_db()
    assert (lama.alamat, lama.status) == ("Jl. Lama 1", Status.DIKEMBALIKAN)


def test_desil_changed_again_keeps_the_row(petugas_client, petugas):
    """Columns that may be empty are compared too."""
    judul = [*JUDUL, "Desil"]
    satu = PesertaFactory(nik=orang(1)[0], tanggal_lahir=LAHIR, desil=None)
    isi = xlsx([*orang(1), 3], [*orang(2), 4], judul=judul)
    impor = terapkan(petugas_client, unggah(petugas_client, isi), centang=True)
    Peserta.objects.filter(pk=satu.pk).update(desil=None)

    batalkan(petugas_client, impor)

    assert baris(impor, 2).tetap
    assert status(2) == Status.BERHENTI


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("duluan", ["diajukan", "dibatalkan"])
def test_submission_at_the_same_moment_is_either_undone_or_an_exception(
    petugas, petugas_client, duluan
):
    impor = terapkan(petugas_client, unggah(petugas_client, xlsx(orang(1), orang(2), orang(3))))
    maju(petugas, 3)
    satu = Peserta.objects.get(nik=orang(1)[0]).pk
    kerja = {"diajukan": lambda: maju_satu(petugas, satu), "dibatalkan": lambda: batal(impor)}
    hasil = {}

    def batal(impor):
        hasil["batal"] = batalkan_sebagian(impor, oleh=petugas).jumlah["batal"]

    def maju_satu(petugas, pk):
        hasil["maju"] = pindahkan_banyak([pk], dari=Status.DRAF, ke=Status.DIAJUKAN, oleh=petugas)

    kedua = next(k for nama, k in kerja.items() if nama != duluan)
    utas = threading.Thread(target=selesai, args=[kedua])
    with transaction.atomic():
        kerja[duluan]()
        utas.start()
        tunggu(yang_tertahan)  # the other one reaches the locked person
    utas.join()

    impor.refresh_from_db()
    ajukan = duluan == "diajukan"
    assert hasil == {"maju": int(ajukan), "batal": 1 if ajukan else 2}
    assert status(1) == (Status.DIAJUKAN if ajukan else Status.BERHENTI)
    assert baris(impor, 2).tetap is ajukan
    assert (impor.jumlah["batal"], impor.jumlah["tetap"]) == ((1, 2) if ajukan else (2, 1))


def selesai(kerja):
    try:
        kerja()
    finally:
        connection.close()


def test_newcomers_who_exchanged_their_niks_keep_their_own_rows(petugas_client, petugas):
    impor = terapkan(petugas_client, unggah(petugas_client, xlsx(orang(1), orang(2))))
    satu, dua = (Peserta.objects.get(nik=orang(n)[0]) for n in (1, 2))
    for siapa, n in ((satu, 9), (dua, 1), (satu, 2)):
        ubah_orang(Peserta.objects.get(pk=siapa.pk), {"nik": orang(n)[0]}, oleh=petugas)
    maju(petugas, 2)  # person 1, who has the NIK of 2 by now

    batalkan(petugas_client, impor)

    assert (baris(impor, 2).peserta, baris(impor, 3).peserta) == (satu, dua)
    assert (baris(impor, 2).tetap, baris(impor, 3).tetap) == (True, False)
    assert (status(2), status(1)) == (Status.DIAJUKAN, Status.BERHENTI)


@pytest.mark.parametrize("jumlah", [1, 3])
def test_result_page_has_constant_queries(
    petugas_client, petugas, django_assert_num_queries, jumlah
):
    semua = [orang(n) for n in range(jumlah + 1)]
    impor = terapkan(petugas_client, unggah(petugas_client, xlsx(*semua)))
    maju(petugas, *range(jumlah))
    batalkan(petugas_client, impor)

    with django_assert_num_queries(15):
        html = petugas_client.get(f"{detail(impor)}?vonis=tetap").text

    assert html.count("Tidak ikut dibatalkan") == jumlah


def test_who_stopped_and_came_back_with_another_list_stays_with_that_reason(
    petugas_client, petugas
):
    impor = terapkan(petugas_client, unggah(petugas_client, xlsx(orang(1), orang(2), orang(3))))
    maju(petugas, 1, ke=Status.BERHENTI)
    maju(petugas, 2)
    terapkan(petugas_client, unggah(petugas_client, xlsx(orang(1))), centang=True)

    batalkan(petugas_client, impor)

    assert [status(n) for n in (1, 2, 3)] == ["draf", "diajukan", "berhenti"]
    assert "sudah didata lagi lewat impor lain" in baris(impor, 2).alasan[-1]["sebab"]


@pytest.mark.django_db(transaction=True)
def test_undoing_while_the_search_finds_a_pair_waits_in_no_circle(petugas_client, petugas):
    impor = terapkan(petugas_client, unggah(petugas_client, xlsx(orang(7001))))
    satu = Peserta.objects.get()
    lain = PesertaFactory.create_batch(2)
    lama = pasangkan(satu, lain[0])
    galat = []

    def urungkan():
        try:
            batalkan_impor(impor, oleh=petugas)
        except Exception as salah:  # noqa: BLE001 - shown by the test
            galat.append(salah)
        finally:
            connection.close()

    utas = threading.Thread(target=urungkan)
    with transaction.atomic():  # as the search does: first what it knows, then what is new
        PasanganMirip.objects.select_for_update().get(pk=lama.pk)
        utas.start()
        tunggu(yang_tertahan)
        pasangkan(satu, lain[1])
    utas.join(timeout=30)

    assert galat == []
    assert status(7001) == "berhenti"
