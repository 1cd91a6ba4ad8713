"""A list of 100.000 rows, read, checked, staged and applied, against the peer library's fastest.

The peer is django-import-export in bulk, without look-up of existing rows and without any check
that asks the database, still reporting row errors: the quickest setting that is any use. It gets
names of places and occupations as codes, and must bring in as many people as we do.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

import tablib
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import connection, transaction
from django.utils import timezone
from import_export import fields, resources, widgets

from peserta.impor.baca import baca_impor
from peserta.impor.masukkan import masukkan_indeks_cari
from peserta.impor.terapkan import terapkan_impor
from peserta.models import Impor, Kelurahan, Pekerjaan, Peserta
from pijar.bengkel.contoh.akun import buat_akun
from pijar.bengkel.contoh.orang import KOLOM, daftar_orang, kata
from pijar.bengkel.kinerja import Ukuran, hasil, puncak_mb, waktu
from pijar.excel import Jenis, Kolom, baca_lembar, teks, tulis_besar
from pijar.models import Pengguna
from pijar.samar import PANJANG_NIK

BERKAS, SEDIKIT = "daftar.xlsx", "sedikit.xlsx"
BENIH = 7
HUBUNGAN = ("kelurahan", "pekerjaan", "impor", "digabung_ke", "nama_cari")
ULANG = 3
SATU_DARI = 50  # one row in fifty is spoiled: 2 %
KEPALA = (
    "NIK", "No. KK", "Nama Lengkap", "L/P", "Tempat Lahir", "Tgl Lahir", "Nama Ibu Kandung",
    "Alamat", "RT", "RW", "Kelurahan", "Kecamatan", "Pekerjaan", "No HP", "Penghasilan / bulan",
)  # fmt: skip
ISI = kata(
    "nik no_kk nama jenis_kelamin tempat_lahir tanggal_lahir nama_ibu alamat rt rw kelurahan_id "
    "kecamatan pekerjaan_id hp penghasilan"
)


def siapkan(folder: Path, orang: int) -> None:
    """Write the workbook: the rows of made-up people, every fiftieth with a NIK of 15 digits."""
    buat_akun()
    kolom = [Kolom(k, Jenis.TEKS) for k in KEPALA]
    tulis_besar(folder / BERKAS, "Data", kolom, baris_lembar(orang))
    tulis_besar(folder / SEDIKIT, "Data", kolom, baris_lembar(10))


def baris_lembar(orang: int) -> Iterator[list[str]]:
    tempat = {k.kode: k for k in Kelurahan.objects.select_related("kecamatan")}
    kerja = {p.kode: p.nama for p in Pekerjaan.objects.all()}
    daftar = daftar_orang(["draf"] * orang, BENIH, date(2026, 11, 1), 1)
    for nomor, baris in enumerate(daftar):
        isi = dict(zip(KOLOM, baris, strict=True))
        kelurahan = tempat[isi["kelurahan_id"]]
        isi |= {"kelurahan_id": kelurahan.nama, "kecamatan": kelurahan.kecamatan.nama}
        isi["pekerjaan_id"] = kerja[isi["pekerjaan_id"]]
        if nomor % SATU_DARI == 0:
            isi["nik"] = isi["nik"][:15]
        yield [isi[k] for k in ISI]


def ukur(folder: Path, orang: int) -> Ukuran:
    """The whole way, three times; then the peer, same file and fields: all into empty tables.

    Ours takes seconds, in which the machine may just be busy: the middle of three counts. The peer
    takes a minute. Both have done ten rows before, as in a worker that runs for weeks.
    """
    with transaction.atomic():
        for cara in (impor_kita, impor_teman):
            cara(folder / SEDIKIT)
        transaction.set_rollback(True)
    semua, memori = [], 0
    for _ in range(ULANG):
        kosongkan()
        semua.append(waktu(lambda: impor_kita(folder / BERKAS)))
        memori = memori or puncak_mb()  # of one import
        detik_indeks = waktu(masukkan_indeks_cari)  # the job after it does this
    masuk = Peserta.objects.count()
    kosongkan()
    detik, detik_teman = median(semua), waktu(lambda: impor_teman(folder / BERKAS))
    return hasil(
        detik=detik,
        patokan="django-import-export, bulk tanpa pencarian",
        detik_patokan=detik_teman,
        detik_tiap_kali=[round(satu, 2) for satu in semua],
        baris=orang,
        masuk=masuk,
        masuk_patokan=Peserta.objects.count(),
        baris_per_detik=round(orang / detik),
        kali_patokan=round(detik_teman / detik, 1),
        memori_mb=memori,
        detik_indeks_sesudahnya=round(detik_indeks, 1),
    )


def kosongkan() -> None:
    """No people and no lists, as before the first import; the database is thrown away anyway."""
    with connection.cursor() as kursor:
        kursor.execute("TRUNCATE peserta_impor, peserta_peserta, peserta_katanama CASCADE")


def impor_kita(berkas: Path) -> None:
    oleh = Pengguna.objects.get(username="petugas")
    with berkas.open("rb") as isi:
        impor = Impor.objects.create(
            berkas=File(isi, name=berkas.name), nama_berkas=berkas.name, sha256="0" * 64, oleh=oleh
        )
    baca_impor(impor.pk, pada=timezone.localdate(), maju=lambda n: None)
    terapkan_impor(impor.pk)


class NikWidget(widgets.CharWidget):
    """Without this check one bad NIK would lose the thousand rows of its batch."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        nik = str(super().clean(value, row, **kwargs))
        if len(nik) != PANJANG_NIK or not nik.isdigit():
            raise ValueError("NIK harus terdiri atas 16 angka.")
        return nik


class OrangResource(resources.ModelResource):
    """The peer's description of a person; new rows only, codes as they are, no query a row."""

    nik = fields.Field("nik", "nik", widget=NikWidget())
    kelurahan_id = fields.Field("kelurahan_id", "kelurahan_id")
    pekerjaan_id = fields.Field("pekerjaan_id", "pekerjaan_id")

    class Meta:
        model = Peserta
        fields = (
            "nik", "no_kk", "nama", "jenis_kelamin", "tempat_lahir", "tanggal_lahir", "nama_ibu",
            "alamat", "rt", "rw", "kelurahan_id", "pekerjaan_id", "hp", "penghasilan",
        )  # fmt: skip
        import_id_fields = ("nik",)
        force_init_instance = True
        use_bulk = True
        batch_size = 1000
        skip_diff = True
        skip_html_diff = True
        use_transactions = True

    def validate_instance(
        self, instance: Any, import_validation_errors: Any = None, validate_unique: bool = True
    ) -> None:
        """The form's checks of each field; no uniqueness, constraint or foreign key is asked."""
        galat = dict(import_validation_errors or {})
        try:
            instance.clean_fields(exclude={*galat, *HUBUNGAN})
        except ValidationError as lain:
            galat = lain.update_error_dict(galat)
        if galat:
            raise ValidationError(galat)


def impor_teman(berkas: Path) -> None:
    """The peer gets the rows as it wants them: its own field names, codes for places and jobs."""
    tempat = {
        (k.nama, k.kecamatan.nama): k.kode for k in Kelurahan.objects.select_related("kecamatan")
    }
    kerja = {p.nama: p.kode for p in Pekerjaan.objects.all()}
    data = tablib.Dataset(headers=OrangResource.Meta.fields)
    lembar = next(iter(baca_lembar(berkas)))
    for nomor, sel in lembar.baris:
        if nomor == 1:
            continue
        isi = dict(zip(ISI, map(teks, sel), strict=False))
        data.append(
            [
                f"9{isi['nik'][1:]}",
                *(isi[k] for k in ISI[1:5]),
                isi["tanggal_lahir"],
                *(isi[k] for k in ISI[6:10]),
                tempat[isi["kelurahan_id"], isi["kecamatan"]],
                kerja[isi["pekerjaan_id"]],
                isi["hp"],
                isi["penghasilan"],
            ]
        )
    OrangResource().import_data(data, raise_errors=False)
