"""The decree of an extension: draft it from approved lines, look at everybody again at freezing."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import QuerySet
from django.urls import reverse

from pijar.errors import AturanDilanggarError
from pijar.models import Pengguna
from verifikasi.actions.kembali import Kepala
from verifikasi.actions.penetapan import susun_penetapan
from verifikasi.actions.perpanjangan import kunci_perpanjangan, orang_dari
from verifikasi.actions.tinjauan import catat_lanjut
from verifikasi.calon import belum_terputus
from verifikasi.masa import halangan_mulai, terlalu_awal
from verifikasi.models import (
    LAYAK_LANJUT,
    BarisPerpanjangan,
    Penetapan,
    Perpanjangan,
    StatusPenetapan,
)
from verifikasi.vonis import nilai

MASUKKAN = """
    INSERT INTO verifikasi_barispenetapan
        (penetapan_id, peserta_id, sumber_id, jenis, catatan, bulan_awal, jumlah_bulan, jht,
         alasan_celah, pernyataan, hidup, perpanjangan_id)
    SELECT %(penetapan)s, l.peserta_id, %(sumber)s, 'rutin', '', l.bulan_awal, %(jumlah)s, %(jht)s,
           %(celah)s, '', true, l.id
    FROM ({sql}) n
    JOIN verifikasi_barisperpanjangan l ON l.peserta_id = n.peserta_id
     AND l.perpanjangan_id = %(milik)s AND l.keadaan = 'terbuka' AND l.keputusan = 'disetujui'
    WHERE n.vonis = ANY(%(layak)s)
    ORDER BY l.id
    ON CONFLICT DO NOTHING
"""
TAK_LANJUT = """
    SELECT b.id, n.sebab FROM ({sql}) n
    JOIN verifikasi_barispenetapan b ON b.peserta_id = n.peserta_id
     AND b.penetapan_id = %(penetapan)s
    WHERE NOT n.vonis = ANY(%(layak)s)
    ORDER BY b.id
"""
SELESAIKAN = """
    UPDATE verifikasi_barisperpanjangan l SET keadaan = 'selesai'
    FROM verifikasi_barispenetapan b WHERE b.perpanjangan_id = l.id AND b.penetapan_id = %s
    RETURNING l.id
"""


class DrafLanjut(NamedTuple):
    """The drafted decree, how many are in it, and how many approved people were left out."""

    penetapan: Penetapan
    orang: int
    tinggal: int


@transaction.atomic
def susun_sk(
    perpanjangan: Perpanjangan,
    kepala: Kepala,
    *,
    alasan_celah: str = "",
    oleh: Pengguna,
    pada: date,
) -> DrafLanjut:
    """Draft a decree with every approved person who may go along today.

    Whoever may not stays in the extension. Raises AturanDilanggarError when nobody is left or the
    first month lies before the decree's own, BentrokError when the number is taken.
    """
    kini = kunci_perpanjangan(perpanjangan)
    celah = terlalu_awal(kini.bulan_awal, kepala.tanggal)
    if kalimat := halangan_mulai(
        kini.bulan_awal, kepala.tanggal, perpanjangan=True, alasan_celah=alasan_celah
    ):
        raise AturanDilanggarError(kalimat)
    siap = kini.daftar_baris.siap_ditetapkan()
    if celah:
        terputus = belum_terputus(kepala.tanggal, sebelum=kini.bulan_awal)
        siap = siap.filter(peserta__in=terputus.values("pk"))
    semua = kini.daftar_baris.siap_ditetapkan().count()
    draf = susun_penetapan(**kepala._asdict(), oleh=oleh)
    isi = {
        "penetapan": draf.pk,
        "sumber": kini.sumber_id,
        "jht": kini.jht,
        "celah": alasan_celah.strip() if celah else "",
        "layak": list(LAYAK_LANJUT),
    }
    jumlah = _masukkan(kini, siap, isi, pada)
    if not jumlah:
        raise _tanpa_orang(kini, semua)
    return DrafLanjut(draf, jumlah, semua - jumlah)


def _tanpa_orang(perpanjangan: Perpanjangan, disetujui: int) -> AturanDilanggarError:
    """Why a decree would be empty: all are in a draft already, or nobody may go along."""
    draf = Penetapan.objects.filter(
        status=StatusPenetapan.DRAF, daftar_baris__perpanjangan__perpanjangan=perpanjangan
    )
    if not disetujui and (satu := draf.order_by("pk").first()):
        return AturanDilanggarError(
            f"Semua orang yang disetujui sudah ada dalam draf SK {satu.nomor}. Minta admin lain "
            "menetapkannya, atau batalkan draf itu dahulu.",
            tautan=reverse("verifikasi:penetapan_detail", args=[satu.pk]),
            label_tautan=f"Buka draf {satu.nomor}",
        )
    return AturanDilanggarError(
        "Belum ada orang yang disetujui dan masih dapat ikut. Tunggu keputusan verifikator, atau "
        "periksa sebabnya di bawah."
    )


def _masukkan(
    perpanjangan: Perpanjangan,
    siap: QuerySet[BarisPerpanjangan],
    isi: dict[str, Any],
    pada: date,
) -> int:
    perintah = nilai(orang_dari(siap), perpanjangan, pada=pada, milik=perpanjangan)
    with connection.cursor() as kursor:
        kursor.execute(MASUKKAN.format(sql=perintah.sql), perintah.isi | isi)
        jumlah = int(kursor.rowcount)
        kursor.execute("ANALYZE verifikasi_barispenetapan")  # perhaps a whole city's lines
    return jumlah


def tak_lanjut(penetapan: Penetapan, *, pada: date) -> dict[int, str]:
    """Lines of the draft whose people may not be extended on ``pada``, with the reason."""
    hasil: dict[int, str] = {}
    for satu in yang_memuat(penetapan):
        baris = BarisPerpanjangan.objects.filter(perpanjangan=satu, daftar_sk__penetapan=penetapan)
        perintah = nilai(orang_dari(baris), satu, pada=pada, milik=satu)
        isi = perintah.isi | {"penetapan": penetapan.pk, "layak": list(LAYAK_LANJUT)}
        with connection.cursor() as kursor:
            kursor.execute(TAK_LANJUT.format(sql=perintah.sql), isi)
            hasil |= dict(kursor.fetchall())
    return hasil


def yang_memuat(penetapan: Penetapan) -> Sequence[Perpanjangan]:
    """The extensions from which the decree was drafted."""
    milik = penetapan.daftar_baris.filter(perpanjangan__isnull=False).order_by()
    return list(
        Perpanjangan.objects.filter(pk__in=milik.values("perpanjangan__perpanjangan")).order_by(
            "pk"
        )
    )


def selesaikan(penetapan: Penetapan, *, oleh: Pengguna, pada: date) -> None:
    """Close the lines of extensions that the decree has frozen, and keep the look at them."""
    with connection.cursor() as kursor:
        kursor.execute(SELESAIKAN, [penetapan.pk])
        baris = [pk for (pk,) in kursor.fetchall()]
    catat_lanjut(baris, oleh=oleh, pada=pada, penetapan=penetapan)
