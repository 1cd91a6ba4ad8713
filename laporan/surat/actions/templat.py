"""A Word template is uploaded, put to use, taken back."""

from datetime import datetime
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from laporan.models import TemplatSurat
from laporan.surat.berkas.templat import periksa_templat
from laporan.surat.isi import Bentuk
from pijar.errors import BentrokError
from pijar.models import Pengguna


def unggah_templat(
    bentuk: Bentuk, isi: bytes, *, nama: str, sha256: str, oleh: Pengguna
) -> TemplatSurat:
    """Store a template that was checked; it does not count before :func:`pakai_templat`.

    Raises BerkasDitolakError with the place that is wrong, BentrokError for one uploaded before.
    """
    periksa_templat(isi, bentuk)
    templat = TemplatSurat(bentuk=bentuk, nama_berkas=nama, sha256=sha256, oleh=oleh)
    templat.berkas.save(f"{uuid4().hex}.docx", ContentFile(isi), save=False)
    try:
        with transaction.atomic():
            templat.save()
    except IntegrityError as galat:
        templat.berkas.delete(save=False)
        raise BentrokError("Templat ini sudah diunggah. Lihat daftar di bawah.") from galat
    return templat


@transaction.atomic
def pakai_templat(templat: TemplatSurat, *, pada: datetime, oleh: Pengguna) -> None:
    """Papers made from now on use it. Raises BentrokError when it was taken back meanwhile."""
    kini = _kunci(templat)
    if TemplatSurat.objects.dipakai(kini.bentuk) != kini:
        kini.dipakai_pada, kini.dipakai_oleh = pada, oleh
        kini.save(update_fields=["dipakai_pada", "dipakai_oleh"])


@transaction.atomic
def tarik_templat(templat: TemplatSurat, *, pada: datetime, oleh: Pengguna) -> None:
    """The one before it, or the built-in one, counts again. Raises BentrokError done twice."""
    kini = _kunci(templat)
    kini.ditarik_pada, kini.ditarik_oleh = pada, oleh
    kini.save(update_fields=["ditarik_pada", "ditarik_oleh"])


def _kunci(templat: TemplatSurat) -> TemplatSurat:
    kini = TemplatSurat.objects.select_for_update(of=("self",)).get(pk=templat.pk)
    if kini.ditarik_pada:
        raise BentrokError("Templat ini sudah ditarik. Muat ulang halamannya.")
    return kini
