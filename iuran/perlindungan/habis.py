"""Whom BPJS accepts without their being protected today, and why: never hidden.

The status of a person says that BPJS knows them; cover is another fact. An admin extends, enrols
again or stops; nothing here moves anybody.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet

from iuran.models import Iuran
from iuran.perlindungan.aturan import Cakupan, PilihanCakupan
from iuran.perlindungan.bayar import dibayar
from iuran.perlindungan.cakupan import bercakupan, cakupan_orang, keadaan_lain
from iuran.perlindungan.dugaan import bukan_satu_pun
from peserta.models import Peserta, Status
from peserta.models.peserta import PesertaQuerySet
from pijar.bulan import awal_bulan, nama_bulan, tambah_bulan
from pijar.nada import Bernada, Nada

BULAN_DISEBUT = 3


class SebabHabis(Bernada):
    """Why somebody who is terdaftar is not protected."""

    NONAKTIF = "nonaktif", Nada.BURUK, "Nonaktif"
    BELUM_AKTIF = "belum_aktif", Nada.PROSES, "Belum aktif"
    TANPA_BULAN = "tanpa_bulan", Nada.AKHIR, "Habis atau jeda"


class OrangHabis(NamedTuple):
    """One person of the work list; ``sebab`` tells the cause, ``langkah`` the next step."""

    orang: Peserta
    keadaan: SebabHabis
    sebab: str
    langkah: str


def tanpa_perlindungan(di: PesertaQuerySet, pada: date, keadaan: str = "") -> PesertaQuerySet:
    """Those of ``di`` whom BPJS accepts and who are not protected on ``pada``, of one state or all.

    They are terdaftar, or accepted for payment while their card is to come.
    """
    menunggu = Q(status=Status.DIDAFTARKAN) & Exists(_punya_bulan())
    terdaftar = di.filter(Q(status=Status.TERDAFTAR) | menunggu, digabung_ke=None)
    if keadaan in (SebabHabis.NONAKTIF, SebabHabis.BELUM_AKTIF):
        return bercakupan(terdaftar, keadaan, pada)
    semua = bercakupan(terdaftar, PilihanCakupan.TANPA, pada)
    if keadaan == SebabHabis.TANPA_BULAN:
        lain = (Cakupan.NONAKTIF, Cakupan.BELUM_AKTIF)
        tahu = keadaan_lain(lain, pada, di=terdaftar)
        semua = semua.filter(bukan_satu_pun("pk", [pk for pk, k in tahu.items() if k in lain]))
    return semua


def _punya_bulan() -> QuerySet[Iuran]:
    """For a query on Peserta: months that BPJS accepted before the card is there."""
    return Iuran.objects.hidup().filter(peserta=OuterRef("pk"))


def sebab_habis(orang: Sequence[Peserta], pada: date) -> list[OrangHabis]:
    """The cause for each of a page's people, from three look-ups whatever their number."""
    pks = [p.pk for p in orang]
    cakupan = cakupan_orang(pks, pada)
    belum = _belum_dibayar(pks, pada)
    rentang = _rentang(pks, pada)
    hasil = []
    for p in orang:
        if cakupan[p.pk].cakupan == Cakupan.NONAKTIF:
            langkah = "Catat SP2D-nya bila sudah dibayar; bila tidak, aktifkan kembali."
            satu = (SebabHabis.NONAKTIF, _kalimat_belum(belum[p.pk]), langkah)
        elif cakupan[p.pk].cakupan == Cakupan.BELUM_AKTIF:
            sebab = f"Pembayaran pertama belum tercatat. {_kalimat_belum(belum[p.pk])}"
            satu = (SebabHabis.BELUM_AKTIF, sebab, "Tagih dan catat pembayarannya.")
        else:
            satu = (SebabHabis.TANPA_BULAN, *_kalimat_tanpa(*rentang.get(p.pk, (None, None))))
        keadaan, sebab, langkah = satu
        if p.menunggu_kartu:
            langkah = f"{langkah} Kartunya (KPJ) menyusul."
        hasil.append(OrangHabis(p, keadaan, sebab, langkah))
    return hasil


def _belum_dibayar(pks: Sequence[int], pada: date) -> dict[int, list[tuple[date, str]]]:
    """The last unpaid months up to ``pada``'s of each person, with the bill that asks for them."""
    belum: defaultdict[int, list[tuple[date, str]]] = defaultdict(list)
    awal = tambah_bulan(awal_bulan(pada), -12)
    baris = (
        Iuran.objects.hidup()
        .filter(peserta__in=pks, bulan__range=(awal, pada))
        .exclude(dibayar("lte", pada))
        .order_by("bulan")
    )
    for pk, bulan, nomor in baris.values_list("peserta", "bulan", "tagihan__nomor"):
        belum[pk].append((bulan, nomor or ""))
    return belum


def _kalimat_belum(belum: Sequence[tuple[date, str]]) -> str:
    """No payment recorded for the first unpaid bills, and which months no bill asks for."""
    bagian = []
    nomor = [n for _, n in belum if n][:BULAN_DISEBUT]
    if nomor:
        bagian.append(f"Tidak ada pembayaran tercatat untuk {', '.join(nomor)}.")
    tanpa = [nama_bulan(b) for b, n in belum if not n]
    if tanpa:
        lain = f" dan {len(tanpa) - BULAN_DISEBUT} bulan lain" * (len(tanpa) > BULAN_DISEBUT)
        bagian.append(f"Belum ditagih: {', '.join(tanpa[:BULAN_DISEBUT])}{lain}.")
    return " ".join(bagian)


def _rentang(pks: Sequence[int], pada: date) -> dict[int, tuple[date | None, date | None]]:
    """The last live month before ``pada``'s and the first one after it, of each person."""
    bulan = awal_bulan(pada)
    hidup = Iuran.objects.hidup().filter(peserta__in=pks).order_by().values("peserta")
    lalu = hidup.filter(bulan__lt=bulan).annotate(n=Max("bulan"))
    nanti = hidup.filter(bulan__gt=bulan).annotate(n=Min("bulan"))
    terakhir = {b["peserta"]: b["n"] for b in lalu}
    berikut = {b["peserta"]: b["n"] for b in nanti}
    return {pk: (terakhir.get(pk), berikut.get(pk)) for pk in pks}


def _kalimat_tanpa(lalu: date | None, nanti: date | None) -> tuple[str, str]:
    if lalu and nanti:
        sebab = f"Jeda: dibiayai sampai {nama_bulan(lalu)}, lagi mulai {nama_bulan(nanti)}."
        return sebab, "Beri tahu orangnya bahwa bulan di antaranya tidak terlindungi."
    if nanti:
        return f"Menunggu mulai {nama_bulan(nanti)}.", "Tunggu bulannya."
    if lalu:
        sebab = f"Bantuan berakhir {nama_bulan(lalu)} dan tidak disambung."
        return sebab, "Tetapkan lagi, atau hentikan bila tidak lagi memenuhi kriteria."
    return "Tidak ada bulan yang pernah tercatat.", "Periksa penetapan dan jawaban BPJS-nya."
