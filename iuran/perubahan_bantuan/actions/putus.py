"""Confirm a change of grants: months fall away or get another payer, or live again; all set-based.

Every statement takes the lines that go along. A month in a bill is never touched.
"""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import F, Q

from iuran.buku import buat_iuran, pakai_tarif, pastikan_seluruh_kota
from iuran.models import (
    Iuran,
    JenisPerubahanBantuan,
    PerubahanBantuan,
    StatusPerubahanBantuan,
    SumberDana,
)
from iuran.perubahan_bantuan.actions.susun import kunci
from iuran.perubahan_bantuan.akibat import Akibat, akibat, isi_perubahan, orang_ikut, tanya
from peserta.models import Peserta
from pijar.errors import AturanDilanggarError, BentrokError, KuotaHabisError
from pijar.models import Pengguna
from pijar.rupiah import ribuan
from pijar.usulan import pastikan_orang_lain, pastikan_sama, putuskan

J, S = JenisPerubahanBantuan, StatusPerubahanBantuan
IKUT = "l.perubahan_id = %(perubahan)s AND l.sebab = ''"
# The figures of each line as they are now, and who cannot go along any more.
PERBARUI = """
    UPDATE iuran_barisperubahanbantuan l
    SET sebab = left(k.sebab, 300), terbuka = false, bulan = k.bulan,
        rupiah_lama = k.rupiah_lama, rupiah_baru = k.rupiah_baru
    FROM kini k WHERE l.id = k.id AND k.dulu = ''
"""
MATIKAN = f"""
    UPDATE iuran_iuran i SET hidup = false, alasan_mati = %(alasan)s
    FROM iuran_barisperubahanbantuan l
    WHERE {IKUT} AND i.bantuan_id = {{bantuan}} AND i.peserta_id = l.peserta_id
      AND i.hidup AND i.tagihan_id IS NULL AND i.pembayaran_id IS NULL
      AND i.bulan >= %(mulai)s
"""
AKHIRI = f"""
    UPDATE iuran_bantuan b
    SET status = CASE WHEN l.bulan_akhir_baru IS NULL THEN 'batal' ELSE b.status END,
        bulan_akhir = coalesce(l.bulan_akhir_baru, b.bulan_akhir)
    FROM iuran_barisperubahanbantuan l WHERE {IKUT} AND b.id = l.bantuan_id
"""
# The new source takes over what the old grant had left. A grant that loses every month also hands
# on since when the person was a member.
GANTIKAN = f"""
    WITH baru AS (
        INSERT INTO iuran_bantuan
            (peserta_id, sumber_id, jenis, kondisi_id, nomor_sk, bulan_awal, jumlah_bulan,
             bulan_akhir, jht, nominal_per_bulan, peserta_sejak, status, dibuat_pada)
        SELECT b.peserta_id, %(sumber)s, b.jenis, b.kondisi_id, b.nomor_sk,
               greatest(b.bulan_awal, %(mulai)s), l.bulan, l.bulan_akhir_lama, b.jht,
               ceil(l.rupiah_baru::numeric / l.bulan)::int,
               CASE WHEN l.bulan_akhir_baru IS NULL THEN b.peserta_sejak END, 'ditetapkan', now()
        FROM iuran_barisperubahanbantuan l JOIN iuran_bantuan b ON b.id = l.bantuan_id
        WHERE {IKUT} ORDER BY l.id
        RETURNING id, peserta_id, bulan_akhir
    )
    UPDATE iuran_barisperubahanbantuan l SET bantuan_baru_id = baru.id
    FROM baru
    WHERE {IKUT} AND l.peserta_id = baru.peserta_id AND l.bulan_akhir_lama = baru.bulan_akhir
"""
BATALKAN_PENGGANTI = f"""
    UPDATE iuran_bantuan b SET status = 'batal'
    FROM iuran_barisperubahanbantuan l WHERE {IKUT} AND b.id = l.bantuan_baru_id
"""
HIDUPKAN = f"""
    UPDATE iuran_bantuan b SET status = 'berjalan', bulan_akhir = l.bulan_akhir_baru
    FROM iuran_barisperubahanbantuan l WHERE {IKUT} AND b.id = l.bantuan_id
"""


@transaction.atomic
def konfirmasi_perubahan(
    perubahan: PerubahanBantuan,
    *,
    dilihat: str,
    keluarkan: bool = False,
    oleh: Pengguna,
    pada: datetime,
) -> Akibat:
    """Carry another admin's proposal out; returns what was done.

    ``dilihat`` seals what the page showed. With ``keluarkan`` who cannot go along any more stays
    behind, named; without it they refuse the whole. Raises AturanDilanggarError for the proposer
    and when it cannot be, KuotaHabisError without room in the new source, BentrokError when
    something changed meanwhile.
    """
    pastikan_seluruh_kota(oleh)
    _kunci_orang_dan_sumber(perubahan)
    kini = kunci(perubahan, S.DIUSULKAN)
    pastikan_orang_lain(kini, oleh)
    pakai_tarif()
    hasil = akibat(kini)
    pastikan_sama(dilihat, isi_perubahan(kini, hasil))
    if hasil.baru_keluar and not keluarkan:
        raise AturanDilanggarError(_kata_keluar(hasil))
    if hasil.halangan:
        raise (KuotaHabisError if hasil.orang else AturanDilanggarError)(hasil.halangan)
    tanya(PERBARUI, kini)
    try:
        with transaction.atomic():
            _laksanakan(kini)
    except IntegrityError as galat:
        raise BentrokError(
            "Sebagian bulannya baru saja dibiayai bantuan lain. Muat ulang halaman: yang berubah "
            "disebut di sana."
        ) from galat
    _pastikan_tuntas(kini)
    putuskan(kini, S.DIKONFIRMASI, oleh=oleh, pada=pada)
    return hasil


def _kunci_orang_dan_sumber(perubahan: PerubahanBantuan) -> None:
    """Lock the people by id, then the sources, as everywhere: this order prevents deadlocks."""
    orang = Peserta.objects.filter(pk__in=orang_ikut(perubahan)).order_by("pk")
    list(orang.select_for_update(no_key=True).values_list("pk").iterator())
    milik = Q(daftar_bantuan__daftar_perubahan__perubahan=perubahan)
    if lama := perubahan.membatalkan:
        milik |= Q(pk=lama.sumber_id)
    sumber = SumberDana.objects.filter(milik | Q(pk=perubahan.sumber_id)).order_by()
    pks = list(sumber.values_list("pk", flat=True).distinct())
    list(SumberDana.objects.select_for_update().filter(pk__in=pks).order_by("pk"))


def _kata_keluar(hasil: Akibat) -> str:
    nama = dict(Peserta.objects.filter(pk__in=list(hasil.sebab)[:3]).values_list("pk", "nama"))
    sebut = "; ".join(f"{nama[pk]}: {hasil.sebab[pk]}" for pk in nama)
    lain = ", dan lainnya" if hasil.baru_keluar > len(nama) else ""
    return (
        f"{ribuan(hasil.baru_keluar)} orang tidak dapat ikut lagi ({sebut}{lain}). Tekan Keluarkan "
        f"{ribuan(hasil.baru_keluar)} orang, lalu konfirmasi."
    )


def _laksanakan(p: PerubahanBantuan) -> None:
    isi: dict[str, Any] = {
        "perubahan": p.pk,
        "mulai": p.mulai,
        "sumber": p.sumber_id,
        "alasan": f"{p.sebutan}, dasar {p.dasar_nomor}"[:200],
    }
    baris = p.daftar_baris.ikut().order_by()
    with connection.cursor() as kursor:
        if p.jenis == J.KEMBALIKAN:
            kursor.execute(MATIKAN.format(bantuan="l.bantuan_baru_id"), isi)
            kursor.execute(BATALKAN_PENGGANTI, isi)
            kursor.execute(HIDUPKAN, isi)
            buat_iuran(list(baris.values_list("bantuan", flat=True)), mulai=p.mulai)
            return
        kursor.execute(MATIKAN.format(bantuan="l.bantuan_id"), isi)
        kursor.execute(AKHIRI, isi)
        if p.jenis == J.PINDAH:
            kursor.execute(GANTIKAN, isi)
            buat_iuran(list(baris.values_list("bantuan_baru", flat=True)))


def _pastikan_tuntas(p: PerubahanBantuan) -> None:
    """Raise BentrokError when a bill took one of the months at this very moment."""
    milik = Q(bantuan__in=p.daftar_baris.ikut().order_by().values("bantuan"))
    if p.jenis == J.KEMBALIKAN:
        milik = Q(bantuan__in=p.daftar_baris.ikut().order_by().values("bantuan_baru"))
    lewat = Q(bulan__gt=F("bantuan__bulan_akhir")) | Q(bantuan__status="batal")
    if Iuran.objects.hidup().filter(milik, lewat, bulan__gte=p.mulai).exists():
        raise BentrokError(
            "Sebagian bulannya baru saja masuk tagihan. Muat ulang halaman: tagihannya disebut di "
            "sana."
        )
