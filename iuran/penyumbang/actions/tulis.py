"""What every act on a promise does: lock, check what was paid, write the row and its history."""

from datetime import date

from django.db import IntegrityError, transaction

from iuran.buku import pastikan_seluruh_kota
from iuran.models import Iuran, Janji, JenisRiwayatJanji, RiwayatJanji, StatusJanji
from iuran.penyumbang.aturan import HAL
from peserta.models import Peserta
from pijar.bulan import awal_bulan, nama_bulan
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna


def lunas_terakhir(janji: Janji) -> date | None:
    """The last month of the promise that evidence paid, or None."""
    bulan = Iuran.objects.hidup().filter(bantuan__janji=janji).order_by("-bulan")
    return bulan.values_list("bulan", flat=True).first()


def kunci(janji: Janji, oleh: Pengguna) -> Janji:
    """Lock the worker, then the promise."""
    pastikan_seluruh_kota(oleh, HAL)
    Peserta.objects.select_for_update(no_key=True).get(pk=janji.peserta_id)
    terkunci = Janji.objects.select_for_update(of=("self",))
    return terkunci.select_related("penyumbang__opd", "peserta").get(pk=janji.pk)


def pastikan_berjalan(janji: Janji) -> None:
    if janji.status != StatusJanji.AKTIF:
        raise BentrokError(
            f"Janji {janji} sudah {janji.cip.label.lower()}. Muat ulang halaman: mungkin orang "
            "lain sudah memutuskan."
        )


def pastikan_tidak_terbayar(janji: Janji, sampai: date) -> None:
    lunas = lunas_terakhir(janji)
    if lunas and lunas > sampai:
        raise AturanDilanggarError(
            f"Iuran janji ini sudah dibayar sampai {nama_bulan(lunas)}. Pilih bulan itu atau "
            "sesudahnya; bukti bayar yang keliru dibatalkan dahulu."
        )


def pastikan_tidak_sebelum_mulai(janji: Janji, sampai: date) -> None:
    if sampai < janji.mulai:
        raise AturanDilanggarError(
            f"Janji ini mulai {nama_bulan(janji.mulai)}. Pilih bulan itu atau sesudahnya; janji "
            "yang belum pernah dibayar dapat dibatalkan."
        )


def ubah(
    janji: Janji, jenis: JenisRiwayatJanji, *, sampai: date, alasan: str, pada: date, oleh: Pengguna
) -> Janji:
    """Write the new last month and status with a history row."""
    lama, janji.sampai = janji.sampai, awal_bulan(sampai)
    try:
        with transaction.atomic():
            janji.save(update_fields=["sampai", "tempo", "status", "sebab_akhir"])
    except IntegrityError as galat:
        raise BentrokError(kata_bentrok(galat)) from galat
    catat(janji, jenis, lama=lama, alasan=alasan, pada=pada, oleh=oleh)
    return janji


def catat(
    janji: Janji,
    jenis: JenisRiwayatJanji,
    *,
    lama: date | None,
    alasan: str,
    pada: date,
    oleh: Pengguna,
) -> None:
    if not alasan.strip():
        raise AturanDilanggarError("Tulis alasannya.")
    RiwayatJanji.objects.create(
        janji=janji,
        jenis=jenis,
        mulai=janji.mulai,
        sampai_lama=lama,
        sampai=janji.sampai,
        tempo=janji.tempo,
        alasan=alasan[:300],
        pada=pada,
        oleh=oleh,
    )


def kata_bentrok(galat: IntegrityError) -> str:
    if "janji_satu_penerus" in str(galat):
        return "Janji ini sudah diteruskan penyumbang lain. Muat ulang halaman."
    return (
        "Pekerja ini sudah mempunyai penyumbang pada salah satu bulan itu. Muat ulang halaman dan "
        "lihat janjinya."
    )
