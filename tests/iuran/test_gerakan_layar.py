"""The page of the movement and its Excel: the same figures, no name, and offices as data."""

from datetime import date
from io import BytesIO
from random import Random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from iuran.buku import BulanBukti, IsiBukti, tulis_bukti
from iuran.gerakan import gerakan_bulan
from iuran.gerakan.actions.laporan_bpjs import BarisBPJS, KepalaLaporan, simpan_laporan
from iuran.gerakan.actions.opd import (
    IsiOPD,
    JumlahPegawai,
    catat_pegawai,
    catat_target,
    hapus_ejaan,
    simpan_opd,
    tambah_ejaan,
)
from iuran.gerakan.banding_bpjs import Sisi, bandingkan_bpjs
from iuran.gerakan.dokumen_angka import ISI, excel_gerakan
from iuran.gerakan.riwayat import riwayat_pegawai
from iuran.models import OPD, LaporanBPJSGerakan, PegawaiOPD, Penyumbang, TargetOPD
from peserta.models import Kecamatan, Peserta
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.excel import Kolom, LembarTulis, tulis_kecil
from pijar.rupiah import ribuan, rupiah
from pijar.samar import samarkan, samarkan_nip
from tests.factories import JanjiFactory, PenggunaFactory, sumber
from tests.iuran.gerakan import Gerak
from tests.peran import buat, masuk

pytestmark = pytest.mark.django_db
ALAMAT, SEPTEMBER = "/iuran/penyumbang/gerakan/", date(2026, 9, 1)
BULAN = {"bulan": "2026-09", "semua": "on"}


@pytest.fixture
def sekda():
    return masuk(buat("sekda_uji", "sekda"))


@pytest.fixture
def dinas() -> OPD:
    return OPD.objects.get(nama="Dinas Sosial")


def berkas(*baris, kepala=("OPD", "Jumlah ASN", "Per tanggal")) -> SimpleUploadedFile:
    tujuan = BytesIO()
    kolom = [Kolom(k, None) for k in kepala]
    tulis_kecil(tujuan, [LembarTulis(nama="Isi", kolom=kolom, baris=baris)])
    return SimpleUploadedFile("isi.xlsx", tujuan.getvalue())


def pilihan(jawaban, nama: str) -> object:
    return jawaban.context[nama]


def test_sekda_membaca_jumlah_tanpa_nama_nip_dan_nik(sekda):
    Gerak(Random(3))  # noqa: S311  # sample data, not a secret
    html = sekda.get(ALAMAT, BULAN).text
    excel = sekda.get(f"{ALAMAT}unduh/", BULAN).getvalue()
    sel = str([s.value for lembar in load_workbook(BytesIO(excel)) for r in lembar for s in r])
    for orang in Penyumbang.objects.all():
        for rahasia in (orang.nama, orang.nip, samarkan_nip(orang.nip), orang.hp):
            assert rahasia not in html
            assert rahasia not in sel
    for pekerja in Peserta.objects.all():
        for rahasia in (pekerja.nama, pekerja.nik, samarkan(pekerja.nik)):
            assert rahasia not in html
            assert rahasia not in sel


@pytest.mark.parametrize("benih", [1, 2, 3])
def test_layar_dan_excel_sama_dengan_ukuran(sekda, benih):
    Gerak(Random(benih))  # noqa: S311  # as above
    semua = gerakan_bulan(SEPTEMBER, pada=timezone.localdate())
    html = sekda.get(ALAMAT, BULAN | {"urut": "penyumbang"}).text
    for b in semua.berpenyumbang:
        baris = html.split(f'<th scope="row">{b.nama}</th>')[1].split("</tr>")[0]
        for nilai in (ribuan(b.penyumbang), ribuan(b.dijanji), ribuan(b.lunas)):
            assert nilai in baris
        assert rupiah(b.rupiah_tahun) in baris
    kaki = html.split("Jumlah semua OPD")[1]
    assert rupiah(semua.total.rupiah_tahun) in kaki
    lembar = load_workbook(BytesIO(excel_gerakan(semua)))["OPD"]
    isi = {r[0].value: [s.value for s in r[2:]] for r in lembar.iter_rows(min_row=5) if r[1].value}
    for b in semua.baris:
        for (judul, _, nama), nilai in zip(ISI, isi[b.nama], strict=True):
            harap = getattr(b, nama)
            if judul != "Keadaan ASN tanggal":
                assert nilai == (float(harap) if harap is not None else None), (b.nama, judul)
    jumlah = next(r for r in lembar.iter_rows(values_only=True) if r[0] == "Jumlah")
    letak = 2 + [n for *_, n in ISI].index("rupiah_tahun")
    assert jumlah[letak] == semua.total.rupiah_tahun == sum(i[letak - 2] for i in isi.values())


def test_bulan_yang_salah_kembali_ke_bulan_ini(sekda):
    jawaban = sekda.get(ALAMAT, {"bulan": "2031-01"})
    assert pilihan(jawaban, "gerakan").bulan == timezone.localdate().replace(day=1)
    assert "Yang tampil adalah" in jawaban.text


def test_saringan_jenis_dan_opd_tanpa_penyumbang(sekda):
    JanjiFactory()
    isi = {"bulan": "2026-09"}
    assert [b.nama for b in pilihan(sekda.get(ALAMAT, isi), "halaman")] == ["Dinas Tenaga Kerja"]
    lain = pilihan(sekda.get(ALAMAT, isi), "banyak_lain")
    assert lain == OPD.objects.count() - 1
    kecamatan = sekda.get(ALAMAT, isi | {"jenis": "kecamatan", "semua": "on"})
    assert {b.jenis for b in pilihan(kecamatan, "halaman")} == {"kecamatan"}


@pytest.mark.parametrize("jumlah", [1, 3])
def test_banyaknya_pertanyaan_layar_tetap(sekda, jumlah):
    Gerak(Random(jumlah), penyumbang=jumlah)  # noqa: S311  # as above
    sekda.get(ALAMAT, BULAN)
    with CaptureQueriesContext(connection) as tanya:
        sekda.get(ALAMAT, BULAN)
    assert len(tanya) == 9


@pytest.mark.parametrize(
    "alamat", ["/iuran/penyumbang/opd/", "/iuran/penyumbang/opd/baru/", f"{ALAMAT}bpjs/"]
)
def test_sekda_tidak_mengubah_apa_pun(sekda, alamat):
    assert sekda.get(alamat).status_code == 403


# Offices


def test_opd_baru_dan_ganti_nama_tetap_dikenali(admin_client):
    isi = {"nama": "Dinas Kebun", "jenis": "dinas", "aktif": "on"}
    jawaban = admin_client.post("/iuran/penyumbang/opd/baru/", isi)
    opd = OPD.objects.get(nama="Dinas Kebun")
    assert jawaban["Location"] == f"/iuran/penyumbang/opd/{opd.pk}/"
    ubah = admin_client.post(f"{jawaban['Location']}ubah/", isi | {"nama": "Dinas Kebun Raya"})
    assert ubah.status_code == 302
    opd.refresh_from_db()
    assert (opd.nama, opd.ejaan) == ("Dinas Kebun Raya", ["DINASKEBUN"])
    assert OPD.objects.kamus()["DINASKEBUN"] == opd


@pytest.mark.parametrize("nama", ["Din. Sosial", "Dinsos", "DINAS SOSIAL KOTA SEMARANG", "…"])
def test_nama_yang_sudah_dipakai_ditolak_dan_isian_tetap(admin_client, nama):
    isi = {"nama": nama, "jenis": "dinas", "aktif": "on"}
    jawaban = admin_client.post("/iuran/penyumbang/opd/baru/", isi)
    assert jawaban.status_code == 409
    assert nama in jawaban.text


@pytest.mark.parametrize(
    ("jenis", "tempat"), [("kecamatan", False), ("dinas", True), ("kecamatan", True)]
)
def test_tempat_sesuai_jenis_dan_satu_kantor(admin, jenis, tempat):
    kecamatan = Kecamatan.objects.get(nama="Tugu").pk if tempat else None
    with pytest.raises(AturanDilanggarError):
        simpan_opd(None, IsiOPD("Kantor Tugu Baru", jenis, kecamatan), oleh=admin)


def test_ejaan_milik_satu_opd(admin, dinas):
    assert tambah_ejaan(dinas, "Dinas Sosial & Rehabilitasi", oleh=admin)
    assert not tambah_ejaan(dinas, "DINAS SOSIAL DAN REHABILITASI", oleh=admin)
    lain = OPD.objects.get(nama="Inspektorat")
    with pytest.raises(AturanDilanggarError, match="Satu ejaan untuk satu OPD"):
        tambah_ejaan(lain, "Dinas Sosial Rehabilitasi", oleh=admin)
    with pytest.raises(IntegrityError, match="ejaan"), transaction.atomic():
        OPD.objects.filter(pk=lain.pk).update(ejaan=["DINASSOSIALREHABILITASI"])
    assert hapus_ejaan(dinas, "DINASSOSIALREHABILITASI", oleh=admin)
    assert not hapus_ejaan(dinas, "DINASSOSIALREHABILITASI", oleh=admin)


def test_admin_satu_wilayah_tidak_mengubah_opd(dinas):
    wilayah = PenggunaFactory(wilayah=["33.74.01"])
    with pytest.raises(AturanDilanggarError, match="seluruh kota"):
        tambah_ejaan(dinas, "Sosial", oleh=wilayah)


def test_jumlah_asn_dibetulkan_dengan_jejak(admin, dinas):
    hari = date(2026, 3, 1)
    for jumlah in (40, 41, 41):
        catat_pegawai([JumlahPegawai(dinas, hari, jumlah, "BKPP")], oleh=admin, pada=hari)
    assert [(c.jumlah, bool(c.diganti_pada)) for c in riwayat_pegawai(dinas)] == [
        (41, False), (40, True),
    ]  # fmt: skip


def test_jumlah_asn_hari_esok_ditolak(admin_client, dinas):
    isi = {"jumlah": "40", "pada": "31-12-2099", "asal": "BKPP"}
    jawaban = admin_client.post(f"/iuran/penyumbang/opd/{dinas.pk}/pegawai/", isi)
    assert jawaban.status_code == 409
    assert "belum tiba" in jawaban.text
    assert 'value="40"' in jawaban.text


def test_target_diubah_dan_disebut_pada_layar(admin, admin_client, dinas):
    assert catat_target(dinas, 2026, 12, oleh=admin)
    assert not catat_target(dinas, 2026, 12, oleh=admin)
    admin_client.post(f"/iuran/penyumbang/opd/{dinas.pk}/target/", {"tahun": 2026, "orang": 15})
    assert TargetOPD.objects.get(opd=dinas).orang == 15
    assert "2026: 15 orang" in admin_client.get(f"/iuran/penyumbang/opd/{dinas.pk}/").text


@pytest.mark.parametrize("jumlah", [1, 3])
def test_banyaknya_pertanyaan_daftar_opd_tetap(admin, admin_client, jumlah):
    for opd in OPD.objects.all()[:jumlah]:
        catat_pegawai([JumlahPegawai(opd, SEPTEMBER, 4, "BKPP")], oleh=admin, pada=SEPTEMBER)
    admin_client.get("/iuran/penyumbang/opd/")
    with CaptureQueriesContext(connection) as tanya:
        admin_client.get("/iuran/penyumbang/opd/")
    assert len(tanya) == 7


# Numbers of civil servants from a spreadsheet


def test_jumlah_dari_excel_semua_atau_tidak(admin_client, dinas):
    alamat = "/iuran/penyumbang/opd/jumlah/"
    baik = ("Dinsos", 40, date(2026, 1, 1))
    salah = [
        ("Dinas Entah", 5, date(2026, 1, 1)),
        ("Inspektorat", "banyak", date(2026, 1, 1)),
        ("Dinas Sosial", 41, date(2026, 1, 1)),
        ("Dinas Kesehatan", 9, "besok"),
    ]
    jawaban = admin_client.post(alamat, {"asal": "BKPP", "berkas": berkas(baik, *salah)})
    assert jawaban.status_code == 422
    for kata in ("Baris 3", "Dinas Entah", "Baris 4", "Baris 5", "baris 2", "Baris 6"):
        assert kata in jawaban.text
    assert not PegawaiOPD.objects.exists()
    kosong = ("Inspektorat", None, None)
    isi = {"asal": "BKPP", "berkas": berkas(baik, kosong)}
    assert admin_client.post(alamat, isi).status_code == 302
    assert PegawaiOPD.objects.values_list("opd", "jumlah", "asal").get() == (dinas.pk, 40, "BKPP")


@pytest.mark.parametrize("isi", [b"", b"%PDF-1.7", b"OPD;Jumlah\nDinsos;4\n"])
def test_berkas_yang_tidak_terbaca_ditolak(admin_client, isi):
    unggah = SimpleUploadedFile("isi.csv", isi)
    jawaban = admin_client.post("/iuran/penyumbang/opd/jumlah/", {"asal": "BKPP", "berkas": unggah})
    assert jawaban.status_code == 422
    assert not PegawaiOPD.objects.exists()


def test_templat_yang_diisi_terbaca_kembali(admin_client, dinas):
    buku = load_workbook(
        BytesIO(admin_client.get("/iuran/penyumbang/opd/jumlah/templat/").getvalue())
    )
    lembar = buku.worksheets[0]
    baris = next(r for r in lembar.iter_rows() if r[0].value == "Dinas Sosial")
    baris[1].value, baris[2].value = 40, date(2026, 1, 1)
    tujuan = BytesIO()
    buku.save(tujuan)
    isi = {"asal": "BKPP", "berkas": SimpleUploadedFile("isi.xlsx", tujuan.getvalue())}
    assert admin_client.post("/iuran/penyumbang/opd/jumlah/", isi).status_code == 302
    assert PegawaiOPD.objects.get().opd == dinas


# What BPJS reports


def bayar(janji, bulan: date, tanggal: date, nomor: str) -> None:
    isi = IsiBukti("slip", nomor, tanggal, 16_800)
    tulis_bukti(isi, [BulanBukti(janji.pk, janji.peserta_id, bulan)], oleh=janji.didata_oleh)


def test_laporan_bpjs_di_samping_bukti_bayar(admin, admin_client, sekda, dinas):
    sumber("ASN")
    satu, dua = JanjiFactory(), JanjiFactory()
    bayar(satu, SEPTEMBER, date(2026, 10, 5), "S-1")
    bayar(dua, SEPTEMBER, date(2026, 10, 20), "S-2")  # after BPJS wrote its report
    kepala = ("OPD", "Penyumbang", "Pekerja", "Rupiah")
    unggah = berkas(("Disnaker", 1, 1, "Rp16.800"), ("Dinsos", 2, 3, 50_400), kepala=kepala)
    isi = {"bulan": "2026-09", "nomor": "B/1", "tanggal": "10-10-2026", "berkas": unggah}
    jawaban = admin_client.post(f"{ALAMAT}bpjs/", isi)
    assert jawaban["Location"] == f"{ALAMAT}?bulan=2026-09"
    banding = bandingkan_bpjs(SEPTEMBER)
    beda = [(b.nama, b.kita, b.bpjs, b.sama) for b in banding.baris]
    assert beda == [
        ("Dinas Sosial", Sisi(), Sisi(2, 3, 50_400), False),
        ("Dinas Tenaga Kerja", Sisi(1, 1, 16_800), Sisi(1, 1, 16_800), True),
    ]
    assert banding.total.beda == Sisi(-2, -3, -50_400)
    html = sekda.get(ALAMAT, {"bulan": "2026-09"}).text
    assert "Laporan BPJS nomor B/1" in html
    assert "1 OPD berbeda" in html


def test_laporan_bpjs_sama_dua_kali_dan_penggantinya(admin, dinas):
    kepala = KepalaLaporan(SEPTEMBER, "B/1", date(2026, 10, 10))
    hari = date(2026, 11, 1)
    simpan_laporan(kepala, [BarisBPJS(dinas, 1, 2, 33_600)], oleh=admin, pada=hari)
    with pytest.raises(BentrokError, match="sudah tercatat"):
        simpan_laporan(kepala, [BarisBPJS(dinas, 1, 2, 33_600)], oleh=admin, pada=hari)
    simpan_laporan(kepala, [BarisBPJS(dinas, 1, 3, 50_400)], oleh=admin, pada=hari)
    assert LaporanBPJSGerakan.objects.count() == 2
    assert bandingkan_bpjs(SEPTEMBER).total.bpjs == Sisi(1, 3, 50_400)


@pytest.mark.parametrize("kepala", [
    KepalaLaporan(date(2026, 12, 1), "B/1", date(2026, 10, 10)),
    KepalaLaporan(SEPTEMBER, "B/1", date(2026, 12, 10)),
])  # fmt: skip
def test_laporan_bpjs_dari_masa_depan_ditolak(admin, dinas, kepala):
    with pytest.raises(AturanDilanggarError, match="belum tiba"):
        simpan_laporan(kepala, [BarisBPJS(dinas, 1, 2, 3)], oleh=admin, pada=date(2026, 11, 1))
    with pytest.raises(AturanDilanggarError, match="tidak memuat"):
        simpan_laporan(kepala, [], oleh=admin, pada=date(2026, 11, 1))
