"""The quick way for a row that leaves nothing to say, as most rows of a good list do.

What many people on a list share (day of birth, place, RT, occupation) is cleaned once for each way
of writing it, what is each person's own as ever. Where any rule finds more than a NIK from
elsewhere, the row is given up here: :func:`peserta.bersih.periksa.periksa_baris` says why.
"""

from collections.abc import Callable
from datetime import date
from operator import getitem, itemgetter
from typing import Any

from peserta.bersih.alasan import Temuan
from peserta.bersih.bidang import BIDANG_PER_KODE
from peserta.bersih.kamus import Kamus
from peserta.bersih.kesejahteraan import bersihkan_penghasilan, bersihkan_status_bpjs
from peserta.bersih.kontak import bersihkan_email, bersihkan_hp
from peserta.bersih.nama import baca_nama, bersihkan_jenis_kelamin, bersihkan_nama_ibu
from peserta.bersih.nik import nik_serasi
from peserta.bersih.nomor import bersihkan_no_kk
from peserta.bersih.pekerjaan import cocokkan_pekerjaan
from peserta.bersih.periksa import (
    baca_kelahiran,
    baca_kesejahteraan,
    baca_rt_rw,
)
from peserta.bersih.tanggal import bersihkan_tempat
from peserta.bersih.teks import PANJANG_SEL, rapikan_panjang
from peserta.bersih.wilayah import cocokkan_wilayah
from peserta.impor.salin import teks_copy
from pijar.excel import Sel

PALING_BANYAK_DIINGAT = 20_000
SENDIRI = ("nik", "no_kk", "nama", "nama_ibu", "alamat", "hp")
KOLOM: tuple[str, ...] = ("jenis_kelamin", "tempat_lahir", "pekerjaan", "lokasi_kerja", "email")
KOLOM += ("status_bpjs", "penghasilan", "rt", "rw", "kelurahan", "desil", "register_kesejahteraan")
KOLOM += ("tanggal_lahir", "nik", "no_kk", "nama", "nama_cari", "nama_ibu", "alamat", "hp")

Baca = Callable[[Any], Any]


class Ingatan(dict[Any, Any]):
    """What ``baca`` made of every cell, or group of cells, so far; None gives the row up."""

    def __init__(self, baca: Baca) -> None:
        super().__init__()
        self._baca = baca

    def __missing__(self, sel: Any) -> Any:
        hasil = self._baca(sel)
        if len(self) < PALING_BANYAK_DIINGAT and _diingat(sel):
            self[sel] = hasil
        return hasil


class JalurCepat:
    """Reads the rows of one import; ``bidang`` is the field of each column."""

    def __init__(
        self, bidang: dict[int, str], kamus: Kamus, pada: date, wilayah: tuple[str, ...]
    ) -> None:
        letak = {kode: i for i, kode in bidang.items()}

        def ambil(*kode: str) -> Callable[[list[Sel]], tuple[Sel, ...]]:
            return itemgetter(*(letak.get(k, -1) for k in kode))

        satu: dict[str, Baca] = {
            "jenis_kelamin": _tanpa_temuan(bersihkan_jenis_kelamin),
            "tempat_lahir": bersihkan_tempat,
            "pekerjaan": _tanpa_temuan(lambda sel: cocokkan_pekerjaan(sel, kamus)),
            "lokasi_kerja": lambda sel: rapikan_panjang(
                sel, BIDANG_PER_KODE["lokasi_kerja"].panjang
            ),
            "email": _tanpa_temuan(bersihkan_email),
            "status_bpjs": _tanpa_temuan(bersihkan_status_bpjs),
            "penghasilan": _tanpa_temuan(bersihkan_penghasilan),
        }
        grup: dict[tuple[str, ...], Baca] = {
            ("rt_rw", "rt", "rw"): _rt_rw,
            ("kecamatan", "kelurahan"): lambda sel: _kelurahan(sel, kamus, wilayah),
            ("desil", "register_kesejahteraan"): _kesejahteraan,
        }
        self._lebar = max(bidang, default=0) + 1
        self._satu, self._ambil_satu = [*map(Ingatan, satu.values())], ambil(*satu)
        self._grup = [(Ingatan(baca), ambil(*kode)) for kode, baca in grup.items()]
        self._lahir = Ingatan(lambda sel: _kelahiran(sel, kamus, pada))
        self._ambil_lahir = ambil("tanggal_lahir", "kelahiran")
        self._ambil_sendiri = ambil(*SENDIRI)

    def __call__(self, sel: list[Sel]) -> tuple[Temuan, str] | None:
        """What is to be told of a row, for information only, and its columns as text for COPY.

        None: not this way.
        """
        if len(sel) < self._lebar:
            return None
        isi = [*sel, None]  # the last stands for columns that the file does not have
        umum = [*map(getitem, self._satu, self._ambil_satu(isi))]
        for ingatan, ambil_grup in self._grup:
            umum.append(ingatan[ambil_grup(isi)])
        nik, kk, nama, ibu, alamat, hp = self._ambil_sendiri(isi)
        kelahiran = self._lahir[self._ambil_lahir(isi)]
        if kelahiran is None or None in umum:
            return None
        tempat, tanggal = kelahiran
        temuan = nik_serasi(nik, tanggal, umum[0])
        no_kk, temuan_kk = bersihkan_no_kk(kk)
        nama_rapi, kunci, temuan_nama = baca_nama(nama)
        nama_ibu, temuan_ibu = bersihkan_nama_ibu(ibu)
        nomor_hp, temuan_hp = bersihkan_hp(hp)
        if temuan is None or temuan_kk or temuan_nama or temuan_ibu or temuan_hp:
            return None
        umum[1] = umum[1] or tempat
        alamat_rapi = rapikan_panjang(alamat, BIDANG_PER_KODE["alamat"].panjang)
        sendiri = (str(nik), no_kk, nama_rapi, kunci, nama_ibu, alamat_rapi, nomor_hp)
        return temuan, "\t".join((*umum, tanggal.isoformat(), *sendiri))


def _diingat(sel: Any) -> bool:
    """Not what a truth value equals (to Python, True is 1), nor texts that fill the memory."""
    semua = sel if isinstance(sel, tuple) else (sel,)
    return all(len(s) <= PANJANG_SEL if isinstance(s, str) else s not in (0, 1) for s in semua)


def _tanpa_temuan(bersihkan: Callable[[Any], tuple[Any, Temuan]]) -> Baca:
    def baca(sel: Sel) -> str | None:
        nilai, temuan = bersihkan(sel)
        return None if temuan else teks_copy(nilai)

    return baca


def _kelahiran(sel: tuple[Sel, Sel], kamus: Kamus, pada: date) -> tuple[str, date] | None:
    hasil = baca_kelahiran(*sel, pada, kamus)
    return None if hasil.alasan or hasil.tanggal is None else (hasil.tempat, hasil.tanggal)


def _rt_rw(sel: tuple[Sel, Sel, Sel]) -> str | None:
    hasil = baca_rt_rw(*sel)
    return None if hasil.alasan else f"{hasil.rt}\t{hasil.rw}"


def _kelurahan(sel: tuple[Sel, Sel], kamus: Kamus, wilayah: tuple[str, ...]) -> str | None:
    hasil = cocokkan_wilayah(*sel, kamus)
    if hasil.alasan or (wilayah and not hasil.kelurahan.startswith(wilayah)):
        return None
    return hasil.kelurahan


def _kesejahteraan(sel: tuple[Sel, Sel]) -> str | None:
    desil, register, temuan = baca_kesejahteraan(*sel)
    return None if temuan else f"{teks_copy(desil)}\t{register}"
