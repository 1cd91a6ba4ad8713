"""Letters to BPJS and papers about money, numbered and as drafts, as an admin makes them."""

from datetime import date, datetime

from iuran.models import BerkasBPJS, StatusBerkas, StatusTagihan, SumberDana, Tagihan
from laporan.models import Surat
from laporan.surat.actions.buat import buat_surat
from laporan.surat.actions.nomor import beri_nomor
from laporan.surat.bahan import Bahan
from pijar.bulan import WIB, awal_bulan, tambah_bulan
from pijar.models import Pengguna


def isi_surat_bpjs(*, pada: date) -> None:
    """A sent batch and a paid bill have numbered letters; a draft bill and the report wait."""
    admin = Pengguna.objects.get(username="admin")
    ada = Surat.objects.filter(jenis__in=["surat_tagihan", "nota_pembayaran"])
    bersurat = Tagihan.objects.filter(saldo_awal=None, induk=None)
    bersurat = bersurat.exclude(pk__in=ada.values("objek")).order_by("-bulan", "pk")
    kota = bersurat.filter(sumber__in=SumberDana.objects.dibayar_kota())
    terkirim = BerkasBPJS.objects.filter(
        status__in=[StatusBerkas.DIKIRIM, StatusBerkas.SELESAI],
        daftar_kiriman__ditarik_pada=None,
        daftar_kiriman__isnull=False,
    )
    if lunas := kota.filter(status=StatusTagihan.DIBAYAR).first():
        _bernomor("surat_tagihan", lunas, f"B/412/500.15.14/{pada:%Y}", pada, admin)
    if berkas_bpjs := terkirim.order_by("pk").first():
        kiriman = berkas_bpjs.daftar_kiriman.berlaku().get()
        _bernomor("pengantar_pendaftaran", berkas_bpjs, kiriman.nomor_surat, kiriman.tanggal, admin)
    if draf := bersurat.filter(status=StatusTagihan.DISUSUN).first():
        buat_surat("surat_tagihan", Bahan(draf, pada, admin))
    if terbit := kota.filter(status=StatusTagihan.DITERBITKAN).first():
        buat_surat("nota_pembayaran", Bahan(terbit, pada, admin))
    bulan = tambah_bulan(awal_bulan(pada), -1)
    apbd = SumberDana.objects.filter(kode="APBD", tahun=bulan.year).first()
    if apbd:
        buat_surat("realisasi", Bahan(apbd, pada, admin, f"{bulan:%Y-%m}"))


def _bernomor(kode: str, objek: object, nomor: str, hari: date, admin: Pengguna) -> None:
    """A paper of that day, with a number of the city's own register."""
    surat = buat_surat(kode, Bahan(objek, hari, admin)).surat
    kini = datetime(hari.year, hari.month, hari.day, 10, tzinfo=WIB)
    beri_nomor(surat, nomor=nomor, pada=kini, oleh=admin)
