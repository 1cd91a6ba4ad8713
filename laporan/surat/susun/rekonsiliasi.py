"""Papers of the reconciliation with BPJS: the minutes of a list, and the letter that asks."""

from iuran.models import BagianDaftar, DaftarBPJS
from iuran.rekonsiliasi import Jumlah, isi_bagian, kata_sebab, rekap, titik_pada
from laporan.surat.bahan import Bahan, JenisSurat
from laporan.surat.isi import Bentuk, Isi, JenisKolom, Kolom, Sel, Tabel
from laporan.surat.susun.berita_acara import hari_ini
from laporan.surat.susun.bpjs import SALAM, dasar, tujuan
from laporan.surat.susun.kata import banyak
from pijar.bulan import nama_bulan, tanggal_panjang
from pijar.errors import AturanDilanggarError
from pijar.rupiah import rupiah

ANGKA, RUPIAH = JenisKolom.ANGKA, JenisKolom.RUPIAH
SEBARIS = 200  # people whom a letter lists; more go with it as Excel
TANYA = {
    BagianDaftar.BEDA: "data peserta berikut berbeda dari data kami; mohon dicocokkan",
    BagianDaftar.TIDAK_ADA: "iuran peserta berikut ada dalam buku kami, tetapi orangnya tidak ada "
    "dalam daftar Saudara; mohon penjelasan dan pembukuannya",
    BagianDaftar.LEBIH: "peserta berikut ada dalam daftar Saudara, tetapi tidak kami bayar; mohon "
    "penjelasan",
    BagianDaftar.PEMBAYAR_LAIN: "peserta berikut menurut daftar Saudara aktif di pembayar lain; "
    "mohon kepastian sejak bulan apa",
    BagianDaftar.PERIKSA: "baris berikut tidak dapat kami pasangkan; mohon dibetulkan",
}


def susun_berita_acara(bahan: Bahan) -> Isi:
    """The minutes: both sides' figures of the list, and the points open at the end of the day."""
    daftar = _terbaca(bahan)
    isi = rekap(daftar)
    return Isi(
        bentuk=Bentuk.BERITA_ACARA,
        perihal=f"Rekonsiliasi Iuran {nama_bulan(daftar.bulan)} dengan BPJS Ketenagakerjaan "
        f"Cabang {daftar.get_cabang_display()}",
        dasar=dasar(bahan.tanggal),
        pembuka=[
            f"{hari_ini(bahan.tanggal)}, yang bertanda tangan di bawah ini telah mencocokkan buku "
            f"iuran bulan {nama_bulan(daftar.bulan)} dengan {daftar.get_jenis_display().lower()} "
            "dari BPJS Ketenagakerjaan, dengan hasil sebagai berikut."
        ],
        fakta=[
            ("Daftar BPJS", f"{daftar.nama_semua}, tanggal {tanggal_panjang(daftar.tanggal)}"),
            *[("SHA-256", sha256) for *_, sha256 in daftar.daftar_berkas],
            ("Orang di buku kita", banyak(isi.semua.orang)),
            ("Rupiah buku kita", rupiah(isi.semua.rupiah_kita)),
            ("Baris BPJS", banyak(isi.semua.baris, "baris")),
            ("Rupiah BPJS", rupiah(isi.semua.rupiah_bpjs) if isi.bernominal else "tidak disebut"),
        ],
        tabel=[_tabel_bagian(daftar), _tabel_titik(bahan)],
        penutup=[
            "Demikian Berita Acara ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana "
            "mestinya."
        ],
        alasan_konsep=_alasan_konsep(daftar),
    )


def _terbaca(bahan: Bahan) -> DaftarBPJS:
    """The list. Raises AturanDilanggarError for one that was not read, or dated later."""
    daftar: DaftarBPJS = bahan.objek
    if not daftar.terbaca:
        raise AturanDilanggarError(
            f"Daftar ini {daftar.get_status_display().lower()}. Suratnya dibuat sesudah terbaca."
        )
    if bahan.tanggal < daftar.tanggal:
        raise AturanDilanggarError(
            f"Daftar ini bertanggal {tanggal_panjang(daftar.tanggal)}, jadi suratnya tidak dapat "
            "bertanggal sebelum itu."
        )
    return daftar


def _alasan_konsep(daftar: DaftarBPJS) -> str:
    if daftar.digantikan:
        return "Daftar ini sudah digantikan daftar yang lebih baru."
    return "" if daftar.diperiksa_pada else "Daftar ini belum ditandai sudah diperiksa."


def _tabel_bagian(daftar: DaftarBPJS) -> Tabel:
    isi = rekap(daftar)
    kolom = [
        Kolom("Bagian", lebar=34, kunci=True),
        Kolom("Orang di buku kita", ANGKA, 12),
        Kolom("Rupiah buku kita", RUPIAH, 18),
        Kolom("Sudah ditagih", RUPIAH, 18),
        Kolom("Baris BPJS", ANGKA, 12),
        *([Kolom("Rupiah BPJS", RUPIAH, 18)] if isi.bernominal else []),
    ]
    baris = [_baris(str(b.label), n, ada=isi.bernominal) for b, n in isi.bagian]
    return Tabel(kolom, baris, "Hasil pencocokan", _baris("Jumlah", isi.semua, ada=isi.bernominal))


def _baris(nama: str, n: Jumlah, *, ada: bool) -> list[Sel]:
    uang: list[Sel] = [n.rupiah_bpjs] if ada else []
    return [nama, n.orang, n.rupiah_kita, n.rupiah_tagih, n.baris, *uang]


def _tabel_titik(bahan: Bahan) -> Tabel:
    """Points of the branch and kind that were open at the end of the paper's day."""
    titik = titik_pada(bahan.objek, bahan.tanggal)
    baris: list[list[Sel]] = [[str(b.label), n] for b, n in titik.items()]
    kolom = [Kolom("Selisih", lebar=60, kunci=True), Kolom("Belum selesai", ANGKA, 20)]
    judul = f"Selisih yang belum selesai pada {tanggal_panjang(bahan.tanggal)}"
    return Tabel(kolom, baris, judul, ["Jumlah", sum(titik.values())])


def susun_tanya(bahan: Bahan) -> Isi:
    """The letter that asks the branch about one bin; few people are listed, many go as Excel."""
    daftar, bagian = _terbaca(bahan), _bagian(bahan)
    jumlah = rekap(daftar).dari(bagian)
    orang = max(jumlah.orang, jumlah.baris)
    if not orang:
        raise AturanDilanggarError("Bagian itu kosong: tidak ada yang ditanyakan.")
    sedikit = orang <= SEBARIS
    berkas = "daftar dalam lampiran" if sedikit else "berkas Excel yang kami sertakan"
    return Isi(
        bentuk=Bentuk.SURAT,
        perihal=f"Permohonan penjelasan {daftar.get_jenis_display().lower()} bulan "
        f"{nama_bulan(daftar.bulan)}",
        kepada=tujuan([daftar.cabang]),
        sifat="Segera",
        jumlah_lampiran="1 (satu) berkas",
        dasar=dasar(bahan.tanggal),
        pembuka=[
            f"Menunjuk {daftar.get_jenis_display().lower()} bulan {nama_bulan(daftar.bulan)} "
            f"tanggal {tanggal_panjang(daftar.tanggal)}, dengan hormat kami sampaikan bahwa "
            f"{TANYA[bagian]}: {banyak(orang)}, menurut {berkas}."
        ],
        fakta=[
            ("Daftar BPJS", daftar.nama_semua),
            ("Orang di buku kami", banyak(jumlah.orang)),
            ("Rupiah buku kami", rupiah(jumlah.rupiah_kita)),
            ("Baris dalam daftar Saudara", banyak(jumlah.baris, "baris")),
        ],
        penutup=[SALAM],
        judul_lampiran="Surat" if sedikit else "",
        lampiran=[_tabel_orang(daftar, bagian)] if sedikit else [],
        rahasia=sedikit,
        orang=orang if sedikit else 0,
    )


def _bagian(bahan: Bahan) -> BagianDaftar:
    """The bin in ``kunci``. Raises AturanDilanggarError for another word."""
    if bahan.kunci in TANYA:
        return BagianDaftar(bahan.kunci)
    raise AturanDilanggarError(
        "Pilih bagiannya di halaman rekonsiliasi, lalu tekan Surat tanya ke BPJS."
    )


def _tabel_orang(daftar: DaftarBPJS, bagian: BagianDaftar) -> Tabel:
    kolom = [
        Kolom("No.", ANGKA, 6),
        Kolom("NIK", lebar=20, kunci=True),
        Kolom("KPJ", lebar=14),
        Kolom("Nama", lebar=26),
        Kolom("Selisih", lebar=34),
    ]
    baris: list[list[Sel]] = []
    for n, b in enumerate(isi_bagian(daftar, bagian), 1):
        p = b.peserta
        nik, kpj, nama = (p.nik, p.kpj, p.nama) if p else (b.nik or b.tertulis, b.kpj, b.nama)
        baris.append([n, nik, kpj, nama, kata_sebab(b) or str(bagian.label)])
    return Tabel(kolom, baris, str(bagian.label))


def _judul(apa: str, bahan: Bahan) -> str:
    daftar: DaftarBPJS = bahan.objek
    return f"{apa} {nama_bulan(daftar.bulan)}, {daftar.get_cabang_display()}"


JENIS = {
    "berita_acara_rekonsiliasi": JenisSurat(
        "Berita acara rekonsiliasi BPJS",
        Bentuk.BERITA_ACARA,
        DaftarBPJS,
        susun_berita_acara,
        "mengelola_iuran",
        lambda b: _judul("Berita acara rekonsiliasi", b),
        terkini=True,
        sampai_hari_ini=True,
    ),
    "tanya_bpjs": JenisSurat(
        "Surat tanya rekonsiliasi ke BPJS",
        Bentuk.SURAT,
        DaftarBPJS,
        susun_tanya,
        "mengelola_iuran",
        lambda b: _judul(f"Surat tanya “{_bagian(b).label}”", b),
        terkini=True,
    ),
}
