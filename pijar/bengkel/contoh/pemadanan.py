"""Lists of other offices: one of each kind with every bin, an older one that is superseded."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Exists, OuterRef

from iuran.models import DaftarPadanan, Iuran, JenisPemadanan, PermintaanPadanan, StatusTagihan
from iuran.pemadanan.baca import baca_padanan
from iuran.pemadanan.permintaan import minta_daftar, tulis_daftar
from iuran.pemadanan.sisih import sisihkan
from iuran.pemadanan.terapkan import terapkan_padanan
from iuran.pemadanan.terima import KepalaDaftar, unggah_padanan
from iuran.pemadanan.usulkan import usulkan_baris
from peserta.models import Peserta
from pijar.bengkel.contoh.jawaban import pukul
from pijar.bulan import awal_bulan
from pijar.excel import tulis_besar
from pijar.models import Pengguna, StatusTugas, Tugas
from pijar.tugas import Pelaksana

J = JenisPemadanan
ASING = "3374010101900098"  # nobody's
KOLOM = ("NO", "NIK", "NAMA", "TANGGAL LAHIR", "STATUS", "PERUSAHAAN", "TANGGAL", "KETERANGAN")
# What the list says about its first people: status, company, days before the list, note.
Ragam = Sequence[tuple[str, str, int | None, str]]
DUKCAPIL: Ragam = (
    ("MENINGGAL", "", 9, "AKTA KEMATIAN"),
    ("MENINGGAL DUNIA", "", 40, ""),
    ("MENINGGAL", "", None, ""),
    ("PINDAH KE LUAR KOTA", "", 70, ""),
    ("NIK TIDAK DITEMUKAN", "", None, ""),
    ("HIDUP / PINDAH DATANG", "", None, ""),
)
UPAH: Ragam = (
    ("AKTIF PU", "PT TIRTA ABADI", 120, ""),
    ("AKTIF PU", "CV SUMBER REJEKI", None, ""),
    ("TIDAK DITEMUKAN", "", None, ""),
    ("PENSIUN", "", None, ""),
)
PEMBAYAR: Ragam = (
    ("AKTIF", "YAYASAN PEDULI NELAYAN", 60, ""),
    ("TIDAK TERDAFTAR", "", None, ""),
    ("DALAM PROSES", "", None, ""),
)
PENGIRIM = {
    J.KEPENDUDUKAN: "Disdukcapil, 470/1180",
    J.PENERIMA_UPAH: "BPJS Ketenagakerjaan, B/2207",
    J.PEMBAYAR_LAIN: "Dinas Perikanan, 523/44",
}
HIDUP = {J.KEPENDUDUKAN: "HIDUP", J.PENERIMA_UPAH: "TIDAK AKTIF", J.PEMBAYAR_LAIN: "TIDAK AKTIF"}


def isi_pemadanan(*, pada: date) -> None:
    """Every step is the one that an admin takes; people who are proposed elsewhere stay out."""
    admin = Pengguna.objects.get(username="admin")
    semua = Peserta.objects.terdaftar().filter(daftar_peristiwa=None, daftar_usulan=None)
    tagihan = Iuran.objects.filter(tagihan__status=StatusTagihan.DISUSUN, peserta=OuterRef("pk"))
    orang = list(semua.order_by(Exists(tagihan).desc(), "-pk")[:120])  # of a draft bill first
    if not orang:
        return
    permintaan = _minta(pada, admin)
    lama = pada - timedelta(days=50)
    _pakai(
        _baca(KepalaDaftar(J.KEPENDUDUKAN, lama, "Disdukcapil, 470/990"), orang, (), admin), admin
    )
    kepala = KepalaDaftar(J.KEPENDUDUKAN, pada - timedelta(days=6), "", permintaan)
    dukcapil = _baca(kepala, orang[: -len(orang) // 6], DUKCAPIL, admin)
    _pakai(dukcapil, admin)
    kepala = KepalaDaftar(J.PENERIMA_UPAH, pada - timedelta(days=4), "")
    _pakai(_baca(kepala, orang[len(orang) // 6 :], UPAH, admin), admin)
    kepala = KepalaDaftar(J.PEMBAYAR_LAIN, pada - timedelta(days=1), "")
    _baca(kepala, orang[len(orang) // 3 :], PEMBAYAR, admin)  # waits to be looked at
    _tindak(dukcapil, admin, pada)


def _minta(pada: date, admin: Pengguna) -> PermintaanPadanan:
    alasan = "Pemadanan sebelum tagihan bulan ini"
    permintaan = minta_daftar(tagihan=None, bulan=awal_bulan(pada), alasan=alasan, oleh=admin)
    if (tugas := permintaan.tugas) is not None:
        with TemporaryDirectory() as folder:
            berkas = tulis_daftar(permintaan, Path(folder), oleh=admin, maju=lambda n, dari: None)
            Pelaksana(tugas).simpan_hasil(berkas, berkas.name)
        _selesai(tugas, f"{permintaan.jumlah} orang.")
    return permintaan


def _baca(
    kepala: KepalaDaftar, orang: Sequence[Peserta], ragam: Ragam, admin: Pengguna
) -> DaftarPadanan:
    """The list, uploaded and read."""
    jenis = J(kepala.jenis)
    kepala = kepala._replace(pengirim=kepala.pengirim or PENGIRIM[jenis])
    with TemporaryDirectory() as folder:
        path = Path(folder) / "daftar.xlsx"
        judul = [f"HASIL PEMADANAN {jenis.label.upper()}", f"{kepala.tanggal:%d-%m-%Y}"]
        tulis_besar(path, "Hasil", KOLOM, _baris(kepala, orang, ragam), judul)
        berkas = SimpleUploadedFile(f"padan {jenis.label}.xlsx", path.read_bytes())
    daftar, _ = unggah_padanan(berkas, kepala, oleh=admin)
    DaftarPadanan.objects.filter(pk=daftar.pk).update(dibuat_pada=pukul(kepala.tanggal, 14))
    daftar = baca_padanan(daftar.pk, pada=kepala.tanggal, maju=lambda n, dari: None)
    _selesai(daftar.tugas, f"{daftar.jumlah['dibaca']} baris dibaca.")
    return daftar


def _baris(kepala: KepalaDaftar, orang: Sequence[Peserta], ragam: Ragam) -> list[list[object]]:
    """A row for every bin, the others without a remark; one of another name, one of nobody."""
    biasa = (HIDUP[J(kepala.jenis)], "", None, "")
    hasil: list[list[object]] = []
    for nomor, p in enumerate(orang):
        status, pihak, hari, ket = ragam[nomor] if nomor < len(ragam) else biasa
        tanggal = kepala.tanggal - timedelta(days=hari) if hari is not None else None
        nama = "ORANG LAIN SEKALI" if ragam and nomor == len(ragam) else p.nama.upper()
        lahir = f"{p.tanggal_lahir:%d-%m-%Y}"
        kapan = f"{tanggal:%d-%m-%Y}" if tanggal else ""
        hasil.append([nomor + 1, p.nik, nama, lahir, status, pihak, kapan, ket])
    if ragam:
        hasil.append([len(hasil) + 1, ASING, "BUKAN KAMI", "", biasa[0], "", "", ""])
    return hasil


def _pakai(daftar: DaftarPadanan, admin: Pengguna) -> None:
    terapkan_padanan(daftar.pk, oleh=admin, pada=pukul(daftar.tanggal, 15))


def _tindak(daftar: DaftarPadanan, admin: Pengguna, pada: date) -> None:
    """One death is proposed, the move is set aside; the other death still waits."""
    daftar.refresh_from_db()
    baris = daftar.daftar_baris.select_related("daftar")
    if satu := baris.filter(hasil="meninggal", tanggal__isnull=False).first():
        usulkan_baris(satu, oleh=admin, pada=pada)
    if pindah := baris.filter(hasil="pindah").first():
        alasan = "Masih tinggal di Semarang menurut ketua RT"
        sisihkan(pindah, disisihkan=True, alasan=alasan, oleh=admin, pada=pukul(pada, 10))


def _selesai(tugas: Tugas | None, pesan: str) -> None:
    if tugas is not None:
        tugas.status, tugas.pesan = StatusTugas.SELESAI, pesan
        tugas.mulai_pada = tugas.selesai_pada = tugas.dibuat_pada
        tugas.save()
