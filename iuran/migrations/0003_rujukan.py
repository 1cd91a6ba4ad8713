"""Fill tariffs, the sources of 2026, conditions of incidental grants and two export profiles.

Ceilings are quota × Rp16.800 × 12 months; admins change them in /kelola/.
"""

import csv
from datetime import date
from pathlib import Path

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

DATA = Path(__file__).parent / "data"
KONDISI = {
    "bencana": "Terdampak bencana",
    "musim_paceklik": "Musim paceklik nelayan atau petani",
    "kegiatan_berisiko": "Kegiatan berisiko berjangka pendek",
    "menunggu_penetapan": "Menunggu penetapan bantuan rutin",
    "lainnya": "Kondisi lain menurut catatan",
}


def kolom(judul: str, isi: str, **peta: str) -> dict[str, object]:
    return {"judul": judul, "isi": isi, **({"peta": peta} if peta else {})}


BPU = [
    kolom("NIK", "nik"),
    kolom("Nama", "nama"),
    kolom("Tempat Lahir", "tempat_lahir"),
    kolom("Tanggal Lahir", "tanggal_lahir"),
    kolom("Jenis Kelamin", "jenis_kelamin"),
    kolom("Nama Ibu Kandung", "nama_ibu"),
    kolom("Alamat", "alamat"),
    kolom("RT", "rt"),
    kolom("RW", "rw"),
    kolom("Kelurahan", "kelurahan"),
    kolom("Kecamatan", "kecamatan"),
    kolom("Kode Pos", "kode_pos"),
    kolom("HP", "hp"),
    kolom("Email", "email"),
    kolom("Pekerjaan", "pekerjaan"),
    kolom("Lokasi Kerja", "lokasi_kerja"),
    kolom("Penghasilan", "dasar_upah"),
    kolom("Program", "=JKK+JKM"),
    kolom("TMT", "bulan_awal"),
    kolom("Jumlah Bulan", "jumlah_bulan"),
]
SIPP = [
    kolom("NO_PEGAWAI", "nomor"),
    kolom("NAMA_LENGKAP", "nama"),
    kolom("GELAR", "="),
    kolom("TELEPON_AREA_RUMAH", "="),
    kolom("TELEPON_RUMAH", "="),
    kolom("TELEPON_AREA_KANTOR", "="),
    kolom("TELEPON_KANTOR", "="),
    kolom("TELEPON_EXT_KANTOR", "="),
    kolom("HP", "hp"),
    kolom("EMAIL", "email"),
    kolom("TEMPAT_LAHIR", "tempat_lahir"),
    kolom("TANGGAL_LAHIR", "tanggal_lahir"),
    kolom("NAMA_IBU_KANDUNG", "nama_ibu"),
    kolom("JENIS_IDENTITAS", "=KTP"),
    kolom("NOMOR_IDENTITAS", "nik"),
    kolom("MASA_LAKU_IDENTITAS", "="),
    kolom("JENIS_KELAMIN", "jenis_kelamin"),
    kolom("SURAT_MENYURAT_KE", "=S"),
    kolom("TANGGAL_KEPESERTAAN", "bulan_awal"),
    kolom("STATUS_KAWIN", "="),
    kolom("GOLONGAN_DARAH", "="),
    kolom("NPWP", "="),
    kolom("KODE_NEGARA", "=ID"),
    kolom("UPAH", "dasar_upah"),
    kolom("ALAMAT", "alamat_lengkap"),
    kolom("KODE_POS", "kode_pos"),
    kolom("LOKASI_PEKERJAAN", "lokasi_kerja"),
    kolom("STATUS_PEGAWAI", "="),
    kolom("TGL_AWAL_BEKERJA", "="),
    kolom("TGL_AKHIR_KONTRAK", "="),
]
TARIF_PROGRAM = 16_800  # rupiah a month, to compute the first ceilings only


def isi_tarif(apps: Apps) -> None:
    """33 tiers of income, then the relief of PP 50/2025 for the lowest, which is switched off."""
    tarif = apps.get_model("iuran", "Tarif").objects
    with (DATA / "tarif.csv").open(encoding="utf-8", newline="") as berkas:
        tarif.bulk_create(
            tarif.model(
                penghasilan_min=int(b["penghasilan_min"]),
                penghasilan_maks=int(b["penghasilan_maks"]) if b["penghasilan_maks"] else None,
                dasar=int(b["dasar_upah"]),
                jkk=int(b["jkk"]),
                jkm=int(b["jkm"]),
                jht=int(b["jht"]),
                sektor=b["sektor"],
                pembayar=b["pembayar"],
                berlaku_mulai=date.fromisoformat(b["berlaku_mulai"]),
                berlaku_sampai=tanggal(b["berlaku_sampai"]),
                dasar_hukum=b["dasar"],
                perlu_konfirmasi=b["perlu_konfirmasi"] == "ya",
                aktif=b["aktif"] == "ya",
            )
            for b in csv.DictReader(berkas)
        )


def tanggal(teks: str) -> date | None:
    return date.fromisoformat(teks) if teks else None


def isi_sumber(apps: Apps) -> None:
    sumber = apps.get_model("iuran", "SumberDana")
    for urutan, (kode, nama, jenis, kuota) in enumerate(
        [("APBD", "APBD Kota Semarang", "apbd", 7_500), ("DBHCHT", "DBHCHT", "dbhcht", 1_000)], 1
    ):
        sumber.objects.create(
            kode=kode,
            nama=nama,
            jenis=jenis,
            tahun=2026,
            kuota=kuota,
            pagu=kuota * TARIF_PROGRAM * 12,
            urutan=urutan,
        )


def isi_kondisi_dan_profil(apps: Apps) -> None:
    kondisi = apps.get_model("iuran", "KondisiInsidental")
    kondisi.objects.bulk_create(kondisi(kode=k, nama=n) for k, n in KONDISI.items())
    profil = apps.get_model("iuran", "ProfilEkspor")
    profil.objects.create(
        kode="bpu_kolektif",
        nama="BPU kolektif (perlu konfirmasi cabang)",
        kolom=BPU,
        nama_lembar="BPU",
    )
    profil.objects.create(
        kode="sipp_tk_baru", nama="SIPP TK Baru", kolom=SIPP, nama_lembar="data_tk_baru"
    )


def isi(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    isi_tarif(apps)
    isi_sumber(apps)
    isi_kondisi_dan_profil(apps)


def kosongkan(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for model in ("Tarif", "SumberDana", "KondisiInsidental", "ProfilEkspor"):
        apps.get_model("iuran", model).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("iuran", "0002_skema_bpjs")]
    operations = [migrations.RunPython(isi, kosongkan)]
