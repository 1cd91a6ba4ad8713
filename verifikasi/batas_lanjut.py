"""The limits of an extension, as the version of the criteria in force says."""

from datetime import date, timedelta
from typing import NamedTuple

from django.conf import settings

from verifikasi.masa import BULAN_MAKS
from verifikasi.models import JenisKriteria, Kriteria, Saat, VersiKriteria
from verifikasi.takaran import lengkap


class BatasLanjut(NamedTuple):
    """The age in completed months, the occupations (none: all), the days of an attestation."""

    bulan_maks: int = BULAN_MAKS
    pekerjaan: tuple[str, ...] = ()
    hari: int = 0

    def pernyataan_sejak(self, pada: date) -> date:
        """The earliest date of an attestation that still counts on ``pada``."""
        return pada - timedelta(days=self.hari or settings.PERNYATAAN_HARI)


def batas_lanjut(pada: date) -> BatasLanjut:
    """The limits on ``pada``: what no blocking criterion of an extension sets is as ever.

    Nobody is extended beyond the 65th birthday, whatever a version says.
    """
    versi = VersiKriteria.objects.order_by().berlaku(pada)
    diminta = Kriteria.objects.filter(
        versi__in=versi, wajib=True, saat__contains=[Saat.PERPANJANGAN]
    ).order_by("urutan")
    isi = {k.jenis: lengkap(k.jenis, k.parameter) for k in diminta}
    usia = isi.get(JenisKriteria.USIA, {})
    kerja = isi.get(JenisKriteria.MASIH_BEKERJA, {})
    return BatasLanjut(
        min(usia.get("bulan_maks", BULAN_MAKS), BULAN_MAKS),
        tuple(isi.get(JenisKriteria.PEKERJAAN, {}).get("kode", ())),
        kerja.get("hari_perpanjangan") or 0,
    )
