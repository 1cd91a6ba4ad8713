"""Amend a frozen decree by another one with its own number: who leaves, who comes, what is mended.

One admin drafts it, another freezes it as any decree (:func:`tetapkan`). The amended decree stays
as it was issued. New people are added as to every draft.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.urls import reverse

from iuran.models import StatusBantuan, SumberDana
from peserta.models import Status
from pijar.bulan import nama_bulan, tambah_bulan, tanggal_panjang
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna
from verifikasi.actions.gladi import Gladi, gladi
from verifikasi.actions.kembali import Kepala
from verifikasi.actions.lepas import pastikan_bisa_pergi
from verifikasi.actions.penetapan import kunci_draf, susun_penetapan
from verifikasi.actions.perubahan import kunci_baris, sudah_pergi
from verifikasi.banding_sk import bantuan_dari, baris_berlaku, baris_keluar
from verifikasi.masa import PALING_SINGKAT, terlalu_awal
from verifikasi.models import (
    BarisPenetapan,
    BarisPerubahan,
    Penetapan,
    PerubahanPenetapan,
    StatusPenetapan,
)


class Koreksi(NamedTuple):
    """What a line should have said."""

    sumber: SumberDana
    bulan_awal: date
    jumlah_bulan: int
    alasan: str


@transaction.atomic
def susun_perubahan(asal: Penetapan, kepala: Kepala, *, alasan: str, oleh: Pengguna) -> Penetapan:
    """Begin the draft of a decree that amends ``asal``; nothing changes before it is frozen.

    Raises AturanDilanggarError for a decree that is not frozen, without a reason, and for a date
    before that decree's own; BentrokError when the number is taken.
    """
    if asal.status != StatusPenetapan.DITETAPKAN:
        raise AturanDilanggarError(
            "Penetapan ini belum ditetapkan, jadi tidak perlu SK perubahan: ubah langsung drafnya."
        )
    if not alasan.strip():
        raise AturanDilanggarError("Tulis mengapa SK ini diubah.")
    if kepala.tanggal < asal.tanggal:
        raise AturanDilanggarError(
            f"SK perubahan tidak bertanggal sebelum {asal.nomor} "
            f"({tanggal_panjang(asal.tanggal)}). Ubah tanggalnya."
        )
    draf = susun_penetapan(**kepala._asdict(), oleh=oleh, mengubah=asal)
    PerubahanPenetapan.objects.create(
        penetapan=asal, melalui=draf, alasan=alasan.strip(), diusulkan_oleh=oleh
    )
    return draf


@transaction.atomic
def keluarkan_lewat(draf: Penetapan, alasan: Mapping[int, str], *, oleh: Pengguna) -> int:
    """Name the lines that leave by this draft, each with its reason; returns how many are new.

    Each goes with the first month that is not paid: after somebody's last one (a death), or the
    first of a grant that never ran.
    Raises AturanDilanggarError for anybody but the drafter, for lines of another decree and for
    whoever cannot leave; BentrokError, naming them, when another draft takes one of them out.
    """
    kini, asal = _kunci_milik(draf, oleh)
    sudah = set(baris_keluar(kini).values_list("baris", flat=True))
    pks = [pk for pk in alasan if pk not in sudah]
    baris = kunci_baris(baris_berlaku(asal).filter(pk__in=pks))
    if len(baris) != len(pks) or not alasan:
        raise AturanDilanggarError("Centang dahulu orang yang keluar dari SK yang diubah.")
    if any(not alasan[b.pk].strip() for b in baris):
        raise AturanDilanggarError("Tulis alasan mereka dikeluarkan.")
    pastikan_bisa_pergi(baris)
    _catat_keluar(kini, [(b, alasan[b.pk].strip()) for b in baris])
    return len(baris)


def _catat_keluar(draf: Penetapan, baris: Sequence[tuple[BarisPenetapan, str]]) -> None:
    _pastikan_belum_diusulkan([b for b, _ in baris])
    try:
        with transaction.atomic():
            BarisPerubahan.objects.bulk_create(
                BarisPerubahan(perubahan=draf.perubahan, baris=b, alasan=alasan, sejak=_sejak(b))
                for b, alasan in baris
            )
    except IntegrityError as galat:  # another draft was faster by a moment
        raise BentrokError(
            "Sebagian orang ini baru saja diusulkan keluar lewat draf lain. Muat ulang halaman."
        ) from galat


def _sejak(b: BarisPenetapan) -> date:
    """The first month that this person is not paid for."""
    if b.bantuan and b.bantuan.status == StatusBantuan.BERHENTI:
        return tambah_bulan(b.bantuan.bulan_akhir, 1)
    return b.bulan_awal  # nobody leaves whose grant runs, so this one never did


def _pastikan_belum_diusulkan(baris: Sequence[BarisPenetapan]) -> None:
    lain = BarisPerubahan.objects.filter(baris__in=[b.pk for b in baris], terbuka=True)
    satu = lain.select_related("baris__peserta", "perubahan__melalui").order_by("pk").first()
    if satu is None:
        return
    melalui = satu.perubahan.melalui
    lewat = f"draf SK perubahan {melalui.nomor}" if melalui else "usulan yang menunggu admin lain"
    alamat = ("penetapan_detail", melalui.pk) if melalui else ("perubahan", satu.perubahan_id)
    raise BentrokError(
        f"{satu.baris.peserta.nama} sudah diusulkan keluar lewat {lewat}. Putuskan itu dahulu.",
        tautan=reverse(f"verifikasi:{alamat[0]}", args=[alamat[1]]),
        label_tautan="Buka usulan itu",
    )


@transaction.atomic
def batal_keluar(draf: Penetapan, pks: Collection[int], *, oleh: Pengguna) -> int:
    """Let these people stay after all; returns how many.

    Raises AturanDilanggarError when the draft fills the place of one of them.
    """
    kini, _ = _kunci_milik(draf, oleh)
    keluar = baris_keluar(kini).filter(baris__in=pks).select_related("baris__bantuan")
    tetap = [k.baris.bantuan_id for k in keluar if not sudah_pergi(k.baris)]
    if lain := kini.daftar_baris.filter(menggantikan__in=tetap).select_related("peserta").first():
        raise AturanDilanggarError(
            f"Draf ini memuat {lain.peserta.nama} di tempat itu. Keluarkan dahulu dari daftar yang "
            "masuk."
        )
    return keluar.delete()[0]


@transaction.atomic
def koreksi_baris(
    draf: Penetapan, baris: BarisPenetapan, isi: Koreksi, *, oleh: Pengguna
) -> BarisPenetapan:
    """Mend source or months of somebody who is not enrolled yet: the line leaves, a new one comes.

    Raises AturanDilanggarError when nothing changes, when the first month lies before this decree,
    and for somebody who has left or is enrolled.
    """
    kini, _ = _kunci_milik(draf, oleh)
    _pastikan_bisa_dikoreksi(kini, baris, isi)
    keluarkan_lewat(kini, {baris.pk: f"Koreksi: {isi.alasan.strip()}"}, oleh=oleh)
    singkat = isi.alasan.strip() if isi.jumlah_bulan < PALING_SINGKAT else ""
    return BarisPenetapan.objects.create(
        penetapan=kini,
        peserta_id=baris.peserta_id,
        sumber=isi.sumber,
        jenis=baris.jenis,
        kondisi=baris.kondisi,
        catatan=baris.catatan,
        bulan_awal=isi.bulan_awal,
        jumlah_bulan=isi.jumlah_bulan,
        jht=baris.jht,
        alasan_singkat=singkat,
        menggantikan_id=baris.bantuan_id,
    )


def _pastikan_bisa_dikoreksi(kini: Penetapan, baris: BarisPenetapan, isi: Koreksi) -> None:
    lama = (baris.sumber_id, baris.bulan_awal, baris.jumlah_bulan)
    if lama == (isi.sumber.pk, isi.bulan_awal, isi.jumlah_bulan):
        raise AturanDilanggarError(
            "Sumber dan bulannya sama dengan yang tercatat. Ubah salah satu."
        )
    if terlalu_awal(isi.bulan_awal, kini.tanggal):
        raise AturanDilanggarError(
            f"SK perubahan ini bertanggal {tanggal_panjang(kini.tanggal)}, jadi bulan pertamanya "
            f"paling awal {nama_bulan(kini.tanggal)}."
        )
    if baris.peserta.status != Status.DITETAPKAN:
        raise AturanDilanggarError(
            f"{baris.peserta.nama} sudah {baris.peserta.cip.label.lower()}; yang dikoreksi hanya "
            "baris orang yang belum didaftarkan ke BPJS."
        )
    if kini.daftar_baris.filter(peserta=baris.peserta_id).exists():
        raise BentrokError(
            f"{baris.peserta.nama} sudah dikoreksi dalam draf ini. Keluarkan dahulu dari daftar "
            "yang masuk, lalu koreksi lagi."
        )


def gladi_perubahan(draf: Penetapan) -> Gladi:
    """Rehearse an amending draft: the places of those who leave are free; all is rolled back."""
    with transaction.atomic():
        keluar = BarisPenetapan.objects.filter(pk__in=baris_keluar(draf).values("baris"))
        menunggu = bantuan_dari(keluar).filter(status=StatusBantuan.DITETAPKAN)
        menunggu.update(status=StatusBantuan.BATAL)
        hasil = gladi(draf)
        transaction.set_rollback(True)
    return hasil


def _kunci_milik(draf: Penetapan, oleh: Pengguna) -> tuple[Penetapan, Penetapan]:
    """The locked draft of its drafter, and the decree that it amends."""
    kini = kunci_draf(draf)
    if kini.mengubah is None:
        raise AturanDilanggarError("Draf ini tidak mengubah SK lain.")
    if kini.disusun_oleh_id != oleh.pk:
        raise AturanDilanggarError(
            "Hanya penyusunnya yang mengubah isi draf ini, karena admin lain yang menetapkan."
        )
    return kini, kini.mengubah
