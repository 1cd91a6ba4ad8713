"""One month of one person, from its decree to BPJS's books: every stage with its paper and day."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from iuran.models import (
    BERBANTUAN,
    Bantuan,
    BarisBerkas,
    BarisDaftarBPJS,
    BarisSetoran,
    HasilBaris,
    Iuran,
    Janji,
    JenisIuran,
    StatusPembayaran,
    Tagihan,
)
from peserta.models import Peserta
from pijar.bulan import WIB, nama_bulan
from pijar.rupiah import rupiah


class Tahap(NamedTuple):
    """One stage: its paper, its day (None while it has not come), and what else is known."""

    nama: str
    bukti: str
    tanggal: date | None
    keterangan: str = ""


class Jejak(NamedTuple):
    """A ledger row of the month with its stages; a month may have dead rows before the live one."""

    iuran: Iuran
    tahap: Sequence[Tahap]

    @property
    def judul(self) -> str:
        if self.iuran.hidup:
            return "Iuran yang berlaku"
        if self.iuran.jenis == JenisIuran.PEMBALIK:
            return "Pengembalian" if self.iuran.setor_pada else "Kompensasi"
        return "Iuran yang dikoreksi" if self.iuran.tagihan else "Iuran yang tidak berlaku lagi"


def jejak_bulan(peserta: Peserta, bulan: date) -> list[Jejak]:
    """Every row of the person's month, the live one first; seven queries for one row."""
    baris = Iuran.objects.filter(peserta=peserta, bulan=bulan).select_related(
        "bantuan__janji__penyumbang__opd", "sumber", "tagihan__induk", "pembayaran"
    )
    return [Jejak(i, list(_tahap(i))) for i in baris.order_by("-hidup", "-pk")]


def _tahap(iuran: Iuran) -> Iterator[Tahap]:
    if iuran.jenis == JenisIuran.PEMBALIK:
        yield from _dibalik(iuran)
        return
    sk = iuran.bantuan
    if sk.janji:
        yield from _berbukti(iuran, sk.janji)
        return
    yield Tahap("Ditetapkan", sk.nomor_sk, _hari(sk.dibuat_pada), f"{iuran.sumber}")
    yield from _di_bpjs(iuran)
    if iuran.alasan_mati and not iuran.tagihan:
        yield Tahap("Tidak ditagih lagi", "", None, iuran.alasan_mati)
    if iuran.tagihan:
        yield from _uang(iuran, iuran.tagihan)
    elif iuran.hidup:
        yield Tahap("Ditagih", "", None, "Menunggu tagihan")
    yield _dibukukan(iuran)
    yield from _diminta_kembali(iuran)


def _berbukti(iuran: Iuran, janji: Janji) -> Iterator[Tahap]:
    """A month of a civil servant: his promise, his paper, BPJS's list; no decree and no bill."""
    p = janji.penyumbang
    yield Tahap("Dijanjikan penyumbang", f"{janji}", _hari(janji.dibuat_pada), f"{p}, {p.opd}")
    if bayar := iuran.pembayaran:
        nama = str(bayar.get_jenis_display())
        batal = bayar.status == StatusPembayaran.DIBATALKAN
        yield Tahap(nama, bayar.nomor, bayar.tanggal, iuran.alasan_mati if batal else "")
    yield _dibukukan(iuran)


def _dibukukan(iuran: Iuran) -> Tahap:
    """The line of BPJS's posting list, or of its list of the movement; else the day recorded."""
    baris = BarisDaftarBPJS.objects.pembukuan(iuran).first()
    if baris is None and iuran.bantuan.janji_id:
        setoran = BarisSetoran.objects.pembukuan(iuran).first()
        if setoran:
            return Tahap("Dibukukan BPJS", *setoran.bukti)
    if baris is None:
        return Tahap("Dibukukan BPJS", "", iuran.dikonfirmasi_pada)
    bukti, tanggal = baris.bukti
    beda = "ada selisihnya: lihat Rekonsiliasi BPJS" if baris.beda else ""
    return Tahap("Dibukukan BPJS", bukti, tanggal, beda)


def _diminta_kembali(iuran: Iuran) -> Iterator[Tahap]:
    """Every letter of BPJS about a month that was paid in vain, also withdrawn ones."""
    for k in iuran.daftar_kelebihan.select_related("penyelesaian").order_by("pk"):
        p = k.penyelesaian
        status = f"{p.get_jenis_display()}: {p.get_status_display().lower()}. {k.sebab}"
        yield Tahap("Kelebihan bayar", f"{p}", p.surat_tanggal, status)


def _dibalik(iuran: Iuran) -> Iterator[Tahap]:
    """A reversal: the letter, then the bill that it lowers or the STS."""
    yield Tahap("Dikoreksi", "", None, iuran.alasan_mati)
    if iuran.setor_pada:
        yield Tahap("STS", "", iuran.setor_pada)
    if iuran.dicabut_pada:
        yield Tahap("Dicabut", "", _hari(iuran.dicabut_pada))
    elif iuran.setor_pada:
        return
    elif iuran.tagihan:
        yield from _uang(iuran, iuran.tagihan)
    else:
        yield Tahap("Ditagih", "", None, "Menunggu tagihan berikutnya dari sumber yang sama")


def _di_bpjs(iuran: Iuran) -> Iterator[Tahap]:
    """The file that told BPJS, and its answer; the opening balance has none."""
    baris = BarisBerkas.objects.filter(jenis__in=BERBANTUAN, bantuan=_berbaris(iuran.bantuan))
    satu = baris.select_related("berkas_bpjs").order_by("-pk").first()
    if satu is None:
        yield Tahap("Diberitahukan ke BPJS", "", None, "Tidak lewat berkas ke BPJS di sini")
        return
    kirim = satu.berkas_bpjs
    yield Tahap("Diberitahukan ke BPJS", kirim.nomor, _hari(kirim.dikirim_pada))
    hasil = "" if satu.hasil == HasilBaris.MENUNGGU else kirim.kata.hasil(satu.cip)
    if not kirim.pendaftaran:
        yield Tahap("Dikonfirmasi BPJS", hasil, _hari(satu.dijawab_pada), satu.keterangan)
        return
    if satu.diterima_mulai:
        mulai = f"mulai {nama_bulan(satu.diterima_mulai)}, sebelum kartunya ada"
        yield Tahap("Diterima untuk dibayar", mulai, _hari(satu.diterima_pada))
    nama = "Kartu (KPJ)" if satu.diterima_mulai else "Diterima untuk dibayar"
    yield Tahap(nama, hasil, _hari(satu.dijawab_pada), satu.keterangan)


def _berbaris(bantuan: Bantuan) -> Bantuan:
    """The grant that a file names: the part after New Year goes with the first one."""
    induk = bantuan.sambungan_dari
    return induk if induk and induk.nomor_sk == bantuan.nomor_sk else bantuan


def _uang(iuran: Iuran, t: Tagihan) -> Iterator[Tahap]:
    bagian = f"bagian {t.nama_bagian} dari {t.induk.nomor}" if t.induk else ""
    yield Tahap("Ditagih", t.nomor, t.tanggal, bagian)
    tempo = f"paling lambat {t.kode_iuran_tempo:%d-%m-%Y}" if t.kode_iuran_tempo else ""
    yield Tahap("Kode iuran BPJS", t.kode_iuran, None, tempo)
    yield Tahap("SPD", t.spd_nomor, t.spd_tanggal)
    yield Tahap("SPP", t.spp_nomor, t.spp_tanggal)
    yield Tahap("SPM", t.spm_nomor, t.spm_tanggal)
    gugur = t.daftar_alokasi.filter(berlaku=False).select_related("pembayaran__koreksi")
    for satu in gugur.order_by("pk"):
        p = satu.pembayaran
        alasan = p.koreksi.alasan if p.koreksi else ""
        yield Tahap("Pembayaran yang dibatalkan", str(p), p.tanggal, alasan)
    if bayar := iuran.pembayaran:
        yield Tahap(str(bayar.get_jenis_display()), bayar.nomor, bayar.tanggal)
    else:
        yield Tahap("SP2D atau bukti transfer", "", None, "Belum dibayar")
    terima = rupiah(t.terima_nominal) if t.terima_nominal else ""
    yield Tahap(
        "Diterima BPJS", terima, t.terima_tanggal, "untuk seluruh tagihan" if terima else ""
    )


def _hari(waktu: datetime | None) -> date | None:
    return waktu.astimezone(WIB).date() if waktu else None
