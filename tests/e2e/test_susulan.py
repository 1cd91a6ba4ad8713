"""The way back from a refusal: a second answer of BPJS settles the line, clicked by an admin."""

from pathlib import Path

import pytest
from django.utils import timezone

from iuran.models import Iuran, KoreksiJawaban
from peserta.models import Peserta, Status
from tests.e2e.lembar import Jawaban, tulis_jawaban
from tests.e2e.loket import Loket
from tests.e2e.tahap import RUTIN, kerjakan_yang_ditekan

pytestmark = [
    pytest.mark.perlu_chromium,
    pytest.mark.lambat,
    pytest.mark.django_db(transaction=True),
]


def unggah_susulan(admin: Loket, pk: int, berkas: Path) -> None:
    """The second answer, which the first one contradicts."""
    admin.buka("iuran:berkas_bpjs_detail", pk)
    admin.page.get_by_label("Berkas jawaban BPJS").set_input_files(berkas)
    admin.isi("Tanggal daftar BPJS*", f"{timezone.localdate():%d-%m-%Y}")
    admin.tekan("Unggah jawaban")
    kerjakan_yang_ditekan()
    admin.page.get_by_role("link", name="Berbeda").click()
    admin.tampak("Jawaban sebelumnya menolak orang ini")


def setujui_dan_terapkan(admin: Loket) -> None:
    """Tick the row, say why, apply."""
    admin.page.get_by_label("Pilih baris 2").check()
    admin.pilih("Pindahkan ke*", "Sesuai")
    admin.isi("Alasan*", "Nama ibunya sudah diisi")
    admin.tekan("Pindahkan yang dicentang")
    admin.tampak("Dipindahkan ke Sesuai.")
    admin.tekan("Catat jawaban", yakin=True)
    kerjakan_yang_ditekan()


def test_baris_yang_ditolak_selesai_dengan_jawaban_susulan(loket, kantor):
    berkas_bpjs = kantor.sampai("didaftarkan")
    dikirim = berkas_bpjs.daftar_baris.order_by("nomor")
    orang = list(dikirim.values_list("peserta__nik", "peserta__nama"))
    kartu = [
        Jawaban(nik, nama, f"{90_000_000_000 + n}", "BERHASIL")
        for n, (nik, nama) in enumerate(orang)
    ]
    tolak = kartu[0]._replace(kpj="", keterangan="GAGAL: NAMA IBU KANDUNG KOSONG")
    kantor.terapkan_jawaban(kantor.unggah_jawaban(berkas_bpjs, [tolak, *kartu[1:]]))
    admin = loket("admin")

    unggah_susulan(admin, berkas_bpjs.pk, tulis_jawaban(kantor.folder / "s.xlsx", [kartu[0]]))
    setujui_dan_terapkan(admin)

    admin.tampak("1 orang terdaftar, 0 ditolak")
    satu = Peserta.objects.get(nik=orang[0][0])
    assert (satu.status, satu.kpj) == (Status.TERDAFTAR, "90000000000")
    assert Iuran.objects.hidup().filter(peserta=satu).count() == RUTIN
    assert KoreksiJawaban.objects.get().alasan == "Nama ibunya sudah diisi"
