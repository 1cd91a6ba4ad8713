"""A civil servant takes part, in a browser: donor, worker, card, and the page of the person."""

import pytest

from iuran.models import Janji
from peserta.models import Peserta
from tests.e2e.loket import Loket
from tests.factories import PesertaFactory

pytestmark = [
    pytest.mark.perlu_chromium,
    pytest.mark.lambat,
    pytest.mark.django_db(transaction=True),
]


def catat_penyumbang(admin: Loket) -> None:
    admin.menu("Penyumbang")
    admin.ikuti("Penyumbang baru")
    admin.isi("NIP*", "1984030520090320")
    admin.isi("Nama lengkap*", "Endang Sulistyowati")
    admin.pilih("OPD*", "Dinas Sosial")
    admin.isi("Ikut sejak*", "20-02-2025")
    admin.tekan("Simpan penyumbang")
    admin.tampak("NIP dan NIK mungkin tertukar")
    admin.isi("NIP*", "198403052009032004")
    admin.tekan("Simpan penyumbang")
    admin.tampak("tercatat. Sekarang pilih pekerjanya.")


def janjikan(admin: Loket, orang: Peserta) -> None:
    admin.ikuti("Tambah pekerja")
    admin.page.get_by_label(orang.nama).check()
    admin.isi("Menurut*", "Formulir ASN Peduli")
    admin.tekan("Catat janji")
    admin.tampak("Belum dibayar")


def catat_kartu(admin: Loket) -> None:
    admin.page.get_by_text("Catat kartunya (KPJ)").click()
    admin.isi("KPJ*", "26133068531")
    admin.isi("Nomor bukti*", "BPJS/2026/7")
    admin.isi("Tanggal bukti*", "03-03-2026")
    admin.tekan("Catat kartu")
    admin.tampak("BPJS/2026/7, 3 Maret 2026")


def test_dari_penyumbang_sampai_kartu(loket):
    orang = PesertaFactory(status="layak", nama="Sumarni Wulandari")
    admin = loket("admin")

    catat_penyumbang(admin)
    janjikan(admin, orang)
    catat_kartu(admin)
    admin.ikuti("Buka orangnya")
    admin.ikuti("Perlindungan")
    admin.tampak("Endang Sulistyowati")

    orang.refresh_from_db()
    assert (orang.status, orang.kpj) == ("terdaftar", "26133068531")
    assert Janji.objects.get().peserta == orang
