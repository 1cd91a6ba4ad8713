"""A promised worker gets a card: layak becomes terdaftar, with the paper that proves the KPJ."""

from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.urls import reverse

from iuran.models import BuktiKartu, Janji
from iuran.penyumbang.actions.tulis import kunci, pastikan_berjalan
from peserta.alur import pindahkan_status
from peserta.models import Peserta, Status
from peserta.orang import pastikan_kpj_bebas, perbaiki_orang
from pijar.bulan import tanggal_panjang
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna


class IsiKartu(NamedTuple):
    """The card as typed, and the number and date of the card or of BPJS's receipt."""

    kpj: str
    nomor: str
    tanggal: date


@transaction.atomic
def daftarkan(janji: Janji, isi: IsiKartu, *, oleh: Pengguna) -> None:
    """Enrol the worker of a promise; his months are paid by evidence afterwards.

    Raises BentrokError when he is not layak (any more) or the KPJ is another person's, and
    AturanDilanggarError when he has another KPJ already: that is corrected as a change of data.
    """
    kini = kunci(janji, oleh)
    pastikan_berjalan(kini)
    orang = kini.peserta
    _pastikan_layak(orang)
    if orang.kpj and orang.kpj != isi.kpj:
        raise AturanDilanggarError(
            f"{orang} sudah mempunyai KPJ {orang.kpj}. Bila yang baru ini yang benar, betulkan "
            "datanya dahulu.",
            tautan=reverse("peserta:ubah", args=[orang.pk]),
            label_tautan="Betulkan datanya",
        )
    if not orang.kpj:
        pastikan_kpj_bebas(orang, isi.kpj, oleh=oleh)
        perbaiki_orang(orang, {"kpj": isi.kpj}, penyunting=[oleh], oleh=oleh)
    BuktiKartu.objects.create(janji=kini, **isi._asdict(), oleh=oleh)
    alasan = f"Dibayar {kini.penyumbang}; bukti {isi.nomor}, {tanggal_panjang(isi.tanggal)}."
    pindahkan_status(orang, Status.TERDAFTAR, oleh=oleh, alasan=alasan[:500])


def _pastikan_layak(orang: Peserta) -> None:
    if orang.status == Status.TERDAFTAR:
        raise BentrokError(f"{orang} sudah terdaftar. Muat ulang halaman.")
    if orang.status != Status.LAYAK:
        raise BentrokError(
            f"{orang} berstatus {orang.cip.label}. Ia diverifikasi dahulu seperti semua orang; "
            "sesudah layak, kartunya dapat dicatat.",
            tautan=reverse("verifikasi:riwayat", args=[orang.pk]),
            label_tautan="Lihat pengajuannya",
        )
