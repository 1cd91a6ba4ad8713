"""BPJS's lists of two months: every bin, one superseded, a point settled and one carried over."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files.uploadedfile import SimpleUploadedFile

from iuran.models import BagianDaftar, CaraSelesai, DaftarBPJS, Iuran, JenisDaftar
from iuran.rekonsiliasi.baca import baca_daftar
from iuran.rekonsiliasi.selesai import selesaikan, tandai_diperiksa
from iuran.rekonsiliasi.terima import DaftarMasuk, unggah_daftar
from laporan.surat.actions.buat import buat_surat
from laporan.surat.bahan import Bahan
from peserta.models import Cabang, Peserta
from pijar.bengkel.contoh.jawaban import selesai
from pijar.bulan import WIB, awal_bulan, nama_bulan, tambah_bulan
from pijar.excel import tulis_besar
from pijar.models import Pengguna

KOLOM = ("NO", "NIK", "NAMA PESERTA", "NO KPJ", "TGL LAHIR", "IURAN", "STATUS")
CABANG = Cabang.MAJAPAHIT
TERBANYAK = 20_000  # a large city for a benchmark needs no such lists
ASING = ("3374010101900088", "WARGA LAIN KOTA", "99900000088", "01-01-1990", "16800", "AKTIF")
TAK_TERBACA = ("3,374E+15", "NAMA TERPOTONG", "", "02-02-1980", "16800", "AKTIF")
Baris = tuple[str, ...]


def isi_rekonsiliasi(*, pada: date) -> None:
    """Two months ago two people differed; last month one of them still does, and four more."""
    admin, admin2 = (Pengguna.objects.get(username=u) for u in ("admin", "admin2"))
    lalu = tambah_bulan(awal_bulan(pada), -1)
    dulu = tambah_bulan(lalu, -1)
    orang = _orang(dulu, lalu)
    if not 5 < len(orang) <= TERBANYAK:
        return
    hilang, beda, pu, baru = orang[:4]
    awal = [_baris(p) for p in _bulan(dulu) if p not in (hilang, beda)]
    awal.append(_baris(beda, nama=f"{beda.nama.upper()} BINTI"))
    isi = DaftarMasuk(dulu, CABANG, JenisDaftar.POSTING, dulu.replace(day=26))
    posting = _unggah(isi, awal, admin)
    tandai_diperiksa(posting.pk, oleh=admin2, pada=_pukul(dulu.replace(day=27)))
    buat_surat("berita_acara_rekonsiliasi", Bahan(posting, pada, admin))
    titik = posting.daftar_titik.get(jenis=BagianDaftar.BEDA)
    alasan = "Ejaan di KTP sama dengan data kita; cabang sudah diberi tahu"
    pada_selesai = _pukul(lalu.replace(day=3))
    cara = CaraSelesai.WAJAR
    selesaikan([titik.pk], cara=cara, alasan=alasan, oleh=admin, pada=pada_selesai)
    kini = [_baris(p) for p in _bulan(lalu) if p not in (hilang, beda, pu, baru)]
    kini += [
        _baris(beda, lahir="01-01-1970"),
        _baris(pu, status="AKTIF PU DI PERUSAHAAN LAIN"),
        ASING,
        TAK_TERBACA,
    ]
    isi = DaftarMasuk(lalu, CABANG, JenisDaftar.POSTING, lalu.replace(day=20))
    _unggah(isi, kini[: len(kini) // 2], admin)
    _unggah(isi._replace(tanggal=lalu.replace(day=27)), [*kini, _baris(baru)], admin)


def _orang(*bulan: date) -> list[Peserta]:
    """People of the branch with a live month in each of these."""
    semua = _bulan(bulan[0])
    tetap = {p.pk for p in _bulan(bulan[1])}
    return [p for p in semua if p.pk in tetap]


def _bulan(bulan: date) -> list[Peserta]:
    hidup = Iuran.objects.hidup().filter(
        bulan=bulan, peserta__kelurahan__kecamatan__cabang=CABANG, pembayaran__isnull=False
    )
    return list(Peserta.objects.filter(pk__in=hidup.values("peserta")).order_by("pk"))


def _baris(orang: Peserta, nama: str = "", lahir: str = "", status: str = "AKTIF") -> Baris:
    tanggal = lahir or f"{orang.tanggal_lahir:%d-%m-%Y}"
    return (orang.nik, nama or orang.nama.upper(), orang.kpj, tanggal, "16800", status)


def _unggah(isi: DaftarMasuk, baris: Sequence[Baris], admin: Pengguna) -> DaftarBPJS:
    """The list, uploaded and read on its own day."""
    judul = (f"DAFTAR POSTING IURAN BPU BULAN {nama_bulan(isi.bulan).upper()}", "")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "daftar.xlsx"
        tulis_besar(path, "Posting", KOLOM, _bernomor(baris), judul)
        nama = f"posting {isi.bulan:%Y-%m} {isi.tanggal:%d%m}.xlsx"
        berkas = SimpleUploadedFile(nama, path.read_bytes())
    daftar = unggah_daftar(isi, berkas=[berkas], oleh=admin)
    pesan = baca_daftar(daftar.pk, pada=_pukul(isi.tanggal), maju=lambda n, dari: None)
    if daftar.tugas:
        daftar.tugas.pesan = pesan
    selesai(daftar.tugas)
    daftar.refresh_from_db()
    return daftar


def _bernomor(baris: Sequence[Baris]) -> Iterator[list[str]]:
    for nomor, satu in enumerate(baris, 1):
        yield [str(nomor), *satu]


def _pukul(hari: date) -> datetime:
    return datetime.combine(hari, time(10), WIB)
