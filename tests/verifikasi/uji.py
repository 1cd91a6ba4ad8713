"""What tests of samples set up: approved people, a sample, a visit."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from peserta.models import Kelurahan, Pekerjaan
from pijar.models import Pengguna
from tests.factories import PesertaFactory
from tests.peran import buat
from tests.verifikasi.susunan import lahir_diputuskan
from verifikasi.actions.kunjungan import IsiKunjungan, catat_kunjungan
from verifikasi.actions.ujipetik import ambil_uji_petik
from verifikasi.models import Kunjungan, OrangUjiPetik, Pengajuan, UjiPetik, VersiKriteria
from verifikasi.undian import Pilihan

KINI = timezone.now()
HARI = timezone.localdate()
PILIHAN = Pilihan(HARI, HARI)
BAIK = IsiKunjungan(
    HARI,
    "ditemukan",
    masih_bekerja=True,
    pekerjaan_sesuai=True,
    berkas_terlihat=True,
    tidak_sakit=True,
    dibayar_lain=False,
)
MIROTO, BRUMBUNGAN = "33.74.01.1001", "33.74.01.1002"


def disetujui(
    petugas: Pengguna,
    verifikator: Pengguna,
    *,
    pada: datetime | None = None,
    kelurahan: str = MIROTO,
    pekerjaan: str = "tukang_becak",
    **peserta: object,
) -> Pengajuan:
    """An approved case of its own moment, so that it counts as approved alone."""
    orang = PesertaFactory(
        **{"status": "layak"} | peserta, kelurahan_id=kelurahan, pekerjaan_id=pekerjaan
    )
    kasus = lahir_diputuskan(
        peserta=orang,
        versi=VersiKriteria.objects.earliest("pk"),
        cuplikan={
            "nama": orang.nama,
            "kelurahan": kelurahan,
            "pekerjaan": pekerjaan,
            "nama_pekerjaan": Pekerjaan.objects.get(pk=pekerjaan).nama,
            "nama_kelurahan": Kelurahan.objects.get(pk=kelurahan).nama,
        },
        terlibat=[petugas.pk],
        diajukan_oleh=petugas,
        status="disetujui",
        diputuskan_oleh=verifikator,
        diputuskan_pada=KINI,
    )
    saat = pada or KINI - timedelta(milliseconds=kasus.pk)
    Pengajuan.objects.filter(pk=kasus.pk).update(diputuskan_pada=saat)
    return kasus


def ambil(
    admin: Pengguna, *, persen: int = 100, benih: str = "benih", **pilihan: object
) -> UjiPetik:
    """A sample of today's approvals, drawn today."""
    isi = {"mulai": HARI, "sampai": HARI} | pilihan
    return ambil_uji_petik(Pilihan(**isi), persen=persen, benih=benih, oleh=admin, pada=KINI)


def penguji(nama: str = "penguji", **lain: object) -> Pengguna:
    """An officer who entered nobody."""
    return buat(nama, "petugas", **lain)


def kunjungi(orang: OrangUjiPetik, oleh: Pengguna, **beda: object) -> Kunjungan:
    """A visit of today that finds everything as approved, but for ``beda``."""
    kunjungan = catat_kunjungan(orang, BAIK._replace(**beda), oleh=oleh, pada=KINI)
    kunjungan.refresh_from_db()
    return kunjungan


def orang_pertama() -> OrangUjiPetik:
    return OrangUjiPetik.objects.select_related("pengajuan__peserta", "uji").earliest("pk")


def hari_lalu(n: int) -> date:
    return HARI - timedelta(days=n)
