"""What is kept of people here, and how long: this app's part of the table of retention."""

from typing import Any

from django.conf import settings
from django.db.models import F, Func, JSONField, Model, Q, Value
from django.db.models.functions import Coalesce

from peserta.models import IsianTertunda, StatusImpor
from peserta.models.isian_orang import IsianOrang
from pijar.retensi import Akhir, Entri, Masa, SapuBaris, SapuBerkas, SapuDaftar

UU_PDP = "UU 27/2022 pasal 16 ayat (2) huruf g"
PERWAL = "Perwal 26/2025"
S = StatusImpor
TERBUKA = (S.DIBACA, S.PEMETAAN, S.DIPERIKSA)
BERAKHIR = Coalesce("dibatalkan_pada", "diterapkan_pada", "dibuat_pada")
SELAMA_ARSIP = Masa(bulan=120)
SEJAK_ARSIP = "sejak perlindungan terakhirnya berakhir"


class TemuanTanpaIsi(Func):
    """The findings of a row with their codes alone: what a cell said is gone from them."""

    template = (
        "(SELECT coalesce(jsonb_agg((a - 'saran') || "
        """'{"nilai": "", "sebab": "", "perbaikan": ""}'::jsonb), '[]'::jsonb) """
        "FROM jsonb_array_elements(%(expressions)s) a)"
    )
    output_field = JSONField()


def kosong_orang() -> dict[str, Any]:
    """The empty value of each column of a person that a staged row holds."""
    return {f.name: None if f.null else "" for f in IsianOrang._meta.fields}  # noqa: SLF001 - public API


KOSONG = kosong_orang() | {
    "mentah": [],
    "alasan": TemuanTanpaIsi(F("alasan")),
    "perubahan": {},
    "nik": "",
    "nama": "",
    "nama_cari": "",
    "tanggal_lahir": None,
    "jenis_kelamin": "",
    "pekerjaan": "",
    "status_bpjs": "",
}
"""What a row of an applied list is emptied to.

Its number, verdict, codes, kelurahan and person stay, for the figures of quality.
"""
BERISI = ~Q(mentah=[]) | ~Q(nik="") | ~Q(nama="")


def foto_isian(isian: Model) -> list[str]:
    """The files of the photos that wait in a draft."""
    return [f["isi"] for f in isian.foto.values()] if isinstance(isian, IsianTertunda) else []


ENTRI = (
    Entri(
        "peserta.orang",
        "Orang: NIK, KK, KPJ, nama, alamat, HP, penghasilan, kesejahteraan, riwayatnya",
        (
            "peserta.Peserta",
            "peserta.RiwayatStatus",
            "peserta.KoreksiNik",
            "peserta.Peristiwa",
            "peserta.UsulanPeristiwa",
            "peserta.PerubahanData",
            "peserta.PasanganMirip",
        ),
        "menilai, mendaftarkan dan melindungi pekerja rentan",
        f"{PERWAL}; UU 27/2022 pasal 20 ayat (2) huruf d dan e",
        SELAMA_ARSIP,
        SEJAK_ARSIP,
        Akhir.TETAP,
        catatan="Belum dihapus sistem: klaim dan beasiswa menunjuk ke masa lampau, dan jadwal "
        "retensi arsip kota belum ada",
    ),
    Entri(
        "peserta.berkas",
        "Kertas orang: foto KTP, KK, keterangan kerja, foto orangnya",
        ("peserta.BerkasPeserta",),
        "bukti bagi verifikator",
        PERWAL,
        SELAMA_ARSIP,
        SEJAK_ARSIP,
        Akhir.TETAP,
        catatan="Petugas menghapus yang keliru; isinya lalu dihapus seperti butir berikut",
    ),
    Entri(
        "peserta.berkas_dihapus",
        "Isi kertas yang dihapus petugas",
        (),
        "dapat diambil lagi bila keliru dihapus",
        UU_PDP,
        Masa(hari=settings.BERKAS_DIHAPUS_HARI),
        "sejak dihapus",
        Akhir.HAPUS,
        berkas=("peserta.BerkasPeserta.isi:peserta",),
        sapuan=SapuBerkas("peserta.BerkasPeserta", "dihapus_pada", "isi"),
    ),
    Entri(
        "peserta.isian",
        "Isian tertunda dan foto yang menunggu",
        ("peserta.IsianTertunda",),
        "melanjutkan pendataan",
        UU_PDP,
        Masa(hari=settings.ISIAN_TERTUNDA_HARI),
        "sejak terakhir diubah",
        Akhir.HAPUS,
        sapuan=SapuBaris("peserta.IsianTertunda", "diubah_pada", berkas=foto_isian),
    ),
    Entri(
        "peserta.impor",
        "Daftar orang yang diunggah dan diterapkan, dengan barisnya",
        ("peserta.Impor", "peserta.BarisImpor"),
        "asal-usul data, membatalkan impor, angka mutu",
        UU_PDP,
        Masa(bulan=24),
        "sejak diterapkan",
        Akhir.SAMARKAN,
        berkas=("peserta.Impor.berkas:impor",),
        sapuan=SapuDaftar(
            "peserta.Impor",
            BERAKHIR,
            Q(status__in=[S.DITERAPKAN, S.SEBAGIAN]),
            "peserta.BarisImpor",
            "impor",
            kosongkan=KOSONG,
            berisi=BERISI,
        ),
        catatan="Berkasnya dihapus; barisnya tinggal nomor, vonis, kode temuan dan kelurahan",
    ),
    Entri(
        "peserta.impor_buang",
        "Daftar orang yang dibuang, dibatalkan atau tidak terbaca, dengan barisnya",
        (),
        "mengulang unggahan",
        UU_PDP,
        Masa(bulan=3),
        "sejak dibuang, dibatalkan atau diunggah",
        Akhir.HAPUS,
        sapuan=SapuDaftar(
            "peserta.Impor",
            BERAKHIR,
            Q(status__in=[S.DIBATALKAN, S.GAGAL]),
            "peserta.BarisImpor",
            "impor",
            terbuka=Q(status__in=TERBUKA),
        ),
    ),
    Entri(
        "peserta.contoh_impor",
        "Baris pertama daftar yang sudah selesai, untuk memilih kolom",
        (),
        "mencocokkan kolom",
        UU_PDP,
        Masa(hari=settings.CONTOH_IMPOR_HARI),
        "sejak daftarnya selesai",
        Akhir.HAPUS,
        sapuan=SapuBaris(
            "peserta.Impor",
            BERAKHIR,
            Q(pemetaan__has_key="awal") & ~Q(status__in=TERBUKA),
            {
                "pemetaan": Func(
                    F("pemetaan"), Value("awal"), arg_joiner=" - ", template="%(expressions)s"
                )
            },
        ),
    ),
)

BUKAN_PRIBADI = {
    "peserta.KataNama": "kata dari nama, tanpa orangnya",
    "peserta.Kecamatan": "wilayah",
    "peserta.Kelurahan": "wilayah",
    "peserta.EjaanWilayah": "ejaan wilayah",
    "peserta.Pekerjaan": "jenis pekerjaan",
    "peserta.KataPekerjaan": "kata pekerjaan dari daftar, tanpa orangnya",
    "peserta.PemetaanTersimpan": "judul kolom, tanpa isi",
}
