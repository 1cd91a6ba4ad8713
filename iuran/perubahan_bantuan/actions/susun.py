"""Draft a change of grants for one or many people, propose it, drop it."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from iuran.buku import pastikan_seluruh_kota
from iuran.models import (
    JenisPerubahanBantuan,
    PerubahanBantuan,
    StatusPerubahanBantuan,
)
from iuran.perubahan_bantuan.akibat import akibat, isi_perubahan
from iuran.perubahan_bantuan.aturan import Rencana, salah_rencana
from iuran.perubahan_bantuan.sasaran import hasil, parameter
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna
from pijar.rupiah import ribuan
from pijar.usulan import pastikan_sama, putuskan

J, S = JenisPerubahanBantuan, StatusPerubahanBantuan
SEBAB = 3  # reasons that a refusal names
TULIS = """
    INSERT INTO iuran_barisperubahanbantuan
        (perubahan_id, peserta_id, bantuan_id, bantuan_baru_id, bulan_akhir_lama, bulan_akhir_baru,
         bulan, rupiah_lama, rupiah_baru, sebab, terbuka)
    SELECT %(sendiri)s, h.peserta_id, h.bantuan_id, h.pengganti, h.lama, h.baru,
           h.bulan, h.rupiah_lama, h.rupiah_baru, left(h.sebab, 300), false
    FROM ({hasil}) h ORDER BY h.peserta_id, h.bantuan_id
"""


@transaction.atomic
def susun_perubahan(
    orang: Sequence[int], rencana: Rencana, *, oleh: Pengguna, pada: date
) -> PerubahanBantuan:
    """Draft a change for these people (ids); nothing of theirs changes yet. ``pada`` is today.

    Who cannot go along stands in it with the reason. The same form a second time finds its draft.
    Raises AturanDilanggarError for an admin of one area, for what cannot be meant, without people,
    and when nobody can go along.
    """
    pastikan_seluruh_kota(oleh)
    if lama := _tersusun(rencana.kunci, oleh):
        return lama
    if salah := next(salah_rencana(rencana, pada), None):
        raise AturanDilanggarError(salah.kalimat)
    if not orang:
        raise AturanDilanggarError("Pilih dahulu orangnya dari daftar.")
    return _tulis(PerubahanBantuan(**rencana._asdict(), diusulkan_oleh=oleh), orang)


@transaction.atomic
def kembalikan_perubahan(
    asal: PerubahanBantuan, rencana: Rencana, *, oleh: Pengguna, pada: date
) -> PerubahanBantuan:
    """Draft that a confirmed change is taken back, for all who went along.

    The same form a second time finds its draft. Raises AturanDilanggarError when it is not
    confirmed or nobody can go along, BentrokError while another such draft or proposal is open.
    """
    pastikan_seluruh_kota(oleh)
    asal = PerubahanBantuan.objects.select_for_update(of=("self",)).get(pk=asal.pk)
    if lama := _tersusun(rencana.kunci, oleh):
        return lama
    if asal.status != S.DIKONFIRMASI or asal.jenis == J.KEMBALIKAN:
        raise AturanDilanggarError(
            "Hanya pendekkan dan pindah sumber yang sudah dikonfirmasi dapat dikembalikan. "
            "Susun perubahan baru."
        )
    if salah := next(salah_rencana(rencana, pada), None):
        raise AturanDilanggarError(salah.kalimat)
    terbuka = asal.daftar_pengembalian.filter(status__in=[S.DISUSUN, S.DIUSULKAN]).first()
    if terbuka:
        raise BentrokError(
            f"Pengembaliannya sudah disusun sebagai perubahan nomor {terbuka.pk}. Buka yang itu."
        )
    orang = asal.daftar_baris.ikut().order_by().values_list("peserta", flat=True).distinct()
    isi = rencana._asdict() | {"sumber_lama": None, "sumber": None, "mulai": asal.mulai}
    return _tulis(PerubahanBantuan(**isi, membatalkan=asal, diusulkan_oleh=oleh), list(orang))


def _tersusun(kunci_isian: UUID | None, oleh: Pengguna) -> PerubahanBantuan | None:
    """What this officer's form has drafted already, if anything."""
    if kunci_isian is None:
        return None
    return PerubahanBantuan.objects.filter(kunci=kunci_isian, diusulkan_oleh=oleh).first()


def _tulis(perubahan: PerubahanBantuan, orang: Sequence[int]) -> PerubahanBantuan:
    perubahan.dasar_nomor = " ".join(perubahan.dasar_nomor.split())
    perubahan.alasan = perubahan.alasan.strip()
    if not (perubahan.dasar_nomor and perubahan.alasan):
        raise AturanDilanggarError("Tulis alasan dan nomor surat atau SK dasarnya.")
    try:
        with transaction.atomic():
            perubahan.save()
    except IntegrityError:
        if lama := _tersusun(perubahan.kunci, perubahan.diusulkan_oleh):  # at this very moment
            return lama
        raise
    with connection.cursor() as kursor:
        kursor.execute(TULIS.format(hasil=hasil(perubahan)), parameter(perubahan, orang))
    if not perubahan.daftar_baris.ikut().exists():
        raise AturanDilanggarError(_kata_tanpa_orang(perubahan))
    return perubahan


def _kata_tanpa_orang(perubahan: PerubahanBantuan) -> str:
    sebab = perubahan.daftar_baris.per_sebab()[:SEBAB]
    sebut = " ".join(f"{ribuan(n)} orang: {kalimat}" for kalimat, n in sebab)
    return f"Tidak seorang pun dapat ikut, jadi tidak ada draf yang disimpan. {sebut}"


def kunci(perubahan: PerubahanBantuan, status: StatusPerubahanBantuan) -> PerubahanBantuan:
    """Lock the change; raises BentrokError when it is in another state by now."""
    semua = PerubahanBantuan.objects.select_for_update(of=("self",))
    kini = semua.select_related("sumber", "sumber_lama", "membatalkan__sumber").get(pk=perubahan.pk)
    if kini.status != status:
        raise BentrokError(
            f"Perubahan ini sudah berstatus {kini.cip.label.lower()}. Muat ulang halaman."
        )
    return kini


@transaction.atomic
def usulkan_perubahan(perubahan: PerubahanBantuan, *, dilihat: str, oleh: Pengguna) -> None:
    """Propose a draft as its page showed it; another admin confirms it.

    Raises AturanDilanggarError for somebody else's draft, or when it cannot be confirmed as it is;
    BentrokError when what was shown has changed, or another proposal holds one of the grants.
    """
    kini = kunci(perubahan, S.DISUSUN)
    if kini.diusulkan_oleh_id != oleh.pk:
        raise AturanDilanggarError("Draf diusulkan oleh penyusunnya. Susun sendiri bila perlu.")
    hasil_kini = akibat(kini)
    pastikan_sama(dilihat, isi_perubahan(kini, hasil_kini))
    if hasil_kini.baru_keluar:
        raise BentrokError(
            f"{ribuan(hasil_kini.baru_keluar)} orang tidak dapat ikut lagi sejak draf ini disusun. "
            "Susun lagi dari daftarnya."
        )
    if hasil_kini.halangan:
        raise AturanDilanggarError(hasil_kini.halangan)
    try:
        with transaction.atomic():
            kini.daftar_baris.ikut().update(terbuka=True)
    except IntegrityError as galat:
        raise BentrokError(
            "Sebagian bantuan ini baru saja diusulkan berubah oleh admin lain. Putuskan usulan itu "
            "dahulu, lalu susun lagi."
        ) from galat
    kini.status = S.DIUSULKAN
    kini.save(update_fields=["status"])


@transaction.atomic
def tolak_perubahan(
    perubahan: PerubahanBantuan, *, alasan: str, oleh: Pengguna, pada: datetime
) -> None:
    """Drop a draft or proposal, by its author or another admin; it stays to be read.

    Raises BentrokError when it is decided already.
    """
    status = S(PerubahanBantuan.objects.get(pk=perubahan.pk).status)
    kini = kunci(perubahan, status if status == S.DISUSUN else S.DIUSULKAN)
    kini.daftar_baris.filter(terbuka=True).update(terbuka=False)
    putuskan(kini, S.DITOLAK, oleh=oleh, pada=pada, alasan=alasan)
