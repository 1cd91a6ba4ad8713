"""The statement of a source as a paper: for the office, or for who gives the money."""

from datetime import date

from iuran.buku import Rekening, rekening
from iuran.models import SumberDana
from laporan.surat.bahan import Bahan, JenisSurat
from laporan.surat.isi import Bentuk, Isi, JenisKolom, Kolom, Sel, Tabel
from laporan.surat.susun.bpjs import SALAM, instansi_pada
from pijar.bulan import tanggal_panjang
from pijar.errors import AturanDilanggarError
from pijar.rupiah import rupiah

RUPIAH = JenisKolom.RUPIAH


def susun_rekening(bahan: Bahan) -> Isi:
    """Every change of a source's money in the days named by ``kunci``; nobody is named."""
    sumber: SumberDana = bahan.objek
    isi = rekening(sumber, *rentang(bahan))
    masa = _masa(isi)
    return Isi(
        bentuk=Bentuk.SURAT,
        perihal=f"Rekening koran {sumber}",
        kepada=[_kepada(sumber, bahan.tanggal), "di Semarang"],
        sifat="Biasa",
        jumlah_lampiran="1 (satu) lembar",
        pembuka=[
            "Bersama ini disampaikan rekening koran dana iuran jaminan sosial ketenagakerjaan bagi "
            f"pekerja rentan Kota Semarang dari {sumber}, {masa}.",
            f"Saldo akhir (pagu dikurangi yang sudah dibayar) {rupiah(isi.akhir.sisa)}; ditagih "
            f"dan belum dibayar {rupiah(isi.akhir.terutang)}. Rinciannya dalam lampiran.",
        ],
        penutup=[SALAM],
        judul_lampiran=f"Rekening koran {sumber}",
        lampiran=[tabel(isi)],
    )


def rentang(bahan: Bahan) -> tuple[date, date]:
    """The first and last day in ``kunci``, as ``2026-01-01_2026-06-30``.

    Raises AturanDilanggarError where it names none, or days that lie after the paper's own.
    """
    dari, _, sampai = bahan.kunci.partition("_")
    try:
        hasil = date.fromisoformat(dari), date.fromisoformat(sampai)
    except ValueError:
        raise AturanDilanggarError(
            "Pilih tanggalnya di halaman rekening koran, lalu tekan PDF dan Word."
        ) from None
    if not hasil[0] <= hasil[1] <= bahan.tanggal:
        raise AturanDilanggarError(
            f"Rekening koran {dari} sampai {sampai} belum lengkap pada tanggal surat. Pilih "
            "tanggal surat sesudahnya, atau rentang yang lebih awal."
        )
    return hasil


def tabel(r: Rekening) -> Tabel:
    """The lines between the two balances, as on the page."""
    kolom = [
        Kolom("Tanggal", JenisKolom.TANGGAL, 14),
        Kolom("Bukti", lebar=18, kunci=True),
        Kolom("Uraian", lebar=26, kunci=True),
        *(Kolom(judul, RUPIAH, 15) for judul in ("Pagu", "Ditagih", "Dibayar", "Saldo")),
        Kolom("Belum dibayar", RUPIAH, 15),
    ]
    baris: list[list[Sel]] = [
        [f"{m.tanggal:%Y-%m-%d}", m.bukti, m.uraian, m.pagu, m.ditagih, m.dibayar, *saldo]
        for m, saldo in r.daftar
    ]
    baris.insert(0, [f"{r.dari:%Y-%m-%d}", "", "Saldo awal", None, None, None, *r.awal])
    return Tabel(kolom, baris, f"Mutasi {_masa(r)}", [None, "", "Saldo akhir", *r.jumlah, *r.akhir])


def _masa(r: Rekening) -> str:
    return f"{tanggal_panjang(r.dari)} sampai dengan {tanggal_panjang(r.sampai)}"


def _kepada(sumber: SumberDana, tanggal: date) -> str:
    """Who gave the money; of the city's own, the head of the office."""
    return f"Kepala {instansi_pada(tanggal)}" if sumber.dibayar_kota else f"Pimpinan {sumber.nama}"


JENIS = {
    "rekening": JenisSurat(
        "Rekening koran sumber dana",
        Bentuk.SURAT,
        SumberDana,
        susun_rekening,
        "mengelola_iuran",
        lambda b: f"Rekening koran {b.objek}, {b.kunci.replace('_', ' sampai ')}",
        terkini=True,
    ),
}
