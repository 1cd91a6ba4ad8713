"""Smallest valid rows; rules and forms use ``.build()``, without a database."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from iuran.models import Bantuan, SumberDana, Tarif
from peserta.models import Peserta
from pijar.bulan import tambah_bulan
from pijar.models import Pengguna


def nik_dari(lahir: date, jenis_kelamin: str, n: int, wilayah: str = "337401") -> str:
    """A NIK that obeys the structure: region, DDMMYY with 40 added for women, serial."""
    hari = lahir.day + (40 if jenis_kelamin == "P" else 0)
    return f"{wilayah}{hari:02}{lahir:%m%y}{n % 9999 + 1:04}"


class PenggunaFactory(DjangoModelFactory):
    class Meta:
        model = Pengguna
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"orang{n}")
    nama = factory.Sequence(lambda n: f"Orang {n}")


class PesertaFactory(DjangoModelFactory):
    class Meta:
        model = Peserta

    class Params:
        n = factory.Sequence(lambda n: n)

    nama = "Siti Aminah"
    nama_cari = "SITI AMINAH"
    tanggal_lahir = date(1985, 2, 15)
    jenis_kelamin = "P"
    nik = factory.LazyAttribute(lambda o: nik_dari(o.tanggal_lahir, o.jenis_kelamin, o.n))
    kelurahan_id = "33.74.01.1001"
    pekerjaan_id = "tukang_becak"
    kpj = factory.LazyAttribute(lambda o: f"{o.n:011}" if o.status == "terdaftar" else "")
    status = "draf"


class BantuanFactory(DjangoModelFactory):
    """A grant of APBD 2026 for twelve months."""

    class Meta:
        model = Bantuan

    peserta = factory.SubFactory(PesertaFactory, status="ditetapkan")
    sumber = factory.LazyFunction(lambda: SumberDana.objects.get(kode="APBD", tahun=2026))
    jenis = "rutin"
    nomor_sk = "463/1/2026"
    bulan_awal = date(2026, 1, 1)
    jumlah_bulan = 12
    bulan_akhir = factory.LazyAttribute(lambda o: tambah_bulan(o.bulan_awal, o.jumlah_bulan - 1))
    nominal_per_bulan = 16_800


def tarif_program() -> Tarif:
    return Tarif.objects.get(penghasilan_min=0, sektor="semua", pembayar="semua")
