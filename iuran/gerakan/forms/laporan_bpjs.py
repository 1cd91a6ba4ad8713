"""The form of BPJS's report about the movement."""

from django import forms

from iuran.gerakan.forms.lembar import BarisForm, BilanganField, LembarForm
from pijar.bulan import BulanField
from pijar.rupiah import RupiahField
from pijar.tanggal import TanggalField


class BarisLaporanForm(BarisForm):
    """One office in the report; an empty cell is zero."""

    penyumbang = BilanganField(required=False)
    pekerja = BilanganField(required=False)
    rupiah = RupiahField(required=False)


class LaporanBPJSForm(LembarForm):
    """The month, the letter, and the file with its offices."""

    isi_baris = BarisLaporanForm
    judul = {
        "opd": ("OPD", "NAMA OPD", "UNIT KERJA"),
        "penyumbang": ("PENYUMBANG", "JUMLAH ASN"),
        "pekerja": ("PEKERJA", "JUMLAH PEKERJA", "PESERTA"),
        "rupiah": ("RUPIAH", "IURAN", "NOMINAL"),
    }
    field_order = ("bulan", "nomor", "tanggal", "berkas")

    bulan = BulanField(
        label="Bulan iuran", error_messages={"required": "Isi bulan yang dilaporkan BPJS."}
    )
    nomor = forms.CharField(
        label="Nomor surat BPJS",
        max_length=100,
        error_messages={"required": "Tulis nomor surat BPJS."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    tanggal = TanggalField(
        label="Tanggal laporan",
        help_text="Bukti bayar sampai tanggal ini yang dibandingkan.",
        error_messages={"required": "Isi tanggal laporan BPJS."},
    )
