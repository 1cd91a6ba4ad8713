"""Take people out of a drafted bill, without undoing the rest."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone

from iuran.buku import samakan_tarif
from iuran.models import Iuran, PerubahanTagihan, StatusTagihan, Tagihan
from iuran.models.buku import IuranQuerySet
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna
from pijar.rupiah import ribuan, rupiah

DIPILIH = "Dikeluarkan"  # an issuer who chose nobody has no such edit: tagihan_bukan_pemilihnya
MATI = "Dikeluarkan dari {nomor}: {alasan}"


@transaction.atomic
def keluarkan(
    tagihan: Tagihan,
    pks: Sequence[int],
    *,
    alasan: str,
    oleh: Pengguna,
    label: str = DIPILIH,
) -> int:
    """Take these people out of a draft; its sums, and those of its whole, follow. Returns rupiah.

    Whom to take out only the drafter chooses; whom the rules take out as the bill is issued stands
    under another ``label``.

    Set-offs that no longer fit in the smaller bill wait for the next one. A month for which the
    city may no longer pay dies with the reason; any other waits too, at today's tariff. Raises
    AturanDilanggarError when the bill is no draft or would become empty, BentrokError when a row is
    no longer in it.
    """
    alasan = alasan.strip()
    if not alasan:
        raise AturanDilanggarError("Tulis alasan mengeluarkan orang ini.")
    tagihan = _kunci(tagihan)
    isi = Iuran.objects.orang().filter(tagihan=tagihan, pk__in=pks).order_by()
    _periksa(tagihan, isi.count(), len(pks))
    if label == DIPILIH:
        _pastikan_penyusun(tagihan, oleh)
    nominal = isi.aggregate(n=Sum("nominal"))["n"]
    _matikan(isi, MATI.format(nomor=tagihan.nomor, alasan=alasan)[:200])
    isi.update(tagihan=None)
    lepas = _lepas_kompensasi(tagihan, tagihan.total - nominal)
    samakan_tarif(tagihan.sumber, tagihan.bulan, pada=timezone.localdate())
    Tagihan.objects.filter(pk__in=[tagihan.pk, tagihan.induk_id or tagihan.pk]).update(
        jumlah_orang=F("jumlah_orang") - len(pks), total=F("total") - nominal + lepas
    )
    PerubahanTagihan.objects.create(
        tagihan=tagihan,
        isi={label: ["", f"{ribuan(len(pks))} orang, {rupiah(nominal)}: {alasan}"]},
        oleh=oleh,
    )
    return int(nominal)


def _kunci(tagihan: Tagihan) -> Tagihan:
    """Lock the whole first, as when a bill is divided: this order avoids deadlocks."""
    if tagihan.induk_id:
        Tagihan.objects.select_for_update().get(pk=tagihan.induk_id)
    return Tagihan.objects.select_for_update().get(pk=tagihan.pk)


def _matikan(isi: IuranQuerySet, alasan: str) -> None:
    """End the months among these for which the city may no longer pay."""
    mati = list(isi.sudah_keluar().values_list("pk", flat=True))
    Iuran.objects.filter(pk__in=mati).update(tagihan=None, hidup=False, alasan_mati=alasan)


def _lepas_kompensasi(tagihan: Tagihan, total: int) -> int:
    """Let the newest set-offs wait again until something remains to be paid; returns rupiah."""
    lepas: list[int] = []
    rupiah_lepas = 0
    balik = Iuran.objects.pembalik().filter(tagihan=tagihan).order_by("-pk")
    if total <= 0:
        for satu in balik:
            lepas.append(satu.pk)
            rupiah_lepas -= satu.nominal
            if total + rupiah_lepas > 0:
                break
    Iuran.objects.filter(pk__in=lepas).update(tagihan=None)
    return rupiah_lepas


def _pastikan_penyusun(tagihan: Tagihan, oleh: Pengguna) -> None:
    if tagihan.disusun_oleh_id != oleh.pk:
        raise AturanDilanggarError(
            f"Hanya penyusunnya, {tagihan.disusun_oleh.nama}, yang mengeluarkan orang dari "
            f"{tagihan.nomor}, karena admin lain yang menerbitkan. Minta ia mengeluarkannya, atau "
            "batalkan tagihannya."
        )


def _periksa(tagihan: Tagihan, ada: int, diminta: int) -> None:
    if tagihan.status != StatusTagihan.DISUSUN:
        raise AturanDilanggarError(
            f"{tagihan.nomor} sudah {tagihan.get_status_display().lower()}, jadi isinya tetap. "
            "Batalkan tagihannya lalu susun lagi: yang berhenti tidak ikut lagi."
        )
    if ada != diminta:
        raise BentrokError(
            f"Sebagian orang itu tidak lagi ada dalam {tagihan.nomor}. Muat ulang halaman."
        )
    if ada == tagihan.jumlah_orang:
        raise AturanDilanggarError(
            f"Tidak ada yang tersisa dalam {tagihan.nomor}. Batalkan tagihannya sebagai gantinya."
        )
