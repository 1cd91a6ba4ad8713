"""Receive BPJS's answer: keep the file and order its reading."""

from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from iuran.jawaban.keadaan import kunci_jawaban, pastikan_diam
from iuran.models import (
    BerkasBPJS,
    JawabanBPJS,
    StatusJawaban,
)
from pijar import tugas
from pijar.errors import AturanDilanggarError
from pijar.models import Pengguna, Tugas
from pijar.unggahan.terima import terima


@transaction.atomic
def unggah_jawaban(
    berkas_bpjs: BerkasBPJS,
    *,
    berkas: UploadedFile,
    oleh: Pengguna,
    tanggal: date | None = None,
) -> JawabanBPJS:
    """Keep the file that BPJS sent back and order its reading; ``tanggal`` is the list's own date.

    The same file again returns the existing answer. Raises AturanDilanggarError when the batch no
    longer waits for an answer.
    """
    terkunci = BerkasBPJS.objects.select_for_update().get(pk=berkas_bpjs.pk)
    if not terkunci.menerima_jawaban():
        raise AturanDilanggarError(
            f"Berkas {terkunci.nomor} sudah {terkunci.get_status_display().lower()}, jadi tidak "
            "menunggu jawaban lagi. Unggah jawaban ini pada berkas ke BPJS yang dimaksud."
        )
    isi = terima(berkas, berkas.name or "jawaban.xlsx", f"{terkunci.nomor}-")
    lama = terkunci.daftar_jawaban.filter(sha256=isi.sha256).exclude(status=StatusJawaban.GAGAL)
    if sudah_ada := lama.first():
        return sudah_ada
    jawaban = JawabanBPJS(
        berkas_bpjs=terkunci,
        nama_berkas=isi.nama_berkas,
        sha256=isi.sha256,
        tanggal=tanggal,
        tanggal_oleh=oleh if tanggal else None,
        oleh=oleh,
    )
    jawaban.berkas.save(isi.nama_simpan, berkas, save=False)
    jawaban.save()
    minta_baca(jawaban, oleh=oleh)
    return jawaban


@transaction.atomic
def minta_baca(jawaban: JawabanBPJS, *, oleh: Pengguna) -> Tugas:
    """Order the reading, or reading again after people's data changed.

    A second click returns the running job. Raises BentrokError while the answer waits to be
    applied, AturanDilanggarError once it was.
    """
    terkunci = kunci_jawaban(jawaban.pk)
    if terkunci.status == StatusJawaban.DITERAPKAN:
        raise AturanDilanggarError("Jawaban ini sudah diterapkan, jadi tidak dibaca ulang.")
    if terkunci.tugas and terkunci.sibuk and terkunci.status == StatusJawaban.DIBACA:
        return terkunci.tugas
    pastikan_diam(terkunci)
    jawaban.status, jawaban.galat, jawaban.milik = StatusJawaban.DIBACA, "", None
    jawaban.tugas = tugas.buat(
        "iuran.baca_jawaban",
        judul=f"Membaca jawaban BPJS untuk {jawaban.berkas_bpjs.nomor}",
        oleh=oleh,
        parameter={"jawaban": jawaban.pk},
        kunci=f"jawaban-{jawaban.pk}",
    )
    jawaban.save(update_fields=["status", "galat", "milik", "tugas"])
    return jawaban.tugas
