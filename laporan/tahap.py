"""Stages of people on a past day, and their moves in a month, from the history of the status."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from iuran.models import BarisSaldoAwal, Iuran, StatusSaldo
from peserta.models import Peserta, RiwayatStatus, Status
from pijar.bulan import besok
from verifikasi.models import Penggabungan


def jumlah_tahap(hari: date) -> Counter[str]:
    """How many people stood at each status on ``hari``.

    Who moved later stood where their first later move began, and who came later did not stand
    anywhere; a merge that came later is no merge yet.
    """
    jumlah: Counter[str] = Counter()
    for (status, _), n in tahap_menurut(hari).items():
        jumlah[status] += n
    return jumlah


def tahap_menurut(hari: date, kolom: str = "jenis_kelamin") -> Counter[tuple[str, Any]]:
    """The same by a column of the person too, whose values are few."""
    orang = orang_pada(hari)
    jumlah: Counter[tuple[str, Any]] = Counter()
    for kini, isi, n in orang.values_list("status", kolom).annotate(n=Count("pk")):
        jumlah[kini, isi] = n
    pindah = pindah_kemudian(hari, orang)
    for kini, isi, dari in pindah.values_list("peserta__status", f"peserta__{kolom}", "dari"):
        jumlah[kini, isi] -= 1
        jumlah[dari, isi] += 1
    return jumlah


def orang_pada(hari: date) -> QuerySet[Peserta]:
    """Everybody who was there on ``hari``; who was merged by then is the other person."""
    batas = besok(hari)
    lebur = Penggabungan.objects.filter(digabung_pada__gte=batas, dibatalkan_pada=None)
    utuh = Q(digabung_ke=None) | Q(pk__in=lebur.values("kalah"))
    return Peserta.objects.filter(utuh, dibuat_pada__lt=batas).order_by()


def pindah_kemudian(hari: date, orang: QuerySet[Peserta]) -> QuerySet[RiwayatStatus]:
    """The first move after ``hari`` of each of these people who moved since."""
    pindah = RiwayatStatus.objects.filter(pada__gte=besok(hari), peserta__in=orang)
    return pindah.order_by("peserta_id", "pk").distinct("peserta_id")


def perpindahan(bulan: date, hari: date) -> dict[Status, int]:
    """Count people who became terdaftar and who stopped being it, in ``bulan`` up to ``hari``.

    People of an opening balance were enrolled before, so they are not new. When an officer undoes a
    stop by ``hari``, neither the stop nor the return to terdaftar counts. A person who stops before
    being terdaftar had no cover to lose, unless BPJS took payment before the card was there.
    """
    pindah, syarat = baris_pindah(bulan, hari)
    hitungan: dict[str, int] = pindah.aggregate(
        **{s.value: Count("peserta", filter=q, distinct=True) for s, q in syarat.items()}
    )
    return {s: hitungan[s.value] for s in syarat}


def baris_pindah(bulan: date, hari: date) -> tuple[QuerySet[RiwayatStatus], dict[Status, Q]]:
    """The moves of :func:`perpindahan`, and which of them each count takes."""
    saldo_awal = BarisSaldoAwal.objects.filter(
        peserta=OuterRef("peserta"), dipilih=True, saldo__status=StatusSaldo.DITERAPKAN
    )
    dicabut = RiwayatStatus.objects.filter(
        Q(ke=OuterRef("dari")) | Q(ke=Status.TERDAFTAR),
        peserta=OuterRef("peserta"),
        pk__gt=OuterRef("pk"),
        dari=Status.BERHENTI,
        pada__lt=besok(hari),
    )
    berbulan = Iuran.objects.hidup().filter(
        peserta=OuterRef("peserta"), bulan__lte=OuterRef("pada")
    )
    berlindung = Q(dari=Status.TERDAFTAR) | Q(dari=Status.DIDAFTARKAN) & Q(Exists(berbulan))
    dulu = Q(dari__in=["", Status.BERHENTI]) | Q(dari=Status.LAYAK) & Q(Exists(saldo_awal))
    syarat = {
        Status.TERDAFTAR: Q(ke=Status.TERDAFTAR) & ~dulu,
        Status.BERHENTI: Q(berlindung, ke=Status.BERHENTI) & ~Q(Exists(dicabut)),
    }
    waktu = (besok(bulan - timedelta(days=1)), besok(hari))
    pindah = RiwayatStatus.objects.filter(ke__in=syarat, pada__gte=waktu[0], pada__lt=waktu[1])
    return pindah, syarat
