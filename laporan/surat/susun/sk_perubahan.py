"""The decree that amends one with its own number: who leaves, who comes, before and after."""

from collections.abc import Sequence

from laporan.surat.bahan import Bahan
from laporan.surat.isi import Bentuk, Isi, JenisKolom, Kolom, Sel, Tabel
from laporan.surat.susun.kata import banyak, uang
from laporan.surat.susun.keputusan import TEMBUSAN
from laporan.surat.susun.sk import (
    KODE_PERUBAHAN,
    daftar_orang,
    konsideran,
    masa_singkat,
    mengingat,
    penetap,
    singkat,
    tentang,
)
from pijar.bulan import nama_bulan, tanggal_panjang
from pijar.errors import AturanDilanggarError
from pijar.rupiah import ribuan
from verifikasi.banding_sk import Banding, banding, baris_keluar, keluarga, total
from verifikasi.isi_sk import BarisSK, isi_sk
from verifikasi.models import BarisPerubahan, Penetapan, PerubahanPenetapan


def susun_lewat(bahan: Bahan, melalui: Penetapan) -> Isi:
    """The amending decree ``melalui``, dated as it is. Raises AturanDilanggarError otherwise."""
    perubahan: PerubahanPenetapan = bahan.objek
    if bahan.tanggal != melalui.tanggal:
        raise AturanDilanggarError(
            f"SK perubahan ini bertanggal {tanggal_panjang(melalui.tanggal)}. Pakai tanggal itu."
        )
    asal = isi_sk(perubahan.penetapan)
    keluar = _keluar(perubahan, melalui, asal)
    masuk = isi_sk(melalui) if melalui.daftar_baris.exists() else []
    if not keluar and not masuk:
        raise AturanDilanggarError("SK perubahan ini masih kosong. Pilih siapa keluar atau masuk.")
    oleh = penetap(bahan.tanggal, KODE_PERUBAHAN)
    nama = f"Keputusan {penetap(perubahan.penetapan.tanggal)} Nomor {perubahan.penetapan.nomor}"
    hal_asal = f"{nama} tentang {tentang(perubahan.penetapan, asal)}"
    hal = f"Perubahan atas {hal_asal}"
    beda = banding(melalui)
    return Isi(
        bentuk=Bentuk.KEPUTUSAN,
        perihal=hal,
        dari=oleh,
        menimbang=konsideran(_menimbang(perubahan, hal_asal), oleh, hal),
        dasar=[*mengingat(bahan.tanggal, [*asal, *masuk]), hal_asal],
        diktum=_diktum(nama, len(keluar), len(masuk), beda),
        tembusan=TEMBUSAN,
        judul_lampiran=f"Keputusan {oleh}",
        lampiran=_lampiran(keluar, masuk, beda),
        rahasia=True,
        orang=len(keluar) + len(masuk),
    )


def _keluar(
    perubahan: PerubahanPenetapan, melalui: Penetapan, asal: Sequence[BarisSK]
) -> list[tuple[BarisSK, BarisPerubahan]]:
    """Who leaves, as the decree said them by which they came, in the order of the annex.

    ``asal`` are the lines of the amended decree; others came by an earlier amendment of it.
    """
    usulan = {k.baris_id: k for k in baris_keluar(melalui)}
    lain = keluarga(perubahan.penetapan).exclude(pk=perubahan.penetapan_id)
    terisi = lain.filter(daftar_baris__in=list(usulan)).distinct()
    semua = [*asal, *(b for p in terisi for b in isi_sk(p))]
    keluar = sorted((b for b in semua if b.baris.pk in usulan), key=lambda b: b.orang.urutan)
    return [(b, usulan[b.baris.pk]) for b in keluar]


def _menimbang(perubahan: PerubahanPenetapan, hal_asal: str) -> list[str]:
    return [
        f"bahwa dengan {hal_asal} telah ditetapkan peserta yang iurannya dibiayai",
        "bahwa daftar peserta dalam Keputusan tersebut perlu diubah dengan alasan: "
        f"{' '.join(perubahan.alasan.split()).rstrip('.;')}",
    ]


def _diktum(asal: str, keluar: int, masuk: int, beda: Sequence[Banding]) -> list[str]:
    bagian = [f"mengeluarkan {banyak(keluar)} sebagaimana tercantum dalam Lampiran I"] * (
        keluar > 0
    )
    lampiran = "Lampiran II" if keluar else "Lampiran I"
    bagian += [f"memasukkan {banyak(masuk)} sebagaimana tercantum dalam {lampiran}"] * (masuk > 0)
    dulu, kini = total(beda)
    return [
        f"Mengubah {asal} dengan {' dan '.join(bagian)} yang merupakan bagian tidak terpisahkan "
        "dari Keputusan ini.",
        f"Jumlah peserta semula {banyak(dulu.orang)} menjadi {banyak(kini.orang)}, dan jumlah "
        f"iuran semula {uang(dulu.rupiah)} menjadi {uang(kini.rupiah)}.",
        f"Ketentuan lain dalam {asal} tetap berlaku.",
        "Keputusan ini mulai berlaku pada tanggal ditetapkan.",
    ]


def _lampiran(
    keluar: Sequence[tuple[BarisSK, BarisPerubahan]],
    masuk: Sequence[BarisSK],
    beda: Sequence[Banding],
) -> list[Tabel]:
    """Who leaves, who comes, and the sums before and after, each numbered."""
    nomor = iter(("I", "II", "III"))
    isi = []
    if keluar:
        isi.append(_daftar_keluar(keluar, f"{next(nomor)}. Daftar peserta yang keluar"))
    if masuk:
        isi.append(daftar_orang(masuk, f"{next(nomor)}. Daftar peserta yang masuk"))
    judul = f"{next(nomor)}. Semula dan menjadi menurut sumber dana"
    return [*isi, _daftar_banding(beda, judul)]


def _daftar_keluar(keluar: Sequence[tuple[BarisSK, BarisPerubahan]], judul: str) -> Tabel:
    kolom = [
        Kolom("No.", JenisKolom.ANGKA, 6),
        Kolom("Nama", lebar=25, kunci=True),
        Kolom("NIK", lebar=24, kunci=True),
        Kolom("Kelurahan", lebar=17),
        Kolom("Sumber", lebar=15),
        Kolom("Masa semula", lebar=20),
        Kolom("Tidak dibiayai sejak", lebar=18),
        Kolom("Alasan", lebar=30),
    ]
    isi: list[list[Sel]] = [
        [
            n,
            b.orang.nama,
            b.orang.nik,
            b.orang.kelurahan,
            singkat(b.baris.sumber),
            masa_singkat(b.baris.bulan_awal, b.lama),
            nama_bulan(k.sejak) if k.sejak else "",
            k.alasan,
        ]
        for n, (b, k) in enumerate(keluar, 1)
    ]
    kosong: list[Sel] = [None] * (len(kolom) - 2)
    return Tabel(kolom, isi, judul, [None, f"Jumlah {ribuan(len(keluar))} orang", *kosong])


def _daftar_banding(beda: Sequence[Banding], judul: str) -> Tabel:
    kolom = [
        Kolom("No.", JenisKolom.ANGKA, 6),
        Kolom("Sumber dana", lebar=30, kunci=True),
        Kolom("Orang semula", JenisKolom.ANGKA, 12),
        Kolom("Orang menjadi", JenisKolom.ANGKA, 12),
        Kolom("Orang-bulan semula", JenisKolom.ANGKA, 14),
        Kolom("Orang-bulan menjadi", JenisKolom.ANGKA, 14),
        Kolom("Iuran semula", JenisKolom.RUPIAH, 20),
        Kolom("Iuran menjadi", JenisKolom.RUPIAH, 20),
    ]

    def sel(dulu: Sequence[int], kini: Sequence[int]) -> list[Sel]:
        return [n for pasang in zip(dulu, kini, strict=True) for n in pasang]

    isi: list[list[Sel]] = [
        [n, str(b.sumber), *sel(b.semula, b.menjadi)] for n, b in enumerate(beda, 1)
    ]
    return Tabel(kolom, isi, judul, [None, "Jumlah", *sel(*total(beda))])
