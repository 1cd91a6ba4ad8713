"""Which grants a change meets, what it does to each, and why somebody cannot go along: SQL.

One statement for one person or for everybody. A person goes along whole or not at all.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from iuran.buku import SEBAB_SYARAT, di_luar, pilih_tarif, sebab_di_luar
from iuran.models import JenisPerubahanBantuan, PerubahanBantuan, SumberDana, Tarif
from iuran.perlindungan import salah_satu
from iuran.perubahan_bantuan.aturan import BERUBAH
from peserta.models import Peserta
from pijar.bulan import NAMA_BULAN, nama_bulan, rentang_bulan, selisih_bulan

J = JenisPerubahanBantuan
BULAN = (
    "((%(nama_bulan)s::text[])[extract(month FROM {0})::int] || ' ' || extract(year FROM {0})::int)"
)
# Grants that a shortening or a move meets: running ones from the month on. Narrowed to one source,
# a shortening still takes the part after New Year along. What a civil servant paid for somebody is
# what his evidence says: it is no money that could go elsewhere (ADR 0024).
MAJU = """
    SELECT b.id, b.peserta_id, b.sumber_id, b.bulan_awal, b.bulan_akhir AS lama,
           CASE WHEN b.bulan_awal < %(mulai)s
                THEN (%(mulai)s::date - interval '1 month')::date END AS baru,
           b.id AS isi, NULL::bigint AS pengganti, b.bulan_akhir AS ujung, false AS berubah
    FROM orang o JOIN iuran_bantuan b ON b.peserta_id = o.id
    WHERE b.status = 'berjalan' AND b.janji_id IS NULL AND b.bulan_akhir >= %(mulai)s
      AND (%(sumber)s::bigint IS NULL OR b.sumber_id <> %(sumber)s
           AND extract(year FROM b.bulan_awal) = extract(year FROM %(mulai)s::date))
      AND (%(sumber_lama)s::bigint IS NULL OR b.sumber_id = %(sumber_lama)s
           OR %(sumber)s::bigint IS NULL AND EXISTS (
                SELECT FROM iuran_bantuan x WHERE x.peserta_id = b.peserta_id
                AND x.sumber_id = %(sumber_lama)s AND x.nomor_sk = b.nomor_sk
                AND x.status = 'berjalan' AND x.bulan_akhir >= %(mulai)s
                AND x.bulan_awal < b.bulan_awal))
"""
# Grants that get their end back, as a confirmed change left them; ``isi`` holds their months now.
BALIK = """
    SELECT b.id, b.peserta_id, b.sumber_id, b.bulan_awal,
           CASE WHEN b.status <> 'batal' THEN b.bulan_akhir END AS lama,
           a.bulan_akhir_lama AS baru, n.id AS isi, n.id AS pengganti,
           a.bulan_akhir_lama AS ujung,
           (b.status, CASE WHEN b.status <> 'batal' THEN b.bulan_akhir END) IS DISTINCT FROM
               (CASE WHEN a.bulan_akhir_baru IS NULL THEN 'batal' ELSE 'berjalan' END,
                a.bulan_akhir_baru)
           OR n.id IS NOT NULL AND (n.status <> 'berjalan' OR n.bulan_akhir <> a.bulan_akhir_lama)
           AS berubah
    FROM orang o
    JOIN iuran_barisperubahanbantuan a ON a.peserta_id = o.id AND a.perubahan_id = %(asal)s
     AND a.sebab = ''
    JOIN iuran_bantuan b ON b.id = a.bantuan_id
    LEFT JOIN iuran_bantuan n ON n.id = a.bantuan_baru_id
"""
# The months of a grant: open ones, and the last one that stands in a bill.
BUKU = """
    SELECT s.id, count(*) FILTER (WHERE i.tagihan_id IS NULL) AS bulan,
           coalesce(sum(i.nominal) FILTER (WHERE i.tagihan_id IS NULL), 0) AS rupiah,
           max(i.bulan) FILTER (WHERE i.tagihan_id IS NOT NULL) AS ditagih
    FROM sasaran s
    JOIN iuran_iuran i ON i.peserta_id = s.peserta_id AND i.bantuan_id = s.isi AND i.hidup
     AND i.bulan >= %(mulai)s
    GROUP BY s.id
"""
HARGA = """
    SELECT s.id, sum(t.nominal + CASE WHEN b.jht THEN t.jht ELSE 0 END) AS rupiah
    FROM sasaran s
    JOIN iuran_bantuan b ON b.id = s.id
    JOIN peserta_peserta p ON p.id = s.peserta_id
    JOIN peserta_pekerjaan k ON k.kode = p.pekerjaan_id
    JOIN iuran_sumberdana d ON d.id = coalesce(%(sumber)s, s.sumber_id)
    JOIN unnest(%(bulan)s::date[], %(jenis)s::text[], %(transport)s::bool[], %(nominal)s::int[],
                %(jht)s::int[]) AS t(bulan, jenis, transport, nominal, jht)
      ON t.jenis = d.jenis AND t.transport = k.transport
     AND t.bulan BETWEEN greatest(s.bulan_awal, %(mulai)s) AND s.ujung
    GROUP BY s.id
"""
# What stands in the way of the person, the weightiest first.
SEBAB_ORANG = """
    SELECT o.id AS peserta_id, CASE
        WHEN p.digabung_ke_id IS NOT NULL THEN 'Sudah digabung dengan data orang lain.'
        WHEN EXISTS (SELECT FROM peserta_peristiwa e WHERE e.peserta_id = p.id
                     AND e.jenis = 'meninggal' AND e.dibatalkan_pada IS NULL)
            THEN 'Tercatat meninggal.'
        WHEN p.status = 'berhenti' THEN 'Sudah berhenti dari program.'
        WHEN p.status = 'didaftarkan' THEN 'Kartunya masih ditunggu dari BPJS. Tunggu jawabannya, '
            'atau keluarkan dari pendaftarannya.'
        WHEN p.status <> 'terdaftar' THEN 'Belum terdaftar di BPJS.'
        WHEN u.id IS NOT NULL THEN 'Peristiwanya sudah diusulkan dan menunggu putusan admin.'
        WHEN j.nomor_sk IS NOT NULL THEN 'Bantuan menurut SK ' || j.nomor_sk
            || ' belum berjalan. Tunggu sampai berjalan, atau keluarkan dari SK itu.'
        WHEN m.nomor IS NOT NULL THEN 'Perpanjangannya menunggu jawaban BPJS dalam berkas '
            || m.nomor || '. Terapkan jawabannya dahulu.'
        WHEN d.nomor IS NOT NULL THEN 'Ada dalam draf penetapan ' || d.nomor
            || '. Keluarkan dahulu dari draf itu.'
        WHEN y.sebab IS NOT NULL THEN y.sebab || '.'
        ELSE '' END AS sebab
    FROM orang o JOIN peserta_peserta p ON p.id = o.id
    LEFT JOIN LATERAL (
        SELECT id FROM peserta_usulanperistiwa WHERE peserta_id = o.id AND status = 'diusulkan'
        ORDER BY id LIMIT 1) u ON true
    LEFT JOIN LATERAL (
        SELECT nomor_sk FROM iuran_bantuan WHERE peserta_id = o.id AND status = 'ditetapkan'
          AND bulan_akhir >= %(mulai)s ORDER BY bulan_awal LIMIT 1) j ON true
    LEFT JOIN LATERAL (
        SELECT f.nomor FROM iuran_barisberkas r JOIN iuran_berkasbpjs f ON f.id = r.berkas_bpjs_id
        WHERE r.peserta_id = o.id AND r.hasil = 'menunggu' AND r.jenis = 'perpanjangan'
        LIMIT 1) m ON true
    LEFT JOIN unnest(%(draf_orang)s::bigint[], %(draf_nomor)s::text[]) AS d(id, nomor)
        ON d.id = o.id
    LEFT JOIN unnest(%(luar_orang)s::bigint[], %(luar_sebab)s::text[]) AS y(id, sebab)
        ON y.id = o.id
"""
BERBUKTI = (
    "Bulan-bulannya dibayar penyumbang ASN dengan bukti bayar, jadi tidak dipindah dan tidak "
    "dipendekkan. Bila buktinya keliru, koreksi buktinya."
)
SEBAB_BANTUAN = f"""
    CASE WHEN w.sebab <> '' THEN w.sebab
        WHEN s.id IS NULL AND g.id IS NOT NULL THEN '{BERBUKTI}'
        WHEN s.id IS NULL THEN %(tanpa)s
        WHEN s.berubah THEN '{BERUBAH}'
        WHEN k.perubahan_id IS NOT NULL THEN 'Sudah ada dalam perubahan bantuan nomor '
            || k.perubahan_id || ' yang menunggu admin lain.'
        WHEN t.id IS NOT NULL AND t.status = 'dibayar' THEN {BULAN.format("x.ditagih")}
            || ' sudah dibayar lewat ' || t.nomor || '. Bulan lunas tetap pada sumbernya: mulai '
            || 'dari bulan sesudahnya, atau catat peristiwanya supaya menjadi kelebihan bayar.'
        WHEN t.id IS NOT NULL THEN {BULAN.format("x.ditagih")} || ' sudah ada dalam ' || t.nomor
            || '. Keluarkan dahulu dari tagihan itu, atau mulai dari bulan sesudahnya.'
        WHEN l.id IS NOT NULL THEN 'Bulannya sekarang dibiayai bantuan lain (SK ' || l.nomor_sk
            || '). Hentikan bantuan itu dahulu.'
        WHEN s.isi IS NOT NULL AND coalesce(x.bulan, 0) <> 1
            + extract(month FROM age(s.ujung, greatest(s.bulan_awal, %(mulai)s)))::int
            THEN 'Bulannya di buku iuran tidak lengkap. Periksa tab Perlindungan orang ini.'
        ELSE '' END
"""
HASIL = f"""
    WITH orang AS MATERIALIZED (SELECT unnest(%(orang)s::bigint[]) AS id),
    sasaran AS MATERIALIZED ({{sasaran}}),
    buku AS MATERIALIZED ({BUKU}),
    harga AS MATERIALIZED ({HARGA}),
    orangnya AS MATERIALIZED ({SEBAB_ORANG})
    SELECT w.peserta_id, s.id AS bantuan_id, s.pengganti, s.lama, s.baru,
           coalesce(CASE WHEN s.isi IS NULL THEN 1 + extract(month FROM
               age(s.ujung, greatest(s.bulan_awal, %(mulai)s))) ELSE x.bulan END, 0)::int AS bulan,
           coalesce(x.rupiah, 0)::int AS rupiah_lama,
           CASE WHEN %(berharga)s THEN coalesce(h.rupiah, 0) ELSE 0 END::int AS rupiah_baru,
           max({SEBAB_BANTUAN}) OVER (PARTITION BY w.peserta_id) AS sebab
    FROM orangnya w
    LEFT JOIN sasaran s ON s.peserta_id = w.peserta_id
    LEFT JOIN buku x ON x.id = s.id
    LEFT JOIN harga h ON h.id = s.id
    LEFT JOIN iuran_iuran i ON i.peserta_id = s.peserta_id AND i.bulan = x.ditagih AND i.hidup
    LEFT JOIN iuran_tagihan t ON t.id = i.tagihan_id
    LEFT JOIN LATERAL (
        SELECT id FROM iuran_bantuan WHERE peserta_id = w.peserta_id AND janji_id IS NOT NULL
          AND status = 'berjalan' AND bulan_akhir >= %(mulai)s LIMIT 1) g ON true
    LEFT JOIN iuran_barisperubahanbantuan k ON k.bantuan_id = s.id AND k.terbuka
        AND k.perubahan_id IS DISTINCT FROM %(sendiri)s
    LEFT JOIN LATERAL (
        SELECT id, nomor_sk FROM iuran_bantuan l WHERE %(balik)s AND l.peserta_id = s.peserta_id
          AND l.status <> 'batal' AND l.id <> s.id AND l.id IS DISTINCT FROM s.pengganti
          AND l.bulan_akhir >= greatest(s.bulan_awal, %(mulai)s) AND l.bulan_awal <= s.ujung
          AND NOT EXISTS (SELECT FROM sasaran q WHERE q.peserta_id = s.peserta_id
                          AND q.pengganti = l.id)
        LIMIT 1) l ON true
"""


def hasil(perubahan: PerubahanBantuan) -> str:
    """The statement that tells of each person and grant what ``perubahan`` would do now."""
    return HASIL.format(sasaran=BALIK if perubahan.jenis == J.KEMBALIKAN else MAJU)


def parameter(perubahan: PerubahanBantuan, orang: Sequence[int]) -> dict[str, Any]:
    """The values that :func:`hasil` needs, for these people."""
    asal, balik = perubahan.membatalkan, perubahan.jenis == J.KEMBALIKAN
    lama = f" dari {perubahan.sumber_lama}" if perubahan.sumber_lama else ""
    draf = import_string(settings.DALAM_DRAF)()
    luar = _di_luar_syarat(perubahan, orang)
    return {
        "orang": list(orang),
        "mulai": perubahan.mulai,
        "sumber": perubahan.sumber_id,
        "sumber_lama": perubahan.sumber_lama_id,
        "asal": asal.pk if asal else None,
        "sendiri": perubahan.pk,
        "balik": balik,
        "berharga": perubahan.jenis != J.PENDEKKAN,
        "tanpa": BERUBAH
        if balik
        else f"Tidak ada bantuan berjalan{lama} mulai {nama_bulan(perubahan.mulai)} yang berubah.",
        "nama_bulan": list(NAMA_BULAN),
        "draf_orang": list(draf),
        "draf_nomor": list(draf.values()),
        "luar_orang": list(luar),
        "luar_sebab": list(luar.values()),
        **_harga(perubahan),
    }


def _di_luar_syarat(perubahan: PerubahanBantuan, orang: Sequence[int]) -> dict[int, str]:
    """People whom the new source may not fund, with the reason; who comes back is not asked."""
    sumber = perubahan.sumber
    if perubahan.jenis != J.PINDAH or sumber is None or sumber.syarat is None:
        return {}
    semua = Peserta.objects.filter(salah_satu("pk", orang), di_luar(sumber.syarat))
    return {p.pk: SEBAB_SYARAT[sebab_di_luar(sumber.syarat, p)] for p in semua}


def _harga(perubahan: PerubahanBantuan) -> dict[str, list[Any]]:
    """The tariff of each month that may be paid anew, as columns."""
    kolom: dict[str, list[Any]] = {k: [] for k in ("bulan", "jenis", "transport", "nominal", "jht")}
    if perubahan.jenis == J.PENDEKKAN:
        return kolom
    tarif = list(Tarif.objects.berlaku())
    for bulan, jenis in _bulan_berbayar(perubahan):
        for transport in (False, True):
            satu = pilih_tarif(
                tarif, bulan=bulan, jenis_sumber=jenis, transport=transport, jht=True
            )
            isi = (bulan, jenis, transport, satu.jkk + satu.jkm, satu.jht)
            for nama, nilai in zip(kolom, isi, strict=True):
                kolom[nama].append(nilai)
    return kolom


def _bulan_berbayar(perubahan: PerubahanBantuan) -> list[tuple[date, str]]:
    """Months and kinds of payer that get new rows."""
    if perubahan.sumber:
        sampai = date(perubahan.mulai.year, 12, 1)
        jenis = {(perubahan.sumber.tahun, perubahan.sumber.jenis)}
    else:
        milik = SumberDana.objects.filter(
            daftar_bantuan__daftar_perubahan__perubahan=perubahan.membatalkan
        )
        jenis = set(milik.order_by().values_list("tahun", "jenis").distinct())
        sampai = date(max((t for t, _ in jenis), default=perubahan.mulai.year), 12, 1)
    semua = rentang_bulan(perubahan.mulai, selisih_bulan(perubahan.mulai, sampai) + 1)
    return [(b, j) for b in semua for tahun, j in sorted(jenis) if b.year == tahun]
