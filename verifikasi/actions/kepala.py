"""Correct the head of a draft decree: its number, date or subject was typed wrongly."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Min

from pijar.bulan import awal_bulan, nama_bulan, tanggal_panjang
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna
from verifikasi.actions.penetapan import kunci_draf
from verifikasi.models import Penetapan


@transaction.atomic
def ubah_kepala(
    penetapan: Penetapan, *, nomor: str, tanggal: date, perihal: str, oleh: Pengguna
) -> bool:
    """Write the head anew; returns whether anything changed. Its people stay as they are.

    Raises AturanDilanggarError for anybody but the drafter, since another admin freezes what the
    drafter wrote, and for a date that its lines or the decree it amends do not allow. Raises
    BentrokError for a taken number, and when the decree is no longer a draft.
    """
    kini = kunci_draf(penetapan)
    if kini.disusun_oleh_id != oleh.pk:
        raise AturanDilanggarError("Hanya penyusunnya yang mengubah nomor, tanggal dan perihal.")
    if (kini.nomor, kini.tanggal, kini.perihal) == (nomor, tanggal, perihal):
        return False
    if kini.mengubah and tanggal < kini.mengubah.tanggal:
        raise AturanDilanggarError(
            f"SK yang diubah bertanggal {tanggal_panjang(kini.mengubah.tanggal)}. "
            "Tanggal SK perubahan tidak lebih awal."
        )
    awal = kini.daftar_baris.filter(alasan_celah="").aggregate(n=Min("bulan_awal"))["n"]
    if awal and awal < awal_bulan(tanggal):
        raise AturanDilanggarError(
            f"Ada orang yang bulan pertamanya {nama_bulan(awal)}, sebelum bulan SK ini. "
            "Keluarkan dahulu mereka dari daftar, atau pilih tanggal yang lebih awal."
        )
    kini.nomor, kini.tanggal, kini.perihal = nomor, tanggal, perihal
    try:
        with transaction.atomic():
            kini.save(update_fields=["nomor", "tanggal", "perihal"])
    except IntegrityError as galat:
        raise BentrokError(f"Nomor {nomor} sudah dipakai penetapan lain.") from galat
    return True
