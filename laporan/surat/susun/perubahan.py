"""The decree that amends one: who leaves it, and whose name or NIK was mended since."""

from collections.abc import Sequence
from datetime import datetime

from laporan.surat.bahan import Bahan, JenisSurat
from laporan.surat.isi import Bentuk, Isi, JenisKolom, Kolom, Sel, Tabel
from laporan.surat.susun.kata import banyak, uang
from laporan.surat.susun.keputusan import TEMBUSAN
from laporan.surat.susun.sk import (
    KODE_PERUBAHAN,
    konsideran,
    masa_singkat,
    mengingat,
    penetap,
    singkat,
    tentang,
    wilayah,
)
from laporan.surat.susun.sk_perubahan import susun_lewat
from pijar.errors import AturanDilanggarError
from pijar.rupiah import ribuan, rupiah
from verifikasi.isi_sk import BarisSK, isi_sk, orang_pada
from verifikasi.models import BarisPerubahan, PerubahanPenetapan, StatusPerubahanSK

DIPERBAIKI = (("nama", "Nama"), ("nik", "NIK"))


def susun(bahan: Bahan) -> Isi:
    """The amendment with its difference: people, months and money before and after.

    Raises AturanDilanggarError for a proposal that was dropped, and for a date before the decree.
    """
    perubahan: PerubahanPenetapan = bahan.objek
    _pastikan(perubahan, bahan)
    if perubahan.melalui:
        return susun_lewat(bahan, perubahan.melalui)
    semua = isi_sk(perubahan.penetapan)
    keluar = _keluar(perubahan, semua)
    lebih_dulu = {b.baris.pk for b in semua if _sudah_keluar(b, perubahan)}
    semula = [b for b in semua if b.baris.pk not in lebih_dulu]
    menjadi = [b for b in semula if b not in keluar]
    perbaikan = _perbaikan(perubahan, menjadi)
    oleh = penetap(bahan.tanggal, KODE_PERUBAHAN)
    asal = f"Keputusan {penetap(perubahan.penetapan.tanggal)} Nomor {perubahan.penetapan.nomor}"
    hal_asal = f"{asal} tentang {tentang(perubahan.penetapan, semua)}"
    hal = f"Perubahan atas {hal_asal}"
    return Isi(
        bentuk=Bentuk.KEPUTUSAN,
        perihal=hal,
        dari=oleh,
        menimbang=konsideran(_menimbang(perubahan, keluar, perbaikan, hal_asal), oleh, hal),
        dasar=[*mengingat(bahan.tanggal, semua), hal_asal],
        diktum=_diktum(asal, semula, menjadi, keluar, perbaikan),
        tembusan=TEMBUSAN,
        judul_lampiran=f"Keputusan {oleh}",
        lampiran=_lampiran(keluar, perbaikan),
        rahasia=True,
        orang=len(keluar) + len({baris[1] for baris in perbaikan}),
    )


def _pastikan(perubahan: PerubahanPenetapan, bahan: Bahan) -> None:
    if perubahan.status == StatusPerubahanSK.DITOLAK:
        raise AturanDilanggarError("Usulan perubahan ini tidak jadi, jadi tidak ada keputusannya.")
    if bahan.tanggal < perubahan.penetapan.tanggal:
        raise AturanDilanggarError(
            "Perubahan tidak bertanggal sebelum keputusan yang diubah. Ubah tanggalnya."
        )


def _keluar(perubahan: PerubahanPenetapan, semua: Sequence[BarisSK]) -> list[BarisSK]:
    """The lines of this amendment, in the order of the annex."""
    pks = set(BarisPerubahan.objects.filter(perubahan=perubahan).values_list("baris", flat=True))
    return [b for b in semua if b.baris.pk in pks]


def _sudah_keluar(b: BarisSK, perubahan: PerubahanPenetapan) -> bool:
    """Whether an earlier amendment took the line out; of an open one, any other."""
    lain = b.baris.dikeluarkan
    if lain is None or lain.pk == perubahan.pk or lain.diputus_pada is None:
        return False
    return perubahan.diputus_pada is None or lain.diputus_pada < perubahan.diputus_pada


def _sejak(perubahan: PerubahanPenetapan) -> datetime | None:
    """From when on a mended name is new: the amendment before, else the decree itself."""
    lain = PerubahanPenetapan.objects.filter(
        penetapan=perubahan.penetapan_id, status=StatusPerubahanSK.DIKONFIRMASI
    ).exclude(pk=perubahan.pk)
    if perubahan.diputus_pada:
        lain = lain.filter(diputus_pada__lt=perubahan.diputus_pada)
    terakhir = lain.order_by("-diputus_pada").values_list("diputus_pada", flat=True).first()
    return terakhir or perubahan.penetapan.ditetapkan_pada


def _perbaikan(perubahan: PerubahanPenetapan, tetap: Sequence[BarisSK]) -> list[list[Sel]]:
    """Names and NIK of people who stay, before and after they were mended."""
    pks = [b.baris.peserta_id for b in tetap]
    dulu = orang_pada(pks, _sejak(perubahan))
    kini = orang_pada(pks, perubahan.diputus_pada)
    beda = [
        (kini[pk].nama, dulu[pk].kelurahan, judul, getattr(dulu[pk], apa), getattr(kini[pk], apa))
        for pk in pks
        for apa, judul in DIPERBAIKI
        if getattr(dulu[pk], apa) != getattr(kini[pk], apa)
    ]
    return [[n, *satu] for n, satu in enumerate(beda, 1)]


def _menimbang(
    perubahan: PerubahanPenetapan,
    keluar: Sequence[BarisSK],
    perbaikan: Sequence[Sequence[Sel]],
    hal_asal: str,
) -> list[str]:
    bagian = [
        f"bahwa dengan {hal_asal} telah ditetapkan peserta yang iurannya dibiayai",
        f"bahwa {banyak(len(keluar))} peserta perlu dikeluarkan dari Keputusan tersebut dengan "
        f"alasan: {' '.join(perubahan.alasan.split()).rstrip('.;')}",
    ]
    if perbaikan:
        bagian.append(
            f"bahwa terdapat {ribuan(len(perbaikan))} perbaikan nama atau NIK peserta dalam "
            "Keputusan tersebut"
        )
    return bagian


def _diktum(
    asal: str,
    semula: Sequence[BarisSK],
    menjadi: Sequence[BarisSK],
    keluar: Sequence[BarisSK],
    perbaikan: Sequence[object],
) -> list[str]:
    dulu, kini = sum(b.rupiah for b in semula), sum(b.rupiah for b in menjadi)
    isi = [
        f"Mengubah {asal} dengan mengeluarkan {banyak(len(keluar))} peserta sebagaimana tercantum "
        f"dalam Lampiran{' I' if perbaikan else ''} yang merupakan bagian tidak terpisahkan "
        "dari Keputusan ini.",
        f"Jumlah peserta semula {banyak(len(semula))} menjadi {banyak(len(menjadi))}, dan jumlah "
        f"iuran semula {uang(dulu)} menjadi {uang(kini)}, berkurang {rupiah(dulu - kini)}.",
    ]
    if perbaikan:
        isi.append(
            "Memperbaiki nama atau NIK peserta sebagaimana tercantum dalam Lampiran II yang "
            "merupakan bagian tidak terpisahkan dari Keputusan ini."
        )
    isi.append(f"Ketentuan lain dalam {asal} tetap berlaku.")
    return [*isi, "Keputusan ini mulai berlaku pada tanggal ditetapkan."]


def _lampiran(keluar: Sequence[BarisSK], perbaikan: list[list[Sel]]) -> list[Tabel]:
    """Who leaves; with what was mended there are two annexes, each named by its number."""
    judul = "Daftar peserta yang dikeluarkan"
    if not perbaikan:
        return [_daftar_keluar(keluar, judul)]
    return [_daftar_keluar(keluar, f"I. {judul}"), _daftar_perbaikan(perbaikan)]


def _daftar_keluar(keluar: Sequence[BarisSK], judul: str) -> Tabel:
    kolom = [
        Kolom("No.", JenisKolom.ANGKA, 6),
        Kolom("Nama", lebar=25, kunci=True),
        Kolom("NIK", lebar=24, kunci=True),
        Kolom("Alamat", lebar=30),
        Kolom("Kelurahan", lebar=17),
        Kolom("Kecamatan", lebar=17),
        Kolom("Sumber", lebar=15),
        Kolom("Masa", lebar=20),
        Kolom("Jumlah iuran", JenisKolom.RUPIAH, 18),
    ]
    isi: list[list[Sel]] = [
        [
            n,
            *b.orang[:-1],
            singkat(b.baris.sumber),
            masa_singkat(b.baris.bulan_awal, b.lama),
            b.rupiah,
        ]
        for n, b in enumerate(keluar, 1)
    ]
    kosong: list[Sel] = [None] * (len(kolom) - 3)
    jumlah = [None, f"Jumlah {ribuan(len(keluar))} orang", *kosong, sum(b.rupiah for b in keluar)]
    return Tabel(kolom, isi, judul, jumlah)


def _daftar_perbaikan(perbaikan: list[list[Sel]]) -> Tabel:
    kolom = [
        Kolom("No.", JenisKolom.ANGKA, 6),
        Kolom("Nama", lebar=24, kunci=True),
        Kolom("Kelurahan", lebar=16),
        Kolom("Data", lebar=8, kunci=True),
        Kolom("Semula", lebar=24),
        Kolom("Menjadi", lebar=24),
    ]
    return Tabel(kolom, perbaikan, "II. Daftar perbaikan nama dan NIK")


def nomor(perubahan: PerubahanPenetapan) -> str:
    """Its number comes from the register, or is that of the amending decree.

    Raises AturanDilanggarError until another admin has confirmed it.
    """
    if perubahan.melalui and perubahan.status == StatusPerubahanSK.DIKONFIRMASI:
        return perubahan.melalui.nomor
    if perubahan.status != StatusPerubahanSK.DIKONFIRMASI:
        raise AturanDilanggarError(
            "Perubahan ini masih usulan. Admin lain mengonfirmasinya dahulu di halaman "
            "perubahannya; sesudah itu suratnya dapat dinomori."
        )
    return ""


JENIS = {
    KODE_PERUBAHAN: JenisSurat(
        "Keputusan perubahan penetapan",
        Bentuk.KEPUTUSAN,
        PerubahanPenetapan,
        susun,
        "menetapkan",
        lambda b: f"Perubahan atas Keputusan {b.objek.penetapan.nomor}",
        wilayah,
        tanggal=lambda perubahan: perubahan.melalui and perubahan.melalui.tanggal,
        nomor=nomor,
        khusus=True,
        terkini=True,
    )
}
