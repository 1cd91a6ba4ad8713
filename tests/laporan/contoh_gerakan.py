"""A sample of each certificate of thanks: what its gatherer gets."""

from collections.abc import Callable
from datetime import date

from iuran.models import Penyumbang
from laporan.surat.bahan import Bahan
from pijar.models import Pengguna
from tests.factories import JanjiFactory, PenyumbangFactory, PesertaFactory
from tests.iuran.janji_lunas import bayar_janji

MEI = date(2026, 5, 20)
NAMA = "Raden Ayu <Kartini> & Co"


def dua_pekerja() -> Penyumbang:
    """A donor who paid three months for one worker and two for another."""
    satu = PenyumbangFactory(nama=NAMA)
    for jumlah in (3, 2):
        pekerja = PesertaFactory(status="terdaftar")
        bayar_janji(JanjiFactory(penyumbang=satu, peserta=pekerja), jumlah)
    return satu


def penyumbang(admin: Pengguna) -> Bahan:
    return Bahan(dua_pekerja(), MEI, admin)


def opd(admin: Pengguna) -> Bahan:
    return Bahan(dua_pekerja().opd, MEI, admin)


CONTOH_GERAKAN: dict[str, Callable[[Pengguna], Bahan]] = {
    "piagam_penyumbang": penyumbang,
    "piagam_opd": opd,
}
