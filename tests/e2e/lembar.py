"""Spreadsheets as the field and BPJS really send them, made up for today; nobody in them is real.

Ages are counted from the day of the test, so the same rows mean the same on any day of any year.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from openpyxl import Workbook

from peserta import rujukan
from pijar.bengkel.contoh.orang import kata
from pijar.excel import Kolom, tulis_besar
from tests.factories import nik_dari

PEKERJAAN = ("nelayan", "pemulung", "juru parkir", "guru ngaji", "pedagang keliling")
TRANSPORTASI = ("tukang becak", "pengemudi ojek")
LAKI = kata("Agus Bambang Eko Hadi Joko Kasdi Mulyono Paijo Slamet Sutrisno")
PEREMPUAN = kata("Aminah Dewi Endang Kartini Murni Ngatimah Ratna Rubiyah Suminah Wagiyem")
BELAKANG = kata("Handayani Kurniawan Lestari Nugroho Prasetyo Rahayu Santoso Utami Wibowo Widodo")
JUDUL = (
    "No", "Nama Lengkap", "N I K", "No. KK", "L/P", "Tempat, Tgl Lahir", "Nama Ibu Kandung",
    "Alamat", "RT/RW", "Kelurahan", "Kecamatan", "Pekerjaan", "No HP", "Penghasilan / bulan",
)  # fmt: skip
BARIS_PERTAMA = 5  # title, subtitle, empty row, header


class Orang(NamedTuple):
    """A row of the list, in the order of :data:`JUDUL` without the number."""

    nama: str
    nik: str | int
    no_kk: str
    jenis_kelamin: str
    kelahiran: str
    nama_ibu: str
    alamat: str
    rt_rw: str
    kelurahan: str
    kecamatan: str
    pekerjaan: str
    hp: str
    penghasilan: int


@cache
def tempat() -> tuple[tuple[str, str], ...]:
    """A kelurahan of every kecamatan, so that both branches of BPJS have people."""
    per_kecamatan = {
        k.kode_kecamatan: (k.nama, k.kode_kecamatan) for k in rujukan.daftar_kelurahan()
    }
    nama = {k.kode: k.nama for k in rujukan.daftar_kecamatan()}
    return tuple((kelurahan, nama[kode]) for kelurahan, kode in per_kecamatan.values())


def lahir_pada(hari_ini: date, umur: int, n: int) -> date:
    """A birthday that makes somebody ``umur`` years old today, well away from the next one."""
    return date(hari_ini.year - umur - 1, 1 + n % 12, 1 + n % 28)


def orang(n: int, hari_ini: date, *, umur: int = 0, kelamin: str = "") -> Orang:
    """The ``n``-th person; nobody else has this NIK."""
    kelamin = kelamin or "LP"[n % 2]
    lahir = lahir_pada(hari_ini, umur or 25 + n % 30, n)
    depan = (LAKI if kelamin == "L" else PEREMPUAN)[n // 2 % 10]
    kelurahan, kecamatan = tempat()[n % len(tempat())]
    pekerjaan = (*PEKERJAAN, *TRANSPORTASI)[n % 7]
    return Orang(
        nama=f"{depan} {BELAKANG[n // 20 % 10]}",
        nik=nik_dari(lahir, kelamin, n, f"3374{1 + n % 16:02}"),
        no_kk=f"3374{1 + n % 16:02}{1 + n % 28:02}0615{n % 9999 + 1:04}",
        jenis_kelamin=kelamin if n % 9 else {"L": "Laki-laki", "P": "Perempuan"}[kelamin],
        kelahiran=f"Semarang, {lahir:%d-%m-%Y}",
        nama_ibu=PEREMPUAN[n % 10],
        alamat=f"Jl. Layur No. {n + 1}",
        rt_rw=f"{1 + n % 12:02}/{1 + n % 9:02}",
        kelurahan=kelurahan,
        kecamatan=kecamatan,
        pekerjaan=pekerjaan,
        hp=f"0812{n + 30_000_000:08}",
        penghasilan=600_000 + n % 5 * 150_000,
    )


LEWAT_USIA, BEDA_KELAMIN = 9, 19
KEMBAR, ASLI, ANGKA, LIMA_BELAS, TERTUKAR, TANPA_NAMA, RAMAL, SALAH_TEMPAT, RUMUS = (
    2, 32, 12, 22, 27, 37, 42, 47, 52,
)  # fmt: skip
JANGGAL = (
    LEWAT_USIA, BEDA_KELAMIN, KEMBAR, ASLI, ANGKA, LIMA_BELAS, TERTUKAR, TANPA_NAMA, RAMAL,
    SALAH_TEMPAT, RUMUS,
)  # fmt: skip


def daftar_kelurahan(hari_ini: date) -> list[Orang]:
    """Sixty rows: 49 good, 2 to look at (rows 10 and 20 of the list), 9 wrong."""
    semua = [orang(n, hari_ini) for n in range(60)]
    ubah = {
        LEWAT_USIA: orang(LEWAT_USIA, hari_ini, umur=66),
        BEDA_KELAMIN: semua[BEDA_KELAMIN]._replace(
            jenis_kelamin="L" if semua[BEDA_KELAMIN].jenis_kelamin[0] == "P" else "P"
        ),
        KEMBAR: semua[KEMBAR]._replace(nik=semua[ASLI].nik),
        ANGKA: semua[ANGKA]._replace(nik=int(str(semua[ANGKA].nik)[:15] + "0")),
        LIMA_BELAS: semua[LIMA_BELAS]._replace(nik=str(semua[LIMA_BELAS].nik)[:15]),
        TERTUKAR: semua[TERTUKAR]._replace(
            nik=semua[TERTUKAR].no_kk, no_kk=str(semua[TERTUKAR].nik)
        ),
        TANPA_NAMA: semua[TANPA_NAMA]._replace(nama=""),
        RAMAL: semua[RAMAL]._replace(pekerjaan="tukang ramal"),
        SALAH_TEMPAT: semua[SALAH_TEMPAT]._replace(kecamatan=semua[SALAH_TEMPAT + 1].kecamatan),
        RUMUS: semua[RUMUS]._replace(nama='=HYPERLINK("http://contoh","x")'),
    }
    return [ubah.get(n, satu) for n, satu in enumerate(semua)]


def daftar_pendek(hari_ini: date, bagus: int) -> list[Orang]:
    """Every doubtful and wrong row of the list, and only so many good ones."""
    semua = list(enumerate(daftar_kelurahan(hari_ini)))
    baik = [n for n, _ in semua if n not in JANGGAL][:bagus]
    return [satu for n, satu in semua if n in (*JANGGAL, *baik)]


def tulis_daftar(path: Path, baris: Sequence[Orang], hari_ini: date) -> Path:
    """A list with a merged title above the header and a total below the last person."""
    buku = Workbook()
    lembar = buku.active
    lembar.append(["DATA PEKERJA RENTAN KELURAHAN"])
    lembar.merge_cells("A1:L1")
    lembar.append([f"Kota Semarang, Tahun {hari_ini.year}"])
    lembar.append([])
    lembar.append(JUDUL)
    for nomor, satu in enumerate(baris, 1):
        lembar.append([nomor, *satu])
        lembar.cell(lembar.max_row, 2).data_type = "s"  # "=…" is what somebody typed, no formula
    lembar.append([])
    lembar.append([None, f"Jumlah: {len(baris)} orang"])
    buku.save(path)
    return path


def tulis_panjang(path: Path, jumlah: int, hari_ini: date) -> Path:
    """A list of very many good rows, with the plain header."""
    isi = ([n + 1, *_panjang(n, hari_ini)] for n in range(jumlah))
    tulis_besar(path, "Data", [Kolom(judul) for judul in JUDUL], isi)
    return path


def _panjang(n: int, hari_ini: date) -> Orang:
    """A person whose birth date moves on after every 9.000, so that the NIK stays unique."""
    satu = orang(n, hari_ini, kelamin="L")
    lahir = date(hari_ini.year - 50 + n // 9_000, 1 + n % 12, 1 + n % 28)
    nik = nik_dari(lahir, "L", n % 9_000)
    return satu._replace(nik=nik, kelahiran=f"Semarang, {lahir:%d-%m-%Y}")


class Jawaban(NamedTuple):
    """A row of BPJS's answer."""

    nik: str
    nama: str
    kpj: str
    keterangan: str


def jawaban_kartu(
    dikirim: Sequence[tuple[str, str]], ragam: tuple[int, int, int] = (3, 8, 11)
) -> list[Jawaban]:
    """The answer to people (NIK, nama): of 49, 46 have a card, 1 failed, 2 are not mentioned.

    ``ragam``: who was a member already, whose KPJ went through Excel as a number, who failed. At
    the end stands somebody whom nobody sent.
    """
    lama, angka, gagal = ragam
    baris = [
        Jawaban(nik, nama.upper(), f"{90_000_000_000 + n}", "BERHASIL")
        for n, (nik, nama) in enumerate(dikirim[:-2])
    ]
    baris[lama] = baris[lama]._replace(keterangan="SUDAH MENJADI PESERTA")
    baris[angka] = baris[angka]._replace(kpj=f"{baris[angka].kpj}.0")
    baris[gagal] = baris[gagal]._replace(keterangan="GAGAL: DATA TIDAK PADAN")
    return [*baris, Jawaban("3374141301729999", "ORANG LAIN", "12345678901", "BERHASIL")]


def tulis_jawaban(path: Path, baris: Iterable[Jawaban]) -> Path:
    """The sheet of the branch office: every cell text."""
    buku = Workbook()
    lembar = buku.active
    lembar.append(["NO", "NIK", "NAMA PESERTA", "NO KPJ", "KETERANGAN"])
    for nomor, satu in enumerate(baris, 1):
        lembar.append([nomor, *satu])
    buku.save(path)
    return path
