"""The decree that names the people: considerations, decisions, annex of names, money by source."""

from collections.abc import Sequence
from datetime import date

from laporan.surat.bahan import Bahan, JenisSurat
from laporan.surat.isi import Bentuk, Isi
from laporan.surat.susun.kata import banyak, uang
from laporan.surat.susun.sk import (
    HURUF,
    KODE,
    daftar_orang,
    golongkan,
    konsideran,
    memperhatikan,
    mengingat,
    pastikan_bukan_batal,
    penetap,
    rekap,
    rekapitulasi,
    tentang,
    wilayah,
)
from pijar.bulan import awal_bulan, nama_bulan, tanggal_panjang
from pijar.errors import AturanDilanggarError
from pijar.rupiah import ribuan, rupiah
from verifikasi.isi_sk import BarisSK, isi_sk
from verifikasi.models import Penetapan

TEMBUSAN = [
    "Inspektur Kota Semarang",
    "Kepala BPJS Ketenagakerjaan Cabang Semarang",
    "Camat dan Lurah tempat tinggal peserta",
]


def susun(bahan: Bahan) -> Isi:
    """The decree as it was frozen, or as its draft would be. Dated as the decree is.

    Raises AturanDilanggarError for another date, and the errors of :func:`isi_sk`.
    """
    penetapan: Penetapan = bahan.objek
    pastikan_bukan_batal(penetapan)
    if bahan.tanggal != penetapan.tanggal:
        raise AturanDilanggarError(
            f"Penetapan ini bertanggal {tanggal_panjang(penetapan.tanggal)}. Pakai tanggal itu."
        )
    baris = isi_sk(penetapan)
    oleh = penetap(penetapan.tanggal)
    hal = tentang(penetapan, baris)
    return Isi(
        bentuk=Bentuk.KEPUTUSAN,
        perihal=hal,
        dari=oleh,
        menimbang=konsideran(menimbang(baris), oleh, hal),
        dasar=mengingat(penetapan.tanggal, baris),
        memperhatikan=memperhatikan(penetapan),
        diktum=diktum(penetapan.tanggal, baris),
        tembusan=TEMBUSAN,
        judul_lampiran=f"Keputusan {oleh}",
        lampiran=[
            daftar_orang(baris, "I. Daftar peserta"),
            rekapitulasi(rekap(baris), "II. Rekapitulasi menurut sumber dana"),
        ],
        rahasia=True,
        orang=len(baris),
    )


def menimbang(baris: Sequence[BarisSK]) -> list[str]:
    """Why the people are decreed: new ones, those who continue, who come back, who fell on hard."""
    baru, lanjut, kembali, insidental = golongkan(baris)
    bagian = [
        "bahwa pekerja rentan di Kota Semarang perlu memperoleh pelindungan terhadap risiko "
        "kecelakaan kerja dan kematian melalui program jaminan sosial ketenagakerjaan"
    ]
    if baru:
        bagian.append(
            f"bahwa berdasarkan hasil verifikasi, {banyak(len(baru))} pekerja rentan memenuhi "
            "kriteria sebagai peserta yang iurannya dibiayai"
        )
    if lanjut:
        bagian.append(
            f"bahwa masa pembiayaan iuran {banyak(len(lanjut))} peserta berakhir, sedangkan yang "
            "bersangkutan masih memenuhi kriteria, sehingga pembiayaannya perlu diperpanjang"
        )
    if kembali:
        bagian.append(
            f"bahwa pelindungan {banyak(len(kembali))} peserta terputus, sedangkan yang "
            "bersangkutan menyatakan masih bekerja dan tidak sedang sakit, sehingga "
            "kepesertaannya perlu diaktifkan kembali"
        )
    if insidental:
        kondisi = sorted({str(b.baris.kondisi) for b in insidental})
        bagian.append(
            f"bahwa {banyak(len(insidental))} di antaranya mengalami kondisi tertentu, yaitu "
            f"{', '.join(kondisi)}, sehingga perlu diberi bantuan iuran secara insidental"
        )
    return bagian


def diktum(tanggal: date, baris: Sequence[BarisSK]) -> list[str]:
    """The decisions: who, from which money, until when, since when."""
    program = "Jaminan Kecelakaan Kerja dan Jaminan Kematian"
    if jht := sum(b.baris.jht for b in baris):
        siapa = "" if jht == len(baris) else f" bagi {banyak(jht)} di antaranya"
        program = f"{program}, serta Jaminan Hari Tua{siapa},"
    celah = sorted({b.baris.bulan_awal for b in baris if b.baris.bulan_awal < awal_bulan(tanggal)})
    isi = [
        f"Menetapkan {banyak(len(baris))} pekerja rentan sebagai peserta program {program} yang "
        f"iurannya dibiayai {_pembayar(baris)}, dengan nama dan masa pembiayaan sebagaimana "
        "tercantum dalam Lampiran I yang merupakan bagian tidak terpisahkan dari Keputusan ini.",
        _biaya(baris),
        "Pembiayaan iuran sebagaimana dimaksud dalam Diktum KEDUA berakhir sebelum masanya habis "
        "apabila peserta meninggal dunia, pindah ke luar Kota Semarang, mencapai usia 65 (enam "
        "puluh lima) tahun, atau tidak lagi memenuhi kriteria.",
    ]
    if celah:
        alasan = "; ".join(sorted({b.baris.alasan_celah for b in baris if b.baris.alasan_celah}))
        n = sum(b.baris.bulan_awal < awal_bulan(tanggal) for b in baris)
        isi.append(
            f"Pembiayaan iuran bagi {banyak(n)} yang pelindungannya belum terputus berlaku surut "
            f"terhitung mulai bulan {nama_bulan(celah[0])}, dengan alasan: {alasan}."
        )
    return [*isi, "Keputusan ini mulai berlaku pada tanggal ditetapkan."]


def _pembayar(baris: Sequence[BarisSK]) -> str:
    if all(biaya.sumber.dibayar_kota for b in baris for biaya in b.biaya):
        return "Pemerintah Kota Semarang"
    return "sumber dana dalam Lampiran II"


def _biaya(baris: Sequence[BarisSK]) -> str:
    """The decision about the money: a month, in total, and by source."""
    sebulan, jumlah = sum(b.sebulan for b in baris), sum(b.rupiah for b in baris)
    sumber = [
        f"{HURUF[n]}. {r.nama}: {f'{ribuan(r.orang)} orang, ' if r.orang else ''}"
        f"{ribuan(r.bulan)} orang-bulan, {rupiah(r.rupiah)}"
        for n, r in enumerate(rekap(baris))
    ]
    rincian = ";\n".join(sumber)
    return (
        f"Iuran peserta sebagaimana dimaksud dalam Diktum KESATU sebesar {uang(sebulan)} sebulan, "
        f"seluruhnya {uang(jumlah)}, dibebankan pada sumber dana sebagaimana tercantum dalam "
        f"Lampiran II:\n{rincian}."
    )


def nomor(penetapan: Penetapan) -> str:
    """The decree's own number. Raises AturanDilanggarError while it is a draft."""
    if penetapan.ditetapkan_pada is None:
        raise AturanDilanggarError(
            "Keputusan ini masih konsep. Admin lain menetapkannya dahulu di halaman penetapan; "
            "sesudah itu nomornya dipakai di sini."
        )
    return penetapan.nomor


JENIS = {
    KODE: JenisSurat(
        "Keputusan penetapan peserta",
        Bentuk.KEPUTUSAN,
        Penetapan,
        susun,
        "menetapkan",
        lambda b: f"Keputusan {b.objek.nomor}",
        wilayah,
        tanggal=lambda penetapan: penetapan.tanggal,
        nomor=nomor,
        khusus=True,
        terkini=True,
    )
}
