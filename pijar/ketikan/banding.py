"""What stands in a form of the page beside what was typed into it, field by field."""

from collections.abc import Mapping
from typing import NamedTuple

from pijar.ketikan.pembaca import DIPILIH, Formulir, Isian, Pasangan, Tanda

KOSONG = "kosong"


class Beda(NamedTuple):
    """A field in which both differ; ``id`` leads to it."""

    label: str
    id: str
    kini: str
    ketikan: str


def banding(formulir: Formulir, isi: list[Pasangan], label: Mapping[str, Tanda]) -> list[Beda]:
    """The fields of which ``formulir`` holds something else than ``isi`` says."""
    dikirim, hasil = menurut_nama(isi), []
    for nama, semua in _isian_menurut_nama(formulir).items():
        kini, ketikan = _nilai(semua), [v.strip() for v in dikirim.get(nama, [])]
        dapat = nama in dikirim or semua[0].jenis in DIPILIH
        if dapat and kini != ketikan:
            kata, sebutan = _kata(semua, label), _sebutan(semua, label)
            pasangan = _terbaca(kini, kata) or KOSONG, _terbaca(ketikan, kata) or KOSONG
            hasil.append(Beda(sebutan, semua[0].tanda["id"], *pasangan))
    return hasil


def menurut_nama(isi: list[Pasangan]) -> dict[str, list[str]]:
    """What was sent, by the names of the fields."""
    hasil: dict[str, list[str]] = {}
    for nama, satu in isi:
        hasil.setdefault(nama, []).append(satu)
    return hasil


def _terbaca(nilai: list[str], kata: Mapping[str, str]) -> str:
    return ", ".join(kata.get(v, v) for v in nilai if v)


def isi_tampil(formulir: Formulir, label: Mapping[str, Tanda]) -> dict[str, str]:
    """What the page shows in this form, by what it calls its fields."""
    hasil: dict[str, str] = {}
    for nama, semua in _isian_menurut_nama(formulir).items():
        sebutan, kata = _sebutan(semua, label), _kata(semua, label)
        hasil[nama if sebutan in hasil else sebutan] = _terbaca(_nilai(semua), kata)
    return hasil


def _isian_menurut_nama(formulir: Formulir) -> dict[str, list[Isian]]:
    """The fields that somebody can fill, by name."""
    hasil: dict[str, list[Isian]] = {}
    for isian in formulir.isian:
        if isian.dapat_diisi and not isian.tersembunyi:
            hasil.setdefault(isian.nama, []).append(isian)
    return hasil


def _nilai(semua: list[Isian]) -> list[str]:
    """The values that these fields would send."""
    return [v for i in semua for v in _satu(i)]


def _satu(isian: Isian) -> list[str]:
    tanda = isian.tanda
    if isian.jenis in DIPILIH:
        return [tanda.atribut.get("value") or "on"] if "checked" in tanda.atribut else []
    if isian.jenis == "select":
        return _terpilih(isian)
    return [(tanda.teks if isian.jenis == "textarea" else tanda["value"]).strip()]


def _terpilih(isian: Isian) -> list[str]:
    """The chosen options; a browser takes the first where none is."""
    dipilih = [o["value"] for o in isian.opsi if "selected" in o.atribut]
    pertama = [] if "multiple" in isian.tanda.atribut else isian.opsi[:1]
    return dipilih or [o["value"] for o in pertama]


def _kata(semua: list[Isian], label: Mapping[str, Tanda]) -> dict[str, str]:
    """The words of the page for the values of a choice."""
    kata = {o["value"]: o.kata for i in semua for o in i.opsi}
    for isian in semua:
        if isian.jenis in DIPILIH:
            nilai, milik = isian.tanda.atribut.get("value") or "on", label.get(isian.tanda["id"])
            kata[nilai] = milik.kata if milik and len(semua) > 1 else "ya"
    return kata


def _sebutan(semua: list[Isian], label: Mapping[str, Tanda]) -> str:
    """What the page calls the field."""
    pertama = semua[0]
    if pertama.jenis in DIPILIH and len(semua) > 1:
        return pertama.legenda.kata if pertama.legenda else pertama.nama
    milik = label.get(pertama.tanda["id"])
    return (milik.kata if milik else "").removesuffix("*").strip() or pertama.nama
