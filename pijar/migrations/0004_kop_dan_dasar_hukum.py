"""The city's letterhead, and the legal bases that rules cite.

A base whose title no source gives has none here; an admin completes it. Reversing does nothing:
the tables go with their schema.
"""

from datetime import date

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

UU, PP, INPRES, PERMEN, PERWAL, KEPWAL, KEPUTUSAN_DINAS, SURAT_EDARAN = (
    10,
    20,
    35,
    40,
    60,
    70,
    80,
    90,
)
# code, rank, name, number, year, subject, amended by, to be confirmed
DASAR = [
    ("uu-27-2022", UU, "Undang-Undang", "27", 2022, "Pelindungan Data Pribadi", "", False),
    (
        "pp-44-2015",
        PP,
        "Peraturan Pemerintah",
        "44",
        2015,
        "Penyelenggaraan Program Jaminan Kecelakaan Kerja dan Jaminan Kematian",
        "Peraturan Pemerintah Nomor 82 Tahun 2019",
        False,
    ),
    (
        "pp-46-2015",
        PP,
        "Peraturan Pemerintah",
        "46",
        2015,
        "Penyelenggaraan Program Jaminan Hari Tua",
        "",
        False,
    ),
    ("pp-50-2025", PP, "Peraturan Pemerintah", "50", 2025, "", "", True),
    (
        "inpres-2-2021",
        INPRES,
        "Instruksi Presiden",
        "2",
        2021,
        "Optimalisasi Pelaksanaan Program Jaminan Sosial Ketenagakerjaan",
        "",
        False,
    ),
    ("permenaker-5-2021", PERMEN, "Peraturan Menteri Ketenagakerjaan", "5", 2021, "", "", True),
    ("permenaker-1-2025", PERMEN, "Peraturan Menteri Ketenagakerjaan", "1", 2025, "", "", False),
    ("permendagri-15-2024", PERMEN, "Peraturan Menteri Dalam Negeri", "15", 2024, "", "", False),
    ("pmk-72-2024", PERMEN, "Peraturan Menteri Keuangan", "72", 2024, "", "", True),
    ("perwal-93-2020", PERWAL, "Peraturan Wali Kota Semarang", "93", 2020, "", "", False),
    (
        "perwal-26-2025",
        PERWAL,
        "Peraturan Wali Kota Semarang",
        "26",
        2025,
        "Pelindungan Sosial Pekerja Rentan",
        "",
        False,
    ),
    (
        "kepwal-kriteria",
        KEPWAL,
        "Keputusan Wali Kota Semarang",
        "",
        None,
        "kriteria peserta",
        "",
        True,
    ),
    (
        "perkadis-teknis",
        KEPUTUSAN_DINAS,
        "Peraturan Kepala Dinas",
        "",
        None,
        "petunjuk teknis kepesertaan",
        "",
        True,
    ),
    (
        "se-sekda-2025",
        SURAT_EDARAN,
        "Surat Edaran Sekretaris Daerah",
        "B/838.800.1.12.2/II/2025",
        None,
        "",
        "",
        False,
    ),
]


def isi(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    nama = (
        "kode",
        "tingkat",
        "sebutan",
        "nomor",
        "tahun",
        "tentang",
        "perubahan",
        "perlu_konfirmasi",
    )
    dasar_hukum = apps.get_model("pijar", "DasarHukum")
    dasar_hukum.objects.bulk_create(
        dasar_hukum(**dict(zip(nama, satu, strict=True))) for satu in DASAR
    )
    apps.get_model("pijar", "Kop").objects.create(
        mulai=date(2020, 1, 1),
        pemerintah="Pemerintah Kota Semarang",
        instansi="Dinas Tenaga Kerja",
        kota="Semarang",
    )


class Migration(migrations.Migration):
    dependencies = [("pijar", "0003_skema_kop")]
    operations = [migrations.RunPython(isi, migrations.RunPython.noop)]
