"""Whom a source may fund: one admin proposes the rules, another confirms them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse

from iuran.buku.aturan import pastikan_seluruh_kota
from iuran.buku.syarat import di_luar, kata_syarat
from iuran.models import Bantuan, StatusSyarat, SumberDana, SyaratSumber
from pijar.bulan import WIB, awal_bulan
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna
from pijar.rupiah import ribuan
from pijar.usulan import pastikan_menunggu, pastikan_orang_lain, pastikan_sama, putuskan


@transaction.atomic
def usulkan_syarat(sumber: SumberDana, isi: Mapping[str, Any], *, oleh: Pengguna) -> SyaratSumber:
    """Propose whom ``sumber`` may fund; nothing changes before another admin confirms.

    Raises AturanDilanggarError without a reason and when the rules stay as they are, BentrokError
    while another proposal waits.
    """
    pastikan_seluruh_kota(oleh)
    kini = SumberDana.objects.select_for_update(of=("self",)).get(pk=sumber.pk)
    usulan = SyaratSumber(sumber=kini, diusulkan_oleh=oleh, **isi)
    if not usulan.alasan.strip():
        raise AturanDilanggarError("Tulis dasar atau alasan perubahan syaratnya.")
    if _isi(usulan) == _isi(kini.syarat or SyaratSumber()):
        raise AturanDilanggarError("Syaratnya sama dengan yang berlaku. Ubah dahulu salah satunya.")
    try:
        with transaction.atomic():
            usulan.save()
    except IntegrityError as galat:
        raise BentrokError(
            f"{kini} sudah mempunyai usulan syarat yang menunggu admin lain. Putuskan itu dahulu.",
            tautan=reverse("iuran:sumber_detail", args=[kini.pk]),
            label_tautan="Buka sumber dana ini",
        ) from galat
    return usulan


def _isi(s: SyaratSumber) -> tuple[object, ...]:
    return (sorted(s.wilayah), sorted(s.pekerjaan), s.dtsen, s.desil_maks)


@transaction.atomic
def konfirmasi_syarat(
    usulan: SyaratSumber, *, dilihat: str, oleh: Pengguna, pada: datetime
) -> None:
    """Put another admin's rules into force; grants that stand stay as they are.

    ``dilihat`` is what the page showed (:func:`isi_syarat`). Raises AturanDilanggarError for the
    proposer, BentrokError when it is decided already or what was shown has changed.
    """
    pastikan_seluruh_kota(oleh)
    SumberDana.objects.select_for_update(of=("self",)).get(pk=usulan.sumber_id)
    kini = _terbuka(usulan)
    pastikan_orang_lain(kini, oleh)
    pastikan_sama(dilihat, isi_syarat(kini, pada.astimezone(WIB).date()))
    putuskan(kini, StatusSyarat.DIKONFIRMASI, oleh=oleh, pada=pada)
    SumberDana.objects.filter(pk=kini.sumber_id).update(syarat=kini)


@transaction.atomic
def tolak_syarat(usulan: SyaratSumber, *, alasan: str, oleh: Pengguna, pada: datetime) -> None:
    """Drop a proposal; its proposer may do so as well. It stays in the history."""
    if not alasan.strip():
        raise AturanDilanggarError("Tulis alasan usulan ini tidak jadi.")
    putuskan(_terbuka(usulan), StatusSyarat.DITOLAK, oleh=oleh, pada=pada, alasan=alasan.strip())


def _terbuka(usulan: SyaratSumber) -> SyaratSumber:
    kini = SyaratSumber.objects.select_for_update(of=("self",)).get(pk=usulan.pk)
    pastikan_menunggu(kini)
    return kini


def tidak_lagi_cocok(syarat: SyaratSumber, pada: date) -> int:
    """People with a grant of the source now or later whom these rules would not let in."""
    bantuan = Bantuan.objects.hidup().filter(
        sumber=syarat.sumber_id, bulan_akhir__gte=awal_bulan(pada)
    )
    luar = bantuan.filter(di_luar(syarat, "peserta__"))
    return luar.order_by().values("peserta").distinct().count()


def isi_syarat(usulan: SyaratSumber, pada: date) -> dict[str, str]:
    """All that the page of a proposal shows, by label: its fingerprint and its differences."""
    lama = kata_syarat(usulan.sumber.syarat)
    baru = kata_syarat(usulan)
    tetap = ribuan(tidak_lagi_cocok(usulan, pada))
    return {
        "Sumber dana": str(usulan.sumber),
        **{f"Sekarang: {label}": teks for label, teks in lama.items()},
        **baru,
        "Alasan": usulan.alasan,
        "Sudah dibiayai dan tidak lagi memenuhi": f"{tetap} orang; bantuannya tetap",
    }
