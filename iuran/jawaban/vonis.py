"""Match each row of BPJS's answer with the batch, by NIK only and never by name. Pure.

Every doubt is named for the officer: a NIK or KPJ that occurs twice, a KPJ that differs, a row that
was answered before.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from iuran.jawaban.lembar import BarisMentah, golongkan, langkah_perbaikan
from iuran.models import HasilBaris, HasilJawaban, JenisJawaban
from peserta.bersih.kpj import catatan_kpj
from peserta.models import Status

BERHASIL = (HasilJawaban.SESUAI, HasilJawaban.SUDAH_PESERTA)
TERJAWAB_BERHASIL = (HasilBaris.SESUAI, HasilBaris.SUDAH_PESERTA)
BUKAN_HURUF = re.compile(r"[^A-Z]")
PANJANG_CATATAN = 300


class Dikirim(NamedTuple):
    """A line of the batch and its person as they stand now."""

    baris_id: int
    nomor: int
    peserta_id: int
    nama: str
    kpj: str
    status: str
    hasil: str


class FaktaJawaban(NamedTuple):
    """Facts for matching. ``pemilik_kpj``: KPJ to person. ``tempat_lain``: NIK to a sentence."""

    dikirim: dict[str, Dikirim]
    pemilik_kpj: dict[str, int]
    tempat_lain: dict[str, str]


class VonisJawaban(NamedTuple):
    """The verdict on one row; ``kpj`` is empty unless it is a success."""

    mentah: BarisMentah
    hasil: HasilJawaban
    kpj: str = ""
    catatan: str = ""
    baris_id: int | None = None


def cocokkan(
    daftar: Iterable[BarisMentah], fakta: FaktaJawaban, jenis: JenisJawaban = JenisJawaban.HASIL
) -> list[VonisJawaban]:
    """The verdict on every row, in the file's order."""
    mirip = _menurut_awalan(fakta)
    daftar_vonis = [
        _vonis(b, fakta, jenis) if b.nik else _tak_terbaca(b, mirip[b.lima_belas]) for b in daftar
    ]
    daftar_vonis = _periksa_kembar(daftar_vonis)
    return [
        p._replace(catatan=p.catatan[:PANJANG_CATATAN]) for p in _periksa_kpj_kembar(daftar_vonis)
    ]


def _vonis(b: BarisMentah, fakta: FaktaJawaban, jenis: JenisJawaban) -> VonisJawaban:
    dikirim = fakta.dikirim.get(b.nik)
    if dikirim is None:
        catatan = fakta.tempat_lain.get(b.nik, "NIK ini tidak ada dalam data kita.")
        return VonisJawaban(b, HasilJawaban.TIDAK_DIMINTA, catatan=catatan)
    hasil = golongkan(b)
    if hasil is None:
        return _galat(b, dikirim, f"Keterangan “{b.keterangan or 'kosong'}” tidak dikenal.")
    cek_awal = jenis == JenisJawaban.CEK_AWAL
    if not cek_awal and (keberatan := _sudah_dijawab(hasil, dikirim)):
        return _galat(b, dikirim, keberatan)
    if not cek_awal and hasil in BERHASIL:
        return _berhasil(b, hasil, dikirim, fakta)
    catatan = _beda_nama(b, dikirim)
    if hasil == HasilJawaban.DITOLAK:
        catatan = f"{catatan} {langkah_perbaikan(b.keterangan)}".strip()
    return VonisJawaban(b, hasil, catatan=catatan, baris_id=dikirim.baris_id)


def _galat(b: BarisMentah, dikirim: Dikirim, catatan: str) -> VonisJawaban:
    return VonisJawaban(b, HasilJawaban.GALAT, catatan=catatan, baris_id=dikirim.baris_id)


def _menurut_awalan(fakta: FaktaJawaban) -> dict[str, list[Dikirim]]:
    """Lines by the first 15 digits of their NIK."""
    mirip: dict[str, list[Dikirim]] = defaultdict(list)
    for nik, dikirim in fakta.dikirim.items():
        mirip[nik[:15]].append(dikirim)
    return mirip


def _tak_terbaca(b: BarisMentah, mirip: list[Dikirim]) -> VonisJawaban:
    """The verdict on an unsafe NIK; a similar NIK is a hint for the officer, never a match."""
    catatan = b.galat
    if b.lima_belas and len(mirip) == 1:
        catatan += (
            f" Lima belas angka pertamanya sama dengan orang ke-{mirip[0].nomor} "
            f"({mirip[0].nama}); minta BPJS mengirim NIK sebagai teks."
        )
    return VonisJawaban(b, HasilJawaban.GALAT, catatan=catatan)


def _sudah_dijawab(hasil: HasilJawaban, d: Dikirim) -> str:
    """Why the row contradicts an earlier answer for its line; empty when it does not."""
    if d.hasil in TERJAWAB_BERHASIL and hasil not in BERHASIL:
        return "Orang ini sudah terdaftar menurut jawaban sebelumnya; tanyakan ke BPJS."
    if d.hasil == HasilBaris.DITOLAK and hasil in BERHASIL:
        return (
            "Orang ini sudah ditolak menurut jawaban sebelumnya; masukkan ke pendaftaran baru "
            "atau tanyakan ke BPJS."
        )
    return ""


def _berhasil(b: BarisMentah, hasil: HasilJawaban, d: Dikirim, fakta: FaktaJawaban) -> VonisJawaban:
    if b.galat_kpj or not b.kpj:
        return _galat(b, d, b.galat_kpj or "KPJ kosong, padahal keterangannya berhasil.")
    if d.kpj and d.kpj != b.kpj:
        return _galat(
            b,
            d,
            f"KPJ berbeda: tersimpan berakhiran {d.kpj[-4:]}, jawaban berakhiran {b.kpj[-4:]}. "
            "Yang tersimpan tidak diganti.",
        )
    if fakta.pemilik_kpj.get(b.kpj, d.peserta_id) != d.peserta_id:
        return _galat(b, d, f"KPJ berakhiran {b.kpj[-4:]} sudah dipakai orang lain.")
    catatan = [catatan_kpj(b.kpj), _beda_nama(b, d), _tidak_menunggu(d)]
    return VonisJawaban(b, hasil, b.kpj, " ".join(filter(None, catatan)), d.baris_id)


def _beda_nama(b: BarisMentah, d: Dikirim) -> str:
    """Warn about a different name: the NIK decides, but a column may have shifted."""
    if not b.nama or _huruf(b.nama) == _huruf(d.nama):
        return ""
    return f"Nama berbeda: di jawaban {b.nama}, di sini {d.nama}."


def _huruf(nama: str) -> str:
    return BUKAN_HURUF.sub("", nama.upper())


def _tidak_menunggu(d: Dikirim) -> str:
    if d.hasil in TERJAWAB_BERHASIL:
        return "Sudah diterapkan dari jawaban sebelumnya."
    if d.status != Status.DIDAFTARKAN:
        return f"Status orang ini {Status(d.status).label}: KPJ disimpan, iurannya tidak dibuat."
    return ""


def _periksa_kembar(daftar: list[VonisJawaban]) -> list[VonisJawaban]:
    """Of several rows with one NIK keep the first if all agree; otherwise reject them all."""
    kelompok: dict[int, list[int]] = defaultdict(list)
    for letak, p in enumerate(daftar):
        if p.baris_id is not None:
            kelompok[p.baris_id].append(letak)
    hasil = list(daftar)
    for kembar in kelompok.values():
        if len(kembar) > 1:
            _tandai_kembar(hasil, kembar)
    return hasil


def _tandai_kembar(hasil: list[VonisJawaban], letak: list[int]) -> None:
    pertama = hasil[letak[0]]
    sama = len({(hasil[n].hasil, hasil[n].kpj) for n in letak}) == 1
    for n in letak[1:] if sama else letak:
        lain = pertama if n != letak[0] else hasil[letak[1]]
        akhir = "isinya sama dan baris ini dilewati" if sama else "isinya berbeda; tanyakan ke BPJS"
        hasil[n] = hasil[n]._replace(
            hasil=HasilJawaban.GALAT,
            kpj="",
            catatan=f"NIK ini juga ada di {_letak(lain.mentah)}, {akhir}.",
        )


def _periksa_kpj_kembar(daftar: list[VonisJawaban]) -> list[VonisJawaban]:
    """Reject both rows when two people have the same KPJ."""
    pemakai: dict[str, list[VonisJawaban]] = defaultdict(list)
    for p in daftar:
        if p.kpj:
            pemakai[p.kpj].append(p)
    hasil = []
    for p in daftar:
        lain = next((q for q in pemakai.get(p.kpj, []) if q is not p), None)
        if lain is not None:
            catatan = f"KPJ yang sama ada di {_letak(lain.mentah)} untuk orang lain."
            p = p._replace(hasil=HasilJawaban.GALAT, kpj="", catatan=catatan)
        hasil.append(p)
    return hasil


def _letak(b: BarisMentah) -> str:
    return f"lembar {b.lembar} baris {b.nomor}" if b.lembar else f"baris {b.nomor}"
