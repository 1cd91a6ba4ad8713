"""The list that is sent to another office: the people of a bill, or all with aid in a month."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from iuran.models import Bantuan, Iuran, PermintaanPadanan, StatusBantuan, Tagihan
from iuran.pemadanan.keadaan import pastikan_seluruh_kota
from peserta.models import Peserta
from pijar import tugas
from pijar.bulan import tanggal_panjang
from pijar.errors import AturanDilanggarError
from pijar.excel import Jenis, Kolom, tulis_besar
from pijar.models import JejakAkses, Pengguna
from pijar.rupiah import ribuan

SEKALI_AMBIL = 5_000
ALASAN_TERPENDEK = 5
KOLOM = (
    Kolom("NO", Jenis.ANGKA),
    Kolom("NIK"),
    Kolom("NAMA"),
    Kolom("TANGGAL LAHIR", Jenis.TANGGAL),
    Kolom("STATUS"),
    Kolom("TANGGAL", Jenis.TANGGAL),
    Kolom("KETERANGAN"),
)


@transaction.atomic
def minta_daftar(
    *, tagihan: Tagihan | None, bulan: date | None, alasan: str, oleh: Pengguna
) -> PermintaanPadanan:
    """Freeze who is asked about, and order the file; exactly one of ``tagihan``, ``bulan``.

    Raises AturanDilanggarError without a reason (the file holds full NIKs, UU 27/2022), for an
    admin of one area, and where there is nobody to ask about.
    """
    pastikan_seluruh_kota(oleh)
    alasan = " ".join(alasan.split())[:300]
    if len(alasan) < ALASAN_TERPENDEK:
        raise AturanDilanggarError(
            "Tulis alasannya, misalnya pemadanan sebelum tagihan Desember. Isinya NIK lengkap, "
            "jadi siapa yang mengunduh dan alasannya dicatat."
        )
    permintaan = PermintaanPadanan.objects.create(
        tagihan=tagihan, bulan=bulan, alasan=alasan, oleh=oleh
    )
    permintaan.jumlah = _bekukan(permintaan)
    if not permintaan.jumlah:
        raise AturanDilanggarError("Tidak ada orang yang dibiayai pada pilihan ini. Pilih lain.")
    permintaan.tugas = tugas.buat(
        "iuran.daftar_padanan",
        judul=f"Daftar untuk dipadankan {permintaan.sebutan}",
        oleh=oleh,
        parameter={"permintaan": permintaan.pk},
        kunci=f"permintaan-padanan-{permintaan.pk}",
    )
    permintaan.save(update_fields=["jumlah", "tugas"])
    return permintaan


def _bekukan(permintaan: PermintaanPadanan) -> int:
    """Write the people down with one statement; returns how many."""
    isi: QuerySet[Any] = Iuran.objects.orang().filter(tagihan=permintaan.tagihan).order_by()
    if permintaan.bulan:
        isi = Bantuan.objects.filter(
            status__in=(StatusBantuan.DITETAPKAN, StatusBantuan.BERJALAN),
            bulan_awal__lte=permintaan.bulan,
            bulan_akhir__gte=permintaan.bulan,
            peserta__digabung_ke=None,
        ).order_by()
    sql, nilai = isi.values_list("peserta_id").distinct().query.sql_with_params()
    with connection.cursor() as kursor:
        kursor.execute(
            "INSERT INTO iuran_orangdiminta (permintaan_id, peserta_id) "
            f"SELECT %s, orang.peserta_id FROM ({sql}) orang",
            [permintaan.pk, *nilai],
        )
        return int(kursor.rowcount)


def tulis_daftar(
    permintaan: PermintaanPadanan, folder: Path, *, oleh: Pengguna, maju: Callable[[int, int], None]
) -> Path:
    """Write the file, with full NIKs, and log the access."""
    berkas = folder / f"untuk-dipadankan-{permintaan}.xlsx"
    jumlah = tulis_besar(
        berkas,
        "Dipadankan",
        KOLOM,
        _baris(permintaan, maju),
        [
            f"Daftar untuk dipadankan {permintaan.sebutan}",
            f"{ribuan(permintaan.jumlah)} orang per {tanggal_panjang(permintaan.dibuat_pada)}. "
            "Isi STATUS, TANGGAL dan KETERANGAN, lalu kirim kembali.",
        ],
    )
    JejakAkses.catat(
        oleh=oleh,
        tindakan=JejakAkses.Tindakan.EKSPOR,
        objek=f"daftar untuk dipadankan {permintaan}",
        alasan=permintaan.alasan,
        jumlah=jumlah,
    )
    return berkas


def _baris(
    permintaan: PermintaanPadanan, maju: Callable[[int, int], None]
) -> Iterator[tuple[object, ...]]:
    orang = Peserta.objects.filter(pk__in=permintaan.daftar_orang.values("peserta"))
    semua = orang.order_by("nama", "pk").values_list("nik", "nama", "tanggal_lahir")
    for nomor, isi in enumerate(semua.iterator(SEKALI_AMBIL), 1):
        if not nomor % SEKALI_AMBIL:
            maju(nomor, permintaan.jumlah)
        yield (nomor, *isi, "", None, "")
