"""Photos that are sent while the registration form is still being typed."""

from collections.abc import Mapping
from datetime import datetime
from secrets import token_urlsafe

from django.db import transaction

from peserta.models import Peserta
from peserta.orang.actions.berkas import nama_samar, unggah_berkas
from pijar.models import Pengguna, Titipan
from pijar.unggahan import Bersih

PALING_BANYAK = 30
"""Most waiting photos of one officer; an older one goes."""


@transaction.atomic
def titip(bersih: Bersih, *, nama: str, sidik: str, oleh: Pengguna, pada: datetime) -> Titipan:
    """Keep a cleaned photo for its form."""
    satu = Titipan.objects.create(
        token=token_urlsafe(16),
        oleh=oleh,
        isi=bersih.isi,
        mime=bersih.mime,
        nama=nama_samar(nama),
        sha256=sidik,
        pada=pada,
    )
    milik = Titipan.objects.for_petugas(oleh)
    baru = list(milik.order_by("-pk").values_list("pk", flat=True)[:PALING_BANYAK])
    milik.exclude(pk__in=baru).delete()
    return satu


def lampirkan(peserta: Peserta, semua: Mapping[str, Titipan], *, oleh: Pengguna) -> None:
    """Make the waiting photos papers of ``peserta``, by kind of paper.

    The same photo twice stays one paper. Raises as ``unggah_berkas``.
    """
    for jenis, satu in semua.items():
        bersih = Bersih(bytes(satu.isi), satu.mime)
        unggah_berkas(
            peserta, jenis=jenis, bersih=bersih, nama=satu.nama, sidik=satu.sha256, oleh=oleh
        )
    Titipan.objects.for_petugas(oleh).filter(pk__in=[t.pk for t in semua.values()]).delete()
