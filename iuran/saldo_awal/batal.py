"""Drop an opening list instead of applying it."""

from datetime import datetime

from django.db import transaction

from iuran.models import SaldoAwal, StatusSaldo
from iuran.saldo_awal.keadaan import siap_diperiksa


@transaction.atomic
def buang(saldo: SaldoAwal, *, pada: datetime) -> None:
    """Drop a list that nobody has applied."""
    saldo = siap_diperiksa(saldo.pk)
    saldo.status, saldo.dibatalkan_pada = StatusSaldo.DIBATALKAN, pada
    saldo.save(update_fields=["status", "dibatalkan_pada"])
