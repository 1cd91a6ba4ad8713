"""By when the oldest of what waits must be done: the due day of a queue, where there is one."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Min, Q, QuerySet

from iuran.models import StatusKlaim
from iuran.perlindungan import batas_sk, jatuh_tempo
from pijar.bulan import WIB
from verifikasi.models import BatasLayanan, TahapLayanan

Tempo = Callable[[QuerySet[Any, Any]], date | None]


def kata_tempo(tempo: date | None, pada: date) -> str:
    """``lewat 3 hari``, ``hari ini``, ``12 hari lagi``; empty without a due day."""
    if tempo is None:
        return ""
    sisa = (tempo - pada).days
    if sisa < 0:
        return f"lewat {-sisa} hari"
    return f"{sisa} hari lagi" if sisa else "hari ini"


def tagihan(daftar: QuerySet[Any, Any]) -> date | None:
    """Of bills: the day of the kode iuran, else that of the month."""
    isi = daftar.order_by().aggregate(
        kode=Min("kode_iuran_tempo"), bulan=Min("bulan", filter=Q(kode_iuran_tempo=None))
    )
    hari = [isi["kode"], isi["bulan"] and jatuh_tempo(isi["bulan"])]
    return min((h for h in hari if h), default=None)


def bulan_iuran(daftar: QuerySet[Any, Any]) -> date | None:
    """Of months of the ledger that no bill names."""
    bulan = _tertua(daftar, "bulan")
    return jatuh_tempo(bulan) if bulan else None


def klaim(daftar: QuerySet[Any, Any]) -> date | None:
    """Of claims: the last day to report those that were not handed in."""
    return _tertua(daftar.filter(status=StatusKlaim.TERBUKA), "batas")


def keberatan(daftar: QuerySet[Any, Any]) -> date | None:
    """Of objections: the day of the answer."""
    return _tertua(daftar, "batas")


def pengajuan(daftar: QuerySet[Any, Any]) -> date | None:
    """Of cases: the service limit of the oldest one's day, counted from the submission."""
    saat = _tertua(daftar, "diajukan_pada")
    if saat is None:
        return None
    batas = BatasLayanan.objects.pada(TahapLayanan.PUTUSAN, saat.astimezone(WIB).date())
    return _sesudah(saat, batas.hari) if batas else None


def berkas(daftar: QuerySet[Any, Any]) -> date | None:
    """Of files at BPJS: the day on which its answer is late."""
    return _sesudah(_tertua(daftar, "dikirim_pada"), settings.KARTU_TERLAMBAT_HARI)


def kartu(daftar: QuerySet[Any, Any]) -> date | None:
    """Of cards that are late (with ``sejak``): the day from which they were."""
    return _sesudah(_tertua(daftar, "sejak"), settings.KARTU_TERLAMBAT_HARI)


def perpanjangan(daftar: QuerySet[Any, Any]) -> date | None:
    """Of lines of extensions: the last day for their decree."""
    bulan = _tertua(daftar, "perpanjangan__bulan_terakhir")
    return batas_sk(bulan) if bulan else None


def _tertua(daftar: QuerySet[Any, Any], kolom: str) -> Any:
    return daftar.order_by().aggregate(tertua=Min(kolom))["tertua"]


def _sesudah(saat: date | None, hari: int) -> date | None:
    if saat is None:
        return None
    awal = saat.astimezone(WIB).date() if isinstance(saat, datetime) else saat
    return awal + timedelta(days=hari)
