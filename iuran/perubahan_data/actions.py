"""Make the ledger follow a change of data: months after 65 fall, others are counted anew."""

from datetime import date

from django.db import transaction

from iuran.buku import akhiri_sisa, pendekkan_janji, samakan_orang
from iuran.models import Iuran
from iuran.perubahan_data.akibat import AkibatData
from peserta.models import Peserta
from pijar.bulan import tambah_bulan, tanggal_panjang


@transaction.atomic
def sesuaikan_bulan(orang: Peserta, akibat: AkibatData, *, pada: date) -> None:
    """Write what ``akibat`` foresaw; the caller has locked the person and written the new data.

    Billed months stay as they are. Raises BentrokError while an admin confirms a tariff.
    """
    if akibat.mulai:
        _akhiri(orang, akibat, akibat.mulai)
    if akibat.ulang or akibat.janji_ulang:
        alasan = f"pekerjaan dibetulkan: {orang.pekerjaan}"
        samakan_orang(orang, alasan=alasan, pada=pada)


def _akhiri(orang: Peserta, akibat: AkibatData, mulai: date) -> None:
    alasan = f"tanggal lahir dibetulkan: {tanggal_panjang(orang.tanggal_lahir)}"
    sesudah = Iuran.objects.hidup().filter(peserta=orang, bulan__gte=mulai).lepas()
    sesudah.order_by().update(hidup=False, alasan_mati=alasan)
    terakhir = max((i.bulan for i in akibat.tertinggal), default=None)
    batas = tambah_bulan(terakhir, 1) if terakhir else mulai
    akhiri_sisa({orang.pk: batas}, alasan=alasan)
    pendekkan_janji(orang, mulai)
