"""Receive a list: store the file and queue its reading."""

from itertools import chain

from django.core.files import File
from django.db import transaction

from peserta.impor.keadaan import kerjakan_baca
from peserta.models import Impor, StatusImpor
from pijar.ambang import pastikan
from pijar.errors import AturanDilanggarError
from pijar.models import JejakAkses, Pengguna
from pijar.unggahan.terima import pastikan_ada, terima


@transaction.atomic
def unggah_impor(
    berkas: File, *, nama: str, sumber_data: str, oleh: Pengguna, lembar: str = ""
) -> Impor:
    """Store the file unchanged and queue its reading.

    While the same officer's same file is being read, returns that import instead.
    """
    if oleh.wilayah:  # a list asks about everybody in it
        pastikan(oleh, JejakAkses.Tindakan.NOMOR_LUAR)
    isi = terima(berkas, nama)
    # A second click at the same moment waits here for the first, then finds its import.
    Pengguna.objects.select_for_update(no_key=True).get(pk=oleh.pk)
    sedang = Impor.objects.filter(
        oleh=oleh,
        sha256=isi.sha256,
        status=StatusImpor.DIBACA,
        lembar=lembar,
        sumber_data=sumber_data,
    ).first()
    if sedang:
        return sedang
    impor = Impor(
        nama_berkas=isi.nama_berkas,
        sha256=isi.sha256,
        sumber_data=sumber_data,
        oleh=oleh,
        lembar=lembar,
    )
    impor.berkas.save(isi.nama_simpan, berkas, save=False)
    impor.save()
    kerjakan_baca(impor, oleh=oleh)
    return impor


@transaction.atomic
def baca_lembar_lain(impor: Impor, lembar: str, *, oleh: Pengguna) -> Impor:
    """Import another sheet of the same file, as a new import."""
    ada = [impor.pemetaan.get(jenis, []) for jenis in ("lembar_lain", "lembar_asing")]
    if lembar not in chain(*ada):
        raise AturanDilanggarError("Lembar itu tidak ada dalam berkas ini. Muat ulang halaman.")
    pastikan_ada(impor.berkas)
    with impor.berkas.open() as berkas:
        return unggah_impor(
            berkas,
            nama=impor.nama_berkas,
            sumber_data=impor.sumber_data,
            oleh=oleh,
            lembar=lembar,
        )
