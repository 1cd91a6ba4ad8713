"""Forms of the decree."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import Exists, OuterRef

from iuran.models import JenisBantuan, KondisiInsidental, SumberDana
from peserta.bersih.nama import nama_cari
from peserta.daftar import NamaField
from peserta.models import Impor, Kecamatan, Pekerjaan
from pijar.bidang import DaftarPkField
from pijar.bulan import BulanField
from pijar.models import Pengguna
from pijar.tanggal import TanggalField
from verifikasi.actions import Pilihan, Rencana
from verifikasi.forms.bidang import tanpa_form_tag
from verifikasi.masa import PALING_SINGKAT, halangan_mulai
from verifikasi.models import BarisPenetapan, BarisPerubahan, Penetapan
from verifikasi.models.penetapan import BarisPenetapanQuerySet
from verifikasi.syarat import baris_di_luar

TANPA_PERNYATAAN = "Tulis pernyataannya: masih bekerja dan tidak sakit."


class PenetapanForm(forms.ModelForm):
    """The head of a decree."""

    class Meta:
        model = Penetapan
        fields = ["nomor", "tanggal", "perihal"]
        field_classes = {"tanggal": TanggalField}
        error_messages = {
            "nomor": {
                "required": "Isi nomor SK-nya.",
                "unique": "Nomor ini sudah dipakai penetapan lain.",
            },
            "tanggal": {"required": "Isi tanggal SK-nya."},
        }

    helper = tanpa_form_tag()


class RencanaForm(forms.Form):
    """The grant that each added person gets."""

    sumber = forms.ModelChoiceField(
        SumberDana.objects.berpenetapan().filter(aktif=True),
        label="Sumber dana",
        empty_label="Pilih sumber dana",
        error_messages={"required": "Pilih sumber dananya."},
    )
    jenis = forms.ChoiceField(label="Jenis bantuan", choices=JenisBantuan.choices)
    kondisi = forms.ModelChoiceField(
        KondisiInsidental.objects.filter(aktif=True),
        required=False,
        empty_label="Tidak ada",
        help_text="Untuk bantuan insidental.",
    )
    catatan = forms.CharField(required=False, max_length=200, help_text="Untuk bantuan insidental.")
    bulan_awal = BulanField(
        label="Bulan pertama",
        help_text="Peserta baru: paling awal bulan SK ini.",
        error_messages={"required": "Isi bulan pertamanya."},
    )
    jumlah_bulan = forms.IntegerField(
        label="Jumlah bulan",
        min_value=1,
        max_value=12,
        initial=12,
        error_messages={"required": "Isi jumlah bulannya."},
        help_text="Rutin 6–12 bulan, insidental 1–3 bulan. Bulan sejak ulang tahun ke-65 dipotong.",
    )
    alasan_singkat = forms.CharField(
        label="Alasan kurang dari enam bulan",
        required=False,
        max_length=200,
        help_text="Hanya untuk rutin 1–5 bulan, misalnya sisa tahun anggaran.",
    )
    jht = forms.BooleanField(
        label="Dengan JHT",
        required=False,
        help_text="Menambah iuran JHT menurut tarif; hanya bila keputusannya memuat JHT.",
    )
    kunci = forms.UUIDField(required=False, initial=uuid4, widget=forms.HiddenInput)
    pernyataan = forms.CharField(
        label="Pernyataan baru",
        required=False,
        max_length=200,
        help_text=(
            "Hanya untuk pengaktifan kembali: masih bekerja dan tidak sakit, dari siapa, tanggal "
            "berapa. Sisa bantuan lamanya berakhir saat ditetapkan."
        ),
    )

    def __init__(self, data: Any = None, *, tanggal: date | None) -> None:
        super().__init__(data)
        self.tanggal = tanggal
        self.helper = tanpa_form_tag()

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or {}
        rutin = isi.get("jenis") == JenisBantuan.RUTIN
        self._periksa_lama(isi, rutin=rutin)
        if not rutin and not isi.get("kondisi"):
            self.add_error("kondisi", "Pilih kondisi yang menjadi alasan bantuan insidental.")
        if not rutin and not isi.get("catatan"):
            self.add_error("catatan", "Jelaskan kondisinya secara singkat.")
        self._periksa_pernyataan(isi)
        self._periksa_tahun(isi)
        self._periksa_mulai(isi)
        return isi

    def _periksa_lama(self, isi: dict[str, Any], *, rutin: bool) -> None:
        """Six to twelve months, fewer with a reason; a reason without need is dropped."""
        jumlah = isi.get("jumlah_bulan")
        singkat = rutin and jumlah is not None and jumlah < PALING_SINGKAT
        alasan = isi.get("alasan_singkat", "").strip()
        isi["alasan_singkat"] = alasan if singkat else ""
        if jumlah is not None and not 1 <= jumlah <= (12 if rutin else 3):
            self.add_error("jumlah_bulan", "Rutin 6 sampai 12 bulan, insidental 1 sampai 3 bulan.")
        elif singkat and not alasan:
            self.add_error(
                "jumlah_bulan",
                "Rutin 6 sampai 12 bulan, insidental 1 sampai 3 bulan. Untuk rutin yang lebih "
                "singkat tulis alasannya.",
            )

    @property
    def kembali(self) -> bool:
        """Whether the people come back after a lapse."""
        return self.cleaned_data.get("asal") == "kembali"

    def _periksa_pernyataan(self, isi: dict[str, Any]) -> None:
        if self.kembali and isi.get("pernyataan") == "":
            self.add_error("pernyataan", TANPA_PERNYATAAN)

    def _periksa_mulai(self, isi: dict[str, Any]) -> None:
        if not isi.get("bulan_awal") or self.tanggal is None or "bulan_awal" in self.errors:
            return
        kalimat = halangan_mulai(isi["bulan_awal"], self.tanggal)
        if kalimat:
            self.add_error("bulan_awal", kalimat)

    def _periksa_tahun(self, isi: dict[str, Any]) -> None:
        sumber, awal = isi.get("sumber"), isi.get("bulan_awal")
        if sumber and awal and sumber.tahun != awal.year:
            self.add_error("bulan_awal", f"{sumber} hanya membiayai bulan-bulan {sumber.tahun}.")

    def rencana(self) -> Rencana:
        isi = self.cleaned_data
        rutin = isi["jenis"] == JenisBantuan.RUTIN
        return Rencana(
            sumber=isi["sumber"],
            bulan_awal=isi["bulan_awal"],
            jumlah_bulan=isi["jumlah_bulan"],
            jenis=isi["jenis"],
            kondisi=None if rutin else isi["kondisi"],
            catatan="" if rutin else isi["catatan"],
            jht=isi["jht"],
            kunci=isi["kunci"],
            pernyataan=isi["pernyataan"] if self.kembali else "",
            alasan_singkat=isi["alasan_singkat"],
        )


class TambahForm(RencanaForm):
    """The people to add to a draft, and the grant that each of them gets."""

    asal = forms.ChoiceField(
        label="Siapa",
        choices=(
            ("layak", "Orang yang layak, menurut urutan daftar tunggu"),
            ("kembali", "Pengaktifan kembali: peserta yang nonaktif atau sudah lama habis"),
        ),
    )
    kecamatan = forms.ModelChoiceField(
        Kecamatan.objects.none(), required=False, empty_label="Semua kecamatan"
    )
    pekerjaan = forms.ModelChoiceField(
        Pekerjaan.objects.all(), required=False, empty_label="Semua pekerjaan"
    )
    impor = forms.ModelChoiceField(
        Impor.objects.none(), required=False, empty_label="Semua asal data", label="Dari impor"
    )
    sumber_lama = forms.ModelChoiceField(
        SumberDana.objects.all(),
        required=False,
        empty_label="Sumber mana pun",
        label="Sumber yang berakhir",
        help_text="Hanya untuk pengaktifan kembali.",
    )
    paling_banyak = forms.IntegerField(
        label="Paling banyak (orang)",
        required=False,
        min_value=1,
        help_text="Kosongkan untuk semuanya.",
    )
    field_order = [
        *("asal", "kecamatan", "pekerjaan", "impor", "sumber_lama", "paling_banyak", "sumber"),
        *("jenis", "kondisi", "catatan", "bulan_awal", "jumlah_bulan", "alasan_singkat", "jht"),
    ]

    def __init__(self, data: Any = None, *, petugas: Pengguna, tanggal: date) -> None:
        super().__init__(data, tanggal=tanggal)
        self.fields["kecamatan"].queryset = Kecamatan.objects.for_petugas(petugas)  # type: ignore[attr-defined]
        self.fields["impor"].queryset = Impor.objects.for_petugas(petugas).filter(  # type: ignore[attr-defined]
            status__in=("diterapkan", "sebagian")
        )

    def pilihan(self) -> Pilihan:
        isi = self.cleaned_data
        return Pilihan(
            kembali=isi["asal"] == "kembali",
            kecamatan=isi["kecamatan"],
            pekerjaan=isi["pekerjaan"],
            impor=isi["impor"],
            sumber_lama=isi["sumber_lama"],
            paling_banyak=isi["paling_banyak"],
        )


class SaringBarisForm(forms.Form):
    """Which lines of a decree to show, or to take out."""

    q = NamaField(label="Cari nama", required=False, max_length=100)
    baris = DaftarPkField(required=False)
    tidak_layak = forms.BooleanField(required=False)
    di_luar = forms.BooleanField(required=False)
    semua = forms.BooleanField(required=False)

    def ada_pilihan(self) -> bool:
        isi = self.cleaned_data
        return bool(isi["baris"] or isi["semua"] or isi["tidak_layak"] or isi["di_luar"])

    def dikeluarkan(self, penetapan: Penetapan) -> list[int] | None:
        """Ids of the lines to take out; None means all of them."""
        if self.cleaned_data["semua"]:
            return None
        if self.cleaned_data["tidak_layak"]:
            return list(penetapan.daftar_baris.tidak_lagi_layak().values_list("pk", flat=True))
        if self.cleaned_data["di_luar"]:
            return list(baris_di_luar(penetapan).values_list("pk", flat=True))
        return self.cleaned_data["baris"]

    def baris_dari(self, penetapan: Penetapan) -> BarisPenetapanQuerySet:
        """The lines of a decree."""
        return self.dapat_keluar(BarisPenetapan.objects.filter(penetapan=penetapan))

    def dapat_keluar(self, baris: BarisPenetapanQuerySet) -> BarisPenetapanQuerySet:
        """These lines, with whether an amendment that waits names them."""
        usulan = BarisPerubahan.objects.filter(baris=OuterRef("pk"), terbuka=True)
        return self.cari(baris.annotate(diusulkan_keluar=Exists(usulan)))

    def cari(self, baris: BarisPenetapanQuerySet) -> BarisPenetapanQuerySet:
        """These lines with all that a list shows, narrowed to a name."""
        daftar = baris.select_related(
            "peserta__kelurahan__kecamatan",
            "peserta__pekerjaan",
            "sumber",
            "kondisi",
            "bantuan",
            "dikeluarkan",
            "menggantikan__peserta",
        )
        self.is_valid()
        if "q" in self.errors:
            return daftar.none()
        if q := self.cleaned_data.get("q"):
            senama = daftar.filter(peserta__nama_cari__contains=nama_cari(q))
            daftar = senama if nama_cari(q) else daftar.none()
        return daftar.order_by("pk")
