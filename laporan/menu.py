"""What the menu counts: what waits for its reader, beside the entry where it is done."""

from django.db.models import QuerySet

from peserta.models import Impor, PerubahanData, Peserta, Status, StatusImpor, UsulanPeristiwa
from pijar.hitungan import hitungan
from pijar.models import Pengguna, UsulanAkun
from verifikasi.models import BarisPerpanjangan, Keberatan, Pengajuan


@hitungan("antrean", "memverifikasi")
def antrean(pengguna: Pengguna) -> QuerySet[Pengajuan]:
    return Pengajuan.objects.for_petugas(pengguna).menunggu()


@hitungan("keberatan", "memverifikasi")
def keberatan(pengguna: Pengguna) -> QuerySet[Keberatan]:
    return Keberatan.objects.for_petugas(pengguna).menunggu().boleh_dijawab(pengguna)


@hitungan("perpanjangan", "memverifikasi")
def perpanjangan(pengguna: Pengguna) -> QuerySet[BarisPerpanjangan]:
    baris = BarisPerpanjangan.objects.for_petugas(pengguna).dapat_diputus()
    return baris.boleh_diputus(pengguna)


@hitungan("dikembalikan", "mendata")
def dikembalikan(pengguna: Pengguna) -> QuerySet[Peserta]:
    return Peserta.objects.for_petugas(pengguna).filter(status=Status.DIKEMBALIKAN)


@hitungan("impor", "mendata")
def impor(pengguna: Pengguna) -> QuerySet[Impor]:
    separuh = (StatusImpor.PEMETAAN, StatusImpor.DIPERIKSA)
    return Impor.objects.filter(oleh=pengguna, status__in=separuh)


@hitungan("usulan", "putus_peristiwa")
def usulan(pengguna: Pengguna) -> QuerySet[UsulanPeristiwa]:
    return UsulanPeristiwa.objects.for_petugas(pengguna).menunggu()


@hitungan("perubahan", "putus_peristiwa")
def perubahan(pengguna: Pengguna) -> QuerySet[PerubahanData]:
    semua = PerubahanData.objects.for_petugas(pengguna).menunggu()
    return semua.exclude(diusulkan_oleh=pengguna)


@hitungan("usulan_akun", "mengelola_pengguna")
def usulan_akun(pengguna: Pengguna) -> QuerySet[UsulanAkun]:
    return UsulanAkun.objects.for_petugas(pengguna).menunggu().exclude(diusulkan_oleh=pengguna)
