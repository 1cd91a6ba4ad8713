"""Timeline of a person, newest first: moves of the status, life events, papers, changes of data.

It takes six queries. The history table keeps the values before each change; the values after it
stand in the next version, or in the person.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import pairwise
from typing import Any, NamedTuple

from django.apps import apps
from django.db.models import Q

from peserta.bersih.bidang import BIDANG_ORANG, RAHASIA
from peserta.models import (
    BerkasPeserta,
    CaraKerja,
    Kelurahan,
    KoreksiNik,
    Pekerjaan,
    Peristiwa,
    Peserta,
    RiwayatStatus,
    StatusBPJS,
    SumberData,
)
from pijar.bulan import tanggal_panjang
from pijar.models import Pengguna
from pijar.rupiah import rupiah
from pijar.samar import samarkan, samarkan_ganti

DIBANDINGKAN = (*(b.kolom_orang for b in BIDANG_ORANG), "sumber_data")
JUDUL = {f.attname: str(f.verbose_name) for f in Peserta._meta.fields}  # noqa: SLF001 - documented


class Perubahan(NamedTuple):
    """A column's value before and after a change, as text."""

    kolom: str
    lama: str
    baru: str


class Kejadian(NamedTuple):
    """One line; ``jenis`` is status, peristiwa, nik, berkas or data."""

    pada: datetime
    jenis: str
    judul: str
    oleh: str
    keterangan: str = ""
    perubahan: tuple[Perubahan, ...] = ()
    dibatalkan: bool = False


def linimasa(peserta: Peserta) -> list[Kejadian]:
    """Everything about ``peserta`` and the people merged into them, newest first."""
    orang = [
        *Peserta.objects.filter(Q(pk=peserta.pk) | Q(digabung_ke=peserta)).select_related(
            "didata_oleh"
        )
    ]
    koreksi = [*KoreksiNik.objects.filter(peserta__in=orang).select_related("oleh")]
    semua = [
        *_status(peserta, orang),
        *_peristiwa(peserta, orang),
        *_koreksi(peserta, koreksi),
        *_berkas(peserta, orang),
        *_data(peserta, orang, {(k.nik_lama, k.nik_baru) for k in koreksi}),
    ]
    return sorted(semua, key=lambda k: k.pada, reverse=True)


def _asal(peserta: Peserta, pk: int) -> str:
    """Prefix for an entry of a person merged into this one."""
    return "" if pk == peserta.pk else "Data yang dilebur: "


def _status(peserta: Peserta, orang: list[Peserta]) -> Iterator[Kejadian]:
    langsung = set()  # people entered by an opening balance: its move says so
    for r in RiwayatStatus.objects.filter(peserta__in=orang).select_related("oleh"):
        if not r.dari:
            langsung.add(r.peserta_id)
        judul = f"{r.get_dari_display()} → {r.get_ke_display()}" if r.dari else "Didata"
        judul = _asal(peserta, r.peserta_id) + judul
        yield Kejadian(r.pada, "status", judul, _nama(r.oleh), r.alasan)
    for p in orang:
        if p.pk not in langsung:
            judul = _asal(peserta, p.pk) + "Didata"
            yield Kejadian(p.dibuat_pada, "status", judul, _nama(p.didata_oleh))


def _peristiwa(peserta: Peserta, orang: list[Peserta]) -> Iterator[Kejadian]:
    for p in Peristiwa.objects.filter(peserta__in=orang).select_related("oleh"):
        judul = f"{p.get_jenis_display()}, {tanggal_panjang(p.tanggal)}"
        batal = p.dibatalkan_pada is not None
        keterangan = f"Dibatalkan: {p.alasan_batal}" if batal else p.keterangan
        yield Kejadian(
            p.dibuat_pada,
            "peristiwa",
            _asal(peserta, p.peserta_id) + judul,
            _nama(p.oleh),
            keterangan,
            dibatalkan=batal,
        )


def _koreksi(peserta: Peserta, koreksi: Iterable[KoreksiNik]) -> Iterator[Kejadian]:
    for k in koreksi:
        judul = _asal(peserta, k.peserta_id) + "NIK dikoreksi"
        perubahan = Perubahan(JUDUL["nik"], *samarkan_ganti(k.nik_lama, k.nik_baru))
        yield Kejadian(k.pada, "nik", judul, _nama(k.oleh), k.alasan, (perubahan,))


def _berkas(peserta: Peserta, orang: list[Peserta]) -> Iterator[Kejadian]:
    semua = BerkasPeserta.objects.filter(peserta__in=orang)
    for b in semua.select_related("oleh", "dihapus_oleh"):
        asal, jenis = _asal(peserta, b.peserta_id), b.get_jenis_display()
        judul = f"{asal}Berkas ditambahkan: {jenis}"
        yield Kejadian(b.dibuat_pada, "berkas", judul, _nama(b.oleh))
        if b.dihapus_pada:
            judul = f"{asal}Berkas dihapus: {jenis}"
            yield Kejadian(b.dihapus_pada, "berkas", judul, _nama(b.dihapus_oleh), b.alasan_hapus)


# While two people exchange their cards one has a number of nobody, for an instant.
SELAGI_DITUKAR = Q(kpj__regex="^[0-9]{20}$")


def _data(
    peserta: Peserta, orang: list[Peserta], koreksi: set[tuple[str, str]]
) -> Iterator[Kejadian]:
    """Changes of columns, without corrected NIKs: ``_koreksi`` lists those."""
    riwayat = apps.get_model("peserta", "PesertaEvent").objects.filter(
        ~SELAGI_DITUKAR, pgh_obj_id__in=[p.pk for p in orang]
    )
    versi = [*riwayat.select_related("pgh_context").order_by("pgh_id")]
    if not versi:
        return
    arti = _arti([*versi, *orang])
    siapa = _siapa(versi)
    for satu in orang:
        milik = [v for v in versi if v.pgh_obj_id == satu.pk]
        for lama, baru in pairwise([*milik, satu]):
            perubahan = _perubahan(lama, baru, arti, koreksi)
            judul = _gabung(lama, baru) or (perubahan and "Data diubah")
            if judul:
                yield Kejadian(
                    lama.pgh_created_at,
                    "data",
                    _asal(peserta, satu.pk) + judul,
                    siapa.get(_pengubah(lama), "Sistem"),
                    perubahan=perubahan,
                )


def berubah_sejak(peserta: Peserta, versi: datetime) -> dict[str, tuple[str, str]]:
    """The columns that were changed after ``versi``: by whom last, and what is stored now."""
    riwayat = apps.get_model("peserta", "PesertaEvent").objects.filter(
        ~SELAGI_DITUKAR, pgh_obj_id=peserta.pk, pgh_created_at__gt=versi
    )
    semua = [*riwayat.select_related("pgh_context").order_by("pgh_id")]
    arti, siapa = _arti([peserta]), _siapa(semua)
    return {
        k: (siapa.get(_pengubah(lama), "Sistem"), arti.teks(k, getattr(peserta, k)))
        for lama, baru in pairwise([*semua, peserta])
        for k in DIBANDINGKAN
        if getattr(lama, k) != getattr(baru, k)
    }


def _gabung(lama: Any, baru: Any) -> str:
    """Title if this change was a merge or its undo, else empty."""
    if (lama.digabung_ke_id is None) == (baru.digabung_ke_id is None):
        return ""
    return "Digabung" if baru.digabung_ke_id else "Penggabungan dibatalkan"


def _perubahan(
    lama: Any, baru: Any, arti: _Arti, koreksi: set[tuple[str, str]]
) -> tuple[Perubahan, ...]:
    return tuple(
        Perubahan(JUDUL[k], *arti.pasangan(k, getattr(lama, k), getattr(baru, k)))
        for k in DIBANDINGKAN
        if getattr(lama, k) != getattr(baru, k)
        and not (k == "nik" and (lama.nik, baru.nik) in koreksi)
    )


def _siapa(versi: Iterable[Any]) -> dict[int | None, str]:
    pks = {*map(_pengubah, versi)} - {None}
    return {pk: str(p) for pk, p in Pengguna.objects.in_bulk(pks).items()}


def _pengubah(versi: Any) -> int | None:
    """Id of the officer who changed this version; None for a change by the system."""
    return versi.pgh_context.metadata.get("pengguna") if versi.pgh_context else None


def _nama(oleh: Pengguna | None) -> str:
    return str(oleh) if oleh else "Sistem"


def _arti(versi: Iterable[Any]) -> _Arti:
    """For the places and occupations of these versions of people."""
    tempat = [(v.kelurahan_id, v.pekerjaan_id) for v in versi]
    return _Arti({kelurahan for kelurahan, _ in tempat}, {pekerjaan for _, pekerjaan in tempat})


class _Arti:
    """Turns values into text: places and occupations by name, numbers masked."""

    def __init__(self, kelurahan: set[str], pekerjaan: set[str]) -> None:
        self.nama: dict[str, dict[str, str]] = {
            "kelurahan_id": {k: str(v) for k, v in Kelurahan.objects.in_bulk(kelurahan).items()},
            "pekerjaan_id": {k: str(v) for k, v in Pekerjaan.objects.in_bulk(pekerjaan).items()},
            "cara_kerja": dict(CaraKerja.choices),
            "status_bpjs": dict(StatusBPJS.choices),
            "sumber_data": dict(SumberData.choices),
            "jenis_kelamin": {"L": "Laki-laki", "P": "Perempuan"},
        }

    def pasangan(self, kolom: str, lama: Any, baru: Any) -> tuple[str, str]:
        """Both values in words; two secret numbers can be told apart."""
        if kolom in RAHASIA and lama and baru:
            return samarkan_ganti(lama, baru)
        return self.teks(kolom, lama), self.teks(kolom, baru)

    def teks(self, kolom: str, nilai: Any) -> str:
        if nilai in (None, ""):
            return "(kosong)"
        if kolom in RAHASIA:
            return samarkan(nilai)
        if isinstance(nilai, date):
            return tanggal_panjang(nilai)
        if kolom == "penghasilan":
            return rupiah(nilai)
        return self.nama.get(kolom, {}).get(nilai, str(nilai))


def perubahan_terbaca(isi: Mapping[str, Sequence[Any]]) -> tuple[Perubahan, ...]:
    """Old and new values by column, as stored in a proposal, in words; numbers are masked."""
    return semua_terbaca([isi])[0]


def semua_terbaca(daftar: Sequence[Mapping[str, Sequence[Any]]]) -> list[tuple[Perubahan, ...]]:
    """The same for many proposals, in two queries."""
    arti = _Arti(
        {n for isi in daftar for n in isi.get("kelurahan_id", ())},
        {n for isi in daftar for n in isi.get("pekerjaan_id", ())},
    )
    return [tuple(_terbaca(arti, kolom, *isi[kolom]) for kolom in isi) for isi in daftar]


def _terbaca(arti: _Arti, kolom: str, *pasangan: Any) -> Perubahan:
    tanggal = kolom == "tanggal_lahir"
    lama, baru = (date.fromisoformat(n) if tanggal and n else n for n in pasangan)
    return Perubahan(JUDUL[kolom], *arti.pasangan(kolom, lama, baru))
