"""Draft a month's bill from the ledger, and cancel one that is not paid."""

from datetime import date
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from iuran.buku import periksa_defisit, samakan_tarif
from iuran.models import Iuran, StatusTagihan, SumberDana, Tagihan
from iuran.models.buku import IuranQuerySet
from iuran.perlindungan import pk_nonaktif
from iuran.tagihan.actions.pindah import pindahkan
from pijar.bulan import awal_bulan, nama_bulan
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna

LAMPIRKAN = """
    WITH masuk AS (
        UPDATE iuran_iuran SET tagihan_id = %(tagihan)s
        WHERE sumber_id = %(sumber)s AND bulan = %(bulan)s AND hidup AND tagihan_id IS NULL
          AND pembayaran_id IS NULL
          AND id <> ALL(%(nonaktif)s::bigint[])
        RETURNING nominal
    )
    SELECT count(*), coalesce(sum(nominal), 0) FROM masuk
"""
# The oldest reversals that leave something to pay; the rest waits for a later bill.
KOMPENSASIKAN = """
    WITH urut AS (
        SELECT id, sum(-nominal) OVER (ORDER BY id) AS jumlah
        FROM iuran_iuran
        WHERE sumber_id = %(sumber)s
          AND jenis = 'pembalik' AND tagihan_id IS NULL AND setor_pada IS NULL
          AND dicabut_pada IS NULL
    ), masuk AS (
        UPDATE iuran_iuran i SET tagihan_id = %(tagihan)s
        FROM urut WHERE urut.id = i.id AND urut.jumlah < %(total)s
        RETURNING i.nominal
    )
    SELECT coalesce(sum(nominal), 0) FROM masuk
"""
MATI_SETELAH_BATAL = "Bantuan sudah dihentikan ketika tagihannya dibatalkan."
NOMOR_BARIS = "SELECT nextval(pg_get_serial_sequence('iuran_tagihan', 'id'))"


@transaction.atomic
def susun_tagihan(sumber: SumberDana, bulan: date, *, oleh: Pengguna) -> Tagihan:
    """Bill every live row of ``sumber`` and ``bulan`` that is in no bill yet.

    Who lapsed is left out. Set-offs of the source that wait go along, the oldest first, as far as
    something remains to be paid. Of two admins at the same moment the second finds nothing any
    more. Rows that came after a bill make the next one (``ke`` 2 and up). Raises
    AturanDilanggarError when nothing waits, BentrokError when both bill different rows of the same
    month.
    """
    _pastikan_seluruh_kota(oleh)
    bulan = awal_bulan(bulan)
    # The source first, then its rows, as when grants are given: this order prevents deadlocks.
    SumberDana.objects.select_for_update(no_key=True).get(pk=sumber.pk)
    pk, orang, total = _lampirkan(sumber, bulan)
    ke = 1 + (_bulan_ini(sumber, bulan).aggregate(n=Max("ke"))["n"] or 0)
    try:
        with transaction.atomic():
            return Tagihan.objects.create(
                pk=pk,
                nomor=f"TG-{bulan:%Y-%m}-{sumber.kode}-{ke}",
                sumber=sumber,
                bulan=bulan,
                ke=ke,
                jumlah_orang=orang,
                total=total,
                **_kode_terakhir(sumber),
                disusun_oleh=oleh,
            )
    except IntegrityError as galat:
        raise BentrokError(
            f"Tagihan {sumber} bulan {nama_bulan(bulan)} baru saja disusun orang lain. "
            "Muat ulang halaman untuk melihatnya."
        ) from galat


def _lampirkan(sumber: SumberDana, bulan: date) -> tuple[int, int, int]:
    """Attach the rows, then the set-offs; returns the bill's id, its people and its rupiah.

    The rows point at the bill before it exists; the foreign key is checked at commit.
    """
    nonaktif = pk_nonaktif(_belum_ditagih(sumber, bulan))
    with connection.cursor() as kursor:
        kursor.execute(NOMOR_BARIS)
        pk = kursor.fetchone()[0]
        isi = {"tagihan": pk, "sumber": sumber.pk, "bulan": bulan, "nonaktif": nonaktif}
        kursor.execute(LAMPIRKAN, isi)
        orang, total = kursor.fetchone()
        if not orang:
            raise _tidak_ada(sumber, bulan)
        kursor.execute(KOMPENSASIKAN, isi | {"total": total})
        return pk, orang, total + kursor.fetchone()[0]


def _pastikan_seluruh_kota(oleh: Pengguna) -> None:
    if oleh.wilayah:
        raise AturanDilanggarError(
            "Tagihan memuat orang seluruh kota, sedangkan akun Anda dibatasi pada satu wilayah. "
            "Minta admin tanpa batas wilayah menyusunnya."
        )


def _kode_terakhir(sumber: SumberDana) -> dict[str, str]:
    """NPP and account code of the source's latest bill: they rarely change within a year."""
    terakhir = Tagihan.objects.hidup().filter(sumber=sumber, saldo_awal=None).order_by("-pk")
    kode = terakhir.values("npp", "kode_rekening").first()
    return {"npp": kode["npp"], "kode_rekening": kode["kode_rekening"]} if kode else {}


def _belum_ditagih(sumber: SumberDana, bulan: date) -> IuranQuerySet:
    return Iuran.objects.belum_ditagih().filter(sumber=sumber, bulan=bulan)


def _bulan_ini(sumber: SumberDana, bulan: date) -> Any:
    return Tagihan.objects.filter(sumber=sumber, bulan=bulan)


def _tidak_ada(sumber: SumberDana, bulan: date) -> AturanDilanggarError:
    terakhir = _bulan_ini(sumber, bulan).hidup().select_related("disusun_oleh").last()
    if _belum_ditagih(sumber, bulan).exists():
        return AturanDilanggarError(
            f"Iuran {sumber} bulan {nama_bulan(bulan)} yang belum ditagih tinggal milik orang yang "
            "nonaktif: tiga bulan sebelumnya belum dibayar. Mereka tidak ditagih lagi; aktifkan "
            "kembali lewat penetapan baru.",
            tautan=reverse("iuran:habis"),
            label_tautan="Lihat yang sudah habis atau nonaktif",
        )
    if terakhir is None:
        return AturanDilanggarError(
            f"Tidak ada iuran {sumber} bulan {nama_bulan(bulan)} yang menunggu ditagih. "
            "Iuran muncul setelah jawaban BPJS diterapkan.",
            tautan=reverse("iuran:tagihan_baru"),
            label_tautan="Lihat yang menunggu",
        )
    return BentrokError(
        f"Semua iuran {sumber} bulan {nama_bulan(bulan)} sudah masuk tagihan; yang terakhir "
        f"{terakhir.nomor}, disusun oleh {terakhir.disusun_oleh}.",
        tautan=reverse("iuran:tagihan_detail", args=[terakhir.pk]),
        label_tautan=f"Buka {terakhir.nomor}",
    )


@transaction.atomic
def batalkan_tagihan(tagihan: Tagihan, *, alasan: str, oleh: Pengguna) -> int:
    """Cancel an unpaid bill; its rows wait for a new one, at today's tariff. Returns how many.

    Rows for which the city may no longer pay do not wait again: they become dead. Set-offs wait.
    """
    if not alasan.strip():
        raise AturanDilanggarError("Tulis alasan pembatalan tagihan.")
    if tagihan.induk_id:
        raise AturanDilanggarError(
            f"{tagihan.nomor} adalah bagian dari {tagihan.induk}. Gabungkan lagi pembagiannya, "
            f"lalu batalkan {tagihan.induk}.",
            tautan=reverse("iuran:tagihan_detail", args=[tagihan.induk_id]),
            label_tautan=f"Buka {tagihan.induk}",
        )
    pindahkan(
        tagihan,
        StatusTagihan.DIBATALKAN,
        dari=(StatusTagihan.DISUSUN, StatusTagihan.DITERBITKAN),
        alasan_batal=alasan.strip(),
        dibatalkan_oleh=oleh,
        dibatalkan_pada=timezone.now(),
    )
    isi = Iuran.objects.filter(tagihan=tagihan)
    keluar = isi.filter(pk__in=list(isi.sudah_keluar().values_list("pk", flat=True)))
    keluar.update(hidup=False, alasan_mati=MATI_SETELAH_BATAL, tagihan=None)
    kompensasi, hari_ini = isi.pembalik().update(tagihan=None), timezone.localdate()
    lepas = isi.orang().update(tagihan=None)
    samakan_tarif(tagihan.sumber, tagihan.bulan, pada=hari_ini)
    if kompensasi:
        periksa_defisit(tagihan.sumber, hari_ini)
    return lepas


@transaction.atomic
def ganti_tagihan(tagihan: Tagihan, *, alasan: str, oleh: Pengguna) -> Tagihan:
    """Cancel an unpaid bill and draft its replacement, without who may no longer be paid for.

    Another admin issues the replacement. Raises AturanDilanggarError when nobody remains.
    """
    batalkan_tagihan(tagihan, alasan=alasan, oleh=oleh)
    return susun_tagihan(tagihan.sumber, tagihan.bulan, oleh=oleh)
