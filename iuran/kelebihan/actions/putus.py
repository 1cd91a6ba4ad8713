"""Confirm or drop a proposed settlement; confirming it writes the reversals."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from django.db import connection, transaction

from iuran.kelebihan.angka import Jumlah
from iuran.kelebihan.aturan import kata_akibat
from iuran.models import (
    Iuran,
    JenisPenyelesaian,
    PenyelesaianKelebihan,
    StatusPenyelesaian,
    SumberDana,
)
from peserta.models import Peserta
from pijar.bulan import tanggal_panjang
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna
from pijar.rupiah import ribuan, rupiah
from pijar.usulan import pastikan_orang_lain, pastikan_sama, putuskan

BALIKKAN = """
    INSERT INTO iuran_iuran
        (peserta_id, bulan, bantuan_id, sumber_id, tarif_id, jkk, jkm, jht, jenis, membalik_id,
         hidup, alasan_mati, setor_pada, dibuat_pada)
    SELECT peserta_id, bulan, bantuan_id, sumber_id, tarif_id, -jkk, -jkm, -jht, 'pembalik', id,
           false, %(alasan)s, %(setor)s, now()
    FROM iuran_iuran WHERE id = ANY(%(pks)s::bigint[]) ORDER BY bulan, id
"""
KATA = {
    JenisPenyelesaian.KOMPENSASI: "Dikompensasikan",
    JenisPenyelesaian.PENGEMBALIAN: "Dikembalikan",
}


def isi_penyelesaian(penyelesaian: PenyelesaianKelebihan) -> dict[str, str]:
    """What the second admin sees and confirms, as labels and texts; two queries."""
    p = penyelesaian
    baris = list(p.daftar_baris.order_by("pk").values_list("iuran", "nominal", "iuran__peserta"))
    pindaian = p.daftar_pindaian.first()
    sts = f"{p.sts_nomor}, {tanggal_panjang(p.sts_tanggal)}" if p.sts_tanggal else ""
    isi = Jumlah(len(baris), len({o for _, _, o in baris}), sum(n for _, n, _ in baris))
    return {
        "Penyelesaian": p.get_jenis_display(),
        "Sumber dana": str(p.sumber),
        "Surat BPJS": f"{p.surat_nomor}, {tanggal_panjang(p.surat_tanggal)}",
        **({"STS": sts} if sts else {}),
        "Nominal": rupiah(p.nominal),
        "Isi": str(isi),
        "Akibat": kata_akibat(p),
        **({"Keterangan": p.keterangan} if p.keterangan else {}),
        "Pindaian surat": pindaian.nama if pindaian else "belum ada",
        "Sidik": sha256(f"{baris}{pindaian and pindaian.sha256}".encode()).hexdigest()[:12],
    }


@transaction.atomic
def konfirmasi_penyelesaian(
    penyelesaian: PenyelesaianKelebihan, *, dilihat: str, oleh: Pengguna, pada: datetime
) -> PenyelesaianKelebihan:
    """Confirm another admin's proposal: the months are set off or paid back, or stay refused.

    ``dilihat`` is the seal of the contents shown. Raises AturanDilanggarError for the proposer and
    while BPJS's letter is missing, BentrokError when something changed meanwhile.
    """
    kini = kunci(penyelesaian, StatusPenyelesaian.DIUSULKAN)
    pastikan_orang_lain(kini, oleh)
    if not kini.daftar_pindaian.exists():
        raise AturanDilanggarError(
            "Pindaian surat BPJS belum ada. Unggah dahulu foto atau PDF-nya di halaman ini."
        )
    pastikan_sama(dilihat, isi_penyelesaian(kini))
    pks = list(kini.daftar_baris.filter(hidup=True).values_list("iuran", flat=True))
    _periksa_masih_keluar(pks)
    putuskan(kini, StatusPenyelesaian.DIKONFIRMASI, oleh=oleh, pada=pada)
    if kini.jenis != JenisPenyelesaian.DITOLAK:
        _balikkan(kini, pks)
    return kini


def kunci(penyelesaian: PenyelesaianKelebihan, *status: str) -> PenyelesaianKelebihan:
    """Lock the people, then the source, as when an event is undone; then the settlement.

    Raises BentrokError when its status is none of ``status``.
    """
    orang = Peserta.objects.filter(daftar_iuran__daftar_kelebihan__penyelesaian=penyelesaian)
    terkunci = Peserta.objects.select_for_update(no_key=True).filter(pk__in=orang.values("pk"))
    list(terkunci.order_by("pk").values_list("pk"))
    SumberDana.objects.select_for_update(no_key=True).get(pk=penyelesaian.sumber_id)
    semua = PenyelesaianKelebihan.objects.select_for_update(of=["self"]).select_related("sumber")
    kini = semua.get(pk=penyelesaian.pk)
    if kini.status not in status:
        raise BentrokError(
            f"Penyelesaian ini sudah berstatus {kini.get_status_display().lower()}. Muat ulang "
            "halaman."
        )
    return kini


def _periksa_masih_keluar(pks: Sequence[int]) -> None:
    """Raise BentrokError for months that the city may pay again: their event was undone."""
    masih = Iuran.objects.filter(pk__in=pks, pembayaran__isnull=False).sudah_keluar().count()
    if lepas := len(pks) - masih:
        raise BentrokError(
            f"{ribuan(lepas)} bulan di dalamnya bukan lagi kelebihan bayar: peristiwanya "
            "dibatalkan. Tolak usulan ini, lalu usulkan lagi tanpa bulan itu."
        )


def _balikkan(penyelesaian: PenyelesaianKelebihan, pks: Sequence[int]) -> None:
    """The months are free for another payer; reversals are written where the ceiling recovers."""
    alasan = f"{KATA[JenisPenyelesaian(penyelesaian.jenis)]} menurut {penyelesaian}"
    Iuran.objects.filter(pk__in=pks).update(hidup=False, alasan_mati=alasan)
    if not penyelesaian.memulihkan_pagu:
        return
    with connection.cursor() as kursor:
        kursor.execute(
            BALIKKAN, {"alasan": alasan, "setor": penyelesaian.sts_tanggal, "pks": list(pks)}
        )


@transaction.atomic
def tolak_penyelesaian(
    penyelesaian: PenyelesaianKelebihan, *, alasan: str, oleh: Pengguna, pada: datetime
) -> None:
    """Drop a proposal; its proposer may do so as well. Its months are open again."""
    kini = kunci(penyelesaian, StatusPenyelesaian.DIUSULKAN)
    putuskan(kini, StatusPenyelesaian.TIDAK_JADI, oleh=oleh, pada=pada, alasan=alasan)
    kini.daftar_baris.filter(hidup=True).update(hidup=False)
