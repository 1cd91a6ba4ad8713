"""From ticked rows to people: once, at once, and never over somebody else's work."""

import threading
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from peserta.alur import pindahkan_banyak, pindahkan_status
from peserta.impor.batal import buang_impor
from peserta.impor.pilih import pilih_baris
from peserta.impor.terapkan import terapkan_impor
from peserta.models import Impor, Pekerjaan, Peserta, Status, StatusImpor
from peserta.orang.actions.data import daftarkan_orang
from pijar.errors import AturanDilanggarError
from pijar.models import StatusTugas, Tugas
from tests.factories import PesertaFactory
from tests.peserta.lembar import (
    JUDUL,
    LAHIR,
    baris,
    batalkan,
    kerjakan,
    kirim,
    kode,
    orang,
    pilih,
    terapkan,
    unggah,
    xlsx,
)


def detail(impor):
    return f"/peserta/impor/{impor.pk}/"


def jumlah_hasil(impor):
    return tuple(impor.jumlah[f"hasil_{n}"] for n in ("baru", "ubah", "sama", "dilewati"))


def draf(n, **lain):
    return PesertaFactory(nik=orang(n)[0], no_kk=orang(n)[1], tanggal_lahir=LAHIR, **lain)


def test_new_people_enter_as_draf_with_who_did_it_and_editor(petugas, petugas_client):
    impor = terapkan(petugas_client, unggah(petugas_client, xlsx(orang(1), orang(2))))

    assert impor.status == StatusImpor.DITERAPKAN
    peserta = Peserta.objects.get(nik=orang(1)[0])
    assert (peserta.status, peserta.impor, peserta.penyunting) == ("draf", impor, [petugas.pk])
    assert (peserta.nama_cari, peserta.sumber_data) == ("SITI AMINAH", "kelurahan")
    assert peserta.didata_oleh == petugas


def test_the_report_adds_up_to_the_rows_of_the_file(petugas_client):
    draf(1, tempat_lahir="Semarang", alamat="Jl. Pemuda 1")
    draf(2)
    isi = xlsx(orang(1), orang(2), orang(3), orang(4, nama=""), orang(5, jenis_kelamin="L"))

    impor = terapkan(petugas_client, unggah(petugas_client, isi))

    assert jumlah_hasil(impor) == (1, 1, 1, 2)
    assert sum(jumlah_hasil(impor)) == impor.jumlah["dibaca"] == 5
    halaman = petugas_client.get(detail(impor)).text
    assert "Orang baru" in halaman
    assert "Unduh 2 baris sisa" in halaman


def test_changes_are_recorded_and_the_editor_is_added(petugas, petugas_client, admin):
    peserta = draf(1, alamat="Jl. Lama 1", penyunting=[admin.pk], kpj="00012345678")

    terapkan(petugas_client, unggah(petugas_client, xlsx(orang(1, alamat="Jl. Baru 2"))))

    peserta.refresh_from_db()
    assert peserta.alamat == "Jl. Baru 2"
    assert peserta.penyunting == [admin.pk, petugas.pk]
    assert peserta.kpj == "00012345678"
    lama = Peserta.pgh_event_models["diubah"].objects.get(pgh_obj_id=peserta.pk)
    assert lama.alamat == "Jl. Lama 1"
    assert lama.pgh_context.metadata["pengguna"] == petugas.pk


def test_warnings_enter_only_when_ticked(petugas_client):
    isi = xlsx(orang(1), orang(2, jenis_kelamin="L"), orang(3, jenis_kelamin="L"))
    impor = unggah(petugas_client, isi)

    pilih(petugas_client, impor, tampil=[2, 3, 4], baris=[2, 4])
    impor = terapkan(petugas_client, impor)

    assert jumlah_hasil(impor) == (2, 0, 0, 1)
    assert not Peserta.objects.filter(nik=orang(2)[0]).exists()


def test_all_warnings_at_once_and_back(petugas_client):
    impor = unggah(petugas_client, xlsx(orang(2, jenis_kelamin="L"), orang(3, jenis_kelamin="L")))

    pilih(petugas_client, impor, ke="peringatan_centang")
    assert impor.daftar_baris.filter(dipilih=True).count() == 2
    pilih(petugas_client, impor, ke="peringatan_lepas")
    assert impor.daftar_baris.filter(dipilih=True).count() == 0


def test_galat_and_sama_cannot_be_ticked(petugas_client):
    draf(1, tempat_lahir="Semarang", alamat="Jl. Pemuda 1")
    impor = unggah(petugas_client, xlsx(orang(1), orang(2, nama="")))

    pilih(petugas_client, impor, tampil=[2, 3], baris=[2, 3])

    assert not impor.daftar_baris.filter(dipilih=True).exists()


def test_nothing_ticked_is_refused(petugas_client):
    impor = unggah(petugas_client, xlsx(orang(1, nama="")))

    jawaban = pilih(petugas_client, impor, ke="terapkan")

    assert jawaban.status_code == 409
    assert "Belum ada baris yang dicentang" in jawaban.text


def test_second_click_and_second_delivery_change_nothing(petugas_client):
    impor = unggah(petugas_client, xlsx(orang(1)))
    pilih(petugas_client, impor, ke="terapkan")

    assert pilih(petugas_client, impor, ke="terapkan").status_code == 409
    impor.refresh_from_db()
    assert Tugas.objects.filter(jenis="peserta.terapkan_impor").count() == 1
    kerjakan(impor.tugas)
    assert terapkan_impor(impor.pk).jumlah == terapkan_impor(impor.pk).jumlah
    assert Peserta.objects.count() == 1


def test_ticks_are_fixed_while_the_rows_go_in(petugas_client):
    impor = unggah(petugas_client, xlsx(orang(1)))
    pilih(petugas_client, impor, ke="terapkan")

    with pytest.raises(AturanDilanggarError, match="sedang diterapkan"):
        pilih_baris(impor, tampil=[2], dipilih=[])
    with pytest.raises(AturanDilanggarError, match="sedang diterapkan"):
        buang_impor(impor)


def test_somebody_faster_is_named_and_left_out(petugas_client, admin):
    impor = unggah(petugas_client, xlsx(orang(1), orang(2)))
    data = {"nik": orang(1)[0], "nama": "Siti", "tanggal_lahir": LAHIR, "jenis_kelamin": "P"}
    daftarkan_orang(
        {**data, "kelurahan_id": "33.74.01.1001", "pekerjaan_id": "pemulung"}, oleh=admin
    )

    impor = terapkan(petugas_client, impor)

    assert jumlah_hasil(impor) == (1, 0, 0, 1)
    assert kode(baris(impor, 2)) == ["keduluan"]
    assert Peserta.objects.get(nik=orang(1)[0]).nama == "Siti"


@pytest.mark.parametrize("gerak", ["data", "status", "berhenti", "gabung"])
def test_person_who_changed_since_the_review_is_left_out(petugas_client, admin, gerak):
    peserta = draf(1)
    impor = unggah(petugas_client, xlsx(orang(1, alamat="Jl. Baru 2")))
    if gerak == "data":
        Peserta.objects.filter(pk=peserta.pk).update(alamat="Jl. Lain 3")
    elif gerak == "gabung":
        Peserta.objects.filter(pk=peserta.pk).update(digabung_ke=draf(2))
    else:
        ke = Status.DIAJUKAN if gerak == "status" else Status.BERHENTI
        pindahkan_status(peserta, ke, oleh=admin, alasan="Pindah")

    impor = terapkan(petugas_client, impor)

    assert jumlah_hasil(impor) == (0, 0, 0, 1)
    assert kode(baris(impor, 2)) == ["berubah_sejak_diperiksa"]
    peserta.refresh_from_db()
    assert peserta.alamat != "Jl. Baru 2"
    assert peserta.status != Status.DRAF or gerak in ("data", "gabung")


def test_ticked_warning_opens_a_stopped_person_again(petugas_client):
    peserta = draf(1, status=Status.BERHENTI)

    impor = unggah(petugas_client, xlsx(orang(1, alamat="Jl. Baru 2")))
    impor = terapkan(petugas_client, impor, centang=True)

    peserta.refresh_from_db()
    assert (peserta.status, peserta.alamat, peserta.impor) == (Status.DRAF, "Jl. Baru 2", impor)
    assert jumlah_hasil(impor) == (0, 1, 0, 0)
    assert peserta.riwayat.get().dari == Status.BERHENTI


def bersamaan(*tugas):
    """Run ``tugas`` in threads that start together."""
    mulai = threading.Barrier(len(tugas), timeout=30)
    gagal = []

    def jalan(kerja):
        try:
            mulai.wait()
            kerja()
        except Exception as galat:  # noqa: BLE001 - told to the test
            gagal.append(galat)
        finally:
            connection.close()

    utas = [threading.Thread(target=jalan, args=[t]) for t in tugas]
    [u.start() for u in utas]
    [u.join() for u in utas]
    assert gagal == []


def test_two_officers_applying_the_same_people_at_once(
    transactional_db, petugas_client, admin_client
):
    satu = unggah(petugas_client, xlsx(*[orang(n) for n in range(1, 40)]))
    dua = unggah(admin_client, xlsx(*[orang(n) for n in range(60, 20, -1)]))
    for impor, client in ((satu, petugas_client), (dua, admin_client)):
        pilih(client, impor, ke="peringatan_centang")

    bersamaan(lambda: terapkan_impor(satu.pk), lambda: terapkan_impor(dua.pk))

    satu.refresh_from_db()
    dua.refresh_from_db()
    assert Peserta.objects.count() == 60
    assert satu.jumlah["hasil_baru"] + dua.jumlah["hasil_baru"] == 60
    assert satu.jumlah["hasil_dilewati"] + dua.jumlah["hasil_dilewati"] == 19
    kalah = satu if satu.jumlah["hasil_dilewati"] else dua
    assert {*kode(kalah.daftar_baris.filter(dipilih=False).first())} >= {"keduluan"}


def test_one_import_delivered_twice_at_once(transactional_db, petugas_client):
    impor = unggah(petugas_client, xlsx(orang(1), orang(2)))

    bersamaan(*[lambda: terapkan_impor(impor.pk)] * 2)

    assert Peserta.objects.count() == 2


def test_failed_reading_is_finished_by_trying_again(petugas_client, tmp_path):
    jawaban = kirim(petugas_client, xlsx(orang()))
    impor = Impor.objects.get()
    asli = Path(impor.berkas.path)
    simpanan = asli.rename(tmp_path / "simpanan")
    assert kerjakan(impor.tugas).status == StatusTugas.GAGAL
    assert "Coba lagi" in petugas_client.get(jawaban.url).text

    simpanan.rename(asli)
    petugas_client.post(reverse("tugas:ulang", args=[impor.tugas_id]))

    assert kerjakan(impor.tugas).status == StatusTugas.SELESAI
    impor.refresh_from_db()
    assert impor.jumlah["dibaca"] == 1


def test_failed_application_leaves_nothing_and_can_be_tried_again(transactional_db, petugas_client):
    impor = unggah(petugas_client, xlsx(orang(1), orang(2)))
    impor.daftar_baris.filter(nomor=3).update(nik="3374")
    pilih(petugas_client, impor, ke="terapkan")
    impor.refresh_from_db()

    assert kerjakan(impor.tugas).status == StatusTugas.GAGAL
    assert not Peserta.objects.exists()
    assert "Coba lagi" in petugas_client.get(detail(impor)).text

    impor.daftar_baris.filter(nomor=3).update(nik=orang(2)[0])
    petugas_client.post(reverse("tugas:ulang", args=[impor.tugas_id]))
    assert kerjakan(impor.tugas).status == StatusTugas.SELESAI
    assert Peserta.objects.count() == 2


def test_row_whose_occupation_is_gone_is_named_and_left_out(petugas_client):
    impor = unggah(petugas_client, xlsx(orang(1), orang(2, pekerjaan="modin")))
    Pekerjaan.objects.filter(kode="modin").delete()

    impor = terapkan(petugas_client, impor)

    assert jumlah_hasil(impor) == (1, 0, 0, 1)
    assert kode(baris(impor, 3)) == ["rujukan_hilang"]
    assert Peserta.objects.get().nik == orang(1)[0]


def test_occupation_cannot_go_while_people_with_it_come_in(transactional_db, petugas_client):
    """What the missing foreign-key check would have noticed is locked instead."""
    impor = unggah(petugas_client, xlsx(orang(1, pekerjaan="modin")))
    terapkan_dan_tahan, boleh_selesai = threading.Event(), threading.Event()

    def masuk():
        with transaction.atomic():
            terapkan_impor(impor.pk)
            terapkan_dan_tahan.set()
            boleh_selesai.wait(10)

    def hapus():
        terapkan_dan_tahan.wait(10)
        threading.Timer(0.3, boleh_selesai.set).start()
        with pytest.raises(IntegrityError):
            Pekerjaan.objects.filter(kode="modin")._raw_delete("default")

    bersamaan(masuk, hapus)

    assert Peserta.objects.get().pekerjaan_id == "modin"
    assert Pekerjaan.objects.filter(kode="modin").exists()


def test_dropping_an_import_that_was_only_looked_at(petugas_client):
    impor = unggah(petugas_client, xlsx(orang(1)))

    petugas_client.post(f"{detail(impor)}batal/")

    impor.refresh_from_db()
    assert impor.status == StatusImpor.DIBATALKAN
    assert pilih(petugas_client, impor, ke="terapkan").status_code == 409
    assert "dibatalkan" in petugas_client.get(detail(impor)).text


def test_undo_stops_the_new_and_puts_back_the_changed(petugas_client):
    lama = draf(1, alamat="Jl. Lama 1", nama="Siti Amina", nama_cari="SITI AMINA", desil=None)
    judul = [*JUDUL, "Desil"]
    isi = xlsx([*orang(1), 3], [*orang(2), 4], judul=judul)
    impor = terapkan(petugas_client, unggah(petugas_client, isi))
    assert jumlah_hasil(impor) == (1, 1, 0, 0)

    batalkan(petugas_client, impor)

    lama.refresh_from_db()
    assert (lama.alamat, lama.nama, lama.nama_cari) == ("Jl. Lama 1", "Siti Amina", "SITI AMINA")
    assert (lama.desil, lama.status) == (None, Status.DRAF)
    baru = Peserta.objects.get(nik=orang(2)[0])
    assert baru.status == Status.BERHENTI
    assert "dibatalkan" in baru.riwayat.last().alasan


def test_corrected_list_after_an_undo_opens_its_people_again(petugas_client):
    pertama = terapkan(petugas_client, unggah(petugas_client, xlsx(orang(1), orang(2))))
    batalkan(petugas_client, pertama)

    kedua = unggah(petugas_client, xlsx(orang(1), orang(2, alamat="Jl. Betul 9")))

    assert kedua.jumlah["ubah"] == 2
    assert kode(baris(kedua, 2)) == ["dibuka_lagi"]
    kedua = terapkan(petugas_client, kedua)
    assert {p.status for p in Peserta.objects.all()} == {Status.DRAF}
    assert {p.impor for p in Peserta.objects.all()} == {kedua}


def test_undo_is_refused_once_somebody_was_submitted(petugas_client, petugas):
    impor = terapkan(petugas_client, unggah(petugas_client, xlsx(orang(1), orang(2))))
    satu = Peserta.objects.first()
    pindahkan_banyak([satu.pk], dari=Status.DRAF, ke=Status.DIAJUKAN, oleh=petugas)

    jawaban = batalkan(petugas_client, impor)

    assert jawaban.status_code == 409
    assert "1 orang di dalamnya sudah diajukan" in jawaban.text
    impor.refresh_from_db()
    assert impor.status == StatusImpor.DITERAPKAN


def test_same_file_again_says_so_before_and_after_and_changes_nothing(petugas_client):
    isi = xlsx(orang(1), orang(2))
    pertama = terapkan(petugas_client, unggah(petugas_client, isi))

    kedua = unggah(petugas_client, isi)

    html = petugas_client.get(detail(kedua)).text
    assert "Berkas ini sama persis dengan" in html
    assert f'href="{detail(pertama)}"' in html
    assert "Semua baris sudah sama" in html
    assert pilih(petugas_client, kedua, ke="terapkan").status_code == 409
    assert Peserta.objects.count() == 2


def test_earlier_upload_of_the_file_is_named_after_applying_too(petugas_client):
    isi = xlsx(orang(1))
    pertama = unggah(petugas_client, isi)

    kedua = terapkan(petugas_client, unggah(petugas_client, isi))

    html = petugas_client.get(detail(kedua)).text
    assert "Berkas ini sama persis dengan" in html
    assert f'href="{detail(pertama)}"' in html


def test_people_of_an_import_can_be_submitted_from_its_page(petugas_client):
    impor = terapkan(petugas_client, unggah(petugas_client, xlsx(orang(1), orang(2))))

    halaman = petugas_client.get(detail(impor)).text

    assert f"/peserta/?impor={impor.pk}" in halaman
    assert f'name="impor" value="{impor.pk}"' in halaman
    assert "Ajukan 2 orang untuk verifikasi" in halaman
