"""A second click, a moment later or at the very same time, makes nothing twice."""

import threading
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from iuran.models import (
    Bantuan,
    BerkasBPJS,
    Iuran,
    JawabanBPJS,
    Pembayaran,
    ProfilEkspor,
    Tagihan,
)
from iuran.tagihan.angka import isi_terbit
from laporan.models import LaporanBulanan
from peserta.models import BerkasPeserta, Impor, IsianTertunda, Peserta, RiwayatStatus
from pijar.bulan import tambah_bulan
from pijar.models import Pengguna, Tugas
from pijar.sidik import sidik
from tests.e2e import lembar
from tests.e2e.tahap import DASAR, Kantor, berkas, kerjakan
from tests.factories import terdaftar
from tests.peran import masuk
from tests.pijar import bukti
from verifikasi.actions import isi_kepala
from verifikasi.models import Penetapan, Pengajuan

pytestmark = [pytest.mark.lambat, pytest.mark.django_db(transaction=True)]


class Klik(NamedTuple):
    """A button: who presses it, where it goes, what it sends, and what it must make once.

    ``sesi`` and ``kueri``: its page rests on what this session keeps, under a mark in the address.
    """

    oleh: str
    nama: str
    args: tuple[object, ...]
    isi: Callable[[], dict[str, Any]]
    hasil: Callable[[], object]
    sekali: object
    sesi: str = ""
    kueri: str = ""


def klik(oleh: str, nama: str, *args: object, isi: Any = None, hasil: Any, sekali: object) -> Klik:
    return Klik(oleh, nama, args, isi if callable(isi) else lambda: isi or {}, hasil, sekali)


def hitung(model: Any, **syarat: object) -> Callable[[], int]:
    return lambda: model.objects.filter(**syarat).count()


def pindah(ke: str) -> Callable[[], int]:
    """How often people moved to this status, by their history."""
    return hitung(RiwayatStatus, ke=ke)


def unggah(kantor: Kantor) -> Klik:
    path = lembar.tulis_daftar(
        kantor.folder / "a.xlsx", [lembar.orang(1, kantor.hari_ini)], kantor.hari_ini
    )
    isi = lambda: {"berkas": berkas(path), "sumber_data": "kelurahan"}  # noqa: E731
    return klik("petugas", "peserta:impor", isi=isi, hasil=hitung(Impor), sekali=1)


def terapkan(kantor: Kantor) -> Klik:
    impor = kantor.unggah([lembar.orang(n, kantor.hari_ini) for n in range(3)])
    return klik(
        "petugas", "peserta:impor_terapkan", impor.pk, hasil=hitung(Peserta), sekali=3,
    )  # fmt: skip


def sisa(kantor: Kantor) -> Klik:
    impor = kantor.unggah(lembar.daftar_kelurahan(kantor.hari_ini))
    return klik(
        "petugas", "peserta:impor_sisa", impor.pk,
        hasil=hitung(Tugas, jenis="peserta.unduh_sisa"), sekali=1,
    )  # fmt: skip


def orang_baru(kantor: Kantor) -> Klik:
    isi = {
        "nik": "3374010101800001", "nama": "Agus Santoso", "tanggal_lahir": "1980-01-01",
        "jenis_kelamin": "L", "kelurahan": "33.74.01.1001", "pekerjaan": "tukang_becak",
        "sumber_data": "kelurahan",
    }  # fmt: skip
    return klik("petugas", "peserta:baru", isi=isi, hasil=hitung(Peserta), sekali=1)


def isian_baru(kantor: Kantor) -> Klik:
    """The same page twice is the same person, and no draft is left over."""
    orang = orang_baru(kantor)
    isi = orang.isi() | {"kunci": "6a1c0d3e-0000-4000-8000-000000000001"}
    hasil = lambda: (Peserta.objects.count(), IsianTertunda.objects.terbuka().count())  # noqa: E731
    return orang._replace(isi=lambda: isi, hasil=hasil, sekali=(1, 0))


def berkas_orang(kantor: Kantor) -> Klik:
    kantor.didata(1)
    isi = lambda: {"jenis": "ktp", "berkas": SimpleUploadedFile("ktp.jpg", bukti.jpeg())}  # noqa: E731
    return klik(
        "petugas", "peserta:berkas", Peserta.objects.get().pk,
        isi=isi, hasil=hitung(BerkasPeserta), sekali=1,
    )  # fmt: skip


def ajukan(kantor: Kantor) -> Klik:
    impor = kantor.didata()
    return klik(
        "petugas", "verifikasi:ajukan_kirim",
        isi={"impor": impor.pk}, hasil=hitung(Pengajuan), sekali=3,
    )  # fmt: skip


def setujui(kantor: Kantor) -> Klik:
    kantor.sampai("diajukan")
    kasus = Pengajuan.objects.first()
    isi = {"jawaban_bukan_penerima_upah": "ya", "dasar_bukan_penerima_upah": DASAR}
    return klik(
        "verifikator", "verifikasi:setujui", kasus.pk, isi=isi, hasil=pindah("layak"), sekali=1
    )


def setujui_banyak(kantor: Kantor) -> Klik:
    """The cases are chosen, and the drawn one was opened."""
    kantor.sampai("diajukan")
    client = masuk(Pengguna.objects.get(username="verifikator"))
    ke = client.post(reverse("verifikasi:massal"), {"semua": "1"}).url.partition("?")[2]
    for kasus in Pengajuan.objects.all():
        client.get(reverse("verifikasi:kasus", args=[kasus.pk]))
    isi = {"kode": "bukan_penerima_upah", "dasar": DASAR}
    tombol = klik(
        "verifikator", "verifikasi:massal_setujui", isi=isi, hasil=pindah("layak"), sekali=3
    )
    return tombol._replace(sesi=client.cookies["sessionid"].value, kueri=f"?{ke}")


def tolak(kantor: Kantor) -> Klik:
    kantor.sampai("diajukan")
    return klik(
        "verifikator", "verifikasi:tolak", Pengajuan.objects.first().pk,
        isi={"tolak-alasan": "Bukan pekerja rentan."}, hasil=pindah("tidak_layak"), sekali=1,
    )  # fmt: skip


def penetapan_baru(kantor: Kantor) -> Klik:
    isi = {"nomor": "463/9", "tanggal": kantor.hari_ini.isoformat(), "perihal": ""}
    return klik("admin", "verifikasi:penetapan_baru", isi=isi, hasil=hitung(Penetapan), sekali=1)


def tambah(kantor: Kantor) -> Klik:
    kantor.sampai("layak")
    penetapan = kantor.susun_penetapan(jumlah=1)
    isi = {
        "asal": "layak", "sumber": kantor.sumber().pk, "jenis": "rutin",
        "bulan_awal": f"{kantor.bulan:%Y-%m}", "jumlah_bulan": "6", "paling_banyak": "1",
        "kunci": "6a1c0d3e-0000-4000-8000-000000000001",
    }  # fmt: skip
    return klik(
        "admin", "verifikasi:penetapan_tambah", penetapan.pk,
        isi=isi, hasil=penetapan.daftar_baris.count, sekali=2,
    )  # fmt: skip


def bekukan(kantor: Kantor) -> Klik:
    kantor.sampai("layak")
    penetapan = kantor.susun_penetapan()
    awal = {"sambungan_dari": None}
    return klik(
        "admin2", "verifikasi:penetapan_tetapkan", penetapan.pk,
        isi={"tampil": sidik(isi_kepala(penetapan))},
        hasil=hitung(Bantuan, **awal), sekali=3,
    )  # fmt: skip


def daftarkan(kantor: Kantor) -> Klik:
    kantor.sampai("ditetapkan")
    isi = {
        "profil": ProfilEkspor.objects.get(kode="bpu_kolektif").pk,
        "kelompok": f"pendaftaran::{kantor.sumber().pk}:{kantor.bulan:%Y-%m}",
    }
    return klik("admin", "iuran:berkas_bpjs_baru", isi=isi, hasil=hitung(BerkasBPJS), sekali=1)


def jawaban_diunggah(kantor: Kantor) -> Klik:
    berkas_bpjs = kantor.sampai("didaftarkan")
    path = lembar.tulis_jawaban(
        kantor.folder / "j.xlsx", [lembar.Jawaban("3374010101800001", "A", "1" * 11, "BERHASIL")]
    )
    return klik(
        "admin", "iuran:jawaban_unggah", berkas_bpjs.pk,
        isi=lambda: {"berkas": berkas(path), "tanggal": f"{kantor.hari_ini:%d-%m-%Y}"},
        hasil=hitung(JawabanBPJS), sekali=1,
    )  # fmt: skip


def jawaban_diterapkan(kantor: Kantor) -> Klik:
    jawaban = kantor.sampai("dijawab")
    return klik(
        "admin", "iuran:jawaban_terapkan", jawaban.berkas_bpjs_id, jawaban.pk,
        hasil=hitung(Iuran), sekali=18,
    )  # fmt: skip


def tagih(kantor: Kantor) -> Klik:
    kantor.sampai("terdaftar")
    isi = {"sumber": kantor.sumber().pk, "bulan": f"{kantor.bulan:%Y-%m}"}
    return klik("admin", "iuran:tagihan_baru", isi=isi, hasil=hitung(Tagihan), sekali=1)


def terbitkan(kantor: Kantor) -> Klik:
    kantor.sampai("terdaftar")
    tagihan = kantor.tagih(kantor.bulan)
    return klik(
        "admin2", "iuran:tagihan_terbitkan", tagihan.pk,
        isi={"tanggal": kantor.hari_ini.isoformat(), "dilihat": sidik(isi_terbit(tagihan))},
        hasil=hitung(Tugas, jenis="iuran.excel_tagihan"), sekali=1,
    )  # fmt: skip


def bayar(kantor: Kantor) -> Klik:
    kantor.sampai("terdaftar")
    tagihan = kantor.terbit(kantor.bulan)
    isi = {
        "tagihan": tagihan.pk,
        "nomor": "9/SP2D",
        "tanggal": kantor.hari_ini.isoformat(),
        "nominal": tagihan.total,
    }
    return klik("admin", "iuran:pembayaran_baru", isi=isi, hasil=hitung(Pembayaran), sekali=1)


def laporan(kantor: Kantor) -> Klik:
    lalu = tambah_bulan(kantor.bulan, -1)
    terdaftar(lalu, 1)
    isi = {"bulan": f"{lalu:%Y-%m}"}
    return klik("admin", "laporan:buat", isi=isi, hasil=hitung(LaporanBulanan), sekali=1)


def ekspor(kantor: Kantor) -> Klik:
    kantor.didata()
    return klik(
        "petugas", "peserta:ekspor", isi={"sebab": "rekap"},
        hasil=hitung(Tugas, jenis="peserta.ekspor"), sekali=1,
    )  # fmt: skip


def lampiran(kantor: Kantor) -> Klik:
    penetapan = kantor.sampai("ditetapkan")
    return klik(
        "admin", "verifikasi:penetapan_lampiran", penetapan.pk,
        hasil=hitung(Tugas, jenis="verifikasi.lampiran"), sekali=1,
    )  # fmt: skip


def dokumen(kantor: Kantor) -> Klik:
    kantor.sampai("terdaftar")
    tagihan = kantor.tagih(kantor.bulan)
    return klik(
        "admin", "iuran:tagihan_dokumen", tagihan.pk,
        hasil=hitung(Tugas, jenis="iuran.excel_tagihan"), sekali=1,
    )  # fmt: skip


def coba_lagi(kantor: Kantor) -> Klik:
    """A second attempt is one attempt: the worker takes the job once."""
    kantor.didata()
    tugas = Tugas.objects.first()
    Tugas.objects.filter(pk=tugas.pk).update(status="gagal", galat="Berhenti.", percobaan=0)
    return klik(
        "petugas", "tugas:ulang", tugas.pk, hasil=lambda: terakhir(tugas.pk).percobaan, sekali=1
    )


def terakhir(pk: int) -> Tugas:
    return Tugas.objects.get(pk=pk)


TOMBOL = (
    unggah, terapkan, sisa, orang_baru, isian_baru, berkas_orang, ekspor, coba_lagi, ajukan,
    setujui, setujui_banyak, tolak,
    penetapan_baru, tambah, bekukan, lampiran, daftarkan, jawaban_diunggah, jawaban_diterapkan,
    tagih, terbitkan, dokumen, bayar, laporan,
)  # fmt: skip


def tekan(tombol: Klik, mulai: threading.Barrier | None = None) -> HttpResponse:
    """One press: the whole request, in a browser session of its own unless the button has one."""
    if tombol.sesi:
        client = Client()
        client.cookies["sessionid"] = tombol.sesi
    else:
        client = masuk(Pengguna.objects.get(username=tombol.oleh))
    isi = tombol.isi()
    if mulai is not None:
        mulai.wait(timeout=10)
    return client.post(reverse(tombol.nama, args=tombol.args) + tombol.kueri, isi)


def tekan_bersamaan(tombol: Klik) -> list[int]:
    mulai = threading.Barrier(2)
    status: list[int] = []

    def satu() -> None:
        try:
            status.append(tekan(tombol, mulai).status_code)
        finally:
            connections.close_all()

    utas = [threading.Thread(target=satu) for _ in range(2)]
    for u in utas:
        u.start()
    for u in utas:
        u.join()
    return sorted(status)


@pytest.mark.parametrize("siapkan", TOMBOL, ids=lambda t: t.__name__)
def test_dua_klik_satu_hasil(kantor, siapkan):
    """Twice at once, and once more: one thing is made, and nobody sees an error page."""
    tombol = siapkan(kantor)

    status = tekan_bersamaan(tombol)
    status.append(tekan(tombol).status_code)
    kerjakan()

    assert tombol.hasil() == tombol.sekali
    assert status[0] in (200, 302), "the first click must work"
    assert {*status} <= {200, 302, 409, 422}
