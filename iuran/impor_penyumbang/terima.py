"""Receive the answers of the form: keep the file and order its reading."""

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction

from iuran.impor_penyumbang.keadaan import pastikan_seluruh_kota, pesan_baca, siap_diperiksa
from iuran.models import ImporPenyumbang
from iuran.models.impor_penyumbang import HIDUP
from pijar.models import Pengguna, Tugas
from pijar.unggahan.terima import terima


@transaction.atomic
def unggah_jawaban_asn(berkas: UploadedFile, *, oleh: Pengguna) -> tuple[ImporPenyumbang, bool]:
    """Keep the file and order its reading; the same file again returns the import, and False.

    A discarded, undone or unreadable one may come again. Raises AturanDilanggarError for an admin
    of one area.
    """
    pastikan_seluruh_kota(oleh)
    isi = terima(berkas, berkas.name or "jawaban.xlsx")
    ada = ImporPenyumbang.objects.filter(sha256=isi.sha256, status__in=HIDUP)
    if lama := ada.first():
        return lama, False
    impor = ImporPenyumbang(nama_berkas=isi.nama_berkas, sha256=isi.sha256, oleh=oleh)
    impor.berkas.save(isi.nama_simpan, berkas, save=False)
    try:
        with transaction.atomic():
            impor.save()
    except IntegrityError:  # a second click at the same moment waited for the first
        impor.berkas.delete(save=False)
        return ada.get(), False
    pesan_baca(impor, oleh=oleh)
    return impor, True


@transaction.atomic
def baca_ulang(impor: ImporPenyumbang, *, oleh: Pengguna) -> Tugas:
    """Judge the list again, after people, donors or offices changed; ticks start anew."""
    pastikan_seluruh_kota(oleh)
    return pesan_baca(siap_diperiksa(impor.pk), oleh=oleh)
