"""NIK, KPJ and names stay out of logs, titles, jobs, access rows and texts of errors."""

import logging
import re
from io import StringIO

import pytest
from django.contrib import admin
from django.db import IntegrityError, transaction
from django.urls import reverse

from peserta.models import Peserta
from pijar import tugas as tugas_latar
from pijar.catatan import TanpaDataPribadi, tanpa_data_pribadi
from pijar.models import JejakAkses, Ketikan
from tests.factories import PesertaFactory
from tests.keamanan.dunia import NAMA, bangun, semua_alamat
from tests.keamanan.test_wilayah import BERPARAMETER, DAFTAR, alamat

NIK = "3374011502850001"
# Rows, rows and columns of a sheet, kinds of file.
BENDA = {
    "pk",
    "sidik",
    "bab",
    "jawaban_pk",
    "peristiwa_pk",
    "berkas_pk",
    "baris_pk",
    "kriteria_pk",
    "kiriman_pk",
    "koreksi_pk",
    "pindaian_pk",
    "surat_pk",
    "cabut_pk",
    "bulan",
    "nomor",
    "kolom",
    "jenis",
    "kode",
}


@pytest.fixture
def dunia(db):
    return bangun()


@pytest.fixture
def catatan():
    """Everything that the handlers of the settings would write."""
    aliran = StringIO()
    penangan = logging.StreamHandler(aliran)
    penangan.setFormatter(logging.getLogger().handlers[0].formatter)
    logging.getLogger().addHandler(penangan)
    yield aliran
    logging.getLogger().removeHandler(penangan)


@pytest.mark.parametrize(
    "tulisan",
    [
        f"duplicate key\nDETAIL:  Key (nik)=({NIK}) already exists.",
        f"check\nDETAIL:  Failing row contains (7, {NIK}, Zulaikha, 0812345678901).",
        f'bad\nCONTEXT:  COPY peserta_barisimpor, line 3: "Zulaikha {NIK}"',
        f"syntax\nLINE 1: VALUES ('Zulaikha', '{NIK}')",
        f"ValueError: '{NIK}' tidak sah; kpj 26133068531",
    ],
)
def test_log_line_loses_numbers_and_quotations(tulisan):
    samar = tanpa_data_pribadi(tulisan)

    for rahasia in (NIK, "Zulaikha", "0812345678901", "26133068531"):
        assert rahasia not in samar


def test_log_line_keeps_ids_times_and_sums():
    tulisan = "2026-11-21 10:00:00,123 tugas 4815162 gagal: Rp1.713.600.000"

    assert tanpa_data_pribadi(tulisan) == tulisan


def test_uuid_in_a_log_line_stays():
    baris = "Task pijar.sapu_tugas[0a1b2c3d-1111-2222-3333-123456789012] received"

    assert tanpa_data_pribadi(baris) == baris


def test_every_handler_masks(settings):
    pembentuk = {p.get("()") for p in settings.LOGGING["formatters"].values()}

    assert pembentuk == {f"{TanpaDataPribadi.__module__}.{TanpaDataPribadi.__qualname__}"}
    for penangan in settings.LOGGING["handlers"].values():
        assert penangan["formatter"] in settings.LOGGING["formatters"]


def test_failed_job_logs_the_refused_row_without_its_values(db, catatan):
    ada = PesertaFactory(nama=NAMA)
    tugas = tugas_latar.buat("uji.rusak", judul="Uji", oleh=None, parameter={})

    def rusak(_):
        with transaction.atomic():
            PesertaFactory(nik=ada.nik, nama=NAMA)

    tugas_latar.laksanakan(tugas_latar.ambil(tugas.pk), rusak)

    tertulis = catatan.getvalue()
    assert "IntegrityError" in tertulis
    assert ada.nik not in tertulis
    tugas.refresh_from_db()
    assert ada.nik not in tugas.galat


def test_error_page_logs_the_refused_row_without_its_values(petugas_client, catatan, monkeypatch):
    ada = PesertaFactory(nama=NAMA)

    def rusak(*_, **__):
        raise IntegrityError(f"x\nDETAIL:  Failing row contains ({ada.nik}, {NAMA}).")

    monkeypatch.setattr("peserta.orang.views.data.linimasa", rusak)
    petugas_client.raise_request_exception = False

    petugas_client.get(reverse("peserta:detail", args=[ada.pk]))

    tertulis = catatan.getvalue()
    assert "Internal Server Error" in tertulis
    assert ada.nik not in tertulis
    assert NAMA not in tertulis


def test_titles_and_addresses_name_nobody(dunia, admin_client, verifikator_client):
    salah = []
    for client in (admin_client, verifikator_client):
        for nama in [*BERPARAMETER, *DAFTAR]:
            ke = alamat(nama, dunia) if nama in BERPARAMETER else reverse(nama)
            jawaban = client.get(ke)
            if jawaban.streaming:
                b"".join(jawaban.streaming_content)
                continue
            judul = " ".join(re.findall(r"<title>(.*?)</title>", jawaban.text, re.DOTALL))
            semua = re.findall(r'(?:href|action|src)="([^"]*)"', jawaban.text)
            # A message for WhatsApp names donor and worker: whoever clicks sends it to somebody.
            alamat_html = " ".join(a for a in semua if not a.startswith("https://wa.me/?text="))
            if NAMA in judul or NAMA.split()[0] in alamat_html:
                salah.append(nama)
            if re.search(r"[0-9]{11,}", alamat_html + jawaban.headers.get("Location", "")):
                salah.append(f"{nama}: nomor")

    assert salah == []


def test_only_the_revealing_answer_holds_a_full_nik(dunia, admin_client, verifikator_client):
    nik = [*Peserta.objects.values_list("nik", flat=True), dunia.peserta.no_kk]
    salah = []
    for client in (admin_client, verifikator_client):
        for nama in [*BERPARAMETER, *DAFTAR]:
            jawaban = client.get(alamat(nama, dunia) if nama in BERPARAMETER else reverse(nama))
            if jawaban.streaming:
                b"".join(jawaban.streaming_content)
            elif any(n in jawaban.text for n in nik):
                salah.append(nama)

    assert salah == []


def test_revealing_is_logged_with_its_reason_and_kept_by_nobody(petugas, petugas_client):
    peserta = PesertaFactory()
    ke = reverse("peserta:buka_nik", args=[peserta.pk])

    assert petugas_client.post(ke, {"alasan": ""}).status_code == 422
    assert not JejakAkses.objects.exists()
    jawaban = petugas_client.post(ke, {"sebab": "ktp"}, follow=True)

    assert peserta.nik in jawaban.text
    assert "no-store" in jawaban["Cache-Control"]
    assert jawaban.wsgi_request.method == "GET"
    assert peserta.nik in petugas_client.get(jawaban.wsgi_request.path).text  # loaded again
    assert peserta.nik not in str(dict(petugas_client.session))
    assert not Ketikan.objects.exclude(sebab="isian").exists()
    jejak = JejakAkses.objects.get(tindakan="buka_nik")
    assert (jejak.oleh, jejak.tindakan, jejak.jumlah) == (petugas, "buka_nik", 1)
    assert (jejak.objek, jejak.alasan) == (
        f"peserta {peserta.pk}",
        "Mencocokkan dengan KTP atau KK",
    )


def test_a_revealed_nik_is_masked_again_after_a_minute_and_at_sign_out(
    petugas, petugas_client, monkeypatch
):
    peserta, lain = PesertaFactory(), PesertaFactory()
    ke = reverse("peserta:buka_nik", args=[peserta.pk])
    halaman = petugas_client.post(ke, {"sebab": "ktp"}).url
    assert peserta.nik in petugas_client.get(halaman).text

    assert lain.nik not in petugas_client.get(reverse("peserta:detail", args=[lain.pk])).text
    petugas_client.logout()
    petugas_client.force_login(petugas, backend="pijar.akun.MasaBerlakuBackend")
    assert peserta.nik not in petugas_client.get(halaman).text
    monkeypatch.setattr("pijar.ketikan.sebentar.MASA", 0)
    petugas_client.post(ke, {"sebab": "ktp"})
    assert peserta.nik not in petugas_client.get(halaman).text


def test_str_of_every_model_masks(dunia):
    for peserta in Peserta.objects.all():
        assert peserta.nik not in str(peserta)
        assert peserta.nik not in repr(peserta)
    for benda in vars(dunia).values():
        assert dunia.peserta.nik not in str(benda)


def test_kelola_lists_no_people():
    """People, cases, imports and ledger rows have screens that know areas; /kelola/ does not."""
    terlarang = {
        "Peserta", "RiwayatStatus", "Peristiwa", "Impor", "BarisImpor", "Pengajuan",
        "JawabanKriteria", "BarisPenetapan", "Bantuan", "Iuran", "BarisBerkas",
        "BarisJawaban", "Tugas", "BerkasPeserta", "IsianTertunda", "UsulanPeristiwa", "Klaim",
        "RiwayatKlaim", "Pengesampingan", "Tinjauan",
    }  # fmt: skip

    assert not terlarang & {m.__name__ for m in admin.site._registry}


def test_addresses_have_no_room_for_a_number_of_a_person():
    for nama, pola in semua_alamat():
        assert set(pola.pattern.converters) <= BENDA, nama
