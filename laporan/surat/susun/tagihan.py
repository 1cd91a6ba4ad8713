"""Papers about a bill: the letter to BPJS, and the request that the treasury pay it."""

from iuran.buku import realisasi_sumber
from iuran.models import Pembayaran, StatusTagihan, Tagihan
from iuran.tagihan import RincianTagihan, cabang_tagihan, rincian_sah
from laporan.surat.bahan import Bahan, JenisSurat
from laporan.surat.isi import Bentuk, Isi, JenisKolom, Kolom, Sel, Tabel
from laporan.surat.susun.bpjs import (
    PROGRAM,
    PROGRAM_JHT,
    SALAM,
    bertanggal,
    dasar,
    dokumen_pagu,
    instansi_pada,
    tabel_kecamatan,
    tabel_tarif,
    tujuan,
)
from laporan.surat.susun.kata import banyak, uang
from pijar.bulan import nama_bulan, tanggal_panjang
from pijar.errors import AturanDilanggarError
from pijar.rupiah import ribuan, rupiah

# Offices of a budget (Permendagri 77/2020): who asks for a payment, and of whom.
PENGGUNA_ANGGARAN, BENDAHARA = "Pengguna Anggaran", "Bendahara Pengeluaran"
PPTK = "Pejabat Pelaksana Teknis Kegiatan"
BELUM_DIISI = "…………………"


def susun_surat(bahan: Bahan) -> Isi:
    """The letter to BPJS with which a bill is paid: sums by tariff and kecamatan, code, due day."""
    tagihan: Tagihan = bahan.objek
    pembayaran = _pembayaran(bahan)
    isi = _rincian(tagihan)
    bulan = nama_bulan(tagihan.bulan)
    perihal = "Pembayaran iuran jaminan sosial ketenagakerjaan bagi pekerja rentan bulan"
    program = PROGRAM_JHT if isi.ada_jht else PROGRAM
    if pembayaran:
        kalimat = "bersama ini kami sampaikan bahwa telah dibayar iuran"
    else:
        kalimat = "bersama ini kami sampaikan rincian pembayaran iuran"
    minta_kode = " Untuk pembayarannya, mohon diterbitkan kode iuran." * (
        not tagihan.kode_iuran and not pembayaran and tagihan.status != StatusTagihan.DIBAGI
    )
    return Isi(
        bentuk=Bentuk.SURAT,
        perihal=f"{perihal} {bulan}",
        kepada=tujuan(cabang_tagihan(tagihan)),
        sifat="Biasa",
        jumlah_lampiran="1 (satu) berkas",
        dasar=dasar(bahan.tanggal, jht=isi.ada_jht, sumber=[tagihan.sumber]),
        pembuka=[
            f"Dengan hormat, {kalimat} {program} bagi pekerja rentan Kota Semarang untuk bulan "
            f"{bulan}, dengan rincian sebagai berikut."
        ],
        fakta=_fakta(tagihan, isi, pembayaran),
        tabel=[tabel_tarif(isi), tabel_kecamatan(isi), *_tabel_bagian(tagihan)],
        penutup=[
            f"Daftar nama peserta ada dalam berkas Excel {tagihan.nomor}.xlsx, yang merupakan "
            f"bagian tidak terpisahkan dari surat ini.{minta_kode}",
            SALAM,
        ],
        alasan_konsep=_alasan_konsep(tagihan),
    )


def susun_nota(bahan: Bahan) -> Isi:
    """The request that the treasury pay a bill, with what is left of the budget on that day."""
    tagihan: Tagihan = bahan.objek
    _periksa_nota(bahan)
    isi = _rincian(tagihan)
    bulan = nama_bulan(tagihan.bulan)
    program = PROGRAM_JHT if isi.ada_jht else PROGRAM
    instansi = instansi_pada(bahan.tanggal)
    return Isi(
        bentuk=Bentuk.NOTA,
        perihal=f"Permohonan pembayaran iuran pekerja rentan bulan {bulan}, {tagihan.sumber}",
        kepada=[f"{PENGGUNA_ANGGARAN} {instansi}", f"u.p. {BENDAHARA}"],
        dari=PPTK,
        sifat="Segera",
        jumlah_lampiran="1 (satu) berkas",
        dasar=dasar(bahan.tanggal, jht=isi.ada_jht, sumber=[tagihan.sumber]),
        pembuka=[
            f"Bersama ini diajukan permohonan pembayaran iuran {program} bagi "
            f"{banyak(isi.orang)} pekerja rentan Kota Semarang untuk bulan {bulan} kepada BPJS "
            "Ketenagakerjaan, dengan rincian sebagai berikut."
        ],
        fakta=_fakta_nota(tagihan, isi),
        tabel=[tabel_tarif(isi), _tabel_anggaran(bahan)],
        penutup=[
            f"Terlampir daftar nama peserta ({tagihan.nomor}.xlsx) dan surat pembayaran iuran "
            "kepada BPJS Ketenagakerjaan.",
            "Demikian disampaikan, mohon persetujuan dan proses pembayaran lebih lanjut.",
        ],
        alasan_konsep=_alasan_konsep(tagihan),
    )


def _periksa_nota(bahan: Bahan) -> None:
    """Raise AturanDilanggarError for a bill that nobody asks the treasury to pay."""
    tagihan: Tagihan = bahan.objek
    if not tagihan.sumber.dibayar_kota:
        raise AturanDilanggarError(
            f"{tagihan.nomor} dibayar {tagihan.sumber}, bukan kas daerah, jadi tidak memerlukan "
            "nota permohonan pembayaran. Buat Surat pembayaran iuran ke BPJS."
        )
    if tagihan.status == StatusTagihan.DIBAGI:
        raise AturanDilanggarError(
            f"{tagihan.nomor} dibagi dan dibayar menurut bagiannya. Buat permohonan dari halaman "
            "tiap bagian."
        )
    if (lunas := _pembayaran(bahan)) is not None:
        raise AturanDilanggarError(
            f"{tagihan.nomor} sudah dibayar dengan {lunas} tanggal "
            f"{tanggal_panjang(lunas.tanggal)}. Permohonan pembayaran bertanggal sebelum itu."
        )


def _rincian(tagihan: Tagihan) -> RincianTagihan:
    """The bill's sums. Raises AturanDilanggarError for a bill about which no paper is made."""
    if tagihan.status == StatusTagihan.DIBATALKAN:
        raise AturanDilanggarError(
            f"{tagihan.nomor} dibatalkan. Buat surat dari tagihan penggantinya."
        )
    if tagihan.saldo_awal_id:
        raise AturanDilanggarError(
            f"{tagihan.nomor} dibayar sebelum aplikasi ini dipakai; suratnya ada di arsip lama."
        )
    return rincian_sah(tagihan)


def _pembayaran(bahan: Bahan) -> Pembayaran | None:
    """The payment of the bill, if its paper is not younger than this one."""
    lunas: Pembayaran | None = bahan.objek.pembayaran
    return lunas if lunas and lunas.tanggal <= bahan.tanggal else None


def _alasan_konsep(tagihan: Tagihan) -> str:
    """Why the paper is a draft: the bill, or a part of it, is not issued, or must be made anew."""
    if tagihan.status == StatusTagihan.DIBAGI:
        belum = tagihan.daftar_bagian.hidup().filter(tanggal=None).exists()
        return f"Bagian tagihan {tagihan.nomor} belum diterbitkan semua." if belum else ""
    if not tagihan.tanggal:
        return f"Tagihan {tagihan.nomor} belum diterbitkan."
    if tagihan.status != StatusTagihan.DITERBITKAN:
        return ""
    keluar = tagihan.daftar_iuran.sudah_keluar().count()
    return (
        f"Tagihan {tagihan.nomor} memuat {ribuan(keluar)} orang yang tidak boleh lagi dibayar "
        "kota; batalkan, lalu susun penggantinya."
        if keluar
        else ""
    )


def _fakta(
    tagihan: Tagihan, isi: RincianTagihan, pembayaran: Pembayaran | None
) -> list[tuple[str, str]]:
    """What BPJS must know; terms without a value are left out."""
    menyusul = f", {banyak(isi.tanpa_kpj)} di antaranya dengan KPJ menyusul" * bool(isi.tanpa_kpj)
    semua = [
        ("Nomor tagihan", _nomor(tagihan)),
        ("Sumber dana", str(tagihan.sumber)),
        ("Jumlah peserta", f"{banyak(isi.orang)}{menyusul}"),
        ("Jumlah iuran", uang(isi.total)),
        ("Kompensasi", _kompensasi(isi)),
        ("NPP", tagihan.npp),
        ("Kode iuran", _kode(tagihan)),
        ("Dibayar dengan", _bukti(pembayaran) if pembayaran else ""),
    ]
    return [(nama, nilai) for nama, nilai in semua if nilai]


def _kompensasi(isi: RincianTagihan) -> str:
    """What the bill sets off, in words; nothing where it sets off nothing."""
    balik = isi.kompensasi
    bulan = banyak(balik.bulan, "bulan iuran")
    return f"{rupiah(-balik.jumlah)} sudah dikurangkan, yaitu {bulan} yang telanjur dibayar" * bool(
        balik.bulan
    )


def _fakta_nota(tagihan: Tagihan, isi: RincianTagihan) -> list[tuple[str, str]]:
    """What the treasurer must know; account and SPD leave a place to fill where unknown."""
    spd = bertanggal(tagihan.spd_nomor, tagihan.spd_tanggal)
    semua = [
        ("Nomor tagihan", _nomor(tagihan)),
        ("Sumber dana", str(tagihan.sumber)),
        ("Kode rekening", tagihan.kode_rekening or BELUM_DIISI),
        ("SPD", spd or BELUM_DIISI),
        ("Penerima", "BPJS Ketenagakerjaan"),
        ("NPP", tagihan.npp),
        ("Kode iuran", _kode(tagihan)),
        ("Jumlah", uang(isi.total)),
        ("Kompensasi", _kompensasi(isi)),
    ]
    return [(nama, nilai) for nama, nilai in semua if nilai]


def _nomor(tagihan: Tagihan) -> str:
    bagian = ""
    if tagihan.induk:
        bagian = f", bagian {tagihan.nama_bagian} dari {tagihan.induk.nomor}"
    return bertanggal(tagihan.nomor, tagihan.tanggal) + bagian


def _kode(tagihan: Tagihan) -> str:
    tempo = tagihan.kode_iuran_tempo
    batas = f", dibayar paling lambat {tanggal_panjang(tempo)}" if tempo else ""
    return f"{tagihan.kode_iuran}{batas}" if tagihan.kode_iuran else ""


def _bukti(pembayaran: Pembayaran) -> str:
    return bertanggal(str(pembayaran), pembayaran.tanggal)


def _tabel_anggaran(bahan: Bahan) -> Tabel:
    """What is left of the ceiling after this bill and the others that are not paid yet."""
    tagihan: Tagihan = bahan.objek
    dana = realisasi_sumber(tagihan.sumber, bahan.tanggal)
    terbit = bool(tagihan.tanggal and tagihan.tanggal <= bahan.tanggal)
    lain = dana.jumlah("belum_dibayar") - (tagihan.total if terbit else 0)
    baris: list[list[Sel]] = [
        [f"a. Pagu {tagihan.sumber}{dokumen_pagu(dana.pagu)}", dana.pagu.rupiah],
        ["b. Realisasi (SP2D dikurangi setoran kembali)", dana.realisasi],
        ["c. Tagihan lain yang belum dibayar", lain],
        ["d. Permohonan ini", tagihan.total],
    ]
    kolom = [Kolom("Uraian", lebar=60, kunci=True), Kolom("Rupiah", JenisKolom.RUPIAH, 30)]
    sisa = dana.sisa_anggaran - lain - tagihan.total
    judul = f"Keadaan anggaran per {tanggal_panjang(bahan.tanggal)}"
    return Tabel(kolom, baris, judul, ["Sisa (a − b − c − d)", sisa])


def _tabel_bagian(tagihan: Tagihan) -> list[Tabel]:
    """The parts in which a divided bill is paid; they add up to it."""
    daftar = list(tagihan.daftar_bagian.hidup().order_by("pk"))
    if not daftar:
        return []
    kolom = [
        Kolom("Nomor", lebar=28, kunci=True),
        Kolom("Bagian", lebar=24),
        Kolom("Kode iuran", lebar=20),
        Kolom("Orang", JenisKolom.ANGKA, 10),
        Kolom("Jumlah", JenisKolom.RUPIAH, 22),
    ]
    baris: list[list[Sel]] = [
        [b.nomor, b.nama_bagian, b.kode_iuran, b.jumlah_orang, b.total] for b in daftar
    ]
    orang, total = sum(b.jumlah_orang for b in daftar), sum(b.total for b in daftar)
    return [Tabel(kolom, baris, "Bagian tagihan", ["Jumlah", None, None, orang, total])]


JENIS = {
    "surat_tagihan": JenisSurat(
        "Surat pembayaran iuran ke BPJS",
        Bentuk.SURAT,
        Tagihan,
        susun_surat,
        "mengelola_iuran",
        lambda b: f"Surat pembayaran iuran {b.objek.nomor}",
        terkini=True,
    ),
    "nota_pembayaran": JenisSurat(
        "Nota dinas permohonan pembayaran",
        Bentuk.NOTA,
        Tagihan,
        susun_nota,
        "mengelola_iuran",
        lambda b: f"Permohonan pembayaran {b.objek.nomor}",
        khusus=True,
        terkini=True,
    ),
}
