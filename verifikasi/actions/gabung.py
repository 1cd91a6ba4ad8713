"""Settle a pair of possible duplicates: propose a merge, decide it, or state that they are two.

The proposer and the decider are never the same officer. A merge moves no rows: the merged person
keeps their rows and points to the kept person, and pages read both together (ADR 0006).
"""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from peserta.bersih.nama import nama_cari
from peserta.duplikat import BANDING_PER_KODE, cari_duplikat
from peserta.models import PasanganMirip, Peserta, RiwayatStatus, StatusPasangan
from peserta.models.duplikat import TERBUKA
from peserta.tampak import baris_orang, sebut_orang
from pijar.bulan import waktu_wib
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna
from pijar.sidik import Isi
from pijar.usulan import pastikan_sama
from verifikasi.gabung_syarat import halangan
from verifikasi.models import Penggabungan

SENDIRI = (
    "Anda yang mengusulkan penggabungan ini, jadi orang lain yang memutuskannya. "
    "Anda dapat menarik usulan ini."
)
BERUBAH = (
    "Data salah satu orang ini berubah sejak penggabungannya diusulkan. Kembalikan usulan ini "
    "agar nilainya dipilih lagi."
)


@transaction.atomic
def usulkan(
    pasangan: PasanganMirip, *, menang: int, ambil: Collection[str], oleh: Pengguna, pada: date
) -> None:
    """Propose a merge: ``menang`` is kept and takes the fields ``ambil`` of the other person.

    Raises BentrokError when another officer was first, AturanDilanggarError while something stands
    in the way (:func:`verifikasi.gabung_syarat.halangan`).
    """
    terkunci = _kunci(pasangan, oleh, StatusPasangan.MENUNGGU)
    tetap, lebur = _peran(_orang(terkunci), menang)
    _periksa(halangan(tetap, lebur, ambil, pada=pada))
    terkunci.usulan = {
        "menang": tetap.pk,
        "ambil": [kode for kode in BANDING_PER_KODE if kode in ambil],
        "versi": _versi(tetap, lebur),
    }
    terkunci.status, terkunci.keterangan = StatusPasangan.DIUSULKAN, ""
    terkunci.pengusul, terkunci.diusulkan_pada = oleh, timezone.now()
    terkunci.save()


@transaction.atomic
def kembalikan_usulan(pasangan: PasanganMirip, *, alasan: str, oleh: Pengguna) -> None:
    """Withdraw the officer's own proposal, or send it back as a decider; the pair waits again.

    Raises AturanDilanggarError for anybody else or without a reason.
    """
    terkunci = _kunci(pasangan, oleh, StatusPasangan.DIUSULKAN)
    if terkunci.pengusul_id != oleh.pk and not oleh.has_perm("pijar.putus_gabung"):
        raise AturanDilanggarError(
            "Usulan ini hanya ditarik oleh pengusulnya atau dikembalikan oleh verifikator."
        )
    terkunci.keterangan = f"Usulan dikembalikan {oleh}: {_alasan(alasan)}"[:500]
    tunggu_lagi(terkunci)


@transaction.atomic
def nyatakan_berbeda(pasangan: PasanganMirip, *, alasan: str, oleh: Pengguna) -> None:
    """Settle that these are two people; only :func:`periksa_lagi` lets the pair wait again.

    Raises AturanDilanggarError without a reason, for the officer's own proposal, and for a
    colleague's proposal unless the officer may decide merges.
    """
    terkunci = _kunci(pasangan, oleh, *TERBUKA)
    if terkunci.pengusul_id == oleh.pk:
        raise AturanDilanggarError(SENDIRI)
    if terkunci.status == StatusPasangan.DIUSULKAN and not oleh.has_perm("pijar.putus_gabung"):
        raise AturanDilanggarError(
            "Penggabungan pasangan ini sudah diusulkan, jadi verifikator yang memutuskannya. "
            "Sampaikan alasan Anda kepadanya."
        )
    terkunci.status, terkunci.keterangan = StatusPasangan.BERBEDA, _alasan(alasan)[:500]
    terkunci.pemutus, terkunci.diputuskan_pada = oleh, timezone.now()
    terkunci.save()


@transaction.atomic
def periksa_lagi(pasangan: PasanganMirip, *, alasan: str, oleh: Pengguna) -> None:
    """Let a pair settled as two people wait again; the former decision stays readable.

    Raises AturanDilanggarError without a reason, BentrokError when one of them was merged since.
    """
    terkunci = _kunci(pasangan, oleh, StatusPasangan.BERBEDA)
    _orang(terkunci)
    dahulu = terkunci.diputuskan_pada and waktu_wib(terkunci.diputuskan_pada)
    terkunci.keterangan = (
        f"Diperiksa lagi oleh {oleh}, {waktu_wib(timezone.now())}: {_alasan(alasan)} Sebelumnya "
        f"dinyatakan berbeda oleh {terkunci.pemutus}, {dahulu}: {terkunci.keterangan}"
    )[:500]
    tunggu_lagi(terkunci)


def isi_gabung(pasangan: PasanganMirip) -> Isi:
    """What the page of a proposal shows and its button confirms: the choice and both people."""
    usulan = pasangan.usulan or {}
    orang = Peserta.objects.filter(pk__in=[pasangan.kiri_id, pasangan.kanan_id])
    sebut = sebut_orang(Peserta.objects.all(), "")
    return {
        "Status": pasangan.get_status_display(),
        "Pengusul": str(pasangan.pengusul or ""),
        "Yang dipertahankan": sebut([usulan.get("menang", 0)]).get(usulan.get("menang", 0), ""),
        "Diambil dari yang lain": ", ".join(
            BANDING_PER_KODE[kode].judul for kode in usulan.get("ambil", [])
        ),
        "Data": baris_orang(orang, "diubah_pada", kunci="pk", orang="", sebut=sebut),
    }


@transaction.atomic
def gabungkan(
    pasangan: PasanganMirip, *, dilihat: str | None = None, oleh: Pengguna, pada: date
) -> Penggabungan:
    """Carry out the proposed merge, completely or not at all; of two deciders one succeeds.

    ``dilihat`` is the seal of what a page showed (:func:`isi_gabung`).

    The NIK that is not chosen stays with the merged row, so that a search still finds the person.
    Raises AturanDilanggarError for the officer's own proposal, when the data changed since, or
    while something stands in the way; BentrokError when another officer was first.
    """
    terkunci = _kunci(pasangan, oleh, StatusPasangan.DIUSULKAN)
    if terkunci.pengusul is None or terkunci.usulan is None or terkunci.pengusul == oleh:
        raise AturanDilanggarError(SENDIRI)
    menang, kalah = _peran(_orang(terkunci, kunci=True), terkunci.usulan["menang"])
    if dilihat is not None:
        pastikan_sama(dilihat, isi_gabung(terkunci))
    if terkunci.usulan["versi"] != _versi(menang, kalah):
        raise AturanDilanggarError(BERUBAH)
    ambil = terkunci.usulan["ambil"]
    _periksa(halangan(menang, kalah, ambil, pada=pada))
    penggabungan = Penggabungan.objects.create(
        pasangan=terkunci,
        menang=menang,
        kalah=kalah,
        **_perubahan(menang, kalah, ambil),
        nik_kalah=kalah.nik,
        ikut=[*Peserta.objects.filter(digabung_ke=kalah).values_list("pk", flat=True)],
        riwayat=riwayat_terakhir(menang),
        diusulkan_oleh=terkunci.pengusul,
        digabung_oleh=oleh,
    )
    _tulis(menang, kalah, penggabungan)
    terkunci.status = StatusPasangan.DIGABUNG
    terkunci.pemutus, terkunci.diputuskan_pada = oleh, timezone.now()
    terkunci.save()
    cari_duplikat([menang.pk])
    return penggabungan


def riwayat_terakhir(peserta: Peserta) -> int:
    """The newest status move of a person; 0 for none."""
    daftar = RiwayatStatus.objects.filter(peserta=peserta).order_by("-pk")
    return daftar.values_list("pk", flat=True).first() or 0


def kunci_pasangan(pasangan: PasanganMirip, oleh: Pengguna) -> PasanganMirip:
    """Lock the pair; raises AturanDilanggarError unless both people are in the officer's area."""
    semua = PasanganMirip.objects.keduanya(oleh).select_for_update(of=("self",))
    terkunci = semua.filter(pk=pasangan.pk).first()
    if terkunci is None:
        raise AturanDilanggarError(
            "Salah satu dari dua orang ini di luar wilayah Anda. Serahkan kepada admin atau "
            "verifikator seluruh kota."
        )
    return terkunci


def kunci_orang(pks: list[int]) -> None:
    """Lock these people and the rows merged into them; the order by id prevents deadlocks."""
    semua = Peserta.objects.filter(Q(pk__in=pks) | Q(digabung_ke__in=pks)).order_by("pk")
    list(semua.select_for_update(no_key=True).values_list("pk"))


def tunggu_lagi(pasangan: PasanganMirip) -> None:
    """Remove proposal and decision, so that the pair waits again."""
    pasangan.status, pasangan.usulan = StatusPasangan.MENUNGGU, None
    pasangan.pengusul = pasangan.diusulkan_pada = None
    pasangan.pemutus = pasangan.diputuskan_pada = None
    pasangan.save()


def simpanan(nilai: Any) -> Any:
    """A column's value as it is kept with the merge."""
    return nilai.isoformat() if isinstance(nilai, date) else nilai


def _kunci(pasangan: PasanganMirip, oleh: Pengguna, *boleh: StatusPasangan) -> PasanganMirip:
    terkunci = kunci_pasangan(pasangan, oleh)
    if terkunci.status in boleh:
        return terkunci
    siapa, kapan = terkunci.pemutus or terkunci.pengusul, terkunci.diputuskan_pada
    if siapa is None:
        raise BentrokError("Belum ada usulan untuk pasangan ini. Muat ulang halaman.")
    kapan = kapan or terkunci.diusulkan_pada
    raise BentrokError(
        f"Pasangan ini sudah berstatus {terkunci.get_status_display()} oleh {siapa}"
        f"{f' pada {waktu_wib(kapan)}' if kapan else ''}. Muat ulang halaman."
    )


def _orang(pasangan: PasanganMirip, *, kunci: bool = False) -> list[Peserta]:
    """Both people, the lower id first; raises BentrokError when one was merged meanwhile."""
    pks = [pasangan.kiri_id, pasangan.kanan_id]
    if kunci:
        kunci_orang(pks)
    orang = list(Peserta.objects.filter(pk__in=pks).order_by("pk"))
    if any(p.digabung_ke_id for p in orang):
        raise BentrokError(
            "Salah satu dari dua orang ini sudah digabung dengan orang lain. Buka lagi daftar "
            "Kemungkinan ganda."
        )
    return orang


def _peran(orang: list[Peserta], menang: int) -> tuple[Peserta, Peserta]:
    kiri, kanan = orang
    if menang not in (kiri.pk, kanan.pk):
        raise AturanDilanggarError("Pilih siapa dari keduanya yang dipertahankan.")
    return (kiri, kanan) if menang == kiri.pk else (kanan, kiri)


def _versi(menang: Peserta, kalah: Peserta) -> list[str]:
    return [menang.diubah_pada.isoformat(), kalah.diubah_pada.isoformat()]


def _periksa(kalimat: list[str]) -> None:
    if kalimat:
        raise AturanDilanggarError(" ".join(kalimat))


def _alasan(alasan: str) -> str:
    if not (bersih := alasan.strip()):
        raise AturanDilanggarError("Tulis alasannya.")
    return bersih


def _perubahan(menang: Peserta, kalah: Peserta, ambil: Collection[str]) -> dict[str, Any]:
    """Columns of the kept person that change, before and after the merge."""
    kolom = [k for kode in ambil for k in BANDING_PER_KODE[kode].kolom]
    beda = [k for k in kolom if getattr(menang, k) != getattr(kalah, k)]
    return {
        "sebelum": {k: simpanan(getattr(menang, k)) for k in beda},
        "sesudah": {k: simpanan(getattr(kalah, k)) for k in beda},
    }


def _tulis(menang: Peserta, kalah: Peserta, penggabungan: Penggabungan) -> None:
    """Write the merged row first, then the kept person: a NIK or KPJ belongs to one person."""
    isi: dict[str, Any] = dict(penggabungan.sesudah)
    if "nama" in isi:
        isi["nama_cari"] = nama_cari(isi["nama"])
    penyunting = sorted({*menang.penyunting, *kalah.penyunting, penggabungan.diusulkan_oleh_id})
    kini = timezone.now()
    Peserta.objects.filter(digabung_ke=kalah).update(digabung_ke=menang)
    Peserta.objects.filter(pk=kalah.pk).update(
        digabung_ke=menang, nik=menang.nik if "nik" in isi else kalah.nik, diubah_pada=kini
    )
    Peserta.objects.filter(pk=menang.pk).update(**isi, penyunting=penyunting, diubah_pada=kini)
