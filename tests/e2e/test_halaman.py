"""Every page of every role: who may open it, and how it looks on a phone and on a desk.

Every run opens each page as each role, and looks at each state of it with the eyes of the role
that has most buttons there. The other roles' looks are a matrix, of which every run has a part.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby, product
from operator import itemgetter

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from pijar.models import Pengguna
from tests.e2e.isian import Isi
from tests.e2e.penampilan import LAIN, Pemeriksa
from tests.e2e.terisi import isi_kantor
from tests.peran import masuk

pytestmark = [pytest.mark.lambat, pytest.mark.django_db(transaction=True)]

PERAN = ("petugas", "verifikator", "admin", "sekda")
TERBANYAK_TOMBOL = ("admin", "petugas", "verifikator", "sekda")
SEMUA = frozenset(PERAN)
ORANG = SEMUA - {"sekda"}
PENDATA = frozenset({"petugas", "admin"})
RENCANA = frozenset({"admin", "sekda"})
VERIFIKATOR, ADMIN = frozenset({"verifikator"}), frozenset({"admin"})
# Every page that answers a GET, and the roles for whom it does.
HALAMAN: dict[str, frozenset[str]] = {
    "beranda": SEMUA,
    "masuk": SEMUA,
    "sehat": SEMUA,
    "akun_sisa": SEMUA,
    "periksa": SEMUA,
    "panduan": SEMUA,
    "panduan_bab": SEMUA,
    "kata_sandi": SEMUA,
    "kata_sandi_selesai": SEMUA,
    "akun": SEMUA,
    "dua_faktor": SEMUA,
    "akun_pemulihan": SEMUA,
    "pengguna:daftar": ADMIN,
    "pengguna:baru": ADMIN,
    "pengguna:detail": ADMIN,
    "pengguna:ubah": ADMIN,
    "pengguna:reset": ADMIN,
    "pengguna:sandi": ADMIN,
    "pengguna:lepas_faktor": ADMIN,
    "pengguna:nonaktifkan": ADMIN,
    "pengguna:aktifkan": ADMIN,
    "pengguna:buka_kunci": ADMIN,
    "pengguna:akhiri_sesi": ADMIN,
    "pengguna:usulan": ADMIN,
    "jejak:daftar": SEMUA,
    "jejak:ringkasan": ADMIN,
    "jejak:ringkasan_unduh": ADMIN,
    "laporan:peristiwa_akun": SEMUA,
    "tugas:daftar": SEMUA,
    "tugas:detail": PENDATA,  # one's own; an admin sees everybody's
    "tugas:unduh": PENDATA,
    "retensi:daftar": ADMIN,
    "retensi:lepas": ADMIN,
    "laporan:data_orang": ORANG,
    "laporan:keadaan": SEMUA,
    "laporan:bulanan": SEMUA,
    "laporan:bulanan_detail": SEMUA,
    "laporan:penarikan": ADMIN,
    "laporan:masa": SEMUA,
    "laporan:masa_unduh": SEMUA,
    "laporan:unduh": SEMUA,
    "laporan:gambar": SEMUA,
    "laporan:cakupan": SEMUA,
    "laporan:cakupan_baru": ADMIN,
    "laporan:cakupan_ubah": ADMIN,
    "laporan:rincian": SEMUA,
    "laporan:rincian_unduh": SEMUA,
    "laporan:mutu": SEMUA,
    "laporan:mutu_unduh": SEMUA,
    "laporan:layanan": SEMUA,
    "laporan:layanan_menunggu": ORANG,
    "laporan:layanan_batas": ADMIN,
    "laporan:bahan_bicara": ADMIN,
    "laporan:surat": ORANG,
    "laporan:surat_detail": ADMIN,
    "laporan:surat_unduh": ADMIN,
    "laporan:surat_kop": ADMIN,
    "laporan:surat_penandatangan": ADMIN,
    "laporan:surat_pola": ADMIN,
    "laporan:surat_templat": ADMIN,
    "laporan:surat_templat_bawaan": ADMIN,
    "laporan:surat_templat_unduh": ADMIN,
    "laporan:surat_templat_contoh": ADMIN,
    "laporan:dasar_hukum": ADMIN,
    "laporan:dasar_hukum_baru": ADMIN,
    "laporan:dasar_hukum_ubah": ADMIN,
    "laporan:dasar_hukum_ganti": ADMIN,
    "peserta:daftar": ORANG,
    "peserta:detail": ORANG,
    "peserta:berkas": ORANG,
    "peserta:berkas_isi": ORANG,
    "peserta:duplikat": ORANG,
    "peserta:kata_pekerjaan": ADMIN,
    "peserta:kata_satu": ADMIN,
    "peserta:ajukan_semua": PENDATA,
    "peserta:baru": PENDATA,
    "peserta:ubah": PENDATA,
    "peserta:koreksi_nik": ADMIN,
    "peserta:impor": PENDATA,
    "peserta:templat": PENDATA,
    "peserta:impor_detail": PENDATA,
    "peserta:impor_baris": PENDATA,
    "peserta:impor_kolom": PENDATA,
    "verifikasi:antrean": VERIFIKATOR,
    "verifikasi:massal_hasil": VERIFIKATOR,
    "verifikasi:kasus": VERIFIKATOR,
    "verifikasi:perbaiki": PENDATA,
    "verifikasi:riwayat": ORANG,
    "verifikasi:gabung": ORANG,
    "verifikasi:penetapan": ADMIN,
    "verifikasi:penetapan_baru": ADMIN,
    "verifikasi:penetapan_detail": ADMIN,
    "verifikasi:penetapan_kepala": ADMIN,
    "verifikasi:perubahan": ADMIN,
    "verifikasi:penetapan_tetapkan": ADMIN,
    "verifikasi:perpanjangan": ORANG,
    "verifikasi:perpanjangan_baru": ADMIN,
    "verifikasi:perpanjangan_detail": ORANG,
    "verifikasi:pernyataan": PENDATA,
    "verifikasi:pernyataan_orang": ORANG,
    "verifikasi:pernyataan_pindaian": ORANG,
    "verifikasi:keberatan": ORANG,
    "verifikasi:keberatan_baru": PENDATA,
    "verifikasi:keberatan_detail": ORANG,
    "verifikasi:keberatan_pindaian": ORANG,
    "verifikasi:pengesampingan": VERIFIKATOR,
    "verifikasi:pengesampingan_baru": VERIFIKATOR,
    "verifikasi:pengesampingan_detail": VERIFIKATOR,
    "verifikasi:pengesampingan_pindaian": VERIFIKATOR,
    "verifikasi:uji_petik": ORANG,
    "verifikasi:uji_petik_baru": ADMIN,
    "verifikasi:uji_petik_detail": ORANG,
    "verifikasi:uji_petik_strata": ADMIN,
    "verifikasi:uji_petik_orang": ORANG,
    "verifikasi:kunjungan_foto": ORANG,
    "peserta:perubahan": ORANG,
    "peserta:perubahan_baru": PENDATA,
    "peserta:perubahan_daftar": PENDATA,
    "peserta:perubahan_detail": PENDATA,
    "verifikasi:kriteria": ORANG,
    "verifikasi:kriteria_versi": ORANG,
    "verifikasi:kriteria_banding": ORANG,
    "verifikasi:kriteria_pindaian": ORANG,
    "verifikasi:kriteria_baru": ADMIN,
    "verifikasi:kriteria_kepala": ADMIN,
    "verifikasi:kriteria_tambah": ADMIN,
    "verifikasi:kriteria_ubah": ADMIN,
    "verifikasi:kriteria_lengkapi": ADMIN,
    "verifikasi:kriteria_coba": ADMIN,
    "verifikasi:kriteria_coba_orang": ADMIN,
    "verifikasi:pelengkap_detail": ADMIN,
    "iuran:perlindungan": ORANG,
    "iuran:peristiwa": PENDATA,
    "iuran:usulan": PENDATA,
    "iuran:usulan_detail": PENDATA,
    "iuran:penyumbang": ORANG,
    "iuran:penyumbang_baru": ADMIN,
    "iuran:penyumbang_detail": ORANG,
    "iuran:penyumbang_ubah": ADMIN,
    "iuran:janji": ORANG,
    "iuran:janji_baru": ADMIN,
    "iuran:janji_detail": ORANG,
    "iuran:klaim": ORANG,
    "iuran:klaim_detail": ORANG,
    "iuran:usia": ORANG,
    "iuran:habis": ORANG,
    "iuran:berkas_bpjs": ADMIN,
    "iuran:berkas_bpjs_baru": ADMIN,
    "iuran:berkas_bpjs_detail": ADMIN,
    "verifikasi:ditahan": ADMIN,
    "verifikasi:kembali": ADMIN,
    "iuran:berkas_bpjs_kiriman": ADMIN,
    "iuran:berkas_bpjs_zip": ADMIN,
    "iuran:jawaban": ADMIN,
    "iuran:jawaban_baris": ADMIN,
    "iuran:tagihan": ADMIN,
    "iuran:tagihan_baru": ADMIN,
    "iuran:tagihan_detail": ADMIN,
    "iuran:tagihan_terbitkan": ADMIN,
    "iuran:tagihan_batal": ADMIN,
    "iuran:tagihan_lewat": ADMIN,
    "iuran:tagihan_orang": ADMIN,
    "iuran:tagihan_isian": ADMIN,
    "iuran:tagihan_bagi": ADMIN,
    "iuran:pembayaran": ADMIN,
    "iuran:pembayaran_baru": ADMIN,
    "iuran:pembayaran_detail": ADMIN,
    "iuran:pembayaran_pindaian": ADMIN,
    "iuran:koreksi_baru": ADMIN,
    "iuran:kelebihan": ADMIN,
    "iuran:kelebihan_baru": ADMIN,
    "iuran:penyelesaian_daftar": ADMIN,
    "iuran:penyelesaian": ADMIN,
    "iuran:penyelesaian_pindaian": ADMIN,
    "iuran:pencabutan_baru": ADMIN,
    "iuran:pencabutan": ADMIN,
    "iuran:koreksi": ADMIN,
    "iuran:jejak_bulan": ORANG,
    "iuran:perubahan_bantuan": ADMIN,
    "iuran:perubahan_bantuan_baru": ADMIN,
    "iuran:perubahan_bantuan_detail": ADMIN,
    "iuran:perubahan_bantuan_kembalikan": ADMIN,
    "iuran:sumber": ADMIN,
    "iuran:sumber_baru": ADMIN,
    "iuran:sumber_detail": ADMIN,
    "iuran:sumber_rekening": ADMIN,
    "iuran:sumber_rekening_unduh": ADMIN,
    "iuran:sumber_syarat": ADMIN,
    "iuran:sumber_syarat_detail": ADMIN,
    "iuran:sumber_ubah": ADMIN,
    "iuran:sumber_pagu": ADMIN,
    "iuran:tarif": ADMIN,
    "iuran:tarif_baru": ADMIN,
    "iuran:tarif_detail": ADMIN,
    "iuran:tarif_ubah": ADMIN,
    "iuran:impor_penyumbang": ADMIN,
    "iuran:impor_penyumbang_detail": ADMIN,
    "iuran:pemadanan": ADMIN,
    "iuran:pemadanan_minta": ADMIN,
    "iuran:pemadanan_temuan": ADMIN,
    "iuran:pemadanan_detail": ADMIN,
    "iuran:pemadanan_baris": ADMIN,
    "iuran:penyumbang_bayar": ADMIN,
    "iuran:bukti": ADMIN,
    "iuran:setoran": ADMIN,
    "iuran:setoran_detail": ADMIN,
    "iuran:rekonsiliasi": ADMIN,
    "iuran:rekonsiliasi_detail": ADMIN,
    "iuran:rekonsiliasi_titik": ADMIN,
    "iuran:rekonsiliasi_titik_detail": ADMIN,
    "iuran:saldo_awal": ADMIN,
    "iuran:saldo_awal_templat": ADMIN,
    "iuran:saldo_awal_detail": ADMIN,
    "iuran:berakhir": ORANG,
    "iuran:kartu": ORANG,
    "iuran:kartu_menunggu": ORANG,
    "iuran:kartu_detail": ORANG,
    "iuran:gerakan": SEMUA,
    "iuran:gerakan_unduh": SEMUA,
    "iuran:gerakan_bpjs": ADMIN,
    "iuran:gerakan_bpjs_templat": ADMIN,
    "iuran:opd": ADMIN,
    "iuran:opd_baru": ADMIN,
    "iuran:opd_jumlah": ADMIN,
    "iuran:opd_jumlah_templat": ADMIN,
    "iuran:opd_detail": ADMIN,
    "iuran:opd_ubah": ADMIN,
    "iuran:ingatkan": ORANG,
    "iuran:ingatkan_daftar": ORANG,
    "iuran:rencana": RENCANA,
    "iuran:rencana_unduh": RENCANA,
    "iuran:rencana_baru": ADMIN,
    "iuran:rencana_detail": RENCANA,
    "iuran:rencana_detail_unduh": RENCANA,
    "iuran:rencana_ubah": ADMIN,
    "verifikasi:penetapan_ubah": ADMIN,
    "verifikasi:penetapan_keluar": ADMIN,
    "verifikasi:penetapan_koreksi": ADMIN,
    "verifikasi:penetapan_berlaku": ADMIN,
    "verifikasi:daftar_tunggu": ORANG,
    "verifikasi:aturan_urutan": ADMIN,
    "verifikasi:aturan_detail": ADMIN,
    "verifikasi:tempat_kosong": ADMIN,
    "verifikasi:tempat": ADMIN,
}
UNDUHAN = {
    "sehat",
    "jejak:ringkasan_unduh",
    "akun_sisa",
    "peserta:templat",
    "peserta:berkas_isi",
    "iuran:saldo_awal_templat",
    "iuran:berkas_bpjs_kiriman",
    "iuran:gerakan_unduh",
    "iuran:gerakan_bpjs_templat",
    "iuran:opd_jumlah_templat",
    "iuran:rencana_unduh",
    "iuran:rencana_detail_unduh",
    "iuran:sumber_rekening_unduh",
    "iuran:pembayaran_pindaian",
    "iuran:penyelesaian_pindaian",
    "verifikasi:keberatan_pindaian",
    "verifikasi:pengesampingan_pindaian",
    "verifikasi:kunjungan_foto",
    "verifikasi:pernyataan_pindaian",
    "verifikasi:kriteria_pindaian",
    "tugas:unduh",
    "laporan:unduh",
    "laporan:masa_unduh",
    "laporan:mutu_unduh",
    "laporan:rincian_unduh",
    "laporan:surat_unduh",
    "laporan:surat_templat_bawaan",
    "laporan:surat_templat_unduh",
    "laporan:surat_templat_contoh",
}  # no page to look at
MILIK_SENDIRI = {"tugas:detail", "tugas:unduh"}  # somebody else's does not exist
BERTOMBOL = {  # lead to the page of their button, if its row exists
    "iuran:sumber_pagu_sahkan",
    "iuran:sumber_pagu_tolak",
    "iuran:tarif_konfirmasi",
    "iuran:tarif_tarik",
    "verifikasi:penetapan_keluarkan",
    "verifikasi:keberatan_cabut",
    "verifikasi:keberatan_jawab",
    "verifikasi:uji_petik_batalkan",
    "verifikasi:uji_petik_catat",
    "verifikasi:kunjungan_betulkan",
    "peserta:perubahan_terapkan",
    "peserta:perubahan_tolak",
}
PINDAH = {"iuran:berkas_bpjs_lama", "iuran:berkas_bpjs_lama_detail"}  # bookmarked, moved for good
# Other faces of a page.
RAGAM = {
    "pengguna:daftar": ["?q=tidakada", "?peran=verifikator&keadaan=semua", "?keadaan=x"],
    "jejak:daftar": ["?siapa=petugas&tindakan=buka_nik", "?siapa=tidakada", "?dari=x&alamat=x"],
    "laporan:surat": ["?cari=tidakada", "?bulan=x"],
    "beranda": ["?bagian=semua", "?bagian=semua&bulan=2026-10", "?pada=31-02-2026"],
    "laporan:rincian": [
        "?bagian=semua&angka=terlindungi&menurut=kelurahan",
        "?bagian=semua&angka=realisasi&menurut=bulan",
        "?bagian=semua&angka=berakhir&dari=2026-01&pada=2026-11-20&tahu=dulu",
        "?bagian=semua&pada=2099-01-01",
    ],
    "laporan:layanan": ["?periode=2026&kecamatan=33.74.01", "?periode=x"],
    "laporan:layanan_menunggu": ["?tahap=penetapan", "?tahap=x"],
    "laporan:bahan_bicara": ["?periode=2026"],
    "verifikasi:uji_petik_detail": ["?hasil=belum", "?hasil=gagal&ulangi=1", "?kelurahan=x"],
    "laporan:mutu": ["?periode=2026&kecamatan=33.74.01", "?periode=x"],
    "peserta:daftar": [
        "?q=agus&status=draf",
        "?q=tidakadaorangini",
        "?hal=2",
        "?cakupan=terlindungi&usia_dari=18&kecamatan=33.74.01&urut=nama",
        "?usia_dari=abc",
    ],
    "peserta:ajukan_semua": ["?status=draf"],
    "peserta:impor_kolom": ["?baris=0", "?baris=2"],
    "peserta:duplikat": ["?status=digabung", "?kecamatan=33.74.16"],
    "peserta:kata_pekerjaan": ["?semua=1"],
    "peserta:impor_detail": ["?vonis=galat", "?vonis=peringatan", "?vonis=semua"],
    "verifikasi:antrean": ["?hasil=tidak&urut=kelurahan", "?q=tidakadaorangini", "?dari=1-1-2020"],
    "verifikasi:kriteria_tambah": [f"?jenis={j}" for j in ("usia", "pekerjaan", "berkas")],
    "verifikasi:kriteria_coba_orang": ["?kecamatan=33.74.01&golongan=calon", "?golongan=x"],
    "iuran:berkas_bpjs_detail": ["?hasil=ditolak", "?hasil=kurang"],
    "iuran:jawaban": [f"?bagian={b}" for b in ("tidak_ada", "ditolak", "berbeda", "galat")],
    "peserta:perubahan_daftar": ["?status=semua", "?status=ditolak"],
    "verifikasi:keberatan": ["?status=semua"],
    "verifikasi:pengesampingan": ["?status=semua"],
    "verifikasi:ditahan": ["?lihat=syarat"],
    "verifikasi:perpanjangan_baru": ["?bulan=2026-12", "?bulan=x"],
    "verifikasi:perpanjangan_detail": ["?sebab=belum", "?sisa=keluar", "?q=tidakada"],
    "iuran:gerakan": ["?bulan=2025-03&semua=on&jenis=dinas&urut=capaian", "?bulan=2031-01"],
    "iuran:opd": ["?cari=tidakada", "?jenis=kecamatan"],
    "iuran:sumber": ["?tahun=1999"],
    "iuran:sumber_detail": ["?bagian=semua"],
    "iuran:sumber_rekening": ["?dari=1-1-2020&sampai=31-12-2020"],
    "iuran:tagihan_lewat": ["?tempo=2020-01-01"],
    "iuran:tarif": ["?lengkap=ya"],
    "iuran:tagihan_orang": ["?keluar=1", "?cari=a", "?dilaporkan=1"],
    "iuran:pemadanan_detail": [f"?bagian={b}" for b in ("meninggal", "berbeda", "tidak_dijawab")],
    "iuran:pemadanan_temuan": ["?hasil=pindah", "?hasil=x&tagihan=y"],
    "iuran:pembayaran": ["?cari=tidakada"],
    "iuran:bukti": ["?cari=tidakada"],
    "iuran:setoran_detail": [f"?bagian={b}" for b in ("sesuai", "berbeda", "tidak_dikenal")],
    "iuran:kelebihan_baru": ["?semua=1"],
    "iuran:perubahan_bantuan_baru": ["?dari=peserta"],
    "iuran:perubahan_bantuan_detail": ["?bagian=tinggal"],
    "iuran:kelebihan": ["?keadaan=belum", "?sebab=meninggal&tahun=1999"],
    "iuran:saldo_awal_detail": ["?vonis=galat", "?vonis=sama"],
    "iuran:impor_penyumbang_detail": ["?vonis=galat", "?vonis=tetap"],
    "iuran:usulan": ["?jenis=usia_65", "?status=ditolak", "?status=ditarik&jenis=pindah"],
    "iuran:klaim": ["?status=lewat", "?status=batal"],
    "iuran:ingatkan_daftar": ["?golongan=tenggang", "?opd=x&golongan=aman"],
    "iuran:penyumbang": ["?q=tidakada", "?keadaan=perlu_ganti"],
    "iuran:janji": ["?keadaan=belum_aktif", "?keadaan=berakhir", "?q=tidakada"],
    "iuran:janji_baru": ["?siapa=semua", "?siapa=semua&q=a"],
    "iuran:usia": ["?jarak=0"],
    "iuran:habis": ["?keadaan=nonaktif"],
    "iuran:berakhir": ["?bagian=semua", "?bagian=semua&jeda=1", "?hari=7"],
}


def semua_pola(penyelesai: URLResolver, awal: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Name with its namespace, and pattern; not Django's own pages of lookup tables."""
    for pola in penyelesai.url_patterns:
        if isinstance(pola, URLPattern):
            yield awal + (pola.name or ""), pola
        elif pola.namespace != "admin":
            yield from semua_pola(pola, f"{pola.namespace}:" if pola.namespace else awal)


def contoh_argumen(pola: URLPattern) -> tuple[object, ...]:
    """Something that fits the pattern; no row has it."""
    return tuple(0 if "Int" in type(k).__name__ else "x" for k in pola.pattern.converters.values())


def terbanyak_tombol(nama: str) -> str:
    """The role that looks at all states of a page; the others look at the first."""
    return next(p for p in TERBANYAK_TOMBOL if p in HALAMAN[nama])


def semua_keadaan(nama: str, isi: Isi) -> list[str]:
    """The addresses of a page in each of its states."""
    berargumen = dict(semua_pola(get_resolver()))[nama].pattern.converters
    argumen = isi.get(nama, []) if berargumen else [()]
    alamat = [reverse(nama, args=satu) for satu in argumen]
    return [*alamat, *(satu + ragam for satu, ragam in product(alamat[:2], RAGAM.get(nama, [])))]


def halaman(peran: str) -> list[str]:
    return [n for n, boleh in HALAMAN.items() if peran in boleh and n not in UNDUHAN]


def semua_halaman(isi: Isi) -> list[tuple[str, str]]:
    """Every page in every state, each for the role with most buttons; its address and that role.

    None for a page about rows that do not exist.
    """
    peran = {n: terbanyak_tombol(n) for n in HALAMAN if n not in UNDUHAN}
    return [(a, p) for p in PERAN for n in peran if peran[n] == p for a in semua_keadaan(n, isi)]


def halaman_peran_lain(peran: str, isi: Isi) -> list[str]:
    """The first state of each page that another role sees with more buttons."""
    nama = [n for n in halaman(peran) if terbanyak_tombol(n) != peran]
    return [alamat for n in nama for alamat in semua_keadaan(n, isi)[:1]]


def wakil(peran: str, isi: Isi) -> list[str]:
    """Of those pages the first of each app and those of no app, with the menu of this role."""
    nama = {n.partition(":")[0]: n for n in reversed(halaman(peran)) if n != "masuk"}
    return [
        a for n in nama.values() if terbanyak_tombol(n) != peran for a in semua_keadaan(n, isi)[:1]
    ]


def status_jawaban(client: Client, alamat: str) -> int:
    """The status, after the whole answer was read: a file that is sent stays open until then."""
    jawaban = client.get(alamat)
    jawaban.getvalue()
    return jawaban.status_code


def test_setiap_halaman_dibuka_tepat_oleh_perannya(kantor):
    """No page is missing in the table above, and none opens for another role."""
    isi = isi_kantor(kantor)
    orang = {peran: masuk(Pengguna.objects.get(username=peran)) for peran in PERAN}

    for nama, pola in semua_pola(get_resolver()):
        argumen = (isi.get(nama) or [contoh_argumen(pola)])[0]
        alamat = reverse(nama, args=argumen)
        status = {peran: status_jawaban(client, alamat) for peran, client in orang.items()}
        boleh = {peran for peran in PERAN if status[peran] == 200}
        assert boleh == HALAMAN.get(nama, frozenset()), (nama, status)
        lain = {404} if nama in MILIK_SENDIRI | BERTOMBOL else {302}
        lain = {301, 404} if nama in PINDAH else lain
        assert {*status.values()} <= {200, 403} | lain, (nama, status)


@pytest.mark.matriks
@pytest.mark.parametrize("peran", PERAN)
def test_setiap_keadaan_terbuka_bagi_setiap_peran(kantor, pendek, peran):
    """The other roles see the states that only the one with most buttons is shown above."""
    isi = isi_kantor(kantor)
    client = masuk(Pengguna.objects.get(username=peran))

    for nama in (n for n, boleh in HALAMAN.items() if peran in boleh and n not in MILIK_SENDIRI):
        for alamat in semua_keadaan(nama, isi):
            assert status_jawaban(client, alamat) == 200, alamat


BAGIAN = 4  # of all pages, so that the processes of a run share them


def lihat(pemeriksa: Pemeriksa, daftar: Iterable[tuple[str, str]]) -> None:
    """Open each address as its role and hear no complaint."""
    for peran, alamat in groupby(daftar, key=itemgetter(1)):
        pemeriksa.masuk(peran)
        for satu, _ in alamat:
            pemeriksa.lihat(satu)
    assert pemeriksa.keluhan == []


@pytest.mark.perlu_chromium
@pytest.mark.parametrize("bagian", range(BAGIAN))
def test_halaman_berisi_rapi_dan_terbaca(kantor, pendek, pemeriksa, bagian):
    """Every page in every state, for the role with most buttons."""
    lihat(pemeriksa, semua_halaman(isi_kantor(kantor))[bagian::BAGIAN])


@pytest.mark.perlu_chromium
@pytest.mark.parametrize("bagian", range(2))
def test_halaman_kosong_rapi_dan_terbaca(akun, pemeriksa, bagian):
    """The same before anything was entered."""
    lihat(pemeriksa, semua_halaman({})[bagian::2])


@pytest.mark.perlu_chromium
def test_halaman_peran_lain_rapi_dan_terbaca(kantor, pendek, pemeriksa):
    """Roles with fewer buttons: of each app the first page; the next test has all of them."""
    isi = isi_kantor(kantor)

    lihat(pemeriksa, [(a, p) for p in PERAN for a in wakil(p, isi)])


@pytest.mark.matriks
@pytest.mark.perlu_chromium
@pytest.mark.parametrize("berisi", [True, False])
@pytest.mark.parametrize("peran", PERAN)
def test_setiap_halaman_peran_lain_rapi_dan_terbaca(kantor, pendek, pemeriksa, peran, berisi):
    isi = isi_kantor(kantor) if berisi else {}

    lihat(pemeriksa, [(a, peran) for a in halaman_peran_lain(peran, isi)])


@pytest.mark.matriks
@pytest.mark.perlu_chromium
@pytest.mark.parametrize("peran", PERAN)
def test_setiap_halaman_muat_di_setiap_lebar(kantor, pendek, pemeriksa, peran):
    """From the narrowest phone to a desk, and at 200 %."""
    isi = isi_kantor(kantor)
    pemeriksa.masuk(peran)
    terbanyak = [a for a, p in semua_halaman(isi) if p == peran]

    for alamat in [*terbanyak, *halaman_peran_lain(peran, isi)]:
        pemeriksa.page.goto(pemeriksa.alamat + alamat)
        pemeriksa.ukur(alamat, LAIN)

    assert pemeriksa.keluhan == []


@pytest.mark.perlu_chromium
def test_beranda_sekda_rapi_dan_terbaca(kantor, pendek, pemeriksa):
    """The page of the Sekda is another than that of the role with most buttons."""
    isi_kantor(kantor)
    semua = "/?bagian=semua"
    alamat = [semua, f"{semua}&pada=2026-10-31&tahu=dulu", "/?pada=1-1-1999"]
    lihat(pemeriksa, [(satu, "sekda") for satu in alamat])
