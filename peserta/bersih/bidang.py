"""The fields of a list of people: one table for the template, the mapping and the checks."""

from typing import NamedTuple

from pijar.excel import Tanda

TANDA = Tanda("pekerja_rentan", 2)
"""The mark in the template; raise the version whenever its columns or choices change."""
TANDA_LAMA = "Templat daftar pekerja rentan, versi 1"
"""The line by which the reader knows the first version, which had no mark."""


class Bidang(NamedTuple):
    """One field.

    ``judul`` is its header in the template, ``sinonim`` are other headers, better ones first.
    ``jenis``: nomor (digits kept as text), teks, tanggal, pilihan, uang, angka. ``templat`` is
    False for columns that an import reads but the template lacks: combined columns, remarks.
    """

    kode: str
    judul: str
    jenis: str
    wajib: bool
    petunjuk: str
    sinonim: tuple[str, ...]
    templat: bool = True


def _bidang(
    kode: str, judul: str, jenis: str, petunjuk: str, sinonim: str, *, wajib: bool = False
) -> Bidang:
    return Bidang(kode, judul, jenis, wajib, petunjuk, tuple(sinonim.split("|")))


BIDANG: tuple[Bidang, ...] = (
    _bidang(
        "nik",
        "NIK",
        "nomor",
        "16 angka dari KTP; format kolom harus Teks.",
        "No NIK|No KTP|Nomor Induk Kependudukan|NIK KTP|No Identitas|Nomor Identitas KTP|KTP",
        wajib=True,
    ),
    _bidang(
        "no_kk",
        "No. KK",
        "nomor",
        "16 angka dari kartu keluarga; format kolom harus Teks.",
        "KK|No Kartu Keluarga|Kartu Keluarga|NKK",
    ),
    _bidang(
        "nama",
        "Nama Lengkap",
        "teks",
        "Sesuai KTP.",
        "Nama|Nama KTP|Nama Pekerja|Nama Peserta|Nama Tenaga Kerja|Nama TK",
        wajib=True,
    ),
    _bidang(
        "tempat_lahir",
        "Tempat Lahir",
        "teks",
        "Kota atau kabupaten.",
        "Tmp Lahir|Tpt Lahir|Tmpt Lahir|Kota Lahir|Tempat Kelahiran",
    ),
    _bidang(
        "tanggal_lahir",
        "Tanggal Lahir",
        "tanggal",
        "Seperti 31-12-1980.",
        "Tgl Lahir|Tanggal Kelahiran|Tgl Lhr|Lahir",
        wajib=True,
    ),
    _bidang(
        "jenis_kelamin",
        "Jenis Kelamin",
        "pilihan",
        "L atau P, sesuai KTP.",
        "L/P|JK|J/K|Kelamin|Jns Kelamin|Sex|Gender|LP|Jenis Kelamin L P",
        wajib=True,
    ),
    _bidang(
        "nama_ibu",
        "Nama Ibu Kandung",
        "teks",
        "Sesuai KK; diperlukan BPJS.",
        "Ibu Kandung|Nama Ibu|Nama Gadis Ibu Kandung|Ibu",
    ),
    _bidang(
        "alamat",
        "Alamat",
        "teks",
        "Jalan dan nomor rumah.",
        "Alamat Domisili|Alamat KTP|Alamat Rumah|Alamat Lengkap|Alamat Tempat Tinggal|Jalan",
    ),
    _bidang("rt", "RT", "nomor", "Nomor RT.", "No RT"),
    _bidang("rw", "RW", "nomor", "Nomor RW.", "No RW"),
    _bidang(
        "kecamatan",
        "Kecamatan",
        "pilihan",
        "Pilih dari daftar.",
        "Kec|Nama Kecamatan|Kecamatan Domisili|Kecamatan KTP",
    ),
    _bidang(
        "kelurahan",
        "Kelurahan",
        "pilihan",
        "Pilih dari daftar, setelah kecamatannya.",
        "Kel|Kel/Desa|Kelurahan/Desa|Desa/Kelurahan|Nama Kelurahan|Kelurahan Domisili|Desa"
        "|Kelurahan KTP",
        wajib=True,
    ),
    _bidang(
        "pekerjaan",
        "Pekerjaan",
        "pilihan",
        "Pilih dari daftar yang paling dekat.",
        "Jenis Pekerjaan|Profesi|Pekerjaan Utama|Mata Pencaharian|Pekerjaan/Profesi|Jns Pekerjaan",
        wajib=True,
    ),
    _bidang(
        "hp",
        "No. HP",
        "nomor",
        "Seperti 081234567890.",
        "HP|HP/WA|No HP/WA|WA|No WA|No Telepon|No Telp|Telepon|Telp|No Handphone|Handphone"
        "|WhatsApp|No WhatsApp|Kontak|No Kontak|HP Aktif|No Telp/HP",
    ),
    _bidang("email", "Email", "teks", "Boleh kosong.", "E-mail|Surel|Alamat Email"),
    _bidang(
        "penghasilan",
        "Penghasilan per Bulan",
        "uang",
        "Rupiah sebulan.",
        "Penghasilan|Pendapatan|Penghasilan Bulan|Pendapatan Bulan|Pendapatan per Bulan|Upah"
        "|Penghasilan Rata-rata|Rata-rata Penghasilan|Penghasilan Rp|Pendapatan Rp",
    ),
    _bidang(
        "lokasi_kerja",
        "Lokasi Kerja",
        "teks",
        "Tempat biasa bekerja.",
        "Lokasi Pekerjaan|Tempat Kerja|Tempat Bekerja|Alamat Kerja|Alamat Tempat Kerja"
        "|Lokasi Usaha|Tempat Usaha",
    ),
    _bidang(
        "status_bpjs",
        "Status BPJS",
        "pilihan",
        "Pilih dari daftar; kosong bila belum tahu.",
        "BPJS|BPJS Ketenagakerjaan|Status BPJS Ketenagakerjaan|Kepesertaan BPJS|BPJS TK"
        "|Status Kepesertaan|Status Kepesertaan BPJS|Status BPJS TK",
    ),
    _bidang(
        "register_kesejahteraan",
        "Register Kesejahteraan",
        "pilihan",
        "Pilih dari daftar; kosong bila tidak ada.",
        "Register|DTSEN|DTKS|Status DTKS|Status DTSEN|Data Kesejahteraan",
    ),
    _bidang("desil", "Desil", "angka", "1 sampai 10.", "Desil DTSEN|Desil Kesejahteraan"),
    _bidang("keterangan", "Keterangan", "teks", "", "Ket|Catatan|Keterangan Lain")._replace(
        templat=False
    ),
    _bidang(  # read only where the NIK cell holds no NIK; card numbers come from BPJS
        "kpj",
        "KPJ",
        "nomor",
        "",
        "No KPJ|Nomor KPJ|No Kartu Peserta|Nomor Kartu Peserta|No Kartu BPJS|Nomor Kartu BPJS"
        "|No BPJS Ketenagakerjaan|No Peserta",
    )._replace(templat=False),
    _bidang(
        "kelahiran",
        "Tempat, Tanggal Lahir",
        "teks",
        "",
        "Tempat/Tanggal Lahir|TTL|Tempat dan Tanggal Lahir|Tempat & Tanggal Lahir|Tempat Tgl Lahir"
        "|Tmp Tgl Lahir|Kelahiran|Tempat, Tanggal, Bulan, Tahun Lahir",
    )._replace(templat=False),
    _bidang("rt_rw", "RT/RW", "nomor", "", "RT dan RW|RT & RW|No RT/RW")._replace(templat=False),
)

BIDANG_PER_KODE = {b.kode: b for b in BIDANG}
GABUNGAN = {"kelahiran": ("tempat_lahir", "tanggal_lahir"), "rt_rw": ("rt", "rw")}
"""Combined columns, each with the two fields that it holds."""
