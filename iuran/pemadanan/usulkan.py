"""Propose the life events that a list reports: one of them, or all of a bin in one job."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from django.db import transaction

from iuran.models import MELAPORKAN, BarisPadanan, DaftarPadanan, HasilPadanan, StatusPemadanan
from iuran.pemadanan.keadaan import pastikan_berstatus, pastikan_seluruh_kota, siap
from iuran.pemadanan.usulan import halangan, susun_usulan
from peserta.models import Peserta, UsulanPeristiwa
from pijar import tugas
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna, Tugas

S = StatusPemadanan
SEKALI = 1_000


class HasilUsul(NamedTuple):
    """The number of proposals; of each person left out the name, kelurahan and reason."""

    diusulkan: int
    tinggal: list[tuple[str, str, str]]


@transaction.atomic
def usulkan_baris(baris: BarisPadanan, *, oleh: Pengguna, pada: date) -> UsulanPeristiwa:
    """Propose the event of one row. Raises BentrokError with the reason when it cannot be."""
    pastikan_seluruh_kota(oleh)
    daftar = DaftarPadanan.objects.select_for_update(no_key=True).get(pk=baris.daftar_id)
    pastikan_berstatus(daftar, [S.DITERAPKAN])
    if baris.hasil not in MELAPORKAN:
        raise AturanDilanggarError("Baris ini tidak melaporkan peristiwa.")
    usulan, tinggal = _usulkan(daftar, [baris.pk], oleh=oleh, pada=pada)
    if tinggal:
        raise BentrokError(tinggal[0][2])
    return usulan[0]


@transaction.atomic
def minta_usulkan(daftar: DaftarPadanan, hasil: HasilPadanan, *, oleh: Pengguna) -> Tugas:
    """Order that all of a bin be proposed; a second click returns the waiting job.

    Raises AturanDilanggarError unless the list is in use and the bin reports an event.
    """
    pastikan_seluruh_kota(oleh)
    if hasil not in MELAPORKAN:
        raise AturanDilanggarError("Kelompok ini tidak melaporkan peristiwa.")
    daftar = siap(daftar.pk, S.DITERAPKAN)
    daftar.tugas = tugas.buat(
        "iuran.usulkan_padanan",
        judul=f"Mengusulkan peristiwa dari {daftar}: {hasil.label}",
        oleh=oleh,
        parameter={"daftar": daftar.pk, "hasil": hasil.value},
        kunci=f"pemadanan-{daftar.pk}",
    )
    daftar.save(update_fields=["tugas"])
    return daftar.tugas


@transaction.atomic
def usulkan_banyak(
    pk: int, hasil: str, *, oleh: Pengguna, pada: date, maju: Callable[[int, int], None]
) -> HasilUsul:
    """Propose the events of a bin, all in one transaction; another admin records them.

    A second run finds the proposals waiting and adds none. Raises AturanDilanggarError when the
    list is no longer in use.
    """
    pastikan_seluruh_kota(oleh)
    daftar = DaftarPadanan.objects.select_for_update(no_key=True).get(pk=pk)
    pastikan_berstatus(daftar, [S.DITERAPKAN])
    semua = daftar.daftar_baris.filter(hasil=hasil).melaporkan().order_by("peserta")
    pks = list(semua.values_list("pk", flat=True))
    diusulkan, tinggal = 0, []
    for awal in range(0, len(pks), SEKALI):
        usulan, sisa = _usulkan(
            daftar, pks[awal : awal + SEKALI], oleh=oleh, pada=pada, banyak=True
        )
        diusulkan += len(usulan)
        tinggal += sisa
        maju(min(awal + SEKALI, len(pks)), len(pks))
    return HasilUsul(diusulkan, tinggal)


def _usulkan(
    daftar: DaftarPadanan, pks: list[int], *, oleh: Pengguna, pada: date, banyak: bool = False
) -> tuple[list[UsulanPeristiwa], list[tuple[str, str, str]]]:
    """Lock the people and the rows, look at what is known of each now, propose the rest."""
    semua = BarisPadanan.objects.filter(pk__in=pks)
    kunci = Peserta.objects.filter(pk__in=semua.order_by().values("peserta"))
    kunci = kunci.select_for_update(of=("self",), no_key=True).select_related("kelurahan")
    orang = {p.pk: p for p in kunci.order_by("pk")}
    list(semua.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    baru: list[BarisPadanan] = []
    tinggal = []
    for baris in semua.dengan_langkah().order_by("pk"):
        p = orang[baris.peserta_id or 0]
        if sebab := halangan(baris, p, daftar, pada=pada):
            tinggal.append((p.nama, p.kelurahan.nama, sebab))
        else:
            baris.usulan = susun_usulan(baris, p, daftar, oleh=oleh, sekaligus=banyak)
            baru.append(baris)
    usulan = UsulanPeristiwa.objects.bulk_create(b.usulan for b in baru if b.usulan)
    BarisPadanan.objects.bulk_update(baru, ["usulan"], batch_size=SEKALI)
    return usulan, tinggal
