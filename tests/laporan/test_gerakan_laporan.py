"""The movement in the monthly report and as a paper: the page's figures, frozen and printed."""

from datetime import date, datetime, timedelta
from io import BytesIO
from random import Random

import pytest
from django.db import transaction
from django.utils import timezone
from openpyxl import load_workbook

from iuran.gerakan import gerakan_bulan
from iuran.gerakan.actions.opd import JumlahPegawai, catat_pegawai, catat_target
from iuran.models import OPD, Janji, Pembayaran, Penyumbang
from iuran.penyumbang.actions.penyumbang import pindah_opd
from iuran.tagihan.actions.koreksi import Usulan, isi_koreksi, konfirmasi_koreksi, usulkan_koreksi
from laporan.angka import dari_json, hitung_laporan, ke_json
from laporan.beku import isi_beku, sejak_ditutup
from laporan.models import Surat
from laporan.ringkasan import ringkasan
from laporan.surat.bahan import Bahan
from laporan.surat.berkas.cetak import cetakan
from laporan.surat.berkas.excel import buat_excel
from laporan.surat.susun.bulanan_tabel import daftar_tabel
from laporan.surat.susun.gerakan import susun_gerakan
from pijar.bulan import WIB
from pijar.errors import AturanDilanggarError
from pijar.sidik import sidik
from tests.factories import terdaftar
from tests.iuran.gerakan import Gerak
from tests.laporan.test_dua_jam import catat_saat
from tests.laporan.tutup import tutup

pytestmark = pytest.mark.django_db
OKTOBER, HARI = date(2026, 10, 1), date(2026, 10, 31)


@pytest.fixture
def gerak(db) -> Gerak:
    return Gerak(Random(7))  # noqa: S311  # sample data, not a secret


def test_laporan_bulan_memuat_angka_layar(gerak, admin, admin2):
    laporan = tutup(OKTOBER, admin, admin2, pada=timezone.localdate())
    beku = dari_json(laporan.angka)
    layar = gerakan_bulan(OKTOBER, pada=timezone.localdate())
    assert beku.gerakan.total == layar.total
    assert beku.gerakan.berpenyumbang == layar.berpenyumbang
    assert dari_json(ke_json(beku)) == beku
    total = layar.total
    assert ("ASN Peduli: dibayar tahun ini (rupiah)", total.rupiah_tahun) in ringkasan(beku)
    tabel = {t.judul: t for t in daftar_tabel(isi_beku(laporan))}["ASN-PNS Peduli menurut OPD"]
    assert [b[0] for b in tabel.baris[:-1]] == [b.nama for b in layar.berpenyumbang]
    lembar = load_workbook(BytesIO(buat_excel(cetakan(Surat.objects.get()))))[tabel.judul]
    assert tuple(tabel.jumlah) in list(lembar.iter_rows(values_only=True))
    assert total.rupiah_tahun in tabel.jumlah


def test_bulan_tanpa_gerakan_tidak_menyebutnya(admin, admin2):
    terdaftar()
    laporan = tutup(OKTOBER, admin, admin2)
    assert dari_json(laporan.angka).gerakan is None
    assert "ASN Peduli" not in str(ringkasan(dari_json(laporan.angka)))


def test_halaman_laporan_memuat_gerakan(gerak, admin, admin2, client):
    laporan = tutup(OKTOBER, admin, admin2, pada=timezone.localdate())
    client.force_login(admin)
    html = client.get(f"/laporan/{laporan.pk}/").text
    assert "ASN-PNS Peduli menurut OPD" in html
    for orang in Penyumbang.objects.all():
        assert orang.nip not in html


def test_bulan_tertutup_terbaca_sebagaimana_diketahui(gerak, admin, admin2):
    """Whatever is typed later, the figures of that day and moment stay."""
    with transaction.atomic():
        saat = datetime(2026, 11, 3, 9, tzinfo=WIB)
        catat_saat(saat)
        dulu = hitung_laporan(OKTOBER, pada=HARI)
        laporan = tutup(OKTOBER, admin, admin2)
        _ubah_semua(gerak, admin, admin2)
        kini = hitung_laporan(OKTOBER, pada=HARI)
        lalu = hitung_laporan(OKTOBER, pada=HARI, diketahui=saat + timedelta(hours=1))
        assert lalu == dulu
        assert kini.gerakan != dulu.gerakan
        assert "ASN Peduli: dibayar tahun ini (rupiah)" in {n for n, *_ in sejak_ditutup(laporan)}


def _ubah_semua(gerak: Gerak, admin, admin2) -> None:
    """A number, a target, offices of donors, promises, and evidence that two admins cancel."""
    opd = OPD.objects.get(nama="Dinas Sosial")
    catat_pegawai([JumlahPegawai(opd, date(2026, 5, 17), 99, "x")], oleh=admin, pada=HARI)
    catat_pegawai([JumlahPegawai(opd, date(2026, 9, 1), 98, "x")], oleh=admin, pada=HARI)
    catat_target(opd, 2026, 77, oleh=admin)
    for orang in Penyumbang.objects.all():
        sejak = date(2026, 9, 15)
        lain = OPD.objects.exclude(pk=orang.opd_id).first()
        pindah_opd(orang, lain, sejak=max(sejak, orang.sejak), oleh=admin)
    gerak._penyumbang()
    janji = Janji.objects.filter(status="aktif", sampai__gte=OKTOBER, mulai__lte=OKTOBER).first()
    Janji.objects.filter(pk=janji.pk).update(mulai=date(2027, 3, 1), sampai=date(2027, 5, 1))
    bayar = Pembayaran.objects.filter(tanggal__lte=HARI).first()
    usulan = Usulan("batalkan", bayar.nomor, bayar.tanggal, "Salah")
    koreksi = usulkan_koreksi(bayar, usulan, oleh=admin, pada=HARI)
    dilihat = sidik(isi_koreksi(koreksi))
    konfirmasi_koreksi(koreksi, dilihat=dilihat, oleh=admin2, pada=timezone.now())


# The paper


def test_nota_untuk_sekda_sama_dengan_layar(gerak, admin):
    isi = susun_gerakan(Bahan(None, date(2026, 11, 3), admin, "2026-10"))
    layar = gerakan_bulan(OKTOBER, pada=date(2026, 11, 3))
    total = layar.total
    ringkas = [total.pegawai, total.penyumbang, total.dijanji, total.lunas]
    assert isi.tabel[0].jumlah[1:] == [*ringkas, total.rupiah_tahun]
    lengkap = [*ringkas, total.tenggang, total.putus, total.rupiah_tahun]
    assert isi.lampiran[0].jumlah[1:] == lengkap
    for tabel in (*isi.tabel, *isi.lampiran):
        for n in range(1, len(tabel.kolom)):
            assert sum(b[n] for b in tabel.baris) == tabel.jumlah[n]
    assert [b[0] for b in isi.lampiran[0].baris[:-1]] == [b.nama for b in layar.berpenyumbang]
    teks = str(isi)
    for orang in Penyumbang.objects.all():
        assert orang.nip not in teks


@pytest.mark.parametrize("kunci", ["", "x", "2026-13", "2026-12"])
def test_nota_tanpa_bulan_atau_bulan_esok_ditolak(admin, kunci):
    with pytest.raises(AturanDilanggarError):
        susun_gerakan(Bahan(None, date(2026, 11, 3), admin, kunci))
