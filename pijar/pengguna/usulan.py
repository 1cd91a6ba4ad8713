"""Confirming what another admin proposed about an account, or dropping it.

Who sees the password that comes of it: the second admin, who hands it to the owner in person. The
proposer never sees it, and the second admin can propose nothing alone (ADR 0035).
"""

from datetime import datetime

from django.db import transaction

from pijar.errors import AturanDilanggarError
from pijar.models import (
    JejakAkses,
    JenisUsulanAkun,
    Pengguna,
    StatusUsulanAkun,
    UsulanAkun,
)
from pijar.pengguna.akun import (
    Hasil,
    Pelaku,
    pastikan_bebas,
    pastikan_masa,
    terapkan_baru,
    terapkan_lepas,
    terapkan_reset,
    terapkan_ubah,
)
from pijar.pengguna.isi import IsiAkun, beda
from pijar.usulan import pastikan_menunggu, pastikan_orang_lain, pastikan_sama, putuskan


def isi_usulan(usulan: UsulanAkun) -> dict[str, str]:
    """What a page shows of a proposal, by its label; sealed, as it is confirmed."""
    kepala = {"jenis": usulan.get_jenis_display(), "alasan": usulan.alasan}
    if usulan.pengguna is None or usulan.jenis == JenisUsulanAkun.BARU:
        return kepala | IsiAkun.dari_json(usulan.isi).tampil()
    kini = IsiAkun.dari(usulan.pengguna)
    tampil = kini.tampil()
    kepala |= {k: tampil[k] for k in ("nama pengguna", "nama", "peran")}
    if usulan.jenis != JenisUsulanAkun.UBAH or usulan.status != StatusUsulanAkun.DIUSULKAN:
        return kepala
    return kepala | beda(kini, IsiAkun.dari_json(usulan.isi))


@transaction.atomic
def konfirmasi(usulan: UsulanAkun, *, dilihat: str, oleh: Pengguna, pada: datetime) -> Hasil:
    """Do what was proposed.

    :raises AturanDilanggarError: by the proposer, or by whom it is about
    :raises BentrokError: decided already, or the account changed since the page was shown
    """
    usulan = _kunci(usulan)
    pastikan_menunggu(usulan)
    pastikan_orang_lain(usulan, oleh)
    if usulan.pengguna_id == oleh.pk:
        raise AturanDilanggarError(
            "Usulan ini tentang akun Anda sendiri, jadi admin lain yang mengonfirmasinya."
        )
    pastikan_sama(dilihat, isi_usulan(usulan))
    alasan = f"usulan {usulan.pk} oleh {usulan.diusulkan_oleh.username}: {usulan.alasan}"
    hasil = _lakukan(usulan, Pelaku(oleh, alasan, pada))
    putuskan(usulan, StatusUsulanAkun.DIKONFIRMASI, "pengguna", oleh=oleh, pada=pada)
    return hasil


@transaction.atomic
def konfirmasi_operator(usulan: UsulanAkun, *, operator: str, pada: datetime) -> Hasil:
    """The same by the operator of the server, where no second admin is left."""
    usulan = _kunci(usulan)
    pastikan_menunggu(usulan)
    alasan = (
        f"operator {operator}: usulan {usulan.pk} oleh {usulan.diusulkan_oleh.username}: "
        f"{usulan.alasan}"
    )
    hasil = _lakukan(usulan, Pelaku(None, alasan, pada))
    usulan.status, usulan.operator = StatusUsulanAkun.DIKONFIRMASI, operator
    usulan.diputus_pada = pada
    usulan.save(update_fields=["status", "operator", "diputus_pada", "pengguna"])
    return hasil


@transaction.atomic
def tolak(usulan: UsulanAkun, *, alasan: str, oleh: Pengguna, pada: datetime) -> None:
    """Drop a proposal; its proposer withdraws it so."""
    usulan = _kunci(usulan)
    pastikan_menunggu(usulan)
    putuskan(usulan, StatusUsulanAkun.DITOLAK, oleh=oleh, pada=pada, alasan=alasan)
    Pelaku(oleh, f"usulan {usulan.pk}: {alasan}", pada).catat(
        JejakAkses.Tindakan.AKUN_TOLAK, usulan.untuk
    )


def _kunci(usulan: UsulanAkun) -> UsulanAkun:
    if usulan.pengguna_id:
        Pengguna.objects.select_for_update().get(pk=usulan.pengguna_id)
    return UsulanAkun.objects.select_for_update().get(pk=usulan.pk)


def _lakukan(usulan: UsulanAkun, pelaku: Pelaku) -> Hasil:
    if usulan.pengguna is None:
        isi = IsiAkun.dari_json(usulan.isi)
        pastikan_bebas(isi)
        pastikan_masa(isi, pelaku.pada)
        hasil = terapkan_baru(isi, pelaku)
        usulan.pengguna = hasil.pengguna
        return hasil
    if usulan.jenis == JenisUsulanAkun.UBAH:
        isi = IsiAkun.dari_json(usulan.isi)
        pastikan_bebas(isi, kecuali=usulan.pengguna.pk)
        pastikan_masa(isi, pelaku.pada)
        return terapkan_ubah(usulan.pengguna, isi, pelaku)
    if usulan.jenis == JenisUsulanAkun.RESET:
        return terapkan_reset(usulan.pengguna, pelaku)
    return terapkan_lepas(usulan.pengguna, pelaku)
