"""Preview of an opening list: its sums, and the room of every source."""

from collections.abc import Collection, Iterable
from functools import partial
from typing import NamedTuple

from django.db import connection
from django.urls import reverse

from iuran.buku import KeadaanSumber, Tambahan, keadaan_sumber
from iuran.models import SaldoAwal, SumberDana, Tarif
from iuran.saldo_awal.hitungan import JumlahSumber, KelompokSaldo, hitung
from peserta.tampak import TAMPAK
from pijar.rupiah import ribuan, rupiah
from pijar.samar import samarkan
from pijar.sidik import Baris, Isi, baca_baris, sidik
from pijar.usulan import pastikan_sama

ISI_BARIS = (
    *("nik", "nama", "orang", "pekerjaan", "kpj", "nomor_sk", "sumber", "sumber_lanjut", "jenis"),
    *("kondisi", "bulan_awal", "jumlah_bulan", "bulan_lunas", "peserta_sejak", "peserta"),
)
KELOMPOK = """
    SELECT b.sumber_id, b.sumber_lanjut_id, b.bulan_awal, b.jumlah_bulan, b.bulan_lunas,
           k.transport, count(*)
    FROM iuran_barissaldoawal b
    LEFT JOIN peserta_peserta p ON p.id = b.peserta_id
    JOIN peserta_pekerjaan k ON k.kode = coalesce(p.pekerjaan_id, b.pekerjaan)
    WHERE b.saldo_id = %s AND b.dipilih
    GROUP BY 1, 2, 3, 4, 5, 6
"""


class PratinjauSaldo(NamedTuple):
    """The effect of applying now: people, and the sums and the room of every source."""

    orang: int
    daftar: list[tuple[JumlahSumber, KeadaanSumber]]
    baris: Baris

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
    def isi(self) -> Isi:
        """What the admin who applies it sees: the sums of every source and every ticked row."""
        return {
            "Orang": ribuan(self.orang),
            **{
                f"{j.sumber}": f"{ribuan(j.bulan)} bulan, {rupiah(j.rupiah)}, "
                f"{ribuan(j.bulan_lunas)} bulan lunas ({rupiah(j.rupiah_lunas)})"
                for j, _ in self.daftar
            },
            "Baris yang dicentang": self.baris,
        }

    @property
    def sidik(self) -> str:
        """The seal of the button."""
        return sidik(self.isi)

    @property
    def tidak_muat(self) -> list[int]:
        """Ids of the sources that are in deficit once the list is applied."""
        return [k.sumber.pk for _, k in self.daftar if _tidak_muat(k)]

    @property
    def peringatan(self) -> list[str]:
        """Sources with less room than the list takes. No refusal: the money is spent already."""
        return [kalimat for _, k in self.daftar if (kalimat := _tidak_muat(k))]


def _tidak_muat(k: KeadaanSumber) -> str:
    lebih = []
    if k.lebih_orang:
        lebih.append(f"{ribuan(k.lebih_orang)} orang di atas kuota {ribuan(k.sumber.kuota)}")
    if k.lebih_rupiah:
        lebih.append(f"{rupiah(k.lebih_rupiah)} di atas pagu {rupiah(k.sumber.pagu)}")
    return f"{k.sumber}: {' dan '.join(lebih)}." if lebih else ""


def pratinjau(saldo: SaldoAwal) -> PratinjauSaldo:
    """The sums of the ticked rows, by the same tariffs that make the ledger; nothing is locked."""
    with connection.cursor() as kursor:
        kursor.execute(KELOMPOK, [saldo.pk])
        kelompok = [KelompokSaldo(*k) for k in kursor.fetchall()]
    jumlah = hitung(kelompok, _sumber(kelompok), list(Tarif.objects.berlaku()))
    tambahan = {j.sumber.pk: Tambahan(j.per_bulan, j.rupiah) for j in jumlah}
    keadaan = {k.sumber.pk: k for k in keadaan_sumber(tambahan, [j.sumber for j in jumlah])}
    baris = baca_baris(
        saldo.daftar_baris.filter(dipilih=True),
        *("nomor", *ISI_BARIS, *(f"peserta__{k}" for k in TAMPAK)),
        sebut=partial(_sebut, saldo),
    )
    return PratinjauSaldo(
        sum(k.orang for k in kelompok), [(j, keadaan[j.sumber.pk]) for j in jumlah], baris
    )


def _sebut(saldo: SaldoAwal, nomor: Collection[int]) -> dict[int, str]:
    """Rows by their number in the list, the NIK masked."""
    isi = saldo.daftar_baris.filter(nomor__in=nomor).values_list("nomor", "nama", "nik")
    return {n: f"baris {n}, {nama} ({samarkan(nik)})" for n, nama, nik in isi}


def _sumber(kelompok: Iterable[KelompokSaldo]) -> dict[int, SumberDana]:
    """The sources that these rows name, in the order of the page."""
    dipakai = {pk for k in kelompok for pk in (k.sumber_id, k.lanjut_id) if pk}
    daftar = SumberDana.objects.filter(pk__in=dipakai)
    return {s.pk: s for s in daftar.order_by("tahun", "urutan", "kode")}


def pastikan_dilihat(saldo: SaldoAwal, kini: PratinjauSaldo, dilihat: str) -> None:
    """Raise BentrokError when the page whose seal is ``dilihat`` did not show ``kini``."""
    pastikan_sama(dilihat, kini.isi, tautan=reverse("iuran:saldo_awal_detail", args=[saldo.pk]))
