"""Whether a person may be promised to a donor in some months, and if not, why not."""

from datetime import date
from typing import NamedTuple

from django.db.models import Q

from iuran.models import Bantuan, Iuran, Janji, Penyumbang
from peserta.bersih.nama import nama_cari
from peserta.bersih.nip import isi_nip
from peserta.models import JenisPeristiwa, Peristiwa, Peserta, Status
from pijar.bulan import nama_bulan

# A worker in any other status may be promised; only a verified one gets a card.
DALAM_PROSES = frozenset({Status.DITETAPKAN, Status.DIDAFTARKAN})


class Rentang(NamedTuple):
    """The months of a promise, first and last included; ``kecuali``: promises that do not count."""

    mulai: date
    sampai: date
    kecuali: frozenset[int] = frozenset()


def halangan(peserta: Peserta, rentang: Rentang) -> str:
    """Why nobody may promise these months of this person, with the way out; empty when one may."""
    return (
        _halangan_orang(peserta)
        or _halangan_asn(peserta)
        or _halangan_kota(peserta, rentang)
        or _halangan_janji(peserta, rentang)
    )


def _halangan_orang(peserta: Peserta) -> str:
    if peserta.digabung_ke_id:
        return "Orang ini sudah digabung dengan orang lain. Cari NIK-nya lagi."
    if peserta.status in DALAM_PROSES:
        return (
            f"{peserta} sedang didaftarkan pemerintah kota (status {peserta.cip.label}). Pilih "
            "pekerja lain."
        )
    if peserta.status == Status.TIDAK_LAYAK:
        return f"{peserta} dinyatakan tidak layak. Pilih pekerja lain."
    if peserta.status == Status.BERHENTI:
        mati = {"jenis": JenisPeristiwa.MENINGGAL, "dibatalkan_pada": None}
        if Peristiwa.objects.filter(peserta=peserta, **mati).exists():
            return f"{peserta} sudah meninggal. Pilih pekerja lain."
        return (
            f"{peserta} sudah keluar dari program. Bila ia memenuhi syarat lagi, buka kasus "
            "barunya di halaman orang itu dahulu."
        )
    return ""


def _halangan_asn(peserta: Peserta) -> str:
    """A civil servant is no vulnerable worker, whether he names himself or a colleague does."""
    if asn := penyumbang_serupa(peserta):
        return (
            f"{peserta} sama dengan penyumbang {asn} ({asn.nip_samar}): nama dan tanggal lahirnya "
            "sama dengan NIP itu. ASN bukan pekerja rentan. Periksa orangnya; bila hanya kebetulan "
            "sama, betulkan data yang keliru."
        )
    return ""


def penyumbang_serupa(peserta: Peserta) -> Penyumbang | None:
    """The donor whose name, birth date and sex, as his NIP states them, are this person's."""
    senama = Penyumbang.objects.filter(nip__startswith=f"{peserta.tanggal_lahir:%Y%m%d}")
    for asn in senama:
        isi = isi_nip(asn.nip)
        sama_kelamin = isi is None or isi.kelamin == peserta.jenis_kelamin
        if sama_kelamin and nama_cari(asn.nama) == peserta.nama_cari:
            return asn
    return None


def _milik(peserta: Peserta) -> Q:
    """Rows of a person and of whoever was merged into them: a merge moves nothing (ADR 0006)."""
    return Q(peserta=peserta) | Q(peserta__digabung_ke=peserta)


def _halangan_kota(peserta: Peserta, rentang: Rentang) -> str:
    """The city, or a paper of somebody else, pays one of the months already."""
    di_rentang = {"bulan_awal__lte": rentang.sampai, "bulan_akhir__gte": rentang.mulai}
    bantuan = (
        Bantuan.objects.hidup()
        .filter(_milik(peserta), janji=None, **di_rentang)
        .select_related("sumber")
        .order_by("-bulan_akhir")
        .first()
    )
    if bantuan:
        return (
            f"{peserta} sudah dibiayai {bantuan.sumber} sampai {nama_bulan(bantuan.bulan_akhir)}. "
            "Mulai janjinya sesudah bulan itu, atau pilih pekerja lain."
        )
    baris = (
        Iuran.objects.hidup()
        .filter(_milik(peserta), bulan__range=(rentang.mulai, rentang.sampai))
        .exclude(bantuan__janji__in=rentang.kecuali)
        .select_related("sumber")
        .order_by("-bulan")
        .first()
    )
    if baris:
        return (
            f"Iuran {peserta} bulan {nama_bulan(baris.bulan)} sudah dibiayai {baris.sumber}. Mulai "
            "janjinya sesudah bulan itu, atau pilih pekerja lain."
        )
    return ""


def _halangan_janji(peserta: Peserta, rentang: Rentang) -> str:
    lain = (
        Janji.objects.hidup()
        .filter(_milik(peserta), mulai__lte=rentang.sampai, sampai__gte=rentang.mulai)
        .exclude(pk__in=rentang.kecuali)
        .select_related("penyumbang__opd")
        .order_by("-sampai")
        .first()
    )
    if lain is None:
        return ""
    return (
        f"{peserta} sudah dijanjikan oleh {lain.penyumbang} ({lain.penyumbang.opd}) sampai "
        f"{nama_bulan(lain.sampai)}. Seorang pekerja mempunyai satu penyumbang pada satu waktu; "
        "alihkan janji itu, atau pilih pekerja lain."
    )
