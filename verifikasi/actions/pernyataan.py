"""Record attestations, one or many, and withdraw a wrong one; nothing is ever erased."""

from collections.abc import Collection
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from peserta.models import Peserta, Status
from pijar.bulan import tanggal_panjang
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import JejakAkses, Pengguna
from pijar.unggahan import MIME, Bersih
from verifikasi.actions.perpanjangan import nilai_ulang_orang
from verifikasi.batas_lanjut import batas_lanjut
from verifikasi.models import Pernyataan, PihakPernyataan

PALING_BANYAK = 1_000


class IsiPernyataan(NamedTuple):
    """What was said: when, by whom, and the two answers."""

    tanggal: date
    pihak: str = PihakPernyataan.SENDIRI
    nama: str = ""
    bekerja: bool = True
    sakit: bool = False
    catatan: str = ""


class HasilPernyataan(NamedTuple):
    """How many attestations are new; who was skipped, and why."""

    dicatat: int
    dilewati: list[tuple[str, str]]


def halangan_pernyataan(isi: IsiPernyataan, pada: date) -> dict[str, str]:
    """What is wrong with an attestation, by field; empty when nothing is. ``pada`` is today."""
    salah = {}
    if isi.tanggal > pada:
        salah["tanggal"] = "Tanggal pernyataan tidak boleh setelah hari ini."
    elif isi.tanggal < (sejak := batas_lanjut(pada).pernyataan_sejak(pada)):
        salah["tanggal"] = (
            f"Pernyataan berlaku {(pada - sejak).days} hari, jadi yang tanggalnya "
            f"{tanggal_panjang(isi.tanggal)} sudah lewat. Tanyakan lagi, lalu isi tanggal barunya."
        )
    if isi.pihak != PihakPernyataan.SENDIRI and not isi.nama.strip():
        salah["nama"] = "Tulis nama yang menyatakan."
    if (isi.sakit or not isi.bekerja) and not isi.catatan.strip():
        salah["catatan"] = "Tulis keterangannya: sejak kapan, atau sakit apa."
    return salah


@transaction.atomic
def catat_pernyataan(
    peserta: Peserta,
    isi: IsiPernyataan,
    *,
    oleh: Pengguna,
    pada: date,
    pindaian: Bersih | None = None,
) -> Pernyataan:
    """Record what was said of one enrolled person, and look at them again where they wait.

    Raises AturanDilanggarError for a date that does not count or somebody who is not enrolled,
    BentrokError when the same was recorded already.
    """
    if salah := halangan_pernyataan(isi, pada):
        raise AturanDilanggarError(" ".join(salah.values()))
    orang = Peserta.objects.kunci(peserta.pk)
    if orang.status != Status.TERDAFTAR:
        raise AturanDilanggarError(
            f"Statusnya {orang.get_status_display().lower()}, jadi pernyataan tidak diperlukan. "
            "Pernyataan dicatat untuk peserta yang terdaftar."
        )
    try:
        with transaction.atomic():
            baru = _simpan(orang, isi, oleh, pindaian)
    except IntegrityError as galat:
        raise BentrokError(
            f"Pernyataan yang sama, tanggal {tanggal_panjang(isi.tanggal)}, sudah dicatat."
        ) from galat
    nilai_ulang_orang([orang.pk], pada=pada)
    return baru


def _simpan(
    peserta: Peserta, isi: IsiPernyataan, oleh: Pengguna, pindaian: Bersih | None
) -> Pernyataan:
    baru = Pernyataan(peserta=peserta, **_kolom(isi), dicatat_oleh=oleh)
    if pindaian:
        baru.pindaian_mime = pindaian.mime
        nama = f"{peserta.pk}{MIME[pindaian.mime]}"
        baru.pindaian.save(nama, ContentFile(pindaian.isi), save=False)
    baru.save()
    return baru


@transaction.atomic
def catat_banyak(
    pks: Collection[int], isi: IsiPernyataan, *, oleh: Pengguna, pada: date
) -> HasilPernyataan:
    """Record for each of these people that they work and are not ill; set-based.

    The same ticks a second time add nothing. Whoever is enrolled no more, or of whom the contrary
    was said, is skipped and named. Only within the area of ``oleh``.
    """
    if salah := halangan_pernyataan(isi, pada):
        raise AturanDilanggarError(" ".join(salah.values()))
    semua = Peserta.objects.for_petugas(oleh).filter(pk__in=pks).order_by("pk")
    orang = list(semua.select_for_update(of=("self",), no_key=True))
    sejak = batas_lanjut(pada).pernyataan_sejak(pada)
    berlaku = Pernyataan.objects.berlaku(sejak).filter(peserta__in=orang)
    terbaru = {p.peserta_id: p for p in reversed(berlaku)}
    dilewati, baru = [], []
    for p in orang:
        if p.status != Status.TERDAFTAR:
            dilewati.append((p.nama, p.get_status_display().lower()))
        elif (lama := terbaru.get(p.pk)) and not lama.baik:
            kapan = tanggal_panjang(lama.tanggal)
            dilewati.append((p.nama, f"pernyataan {kapan}: {lama.isi}; buka halamannya"))
        else:
            baru.append(Pernyataan(peserta=p, **_kolom(isi), dicatat_oleh=oleh))
    sebelum = Pernyataan.objects.filter(peserta__in=orang).count()
    Pernyataan.objects.bulk_create(baru, ignore_conflicts=True)
    dicatat = Pernyataan.objects.filter(peserta__in=orang).count() - sebelum
    nilai_ulang_orang([p.peserta_id for p in baru], pada=pada)
    return HasilPernyataan(dicatat, dilewati)


def _kolom(isi: IsiPernyataan) -> dict[str, object]:
    sendiri = isi.pihak == PihakPernyataan.SENDIRI
    rapi = {"nama": "" if sendiri else isi.nama.strip(), "catatan": isi.catatan.strip()}
    return isi._asdict() | rapi


@transaction.atomic
def tarik_pernyataan(
    pernyataan: Pernyataan, *, alasan: str, oleh: Pengguna, pada: datetime, hari: date
) -> None:
    """Withdraw a wrong attestation; it stays to be read, and its person is looked at again.

    Raises AturanDilanggarError without a reason and for whoever recorded it, BentrokError when it
    is withdrawn already.
    """
    kini = Pernyataan.objects.select_for_update(of=("self",)).get(pk=pernyataan.pk)
    if not alasan.strip():
        raise AturanDilanggarError("Tulis alasannya.")
    if kini.ditarik_pada:
        raise BentrokError("Pernyataan ini sudah ditarik. Muat ulang halaman.")
    if kini.dicatat_oleh_id == oleh.pk:
        raise AturanDilanggarError(
            "Anda yang mencatatnya, jadi rekan lain yang menariknya. Yang keliru juga dapat "
            "ditimpa dengan pernyataan baru."
        )
    kini.ditarik_oleh, kini.ditarik_pada, kini.alasan_tarik = oleh, pada, alasan.strip()
    kini.save(update_fields=["ditarik_oleh", "ditarik_pada", "alasan_tarik"])
    nilai_ulang_orang([kini.peserta_id], pada=hari)


def buka_pindaian_pernyataan(pernyataan: Pernyataan, *, oleh: Pengguna) -> None:
    """Log that ``oleh`` opens the scan. Raises AturanDilanggarError if its file is missing."""
    if not pernyataan.pindaian or not Path(pernyataan.pindaian.path).is_file():
        raise AturanDilanggarError(
            "Pindaian pernyataan ini tidak ada di server. Minta kertasnya kepada pencatatnya."
        )
    JejakAkses.catat(
        oleh=oleh,
        tindakan=JejakAkses.Tindakan.UNDUH,
        objek=f"pernyataan {pernyataan.pk}: pindaian",
        alasan="Pindaian pernyataan",
    )
