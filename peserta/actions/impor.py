"""Take in a list: upload, read, apply. Each is one transaction."""

import hashlib
import re
from collections.abc import Callable, Sequence
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.files import File
from django.db import connection, transaction
from django.utils import timezone

from peserta.actions.duplikat import minta_cari_duplikat
from peserta.alur import pindahkan_banyak
from peserta.impor.baca import TANPA_ORANG, TANPA_ORANG_DIPILIH, buka_daftar
from peserta.impor.ingatan import ingat_kolom, pencari
from peserta.impor.kamus import kamus_terkini
from peserta.impor.tampung import Pemeriksa, tampung
from peserta.impor.terapkan import terapkan
from peserta.impor.vonis import hitung_vonis, vonis_semua
from peserta.models import Impor, Status, StatusImpor
from peserta.nik import samarkan
from pijar import tugas
from pijar.curah import rujukan_terperiksa
from pijar.errors import AturanDilanggarError, BerkasDitolakError
from pijar.models import Pengguna

Maju = Callable[[int], None]
BACA, TERAPKAN, BATALKAN = (
    "peserta.baca_impor",
    "peserta.terapkan_impor",
    "peserta.batalkan_impor",
)
BISA_DIBACA_ULANG = (StatusImpor.DIPERIKSA, StatusImpor.PEMETAAN)
# KPJ, NIK or KK and its mistypings, phone; also divided by signs. Dates and times stay.
NOMOR = re.compile(
    r"(?<![0-9])(?:[0-9]{11}|[0-9]{15,17}|(?:62|0)8[0-9]{8,11}"
    r"|[0-9]{4}(?:[ ._-][0-9]{4}){3}|[0-9]{6}[ ._-][0-9]{6}[ ._-][0-9]{4}"
    r"|08[0-9]{2}(?:[ ._-][0-9]{3,4}){2})(?![0-9])"
)


def sidik(berkas: File) -> str:
    """SHA-256 of an uploaded file, whatever its size."""
    hasil = hashlib.sha256()
    for potong in berkas.chunks():
        hasil.update(potong)
    berkas.seek(0)
    return hasil.hexdigest()


def nama_tersamar(nama: str) -> str:
    """What officers call a list, with the numbers of people in it hidden."""
    samar = NOMOR.sub(lambda n: samarkan(re.sub("[^0-9]", "", n[0])), Path(nama).name)
    return samar[:150]


@transaction.atomic
def unggah_impor(
    berkas: File, *, nama: str, sumber_data: str, oleh: Pengguna, lembar: str = ""
) -> Impor:
    """Keep the file as it is and have it read; the same file still being read is not read twice.

    It is stored under a random name: what officers call their files may hold personal data.
    """
    sha = sidik(berkas)
    # A second click at the same moment waits here for the first, then finds its import.
    Pengguna.objects.select_for_update(no_key=True).get(pk=oleh.pk)
    sedang = Impor.objects.filter(
        oleh=oleh, sha256=sha, status=StatusImpor.DIBACA, lembar=lembar, sumber_data=sumber_data
    ).first()
    if sedang:
        return sedang
    impor = Impor(
        nama_berkas=nama_tersamar(nama),
        sha256=sha,
        sumber_data=sumber_data,
        oleh=oleh,
        lembar=lembar,
    )
    impor.berkas.save(f"{uuid4().hex}{Path(nama).suffix.lower()[:5]}", berkas, save=False)
    impor.save()
    kerjakan_baca(impor, oleh=oleh)
    return impor


@transaction.atomic
def baca_lembar_lain(impor: Impor, lembar: str, *, oleh: Pengguna) -> Impor:
    """Read another sheet of the same file as an import of its own."""
    ada = [impor.pemetaan.get(jenis, []) for jenis in ("lembar_lain", "lembar_asing")]
    if lembar not in chain(*ada):
        raise AturanDilanggarError("Lembar itu tidak ada dalam berkas ini. Muat ulang halaman.")
    with impor.berkas.open() as berkas:
        return unggah_impor(
            berkas,
            nama=impor.nama_berkas,
            sumber_data=impor.sumber_data,
            oleh=oleh,
            lembar=lembar,
        )


def baca_impor(pk: int, *, pada: date, maju: Maju) -> Impor:
    """Stage and judge every row of import ``pk``; a second delivery changes nothing.

    A file that cannot be read marks the import ``gagal`` with the sentence and raises it again.
    """
    try:
        return _baca(pk, pada, maju)
    except BerkasDitolakError as penolakan:
        Impor.objects.filter(pk=pk, status=StatusImpor.DIBACA).update(
            status=StatusImpor.GAGAL, galat=penolakan.kalimat
        )
        raise


@transaction.atomic
def _baca(pk: int, pada: date, maju: Maju) -> Impor:
    impor = kunci(pk)
    if impor.status not in (StatusImpor.DIBACA, StatusImpor.GAGAL):
        return impor
    impor.daftar_baris.all().delete()
    daftar = buka_daftar(Path(impor.berkas.path), impor.lembar, cari=pencari(impor))
    impor.lembar, impor.pemetaan, impor.jumlah = daftar.lembar, daftar.pemetaan, {}
    impor.baris_judul = daftar.judul.nomor if daftar.temuan.judul else None
    if daftar.masalah:
        return _tanyakan_kolom(impor, daftar.masalah)
    pemeriksa = Pemeriksa(
        impor.pk, daftar.judul.pemetaan, kamus_terkini(), pada, tuple(impor.oleh.wilayah)
    )
    with rujukan_terperiksa():  # they point to the import, which is locked
        jumlah = tampung(pemeriksa, daftar.baris, maju)
    if not jumlah:
        if daftar.temuan.asal or impor.kolom_diminta:
            return _tanyakan_kolom(impor, TANPA_ORANG_DIPILIH)
        raise BerkasDitolakError(TANPA_ORANG)
    with connection.cursor() as kursor:
        kursor.execute("SET LOCAL default_statistics_target = 10")  # enough to choose a plan by
        kursor.execute(
            "ANALYZE peserta_barisimpor (impor_id, nomor, nik, vonis, dipilih, peserta_id)"
        )
    vonis_semua(impor)
    impor.jumlah = hitung_vonis(impor.pk)
    impor.status, impor.galat = StatusImpor.DIPERIKSA, ""
    impor.save()
    if "bidang" in impor.kolom_diminta:
        ingat_kolom(impor, daftar.judul, oleh_id=impor.kolom_diminta["oleh"])
    return impor


def _tanyakan_kolom(impor: Impor, masalah: str) -> Impor:
    """Wait for an officer to say which row and columns are what: no file is a dead end."""
    impor.status, impor.galat = StatusImpor.PEMETAAN, masalah
    impor.save()
    return impor


@transaction.atomic
def minta_terapkan(impor: Impor, *, oleh: Pengguna) -> None:
    """Queue the application of the ticked rows; a second click gets the same job."""
    impor = siap_diperiksa(impor.pk)
    if not impor.daftar_baris.filter(dipilih=True).exists():
        raise AturanDilanggarError("Belum ada baris yang dicentang. Centang dahulu, lalu terapkan.")
    kerjakan(impor, TERAPKAN, f"Menerapkan impor {impor.pk}", oleh=oleh)


@transaction.atomic
def terapkan_impor(pk: int, *, oleh: Pengguna | None = None, tugas_pk: int | None = None) -> Impor:
    """Apply the ticked rows at once and write the sums; a second delivery changes nothing.

    ``oleh`` ordered it by job ``tugas_pk``; the uploader where nobody else did. Raises
    AturanDilanggarError for a failed job that is tried again after the list was read anew:
    nobody has looked at these rows.
    """
    impor = kunci(pk)
    if impor.status != StatusImpor.DIPERIKSA:
        return impor
    if tugas_pk is not None and impor.tugas_id != tugas_pk:
        raise AturanDilanggarError(
            "Setelah tugas ini gagal, daftarnya dibaca atau diterapkan lagi lewat tugas lain. Buka "
            "halaman impornya, periksa barisnya, lalu terapkan dari sana."
        )
    oleh = oleh or impor.oleh
    hasil = terapkan(impor, oleh=oleh.pk)
    pindahkan_banyak(
        hasil.dibuka_lagi,
        dari=Status.BERHENTI,
        ke=Status.DRAF,
        oleh=oleh,
        alasan=f"Didata kembali lewat impor {impor.pk}",
    )
    jumlah = hitung_vonis(pk)
    masuk = hasil.baru + hasil.ubah
    impor.jumlah = jumlah | {
        "hasil_baru": hasil.baru,
        "hasil_ubah": hasil.ubah,
        "hasil_sama": jumlah["sama"],
        "hasil_dilewati": jumlah["dibaca"] - jumlah["sama"] - masuk,
    }
    impor.status, impor.diterapkan_pada = StatusImpor.DITERAPKAN, timezone.now()
    impor.save()
    if masuk:
        minta_cari_duplikat(impor, oleh=oleh)
    return impor


def siap_diperiksa(pk: int) -> Impor:
    """Import ``pk``, locked, if its rows may be changed; raises AturanDilanggarError otherwise."""
    return belum_masuk(pk, [StatusImpor.DIPERIKSA], "pilihannya tidak dapat diubah lagi.")


def belum_masuk(pk: int, boleh: Sequence[str], sebab: str) -> Impor:
    """Import ``pk``, locked, if its status is one of ``boleh`` and nobody is coming in with it.

    Raises AturanDilanggarError with ``sebab``, what cannot be done and what to do, otherwise.
    """
    impor = kunci(pk)
    if impor.status not in boleh:
        raise AturanDilanggarError(f"Impor ini berstatus {impor.get_status_display()}, {sebab}")
    if sedang_diterapkan(impor):
        raise AturanDilanggarError("Impor ini sedang diterapkan. Tunggu sampai selesai.")
    return impor


def kunci(pk: int) -> Impor:
    """Lock first, read then: a row that was waited for joins its old job, not the new one."""
    Impor.objects.select_for_update().get(pk=pk)
    return Impor.objects.select_related("oleh", "tugas").get(pk=pk)


def sedang_diterapkan(impor: Impor) -> bool:
    """Whether its rows are on their way in right now."""
    tugas_kini = impor.tugas
    return bool(tugas_kini and tugas_kini.jenis == TERAPKAN and tugas_kini.berlangsung)


def sedang_dibatalkan(impor: Impor) -> bool:
    """Whether its people are on their way out right now."""
    tugas_kini = impor.tugas
    return bool(tugas_kini and tugas_kini.jenis == BATALKAN and tugas_kini.berlangsung)


def batal_gagal(impor: Impor) -> bool:
    """Whether the last undo failed: its page says why, and offers to try again."""
    tugas_kini = impor.tugas
    return bool(tugas_kini and tugas_kini.jenis == BATALKAN and tugas_kini.bisa_dicoba_lagi)


def kerjakan_baca(impor: Impor, *, oleh: Pengguna) -> None:
    """Queue the reading of ``impor``; once for each time that its columns were chosen."""
    ke = impor.tugas_id or 0
    kerjakan(impor, BACA, f"Membaca impor {impor.pk}", oleh=oleh, tanda=f":{ke}")


def kerjakan(
    impor: Impor, jenis: str, judul: str, *, oleh: Pengguna, tanda: str = "", **lain: Any
) -> None:
    """Queue a job of ``impor`` with the parameters ``lain``; its page shows this one from now."""
    impor.tugas = tugas.buat(
        jenis,
        judul=judul,
        oleh=oleh,
        parameter={"impor": impor.pk} | lain,
        kunci=f"{jenis}:{impor.pk}{tanda}",
    )
    impor.save(update_fields=["tugas"])
