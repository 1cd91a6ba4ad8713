"""Papers of a person: who adds and who sees them."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.db import IntegrityError
from django.utils import timezone
from PIL import Image

from peserta.models import BerkasPeserta, Peserta
from peserta.orang.actions.berkas import catat_buka, hapus_berkas, nama_samar
from pijar.errors import AturanDilanggarError
from pijar.models import JejakAkses
from pijar.unggahan import Bersih
from tests.factories import PesertaFactory
from tests.peran import buat, masuk
from tests.peserta.kertas import FOTO, alamat, di_disk, simpan, unggah
from tests.pijar import bukti
from tests.verifikasi.susunan import ajukan_satu

# Adding


def test_photo_is_kept_clean_under_a_random_name(petugas, petugas_client):
    peserta = PesertaFactory()

    jawaban = unggah(petugas_client, peserta, nama="KTP 3374-0115-0285-0001.jpg")

    berkas = BerkasPeserta.objects.get()
    assert jawaban.url == f"/peserta/{peserta.pk}/berkas/"
    assert (berkas.jenis, berkas.mime, berkas.oleh) == ("ktp", "image/jpeg", petugas)
    assert berkas.nama == "KTP ••••-••••-••••-••••.jpg"
    assert Path(berkas.isi.name).stem.isalnum()
    assert len(Path(berkas.isi.name).stem) == 32
    assert Path(berkas.isi.path).stat().st_mode & 0o077 == 0
    isi = Path(berkas.isi.path).read_bytes()
    assert len(isi) == berkas.ukuran
    assert bukti.LUAR_BIASA.encode() not in isi
    assert Image.open(BytesIO(isi)).size == (120, 80)


def test_next_paper_that_is_missing_is_offered(petugas_client):
    peserta = PesertaFactory()
    unggah(petugas_client, peserta)

    jawaban = petugas_client.get(f"/peserta/{peserta.pk}/berkas/")

    assert jawaban.context["form"]["jenis"].value() == "kk"
    assert "Belum ada: Kartu keluarga, Surat keterangan bekerja, Foto orangnya." in jawaban.text


@pytest.mark.parametrize(
    ("isi", "kata"),
    [
        (b"", "kosong"),
        (b"MZ" + bytes(100), "program"),
        (b"<html><script>alert(1)</script>", "halaman web"),
        (bukti.jpeg()[:-200], "rusak atau terpotong"),
        (bukti.png_raksasa(), "megapiksel"),
        (bukti.pdf_terkunci(), "terkunci"),
        (bukti.jpeg() + bytes(10 << 20), "lebih besar dari 10 MB"),
    ],
)
def test_bad_file_is_told_and_nothing_stays(petugas_client, settings, isi, kata):
    sebelum = di_disk(settings)

    jawaban = unggah(petugas_client, PesertaFactory(), isi)

    assert jawaban.status_code == 422
    assert kata in jawaban.text
    assert not BerkasPeserta.objects.exists()
    assert di_disk(settings) == sebelum


def test_no_file_and_no_kind_are_told(petugas_client):
    peserta = PesertaFactory()

    jawaban = petugas_client.post(f"/peserta/{peserta.pk}/berkas/", {"jenis": "paspor"})

    assert jawaban.status_code == 422
    assert "Pilih foto atau PDF-nya dahulu." in jawaban.text


def test_same_file_twice_is_one_row_and_one_file(petugas_client, settings):
    peserta, sebelum = PesertaFactory(), di_disk(settings)

    for _ in range(2):
        assert unggah(petugas_client, peserta).status_code == 302

    assert BerkasPeserta.objects.count() == 1
    assert len(di_disk(settings) - sebelum) == 1


def test_same_file_of_another_kind_or_after_taking_away_is_another(petugas):
    peserta = PesertaFactory()
    satu = simpan(peserta, petugas)
    simpan(peserta, petugas, jenis="kk")
    hapus_berkas(satu, alasan="Salah orang", oleh=petugas, pada=timezone.now())

    lagi = simpan(peserta, petugas)

    assert lagi.pk != satu.pk
    assert BerkasPeserta.objects.ada().count() == 2


def test_a_row_that_cannot_be_written_leaves_no_file(petugas, settings):
    sebelum = di_disk(settings)

    with pytest.raises(IntegrityError):
        simpan(PesertaFactory(), petugas, jenis="paspor")

    assert di_disk(settings) == sebelum


def test_merged_person_takes_no_paper(petugas, petugas_client):
    peserta = PesertaFactory(digabung_ke=PesertaFactory())

    assert unggah(petugas_client, peserta).status_code == 404
    with pytest.raises(AturanDilanggarError, match="sudah digabung"):
        simpan(peserta, petugas)


def test_number_of_papers_has_a_limit(petugas, petugas_client, monkeypatch):
    monkeypatch.setattr("peserta.orang.actions.berkas.PALING_BANYAK", 1)
    peserta = PesertaFactory()
    simpan(peserta, petugas)

    jawaban = unggah(petugas_client, peserta, jenis="kk")

    assert jawaban.status_code == 409
    assert "sudah mempunyai 1 berkas" in jawaban.text


def test_who_brings_the_evidence_does_not_decide(petugas, verifikator):
    peserta = PesertaFactory()
    sebelum = Peserta.objects.get(pk=peserta.pk).diubah_pada

    simpan(peserta, verifikator)
    simpan(peserta, verifikator, jenis="kk")

    peserta.refresh_from_db()
    assert peserta.penyunting == [verifikator.pk]
    assert peserta.diubah_pada == sebelum, "an open form of the person is still current"


@pytest.mark.parametrize(
    ("nama", "samar"),
    [
        ("KTP 3374011502850001.jpg", "KTP ••••••••••••••••.jpg"),
        ("081234567890.png", "••••••••••••.png"),
        ("../../etc/passwd", "passwd"),
        ("foto\u202egpj.exe", "fotogpj.exe"),
        ("KK RT 03 RW 05.pdf", "KK RT 03 RW 05.pdf"),
        ("x" * 300, "x" * 150),
        ("", "tanpa nama"),
    ],
)
def test_name_of_the_file_keeps_no_number(nama, samar):
    assert nama_samar(nama) == samar


# Seeing


def test_paper_is_shown_private_and_logged(petugas, petugas_client):
    berkas = simpan(PesertaFactory(), petugas)

    jawaban = petugas_client.get(alamat(berkas))

    assert b"".join(jawaban.streaming_content) == FOTO.isi
    assert jawaban["Content-Type"] == "image/jpeg"
    nama = f"ktp-{berkas.peserta_id}-{berkas.pk}.jpg"
    assert jawaban["Content-Disposition"] == f'inline; filename="{nama}"'
    assert jawaban["X-Content-Type-Options"] == "nosniff"
    assert jawaban["Cache-Control"] == "private, no-store"
    assert "sandbox" in jawaban["Content-Security-Policy"]
    assert "default-src 'none'" in jawaban["Content-Security-Policy"]
    jejak = JejakAkses.objects.get()
    assert (jejak.oleh, jejak.tindakan, jejak.alasan) == (petugas, "unduh", "KTP")
    assert jejak.objek == f"peserta {berkas.peserta_id}: berkas {berkas.pk}"


def test_pdf_runs_nothing(petugas, petugas_client):
    berkas = simpan(PesertaFactory(), petugas, bersih=Bersih(b"%PDF-", "application/pdf"))

    jawaban = petugas_client.get(alamat(berkas))
    b"".join(jawaban.streaming_content)

    assert jawaban["Content-Type"] == "application/pdf"
    assert "default-src 'none'" in jawaban["Content-Security-Policy"]
    assert "script" not in jawaban["Content-Security-Policy"]


def test_paper_of_another_area_does_not_exist(petugas):
    berkas = simpan(PesertaFactory(kelurahan_id="33.74.16.1001"), petugas)
    client = masuk(buat("tengah", "petugas", wilayah=["33.74.01"]))

    assert client.get(f"/peserta/{berkas.peserta_id}/berkas/").status_code == 404
    assert client.get(alamat(berkas)).status_code == 404
    assert client.post(f"{alamat(berkas)}hapus/", {"alasan": "Coba saja"}).status_code == 404
    assert not JejakAkses.objects.exists()


def test_paper_answers_only_under_its_person(petugas, petugas_client):
    berkas, lain = simpan(PesertaFactory(), petugas), PesertaFactory()

    assert petugas_client.get(f"/peserta/{lain.pk}/berkas/{berkas.pk}/").status_code == 404


def test_papers_of_a_merged_row_follow_who_stays(petugas_client):
    menang, kalah = PesertaFactory.create_batch(2)
    unggah(petugas_client, kalah)
    berkas = BerkasPeserta.objects.get()
    Peserta.objects.filter(pk=kalah.pk).update(digabung_ke=menang)

    orang_lain = masuk(buat("jauh", "petugas", wilayah=["33.74.02"]))
    milik_menang = f"/peserta/{menang.pk}/berkas/{berkas.pk}/"

    halaman = petugas_client.get(f"/peserta/{menang.pk}/berkas/")
    dibuka = petugas_client.get(milik_menang)

    assert list(halaman.context["daftar_berkas"]) == [berkas]
    assert dibuka.getvalue()[:3] == b"\xff\xd8\xff"
    assert petugas_client.get(alamat(berkas)).status_code == 404
    assert orang_lain.get(milik_menang).status_code == 404


def test_verifikator_sees_and_adds_nothing(petugas, verifikator_client):
    peserta = PesertaFactory()
    berkas = simpan(peserta, petugas)

    html = verifikator_client.get(f"/peserta/{peserta.pk}/berkas/").text

    assert alamat(berkas) in html
    assert 'type="file"' not in html
    assert "hapus/" not in html
    b"".join(verifikator_client.get(alamat(berkas)).streaming_content)
    assert unggah(verifikator_client, peserta).status_code == 403


def test_sekda_sees_none(petugas, sekda_client):
    berkas = simpan(PesertaFactory(), petugas)

    assert sekda_client.get(alamat(berkas)).status_code == 403
    assert sekda_client.get(f"/peserta/{berkas.peserta_id}/berkas/").status_code == 403


def test_a_content_that_is_missing_is_told_and_not_logged(petugas, petugas_client):
    berkas = simpan(PesertaFactory(), petugas)
    Path(berkas.isi.path).unlink()

    jawaban = petugas_client.get(alamat(berkas))

    assert jawaban.status_code == 409
    assert "tidak ada di server" in jawaban.text
    with pytest.raises(AturanDilanggarError):
        catat_buka(berkas, oleh=petugas)
    assert not JejakAkses.objects.exists()


@pytest.mark.parametrize("jumlah", [1, 3])
def test_page_has_constant_queries(petugas, petugas_client, django_assert_num_queries, jumlah):
    peserta = PesertaFactory()
    for n in range(jumlah):
        simpan(peserta, petugas, sidik=f"{n:064}")

    with django_assert_num_queries(10):
        html = petugas_client.get(f"/peserta/{peserta.pk}/berkas/").text

    assert html.count("tautan-berkas") == jumlah


def test_case_shows_papers_and_marks_the_late_ones(petugas, verifikator_client):
    kasus = ajukan_satu(petugas)
    simpan(kasus.peserta, petugas)
    dini = simpan(kasus.peserta, petugas, jenis="kk")
    BerkasPeserta.objects.filter(pk=dini.pk).update(
        dibuat_pada=kasus.diajukan_pada - timedelta(days=1)
    )

    html = verifikator_client.get(f"/verifikasi/{kasus.pk}/").text

    assert html.count("tautan-berkas") == 2
    assert html.count("sesudah diajukan") == 1


def test_timeline_tells_of_papers(petugas, petugas_client):
    berkas = simpan(PesertaFactory(), petugas)
    hapus_berkas(berkas, alasan="Foto orang lain", oleh=petugas, pada=timezone.now())

    html = petugas_client.get(f"/peserta/{berkas.peserta_id}/").text

    assert "Berkas ditambahkan: KTP" in html
    assert html.index("Berkas dihapus: KTP") < html.index("Foto orang lain")
