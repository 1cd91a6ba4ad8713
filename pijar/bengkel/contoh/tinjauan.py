"""Overruled criteria in every state, a case that was opened again, and looks at everybody."""

from datetime import date, datetime, time
from io import BytesIO

from PIL import Image

from peserta.models import Peserta, Status
from pijar.bulan import WIB
from pijar.models import Pengguna
from pijar.sidik import sidik
from pijar.unggahan import Bersih
from verifikasi import actions
from verifikasi.actions.pengesampingan import (
    IsiPengesampingan,
    hasil_kriteria,
    isi_pengesampingan,
    konfirmasi_pengesampingan,
    tolak_pengesampingan,
    usulkan_pengesampingan,
)
from verifikasi.actions.tinjau_ulang import tinjau_bulan_pertama, tinjau_layak
from verifikasi.models import Pengajuan, Pengesampingan, StatusPengajuan

UPAH = "bukan_penerima_upah"
ALASAN = (
    "Sudah berhenti dari pabrik; data BPJS belum diperbarui.",
    "Kontraknya habis bulan lalu menurut surat paklaring.",
    "Namanya sama dengan karyawan lain; NIK-nya berbeda.",
)


def isi_tinjauan(*, pada: date) -> None:
    """One overruling waits, one holds, one was refused; one approved case is opened again."""
    draf = Peserta.objects.filter(status=Status.DRAF).order_by("-pk")[: len(ALASAN)]
    usulan = [_usulkan(orang, n, pada) for n, orang in enumerate(draf)]
    kedua = Pengguna.objects.get(username="verifikator2")
    saat = datetime.combine(pada, time(14), WIB)
    for satu in usulan[1:2]:
        segel = sidik(isi_pengesampingan(satu, hasil_kriteria(satu.pengajuan, satu.kode, pada)))
        konfirmasi_pengesampingan(satu, dilihat=segel, oleh=kedua, pada=saat)
    for satu in usulan[2:]:
        tolak_pengesampingan(satu, alasan="Suratnya tidak bertanggal.", oleh=kedua, pada=saat)
    for status in (Status.LAYAK, Status.DITETAPKAN):
        satu_orang = Peserta.objects.filter(status=status).order_by("pk")[:1].values("pk")
        Peserta.objects.filter(pk__in=satu_orang).update(status_bpjs="pu_aktif")
    tinjau_layak(pada=pada)
    tinjau_bulan_pertama(pada=pada)


def _usulkan(orang: Peserta, nomor: int, pada: date) -> Pengesampingan:
    """Submit somebody whom BPJS calls an active wage earner, and propose to let that pass."""
    Peserta.objects.filter(pk=orang.pk).update(status_bpjs="pu_aktif")
    petugas = Pengguna.objects.get(username="petugas")
    actions.ajukan([orang.pk], oleh=petugas, pada=pada)
    kasus = Pengajuan.objects.select_related(
        "peserta__kelurahan__kecamatan", "peserta__pekerjaan"
    ).get(peserta=orang, status=StatusPengajuan.MENUNGGU)
    foto = BytesIO()
    Image.new("RGB", (620, 877), "white").save(foto, "JPEG")
    return usulkan_pengesampingan(
        kasus,
        UPAH,
        IsiPengesampingan(ALASAN[nomor], f"470/{nomor + 12}/{pada.year}", pada),
        pindaian=Bersih(foto.getvalue(), "image/jpeg"),
        oleh=Pengguna.objects.get(username="verifikator"),
        pada=pada,
    )
