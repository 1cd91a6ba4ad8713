"""What admins do with an opening list before it is applied: choose, look at the sums, drop it."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from django.db import connection, transaction
from django.urls import reverse

from iuran.actions.kuota import KeadaanSumber, Tambahan, keadaan_sumber
from iuran.actions.saldo_baca import pastikan_seluruh_kota, pesan_baca
from iuran.models import SaldoAwal, StatusSaldo, SumberDana, Tarif
from iuran.saldo_awal.hitungan import JumlahSumber, Kelompok, hitung
from peserta.models import Vonis
from pijar import tugas
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna, Tugas
from pijar.rupiah import ribuan, rupiah

BISA_DIPILIH = (Vonis.BARU, Vonis.PERINGATAN)
KELOMPOK = """
    SELECT b.sumber_id, b.sumber_lanjut_id, b.bulan_awal, b.jumlah_bulan, b.bulan_lunas,
           k.transport, count(*)
    FROM iuran_barissaldoawal b
    LEFT JOIN peserta_peserta p ON p.id = b.peserta_id
    JOIN peserta_pekerjaan k ON k.kode = coalesce(p.pekerjaan_id, b.pekerjaan)
    WHERE b.saldo_id = %s AND b.dipilih
    GROUP BY 1, 2, 3, 4, 5, 6
"""


class Pratinjau(NamedTuple):
    """What applying would bring now: people, and the sums and the room of every source."""

    orang: int
    daftar: list[tuple[JumlahSumber, KeadaanSumber]]

    @property
    def bulan(self) -> int:
        return sum(j.bulan for j, _ in self.daftar)

    @property
    def bulan_lunas(self) -> int:
        return sum(j.bulan_lunas for j, _ in self.daftar)

    @property
    def bulan_belum(self) -> int:
        return self.bulan - self.bulan_lunas

    @property
    def rupiah(self) -> int:
        return sum(j.rupiah for j, _ in self.daftar)

    @property
    def rupiah_lunas(self) -> int:
        return sum(j.rupiah_lunas for j, _ in self.daftar)

    @property
    def rupiah_belum(self) -> int:
        return self.rupiah - self.rupiah_lunas

    @property
    def sidik(self) -> str:
        """What the button sends back: the figures that the admin has seen."""
        return f"{self.orang}:{self.bulan}:{self.bulan_lunas}:{self.rupiah}:{self.rupiah_lunas}"

    @property
    def peringatan(self) -> list[str]:
        """Sources that have less room than the list takes. No refusal: the money is spent."""
        return [kalimat for _, k in self.daftar if (kalimat := _tidak_muat(k))]


def _tidak_muat(k: KeadaanSumber) -> str:
    lebih = []
    if k.lebih_orang:
        lebih.append(f"{ribuan(k.lebih_orang)} orang di atas kuota {ribuan(k.sumber.kuota)}")
    if k.lebih_rupiah:
        lebih.append(f"{rupiah(k.lebih_rupiah)} di atas pagu {rupiah(k.sumber.pagu)}")
    return f"{k.sumber}: {' dan '.join(lebih)}." if lebih else ""


def pratinjau(saldo: SaldoAwal) -> Pratinjau:
    """The sums of the ticked rows, by the same tariffs that make the ledger; nothing is locked."""
    with connection.cursor() as kursor:
        kursor.execute(KELOMPOK, [saldo.pk])
        kelompok = [Kelompok(*k) for k in kursor.fetchall()]
    dipakai = {pk for k in kelompok for pk in (k.sumber_id, k.lanjut_id) if pk}
    sumber = {
        s.pk: s
        for s in SumberDana.objects.filter(pk__in=dipakai).order_by("tahun", "urutan", "kode")
    }
    jumlah = hitung(kelompok, sumber, list(Tarif.objects.filter(aktif=True)))
    tambahan = {j.sumber.pk: Tambahan(j.per_bulan, j.rupiah) for j in jumlah}
    keadaan = {k.sumber.pk: k for k in keadaan_sumber(tambahan, [j.sumber for j in jumlah])}
    return Pratinjau(sum(k.orang for k in kelompok), [(j, keadaan[j.sumber.pk]) for j in jumlah])


def siap_diperiksa(pk: int) -> SaldoAwal:
    """List ``pk``, locked, if it may still be changed; raises AturanDilanggarError otherwise."""
    SaldoAwal.objects.select_for_update().get(pk=pk)
    saldo = SaldoAwal.objects.select_related("oleh", "tugas").get(pk=pk)
    if saldo.status != StatusSaldo.DIPERIKSA:
        raise AturanDilanggarError(
            f"Daftar saldo awal ini berstatus {saldo.get_status_display()}, jadi tidak dapat "
            "diubah lagi. Muat ulang halaman."
        )
    if saldo.tugas and saldo.tugas.berlangsung:
        raise AturanDilanggarError("Daftar ini sedang diterapkan. Tunggu sampai selesai.")
    return saldo


@transaction.atomic
def pilih_baris(saldo: SaldoAwal, *, tampil: Collection[int], dipilih: Collection[int]) -> None:
    """Of the rows ``tampil`` tick exactly ``dipilih``; what cannot come in stays unticked."""
    saldo = siap_diperiksa(saldo.pk)
    baris = saldo.daftar_baris.filter(nomor__in=tampil, vonis__in=BISA_DIPILIH)
    baris.filter(nomor__in=dipilih).update(dipilih=True)
    baris.exclude(nomor__in=dipilih).update(dipilih=False)


@transaction.atomic
def pilih_peringatan(saldo: SaldoAwal, *, dipilih: bool) -> int:
    """Tick or untick every row with a warning; returns how many."""
    saldo = siap_diperiksa(saldo.pk)
    return saldo.daftar_baris.filter(vonis=Vonis.PERINGATAN).update(dipilih=dipilih)


@transaction.atomic
def baca_ulang(saldo: SaldoAwal, *, oleh: Pengguna) -> Tugas:
    """Judge the list again, after people, sources or tariffs changed; ticks start anew."""
    return pesan_baca(siap_diperiksa(saldo.pk), oleh=oleh)


@transaction.atomic
def buang(saldo: SaldoAwal, *, pada: datetime) -> None:
    """Drop a list that was only looked at."""
    saldo = siap_diperiksa(saldo.pk)
    saldo.status, saldo.dibatalkan_pada = StatusSaldo.DIBATALKAN, pada
    saldo.save(update_fields=["status", "dibatalkan_pada"])


@transaction.atomic
def minta_terapkan(saldo: SaldoAwal, *, dilihat: str, oleh: Pengguna) -> Tugas:
    """Queue the application by another admin than the uploader, of the figures he has seen.

    Raises AturanDilanggarError for who may not apply it and for an empty choice,
    BentrokError when the figures are others by now.
    """
    pastikan_boleh_menerapkan(saldo, oleh)
    saldo = siap_diperiksa(saldo.pk)
    kini = pratinjau(saldo)
    if not kini.orang:
        raise AturanDilanggarError("Belum ada baris yang dicentang. Centang dahulu, lalu terapkan.")
    if kini.sidik != dilihat:
        raise angka_berubah(saldo)
    saldo.tugas = tugas.buat(
        "iuran.terapkan_saldo_awal",
        judul=f"Menerapkan saldo awal {saldo}",
        oleh=oleh,
        parameter={"saldo": saldo.pk, "dilihat": dilihat},
        kunci=f"saldo-awal-{saldo.pk}",
    )
    saldo.save(update_fields=["tugas"])
    return saldo.tugas


def pastikan_boleh_menerapkan(saldo: SaldoAwal, oleh: Pengguna) -> None:
    """Raise AturanDilanggarError for an admin of one area, and for who uploaded the list."""
    pastikan_seluruh_kota(oleh)
    if saldo.oleh_id == oleh.pk:
        raise AturanDilanggarError(
            "Daftar ini Anda unggah sendiri, jadi harus diterapkan admin lain. Minta admin lain "
            "membuka halaman ini, memeriksa angkanya, lalu menekan Terapkan."
        )


def angka_berubah(saldo: SaldoAwal) -> BentrokError:
    """The figures on the admin's screen no longer are what would be written."""
    return BentrokError(
        "Angkanya berubah sejak halaman Anda dibuka, misalnya karena pilihan baris atau tarif. "
        "Tidak ada yang diterapkan. Buka lagi, periksa angkanya, lalu terapkan.",
        tautan=reverse("iuran:saldo_awal_detail", args=[saldo.pk]),
        label_tautan="Buka saldo awal",
    )
