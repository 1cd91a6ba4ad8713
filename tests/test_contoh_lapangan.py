"""The field's own sample lists, through the real upload; every row's verdict is compared."""

import json
from datetime import date, datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from iuran.impor_penyumbang.pratinjau import isi_pratinjau
from iuran.impor_penyumbang.terapkan import minta_terapkan
from iuran.impor_penyumbang.terima import unggah_jawaban_asn
from iuran.jawaban.terapkan import terapkan_jawaban
from iuran.jawaban.terima import unggah_jawaban
from iuran.models import BerkasBPJS, Iuran, Janji, Penyumbang, ProfilEkspor, Tagihan
from peserta.models import Peserta
from pijar.bulan import WIB
from pijar.excel import baca_lembar
from pijar.models import Tugas
from pijar.sidik import sidik
from tests.factories import BantuanFactory, PesertaFactory, sumber
from tests.iuran.susunan import jalankan, susun
from tests.peserta.lembar import pilih, terapkan, unggah
from tests.segel import segel
from verifikasi.models import Penetapan, Pengajuan

CONTOH = Path(__file__).resolve().parents[1].parent / "shared" / "data" / "contoh"
PENDATAAN, NELAYAN = "pendataan_kelurahan.xlsx", "kelompok_nelayan.xlsx"
ASN = "asn_peduli.xlsx"

pytestmark = pytest.mark.skipif(
    not CONTOH.is_dir(), reason="Contoh berkas lapangan tidak ada di mesin ini."
)


@pytest.fixture(autouse=True)
def _hari_contoh(monkeypatch):
    """The samples were made for the end of 2026: somebody in them turns 65 in 2027."""
    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2026, 11, 20))


def jawaban(nama):
    semua = json.loads((CONTOH / "jawaban.json").read_text())[nama]
    return {int(nomor): vonis for nomor, (vonis, _) in semua.items()}


def vonis(impor):
    return dict(impor.daftar_baris.values_list("nomor", "vonis"))


def unggah_contoh(client, nama):
    return unggah(client, (CONTOH / nama).read_bytes(), nama)


def test_pendataan_kelurahan_is_judged_as_expected(admin_client):
    impor = unggah_contoh(admin_client, PENDATAAN)

    assert vonis(impor) == jawaban(PENDATAAN)
    assert impor.jumlah == {
        "dibaca": 60,
        "baru": 49,
        "ubah": 0,
        "usul": 0,
        "sama": 0,
        "peringatan": 2,
        "galat": 9,
        "abaikan": 0,
    }


def test_ticking_the_age_row_applies_fifty(admin_client):
    impor = unggah_contoh(admin_client, PENDATAAN)
    pilih(admin_client, impor, tampil=[29], baris=[29])

    impor = terapkan(admin_client, impor)

    assert Peserta.objects.count() == 50
    assert impor.jumlah["hasil_baru"] == 50
    assert impor.jumlah["hasil_dilewati"] == 10


def test_kelompok_nelayan_changes_two_people_of_the_first_list(admin_client):
    terapkan(admin_client, unggah_contoh(admin_client, PENDATAAN))

    impor = unggah_contoh(admin_client, NELAYAN)

    assert vonis(impor) == jawaban(NELAYAN)
    impor = terapkan(admin_client, impor)
    assert (impor.jumlah["hasil_baru"], impor.jumlah["hasil_ubah"]) == (28, 2)
    nelayan = Peserta.objects.filter(nama__in=["Paijo Prasetyo", "Yuli Utami"])
    assert {p.pekerjaan_id for p in nelayan} == {"nelayan"}


def test_swapped_nik_and_kk_are_mended_by_one_click(admin_client):
    impor = unggah_contoh(admin_client, PENDATAAN)

    pilih(admin_client, impor, ke="tukar", nomor=33)

    satu = impor.daftar_baris.get(nomor=33)
    assert (satu.vonis, satu.dipilih) == ("baru", True)
    impor.refresh_from_db()
    assert (impor.jumlah["baru"], impor.jumlah["galat"]) == (50, 8)


CEK, HASIL = "bpjs_cek_awal.xlsx", "bpjs_hasil_kartu.xlsx"
VONIS_BPJS = {
    "sesuai": "sesuai",
    "sudah_peserta": "sudah peserta",
    "ditolak": "ditolak",
    "tidak_diminta": "tidak kita minta",
}


def niks(nama):
    """Identity numbers of a sample, by row; BPJS writes some of them as numbers."""
    isi = [
        (nomor, str(sel[1]).removesuffix(".0"))
        for lembar in baca_lembar(CONTOH / nama)
        for nomor, sel in lembar.baris
        if len(sel) > 1 and sel[1]
    ]
    return {nomor: nik for nomor, nik in isi if nik.isdigit()}


@pytest.fixture
def dikirim(admin):
    """The 49 people of the pre-check, decreed for a year and in one batch."""
    lembar = [baris for lembar in baca_lembar(CONTOH / CEK) for baris in lembar.baris]
    nama = {nomor: sel[2] for nomor, sel in lembar if len(sel) > 2}
    for nomor, nik in niks(CEK).items():
        orang = PesertaFactory(nik=nik, nama=nama[nomor], status="ditetapkan")
        BantuanFactory(peserta=orang)
    return susun(admin)


def unggah_jawaban_bpjs(berkas_bpjs, nama, oleh):
    berkas = SimpleUploadedFile(nama, (CONTOH / nama).read_bytes())
    jawaban = unggah_jawaban(berkas_bpjs, berkas=berkas, oleh=oleh, tanggal=date(2026, 1, 20))
    jalankan(jawaban.tugas)
    jawaban.refresh_from_db()
    return jawaban


def test_bpjs_cek_awal_is_judged_as_expected_and_stores_nothing(dikirim, admin):
    jawaban = unggah_jawaban_bpjs(dikirim, CEK, admin)

    semua = json.loads((CONTOH / "jawaban.json").read_text())[CEK]
    hasil = dict(jawaban.daftar_baris.values_list("nomor", "hasil"))
    assert jawaban.jenis == "cek_awal"
    assert {n: h == "ditolak" for n, h in hasil.items()} == {
        int(n): v.startswith("ditolak") for n, (v, _) in semua.items()
    }
    assert set(hasil.values()) == {"sesuai", "ditolak"}
    assert not Peserta.objects.exclude(kpj="").exists()


def test_bpjs_hasil_kartu_is_judged_and_applied_as_expected(dikirim, admin):
    jawaban = unggah_jawaban_bpjs(dikirim, HASIL, admin)
    hasil = {n: VONIS_BPJS[h] for n, h in jawaban.daftar_baris.values_list("nomor", "hasil")}
    belum = sorted(jawaban.belum_dijawab().values_list("peserta__nik", flat=True))

    terapan = terapkan_jawaban(jawaban, pada=timezone.now(), oleh=admin)

    semua = json.loads((CONTOH / "jawaban.json").read_text())[HASIL]
    assert belum == sorted(semua.pop("tidak ada di jawaban"))
    assert hasil == {int(n): v for n, (v, _) in semua.items()}
    assert terapan == (46, 1, 46 * 12)
    assert set(Iuran.objects.values_list("nominal", flat=True)) == {16_800}
    dibaca = niks(HASIL)
    assert Peserta.objects.get(nik=dibaca[10]).kpj == "66848638615"
    assert Peserta.objects.get(nik=dibaca[13]).kpj == ""


def kirim(client, nama, *args, **isi):
    """Press a button as an officer does; the jobs that it orders run before this returns."""
    jawaban = client.post(reverse(nama, args=args), isi)
    assert jawaban.status_code == 302, jawaban.content.decode()[:2000]
    for tugas in Tugas.objects.filter(status="antre").order_by("pk"):
        assert jalankan(tugas).selesai, tugas.galat


def diajukan_dan_diputuskan(petugas, verifikator):
    """Fifty people are submitted; all but the one over the age limit are found layak."""
    impor = unggah_contoh(petugas, PENDATAAN)
    pilih(petugas, impor, tampil=[29], baris=[29])
    terapkan(petugas, impor)
    kirim(
        petugas, "verifikasi:ajukan_kirim", impor=impor.pk, tanggal="2026-11-20",
        diterangkan_oleh="Lurah", bukti="Surat 470/12/XI/2026",
    )  # fmt: skip
    assert Pengajuan.objects.menunggu().count() == 50
    pilihan = verifikator.post(reverse("verifikasi:massal"), {"semua": "1"}).url
    for kasus in Pengajuan.objects.menunggu():
        verifikator.get(reverse("verifikasi:kasus", args=[kasus.pk]))
    dasar = {"kode": "bukan_penerima_upah", "dasar": "Daftar penerima upah BPJS, 20 November 2026"}
    assert verifikator.post(pilihan, dasar).status_code == 302
    lewat_usia = Pengajuan.objects.menunggu().get()
    kirim(verifikator, "verifikasi:tolak", lewat_usia.pk, **{"tolak-alasan": "Lewat usia."})


def ditetapkan_dan_didaftarkan(admin, admin2):
    """A decree from December on, so half of its year is paid by the next source; one batch."""
    apbd = sumber("APBD", 2026).pk
    sumber("APBD", 2027)
    kirim(admin, "verifikasi:penetapan_baru", nomor="463/17/2026", tanggal="2026-11-20")
    sk = Penetapan.objects.get().pk
    kirim(
        admin, "verifikasi:penetapan_tambah", sk, asal="layak", sumber=apbd, jenis="rutin",
        bulan_awal="2026-12", jumlah_bulan="12",
    )  # fmt: skip
    halaman = reverse("verifikasi:penetapan_detail", args=[sk])
    kirim(admin2, "verifikasi:penetapan_tetapkan", sk, **segel(admin2, halaman, "tampil"))
    profil = ProfilEkspor.objects.get(kode="bpu_kolektif").pk
    kirim(admin, "iuran:berkas_bpjs_baru", profil=profil, kelompok=f"pendaftaran::{apbd}:2026-12")
    return BerkasBPJS.objects.get()


def test_the_samples_go_all_the_way_to_the_bill(
    petugas_client, verifikator_client, admin_client, admin2_client
):
    diajukan_dan_diputuskan(petugas_client, verifikator_client)
    berkas_bpjs = ditetapkan_dan_didaftarkan(admin_client, admin2_client)
    # The clock of the database does not know the day of the samples.
    BerkasBPJS.objects.update(disusun_pada=datetime(2026, 11, 20, 9, tzinfo=WIB))
    isi = SimpleUploadedFile(HASIL, (CONTOH / HASIL).read_bytes())
    kirim(admin_client, "iuran:jawaban_unggah", berkas_bpjs.pk, berkas=isi, tanggal="20-11-2026")
    jawaban = berkas_bpjs.daftar_jawaban.get()
    kirim(admin_client, "iuran:jawaban_terapkan", berkas_bpjs.pk, jawaban.pk)
    kirim(admin_client, "iuran:tagihan_baru", sumber=berkas_bpjs.sumber_id, bulan="2026-12")

    assert berkas_bpjs.jumlah_orang == 49
    per_status = dict(Peserta.objects.order_by().values_list("status").annotate(Count("pk")))
    assert per_status == {"terdaftar": 46, "ditetapkan": 1, "didaftarkan": 2, "tidak_layak": 1}
    assert Iuran.objects.hidup().count() == 46 * 12
    tagihan = Tagihan.objects.get()
    assert (tagihan.jumlah_orang, tagihan.total) == (46, 772_800)
    halaman = admin_client.get(reverse("iuran:tagihan_detail", args=[tagihan.pk])).text
    assert "Rp772.800" in halaman
    assert "tujuh ratus tujuh puluh dua ribu delapan ratus rupiah" in halaman


# By their NIP these donors were appointed as children: an admin looks at them.
NIP_MUDA = {6, 8, 9, 12, 25}


def test_asn_peduli_is_judged_row_by_row(admin):
    impor, _ = unggah_jawaban_asn(SimpleUploadedFile(ASN, (CONTOH / ASN).read_bytes()), oleh=admin)
    jalankan(impor.tugas)
    impor.refresh_from_db()
    isi = {b.nomor: b for b in impor.daftar_baris.select_related("opd")}

    assert {n for n, b in isi.items() if b.vonis == "peringatan"} == NIP_MUDA
    assert {b.vonis for n, b in isi.items() if n not in NIP_MUDA} == {"baru"}
    assert {(b.nasib_penyumbang, b.nasib_pekerja) for b in isi.values()} == {("baru", "baru")}
    assert {b.mulai for b in isi.values()} == {date(2025, 3, 1)}
    assert [isi[n].tempo for n in (2, 4, 5, 7, 9)] == [12, 6, 3, 12, 1]
    assert isi[6].opd.nama == "RSD K.R.M.T. Wongsonegoro"
    assert isi[4].opd.nama == "Kecamatan Pedurungan"
    assert impor.jumlah["dibaca"] == 25

    impor.daftar_baris.update(dipilih=True)
    tugas = jalankan(minta_terapkan(impor, dilihat=sidik(isi_pratinjau(impor)), oleh=admin))

    assert tugas.pesan.startswith("25 penyumbang dan 25 pekerja baru, 25 janji dicatat")
    assert (Penyumbang.objects.count(), Janji.objects.count()) == (25, 25)
    assert Peserta.objects.filter(status="draf", sumber_data="asn").count() == 25


KASUS = CONTOH.parents[1] / "cases"


@pytest.mark.parametrize(
    ("nama", "vonis_benar", "kode"),
    [
        ("case01_hidden_row", {2: "baru", 3: "abaikan"}, {3: ["baris_sembunyi"]}),
        (
            "case02_merged_kelurahan",
            dict.fromkeys(range(2, 8), "baru"),
            {4: ["nilai_gabungan"] * 2},
        ),
        ("case04_backtick_name", {2: "baru"}, {2: []}),
    ],
)
def test_sheets_that_were_misread_once(petugas_client, nama, vonis_benar, kode):
    isi = (KASUS / f"{nama}.xlsx").read_bytes()

    impor = unggah(petugas_client, isi, f"{nama}.xlsx")

    assert vonis(impor) == vonis_benar
    semua = {b.nomor: [a["kode"] for a in b.alasan] for b in impor.daftar_baris.all()}
    assert {nomor: semua[nomor] for nomor in kode} == kode
    assert "`" not in "".join(b.nama for b in impor.daftar_baris.all())


def test_kelurahan_that_only_the_title_names_is_offered(petugas_client):
    impor = unggah(petugas_client, (KASUS / "case03_kelurahan_in_title.xlsx").read_bytes())

    assert impor.pemetaan["usul_seluruh"] == {"kelurahan": "Krapyak", "kecamatan": "Semarang Barat"}
    data = {"baris": impor.baris_judul} | {
        f"seluruh-{kode}": nilai for kode, nilai in impor.pemetaan["usul_seluruh"].items()
    }
    data |= {f"kolom-{i}": kode for i, kode in impor.pemetaan["bidang"].items()}
    kirim(petugas_client, "peserta:impor_kolom", impor.pk, **data)

    assert vonis(impor) == dict.fromkeys((4, 5, 6), "baru")
