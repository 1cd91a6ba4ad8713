"""How jobs about people begin: the list, the case, the decree, the paper. Small data each."""

import time
from datetime import timedelta

from django.db.models import Count
from kombu.exceptions import OperationalError as BrokerError

from iuran.models import SumberDana, Tagihan
from laporan.models import LaporanBulanan
from peserta.models import Impor, Peserta
from pijar.bengkel.kinerja.tahan.cara import Cara, Mulai, Siap
from pijar.bengkel.kinerja.tahan.kantor import Kantor, daftar_kelurahan, di, satu, tanggal
from pijar.bengkel.kinerja.tahan.petugas import TerputusError
from pijar.bulan import tambah_bulan
from pijar.celery import app
from pijar.models import Tugas
from pijar.tasks import CADANGAN, PERIKSA, PERIKSA_SISTEM, RETENSI, RINGKAS
from verifikasi.models import Penetapan, Pengajuan, Perpanjangan, VersiKriteria

SABAR = 20  # seconds until a worker takes what beat sent
BARIS = 600  # of a list of people


def unggah(k: Kantor, benih: int) -> int:
    """A list comes in; returns its number."""
    berkas = daftar_kelurahan(BARIS, benih, k.pada)
    k.petugas.tekan(di("peserta:impor"), berkas=berkas, sumber_data="kelurahan")
    return int(satu(Impor.objects.all()).pk)


def siap_unggah(nama: str, benih: int, *, masuk: bool = False) -> Siap:
    """A list that was read, and applied if ``masuk``."""

    def siap(k: Kantor) -> None:
        if nama in k.ingat:
            return
        pk = k.ingat[nama] = unggah(k, benih)
        k.selesaikan()
        if masuk:
            k.petugas.tekan(di("peserta:impor_detail", pk), f"impor/{pk}/terapkan")
            k.selesaikan()

    return siap


def tombol_impor(nama: str, aksi: str, tombol: str = "") -> Mulai:
    alamat = "peserta:impor_detail"
    return lambda k: k.petugas.tekan(di(alamat, k.ingat[nama]), aksi, tombol=tombol)


def siap_setujui(k: Kantor) -> None:
    """All who wait are ticked, and the drawn cases were opened."""
    halaman = k.verifikator.tekan(di("verifikasi:antrean"), "massal", tombol="semua")
    k.ingat["massal"] = halaman.jalan
    for pk in Pengajuan.objects.menunggu().values_list("pk", flat=True):
        k.verifikator.buka(di("verifikasi:kasus", pk))


def setujui(k: Kantor) -> None:
    k.verifikator.tekan(
        k.ingat["massal"], "massal/setujui", kode=["bukan_penerima_upah"], dasar="Daftar BPJS"
    )


def terapkan_perubahan(k: Kantor) -> None:
    daftar = k.admin.tekan(di("peserta:perubahan_daftar"), "perubahan/banyak", tombol="semua")
    k.admin.tekan(daftar, "banyak/terapkan")


def siap_perpanjangan(k: Kantor) -> None:
    """An extension whose people wait for a decision, and another whose people have one."""
    semua = Perpanjangan.objects.annotate(n=Count("daftar_baris")).filter(n__gt=0)
    k.ingat["perpanjangan"] = satu(semua).pk


def perpanjangan(k: Kantor) -> str:
    return di("verifikasi:perpanjangan_detail", k.ingat["perpanjangan"])


def siapkan_perpanjangan(k: Kantor) -> None:
    mulai = tambah_bulan(k.bulan, 1)
    isi = {"bulan": f"{k.bulan:%Y-%m}", "bulan_awal": f"{mulai:%Y-%m}", "jumlah_bulan": 6}
    tujuan = satu(SumberDana.objects.filter(kode="APBD", tahun=mulai.year))
    lihat = k.admin.buka(di("verifikasi:perpanjangan_baru", **isi, tujuan=tujuan.pk))
    k.admin.tekan(lihat, tombol="siapkan")


def susun_perpanjangan(k: Kantor) -> None:
    k.admin.tekan(
        perpanjangan(k), "/susun", nomor="463/T/1", tanggal=tanggal(k.pada), perihal="Uji",
        alasan_celah="Menunggu anggaran",
    )  # fmt: skip


def putus_perpanjangan(k: Kantor) -> None:
    k.verifikator.tekan(
        perpanjangan(k), "/putus", tombol="tindakan=setujui", semua="1", alasan="Masih bekerja"
    )


def siap_susun(k: Kantor) -> None:
    """A new extension that a verifier approved: the sample's people stand in a draft already."""
    for bagian in (siapkan_perpanjangan, siap_perpanjangan, putus_perpanjangan):
        bagian(k)
        k.selesaikan()


def tetapkan(k: Kantor) -> None:
    draf = Penetapan.objects.filter(status="draf").annotate(n=Count("daftar_baris")).filter(n__gt=0)
    k.admin2.tekan(di("verifikasi:penetapan_tetapkan", satu(draf).pk), "tetapkan")


def lampiran(k: Kantor) -> None:
    resmi = satu(Penetapan.objects.exclude(status="draf"))
    k.admin.tekan(di("verifikasi:penetapan_detail", resmi.pk), "lampiran")


def surat(k: Kantor) -> None:
    """The three files of one paper are three jobs."""
    tagihan = satu(Tagihan.objects.filter(status="diterbitkan", saldo_awal=None))
    k.admin.tekan(di("laporan:surat_baru", jenis="surat_tagihan", objek=tagihan.pk))


def laporan_terbuka(k: Kantor) -> None:
    k.admin.tekan(
        di("laporan:bulanan_detail", satu(LaporanBulanan.objects.terbuka()).pk), "usulkan"
    )


def tiap_malam(nama: str, jenis: str) -> Mulai:
    """As beat sends it; a worker then makes the job."""

    def mulai(k: Kantor) -> None:
        semula = Tugas.objects.filter(jenis=jenis).count()
        try:
            app.send_task(nama)
        except BrokerError as galat:
            raise TerputusError(repr(galat)) from galat
        sampai = time.monotonic() + SABAR
        while Tugas.objects.filter(jenis=jenis).count() == semula:
            if time.monotonic() > sampai:
                raise TerputusError(f"{nama} belum dikerjakan")
            time.sleep(0.05)

    return mulai


def hari_lampau(k: Kantor) -> None:
    k.sekda.buka(di("beranda", pada=(k.pada - timedelta(days=40)).isoformat()))


CARA: dict[str, Cara] = {
    "peserta.baca_impor": Cara(lambda k: unggah(k, 1)),
    "peserta.terapkan_impor": Cara(tombol_impor("a", "terapkan"), siap_unggah("a", 2)),
    "peserta.cari_duplikat": Cara(
        tombol_impor("b", "terapkan"), siap_unggah("b", 3), menyusul=True
    ),
    "verifikasi.ajukan_impor": Cara(
        tombol_impor("d", "terapkan", "ajukan"), siap_unggah("d", 5), menyusul=True
    ),
    "peserta.batalkan_impor": Cara(tombol_impor("c", "batal"), siap_unggah("c", 4, masuk=True)),
    "peserta.unduh_sisa": Cara(tombol_impor("a", "sisa"), siap_unggah("a", 2)),
    "peserta.ekspor": Cara(
        lambda k: k.petugas.tekan(
            di("peserta:daftar"), "ekspor", sebab="rekap", alasan="Rekap kecamatan"
        )
    ),
    "verifikasi.setujui_banyak": Cara(setujui, siap_setujui),
    "verifikasi.terapkan_perubahan": Cara(terapkan_perubahan),
    "verifikasi.lampiran": Cara(lampiran),
    "verifikasi.coba_kriteria": Cara(
        lambda k: k.admin.tekan(
            di("verifikasi:kriteria_coba", satu(VersiKriteria.objects.all()).pk),
        )
    ),
    "verifikasi.siapkan_perpanjangan": Cara(siapkan_perpanjangan),
    "verifikasi.nilai_perpanjangan": Cara(
        lambda k: k.admin.tekan(perpanjangan(k), "/nilai"), siap_perpanjangan
    ),
    "verifikasi.putus_perpanjangan": Cara(putus_perpanjangan, siap_perpanjangan),
    "verifikasi.susun_perpanjangan": Cara(susun_perpanjangan, siap_susun),
    "verifikasi.tetapkan": Cara(tetapkan),
    "laporan.daftar_orang": Cara(
        lambda k: k.admin.tekan(
            di("laporan:bulanan_detail", satu(LaporanBulanan.objects.exclude(diketahui=None)).pk),
            "/daftar",
            alasan="Diminta Inspektorat",
        )
    ),
    "laporan.data_orang": Cara(
        lambda k: k.petugas.tekan(
            di("laporan:data_orang", satu(Peserta.objects.terdaftar()).pk),
            peminta="sendiri",
            alasan="Surat permintaan 1/2026",
        )
    ),
    "laporan.hitung_hari": Cara(hari_lampau),
    "laporan.usulkan": Cara(laporan_terbuka),
    "laporan.surat_pdf": Cara(surat),
    "laporan.surat_docx": Cara(surat),
    "laporan.surat_excel": Cara(surat),
    PERIKSA: Cara(tiap_malam("pijar.periksa_simpanan", PERIKSA)),
    PERIKSA_SISTEM: Cara(tiap_malam("pijar.periksa_malam", PERIKSA_SISTEM)),
    CADANGAN: Cara(tiap_malam("pijar.cadangan_malam", CADANGAN)),
    RETENSI: Cara(tiap_malam("pijar.retensi_malam", RETENSI)),
    RINGKAS: Cara(tiap_malam("pijar.ringkas_malam", RINGKAS)),
    "pijar.ekspor_jejak": Cara(lambda k: k.admin.tekan(di("jejak:daftar"), "ekspor")),
}
