"""The people of a sample with what was found, as Excel; NIK masked."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from django.db.models import Prefetch

from pijar.bulan import tanggal_panjang
from pijar.excel import Jenis, Kolom, tulis_besar
from pijar.models import JejakAkses, Pengguna
from verifikasi.hasil_uji import Lanjut, dengan_lanjut
from verifikasi.models import PERTANYAAN, HasilKunjungan, Kunjungan, OrangUjiPetik, UjiPetik

SEKALI = 1_000
KOLOM = [
    Kolom("No.", Jenis.ANGKA),
    Kolom("Nama", Jenis.TEKS, 32),
    Kolom("NIK", Jenis.TEKS, 20),
    Kolom("Kelurahan", Jenis.TEKS, 24),
    Kolom("Pekerjaan saat diajukan", Jenis.TEKS, 28),
    Kolom("Disetujui oleh", Jenis.TEKS, 24),
    Kolom("Dikunjungi", Jenis.TANGGAL),
    Kolom("Orangnya", Jenis.TEKS, 18),
    *(Kolom(tanya.rstrip("?"), Jenis.TEKS, 16) for tanya, _ in PERTANYAAN.values()),
    Kolom("Hasil", Jenis.TEKS, 20),
    Kolom("Tindak lanjut", Jenis.TEKS, 30),
    Kolom("Catatan", Jenis.TEKS, 40),
    Kolom("Dicatat oleh", Jenis.TEKS, 24),
]
KATA = {True: "Ya", False: "Tidak", None: ""}


def tulis_hasil(uji: UjiPetik, tujuan: BinaryIO, *, oleh: Pengguna) -> None:
    """Write the people in the officer's area and log the export; streamed."""
    orang = OrangUjiPetik.objects.for_petugas(oleh).filter(uji=uji)
    judul = (
        f"Uji petik {uji.pk}, persetujuan {tanggal_panjang(uji.mulai)} sampai "
        f"{tanggal_panjang(uji.sampai)}",
        f"{uji.persen}% per kelurahan dan pekerjaan, benih {uji.benih}, diambil "
        f"{tanggal_panjang(uji.diambil_pada)}",
    )
    jumlah = tulis_besar(tujuan, "Uji petik", KOLOM, _baris(orang), judul)
    JejakAkses.catat(
        oleh=oleh,
        tindakan=JejakAkses.Tindakan.EKSPOR,
        objek=f"uji petik {uji.pk}",
        alasan="Hasil uji petik",
        jumlah=jumlah,
    )


def _baris(orang: Any) -> Iterator[list[Any]]:
    kini = dengan_lanjut(Kunjungan.objects.filter(pengganti=None)).select_related("oleh")
    semua = orang.select_related(
        "pengajuan__peserta__kelurahan", "pengajuan__diputuskan_oleh"
    ).prefetch_related(Prefetch("daftar_kunjungan", kini, to_attr="kini"))
    for satu in semua.order_by("nomor").iterator(SEKALI):
        kasus = satu.pengajuan
        yield [
            *(satu.nomor, kasus.nama, kasus.peserta.nik_samar, kasus.peserta.kelurahan.nama),
            *(kasus.cuplikan["nama_pekerjaan"], kasus.diputuskan_oleh.nama),
            *(_kunjungan(satu.kini[0]) if satu.kini else [None, *[""] * 10]),
        ]


def _kunjungan(k: Any) -> list[Any]:
    lanjut = "" if k.hasil == HasilKunjungan.MEMENUHI else Lanjut(k.lanjut).label
    jawaban = [KATA[nilai] for _, nilai in k.jawaban]
    return [
        *(k.tanggal, k.get_keadaan_display(), *jawaban, k.cip.label, lanjut),
        *(k.catatan, k.oleh.nama),
    ]
