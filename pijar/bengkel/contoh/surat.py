"""Letterhead, signatories, number pattern, and papers in every state."""

from datetime import date, datetime
from io import BytesIO

from PIL import Image, ImageDraw

from iuran.models import Tagihan
from laporan.models import PolaNomor, Surat
from laporan.surat.actions.buat import buat_surat
from laporan.surat.actions.nomor import batalkan_surat, beri_nomor, simpan_salinan
from laporan.surat.actions.pengaturan import tambah_kop, tambah_penandatangan, tambah_pola
from laporan.surat.bahan import Bahan
from pijar.bulan import WIB
from pijar.models import Kop, Penandatangan, Pengguna
from pijar.unggahan import Bersih

MULAI = date(2020, 1, 1)
SEMUA_KEADAAN = 4
# The smallest PDF: one empty page, in place of a scan.
PINDAIAN = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)


def isi_surat(*, pada: date) -> None:
    """Every step is the one an admin takes; each other part adds its own kinds below."""
    admin, admin2 = (Pengguna.objects.get(username=u) for u in ("admin", "admin2"))
    kini = datetime(pada.year, pada.month, pada.day, 10, tzinfo=WIB)
    daftar = _surat(pada, admin)
    for satu in daftar[1:SEMUA_KEADAAN]:
        beri_nomor(satu, pada=kini, oleh=admin)
    if len(daftar) >= SEMUA_KEADAAN:
        simpan_salinan(daftar[2], Bersih(PINDAIAN, "application/pdf"), pada=kini, oleh=admin)
        batalkan_surat(daftar[3], alasan="Alamat tujuan keliru.", pada=kini, oleh=admin2)


def isi_pengaturan(*, pada: date) -> None:
    """Letterhead, signatory and number pattern, from long ago: every paper needs them."""
    admin = Pengguna.objects.get(username="admin")
    kop = Kop(
        mulai=MULAI,
        pemerintah="Pemerintah Kota Semarang",
        instansi="Dinas Tenaga Kerja",
        alamat="Jalan Ki Mangunsarkoro Nomor 21, Semarang 50241\nTelepon (024) 8440335",
        kota="Semarang",
    )
    tambah_kop(kop, logo=(_logo(), ".png"), tanpa_logo=False, oleh=admin)
    kepala = Penandatangan(
        mulai=MULAI,
        jabatan="Kepala Dinas Tenaga Kerja",
        nama="Dra. Contoh Pejabat, M.Si.",
        pangkat="Pembina Utama Muda",
        nip="196808171994032005",
    )
    tambah_penandatangan(kepala, oleh=admin)
    tambah_pola(PolaNomor(mulai=MULAI, pola="560/{n}/{tahun}"), oleh=admin)


def _logo() -> bytes:
    """A plain mark, so that nobody takes a sample for a paper of the city."""
    gambar = Image.new("RGBA", (400, 400))
    lukis = ImageDraw.Draw(gambar)
    lukis.ellipse((10, 10, 390, 390), outline="black", width=16)
    lukis.polygon([(200, 60), (320, 300), (80, 300)], outline="black", width=12)
    tujuan = BytesIO()
    gambar.save(tujuan, "PNG")
    return tujuan.getvalue()


def _surat(pada: date, admin: Pengguna) -> list[Surat]:
    """Letters of the newest issued bills; one that names the dead would get no number."""
    surat = []
    terbit = Tagihan.objects.filter(status__in=["terbit", "dibayar"], saldo_awal=None)
    for tagihan in terbit.order_by("-pk").iterator():
        satu = buat_surat("surat_tagihan", Bahan(tagihan, pada, admin)).surat
        if not satu.daftar_versi.get().isi["alasan_konsep"]:
            surat.append(satu)
        if len(surat) == SEMUA_KEADAAN:
            break
    return surat
