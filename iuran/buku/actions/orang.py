"""One person's months follow their corrected data: counted anew, or cut off."""

from collections import defaultdict
from datetime import date

from django.db import transaction

from iuran.buku.actions.defisit import periksa_defisit
from iuran.buku.actions.tarif import ganti_bulan, pakai_tarif
from iuran.buku.tarif import Tempat, nominal_janji, pilih_tarif
from iuran.models import Bantuan, Iuran, StatusBantuan, SumberDana, Tarif
from iuran.models.bantuan import BantuanQuerySet
from peserta.models import Peserta
from pijar.bulan import tambah_bulan


@transaction.atomic
def samakan_orang(orang: Peserta, *, alasan: str, pada: date) -> int:
    """Count the open and promised months of somebody anew, whose occupation has changed.

    Returns how many months changed; a ceiling that no longer suffices is in deficit since ``pada``.
    The caller has locked the person. Raises BentrokError while an admin confirms a tariff.
    """
    pakai_tarif()
    daftar = {t.pk: t for t in Tarif.objects.berlaku()}
    transport = orang.pekerjaan.transport
    terbuka = Iuran.objects.hidup().lepas().filter(peserta=orang).order_by()
    per_tarif = defaultdict(list)
    for bulan, jenis in terbuka.values_list("bulan", "sumber__jenis").distinct():
        pilihan = pilih_tarif(daftar.values(), bulan=bulan, jenis_sumber=jenis, transport=transport)
        per_tarif[pilihan.tarif_id].append(Tempat(bulan, jenis, transport))
    jumlah = sum(
        ganti_bulan(daftar[pk], tempat, orang=orang.pk, alasan=alasan)
        for pk, tempat in per_tarif.items()
    )
    for bantuan in janji(orang).select_related("sumber"):
        nominal = nominal_janji(bantuan, daftar.values(), transport=transport)
        Bantuan.objects.filter(pk=bantuan.pk).update(nominal_per_bulan=nominal)
    for sumber in SumberDana.objects.filter(daftar_bantuan__peserta=orang).distinct():
        periksa_defisit(sumber, pada)
    return jumlah


@transaction.atomic
def pendekkan_janji(orang: Peserta, mulai: date) -> None:
    """End grants without a card before ``mulai``; one that would begin then is void."""
    sesudah = janji(orang).filter(bulan_akhir__gte=mulai)
    sesudah.filter(bulan_awal__gte=mulai).update(status=StatusBantuan.BATAL)
    sesudah.filter(bulan_awal__lt=mulai).update(bulan_akhir=tambah_bulan(mulai, -1))


def janji(orang: Peserta) -> BantuanQuerySet:
    """The person's grants that wait for a card."""
    return Bantuan.objects.filter(peserta=orang, status=StatusBantuan.DITETAPKAN)
