"""What a change of grants does before it is confirmed: people, months, rupiah, room, what is open.

Read anew each time: the page of the second admin shows what confirming would do now.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Count, QuerySet, Sum

from iuran.buku import KeadaanSumber, Tambahan, halangan_menetapkan, keadaan_sumber
from iuran.models import (
    BarisBerkas,
    BarisPerubahanBantuan,
    JenisPerubahanBantuan,
    Klaim,
    PerubahanBantuan,
    SumberDana,
)
from iuran.perubahan_bantuan.aturan import BERUBAH, kata_bpjs, kata_kembali
from iuran.perubahan_bantuan.sasaran import hasil, parameter
from peserta.models import Peserta
from peserta.tampak import baris_orang, sebut_orang
from pijar.bulan import nama_bulan, rentang_bulan, selisih_bulan, tanggal_panjang
from pijar.rupiah import ribuan, rupiah
from pijar.sidik import Baris, Isi

J = JenisPerubahanBantuan
SEKALIGUS = 2_000  # people of one request; more go in a job
# The lines as they stand, each with what :func:`iuran.perubahan_bantuan.sasaran.hasil` says now.
KINI = f"""
    SELECT l.id, l.peserta_id, l.bantuan_id, l.sebab AS dulu,
           coalesce(h.bulan, 0) AS bulan, coalesce(h.rupiah_lama, 0) AS rupiah_lama,
           coalesce(h.rupiah_baru, 0) AS rupiah_baru,
           CASE WHEN %(balik)s THEN l.bulan_akhir_baru ELSE l.bulan_akhir_lama END AS ujung,
           CASE WHEN l.sebab <> '' THEN l.sebab ELSE max(CASE
               WHEN h.peserta_id IS NULL THEN coalesce(nullif(o.sebab, ''), '{BERUBAH}')
               WHEN h.sebab = '' AND (h.lama, h.baru) IS DISTINCT FROM
                    (l.bulan_akhir_lama, l.bulan_akhir_baru) THEN '{BERUBAH}'
               ELSE h.sebab END) OVER (PARTITION BY l.peserta_id, l.sebab = '') END AS sebab
    FROM iuran_barisperubahanbantuan l
    LEFT JOIN hasil h ON h.bantuan_id = l.bantuan_id
    LEFT JOIN (SELECT peserta_id, max(sebab) AS sebab FROM hasil GROUP BY 1) o
        ON o.peserta_id = l.peserta_id
    WHERE l.perubahan_id = %(sendiri)s
"""
# All figures from one look at the ledger.
RINGKAS = """
    SELECT count(DISTINCT peserta_id) FILTER (WHERE sebab = ''),
           count(DISTINCT peserta_id) FILTER (WHERE dulu <> ''),
           count(DISTINCT peserta_id) FILTER (WHERE dulu = '' AND sebab <> ''),
           coalesce(sum(bantuan_id) FILTER (WHERE sebab = ''), 0)::text,
           (SELECT coalesce(json_agg(q), '[]') FROM (
               SELECT b.sumber_id AS sumber, greatest(b.bulan_awal, %(mulai)s) AS awal,
                      k.ujung, count(*) AS orang, sum(k.bulan) AS bulan,
                      sum(k.rupiah_lama) AS lama, sum(k.rupiah_baru) AS baru
               FROM kini k JOIN iuran_bantuan b ON b.id = k.bantuan_id
               WHERE k.sebab = '' GROUP BY 1, 2, 3) q),
           (SELECT coalesce(json_agg(q), '[]') FROM (
               SELECT k.peserta_id AS peserta, min(k.sebab) AS sebab FROM kini k
               WHERE k.dulu = '' AND k.sebab <> '' GROUP BY 1 ORDER BY 1 LIMIT 50) q)
    FROM kini
"""


class Kelompok(NamedTuple):
    """Grants of one source with the same months: how many, their months and rupiah."""

    sumber: int
    awal: date
    ujung: date
    orang: int
    bulan: int
    lama: int
    baru: int


class Bebas(NamedTuple):
    """What one source no longer pays: months and rupiah."""

    sumber: SumberDana
    bulan: int
    rupiah: int


class Akibat(NamedTuple):
    """The effect of one change as of now.

    ``baru_keluar`` could go along when it was drafted and cannot now; ``sebab`` says of the first
    ones why.
    """

    orang: int
    tinggal: int
    baru_keluar: int
    sebab: dict[int, str]
    sidik: str
    kelompok: list[Kelompok]
    bebas: list[Bebas]
    perlu: list[KeadaanSumber]
    klaim: int
    berkas: int

    @property
    def bulan(self) -> int:
        """Worker-months that change."""
        return sum(k.bulan for k in self.kelompok)

    @property
    def kata_masa(self) -> str:
        """The months that change, in words; empty without any."""
        bulan = sorted({b for k in self.kelompok for b in (k.awal, k.ujung)})
        return " sampai ".join(nama_bulan(b) for b in dict.fromkeys((*bulan[:1], *bulan[-1:])))

    @property
    def rupiah_bebas(self) -> int:
        return sum(b.rupiah for b in self.bebas)

    @property
    def rupiah_perlu(self) -> int:
        return sum(k.rupiah_baru for k in self.perlu)

    @property
    def halangan(self) -> str:
        """Why it cannot be confirmed now, for the admin; empty when it can."""
        if not self.orang:
            return "Tidak seorang pun dapat ikut. Susun perubahan lain."
        for k in self.perlu:
            if kalimat := halangan_menetapkan(k.sumber) or k.pesan:
                return kalimat
        return ""


def tanya(perintah: str, perubahan: PerubahanBantuan) -> list[tuple[Any, ...]]:
    """Run a statement over the lines of ``perubahan`` as of now."""
    baris = BarisPerubahanBantuan.objects.filter(perubahan=perubahan, sebab="")
    orang = baris.order_by().values_list("peserta", flat=True).distinct()
    with connection.cursor() as kursor:
        dengan = f"WITH hasil AS MATERIALIZED ({hasil(perubahan)}), kini AS MATERIALIZED ({KINI})"
        kursor.execute(f"{dengan} {perintah}", parameter(perubahan, list(orang)))
        return list(kursor.fetchall()) if kursor.description else []


def akibat(perubahan: PerubahanBantuan) -> Akibat:
    """Read what confirming ``perubahan`` would do now; nothing is written."""
    [(orang, tinggal, keluar, sidik, isi, sebab)] = tanya(RINGKAS, perubahan)
    kelompok = [
        Kelompok(**k | {n: date.fromisoformat(k[n]) for n in ("awal", "ujung")}) for k in isi
    ]
    milik = {k.sumber for k in kelompok}
    pks = {ke(perubahan, pk) for pk in milik for ke in (asal, tujuan)}
    sumber = SumberDana.objects.in_bulk(pks)
    ikut = orang_ikut(perubahan)
    return Akibat(
        orang=orang,
        tinggal=tinggal,
        baru_keluar=keluar,
        sebab={b["peserta"]: b["sebab"] for b in sebab},
        sidik=f"{orang}-{sidik}",
        kelompok=kelompok,
        bebas=_bebas(perubahan, kelompok, sumber),
        perlu=_perlu(perubahan, kelompok, sumber),
        klaim=Klaim.objects.berjalan().filter(peserta__in=ikut).count(),
        berkas=BarisBerkas.objects.menunggu().filter(peserta__in=ikut).count(),
    )


def orang_ikut(perubahan: PerubahanBantuan) -> QuerySet[BarisPerubahanBantuan, int]:
    """The people who go along, as ids."""
    return perubahan.daftar_baris.filter(sebab="").order_by().values("peserta")  # type: ignore[return-value]


def asal(perubahan: PerubahanBantuan, sumber: int) -> int:
    """The source that pays no longer, of a grant of ``sumber``."""
    if perubahan.membatalkan and perubahan.membatalkan.sumber_id:
        return perubahan.membatalkan.sumber_id
    return sumber


def tujuan(perubahan: PerubahanBantuan, sumber: int) -> int:
    """The source that pays from then on, of a grant of ``sumber``."""
    return perubahan.sumber_id or sumber


def _bebas(
    perubahan: PerubahanBantuan, kelompok: Sequence[Kelompok], sumber: dict[int, SumberDana]
) -> list[Bebas]:
    bulan: Counter[int] = Counter()
    uang: Counter[int] = Counter()
    for k in kelompok:
        bulan[asal(perubahan, k.sumber)] += k.bulan
        uang[asal(perubahan, k.sumber)] += k.lama
    semua = [Bebas(sumber[pk], bulan[pk], uang[pk]) for pk in bulan if uang[pk]]
    return sorted(semua, key=lambda b: (b.sumber.tahun, b.sumber.urutan, b.sumber.pk))


def _perlu(
    perubahan: PerubahanBantuan, kelompok: Sequence[Kelompok], sumber: dict[int, SumberDana]
) -> list[KeadaanSumber]:
    """The room of each source that pays more from then on."""
    if perubahan.jenis == J.PENDEKKAN:
        return []
    orang: dict[int, Counter[date]] = {}
    uang: Counter[int] = Counter()
    for k in kelompok:
        ke = tujuan(perubahan, k.sumber)
        uang[ke] += k.baru
        for b in rentang_bulan(k.awal, selisih_bulan(k.awal, k.ujung) + 1):
            orang.setdefault(ke, Counter())[b] += k.orang
    tambahan = {pk: Tambahan(orang[pk], uang[pk]) for pk in orang}
    return keadaan_sumber(tambahan, [sumber[pk] for pk in tambahan])


def isi_perubahan(perubahan: PerubahanBantuan, akibat: Akibat | None) -> Isi:
    """What the page shows and the second admin confirms; decided ones without their effect."""
    p = perubahan
    isi: dict[str, str | Baris] = {
        "Perubahan": p.sebutan,
        "Sumber sekarang": str(p.sumber_lama or ""),
        "Dasar": f"{p.dasar_nomor}, {tanggal_panjang(p.dasar_tanggal)}",
        "Alasan": p.alasan,
        **(_isi_akibat(akibat) if akibat else _isi_baris(p)),
        "Kepada BPJS": kata_bpjs(p.jenis, p.membatalkan.jenis if p.membatalkan else ""),
        "Cara kembali": kata_kembali(p.jenis),
    }
    if akibat:
        semua = BarisPerubahanBantuan.objects.all()
        isi["Daftar orang"] = baris_orang(
            p.daftar_baris.all(),
            *("bantuan", "sebab", "bulan_akhir_lama", "bulan_akhir_baru"),
            kunci="pk",
            sebut=sebut_orang(semua),
        )
    return {label: teks for label, teks in isi.items() if teks}


def _isi_akibat(akibat: Akibat) -> dict[str, str]:
    return {
        "Ikut": f"{ribuan(akibat.orang)} orang, {ribuan(akibat.bulan)} orang-bulan",
        "Bulan yang berubah": akibat.kata_masa,
        "Tidak ikut": f"{ribuan(akibat.tinggal)} orang" if akibat.tinggal else "",
        "Tidak dapat ikut lagi": f"{ribuan(akibat.baru_keluar)} orang" * bool(akibat.baru_keluar),
        "Bebas": "; ".join(f"{b.sumber}: {rupiah(b.rupiah)}" for b in akibat.bebas),
        "Diperlukan": "; ".join(map(_kata_perlu, akibat.perlu)),
        "Klaim terbuka": f"{ribuan(akibat.klaim)} klaim; manfaatnya menurut tanggal kejadian"
        if akibat.klaim
        else "",
        "Berkas ke BPJS yang belum dijawab": f"{ribuan(akibat.berkas)} baris" * bool(akibat.berkas),
        "Sidik": akibat.sidik,
    }


def _isi_baris(perubahan: PerubahanBantuan) -> dict[str, str]:
    """What was done, from the lines."""
    ikut = perubahan.daftar_baris.ikut().aggregate(
        orang=Count("peserta", distinct=True),
        bulan=Sum("bulan", default=0),
        lama=Sum("rupiah_lama", default=0),
        baru=Sum("rupiah_baru", default=0),
    )
    tinggal = perubahan.daftar_baris.exclude(sebab="").values("peserta").distinct().count()
    return {
        "Ikut": f"{ribuan(ikut['orang'])} orang, {ribuan(ikut['bulan'])} orang-bulan",
        "Tidak ikut": f"{ribuan(tinggal)} orang" if tinggal else "",
        "Rupiah": f"{rupiah(ikut['lama'])} menjadi {rupiah(ikut['baru'])}",
    }


def _kata_perlu(k: KeadaanSumber) -> str:
    return (
        f"{k.sumber}: {rupiah(k.rupiah_baru)} dari sisa pagu {rupiah(k.sisa_rupiah)}, "
        f"{ribuan(k.orang_baru)} tempat dari {ribuan(k.sisa_orang)} pada {nama_bulan(k.bulan)}"
    )


def daftar_perubahan(peserta: Peserta) -> QuerySet[PerubahanBantuan]:
    """Proposed and confirmed changes of a person's grants, the newest first."""
    milik = BarisPerubahanBantuan.objects.ikut().filter(peserta=peserta).order_by()
    semua = PerubahanBantuan.objects.filter(pk__in=milik.values("perubahan"))
    semua = semua.filter(status__in=["diusulkan", "dikonfirmasi"])
    return semua.select_related("sumber", "membatalkan")
