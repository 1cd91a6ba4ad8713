"""The facts of a case: frozen from a person when submitted, read back for the rules."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Max, Q, TextChoices
from django.db.models.functions import Coalesce

from iuran.models import Bantuan, Iuran, Janji
from peserta.models import BerkasPeserta, JenisBerkas, JenisKelamin, Peserta, StatusBPJS
from pijar.bulan import awal_bulan, tanggal_panjang
from pijar.samar import samarkan
from verifikasi.kriteria import FaktaKasus

# The frozen fields with their titles on the screen: only fields that a rule or officer needs.
ISI_CUPLIKAN: dict[str, str] = {
    "nik": "NIK",
    "no_kk": "No. KK",
    "nama": "Nama",
    "tanggal_lahir": "Tanggal lahir",
    "jenis_kelamin": "Jenis kelamin",
    "kelurahan": "Kelurahan",
    "pekerjaan": "Pekerjaan",
    "status_bpjs": "Status BPJS",
    "register": "Register kesejahteraan",
    "desil": "Desil",
}

PILIHAN: dict[str, type[TextChoices]] = {
    "jenis_kelamin": JenisKelamin,
    "status_bpjs": StatusBPJS,
}


class Tanggungan(NamedTuple):
    """The source that already pays for a person, and the last month it pays."""

    sumber: str
    sampai: date


def cuplikan(peserta: Peserta) -> dict[str, Any]:
    """The JSON that a case keeps of ``peserta``; kelurahan and pekerjaan must be loaded."""
    return {
        "nik": peserta.nik,
        "no_kk": peserta.no_kk,
        "nama": peserta.nama,
        "tanggal_lahir": peserta.tanggal_lahir.isoformat(),
        "jenis_kelamin": peserta.jenis_kelamin,
        "kelurahan": peserta.kelurahan_id,
        "nama_kelurahan": peserta.kelurahan.nama,
        "nama_kecamatan": peserta.kelurahan.kecamatan.nama,
        "pekerjaan": peserta.pekerjaan_id,
        "nama_pekerjaan": peserta.pekerjaan.nama,
        "pekerjaan_aktif": peserta.pekerjaan.aktif,
        "status_bpjs": peserta.status_bpjs,
        "register": peserta.register_kesejahteraan,
        "desil": peserta.desil,
    }


def fakta(
    isi: Mapping[str, Any],
    *,
    keterangan_kerja: date | None,
    tanggungan: Tanggungan | None,
    penyumbang: str = "",
) -> FaktaKasus:
    """The facts of a frozen case, as the rules need them."""
    return FaktaKasus(
        tanggal_lahir=date.fromisoformat(isi["tanggal_lahir"]),
        kelurahan=isi["kelurahan"],
        no_kk=isi["no_kk"],
        pekerjaan=isi["pekerjaan"],
        pekerjaan_aktif=isi["pekerjaan_aktif"],
        status_bpjs=isi["status_bpjs"],
        desil=isi["desil"],
        wilayah_nik=isi["nik"][:6],
        keterangan_kerja=keterangan_kerja,
        pembayar=tanggungan.sumber if tanggungan else "",
        dibayar_sampai=tanggungan.sampai if tanggungan else None,
        penyumbang=penyumbang,
    )


class Perubahan(NamedTuple):
    """A field in which the person differs today from the frozen case, as a page may show it."""

    judul: str
    lama: str
    baru: str

    def __str__(self) -> str:
        return f"{self.judul}: {self.lama} → {self.baru}"


def perubahan(isi: Mapping[str, Any], peserta: Peserta) -> list[Perubahan]:
    """What changed of the person since the case was frozen; NIK and No. KK masked."""
    kini = cuplikan(peserta)
    return [
        Perubahan(judul, _tampil(kunci, isi), _tampil(kunci, kini))
        for kunci, judul in ISI_CUPLIKAN.items()
        if kini[kunci] != isi.get(kunci)
    ]


def _tampil(kunci: str, isi: Mapping[str, Any]) -> str:
    nilai = isi.get(f"nama_{kunci}", isi.get(kunci))
    if nilai in (None, ""):
        return "belum diisi"
    if kunci in ("nik", "no_kk"):
        return samarkan(nilai)
    if kunci == "tanggal_lahir":
        return tanggal_panjang(date.fromisoformat(nilai))
    return str(PILIHAN[kunci](nilai).label) if kunci in PILIHAN else str(nilai)


def tanggungan(peserta_ids: Iterable[int], *, pada: date) -> dict[int, Tanggungan]:
    """The payer of each person in or after ``pada``'s month, by a live grant or ledger month."""
    ids, bulan = list(peserta_ids), awal_bulan(pada)
    janji = (
        Bantuan.objects.hidup()
        .filter(peserta__in=ids, bulan_akhir__gte=bulan)
        .values_list("peserta_id", "sumber__nama", "sumber__tahun", "bulan_akhir")
    )
    buku = (
        Iuran.objects.hidup()
        .filter(peserta__in=ids, bulan__gte=bulan)
        .order_by()
        .values_list("peserta_id", "sumber__nama", "sumber__tahun")
        .annotate(akhir=Max("bulan"))
    )
    hasil: dict[int, Tanggungan] = {}
    for peserta_id, nama, tahun, sampai in [*janji, *buku]:
        lama = hasil.get(peserta_id)
        if lama is None or lama.sampai < sampai:
            hasil[peserta_id] = Tanggungan(f"{nama} {tahun}", sampai)
    return hasil


def penyumbang(peserta_ids: Iterable[int], *, pada: date) -> dict[int, str]:
    """The civil servant who promised to pay for each person in or after ``pada``'s month."""
    janji = Janji.objects.aktif().filter(
        peserta__in=list(peserta_ids), sampai__gte=awal_bulan(pada)
    )
    milik = janji.order_by("mulai").values_list(
        "peserta_id", "penyumbang__nama", "penyumbang__opd__nama"
    )
    return {peserta_id: f"{nama} ({opd})" for peserta_id, nama, opd in milik}


def berkas_saat_ini(peserta_ids: Iterable[int]) -> dict[int, list[dict[str, Any]]]:
    """The papers of each person as a case keeps them, those of merged rows included."""
    ids = list(peserta_ids)
    milik = Coalesce("peserta__digabung_ke", "peserta")
    semua = BerkasPeserta.objects.ada().filter(
        Q(peserta__in=ids, peserta__digabung_ke=None) | Q(peserta__digabung_ke__in=ids)
    )
    hasil: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for orang, pk, jenis, sidik in (
        semua.annotate(milik=milik).order_by("pk").values_list("milik", "pk", "jenis", "sha256")
    ):
        hasil[orang].append({"id": pk, "jenis": jenis, "sidik": sidik})
    return hasil


def perubahan_berkas(
    lama: Iterable[Mapping[str, Any]] | None, kini: Iterable[BerkasPeserta]
) -> list[str]:
    """Papers that came or went since the case was frozen; of an old case nothing was kept."""
    if lama is None:
        return []
    dulu, ada = {b["id"]: b["jenis"] for b in lama}, {b.pk: b.jenis for b in kini}
    return [
        *(f"Berkas dihapus: {JenisBerkas(j).label}" for pk, j in dulu.items() if pk not in ada),
        *(f"Berkas ditambahkan: {JenisBerkas(j).label}" for pk, j in ada.items() if pk not in dulu),
    ]
