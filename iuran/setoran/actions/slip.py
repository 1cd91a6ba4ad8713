"""Record the slip by which a civil servant paid months of his workers."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from django.db import transaction

from iuran.buku import BulanBukti, IsiBukti, harga_bulan, pastikan_seluruh_kota, tulis_bukti
from iuran.models import Janji, JenisBayar, KanalBayar, Pembayaran, Penyumbang, SlipPenyumbang
from iuran.penyumbang import perpanjang
from iuran.setoran.aturan import (
    FaktaJanji,
    Pilihan,
    salah_bulan,
    salah_jumlah,
    salah_kertas,
)
from iuran.setoran.keadaan import fakta_janji, nomor_dipakai, tercatat
from iuran.tagihan import Salah, rapikan_nomor, simpan_pindaian
from peserta.models import Peserta
from pijar.errors import AturanDilanggarError
from pijar.models import Pengguna
from pijar.unggahan import Bersih


class IsiSlip(NamedTuple):
    """A slip as typed. ``nominal``: rupiah on the paper; ``pilihan``: months of each promise."""

    penyumbang_id: int
    nomor: str
    tanggal: date
    kanal: KanalBayar
    nominal: int
    pilihan: Sequence[Pilihan]


class Pindai(NamedTuple):
    """The scan of the slip: its clean copy, the name of the file, the SHA-256 of what came."""

    bersih: Bersih
    nama: str
    sidik: str


@transaction.atomic
def catat_slip(
    isi: IsiSlip, *, oleh: Pengguna, pada: date, pindai: Pindai | None = None
) -> Pembayaran:
    """Write the slip and the months that it pays, all or none; a promise is renewed as far.

    ``pada`` is today. A second click finds the same paper and returns its payment. Raises
    AturanDilanggarError with the first reason why not (:func:`salah_slip`), BentrokError when
    somebody else was first.
    """
    pastikan_seluruh_kota(oleh)
    isi = isi._replace(nomor=rapikan_nomor(isi.nomor))
    fakta = fakta_janji(_kunci(isi))
    if lama := tercatat(isi.penyumbang_id, isi.nomor, isi.tanggal, isi.nominal):
        return lama
    if salah := next(salah_slip(fakta, isi, pada), None):
        raise AturanDilanggarError(salah.kalimat)
    _perpanjang(fakta, isi, oleh=oleh, pada=pada)
    bukti = IsiBukti(JenisBayar.SLIP, isi.nomor, isi.tanggal, isi.nominal)
    pembayaran = tulis_bukti(bukti, bulan_slip(fakta, isi.pilihan), oleh=oleh)
    SlipPenyumbang.objects.create(
        pembayaran=pembayaran, penyumbang_id=isi.penyumbang_id, kanal=isi.kanal
    )
    if pindai:
        simpan_pindaian(
            pembayaran, bersih=pindai.bersih, nama=pindai.nama, sidik=pindai.sidik, oleh=oleh
        )
    return pembayaran


def _kunci(isi: IsiSlip) -> list[Janji]:
    """Lock the donor, his workers, then the promises that the slip names.

    So whoever writes months of these people, or another slip of this donor, waits.
    """
    Penyumbang.objects.select_for_update(no_key=True).get(pk=isi.penyumbang_id)
    pks = [p.janji_id for p in isi.pilihan]
    milik = Janji.objects.filter(pk__in=pks, penyumbang=isi.penyumbang_id)
    orang = Peserta.objects.filter(pk__in=milik.order_by().values("peserta"))
    list(orang.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    terkunci = milik.select_for_update(of=("self",)).select_related("peserta")
    return list(terkunci.order_by("pk"))


def salah_slip(fakta: Sequence[FaktaJanji], isi: IsiSlip, pada: date) -> Iterator[Salah]:
    """Everything that is wrong with the slip, as sentences for the fields of its form."""
    yield from salah_kertas(isi.nomor, isi.tanggal, pada, nomor_dipakai(isi.nomor))
    per_janji = {f.pk: f for f in fakta}
    if not isi.pilihan:
        yield Salah("janji", "Centang pekerja yang dibayar dengan bukti ini.")
        return
    salah = []
    for pilihan in isi.pilihan:
        if f := per_janji.get(pilihan.janji_id):
            salah += [Salah(f"mulai_{f.pk}", kata) for kata in salah_bulan(f, pilihan)]
        else:
            salah.append(Salah("janji", "Salah satu janji itu bukan milik penyumbang ini."))
    yield from salah
    if not salah:
        bulan = bulan_slip(fakta, isi.pilihan)
        yield from salah_jumlah(isi.nominal, harga_bulan(bulan), len(bulan))


def bulan_slip(fakta: Sequence[FaktaJanji], pilihan: Sequence[Pilihan]) -> list[BulanBukti]:
    """The months of workers that the choices name."""
    orang = {f.pk: f.peserta_id for f in fakta}
    return [BulanBukti(p.janji_id, orang[p.janji_id], b) for p in pilihan for b in p.bulan]


def _perpanjang(fakta: Sequence[FaktaJanji], isi: IsiSlip, *, oleh: Pengguna, pada: date) -> None:
    """Move the last month of every promise on to the last month paid."""
    per_janji = {f.pk: f for f in fakta}
    alasan = f"dibayar menurut bukti bayar {isi.nomor}"
    for p in isi.pilihan:
        if p.bulan[-1] > per_janji[p.janji_id].sampai:
            janji = Janji.objects.get(pk=p.janji_id)
            perpanjang(janji, p.bulan[-1], alasan=alasan, oleh=oleh, pada=pada)
