"""The nota dinas with which a decree is proposed to the head of the office."""

from collections.abc import Sequence

from laporan.models import Surat
from laporan.surat.bahan import Bahan, JenisSurat
from laporan.surat.isi import Bentuk, Isi, JenisKolom, Kolom, Sel, Tabel
from laporan.surat.susun.kata import banyak, uang
from laporan.surat.susun.sk import (
    KODE_BERITA_ACARA,
    KODE_NOTA,
    golongkan,
    kepala_dinas,
    masa,
    mengingat,
    pastikan_bukan_batal,
    penetap,
    rekap,
    rekapitulasi,
    tentang,
    wilayah,
)
from pijar.bulan import tanggal_panjang
from pijar.errors import AturanDilanggarError
from pijar.models import Kop
from pijar.rupiah import ribuan
from verifikasi.actions import Gladi, gladi
from verifikasi.isi_sk import BarisSK, isi_sk
from verifikasi.models import Penetapan


def susun(bahan: Bahan) -> Isi:
    """Counts, months, money and the room that is left; of a frozen decree without the room.

    Raises AturanDilanggarError, with the way, for a draft that could not be frozen.
    """
    penetapan: Penetapan = bahan.objek
    pastikan_bukan_batal(penetapan)
    baris = isi_sk(penetapan)
    hasil = gladi(penetapan)
    if halangan := _halangan(hasil):
        raise AturanDilanggarError(halangan)
    hal, oleh = tentang(penetapan, baris), penetap(penetapan.tanggal)
    rancangan = "Rancangan" if penetapan.draf else "Penyampaian"
    lampiran = ["Rancangan Keputusan" if penetapan.draf else "Keputusan", *_berita_acara(penetapan)]
    return Isi(
        bentuk=Bentuk.NOTA,
        perihal=f"{rancangan} Keputusan {oleh} tentang {hal}",
        kepada=[kepala_dinas(Kop.objects.pada(bahan.tanggal))],
        sifat="Biasa",
        jumlah_lampiran=f"{ribuan(len(lampiran))} berkas",
        dasar=mengingat(bahan.tanggal, baris),
        pembuka=[
            f"Bersama ini kami sampaikan {rancangan.lower()} Keputusan {oleh} tentang {hal}, "
            "dengan pokok-pokok sebagai berikut."
            if penetapan.draf
            else f"Bersama ini kami sampaikan Keputusan {oleh} Nomor {penetapan.nomor} tentang "
            f"{hal}, dengan pokok-pokok sebagai berikut."
        ],
        fakta=_fakta(baris, lampiran),
        tabel=_biaya(baris, hasil),
        penutup=["Demikian untuk menjadi periksa, dan mohon arahan lebih lanjut."],
    )


def _halangan(hasil: Gladi) -> str:
    """Why the draft does not fit its sources; empty for one that does, and for a frozen one."""
    penuh = [b.keadaan.pesan for b in hasil.daftar if b.keadaan and not b.keadaan.muat]
    return hasil.pesan or " ".join(penuh)


def _berita_acara(penetapan: Penetapan) -> list[str]:
    surat = Surat.objects.berlaku().filter(jenis=KODE_BERITA_ACARA, objek=penetapan.pk)
    return [
        f"Berita Acara Verifikasi{f' Nomor {s.nomor}' if s.nomor else ''} tanggal "
        f"{tanggal_panjang(s.tanggal)}"
        for s in surat
    ]


def _fakta(baris: Sequence[BarisSK], lampiran: Sequence[str]) -> list[tuple[str, str]]:
    nama = ("Peserta baru", "Perpanjangan", "Pengaktifan kembali", "Bantuan insidental")
    kelompok = zip(nama, golongkan(baris), strict=True)
    rentang = sorted({(b.baris.bulan_awal, b.lama) for b in baris})
    return [
        ("Jumlah peserta", banyak(len(baris))),
        *((nama, banyak(len(isi))) for nama, isi in kelompok if isi),
        ("Masa pembiayaan", "\n".join(masa(*r) for r in rentang)),
        ("Iuran sebulan", uang(sum(b.sebulan for b in baris))),
        ("Jumlah iuran", uang(sum(b.rupiah for b in baris))),
        ("Lampiran", "\n".join(f"{n}. {nama}" for n, nama in enumerate(lampiran, 1))),
    ]


def _biaya(baris: Sequence[BarisSK], hasil: Gladi) -> list[Tabel]:
    """People and money by source; of a draft also the room left once it is frozen."""
    daftar = rekap(baris)
    dasar = rekapitulasi(daftar, "Menurut sumber dana")
    ruang = {b.sumber.pk: b for b in hasil.daftar if b.keadaan}
    if not ruang:
        return [dasar]
    kolom = [
        Kolom("Sumber dana", lebar=40, kunci=True),
        Kolom("Sisa kuota (orang)", JenisKolom.ANGKA, 24),
        Kolom("Sisa pagu", JenisKolom.RUPIAH, 30),
    ]
    isi: list[list[Sel]] = [
        [str(r.sumber), ruang[r.sumber.pk].sisa_orang, ruang[r.sumber.pk].sisa_rupiah]
        for r in {r.sumber.pk: r for r in daftar}.values()
    ]
    return [dasar, Tabel(kolom, isi, "Sisa sesudah ditetapkan")]


JENIS = {
    KODE_NOTA: JenisSurat(
        "Nota dinas penetapan peserta",
        Bentuk.NOTA,
        Penetapan,
        susun,
        "menetapkan",
        lambda b: f"Nota dinas {b.objek.nomor}",
        wilayah,
        khusus=True,
    )
}
