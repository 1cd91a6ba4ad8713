"""What an admin sets for papers: a new row from a day on; an earlier one is never changed."""

from datetime import date, timedelta
from typing import TypeVar
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import IntegrityError, InternalError, transaction
from django.db.models import Model
from django.forms.models import model_to_dict
from django.urls import reverse

from laporan.models import PolaNomor
from laporan.surat.nomor import isi_pola
from pijar.bulan import tanggal_panjang
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import DasarHukum, Kop, Penandatangan, Pengguna
from verifikasi.models import KODE_KEPUTUSAN

M = TypeVar("M", bound=Model)
SAMA = "Isinya sama dengan yang sudah tersimpan, jadi tidak ada yang diubah."
Logo = tuple[bytes, str]


@transaction.atomic
def tambah_kop(kop: Kop, *, logo: Logo | None, tanpa_logo: bool, oleh: Pengguna) -> Kop:
    """The letterhead from a day on; without a new logo the one of before stays.

    Papers that exist keep theirs; a draft that is made again takes the new one. Raises
    AturanDilanggarError when nothing differs.
    """
    lama = Kop.objects.pada(kop.mulai)
    if logo is None and not tanpa_logo and lama:
        kop.logo = lama.logo.name
    if logo:
        kop.logo.save(f"{uuid4().hex}{logo[1]}", ContentFile(logo[0]), save=False)
    return _simpan(kop, lama, oleh)


@transaction.atomic
def tambah_penandatangan(baru: Penandatangan, *, oleh: Pengguna) -> Penandatangan:
    """Somebody signs from a day on. Raises AturanDilanggarError when nothing differs."""
    lama = Penandatangan.objects.filter(jenis=baru.jenis, mulai=baru.mulai).order_by("-pk").first()
    return _simpan(baru, lama, oleh)


@transaction.atomic
def akhiri_penandatangan(satu: Penandatangan, *, sampai: date) -> None:
    """Let somebody sign up to a day; once set, that day stays.

    Raises BentrokError when a colleague has set one, AturanDilanggarError for a day too early.
    """
    kini = Penandatangan.objects.select_for_update().get(pk=satu.pk)
    if kini.sampai:
        raise BentrokError(
            f"{kini.nama} sudah berakhir {tanggal_panjang(kini.sampai)}. Bila keliru, tambahkan "
            "penandatangan itu lagi dengan tanggal yang benar."
        )
    if sampai < kini.mulai:
        raise AturanDilanggarError(
            f"{kini.nama} menandatangani mulai {tanggal_panjang(kini.mulai)}. Pilih hari itu atau "
            "sesudahnya."
        )
    kini.sampai = sampai
    kini.save(update_fields=["sampai"])


@transaction.atomic
def tambah_pola(pola: PolaNomor, *, oleh: Pengguna) -> PolaNomor:
    """Papers are numbered so from a day on. Raises AturanDilanggarError when nothing differs."""
    if pola.pola:
        isi_pola(pola.pola, 1, pola.mulai)
    lama = PolaNomor.objects.filter(jenis=pola.jenis, mulai=pola.mulai).order_by("-pk").first()
    return _simpan(pola, lama, oleh)


def _simpan(baru: M, lama: M | None, oleh: Pengguna) -> M:
    if lama and _isi(lama) == _isi(baru):
        raise AturanDilanggarError(SAMA)
    baru.oleh = oleh  # type: ignore[attr-defined]  # each of the settings has it
    baru.save()
    return baru


def _isi(baris: Model) -> dict[str, object]:
    return {nama: str(isi) for nama, isi in model_to_dict(baris, exclude=["id", "oleh"]).items()}


@transaction.atomic
def simpan_dasar_hukum(dasar: DasarHukum) -> DasarHukum:
    """Add a legal base, or complete or correct one; what it said before stays in its history.

    Raises AturanDilanggarError for the Keputusan of the criteria, BentrokError for a code that
    exists, or when a colleague confirmed another text.
    """
    _pastikan_bukan_kriteria(dasar)
    try:
        with transaction.atomic():
            dasar.save()
    except IntegrityError as galat:
        raise BentrokError(f"Kode {dasar.kode} sudah ada. Buka dan ubah yang ada.") from galat
    except InternalError as galat:  # the trigger of the table
        raise BentrokError(
            "Isinya sudah dikonfirmasi sejak halaman Anda dibuka. Muat ulang, lalu ganti bila "
            "memang harus berbunyi lain."
        ) from galat
    return dasar


@transaction.atomic
def ganti_dasar_hukum(lama: DasarHukum, baru: DasarHukum, *, salah_tulis: bool) -> DasarHukum:
    """Let ``baru`` stand in the place of ``lama`` from its first day on.

    ``salah_tulis``: the earlier one was written down wrongly, so it never stood there. Raises
    AturanDilanggarError without a first day after the earlier one's, BentrokError when a colleague
    has replaced it already or the code exists.
    """
    _pastikan_bukan_kriteria(lama)
    kini = DasarHukum.objects.select_for_update(of=("self",)).get(pk=lama.pk)
    if kini.diganti_id:
        raise BentrokError(f"{kini.judul} sudah diganti {kini.diganti}. Muat ulang halaman.")
    if not salah_tulis:
        kini.sampai = _hari_terakhir(kini, baru.mulai)
    kini.diganti = simpan_dasar_hukum(baru)
    kini.save(update_fields=["diganti", "sampai"])
    return baru


def _hari_terakhir(lama: DasarHukum, mulai: date | None) -> date:
    if mulai is None:
        raise AturanDilanggarError("Isi berlaku mulai: sejak hari itu yang baru dikutip.")
    if lama.mulai and mulai <= lama.mulai:
        raise AturanDilanggarError(
            f"{lama.judul} berlaku mulai {tanggal_panjang(lama.mulai)}, jadi penggantinya mulai "
            "sesudah hari itu. Bila yang lama salah tulis sejak awal, centang itu."
        )
    return mulai - timedelta(days=1)


@transaction.atomic
def batal_ganti_dasar_hukum(dasar: DasarHukum) -> None:
    """Let a base stand in its own place again; what was to replace it stays in the table.

    Raises BentrokError when nothing replaces it any more.
    """
    _pastikan_bukan_kriteria(dasar)
    kini = DasarHukum.objects.select_for_update(of=("self",)).get(pk=dasar.pk)
    if kini.diganti_id is None:
        raise BentrokError(f"{kini.judul} tidak lagi diganti. Muat ulang halaman.")
    kini.diganti, kini.sampai = None, None
    kini.save(update_fields=["diganti", "sampai"])


def _pastikan_bukan_kriteria(dasar: DasarHukum) -> None:
    """Raise AturanDilanggarError for a Keputusan that the versions of the criteria keep."""
    if keputusan_kriteria(dasar):
        raise AturanDilanggarError(
            "Keputusan tentang kriteria dilengkapi dan diganti bersama kriterianya, supaya "
            "nomornya tertulis di satu tempat.",
            tautan=reverse("verifikasi:kriteria"),
            label_tautan="Buka kriteria",
        )


def keputusan_kriteria(dasar: DasarHukum) -> bool:
    """Whether this base is the Keputusan of a version of the criteria, or has such a code."""
    return dasar.kode.startswith(KODE_KEPUTUSAN)
