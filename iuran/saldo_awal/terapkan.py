"""Apply an opening list in one transaction: people, grants, ledger and payments."""

from datetime import datetime
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse

from iuran.buku import catat_defisit
from iuran.models import (
    SaldoAwal,
    StatusSaldo,
    SumberDana,
)
from iuran.saldo_awal.keadaan import pastikan_boleh_menerapkan, siap_diperiksa
from iuran.saldo_awal.masukkan import _tulis
from iuran.saldo_awal.pratinjau import PratinjauSaldo, pastikan_dilihat, pratinjau
from peserta.impor import kunci_impor
from peserta.models import Peserta, Status
from pijar import tugas
from pijar.bulan import WIB
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna, Tugas


class HasilSaldo(NamedTuple):
    """People, worker-months and rupiah that came in; all zero when it was applied before."""

    orang: int = 0
    bulan: int = 0
    rupiah: int = 0


@transaction.atomic
def terapkan_saldo(pk: int, *, dilihat: str, oleh: Pengguna | None, pada: datetime) -> HasilSaldo:
    """Bring the ticked rows in, all or none; a second delivery changes nothing.

    ``dilihat`` seals what ``oleh`` confirmed. Raises AturanDilanggarError when ``oleh``
    may not apply the list or it no longer waits, BentrokError when people, cards or figures changed
    since.
    """
    saldo = SaldoAwal.objects.select_for_update().get(pk=pk)
    if saldo.status == StatusSaldo.DITERAPKAN:
        return HasilSaldo()
    if saldo.status != StatusSaldo.DIPERIKSA or oleh is None:
        raise AturanDilanggarError("Daftar ini tidak sedang menunggu diterapkan. Muat ulang.")
    pastikan_boleh_menerapkan(saldo, oleh)
    kunci_impor()
    layak = _kunci_layak(saldo)
    # People first, then sources, as when a decree is frozen: this order prevents deadlocks.
    sumber = saldo.daftar_baris.filter(dipilih=True).values("sumber")
    lanjut = saldo.daftar_baris.filter(dipilih=True).values("sumber_lanjut")
    kunci = SumberDana.objects.select_for_update(no_key=True).order_by("pk")
    list(kunci.filter(Q(pk__in=sumber) | Q(pk__in=lanjut)))
    rencana = pratinjau(saldo)
    pastikan_dilihat(saldo, rencana, dilihat)
    try:
        with transaction.atomic():
            _tulis(saldo, layak, rencana, oleh, pada)
    except IntegrityError as galat:
        raise _baca_ulang(saldo, "NIK atau KPJ salah satu orang baru saja dipakai.") from galat
    catat_defisit(rencana.tidak_muat, pada.astimezone(WIB).date())
    _tandai_diterapkan(saldo, rencana, len(layak), oleh, pada)
    return HasilSaldo(rencana.orang, rencana.bulan, rencana.rupiah)


def _kunci_layak(saldo: SaldoAwal) -> list[int]:
    """Lock the people already here; raises BentrokError when one changed since the reading."""
    baris = saldo.daftar_baris.filter(dipilih=True, peserta__isnull=False)
    daftar = {pk: (nik, kpj) for pk, nik, kpj in baris.values_list("peserta_id", "nik", "kpj")}
    orang = list(
        Peserta.objects.select_for_update()
        .filter(pk__in=daftar, status=Status.LAYAK, digabung_ke=None)
        .order_by("pk")
    )
    sama = [p.pk for p in orang if (p.nik, p.kpj or daftar[p.pk][1]) == daftar[p.pk]]
    if len(sama) < len(daftar):
        raise _baca_ulang(
            saldo, f"{len(daftar) - len(sama)} orang berubah sejak daftar ini dibaca."
        )
    return sama


def _baca_ulang(saldo: SaldoAwal, kalimat: str) -> BentrokError:
    return BentrokError(
        f"{kalimat} Tidak ada yang diterapkan. Tekan Baca ulang, periksa, lalu terapkan lagi.",
        tautan=reverse("iuran:saldo_awal_detail", args=[saldo.pk]),
        label_tautan="Buka saldo awal",
    )


def _tandai_diterapkan(
    saldo: SaldoAwal, rencana: PratinjauSaldo, layak: int, oleh: Pengguna, pada: datetime
) -> None:
    saldo.jumlah |= {
        "hasil_baru": rencana.orang - layak,
        "hasil_layak": layak,
        "hasil_dilewati": saldo.jumlah["dibaca"] - saldo.jumlah["sama"] - rencana.orang,
        "per_sumber": [
            {
                "nama": str(j.sumber),
                "orang": j.orang,
                "bulan": j.bulan,
                "bulan_lunas": j.bulan_lunas,
                "rupiah": j.rupiah,
                "rupiah_lunas": j.rupiah_lunas,
            }
            for j, _ in rencana.daftar
        ],
    }
    saldo.status, saldo.diterapkan_oleh, saldo.diterapkan_pada = StatusSaldo.DITERAPKAN, oleh, pada
    saldo.save()


@transaction.atomic
def minta_terapkan(saldo: SaldoAwal, *, dilihat: str, oleh: Pengguna) -> Tugas:
    """Queue the application; ``oleh`` is not the uploader and saw what ``dilihat`` seals.

    Raises AturanDilanggarError when ``oleh`` may not apply the list and for an empty choice,
    BentrokError when the figures have changed.
    """
    pastikan_boleh_menerapkan(saldo, oleh)
    saldo = siap_diperiksa(saldo.pk)
    kini = pratinjau(saldo)
    if not kini.orang:
        raise AturanDilanggarError("Belum ada baris yang dicentang. Centang dahulu, lalu terapkan.")
    pastikan_dilihat(saldo, kini, dilihat)
    saldo.tugas = tugas.buat(
        "iuran.terapkan_saldo_awal",
        judul=f"Menerapkan saldo awal {saldo}",
        oleh=oleh,
        parameter={"saldo": saldo.pk, "dilihat": dilihat},
        kunci=f"saldo-awal-{saldo.pk}",
    )
    saldo.save(update_fields=["tugas"])
    return saldo.tugas
