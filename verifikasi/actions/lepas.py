"""Let people go as their amending decree is frozen, or keep them as it is given up."""

from collections.abc import Sequence

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now

from iuran.models import Bantuan
from peserta.models import Peserta
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna
from verifikasi.actions.perubahan import (
    kunci_baris,
    lepaskan,
    pastikan_bisa_keluar,
    sebut,
    sudah_pergi,
)
from verifikasi.models import (
    BarisPenetapan,
    BarisPerubahan,
    Penetapan,
    PerubahanPenetapan,
    StatusPerubahanSK,
)
from verifikasi.tempat import BERAKHIR, HIDUP


def pastikan_bisa_pergi(baris: Sequence[BarisPenetapan]) -> None:
    """Raise the errors of :func:`pastikan_bisa_keluar` for whoever has not left already.

    AturanDilanggarError for somebody whose months another source pays by now.
    """
    if lain := [b for b in baris if b.dikeluarkan_id]:
        raise BentrokError(f"{sebut(lain)} sudah dikeluarkan dari SK itu. Pilih lagi.")
    pastikan_bisa_keluar([b for b in baris if not sudah_pergi(b)])
    if lain := masih_dibiayai([b for b in baris if sudah_pergi(b)]):
        raise AturanDilanggarError(
            f"{sebut(lain)} masih dibiayai menurut SK itu oleh sumber dana lain, jadi tidak "
            "dikeluarkan. Hentikan lewat Peristiwa di halaman orangnya."
        )


def masih_dibiayai(baris: Sequence[BarisPenetapan]) -> list[BarisPenetapan]:
    """Those of these lines whose person some grant of the same decree still pays for.

    Their own grant went over to another source, or its part after New Year alone fell away.
    """
    orang = [b.peserta_id for b in baris]
    hidup = Bantuan.objects.filter(peserta__in=orang, status__in=HIDUP)
    milik = set(hidup.values_list("peserta", "nomor_sk"))
    return [b for b in baris if b.bantuan and (b.peserta_id, b.bantuan.nomor_sk) in milik]


def kunci_pelepas(draf: Penetapan) -> None:
    """Lock the people who go and come by an amending decree, in one order."""
    if draf.mengubah_id:
        keluar = BarisPenetapan.objects.filter(daftar_usulan_keluar__perubahan__melalui=draf)
        orang = Q(pk__in=keluar.values("peserta")) | Q(pk__in=draf.daftar_baris.values("peserta"))
        list(Peserta.objects.filter(orang).order_by("pk").select_for_update().values_list("pk"))


def lepas_menurut(draf: Penetapan, *, oleh: Pengguna) -> int:
    """Let those go whom this amending decree names, as it is frozen; returns how many.

    The caller has locked the decree, and the people by :func:`kunci_pelepas`. Raises the errors of
    :func:`pastikan_bisa_pergi`, and BentrokError when a place is not free after all.
    """
    terbuka = PerubahanPenetapan.objects.select_for_update(of=("self",)).filter(melalui=draf)
    perubahan = terbuka.select_related("penetapan").annotate(saat=Now()).first()
    baris: list[BarisPenetapan] = []
    if perubahan:
        baris = kunci_baris(
            BarisPenetapan.objects.filter(daftar_usulan_keluar__perubahan=perubahan)
        )
        pastikan_bisa_pergi(baris)
        lepaskan(perubahan, baris, oleh=oleh, pada=perubahan.saat)
    tempat = draf.daftar_baris.filter(menggantikan__isnull=False)
    terisi = tempat.exclude(menggantikan__status__in=BERAKHIR).select_related("peserta")
    if lain := list(terisi):
        raise BentrokError(
            f"Tempat yang diisi {sebut(lain)} belum kosong: yang digantikan masih dibiayai. "
            "Keluarkan penggantinya dari daftar, lalu ulangi."
        )
    return len(baris)


def urungkan(draf: Penetapan, *, alasan: str, oleh: Pengguna) -> None:
    """Drop what an amending decree proposed, as its draft is given up."""
    milik = PerubahanPenetapan.objects.filter(melalui=draf, status=StatusPerubahanSK.DIUSULKAN)
    BarisPerubahan.objects.filter(perubahan__in=milik).update(terbuka=False)
    milik.update(
        status=StatusPerubahanSK.DITOLAK,
        alasan_putusan=alasan,
        diputus_oleh=oleh,
        diputus_pada=Now(),
    )


def urungkan_koreksi(baris: QuerySet[BarisPenetapan]) -> None:
    """Let people stay in the amended decree whose corrected line is taken out of the draft."""
    sendiri = baris.filter(menggantikan__peserta=F("peserta"))
    BarisPerubahan.objects.filter(
        terbuka=True,
        baris__bantuan__in=sendiri.values("menggantikan"),
        perubahan__melalui__in=sendiri.values("penetapan"),
    ).delete()
