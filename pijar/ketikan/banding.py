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
    dikirim: dict[str, list[str]] = {}
    for nama, satu in isi:
        dikirim.setdefault(nama, []).append(satu)
    hasil = []
    for nama, semua in _menurut_nama(formulir).items():
        if nama not in dikirim and semua[0].jenis not in DIPILIH:
            continue
        kini, ketikan = _nilai(semua), [v.strip() for v in dikirim.get(nama, [])]
        if kini != ketikan:
            kata = _kata(semua, label)
            hasil.append(
                Beda(
                    _sebutan(semua, label),
                    semua[0].tanda["id"],
                    ", ".join(kata.get(v, v) for v in kini if v) or KOSONG,
                    ", ".join(kata.get(v, v) for v in ketikan if v) or KOSONG,
                )
            )
    return hasil


def isi_tampil(formulir: Formulir, label: Mapping[str, Tanda]) -> dict[str, str]:
    """What the page shows in this form, by what it calls its fields."""
    hasil: dict[str, str] = {}
    for nama, semua in _menurut_nama(formulir).items():
        sebutan, kata = _sebutan(semua, label), _kata(semua, label)
        isi = ", ".join(kata.get(v, v) for v in _nilai(semua) if v)
        hasil[nama if sebutan in hasil else sebutan] = isi
    return hasil


def _menurut_nama(formulir: Formulir) -> dict[str, list[Isian]]:
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
        dipilih = [o["value"] for o in isian.opsi if "selected" in o.atribut]
        ganda = "multiple" in tanda.atribut
        return dipilih or ([] if ganda else [o["value"] for o in isian.opsi[:1]])
    return [(tanda.teks if isian.jenis == "textarea" else tanda["value"]).strip()]


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
