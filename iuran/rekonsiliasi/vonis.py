"""Match BPJS's lines with our months, all by SQL over the whole list; every line gets one bin.

A NIK or a KPJ decides, never a name. The lines pass through temporary tables of the transaction,
and only the judged ones are written.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from iuran.models import BagianDaftar, DaftarBPJS
from iuran.rekonsiliasi.lembar import BarisMentah
from peserta.impor import AliranCopy, baris_copy, teks_copy

MEMORI = "SET LOCAL work_mem = '128MB'"  # a whole city's list is joined and sorted in memory
BUANG = "DROP TABLE IF EXISTS pg_temp.rekon_masuk, pg_temp.rekon_kita, pg_temp.rekon_padan"
MASUK = """
CREATE TEMP TABLE rekon_masuk (
    urut integer, lembar text, nomor integer, nik text, tertulis text, kpj text, nama text,
    tanggal_lahir date, bulan date, nominal bigint, program text, keadaan text, keterangan text,
    catatan text, berkas_ke smallint, nip text, penyumbang text
) ON COMMIT DROP
"""
SALIN = "COPY rekon_masuk FROM STDIN WITH (NULL E'\\x01')"
# Our live months of the people of the branch; after a merge they are the survivor's. A month that a
# civil servant paid (``berbukti``) has no bill, and none is missing.
KITA = """
CREATE TEMP TABLE rekon_kita ON COMMIT DROP AS
SELECT o.id AS orang, i.id AS iuran_id, i.nominal, i.jht > 0 AS jht,
       i.tagihan_id IS NULL AND i.pembayaran_id IS NOT NULL AS berbukti,
       CASE WHEN t.status IN ('diterbitkan', 'dibayar') THEN i.nominal ELSE 0 END AS tagih,
       row_number() OVER (PARTITION BY o.id ORDER BY i.id) AS ke
FROM iuran_iuran i
JOIN peserta_peserta p ON p.id = i.peserta_id
JOIN peserta_peserta o ON o.id = coalesce(p.digabung_ke_id, p.id)
JOIN peserta_kelurahan l ON l.kode = o.kelurahan_id
JOIN peserta_kecamatan c ON c.kode = l.kecamatan_id AND c.cabang = %(cabang)s
LEFT JOIN iuran_tagihan t ON t.id = i.tagihan_id
WHERE i.bulan = %(bulan)s AND i.hidup AND i.jenis = 'iuran'
"""
# Who a line speaks of: by NIK, else by KPJ, else by a NIK from before a correction or merge.
PADAN = """
CREATE TEMP TABLE rekon_padan ON COMMIT DROP AS
WITH lama AS (
    SELECT DISTINCT ON (nik) nik, orang FROM (
        SELECT nik, digabung_ke_id AS orang, 0 AS mutu, id FROM peserta_peserta
        WHERE digabung_ke_id IS NOT NULL
        UNION ALL
        SELECT k.nik_lama, coalesce(p.digabung_ke_id, p.id), 1, k.id
        FROM peserta_koreksinik k JOIN peserta_peserta p ON p.id = k.peserta_id
        WHERE p.nik <> k.nik_lama
    ) semua ORDER BY nik, mutu, id DESC
), dicari AS (
    SELECT m.urut, m.nik, m.kpj, coalesce(n.id, l.orang) AS lewat_nik, k.id AS lewat_kpj,
           coalesce(m.bulan, %(bulan)s) = %(bulan)s AS sebulan
    FROM rekon_masuk m
    LEFT JOIN peserta_peserta n ON n.nik = m.nik AND m.nik <> '' AND n.digabung_ke_id IS NULL
    LEFT JOIN peserta_peserta k
        ON k.kpj = m.kpj AND k.kpj <> '' AND m.kpj <> '' AND k.digabung_ke_id IS NULL
    LEFT JOIN lama l ON l.nik = m.nik AND m.nik <> ''
), dikenal AS (
    SELECT d.*, coalesce(lewat_nik, lewat_kpj) AS orang,
           coalesce('o' || coalesce(lewat_nik, lewat_kpj), 'n' || nullif(nik, ''),
                    'k' || nullif(kpj, ''), 'u' || urut) AS siapa
    FROM dicari d
)
SELECT urut, orang, lewat_nik, lewat_kpj, sebulan,
       count(*) FILTER (WHERE sebulan) OVER (PARTITION BY siapa) AS kali,
       row_number() OVER (PARTITION BY siapa ORDER BY NOT sebulan, urut) AS ke,
       kpj <> '' AND min(siapa) OVER sekartu <> max(siapa) OVER sekartu AS kembar
FROM dikenal
WINDOW sekartu AS (PARTITION BY kpj)
"""
TULIS = """
INSERT INTO iuran_barisdaftarbpjs (
    daftar_id, urut, lembar, nomor, nik, tertulis, kpj, nama, tanggal_lahir, bulan, nominal,
    program, keadaan, keterangan, catatan, peserta_id, iuran_id, nominal_kita, nominal_tagih,
    bagian, sebab, beda, berkas_ke
)
SELECT %(daftar)s, b.urut, b.lembar, b.nomor, b.nik, b.tertulis, b.kpj, b.nama, b.tanggal_lahir,
       b.bulan, b.nominal, b.program, b.keadaan, b.keterangan, b.catatan, b.orang, b.iuran_id,
       coalesce(b.nominal_kita, 0), coalesce(b.tagih, 0), b.putus[1], b.putus[2],
       CASE WHEN b.iuran_id IS NULL AND b.putus[2] <> 'bulan_lain' THEN '{}' ELSE b.beda END,
       b.berkas_ke
FROM (
    SELECT s.*, CASE
        WHEN nik = '' AND kpj = '' THEN ARRAY['periksa', 'tanpa_nomor']
        WHEN NOT sebulan THEN ARRAY['periksa', 'bulan_lain']
        WHEN lewat_nik <> lewat_kpj THEN ARRAY['periksa', 'dua_orang']
        WHEN kali > 1 THEN ARRAY['periksa', 'dua_kali']
        WHEN kembar THEN ARRAY['periksa', 'kpj_kembar']
        WHEN cabang <> %(cabang)s THEN ARRAY['periksa', 'cabang_lain']
        WHEN keadaan = 'lain' THEN ARRAY['pembayar_lain', '']
        WHEN keadaan = 'nonaktif' AND iuran_id IS NOT NULL THEN ARRAY['tidak_ada', 'nonaktif']
        WHEN keadaan = 'nonaktif' THEN ARRAY['sama', 'nonaktif']
        WHEN orang IS NULL THEN ARRAY['lebih', 'tidak_dikenal']
        WHEN iuran_id IS NULL THEN ARRAY['lebih', 'tanpa_iuran']
        WHEN beda <> '{}' THEN ARRAY['beda', '']
        ELSE ARRAY['sama', ''] END AS putus
    FROM (
        SELECT m.*, p.orang, p.lewat_nik, p.lewat_kpj, p.sebulan, p.kali, p.kembar, k.iuran_id,
               k.nominal AS nominal_kita, k.tagih, c.cabang,
               array_remove(ARRAY[
                   CASE WHEN m.nik <> '' AND m.nik <> o.nik THEN 'nik' END,
                   CASE WHEN m.kpj <> '' AND m.kpj <> o.kpj THEN 'kpj' END,
                   CASE WHEN m.nama <> '' AND upper(m.nama) <> upper(o.nama)
                        AND upper(regexp_replace(m.nama, '[^A-Za-z]', '', 'g'))
                         <> upper(regexp_replace(o.nama, '[^A-Za-z]', '', 'g')) THEN 'nama' END,
                   CASE WHEN m.tanggal_lahir <> o.tanggal_lahir THEN 'tanggal_lahir' END,
                   CASE WHEN NOT p.sebulan THEN 'bulan' END,
                   CASE WHEN m.nominal <> k.nominal THEN 'nominal' END,
                   CASE WHEN m.program <> '' AND m.program
                         <> CASE WHEN k.jht THEN 'JKK JKM JHT' ELSE 'JKK JKM' END
                        THEN 'program' END,
                   CASE WHEN %(posting)s AND k.tagih = 0 AND NOT k.berbukti THEN 'tagihan' END
               ], NULL) AS beda
        FROM rekon_masuk m
        JOIN rekon_padan p ON p.urut = m.urut
        LEFT JOIN peserta_peserta o ON o.id = p.orang
        LEFT JOIN peserta_kelurahan l ON l.kode = o.kelurahan_id
        LEFT JOIN peserta_kecamatan c ON c.kode = l.kecamatan_id
        LEFT JOIN rekon_kita k ON k.orang = p.orang AND k.ke = 1 AND p.ke = 1 AND p.sebulan
        OFFSET 0  -- else what differs is compared again for each use
    ) s
) b
"""
TANPA_BARIS = """
INSERT INTO iuran_barisdaftarbpjs (
    daftar_id, urut, lembar, nama, peserta_id, iuran_id, nominal_kita, nominal_tagih, bagian,
    nik, tertulis, kpj, program, keadaan, keterangan, catatan, sebab, beda, berkas_ke
)
SELECT %(daftar)s, %(banyak)s + row_number() OVER (ORDER BY o.nama, k.iuran_id), '', o.nama,
       k.orang, k.iuran_id, k.nominal, k.tagih, 'tidak_ada',
       '', '', '', '', 'aktif', '', '', '', '{}', 1
FROM rekon_kita k JOIN peserta_peserta o ON o.id = k.orang
WHERE NOT EXISTS (
    SELECT 1 FROM iuran_barisdaftarbpjs b WHERE b.daftar_id = %(daftar)s AND b.iuran_id = k.iuran_id
)
"""
MILIK_CABANG = """
SELECT c.cabang, count(*) FROM rekon_padan p
JOIN peserta_peserta o ON o.id = p.orang
JOIN peserta_kelurahan l ON l.kode = o.kelurahan_id
JOIN peserta_kecamatan c ON c.kode = l.kecamatan_id
GROUP BY 1
"""
HITUNG = """
SELECT bagian, count(nomor), coalesce(sum(nominal), 0), count(iuran_id),
       coalesce(sum(nominal_kita), 0), count(*) FILTER (WHERE nominal_tagih > 0),
       coalesce(sum(nominal_tagih), 0)
FROM iuran_barisdaftarbpjs WHERE daftar_id = %(daftar)s GROUP BY bagian
"""
HITUNG_KITA = """
SELECT count(*), coalesce(sum(nominal), 0), count(*) FILTER (WHERE tagih > 0),
       coalesce(sum(tagih), 0)
FROM rekon_kita
"""
HITUNG_BPJS = "SELECT count(*), coalesce(sum(nominal), 0), count(nominal) FROM rekon_masuk"


class Jumlah(NamedTuple):
    """Lines and rupiah of BPJS, and people and rupiah of ours: in the ledger, and billed."""

    baris: int = 0
    rupiah_bpjs: int = 0
    orang: int = 0
    rupiah_kita: int = 0
    orang_tagih: int = 0
    rupiah_tagih: int = 0


def tampung(baris: Iterable[BarisMentah]) -> int:
    """Write the lines of the file to a temporary table of this transaction; returns how many."""
    aliran = AliranCopy(
        baris_copy((str(urut), *map(teks_copy, satu))) for urut, satu in enumerate(baris, start=1)
    )
    with connection.cursor() as kursor:
        kursor.execute(MEMORI)
        kursor.execute(BUANG)
        kursor.execute(MASUK)
        kursor.cursor.copy_expert(SALIN, aliran)
        if aliran.galat:
            raise aliran.galat
        banyak = int(kursor.cursor.rowcount)
        kursor.execute("ANALYZE rekon_masuk (urut, nik, kpj)")
        return banyak


def padankan(daftar: DaftarBPJS) -> dict[str, int]:
    """Find the person of every line, and our months; returns known people of each branch."""
    isi: dict[str, Any] = {"cabang": daftar.cabang, "bulan": daftar.bulan}
    with connection.cursor() as kursor:
        kursor.execute(KITA, isi)
        cari_orang(daftar.bulan)
        kursor.execute("ANALYZE rekon_kita (orang, iuran_id)")
        kursor.execute(MILIK_CABANG)
        return dict(kursor.fetchall())


def cari_orang(bulan: date) -> None:
    """Find the person of every line of a list of ``bulan``, in the table ``rekon_padan``."""
    with connection.cursor() as kursor:
        kursor.execute(PADAN, {"bulan": bulan})
        kursor.execute("ANALYZE rekon_padan (urut, orang)")


def tulis(daftar: DaftarBPJS, banyak: int) -> dict[str, Any]:
    """Write every line with its bin, then our months that no line names; returns the sums.

    ``banyak`` is the number of lines. Both sides are also counted apart from the bins.
    """
    isi: dict[str, Any] = {
        "daftar": daftar.pk,
        "cabang": daftar.cabang,
        "posting": daftar.posting,
        "banyak": banyak,
    }
    with connection.cursor() as kursor:
        kursor.execute(TULIS, isi)
        kursor.execute(TANPA_BARIS, isi)
        tanpa_baris = kursor.rowcount
        kursor.execute("ANALYZE iuran_barisdaftarbpjs (daftar_id, bagian, peserta_id, iuran_id)")
        kursor.execute(HITUNG, isi)
        bagian = {kode: Jumlah(*angka) for kode, *angka in kursor.fetchall()}
        kursor.execute(HITUNG_KITA)
        orang, rupiah_kita, orang_tagih, rupiah_tagih = kursor.fetchone()
        kursor.execute(HITUNG_BPJS)
        baris, rupiah_bpjs, bernominal = kursor.fetchone()
    semua = Jumlah(baris, rupiah_bpjs, orang, rupiah_kita, orang_tagih, rupiah_tagih)
    return {
        "bagian": {b.value: _angka(bagian.get(b.value, Jumlah())) for b in BagianDaftar},
        "semua": _angka(semua),
        "bernominal": int(bernominal),
        "tanpa_baris": tanpa_baris,
    }


def _angka(jumlah: Jumlah) -> list[int]:
    return [int(n) for n in jumlah]


def bulan_terbanyak() -> tuple[date, int, int] | None:
    """The month that most lines name, how many, and how many name any; None where none does."""
    with connection.cursor() as kursor:
        kursor.execute(
            "SELECT bulan, count(*), sum(count(*)) OVER () FROM rekon_masuk "
            "WHERE bulan IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1"
        )
        baris = kursor.fetchone()
    return (baris[0], int(baris[1]), int(baris[2])) if baris else None
