"""Count the quality of imported rows per kelurahan: right at once, corrected, or left out.

The figures serve training and name nobody: mistakes are counted by kind, in plain words. A row
keeps its first findings in ``kode_awal`` when an officer corrects it.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from typing import NamedTuple

from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, Count, F, Func, Q
from django.db.models.functions import Coalesce

from peserta.bersih.alasan import INFO
from peserta.models import BarisImpor, Impor, Vonis
from peserta.models.impor import BarisImporQuerySet

_MASUK = Q(dipilih=True) | Q(vonis=Vonis.SAMA)
_KELIRU_DULU = Q(kode_awal=None, vonis=Vonis.PERINGATAN) | Q(kode_awal__len__gt=0)
_KELIRU = Q(vonis__in=[Vonis.GALAT, Vonis.PERINGATAN]) | Q(kode_awal__isnull=False)

# Several findings of the checks are one mistake for the author of a list. The first beginning
# that matches a code decides.
_SEBUTAN: tuple[tuple[tuple[str, ...], str], ...] = (
    (("nik_angka_sama", "nik_seri_nol", "nik_tanggal_mustahil"), "NIK bukan nomor yang mungkin"),
    (("nik_angka", "nik_ilmiah", "kk_angka", "kk_ilmiah"), "Nomor rusak karena format angka Excel"),
    (("nik_panjang", "nik_bukan_angka", "nik_huruf_o", "nik_kosong"), "NIK tidak 16 angka"),
    (("nik_kk_tertukar", "nik_kpj", "kk_kpj"), "Nomor terisi di kolom lain"),
    (("nip_",), "NIP bukan nomor yang mungkin"),
    (("nik_kelamin_beda",), "Jenis kelamin berbeda dari NIK"),
    (("nik_lahir_beda", "tanggal_bulan_tertukar", "tanggal_dibalik"), "Tanggal lahir tertukar"),
    (("nik_ganda_berkas",), "NIK berulang dalam satu berkas"),
    (("nik_wilayah_lain", "luar_wilayah"), "Orang di luar wilayah"),
    (("nik_digabung", "nik_dikoreksi", "nama_lain"), "NIK sudah tercatat atas orang lain"),
    (
        ("impor_lain", "keduluan", "usul_keduluan", "berubah_sejak_diperiksa"),
        "Didata bersamaan oleh rekan",
    ),
    (
        ("status_terkunci", "sudah_diverifikasi", "pernah_berhenti", "usulan_lain"),
        "Orangnya sudah diproses",
    ),
    (("sudah_meninggal", "nama_almarhum"), "Orang yang sudah meninggal"),
    (("kk_",), "Nomor KK perlu dicek"),
    (("kelurahan_", "kecamatan_"), "Kelurahan atau kecamatan tidak terbaca"),
    (("tanggal_",), "Tanggal lahir tidak terbaca"),
    (("usia_",), "Usia di atas batas"),
    (("nama_ibu",), "Nama ibu janggal"),
    (("nama_",), "Nama janggal atau kosong"),
    (("pekerjaan_",), "Pekerjaan tidak dikenal"),
    (("jenis_kelamin",), "Jenis kelamin tidak terbaca"),
    (("rt_rw",), "RT/RW tidak terbaca"),
    (("hp_", "email_"), "Nomor HP atau email tidak terbaca"),
    (
        ("penghasilan_", "desil_", "cara_kerja_", "status_tidak_dikenal"),
        "Penghasilan atau kesejahteraan janggal",
    ),
)
LAINNYA = "Lainnya"


class MutuBaris(NamedTuple):
    """Counts of one kelurahan; ``langsung`` + ``dibetulkan`` + ``belum`` = ``dibaca``."""

    dibaca: int
    langsung: int
    dibetulkan: int

    @property
    def belum(self) -> int:
        return self.dibaca - self.langsung - self.dibetulkan


class KodeAlasan(Func):
    """SQL: codes of the findings in ``alasan``, except level ``info``."""

    template = (
        "ARRAY(SELECT a ->> 'kode' FROM jsonb_array_elements(%(expressions)s) a"
        f" WHERE a ->> 'tingkat' <> '{INFO}')"
    )
    output_field = ArrayField(CharField())


class Urai(Func):
    """SQL: one row for each element of an array."""

    function = "unnest"
    output_field = CharField()
    set_returning = True


KODE = Coalesce(F("kode_awal"), KodeAlasan(F("alasan")))


def mutu_baris(baris: BarisImporQuerySet) -> dict[str, MutuBaris]:
    """Counts per kelurahan code; "" holds the rows with an unreadable kelurahan."""
    hitungan = (
        baris.exclude(vonis=Vonis.ABAIKAN)
        .order_by()
        .values_list("kelurahan")
        .annotate(
            dibaca=Count("pk"),
            masuk=Count("pk", filter=_MASUK),
            dibetulkan=Count("pk", filter=_MASUK & _KELIRU_DULU),
        )
    )
    return {
        kelurahan: MutuBaris(dibaca, masuk - dibetulkan, dibetulkan)
        for kelurahan, dibaca, masuk, dibetulkan in hitungan
    }


def kekeliruan(baris: BarisImporQuerySet) -> dict[str, Counter[str]]:
    """Count each mistake, in words, per kelurahan code."""
    hitungan = (
        baris.filter(_KELIRU)
        .order_by()
        .annotate(kode=Urai(KODE))
        .values_list("kelurahan", "kode")
        .annotate(kali=Count("pk"))
    )
    hasil: dict[str, Counter[str]] = {}
    for kelurahan, kode, kali in hitungan:
        hasil.setdefault(kelurahan, Counter())[sebutan(kode)] += kali
    return hasil


def sebutan(kode: str) -> str:
    """The mistake behind a finding's code, in an officer's words."""
    return next((kata for awal, kata in _SEBUTAN if kode.startswith(awal)), LAINNYA)


def kode_pertama(impor: Impor, nomor: Collection[int]) -> dict[int, list[str]]:
    """Codes found in these rows at the first reading; call it before staging them again."""
    baris = impor.daftar_baris.filter(nomor__in=nomor).annotate(kode=KODE)
    return dict(baris.values_list("nomor", "kode"))


def ingat_kode(impor: Impor, kode: Mapping[int, list[str]]) -> None:
    """Store the first codes with the rows staged again."""
    baris = list(impor.daftar_baris.filter(nomor__in=kode).only("pk", "nomor"))
    for satu in baris:
        satu.kode_awal = kode[satu.nomor]
    BarisImpor.objects.bulk_update(baris, ["kode_awal"], batch_size=500)
