"""Change the order of card and first payment of a batch, when the branch wants the other one."""

from datetime import datetime

from django.db import transaction

from iuran.models import BerkasBPJS, UrutanBayar
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna


@transaction.atomic
def ubah_urutan(
    berkas_bpjs: BerkasBPJS,
    ke: UrutanBayar,
    *,
    alasan: str,
    pada: datetime,
    oleh: Pengguna,
) -> None:
    """Let this batch follow the other order, with a reason.

    Raises AturanDilanggarError once BPJS's list or answer was applied: people are accepted by one
    order then. Raises BentrokError while an answer is at work, or when the order is the same.
    """
    terkunci = BerkasBPJS.objects.select_for_update().get(pk=berkas_bpjs.pk)
    if not terkunci.pendaftaran:
        raise AturanDilanggarError("Urutan kartu dan iuran hanya ada pada pendaftaran.")
    if not terkunci.terbuka:
        raise AturanDilanggarError(
            f"{terkunci.nomor} sudah {terkunci.get_status_display().lower()}, jadi urutannya tidak "
            "diubah lagi."
        )
    if terkunci.daftar_baris.ditindak().exists():
        raise AturanDilanggarError(
            f"Daftar atau jawaban BPJS untuk {terkunci.nomor} sudah diterapkan menurut urutan "
            f"“{terkunci.get_urutan_display()}”. Jawaban berikutnya tetap dapat diterapkan, dengan "
            "atau tanpa KPJ."
        )
    if terkunci.urutan == ke:
        raise BentrokError("Urutannya sudah begitu. Muat ulang halaman.")
    if any(j.sibuk for j in terkunci.daftar_jawaban.select_related("tugas")):
        raise BentrokError("Jawaban BPJS sedang dikerjakan. Tunggu sampai selesai, lalu ulangi.")
    terkunci.urutan, terkunci.urutan_alasan = ke, alasan
    terkunci.urutan_oleh, terkunci.urutan_pada = oleh, pada
    terkunci.save(update_fields=["urutan", "urutan_alasan", "urutan_oleh", "urutan_pada"])
