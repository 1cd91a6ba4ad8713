"""Certificates of thanks: true figures, nothing for who never paid, every file says the same."""

from datetime import date
from io import BytesIO

import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone

from iuran.gerakan import jasa_opd, jasa_penyumbang
from iuran.models import OPD, Pembayaran, PenempatanOPD, Penyumbang
from laporan.models import PolaNomor, Surat
from laporan.surat.actions.buat import buat_surat
from laporan.surat.actions.nomor import beri_nomor
from laporan.surat.bahan import Bahan
from laporan.surat.berkas.cetak import cetakan
from laporan.surat.berkas.docx import buat_docx
from laporan.surat.berkas.pdf import buat_pdf
from laporan.surat.susun.piagam import susun_opd, susun_penyumbang
from pijar.errors import AturanDilanggarError
from tests.factories import JanjiFactory, PenyumbangFactory
from tests.iuran.janji_lunas import batalkan_bukti, bayar_janji
from tests.laporan.contoh_gerakan import CONTOH_GERAKAN, MEI, NAMA, dua_pekerja
from tests.laporan.test_surat_berkas import teks_html, teks_word
from tests.peran import buat

JAN = date(2026, 1, 1)
ANGKA = {
    "Ikut sejak": "20 Februari 2025",
    "Jumlah pekerja": "2 (dua) orang",
    "Iuran yang dibayar": "5 (lima) orang-bulan",
    "Untuk bulan": "Januari 2026 s.d. Maret 2026",
}


@pytest.fixture
def donor(db) -> Penyumbang:
    return dua_pekerja()


def pindah(donor: Penyumbang, sejak: date) -> OPD:
    """The donor's new office."""
    kantor = OPD.objects.exclude(pk=donor.opd_id).first()
    oleh = donor.didata_oleh
    PenempatanOPD.objects.create(penyumbang=donor, opd=kantor, sejak=sejak, oleh=oleh)
    Penyumbang.objects.filter(pk=donor.pk).update(opd=kantor)
    return kantor


def test_angka_penyumbang(donor, admin) -> None:
    isi = susun_penyumbang(Bahan(donor, MEI, admin))
    assert dict(isi.fakta) == {
        "Nama": NAMA, "Perangkat daerah": "Dinas Tenaga Kerja", **ANGKA,
    }  # fmt: skip
    rahasia = [donor.nip, donor.hp, *(j.peserta.nik for j in donor.daftar_janji.all())]
    assert not [r for r in rahasia if r in str(isi)]


def test_angka_opd_menjumlahkan_penyumbangnya(donor, admin) -> None:
    bayar_janji(JanjiFactory(), 12)
    isi = dict(susun_opd(Bahan(donor.opd, MEI, admin)).fakta)
    assert isi["Penyumbang"] == "2 (dua) orang"
    assert isi["Jumlah pekerja"] == "3 (tiga) orang"
    assert isi["Iuran yang dibayar"] == "17 (tujuh belas) orang-bulan"


def test_hanya_bukti_sampai_tanggal_piagam(donor) -> None:
    bayar_janji(donor.daftar_janji.first(), 2, date(2026, 6, 1), pada=date(2026, 5, 21))
    assert jasa_penyumbang(donor, MEI).bulan == 5
    assert jasa_penyumbang(donor, date(2026, 5, 21)).bulan == 7


def test_bulan_opd_menurut_kantor_bulan_itu(donor) -> None:
    """January in the old office; who moves in February counts there from February on."""
    lama = donor.opd
    baru = pindah(donor, date(2026, 2, 10))
    assert (jasa_opd(lama, MEI).bulan, jasa_opd(baru, MEI).bulan) == (2, 3)
    assert jasa_penyumbang(donor, MEI).bulan == 5


def test_bulan_sebelum_catatan_kantor_ikut_kantor_pertama(donor) -> None:
    lama = donor.opd
    PenempatanOPD.objects.filter(penyumbang=donor).update(sejak=date(2026, 2, 1))
    baru = pindah(donor, date(2026, 3, 1))
    assert (jasa_opd(lama, MEI).bulan, jasa_opd(baru, MEI).bulan) == (4, 1)


@pytest.mark.parametrize("susun", [susun_penyumbang, susun_opd])
def test_yang_belum_pernah_membayar_tidak_mendapat(admin, susun) -> None:
    donor = JanjiFactory().penyumbang
    objek = donor if susun is susun_penyumbang else donor.opd
    with pytest.raises(AturanDilanggarError, match="Belum ada iuran yang dibayar"):
        susun(Bahan(objek, MEI, admin))


def test_bukti_yang_batal_tidak_dihitung(donor) -> None:
    for bukti in Pembayaran.objects.all():
        batalkan_bukti(bukti)
    hasil = jasa_penyumbang(donor, MEI)
    assert (hasil.bulan, hasil.awal, hasil.sejak) == (0, None, None)


@pytest.mark.parametrize("susun", [susun_penyumbang, susun_opd])
def test_admin_satu_wilayah_tidak_membuatnya(donor, susun) -> None:
    sana = buat("sana", "admin", wilayah=["33.74.02"])
    objek = donor if susun is susun_penyumbang else donor.opd
    with pytest.raises(AturanDilanggarError, match="tanpa batas wilayah"):
        susun(Bahan(objek, MEI, sana))


@pytest.mark.parametrize("kode", CONTOH_GERAKAN)
def test_pdf_dan_word_sama_lalu_bernomor(admin, kode: str) -> None:
    PolaNomor.objects.create(mulai=JAN, pola="560/{n}/{tahun}")
    surat = buat_surat(kode, CONTOH_GERAKAN[kode](admin)).surat
    assert beri_nomor(surat, pada=timezone.now(), oleh=admin) == "560/1/2026"
    c = cetakan(Surat.objects.get(pk=surat.pk))
    html, word = teks_html(c), teks_word(buat_docx(c))
    for _, nilai in c.isi.fakta:
        assert nilai.replace("<", "&lt;").replace(">", "&gt;").replace("& ", "&amp; ") in html
        assert nilai in word
    assert "560/1/2026" in html
    with pikepdf.open(BytesIO(buat_pdf(c))) as pdf:
        assert [h.mediabox[2] > h.mediabox[3] for h in pdf.pages] == [True]  # one lying page


@pytest.mark.parametrize(("kode", "nama"), [("piagam_opd", "opd"), ("piagam_penyumbang", "donor")])
def test_admin_membuat_lewat_layar(admin_client, petugas_client, donor, kode, nama) -> None:
    objek = donor.opd if nama == "opd" else donor
    alamat = f"{reverse('laporan:surat_baru')}?jenis={kode}&objek={objek.pk}"
    assert petugas_client.get(alamat).status_code == 403
    assert admin_client.get(alamat).status_code == 200
    kirim = {"jenis": kode, "objek": objek.pk, "tanggal": f"{timezone.localdate():%d-%m-%Y}"}
    assert admin_client.post(reverse("laporan:surat_baru"), kirim).status_code == 302
    surat = Surat.objects.get(jenis=kode)
    assert NAMA not in surat.judul
    kantor = reverse("iuran:ingatkan_daftar")
    html = admin_client.get(kantor, {"opd": donor.opd_id}).text
    assert (reverse("laporan:surat_detail", args=[surat.pk]) in html) == (kode == "piagam_opd")


@pytest.mark.parametrize("jumlah", [1, 3])
def test_kueri_tetap(admin, jumlah: int, django_assert_num_queries) -> None:
    donor = PenyumbangFactory()
    for _ in range(jumlah):
        bayar_janji(JanjiFactory(penyumbang=donor), 2)
    with django_assert_num_queries(1):
        susun_penyumbang(Bahan(donor, MEI, admin))
    with django_assert_num_queries(1):
        susun_opd(Bahan(donor.opd, MEI, admin))
