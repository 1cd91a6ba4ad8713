"""Obstacles to merging one person into another; each sentence tells the officer the next step.

A merge moves nothing (ADR 0006), so the person merged away must have nothing pending: no open case,
no place in a decree or batch, no month that will still be billed.
"""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Exists, Max, Min, OuterRef, Q

from iuran.models import Bantuan, BarisBerkas, HasilBaris, Iuran, Janji, StatusBantuan
from iuran.perlindungan import Cakupan, cakupan_orang
from peserta.duplikat import BANDING_PER_KODE
from peserta.models import JenisPeristiwa, PasanganMirip, Peristiwa, Peserta, Status
from peserta.orang import IDENTITAS
from pijar.bulan import awal_bulan, nama_bulan, tambah_bulan
from verifikasi.models import BarisPenetapan, Pengajuan

# From the status that keeps the fewest rows with the person to the one that keeps the most.
URUTAN = (
    Status.BERHENTI, Status.TIDAK_LAYAK, Status.DRAF, Status.DIKEMBALIKAN, Status.DIAJUKAN,
    Status.LAYAK, Status.DITETAPKAN, Status.DIDAFTARKAN, Status.TERDAFTAR,
)  # fmt: skip
DILINDUNGI = (Status.DITETAPKAN, Status.DIDAFTARKAN, Status.TERDAFTAR)


def disarankan(kiri: Peserta, kanan: Peserta) -> Peserta:
    """Suggest the person to keep by recorded death, then status, then KPJ, then age of the row."""
    mati = {*_kematian([kiri, kanan])}
    return max(
        (kiri, kanan),
        key=lambda p: (p.pk in mati, URUTAN.index(Status(p.status)), bool(p.kpj), -p.pk),
    )


def halangan(
    menang: Peserta, kalah: Peserta, ambil: Collection[str] = (), *, pada: date
) -> list[str]:
    """Obstacles to merging ``kalah`` into ``menang`` on ``pada`` and taking over ``ambil``."""
    semua = (
        _status(menang, kalah),
        _isian(menang, ambil),
        _meninggal(menang, kalah),
        _bulan_ganda(menang, kalah) or _masih_terhitung(kalah, pada),
        _belum_ditagih(kalah),
        _bantuan(kalah),
        _penetapan(kalah),
        _berkas(kalah),
        _usulan(kalah),
        _klaim(kalah),
        _janji(kalah),
    )
    return [kalimat for kalimat in semua if kalimat]


class Ringkas(NamedTuple):
    """One of the two people: months in the ledger, cases, and whether the proposal keeps them."""

    orang: Peserta
    bulan: int
    awal: date | None
    akhir: date | None
    kasus: int
    dipertahankan: bool


def ringkasan(pasangan: PasanganMirip) -> list[Ringkas]:
    """Summarise both people in two queries."""
    keduanya = [pasangan.kiri, pasangan.kanan]
    iuran = Iuran.objects.hidup().filter(peserta__in=keduanya).order_by().values("peserta")
    buku = {
        b["peserta"]: (b["n"], b["awal"], b["akhir"])
        for b in iuran.annotate(n=Count("pk"), awal=Min("bulan"), akhir=Max("bulan"))
    }
    pengajuan = Pengajuan.objects.filter(peserta__in=keduanya).order_by().values("peserta")
    kasus = {b["peserta"]: b["n"] for b in pengajuan.annotate(n=Count("pk"))}
    menang = (pasangan.usulan or {}).get("menang")
    return [
        Ringkas(p, *buku.get(p.pk, (0, None, None)), kasus.get(p.pk, 0), p.pk == menang)
        for p in keduanya
    ]


def _status(menang: Peserta, kalah: Peserta) -> str:
    if kalah.status == Status.DIAJUKAN:
        return (
            f"Pengajuan {kalah.nama} masih menunggu keputusan. Putuskan, kembalikan atau tarik "
            "dahulu, atau pertahankan data itu."
        )
    if kalah.status not in DILINDUNGI:
        return ""
    if menang.status in DILINDUNGI:
        return (
            f"Keduanya sedang dibiayai ({menang.get_status_display()} dan "
            f"{kalah.get_status_display()}). Minta admin menghentikan salah satu lewat peristiwa "
            "Data tidak valid, lalu gabungkan."
        )
    return (
        f"{kalah.nama} berstatus {kalah.get_status_display()}: penetapan, kartu dan iurannya "
        "melekat pada data itu. Pertahankan data itu, bukan yang lain."
    )


def _isian(menang: Peserta, ambil: Collection[str]) -> str:
    """The same limits as for any change of data (:func:`peserta.orang.actions.data.ubah_orang`)."""
    judul = [BANDING_PER_KODE[k].judul for k in ambil]
    if judul and not menang.bisa_diubah:
        return (
            f"Data orang berstatus {menang.get_status_display()} tidak diubah lewat penggabungan. "
            f"Pilih nilainya sendiri untuk: {', '.join(judul)}."
        )
    beku = [BANDING_PER_KODE[k].judul for k in ambil if IDENTITAS & {*BANDING_PER_KODE[k].kolom}]
    if beku and menang.status == Status.LAYAK:
        return (
            f"{', '.join(beku)} sudah diverifikasi. Pilih nilai orang yang dipertahankan, "
            "atau minta verifikasi ulang dahulu."
        )
    return ""


def _kematian(orang: Collection[Peserta]) -> list[int]:
    mati = Peristiwa.objects.filter(
        peserta__in=orang, jenis=JenisPeristiwa.MENINGGAL, dibatalkan_pada=None
    )
    return list(mati.values_list("peserta", flat=True))


def _meninggal(menang: Peserta, kalah: Peserta) -> str:
    mati = _kematian([menang, kalah])
    if kalah.pk not in mati or menang.pk in mati:
        return ""
    return (
        f"Kematian {kalah.nama} sudah dicatat. Pertahankan data itu, atau batalkan dahulu "
        "peristiwanya bila keliru."
    )


def _bulan_ganda(menang: Peserta, kalah: Peserta) -> str:
    milik = Iuran.objects.hidup().filter(peserta=menang)
    janji = Bantuan.objects.filter(  # its months come into the ledger with the card
        peserta=menang,
        status=StatusBantuan.DITETAPKAN,
        bulan_awal__lte=OuterRef("bulan"),
        bulan_akhir__gte=OuterRef("bulan"),
    )
    ganda = Iuran.objects.hidup().filter(
        Q(bulan__in=milik.values("bulan")) | Exists(janji), peserta=kalah
    )
    bulan = [nama_bulan(b) for b in ganda.order_by("bulan").values_list("bulan", flat=True)]
    if not bulan:
        return ""
    sebut = bulan[0] if len(bulan) == 1 else f"{bulan[0]} sampai {bulan[-1]}"
    return (
        f"Keduanya dibiayai untuk {len(bulan)} bulan yang sama ({sebut}). Minta admin "
        "membereskan bulan-bulan itu dahulu: hentikan salah satu, dan koreksi yang sudah ditagih."
    )


def _masih_terhitung(kalah: Peserta, pada: date) -> str:
    """Refuse while a figure of today counts the row, because no list shows a merged row."""
    akhir = Iuran.objects.hidup().filter(peserta=kalah).aggregate(n=Max("bulan"))["n"]
    if akhir is None or (
        akhir < (bulan := awal_bulan(pada))
        and cakupan_orang([kalah.pk], pada)[kalah.pk].cakupan != Cakupan.NONAKTIF
    ):
        return ""
    mulai = tambah_bulan(max(akhir, bulan), 1)
    keadaan = (
        f"masih terlindungi sampai {nama_bulan(akhir)}"
        if akhir >= bulan
        else f"masih terhitung nonaktif karena iurannya belum dibayar sampai {nama_bulan(akhir)}"
    )
    return (
        f"{kalah.nama} {keadaan}. Pertahankan data itu, atau gabungkan mulai 1 {nama_bulan(mulai)}."
    )


def _belum_ditagih(kalah: Peserta) -> str:
    jumlah = Iuran.objects.hidup().lepas().filter(peserta=kalah).count()
    if not jumlah:
        return ""
    return (
        f"{kalah.nama} masih mempunyai {jumlah} bulan iuran yang belum ditagih. Tagih dahulu, "
        "atau pertahankan data itu."
    )


def _bantuan(kalah: Peserta) -> str:
    bantuan = kalah.daftar_bantuan.filter(status=StatusBantuan.DITETAPKAN).first()
    if bantuan is None:
        return ""
    return (
        f"{kalah.nama} masih mempunyai bantuan yang belum berjalan (penetapan "
        f"{bantuan.nomor_sk}). Pertahankan data itu, atau hentikan bantuannya dahulu."
    )


def _penetapan(kalah: Peserta) -> str:
    baris = BarisPenetapan.objects.filter(peserta=kalah, hidup=True, bantuan=None)
    if (satu := baris.select_related("penetapan").first()) is None:
        return ""
    return (
        f"{kalah.nama} ada dalam draf penetapan {satu.penetapan.nomor}. Keluarkan dahulu dari "
        "sana, atau pertahankan data itu."
    )


def _usulan(kalah: Peserta) -> str:
    usulan = kalah.daftar_usulan.menunggu().first()
    if usulan is None:
        return ""
    return (
        f"Usulan peristiwa {usulan.get_jenis_display()} atas {kalah.nama} belum diputus. Minta "
        "admin memutusnya dahulu, atau pertahankan data itu."
    )


def _klaim(kalah: Peserta) -> str:
    if not kalah.daftar_klaim.berjalan().exists():
        return ""
    return (
        f"Klaim {kalah.nama} masih dikerjakan dan melekat pada data itu. Pertahankan data itu, "
        "atau selesaikan klaimnya dahulu."
    )


def _berkas(kalah: Peserta) -> str:
    baris = BarisBerkas.objects.filter(peserta=kalah, hasil=HasilBaris.MENUNGGU)
    if not baris.exists():
        return ""
    return (
        f"{kalah.nama} masih menunggu jawaban BPJS. Terapkan jawabannya dahulu, atau "
        "pertahankan data itu."
    )


def _janji(kalah: Peserta) -> str:
    janji = Janji.objects.aktif().filter(peserta=kalah).select_related("penyumbang").first()
    if janji is None:
        return ""
    return (
        f"{kalah.nama} masih dijanjikan {janji.penyumbang} sampai {nama_bulan(janji.sampai)}. "
        "Pertahankan data itu, atau akhiri janjinya dahulu."
    )
