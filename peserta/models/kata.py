"""Words of names: one row for each word that stands in somebody's name; triggers keep them."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import connection, models
from django.db.models import F, Func, Value

KATA = Func(
    F("nama_cari"),
    Value(" "),
    function="string_to_array",
    output_field=ArrayField(models.TextField()),
)


def kumpulkan_kata(nama: str = "nama_cari", dari: str = "FROM peserta_peserta") -> str:
    """SQL that adds the words which are not there yet, by default everybody's."""
    return f"""INSERT INTO peserta_katanama (kata)
SELECT kata FROM (SELECT DISTINCT unnest(string_to_array({nama}, ' ')) AS kata {dari}) AS semua
WHERE NOT EXISTS (SELECT FROM peserta_katanama k WHERE k.kata = semua.kata)"""  # noqa: S608  # our own words


def lengkapi_kata() -> None:
    """Collect everybody's words that no trigger saw: of a bulk load, or of an older worker."""
    with connection.cursor() as kursor:
        kursor.execute(kumpulkan_kata())


PENCATAT_KATA = [
    pgtrigger.Trigger(
        name="kata_orang_baru",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        referencing=pgtrigger.Referencing(new="baru"),
        func=f"{kumpulkan_kata(dari='FROM baru')}; RETURN NULL;",
    ),
    pgtrigger.Trigger(
        name="kata_nama_berubah",
        when=pgtrigger.After,
        operation=pgtrigger.UpdateOf("nama_cari"),
        condition=pgtrigger.Q(old__nama_cari__df=pgtrigger.F("new__nama_cari")),
        func=f"{kumpulkan_kata('NEW.nama_cari', '')}; RETURN NULL;",
    ),
]


class KataNama(models.Model):
    """A word that stands, or stood, in somebody's name as it is compared; triggers write it.

    Twice does no harm: a unique index would let whoever enters a person wait for a running import.
    """

    kata = models.CharField(max_length=150)

    class Meta:
        verbose_name_plural = "kata nama"
        indexes = [
            models.Index(fields=["kata"], name="kata_nama"),
            GinIndex(OpClass("kata", name="gin_trgm_ops"), name="kata_nama_mirip"),
        ]

    def __str__(self) -> str:
        return self.kata
