"""Answers as the page shows them: in the admin's words, NIP and NIK masked."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from iuran.impor_penyumbang.bidang import judul_bidang
from iuran.models import (
    OPD,
    BarisPenyumbang,
    HasilBarisPenyumbang,
    NasibPekerja,
    NasibPenyumbang,
    TempoBayar,
)
from iuran.models.impor_penyumbang import BISA_DIPILIH
from peserta.bersih.nomor import PANJANG_NIP
from peserta.impor import AlasanTampil, nilai_tampil
from peserta.models import Vonis
from pijar.bulan import nama_bulan, tambah_bulan
from pijar.samar import samarkan, samarkan_nip


class PerubahanTampil(NamedTuple):
    judul: str
    lama: str
    baru: str


class BarisJawabanTampil(NamedTuple):
    """One answer; ``bisa``: it may be ticked.

    ``penyumbang_id``, ``peserta_id`` and ``janji_id``: donor, worker and promise that are here.
    """

    nomor: int
    asn: str
    nip: str
    opd: str
    nama: str
    nik: str
    janji: str
    vonis: Vonis
    donatur: NasibPenyumbang
    pekerja: NasibPekerja
    dipilih: bool
    bisa: bool
    hasil: str
    penyumbang_id: int | None
    peserta_id: int | None
    janji_id: int | None
    perubahan: list[PerubahanTampil]
    alasan: list[AlasanTampil]


def tampilkan(baris: Iterable[BarisPenyumbang]) -> list[BarisJawabanTampil]:
    """Prepare ``baris`` for the page; one query for the offices of all of them."""
    daftar = [*baris]
    pks = {pk for b in daftar for pk in (b.opd_id, *b.perubahan.get("opd", [])) if pk}
    opd = dict(OPD.objects.filter(pk__in=pks).values_list("pk", "nama")) if pks else {}
    return [_satu(b, opd) for b in daftar]


def _satu(b: BarisPenyumbang, opd: dict[int, str]) -> BarisJawabanTampil:
    return BarisJawabanTampil(
        nomor=b.nomor,
        asn=b.nama_asn,
        nip=samarkan_nip(b.nip) if b.nip else "",
        opd=opd.get(b.opd_id or 0, b.opd_tulis),
        nama=b.nama,
        nik=samarkan(b.nik) if b.nik else "",
        janji=_janji(b.tempo, b.mulai),
        vonis=b.cip,
        donatur=b.cip_penyumbang,
        pekerja=b.cip_pekerja,
        dipilih=b.dipilih,
        bisa=b.vonis in BISA_DIPILIH,
        hasil=HasilBarisPenyumbang(b.hasil).label if b.hasil else "",
        penyumbang_id=b.penyumbang_id,
        peserta_id=b.peserta_id,
        janji_id=b.janji_id,
        perubahan=[
            PerubahanTampil(_JUDUL.get(k) or judul_bidang(k), *(_teks(k, n, opd) for n in isi))
            for k, isi in b.perubahan.items()
        ],
        alasan=_alasan(b.alasan),
    )


_JUDUL = {"mulai": "Bulan pertama", "sampai": "Bulan terakhir", "tempo": "Bayar setiap"}


def _janji(tempo: int | None, mulai: date | None) -> str:
    """The promise in one line, as far as it could be read."""
    if not (tempo and mulai):
        return ""
    akhir = tambah_bulan(mulai, tempo - 1)
    masa = nama_bulan(mulai) if tempo == 1 else f"{nama_bulan(mulai)}–{nama_bulan(akhir)}"
    return f"{TempoBayar(tempo).label}, {masa}"


def _teks(kolom: str, isi: Any, opd: dict[int, str]) -> str:
    if isi in (None, ""):
        return "(kosong)"
    if kolom == "hp_asn":
        return samarkan_nip(isi)
    if kolom == "opd":
        return opd.get(isi, "(OPD lain)")
    if kolom == "tempo":
        return str(TempoBayar(isi).label)
    return nama_bulan(date.fromisoformat(isi)) if kolom in ("mulai", "sampai") else str(isi)


def _alasan(semua: Sequence[dict[str, str]]) -> list[AlasanTampil]:
    return [
        AlasanTampil(a["tingkat"], judul_bidang(a["kolom"]), _nilai(a), a["sebab"], a["perbaikan"])
        for a in semua
    ]


def _nilai(a: dict[str, str]) -> str:
    """The cell as typed; NIP and phone are masked as a NIK is, a damaged NIP stays readable."""
    angka = re.sub(r"[^0-9]", "", a["nilai"])
    if len(angka) == PANJANG_NIP or a["kolom"] == "hp_asn":
        return samarkan_nip(angka)
    return nilai_tampil(a)


def kolom_terbaca(pemetaan: dict[str, Any]) -> list[tuple[str, str]]:
    """Column of the file and the field it was read as."""
    judul = pemetaan.get("judul", [])
    return [(judul[int(i)], judul_bidang(k)) for i, k in pemetaan.get("bidang", {}).items()]
