"""Which months of the ledger the city may no longer pay, and where the paid ones are found."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from iuran.models.bantuan import Bantuan, StatusBantuan
from peserta.models import JenisPeristiwa, Peristiwa, Peserta, Status

# Months paid by a bill after the end of their grant (what a civil servant paid is between him and
# BPJS), or after an event of the person or of whom they were
# merged into. One index probe for each stopped grant and event: the ledger is not read.
CALON_KELEBIHAN = """
    SELECT i.id FROM iuran_bantuan b CROSS JOIN LATERAL (
        SELECT id FROM iuran_iuran
        WHERE peserta_id = b.peserta_id AND bantuan_id = b.id
          AND hidup AND pembayaran_id IS NOT NULL AND tagihan_id IS NOT NULL
          AND bulan > CASE b.status WHEN 'batal' THEN date '0001-01-01' ELSE b.bulan_akhir END
        OFFSET 0
    ) i WHERE b.status IN ('batal', 'berhenti')
    UNION
    SELECT i.id FROM iuran_bantuan b JOIN iuran_iuran i
        ON i.bantuan_id = b.id AND i.bulan BETWEEN b.gugur_dari AND b.gugur_sampai
    WHERE b.gugur_dari IS NOT NULL AND i.hidup AND i.pembayaran_id IS NOT NULL
      AND i.tagihan_id IS NOT NULL
    UNION
    SELECT i.id FROM peserta_peristiwa e CROSS JOIN LATERAL (
        SELECT id, status FROM peserta_peserta WHERE id = e.peserta_id UNION ALL
        SELECT id, status FROM peserta_peserta WHERE digabung_ke_id = e.peserta_id
    ) p CROSS JOIN LATERAL (
        SELECT id FROM iuran_iuran
        WHERE peserta_id = p.id AND hidup AND pembayaran_id IS NOT NULL
          AND tagihan_id IS NOT NULL
          AND bulan >= coalesce((e.akibat ->> 'mulai')::date,
                                (date_trunc('month', e.tanggal) + interval '1 month')::date)
        OFFSET 0
    ) i WHERE e.dibatalkan_pada IS NULL AND e.jenis <> 'kecelakaan'
      AND (e.jenis = 'meninggal' OR p.status = 'berhenti')
"""
DALAM_PENYELESAIAN = "SELECT iuran_id FROM iuran_bariskelebihan WHERE hidup"


def keluar() -> Q:
    """For a query on Iuran: months for which the city may no longer pay.

    Their grant ended, BPJS did not accept the month, or an event of the person came before it: a
    death always counts, any other while the person is ``berhenti``. The month of the event itself
    is still paid. Events of somebody count for the rows that were merged into theirs.
    """
    sebelum = peristiwa_sebelum()
    meninggal = Exists(sebelum.filter(jenis=JenisPeristiwa.MENINGGAL))
    berhenti = Q(peserta__status=Status.BERHENTI) & (Exists(sebelum) | ~Exists(_menghentikan()))
    return lewat_bantuan() | Q(meninggal) | berhenti


def mungkin_keluar() -> Q:
    """For a query on Iuran: rows of whom :func:`keluar` may speak, without a look at each.

    A grant ends before its months only when it is stopped or cancelled.
    """
    hidup = Peristiwa.objects.filter(dibatalkan_pada=None).order_by()
    peristiwa = hidup.exclude(jenis=JenisPeristiwa.KECELAKAAN).values("peserta")
    orang = Peserta.objects.order_by().values("pk")
    bantuan = Bantuan.objects.order_by().values("pk")
    usai = Q(status__in=[StatusBantuan.BATAL, StatusBantuan.BERHENTI])
    return (
        Q(peserta__in=peristiwa)
        | Q(peserta__in=orang.filter(digabung_ke__in=peristiwa))
        | Q(peserta__in=orang.filter(status=Status.BERHENTI))
        | Q(bantuan__in=bantuan.filter(usai | Q(gugur_dari__isnull=False)))
    )


def lewat_bantuan() -> Q:
    """For a query on Iuran: the grant does not give the month, or BPJS did not accept it."""
    return (
        Q(bantuan__status=StatusBantuan.BATAL)
        | Q(bulan__gt=F("bantuan__bulan_akhir"))
        | Q(bulan__gte=F("bantuan__gugur_dari"), bulan__lte=F("bantuan__gugur_sampai"))
    )


def peristiwa_sebelum() -> models.QuerySet[Peristiwa]:
    """For a query on Iuran: the events after which its month is not paid, the first one first."""
    peristiwa = _menghentikan().annotate(mulai=KeyTextTransform("mulai", "akibat"))
    return peristiwa.filter(
        Q(mulai__lte=Cast(OuterRef("bulan"), models.CharField()))
        | Q(mulai__isnull=True, tanggal__lt=OuterRef("bulan"))
    ).order_by("tanggal", "pk")


def _menghentikan() -> models.QuerySet[Peristiwa]:
    orang = Q(peserta=OuterRef("peserta")) | Q(peserta=OuterRef("peserta__digabung_ke"))
    hidup = Peristiwa.objects.filter(orang, dibatalkan_pada=None)
    return hidup.exclude(jenis=JenisPeristiwa.KECELAKAAN)


def di_antara(baris: models.QuerySet[Any, Any]) -> models.Func:
    """The row is among these ids, which are found once; the planner expects few."""
    return models.Func(
        F("pk"),
        ArraySubquery(baris),
        template="(%(expressions)s))",
        arg_joiner=" = ANY(",
        output_field=models.BooleanField(),
    )


def salah_satu(perintah: str) -> models.Func:
    """For a query on Iuran: the row is among the ids of this SQL, which is run once."""
    pola = f"%(expressions)s = ANY(ARRAY({perintah}))"
    return models.Func(F("pk"), template=pola, output_field=models.BooleanField())
