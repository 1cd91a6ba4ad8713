"""What the screens show of a list: its bins, the rows of one, what is left to do in it."""

from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from iuran.models import (
    MELAPORKAN,
    BarisPadanan,
    DaftarPadanan,
    HasilPadanan,
    OrangDiminta,
    StatusPemadanan,
)
from iuran.models.baris_padanan import WAJIB_TANGGAL, BarisPadananQuerySet
from peserta.models import Peserta

H = HasilPadanan
TIDAK_DIJAWAB = "tidak_dijawab"
KATA = {
    H.SESUAI: "Hidup dan penduduk kota, bukan penerima upah, atau tidak dibayar pihak lain.",
    H.MENINGGAL: "Usulkan peristiwanya; admin lain mencatatnya, lalu iurannya berhenti.",
    H.PINDAH: "Usulkan peristiwanya; admin lain mencatatnya, lalu iurannya berhenti.",
    H.PENERIMA_UPAH: "Pemberi kerja yang membayar. Usulkan peristiwanya; admin lain mencatatnya.",
    H.PIHAK_LAIN: "Pihak lain yang membayar. Usulkan peristiwanya; admin lain mencatatnya.",
    H.BERBEDA: "NIK-nya sama, nama atau tanggal lahirnya jelas berbeda. Cocokkan dengan KTP, lalu "
    "betulkan datanya atau sisihkan barisnya.",
    H.TIDAK_DITEMUKAN: "NIK ini tidak ada dalam daftar induk mereka. Cocokkan dengan KTP.",
    H.TIDAK_DIMINTA: "NIK ini tidak ada dalam data kita; tidak ada yang perlu dilakukan.",
    H.PERIKSA: "Tidak dihitung sebagai pemadanan. Baca barisnya, lalu tanyakan ke pengirimnya.",
}


class Bagian(NamedTuple):
    """One bin with its rows."""

    kode: str
    nama: str
    jumlah: int


def bagian_daftar(daftar: DaftarPadanan) -> list[Bagian]:
    """The bins; of a list that was asked for also the people whom it does not mention."""
    semua = [Bagian(h.value, h.label, daftar.jumlah.get(h.value, 0)) for h in H]
    if daftar.permintaan_id:
        semua.append(Bagian(TIDAK_DIJAWAB, "Tidak dijawab", tidak_dijawab(daftar).count()))
    return semua


def bagian_dipilih(daftar: list[Bagian], diminta: str) -> Bagian:
    """The bin that was asked for, else the first with something to do, else the first."""
    per_kode = {b.kode: b for b in daftar}
    if diminta in per_kode:
        return per_kode[diminta]
    return next((b for b in daftar if b.jumlah and b.kode != H.SESUAI), daftar[0])


def kata_bagian(bagian: Bagian) -> str:
    if bagian.kode == TIDAK_DIJAWAB:
        return "Diminta, tetapi tidak disebut dalam daftar ini. Mereka belum diperiksa."
    return KATA[H(bagian.kode)]


def tidak_dijawab(daftar: DaftarPadanan) -> QuerySet[Peserta]:
    """People who were asked about and whom no row names."""
    disebut = daftar.daftar_baris.filter(peserta=OuterRef("peserta")).order_by()
    diminta = OrangDiminta.objects.filter(~Exists(disebut), permintaan=daftar.permintaan_id)
    return Peserta.objects.filter(pk__in=diminta.values_list("peserta"))


def isi_bagian(daftar: DaftarPadanan, bagian: Bagian) -> QuerySet:
    """The rows of a bin, or the people of the last one."""
    if bagian.kode == TIDAK_DIJAWAB:
        orang = tidak_dijawab(daftar).select_related("kelurahan__kecamatan")
        return orang.order_by("nama", "pk")
    baris = daftar.daftar_baris.filter(hasil=bagian.kode).dengan_langkah()
    return baris.select_related("peserta__kelurahan__kecamatan", "usulan").order_by("pk")


def dapat_diusulkan(daftar: DaftarPadanan, bagian: Bagian) -> int:
    """For how many people of the bin one click proposes the event; 0 where none may."""
    if daftar.status != StatusPemadanan.DITERAPKAN or bagian.kode not in MELAPORKAN:
        return 0
    return siap_usul(daftar.daftar_baris.filter(hasil=bagian.kode)).count()


def siap_usul(baris: BarisPadananQuerySet) -> BarisPadananQuerySet:
    """Reports that nobody has acted on, with the day that a death or a move needs."""
    tanpa = Q(hasil__in=WAJIB_TANGGAL, tanggal=None)
    return baris.belum_ditindak().exclude(tanpa)


def satu_baris(daftar: DaftarPadanan) -> BarisPadananQuerySet:
    """The rows of a list, each with its person and what is known of its event."""
    semua = BarisPadanan.objects.filter(daftar=daftar).dengan_langkah()
    return semua.select_related("daftar", "peserta__kelurahan__kecamatan", "usulan")
