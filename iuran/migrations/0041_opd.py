"""The offices that the Sekda's circular of 18 February 2025 addresses, and their usual names.

The circular names them by kind; the names of the dinas are those of the city's organisation and
are to be confirmed by BKPP. Numbers of civil servants are unknown: an admin enters them, dated.
"""

from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from peserta.bersih.opd import kunci_opd

BAGIAN = (
    "Tata Pemerintahan",
    "Kesejahteraan Rakyat",
    "Hukum",
    "Perekonomian dan Sumber Daya Alam",
    "Administrasi Pembangunan",
    "Pengadaan Barang dan Jasa",
    "Organisasi",
    "Umum",
    "Protokol dan Komunikasi Pimpinan",
)
# name, kind, other spellings
OPD = (
    ("Sekretariat Daerah", "sekretariat", "Setda|Sekretaris Daerah|Asisten Sekretaris Daerah"),
    ("Staf Ahli Wali Kota", "sekretariat", "Staf Ahli"),
    *((f"Bagian {nama}", "sekretariat", f"Bagian {nama} Setda|{nama}") for nama in BAGIAN),
    ("Sekretariat DPRD", "sekretariat", "Setwan|Sekwan|Sekretaris DPRD|DPRD"),
    ("Inspektorat", "dinas", "Inspektur"),
    ("Satuan Polisi Pamong Praja", "dinas", "Satpol PP|Satpol"),
    ("Badan Penanggulangan Bencana Daerah", "dinas", "BPBD"),
    ("Badan Perencanaan Pembangunan Daerah", "dinas", "Bappeda"),
    ("Badan Pengelolaan Keuangan dan Aset Daerah", "dinas", "BPKAD"),
    ("Badan Pendapatan Daerah", "dinas", "Bapenda"),
    ("Badan Kepegawaian, Pendidikan dan Pelatihan", "dinas", "BKPP|BKD|BKPSDM"),
    ("Badan Kesatuan Bangsa dan Politik", "dinas", "Kesbangpol|Bakesbangpol"),
    ("Dinas Pendidikan", "dinas", "Disdik|Dindik"),
    ("Dinas Kesehatan", "dinas", "Dinkes|DKK"),
    ("Dinas Pekerjaan Umum", "dinas", "DPU|Dinas PU"),
    ("Dinas Penataan Ruang", "dinas", "Distaru"),
    ("Dinas Perumahan dan Kawasan Permukiman", "dinas", "Disperkim|Perkim"),
    ("Dinas Sosial", "dinas", "Dinsos"),
    ("Dinas Tenaga Kerja", "dinas", "Disnaker|Disnakertrans|Naker"),
    ("Dinas Pemberdayaan Perempuan dan Perlindungan Anak", "dinas", "DP3A|DP3AKB"),
    ("Dinas Ketahanan Pangan", "dinas", "Dishanpan|DKP"),
    ("Dinas Lingkungan Hidup", "dinas", "DLH"),
    ("Dinas Kependudukan dan Pencatatan Sipil", "dinas", "Disdukcapil|Dukcapil|Dispendukcapil"),
    ("Dinas Pengendalian Penduduk dan Keluarga Berencana", "dinas", "Disdalduk KB|Disdaldukkb"),
    ("Dinas Perhubungan", "dinas", "Dishub"),
    ("Dinas Komunikasi, Informatika, Statistik dan Persandian", "dinas", "Diskominfo|Kominfo"),
    ("Dinas Koperasi dan Usaha Mikro", "dinas", "Dinkop|Dinas Koperasi|Dinkop UM"),
    (
        "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
        "dinas",
        "DPMPTSP|Dinas Penanaman Modal dan PTSP",
    ),
    ("Dinas Kepemudaan dan Olahraga", "dinas", "Dispora|Dinas Pemuda dan Olahraga"),
    ("Dinas Kebudayaan dan Pariwisata", "dinas", "Disbudpar"),
    ("Dinas Arsip dan Perpustakaan", "dinas", "Dinarpus|Disarpus|Arpus"),
    ("Dinas Perikanan", "dinas", "Diskan"),
    ("Dinas Pertanian", "dinas", "Dispertan"),
    ("Dinas Perindustrian", "dinas", "Disperin"),
    ("Dinas Perdagangan", "dinas", "Disdag"),
    ("Dinas Pemadam Kebakaran", "dinas", "Damkar|Diskar"),
    (
        "RSD K.R.M.T. Wongsonegoro",
        "rumah_sakit",
        "RSWN|RSUD Wongsonegoro|RSD Wongsonegoro|RSUD KRMT Wongsonegoro"
        "|Rumah Sakit Daerah K.R.M.T. Wongsonegoro",
    ),
)


def isi(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    opd = apps.get_model("iuran", "OPD")
    daftar = [
        opd(nama=nama, jenis=jenis, ejaan=[kunci_opd(e) for e in ejaan.split("|")])
        for nama, jenis, ejaan in OPD
    ]
    daftar += [
        opd(nama=f"Kecamatan {k.nama}", jenis="kecamatan", kecamatan=k, ejaan=[kunci_opd(k.nama)])
        for k in apps.get_model("peserta", "Kecamatan").objects.all()
    ]
    kelurahan = apps.get_model("peserta", "Kelurahan").objects.select_related("kecamatan")
    kembar: dict[str, list[Any]] = {}
    for k in kelurahan:
        kembar.setdefault(k.nama, []).append(k)
    for nama, semua in kembar.items():
        for k in semua:
            lengkap = f"Kelurahan {nama}" + (f" ({k.kecamatan.nama})" if len(semua) > 1 else "")
            daftar.append(opd(nama=lengkap, jenis="kelurahan", kelurahan=k, ejaan=[]))
    opd.objects.bulk_create(daftar)


class Migration(migrations.Migration):
    dependencies = [
        ("iuran", "0040_skema_penyumbang"),
        ("peserta", "0009_skema_vonis_usul"),
    ]

    operations = [migrations.RunPython(isi, migrations.RunPython.noop)]
