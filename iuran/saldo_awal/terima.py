"""Receive an opening list: keep the file and order its reading."""

from django.core.files import File
from django.db import IntegrityError, transaction

from iuran.models import (
    SaldoAwal,
    StatusSaldo,
)
from iuran.saldo_awal.keadaan import pastikan_seluruh_kota, siap_diperiksa
from pijar import tugas
from pijar.models import Pengguna, Tugas
from pijar.unggahan.terima import terima


@transaction.atomic
def baca_ulang(saldo: SaldoAwal, *, oleh: Pengguna) -> Tugas:
    """Judge the list again, after people, sources or tariffs changed; ticks start anew."""
    return pesan_baca(siap_diperiksa(saldo.pk), oleh=oleh)


@transaction.atomic
def unggah_saldo(berkas: File, *, nama: str, oleh: Pengguna) -> SaldoAwal:
    """Keep the file and order its reading; a file that still waits returns the existing list."""
    pastikan_seluruh_kota(oleh)
    isi = terima(berkas, nama)
    menunggu = SaldoAwal.objects.filter(
        sha256=isi.sha256, status__in=(StatusSaldo.DIBACA, StatusSaldo.DIPERIKSA)
    )
    if lama := menunggu.first():
        return lama
    saldo = SaldoAwal(nama_berkas=isi.nama_berkas, sha256=isi.sha256, oleh=oleh)
    saldo.berkas.save(isi.nama_simpan, berkas, save=False)
    try:
        with transaction.atomic():
            saldo.save()
    except IntegrityError:  # a second click at the same moment waited for the first
        saldo.berkas.delete(save=False)
        return menunggu.get()
    pesan_baca(saldo, oleh=oleh)
    return saldo


def pesan_baca(saldo: SaldoAwal, *, oleh: Pengguna) -> Tugas:
    """Order the reading of ``saldo``, which the caller has locked or just made."""
    saldo.status, saldo.galat = StatusSaldo.DIBACA, ""
    saldo.tugas = tugas.buat(
        "iuran.baca_saldo_awal",
        judul=f"Membaca saldo awal {saldo}",
        oleh=oleh,
        parameter={"saldo": saldo.pk},
        kunci=f"saldo-awal-{saldo.pk}",
    )
    saldo.save(update_fields=["status", "galat", "tugas"])
    return saldo.tugas
