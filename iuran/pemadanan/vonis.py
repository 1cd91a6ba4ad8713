"""Match each row of another office's list with a person, by NIK only, and choose its bin. Pure."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from iuran.jawaban import huruf, nama_lain
from iuran.models import MELAPORKAN, HasilPadanan
from iuran.pemadanan.kalimat import golongkan
from iuran.pemadanan.lembar import BarisMentah
from pijar.bulan import tanggal_panjang

H = HasilPadanan
PANJANG_CATATAN = 300


class OrangPadan(NamedTuple):
    """A person as our data know them; ``diminta``: they stood in the list that we sent."""

    pk: int
    nama: str
    tanggal_lahir: date
    diminta: bool = True


class FaktaPadanan(NamedTuple):
    """The kind and day of the list, the people by NIK, and whose NIK another number was."""

    jenis: str
    tanggal: date
    orang: Mapping[str, OrangPadan]
    bekas: Mapping[str, str] = {}


class VonisPadanan(NamedTuple):
    mentah: BarisMentah
    hasil: HasilPadanan
    catatan: str = ""
    peserta_id: int | None = None


def cocokkan(daftar: Iterable[BarisMentah], fakta: FaktaPadanan) -> list[VonisPadanan]:
    """The verdict on every row, in the file's order."""
    semua = (_vonis(b, fakta) for b in daftar)
    return [v._replace(catatan=v.catatan.strip()[:PANJANG_CATATAN]) for v in semua]


def _vonis(b: BarisMentah, fakta: FaktaPadanan) -> VonisPadanan:
    if not b.nik:
        return VonisPadanan(b, H.PERIKSA, b.galat)
    if b.nik in fakta.bekas:
        return VonisPadanan(b, H.PERIKSA, fakta.bekas[b.nik])
    orang = fakta.orang.get(b.nik)
    if orang is None:
        return VonisPadanan(b, H.TIDAK_DIMINTA, "NIK ini tidak ada dalam data kita.")
    hasil, catatan = _arti(b, orang, fakta)
    if not orang.diminta:
        catatan += " Orang ini tidak ada dalam daftar yang diminta."
    return VonisPadanan(b, hasil, catatan, orang.pk)


def _arti(b: BarisMentah, orang: OrangPadan, fakta: FaktaPadanan) -> tuple[HasilPadanan, str]:
    """The bin of a row about this person: a name or birth date that differs comes first."""
    bacaan = golongkan(fakta.jenis, b.kata, pihak=b.pihak, berakhir=b.berakhir)
    if bacaan.ragu:
        return H.PERIKSA, bacaan.ragu
    if bacaan.hasil != H.TIDAK_DITEMUKAN and (beda := _beda(b, orang)):
        return H.BERBEDA, f"{beda} Menurut daftar: {bacaan.hasil.label.lower()}."
    if bacaan.hasil in MELAPORKAN:
        return _peristiwa(b, orang, fakta, bacaan.hasil)
    return bacaan.hasil, ""


def _beda(b: BarisMentah, orang: OrangPadan) -> str:
    """What clearly differs; a spelling, or day and month in the other order, does not."""
    if huruf(b.nama) and nama_lain(b.nama, orang.nama):
        return f"Nama berbeda: di daftar {b.nama}, di sini {orang.nama}."
    lahir, kita = b.tanggal_lahir, orang.tanggal_lahir
    if lahir is None or lahir == kita:
        return ""
    if (lahir.year, lahir.month, lahir.day) == (kita.year, kita.day, kita.month):
        return ""
    return (
        f"Tanggal lahir berbeda: di daftar {tanggal_panjang(lahir)}, di sini "
        f"{tanggal_panjang(kita)}."
    )


def _peristiwa(
    b: BarisMentah, orang: OrangPadan, fakta: FaktaPadanan, hasil: HasilPadanan
) -> tuple[HasilPadanan, str]:
    """A report needs a possible day; without one an admin writes it when they propose."""
    if b.galat_tanggal:
        return H.PERIKSA, f"Tanggal “{b.galat_tanggal}” tidak terbaca."
    if b.tanggal is None:
        return hasil, "Daftar tidak menyebut tanggalnya."
    if b.tanggal > fakta.tanggal:
        return H.PERIKSA, (
            f"Tanggalnya, {tanggal_panjang(b.tanggal)}, sesudah tanggal daftar, "
            f"{tanggal_panjang(fakta.tanggal)}."
        )
    if b.tanggal < orang.tanggal_lahir:
        return H.PERIKSA, f"Tanggalnya, {tanggal_panjang(b.tanggal)}, mendahului tanggal lahir."
    return hasil, ""
