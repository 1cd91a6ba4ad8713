"""Papers of a person: who adds, sees and takes away; what stays on disk and what does not."""

import os
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.db.utils import InternalError
from django.utils import timezone
from PIL import Image

from peserta.actions.berkas import (
    catat_buka,
    hapus_berkas,
    hapus_berkas_yatim,
    hapus_isi_berkas,
    nama_samar,
    unggah_berkas,
)
from peserta.models import BerkasPeserta, Peserta, Status
from peserta.tasks import rapikan
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import JejakAkses
from pijar.unggahan import Bersih
from tests.factories import PesertaFactory
from tests.peran import buat, masuk
from tests.peserta.test_constraints import ditolak
from tests.pijar import bukti
from tests.verifikasi.susunan import ajukan_satu

FOTO = Bersih(b"\xff\xd8\xff foto", "image/jpeg")
BESOK = timezone.now() + timedelta(days=1)


def unggah(client, peserta, isi=None, nama="KTP.jpg", jenis="ktp"):
    berkas = SimpleUploadedFile(nama, bukti.jpeg() if isi is None else isi)
    return client.post(f"/peserta/{peserta.pk}/berkas/", {"jenis": jenis, "berkas": berkas})


def simpan(peserta, oleh, *, sidik="1" * 64, jenis="ktp", bersih=FOTO, nama="KTP.jpg"):
    return unggah_berkas(peserta, jenis=jenis, bersih=bersih, nama=nama, sidik=sidik, oleh=oleh)


def di_disk(settings):
    return {p for p in Path(settings.MEDIA_ROOT, "peserta").rglob("*.*") if p.is_file()}


def alamat(berkas):
    return f"/peserta/{berkas.peserta_id}/berkas/{berkas.pk}/"


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
        (bukti.jpeg() + bytes(10 << 20), "paling besar 10 MB"),
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
    monkeypatch.setattr("peserta.actions.berkas.PALING_BANYAK", 1)
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

    with django_assert_num_queries(11):
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


# Taking away


def test_taken_away_is_gone_from_the_page_but_not_from_the_record(petugas, petugas_client):
    berkas = simpan(PesertaFactory(), petugas)

    petugas_client.post(f"{alamat(berkas)}hapus/", {"alasan": "Foto orang lain"})

    berkas.refresh_from_db()
    assert (berkas.dihapus_oleh, berkas.alasan_hapus) == (petugas, "Foto orang lain")
    assert petugas_client.get(alamat(berkas)).status_code == 404
    assert Path(berkas.isi.path).exists()


def test_taking_away_needs_a_reason(petugas, petugas_client):
    berkas = simpan(PesertaFactory(), petugas)

    jawaban = petugas_client.post(f"{alamat(berkas)}hapus/", {"alasan": "x"})

    assert jawaban.status_code == 422
    assert BerkasPeserta.objects.ada().exists()


@pytest.mark.parametrize("status", [s for s in Status if s != Status.TERDAFTAR])
def test_evidence_of_a_decision_stays(petugas, petugas_client, admin, status):
    peserta = PesertaFactory(status=status)
    berkas = simpan(peserta, petugas)
    boleh = status in ("draf", "dikembalikan", "tidak_layak")

    tombol = "Hapus berkas" in petugas_client.get(f"/peserta/{peserta.pk}/berkas/").text
    jawaban = petugas_client.post(f"{alamat(berkas)}hapus/", {"alasan": "Salah orang"})

    assert tombol is boleh
    assert jawaban.status_code == (302 if boleh else 409)
    if not boleh:
        hapus_berkas(berkas, alasan="KTP orang lain", oleh=admin, pada=timezone.now())
    assert not BerkasPeserta.objects.ada().exists()


def test_taking_away_twice_is_told(petugas):
    berkas = simpan(PesertaFactory(), petugas)
    hapus_berkas(berkas, alasan="Salah orang", oleh=petugas, pada=timezone.now())

    with pytest.raises(BentrokError, match="sudah dihapus"):
        hapus_berkas(berkas, alasan="Lagi", oleh=petugas, pada=timezone.now())


def test_content_is_erased_after_its_days(petugas, settings):
    settings.BERKAS_DIHAPUS_HARI = 30
    lama, baru, ada = (simpan(PesertaFactory(), petugas) for _ in range(3))
    kini = timezone.now()
    for berkas, hari in ((lama, 31), (baru, 29)):
        pada = kini - timedelta(days=hari)
        hapus_berkas(berkas, alasan="Salah orang", oleh=petugas, pada=pada)

    rapikan()
    rapikan()

    assert not Path(lama.isi.path).exists()
    lama.refresh_from_db()
    assert (lama.isi.name, lama.alasan_hapus) == ("", "Salah orang")
    assert Path(baru.isi.path).exists()
    assert Path(ada.isi.path).exists()


def test_erasing_a_content_that_is_gone_already_goes_on(petugas):
    berkas = simpan(PesertaFactory(), petugas)
    hapus_berkas(berkas, alasan="Salah orang", oleh=petugas, pada=timezone.now())
    Path(berkas.isi.path).unlink()

    assert hapus_isi_berkas(sebelum=BESOK) == 1


def test_file_left_by_a_killed_server_is_erased(petugas, settings):
    berkas = simpan(PesertaFactory(), petugas)
    folder = Path(berkas.isi.path).parent
    yatim, baru = folder / "yatim.jpg", folder / "baru.jpg"
    kemarin = (timezone.now() - timedelta(days=2)).timestamp()
    for path in (yatim, baru):
        path.write_bytes(b"x")
    for path in (yatim, Path(berkas.isi.path)):
        os.utime(path, (kemarin, kemarin))

    jumlah = hapus_berkas_yatim(sebelum=timezone.now() - timedelta(days=1))

    assert jumlah == 1
    assert not yatim.exists()
    assert baru.exists(), "it may be on its way into a row"
    assert Path(berkas.isi.path).exists()
    baru.unlink()


def test_many_files_without_rows_are_left_alone(petugas, monkeypatch, caplog):
    """Somebody put back an old database; the files may be the only copy."""
    monkeypatch.setattr("peserta.actions.berkas.YATIM_WAJAR", 0)
    berkas = simpan(PesertaFactory(), petugas)
    yatim = Path(berkas.isi.path).with_name("yatim.jpg")
    yatim.write_bytes(b"x")

    assert hapus_berkas_yatim(sebelum=BESOK) == 0
    assert yatim.exists()
    assert "apakah basis datanya benar" in caplog.text
    yatim.unlink()


# The rows


@pytest.mark.parametrize(
    ("aturan", "isi"),
    [
        ("berkas_jenis_sah", {"jenis": "paspor"}),
        ("berkas_mime_sah", {"mime": "text/html"}),
        ("berkas_hapus_beralasan", {"alasan_hapus": "Tanpa waktu"}),
        ("berkas_hapus_beralasan", {"dihapus_pada": BESOK}),
        ("berkas_ada_berisi", {"isi": ""}),
    ],
)
def test_constraints_of_a_paper(petugas, aturan, isi):
    berkas = simpan(PesertaFactory(), petugas)

    ditolak(aturan, lambda: BerkasPeserta.objects.filter(pk=berkas.pk).update(**isi))


def test_one_row_per_file_and_kind(petugas):
    berkas = simpan(PesertaFactory(), petugas)
    lain = simpan(berkas.peserta, petugas, sidik="2" * 64)

    ditolak(
        "berkas_sekali_per_jenis",
        lambda: BerkasPeserta.objects.filter(pk=lain.pk).update(sha256=berkas.sha256),
    )


def test_row_of_a_paper_is_never_deleted(petugas):
    berkas = simpan(PesertaFactory(), petugas)

    with pytest.raises(InternalError, match="Cannot delete"), transaction.atomic():
        berkas.delete()


def test_str_says_kind_and_number(petugas):
    berkas = simpan(PesertaFactory(), petugas)

    assert str(berkas) == f"KTP peserta {berkas.peserta_id}"
