"""The months that an answer will write: per row and in sum, read from the database only."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Max, Q, QuerySet

from iuran.buku import pilih_tarif
from iuran.models import (
    Bantuan,
    BarisBerkas,
    BerkasBPJS,
    JawabanBPJS,
    JenisBerkasBPJS,
    JenisJawaban,
    StatusBantuan,
    Tarif,
)
from pijar.bulan import rentang_bulan, selisih_bulan

# Rows that decide a line. A line refused before is settled only by a row that an admin approved
# after the refusal. ``ikut``: the person still waits for exactly this. ``diterima``: BPJS already
# accepted the line for payment. ``mulai``: the first month that may be ours. It is the month after
# an existing cover, and the accepted month: that of the TMT, or, where nothing was accepted yet,
# that of the answer's own date; never before the month of sending. An extension keeps the months of
# its decree unless BPJS names a later one; a change and a stop ask for none, also a stop that names
# the grant which ends earlier: its person stays enrolled.
MENENTUKAN = """
    SELECT r.id, r.hasil, r.keterangan, r.kpj, r.lindung_sampai,
           l.id AS baris_id, l.peserta_id, l.hasil AS hasil_baris,
           CASE WHEN l.jenis <> 'penghentian' THEN l.bantuan_id END AS bantuan_id,
           l.hasil = 'menunggu' AND l.diterima_mulai IS NOT NULL AS diterima,
           greatest(
               CASE WHEN l.jenis = 'pendaftaran'
                    THEN (date_trunc('month', r.lindung_sampai) + interval '1 month')::date END,
               CASE WHEN l.jenis = 'pendaftaran' AND (r.tmt IS NOT NULL OR l.diterima_mulai IS NULL)
                    THEN greatest(d.kirim, date_trunc('month', coalesce(r.tmt, %(hari)s))::date)
                    WHEN l.jenis = 'perpanjangan' THEN date_trunc('month', r.tmt)::date
               END) AS mulai,
           p.status = CASE WHEN l.jenis IN ('perpanjangan', 'perubahan') THEN 'terdaftar'
                           WHEN l.jenis = 'penghentian' AND l.bantuan_id IS NOT NULL
                           THEN 'terdaftar'
                           WHEN l.jenis = 'penghentian' THEN 'berhenti'
                           WHEN l.hasil = 'ditolak' THEN 'ditetapkan'
                           ELSE 'didaftarkan' END AS ikut
    FROM iuran_barisjawaban r
    JOIN iuran_barisberkas l ON l.id = r.baris_id
    JOIN (SELECT d.id, (
              SELECT date_trunc('month', k.tanggal)::date FROM iuran_kirimanberkas k
              WHERE k.berkas_bpjs_id = d.id AND k.ditarik_pada IS NULL) AS kirim
          FROM iuran_berkasbpjs d) d ON d.id = l.berkas_bpjs_id
    JOIN peserta_peserta p ON p.id = l.peserta_id
    LEFT JOIN iuran_koreksijawaban k ON k.id = r.koreksi_id
    WHERE r.jawaban_id = %(jawaban)s AND r.hasil IN ('sesuai', 'sudah_peserta', 'ditolak')
      AND (l.hasil = 'menunggu'
           OR (%(kartu)s AND l.hasil = 'ditolak' AND r.hasil <> 'ditolak'
               AND k.pada > l.dijawab_pada))
"""
BULAN = """
    SELECT m.id, greatest(b.bulan_awal, m.mulai) AS awal, b.bulan_akhir AS akhir,
           s.jenis, k.transport
    FROM menentukan m
    JOIN iuran_bantuan b ON b.peserta_id = m.peserta_id AND b.status = 'ditetapkan'
     AND (b.id = m.bantuan_id OR b.sambungan_dari_id = m.bantuan_id)
     AND (m.mulai IS NULL OR m.mulai <= b.bulan_akhir)
    JOIN iuran_sumberdana s ON s.id = b.sumber_id
    JOIN peserta_peserta p ON p.id = m.peserta_id
    JOIN peserta_pekerjaan k ON k.kode = p.pekerjaan_id
    WHERE m.ikut AND m.hasil <> 'ditolak'
"""
# Grants of a line that BPJS accepted before: their months stand in the ledger.
MILIK = """
    JOIN iuran_bantuan a ON a.id = m.bantuan_id
    JOIN iuran_bantuan b ON b.peserta_id = m.peserta_id AND b.status IN ('berjalan', 'berhenti')
     AND (b.id = a.id OR (b.sambungan_dari_id = a.id AND b.nomor_sk = a.nomor_sk))
"""
# An existing cover until after the grant leaves a person without any month: such a row waits.
ADA = f"""
    (m.mulai IS NULL OR EXISTS (SELECT FROM bulan x WHERE x.id = m.id)
     OR m.diterima AND EXISTS (
        SELECT FROM (SELECT m.bantuan_id, m.peserta_id, m.mulai) m {MILIK}
        WHERE b.bulan_akhir >= m.mulai))
"""  # noqa: S608 - constants
# ``kartu``: the file decides lines. A pre-check accepts who waits and takes an acceptance back.
JUMLAH_ORANG = f"""
    WITH menentukan AS ({MENENTUKAN}), bulan AS ({BULAN})
    SELECT count(*) FILTER (WHERE m.ikut AND m.hasil <> 'ditolak' AND {ADA}
                            AND (%(kartu)s OR NOT m.diterima)),
           count(*) FILTER (WHERE m.ikut AND m.hasil = 'ditolak' AND (%(kartu)s OR m.diterima)),
           count(*) FILTER (WHERE NOT m.ikut),
           count(*) FILTER (WHERE m.ikut AND m.hasil <> 'ditolak' AND NOT {ADA})
    FROM menentukan m
"""  # noqa: S608 - constants
# Months accepted before that this file takes back, in no bill and in a bill.
JUMLAH_GUGUR = f"""
    WITH menentukan AS ({MENENTUKAN})
    SELECT count(*) FILTER (WHERE i.tagihan_id IS NULL),
           count(*) FILTER (WHERE i.tagihan_id IS NOT NULL),
           count(DISTINCT i.peserta_id) FILTER (WHERE i.tagihan_id IS NOT NULL),
           coalesce(sum(i.nominal) FILTER (WHERE i.tagihan_id IS NOT NULL), 0)
    FROM menentukan m {MILIK}
    JOIN iuran_iuran i ON i.bantuan_id = b.id AND i.hidup
     AND (m.hasil = 'ditolak' OR i.bulan < m.mulai)
    WHERE m.diterima
"""  # noqa: S608 - constants
JUMLAH_BULAN = f"""
    WITH menentukan AS ({MENENTUKAN})
    SELECT awal, akhir, jenis, transport, count(*) FROM ({BULAN}) AS bulan
    GROUP BY awal, akhir, jenis, transport
"""  # noqa: S608 - constants
PER_BARIS = f"""
    WITH menentukan AS ({MENENTUKAN})
    SELECT * FROM ({BULAN}) AS bulan WHERE id = ANY(%(ids)s::bigint[]) ORDER BY id, awal
"""  # noqa: S608 - constants
# A card that cannot be stored: the person has another, or somebody else has it, here or on a row
# of this answer.
KPJ_BENTROK = """
    SELECT r.id FROM iuran_barisjawaban r
    JOIN iuran_barisberkas l ON l.id = r.baris_id
    JOIN peserta_peserta p ON p.id = l.peserta_id
    WHERE r.id = ANY(%(ids)s::bigint[]) AND r.kpj_terbaca <> '' AND (
        (p.kpj <> '' AND p.kpj <> r.kpj_terbaca)
        OR EXISTS (SELECT FROM peserta_peserta q WHERE q.kpj = r.kpj_terbaca AND q.id <> p.id
                   AND q.digabung_ke_id IS NULL)
        OR EXISTS (SELECT FROM iuran_barisjawaban x WHERE x.jawaban_id = r.jawaban_id
                   AND x.kpj = r.kpj_terbaca AND x.baris_id <> r.baris_id))
"""


class RencanaBulan(NamedTuple):
    """The months that one row will write, and their rupiah."""

    awal: date
    akhir: date
    bulan: int
    rupiah: int


class PratinjauJawaban(NamedTuple):
    """Preview of applying: people, worker-months, rupiah; ``tidak_ikut``: people left out.

    ``tanpa_bulan`` counts people whose existing cover outlives their grant: their rows wait.
    ``awal`` and ``akhir`` are the first and the last month of anybody. Months that BPJS had
    accepted and now does not: ``mati`` in no bill, ``gugur`` in a bill.
    """

    terdaftar: int
    bulan: int
    rupiah: int
    ditolak: int
    tidak_ikut: int
    tanpa_bulan: int = 0
    awal: date | None = None
    akhir: date | None = None
    mati: int = 0
    gugur: int = 0
    gugur_orang: int = 0
    gugur_rupiah: int = 0


def isi_menentukan(jawaban: JawabanBPJS) -> dict[str, Any]:
    """The parameters of :data:`MENENTUKAN`."""
    kartu = jawaban.jenis == JenisJawaban.HASIL
    return {"jawaban": jawaban.pk, "hari": jawaban.hari, "kartu": kartu}


def pratinjau_terapan(jawaban: JawabanBPJS) -> PratinjauJawaban:
    """The numbers that applying would produce now; nothing is locked."""
    isi = isi_menentukan(jawaban)
    ((terdaftar, ditolak, tidak_ikut, tanpa_bulan),) = _tanya(JUMLAH_ORANG, isi)
    biaya = _biaya()
    rentang = _tanya(JUMLAH_BULAN, isi)
    uang = [(orang, *biaya(*satu)) for *satu, orang in rentang]
    return PratinjauJawaban(
        terdaftar,
        sum(orang * n for orang, n, _ in uang),
        sum(orang * rupiah for orang, _, rupiah in uang),
        ditolak,
        tidak_ikut,
        tanpa_bulan,
        min((awal for awal, *_ in rentang), default=None),
        max((akhir for _, akhir, *_ in rentang), default=None),
        *(_tanya(JUMLAH_GUGUR, isi)[0] if _pernah_diterima(jawaban.berkas_bpjs) else ()),
    )


def _pernah_diterima(berkas_bpjs: BerkasBPJS) -> bool:
    """Whether months of its lines may stand in the ledger before BPJS answers."""
    return berkas_bpjs.bayar_dulu or berkas_bpjs.jenis == JenisBerkasBPJS.PERPANJANGAN


def rencana_bulan(jawaban: JawabanBPJS, ids: Sequence[int]) -> dict[int, RencanaBulan]:
    """For each row of ``ids`` that will write months: the first, the last, how many, rupiah."""
    biaya = _biaya()
    hasil: dict[int, RencanaBulan] = {}
    for pk, awal, akhir, jenis, transport in _tanya(
        PER_BARIS, isi_menentukan(jawaban) | {"ids": list(ids)}
    ):
        n, uang = biaya(awal, akhir, jenis, transport)
        lalu = hasil.get(pk)
        hasil[pk] = (
            RencanaBulan(lalu.awal, akhir, lalu.bulan + n, lalu.rupiah + uang)
            if lalu
            else RencanaBulan(awal, akhir, n, uang)
        )
    return hasil


def akhir_bantuan(peserta: QuerySet[Any, Any] | Iterable[int]) -> dict[int, date]:
    """The last month of each person's grants that wait for a card, or were accepted without it."""
    menunggu = Q(status=StatusBantuan.DITETAPKAN)
    diterima = BarisBerkas.objects.diterima().values("bantuan")
    berjalan = Q(pk__in=diterima) | Q(sambungan_dari__in=diterima, status=StatusBantuan.BERJALAN)
    bantuan = Bantuan.objects.filter(menunggu | berjalan, peserta__in=peserta)
    return dict(bantuan.order_by().values_list("peserta").annotate(Max("bulan_akhir")))


def kpj_bentrok(ids: Sequence[int]) -> set[int]:
    """Those rows of ``ids`` whose card cannot be stored."""
    return {pk for (pk,) in _tanya(KPJ_BENTROK, {"ids": list(ids)})}


def _biaya() -> Callable[[date, date, str, bool], tuple[int, int]]:
    """A function for the number and rupiah of the months of a range, each at its own tariff."""
    tarif = list(Tarif.objects.filter(aktif=True))

    @cache
    def biaya(awal: date, akhir: date, jenis: str, transport: bool) -> tuple[int, int]:
        bulan = rentang_bulan(awal, selisih_bulan(awal, akhir) + 1)
        pilihan = [
            pilih_tarif(tarif, bulan=b, jenis_sumber=jenis, transport=transport) for b in bulan
        ]
        return len(bulan), sum(p.nominal for p in pilihan)

    return biaya


def _tanya(perintah: str, isi: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as kursor:
        kursor.execute(perintah, isi)
        return list(kursor.fetchall())
