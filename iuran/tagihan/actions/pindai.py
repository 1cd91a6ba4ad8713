"""Store and open the scan of a paper: of a payment, or of BPJS's letter."""

from pathlib import Path
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from iuran.models import (
    Pembayaran,
    PenyelesaianKelebihan,
    PindaianKelebihan,
    PindaianPembayaran,
)
from pijar.errors import AturanDilanggarError
from pijar.models import JejakAkses, Pengguna
from pijar.unggahan import MIME, Bersih
from pijar.unggahan.terima import nama_tersamar

Pindaian = PindaianPembayaran | PindaianKelebihan


def simpan_pindaian(
    kertas: Pembayaran | PenyelesaianKelebihan,
    *,
    bersih: Bersih,
    nama: str,
    sidik: str,
    oleh: Pengguna,
) -> Pindaian:
    """Store a cleaned scan; the same file for the same paper stays one row."""
    if lama := kertas.daftar_pindaian.filter(sha256=sidik).first():
        return lama
    baris = _baris(kertas)
    baris.nama, baris.mime = nama_tersamar(nama) or "tanpa nama", bersih.mime
    baris.ukuran, baris.sha256, baris.oleh = len(bersih.isi), sidik, oleh
    baris.isi.save(f"{uuid4().hex}{MIME[bersih.mime]}", ContentFile(bersih.isi), save=False)
    try:
        with transaction.atomic():
            baris.save()
    except BaseException as galat:
        baris.isi.delete(save=False)
        if isinstance(galat, IntegrityError):  # the same click at the same moment
            return kertas.daftar_pindaian.get(sha256=sidik)
        raise
    return baris


def _baris(kertas: Pembayaran | PenyelesaianKelebihan) -> Pindaian:
    if isinstance(kertas, Pembayaran):
        return PindaianPembayaran(pembayaran=kertas)
    return PindaianKelebihan(penyelesaian=kertas)


def buka_pindaian(pindaian: Pindaian, *, oleh: Pengguna) -> None:
    """Log that ``oleh`` opens a scan. Raises AturanDilanggarError if its file is missing."""
    if not Path(pindaian.isi.path).is_file():
        raise AturanDilanggarError(
            "Isi pindaian ini tidak ada di server. Unggah lagi kertasnya, dan beri tahu admin."
        )
    if isinstance(pindaian, PindaianPembayaran):
        objek, alasan = f"pembayaran {pindaian.pembayaran_id}", "Pindaian bukti bayar"
    else:
        objek, alasan = f"kelebihan bayar {pindaian.penyelesaian_id}", "Pindaian surat BPJS"
    JejakAkses.catat(
        oleh=oleh,
        tindakan=JejakAkses.Tindakan.UNDUH,
        objek=f"{objek}: pindaian {pindaian.pk}",
        alasan=alasan,
    )
