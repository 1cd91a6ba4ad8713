"""Rows of an answer that decide their line now, and what applying them came to."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connection

from iuran.berkas_bpjs import kunci_orang
from iuran.buku import Batas, batasi_bulan
from iuran.jawaban.hitungan import MENENTUKAN, akhir_bantuan, isi_menentukan
from iuran.models import HasilBaris, HasilJawaban, JawabanBPJS
from pijar.bulan import nama_bulan

MAJUKAN = """
    UPDATE iuran_barisberkas l SET diterima_mulai = greatest(l.diterima_mulai, u.mulai)
    FROM unnest(%(baris)s::bigint[], %(mulai)s::date[]) AS u(id, mulai) WHERE l.id = u.id
"""


class TerapanJawaban(NamedTuple):
    """People enrolled (by a pre-check: accepted) and refused, and ledger rows made and lost."""

    terdaftar: int = 0
    ditolak: int = 0
    bulan: int = 0


class BarisJadi(NamedTuple):
    """A row of the answer that decides a line; ``mulai``: the first month that may be ours.

    ``ikut``: the person still waits for this answer; otherwise only card and line are kept.
    ``diterima``: BPJS accepted the line for payment before.
    """

    id: int
    baris_id: int
    peserta_id: int
    bantuan_id: int
    hasil: str
    keterangan: str
    hasil_baris: str
    mulai: date | None
    ikut: bool
    diterima: bool

    @property
    def berhasil(self) -> bool:
        return self.hasil != HasilJawaban.DITOLAK

    @property
    def masuk(self) -> bool:
        """Whether the person is accepted now and goes on."""
        return self.ikut and self.berhasil

    def batas(self, nomor: str) -> Batas | None:
        """The months of an earlier acceptance that this row takes back; None for none."""
        if not self.diterima or (self.berhasil and self.mulai is None):
            return None
        if self.berhasil and self.mulai:
            sebab = f"BPJS menerima mulai {nama_bulan(self.mulai)} (jawaban {nomor})"
            return Batas(self.bantuan_id, self.mulai, sebab)
        return Batas(self.bantuan_id, None, f"Ditolak BPJS (jawaban {nomor}): {self.keterangan}")


def baris_jadi(jawaban: JawabanBPJS) -> list[BarisJadi]:
    """Rows that will decide their line; locks their people first.

    A row without a month to pay waits; so does a line refused before whose person has moved on.
    """
    kolom = ", ".join(BarisJadi._fields)
    isi = isi_menentukan(jawaban)
    with connection.cursor() as kursor:
        kursor.execute(f"SELECT peserta_id FROM ({MENENTUKAN}) AS m", isi)  # noqa: S608
        kunci_orang(pk for (pk,) in kursor.fetchall())
        kursor.execute(f"SELECT {kolom} FROM ({MENENTUKAN}) AS m ORDER BY peserta_id", isi)  # noqa: S608
        semua = [BarisJadi(*b) for b in kursor.fetchall()]
    akhir = akhir_bantuan([b.peserta_id for b in semua if b.mulai])
    return [b for b in semua if _dapat(b, akhir.get(b.peserta_id))]


def batasi(jadi: Sequence[BarisJadi], nomor: str, *, pada: datetime) -> None:
    """Take back months of an earlier acceptance; the lines keep the later first month."""
    batasi_bulan([batas for b in jadi if (batas := b.batas(nomor))], pada=pada)
    majukan = [b for b in jadi if b.diterima and b.berhasil and b.mulai]
    isi: dict[str, Any] = {
        "baris": [b.baris_id for b in majukan],
        "mulai": [b.mulai for b in majukan],
    }
    with connection.cursor() as kursor:
        kursor.execute(MAJUKAN, isi)


def _dapat(b: BarisJadi, akhir: date | None) -> bool:
    """Whether the row may decide its line now."""
    if b.hasil_baris == HasilBaris.DITOLAK and not b.ikut:
        return False
    return not (b.masuk and b.mulai and (akhir is None or akhir < b.mulai))
