"""Rules of a payment: which bills go together, which sum, which date. Nothing here queries."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from iuran.models import JenisBayar, Pembayaran, StatusTagihan, Tagihan
from pijar.bulan import tanggal_panjang
from pijar.rupiah import rupiah


class Bukti(NamedTuple):
    """The texts of a SP2D or transfer slip; ``nominal`` in rupiah."""

    nomor: str
    tanggal: date
    nominal: int
    keterangan: str = ""


class Salah(NamedTuple):
    """A sentence for the officer, and the field of the form that it belongs to."""

    bidang: str
    kalimat: str


def rapikan_nomor(nomor: str) -> str:
    """The number of a paper with single spaces."""
    return " ".join(nomor.split())


def jenis_bayar(daftar: Sequence[Tagihan]) -> JenisBayar:
    """City money is paid by SP2D of the treasury, any other payer's by transfer."""
    kota = all(t.sumber.dibayar_kota for t in daftar)
    return JenisBayar.SP2D if kota else JenisBayar.TRANSFER


def salah_tagihan(daftar: Sequence[Tagihan]) -> Iterator[Salah]:
    """Why these bills cannot be paid by one paper."""
    for t in daftar:
        if t.status != StatusTagihan.DITERBITKAN:
            yield Salah(
                "tagihan",
                f"{t.nomor} sudah {t.get_status_display().lower()}; hanya tagihan yang "
                "diterbitkan dan belum dibayar yang dapat dipilih.",
            )
    pembayar = {"kota" if t.sumber.dibayar_kota else t.sumber_id for t in daftar}
    if len(pembayar) > 1:
        yield Salah(
            "tagihan",
            "Tagihan yang dipilih berbeda pembayarnya. Satu bukti bayar melunasi tagihan dari "
            "satu pembayar: catat pembayaran lain untuk yang lainnya.",
        )


def salah_nominal(daftar: Sequence[Tagihan], nominal: int) -> Iterator[Salah]:
    """Why the sum on the paper does not pay these bills, each whole."""
    total = sum(t.total for t in daftar)
    if selisih := nominal - total:
        apa = "total tagihan" if len(daftar) == 1 else f"jumlah {len(daftar)} tagihan itu"
        yield Salah(
            "nominal",
            f"{rupiah(nominal)} tidak sama dengan {apa} {rupiah(total)}: "
            f"{'lebih' if selisih > 0 else 'kurang'} {rupiah(abs(selisih))}. Periksa angkanya dan "
            "tagihan yang dipilih; tagihan yang dibayar sebagian dibagi dahulu.",
        )


def salah_tanggal(daftar: Sequence[Tagihan], tanggal: date, pada: date) -> Iterator[Salah]:
    """Why a paper of this date cannot pay these bills; ``pada`` is today."""
    if tanggal > pada:
        yield Salah(
            "tanggal",
            f"{tanggal_panjang(tanggal)} belum tiba. Isi tanggal yang tertulis pada buktinya.",
        )
    for t in daftar:
        if t.tanggal and tanggal < t.tanggal:
            yield Salah(
                "tanggal",
                f"{tanggal_panjang(tanggal)} mendahului {t.nomor}, yang bertanggal "
                f"{tanggal_panjang(t.tanggal)}. Periksa tanggalnya; bila tanggal tagihannya yang "
                "keliru, betulkan dahulu di Ubah isian.",
            )


def salah_nomor(nomor: str, dipakai: Pembayaran | None) -> Iterator[Salah]:
    """Why the paper's number cannot be used; ``dipakai`` is the payment that has it."""
    if not nomor:
        yield Salah("nomor", "Tulis nomor SP2D atau bukti transfernya.")
    elif dipakai:
        daftar = [a.tagihan.nomor for a in dipakai.daftar_alokasi.all()]
        slip = getattr(dipakai, "slip", None)
        untuk = f"{slip.penyumbang}" if slip else ", ".join(daftar) or f"{dipakai}"
        yield Salah("nomor", f"Nomor {nomor} sudah dicatat untuk {untuk}. Periksa nomornya.")


def catatan_tahun(daftar: Sequence[Tagihan], tanggal: date) -> list[str]:
    """Say what a paper of this date means for the budget year of these bills; it pays them anyway.

    City money only. After the year it pays a debt from the next budget; between the last day for
    SP2D and New Year such a paper should not exist.
    """
    catatan = []
    for sumber in {t.sumber_id: t.sumber for t in daftar if t.sumber.dibayar_kota}.values():
        if tanggal.year > sumber.tahun:
            catatan.append(
                f"Bertanggal sesudah tahun {sumber.tahun}: dibayar dengan anggaran {tanggal.year} "
                f"sebagai utang {sumber}. Bulannya lunas, realisasi {sumber.tahun} tidak bertambah."
            )
        elif tanggal > sumber.tutup_sp2d:
            catatan.append(
                f"Bertanggal {tanggal_panjang(tanggal)}, sesudah hari terakhir SP2D {sumber} "
                f"({tanggal_panjang(sumber.tutup_sp2d)}). Cocokkan dengan SP2D-nya; bila salah "
                "ketik, tekan Betulkan atau batalkan."
            )
    return catatan
