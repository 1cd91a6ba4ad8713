"""The movement by clicks, from the form's answers to the Sekda's table."""

import pytest
from django.urls import reverse

from iuran.models import Iuran, Janji
from tests.e2e.loket import Loket
from tests.e2e.tahap import Kantor, kerjakan, kerjakan_yang_ditekan
from tests.factories import sumber
from tests.iuran import jawaban_asn

pytestmark = [
    pytest.mark.perlu_chromium,
    pytest.mark.lambat,
    pytest.mark.django_db(transaction=True),
]
NAMA_ASN, PEKERJA = "Bambang Lestari, S.Kom.", "Siti Aminah"


def impor(admin: Loket, kantor: Kantor) -> None:
    isi = {"waktu": f"{kantor.hari_ini:%d/%m/%Y} 08:00", "mulai": f"{kantor.bulan:%m/%Y}"}
    path = kantor.folder / "jawaban.xlsx"
    path.write_bytes(jawaban_asn.berkas(jawaban_asn.jawaban(0, **isi)).read())
    admin.buka("iuran:impor_penyumbang")
    admin.page.get_by_label("Jawaban formulir ASN/PNS Peduli").set_input_files(path)
    admin.tekan("Unggah dan periksa")
    kerjakan_yang_ditekan()
    admin.tekan("Masukkan 1 jawaban", yakin=True)
    kerjakan_yang_ditekan()
    kerjakan()  # the search for the same people, which the first job ordered


def catat_kartu(admin: Loket, kantor: Kantor) -> None:
    admin.buka("iuran:janji_detail", Janji.objects.get().pk)
    admin.page.get_by_text("Catat kartunya (KPJ)").click()
    admin.isi("KPJ*", "26150000307")
    admin.isi("Nomor bukti*", "TT/12")
    admin.isi("Tanggal bukti*", f"{kantor.hari_ini:%d-%m-%Y}")
    admin.tekan("Catat kartu")


def bayar(admin: Loket, kantor: Kantor) -> None:
    admin.menu("Penyumbang")
    admin.ikuti(NAMA_ASN)
    admin.ikuti("Catat bukti bayar")
    admin.isi(f"Jumlah bulan {PEKERJA}", "1")
    admin.isi("Nomor bukti bayar*", "BR/1")
    admin.isi("Tanggal pada buktinya*", f"{kantor.hari_ini:%d-%m-%Y}")
    admin.pilih("Dibayar lewat*", "Kantor Pos")
    admin.isi("Jumlah pada buktinya*", "16.800")
    admin.tekan("Simpan bukti bayar")


def test_dari_jawaban_formulir_sampai_tabel_sekda(loket, kantor: Kantor) -> None:
    sumber("ASN", kantor.bulan.year)
    admin = loket("admin")
    impor(admin, kantor)
    kantor.ajukan()
    kantor.setujui()
    catat_kartu(admin, kantor)
    bayar(admin, kantor)
    assert Iuran.objects.hidup().get().bulan == kantor.bulan

    sekda = loket("sekda")
    sekda.menu("Gerakan ASN")
    sekda.tampak("Dinas Tenaga Kerja")
    sekda.tampak("Rp16.800")
    isi = sekda.page.content()
    assert NAMA_ASN not in isi
    assert PEKERJA not in isi
    assert f'href="{reverse("iuran:penyumbang")}"' not in isi
