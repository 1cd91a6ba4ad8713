"""A civil servant's own evidence: the slip by which he paid months of workers at BPJS."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q

from iuran.models.pembayaran import Pembayaran
from iuran.models.penyumbang import Penyumbang


class KanalBayar(models.TextChoices):
    """Where BPJS takes the contribution (SE Sekda B/838.800.1.12.2/II/2025, number 8)."""

    BANK = "bank", "Bank: m-banking atau ATM"
    DOMPET = "dompet", "Dompet elektronik"
    GERAI = "gerai", "Indomaret atau Alfamart"
    POS = "pos", "Kantor Pos"
    AGEN = "agen", "Agen BRILink atau BNI46"
    LAIN = "lain", "Kanal lain"


class SlipPenyumbang(models.Model):
    """The donor and the channel of a payment of kind ``slip``; its months are ledger rows."""

    pembayaran = models.OneToOneField(Pembayaran, models.PROTECT, related_name="slip")
    penyumbang = models.ForeignKey(Penyumbang, models.PROTECT, related_name="daftar_slip")
    kanal = models.CharField(max_length=6, choices=KanalBayar)

    class Meta:
        verbose_name = "bukti bayar penyumbang"
        verbose_name_plural = "bukti bayar penyumbang"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(name="slip_kanal_sah", condition=Q(kanal__in=KanalBayar.values)),
        ]
        triggers = [
            pgtrigger.Protect(name="slip_tetap", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"bukti bayar {self.pembayaran_id}"
