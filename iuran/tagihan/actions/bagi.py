"""Divide a bill into named parts, and put the parts together again."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.urls import reverse

from iuran.models import Iuran, StatusTagihan, Tagihan
from iuran.tagihan.actions.pindah import pindahkan
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna
from pijar.rupiah import ribuan

# The lines of the Excel list, numbered as there.
PISAHKAN = """
    WITH urut AS (
        SELECT i.id, l.kecamatan_id,
               row_number() OVER (ORDER BY k.nama, l.nama, p.nama, i.id) AS nomor
        FROM iuran_iuran i
        JOIN peserta_peserta p ON p.id = i.peserta_id
        LEFT JOIN peserta_kelurahan l ON l.kode = p.kelurahan_id
        LEFT JOIN peserta_kecamatan k ON k.kode = l.kecamatan_id
        WHERE i.tagihan_id = %(asal)s AND i.jenis = 'iuran'
    ), pindah AS (
        UPDATE iuran_iuran i SET tagihan_id = CASE
            WHEN urut.kecamatan_id = ANY(%(kecamatan)s::text[])
              OR urut.nomor = ANY(%(baris)s::int[]) OR urut.nomor <= %(pertama)s
            THEN %(dipilih)s ELSE %(sisa)s END
        FROM urut WHERE urut.id = i.id
        RETURNING i.tagihan_id, i.nominal
    )
    SELECT tagihan_id, count(*), sum(nominal) FROM pindah GROUP BY tagihan_id
"""
NOMOR_BARIS = (
    "SELECT nextval(pg_get_serial_sequence('iuran_tagihan', 'id')),"
    " nextval(pg_get_serial_sequence('iuran_tagihan', 'id'))"
)
BELUM_DIBAYAR = (StatusTagihan.DISUSUN, StatusTagihan.DITERBITKAN)


class Pilihan(NamedTuple):
    """The lines that make the first part: of kecamatan, by number, or the first ``pertama``."""

    nama: str
    nama_sisa: str
    kecamatan: Sequence[str] = ()
    baris: Sequence[int] = ()
    pertama: int = 0


@transaction.atomic
def bagi_tagihan(
    tagihan: Tagihan, pilihan: Pilihan, *, oleh: Pengguna, pada: datetime
) -> list[Tagihan]:
    """Divide an unpaid bill in two named parts, or one of its parts once more.

    The whole stays with its number and sums, without rows; each part is a bill with a number of its
    own, in the state that the whole had. A divided part is cancelled for its two successors. Raises
    AturanDilanggarError when the choice takes nothing or everything, or the bill is paid.
    """
    utuh = Tagihan.objects.select_for_update().get(pk=tagihan.induk_id or tagihan.pk)
    tagihan = Tagihan.objects.select_for_update().get(pk=tagihan.pk)
    _periksa(tagihan)
    with connection.cursor() as kursor:
        kursor.execute(NOMOR_BARIS)
        dipilih, sisa = kursor.fetchone()
        isi: dict[str, Any] = {
            "asal": tagihan.pk,
            "kecamatan": list(pilihan.kecamatan),
            "baris": list(pilihan.baris),
            "pertama": pilihan.pertama,
            "dipilih": dipilih,
            "sisa": sisa,
        }
        kursor.execute(PISAHKAN, isi)
        jumlah = {pk: (orang, int(total)) for pk, orang, total in kursor.fetchall()}
    if len(jumlah) < 2:
        raise AturanDilanggarError(
            f"Pilihan itu memuat {'semua' if dipilih in jumlah else 'tidak seorang pun dari'} "
            f"{ribuan(tagihan.jumlah_orang)} orang. Pilih sebagian saja."
        )
    _bagi_kompensasi(tagihan, jumlah)
    daftar = _buat_bagian(
        utuh, tagihan, [(dipilih, pilihan.nama), (sisa, pilihan.nama_sisa)], jumlah
    )
    _tinggalkan(utuh, tagihan, daftar, oleh, pada)
    return daftar


def _bagi_kompensasi(asal: Tagihan, jumlah: dict[int, tuple[int, int]]) -> None:
    """Give each set-off to the part that has more left to pay; ``jumlah`` follows.

    Raises AturanDilanggarError when nothing would be left to pay in a part.
    """
    ke: dict[int, list[int]] = {pk: [] for pk in jumlah}
    for satu in Iuran.objects.pembalik().filter(tagihan=asal).order_by("nominal", "pk"):
        pk = max(jumlah, key=lambda n: (jumlah[n][1], -n))
        ke[pk].append(satu.pk)
        jumlah[pk] = (jumlah[pk][0], jumlah[pk][1] + satu.nominal)
    if min(total for _, total in jumlah.values()) <= 0:
        raise AturanDilanggarError(
            "Kompensasi dalam tagihan ini menghabiskan salah satu bagiannya. Pilih bagian yang "
            "lebih besar."
        )
    for pk, daftar in ke.items():
        Iuran.objects.filter(pk__in=daftar).update(tagihan=pk)


def _periksa(tagihan: Tagihan) -> None:
    if tagihan.status not in BELUM_DIBAYAR or tagihan.saldo_awal_id:
        raise AturanDilanggarError(
            f"{tagihan.nomor} sudah {tagihan.get_status_display().lower()}, jadi tidak dapat "
            "dibagi. Muat ulang halaman."
        )


def _buat_bagian(
    utuh: Tagihan,
    asal: Tagihan,
    bagian: Sequence[tuple[int, str]],
    jumlah: dict[int, tuple[int, int]],
) -> list[Tagihan]:
    if sum(total for _, total in jumlah.values()) != asal.total:
        raise AturanDilanggarError(
            f"Isi {asal.nomor} berbeda dari jumlahnya. Beri tahu admin sistem sebelum membaginya."
        )
    sudah = utuh.daftar_bagian.count()
    return Tagihan.objects.bulk_create(
        Tagihan(
            pk=pk,
            nomor=f"{utuh.nomor}/{huruf(sudah + n)}",
            induk=utuh,
            nama_bagian=nama,
            sumber_id=utuh.sumber_id,
            bulan=utuh.bulan,
            ke=utuh.ke,
            jumlah_orang=jumlah[pk][0],
            total=jumlah[pk][1],
            status=asal.status,
            tanggal=asal.tanggal,
            npp=asal.npp,
            kode_rekening=asal.kode_rekening,
            disusun_oleh_id=asal.disusun_oleh_id,
            diterbitkan_oleh_id=asal.diterbitkan_oleh_id,
            diterbitkan_pada=asal.diterbitkan_pada,
        )
        for n, (pk, nama) in enumerate(bagian)
    )


def huruf(n: int) -> str:
    """0 is A, 25 is Z, 26 is AA, as the columns of a sheet."""
    depan, akhir = divmod(n, 26)
    return (huruf(depan - 1) if depan else "") + chr(ord("A") + akhir)


def _tinggalkan(
    utuh: Tagihan, asal: Tagihan, daftar: Sequence[Tagihan], oleh: Pengguna, pada: datetime
) -> None:
    """The divided bill has no rows any more: the whole is ``dibagi``, a part is cancelled."""
    if asal.pk == utuh.pk:
        pindahkan(
            utuh, StatusTagihan.DIBAGI, dari=BELUM_DIBAYAR, dibagi_oleh=oleh, dibagi_pada=pada
        )
        return
    pindahkan(
        asal,
        StatusTagihan.DIBATALKAN,
        dari=BELUM_DIBAYAR,
        alasan_batal=f"Dibagi lagi menjadi {' dan '.join(t.nomor for t in daftar)}",
        dibatalkan_oleh=oleh,
        dibatalkan_pada=pada,
    )


@transaction.atomic
def gabungkan_bagian(utuh: Tagihan, *, oleh: Pengguna, pada: datetime) -> int:
    """Undo a division while nothing is paid: the parts are cancelled, the whole has its rows again.

    The whole is issued when all parts were, else a draft. Returns the number of people. Raises
    AturanDilanggarError when a part is paid.
    """
    utuh = Tagihan.objects.select_for_update().get(pk=utuh.pk)
    bagian = list(utuh.daftar_bagian.hidup().select_for_update().order_by("pk"))
    if utuh.status != StatusTagihan.DIBAGI:
        raise BentrokError(f"{utuh.nomor} tidak sedang dibagi. Muat ulang halaman.")
    if lunas := next((b for b in bagian if b.status == StatusTagihan.DIBAYAR), None):
        raise AturanDilanggarError(
            f"{lunas.nomor} sudah dibayar, jadi pembagiannya tetap. Bila pembayarannya keliru, "
            "batalkan pembayaran itu dahulu.",
            tautan=reverse("iuran:tagihan_detail", args=[lunas.pk]),
            label_tautan=f"Buka {lunas.nomor}",
        )
    pks = [b.pk for b in bagian]
    isi = Iuran.objects.filter(tagihan__in=pks)
    isi.pembalik().update(tagihan=utuh)
    orang = isi.orang().update(tagihan=utuh)
    Tagihan.objects.filter(pk__in=pks).update(
        status=StatusTagihan.DIBATALKAN,
        alasan_batal=f"Pembagian dibatalkan; isinya kembali ke {utuh.nomor}",
        dibatalkan_oleh=oleh,
        dibatalkan_pada=pada,
    )
    pindahkan(
        utuh,
        StatusTagihan.DITERBITKAN if _semua_terbit(bagian) else StatusTagihan.DISUSUN,
        dari=(StatusTagihan.DIBAGI,),
        **_penerbitan(bagian),
    )
    return orang


def _semua_terbit(bagian: Sequence[Tagihan]) -> bool:
    return all(b.status == StatusTagihan.DITERBITKAN for b in bagian)


def _penerbitan(bagian: Sequence[Tagihan]) -> dict[str, Any]:
    """Who issued the whole, and when: as its last part; a draft is issued by nobody."""
    terakhir = bagian[-1] if _semua_terbit(bagian) else Tagihan()
    return {
        "diterbitkan_oleh": terakhir.diterbitkan_oleh,
        "diterbitkan_pada": terakhir.diterbitkan_pada,
        "tanggal": terakhir.tanggal,
        "dibagi_oleh": None,
        "dibagi_pada": None,
    }
