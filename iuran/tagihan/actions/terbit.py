"""Issue a drafted bill, and order its documents."""

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse

from iuran.buku import pastikan_ber_dpa
from iuran.models import StatusTagihan, Tagihan
from iuran.tagihan.actions.keluar import keluarkan
from iuran.tagihan.actions.pindah import pindahkan
from iuran.tagihan.angka import isi_terbit
from pijar import tugas
from pijar.bulan import WIB, tanggal_panjang
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna, Tugas
from pijar.rupiah import ribuan
from pijar.sidik import perbedaan


@transaction.atomic
def terbitkan(
    tagihan: Tagihan, *, oleh: Pengguna, pada: datetime, tanggal: date | None = None
) -> None:
    """Issue a drafted bill and order its documents; the drafter may not issue it.

    ``tanggal`` is the date on its paper, today unless given. Raises AturanDilanggarError for the
    drafter, before the source has its DPA, for a date after today and while the bill holds people
    for whom the city may no longer pay; TransisiDitolakError when it is no draft.
    """
    tanggal = tanggal or pada.astimezone(WIB).date()
    _periksa_penerbit(tagihan, oleh)
    pastikan_ber_dpa(tagihan.sumber)
    if salah := salah_tanggal_tagihan(tagihan, tanggal, pada.astimezone(WIB).date()):
        raise AturanDilanggarError(salah)
    keluar = tagihan.daftar_iuran.sudah_keluar().count()
    if keluar and tagihan.status == StatusTagihan.DISUSUN:
        raise AturanDilanggarError(
            f"{ribuan(keluar)} orang dalam {tagihan.nomor} tidak boleh lagi dibayar kota untuk "
            "bulan ini. Keluarkan mereka dahulu.",
            tautan=reverse("iuran:tagihan_terbitkan", args=[tagihan.pk]),
            label_tautan="Lihat siapa saja",
        )
    pindahkan(
        tagihan,
        StatusTagihan.DITERBITKAN,
        dari=(StatusTagihan.DISUSUN,),
        diterbitkan_oleh=oleh,
        diterbitkan_pada=pada,
        tanggal=tanggal,
    )
    minta_daftar(tagihan, oleh=oleh)


def salah_tanggal_tagihan(tagihan: Tagihan, tanggal: date, pada: date) -> str:
    """Why a bill cannot have this date; empty when it can. ``pada`` is today."""
    if tanggal > pada:
        return f"{tanggal_panjang(tanggal)} belum tiba. Isi tanggal surat tagihannya."
    awal = date(tagihan.sumber.tahun - 1, 12, 1)
    if tanggal < awal:
        return (
            f"{tanggal_panjang(tanggal)} terlalu awal untuk dana tahun {tagihan.sumber.tahun}. "
            "Periksa tahunnya."
        )
    return ""


def _periksa_penerbit(tagihan: Tagihan, oleh: Pengguna) -> None:
    if tagihan.disusun_oleh_id == oleh.pk:
        raise AturanDilanggarError(
            f"{tagihan.nomor} Anda susun sendiri, jadi harus diterbitkan admin lain. "
            "Minta admin lain membuka halaman ini lalu menekan Terbitkan."
        )


@transaction.atomic
def keluarkan_lalu_terbitkan(
    tagihan: Tagihan, *, dilihat: str, tanggal: date, oleh: Pengguna, pada: datetime
) -> int:
    """Issue what the page showed, without whom the city may no longer pay; returns how many.

    ``dilihat`` seals what the page showed. Raises BentrokError when it changed meanwhile.
    """
    _periksa_penerbit(tagihan, oleh)
    tagihan = Tagihan.objects.select_for_update().get(pk=tagihan.pk)
    if beda := perbedaan(dilihat, isi_terbit(tagihan)):
        raise BentrokError(
            f"Isi tagihan berubah sejak halaman Anda dibuka. {'; '.join(beda)}. Belum ada yang "
            "dikeluarkan atau diterbitkan; periksa lagi.",
            tautan=reverse("iuran:tagihan_terbitkan", args=[tagihan.pk]),
            label_tautan="Periksa lagi",
        )
    pks = list(tagihan.daftar_iuran.sudah_keluar().values_list("pk", flat=True))
    if pks:
        alasan, label = "Tidak lagi dibayar kota saat diterbitkan", "Dikeluarkan menurut aturan"
        keluarkan(tagihan, pks, alasan=alasan, oleh=oleh, label=label)
    tagihan.refresh_from_db()
    terbitkan(tagihan, oleh=oleh, pada=pada, tanggal=tanggal)
    return len(pks)


@transaction.atomic
def minta_daftar(tagihan: Tagihan, *, oleh: Pengguna) -> Tugas:
    """Order the bill's list of people as Excel; returns the running job if there is one."""
    if tagihan.status == StatusTagihan.DIBATALKAN:
        raise AturanDilanggarError("Tagihan ini dibatalkan; daftarnya tidak dibuat lagi.")
    if tagihan.saldo_awal_id:
        raise AturanDilanggarError(
            "Tagihan saldo awal dibayar sebelum aplikasi ini dipakai; daftarnya ada di arsip lama."
        )
    tagihan.tugas_excel = tugas.buat(
        "iuran.excel_tagihan",
        judul=f"Daftar Excel tagihan {tagihan.nomor}",
        oleh=oleh,
        parameter={"tagihan": tagihan.pk},
        kunci=f"excel-tagihan-{tagihan.pk}",
    )
    tagihan.save(update_fields=["tugas_excel"])
    return tagihan.tugas_excel
