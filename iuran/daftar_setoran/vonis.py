"""Put every line of the list beside a promise, all by SQL over the whole list; each gets one bin.

A NIK, a KPJ or an earlier NIK decides who is meant, never a name
(:func:`iuran.rekonsiliasi.cari_orang`).
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from iuran.buku import pilih_tarif
from iuran.models import BagianSetoran, DaftarSetoran, JenisSumber, SebabSetoran, Tarif

BUANG = "DROP TABLE IF EXISTS pg_temp.setor_janji, pg_temp.setor_orang"
# The promise of each person for the month; else the one that runs, else the newest.
JANJI = """
CREATE TEMP TABLE setor_janji ON COMMIT DROP AS
SELECT DISTINCT ON (o.id) o.id AS orang, j.id AS janji, j.mulai, j.sampai, a.nip,
       j.status = 'aktif' AS aktif, %(bulan)s BETWEEN j.mulai AND j.sampai AS sebulan
FROM iuran_janji j
JOIN peserta_peserta p ON p.id = j.peserta_id
JOIN peserta_peserta o ON o.id = coalesce(p.digabung_ke_id, p.id)
JOIN iuran_penyumbang a ON a.id = j.penyumbang_id
WHERE j.status <> 'batal'
ORDER BY o.id, %(bulan)s BETWEEN j.mulai AND j.sampai DESC, j.status = 'aktif' DESC,
         j.sampai DESC, j.id DESC
"""
# What we know of everybody whom a line or a promise names: the month in our ledger, another payer,
# and the first month without cover after a death or exit.
ORANG = """
CREATE TEMP TABLE setor_orang ON COMMIT DROP AS
SELECT o.id AS orang, o.nama, o.kpj, k.transport,
       o.kpj <> '' AND o.status IN ('terdaftar', 'berhenti') AS berkartu,
       o.status = 'terdaftar' AS terdaftar,
       i.id AS iuran, i.nominal, b.janji_id AS dibayar_janji,
       i.id IS NOT NULL AND b.janji_id IS NULL OR EXISTS (
           SELECT FROM iuran_bantuan g WHERE g.peserta_id = o.id AND g.janji_id IS NULL
             AND g.status <> 'batal' AND %(bulan)s BETWEEN g.bulan_awal AND g.bulan_akhir
       ) AS lain,
       (SELECT min(coalesce((e.akibat ->> 'mulai')::date,
                            (date_trunc('month', e.tanggal) + interval '1 month')::date))
        FROM peserta_peristiwa e
        WHERE e.peserta_id = o.id AND e.dibatalkan_pada IS NULL AND e.jenis <> 'kecelakaan'
          AND (e.jenis = 'meninggal' OR o.status = 'berhenti')) AS henti
FROM (SELECT orang FROM rekon_padan WHERE orang IS NOT NULL
      UNION SELECT orang FROM setor_janji WHERE sebulan) s
JOIN peserta_peserta o ON o.id = s.orang
JOIN peserta_pekerjaan k ON k.kode = o.pekerjaan_id
LEFT JOIN LATERAL (
    SELECT i.id, i.nominal, i.bantuan_id FROM iuran_iuran i
    WHERE i.bulan = %(bulan)s AND i.hidup AND i.jenis = 'iuran' AND i.peserta_id IN (
        SELECT o.id UNION ALL SELECT p.id FROM peserta_peserta p WHERE p.digabung_ke_id = o.id
    ) ORDER BY i.id LIMIT 1
) i ON true
LEFT JOIN iuran_bantuan b ON b.id = i.bantuan_id
"""
HARGA = """coalesce(o.nominal, CASE WHEN o.transport THEN %(angkutan)s ELSE %(umum)s END)"""
TULIS = f"""
INSERT INTO iuran_barissetoran (
    daftar_id, urut, lembar, nomor, nik, tertulis, kpj, nama, nip, penyumbang, bulan, nominal,
    keterangan, catatan, peserta_id, janji_id, iuran_id, harga, bagian, sebab, beda
)
SELECT %(daftar)s, urut, lembar, nomor, nik, tertulis, kpj, nama, nip, penyumbang, bulan, nominal,
       keterangan, catatan, orang,
       CASE WHEN putus[2] NOT IN ('dua_orang', 'bulan_lain', 'dua_kali', 'pembayar_lain',
                                  'tanpa_janji', 'tanpa_nomor', 'asing') THEN janji END,
       iuran, CASE WHEN janji IS NULL THEN 0 ELSE harga END, putus[1], putus[2],
       CASE WHEN putus[2] IN ('beda', 'di_luar_janji') THEN beda ELSE '{{}}' END
FROM (
    SELECT s.*, CASE
        WHEN nik = '' AND kpj = '' THEN ARRAY['tidak_dikenal', 'tanpa_nomor']
        WHEN orang IS NULL THEN ARRAY['tidak_dikenal', 'asing']
        WHEN lewat_nik <> lewat_kpj THEN ARRAY['berbeda', 'dua_orang']
        WHEN NOT sebulan THEN ARRAY['berbeda', 'bulan_lain']
        WHEN ke_berapa > 1 THEN ARRAY['berbeda', 'dua_kali']
        WHEN lain OR dibayar_janji <> janji OR keadaan = 'lain'
            THEN ARRAY['berbeda', 'pembayar_lain']
        WHEN janji IS NULL THEN ARRAY['berbeda', 'tanpa_janji']
        WHEN belum AND iuran IS NOT NULL THEN ARRAY['berbeda', 'nonaktif']
        WHEN belum AND berlangsung AND terdaftar THEN ARRAY['tidak_dibayar', 'belum_bayar']
        WHEN belum THEN ARRAY['berbeda', 'belum_bayar']
        WHEN henti <= %(bulan)s AND iuran IS NULL THEN ARRAY['berbeda', 'selesai']
        WHEN NOT berkartu THEN ARRAY['berbeda', 'belum_terdaftar']
        WHEN NOT janji_sebulan AND aktif AND sampai < %(bulan)s
            THEN ARRAY['berbeda', 'di_luar_janji']
        WHEN NOT janji_sebulan THEN ARRAY['berbeda', 'tanpa_janji']
        WHEN beda <> '{{}}' THEN ARRAY['berbeda', 'beda']
        WHEN iuran IS NULL THEN ARRAY['sesuai', 'baru']
        ELSE ARRAY['sesuai', 'lunas'] END AS putus
    FROM (
        SELECT p.*, j.janji, j.sampai, j.aktif, j.sebulan AS janji_sebulan,
               j.aktif AND j.sebulan AS berlangsung, o.iuran, o.dibayar_janji, o.lain, o.henti,
               o.berkartu, o.terdaftar, {HARGA} AS harga,
               p.keadaan = 'nonaktif' OR p.keterangan ~* %(belum)s AS belum,
               row_number() OVER (
                   PARTITION BY p.orang, p.sebulan AND coalesce(p.lewat_nik = p.lewat_kpj, true)
                   ORDER BY p.urut
               ) AS ke_berapa,
               array_remove(ARRAY[
                   CASE WHEN p.nominal <> {HARGA} THEN 'nominal' END,
                   CASE WHEN p.nik <> '' AND p.lewat_nik IS NULL THEN 'nik' END,
                   CASE WHEN p.kpj <> '' AND p.kpj <> o.kpj THEN 'kpj' END,
                   CASE WHEN upper(regexp_replace(p.nama, '[^A-Za-z]', '', 'g'))
                         <> upper(regexp_replace(o.nama, '[^A-Za-z]', '', 'g'))
                        AND p.nama <> '' THEN 'nama' END,
                   CASE WHEN p.nip <> '' AND p.nip <> j.nip THEN 'penyumbang' END
               ], NULL) AS beda
        FROM (
            SELECT m.*, q.orang, q.lewat_nik, q.lewat_kpj, q.sebulan, q.kali, q.ke, q.kembar
            FROM rekon_masuk m JOIN rekon_padan q ON q.urut = m.urut
        ) p
        LEFT JOIN setor_orang o ON o.orang = p.orang
        LEFT JOIN setor_janji j ON j.orang = p.orang
    ) s
) b
"""  # noqa: S608 - constants of this module only
TANPA_BARIS = f"""
INSERT INTO iuran_barissetoran (
    daftar_id, urut, nama, peserta_id, janji_id, iuran_id, harga, bagian, sebab, lembar, nik,
    tertulis, kpj, nip, penyumbang, keterangan, catatan, beda
)
SELECT %(daftar)s, %(banyak)s + row_number() OVER (ORDER BY o.nama, j.janji), o.nama, o.orang,
       j.janji, o.iuran, {HARGA}, 'tidak_dibayar',
       CASE WHEN o.iuran IS NULL THEN 'tanpa_baris' ELSE 'ada_bukti' END,
       '', '', '', '', '', '', '', '', '{{}}'
FROM setor_janji j JOIN setor_orang o ON o.orang = j.orang
WHERE j.sebulan AND j.aktif AND o.terdaftar AND o.berkartu AND NOT o.lain
  AND (o.dibayar_janji IS NULL OR o.dibayar_janji = j.janji)
  AND (o.henti IS NULL OR o.henti > %(bulan)s OR o.iuran IS NOT NULL)
  AND NOT EXISTS (SELECT FROM iuran_barissetoran b
                  WHERE b.daftar_id = %(daftar)s AND b.janji_id = j.janji)
"""  # noqa: S608 - constants of this module only
BELUM_BAYAR = r"(belum|tidak|tdk|blm)\s*(di)?\s*(bayar|lunas)|menunggak|tunggakan|gagal\s*bayar"
HITUNG = """
SELECT bagian, sebab, count(nomor), count(*), coalesce(sum(nominal), 0), coalesce(sum(harga), 0)
FROM iuran_barissetoran WHERE daftar_id = %s GROUP BY 1, 2
"""


class Jumlah(NamedTuple):
    """Lines of BPJS and their rupiah; all rows of ours, and what they cost by tariff."""

    baris: int = 0
    orang: int = 0
    rupiah_bpjs: int = 0
    harga: int = 0


def tulis(daftar: DaftarSetoran, banyak: int) -> None:
    """Write every line that ``rekon_padan`` holds in its bin, then the promises without a line.

    ``banyak`` is the number of lines. Raises AturanDilanggarError when the month has no tariff.
    """
    isi: dict[str, Any] = {
        "daftar": daftar.pk,
        "bulan": daftar.bulan,
        "banyak": banyak,
        "belum": BELUM_BAYAR,
        **_harga(daftar.bulan),
    }
    with connection.cursor() as kursor:
        kursor.execute(BUANG)
        for perintah in (JANJI, "ANALYZE setor_janji", ORANG, "ANALYZE setor_orang"):
            kursor.execute(perintah, isi)
        kursor.execute(TULIS, isi)
        kursor.execute(TANPA_BARIS, isi)
        kursor.execute("ANALYZE iuran_barissetoran")


def _harga(bulan: date) -> dict[str, int]:
    """The tariff of the month in rupiah, of drivers and of everybody else."""
    tarif = list(Tarif.objects.berlaku())
    isi: dict[str, Any] = {"bulan": bulan, "jenis_sumber": JenisSumber.ASN}
    return {
        nama: pilih_tarif(tarif, **isi, transport=angkutan).nominal
        for nama, angkutan in (("angkutan", True), ("umum", False))
    }


def hitung(daftar: DaftarSetoran) -> dict[str, list[int]]:
    """Count the rows of each bin and cause, as the list keeps them (``jumlah``)."""
    with connection.cursor() as kursor:
        kursor.execute(HITUNG, [daftar.pk])
        return {f"{b}:{s}": [int(n) for n in angka] for b, s, *angka in kursor.fetchall()}


def jumlah_bagian(
    jumlah: Mapping[str, list[int]], bagian: BagianSetoran, sebab: SebabSetoran | None = None
) -> Jumlah:
    """The sums of a bin, or of one cause in it."""
    cocok = f"{bagian.value}:{sebab.value if sebab else ''}"
    angka = [
        n
        for kunci, n in jumlah.items()
        if kunci == cocok or (not sebab and kunci.startswith(cocok))
    ]
    return Jumlah(*(sum(kolom) for kolom in zip(*angka, strict=True))) if angka else Jumlah()
