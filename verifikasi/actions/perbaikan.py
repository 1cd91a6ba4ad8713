"""Mend the data of somebody decreed: an officer proposes, an admin decides.

What was not verified is mended where the person stands. Identity and what the criteria look at take
them out of the decree in the same step, and into the queue of the verifiers.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse

from iuran.berkas_bpjs import ikutkan_lagi
from iuran.models import BarisBerkas, HasilBaris, StatusBantuan
from peserta.models import Peserta, Status
from peserta.orang import JUDUL, berubah, perbaiki_orang, perubahan_terbaca
from pijar.bulan import WIB
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna
from pijar.usulan import pastikan_menunggu, pastikan_orang_lain, pastikan_sama, putuskan
from verifikasi.actions.pengajuan import periksa_ulang
from verifikasi.actions.perubahan import kunci_baris, lepaskan, pastikan_bisa_keluar
from verifikasi.kelayakan import perlu_keluar
from verifikasi.models import (
    BarisPenetapan,
    BarisPerubahan,
    PerubahanPenetapan,
    StatusPerbaikan,
    UsulanPerbaikan,
)


def pastikan_bisa_diusulkan(peserta: Peserta) -> None:
    """Raise AturanDilanggarError, with the way, unless the person is decreed and not yet sent."""
    if peserta.status == Status.DITETAPKAN and not peserta.digabung_ke_id:
        return
    if peserta.bisa_diubah:
        raise AturanDilanggarError(
            f"Data orang berstatus {peserta.get_status_display()} diubah langsung.",
            tautan=reverse("peserta:ubah", args=[peserta.pk]),
            label_tautan="Ubah data",
        )
    if peserta.status == Status.DIDAFTARKAN:
        menunggu = BarisBerkas.objects.filter(peserta=peserta, hasil=HasilBaris.MENUNGGU)
        baris = menunggu.select_related("berkas_bpjs").first()
        nomor = f" {baris.berkas_bpjs.nomor}" if baris else ""
        raise AturanDilanggarError(
            f"Orang ini sudah masuk pendaftaran{nomor} ke BPJS. Minta admin mengeluarkannya dari "
            "pendaftaran itu, atau tunggu jawaban BPJS; sesudah itu datanya dapat diperbaiki.",
        )
    raise AturanDilanggarError(
        f"Orang ini berstatus {peserta.get_status_display()}, jadi datanya tidak diperbaiki lewat "
        "usulan ini. Muat ulang halaman orangnya."
    )


@transaction.atomic
def usulkan_perbaikan(
    peserta: Peserta,
    data: Mapping[str, Any],
    *,
    alasan: str,
    oleh: Pengguna,
    versi: datetime | None = None,
) -> UsulanPerbaikan:
    """Propose the columns of ``data`` that differ; nothing changes before an admin decides.

    ``versi`` is ``diubah_pada`` as the officer saw it. Raises AturanDilanggarError when the status
    forbids it or nothing differs, BentrokError when the data changed or a proposal waits.
    """
    kini = Peserta.objects.kunci(peserta.pk)
    pastikan_bisa_diusulkan(kini)
    if versi and kini.diubah_pada != versi:
        raise BentrokError(
            "Data orang ini baru saja diubah orang lain. Buka lagi formulirnya, lalu ulangi."
        )
    if not alasan.strip():
        raise AturanDilanggarError("Tulis alasan perbaikannya.")
    kolom = berubah(kini, data)
    if not kolom:
        raise AturanDilanggarError("Tidak ada data yang berbeda dari yang tercatat.")
    try:
        with transaction.atomic():
            return UsulanPerbaikan.objects.create(
                peserta=kini,
                isi={k: [getattr(kini, k), data[k]] for k in kolom},
                alasan=alasan.strip(),
                keluar=perlu_keluar(kolom),
                diusulkan_oleh=oleh,
            )
    except IntegrityError as galat:
        raise BentrokError(
            "Orang ini sudah punya usulan perbaikan yang menunggu. Minta admin memutuskannya, atau "
            "tarik dahulu.",
            tautan=reverse("verifikasi:perbaikan"),
            label_tautan="Lihat usulan yang menunggu",
        ) from galat


def isi_perbaikan(usulan: UsulanPerbaikan) -> dict[str, str]:
    """What the admin sees and decides on, as labels and texts; numbers are masked."""
    isi = {f"{p.kolom}": f"{p.lama} → {p.baru}" for p in perubahan_terbaca(usulan.isi)}
    return {
        "Orang": usulan.peserta.nama,
        "Status orang": usulan.peserta.cip.label,
        **isi,
        "Alasan": usulan.alasan,
        "Akibat": (
            "keluar dari SK, datanya dibetulkan, lalu diverifikasi lagi"
            if usulan.keluar
            else "datanya dibetulkan, orangnya tetap dalam SK"
        ),
    }


@transaction.atomic
def terapkan_perbaikan(
    usulan: UsulanPerbaikan, *, dilihat: str, ikutkan: bool, oleh: Pengguna, pada: datetime
) -> None:
    """Decide for a repair: write the data, and let a held person into the next batch if wished.

    ``dilihat`` is the seal of the contents shown. Raises AturanDilanggarError for the proposer and
    when the person has moved on, BentrokError when something changed meanwhile.
    """
    baris = kunci_baris(
        BarisPenetapan.objects.filter(
            peserta=usulan.peserta_id, bantuan__status=StatusBantuan.DITETAPKAN, dikeluarkan=None
        )
    )
    kini = _terbuka(usulan)
    orang = kini.peserta
    pastikan_orang_lain(kini, oleh)
    pastikan_bisa_diusulkan(orang)
    pastikan_sama(dilihat, isi_perbaikan(kini))
    data = _data_baru(kini, orang)
    if kini.keluar:
        kini.perubahan = _keluarkan(kini, baris, oleh=oleh, pada=pada)
        orang.status = Status.LAYAK
    perbaiki_orang(orang, data, penyunting=(kini.diusulkan_oleh, oleh), oleh=oleh)
    putuskan(kini, StatusPerbaikan.DITERAPKAN, "perubahan", oleh=oleh, pada=pada)
    if kini.keluar:
        alasan = f"Data diperbaiki: {kini.alasan}"
        periksa_ulang(orang, alasan=alasan, oleh=oleh, pada=pada.astimezone(WIB).date())
    elif ikutkan:
        _ikutkan(orang, kini.alasan, oleh=oleh, pada=pada)


def _data_baru(usulan: UsulanPerbaikan, orang: Peserta) -> dict[str, Any]:
    """The new values; raises BentrokError when a column is no longer what it was."""
    data = {}
    for kolom, (lama, baru) in usulan.isi.items():
        bidang: Any = Peserta._meta.get_field(kolom.removesuffix("_id"))  # noqa: SLF001 - documented
        nilai = getattr(bidang, "target_field", bidang).to_python
        if nilai(lama) != getattr(orang, kolom):
            raise BentrokError(
                f"{JUDUL[kolom]} orang ini berubah sejak diusulkan. Tolak usulan ini; usulkan lagi "
                "bila masih perlu."
            )
        data[kolom] = nilai(baru)
    return data


def _keluarkan(
    usulan: UsulanPerbaikan, baris: list[BarisPenetapan], *, oleh: Pengguna, pada: datetime
) -> PerubahanPenetapan:
    """Take the person out of the decree: proposed by the officer, confirmed by this admin."""
    pastikan_bisa_keluar(baris)
    if not baris:
        raise BentrokError("Orang ini tidak lagi dalam SK. Muat ulang halaman.")
    perubahan = PerubahanPenetapan.objects.create(
        penetapan=baris[0].penetapan,
        alasan=f"Data diperbaiki: {usulan.alasan}"[:300],
        diusulkan_oleh=usulan.diusulkan_oleh,
    )
    try:
        with transaction.atomic():
            BarisPerubahan.objects.create(perubahan=perubahan, baris=baris[0])
    except IntegrityError as galat:
        raise BentrokError(
            "Orang ini sudah diusulkan keluar dari SK-nya. Putuskan usulan itu dahulu.",
            tautan=reverse("verifikasi:penetapan_detail", args=[perubahan.penetapan_id]),
            label_tautan="Buka penetapannya",
        ) from galat
    lepaskan(perubahan, baris[:1], oleh=oleh, pada=pada)
    return perubahan


def ditahan(peserta: Peserta) -> bool:
    """Whether a batch would pass the person over until somebody lets them go on."""
    return BarisBerkas.objects.filter(peserta=peserta).ditahan().exists()


def _ikutkan(orang: Peserta, alasan: str, *, oleh: Pengguna, pada: datetime) -> None:
    if ditahan(orang):
        daftar = BarisBerkas.objects.filter(peserta=orang)
        ikutkan_lagi(daftar, alasan=f"Data diperbaiki: {alasan}"[:200], pada=pada, oleh=oleh)


@transaction.atomic
def tolak_perbaikan(
    usulan: UsulanPerbaikan, *, alasan: str, oleh: Pengguna, pada: datetime
) -> None:
    """Refuse a proposal, or withdraw one's own. Raises AturanDilanggarError for anybody else."""
    kini = _terbuka(usulan)
    if kini.diusulkan_oleh_id != oleh.pk and not oleh.has_perm("pijar.putus_peristiwa"):
        raise AturanDilanggarError("Hanya pengusulnya atau admin yang membatalkan usulan ini.")
    if not alasan.strip():
        raise AturanDilanggarError("Tulis alasan usulan ini tidak jadi.")
    putuskan(kini, StatusPerbaikan.DITOLAK, oleh=oleh, pada=pada, alasan=alasan.strip())


def _terbuka(usulan: UsulanPerbaikan) -> UsulanPerbaikan:
    """Lock the person and the proposal; raises BentrokError when it is decided."""
    orang = Peserta.objects.select_for_update(no_key=True).get(pk=usulan.peserta_id)
    terkunci = UsulanPerbaikan.objects.select_for_update(of=("self",))
    kini = terkunci.select_related("diusulkan_oleh").get(pk=usulan.pk)
    pastikan_menunggu(kini)
    kini.peserta = orang
    return kini
