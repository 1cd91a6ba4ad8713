"""Propose a change of somebody's data from the decree on, drop it, or keep it from BPJS.

What it does to decree, months and BPJS is decided in ``verifikasi``, which alone applies it.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse

from peserta.models import PerubahanData, Peserta, StatusPerubahanData
from peserta.orang.actions.berkas import unggah_berkas
from peserta.orang.actions.data import berubah
from peserta.orang.actions.kartu import pastikan_kpj_bebas
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna
from pijar.unggahan import Bersih
from pijar.usulan import pastikan_menunggu, putuskan

TANPA_BUKTI = (
    "NIK, nama, tanggal lahir, jenis kelamin dan KPJ diubah dengan bukti: lampirkan foto KTP atau "
    "kartunya, atau sebutkan kertasnya."
)


class Foto(NamedTuple):
    """A cleaned photo or scan of the paper, and which paper it is."""

    jenis: str
    bersih: Bersih
    nama: str
    sidik: str


class Dasar(NamedTuple):
    """Why a change is proposed, its proof, and the change refused by BPJS that it mends."""

    alasan: str
    kertas: str = ""
    foto: Foto | None = None
    mengganti: PerubahanData | None = None


def pastikan_bisa_diusulkan(peserta: Peserta) -> None:
    """Raise AturanDilanggarError, with the way, unless a change of the data is proposed."""
    if peserta.digabung_ke_id:
        raise AturanDilanggarError(
            "Orang ini sudah digabung dengan orang lain. Usulkan perubahannya di halaman orang "
            "yang dipertahankan.",
            tautan=reverse("peserta:detail", args=[peserta.digabung_ke_id]),
            label_tautan="Buka orang yang dipertahankan",
        )
    if peserta.bisa_diubah:
        raise AturanDilanggarError(
            f"Data orang berstatus {peserta.get_status_display()} diubah langsung.",
            tautan=reverse("peserta:ubah", args=[peserta.pk]),
            label_tautan="Ubah data",
        )
    if not peserta.bisa_diusulkan:
        raise AturanDilanggarError(
            "Orang ini sedang diajukan. Minta verifikator mengembalikannya; sesudah itu datanya "
            "diubah langsung.",
            tautan=reverse("verifikasi:riwayat", args=[peserta.pk]),
            label_tautan="Lihat pengajuannya",
        )


@transaction.atomic
def usulkan_perubahan(
    peserta: Peserta,
    data: Mapping[str, Any],
    dasar: Dasar,
    *,
    oleh: Pengguna,
    versi: datetime | None = None,
) -> PerubahanData:
    """Propose the columns of ``data`` that differ; nothing changes before an admin decides.

    ``versi`` is ``diubah_pada`` as the officer saw it. Raises AturanDilanggarError when the status
    forbids it, nothing differs or the proof is missing, BentrokError when the data changed or a
    proposal waits. The KPJ of another person means that the two got each other's card.
    """
    kini = Peserta.objects.select_for_update(no_key=True).get(pk=peserta.pk)
    pastikan_bisa_diusulkan(kini)
    if versi and kini.diubah_pada != versi:
        raise BentrokError(
            "Data orang ini baru saja diubah orang lain. Buka lagi formulirnya, lalu ulangi."
        )
    kolom = berubah(kini, data)
    _pastikan_berisi(kolom, dasar)
    _pastikan_sendirian(kini)
    if "kpj" in kolom:
        pastikan_kpj_bebas(kini, data["kpj"], oleh=oleh)
    usulan = PerubahanData(
        peserta=kini,
        isi={k: [getattr(kini, k), data[k]] for k in kolom},
        alasan=dasar.alasan.strip(),
        bukti_kertas=dasar.kertas.strip(),
        mengganti=dasar.mengganti,
        diusulkan_oleh=oleh,
    )
    if not usulan.berbukti and dasar.foto is None:
        raise AturanDilanggarError(TANPA_BUKTI)
    if dasar.foto:
        usulan.bukti = unggah_berkas(kini, **dasar.foto._asdict(), oleh=oleh)
    return _simpan(usulan)


def _pastikan_berisi(kolom: list[str], dasar: Dasar) -> None:
    if not dasar.alasan.strip():
        raise AturanDilanggarError("Tulis alasan perubahannya.")
    if kolom:
        return
    if dasar.mengganti:
        raise AturanDilanggarError(
            "Betulkan dahulu data yang ditolak BPJS: perubahan yang sama tidak dikirim lagi."
        )
    raise AturanDilanggarError("Tidak ada data yang berbeda dari yang tercatat.")


def _pastikan_sendirian(orang: Peserta) -> None:
    """Raise BentrokError when another proposal for this person waits."""
    if orang.daftar_perubahan.menunggu().exists():
        raise _sudah_diusulkan(orang)


def _sudah_diusulkan(orang: Peserta) -> BentrokError:
    return BentrokError(
        f"{orang.nama} sudah punya usulan perubahan yang menunggu. Minta admin memutuskannya, atau "
        "tarik dahulu di tab Perubahan orang ini.",
        tautan=reverse("peserta:perubahan", args=[orang.pk]),
        label_tautan="Lihat usulan yang menunggu",
    )


def _simpan(usulan: PerubahanData) -> PerubahanData:
    try:
        with transaction.atomic():
            usulan.save()
    except IntegrityError as galat:
        if "satu_pengganti" in str(galat):
            raise BentrokError(
                "Perubahan yang ditolak BPJS itu sudah dibetulkan orang lain. Muat ulang halaman.",
                tautan=reverse("peserta:perubahan", args=[usulan.peserta_id]),
                label_tautan="Lihat perubahannya",
            ) from galat
        raise _sudah_diusulkan(usulan.peserta) from galat
    return usulan


@transaction.atomic
def tolak_perubahan(usulan: PerubahanData, *, alasan: str, oleh: Pengguna, pada: datetime) -> None:
    """Refuse a proposal, or withdraw one's own. Raises AturanDilanggarError for anybody else."""
    kini = kunci_usulan(usulan)
    if kini.diusulkan_oleh_id != oleh.pk and not oleh.has_perm("pijar.putus_peristiwa"):
        raise AturanDilanggarError("Hanya pengusulnya atau admin yang membatalkan usulan ini.")
    if not alasan.strip():
        raise AturanDilanggarError("Tulis alasan usulan ini tidak jadi.")
    putuskan(kini, StatusPerubahanData.DITOLAK, oleh=oleh, pada=pada, alasan=alasan.strip())


def kunci_pemilik_kpj(usulan: PerubahanData) -> None:
    """Lock the person and whoever has the proposed KPJ, in the order of everywhere."""
    if "kpj" in usulan.isi:
        milik = Q(pk=usulan.peserta_id) | Q(kpj=usulan.isi["kpj"][1], digabung_ke=None)
        list(Peserta.objects.select_for_update(no_key=True).filter(milik).order_by("pk"))


def catat_pertukaran(
    usulan: PerubahanData, lain: Peserta, *, ke_bpjs: bool, oleh: Pengguna, pada: datetime
) -> PerubahanData:
    """The applied change of the other person, whose KPJ was exchanged by ``usulan``."""
    lama, baru = usulan.isi["kpj"]
    return PerubahanData.objects.create(
        peserta=lain,
        isi={"kpj": [baru, lama]},
        alasan=f"Kartunya tertukar dengan orang lain: perubahan data nomor {usulan.pk}.",
        bukti_kertas=f"Bukti perubahan data nomor {usulan.pk}",
        ke_bpjs=ke_bpjs,
        status=StatusPerubahanData.DITERAPKAN,
        diusulkan_oleh=usulan.diusulkan_oleh,
        diputus_oleh=oleh,
        diputus_pada=pada,
    )


def kunci_usulan(usulan: PerubahanData) -> PerubahanData:
    """Lock the person, then the proposal; raises BentrokError when it is decided."""
    orang = Peserta.objects.select_for_update(no_key=True).get(pk=usulan.peserta_id)
    terkunci = PerubahanData.objects.select_for_update(of=("self",))
    kini = terkunci.select_related("diusulkan_oleh", "mengganti").get(pk=usulan.pk)
    pastikan_menunggu(kini)
    kini.peserta = orang
    return kini


@transaction.atomic
def biarkan_perubahan(
    perubahan: PerubahanData, *, alasan: str, oleh: Pengguna, pada: datetime
) -> None:
    """Keep an applied change from BPJS for good; the caller knows that no file holds it.

    Raises AturanDilanggarError without a reason or when BPJS need not hear of it, BentrokError
    when it was left out already.
    """
    kini = PerubahanData.objects.select_for_update().get(pk=perubahan.pk)
    if not kini.ke_bpjs:
        raise AturanDilanggarError("Perubahan ini memang tidak disampaikan ke BPJS.")
    if kini.dibiarkan_pada:
        raise BentrokError("Perubahan ini sudah dibiarkan. Muat ulang halaman.")
    if not alasan.strip():
        raise AturanDilanggarError("Tulis alasan perubahan ini tidak disampaikan ke BPJS.")
    kini.dibiarkan_oleh, kini.dibiarkan_pada = oleh, pada
    kini.alasan_dibiarkan = alasan.strip()
    kini.save(update_fields=["dibiarkan_oleh", "dibiarkan_pada", "alasan_dibiarkan"])
