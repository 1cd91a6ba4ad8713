"""The Sekda in a browser: the movement by office, what BPJS reported, no name; a phone too."""

from datetime import date
from random import Random

import pytest
from django.urls import reverse
from django.utils import timezone

from iuran.gerakan import gerakan_bulan
from iuran.gerakan.actions.laporan_bpjs import BarisBPJS, KepalaLaporan, simpan_laporan
from iuran.models import OPD, Penyumbang
from pijar.rupiah import ribuan
from tests.e2e.tahap import Kantor
from tests.iuran.gerakan import Gerak

pytestmark = [
    pytest.mark.perlu_chromium,
    pytest.mark.lambat,
    pytest.mark.django_db(transaction=True),
]
BULAN = date(2026, 9, 1)


def test_sekda_membaca_gerakan_menurut_opd(loket, kantor: Kantor):
    Gerak(Random(7))  # noqa: S311  # sample data, not a secret
    dinas = OPD.objects.get(nama="Dinas Sosial")
    kepala = KepalaLaporan(BULAN, "B/77", date(2026, 10, 12))
    admin = kantor.orang("admin")
    simpan_laporan(kepala, [BarisBPJS(dinas, 9, 9, 151_200)], oleh=admin, pada=timezone.localdate())
    total = gerakan_bulan(BULAN, pada=timezone.localdate()).total

    sekda = loket("sekda")
    sekda.menu("Gerakan ASN")
    sekda.isi("Bulan", f"{BULAN:%Y-%m}")
    sekda.tekan("Tampilkan")
    sekda.tampak("ASN/PNS Peduli, September 2026")
    sekda.tampak("Jumlah semua OPD")
    sekda.tampak(f"{ribuan(total.lunas)} orang")
    sekda.tampak("Laporan BPJS nomor B/77")
    isi = sekda.page.content()
    for orang in Penyumbang.objects.all():
        assert orang.nip not in isi
        assert orang.nama not in isi
    sekda.page.set_viewport_size({"width": 360, "height": 740})
    lebar = sekda.page.evaluate("document.documentElement.scrollWidth")
    assert lebar <= 360
    assert reverse("iuran:opd") not in isi
