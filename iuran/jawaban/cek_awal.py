"""Apply a pre-check where the first payment comes before the card: who may be paid, from when."""

from collections.abc import Sequence
from datetime import datetime

from iuran.berkas_bpjs import terima_baris
from iuran.jawaban.jadi import BarisJadi, TerapanJawaban, batasi
from iuran.models import BarisBerkas


def terima_menurut(jadi: Sequence[BarisJadi], nomor: str, *, pada: datetime) -> TerapanJawaban:
    """Accept people for payment, and take back who was accepted before and is refused now.

    Nobody changes their status: the card is still to come, and a refused person leaves the batch by
    a step of their own. The people are locked.
    """
    batasi(jadi, nomor, pada=pada)
    ditolak = [b.baris_id for b in jadi if b.diterima and not b.berhasil]
    BarisBerkas.objects.filter(pk__in=ditolak).update(diterima_mulai=None, diterima_pada=None)
    baru = {b.baris_id: b.mulai for b in jadi if b.masuk and not b.diterima and b.mulai}
    bulan = terima_baris(baru, pada=pada)
    return TerapanJawaban(len(baru), len(ditolak), bulan)
