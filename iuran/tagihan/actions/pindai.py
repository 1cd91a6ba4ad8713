"""Store and open the scan of a payment's paper."""

from pathlib import Path
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from iuran.models import Pembayaran, PindaianPembayaran
from pijar.errors import AturanDilanggarError
from pijar.models import JejakAkses, Pengguna
from pijar.unggahan import MIME, Bersih
from pijar.unggahan.terima import nama_tersamar


def simpan_pindaian(
    pembayaran: Pembayaran, *, bersih: Bersih, nama: str, sidik: str, oleh: Pengguna
) -> PindaianPembayaran:
    """Store a cleaned scan; the same file for the same payment stays one row."""
    if lama := pembayaran.daftar_pindaian.filter(sha256=sidik).first():
        return lama
    baris = PindaianPembayaran(
        pembayaran=pembayaran,
        nama=nama_tersamar(nama) or "tanpa nama",
        mime=bersih.mime,
        ukuran=len(bersih.isi),
        sha256=sidik,
        oleh=oleh,
    )
    baris.isi.save(f"{uuid4().hex}{MIME[bersih.mime]}", ContentFile(bersih.isi), save=False)
    try:
        with transaction.atomic():
            baris.save()
    except BaseException as galat:
        baris.isi.delete(save=False)
        if isinstance(galat, IntegrityError):  # the same click at the same moment
            return pembayaran.daftar_pindaian.get(sha256=sidik)
        raise
    return baris


def buka_pindaian(pindaian: PindaianPembayaran, *, oleh: Pengguna) -> None:
    """Log that ``oleh`` opens a scan. Raises AturanDilanggarError if its file is missing."""
    if not Path(pindaian.isi.path).is_file():
        raise AturanDilanggarError(
            "Isi pindaian ini tidak ada di server. Unggah lagi kertasnya, dan beri tahu admin."
        )
    JejakAkses.catat(
        oleh=oleh,
        tindakan=JejakAkses.Tindakan.UNDUH,
        objek=f"pembayaran {pindaian.pembayaran_id}: pindaian {pindaian.pk}",
        alasan="Pindaian bukti bayar",
    )
