"""Write an opening list: people, grants, ledger and payments, then compare with the preview."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Max, Q

from iuran.buku import UsulanBantuan, buat_iuran, catat_bantuan_lama
from iuran.models import (
    AlokasiPembayaran,
    Bantuan,
    BarisSaldoAwal,
    JenisBayar,
    Pembayaran,
    SaldoAwal,
    StatusTagihan,
    SumberDana,
    Tagihan,
)
from iuran.saldo_awal.pratinjau import PratinjauSaldo
from peserta.alur import pindahkan_banyak
from peserta.bersih.bidang import BIDANG_ORANG
from peserta.models import Status
from pijar.bulan import WIB, tambah_bulan
from pijar.errors import AturanDilanggarError
from pijar.models import Pengguna

# The staged row has its own columns of these; the rest of the person stands in its JSON.
SENDIRI = ("nik", "nama", "pekerjaan", "kpj")
_LAIN = [b for b in BIDANG_ORANG if b.kode not in SENDIRI]
MASUK = f"""
    WITH masuk AS (
        INSERT INTO peserta_peserta (nik, kpj, nama, pekerjaan_id, nama_cari,
            {", ".join(b.kolom_orang for b in _LAIN)}, sumber_data,
            status, didata_oleh_id, penyunting, dibuat_pada, diubah_pada)
        SELECT b.nik, b.kpj, b.nama, b.pekerjaan, o.nama_cari,
            {", ".join(f"o.{b.kode}" for b in _LAIN)}, 'saldo_awal',
            'terdaftar', %(oleh)s, %(penyunting)s::bigint[], %(pada)s, %(pada)s
        FROM iuran_barissaldoawal b, jsonb_to_record(b.orang) AS o(nama_cari text,
            {", ".join(f"{b.kode} {b.tipe}" for b in _LAIN)})
        WHERE b.saldo_id = %(saldo)s AND b.dipilih AND b.peserta_id IS NULL
        ORDER BY b.nomor
        RETURNING id, nik
    ), riwayat AS (
        INSERT INTO peserta_riwayatstatus (peserta_id, dari, ke, oleh_id, alasan, pada)
        SELECT m.id, '', 'terdaftar', %(oleh)s, 'Saldo awal: SK ' || b.nomor_sk, %(pada)s
        FROM masuk m
        JOIN iuran_barissaldoawal b ON b.nik = m.nik AND b.saldo_id = %(saldo)s AND b.dipilih
    )
    UPDATE iuran_barissaldoawal b SET peserta_id = m.id
    FROM masuk m WHERE b.saldo_id = %(saldo)s AND b.dipilih AND b.nik = m.nik
"""


SIMPAN_KPJ = """
    UPDATE peserta_peserta p SET kpj = b.kpj, diubah_pada = %(pada)s
    FROM iuran_barissaldoawal b
    WHERE b.saldo_id = %(saldo)s AND b.dipilih AND p.id = b.peserta_id AND p.kpj = ''
"""


LUNAS_PER_BULAN = """
    SELECT i.sumber_id, i.bulan, count(*), sum(i.nominal)
    FROM iuran_iuran i
    JOIN iuran_barissaldoawal b ON b.peserta_id = i.peserta_id AND b.dipilih
    WHERE b.saldo_id = %(saldo)s AND i.bantuan_id = ANY(%(bantuan)s::bigint[]) AND i.hidup
      AND i.bulan <= b.bulan_lunas
    GROUP BY i.sumber_id, i.bulan
    ORDER BY i.bulan, i.sumber_id
"""


LUNASKAN = """
    UPDATE iuran_iuran i SET tagihan_id = t.id, pembayaran_id = p.pembayaran_id
    FROM iuran_barissaldoawal b, iuran_tagihan t
    JOIN iuran_alokasipembayaran p ON p.tagihan_id = t.id AND p.berlaku
    WHERE b.saldo_id = %(saldo)s AND b.dipilih AND b.peserta_id = i.peserta_id
      AND i.bantuan_id = ANY(%(bantuan)s::bigint[]) AND i.hidup AND i.bulan <= b.bulan_lunas
      AND t.saldo_awal_id = %(saldo)s AND t.sumber_id = i.sumber_id AND t.bulan = i.bulan
"""


DI_BUKU = """
    SELECT sumber_id, count(*), count(pembayaran_id), sum(nominal),
           coalesce(sum(nominal) FILTER (WHERE pembayaran_id IS NOT NULL), 0)
    FROM iuran_iuran WHERE bantuan_id = ANY(%s::bigint[]) AND hidup GROUP BY sumber_id
"""


TIDAK_COCOK = (
    "Isi buku iuran tidak sama dengan pratinjau, jadi tidak ada yang diterapkan. Tekan Baca "
    "ulang; bila berulang, beri tahu admin sistem."
)


def _tulis(
    saldo: SaldoAwal, layak: list[int], rencana: PratinjauSaldo, oleh: Pengguna, pada: datetime
) -> None:
    isi: dict[str, Any] = {
        "saldo": saldo.pk,
        "oleh": oleh.pk,
        "penyunting": sorted({saldo.oleh_id, oleh.pk}),
        "pada": pada,
    }
    with connection.cursor() as kursor:
        kursor.execute(SIMPAN_KPJ, isi)
        kursor.execute(MASUK, isi)
    pindahkan_banyak(
        layak,
        dari=Status.LAYAK,
        ke=Status.TERDAFTAR,
        oleh=oleh,
        alasan=f"Saldo awal {saldo}: sudah mempunyai KPJ",
    )
    bantuan = _beri_bantuan(saldo, oleh)
    buat_iuran(bantuan)
    _catat_lunas(saldo, isi | {"bantuan": bantuan}, oleh, pada)
    _pastikan_cocok(bantuan, rencana)


def _beri_bantuan(saldo: SaldoAwal, oleh: Pengguna) -> list[int]:
    """Give the grants of every decree in the list; returns all ids, those after New Year too."""
    per_sk: dict[str, list[UsulanBantuan]] = defaultdict(list)
    for b in saldo.daftar_baris.filter(dipilih=True).select_related("sumber").order_by("nomor"):
        per_sk[b.nomor_sk].append(_usulan(b))
    pertama = [
        b.pk
        for nomor, usulan in per_sk.items()
        for b in catat_bantuan_lama(usulan, nomor_sk=nomor, oleh=oleh)
    ]
    semua = Bantuan.objects.filter(Q(pk__in=pertama) | Q(sambungan_dari__in=pertama))
    return list(semua.values_list("pk", flat=True))


def _usulan(b: BarisSaldoAwal) -> UsulanBantuan:
    if not (b.peserta_id and b.sumber and b.bulan_awal and b.jumlah_bulan):
        raise AturanDilanggarError(TIDAK_COCOK)  # a constraint holds this already
    return UsulanBantuan(
        b.peserta_id,
        b.sumber,
        b.jenis,
        b.kondisi_id,
        b.bulan_awal,
        b.jumlah_bulan,
        peserta_sejak=b.peserta_sejak,
    )


def _catat_lunas(saldo: SaldoAwal, isi: dict[str, Any], oleh: Pengguna, pada: datetime) -> None:
    """Record the paid months: one opening bill with its payment per source and month."""
    with connection.cursor() as kursor:
        kursor.execute(LUNAS_PER_BULAN, isi)
        kelompok = kursor.fetchall()
    tagihan = Tagihan.objects.bulk_create(_tagihan(saldo, kelompok, oleh, pada))
    pembayaran = Pembayaran.objects.bulk_create(_pembayaran(saldo, t, oleh, pada) for t in tagihan)
    AlokasiPembayaran.objects.bulk_create(
        AlokasiPembayaran(pembayaran=p, tagihan=t, nominal=t.total)
        for p, t in zip(pembayaran, tagihan, strict=True)
    )
    with connection.cursor() as kursor:
        kursor.execute(LUNASKAN, isi)
        if kursor.rowcount != sum(t.jumlah_orang for t in tagihan):
            raise AturanDilanggarError(TIDAK_COCOK)


def _tagihan(
    saldo: SaldoAwal, kelompok: Sequence[tuple[int, date, int, int]], oleh: Pengguna, pada: datetime
) -> list[Tagihan]:
    sumber = SumberDana.objects.in_bulk({pk for pk, *_ in kelompok})
    terakhir = {
        (t["sumber"], t["bulan"]): t["ke"]
        for t in Tagihan.objects.filter(sumber__in=sumber)
        .order_by()
        .values("sumber", "bulan")
        .annotate(ke=Max("ke"))
    }
    return [
        Tagihan(
            nomor=f"SALDO-{bulan:%Y-%m}-{sumber[pk].kode}-{terakhir.get((pk, bulan), 0) + 1}",
            sumber=sumber[pk],
            bulan=bulan,
            ke=terakhir.get((pk, bulan), 0) + 1,
            jumlah_orang=orang,
            total=total,
            tanggal=_tanggal(bulan, pada),
            status=StatusTagihan.DIBAYAR,
            saldo_awal=saldo,
            disusun_oleh_id=saldo.oleh_id,
            diterbitkan_oleh=oleh,
            diterbitkan_pada=pada,
        )
        for pk, bulan, orang, total in kelompok
    ]


def _tanggal(bulan: date, pada: datetime) -> date:
    """The day of an opening bill and its payment: the month's last, and never after today.

    The list gives no date. With this one the report of that month counts it as paid.
    """
    return min(tambah_bulan(bulan, 1) - timedelta(days=1), pada.astimezone(WIB).date())


def _pembayaran(saldo: SaldoAwal, t: Tagihan, oleh: Pengguna, pada: datetime) -> Pembayaran:
    return Pembayaran(
        jenis=JenisBayar.SP2D if t.sumber.dibayar_kota else JenisBayar.TRANSFER,
        nomor=f"SALDO AWAL {saldo}/{t.sumber.kode}/{t.bulan:%Y-%m}",
        tanggal=_tanggal(t.bulan, pada),
        nominal=t.total,
        keterangan=f"Dibayar sebelum sistem ini dipakai, menurut daftar {saldo}",
        oleh=oleh,
    )


def _pastikan_cocok(bantuan: list[int], rencana: PratinjauSaldo) -> None:
    """Raise AturanDilanggarError unless the ledger holds the preview's sums of every source."""
    with connection.cursor() as kursor:
        kursor.execute(DI_BUKU, [bantuan])
        buku = {pk: tuple(map(int, angka)) for pk, *angka in kursor.fetchall()}
    if buku != {j.sumber.pk: j.angka for j, _ in rencana.daftar}:
        raise AturanDilanggarError(TIDAK_COCOK)
