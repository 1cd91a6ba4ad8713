"""An admin decides on a change of somebody's data, and decree, months and BPJS follow.

Of somebody decreed, identity and what the criteria look at take them out of the decree in the same
step, and into the queue of the verifiers. Whatever else changes where the person stands.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse

from iuran.berkas_bpjs import ikutkan_lagi
from iuran.models import BarisBerkas, StatusBantuan
from iuran.perubahan_data import (
    AkibatData,
    KeadaanBPJS,
    akibat_data,
    keadaan_di_bpjs,
    sebagai_teks,
    sesuaikan_bulan,
)
from peserta.models import PerubahanData, Peserta, Status, StatusPerubahanData
from peserta.orang import (
    JUDUL,
    biarkan_perubahan,
    catat_koreksi,
    catat_pertukaran,
    kunci_pemilik_kpj,
    kunci_usulan,
    pastikan_bisa_diusulkan,
    pastikan_kpj_bebas,
    perbaiki_orang,
    perubahan_terbaca,
    tukar_kpj,
)
from pijar.bulan import WIB
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna
from pijar.usulan import pastikan_orang_lain, pastikan_sama, putuskan
from verifikasi.actions.pengajuan import periksa_ulang
from verifikasi.actions.perubahan import kunci_baris, lepaskan, pastikan_bisa_keluar
from verifikasi.kelayakan import perlu_keluar
from verifikasi.models import BarisPenetapan, BarisPerubahan, PerubahanPenetapan


def keluar_dari_sk(orang: Peserta, kolom: Mapping[str, Any]) -> bool:
    """Whether a change of these columns takes this person out of the decree."""
    return orang.status == Status.DITETAPKAN and perlu_keluar(kolom)


def nilai_baru(usulan: PerubahanData, orang: Peserta) -> dict[str, Any]:
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


def akibat_usulan(usulan: PerubahanData, orang: Peserta, *, pada: date) -> AkibatData:
    """What applying the proposal would do now, nothing where the person leaves the decree."""
    if keluar_dari_sk(orang, usulan.isi):
        return AkibatData()
    try:
        data = nilai_baru(usulan, orang)
    except BentrokError:  # the page tells so when the admin applies it
        return AkibatData()
    return akibat_data(orang, data, untuk_bpjs=usulan.untuk_bpjs, pada=pada)


def isi_usulan(usulan: PerubahanData, akibat: AkibatData) -> dict[str, str]:
    """What the admin sees and decides on, as labels and texts; numbers are masked."""
    orang = usulan.peserta
    isi = {f"{p.kolom}": f"{p.lama} → {p.baru}" for p in perubahan_terbaca(usulan.isi)}
    return {
        "Orang": orang.nama,
        "Status orang": orang.cip.label,
        **isi,
        "Alasan": usulan.alasan,
        "Bukti": _bukti(usulan),
        **_kartu(usulan),
        "Akibat": _akibat(orang, usulan.isi),
        **({} if keluar_dari_sk(orang, usulan.isi) else sebagai_teks(orang, akibat)),
    }


def _bukti(usulan: PerubahanData) -> str:
    foto = usulan.bukti.get_jenis_display() if usulan.bukti else ""
    if usulan.bukti and usulan.bukti.dihapus_pada:
        foto += " (berkasnya dihapus)"
    return "; ".join(filter(None, (foto, usulan.bukti_kertas))) or "tidak ada"


def _kartu(usulan: PerubahanData) -> dict[str, str]:
    """What happens to the person who has the proposed KPJ, if anybody has it."""
    kpj = usulan.isi["kpj"][1] if usulan.menunggu and "kpj" in usulan.isi else ""
    milik = Peserta.objects.filter(kpj=kpj, digabung_ke=None).exclude(pk=usulan.peserta_id)
    lain = milik.first() if kpj else None
    if lain is None:
        return {}
    if usulan.peserta.kpj and lain.bisa_diusulkan:
        return {"Kartu": "KPJ baru itu sekarang milik orang lain; KPJ kedua orang ini ditukar"}
    return {"Kartu": "KPJ baru itu milik orang lain dan tidak dapat ditukar; ini akan ditolak"}


def _akibat(orang: Peserta, kolom: Mapping[str, Any]) -> str:
    if keluar_dari_sk(orang, kolom):
        return "keluar dari SK, datanya diubah, lalu diverifikasi lagi"
    if orang.status == Status.DITETAPKAN:
        return "datanya diubah, orangnya tetap dalam SK"
    return "datanya diubah di sini"


@transaction.atomic
def terapkan_perubahan(
    usulan: PerubahanData, *, dilihat: str, ikutkan: bool, oleh: Pengguna, pada: datetime
) -> None:
    """Decide for a change: write the data, and let a held person into the next batch if wished.

    ``dilihat`` is the seal of the contents shown. Raises AturanDilanggarError for the proposer and
    for somebody merged or submitted since, BentrokError when something changed meanwhile.
    """
    baris = kunci_baris(
        BarisPenetapan.objects.filter(
            peserta=usulan.peserta_id, bantuan__status=StatusBantuan.DITETAPKAN, dikeluarkan=None
        )
    )
    kunci_pemilik_kpj(usulan)
    kini = kunci_usulan(usulan)
    orang = kini.peserta
    pastikan_orang_lain(kini, oleh)
    pastikan_bisa_diusulkan(orang)
    hari = pada.astimezone(WIB).date()
    akibat = akibat_usulan(kini, orang, pada=hari)
    pastikan_sama(dilihat, isi_usulan(kini, akibat))
    data = nilai_baru(kini, orang)
    keluar = keluar_dari_sk(orang, data)
    if keluar:
        _keluarkan(kini, baris, oleh=oleh, pada=pada)
        orang.status = Status.LAYAK
    elif ikutkan:  # before the data: the new kelurahan may lie outside this admin's area
        _ikutkan(orang, kini.alasan, oleh=oleh, pada=pada)
    _tulis(kini, data, oleh=oleh, pada=pada)
    kini.ke_bpjs = akibat.ke_bpjs
    putuskan(kini, StatusPerubahanData.DITERAPKAN, "ke_bpjs", oleh=oleh, pada=pada)
    sesuaikan_bulan(orang, akibat, pada=hari)
    if keluar:
        alasan = f"Data diubah: {kini.alasan}"
        periksa_ulang(orang, alasan=alasan, oleh=oleh, pada=hari)


def _tulis(
    usulan: PerubahanData, data: Mapping[str, Any], *, oleh: Pengguna, pada: datetime
) -> None:
    orang = usulan.peserta
    nik_lama, sisa = orang.nik, dict(data)
    if "kpj" in data and (lain := pastikan_kpj_bebas(orang, data["kpj"], oleh=oleh)):
        _tukar(usulan, lain, oleh=oleh, pada=pada)
        del sisa["kpj"]
    if sisa:
        perbaiki_orang(orang, sisa, penyunting=(usulan.diusulkan_oleh, oleh), oleh=oleh)
    if orang.nik != nik_lama:
        catat_koreksi(orang, nik_lama, usulan.alasan, oleh)


def _tukar(usulan: PerubahanData, lain: Peserta, *, oleh: Pengguna, pada: datetime) -> None:
    """Exchange the KPJs of both people; the other one gets a change of their own as a trace."""
    baru, hari = {"kpj": usulan.peserta.kpj}, pada.astimezone(WIB).date()
    akibat = akibat_data(lain, baru, untuk_bpjs=baru, pada=hari)
    penyunting = (usulan.diusulkan_oleh, oleh)
    tukar_kpj(usulan.peserta, lain, penyunting=penyunting, oleh=oleh)
    catat_pertukaran(usulan, lain, ke_bpjs=akibat.ke_bpjs, oleh=oleh, pada=pada)


def _keluarkan(
    usulan: PerubahanData, baris: list[BarisPenetapan], *, oleh: Pengguna, pada: datetime
) -> None:
    """Take the person out of the decree: proposed by the officer, confirmed by this admin."""
    pastikan_bisa_keluar(baris)
    if not baris:
        raise BentrokError("Orang ini tidak lagi dalam SK. Muat ulang halaman.")
    perubahan = PerubahanPenetapan.objects.create(
        penetapan=baris[0].penetapan,
        alasan=f"Data diubah: {usulan.alasan}"[:300],
        diusulkan_oleh=usulan.diusulkan_oleh,
        perubahan_data=usulan,
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


def ditahan(peserta: Peserta) -> bool:
    """Whether a batch would pass the person over until somebody lets them go on."""
    return BarisBerkas.objects.filter(peserta=peserta).ditahan().exists()


def _ikutkan(orang: Peserta, alasan: str, *, oleh: Pengguna, pada: datetime) -> None:
    if ditahan(orang):
        daftar = BarisBerkas.objects.filter(peserta=orang)
        ikutkan_lagi(daftar, alasan=f"Data diubah: {alasan}"[:200], pada=pada, oleh=oleh)


def ditolak_oleh_bpjs(perubahan: PerubahanData) -> bool:
    """Whether BPJS refused this change and nobody has mended it or left it out."""
    keadaan = keadaan_di_bpjs([perubahan]).get(perubahan.pk)
    return keadaan is not None and keadaan.keadaan == KeadaanBPJS.DITOLAK


@transaction.atomic
def biarkan(perubahan: PerubahanData, *, alasan: str, oleh: Pengguna, pada: datetime) -> None:
    """Leave a change out that BPJS refused; our data stay as they are.

    Raises AturanDilanggarError for any other change and without a reason.
    """
    Peserta.objects.select_for_update(no_key=True).get(pk=perubahan.peserta_id)
    if not ditolak_oleh_bpjs(perubahan):
        raise AturanDilanggarError(
            "Hanya perubahan yang ditolak BPJS dan belum dibetulkan yang dibiarkan. Muat ulang "
            "halaman."
        )
    biarkan_perubahan(perubahan, alasan=alasan, oleh=oleh, pada=pada)
