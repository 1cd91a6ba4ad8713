"""One list of a kelurahan, from the field to the paid month, clicked as the officers do it."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from iuran.models import Iuran, SumberDana
from laporan.models import Surat, VersiSurat
from laporan.surat.berkas.cetak import cetakan
from peserta.models import BarisImpor, Peserta, Status
from pijar.bulan import awal_bulan, nama_bulan
from pijar.models import Pengguna
from pijar.rupiah import ribuan, rupiah
from tests.e2e import lembar
from tests.e2e.loket import Loket, baca, kolom
from tests.laporan.tutup import usulkan

pytestmark = [
    pytest.mark.perlu_chromium,
    pytest.mark.perlu_pango,
    pytest.mark.lambat,
    pytest.mark.django_db(transaction=True),
]
RUTIN = 6  # months, the shortest
ORANG, TOTAL = 46, 772_800
TERBILANG = "tujuh ratus tujuh puluh dua ribu delapan ratus rupiah"


@pytest.fixture
def hari_ini() -> date:
    return timezone.localdate()


def test_dari_daftar_kelurahan_sampai_sp2d(loket, pekerja_celery, hari_ini, tmp_path):
    petugas, verifikator = loket("petugas"), loket("verifikator")
    admin, admin2, sekda = loket("admin"), loket("admin2"), loket("sekda")
    bulan = awal_bulan(hari_ini)

    impor = didata(petugas, lembar.tulis_daftar(
        tmp_path / "Data Rentan.xlsx", lembar.daftar_kelurahan(hari_ini), hari_ini
    ))  # fmt: skip
    sisanya_diunduh(petugas, impor)
    diajukan(petugas, impor, hari_ini)
    disetujui_sekaligus(verifikator)
    yang_lewat_usia_ditolak(verifikator)
    ditetapkan(admin, admin2, bulan)
    dikirim = didaftarkan(admin, bulan)
    dijawab(admin, lembar.tulis_jawaban(tmp_path / "hasil.xlsx", lembar.jawaban_kartu(dikirim)))
    buku_iuran_benar(bulan)
    ditagih(admin, admin2, bulan)
    dibayar(admin, hari_ini)
    dasbor_benar(sekda, bulan)
    laporan_ditutup(admin2, sekda, bulan)
    halaman_orang(petugas, bulan)


def didata(petugas: Loket, berkas: Path) -> int:
    """Upload, look at the sums, tick the one who is too old, apply fifty."""
    petugas.menu("Impor Excel")
    petugas.page.get_by_label("Berkas").set_input_files(berkas)
    petugas.tekan("Unggah dan periksa")
    petugas.tombol("Masukkan 49 orang").wait_for()

    angka = [
        petugas.angka(v)
        for v in ("Dibaca", "Baru", "Ubah", "Sama", "Peringatan", "Perlu diperbaiki")
    ]
    assert angka == ["60", "49", "0", "0", "2", "9"]
    impor = petugas.nomor()
    salah = BarisImpor.objects.filter(impor=impor, vonis="galat").order_by("nomor")
    urutan = (3, 13, 23, 28, 33, 38, 43, 48, 53)
    assert [b.nomor for b in salah] == [n + lembar.BARIS_PERTAMA - 1 for n in urutan]

    petugas.ikuti("Peringatan")
    baris = petugas.page.locator("tr", has_text="verifikasi akan menolak")
    baris.get_by_role("checkbox").check()
    petugas.tekan("Simpan dulu, lanjut nanti")
    petugas.tekan("Masukkan 50 orang")
    petugas.tombol("Ajukan 50 orang").wait_for()
    assert Peserta.objects.filter(impor=impor, status=Status.DRAF).count() == 50
    return impor


def sisanya_diunduh(petugas: Loket, impor: int) -> None:
    """What was left out comes back as a sheet with reasons, and the same figures."""
    petugas.tekan("Unduh 10 baris")
    isi = baca(petugas.unduh("sisa"))
    alasan = kolom(isi, "Alasan (boleh dibiarkan)")

    assert kolom(isi, "N I K")
    assert len(alasan) == 10
    assert all(alasan)
    assert sum("sama" in str(a).lower() for a in alasan) == 2  # the pair names each other
    assert any("Jenis kelamin berbeda" in str(a) for a in alasan)
    petugas.buka("peserta:impor_detail", impor)


def diajukan(petugas: Loket, impor: int, hari_ini: date) -> None:
    """Submit the fifty with one attestation for all of them."""
    petugas.tekan("Ajukan 50 orang")
    petugas.isi("Tanggal keterangan", f"{hari_ini:%d-%m-%Y}")
    petugas.isi("Diterangkan oleh", "Ketua RW 03")
    petugas.isi("Bukti", "Surat keterangan 12/RW-03")
    petugas.tekan("Ajukan 50 orang")
    petugas.tampak("50 orang diajukan untuk diverifikasi.")


def disetujui_sekaligus(verifikator: Loket) -> None:
    """The whole queue with one basis, after a tenth was opened; who is too old stays."""
    verifikator.menu("Antrean")
    verifikator.tekan("Setujui semua (50)")
    verifikator.periksa_contoh()
    assert verifikator.angka("Dapat disetujui") == "49"
    assert verifikator.angka("Tetap menunggu") == "1"
    verifikator.page.get_by_label("Bukan penerima upah").check()
    verifikator.isi("Dasar jawaban", "Cek daftar penerima upah BPJS hari ini")
    verifikator.tekan("Setujui")
    verifikator.tampak("49 pengajuan disetujui")
    assert Peserta.objects.filter(status=Status.LAYAK).count() == 49


def yang_lewat_usia_ditolak(verifikator: Loket) -> None:
    """The one who stayed is refused with the reason that the criterion gives."""
    verifikator.menu("Antrean")
    verifikator.page.locator("tbody th a").click()
    verifikator.page.locator("summary", has_text="Tolak").click()
    alasan = verifikator.page.locator("#id_tolak-alasan")
    assert "64 tahun 11 bulan" in alasan.input_value()
    verifikator.tekan("Tolak")
    verifikator.page.get_by_role("heading", name="Antrean kosong").wait_for()
    assert Peserta.objects.filter(status=Status.TIDAK_LAYAK).count() == 1


def ditetapkan(admin: Loket, admin2: Loket, bulan: date) -> None:
    """One admin drafts the decree for the 49, the other freezes it."""
    admin.menu("Penetapan")
    admin.ikuti("Penetapan baru")
    admin.isi("Nomor*", f"463/17/{bulan.year}")
    admin.isi("Tanggal*", f"{timezone.localdate():%d-%m-%Y}")
    admin.tekan("Buat draf")
    admin.pilih("Sumber dana", str(SumberDana.objects.get(kode="APBD", tahun=bulan.year)))
    admin.isi("Bulan pertama*", f"{bulan:%Y-%m}")
    admin.isi("Jumlah bulan*", str(RUTIN))
    admin.tekan("Tambahkan")
    admin.tampak("49 orang ditambahkan.")
    admin.berjumlah(admin.tombol("Tetapkan"), 0)  # who drafts does not freeze

    admin2.buka("verifikasi:penetapan_detail", admin.nomor())
    admin2.tekan("Tetapkan", yakin=True)
    admin2.tampak("49 orang ditetapkan.")


def didaftarkan(admin: Loket, bulan: date) -> list[tuple[str, str]]:
    """One batch of both branches; its file holds every NIK as text. Returns (NIK, nama)."""
    admin.menu("Berkas ke BPJS")
    admin.page.get_by_role("link", name=re.compile("Buat berkas")).first.click()
    cabang = admin.page.locator("tbody tr").filter(has_text="emua cabang")
    admin.berjumlah(admin.page.locator("tbody tr"), 3)
    cabang.get_by_role("link").click()
    admin.page.get_by_role("button", name=re.compile("Buat berkas")).click()
    admin.tampak("berisi 49 orang")
    isi = baca(admin.unduh("PK-"))
    nik = kolom(isi, "NIK")

    assert len(nik) == 49
    assert {*nik} == {
        *Peserta.objects.filter(status=Status.DIDAFTARKAN).values_list("nik", flat=True)
    }
    assert all(isinstance(satu, str) for satu in nik)
    assert {*kolom(isi, "Jumlah Bulan")} <= {RUTIN, str(RUTIN)}
    admin.isi("Nomor surat pengantar*", "560/17")
    admin.tekan("Tandai sudah dikirim")
    admin.tampak("ditandai sudah dikirim")
    return [(str(n), str(nama)) for n, nama in zip(nik, kolom(isi, "Nama"), strict=True)]


def dijawab(admin: Loket, berkas: Path) -> None:
    """The answer is sorted into bins, looked at, and applied."""
    admin.page.get_by_label("Berkas jawaban BPJS").set_input_files(berkas)
    admin.isi("Tanggal daftar BPJS*", f"{timezone.localdate():%d-%m-%Y}")
    admin.tekan("Unggah jawaban")
    admin.tombol("Catat jawaban").wait_for()
    luar = "Tidak ada dalam berkas ini"
    nama = ("Sesuai", "Sudah peserta", "Ditolak", "Tidak ada di jawaban", luar)
    assert [admin.angka(n) for n in nama] == ["45", "1", "1", "2", "1"]
    assert admin.angka("Perlu diperiksa") == "0"

    admin.tekan("Catat jawaban", yakin=True)
    admin.page.get_by_text("Diterapkan", exact=True).first.wait_for()
    terdaftar = Peserta.objects.filter(status=Status.TERDAFTAR)
    assert terdaftar.count() == ORANG
    assert all(re.fullmatch(r"9\d{10}", kpj) for kpj in terdaftar.values_list("kpj", flat=True))
    gagal = Peserta.objects.get(status=Status.DITETAPKAN)
    assert gagal.kpj == "", "the KPJ of a failed row is not stored"
    assert Peserta.objects.filter(status=Status.DIDAFTARKAN).count() == 2


def buku_iuran_benar(bulan: date) -> None:
    """Every enrolled person has one ledger row a month, from the first month on."""
    buku = Iuran.objects.hidup()
    assert buku.count() == ORANG * RUTIN
    assert buku.filter(bulan=bulan).count() == ORANG
    assert not buku.filter(bulan__lt=bulan).exists()


def ditagih(admin: Loket, admin2: Loket, bulan: date) -> None:
    """Bill of the first month; screen, words, Excel and letter say the same."""
    admin.menu("Tagihan")
    admin.ikuti("Susun tagihan")
    baris = admin.page.locator("tbody tr", has_text=nama_bulan(bulan))
    baris.get_by_role("button").click()
    admin.tampak(f"disusun: {ORANG} orang, {rupiah(TOTAL)}")
    assert (admin.angka("Peserta"), admin.angka("Total tagihan")) == (str(ORANG), rupiah(TOTAL))
    admin.tampak(TERBILANG)
    admin.berjumlah(admin.tombol("Terbitkan"), 0)  # who drafts does not issue

    admin2.buka("iuran:tagihan_detail", admin.nomor())
    admin2.page.get_by_role("link", name="Terbitkan").click()
    admin2.tekan("Terbitkan")
    isi = baca(admin2.unduh("xlsx"))
    admin2.page.get_by_role("link", name="Buat surat ke BPJS").click()
    admin2.tekan("Buat surat")
    surat = admin2.unduh("PDF")

    nominal = kolom(isi, "Nominal")
    assert nominal[-1] == TOTAL == sum(nominal[:-1])
    assert len(nominal) - 1 == ORANG
    assert surat.read_bytes().startswith(b"%PDF-")
    (isi_surat,) = VersiSurat.objects.values_list("isi", flat=True)
    assert f"{rupiah(TOTAL)} ({TERBILANG})" in dict(isi_surat["fakta"]).values()


def dibayar(admin: Loket, hari_ini: date) -> None:
    """A wrong sum is refused; the right SP2D pays every row."""
    admin.page.reload()
    admin.page.get_by_role("link", name="Catat pembayaran").click()
    admin.isi("Nomor SP2D atau bukti transfer*", "900/1234/SP2D")
    admin.isi("Tanggal pada buktinya*", f"{hari_ini:%d-%m-%Y}")
    for nominal in ("772.000", "Rp772.800"):  # the rest stays as it was typed
        admin.isi("Nominal*", nominal)
        admin.tekan("Catat pembayaran")
        if nominal == "772.000":
            admin.tampak("tidak sama dengan total tagihan")
    admin.tampak("lunas dengan SP2D 900/1234/SP2D")
    assert Iuran.objects.filter(pembayaran__isnull=False).count() == ORANG


def dasbor_benar(sekda: Loket, bulan: date) -> None:
    """The first screen of the Sekda counts the same people and the same money."""
    sekda.menu("Beranda")
    sekda.tampak(f"kota membiayai pelindungan {ORANG} orang")
    assert sekda.angka(f"Iuran {nama_bulan(bulan)} dibayar kota") == rupiah(TOTAL)
    sumber = sekda.page.locator(
        "tr", has=sekda.page.get_by_role("rowheader", name="APBD", exact=True)
    )
    assert sekda.teks(sumber.locator("td").first) == str(ORANG)
    sekda.berjumlah(sekda.page.get_by_role("link", name="Daftar peserta"), 0)


def laporan_ditutup(admin2: Loket, sekda: Loket, bulan: date) -> None:
    """One admin proposes, another closes; Excel and PDF hold the figures of the screen."""
    diusulkan = usulkan(bulan, Pengguna.objects.get(username="admin"))
    admin2.buka("laporan:bulanan_detail", diusulkan.pk)
    admin2.tekan(f"Tutup {nama_bulan(bulan)}")
    admin2.tampak(f"{nama_bulan(bulan)} ditutup. Suratnya sedang dibuat.")
    sekda.menu("Laporan")
    sekda.ikuti(nama_bulan(bulan))
    berkas = sekda.unduh("Excel")
    angka = {b[0]: b[1] or b[2] for b in baca(berkas, "Ringkasan") if len(b) > 2}
    surat = cetakan(Surat.objects.get(jenis="laporan_bulan"))
    pdf = render_to_string(
        "dokumen/surat/laporan.html", {"c": surat, "isi": surat.isi, "kop": surat.kop}
    )

    assert angka["Terlindungi, dibayar kota"] == ORANG
    assert angka["Iuran dibayar kota (rupiah)"] == TOTAL
    assert angka["Terdaftar baru bulan ini"] == ORANG
    assert sekda.angka("Terlindungi, dibayar kota") == f"{ORANG} orang"
    assert sekda.angka(f"Iuran {nama_bulan(bulan)} dibayar kota") == rupiah(TOTAL)
    isi = sekda.teks(sekda.page.locator("main"))
    for nama, nilai in angka.items():
        if isinstance(nilai, int):
            tulisan = rupiah(nilai) if "rupiah" in nama else ribuan(nilai)
            assert tulisan in isi, nama
            assert tulisan in pdf, nama
    assert sekda.unduh("PDF").read_bytes().startswith(b"%PDF-")


def halaman_orang(petugas: Loket, bulan: date) -> None:
    """One person's page tells the whole way and the cover month by month."""
    orang = Peserta.objects.filter(status=Status.TERDAFTAR).first()
    petugas.menu("Daftar peserta")
    petugas.isi("Cari orang", orang.kpj)
    petugas.tekan("Cari")
    petugas.page.get_by_role("heading", name=orang.nama).wait_for()
    petugas.ikuti("Data dan riwayat")
    riwayat = petugas.teks(petugas.page.locator("ol.linimasa"))
    for tahap in ("Diajukan", "Layak", "Ditetapkan", "Didaftarkan", "Terdaftar"):
        assert tahap in riwayat, tahap
    petugas.ikuti("Perlindungan")
    isi = petugas.teks(petugas.page.locator("main"))
    assert nama_bulan(bulan) in isi
    petugas.berjumlah(petugas.page.locator(".bulan.lunas"), 1)
    petugas.ikuti("Keputusan")
    petugas.tampak("Disetujui")
