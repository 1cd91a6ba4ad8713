"""The civil servants' movement: a donor in every state, their evidence, BPJS's list and report."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from django.core.files.uploadedfile import SimpleUploadedFile

from iuran.daftar_setoran.baca import baca_setoran
from iuran.daftar_setoran.terapkan import terapkan_setoran
from iuran.daftar_setoran.terima import KepalaSetoran, unggah_setoran
from iuran.gerakan.actions.laporan_bpjs import BarisBPJS, KepalaLaporan, simpan_laporan
from iuran.gerakan.actions.opd import JumlahPegawai, catat_pegawai, catat_target
from iuran.impor_penyumbang.baca import baca_jawaban_asn
from iuran.impor_penyumbang.terima import unggah_jawaban_asn
from iuran.models import OPD, Janji, KanalBayar, Penyumbang, StatusPenyumbang, SumberDana
from iuran.penyumbang.actions.janji import (
    IsiJanji,
    Penerus,
    alihkan,
    ambil_alih_kota,
    buat_janji,
)
from iuran.penyumbang.actions.kartu import IsiKartu, daftarkan
from iuran.penyumbang.actions.penyumbang import IsiPenyumbang, catat_penyumbang, keluarkan
from iuran.setoran.actions.slip import IsiSlip, catat_slip
from iuran.setoran.aturan import Pilihan
from peserta.bersih.nik import angka_lahir
from peserta.models import Peserta
from pijar.bengkel.contoh.jawaban import selesai
from pijar.bengkel.contoh.orang import KOLOM, daftar_orang
from pijar.bengkel.contoh.sumber import buat
from pijar.bulan import WIB, akhir_bulan, awal_bulan, nama_bulan, tambah_bulan
from pijar.excel import Jenis, Kolom, tulis_besar
from pijar.models import Pengguna
from verifikasi import actions
from verifikasi.models import Pengajuan

SUMBER = ("ASN", "ASN/PNS Peduli", "asn", 3_225_600_000, 16_000)
BENIH, IURAN = 15, 16_800
# office, civil servants, workers to protect this year
KANTOR = (
    ("Dinas Tenaga Kerja", 142, 142),
    ("Dinas Kesehatan", 1_430, 1_000),
    ("Dinas Pendidikan", 5_210, 4_000),
    ("Kecamatan Pedurungan", 118, 118),
    ("RSD K.R.M.T. Wongsonegoro", 960, 600),
    ("Badan Kepegawaian, Pendidikan dan Pelatihan", 88, 88),
)


class Kisah(NamedTuple):
    """One donor and his promise: office, term, months since it began, months paid of it."""

    nama: str
    nip: str
    kantor: int
    tempo: int
    lalu: int
    dibayar: int


KISAH = (
    Kisah("Bambang Lestari, S.Kom.", "197608012004121327", 0, 12, 8, 12),
    Kisah("Imam Wicaksono, S.Pd.", "199210222018031278", 1, 3, 6, 6),  # must pay now
    Kisah("Yuli Saputra, S.E.", "198709142012011703", 2, 3, 5, 3),  # in grace
    Kisah("Dwi Handayani, S.Pd.", "198508172009022498", 2, 6, 9, 3),  # lapsed
    Kisah("Tri Widodo, S.Kom.", "197706032001121053", 3, 6, 7, 6),  # its term is over
    Kisah("Lestari Utami, S.H.", "196805091992032201", 4, 12, 4, 3),  # retired, worker unpaid soon
    Kisah("Wahyu Nugroho, S.Kom.", "198910242015031183", 5, 3, 4, 3),  # handed to a colleague
    Kisah("Ngatini Rahayu, S.E.", "197810191999032785", 1, 3, 3, 3),  # the city takes over
    Kisah("Rubiyah Susanto, S.Kom.", "198010282005012217", 0, 1, 0, 0),  # waits for the card
)
PENERUS = Kisah("Agus Raharjo, S.T.", "198303142008011005", 5, 6, 0, 0)
KEPALA = (
    "Timestamp", "NIP", "Nama ASN", "OPD", "No HP ASN", "NIK pekerja rentan",
    "Nama pekerja rentan", "Tanggal lahir", "Jenis kelamin", "Kelurahan", "Kecamatan", "Pekerjaan",
    "Periode pembayaran", "Mulai bulan",
)  # fmt: skip
KOLOM_BPJS = ("NO", "NIK", "NAMA PESERTA", "NO KPJ", "IURAN", "NIP PENYUMBANG")


def isi_gerakan(*, pada: date) -> None:
    """Every step is the one that an officer takes, on the day on which it would be taken."""
    orang = {p.username: p for p in Pengguna.objects.all()}
    admin = orang["admin"]
    _sumber(pada, admin, orang["admin2"])
    kantor = [OPD.objects.get(nama=nama) for nama, *_ in KANTOR]
    _kantor(kantor, admin, pada)
    pekerja = _pekerja(len(KISAH), orang, pada)
    janji = [_kisah(k, kantor, p, admin, pada) for k, p in zip(KISAH, pekerja, strict=True)]
    _sesudahnya(janji, kantor, admin, pada)
    _daftar_bpjs(janji, admin, pada)
    _laporan_bpjs(kantor, admin, pada)
    _formulir(pekerja, admin, pada)


def _sumber(pada: date, admin: Pengguna, admin2: Pengguna) -> None:
    saat = datetime.combine(pada, time(10), WIB)
    for tahun in range(tambah_bulan(pada, -9).year, pada.year + 2):
        if not SumberDana.objects.filter(jenis="asn", tahun=tahun).exists():
            buat(SUMBER, tahun, admin, admin2, saat)


def _kantor(kantor: Sequence[OPD], admin: Pengguna, pada: date) -> None:
    awal = date(pada.year, 1, 31) if pada > date(pada.year, 1, 31) else pada
    asal = "Data BKPP (contoh)"
    daftar = [
        JumlahPegawai(opd, awal, jumlah, asal)
        for opd, (_, jumlah, _) in zip(kantor, KANTOR, strict=True)
    ]
    catat_pegawai(daftar, oleh=admin, pada=pada)
    for opd, (_, _, target) in zip(kantor, KANTOR, strict=True):
        catat_target(opd, pada.year, target, oleh=admin)


def _pekerja(jumlah: int, orang: dict[str, Pengguna], pada: date) -> list[Peserta]:
    """New people whom a verifier finds layak."""
    petugas = orang["petugas"]
    semua = []
    for n, baris in enumerate(daftar_orang(["draf"] * jumlah, BENIH, pada, petugas.pk)):
        isi = dict(zip(KOLOM, baris, strict=True))
        lahir = date.fromisoformat(isi["tanggal_lahir"])
        isi["nik"] = f"332499{angka_lahir(lahir, isi['jenis_kelamin'])}{n + 7001}"
        semua.append(_orang(isi, petugas))
    pks = [p.pk for p in semua]
    actions.ajukan(
        pks,
        oleh=petugas,
        pada=pada,
        keterangan_kerja_tanggal=pada - timedelta(days=7),
        keterangan_kerja_oleh="Ketua RW setempat",
        keterangan_kerja_bukti="Surat keterangan bekerja",
    )
    actions.setujui_banyak(
        Pengajuan.objects.filter(peserta__in=pks).values_list("pk", flat=True),
        kode=["bukan_penerima_upah", "penduduk"],
        dasar="Pengecekan daftar peserta BPJS dan kartu keluarga",
        oleh=orang["verifikator"],
        pada=pada,
    )
    return list(Peserta.objects.filter(pk__in=pks).order_by("pk"))


def _orang(isi: dict[str, str], petugas: Pengguna) -> Peserta:
    abai = {"id", "penyunting", "dibuat_pada", "diubah_pada", "sumber_data"}
    kolom = {k: v for k, v in isi.items() if k not in abai and v != "\\N"}
    return Peserta.objects.create(**kolom, penyunting=[petugas.pk], sumber_data="asn")


def _penyumbang(k: Kisah, kantor: Sequence[OPD], admin: Pengguna, sejak: date) -> Penyumbang:
    isi = IsiPenyumbang(k.nip, k.nama, kantor[k.kantor].pk, "081234567890", sejak)
    return catat_penyumbang(isi, oleh=admin)


def _kisah(k: Kisah, kantor: Sequence[OPD], pekerja: Peserta, admin: Pengguna, pada: date) -> Janji:
    """The promise; the card and one slip for each term that was paid."""
    mulai = tambah_bulan(awal_bulan(pada), -k.lalu)
    penyumbang = _penyumbang(k, kantor, admin, mulai)
    isi = IsiJanji(penyumbang.pk, pekerja.pk, k.tempo, mulai)
    janji = buat_janji(isi, oleh=admin, pada=mulai, alasan="Jawaban formulir")
    if not k.dibayar:
        return janji
    kartu = IsiKartu(f"2615{pekerja.pk:07}", f"Kartu BPJS {k.nip[-3:]}", mulai)
    daftarkan(janji, kartu, oleh=admin)
    lama = min(k.tempo, k.dibayar)
    for ke in range(k.dibayar // lama):
        awal = tambah_bulan(mulai, ke * lama)
        tanggal = min(pada, awal + timedelta(days=9))
        slip = IsiSlip(
            penyumbang.pk,
            f"TRX-{k.nip[-4:]}-{ke + 1}",
            tanggal,
            KanalBayar.BANK if ke % 2 else KanalBayar.GERAI,
            lama * IURAN,
            [Pilihan(janji.pk, awal, lama)],
        )
        catat_slip(slip, oleh=admin, pada=pada)
    janji.refresh_from_db()
    return janji


def _sesudahnya(janji: Sequence[Janji], kantor: Sequence[OPD], admin: Pengguna, pada: date) -> None:
    """One donor retires, one hands his worker over, one worker is taken over by the city."""
    pensiun, alih, kota = janji[5], janji[6], janji[7]
    keluarkan(
        pensiun.penyumbang,
        StatusPenyumbang.PENSIUN,
        pada=awal_bulan(pada),
        alasan="Pensiun batas usia",
        oleh=admin,
    )
    baru = _penyumbang(PENERUS, kantor, admin, awal_bulan(pada))
    penerus = Penerus(baru, tambah_bulan(alih.sampai, 1), PENERUS.tempo)
    alihkan(alih, penerus, alasan="Pindah tugas", oleh=admin, pada=pada)
    alasan = "Penyumbang tidak melanjutkan"
    ambil_alih_kota(kota, kota.sampai, alasan=alasan, oleh=admin, pada=pada)


def _daftar_bpjs(janji: Sequence[Janji], admin: Pengguna, pada: date) -> None:
    """BPJS's list of last month: a slip confirmed, a month newly known, a stranger, one missing."""
    bulan = tambah_bulan(awal_bulan(pada), -1)
    slip, kita_tidak_tahu, beda = janji[0], janji[2], janji[1]
    baris = [_baris(slip), _baris(kita_tidak_tahu), _baris(beda, iuran="8400")]
    baris.append(("3374010101900088", "WARGA LAIN KOTA", "99900000088", str(IURAN), ""))
    isi = [(str(n), *b) for n, b in enumerate(baris, 1)]
    judul = (f"DAFTAR IURAN ASN PEDULI BULAN {nama_bulan(bulan).upper()}", "")
    berkas = _buku("Iuran", KOLOM_BPJS, isi, f"asn peduli {bulan:%Y-%m}.xlsx", judul)
    tanggal = akhir_bulan(bulan)
    daftar, _ = unggah_setoran(berkas, KepalaSetoran(bulan, tanggal), oleh=admin)
    saat = datetime.combine(pada, time(11), WIB)
    baca_setoran(daftar.pk, pada=saat, maju=lambda n, dari: None)
    selesai(daftar.tugas)
    terapkan_setoran(daftar.pk, oleh=admin, pada=saat)


def _baris(janji: Janji, iuran: str = str(IURAN)) -> tuple[str, ...]:
    p = janji.peserta
    p.refresh_from_db()
    return (p.nik, p.nama.upper(), p.kpj, iuran, janji.penyumbang.nip)


def _laporan_bpjs(kantor: Sequence[OPD], admin: Pengguna, pada: date) -> None:
    bulan = tambah_bulan(awal_bulan(pada), -1)
    kepala = KepalaLaporan(bulan, "B/1011/BPJS", awal_bulan(pada))
    baris = [
        BarisBPJS(opd, 1 + n % 2, 1 + n % 2, (1 + n % 2) * IURAN) for n, opd in enumerate(kantor)
    ]
    simpan_laporan(kepala, baris, oleh=admin, pada=pada)


def _formulir(pekerja: Sequence[Peserta], admin: Pengguna, pada: date) -> None:
    """New answers that wait to be looked at, with the usual mistakes."""
    mulai = nama_bulan(tambah_bulan(awal_bulan(pada), 1))
    lama, diulang = KISAH[0], pekerja[0]
    baru = ("3374141302820696", "Sukirman Purwanti", "13/02/1982", "L")
    tempat = ("Bubakan", "Mijen", "nelayan")
    ulang = (diulang.nik, diulang.nama, f"{diulang.tanggal_lahir:%d/%m/%Y}", diulang.jenis_kelamin)
    asn = ("199406092019061348", "Sutarmi Purwanti, S.E.", "BKPP", "083792066826")
    rusak = ("19940609201906134", "Agus Setiawan, S.E.", "Disnaker", "082603521464")
    kenal = (lama.nip, lama.nama, "Kec. Pedurungan", "081234567890")
    jawaban = [
        (*asn, *baru, *tempat, "setahun sekali", mulai),
        (*rusak, *baru, *tempat, "triwulan", mulai),
        (*kenal, *ulang, *tempat, "12 bulan", mulai),
    ]
    isi = [(f"{pada:%d/%m/%Y} 1{n}:00:00", *j) for n, j in enumerate(jawaban)]
    berkas = _buku("Form Responses 1", KEPALA, isi, "jawaban asn peduli.xlsx")
    impor, _ = unggah_jawaban_asn(berkas, oleh=admin)
    baca_jawaban_asn(impor.pk, pada=pada, maju=lambda n, dari: None)
    impor.refresh_from_db()
    selesai(impor.tugas)


def _buku(
    lembar: str,
    kepala: Sequence[str],
    isi: Sequence[Sequence[str]],
    nama: str,
    judul: tuple[str, ...] = (),
) -> SimpleUploadedFile:
    kolom = [Kolom(k, Jenis.TEKS) for k in kepala]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "buku.xlsx"
        tulis_besar(path, lembar, kolom, iter(isi), judul)
        return SimpleUploadedFile(nama, path.read_bytes())
