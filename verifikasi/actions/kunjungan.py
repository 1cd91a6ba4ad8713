"""Record a visit to a drawn person, or correct what another officer recorded."""

from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import transaction

from pijar.bulan import WIB, tanggal_panjang, waktu_wib
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import JejakAkses, Pengguna
from pijar.unggahan import MIME, Bersih
from verifikasi.actions.ujipetik import kunci_uji
from verifikasi.models import PERTANYAAN, KeadaanKunjungan, Kunjungan, OrangUjiPetik, UjiPetik

BUKAN_PENGUJI = (
    "Anda menyetujui orang ini, atau memasukkan, mengubah atau mengajukan datanya, jadi petugas "
    "lain yang mengunjunginya."
)


class IsiKunjungan(NamedTuple):
    """What the officer ticks; the five answers count only when the person was found."""

    tanggal: date
    keadaan: str
    masih_bekerja: bool | None = None
    pekerjaan_sesuai: bool | None = None
    berkas_terlihat: bool | None = None
    tidak_sakit: bool | None = None
    dibayar_lain: bool | None = None
    catatan: str = ""

    @property
    def kolom(self) -> dict[str, object]:
        """The columns; of somebody who was not found no answer is kept."""
        ditemukan = self.keadaan == KeadaanKunjungan.DITEMUKAN
        return self._asdict() | ({} if ditemukan else dict.fromkeys(PERTANYAAN))


@transaction.atomic
def catat_kunjungan(
    orang: OrangUjiPetik,
    isi: IsiKunjungan,
    *,
    oleh: Pengguna,
    pada: datetime,
    pindaian: Bersih | None = None,
) -> Kunjungan:
    """Record the visit; it may be typed days after it was made, and about who died meanwhile.

    Raises AturanDilanggarError for who approved or entered the person and for a day before the draw
    or after today, BentrokError when another officer was first or the sample was cancelled.
    """
    uji = kunci_uji(orang.uji_id)
    if lama := Kunjungan.objects.filter(orang=orang).select_related("oleh").first():
        raise sudah_dikunjungi(lama)
    return _simpan(uji, Kunjungan(orang=orang), isi, pindaian, oleh=oleh, pada=pada)


@transaction.atomic
def betulkan_kunjungan(
    kunjungan: Kunjungan,
    isi: IsiKunjungan,
    *,
    alasan: str,
    oleh: Pengguna,
    pada: datetime,
    pindaian: Bersih | None = None,
) -> Kunjungan:
    """Replace another officer's visit by what is right, with a reason; the old one stays.

    Raises as :func:`catat_kunjungan`, and AturanDilanggarError for who recorded it.
    """
    uji = kunci_uji(kunjungan.orang.uji_id)
    if not alasan.strip():
        raise AturanDilanggarError("Tulis alasan koreksinya.")
    if kunjungan.oleh_id == oleh.pk:
        raise AturanDilanggarError(
            "Kunjungan ini catatan Anda sendiri, jadi petugas lain yang mengoreksinya."
        )
    if Kunjungan.objects.filter(menggantikan=kunjungan).exists():
        raise BentrokError("Kunjungan ini sudah dikoreksi petugas lain. Muat ulang halaman.")
    baru = Kunjungan(orang=kunjungan.orang, menggantikan=kunjungan, alasan=alasan.strip())
    return _simpan(uji, baru, isi, pindaian, oleh=oleh, pada=pada)


def sudah_dikunjungi(lama: Kunjungan) -> BentrokError:
    """The refusal that names the officer who was first."""
    return BentrokError(
        f"Orang ini sudah dicatat {lama.oleh.nama} {waktu_wib(lama.dicatat_pada)}. Muat ulang "
        "halaman; yang keliru dikoreksi di sana."
    )


def bukan_penguji(orang: OrangUjiPetik, oleh: Pengguna) -> str:
    """Why this officer may not visit; empty when they may."""
    kasus = orang.pengajuan
    terlibat = kasus.semua_terlibat | {kasus.diputuskan_oleh_id}
    return BUKAN_PENGUJI if oleh.pk in terlibat else ""


def _simpan(
    uji: UjiPetik,
    baru: Kunjungan,
    isi: IsiKunjungan,
    pindaian: Bersih | None,
    *,
    oleh: Pengguna,
    pada: datetime,
) -> Kunjungan:
    if sebab := bukan_penguji(baru.orang, oleh):
        raise AturanDilanggarError(sebab)
    _periksa_tanggal(isi.tanggal, uji, pada)
    for nama, nilai in isi.kolom.items():
        setattr(baru, nama, nilai)
    baru.oleh, baru.dicatat_pada = oleh, pada
    if pindaian:
        nama_berkas = f"{uuid4().hex}{MIME[pindaian.mime]}"
        baru.pindaian.save(nama_berkas, ContentFile(pindaian.isi), save=False)
        baru.pindaian_mime = pindaian.mime
    try:
        with transaction.atomic():
            baru.save()
    except BaseException:
        baru.pindaian.delete(save=False)
        raise
    return baru


def _periksa_tanggal(tanggal: date, uji: UjiPetik, pada: datetime) -> None:
    if tanggal > pada.astimezone(WIB).date():
        raise AturanDilanggarError("Tanggal kunjungan tidak boleh setelah hari ini.")
    diambil = uji.diambil_pada.astimezone(WIB).date()
    if tanggal < diambil:
        raise AturanDilanggarError(
            f"Uji petik ini diambil {tanggal_panjang(diambil)}, jadi tidak ada kunjungan sebelum "
            "itu. Periksa tanggalnya."
        )


def buka_pindaian_kunjungan(kunjungan: Kunjungan, *, oleh: Pengguna) -> None:
    """Log that ``oleh`` opens the photo. Raises AturanDilanggarError if its file is missing."""
    if not kunjungan.pindaian or not Path(kunjungan.pindaian.path).is_file():
        raise AturanDilanggarError(
            "Foto kunjungan ini tidak ada di server. Minta kepada petugas yang mencatatnya."
        )
    JejakAkses.catat(
        oleh=oleh,
        tindakan=JejakAkses.Tindakan.UNDUH,
        objek=f"kunjungan {kunjungan.pk}: foto",
        alasan="Foto kunjungan uji petik",
    )
