"""Go on with the rows that an applied list left out: they move to an import of their own."""

from django.db import transaction

from peserta.impor.keadaan import kunci
from peserta.impor.sisa import sisa_baris
from peserta.impor.vonis import hitung_vonis
from peserta.models import Impor, StatusImpor
from pijar.errors import AturanDilanggarError


@transaction.atomic
def lanjutkan_sisa(impor: Impor) -> Impor:
    """The import in which the rows left out are corrected and applied; a second call finds it.

    The rows keep their numbers and corrections. Raises AturanDilanggarError when the list is not
    applied, is being undone, or left nothing out.
    """
    impor = kunci(impor.pk)
    if ada := impor.jumlah.get("lanjutan"):
        return Impor.objects.get(pk=ada)
    sisa = sisa_baris(impor)
    tugas = impor.tugas
    if impor.status != StatusImpor.DITERAPKAN or (tugas and tugas.berlangsung):
        raise AturanDilanggarError(
            f"Impor ini berstatus {impor.get_status_display()} atau sedang dikerjakan. Muat ulang "
            "halaman, lalu lihat barisnya."
        )
    if not sisa.exists():
        raise AturanDilanggarError("Tidak ada baris yang tersisa: semuanya sudah masuk.")
    baru = Impor.objects.create(
        berkas=impor.berkas,
        nama_berkas=impor.nama_berkas,
        sha256=impor.sha256,
        sumber_data=impor.sumber_data,
        lembar=impor.lembar,
        baris_judul=impor.baris_judul,
        kolom_diminta=impor.kolom_diminta | {"dari": impor.pk},
        pemetaan=impor.pemetaan,
        status=StatusImpor.DIPERIKSA,
        oleh=impor.oleh,
        tugas=tugas,
    )
    pindah = sisa.order_by().update(impor=baru)
    baru.jumlah = hitung_vonis(baru.pk)
    baru.save(update_fields=["jumlah"])
    impor.jumlah |= hitung_vonis(impor.pk) | {"lanjutan": baru.pk, "dipindahkan": pindah}
    impor.save(update_fields=["jumlah"])
    return baru
