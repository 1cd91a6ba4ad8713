"""Papers of a person: add, delete, open, and erase deleted files from disk."""

import logging
import re
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import transaction

from peserta.models import BerkasPeserta, Peserta, Status
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import JejakAkses, Pengguna
from pijar.unggahan import MIME, Bersih

log = logging.getLogger(__name__)

PALING_BANYAK = 20
"""Most papers of one person at the same time."""

NOMOR = re.compile(r"[0-9](?:[ ._-]?[0-9]){8,}")  # NIK, KK, KPJ, phone, with or without separators
# After these statuses a decision rests on the papers, so they stay.
BISA_DIHAPUS = frozenset({Status.DRAF, Status.DIKEMBALIKAN, Status.TIDAK_LAYAK})


def unggah_berkas(
    peserta: Peserta, *, jenis: str, bersih: Bersih, nama: str, sidik: str, oleh: Pengguna
) -> BerkasPeserta:
    """Store a cleaned paper; the same file for the same person and kind stays one row.

    The uploader becomes an editor of the person, and so may not decide the case. If the row cannot
    be written, the file is removed. Raises AturanDilanggarError for a merged person, or for one
    with too many papers.
    """
    baris = BerkasPeserta(
        peserta=peserta,
        jenis=jenis,
        nama=nama_samar(nama),
        mime=bersih.mime,
        ukuran=len(bersih.isi),
        sha256=sidik,
        oleh=oleh,
    )
    try:
        with transaction.atomic():
            kini = _kunci(peserta, oleh)
            ada = kini.daftar_berkas.ada()
            if lama := ada.filter(jenis=jenis, sha256=sidik).first():
                return lama
            if ada.count() >= PALING_BANYAK:
                raise AturanDilanggarError(
                    f"Orang ini sudah mempunyai {PALING_BANYAK} berkas. Hapus yang tidak "
                    "diperlukan, lalu unggah lagi."
                )
            baris.isi = simpan_isi(bersih)
            baris.save()
    except BaseException:
        if baris.isi:
            baris.isi.delete(save=False)
        raise
    return baris


def simpan_isi(bersih: Bersih) -> str:
    """Write a cleaned paper to disk; returns its name there, which says nothing of the person."""
    isi = BerkasPeserta().isi
    isi.save(f"{uuid4().hex}{MIME[bersih.mime]}", ContentFile(bersih.isi), save=False)
    return str(isi.name)


@transaction.atomic
def hapus_berkas(berkas: BerkasPeserta, *, alasan: str, oleh: Pengguna, pada: datetime) -> None:
    """Mark a paper as deleted, with user and reason; its content stays for some days.

    Raises AturanDilanggarError after the person is submitted, except for an admin, and BentrokError
    if somebody has already deleted it.
    """
    peserta = _kunci(berkas.peserta, oleh)
    if not bisa_dihapus(peserta, oleh):
        raise AturanDilanggarError(
            f"Berkas orang berstatus {peserta.get_status_display()} menjadi dasar keputusan. "
            "Minta verifikator mengembalikan pengajuannya, atau minta admin menghapusnya."
        )
    berubah = BerkasPeserta.objects.ada().filter(pk=berkas.pk)
    if not berubah.update(dihapus_pada=pada, dihapus_oleh=oleh, alasan_hapus=alasan):
        raise BentrokError("Berkas ini sudah dihapus orang lain. Muat ulang halaman.")


def bisa_dihapus(peserta: Peserta, oleh: Pengguna) -> bool:
    """Whether ``oleh`` may delete a paper of this person now."""
    terbuka = peserta.status in BISA_DIHAPUS or oleh.has_perm("pijar.mengelola_pengguna")
    return terbuka and oleh.has_perm("pijar.mendata")


def catat_buka(berkas: BerkasPeserta, *, oleh: Pengguna) -> None:
    """Log that ``oleh`` opens a paper. Raises AturanDilanggarError if its file is missing."""
    if not Path(berkas.isi.path).is_file():
        raise AturanDilanggarError(
            "Isi berkas ini tidak ada di server. Unggah lagi kertasnya, dan beri tahu admin."
        )
    JejakAkses.catat(
        oleh=oleh,
        tindakan=JejakAkses.Tindakan.UNDUH,
        objek=f"peserta {berkas.peserta_id}: berkas {berkas.pk}",
        alasan=berkas.get_jenis_display(),
    )


def nama_samar(nama: str) -> str:
    """The officer's file name, with long numbers masked and unprintable characters removed."""
    tampak = "".join(huruf for huruf in Path(nama).name if huruf.isprintable())
    return NOMOR.sub(lambda n: re.sub("[0-9]", "•", n[0]), tampak)[:150] or "tanpa nama"


def _kunci(peserta: Peserta, oleh: Pengguna) -> Peserta:
    """Lock the person and add ``oleh`` to the editors.

    Raises AturanDilanggarError if the person was merged into another.
    """
    kini = Peserta.objects.select_for_update(no_key=True).get(pk=peserta.pk)
    if kini.digabung_ke_id:
        raise AturanDilanggarError(
            "Orang ini sudah digabung dengan orang lain. Buka orang yang dipertahankan."
        )
    if oleh.pk not in kini.penyunting:
        Peserta.objects.filter(pk=kini.pk).update(penyunting=sorted([*kini.penyunting, oleh.pk]))
    return kini
