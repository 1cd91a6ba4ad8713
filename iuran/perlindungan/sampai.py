"""Until when each of a few people is protected, or since when not: one sentence of each."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from iuran.perlindungan.aturan import TERLINDUNGI, Cakupan
from iuran.perlindungan.bulan import Bulan
from iuran.perlindungan.orang import (
    Perlindungan,
    deret_bulan,
    lunas_sampai,
    masa_kepesertaan,
    tidak_sejak,
)
from iuran.perlindungan.ujung import bantuan_ditahan, ujung
from peserta.models import JenisPeristiwa, Peristiwa
from pijar.bulan import nama_bulan

Keadaan = Mapping[int, tuple[str, int]]
"""The cover of people by id: its state, and the months past their due day."""


def kalimat_lindung(keadaan: Keadaan, pada: date) -> dict[int, str]:
    """The sentence of each person of ``keadaan``, which :func:`cakupan_orang` says of ``pada``.

    The end is the last month that grants give without a gap, as the list "Siapa habis kapan" counts
    it. The number of queries does not grow with the people.
    """
    aman = [pk for pk, (cakupan, _) in keadaan.items() if cakupan in TERLINDUNGI]
    lain = [pk for pk in keadaan if pk not in {*aman}]
    return _terlindungi(aman, keadaan, pada) | _tidak(lain, keadaan, pada)


def kalimat_orang(orang: int, lindung: Perlindungan) -> str:
    """The same sentence of one person (id), of whom :func:`perlindungan` was asked already."""
    cakupan = lindung.status.value if lindung.status.value in Cakupan.values else ""
    if cakupan in TERLINDUNGI:
        keadaan = {orang: (cakupan, lindung.tunggakan)}
        return _terlindungi([orang], keadaan, lindung.pada)[orang]
    return _kalimat(cakupan, lindung.bulan, lindung.pada, lindung.meninggal)


def _terlindungi(orang: Sequence[int], keadaan: Keadaan, pada: date) -> dict[int, str]:
    if not orang:
        return {}
    tahu = {pk: keadaan[pk][0] for pk in orang}
    akhir = replace(ujung(pada, tahu=tahu), ditahan=bantuan_ditahan(orang)).orang(orang)
    hasil = {}
    for pk in orang:
        cakupan, tunggakan = keadaan[pk]
        sampai = f" sampai {nama_bulan(akhir[pk].akhir)}" if pk in akhir else ""
        tenggang = cakupan == Cakupan.TENGGANG
        belum = f"; iuran belum dibayar {tunggakan} bulan" if tenggang else ""
        hasil[pk] = f"Terlindungi{sampai}{belum}"
    return hasil


def _tidak(orang: Sequence[int], keadaan: Keadaan, pada: date) -> dict[int, str]:
    if not orang:
        return {}
    semua, mati = deret_bulan(orang, pada), _meninggal(orang)
    return {pk: _kalimat(keadaan[pk][0], bulan, pada, mati.get(pk)) for pk, bulan in semua.items()}


def _kalimat(cakupan: str, bulan: Sequence[Bulan], pada: date, mati: date | None) -> str:
    if cakupan == Cakupan.DI_LUAR:
        lunas = lunas_sampai(bulan, masa_kepesertaan(bulan, pada))
        sampai = f" sampai {nama_bulan(lunas)}" if lunas else ""
        return f"Masih dijamin BPJS{sampai}, sudah keluar program"
    if cakupan == Cakupan.BELUM_AKTIF:
        return "Belum terlindungi: iuran pertama belum tercatat dibayar"
    terhenti = mati or cakupan == Cakupan.NONAKTIF  # months of who lapsed are not billed
    mulai = "" if terhenti else _mulai(bulan)
    if sejak := tidak_sejak(bulan, pada, mati):
        lagi = f"; dibiayai lagi mulai {mulai}" if mulai else ""
        return f"Tidak terlindungi sejak {nama_bulan(sejak)}{lagi}"
    return f"Belum terlindungi: dibiayai mulai {mulai}" if mulai else "Belum pernah terlindungi"


def _mulai(bulan: Sequence[Bulan]) -> str:
    """The first month to come, in words; empty without one."""
    return next((nama_bulan(b.bulan) for b in bulan if b.akan_datang and b.hidup), "")


def _meninggal(orang: Sequence[int]) -> dict[int, date]:
    """The day of death of those who died."""
    mati = Peristiwa.objects.filter(
        peserta__in=orang, jenis=JenisPeristiwa.MENINGGAL, dibatalkan_pada=None
    )
    return dict(mati.order_by().values_list("peserta", "tanggal"))
