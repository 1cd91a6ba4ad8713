"""Two admins at the same moment: one donor per NIP, one promise per worker and month."""

from datetime import date

import pytest

from iuran.models import OPD, Bantuan, Janji, PenempatanOPD, Penyumbang, SebabAkhir
from iuran.penyumbang.actions.janji import IsiJanji, Penerus, akhiri, alihkan, buat_janji
from iuran.penyumbang.actions.penyumbang import IsiPenyumbang, catat_penyumbang
from tests.factories import JanjiFactory, PenyumbangFactory, PesertaFactory
from tests.keamanan.serentak import ditolak, serentak
from tests.verifikasi.susunan import susun_draf
from verifikasi import actions

pytestmark = pytest.mark.django_db(transaction=True)
PADA, MULAI = date(2026, 3, 20), date(2026, 4, 1)


def test_satu_nip_dua_admin(admin, admin2):
    opd = OPD.objects.get(nama="Dinas Sosial").pk
    isi = IsiPenyumbang("198403052009032004", "Bambang", opd, "", PADA)

    hasil = serentak(*(lambda o=o: catat_penyumbang(isi, oleh=o) for o in (admin, admin2)))

    assert {p.pk for p in hasil} == {Penyumbang.objects.get().pk}
    assert PenempatanOPD.objects.count() == 1


def test_satu_pekerja_dua_penyumbang(admin, admin2):
    orang, asn = PesertaFactory(status="layak"), [PenyumbangFactory() for _ in range(2)]

    def janjikan(milik, oleh):
        isi = IsiJanji(milik.pk, orang.pk, 12, MULAI)
        return buat_janji(isi, oleh=oleh, pada=PADA, alasan="Formulir")

    hasil = serentak(lambda: janjikan(asn[0], admin), lambda: janjikan(asn[1], admin2))

    assert len(ditolak(hasil)) == 1
    assert "sudah dijanjikan" in ditolak(hasil)[0].kalimat
    assert Janji.objects.count() == 1


def test_diakhiri_dan_dialihkan_bersamaan(admin, admin2):
    """Either it was handed over or it ended; the loser is told."""
    janji, lain = JanjiFactory(), PenyumbangFactory()
    kw = {"alasan": "Surat", "pada": PADA}

    hasil = serentak(
        lambda: akhiri(janji, MULAI, SebabAkhir.TIDAK_LANJUT, oleh=admin, **kw),
        lambda: alihkan(janji, Penerus(lain, MULAI, 6), oleh=admin2, **kw),
    )

    assert len(ditolak(hasil)) == 1
    janji.refresh_from_db()
    assert Janji.objects.filter(dari=janji).exists() == (janji.sebab_akhir == "dialihkan")


def test_ditetapkan_dan_dijanjikan_bersamaan(admin, admin2):
    """The city decrees a person or a civil servant promises them, never both for one month."""
    orang, asn = PesertaFactory(status="layak"), PenyumbangFactory()
    draf = susun_draf(admin)
    isi = IsiJanji(asn.pk, orang.pk, 12, MULAI)

    hasil = serentak(
        lambda: actions.tetapkan(draf, oleh=admin2),
        lambda: buat_janji(isi, oleh=admin, pada=PADA, alasan="Formulir"),
    )

    assert len(ditolak(hasil)) == 1
    assert Bantuan.objects.count() + Janji.objects.count() == 1
