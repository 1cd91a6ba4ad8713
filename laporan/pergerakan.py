"""The movement of a month: who came into the city's protection and who left it, adding up exactly.

Two days are compared: the last day before the month, and the month's last day (or ``pada``). Each
person who stands on one of them only has one reason. A longer time is the sum of its months, as
its monthly reports say it.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection
from django.db.models import TextChoices

from iuran.perlindungan import Cakupan, lahir_batas, peristiwa_berlaku, sql_hari
from laporan.himpunan import Himpunan, himpunan, larik
from pijar.bulan import akhir_bulan, nama_bulan, rentang_bulan, selisih_bulan, tanggal_panjang
from pijar.errors import AturanDilanggarError


class Gerak(TextChoices):
    """Why somebody stands on one side only, or went on by a new grant."""

    BARU = "baru", "Baru"
    KEMBALI = "kembali", "Kembali"
    SALDO_AWAL = "saldo_awal", "Saldo awal"
    PERPANJANGAN = "perpanjangan", "Perpanjangan"
    BERAKHIR = "berakhir", "Bantuan berakhir"
    MENINGGAL = "meninggal", "Meninggal"
    PINDAH = "pindah", "Pindah keluar kota"
    USIA_65 = "usia_65", "Usia 65 tahun"
    JADI_NONAKTIF = "jadi_nonaktif", "Menjadi nonaktif"
    LAINNYA = "lainnya", "Lainnya"


MASUK = (Gerak.BARU, Gerak.KEMBALI, Gerak.SALDO_AWAL, Gerak.PERPANJANGAN)
HANYA_BILA_ADA = (Gerak.SALDO_AWAL, Gerak.JADI_NONAKTIF)

ARTI_GERAK: Mapping[str, str] = {
    Gerak.BARU: "Terlindungi dan dibayar kota untuk pertama kali.",
    Gerak.KEMBALI: "Akhir bulan lalu tidak, tetapi sebelumnya sudah pernah dibayar kota.",
    Gerak.SALDO_AWAL: "Sudah peserta sebelum sistem ini dipakai; inilah bulan pertama catatannya.",
    Gerak.PERPANJANGAN: "Bantuan lamanya habis dan bantuan baru (penetapan lain) menyambungnya; "
    "orangnya sama, jadi ia juga terhitung dalam bantuan berakhir.",
    Gerak.BERAKHIR: "Bantuannya habis menurut penetapannya: yang disambung (perpanjangan) dan "
    "yang tidak.",
    Gerak.MENINGGAL: "Meninggal; perlindungan berakhir mulai bulan sesudahnya.",
    Gerak.PINDAH: "Pindah keluar kota.",
    Gerak.USIA_65: "Mencapai usia 65 tahun.",
    Gerak.JADI_NONAKTIF: "Tiga bulan berturut-turut iurannya belum dibayar.",
    Gerak.LAINNYA: "Sebab lain: dibayar pihak lain, menjadi penerima upah, dihentikan, tidak "
    "diterima BPJS, atau datanya dibetulkan.",
}
CARA = (
    "Awal ditambah yang masuk dan dikurangi yang keluar sama dengan akhir. Awal: terlindungi dan "
    "dibayar kota pada hari terakhir sebelum masa ini. Tiap orang dibandingkan pada akhir bulan; "
    "yang keluar lalu masuk dalam bulan yang sama tidak terlihat. Masa yang lebih panjang adalah "
    "jumlah bulan-bulannya."
)

# A month that the city paid for before: then the person was protected.
_PERNAH = (
    "EXISTS (SELECT FROM iuran_iuran i JOIN iuran_pembayaran b ON b.id = i.pembayaran_id "
    "LEFT JOIN iuran_tagihan t ON t.id = i.tagihan_id WHERE i.peserta_id = m.peserta_id "
    "AND i.hidup AND i.bulan <= '{lalu}' AND i.sumber_id = ANY ({kota}) AND {dibayar} <= '{hari}')"
)
_SALDO = (
    "EXISTS (SELECT FROM iuran_barissaldoawal s JOIN iuran_saldoawal d ON d.id = s.saldo_id "
    "WHERE s.peserta_id = m.peserta_id AND s.dipilih AND d.status = 'diterapkan')"
)
_MENINGGAL = (
    "EXISTS (SELECT FROM peserta_peristiwa e WHERE e.peserta_id = k.peserta_id "
    "AND e.jenis = 'meninggal' AND e.tanggal < '{bulan}' AND e.dibatalkan_pada IS NULL)"
)
_HABIS = (
    "NOT EXISTS (SELECT FROM iuran_iuran i WHERE i.peserta_id = k.peserta_id AND i.hidup "
    "AND i.bulan = '{bulan}') AND EXISTS (SELECT FROM iuran_bantuan g WHERE g.id = k.bantuan_id "
    "AND g.bulan_akhir < '{bulan}' AND (g.status = 'berjalan' OR {masa}))"
)
# Grants are looked up only of the few who have another one than before: a join reads all of them.
_GERAK = """
    WITH lalu AS MATERIALIZED ({lalu}), kini AS MATERIALIZED ({kini})
    SELECT m.peserta_id, m.sumber_id, CASE WHEN {pernah} THEN 'kembali'
           WHEN {saldo} THEN 'saldo_awal' ELSE 'baru' END AS kode
    FROM kini m WHERE NOT EXISTS (SELECT FROM lalu x WHERE x.peserta_id = m.peserta_id)
    UNION ALL
    SELECT k.peserta_id, k.sumber_id, CASE WHEN {meninggal} THEN 'meninggal'
           WHEN {pindah} THEN 'pindah' WHEN p.tanggal_lahir <= '{lahir}' OR {usia} THEN 'usia_65'
           WHEN k.peserta_id = ANY ({nonaktif}) THEN 'jadi_nonaktif' WHEN {lain} THEN 'lainnya'
           WHEN {habis} THEN 'berakhir' ELSE 'lainnya' END
    FROM lalu k JOIN peserta_peserta p ON p.id = k.peserta_id
    WHERE NOT EXISTS (SELECT FROM kini x WHERE x.peserta_id = k.peserta_id)
    UNION ALL
    SELECT l.peserta_id, CASE v.kode WHEN 'berakhir' THEN l.sumber_id ELSE k.sumber_id END, v.kode
    FROM lalu l JOIN kini k ON k.peserta_id = l.peserta_id AND k.bantuan_id <> l.bantuan_id
     AND (SELECT g.nomor_sk FROM iuran_bantuan g WHERE g.id = l.bantuan_id)
      <> (SELECT h.nomor_sk FROM iuran_bantuan h WHERE h.id = k.bantuan_id)
    CROSS JOIN (VALUES ('berakhir'), ('perpanjangan')) v(kode)
"""


@dataclass(frozen=True)
class BarisGerak:
    """One reason and its people: positive who came in, negative who left."""

    kode: str
    nama: str
    orang: int

    @property
    def arti(self) -> str:
        return ARTI_GERAK[self.kode]


@dataclass(frozen=True)
class Pergerakan:
    """The movement of the months ``mulai`` to ``sampai`` until ``pada``; it adds up exactly."""

    mulai: date
    sampai: date
    pada: date
    awal: int
    akhir: int
    baris: tuple[BarisGerak, ...]

    @property
    def per_awal(self) -> date:
        """The day of ``awal``."""
        return self.mulai - timedelta(days=1)

    @property
    def perubahan(self) -> int:
        return self.akhir - self.awal

    @property
    def label(self) -> str:
        if self.mulai == self.sampai:
            return nama_bulan(self.mulai)
        return f"{nama_bulan(self.mulai)} sampai {nama_bulan(self.sampai)}"

    def orang(self, kode: str) -> int:
        """The people of one reason, without sign; 0 where it is not shown."""
        return next((abs(b.orang) for b in self.baris if b.kode == kode), 0)

    @property
    def cara(self) -> str:
        return CARA


def pergerakan(bulan: date, *, pada: date) -> Pergerakan:
    """The movement of one month until ``pada``. Raises AturanDilanggarError for a future month."""
    return pergerakan_masa(bulan, bulan, pada=pada)


def pergerakan_masa(dari: date, sampai: date, *, pada: date) -> Pergerakan:
    """The movement of the months ``dari`` to ``sampai``: the sum of each month's.

    Months after ``pada`` are left out. Raises AturanDilanggarError when none is left.
    """
    masa = daftar_masa(dari, sampai, pada)
    jumlah = Counter[str]()
    for _, lalu, kini in masa:
        jumlah.update(hitung_gerak(lalu, kini))
    return Pergerakan(
        mulai=masa[0][0],
        sampai=masa[-1][0],
        pada=masa[-1][2].hari,
        awal=masa[0][1].jumlah(),
        akhir=masa[-1][2].jumlah(),
        baris=tuple(
            BarisGerak(g.value, str(g.label), jumlah[g] if g in MASUK else -jumlah[g])
            for g in Gerak
            if jumlah[g] or g not in HANYA_BILA_ADA
        ),
    )


def daftar_masa(dari: date, sampai: date, pada: date) -> list[tuple[date, Himpunan, Himpunan]]:
    """Each month with the people of the day before it and of its last day, counted once.

    Raises AturanDilanggarError when no month has begun by ``pada``.
    """
    bulan = [b for b in rentang_bulan(dari, selisih_bulan(dari, sampai) + 1) if b <= pada]
    if not bulan:
        raise AturanDilanggarError(
            f"{nama_bulan(dari)} belum tiba pada {tanggal_panjang(pada)}. Pilih bulan itu atau "
            "sebelumnya."
        )
    lalu, hasil = himpunan(bulan[0] - timedelta(days=1)), []
    for b in bulan:
        kini = himpunan(min(pada, akhir_bulan(b)))
        hasil.append((b, lalu, kini))
        lalu = kini
    return hasil


def hitung_gerak(lalu: Himpunan, kini: Himpunan) -> Counter[str]:
    """People by reason."""
    with connection.cursor() as kursor:
        kursor.execute(f"SELECT kode, count(*) FROM ({sql_gerak(lalu, kini)}) x GROUP BY kode")
        return Counter(dict(kursor.fetchall()))


def sql_gerak(lalu: Himpunan, kini: Himpunan) -> str:
    """Rows (peserta_id, sumber_id, kode) of everybody who moved; an extension gives two."""
    bulan = kini.bulan

    def berlaku(jenis: str) -> str:
        return peristiwa_berlaku("k.peserta_id", jenis, bulan)

    masa = berlaku("= 'masa_berakhir'")
    return _GERAK.format(
        lalu=lalu.terlindungi,
        kini=kini.terlindungi,
        pernah=_PERNAH.format(
            lalu=lalu.bulan, hari=lalu.hari, kota=larik(lalu.kota), dibayar=sql_hari()
        ),
        saldo=_SALDO,
        meninggal=_MENINGGAL.format(bulan=bulan),
        pindah=berlaku("= 'pindah'"),
        usia=berlaku("= 'usia_65'"),
        lahir=lahir_batas(kini.hari),
        nonaktif=kini.berkeadaan(Cakupan.NONAKTIF),
        lain=berlaku("NOT IN ('meninggal', 'kecelakaan', 'masa_berakhir')"),
        habis=_HABIS.format(bulan=bulan, masa=masa),
    )
