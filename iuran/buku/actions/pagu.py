"""Ceilings and quotas: one admin proposes a change with its paper, another confirms it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse

from iuran.buku.aturan import boleh_menjadi, pastikan_seluruh_kota
from iuran.buku.kuota import orang_terbanyak
from iuran.models import (
    BATAS_SP2D,
    KeadaanPagu,
    PerubahanPagu,
    PerubahanSumber,
    StatusPerubahan,
    SumberDana,
)
from pijar.bulan import WIB, nama_bulan, tanggal_panjang
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna
from pijar.rupiah import ribuan, rupiah
from pijar.sidik import perbedaan
from pijar.usulan import pastikan_sama

ISIAN = {
    "nama": "Nama",
    "gelombang": "Gelombang",
    "urutan": "Urutan",
    "penerus": "Penerus tahun berikutnya",
    "batas_sp2d": BATAS_SP2D,
    "aktif": "Dapat dipilih dalam penetapan baru",
}
"""The fields of a source that one admin edits, as the screen names them."""


@transaction.atomic
def buat_sumber(
    isi: Mapping[str, Any], perubahan: Mapping[str, Any], *, oleh: Pengguna, pada: datetime
) -> SumberDana:
    """Begin a source; it pays nothing before another admin confirms its first ceiling.

    Raises BentrokError when the year has a source of that code.
    """
    pastikan_seluruh_kota(oleh)
    try:
        with transaction.atomic():
            sumber = SumberDana.objects.create(
                **isi, pagu=perubahan["pagu"], kuota=perubahan["kuota"], aktif=False
            )
    except IntegrityError as galat:
        raise BentrokError(
            f"Kode {isi['kode']} sudah dipakai sumber dana lain tahun {isi['tahun']}. Pilih kode "
            "lain."
        ) from galat
    usulkan_pagu(sumber, perubahan, oleh=oleh, pada=pada)
    return sumber


@transaction.atomic
def ubah_sumber(
    sumber: SumberDana, isi: Mapping[str, Any], *, dasar: str = "", dilihat: str, oleh: Pengguna
) -> list[str]:
    """Change a source's name, order, successor or last day for SP2D, with a trace; never its money.

    ``dilihat`` seals what the form showed. Returns the labels that changed. Raises
    AturanDilanggarError when it is switched on before its first ceiling is confirmed, or when the
    last day has no letter; BentrokError when somebody else changed the source meanwhile.
    """
    pastikan_seluruh_kota(oleh)
    kini = SumberDana.objects.select_for_update(of=("self",)).get(pk=sumber.pk)
    if isi.get("aktif"):
        _pastikan_dapat_dipilih(kini)
    tercatat = isi_sumber(kini)
    _pastikan_sama(kini, dilihat, tercatat)
    berubah = {n: isi[n] for n in ISIAN if n in isi and isi[n] != getattr(kini, n)}
    if not berubah:
        return []
    if "batas_sp2d" in berubah and not dasar.strip():
        raise AturanDilanggarError("Tulis dasar hari terakhir SP2D, misalnya nomor surat BPKAD.")
    SumberDana.objects.filter(pk=kini.pk).update(**berubah)
    jejak = {ISIAN[n]: [tercatat[ISIAN[n]], _teks(nilai)] for n, nilai in berubah.items()}
    PerubahanSumber.objects.create(sumber=kini, isi=jejak, dasar=dasar.strip(), oleh=oleh)
    return list(jejak)


def _pastikan_dapat_dipilih(sumber: SumberDana) -> None:
    if not sumber.aktif and menunggu_pagu_pertama(sumber):
        raise AturanDilanggarError(
            f"{sumber} baru dapat dipilih setelah admin lain mengonfirmasi pagunya."
        )


def _pastikan_sama(sumber: SumberDana, dilihat: str, tercatat: Mapping[str, str]) -> None:
    """Raise BentrokError when somebody else changed the source since the form was opened."""
    if beda := perbedaan(dilihat, tercatat):
        raise BentrokError(
            f"Sumber dana ini diubah orang lain sejak halaman Anda dibuka. {'; '.join(beda)}. "
            "Buka lagi halamannya, lalu isi lagi.",
            tautan=reverse("iuran:sumber_ubah", args=[sumber.pk]),
            label_tautan="Buka isian terbaru",
        )


def isi_sumber(sumber: SumberDana) -> dict[str, str]:
    """The fields as texts, which the form carries to notice another admin's change."""
    return {label: _teks(getattr(sumber, n)) for n, label in ISIAN.items()}


def _teks(nilai: object) -> str:
    if isinstance(nilai, bool):
        return "ya" if nilai else "tidak"
    if isinstance(nilai, date):
        return tanggal_panjang(nilai)
    return "" if nilai is None else str(nilai)


@transaction.atomic
def usulkan_pagu(
    sumber: SumberDana, isi: Mapping[str, Any], *, oleh: Pengguna, pada: datetime
) -> PerubahanPagu:
    """Propose a ceiling, quota or state of the budget; nothing changes before it is confirmed.

    Raises AturanDilanggarError when it lies below what is bound without being called a deficit, or
    skips a stage of the budget; BentrokError when another proposal waits.
    """
    kini = SumberDana.objects.select_for_update().get(pk=sumber.pk)
    usulan = PerubahanPagu(
        sumber=kini,
        keadaan_lama=kini.keadaan_pagu,
        pagu_lama=kini.pagu,
        kuota_lama=kini.kuota,
        diusulkan_oleh=oleh,
        diusulkan_pada=pada,
        **isi,
    )
    _periksa(usulan)
    if PerubahanPagu.objects.diusulkan().filter(sumber=kini).exists():
        raise BentrokError(
            f"{kini} sudah mempunyai usulan pagu yang menunggu. Konfirmasi atau batalkan dahulu.",
            tautan=reverse("iuran:sumber_detail", args=[kini.pk]),
            label_tautan="Buka sumber dana ini",
        )
    usulan.save()
    return usulan


@transaction.atomic
def sahkan_pagu(usulan: PerubahanPagu, *, sidik: str, oleh: Pengguna, pada: datetime) -> None:
    """Confirm a proposal: the source takes its ceiling, quota and state.

    ``sidik`` is what the officer was shown (:func:`isi_tampil`). Raises AturanDilanggarError for
    the proposer and below what is bound, BentrokError when it is decided already or what was shown
    has changed.
    """
    sumber = SumberDana.objects.select_for_update().get(pk=usulan.sumber_id)
    kini = _kunci_usulan(usulan)
    kini.sumber = sumber
    if kini.diusulkan_oleh_id == oleh.pk:
        raise AturanDilanggarError(
            "Perubahan pagu yang Anda usulkan dikonfirmasi admin lain. Minta rekan memeriksanya."
        )
    halaman = reverse("iuran:sumber_detail", args=[sumber.pk])
    pastikan_sama(sidik, isi_tampil(kini), tautan=halaman)
    _periksa(kini)
    aktif = sumber.aktif or menunggu_pagu_pertama(sumber)
    PerubahanPagu.objects.filter(pk=kini.pk).update(
        status=StatusPerubahan.DISAHKAN,
        diputus_oleh=oleh,
        diputus_pada=pada,
        keadaan_lama=sumber.keadaan_pagu,
        pagu_lama=sumber.pagu,
        kuota_lama=sumber.kuota,
    )
    # The trigger of the source lets through exactly this confirmed change.
    SumberDana.objects.filter(pk=sumber.pk).update(
        perubahan=kini,
        pagu=kini.pagu,
        kuota=kini.kuota,
        keadaan_pagu=kini.keadaan,
        defisit_sejak=_defisit_sejak(kini, pada),
        aktif=aktif,
    )


def _defisit_sejak(usulan: PerubahanPagu, pada: datetime) -> date | None:
    """Since when the source is in deficit once this change holds; a deficit keeps its first day."""
    sumber = usulan.sumber
    cukup = usulan.pagu >= _terikat(sumber) and usulan.kuota >= orang_terbanyak(sumber)[0]
    if cukup or not (usulan.defisit or sumber.defisit_sejak):
        return None
    return sumber.defisit_sejak or pada.astimezone(WIB).date()


@transaction.atomic
def tolak_pagu(usulan: PerubahanPagu, *, alasan: str, oleh: Pengguna, pada: datetime) -> None:
    """Give up a proposal, by its author or another admin; it stays in the history."""
    if not alasan.strip():
        raise AturanDilanggarError("Tulis alasan usulan ini tidak jadi.")
    kini = _kunci_usulan(usulan)
    PerubahanPagu.objects.filter(pk=kini.pk).update(
        status=StatusPerubahan.DITOLAK,
        alasan_tolak=alasan.strip(),
        diputus_oleh=oleh,
        diputus_pada=pada,
    )


def _kunci_usulan(usulan: PerubahanPagu) -> PerubahanPagu:
    kini = PerubahanPagu.objects.select_for_update(of=("self",)).get(pk=usulan.pk)
    if kini.menunggu:
        return kini
    raise BentrokError(
        f"Usulan ini sudah diputuskan: {kini.cip.label.lower()}. Susun usulan baru bila perlu.",
        tautan=reverse("iuran:sumber_detail", args=[kini.sumber_id]),
        label_tautan="Buka sumber dana ini",
    )


def menunggu_pagu_pertama(sumber: SumberDana) -> bool:
    """Whether the source is new: it has proposals, and none was ever confirmed."""
    return sumber.daftar_perubahan.exists() and not _pernah_disahkan(sumber)


def _pernah_disahkan(sumber: SumberDana) -> bool:
    disahkan = PerubahanPagu.objects.filter(sumber=sumber, status=StatusPerubahan.DISAHKAN)
    return disahkan.exists()


def _terikat(sumber: SumberDana) -> int:
    """Rupiah that the source is bound to: grants without a card, and live ledger rows."""
    s = SumberDana.objects.with_keuangan().get(pk=sumber.pk)
    return s.terikat + s.hidup


def _periksa(usulan: PerubahanPagu) -> None:
    if kalimat := penolakan(usulan):
        raise AturanDilanggarError(kalimat)


def penolakan(usulan: PerubahanPagu) -> str:
    """Why this change cannot be; empty when it can."""
    sumber = usulan.sumber
    if not boleh_menjadi(sumber.keadaan_pagu, usulan.keadaan):
        return (
            f"Pagu {sumber} sekarang {sumber.cip.label}; keadaannya tidak dapat langsung menjadi "
            f"{KeadaanPagu(usulan.keadaan).label}. Urutannya: Rancangan, APBD disahkan, DPA, lalu "
            "Pergeseran atau DPPA."
        )
    if usulan.defisit:
        return ""
    terikat = _terikat(sumber)
    if usulan.pagu < terikat and usulan.pagu < sumber.pagu:
        return (
            f"Pagu {sumber} tidak dapat menjadi {rupiah(usulan.pagu)}: yang sudah terikat "
            f"{rupiah(terikat)}, jadi kurang {rupiah(terikat - usulan.pagu)}. Kurangi dahulu orang "
            "atau bulannya, atau catat sebagai defisit bila dewan sudah memotongnya."
        )
    orang, bulan = orang_terbanyak(sumber)
    if bulan and usulan.kuota < orang and usulan.kuota < sumber.kuota:
        return (
            f"Kuota {sumber} tidak dapat menjadi {ribuan(usulan.kuota)} orang: pada "
            f"{nama_bulan(bulan)} sudah ada {ribuan(orang)} orang. Kurangi dahulu orangnya, atau "
            "catat sebagai defisit bila kuotanya sudah dipotong."
        )
    return ""


def isi_tampil(usulan: PerubahanPagu) -> dict[str, str]:
    """All that the page of a proposal shows, by label: its fingerprint and its differences."""
    sumber = usulan.sumber
    tanggal = tanggal_panjang(usulan.tanggal) if usulan.tanggal else ""
    return {
        "Keadaan": _panah(sumber.cip.label, usulan.get_keadaan_display()),
        "Pagu": _panah(rupiah(sumber.pagu), rupiah(usulan.pagu)),
        "Kuota": _panah(ribuan(sumber.kuota), ribuan(usulan.kuota)) + " orang",
        "Dokumen": f"{usulan.nomor} {tanggal}".strip(),
        "Alasan": usulan.alasan,
        "Terikat": rupiah(_terikat(sumber)),
        "Dicatat sebagai defisit": "ya" if usulan.defisit else "tidak",
    }


def _panah(lama: str, baru: str) -> str:
    return baru if lama == baru else f"{lama} → {baru}"
