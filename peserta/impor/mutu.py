"""How well lists came in, per kelurahan: what was right at once, what was repaired, what was not.

Figures for training, without a name: mistakes are counted by kind and told in plain words.
A row's first findings stay with it (``kode_awal``) when it is corrected in place.
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

# Several findings of the checks are one mistake to a person who makes a list. The first beginning
# that fits a code decides.
_SEBUTAN: tuple[tuple[tuple[str, ...], str], ...] = (
    (("nik_angka_sama", "nik_seri_nol", "nik_tanggal_mustahil"), "NIK bukan nomor yang mungkin"),
    (("nik_angka", "nik_ilmiah", "kk_angka", "kk_ilmiah"), "Nomor rusak karena format angka Excel"),
    (("nik_panjang", "nik_bukan_angka", "nik_huruf_o", "nik_kosong"), "NIK tidak 16 angka"),
    (("nik_kk_tertukar", "nik_kpj", "kk_kpj"), "Nomor terisi di kolom lain"),
    (("nik_kelamin_beda",), "Jenis kelamin berbeda dari NIK"),
    (("nik_lahir_beda", "tanggal_bulan_tertukar", "tanggal_dibalik"), "Tanggal lahir tertukar"),
    (("nik_ganda_berkas",), "NIK berulang dalam satu berkas"),
    (("nik_wilayah_lain", "luar_wilayah"), "Orang di luar wilayah"),
    (("nik_digabung", "nik_dikoreksi", "nama_lain"), "NIK sudah tercatat atas orang lain"),
    (("impor_lain", "keduluan", "berubah_sejak_diperiksa"), "Didata bersamaan oleh rekan"),
    (("status_terkunci", "sudah_diverifikasi", "pernah_berhenti"), "Orangnya sudah diproses"),
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
    (("penghasilan_", "desil_", "status_tidak_dikenal"), "Penghasilan atau kesejahteraan janggal"),
)
LAINNYA = "Lainnya"


class MutuBaris(NamedTuple):
    """Rows of one kelurahan; ``langsung`` + ``dibetulkan`` + ``belum`` = ``dibaca``."""

    dibaca: int
    langsung: int
    dibetulkan: int

    @property
    def belum(self) -> int:
        return self.dibaca - self.langsung - self.dibetulkan


class KodeAlasan(Func):
    """Codes of the findings in ``alasan`` that are more than information."""

    template = (
        "ARRAY(SELECT a ->> 'kode' FROM jsonb_array_elements(%(expressions)s) a"
        f" WHERE a ->> 'tingkat' <> '{INFO}')"
    )
    output_field = ArrayField(CharField())


class Urai(Func):
    """One row for each element of an array."""

    function = "unnest"
    output_field = CharField()
    set_returning = True


KODE = Coalesce(F("kode_awal"), KodeAlasan(F("alasan")))


def mutu_baris(baris: BarisImporQuerySet) -> dict[str, MutuBaris]:
    """Rows per kelurahan code; "" holds those whose kelurahan could not be read."""
    hitungan = (
        baris.order_by()
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
    """How often each mistake was found, per kelurahan code, in words."""
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
    """The mistake behind a finding's code, as an officer would say it."""
    return next((kata for awal, kata in _SEBUTAN if kode.startswith(awal)), LAINNYA)


def kode_pertama(impor: Impor, nomor: Collection[int]) -> dict[int, list[str]]:
    """What was found in these rows when the file was read; ask before they are staged again."""
    baris = impor.daftar_baris.filter(nomor__in=nomor).annotate(kode=KODE)
    return dict(baris.values_list("nomor", "kode"))


def ingat_kode(impor: Impor, kode: Mapping[int, list[str]]) -> None:
    """Keep the first findings with the rows that were staged again."""
    baris = list(impor.daftar_baris.filter(nomor__in=kode).only("pk", "nomor"))
    for satu in baris:
        satu.kode_awal = kode[satu.nomor]
    BarisImpor.objects.bulk_update(baris, ["kode_awal"], batch_size=500)
