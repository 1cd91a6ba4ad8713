"""Kept only as long as needed: the table names everything, the night ends what is past its term."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.db.models import FileField
from django.urls import reverse
from django.utils import timezone

from iuran.models import BarisPadanan, DaftarBPJS, PadananOrang, Penyumbang
from iuran.retensi import ISI_PADANAN
from peserta.impor.baca import baca_impor
from peserta.impor.batal import minta_batal
from peserta.impor.lanjut import lanjutkan_sisa
from peserta.impor.sisa import minta_sisa
from peserta.models import BarisImpor, Impor, Peserta
from peserta.retensi import KOSONG
from pijar import pengirim, tasks
from pijar import tugas as tugas_latar
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import JejakRetensi, PenahananRetensi, StatusTugas, Tugas
from pijar.retensi import Masa, sapuan
from pijar.retensi.dokumen import dokumen
from pijar.retensi.jalan import rencana
from pijar.retensi.tabel import bukan_pribadi, tabel
from pijar.retensi.tahan import lepas, tahan
from tests.factories import PesertaFactory, bayar, terdaftar
from tests.iuran.padanan import dipakai, sebut
from tests.iuran.rekon import baris as baris_bpjs
from tests.iuran.rekon import daftar as daftar_bpjs
from tests.peran import buat, masuk
from tests.peserta.lembar import orang, terapkan, unggah, xlsx
from tests.retensi import malam

ROOT = Path(__file__).resolve().parent.parent.parent
PRIBADI = {"nik", "no_kk", "kpj", "hp", "nama_ibu", "tanggal_lahir", "mentah", "nip"}
HARI = timedelta(days=1)
LAMA, MUDA = 731 * HARI, 729 * HARI


@pytest.fixture
def admin(db):
    return buat("admin_retensi", "admin")


@pytest.fixture
def diterapkan(petugas_client):
    return terapkan(petugas_client, unggah(petugas_client, xlsx(orang(1))))


def menua(impor, umur=LAMA):
    """Let an applied list be this old; its file's path."""
    Impor.objects.filter(pk=impor.pk).update(diterapkan_pada=timezone.now() - umur)
    impor.refresh_from_db()
    return Path(impor.berkas.path)


def jejak(tugas, entri):
    """Rows, files and failures of an entry in this run."""
    semua = JejakRetensi.objects.filter(tugas=tugas, entri=entri)
    return tuple(sum(semua.values_list(k, flat=True)) for k in ("baris", "berkas", "gagal"))


# --- the table ---


def semua_model():
    """Every table; a history table is its table's."""
    semua = apps.get_models()
    asal = {m._meta.label for m in semua}
    return [m for m in semua if m._meta.label.removesuffix("Event") not in asal - {m._meta.label}]


def test_every_table_is_named_once_as_personal_or_not():
    pribadi = [label for e in tabel().values() for label in e.model]
    disebut = [*pribadi, *bukan_pribadi()]

    assert len(disebut) == len({*disebut})
    assert {*disebut} == {m._meta.label for m in semua_model()}


def test_what_is_called_not_personal_holds_no_number_and_names_no_person():
    for label in bukan_pribadi():
        for f in apps.get_model(label)._meta.fields:
            assert f.name not in PRIBADI, f
            assert f.related_model not in (Peserta, Penyumbang), f


def test_every_file_field_stands_in_the_table_with_its_folder():
    disebut = {b for e in tabel().values() for b in e.berkas}
    ada = {
        f"{m._meta.label}.{f.name}:{f.upload_to.partition('/')[0]}"
        for m in semua_model()
        for f in m._meta.fields
        if isinstance(f, FileField) and m._meta.label not in bukan_pribadi()
    }

    assert disebut == ada


def test_the_document_is_the_table():
    assert (ROOT / "docs" / "data-pribadi.md").read_text("utf-8") == dokumen(), (
        "python3 manage.py retensi --dokumen > docs/data-pribadi.md"
    )


def test_a_proposed_term_says_that_it_is_to_be_confirmed():
    usul = [e for e in tabel().values() if e.konfirmasi]

    assert all("perlu konfirmasi" in e.kata_masa for e in usul)
    assert not [e.kode for e in tabel().values() if not e.konfirmasi and e.masa and e.masa.bulan]


@pytest.mark.parametrize(
    ("model", "kosong", "tinggal"),
    [
        (BarisImpor, KOSONG, "id impor nomor vonis kode_awal dipilih tetap peserta kelurahan"),
        (
            BarisPadanan, ISI_PADANAN,
            "id daftar lembar nomor tanggal hasil peserta disisihkan usulan",
        ),
    ],
)  # fmt: skip
def test_a_new_column_of_an_anonymised_row_must_be_thought_about(model, kosong, tinggal):
    assert {*kosong, *tinggal.split()} == {f.name for f in model._meta.fields}
    assert not {*kosong} & {*tinggal.split()}


def test_rows_of_lists_have_no_history_that_would_outlive_them():
    anak = {e.sapuan.anak for e in tabel().values() if hasattr(e.sapuan, "anak")}

    assert len(anak) == 7
    assert not anak & {m._meta.label.removesuffix("Event") for m in apps.get_models()
                       if m.__name__.endswith("Event")}  # fmt: skip


@pytest.mark.parametrize(
    ("masa", "batas"),
    [
        (Masa(bulan=1), datetime(2027, 2, 28, 3, tzinfo=UTC)),
        (Masa(bulan=3), datetime(2026, 12, 31, 3, tzinfo=UTC)),
        (Masa(bulan=24), datetime(2025, 3, 31, 3, tzinfo=UTC)),
        (Masa(hari=30), datetime(2027, 3, 1, 3, tzinfo=UTC)),
        (Masa(menit=60), datetime(2027, 3, 31, 2, tzinfo=UTC)),
    ],
)
def test_a_term_is_counted_back_by_the_calendar(masa, batas):
    assert masa.batas(datetime(2027, 3, 31, 3, tzinfo=UTC)) == batas


# --- the night ---


def test_an_applied_list_goes_with_its_file_and_its_rows_keep_only_counts(diterapkan):
    baris = diterapkan.daftar_baris.get()
    vonis = baris.vonis
    file = menua(diterapkan)
    assert file.exists()
    assert baris.nik

    pertama, kedua = malam(), malam()

    diterapkan.refresh_from_db()
    baris.refresh_from_db()
    assert not file.exists()
    assert diterapkan.berkas.name == ""
    assert (baris.nik, baris.nama, baris.mentah, baris.hp, baris.desil) == ("", "", [], "", None)
    assert baris.vonis == vonis
    assert all(a["nilai"] == a["sebab"] == "" and a["kode"] for a in baris.alasan)
    assert Peserta.objects.filter(impor=diterapkan).exclude(nik="").exists()
    assert jejak(pertama, "peserta.impor") == (1, 1, 0)
    assert jejak(kedua, "peserta.impor") == (0, 0, 0)


def test_a_younger_list_stays_whole(diterapkan):
    file = menua(diterapkan, MUDA)

    malam()

    assert file.exists()
    assert diterapkan.daftar_baris.get().nik


def test_a_list_that_a_job_works_on_waits_for_another_night(diterapkan):
    file = menua(diterapkan)
    diterapkan.tugas.status = StatusTugas.BERJALAN
    diterapkan.tugas.save()

    malam()

    assert file.exists()


def test_a_list_that_nobody_decided_waits_for_a_person_and_is_counted(petugas_client):
    impor = unggah(petugas_client, xlsx(orang(1)))
    Impor.objects.filter(pk=impor.pk).update(dibuat_pada=timezone.now() - LAMA)

    malam()

    satu = next(b for b in rencana(timezone.now()) if b.entri.kode == "peserta.impor_buang")
    assert satu.rencana.menunggu == 1
    assert impor.daftar_baris.get().nik


def test_a_dropped_list_goes_with_its_rows(petugas_client):
    impor = unggah(petugas_client, xlsx(orang(1)))
    dulu = timezone.now() - 93 * HARI
    Impor.objects.filter(pk=impor.pk).update(status="dibatalkan", dibatalkan_pada=dulu)

    malam()

    assert not Path(impor.berkas.path).exists()
    assert not impor.daftar_baris.exists()
    assert Impor.objects.filter(pk=impor.pk, berkas="").exists()


def test_a_file_that_another_list_still_names_stays_until_that_one_goes(petugas_client):
    """The rows left out move to a list of their own, of the same file."""
    impor = unggah(petugas_client, xlsx(orang(1), orang(2, nik="3374")))
    impor = terapkan(petugas_client, impor)
    lanjutan = lanjutkan_sisa(impor)
    assert lanjutan.berkas.name == impor.berkas.name
    file = menua(impor)

    malam()

    assert Impor.objects.get(pk=impor.pk).berkas.name == ""
    assert file.exists()
    Impor.objects.filter(pk=lanjutan.pk).update(
        status="dibatalkan", dibatalkan_pada=timezone.now() - LAMA
    )

    malam()

    assert not file.exists()


def test_killed_after_the_file_the_row_still_names_it_and_the_next_night_ends_it(
    diterapkan, monkeypatch
):
    file = menua(diterapkan)
    asli = sapuan.hapus_berkas

    def mati(nama, hasil, *, milik):
        asli(nama, hasil, milik=milik)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("pijar.retensi.daftar.hapus_berkas", mati)
        with pytest.raises(KeyboardInterrupt):
            malam()

    assert not file.exists()
    assert Impor.objects.get(pk=diterapkan.pk).berkas.name
    assert diterapkan.daftar_baris.get().nik
    kedua = malam()

    assert Impor.objects.get(pk=diterapkan.pk).berkas.name == ""
    assert diterapkan.daftar_baris.get().nik == ""
    assert jejak(kedua, "peserta.impor") == (1, 0, 0)


def test_a_file_that_cannot_be_erased_keeps_its_row_and_the_job_says_so(
    diterapkan, monkeypatch, db
):
    menua(diterapkan)
    monkeypatch.setattr(pengirim.app, "send_task", lambda *_, **__: None)

    def menolak(self, name):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("django.core.files.storage.FileSystemStorage.delete", menolak)
    tasks.retensi_malam()
    tasks.retensi_malam()  # the same job
    tugas = Tugas.objects.get(jenis="pijar.retensi")
    tasks.retensi(tugas.pk)

    tugas.refresh_from_db()
    assert tugas.status == StatusTugas.GAGAL
    assert "1 berkas tidak dapat dihapus" in tugas.galat
    assert diterapkan.daftar_baris.get().nik
    assert Impor.objects.get(pk=diterapkan.pk).berkas.name


def test_the_job_tells_what_went(diterapkan, monkeypatch):
    menua(diterapkan)
    monkeypatch.setattr(pengirim.app, "send_task", lambda *_, **__: None)
    tasks.retensi_malam()
    tugas = Tugas.objects.get(jenis="pijar.retensi")
    tasks.retensi(tugas.pk)

    tugas.refresh_from_db()
    assert tugas.status == StatusTugas.SELESAI
    assert tugas.pesan.startswith("3 baris dan berkas")  # the list, its row, its first rows


def test_rows_go_in_batches_each_with_its_trace(petugas_client, monkeypatch):
    impor = terapkan(petugas_client, unggah(petugas_client, xlsx(*(orang(n) for n in range(1, 6)))))
    menua(impor)
    monkeypatch.setattr("pijar.retensi.daftar.SEKALI", 2)

    tugas = malam()

    semua = JejakRetensi.objects.filter(tugas=tugas, entri="peserta.impor").order_by("pk")
    assert [(j.berkas, j.baris) for j in semua] == [(1, 0), (0, 2), (0, 2), (0, 1), (0, 0)]


def test_an_erased_list_is_neither_undone_nor_read_nor_exported_again(diterapkan, petugas):
    menua(diterapkan)
    malam()
    diterapkan.refresh_from_db()

    for kerja in (
        lambda: minta_batal(diterapkan, sebagian=False, oleh=petugas),
        lambda: minta_sisa(diterapkan, oleh=petugas),
        lambda: lanjutkan_sisa(diterapkan),
        lambda: baca_impor(diterapkan.pk, pada=timezone.localdate(), maju=lambda n: None),
    ):
        with pytest.raises(AturanDilanggarError, match="masa simpan"):
            kerja()


def test_the_page_of_an_erased_list_still_opens_and_says_so(diterapkan, petugas_client):
    menua(diterapkan)
    malam()

    response = petugas_client.get(reverse("peserta:impor_detail", args=[diterapkan.pk]))

    assert response.status_code == 200
    assert "dihapus menurut masa simpan" in response.text


def test_the_last_check_of_a_person_keeps_its_row_and_older_ones_are_emptied(admin):
    satu = PesertaFactory(status="terdaftar")
    lama = dipakai(sebut(satu), oleh=admin)
    baru = dipakai(sebut(satu), oleh=admin, tanggal=date(2026, 11, 15))
    assert PadananOrang.objects.get(peserta=satu).daftar == baru
    for daftar in (lama, baru):
        type(daftar).objects.filter(pk=daftar.pk).update(diterapkan_pada=timezone.now() - LAMA)

    malam()

    assert lama.daftar_baris.get().nik == ""
    assert baru.daftar_baris.get().nik == satu.nik
    assert not default_storage.exists(baru.berkas.name)


def test_a_list_of_bpjs_goes_with_all_its_files_once_none_of_its_points_is_open(admin):
    daftar = daftar_bpjs(admin, baris_bpjs(PesertaFactory(status="terdaftar")))
    kedua = default_storage.save("rekonsiliasi/kedua.xlsx", ContentFile(b"isi"))
    lanjutan = [{"nama": "kedua.xlsx", "simpan": kedua, "sha256": "1" * 64}]
    DaftarBPJS.objects.filter(pk=daftar.pk).update(
        status="selesai", diperiksa_oleh=admin, diperiksa_pada=timezone.now() - LAMA,
        lanjutan=lanjutan,
    )  # fmt: skip
    assert daftar.daftar_titik.filter(terbuka=True).exists()

    malam()
    assert default_storage.exists(kedua)
    assert daftar.daftar_baris.exists()
    daftar.daftar_titik.update(terbuka=False)
    malam()

    daftar.refresh_from_db()
    assert not default_storage.exists(kedua)
    assert not daftar.daftar_baris.exists()
    assert (daftar.berkas.name, daftar.lanjutan) == ("", [])
    assert daftar.nama_semua == daftar.nama_berkas


def hasil_tugas(**lain):
    tugas = Tugas(
        jenis="peserta.ekspor", judul="Ekspor", status="selesai", hasil_nama="a.xlsx",
        parameter={"saringan": {"q": "Siti"}}, pesan="Selesai.", **lain,
    )  # fmt: skip
    tugas.hasil.save("a.xlsx", ContentFile(b"isi"), save=False)
    tugas.save()
    return tugas


def test_the_file_of_a_job_goes_after_thirty_days_and_says_so(db):
    kini = timezone.now()
    lama, baru = (hasil_tugas(selesai_pada=kini - n * HARI) for n in (31, 29))
    file = Path(lama.hasil.path)

    malam()

    lama.refresh_from_db()
    assert not file.exists()
    assert (lama.hasil.name, lama.hasil_nama) == ("", "")
    assert "masa simpan" in lama.pesan
    assert lama.parameter["saringan"]
    assert Path(baru.hasil.path).exists()


def test_the_file_of_a_job_that_is_still_a_paper_of_a_bill_stays(db):
    tugas = hasil_tugas(selesai_pada=timezone.now() - 31 * HARI)
    terdaftar(jumlah=1)
    tagihan = bayar(date(2026, 1, 1), date(2026, 1, 20)).daftar_alokasi.get().tagihan
    type(tagihan).objects.filter(pk=tagihan.pk).update(tugas_excel=tugas)

    malam()

    assert Path(tugas.hasil.path).exists()


def test_what_an_old_job_was_told_goes_after_a_year_and_it_runs_no_more(db):
    tugas = hasil_tugas(selesai_pada=timezone.now() - 366 * HARI)
    Tugas.objects.filter(pk=tugas.pk).update(status="gagal", galat="x")

    malam()

    tugas.refresh_from_db()
    assert "Siti" not in str(tugas.parameter)
    with pytest.raises(AturanDilanggarError, match="masa simpan"):
        tugas_latar.ulangi(tugas)


# --- held, proven, shown ---


def test_what_is_held_stays_until_it_is_let_go(diterapkan, admin):
    file = menua(diterapkan)
    besok = timezone.localdate() + HARI
    isi = {"alasan": "Pemeriksaan BPK", "sampai": besok, "oleh": admin, "pada": timezone.now()}
    satu = tahan("peserta.impor", **isi)
    assert tahan("peserta.impor", **isi) == satu

    tugas = malam()

    assert file.exists()
    assert JejakRetensi.objects.get(tugas=tugas, entri="peserta.impor").ditahan
    lepas(satu, alasan="Selesai", oleh=admin, pada=timezone.now())
    with pytest.raises(BentrokError):
        lepas(satu, alasan="Lagi", oleh=admin, pada=timezone.now())

    malam()

    assert not file.exists()


def test_everything_is_held_at_once_and_a_hold_ends_by_itself(diterapkan, admin):
    file = menua(diterapkan)
    hari = timezone.localdate()
    tahan("", alasan="Perkara", sampai=hari + HARI, oleh=admin, pada=timezone.now())

    malam()
    assert file.exists()
    malam(timezone.now() + 2 * HARI)

    assert not file.exists()


@pytest.mark.parametrize(
    ("entri", "hari"), [("peserta.orang", 5), ("tidak_ada", 5), ("peserta.impor", 0)]
)
def test_a_hold_that_holds_nothing_is_refused(admin, entri, hari):
    sampai = timezone.localdate() + hari * HARI
    with pytest.raises(AturanDilanggarError):
        tahan(entri, alasan="x", sampai=sampai, oleh=admin, pada=timezone.localtime())


def test_a_trace_and_a_hold_are_never_changed(diterapkan, admin):
    menua(diterapkan)
    malam()
    besok = timezone.localdate() + HARI
    tahan("", alasan="Perkara", sampai=besok, oleh=admin, pada=timezone.now())

    for ubah in (
        lambda: JejakRetensi.objects.update(baris=0),
        lambda: JejakRetensi.objects.all().delete(),
        lambda: PenahananRetensi.objects.update(sampai=date(2020, 1, 1)),
        lambda: PenahananRetensi.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            ubah()


def test_the_page_shows_counts_of_the_next_night_and_of_the_last_without_names(diterapkan, admin):
    nama = diterapkan.daftar_baris.get().nama
    menua(diterapkan)
    klien = masuk(admin)

    sebelum = klien.get(reverse("retensi:daftar")).text
    malam()
    sesudah = klien.get(reverse("retensi:daftar")).text

    assert "Belum ada yang dihapus" in sebelum
    assert "Belum ada yang dihapus" not in sesudah
    assert "Yang lewat masa simpan: 2 baris dan 1 berkas" in sebelum
    assert "Belum ada yang lewat masa simpan" in sesudah
    assert nama not in sebelum + sesudah
    satu = next(b for b in rencana(timezone.now()) if b.entri.kode == "peserta.impor")
    assert (satu.rencana.baris, satu.rencana.berkas) == (0, 0)


def test_an_admin_holds_and_lets_go_on_the_page(admin):
    klien = masuk(admin)
    alamat = reverse("retensi:daftar")
    besok = timezone.localdate() + 9 * HARI
    isi = {"entri": "peserta.impor", "alasan": "Pemeriksaan BPK", "sampai": f"{besok:%d-%m-%Y}"}

    assert klien.post(alamat, isi | {"alasan": " "}).status_code != 302
    assert klien.post(alamat, isi).status_code == 302
    satu = PenahananRetensi.objects.get()
    assert "Pemeriksaan BPK" in klien.get(alamat).text
    lepas_di = reverse("retensi:lepas", args=[satu.pk])
    assert klien.post(lepas_di, {"alasan": "Selesai"}).status_code == 302

    assert "Pemeriksaan BPK" not in klien.get(alamat).text
    assert "Sudah dilepas" in klien.get(lepas_di).text


def test_an_admin_of_one_area_neither_looks_nor_holds(db):
    klien = masuk(buat("admin_sini", "admin", wilayah=["33.74.01"]))

    assert klien.get(reverse("retensi:daftar")).status_code == 403


def test_the_command_says_what_the_next_night_does(diterapkan, capsys):
    nama = diterapkan.daftar_baris.get().nama
    menua(diterapkan)

    call_command("retensi", "--lihat")

    kata = capsys.readouterr().out
    assert "peserta.impor: 1 baris, 1 berkas" in kata
    assert nama not in kata
    assert diterapkan.daftar_baris.get().nik
