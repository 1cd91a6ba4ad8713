"""The next step of people whom an answer refuses or leaves out: out of the batch, in one click."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from iuran.berkas_bpjs import keluarkan_baris
from iuran.jawaban.keadaan import kunci_jawaban, pastikan_diam
from iuran.models import HasilBaris, HasilJawaban, JawabanBPJS, JenisJawaban
from pijar.errors import AturanDilanggarError
from pijar.models import Pengguna


@transaction.atomic
def keluarkan_cek_awal(
    jawaban: JawabanBPJS, dipilih: Collection[int] | None, *, pada: datetime, oleh: Pengguna
) -> int:
    """Take people whom the pre-check refuses out of the batch, each with BPJS's own words.

    ``dipilih`` are lines of the batch; all refused ones when it is None. Returns how many.
    """
    jawaban = kunci_jawaban(jawaban.pk)
    pastikan_diam(jawaban)
    if jawaban.jenis != JenisJawaban.CEK_AWAL:
        raise AturanDilanggarError("Hanya daftar cek awal yang mengeluarkan orang.")
    ditolak = jawaban.daftar_baris.for_petugas(oleh).filter(
        hasil=HasilJawaban.DITOLAK, baris__hasil=HasilBaris.MENUNGGU
    )
    if dipilih is not None:
        ditolak = ditolak.filter(baris__in=dipilih)
    per_sebab: dict[str, list[int]] = defaultdict(list)
    for baris, keterangan in ditolak.values_list("baris_id", "keterangan"):
        per_sebab[keterangan].append(baris)
    if not per_sebab:
        raise AturanDilanggarError("Tidak ada orang yang dapat dikeluarkan. Muat ulang halamannya.")
    return sum(
        keluarkan_baris(
            jawaban.berkas_bpjs,
            baris,
            alasan=f"Cek awal BPJS: {sebab}"[:300],
            pada=pada,
            oleh=oleh,
        )
        for sebab, baris in per_sebab.items()
    )
