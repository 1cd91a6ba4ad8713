"""People on their way: drafts that the real actions take to each stage of the programme."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from iuran.models import SumberDana
from peserta.models import Peserta, Status
from pijar.bengkel.contoh.jawaban import isi_bayar_dulu, isi_berkas
from pijar.bengkel.contoh.perjalanan import Masa
from pijar.bulan import nama_bulan, tambah_bulan
from pijar.models import Pengguna
from verifikasi import actions
from verifikasi.models import Pengajuan

# Shares of the drafts in hundredths; the rest stays a draft.
DIPUTUSKAN, MENUNGGU = 55, 22
DIKEMBALIKAN = DITOLAK = 25  # people, at most a quarter of those who wait
# Source and hundredths of the approved: sent to BPJS, waiting for a batch, waiting for admin2.
PENETAPAN = (("APBD", 40), ("DBHCHT", 30), ("APBD", 10))


def isi_antrean(masa: Masa, *, pada: date) -> None:
    """Move the drafts on, a share to each stage; every step is the one an officer takes."""
    orang = {p.username: p for p in Pengguna.objects.all()}
    draf = Peserta.objects.filter(status=Status.DRAF).order_by("pk").values_list("pk", flat=True)
    sisa = draf.iterator(10_000)
    putus = list(islice(sisa, draf.count() * DIPUTUSKAN // 100))
    tunggu = list(islice(sisa, draf.count() * MENUNGGU // 100))
    actions.ajukan(
        putus + tunggu,
        oleh=orang["petugas"],
        pada=pada,
        keterangan_kerja_tanggal=pada - timedelta(days=7),
        keterangan_kerja_oleh="Ketua RW setempat",
        keterangan_kerja_bukti="Surat keterangan bekerja",
    )
    putuskan(putus, tunggu, orang["verifikator"], pada)
    tetapkan_dan_daftarkan(len(putus), orang, masa, pada)


def putuskan(putus: list[int], tunggu: list[int], oleh: Pengguna, pada: date) -> None:
    """Approve ``putus``; return and refuse a few of ``tunggu``, the others keep waiting.

    The last refusal is undone.
    """
    actions.setujui_banyak(
        Pengajuan.objects.filter(peserta__in=putus).values_list("pk", flat=True),
        kode=["bukan_penerima_upah", "penduduk"],
        dasar="Pengecekan daftar peserta BPJS dan kartu keluarga",
        oleh=oleh,
        pada=pada,
    )
    kasus = kasus_menunggu(tunggu)
    for pengajuan in islice(kasus, min(DIKEMBALIKAN, len(tunggu) // 4)):
        actions.kembalikan(pengajuan, alasan="Lampirkan foto KTP.", oleh=oleh, pada=pada)
    ditolak = list(islice(kasus, min(DITOLAK, len(tunggu) // 4)))
    for pengajuan in ditolak:
        actions.tolak(pengajuan, alasan="Tidak lagi bekerja.", oleh=oleh, pada=pada)
    for pengajuan in ditolak[1:][-1:]:
        actions.urungkan(pengajuan, oleh=oleh)


def kasus_menunggu(peserta: list[int]) -> Iterator[Pengajuan]:
    return Pengajuan.objects.filter(peserta__in=peserta).order_by("pk").iterator(200)


def tetapkan_dan_daftarkan(
    disetujui: int, orang: dict[str, Pengguna], masa: Masa, pada: date
) -> None:
    """A decree that went on to BPJS, one that waits for a batch, one that waits for admin2."""
    awal = tambah_bulan(masa.kini, 1)
    for nomor, (kode, persen) in enumerate(PENETAPAN, 1):
        sumber = SumberDana.objects.get(kode=kode, tahun=awal.year)
        penetapan = actions.susun_penetapan(
            nomor=f"560/{nomor:03}/{pada.year}",
            tanggal=pada,
            perihal=f"Peserta mulai {nama_bulan(awal)}",
            oleh=orang["admin"],
        )
        actions.tambah_baris(
            penetapan,
            actions.Pilihan(paling_banyak=disetujui * persen // 100),
            actions.Rencana(sumber=sumber, bulan_awal=awal, jumlah_bulan=6),
            oleh=orang["admin"],
        )
        if nomor < 3:
            actions.tetapkan(penetapan, oleh=orang["admin2"])
        if nomor == 1:
            isi_berkas(awal, orang, pada=pada)
        elif nomor == 2:
            isi_bayar_dulu(awal, orang, pada=pada)
