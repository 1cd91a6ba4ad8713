"""Stages of people on a past day, and their moves in a month, from the history of the status."""

from collections import Counter
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q

from iuran.models import BarisSaldoAwal, Iuran, StatusSaldo
from peserta.models import Peserta, RiwayatStatus, Status
from pijar.bulan import besok
from verifikasi.models import Penggabungan


def jumlah_tahap(hari: date) -> Counter[str]:
    """How many people stood at each status on ``hari``.

    Who moved later stood where their first later move began, and who came later did not stand
    anywhere; a merge that came later is no merge yet.
    """
    batas = besok(hari)
    lebur = Penggabungan.objects.filter(digabung_pada__gte=batas, dibatalkan_pada=None)
    utuh = Q(digabung_ke=None) | Q(pk__in=lebur.values("kalah"))
    orang = Peserta.objects.filter(utuh, dibuat_pada__lt=batas).order_by()
    jumlah = Counter(dict(orang.values_list("status").annotate(n=Count("pk"))))
    pindah = (
        RiwayatStatus.objects.filter(pada__gte=batas, peserta__in=orang)
        .order_by("peserta_id", "pk")
        .distinct("peserta_id")
    )
    for kini, dari in pindah.values_list("peserta__status", "dari"):
        jumlah[kini] -= 1
        jumlah[dari] += 1
    return jumlah


def perpindahan(bulan: date, hari: date) -> dict[Status, int]:
    """Count people who became terdaftar and who stopped being it, in ``bulan`` up to ``hari``.

    People of an opening balance were enrolled before, so they are not new. When an officer undoes a
    stop by ``hari``, neither the stop nor the return to terdaftar counts. A person who stops before
    being terdaftar had no cover to lose, unless BPJS took payment before the card was there.
    """
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
    hitungan: dict[str, int] = pindah.aggregate(
        **{s.value: Count("peserta", filter=q, distinct=True) for s, q in syarat.items()}
    )
    return {s: hitungan[s.value] for s in syarat}
