"""Rules of a change of grants: what an admin may ask for at all. Nothing here queries.

Paid months stay with the source that paid them, and billed ones with their bill: money of one
budget never becomes money of another by a correction (UU 17/2003, PP 12/2019).
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple
from uuid import UUID

from iuran.models import JenisPerubahanBantuan, JenisSumber, SumberDana
from pijar.bulan import nama_bulan, tanggal_panjang

J = JenisPerubahanBantuan
BERUBAH = "Bantuannya berubah sejak disusun. Susun perubahan baru untuk orang ini."


class Rencana(NamedTuple):
    """What an admin asks for: from ``mulai`` on, by which paper and why.

    ``sumber`` pays from then on (move only); ``sumber_lama`` narrows it to one source's grants.
    ``kunci`` is the form that asks: sent twice, it finds what it drafted.
    """

    jenis: str
    mulai: date
    dasar_nomor: str
    dasar_tanggal: date
    alasan: str
    sumber: SumberDana | None = None
    sumber_lama: SumberDana | None = None
    kunci: UUID | None = None


class Salah(NamedTuple):
    """A sentence for the officer, and the field of the form that it belongs to."""

    bidang: str
    kalimat: str


def salah_rencana(rencana: Rencana, pada: date) -> Iterator[Salah]:
    """Everything that cannot be meant; ``pada`` is today."""
    if rencana.dasar_tanggal > pada:
        yield Salah(
            "dasar_tanggal",
            f"{tanggal_panjang(rencana.dasar_tanggal)} belum tiba. Isi tanggal yang tertulis pada "
            "surat atau SK-nya.",
        )
    if rencana.jenis != J.PINDAH:
        return
    sumber = rencana.sumber
    if sumber is None:
        yield Salah("sumber", "Pilih sumber dana yang membayar mulai bulan itu.")
        return
    if not sumber.aktif:
        yield Salah("sumber", f"{sumber} tidak aktif. Pilih sumber dana lain.")
    if sumber.jenis == JenisSumber.ASN:
        yield Salah(
            "sumber",
            f"{sumber} dibayar penyumbang ASN sendiri, dengan bukti bayar. Catat janjinya di "
            "Penyumbang, atau pilih sumber dana lain.",
        )
    if sumber.tahun != rencana.mulai.year:
        yield Salah(
            "sumber",
            f"{nama_bulan(rencana.mulai)} di luar tahun {sumber}. Pilih sumber dana tahun "
            f"{rencana.mulai.year}; bulan tahun berikutnya dipindahkan dengan perubahan sendiri.",
        )
    if rencana.sumber_lama and rencana.sumber_lama.pk == sumber.pk:
        yield Salah("sumber", "Pilih sumber dana yang lain daripada yang sekarang.")


def kata_bpjs(jenis: str, asal: str = "") -> str:
    """What BPJS must be told of it; ``asal`` is the kind of the change that is taken back."""
    if jenis == J.PINDAH:
        return (
            "Tidak perlu diberitahukan, perlu konfirmasi cabang: pembayarnya (NPP) tetap Kota "
            "Semarang."
        )
    if jenis == J.PENDEKKAN:
        return (
            "BPJS perlu diberi tahu bahwa kepesertaannya berakhir lebih awal, lewat berkas "
            "penghentian."
        )
    if asal == J.PINDAH:
        return "Tidak ada yang perlu diberitahukan: pembayarnya (NPP) tetap Kota Semarang."
    return (
        "Hanya bila berkas penghentiannya sudah dikirim: beri tahu BPJS bahwa iurannya berlanjut. "
        "Bila belum, tidak ada yang perlu diberitahukan."
    )


def kata_kembali(jenis: str) -> str:
    """How far it can be taken back."""
    if jenis == J.KEMBALIKAN:
        return "Dapat diubah lagi dengan perubahan baru."
    if jenis == J.PINDAH:
        return (
            "Dapat dikembalikan selama bulan barunya belum ditagih; sesudah itu pindahkan lagi "
            "dengan perubahan baru."
        )
    return "Dapat dikembalikan selama bulannya belum dibiayai bantuan lain."


def kata_pengembalian(asal: str) -> str:
    """What taking a change of this kind back does, before it is drafted."""
    if asal == J.PINDAH:
        return (
            "Bulan-bulannya kembali kepada sumber dana semula. Orang yang bulannya sudah ditagih "
            "kepada sumber baru tidak ikut."
        )
    return (
        "Bulan-bulan yang tadinya tidak dibiayai lagi kembali dibiayai sumber dananya. Orang yang "
        "bulannya sudah dibiayai bantuan lain tidak ikut."
    )
