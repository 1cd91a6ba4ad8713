"""The one table of a person's fields: every set of columns is made from it.

Template, mapping, checks, comparison, applying, export, timeline, opening balance and sample data
derive from :data:`BIDANG`. A new plain field is one line here and one in
:class:`peserta.models.isian_orang.IsianOrang`, and a migration; tests/peserta/test_bidang.py holds
table and models together.
"""

from typing import Any

from peserta.bersih.kolom import Bidang
from pijar.excel import Tanda

TANDA = Tanda("pekerja_rentan", 3)
"""The mark in the template; raise the version whenever its columns or choices change."""
TANDA_LAMA = "Templat daftar pekerja rentan, versi 1"
"""The line by which the reader knows the first version, which had no mark."""


def _bidang(kode: str, judul: str, jenis: str, petunjuk: str, sinonim: str, **lain: Any) -> Bidang:
    return Bidang(kode, judul, jenis, petunjuk, tuple(sinonim.split("|")), **lain)


BIDANG: tuple[Bidang, ...] = (
    _bidang(
        "nik",
        "NIK",
        "nomor",
        "16 angka dari KTP; format kolom harus Teks.",
        "No NIK|No KTP|Nomor Induk Kependudukan|NIK KTP|No Identitas|Nomor Identitas KTP|KTP",
        wajib=True,
        contoh="3374015502850000",
        urut=1,
        rahasia=True,
        identitas=True,
    ),
    _bidang(
        "no_kk",
        "No. KK",
        "nomor",
        "16 angka dari kartu keluarga; format kolom harus Teks.",
        "KK|No Kartu Keluarga|Kartu Keluarga|NKK",
        contoh="3374011502100001",
        urut=2,
        rahasia=True,
    ),
    _bidang(
        "nama",
        "Nama Lengkap",
        "teks",
        "Sesuai KTP.",
        "Nama|Nama KTP|Nama Pekerja|Nama Peserta|Nama Tenaga Kerja|Nama TK",
        wajib=True,
        contoh="Siti Aminah",
        urut=4,
        identitas=True,
    ),
    _bidang(
        "tempat_lahir",
        "Tempat Lahir",
        "teks",
        "Kota atau kabupaten.",
        "Tmp Lahir|Tpt Lahir|Tmpt Lahir|Kota Lahir|Tempat Kelahiran",
        contoh="Semarang",
        urut=5,
    ),
    _bidang(
        "tanggal_lahir",
        "Tanggal Lahir",
        "tanggal",
        "Seperti 31-12-1980.",
        "Tgl Lahir|Tanggal Kelahiran|Tgl Lhr|Lahir",
        wajib=True,
        contoh="15-02-1985",
        urut=6,
        identitas=True,
    ),
    _bidang(
        "jenis_kelamin",
        "Jenis Kelamin",
        "pilihan",
        "L atau P, sesuai KTP.",
        "L/P|JK|J/K|Kelamin|Jns Kelamin|Sex|Gender|LP|Jenis Kelamin L P",
        wajib=True,
        contoh="P",
        urut=7,
        identitas=True,
    ),
    _bidang(
        "nama_ibu",
        "Nama Ibu Kandung",
        "teks",
        "Sesuai KK; diperlukan BPJS.",
        "Ibu Kandung|Nama Ibu|Nama Gadis Ibu Kandung|Ibu",
        contoh="Sulastri",
        urut=8,
    ),
    _bidang(
        "alamat",
        "Alamat",
        "teks",
        "Jalan dan nomor rumah.",
        "Alamat Domisili|Alamat KTP|Alamat Rumah|Alamat Lengkap|Alamat Tempat Tinggal|Jalan",
        contoh="Jl. Pemuda 1",
        urut=9,
        panjang=200,
    ),
    _bidang(
        "rt",
        "RT",
        "nomor",
        "Nomor RT.",
        "No RT",
        contoh="3",
        urut=10,
    ),
    _bidang(
        "rw",
        "RW",
        "nomor",
        "Nomor RW.",
        "No RW",
        contoh="5",
        urut=11,
    ),
    _bidang(
        "kecamatan",
        "Kecamatan",
        "pilihan",
        "Pilih dari daftar.",
        "Kec|Nama Kecamatan|Kecamatan Domisili|Kecamatan KTP",
        contoh="Semarang Tengah",
        nilai="kelurahan__kecamatan__nama",
    ),
    _bidang(
        "kelurahan",
        "Kelurahan",
        "pilihan",
        "Pilih dari daftar, setelah kecamatannya.",
        "Kel|Kel/Desa|Desa/Kel|Kelurahan/Desa|Desa/Kelurahan|Kel/Ds|Ds/Kel|Nama Kelurahan"
        "|Kelurahan Domisili|Desa|Kelurahan KTP",
        wajib=True,
        contoh="Miroto",
        urut=12,
        kolom="kelurahan_id",
        nilai="kelurahan__nama",
    ),
    _bidang(
        "pekerjaan",
        "Pekerjaan",
        "pilihan",
        "Pilih dari daftar yang paling dekat.",
        "Jenis Pekerjaan|Profesi|Pekerjaan Utama|Mata Pencaharian|Pekerjaan/Profesi|Jns Pekerjaan",
        wajib=True,
        contoh="tukang becak",
        urut=15,
        kolom="pekerjaan_id",
        nilai="pekerjaan__nama",
    ),
    _bidang(
        "hp",
        "No. HP",
        "nomor",
        "Seperti 081234567890.",
        "HP|HP/WA|No HP/WA|WA|No WA|No Telepon|No Telp|Telepon|Telp|No Handphone|Handphone"
        "|WhatsApp|No WhatsApp|Kontak|No Kontak|HP Aktif|No Telp/HP",
        contoh="081234567890",
        urut=13,
    ),
    _bidang(
        "email",
        "Email",
        "surel",
        "Boleh kosong.",
        "E-mail|Surel|Alamat Email",
        urut=14,
    ),
    _bidang(
        "penghasilan",
        "Penghasilan per Bulan",
        "uang",
        "Rupiah sebulan.",
        "Penghasilan|Pendapatan|Penghasilan Bulan|Pendapatan Bulan|Pendapatan per Bulan|Upah"
        "|Penghasilan Rata-rata|Rata-rata Penghasilan|Penghasilan Rp|Pendapatan Rp",
        contoh="1500000",
        urut=17,
    ),
    _bidang(
        "cara_kerja",
        "Cara Kerja",
        "pilihan",
        "Pilih dari daftar; kosong bila belum tahu.",
        "Cara Bekerja|Kedudukan dalam Pekerjaan|Status Pekerjaan|Status Pekerjaan Utama",
        contoh="berusaha sendiri",
        urut=18,
    ),
    _bidang(
        "lokasi_kerja",
        "Lokasi Kerja",
        "teks",
        "Tempat biasa bekerja.",
        "Lokasi Pekerjaan|Tempat Kerja|Tempat Bekerja|Alamat Kerja|Alamat Tempat Kerja"
        "|Lokasi Usaha|Tempat Usaha",
        contoh="Pasar Johar",
        urut=16,
        panjang=150,
    ),
    _bidang(
        "status_bpjs",
        "Status BPJS",
        "pilihan",
        "Pilih dari daftar; kosong bila belum tahu.",
        "BPJS|BPJS Ketenagakerjaan|Status BPJS Ketenagakerjaan|Kepesertaan BPJS|BPJS TK"
        "|Status Kepesertaan|Status Kepesertaan BPJS|Status BPJS TK",
        contoh="belum",
        urut=19,
    ),
    _bidang(
        "register_kesejahteraan",
        "Register Kesejahteraan",
        "pilihan",
        "Pilih dari daftar; kosong bila tidak ada.",
        "Register|DTSEN|DTKS|Status DTKS|Status DTSEN|Data Kesejahteraan",
        contoh="DTSEN",
        urut=20,
    ),
    _bidang(
        "desil",
        "Desil",
        "angka",
        "1 sampai 10.",
        "Desil DTSEN|Desil Kesejahteraan",
        contoh="2",
        urut=21,
    ),
    _bidang(
        "desil_pada",
        "Tanggal Cek Desil",
        "tanggal",
        "Hari desilnya dicek, seperti 31-12-2025.",
        "Tgl Cek Desil|Tanggal Pengecekan Desil|Tanggal Cek DTSEN|Tgl Cek DTSEN",
        contoh="01-10-2026",
        urut=22,
    ),
    _bidang(
        "keterangan",
        "Keterangan",
        "teks",
        "",
        "Ket|Catatan|Keterangan Lain",
        templat=False,
    ),
    # Read only to notice a NIK typed here: a card number comes from BPJS alone.
    _bidang(
        "kpj",
        "KPJ",
        "nomor",
        "",
        "No KPJ|Nomor KPJ|No Kartu Peserta|Nomor Kartu Peserta|No Kartu BPJS|Nomor Kartu BPJS"
        "|No BPJS Ketenagakerjaan|No Peserta",
        templat=False,
        urut=3,
    ),
    _bidang(
        "kelahiran",
        "Tempat, Tanggal Lahir",
        "teks",
        "",
        "Tempat/Tanggal Lahir|TTL|Tempat dan Tanggal Lahir|Tempat & Tanggal Lahir|Tempat Tgl Lahir"
        "|Tmp Tgl Lahir|Kelahiran|Tempat, Tanggal, Bulan, Tahun Lahir",
        templat=False,
    ),
    _bidang(
        "rt_rw",
        "RT/RW",
        "nomor",
        "",
        "RT dan RW|RT & RW|No RT/RW",
        templat=False,
    ),
)

BIDANG_PER_KODE = {b.kode: b for b in BIDANG}
GABUNGAN = {"kelahiran": ("tempat_lahir", "tanggal_lahir"), "rt_rw": ("rt", "rw")}
"""Combined columns, each with the two fields that it holds."""
BIDANG_ORANG = tuple(sorted((b for b in BIDANG if b.urut), key=lambda b: b.urut))
"""The fields that a person has, in the order in which every list shows them."""
BIDANG_DAFTAR = tuple(b for b in BIDANG_ORANG if b.kode != "kpj")
"""Those that a list of people may bring: BPJS alone gives a card number."""
RAHASIA = frozenset(b.kode for b in BIDANG if b.rahasia)
MENURUT_NIK = frozenset(("tanggal_lahir", "jenis_kelamin"))
"""Fields that the digits of the NIK state, so that a list may leave them out."""
IDENTITAS = frozenset(b.kode for b in BIDANG if b.identitas)
