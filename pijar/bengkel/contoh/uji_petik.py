"""Two samples, one finished and one being visited, with what followed; a limit that was changed."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from iuran.peristiwa.actions.usulan import usulkan_peristiwa
from peserta.models import JenisPeristiwa, Status
from pijar.bulan import WIB, awal_bulan
from pijar.models import Pengguna
from verifikasi import actions
from verifikasi.actions.batas_layanan import catat_batas
from verifikasi.actions.kunjungan import (
    IsiKunjungan,
    betulkan_kunjungan,
    bukan_penguji,
    catat_kunjungan,
)
from verifikasi.actions.ujipetik import ambil_uji_petik
from verifikasi.models import (
    PERTANYAAN,
    BatasLayanan,
    OrangUjiPetik,
    Pengajuan,
    StatusPengajuan,
    TahapLayanan,
    UjiPetik,
)
from verifikasi.undian import Pilihan

BAIK = {nama: baik for nama, (_, baik) in PERTANYAAN.items()}
SEKALIGUS = 60  # hundredths of the approvals that one act made; the others one by one
SELESAI, BERJALAN = 44, 16  # days ago on which they were decided
# What visits find, from the first drawn person on; the others are as they were approved.
TEMUAN = (
    IsiKunjungan(date.min, "ditemukan", **BAIK | {"masih_bekerja": False}, catatan="Berhenti."),
    IsiKunjungan(date.min, "ditemukan", **BAIK | {"dibayar_lain": True}, catatan="Oleh koperasi."),
    IsiKunjungan(date.min, "tidak_ditemukan", catatan="Alamatnya rumah kosong."),
    IsiKunjungan(date.min, "pindah", catatan="Pindah ke Demak menurut ketua RT."),
)  # fmt: skip


def isi_uji_petik(*, pada: date) -> None:
    """Date the approvals back, draw from them, and record visits of two admins.

    The sample's officer entered everybody, so admins visit.
    """
    admin, admin2 = (Pengguna.objects.get(username=u) for u in ("admin", "admin2"))
    disetujui = list(
        Pengajuan.objects.filter(status=StatusPengajuan.DISETUJUI)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    batas = len(disetujui) * SEKALIGUS // 100
    _tanggali(disetujui[:batas], pada - timedelta(days=SELESAI), jeda=0)
    _tanggali(disetujui[batas:], pada - timedelta(days=BERJALAN), jeda=1)
    if batas:
        uji = _ambil(pada - timedelta(days=SELESAI), 40, admin)
        _kunjungi(list(uji.daftar_orang.all()), TEMUAN, (admin, admin2))
        _tindak_lanjut(uji, pada)
    if disetujui[batas:]:
        uji = _ambil(pada - timedelta(days=BERJALAN), 50, admin2)
        orang = list(uji.daftar_orang.all())
        _kunjungi(orang[: len(orang) // 2], TEMUAN[1:2], (admin2, admin))


def isi_batas(*, pada: date) -> None:
    """The city has decided on one of the limits, from this month on."""
    catat_batas(
        BatasLayanan(
            tahap=TahapLayanan.PUTUSAN,
            hari=10,
            berlaku_mulai=awal_bulan(pada),
            keterangan="Standar pelayanan Disnaker 2026",
        ),
        oleh=Pengguna.objects.get(username="admin"),
    )


def _tanggali(pks: Sequence[int], hari: date, *, jeda: int) -> None:
    """Decided on ``hari``: at one moment, or ``jeda`` minutes one after the other."""
    pagi = datetime.combine(hari, time(9), WIB)
    semua = Pengajuan.objects.in_bulk(pks)
    for n, kasus in enumerate(semua.values()):
        kasus.diputuskan_pada = pagi + timedelta(minutes=jeda * n)
        kasus.diajukan_pada = kasus.diputuskan_pada - timedelta(days=3 + kasus.pk % 12)
    Pengajuan.objects.bulk_update(semua.values(), ["diajukan_pada", "diputuskan_pada"], 1_000)


def _ambil(hari: date, persen: int, oleh: Pengguna) -> UjiPetik:
    saat = datetime.combine(hari + timedelta(days=3), time(10), WIB)
    pilihan = Pilihan(hari, hari + timedelta(days=1))
    return ambil_uji_petik(pilihan, persen=persen, oleh=oleh, pada=saat, benih=f"{hari:%d%m%Y}")


def _kunjungi(
    orang: Sequence[OrangUjiPetik],
    temuan: Sequence[IsiKunjungan],
    oleh: tuple[Pengguna, Pengguna],
) -> None:
    """Each of ``orang`` by the first officer who may; another corrects one visit."""
    for n, satu in enumerate(orang):
        boleh = [o for o in oleh if not bukan_penguji(satu, o)]
        if not boleh:
            continue
        hari = satu.uji.diambil_pada.astimezone(WIB).date() + timedelta(days=2)
        saat = datetime.combine(hari + timedelta(days=n % 3), time(15), WIB)
        isi = temuan[n] if n < len(temuan) else IsiKunjungan(hari, "ditemukan", **BAIK, catatan="")
        dicatat = catat_kunjungan(satu, isi._replace(tanggal=hari), oleh=boleh[0], pada=saat)
        if (
            n == len(temuan) and len(boleh) > 1
        ):  # as approved at first, but somebody else was visited
            salah = isi._replace(tanggal=hari, pekerjaan_sesuai=False)
            alasan = "Yang dikunjungi tetangganya; orangnya sekarang menjahit."
            betulkan_kunjungan(dicatat, salah, alasan=alasan, oleh=boleh[1], pada=saat)


def _tindak_lanjut(uji: UjiPetik, pada: date) -> None:
    """One failed person is verified again, one is proposed to stop; the others still wait."""
    petugas = Pengguna.objects.get(username="petugas")
    gagal = [
        o.pengajuan.peserta
        for o in uji.daftar_orang.berhasil("gagal").select_related("pengajuan__peserta")
    ]
    layak = [p for p in gagal if p.status == Status.LAYAK]
    lain = [p for p in gagal if p.status in (Status.DITETAPKAN, Status.DIDAFTARKAN)]
    for peserta in layak[:1]:
        alasan = "Uji petik: tidak memenuhi lagi."
        actions.periksa_ulang(peserta, alasan=alasan, oleh=petugas, pada=pada)
    for peserta in lain[:1]:
        keterangan = "Ditemukan saat uji petik."
        usulkan_peristiwa(
            peserta, JenisPeristiwa.TIDAK_BEKERJA, pada, oleh=petugas, pada=pada,
            keterangan=keterangan,
        )  # fmt: skip
