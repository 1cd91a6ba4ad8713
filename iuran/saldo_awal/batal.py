"""Drop an opening list that was only looked at."""

from datetime import datetime

from django.db import transaction

from iuran.models import SaldoAwal, StatusSaldo
from iuran.saldo_awal.keadaan import siap_diperiksa


@transaction.atomic
def buang(saldo: SaldoAwal, *, pada: datetime) -> None:
    """Drop a list that was only looked at."""
    saldo = siap_diperiksa(saldo.pk)
    saldo.status, saldo.dibatalkan_pada = StatusSaldo.DIBATALKAN, pada
    saldo.save(update_fields=["status", "dibatalkan_pada"])
