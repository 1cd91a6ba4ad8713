"""What was sent, and why a success of BPJS cannot be taken as it stands. Pure."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from iuran.jawaban.kalimat import berlaku_sampai, sampai_tak_terbaca
from iuran.jawaban.lembar import BarisMentah
from iuran.models import JenisBerkasBPJS
from pijar.bulan import awal_bulan, nama_bulan, tambah_bulan, tanggal_panjang


class Dikirim(NamedTuple):
    """A line of the batch and its person as they stand now.

    ``akhir`` is the last month of the person's grants that wait for a card; ``diterima`` the first
    month for which BPJS already takes payment; ``berbantuan``: whether the line names a grant.
    """

    baris_id: int
    nomor: int
    peserta_id: int
    nama: str
    kpj: str
    status: str
    hasil: str
    akhir: date | None = None
    diterima: date | None = None
    berbantuan: bool = False


class FaktaJawaban(NamedTuple):
    """Facts for matching. ``pemilik_kpj``: KPJ to person. ``tempat_lain``: NIK to a sentence.

    ``kpj_lama``: a KPJ that was corrected here since, to its person.
    ``jenis`` is the kind of the file that BPJS answers.
    """

    dikirim: dict[str, Dikirim]
    pemilik_kpj: dict[str, int]
    tempat_lain: dict[str, str]
    jenis: JenisBerkasBPJS = JenisBerkasBPJS.PENDAFTARAN
    kpj_lama: Mapping[str, int] = MappingProxyType({})

    @property
    def pendaftaran(self) -> bool:
        return self.jenis == JenisBerkasBPJS.PENDAFTARAN


def keberatan_kpj(b: BarisMentah, d: Dikirim, fakta: FaktaJawaban) -> str:
    """Why the KPJ of a success cannot be stored; empty when it can."""
    if not b.kpj and not b.galat_kpj and not fakta.pendaftaran:
        return ""  # they have their card: the answer need not repeat it
    if b.galat_kpj or not b.kpj:
        return b.galat_kpj or "KPJ kosong, padahal keterangannya berhasil."
    if d.kpj and d.kpj != b.kpj:
        return (
            f"KPJ berbeda: tersimpan berakhiran {d.kpj[-4:]}, jawaban berakhiran {b.kpj[-4:]}. "
            "Yang tersimpan tidak diganti."
        )
    if fakta.pemilik_kpj.get(b.kpj, d.peserta_id) != d.peserta_id:
        return f"KPJ berakhiran {b.kpj[-4:]} sudah dipakai orang lain."
    return ""


def keberatan_lindung(b: BarisMentah, d: Dikirim) -> str:
    """Why no month is left to pay, or its beginning cannot be read; empty when it is clear."""
    if b.galat_tmt:
        return (
            f"Tanggal mulai “{b.galat_tmt}” tidak terbaca. Tanyakan ke BPJS; bila baris ini "
            "dipindahkan, tanggal itu tidak dipakai."
        )
    if sampai_tak_terbaca(b.keterangan):
        return (
            "Tanggal akhir perlindungan lamanya tidak terbaca. Isi tanggalnya, lalu pindahkan "
            "baris ini."
        )
    return tanpa_sisa(berlaku_sampai(b.keterangan), d.akhir) or _tmt_lewat(b.tmt, d.akhir)


def _tmt_lewat(tmt: date | None, akhir: date | None) -> str:
    """The sentence when BPJS counts the membership from after the grant; empty otherwise."""
    if tmt is None or akhir is None or awal_bulan(tmt) <= akhir:
        return ""
    return (
        f"Kepesertaannya mulai {nama_bulan(tmt)}, sedangkan bantuan berakhir {nama_bulan(akhir)}: "
        "tidak ada bulan yang dibayar. Lepaskan orang ini, lalu tetapkan lagi mulai "
        f"{nama_bulan(tmt)}."
    )


def tanpa_sisa(lindung: date | None, akhir: date | None) -> str:
    """The sentence and next step when the existing cover outlives the grant; empty otherwise."""
    if lindung is None or akhir is None or bulan_sesudah(lindung) <= akhir:
        return ""
    return (
        f"Perlindungan lamanya sampai {tanggal_panjang(lindung)}, sedangkan bantuan berakhir "
        f"{nama_bulan(akhir)}: tidak ada bulan yang dibayar. Lepaskan orang ini, lalu tetapkan "
        f"lagi mulai {nama_bulan(bulan_sesudah(lindung))}."
    )


def bulan_sesudah(lindung: date) -> date:
    """The first month that may be ours after a cover until ``lindung``."""
    return tambah_bulan(lindung, 1)
