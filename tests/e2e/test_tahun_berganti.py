"""A year turns for 300 people, clicked as the officers do it, from the board to January's bill.

One of them is refused by BPJS for the name: it is mended, told, and accepted.
"""

import re
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone

from iuran.models import BarisBerkas, BerkasBPJS, Iuran, SumberDana
from peserta.models import Kelurahan, Peserta
from pijar.bulan import awal_bulan
from pijar.rupiah import rupiah
from tests.e2e import lembar
from tests.e2e.loket import Loket, baca, kolom
from tests.factories import bayar, terdaftar
from tests.menunggu import tunggu

pytestmark = [
    pytest.mark.perlu_chromium,
    pytest.mark.lambat,
    pytest.mark.django_db(transaction=True),
]
ORANG, KELURAHAN = 300, 6
LANJUT = "BERHASIL DIPERPANJANG"
TOLAK = "GAGAL: NAMA TIDAK SESUAI DUKCAPIL"
SALAH, BENAR = "Sukiran", "Sukirno"


@pytest.fixture
def hari_ini() -> date:
    return timezone.localdate()


@pytest.fixture
def peserta(loket, hari_ini) -> list[Peserta]:
    """Enrolled people of six kelurahan whose cover ends with the year; this month is paid."""
    mulai = awal_bulan(hari_ini)
    kode = list(Kelurahan.objects.order_by("kode").values_list("kode", flat=True)[:KELURAHAN])
    with transaction.atomic():
        semua = [
            terdaftar(
                mulai,
                13 - mulai.month,
                nama=SALAH if n == 0 else f"Orang {n:03}",
                kpj=f"26{n:09}",
                kelurahan_id=kode[n % KELURAHAN],
            ).peserta
            for n in range(ORANG)
        ]
        bayar(mulai, hari_ini)
    return semua


def test_tahun_berganti(loket, peserta, pekerja_celery, hari_ini, tmp_path):
    admin, admin2 = loket("admin"), loket("admin2")
    januari = date(hari_ini.year + 1, 1, 1)

    perpanjangan = disiapkan(admin)
    dinyatakan(loket("petugas", viewport={"width": 360, "height": 780}), hari_ini)
    diputus(loket("verifikator"), perpanjangan)
    ditetapkan(admin, admin2, perpanjangan, hari_ini)
    berkas = dikirim(admin, "perpanjangan", hari_ini)
    orang = list(berkas.daftar_baris.order_by("nomor").values_list("peserta__nik", "peserta__nama"))
    jawaban = [
        lembar.Jawaban(nik, nama, "", TOLAK if nama == SALAH else LANJUT) for nik, nama in orang
    ]
    dijawab(admin, lembar.tulis_jawaban(tmp_path / "perpanjangan.xlsx", jawaban), hari_ini)
    assert Iuran.objects.hidup().filter(bulan=januari).count() == ORANG - 1
    ditagih(admin, januari, ORANG - 1)

    dibetulkan(loket("petugas"), admin, Peserta.objects.get(nama=SALAH))
    berkas = dikirim(admin, "perubahan", hari_ini)
    (nik,) = berkas.daftar_baris.values_list("peserta__nik", flat=True)
    terima = [lembar.Jawaban(nik, BENAR, "", "DATA SUDAH DIPERBARUI")]
    dijawab(admin, lembar.tulis_jawaban(tmp_path / "perubahan.xlsx", terima), hari_ini)
    assert not BarisBerkas.objects.ditahan()  # mended: it goes into the next file of extensions
    dikirim(admin, "perpanjangan", hari_ini)
    terima = [lembar.Jawaban(nik, BENAR, "", LANJUT)]
    dijawab(admin, lembar.tulis_jawaban(tmp_path / "susulan.xlsx", terima), hari_ini)
    assert Iuran.objects.hidup().filter(bulan=januari).count() == ORANG
    ditagih(admin, januari, 1)


def disiapkan(admin: Loket) -> int:
    """From the board: who goes along, and what it costs, before anything is written."""
    admin.menu("Siapa habis kapan")
    admin.page.get_by_role("link", name=f"Siapkan perpanjangan ({ORANG})").click()
    admin.page.get_by_role("heading", name=f"Siapkan perpanjangan: {ORANG} orang").wait_for()
    admin.tekan(f"Siapkan {ORANG} orang")
    admin.page.get_by_role("button", name=re.compile("Nilai ulang")).wait_for()
    return admin.nomor()


def dinyatakan(petugas: Loket, hari_ini: date) -> None:
    """A petugas ticks everybody of each kelurahan on a phone, one page after the other."""
    petugas.buka("verifikasi:pernyataan")
    daftar = petugas.page.locator("tbody th a")
    petugas.berjumlah(daftar, KELURAHAN)
    for alamat in [a.get_attribute("href") for a in daftar.all()]:
        petugas.page.goto(f"{petugas.alamat}{alamat}")
        petugas.page.get_by_label("Tanggal").first.fill(f"{hari_ini:%d-%m-%Y}")
        petugas.page.locator("[name=pihak]").first.select_option("rt")
        petugas.page.locator("[name=nama]").fill("Ketua RT 02")
        kotak = petugas.page.locator("[name=orang]")
        petugas.berjumlah(kotak, ORANG // KELURAHAN)
        for satu in kotak.all():
            satu.check()
        petugas.tekan("Simpan yang dicentang")
        petugas.tampak("Semua orang di kelurahan ini sudah dinyatakan")


def diputus(verifikator: Loket, perpanjangan: int) -> None:
    """All with one basis."""
    verifikator.buka("verifikasi:perpanjangan_detail", perpanjangan)
    verifikator.page.locator("[name=alasan]").first.fill("Pernyataan ketua RT, cek daftar upah")
    verifikator.page.get_by_label("Berlaku untuk semua").check()
    verifikator.tekan("Setujui yang dicentang")
    verifikator.tampak(f"Disetujui ({ORANG})")


def ditetapkan(admin: Loket, admin2: Loket, perpanjangan: int, hari_ini: date) -> None:
    """One admin drafts the decree, the other freezes it; no month is payable yet."""
    admin.buka("verifikasi:perpanjangan_detail", perpanjangan)
    admin.page.locator("summary", has_text="Susun SK perpanjangan").click()
    admin.page.get_by_label("Nomor").first.fill(f"463/21/{hari_ini.year}")
    admin.page.get_by_label("Tanggal").first.fill(f"{hari_ini:%d-%m-%Y}")
    admin.tekan("Susun draf")
    admin.tampak(f"463/21/{hari_ini.year}")
    tunggu(lambda: "/penetapan/" in admin.page.url)
    admin2.buka("verifikasi:penetapan_detail", admin.nomor())
    admin2.page.get_by_role("link", name=re.compile("tetapkan", re.IGNORECASE)).first.click()
    admin2.tekan("Tetapkan")
    admin2.tampak("orang ditetapkan")
    assert not Iuran.objects.filter(bulan__year__gt=hari_ini.year).exists()


def dikirim(admin: Loket, jenis: str, hari_ini: date) -> BerkasBPJS:
    """The first group of this kind is looked at, made, and sent with its letter."""
    admin.buka("iuran:berkas_bpjs_baru")
    bagian = admin.page.locator("section", has=admin.page.locator(f"#{jenis}"))
    bagian.get_by_role("link", name=re.compile("Periksa")).last.click()
    admin.tekan("Buat berkas")
    isi = baca(admin.unduh("xlsx"))
    berkas = BerkasBPJS.objects.get(pk=admin.nomor())
    assert len(kolom(isi, "NIK")) == berkas.jumlah_orang
    admin.isi("Tanggal kirim*", f"{hari_ini:%d-%m-%Y}")
    admin.isi("Nomor surat pengantar*", f"560/{berkas.pk}/{hari_ini.year}")
    admin.tekan("Tandai sudah dikirim")
    admin.tampak(f"{berkas.nomor} ditandai sudah dikirim")
    return berkas


def dijawab(admin: Loket, path: Path, hari_ini: date) -> None:
    """BPJS's answer is read, looked at, and applied."""
    admin.page.get_by_label("Berkas jawaban BPJS").set_input_files(path)
    admin.isi("Tanggal daftar BPJS*", f"{hari_ini:%d-%m-%Y}")
    admin.tekan("Unggah jawaban")
    admin.tombol("Catat jawaban").wait_for()
    admin.tekan("Catat jawaban", yakin=True)
    admin.page.get_by_text("Diterapkan", exact=True).first.wait_for()


def ditagih(admin: Loket, bulan: date, orang: int) -> None:
    """January's bill asks for those whom BPJS was told of and did not refuse."""
    sumber = SumberDana.objects.get(kode="APBD", tahun=bulan.year)
    admin.page.goto(f"{admin.alamat}/iuran/tagihan/baru/?sampai={bulan:%Y-%m}")
    baris = admin.page.locator("tbody tr", has_text=f"Januari {bulan.year}")
    baris.filter(has_text=sumber.nama).get_by_role("button").first.click()
    admin.tampak(f"disusun: {orang} orang, {rupiah(orang * 16_800)}")


def dibetulkan(petugas: Loket, admin: Loket, orang: Peserta) -> None:
    """A petugas proposes the right name with the paper that shows it, an admin decides."""
    petugas.buka("peserta:perubahan_baru", orang.pk)
    petugas.page.get_by_label("Nama Lengkap").first.fill(BENAR)
    petugas.page.get_by_label("Alasan").first.fill("Salah tulis dari daftar kelurahan")
    petugas.page.locator("[name=bukti_kertas]").fill("KTP elektronik")
    petugas.tekan("Usulkan")
    petugas.tampak("Usulan tercatat")
    (usulan,) = orang.daftar_perubahan.all()
    admin.buka("peserta:perubahan_detail", usulan.pk)
    admin.tekan("Ubah datanya")
    tunggu(lambda: Peserta.objects.get(pk=orang.pk).nama == BENAR)
