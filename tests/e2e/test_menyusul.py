"""In a large city a page follows its frame in the browser, and works as if it had come at once."""

import pytest

from iuran.models import Iuran, SumberDana
from iuran.tagihan.actions.susun import susun_tagihan
from peserta.daftar import ukuran
from pijar.models import Pengguna

pytestmark = [
    pytest.mark.perlu_chromium,
    pytest.mark.lambat,
    pytest.mark.django_db(transaction=True),
]


def test_halaman_menyusul_bingkainya(loket, kantor, monkeypatch):
    kantor.sampai("terdaftar")
    bulan = Iuran.objects.earliest("bulan").bulan
    dana = SumberDana.objects.get(kode="APBD", tahun=bulan.year)
    tagihan = susun_tagihan(dana, bulan, oleh=Pengguna.objects.get(username="admin"))
    monkeypatch.setattr(ukuran, "BANYAK", -1)
    admin = loket("admin")

    admin.buka("iuran:tagihan_detail", tagihan.pk)
    admin.tampak("Menurut kecamatan")
    assert admin.page.title().startswith(tagihan.nomor)
    admin.page.get_by_text("Batalkan tagihan ini").click()
    admin.isi("Alasan*", "Keliru")
    admin.tekan("Batalkan tagihan", yakin=True)
    admin.tampak("3 iuran menunggu tagihan baru")
    admin.page.goto(f"{admin.alamat}/peserta/?cakupan=belum_aktif")
    admin.page.get_by_role("button", name="Saring", exact=True).first.wait_for()
