"""The rules of the criteria as SQL: everybody at once, with the same verdict as one by one.

The facts are a person's of today, not those of a frozen case. ``lewat`` is a proof that ran out,
which one by one is "belum ada data". Reads only.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from peserta.models import Peserta
from pijar.bulan import awal_bulan
from verifikasi.kriteria import awalan_kk, batas_pada, berkas_sejak, hari_tanya
from verifikasi.models import Jawaban, JenisKriteria, Kriteria, Saat, VersiKriteria
from verifikasi.perintah import Perintah, bernama

J = JenisKriteria
LEWAT = "lewat"
GUGUR = (Jawaban.TIDAK.value, LEWAT)


def _bulan_genap(dari: str, pada: str) -> str:
    """Completed months, as verifikasi.kriteria.bulan_genap counts them."""
    return (
        f"((extract(year FROM {pada}::date) - extract(year FROM {dari})) * 12"
        f" + extract(month FROM {pada}::date) - extract(month FROM {dari})"
        f" - (extract(day FROM {pada}::date) < extract(day FROM {dari}))::int)"
    )


_USIA = _bulan_genap("f.tanggal_lahir", "{hari}")
_CEK = _bulan_genap("f.desil_pada", "({hari}::date - 1)")
# Each CASE in the order of the rule. {names} become parameters of the statement.
ATURAN_SQL: dict[str, str] = {
    J.USIA: f"CASE WHEN {_USIA} BETWEEN {{tahun_min}} * 12 AND {{bulan_maks}} THEN 'ya'"
    " ELSE 'tidak' END",
    J.DOMISILI: """CASE WHEN NOT starts_with(f.kelurahan, {wilayah}) THEN 'tidak'
        WHEN f.no_kk <> '' AND NOT starts_with(f.no_kk, {awalan_kk}) THEN 'belum_ada_data'
        ELSE 'ya' END""",
    J.PEKERJAAN: """CASE WHEN NOT f.pekerjaan_aktif THEN 'tidak'
        WHEN cardinality({kode}::text[]) > 0 AND f.pekerjaan <> ALL({kode}::text[]) THEN 'tidak'
        ELSE 'ya' END""",
    J.CARA_KERJA: """CASE
        WHEN f.cara_kerja <> '' AND f.cara_kerja <> ALL({cara}::text[]) THEN 'tidak'
        WHEN f.penghasilan > {penghasilan_maks}::int THEN 'tidak'
        WHEN f.cara_kerja = '' THEN 'belum_ada_data'
        WHEN {penghasilan_maks}::int IS NOT NULL AND f.penghasilan IS NULL THEN 'belum_ada_data'
        ELSE 'ya' END""",
    J.REGISTER: f"""CASE
        WHEN cardinality({{register}}::text[]) > 0 AND f.register <> ''
            AND f.register <> ALL({{register}}::text[]) THEN 'tidak'
        WHEN f.desil > {{desil_maks}} THEN 'tidak'
        WHEN cardinality({{register}}::text[]) > 0 AND f.register = '' THEN 'belum_ada_data'
        WHEN f.desil IS NULL THEN 'belum_ada_data'
        WHEN {{umur_bulan}}::int IS NULL THEN 'ya'
        WHEN f.desil_pada IS NULL OR f.desil_pada > {{hari}} THEN 'belum_ada_data'
        WHEN {_CEK} >= {{umur_bulan}}::int THEN 'lewat'
        ELSE 'ya' END""",
    J.BUKAN_PENERIMA_UPAH: """CASE f.status_bpjs WHEN 'pu_aktif' THEN 'tidak'
        WHEN '' THEN 'belum_ada_data' ELSE 'ya' END""",
    J.TANPA_PEMBAYAR_LAIN: """CASE
        WHEN f.status_bpjs = 'pihak_lain' THEN 'tidak'
        WHEN EXISTS (SELECT 1 FROM iuran_bantuan b WHERE b.peserta_id = f.id
            AND b.status <> 'batal' AND b.bulan_akhir >= {bulan}) THEN 'tidak'
        WHEN EXISTS (SELECT 1 FROM iuran_iuran i WHERE i.peserta_id = f.id
            AND i.hidup AND i.bulan >= {bulan}) THEN 'tidak'
        ELSE 'ya' END""",
    J.MASIH_BEKERJA: """CASE WHEN NOT f.keterangan_baik THEN 'tidak'
        WHEN f.keterangan IS NULL OR f.keterangan > {hari} THEN 'belum_ada_data'
        WHEN {hari}::date - f.keterangan > {berlaku_hari} THEN 'lewat'
        ELSE 'ya' END""",
    J.BERKAS: """(SELECT CASE WHEN bool_or(a.hari IS NULL) THEN 'belum_ada_data'
            WHEN bool_or(a.hari < {sejak}::date) THEN 'lewat' ELSE 'ya' END
        FROM unnest({berkas}::text[]) m (jenis) LEFT JOIN LATERAL (
            SELECT max((q.dibuat_pada AT TIME ZONE 'Asia/Jakarta')::date) AS hari
            FROM peserta_berkaspeserta q
            WHERE q.peserta_id IN (SELECT f.id UNION ALL
                    SELECT d.id FROM peserta_peserta d WHERE d.digabung_ke_id = f.id)
                AND q.jenis = m.jenis AND q.dihapus_pada IS NULL
        ) a ON true)""",
    J.TANYA: "'belum_ada_data'",
}
FAKTA = """
    SELECT p.id, p.tanggal_lahir, p.kelurahan_id AS kelurahan, p.no_kk, p.pekerjaan_id AS pekerjaan,
           k.aktif AS pekerjaan_aktif, p.status_bpjs, p.desil, p.cara_kerja, p.penghasilan,
           p.register_kesejahteraan AS register, p.desil_pada{kolom}
    FROM ({orang}) c JOIN peserta_peserta p ON p.id = c.id
    JOIN peserta_pekerjaan k ON k.kode = p.pekerjaan_id{gabung}
"""
# The newest of what was attested for a case and of what was said later; on one day the latter.
KOLOM_KERJA = """, greatest(n.tanggal, g.tanggal) AS keterangan,
           n.baik IS NOT FALSE OR coalesce(n.tanggal < g.tanggal, false) AS keterangan_baik"""
GABUNG_KERJA = """
    LEFT JOIN LATERAL (
        SELECT s.tanggal, s.bekerja AND NOT s.sakit AS baik FROM verifikasi_pernyataan s
        WHERE s.peserta_id = p.id AND s.ditarik_pada IS NULL
        ORDER BY s.tanggal DESC, s.id DESC LIMIT 1
    ) n ON true
    LEFT JOIN LATERAL (
        SELECT max(j.keterangan_kerja_tanggal) AS tanggal FROM verifikasi_pengajuan j
        WHERE j.peserta_id = p.id AND j.status IN ('menunggu', 'disetujui')
    ) g ON true"""


def vonis(
    orang: QuerySet[Peserta], daftar: Sequence[tuple[Kriteria, str]], *, pada: date
) -> Perintah:
    """People with one verdict a criterion and look: columns ``v0``, ``v1``, … in this order."""
    dicari = bernama(orang.order_by().values("pk"))
    kolom, isi = [], dict(dicari.isi)
    for n, (kriteria, saat) in enumerate(daftar):
        satu = _isi(kriteria, saat, pada)
        nama = {k: f"%(v{n}_{k})s" for k in satu}
        isi |= {f"v{n}_{k}": nilai for k, nilai in satu.items()}
        kolom.append(f"{ATURAN_SQL[kriteria.jenis].format(**nama)} AS v{n}")
    bekerja = any(k.jenis == J.MASIH_BEKERJA for k, _ in daftar)
    fakta = FAKTA.format(
        orang=dicari.sql,
        kolom=KOLOM_KERJA if bekerja else "",
        gabung=GABUNG_KERJA if bekerja else "",
    )
    pilih = ", ".join(["f.id AS peserta_id", *kolom])
    return Perintah(f"SELECT {pilih} FROM ({fakta}) f", isi)  # noqa: S608 - constants of here


def _isi(kriteria: Kriteria, saat: str, pada: date) -> dict[str, Any]:
    """What a criterion's SQL is given: its limits, and the days of the look."""
    isi = batas_pada(kriteria, saat)
    return isi | {
        "hari": hari_tanya(kriteria.jenis, saat, pada),
        "bulan": awal_bulan(pada),
        "sejak": berkas_sejak(kriteria, pada),
        "awalan_kk": awalan_kk(isi.get("wilayah", "")),
    }


def penghalang(versi: VersiKriteria, saat: str) -> list[Kriteria]:
    """The blocking criteria of a version that a look asks, in order."""
    return [*versi.daftar_kriteria.filter(wajib=True, saat__contains=[saat]).order_by("urutan")]


def gugur(
    orang: QuerySet[Peserta], versi: VersiKriteria, *, saat: Saat, pada: date
) -> dict[int, list[str]]:
    """Whom the data refuses on ``pada``: ids with the codes of the blocking criteria.

    Also whose proof ran out. What is unknown refuses nobody, and no answer of a verifier is known
    here. For a month ``pada`` is a day of it. One statement for any number of people.
    """
    daftar = penghalang(versi, saat)
    if not daftar:
        return {}
    perintah = vonis(orang, [(k, saat) for k in daftar], pada=pada)
    kode = [k.kode for k in daftar]
    return {
        pk: [kode[n] for n, satu in enumerate(jawaban) if satu in GUGUR]
        for pk, *jawaban in _baca(perintah, len(daftar))
    }


def _baca(perintah: Perintah, jumlah: int) -> Iterable[tuple[Any, ...]]:
    """The rows with at least one verdict that refuses."""
    salah = " OR ".join(f"v{n} IN ('tidak', 'lewat')" for n in range(jumlah))
    with connection.cursor() as kursor:
        kursor.execute(f"SELECT * FROM ({perintah.sql}) s WHERE {salah}", perintah.isi)  # noqa: S608
        return kursor.fetchall()
