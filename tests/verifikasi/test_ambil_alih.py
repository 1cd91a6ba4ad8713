"""The city takes a civil servant's worker over: no month without a payer, none with two."""

from datetime import date

import pytest

from iuran.buku import BulanBukti, IsiBukti, tulis_bukti
from iuran.models import Bantuan, Janji
from iuran.penyumbang import ambil_alih_kota
from pijar.bulan import rentang_bulan
from pijar.models import Pengguna
from tests.factories import JanjiFactory, sumber
from tests.verifikasi.lanjut import JULI, JUNI, PADA, draf_lanjut, nyatakan, siapkan_juli
from verifikasi import actions
from verifikasi.models import BarisPerpanjangan


@pytest.fixture
def janji(admin: Pengguna) -> Janji:
    """January to December 2026, paid until June."""
    sumber("ASN")
    janji = JanjiFactory()
    bulan = [BulanBukti(janji.pk, janji.peserta_id, b) for b in rentang_bulan(janji.mulai, 6)]
    tulis_bukti(IsiBukti("slip", "BR-1", date(2026, 2, 3), 6 * 16_800), bulan, oleh=admin)
    return janji


def test_selama_dijanjikan_kota_tidak_memperpanjang(admin: Pengguna, janji: Janji) -> None:
    nyatakan(janji.peserta)
    siapkan_juli(admin)

    assert BarisPerpanjangan.objects.get().sebab == "dijanjikan"


def test_sesudah_diambil_alih_kota_memperpanjang_tanpa_celah(
    admin: Pengguna, admin2: Pengguna, janji: Janji
) -> None:
    ambil_alih_kota(janji, JUNI, alasan="Surat", oleh=admin, pada=PADA)

    draf = draf_lanjut([janji.peserta], oleh=admin)
    actions.tetapkan(draf, oleh=admin2, pada=PADA)

    masa = Bantuan.objects.filter(peserta=janji.peserta).order_by("bulan_awal")
    assert [(b.bulan_awal, b.bulan_akhir, b.janji_id) for b in masa] == [
        (date(2026, 1, 1), JUNI, janji.pk),
        (JULI, date(2026, 12, 1), None),
    ]
