"""Register one person, change the data, correct or reveal the NIK."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.urls import reverse

from peserta.bersih.bidang import IDENTITAS
from peserta.bersih.nama import nama_cari
from peserta.duplikat import DIBANDINGKAN, cari_duplikat
from peserta.models import (
    AsalPerubahan,
    KoreksiNik,
    PerubahanData,
    Peserta,
    Status,
    StatusPerubahanData,
)
from pijar import ambang
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import JejakAkses, Pengguna

NIK_GANDA, KPJ_GANDA = "peserta_nik_satu_orang", "peserta_kpj_satu_orang"
LEWAT_UBAH = "Dibetulkan lewat Ubah data."
NIK_SUDAH_ADA = (
    "NIK ini sudah didata. Cari orangnya di Daftar peserta; "
    "bila tidak tampak, ia tercatat di wilayah lain: hubungi admin."
)
KPJ_DIPAKAI = "KPJ ini milik orang lain. Cocokkan lagi dengan kartunya; bila benar, hubungi admin."


@transaction.atomic
def daftarkan_orang(data: Mapping[str, Any], *, oleh: Pengguna) -> Peserta:
    """Enter one person as draf; keys of ``data`` are columns of Peserta (``kelurahan_id``).

    It searches for possible duplicates at once. Raises AturanDilanggarError outside the officer's
    area and BentrokError for a NIK already registered.
    """
    _periksa_wilayah(str(data["kelurahan_id"]), oleh)
    peserta = Peserta(**data, nama_cari=nama_cari(str(data["nama"])), penyunting=[oleh.pk])
    peserta.didata_oleh = oleh
    _simpan(peserta)
    cari_duplikat([peserta.pk])
    return peserta


@transaction.atomic
def ubah_orang(
    peserta: Peserta, data: Mapping[str, Any], *, oleh: Pengguna, versi: datetime | None = None
) -> list[str]:
    """Change the columns of ``data`` that differ; return their names.

    A trigger keeps the old values. Raises AturanDilanggarError when the person's status forbids it,
    and BentrokError when somebody changed the data after ``versi`` (``diubah_pada`` as the officer
    saw it).
    """
    kini = Peserta.objects.kunci(peserta.pk)
    kolom = berubah(kini, data)
    _periksa_boleh(kini, kolom)
    if versi and kini.diubah_pada != versi:
        raise BentrokError(
            "Data orang ini baru saja diubah orang lain. Periksa isian yang ditandai, lalu simpan "
            "lagi."
        )
    if kolom:
        nik_lama = kini.nik
        perbaiki_orang(kini, {k: data[k] for k in kolom}, penyunting=(oleh,), oleh=oleh)
        if kini.nik != nik_lama:
            catat_koreksi(kini, nik_lama, LEWAT_UBAH, oleh)
    return kolom


def berubah(peserta: Peserta, data: Mapping[str, Any]) -> list[str]:
    """The columns of ``data`` that differ from what is stored."""
    return sorted(k for k, nilai in data.items() if getattr(peserta, k) != nilai)


def perbaiki_orang(
    peserta: Peserta, data: Mapping[str, Any], *, penyunting: Iterable[Pengguna], oleh: Pengguna
) -> None:
    """Write these columns; the caller has locked the person and made sure that they may change.

    None of ``penyunting`` decides the person's case afterwards. Raises AturanDilanggarError outside
    the officer's area.
    """
    for kolom, nilai in data.items():
        setattr(peserta, kolom, nilai)
    _periksa_wilayah(peserta.kelurahan_id, oleh)
    peserta.nama_cari = nama_cari(peserta.nama)
    peserta.penyunting = sorted({*peserta.penyunting, *(p.pk for p in penyunting)})
    _simpan(peserta)
    if DIBANDINGKAN & set(data):
        cari_duplikat([peserta.pk])


@transaction.atomic
def koreksi_nik(peserta: Peserta, nik: str, *, alasan: str, oleh: Pengguna) -> KoreksiNik:
    """Correct the NIK of a person whose status forbids :func:`ubah_orang`.

    ``nik`` is 16 digits. Raises AturanDilanggarError when the status forbids it too, and
    BentrokError when another person has that NIK: then an officer merges the two instead.
    """
    kini = Peserta.objects.select_for_update().get(pk=peserta.pk)
    pastikan_bisa_dikoreksi(kini)
    if kini.nik == nik:
        raise AturanDilanggarError("NIK baru sama dengan NIK yang tercatat. Tidak ada yang diubah.")
    lain = Peserta.objects.for_petugas(oleh).filter(nik=nik).first()
    if lain:
        raise BentrokError(
            f"NIK itu sudah tercatat atas nama {lain.nama}. Bila keduanya orang yang sama, "
            "gabungkan kedua datanya; bila bukan, cocokkan lagi NIK-nya dengan KTP.",
            tautan=reverse("peserta:detail", args=[lain.pk]),
            label_tautan=f"Lihat {lain.nama}",
        )
    nik_lama, kini.nik = kini.nik, nik
    kini.penyunting = sorted({*kini.penyunting, oleh.pk})
    _simpan(kini)
    if kini.status != Status.LAYAK:
        PerubahanData.objects.create(
            peserta=kini,
            isi={"nik": [nik_lama, nik]},
            alasan=alasan,
            asal=AsalPerubahan.KOREKSI_NIK,
            ke_bpjs=dikenal_bpjs(kini),
            status=StatusPerubahanData.DITERAPKAN,
            diusulkan_oleh=oleh,
            diputus_oleh=oleh,
            diputus_pada=Now(),
        )
    return catat_koreksi(kini, nik_lama, alasan, oleh)


def pastikan_bisa_dikoreksi(peserta: Peserta) -> None:
    """Raise AturanDilanggarError unless the status allows a correction of the NIK."""
    if peserta.status == Status.DIAJUKAN:
        raise AturanDilanggarError(
            "Orang ini sedang diajukan. Minta verifikator mengembalikannya, lalu betulkan NIK-nya "
            "lewat Ubah data."
        )
    if not peserta.bisa_dikoreksi or peserta.digabung_ke_id:
        raise AturanDilanggarError("NIK orang ini dibetulkan lewat Ubah data di halamannya.")


def dikenal_bpjs(peserta: Peserta) -> bool:
    """Whether BPJS has the person's NIK, so that a file tells it the new one."""
    return bool(peserta.kpj) or peserta.status == Status.DIDAFTARKAN


def catat_koreksi(peserta: Peserta, lama: str, alasan: str, oleh: Pengguna) -> KoreksiNik:
    """Remember the NIK that a person had, by which lists and answers still name them."""
    return KoreksiNik.objects.create(
        peserta=peserta, nik_lama=lama, nik_baru=peserta.nik, alasan=alasan, oleh=oleh
    )


@transaction.atomic
def buka_nik(peserta: Peserta, *, alasan: str, oleh: Pengguna) -> None:
    """Log who reveals the full NIK, and the reason (UU 27/2022).

    Raises TungguError after too many of them.
    """
    ambang.catat(
        oleh=oleh,
        tindakan=JejakAkses.Tindakan.BUKA_NIK,
        objek=f"peserta {peserta.pk}",
        alasan=alasan,
    )


def _periksa_wilayah(kelurahan: str, oleh: Pengguna) -> None:
    if oleh.wilayah and not kelurahan.startswith(tuple(oleh.wilayah)):
        raise AturanDilanggarError("Kelurahan ini di luar wilayah Anda. Pilih kelurahan lain.")


def pastikan_bisa_diubah(peserta: Peserta) -> None:
    """Raise AturanDilanggarError, with the way, unless the status allows a change of data."""
    if peserta.bisa_diubah:
        return
    if peserta.status == Status.DIAJUKAN:
        raise AturanDilanggarError(
            "Orang ini sedang diajukan. Minta verifikator mengembalikannya, lalu ubah datanya.",
            tautan=reverse("verifikasi:riwayat", args=[peserta.pk]),
            label_tautan="Lihat pengajuannya",
        )
    raise AturanDilanggarError(
        f"Orang ini sudah {peserta.get_status_display().lower()}: usulkan perubahan datanya, lalu "
        "admin memutuskannya.",
        tautan=reverse("peserta:perubahan_baru", args=[peserta.pk]),
        label_tautan="Usulkan perubahan data",
    )


def _periksa_boleh(peserta: Peserta, berubah: list[str]) -> None:
    pastikan_bisa_diubah(peserta)
    if peserta.status == Status.LAYAK and IDENTITAS & set(berubah):
        raise AturanDilanggarError(
            "NIK, nama, tanggal lahir dan jenis kelamin sudah diverifikasi. "
            "Minta verifikator memeriksa ulang sebelum mengubahnya."
        )


def _simpan(peserta: Peserta) -> None:
    """Save. Raises BentrokError for a taken NIK, without a word about its owner.

    A merged row's NIK is taken too; only the person into whom it was merged may have it.
    """
    lebur = Peserta.objects.filter(nik=peserta.nik, digabung_ke__isnull=False)
    if lebur.exclude(digabung_ke=peserta.pk).exists():
        raise BentrokError(NIK_SUDAH_ADA)
    try:
        with transaction.atomic():
            peserta.save()
    except IntegrityError as galat:
        if KPJ_GANDA in str(galat):
            raise BentrokError(KPJ_DIPAKAI) from galat
        if NIK_GANDA not in str(galat):
            raise
        raise BentrokError(NIK_SUDAH_ADA) from galat
