"""Receive BPJS's answer: keep the file and order its reading."""

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from iuran.models import (
    JawabanBPJS,
    PendaftaranKolektif,
    StatusJawaban,
)
from pijar import tugas
from pijar.errors import AturanDilanggarError
from pijar.models import Pengguna, Tugas
from pijar.unggahan.terima import terima


@transaction.atomic
def unggah_jawaban(
    pendaftaran: PendaftaranKolektif, *, berkas: UploadedFile, oleh: Pengguna
) -> JawabanBPJS:
    """Keep the file that BPJS sent back and order its reading.

    The same file again returns the existing answer. Raises AturanDilanggarError when the batch no
    longer waits for an answer.
    """
    terkunci = PendaftaranKolektif.objects.select_for_update().get(pk=pendaftaran.pk)
    if not terkunci.terbuka:
        raise AturanDilanggarError(
            f"Pendaftaran {terkunci.nomor} sudah {terkunci.get_status_display().lower()}, jadi "
            "tidak menunggu jawaban lagi. Unggah jawaban ini di pendaftaran yang dimaksud."
        )
    isi = terima(berkas, berkas.name or "jawaban.xlsx", f"{terkunci.nomor}-")
    lama = terkunci.daftar_jawaban.filter(sha256=isi.sha256).exclude(status=StatusJawaban.GAGAL)
    if sudah_ada := lama.first():
        return sudah_ada
    jawaban = JawabanBPJS(
        pendaftaran=terkunci, nama_berkas=isi.nama_berkas, sha256=isi.sha256, oleh=oleh
    )
    jawaban.berkas.save(isi.nama_simpan, berkas, save=False)
    jawaban.save()
    minta_baca(jawaban, oleh=oleh)
    return jawaban


@transaction.atomic
def minta_baca(jawaban: JawabanBPJS, *, oleh: Pengguna) -> Tugas:
    """Order the reading, or reading again after people's data changed."""
    ubah = JawabanBPJS.objects.filter(pk=jawaban.pk).exclude(status=StatusJawaban.DITERAPKAN)
    if not ubah.update(status=StatusJawaban.DIBACA, galat=""):
        raise AturanDilanggarError("Jawaban ini sudah diterapkan, jadi tidak dibaca ulang.")
    jawaban.status = StatusJawaban.DIBACA
    jawaban.tugas = tugas.buat(
        "iuran.baca_jawaban",
        judul=f"Membaca jawaban BPJS untuk {jawaban.pendaftaran.nomor}",
        oleh=oleh,
        parameter={"jawaban": jawaban.pk},
        kunci=f"jawaban-{jawaban.pk}",
    )
    jawaban.save(update_fields=["tugas"])
    return jawaban.tugas
