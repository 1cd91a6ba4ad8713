"""The facts of a case: frozen from a person when submitted, read back for the rules."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Max, Q
from django.db.models.functions import Coalesce, TruncDate

from iuran.models import Bantuan, Iuran, Janji
from peserta.models import BerkasPeserta, Peserta
from pijar.bulan import awal_bulan
from verifikasi.kriteria import FaktaKasus
from verifikasi.models import (
    JenisKriteria,
    Kriteria,
    Pengajuan,
    Pernyataan,
    StatusPengajuan,
)

# The frozen fields with their titles on the screen: only fields that a rule or officer needs.
ISI_CUPLIKAN: dict[str, str] = {
    "nik": "NIK",
    "no_kk": "No. KK",
    "nama": "Nama",
    "tempat_lahir": "Tempat lahir",
    "tanggal_lahir": "Tanggal lahir",
    "jenis_kelamin": "Jenis kelamin",
    "nama_ibu": "Nama ibu kandung",
    "alamat": "Alamat",
    "rt": "RT",
    "rw": "RW",
    "kelurahan": "Kelurahan",
    "pekerjaan": "Pekerjaan",
    "status_bpjs": "Status BPJS",
    "register": "Register kesejahteraan",
    "desil": "Desil",
    "desil_pada": "Tanggal cek desil",
    "cara_kerja": "Cara kerja",
    "penghasilan": "Penghasilan sebulan",
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
        "tempat_lahir": peserta.tempat_lahir,
        "tanggal_lahir": peserta.tanggal_lahir.isoformat(),
        "jenis_kelamin": peserta.jenis_kelamin,
        "nama_ibu": peserta.nama_ibu,
        "alamat": peserta.alamat,
        "rt": peserta.rt,
        "rw": peserta.rw,
        "kelurahan": peserta.kelurahan_id,
        "nama_kelurahan": peserta.kelurahan.nama,
        "nama_kecamatan": peserta.kelurahan.kecamatan.nama,
        "pekerjaan": peserta.pekerjaan_id,
        "nama_pekerjaan": peserta.pekerjaan.nama,
        "pekerjaan_aktif": peserta.pekerjaan.aktif,
        "status_bpjs": peserta.status_bpjs,
        "register": peserta.register_kesejahteraan,
        "desil": peserta.desil,
        "desil_pada": peserta.desil_pada.isoformat() if peserta.desil_pada else None,
        "cara_kerja": peserta.cara_kerja,
        "penghasilan": peserta.penghasilan,
    }


def fakta(
    isi: Mapping[str, Any],
    *,
    keterangan_kerja: date | None,
    tanggungan: Tanggungan | None,
    penyumbang: str = "",
    berkas: Mapping[str, date] | None = None,
) -> FaktaKasus:
    """The facts of a frozen case, as the rules need them; an old case froze fewer of them."""
    dicek = isi.get("desil_pada")
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
        cara_kerja=isi.get("cara_kerja", ""),
        penghasilan=isi.get("penghasilan"),
        register=isi["register"],
        desil_pada=date.fromisoformat(dicek) if dicek else None,
        berkas=berkas or {},
    )


def fakta_kasus(
    kasus: Iterable[Pengajuan], kriteria: Iterable[Kriteria], *, pada: date
) -> dict[int, FaktaKasus]:
    """The facts of each case by its id, as far as ``kriteria`` ask; who pays, of waiting ones."""
    daftar = list(kasus)
    menunggu = [p.peserta_id for p in daftar if p.status == StatusPengajuan.MENUNGGU]
    ditanggung, dijanjikan = tanggungan(menunggu, pada=pada), penyumbang(menunggu, pada=pada)
    diminta = any(k.jenis == JenisKriteria.BERKAS for k in kriteria)
    papan = berkas(menunggu) if diminta else {}
    return {
        p.pk: fakta(
            p.cuplikan,
            keterangan_kerja=p.keterangan_kerja_tanggal,
            tanggungan=ditanggung.get(p.peserta_id),
            penyumbang=dijanjikan.get(p.peserta_id, ""),
            berkas=papan.get(p.peserta_id),
        )
        for p in daftar
    }


def berkas(peserta_ids: Iterable[int]) -> dict[int, dict[str, date]]:
    """The newest day of each kind of paper of each person, those of merged rows too."""
    ids = list(peserta_ids)
    ada = (
        BerkasPeserta.objects.ada()
        .filter(Q(peserta__in=ids) | Q(peserta__digabung_ke__in=ids))
        .annotate(orang=Coalesce("peserta__digabung_ke", "peserta"))
        .order_by("dibuat_pada")
        .values_list("orang", "jenis", TruncDate("dibuat_pada"))
    )
    hasil: dict[int, dict[str, date]] = defaultdict(dict)
    for orang, jenis, tanggal in ada:
        hasil[orang][jenis] = tanggal
    return hasil


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


class Keterangan(NamedTuple):
    """The newest attestation of a person: its day, and what it says against working."""

    tanggal: date | None = None
    berhenti: str = ""


def keterangan(peserta_ids: Iterable[int]) -> dict[int, Keterangan]:
    """The newest of what was attested for a case and of what was said later, by person."""
    ids = list(peserta_ids)
    hasil = {
        pk: Keterangan(tanggal)
        for pk, tanggal in Pengajuan.objects.filter(
            peserta__in=ids, status__in=[StatusPengajuan.MENUNGGU, StatusPengajuan.DISETUJUI]
        )
        .exclude(keterangan_kerja_tanggal=None)
        .order_by()
        .values_list("peserta")
        .annotate(Max("keterangan_kerja_tanggal"))
    }
    for p in Pernyataan.objects.filter(peserta__in=ids, ditarik_pada=None).order_by(
        "tanggal", "pk"
    ):
        lama = hasil.get(p.peserta_id, Keterangan()).tanggal
        if lama is None or p.tanggal >= lama:
            sebab = "sedang sakit" if p.bekerja else "tidak lagi bekerja"
            hasil[p.peserta_id] = Keterangan(p.tanggal, "" if p.baik else sebab)
    return hasil


def fakta_orang(orang: Iterable[Peserta], *, pada: date) -> dict[int, FaktaKasus]:
    """The facts of people as they are today; kelurahan and pekerjaan must be loaded."""
    daftar = list(orang)
    ids = [p.pk for p in daftar]
    ditanggung, dijanjikan = tanggungan(ids, pada=pada), penyumbang(ids, pada=pada)
    papan, dinyatakan = berkas(ids), keterangan(ids)
    hasil = {}
    for p in daftar:
        kerja = dinyatakan.get(p.pk, Keterangan())
        isi = fakta(
            cuplikan(p),
            keterangan_kerja=kerja.tanggal,
            tanggungan=ditanggung.get(p.pk),
            penyumbang=dijanjikan.get(p.pk, ""),
            berkas=papan.get(p.pk),
        )
        hasil[p.pk] = replace(isi, berhenti_kerja=kerja.berhenti)
    return hasil
