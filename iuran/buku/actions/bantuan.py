"""Grants: the promise that one source pays one person for some months.

Giving a grant checks quota and ceiling. It locks the sources first: when two decrees want the last
place, exactly one of them is frozen. The lines stay in the database: rules see their groups.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django.db.models.expressions import RawSQL

from iuran.buku.actions.tarif import pakai_tarif
from iuran.buku.bagian import Bagian, bagi, tambahan
from iuran.buku.kuota import keadaan_sumber
from iuran.buku.syarat import bersyarat, di_luar, kata_di_luar
from iuran.buku.usulan import (
    Daftar,
    UsulanBantuan,
    kelompokkan,
    pastikan_disahkan,
    sebagai_daftar,
)
from iuran.models import Bantuan, JenisSumber, SumberDana
from peserta.models import Peserta
from pijar.bulan import nama_bulan
from pijar.errors import AturanDilanggarError, BentrokError, KuotaHabisError
from pijar.models import Pengguna
from pijar.rupiah import ribuan
from pijar.samar import samarkan

CONTOH_NAMA = 3
KOLOM = (
    *("dari", "mulai", "jumlah", "transport", "jht"),
    *("sumber", "awal", "akhir", "lama", "nominal", "lanjutan"),
)
# Each line with the id of its grant to come; an extension is chained to the person's last running
# grant. A second line of the same person is chained to nothing.
TAMPUNG = """
    CREATE TEMP TABLE usulan_bantuan ON COMMIT DROP AS
    SELECT u.*, k.transport, lama.id AS lama_id,
           nextval(pg_get_serial_sequence('iuran_bantuan', 'id')) AS bantuan_id
    FROM (
        SELECT *, row_number() OVER (PARTITION BY peserta_id ORDER BY nomor) = 1 AS pertama
        FROM ({perintah}) u
    ) u
    JOIN peserta_peserta p ON p.id = u.peserta_id
    JOIN peserta_pekerjaan k ON k.kode = p.pekerjaan_id
    LEFT JOIN LATERAL (
        SELECT b.id, b.bulan_akhir FROM iuran_bantuan b
        WHERE b.peserta_id = u.peserta_id AND b.status = 'berjalan'
          AND NOT EXISTS (SELECT FROM iuran_bantuan s WHERE s.sambungan_dari_id = b.id)
        ORDER BY b.bulan_akhir DESC LIMIT 1
    ) lama ON u.pertama AND lama.bulan_akhir < u.bulan_awal
    ORDER BY u.nomor
"""
TULIS = """
    INSERT INTO iuran_bantuan
        (id, peserta_id, sumber_id, jenis, kondisi_id, nomor_sk, bulan_awal, jumlah_bulan,
         bulan_akhir, jht, nominal_per_bulan, peserta_sejak, sambungan_dari_id, status, dibuat_pada)
    SELECT CASE WHEN g.lanjutan THEN nextval(pg_get_serial_sequence('iuran_bantuan', 'id'))
                ELSE u.bantuan_id END,
           u.peserta_id, g.sumber, u.jenis, u.kondisi_id, %(nomor_sk)s, g.awal, g.lama, g.akhir,
           u.jht, g.nominal, CASE WHEN NOT g.lanjutan THEN u.peserta_sejak END,
           CASE WHEN g.lanjutan THEN u.bantuan_id ELSE u.lama_id END, 'ditetapkan', now()
    FROM usulan_bantuan u
    JOIN unnest(%(dari)s::bigint[], %(mulai)s::date[], %(jumlah)s::int[], %(transport)s::bool[],
                %(jht)s::bool[], %(sumber)s::bigint[], %(awal)s::date[], %(akhir)s::date[],
                %(lama)s::int[], %(nominal)s::int[], %(lanjutan)s::bool[])
         AS g(dari, mulai, jumlah, transport, jht, sumber, awal, akhir, lama, nominal, lanjutan)
      ON (g.dari, g.mulai, g.jumlah, g.transport, g.jht)
       = (u.sumber_id, u.bulan_awal, u.jumlah_bulan, u.transport, u.jht)
    ORDER BY g.lanjutan, u.nomor
"""
AKHIR = "(u.bulan_awal + (u.jumlah_bulan - 1) * interval '1 month')::date"
SUDAH_DIBIAYAI = f"""
    SELECT DISTINCT ON (p.id) p.nama, p.nik, s.nama || ' ' || s.tahun, b.bulan_awal, b.bulan_akhir
    FROM usulan_bantuan u
    JOIN iuran_bantuan b ON b.peserta_id = u.peserta_id AND b.status <> 'batal'
     AND b.bulan_awal <= {AKHIR} AND b.bulan_akhir >= u.bulan_awal
    JOIN iuran_sumberdana s ON s.id = b.sumber_id
    JOIN peserta_peserta p ON p.id = b.peserta_id
    ORDER BY p.id
"""  # noqa: S608 - constants of this module only
# Paid and billed months of a merged row stay with that row (ADR 0006).
DIBIAYAI_DILEBUR = f"""
    SELECT p.nama, p.nik, s.nama || ' ' || s.tahun, min(i.bulan), max(i.bulan)
    FROM usulan_bantuan u
    JOIN peserta_peserta lebur ON lebur.digabung_ke_id = u.peserta_id
    JOIN iuran_iuran i ON i.peserta_id = lebur.id AND i.hidup
     AND i.bulan BETWEEN u.bulan_awal AND {AKHIR}
    JOIN iuran_sumberdana s ON s.id = i.sumber_id
    JOIN peserta_peserta p ON p.id = u.peserta_id
    GROUP BY p.id, s.id ORDER BY p.id, s.id
"""  # noqa: S608 - constants of this module only


@transaction.atomic
def beri_bantuan(
    usulan: Sequence[UsulanBantuan], *, nomor_sk: str, oleh: Pengguna
) -> list[Bantuan]:
    """Give these grants, all or none; returns one grant per line, in the same order.

    Everything else is as in :func:`beri_daftar`.
    """
    beri_daftar(sebagai_daftar(usulan), nomor_sk=nomor_sk, oleh=oleh)
    return _yang_diberi()


def _pastikan_berpenetapan(sumber: Sequence[SumberDana]) -> None:
    """Raise AturanDilanggarError for civil servants' money: they promise and pay by themselves."""
    if asn := next((s for s in sumber if s.jenis == JenisSumber.ASN), None):
        raise AturanDilanggarError(
            f"{asn} tidak dipakai dalam penetapan: penyumbang berjanji dan membayar sendiri. "
            "Catat janjinya di Penyumbang, atau pilih sumber lain."
        )


@transaction.atomic
def beri_daftar(daftar: Daftar, *, nomor_sk: str, oleh: Pengguna) -> int:
    """Give the grants of all these lines, or none; returns how many lines.

    Months after December become a second grant, paid by the successor of the source.
    ``sambungan_dari`` chains it to the first grant, and a new grant to the person's running one.
    Until the transaction ends, the table ``usulan_bantuan`` holds ``bantuan_id`` of each ``nomor``.
    The rules of a source, whom it may fund, are held here, through which the grants of all decrees
    pass (a move to another source: :mod:`iuran.perubahan_bantuan.sasaran`); no trigger repeats
    them, since rules that change later leave grants as they are.
    Raises KuotaHabisError (places or rupiah), BentrokError (another grant already pays one of the
    months) and AturanDilanggarError (a budget not passed, no source for the next year, no tariff,
    somebody whom the source may not fund).
    """
    pakai_tarif()
    bagian = bagi(kelompokkan(daftar))
    sumber = SumberDana.objects.select_for_update().order_by("pk")
    terkunci = list(sumber.filter(pk__in={b.sumber.pk for b in bagian}))
    pastikan_disahkan(terkunci)
    _pastikan_berpenetapan(terkunci)
    for keadaan in keadaan_sumber(tambahan(bagian), terkunci):
        if keadaan.pesan:
            raise KuotaHabisError(keadaan.pesan)
    jumlah = _beri(daftar, bagian, nomor_sk)
    _pastikan_memenuhi(terkunci)
    return jumlah


def _pastikan_memenuhi(sumber: Sequence[SumberDana]) -> None:
    """Raise AturanDilanggarError for grants just written that a source's rules do not allow."""
    baru = RawSQL("SELECT bantuan_id FROM usulan_bantuan", [])
    for syarat in bersyarat(sumber):
        diberi = Bantuan.objects.filter(Q(pk__in=baru) | Q(sambungan_dari__in=baru))
        luar = diberi.filter(
            di_luar(syarat, "peserta__"), sumber=syarat.sumber_id, status="ditetapkan"
        )
        orang = Peserta.objects.filter(pk__in=luar.values("peserta"))
        if n := orang.count():
            raise AturanDilanggarError(kata_di_luar(syarat, orang, n))


@transaction.atomic
def catat_bantuan_lama(
    usulan: Sequence[UsulanBantuan], *, nomor_sk: str, oleh: Pengguna
) -> list[Bantuan]:
    """Record grants from before this system; they take places and money, but no quota refuses them.

    Everything else is as in :func:`beri_bantuan`; the caller has locked the sources.
    """
    pakai_tarif()
    daftar = sebagai_daftar(usulan)
    _beri(daftar, bagi(kelompokkan(daftar)), nomor_sk)
    return _yang_diberi()


def _beri(daftar: Daftar, bagian: Sequence[Bagian], nomor_sk: str) -> int:
    """Write the grants. Their lines wait in a table of this transaction."""
    with connection.cursor() as kursor:
        kursor.execute("DROP TABLE IF EXISTS usulan_bantuan")
        kursor.execute(TAMPUNG.format(perintah=daftar.perintah), daftar.isi)
        jumlah = kursor.rowcount
        kursor.execute("ANALYZE usulan_bantuan")
    if dilebur := _bentrok(DIBIAYAI_DILEBUR):
        raise _sudah_dibiayai(dilebur)
    try:
        with transaction.atomic(), connection.cursor() as kursor:
            kursor.execute(TULIS, _kolom(bagian) | {"nomor_sk": nomor_sk})
    except IntegrityError as galat:
        raise _penolakan(galat) from galat
    return jumlah


def _kolom(bagian: Sequence[Bagian]) -> dict[str, Any]:
    """The parts as columns."""
    baris = [
        (
            *(b.kelompok.sumber.pk, *b.kelompok[1:5]),
            *(b.sumber.pk, b.awal, b.akhir, b.jumlah, b.nominal, b.lanjutan),
        )
        for b in bagian
    ]
    return {nama: [b[n] for b in baris] for n, nama in enumerate(KOLOM)}


def _yang_diberi() -> list[Bantuan]:
    """The first grant of each line, in the order of the lines."""
    with connection.cursor() as kursor:
        kursor.execute("SELECT bantuan_id FROM usulan_bantuan ORDER BY nomor")
        ids = [pk for (pk,) in kursor.fetchall()]
    semua = Bantuan.objects.in_bulk(ids)
    return [semua[pk] for pk in ids]


def _penolakan(galat: IntegrityError) -> AturanDilanggarError:
    """Turn a violated constraint into a refusal in the officer's words."""
    nama = getattr(getattr(galat.__cause__, "diag", None), "constraint_name", None)
    if nama == "bantuan_satu_pembayar_sebulan":
        return _sudah_dibiayai(_bentrok(SUDAH_DIBIAYAI))
    for syarat in Bantuan._meta.constraints:  # noqa: SLF001 - Django's public API
        if syarat.name == nama:
            return AturanDilanggarError(str(syarat.violation_error_message))
    raise galat


def _bentrok(perintah: str) -> list[tuple[str, str, str, date, date]]:
    """People of the waiting lines paid in one of their months: name, NIK, source, months."""
    with connection.cursor() as kursor:
        kursor.execute(perintah)
        return list(kursor.fetchall())


def _sudah_dibiayai(bentrok: Sequence[tuple[str, str, str, date, date]]) -> BentrokError:
    if not bentrok:
        return BentrokError("Ada orang yang tercantum dua kali untuk bulan yang sama. Hapus satu.")
    contoh = "; ".join(
        f"{nama} ({samarkan(nik)}) oleh {sumber}, {nama_bulan(awal)}–{nama_bulan(akhir)}"
        for nama, nik, sumber, awal, akhir in bentrok[:CONTOH_NAMA]
    )
    lain = ", dan lainnya" if len(bentrok) > CONTOH_NAMA else ""
    return BentrokError(
        f"{ribuan(len(bentrok))} orang sudah dibiayai pada bulan yang sama: {contoh}{lain}. "
        "Keluarkan mereka dari daftar atau mulai sesudah bantuan itu berakhir."
    )
