"""Every version that exists is active until the next one begins; its criteria get their kinds.

The age limit and "not covered twice" cite the decree of criteria, which is still to be confirmed:
neither the circular of the Sekda nor the regulation of the two programmes says so.
"""

from datetime import timedelta

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SEMUA = ["putusan", "pembekuan", "bulan_pertama", "perpanjangan"]
# kode: jenis, pertanyaan, bukti, kesampingkan, saat
ISI = {
    "usia": ("usia", "Apakah usianya dalam batas program?", "", "tidak", SEMUA),
    "penduduk": ("domisili", "Apakah tinggal di Kota Semarang?", "", "dua_orang", SEMUA),
    "pekerjaan": (
        "pekerjaan",
        "Apakah pekerjaannya termasuk sasaran program?",
        "",
        "dua_orang",
        ["putusan", "pembekuan", "perpanjangan"],
    ),
    "bukan_penerima_upah": (
        "bukan_penerima_upah",
        "Apakah bukan penerima upah, ASN, TNI atau Polri?",
        "Cek status BPJS, atau surat pernyataan",
        "dua_orang",
        SEMUA,
    ),
    "masih_bekerja": (
        "masih_bekerja",
        "Apakah masih bekerja dan tidak sedang sakit?",
        "Keterangan bertanggal dari ketua RT, lurah atau kader",
        "dua_orang",
        ["putusan", "pembekuan", "perpanjangan"],
    ),
    "tidak_ganda": (
        "tanpa_pembayar_lain",
        "Apakah iurannya tidak dibayar pihak lain?",
        "",
        "tidak",
        ["putusan", "pembekuan", "bulan_pertama"],
    ),
    "kesejahteraan": (
        "register",
        "Apakah tercatat dalam DTSEN pada desil sasaran?",
        "",
        "dua_orang",
        ["putusan"],
    ),
}
KELIRU = {"usia": "se-sekda-2025", "tidak_ganda": "pp-44-2015"}


def isi(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    berikut = None
    for versi in apps.get_model("verifikasi", "VersiKriteria").objects.order_by("-berlaku_mulai"):
        versi.status = "aktif"
        versi.berlaku_sampai = berikut - timedelta(days=1) if berikut else None
        versi.save()
        berikut = versi.berlaku_mulai
    kriteria = apps.get_model("verifikasi", "Kriteria").objects
    for k in kriteria.all():
        if k.kode in ISI:
            k.jenis, k.pertanyaan, k.bukti, k.kesampingkan, k.saat = ISI[k.kode]
        else:
            k.pertanyaan = k.judul
        k.save()
    for kode, dasar in KELIRU.items():
        salah = kriteria.filter(kode=kode, dasar_hukum=dasar)
        salah.update(dasar_hukum="kepwal-kriteria", perlu_konfirmasi=True)


class Migration(migrations.Migration):
    dependencies = [("verifikasi", "0018_skema_kriteria")]
    operations = [migrations.RunPython(isi, migrations.RunPython.noop)]
