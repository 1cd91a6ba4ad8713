"""Smallest valid rows; rules and forms use ``.build()``, without a database."""

from contextlib import nullcontext
from datetime import date, datetime

import factory
from django.db.models import Count, Sum
from factory.django import DjangoModelFactory

from iuran.models import (
    OPD,
    AlokasiPembayaran,
    Bantuan,
    Iuran,
    Janji,
    Pembayaran,
    PenempatanOPD,
    Penyumbang,
    PerubahanPagu,
    SumberDana,
    SyaratSumber,
    Tagihan,
    Tarif,
)
from peserta.models import Peserta
from pijar.bulan import WIB, rentang_bulan, tambah_bulan
from pijar.models import Pengguna
from tests.pemilik import pemilik


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
    # Another region than the rows of uploaded lists: whatever the sequence is at, nobody meets.
    nik = factory.LazyAttribute(lambda o: nik_dari(o.tanggal_lahir, o.jenis_kelamin, o.n, "337402"))
    kelurahan_id = "33.74.01.1001"
    pekerjaan_id = "tukang_becak"
    kpj = factory.LazyAttribute(lambda o: f"{o.n:011}" if o.status == "terdaftar" else "")
    status = "draf"

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        """Whoever is further on than draf comes as the owner of the table loads earlier years."""
        with nullcontext() if kwargs["status"] == "draf" else pemilik():
            return super()._create(model_class, *args, **kwargs)


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


class PenyumbangFactory(DjangoModelFactory):
    """A civil servant of Dinas Tenaga Kerja since 2025, with the record of his office."""

    class Meta:
        model = Penyumbang
        skip_postgeneration_save = True

    nip = factory.Sequence(lambda n: f"19840305200903{n % 2 + 1}{n % 1000:03}")
    nama = "Bambang Lestari"
    opd = factory.LazyFunction(lambda: OPD.objects.get(nama="Dinas Tenaga Kerja"))
    hp = "081234567890"
    sejak = date(2025, 2, 20)
    didata_oleh = factory.SubFactory(PenggunaFactory)

    @factory.post_generation
    def penempatan(obj, create, _, **__):  # noqa: N805 - factory_boy's own signature
        if create:
            PenempatanOPD.objects.create(
                penyumbang=obj, opd=obj.opd, sejak=obj.sejak, oleh=obj.didata_oleh
            )


class JanjiFactory(DjangoModelFactory):
    """A donor's promise for an enrolled worker, twelve months from January 2026."""

    class Meta:
        model = Janji

    penyumbang = factory.SubFactory(PenyumbangFactory)
    peserta = factory.SubFactory(PesertaFactory, status="terdaftar")
    tempo = 12
    mulai = date(2026, 1, 1)
    sampai = factory.LazyAttribute(lambda o: tambah_bulan(o.mulai, o.tempo - 1))
    didata_oleh = factory.SubFactory(PenggunaFactory)


def tarif_program() -> Tarif:
    """The shipped row, also after a newer one has closed it."""
    umum = Tarif.objects.filter(penghasilan_min=0, sektor="semua", pembayar="semua")
    return umum.get(berlaku_mulai=date(2020, 1, 1))


def keringanan_berlaku() -> None:
    """Both shipped relief rows, as if one admin had checked and another had confirmed them."""
    Tarif.objects.filter(pembayar="selain_apbn_apbd").update(
        aktif=True, disusun_oleh=PenggunaFactory(), dikonfirmasi_oleh=PenggunaFactory()
    )


def sumber(kode: str, tahun: int = 2026) -> SumberDana:
    """A source of funds by its code; the migration's, or made here with the kind in its code."""
    return SumberDana.objects.get_or_create(
        kode=kode,
        tahun=tahun,
        defaults={
            "nama": kode,
            "jenis": kode.lower(),
            "pagu": 10**12,
            "kuota": 10**6,
            "keadaan_pagu": "dpa",
        },
    )[0]


def ubah_pagu(kode: str = "APBD", tahun: int = 2026, **kolom: object) -> SumberDana:
    """A source whose ceiling, quota or state two admins have changed; other columns as given."""
    dana = SumberDana.objects.get(kode=kode, tahun=tahun)
    baru = {n: kolom.get(n, getattr(dana, n)) for n in ("pagu", "kuota", "keadaan_pagu")}
    perubahan = PerubahanPagu.objects.create(
        sumber=dana,
        keadaan_lama=dana.keadaan_pagu,
        keadaan=baru["keadaan_pagu"],
        pagu_lama=dana.pagu,
        pagu=baru["pagu"],
        kuota_lama=dana.kuota,
        kuota=baru["kuota"],
        nomor="903/1",
        tanggal=date(2026, 1, 2),
        alasan="Uji",
        defisit=bool(kolom.get("defisit_sejak")),
        status="disahkan",
        diusulkan_oleh=PenggunaFactory(),
        diusulkan_pada=datetime(2026, 1, 2, 9, tzinfo=WIB),
        diputus_oleh=PenggunaFactory(),
        diputus_pada=datetime(2026, 1, 2, 9, tzinfo=WIB),
    )
    SumberDana.objects.filter(pk=dana.pk).update(perubahan=perubahan, **kolom)
    dana.refresh_from_db()
    return dana


def beri_syarat(dana: SumberDana, **isi: object) -> SyaratSumber:
    """Rules in force of a source, made by two admins."""
    syarat = SyaratSumber.objects.create(
        sumber=dana,
        alasan="Perjanjian",
        status="dikonfirmasi",
        diusulkan_oleh=PenggunaFactory(),
        diputus_oleh=PenggunaFactory(),
        diputus_pada=datetime(2026, 1, 2, 9, tzinfo=WIB),
        **isi,
    )
    SumberDana.objects.filter(pk=dana.pk).update(syarat=syarat)
    dana.refresh_from_db()
    return syarat


def terdaftar(
    mulai: date = date(2026, 1, 1), jumlah: int = 12, *, kode: str = "APBD", **peserta: object
) -> Bantuan:
    """The running grant of an enrolled person, with all its ledger rows."""
    bantuan = BantuanFactory(
        peserta=PesertaFactory(status="terdaftar", **peserta),
        sumber=sumber(kode, mulai.year),
        bulan_awal=mulai,
        jumlah_bulan=jumlah,
        status="berjalan",
    )
    for bulan in rentang_bulan(mulai, jumlah):
        iuran(bantuan, bulan)
    return bantuan


def iuran(bantuan: Bantuan, bulan: date, **lain: object) -> Iuran:
    """One ledger row of a grant at the programme's tariff."""
    isi = {"jkk": 10_000, "jkm": 6_800, **lain}
    return Iuran.objects.create(
        peserta_id=bantuan.peserta_id,
        bantuan=bantuan,
        sumber_id=bantuan.sumber_id,
        tarif=tarif_program(),
        bulan=bulan,
        **isi,
    )


def diterima(pembayaran: Pembayaran, tanggal: date) -> None:
    """BPJS's receipt of the bills of a payment."""
    semua = Tagihan.objects.filter(daftar_alokasi__pembayaran=pembayaran)
    semua.update(terima_tanggal=tanggal, terima_nominal=pembayaran.nominal)


def bayar(bulan: date, tanggal: date, *, kode: str = "APBD") -> Pembayaran:
    """An issued bill of one source and month, paid; its rows are whatever is live and unbilled."""
    dana = sumber(kode, bulan.year)
    ke = Tagihan.objects.filter(sumber=dana, bulan=bulan).count() + 1
    baris = Iuran.objects.filter(sumber=dana, bulan=bulan, hidup=True, tagihan=None)
    jumlah = baris.aggregate(orang=Count("pk"), total=Sum("nominal"))
    total = jumlah["total"] or 16_800  # some tests pay before there are rows
    tagihan = Tagihan.objects.create(
        nomor=f"TG-{bulan:%Y-%m}-{kode}-{ke}",
        sumber=dana,
        bulan=bulan,
        ke=ke,
        jumlah_orang=jumlah["orang"] or 1,
        total=total,
        status="dibayar",
        disusun_oleh=PenggunaFactory(),
        diterbitkan_oleh=PenggunaFactory(),
        diterbitkan_pada=datetime(bulan.year, bulan.month, 2, 9, tzinfo=WIB),
        tanggal=min(date(bulan.year, bulan.month, 2), tanggal),
    )
    pembayaran = Pembayaran.objects.create(
        nomor=f"SP2D/{tagihan.pk}",
        tanggal=tanggal,
        nominal=total,
        oleh=tagihan.disusun_oleh,
    )
    AlokasiPembayaran.objects.create(pembayaran=pembayaran, tagihan=tagihan, nominal=total)
    baris.update(tagihan=tagihan, pembayaran=pembayaran)
    return pembayaran
