"""The form's answers by clicks: an unknown office, a worker named twice, drafts, and back."""

import pytest
from django.utils import timezone

from iuran.models import Janji, Penyumbang
from peserta.models import Peserta
from tests.e2e.loket import Loket, baca, kolom
from tests.e2e.tahap import kerjakan, kerjakan_yang_ditekan
from tests.factories import nik_dari
from tests.iuran import jawaban_asn

pytestmark = [
    pytest.mark.perlu_chromium,
    pytest.mark.lambat,
    pytest.mark.django_db(transaction=True),
]


def unggah(admin: Loket, path) -> None:
    admin.buka("iuran:impor_penyumbang")
    admin.page.get_by_label("Jawaban formulir ASN/PNS Peduli").set_input_files(path)
    admin.tekan("Unggah dan periksa")
    kerjakan_yang_ditekan()


def tulis_jawaban(kantor):
    """Four answers: one plain, one of an unknown office, a worker again, a term that is none."""
    kini = timezone.localdate()
    isi = {"waktu": f"{kini:%d/%m/%Y} 08:00", "mulai": f"{kini:%m/%Y}"}
    path = kantor.folder / "jawaban.xlsx"
    semua = [
        jawaban_asn.jawaban(0, **isi),
        jawaban_asn.jawaban(1, **isi | {"opd": "Dinas Tenga Kerja"}),
        jawaban_asn.jawaban(2, **isi | {"nik": nik_dari(jawaban_asn.LAHIR, "P", 0)}),
        jawaban_asn.jawaban(3, **isi | {"tempo": "kapan saja"}),
    ]
    path.write_bytes(jawaban_asn.berkas(*semua).read())
    return path


def betulkan(admin: Loket) -> None:
    """Say which office is meant, and take the rows that stay out."""
    admin.berangka(Dibaca=4, Baru=1, Peringatan=1, **{"Perlu diperbaiki": 2})
    admin.tampak("Lebih dahulu dipilih Bambang Lestari")
    admin.pilih("“Dinas Tenga Kerja”", "Dinas Tenaga Kerja")
    admin.tekan("Ingat ejaan dan nilai lagi")
    kerjakan_yang_ditekan()
    admin.berangka(Baru=2, **{"Perlu diperbaiki": 1})
    alamat = admin.page.url
    admin.tekan("Unduh 2 baris sisa")
    kerjakan_yang_ditekan()
    assert len(kolom(baca(admin.unduh("sisa")), "NIP")) == 2
    admin.page.goto(alamat)


def test_dari_jawaban_sampai_draf_dan_kembali(loket, kantor):
    path, admin = tulis_jawaban(kantor), loket("admin")
    unggah(admin, path)
    betulkan(admin)

    admin.tekan("Centang semua peringatan")
    admin.tekan("Masukkan 3 jawaban", yakin=True)
    kerjakan_yang_ditekan()
    kerjakan()  # the search for the same people, which the first job ordered
    admin.tampak("Lihat dan ajukan pekerja yang masih draf")
    assert (Penyumbang.objects.count(), Janji.objects.aktif().count()) == (3, 2)
    assert Peserta.objects.filter(status="draf", sumber_data="asn").count() == 2

    admin.tekan("Batalkan impor", yakin=True)
    kerjakan_yang_ditekan()
    admin.tampak("3 jawaban dibatalkan, 0 tetap")
    assert not Janji.objects.aktif().exists()

    unggah(admin, path)
    admin.tampak("didata kembali sebagai draf")
