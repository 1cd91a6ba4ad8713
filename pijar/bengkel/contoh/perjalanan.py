"""Sample grants of the people, with their stops; then the bills and payments.

Grants become ledger rows through the same action as in real life (:func:`buat_iuran`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any, NamedTuple

import pgtrigger
from django.db import connection

from iuran.models import SumberDana
from pijar.bengkel.contoh.orang import kata
from pijar.bulan import selisih_bulan, tambah_bulan

BAGIAN_TERDAFTAR = 0.82
BAGIAN_BERHENTI = 0.04
# kode, nama, jenis, share of people, people of the year before this one
SUMBER = (
    ("APBD", "APBD Kota Semarang", "apbd", 83),
    ("DBHCHT", "DBHCHT", "dbhcht", 11),
    ("BUMN", "BUMN peduli", "bumn", 4),
    ("CSR", "Perusahaan peduli", "csr", 2),
)
BERHENTI = (
    ("meninggal", "Meninggal dunia"),
    ("pindah", "Pindah keluar kota"),
    ("penerima_upah", "Menjadi penerima upah"),
    ("mengundurkan_diri", "Mengundurkan diri"),
)
KOLOM_BANTUAN = kata(
    "id peserta_id sumber_id jenis kondisi_id nomor_sk bulan_awal jumlah_bulan bulan_akhir "
    "nominal_per_bulan sambungan_dari_id status dibuat_pada"
)


class Masa(NamedTuple):
    """The months the sample covers: first, the running one, and the last month of its year."""

    awal: date
    kini: date
    akhir: date


def daftar_status(n: int, benih: int) -> list[str]:
    """The status of each of ``n`` people: enrolled, stopped, or a draft that goes the real way."""
    acak = Random(benih + 1)  # noqa: S311  # sample data, not a secret
    batas = (BAGIAN_TERDAFTAR, BAGIAN_TERDAFTAR + BAGIAN_BERHENTI)
    nilai = (acak.random() for _ in range(n))
    return ["terdaftar" if v < batas[0] else "berhenti" if v < batas[1] else "draf" for v in nilai]


def siapkan_sumber(n: int, masa: Masa) -> dict[tuple[str, int], int]:
    """The pk of each (kode, year); quotas grow where ``n`` people need more than the real ones."""
    for tahun in range(masa.awal.year, masa.akhir.year + 2):
        for urutan, (kode, nama, jenis, bagian) in enumerate(SUMBER, 1):
            perlu = max(n * bagian * 12 // 1000, 50)
            bawaan = {"nama": nama, "jenis": jenis, "urutan": urutan, "kuota": perlu, "pagu": 1}
            sumber, _ = SumberDana.objects.get_or_create(kode=kode, tahun=tahun, defaults=bawaan)
            sumber.kuota = max(sumber.kuota, perlu)
            sumber.pagu = sumber.kuota * 16_800 * 12
            # Next year's budget is passed before the year ends; its DPA comes in January.
            sumber.keadaan_pagu = "dpa" if tahun <= masa.kini.year else "apbd"
            # Budgets from before this application have no change that somebody confirmed.
            with pgtrigger.ignore("iuran.SumberDana:sumber_pagu_lewat_perubahan"):
                sumber.save()
    return {(s.kode, s.tahun): s.pk for s in SumberDana.objects.all()}


def daftar_bantuan(
    status: list[str], benih: int, masa: Masa, sumber: dict[tuple[str, int], int]
) -> Iterator[list[str]]:
    """COPY rows of the grants of all people enrolled or stopped."""
    acak = Random(benih + 2)  # noqa: S311  # sample data, not a secret
    kode = [s[0] for s in SUMBER]
    bobot = [s[3] for s in SUMBER]
    pk = 0
    for peserta, keadaan in enumerate(status, 1):
        if keadaan == "draf":
            continue
        pembayar = acak.choices(kode, bobot)[0]
        sebelum = 0
        for awal, akhir, insidental in rentang(acak, masa, berhenti=keadaan == "berhenti"):
            pk += 1
            jenis, kondisi = ("insidental", "bencana") if insidental else ("rutin", "\\N")
            yield [
                str(pk),
                str(peserta),
                str(sumber[pembayar, awal.year]),
                jenis,
                kondisi,
                f"tidak tercatat (saldo awal {awal.year})",
                awal.isoformat(),
                str(selisih_bulan(awal, akhir) + 1),
                akhir.isoformat(),
                "16800",
                str(sebelum) if sebelum else "\\N",
                "ditetapkan",
                f"{awal} 09:00+07",
            ]
            sebelum = pk


def rentang(acak: Random, masa: Masa, *, berhenti: bool) -> Iterator[tuple[date, date, bool]]:
    """First month, last month and kind of one person's grants, never across a year's end.

    Two in three people are paid through from the start; some came later, some have a gap, some
    got three months only, some end soon.
    """
    panjang = selisih_bulan(masa.awal, masa.kini)
    mulai = tambah_bulan(masa.awal, 0 if acak.random() < 0.66 else acak.randrange(panjang + 1))
    selesai = masa.akhir
    ragam = acak.random()
    if berhenti:
        selesai = tambah_bulan(mulai, acak.randrange(selisih_bulan(mulai, masa.kini) + 1))
    elif ragam < 0.05:
        akhir = min(tambah_bulan(mulai, 2), date(mulai.year, 12, 1))
        yield mulai, akhir, True
        return
    elif ragam < 0.12:
        selesai = max(mulai, tambah_bulan(masa.kini, acak.randrange(-2, 2)))
    jeda = 0.12 <= ragam < 0.15
    while mulai <= selesai:
        akhir = min(selesai, date(mulai.year, 12, 1))
        if jeda and selisih_bulan(mulai, akhir) >= 6:
            yield mulai, tambah_bulan(mulai, 2), False
            mulai, jeda = tambah_bulan(mulai, 5), False
            continue
        yield mulai, akhir, False
        mulai = tambah_bulan(akhir, 1)


RIWAYAT = """
    INSERT INTO peserta_riwayatstatus (peserta_id, dari, ke, alasan, oleh_id, pada)
    SELECT id, '', 'terdaftar', 'Saldo awal: terdaftar sebelum sistem ini', %(admin)s, dibuat_pada
    FROM peserta_peserta WHERE status IN ('terdaftar', 'berhenti')
"""
PERISTIWA = """
    INSERT INTO peserta_peristiwa
        (peserta_id, jenis, tanggal, keterangan, status_sebelum, oleh_id, dibuat_pada, alasan_batal)
    SELECT b.peserta_id, (%(jenis)s::text[])[1 + b.peserta_id %% %(n)s],
           max(b.bulan_akhir) + 14, 'Data contoh', 'terdaftar', %(admin)s,
           max(b.bulan_akhir) + 20, ''
    FROM iuran_bantuan b JOIN peserta_peserta p ON p.id = b.peserta_id
    WHERE p.status = 'berhenti' GROUP BY b.peserta_id
"""
RIWAYAT_BERHENTI = """
    INSERT INTO peserta_riwayatstatus (peserta_id, dari, ke, alasan, oleh_id, pada)
    SELECT peserta_id, 'terdaftar', 'berhenti', (%(alasan)s::text[])[1 + peserta_id %% %(n)s],
           %(admin)s, dibuat_pada
    FROM peserta_peristiwa
"""
# A third of the first people were members before the list that opened the ledger.
SEJAK = """
    UPDATE iuran_bantuan SET peserta_sejak = bulan_awal - interval '9 months'
    WHERE peserta_id %% 3 = 0 AND bulan_awal = (SELECT min(bulan_awal) FROM iuran_bantuan)
"""
# CSR stopped paying four months ago. DBHCHT is two months late, and this month waits for its bill.
TAGIHAN = """
    INSERT INTO iuran_tagihan (nomor, sumber_id, bulan, ke, jumlah_orang, total, kode_iuran,
        nama_bagian, npp, kode_rekening, spd_nomor, spp_nomor, spm_nomor, tanggal, status,
        alasan_batal, disusun_oleh_id, disusun_pada, diterbitkan_oleh_id, diterbitkan_pada)
    SELECT 'TG-' || to_char(i.bulan, 'YYYY-MM') || '-' || s.kode || '-1', s.id, i.bulan, 1,
           count(*), sum(i.nominal), '24' || to_char(i.bulan, 'YYMM') || lpad(s.id::text, 5, '0'),
           '', 'B0000' || lpad(s.id::text, 4, '0'),
           CASE WHEN s.jenis IN ('apbd', 'dbhcht') THEN '5.1.02.02.02.0005' ELSE '' END,
           CASE WHEN s.jenis IN ('apbd', 'dbhcht')
                THEN 'SPD/' || to_char(i.bulan, 'YYYY') || '/' || s.id ELSE '' END,
           '', '', least((i.bulan + 6)::date, %(pada)s::date),
           CASE WHEN s.kode = 'CSR' AND i.bulan > %(kini)s - interval '4 months'
                  OR s.kode = 'DBHCHT' AND i.bulan > %(kini)s - interval '3 months'
                THEN 'diterbitkan' ELSE 'dibayar' END,
           '', %(admin)s, i.bulan + 4, %(admin2)s, i.bulan + 6
    FROM iuran_iuran i JOIN iuran_sumberdana s ON s.id = i.sumber_id
    WHERE i.bulan <= %(kini)s AND NOT (s.kode = 'DBHCHT' AND i.bulan = %(kini)s)
    GROUP BY s.id, s.kode, i.bulan
"""
PEMBAYARAN = """
    WITH bayar AS (
        SELECT t.id, t.total, t.bulan,
               CASE WHEN s.jenis IN ('apbd', 'dbhcht') THEN 'sp2d' ELSE 'transfer' END AS jenis,
               CASE WHEN s.jenis IN ('apbd', 'dbhcht') THEN 'SP2D/' ELSE 'TRF/' END
                   || to_char(t.bulan, 'YYYY/MM') || '/' || t.id AS nomor
        FROM iuran_tagihan t JOIN iuran_sumberdana s ON s.id = t.sumber_id
        WHERE t.status = 'dibayar'
    ), masuk AS (
        INSERT INTO iuran_pembayaran
            (jenis, nomor, tanggal, nominal, keterangan, status, oleh_id, dibuat_pada)
        SELECT jenis, nomor, least(bulan + 11, %(pada)s::date), total, '', 'berlaku', %(admin)s,
               bulan + 11
        FROM bayar
        RETURNING id, nomor
    )
    INSERT INTO iuran_alokasipembayaran (pembayaran_id, tagihan_id, nominal, berlaku)
    SELECT m.id, b.id, b.total, true FROM masuk m JOIN bayar b ON b.nomor = m.nomor
"""
LAMPIRKAN = """
    UPDATE iuran_iuran i SET tagihan_id = t.id, pembayaran_id = b.pembayaran_id
    FROM iuran_tagihan t LEFT JOIN iuran_alokasipembayaran b ON b.tagihan_id = t.id
    WHERE t.sumber_id = i.sumber_id AND t.bulan = i.bulan
"""


def isi_kejadian(admin: int) -> None:
    """History of the enrolled, and why the stopped ones stopped."""
    jenis, alasan = zip(*BERHENTI, strict=True)
    isi = {
        "admin": admin,
        "jenis": list(jenis),
        "alasan": list(alasan),
        "n": len(BERHENTI),
    }
    jalankan([RIWAYAT, PERISTIWA, RIWAYAT_BERHENTI], isi)
    jalankan(
        [
            "UPDATE iuran_bantuan b SET status = 'berhenti' FROM peserta_peserta p "
            "WHERE p.id = b.peserta_id AND p.status = 'berhenti'",
            SEJAK,
        ],
        {},
    )


def isi_tagihan(admin: int, admin2: int, masa: Masa, pada: date) -> None:
    """Bills and payments of every month up to the running one."""
    isi = {"admin": admin, "admin2": admin2, "kini": masa.kini, "pada": pada}
    jalankan([TAGIHAN, PEMBAYARAN, LAMPIRKAN], isi)


def jalankan(perintah: list[str], isi: dict[str, Any]) -> None:
    with connection.cursor() as kursor:
        for satu in perintah:
            kursor.execute(satu, isi)
