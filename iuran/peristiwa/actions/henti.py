"""Propose to stop many people in one job; another admin records them."""

from collections.abc import Callable, Sequence
from datetime import date

from django.db import transaction

from iuran.peristiwa.actions.usulan import HasilBanyak, periksa_usulan
from iuran.peristiwa.akibat import terbuka_di_atas
from iuran.peristiwa.henti import RencanaHenti, pratinjau_henti
from iuran.perlindungan import tanpa_perlindungan
from peserta.models import Peserta, UsulanPeristiwa
from pijar.errors import AturanDilanggarError
from pijar.models import Pengguna


@transaction.atomic
def usulkan_henti(
    pks: Sequence[int],
    rencana: RencanaHenti,
    *,
    oleh: Pengguna,
    pada: date,
    maju: Callable[[int, int], None],
    terlindungi: bool = False,
) -> HasilBanyak:
    """Propose to stop these people, all in one transaction; nobody stops before another admin acts.

    Who cannot go along is returned with the reason. A second call finds the proposals waiting and
    adds none. Only within the area of ``oleh``. ``terlindungi``: also who is protected goes along.
    """
    semua = Peserta.objects.for_petugas(oleh).filter(pk__in=pks)
    orang = list(semua.select_for_update(of=("self",)).order_by("pk").select_related("kelurahan"))
    tanpa = tanpa_perlindungan(semua, pada).order_by().values_list("pk", flat=True)
    habis = None if terlindungi else tanpa
    hasil = pratinjau_henti(orang, habis, rencana, pada=pada)
    tinggal = [(t.peserta.nama, t.peserta.kelurahan.nama, t.sebab) for t in hasil.tertinggal]
    ikut = set(hasil.ikut)
    usulan = []
    for nomor, p in enumerate(orang, 1):
        if p.pk in ikut:
            if sebab := _halangan_terakhir(p, rencana, pada):
                tinggal.append((p.nama, p.kelurahan.nama, sebab))
            else:
                usulan.append(_usulan(p, rencana, oleh))
        maju(nomor, len(orang))
    UsulanPeristiwa.objects.bulk_create(usulan)
    return HasilBanyak(len(usulan), tinggal)


def _halangan_terakhir(p: Peserta, rencana: RencanaHenti, pada: date) -> str:
    """What only a look at this person shows: the same event, or an open matter of a decree."""
    try:
        periksa_usulan(p, rencana.jenis, rencana.tanggal, pada=pada)
    except AturanDilanggarError as galat:
        return galat.kalimat
    return next(iter(terbuka_di_atas(p)), "")


def _usulan(p: Peserta, rencana: RencanaHenti, oleh: Pengguna) -> UsulanPeristiwa:
    return UsulanPeristiwa(
        peserta=p,
        jenis=rencana.jenis,
        tanggal=rencana.tanggal,
        keterangan=rencana.keterangan,
        sekaligus=True,
        oleh=oleh,
    )
