"""The look at everybody on a draft before it is frozen: who falls out, named with the reason."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet

from peserta.models import Peserta, Status
from pijar.errors import BentrokError
from pijar.models import Pengguna
from pijar.rupiah import ribuan
from pijar.samar import samarkan
from verifikasi.actions.penetapan import lepas_baris
from verifikasi.actions.sk_perpanjangan import tak_lanjut
from verifikasi.actions.tinjau_ulang import kirim_ulang
from verifikasi.actions.tinjauan import catat_lihat, catat_tak_lanjut
from verifikasi.models import BarisPenetapan, Penetapan, Saat, SaatTinjauan
from verifikasi.sebab import PER_KODE
from verifikasi.tinjau import Lihat, lihat, yang_gugur

CONTOH_NAMA = 3


class Keluar(NamedTuple):
    """A line that is struck off, and why."""

    baris: BarisPenetapan
    sebab: str


class Gugur(NamedTuple):
    """Lines of a draft whose people fall out: why, and the looks that found it.

    ``lanjut`` are the lines of extensions with the code of the reason.
    """

    sebab: dict[int, str]
    lanjut: dict[int, str]
    layak: list[Lihat]


def gugur_dari(penetapan: Penetapan, *, pada: date) -> Gugur:
    """Who on the draft may not be extended, or is layak and does not meet the criteria any more."""
    lanjut = tak_lanjut(penetapan, pada=pada)
    layak = yang_gugur(_layak(penetapan), saat=Saat.PEMBEKUAN, pada=pada)
    baris = penetapan.daftar_baris.filter(peserta__in=layak).values_list("pk", "peserta")
    sebab = {pk: PER_KODE[kode].kalimat for pk, kode in lanjut.items()}
    return Gugur(
        sebab | {pk: layak[orang].kalimat for pk, orang in baris}, lanjut, list(layak.values())
    )


def daftar_keluar(sebab: Mapping[int, str]) -> list[Keluar]:
    """The lines with their people, by name."""
    baris = BarisPenetapan.objects.filter(pk__in=sebab).select_related(
        "peserta__kelurahan__kecamatan"
    )
    return [Keluar(b, sebab[b.pk]) for b in baris.order_by("peserta__nama", "pk")]


def coret(penetapan: Penetapan, gugur: Gugur, *, oleh: Pengguna, pada: date) -> int:
    """Strike these lines off the draft; layak people go through verification again.

    Returns how many. The people are locked already.
    """
    if not gugur.sebab:
        return 0
    catat_tak_lanjut(penetapan, gugur.lanjut, oleh=oleh, pada=pada)
    jumlah = lepas_baris(penetapan.daftar_baris.filter(pk__in=gugur.sebab))
    kirim_ulang(gugur.layak, pada=pada, oleh=oleh, penetapan=penetapan)
    return jumlah


def pastikan_tetap(penetapan: Penetapan, *, pada: date, tautan: str) -> None:
    """Raise BentrokError when somebody on the draft falls out.

    ``tautan`` leads to the page that names them all.
    """
    sebab = gugur_dari(penetapan, pada=pada).sebab
    if not sebab:
        return
    beberapa = daftar_keluar(dict(list(sebab.items())[:CONTOH_NAMA]))
    contoh = "; ".join(
        f"{k.baris.peserta.nama} ({samarkan(k.baris.peserta.nik)}): "
        f"{k.sebab[:1].lower()}{k.sebab[1:].rstrip('.')}"
        for k in beberapa
    )
    lain = ", dan lainnya" if len(sebab) > CONTOH_NAMA else ""
    raise BentrokError(
        f"{ribuan(len(sebab))} orang tidak lagi memenuhi syarat: {contoh}{lain}. Keluarkan mereka "
        "dahulu.",
        tautan=tautan,
        label_tautan="Lihat siapa saja",
    )


def catat_pembekuan(penetapan: Penetapan, *, oleh: Pengguna, pada: date) -> None:
    """Keep the look at every layak person whom the decree takes."""
    semua = lihat(_layak(penetapan), saat=Saat.PEMBEKUAN, pada=pada)
    catat_lihat(semua, SaatTinjauan.PEMBEKUAN, pada=pada, oleh=oleh, penetapan=penetapan)


def _layak(penetapan: Penetapan) -> QuerySet[Peserta]:
    baris = penetapan.daftar_baris.order_by().values("peserta")
    return Peserta.objects.filter(pk__in=baris, status=Status.LAYAK)
