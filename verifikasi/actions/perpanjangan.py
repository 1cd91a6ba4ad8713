"""Prepare an extension: look at everybody again, take people out and back, give it up."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.urls import reverse

from iuran.buku import Kelompok, bagi
from peserta.models import Peserta
from pijar.bulan import nama_bulan, tambah_bulan
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna
from pijar.rupiah import ribuan
from verifikasi.models import (
    BarisPenetapan,
    BarisPerpanjangan,
    KeadaanBaris,
    KeputusanLanjut,
    Perpanjangan,
    StatusPerpanjangan,
)
from verifikasi.vonis import Perintah, RencanaLanjut, Saringan, kandidat, nilai

TULIS = """
    INSERT INTO verifikasi_barisperpanjangan
        (perpanjangan_id, peserta_id, vonis, sebab, vonis_awal, bulan_awal, jumlah_bulan,
         pernyataan_id, keadaan, keputusan, dasar, alasan_keluar, alasan_cabut)
    SELECT %(milik)s, peserta_id, vonis, sebab, vonis, %(awal)s, lama, pernyataan_id,
           CASE sebab WHEN 'diambil' THEN 'diambil' ELSE 'terbuka' END, 'menunggu', '', '', ''
    FROM ({sql}) n ORDER BY peserta_id
    ON CONFLICT (peserta_id) WHERE keadaan = 'terbuka' DO NOTHING
"""
# Whom somebody else prepared at the same moment.
TERLEWAT = """
    INSERT INTO verifikasi_barisperpanjangan
        (perpanjangan_id, peserta_id, vonis, sebab, vonis_awal, bulan_awal, jumlah_bulan,
         keadaan, keputusan, dasar, alasan_keluar, alasan_cabut)
    SELECT %(milik)s, n.peserta_id, 'tidak', 'diambil', 'tidak', %(awal)s, n.lama,
           'diambil', 'menunggu', '', '', ''
    FROM ({sql}) n WHERE NOT EXISTS (
        SELECT FROM verifikasi_barisperpanjangan l
        WHERE l.perpanjangan_id = %(milik)s AND l.peserta_id = n.peserta_id
    )
"""
# An approval keeps the attestation on which it was given.
PERBARUI = """
    UPDATE verifikasi_barisperpanjangan l
    SET vonis = n.vonis, sebab = n.sebab, jumlah_bulan = n.lama,
        pernyataan_id = CASE l.keputusan WHEN 'menunggu' THEN n.pernyataan_id
                                         ELSE l.pernyataan_id END,
        keadaan = CASE n.sebab WHEN 'diambil' THEN 'diambil' ELSE 'terbuka' END
    FROM ({sql}) n
    WHERE l.perpanjangan_id = %(milik)s AND l.peserta_id = n.peserta_id
      AND l.keadaan IN ('terbuka', 'diambil') AND l.keputusan <> 'tidak'
      AND ((l.sebab, l.jumlah_bulan) IS DISTINCT FROM (n.sebab, n.lama)
           OR l.keputusan = 'menunggu' AND l.pernyataan_id IS DISTINCT FROM n.pernyataan_id)
"""


@transaction.atomic
def siapkan(
    rencana: RencanaLanjut, saringan: Saringan, *, kunci: UUID, oleh: Pengguna, pada: date
) -> Perpanjangan:
    """Look at all these people again and keep a line of each; nobody is decided yet.

    The same page a second time (``kunci``) finds what it made. Raises AturanDilanggarError when
    nobody is found, and for months that the source cannot give; BentrokError when another
    extension holds everybody.
    """
    if lama := Perpanjangan.objects.filter(kunci=kunci, disusun_oleh=oleh).first():
        return lama
    periksa_rencana(rencana, saringan)
    perpanjangan = Perpanjangan.objects.create(
        sumber=rencana.sumber,
        bulan_awal=rencana.bulan_awal,
        jumlah_bulan=rencana.jumlah_bulan,
        jht=rencana.jht,
        bulan_terakhir=saringan.bulan,
        sumber_lama=saringan.sumber,
        kecamatan=saringan.kecamatan,
        kelurahan=saringan.kelurahan,
        pekerjaan=saringan.pekerjaan,
        kunci=kunci,
        disusun_oleh=oleh,
        dinilai_pada=pada,
    )
    perintah = nilai(kandidat(saringan, oleh=oleh), rencana, pada=pada, milik=perpanjangan)
    if not _jalankan(TULIS, perintah) + _jalankan(TERLEWAT, perintah):
        raise AturanDilanggarError(
            "Tidak ada orang yang perlindungannya habis menurut saringan ini. Ubah bulan, sumber "
            "atau wilayahnya."
        )
    _pastikan_ada_terbuka(perpanjangan)
    with connection.cursor() as kursor:  # a whole city's lines, which PostgreSQL takes for few
        kursor.execute("ANALYZE verifikasi_barisperpanjangan")
    return perpanjangan


def _pastikan_ada_terbuka(perpanjangan: Perpanjangan) -> None:
    """Raise BentrokError when other extensions hold everybody of this one already."""
    milik = perpanjangan.daftar_baris
    if milik.terbuka().exists():
        return
    terbuka = BarisPerpanjangan.objects.terbuka().filter(peserta__in=milik.values("peserta"))
    pemegang = Perpanjangan.objects.filter(daftar_baris__in=terbuka).select_related("disusun_oleh")
    lain = list(pemegang.annotate(orang=Count("pk")).order_by("-orang", "pk"))
    if lain:
        sebut = "; ".join(f"{p}, {p.disusun_oleh.nama}, {ribuan(p.orang)} orang" for p in lain)
        raise BentrokError(
            f"{ribuan(milik.count())} orang menurut saringan ini semuanya sudah disiapkan dalam "
            f"perpanjangan lain ({sebut}). Lanjutkan di sana, atau ubah bulan, sumber atau "
            "wilayahnya.",
            tautan=reverse("verifikasi:perpanjangan_detail", args=[lain[0].pk]),
            label_tautan=f"Buka {lain[0]}",
        )


def periksa_rencana(rencana: RencanaLanjut, saringan: Saringan) -> None:
    """Raise AturanDilanggarError for months that this source, or nobody, can give."""
    bagi([Kelompok(rencana.sumber, rencana.bulan_awal, rencana.jumlah_bulan, transport=False)])
    if saringan.bulan and rencana.bulan_awal <= saringan.bulan:
        raise AturanDilanggarError(
            f"Perlindungannya masih berjalan sampai {nama_bulan(saringan.bulan)}. Mulai paling "
            f"awal {nama_bulan(tambah_bulan(saringan.bulan, 1))}."
        )


@transaction.atomic
def nilai_ulang(
    perpanjangan: Perpanjangan,
    *,
    pada: date,
    orang: Collection[int] | QuerySet[Any, Any] | None = None,
) -> int:
    """Look again at everybody (or at these people) who waits for a decision, or for the decree.

    An approval stands; the reason says why its person may not go along any more. Returns how many
    changed. Raises BentrokError when somebody else took one of them just now.
    """
    kini = kunci_perpanjangan(perpanjangan)
    semua = yang_dilihat(kini.daftar_baris.all())
    if orang is not None:
        semua = semua.filter(peserta__in=orang)
    else:
        Perpanjangan.objects.filter(pk=kini.pk).update(dinilai_pada=pada)
    perintah = nilai(orang_dari(semua), kini, pada=pada, milik=kini)
    try:
        with transaction.atomic():
            return _jalankan(PERBARUI, perintah)
    except IntegrityError as galat:
        raise BentrokError(
            "Seseorang baru saja masuk perpanjangan lain. Nilai ulang sekali lagi."
        ) from galat


def nilai_ulang_orang(pks: Collection[int], *, pada: date) -> None:
    """Look again at these people wherever they wait, after an attestation came or went."""
    dilihat = yang_dilihat(BarisPerpanjangan.objects.filter(peserta__in=pks))
    milik = Exists(dilihat.filter(perpanjangan=OuterRef("pk")))
    for perpanjangan in Perpanjangan.objects.filter(milik).order_by("pk"):
        nilai_ulang(perpanjangan, pada=pada, orang=pks)


@transaction.atomic
def keluarkan(
    perpanjangan: Perpanjangan, baris: QuerySet[BarisPerpanjangan], *, alasan: str, oleh: Pengguna
) -> int:
    """Take these open lines out; returns how many.

    Raises AturanDilanggarError without a reason, BentrokError for lines in a decree's draft.
    """
    kunci_perpanjangan(perpanjangan)
    if not alasan.strip():
        raise AturanDilanggarError("Tulis alasan mengeluarkannya.")
    terbuka = perpanjangan.daftar_baris.filter(pk__in=baris.values("pk"))
    terbuka = terbuka.exclude(keadaan__in=[KeadaanBaris.KELUAR, KeadaanBaris.SELESAI])
    _pastikan_tanpa_draf(terbuka)
    return terbuka.update(
        keadaan=KeadaanBaris.KELUAR, keluar_oleh=oleh, alasan_keluar=alasan.strip()
    )


@transaction.atomic
def kembalikan(
    perpanjangan: Perpanjangan, baris: QuerySet[BarisPerpanjangan], *, pada: date
) -> int:
    """Take lines back in that were taken out, and look at their people again.

    Returns how many. Raises BentrokError when another extension took one of them meanwhile.
    """
    kunci_perpanjangan(perpanjangan)
    keluar = perpanjangan.daftar_baris.filter(
        pk__in=baris.values("pk"), keadaan=KeadaanBaris.KELUAR
    )
    orang = list(keluar.values_list("peserta", flat=True))
    try:
        with transaction.atomic():
            jumlah = keluar.update(keadaan=KeadaanBaris.TERBUKA)
    except IntegrityError as galat:
        raise BentrokError(
            "Sebagian sudah masuk perpanjangan lain, jadi tidak ada yang dikembalikan. Centang "
            "orang yang lain saja."
        ) from galat
    nilai_ulang(perpanjangan, pada=pada, orang=orang)
    return jumlah


@transaction.atomic
def batalkan_perpanjangan(perpanjangan: Perpanjangan, *, alasan: str) -> None:
    """Give the extension up; its people are free. What is decreed already stays.

    Raises AturanDilanggarError without a reason, BentrokError while a decree's draft holds lines.
    """
    kini = kunci_perpanjangan(perpanjangan)
    if not alasan.strip():
        raise AturanDilanggarError("Tulis alasan pembatalan.")
    sisa = kini.daftar_baris.exclude(keadaan=KeadaanBaris.SELESAI)
    _pastikan_tanpa_draf(sisa)
    sisa.update(keadaan=KeadaanBaris.BATAL)
    Perpanjangan.objects.filter(pk=kini.pk).update(
        status=StatusPerpanjangan.DIBATALKAN, alasan_batal=alasan.strip()
    )


def kunci_perpanjangan(perpanjangan: Perpanjangan) -> Perpanjangan:
    """Lock the extension; raises BentrokError when it was given up."""
    kini = Perpanjangan.objects.select_for_update(of=("self",), no_key=True).get(pk=perpanjangan.pk)
    if not kini.terbuka:
        raise BentrokError("Perpanjangan ini sudah dibatalkan. Muat ulang halaman.")
    return kini


def yang_dilihat(baris: QuerySet[BarisPerpanjangan]) -> QuerySet[BarisPerpanjangan]:
    """Those that are looked at again: open, or waiting for another extension to let go."""
    terbuka = baris.filter(keadaan__in=[KeadaanBaris.TERBUKA, KeadaanBaris.DIAMBIL])
    return terbuka.exclude(keputusan=KeputusanLanjut.TIDAK)


def orang_dari(baris: QuerySet[BarisPerpanjangan]) -> QuerySet[Peserta]:
    """The people of these lines."""
    return Peserta.objects.filter(pk__in=baris.order_by().values("peserta"))


def dalam_draf() -> Exists:
    """For a query on lines: one stands in the draft of a decree."""
    return Exists(
        BarisPenetapan.objects.filter(perpanjangan=OuterRef("pk"), hidup=True, bantuan=None)
    )


def _pastikan_tanpa_draf(baris: QuerySet[BarisPerpanjangan]) -> None:
    nomor = BarisPenetapan.objects.filter(
        perpanjangan__in=baris.order_by().values("pk"), hidup=True, bantuan=None
    ).values_list("penetapan__nomor", flat=True)
    if terpakai := sorted(set(nomor)):
        raise BentrokError(
            f"Sebagian sudah masuk draf SK {', '.join(terpakai)}. Keluarkan mereka dari draf itu, "
            "atau batalkan drafnya, lalu ulangi."
        )


def _jalankan(perintah: str, nilaian: Perintah, **lain: Any) -> int:
    with connection.cursor() as kursor:
        kursor.execute(perintah.format(sql=nilaian.sql), nilaian.isi | lain)
        return int(kursor.rowcount)
