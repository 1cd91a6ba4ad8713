"""A criterion that the data refuses, and the papers to overrule it."""

from datetime import datetime, time

from pijar.bulan import WIB
from pijar.models import Pengguna
from pijar.sidik import sidik
from pijar.unggahan import Bersih
from tests.verifikasi.susunan import PADA, ajukan_satu
from verifikasi.actions.pengesampingan import (
    IsiPengesampingan,
    hasil_kriteria,
    isi_pengesampingan,
    konfirmasi_pengesampingan,
    usulkan_pengesampingan,
)
from verifikasi.models import Pengajuan, Pengesampingan

SURAT = Bersih(b"\xff\xd8\xff", "image/jpeg")
ISI = IsiPengesampingan("Sudah berhenti dari pabrik.", "470/12/III/2026", PADA)
UPAH = "bukan_penerima_upah"
SAAT = datetime.combine(PADA, time(9), WIB)


def kasus_penerima_upah(petugas: Pengguna, **lain: object) -> Pengajuan:
    """A waiting case whose person BPJS calls an active wage earner."""
    return ajukan_satu(petugas, status_bpjs="pu_aktif", **lain)


def usulkan(kasus: Pengajuan, oleh: Pengguna, kode: str = UPAH, **lain: object) -> Pengesampingan:
    isi = {"pindaian": SURAT, "oleh": oleh, "pada": PADA}
    return usulkan_pengesampingan(kasus, kode, ISI, **isi | lain)


def segel(usulan: Pengesampingan) -> str:
    """The seal of what the page of the proposal shows now."""
    kini = Pengesampingan.objects.select_related(
        "pengajuan__peserta__kelurahan__kecamatan", "pengajuan__peserta__pekerjaan"
    ).get(pk=usulan.pk)
    return sidik(isi_pengesampingan(kini, hasil_kriteria(kini.pengajuan, kini.kode, PADA)))


def konfirmasi(usulan: Pengesampingan, oleh: Pengguna, dilihat: str = "") -> None:
    konfirmasi_pengesampingan(usulan, dilihat=dilihat or segel(usulan), oleh=oleh, pada=SAAT)
