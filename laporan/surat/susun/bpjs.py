"""What letters to BPJS Ketenagakerjaan and papers about their money have in common."""

from collections.abc import Iterable
from datetime import date

from iuran.buku import PaguPada
from iuran.models import JenisSumber, SumberDana
from iuran.tagihan import RincianTagihan
from laporan.surat.isi import JenisKolom, Kolom, Sel, Tabel
from peserta.models import Cabang
from pijar.bulan import tanggal_panjang
from pijar.models import DasarHukum, Kop
from pijar.rupiah import ribuan, rupiah

SALAM = "Demikian disampaikan, atas perhatian dan kerja samanya diucapkan terima kasih."
PROGRAM = "program Jaminan Kecelakaan Kerja (JKK) dan Jaminan Kematian (JKM)"
PROGRAM_JHT = (
    "program Jaminan Kecelakaan Kerja (JKK), Jaminan Kematian (JKM) dan Jaminan Hari Tua (JHT)"
)
DASAR = ("perwal-26-2025", "perwal-93-2020", "inpres-2-2021", "pp-44-2015")
DASAR_JHT = "pp-46-2015"
DASAR_DBHCHT = "pmk-72-2024"
PEDOMAN_APBD = "permendagri-15-2024"  # of the budget of 2025; each year's replaces it


def tujuan(cabang: Iterable[str]) -> list[str]:
    """The lines of the addressee: one branch, or each of several with its number."""
    daftar = [f"Kantor Cabang {Cabang(kode).label}" for kode in sorted(set(cabang))]
    if len(daftar) == 1:
        return ["Kepala BPJS Ketenagakerjaan", daftar[0], "di Semarang"]
    banyak = [f"{n}. Kepala BPJS Ketenagakerjaan {satu}" for n, satu in enumerate(daftar, 1)]
    return [*banyak, "di Semarang"]


def dasar(
    tanggal: date, *lain: str, jht: bool = False, sumber: Iterable[SumberDana] = ()
) -> list[str]:
    """The legal bases of the contribution that are in force on the paper's date, ``lain`` too.

    Money of ``sumber`` cites the budget guide of its own year, and DBHCHT the rule on its use; a
    paper without money cites the guide of its date.
    """
    kode = [*DASAR, *lain]
    pembayar = list(sumber)
    if jht:
        kode.append(DASAR_JHT)
    if any(s.jenis == JenisSumber.DBHCHT for s in pembayar):
        kode.append(DASAR_DBHCHT)
    tahun = {s.tahun for s in pembayar} or {tanggal.year}
    pedoman = [(PEDOMAN_APBD, date(t, 1, 1)) for t in tahun]
    return [d.lengkap for d in DasarHukum.objects.berlaku(kode, tanggal, pedoman)]


def bertanggal(nomor: str, tanggal: date | None) -> str:
    """``TG-1 tanggal 5 November 2026``; only the number where the date is not known."""
    return f"{nomor} tanggal {tanggal_panjang(tanggal)}" if nomor and tanggal else nomor


def dokumen_pagu(pagu: PaguPada) -> str:
    """The paper of the budget behind the ceiling, in brackets after its name."""
    dokumen = pagu.dokumen
    if dokumen is None or not dokumen.nomor:
        return ""
    return f" ({dokumen.get_keadaan_display()} {bertanggal(dokumen.nomor, dokumen.tanggal)})"


def instansi_pada(tanggal: date) -> str:
    """The name of the office on the paper's date, as its letterhead has it."""
    kop = Kop.objects.pada(tanggal)
    return kop.instansi if kop else ""


def tabel_tarif(isi: RincianTagihan) -> Tabel:
    """People and rupiah by tariff; what is set off stands in a line of its own."""
    jht = isi.ada_jht
    kolom = [
        Kolom("Uraian", lebar=26, kunci=True),
        *(Kolom(nama, JenisKolom.RUPIAH, 13) for nama in ("JKK", "JKM", *(["JHT"] if jht else []))),
        Kolom("Per orang", JenisKolom.RUPIAH, 14),
        Kolom("Orang", JenisKolom.ANGKA, 10),
        Kolom("Jumlah", JenisKolom.RUPIAH, 22),
    ]
    baris: list[list[Sel]] = [
        [
            f"Iuran {rupiah(b.nominal)} per bulan",
            *(b.jkk, b.jkm, *([b.jht] if jht else [])),
            *(b.nominal, b.orang, b.jumlah),
        ]
        for b in isi.per_tarif
    ]
    kosong: list[Sel] = [None] * (4 if jht else 3)
    if isi.kompensasi.bulan:
        uraian = f"Kompensasi {ribuan(isi.kompensasi.bulan)} bulan"
        baris.append([uraian, *kosong, None, isi.kompensasi.jumlah])
    return Tabel(kolom, baris, "Menurut tarif", ["Jumlah", *kosong, isi.orang, isi.total])


def tabel_kecamatan(isi: RincianTagihan) -> Tabel:
    """People and rupiah by kecamatan, with the same sums as :func:`tabel_tarif`."""
    kolom = [
        Kolom("No.", JenisKolom.ANGKA, 6),
        Kolom("Kecamatan", lebar=40, kunci=True),
        Kolom("Orang", JenisKolom.ANGKA, 14),
        Kolom("Jumlah", JenisKolom.RUPIAH, 26),
    ]
    baris: list[list[Sel]] = [
        [n, b.kecamatan, b.orang, b.jumlah] for n, b in enumerate(isi.per_kecamatan, 1)
    ]
    if isi.kompensasi.bulan:
        uraian = f"Kompensasi {ribuan(isi.kompensasi.bulan)} bulan"
        baris.append([None, uraian, None, isi.kompensasi.jumlah])
    return Tabel(kolom, baris, "Menurut kecamatan", [None, "Jumlah", isi.orang, isi.total])
