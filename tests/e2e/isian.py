"""A small office in the middle of its work: something in every state that a page can show."""

from datetime import date
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Count, QuerySet
from django.utils import timezone

from iuran.berkas_bpjs.actions.batal import batalkan_berkas
from iuran.buku.actions.syarat import usulkan_syarat
from iuran.daftar_setoran.batal import buang_setoran
from iuran.daftar_setoran.terapkan import terapkan_setoran
from iuran.gerakan.actions.opd import JumlahPegawai, catat_pegawai, catat_target
from iuran.impor_penyumbang.batal import buang as buang_jawaban
from iuran.impor_penyumbang.terima import unggah_jawaban_asn
from iuran.jawaban.terima import unggah_jawaban
from iuran.kartu.actions import serahkan
from iuran.kartu.aturan import Serah
from iuran.kelebihan.actions.cabut import usulkan_pencabutan
from iuran.kelebihan.actions.putus import isi_penyelesaian, konfirmasi_penyelesaian
from iuran.kelebihan.actions.usul import usulkan_penyelesaian
from iuran.kelebihan.aturan import Usulan as UsulanPenyelesaian
from iuran.models import (
    OPD,
    Bantuan,
    BarisJawaban,
    BarisPadanan,
    BerkasBPJS,
    CaraSelesai,
    DaftarPadanan,
    Iuran,
    JenisKoreksi,
    Klaim,
    KoreksiPembayaran,
    Pembayaran,
    PencabutanKelebihan,
    PenyelesaianKelebihan,
    PerubahanBantuan,
    PindaianPembayaran,
    RiwayatJanji,
    SaldoAwal,
    SerahKartu,
    SkenarioRencana,
    SumberDana,
    Tagihan,
    Tarif,
    TitikRekonsiliasi,
)
from iuran.pemadanan.batal import tutup as tutup_padanan
from iuran.pemadanan.terima import KepalaDaftar, unggah_padanan
from iuran.peristiwa.actions.catat import catat_peristiwa
from iuran.peristiwa.actions.usulan import tolak_usulan, usulkan_peristiwa
from iuran.perubahan_bantuan import Rencana, susun_perubahan
from iuran.rekonsiliasi.selesai import selesaikan
from iuran.saldo_awal.batal import buang as buang_saldo
from iuran.saldo_awal.terima import unggah_saldo
from iuran.setoran.actions.slip import catat_slip
from iuran.tagihan.actions.bayar import catat_pembayaran
from iuran.tagihan.actions.koreksi import Usulan, isi_koreksi, konfirmasi_koreksi, usulkan_koreksi
from iuran.tagihan.actions.pindai import simpan_pindaian
from iuran.tagihan.actions.susun import batalkan_tagihan
from iuran.tagihan.aturan import Bukti
from laporan.actions.penarikan import usulkan_tarik
from laporan.models import DataCakupan, KodePeriksa, PolaNomor, Surat, TemplatSurat
from laporan.surat.actions.buat import buat_surat
from laporan.surat.actions.nomor import batalkan_surat, beri_nomor, simpan_salinan
from laporan.surat.actions.templat import pakai_templat, tarik_templat, unggah_templat
from laporan.surat.bahan import Bahan
from laporan.surat.berkas.bawaan import templat_bawaan
from laporan.surat.isi import Bentuk
from peserta.impor.keadaan import BISA_DIBACA_ULANG
from peserta.impor.sisa import minta_sisa
from peserta.impor.terima import unggah_impor
from peserta.models import (
    BarisImpor,
    BerkasPeserta,
    Impor,
    IsianTertunda,
    JenisPeristiwa,
    KataPekerjaan,
    PasanganMirip,
    PerubahanData,
    Peserta,
    UsulanPeristiwa,
)
from peserta.orang import Dasar, usulkan_perubahan
from peserta.orang.actions.berkas import unggah_berkas
from pijar.bengkel.contoh.anggaran import isi_anggaran
from pijar.bengkel.contoh.jejak import isi_jejak
from pijar.bengkel.contoh.kriteria import isi_kriteria
from pijar.bengkel.contoh.pemadanan import isi_pemadanan
from pijar.bengkel.contoh.rencana import isi_rencana
from pijar.bengkel.contoh.retensi import isi_retensi
from pijar.bulan import tambah_bulan
from pijar.models import (
    DasarHukum,
    PenahananRetensi,
    Penandatangan,
    RingkasanJejak,
    StatusTugas,
    Tugas,
)
from pijar.models.tugas import BISA_DIULANG
from pijar.pengguna.akun import buat_akun, reset_sandi
from pijar.pengguna.isi import IsiAkun
from pijar.sidik import sidik
from pijar.unggahan import Bersih
from tests.e2e import lembar
from tests.e2e.tahap import Kantor, kerjakan
from tests.factories import (
    JanjiFactory,
    PenyumbangFactory,
    PesertaFactory,
    sumber,
    terdaftar,
    ubah_pagu,
)
from tests.iuran import jawaban_asn, padanan, rekon, saldo
from tests.iuran import setoran as setor
from tests.iuran.janji_lunas import bayar_janji
from tests.laporan.tutup import tutup
from tests.retensi import malam
from tests.verifikasi.susunan import PADA, pasangkan, usul_gabung
from verifikasi import actions as verifikasi
from verifikasi.actions.gabung import gabungkan, nyatakan_berbeda
from verifikasi.actions.keberatan import IsiKeberatan, catat_keberatan
from verifikasi.actions.kembali import Kepala
from verifikasi.actions.kriteria import ubah_kepala
from verifikasi.actions.kriteria_coba import minta_coba
from verifikasi.actions.kunjungan import IsiKunjungan, betulkan_kunjungan, catat_kunjungan
from verifikasi.actions.pengesampingan import IsiPengesampingan, usulkan_pengesampingan
from verifikasi.actions.pengganti import Isian, susun_pengganti
from verifikasi.actions.pernyataan import IsiPernyataan, catat_pernyataan
from verifikasi.actions.perpanjangan import siapkan
from verifikasi.actions.perubahan import usulkan_keluar
from verifikasi.actions.ujipetik import ambil_uji_petik
from verifikasi.actions.urutan import usulkan_aturan
from verifikasi.models import (
    PERTANYAAN,
    AturanUrutan,
    BarisPenetapan,
    BarisPerpanjangan,
    Keberatan,
    PelengkapVersi,
    Penetapan,
    Pengajuan,
    Pengesampingan,
    Pernyataan,
    PerubahanPenetapan,
    VersiKriteria,
)
from verifikasi.tempat import tempat_kosong
from verifikasi.undian import Pilihan as PilihanUji
from verifikasi.vonis import RencanaLanjut, Saringan

Isi = dict[str, list[tuple[object, ...]]]
UPAH = "bukan_penerima_upah"
BAGUS = 19  # good rows of the list, beside those that are wrong or doubtful
HALAMAN_TAGIHAN = (
    "tagihan_terbitkan",
    "tagihan_batal",
    "tagihan_orang",
    "tagihan_isian",
    "tagihan_bagi",
)
HALAMAN_DRAF = ("banding", "kepala", "pindaian", "tambah", "coba", "coba_orang")
HALAMAN_RENCANA = ("rencana_detail", "rencana_ubah", "rencana_detail_unduh")
LAYAK, DITETAPKAN = 16, 8


def isi_kantor(kantor: Kantor) -> Isi:
    """Fill the database; returns for each page with arguments which ones are worth a look."""
    impor = daftar_masuk(kantor)
    keputusan(kantor)
    penetapan = daftar_penetapan(kantor)
    berkas_bpjs = berkas_bpjs_dijawab(kantor)
    perubahan_sk, perubahan = perubahan_menunggu(kantor)
    draf, tempat, aturan = sk_perubahan(kantor)
    tagihan = daftar_tagihan(kantor)
    peristiwa(kantor)
    koreksi = koreksi_menunggu(kantor)
    surat, cabut = kelebihan(kantor)
    saldo_awal = daftar_saldo(kantor)
    bantuan, padan = (
        perubahan_bantuan(kantor),
        {**daftar_padanan(kantor), **jawaban_formulir(kantor)},
    )
    sumber, tarif = anggaran(kantor)
    keberatan, lanjut = keberatan_menunggu(kantor), perpanjangan(kantor)
    usulan, diuji = pengesampingan_menunggu(kantor), {**uji_petik(kantor), **versi_kriteria(kantor)}
    laporan, tarik = laporan_ditutup(kantor)
    naskah = surat_setiap_status(kantor, tagihan)
    templat = pengaturan_surat(kantor)
    kerjakan()
    pasangan = pasangan_setiap_status(kantor)
    orang = satu_per_status()
    berkas = berkas_orang(kantor, orang)
    galat = BarisImpor.objects.filter(vonis="galat", impor__status="diperiksa").first()
    pengingat(kantor)
    return {
        "periksa": [(kode_keterangan(kantor),)],
        **akun_menunggu(kantor),
        "panduan_bab": [("petugas-dari-daftar-ke-pengajuan",)],
        "verifikasi:keberatan_baru": [(keberatan.pengajuan_id,)],
        "verifikasi:keberatan_detail": [(keberatan.pk,)],
        "verifikasi:keberatan_pindaian": [(keberatan.pk,)],
        "verifikasi:pengesampingan_baru": [(kasus_ditolak_data(kantor).pk, UPAH)],
        "verifikasi:pengesampingan_detail": [(usulan.pk,)],
        "verifikasi:pengesampingan_pindaian": [(usulan.pk,)],
        **diuji,
        "tugas:detail": tugas_setiap_status(kantor),
        "tugas:unduh": [
            (pertama(Tugas.objects.filter(oleh__username="petugas").exclude(hasil="")),)
        ],
        "peserta:impor_detail": [(i.pk,) for i in impor],
        "peserta:impor_kolom": [(i.pk,) for i in impor if i.status in BISA_DIBACA_ULANG],
        "peserta:impor_baris": [(galat.impor_id, galat.nomor)],
        "retensi:lepas": [(masa_simpan(kantor),)],
        "jejak:ringkasan_unduh": [(ringkasan_jejak(kantor),)],
        "laporan:data_orang": orang[:1],
        "peserta:detail": orang,
        "peserta:berkas": orang,
        "peserta:berkas_isi": [(berkas.peserta_id, berkas.pk)],
        "peserta:ubah": [(pertama(Peserta.objects.bisa_diajukan()),)],
        "peserta:koreksi_nik": [(pertama(Peserta.objects.terdaftar()),)],
        "verifikasi:kasus": [(pk,) for pk in satu_kasus_per_status()],
        "verifikasi:riwayat": orang,
        "verifikasi:perbaiki": [(pertama(Peserta.objects.filter(status="dikembalikan")),)],
        "verifikasi:gabung": pasangan,
        "verifikasi:penetapan_tetapkan": [(p.pk,) for p in penetapan],
        "verifikasi:perpanjangan_detail": [(lanjut.perpanjangan_id,)],
        "verifikasi:pernyataan_orang": [(lanjut.peserta_id,)],
        "verifikasi:pernyataan_pindaian": [(pertama(Pernyataan.objects.exclude(pindaian="")),)],
        "verifikasi:perubahan": [(perubahan_sk.pk,)],
        "peserta:perubahan": [*orang, (perubahan.peserta_id,)],
        "peserta:perubahan_baru": [(perubahan.peserta_id,)],
        "peserta:perubahan_detail": [(perubahan.pk,)],
        "verifikasi:penetapan_detail": [(p.pk,) for p in (*penetapan, draf)],
        "verifikasi:penetapan_kepala": [(draf.pk,)],
        "verifikasi:penetapan_ubah": [(draf.mengubah_id,)],
        "verifikasi:penetapan_berlaku": [(draf.mengubah_id,)],
        "verifikasi:penetapan_keluar": [(draf.pk,)],
        "verifikasi:penetapan_koreksi": [(draf.pk, tempat[1])],
        "verifikasi:tempat": [(tempat[0],)],
        "verifikasi:aturan_detail": [(aturan.pk,)],
        "iuran:perlindungan": orang,
        "iuran:peristiwa": orang[:2],
        "iuran:usulan_detail": [(u.pk,) for u in UsulanPeristiwa.objects.all()],
        "iuran:klaim_detail": [(k.pk,) for k in Klaim.objects.all()],
        "iuran:berkas_bpjs_detail": [(p.pk,) for p in BerkasBPJS.objects.all()],
        "iuran:jawaban": [(berkas_bpjs.pk, j.pk) for j in berkas_bpjs.daftar_jawaban.all()],
        "iuran:jawaban_baris": [baris_jawaban(berkas_bpjs)],
        "iuran:berkas_bpjs_kiriman": [(berkas_bpjs.pk, pertama(berkas_bpjs.daftar_kiriman.all()))],
        "iuran:berkas_bpjs_zip": [(berkas_bpjs.pk,)],
        "iuran:kartu_detail": [(k.pk,) for k in SerahKartu.objects.all()],
        "iuran:tagihan_detail": [
            (t.pk,) for t in (*tagihan, Tagihan.objects.exclude(saldo_awal=None).first())
        ],
        "iuran:perubahan_bantuan_detail": [(bantuan.pk,)],
        "iuran:perubahan_bantuan_kembalikan": [(bantuan.pk,)],
        "iuran:sumber_detail": [(s,) for s in sumber],
        "iuran:sumber_rekening": [(sumber[0],)],
        "iuran:sumber_rekening_unduh": [(sumber[0],)],
        "iuran:sumber_syarat": [(sumber[0],), (sumber[1],)],
        "iuran:sumber_syarat_detail": [(syarat_menunggu(kantor, sumber[0]),)],
        "iuran:sumber_ubah": [(sumber[0],)],
        "iuran:sumber_pagu": [(sumber[0],)],
        "iuran:opd_detail": [(opd_berangka(kantor),)],
        "iuran:opd_ubah": [(opd_berangka(kantor),)],
        **rencana(kantor),
        "peserta:kata_satu": [(pertama(KataPekerjaan.objects.all()),)],
        "iuran:tarif_detail": [(t,) for t in tarif],
        "iuran:tarif_ubah": [(tarif[0],)],
        **{f"iuran:{nama}": [(t.pk,) for t in tagihan[1:3]] for nama in HALAMAN_TAGIHAN},
        "iuran:pembayaran_detail": [(p.pk,) for p in Pembayaran.objects.order_by("pk")[:2]],
        "iuran:koreksi_baru": [(pertama(Pembayaran.objects.all()),)],
        "iuran:jejak_bulan": [(orang[0][0], f"{kantor.bulan:%Y-%m}")],
        "iuran:pembayaran_pindaian": [
            (koreksi.pembayaran_id, pertama(PindaianPembayaran.objects.all()))
        ],
        "iuran:koreksi": [(koreksi.pembayaran_id, koreksi.pk)],
        "iuran:penyelesaian": [(surat.pk,), (cabut.penyelesaian_id,)],
        "iuran:penyelesaian_pindaian": [(surat.pk, pertama(surat.daftar_pindaian.all()))],
        "iuran:pencabutan_baru": [(surat.pk,)],
        "iuran:pencabutan": [(cabut.penyelesaian_id, cabut.pk)],
        "iuran:saldo_awal_detail": [(s.pk,) for s in saldo_awal],
        **rekonsiliasi(kantor),
        **setoran(kantor),
        **penyumbang(kantor),
        **padan,
        "laporan:bulanan_detail": [(laporan,)],
        "laporan:penarikan": [(tarik,)],
        "laporan:masa": [(f"{kantor.bulan.year}",)],
        "laporan:masa_unduh": [(f"{kantor.bulan.year}", "excel")],
        "laporan:unduh": [(laporan, "excel")],
        "laporan:surat_detail": [(s.pk,) for s in naskah],
        "laporan:surat_unduh": [(naskah[0].pk, "docx")],
        "laporan:surat_templat_bawaan": [("surat",)],
        "laporan:surat_templat_unduh": [(templat.pk,)],
        "laporan:surat_templat_contoh": [(templat.pk,)],
        "laporan:cakupan_ubah": [(pertama(DataCakupan.objects.all()),)],
        "laporan:dasar_hukum_ubah": [(pertama(DasarHukum.objects.all()),)],
        "laporan:dasar_hukum_ganti": [(pertama(DasarHukum.objects.all()),)],
    }


def akun_menunggu(kantor: Kantor) -> Isi:
    """An account that waits for another admin, one with a password for one sign-in."""
    admin, kini = kantor.orang("admin"), timezone.now()
    isi = IsiAkun("sri.rejeki", "Sri Rejeki", "", "verifikator", [], None)
    baru = buat_akun(isi, alasan="Surat tugas", oleh=admin, pada=kini).usulan
    isi = IsiAkun("budi.s", "Budi Santoso", "", "petugas", ["33.74.01"], kantor.hari_ini)
    satu = buat_akun(isi, alasan="Surat tugas", oleh=admin, pada=kini).pengguna
    reset = reset_sandi(kantor.orang("admin2"), alasan="Lupa", oleh=admin, pada=kini).usulan
    lain = (
        *("ubah", "reset", "sandi", "lepas_faktor", "nonaktifkan", "aktifkan", "buka_kunci"),
        "akhiri_sesi",
    )
    return {
        "pengguna:detail": [(satu.pk,), (admin.pk,), (reset.pengguna_id,)],
        "pengguna:usulan": [(baru.pk,), (reset.pk,)],
        **{f"pengguna:{nama}": [(satu.pk,), (reset.pengguna_id,)] for nama in lain},
    }


def laporan_ditutup(kantor: Kantor) -> tuple[int, int]:
    """The running month's report, closed by two admins as if it had ended; its withdrawal."""
    admin, admin2 = kantor.orang("admin"), kantor.orang("admin2")
    laporan = tutup(kantor.bulan, admin, admin2)
    tarik = usulkan_tarik(laporan, alasan="Salah bulan", pada=timezone.now(), oleh=admin)
    buat_surat("laporan_masa", Bahan(None, kantor.hari_ini, admin, f"{kantor.bulan.year}"))
    return laporan.pk, tarik.pk


def surat_setiap_status(kantor: Kantor, tagihan: list[Tagihan]) -> list[Surat]:
    """One paper at each state; the cancelled one was made again."""
    admin, admin2, kini = kantor.orang("admin"), kantor.orang("admin2"), timezone.now()
    PolaNomor.objects.create(mulai=kantor.bulan, pola="560/{n}/{tahun}", oleh=admin)
    buat_surat("surat_tagihan", Bahan(tagihan[2], kantor.hari_ini, admin))
    bersih = Bersih(b"isi", "application/pdf")
    satu, dua = SumberDana.objects.order_by("pk")[:2]
    simpan_salinan(_bernomor(kantor, satu), bersih, pada=kini, oleh=admin)
    batal = _bernomor(kantor, dua)
    batalkan_surat(batal, alasan="Nomornya keliru.", pada=kini, oleh=admin2)
    _bernomor(kantor, dua)
    return list(Surat.objects.order_by("pk"))


def _bernomor(kantor: Kantor, sumber: SumberDana) -> Surat:
    admin, bulan = kantor.orang("admin"), f"{kantor.bulan:%Y-%m}"
    surat = buat_surat("realisasi", Bahan(sumber, kantor.hari_ini, admin, bulan)).surat
    beri_nomor(surat, pada=timezone.now(), oleh=admin)
    return surat


def pengaturan_surat(kantor: Kantor) -> TemplatSurat:
    """Two signatories, one of them over; templates that count, wait and were taken back."""
    admin, kini = kantor.orang("admin"), timezone.now()
    orang = {"mulai": kantor.bulan, "jabatan": "Kepala Dinas", "nip": "196808171994031005"}
    Penandatangan.objects.create(**orang, nama="Dra. Sri Rahayu, M.Si.", oleh=admin)
    Penandatangan.objects.create(
        **orang, sampai=kantor.hari_ini, nama="Budi", cara="a.n.", atas_nama="Wali Kota"
    )
    isi = templat_bawaan(Bentuk.SURAT).getvalue()
    ditarik, dipakai, _ = (
        unggah_templat(b, isi, nama=f"{b}.docx", sha256="1" * 64, oleh=admin)
        for b in (Bentuk.SURAT, Bentuk.NOTA, Bentuk.DAFTAR)
    )
    pakai_templat(dipakai, pada=kini, oleh=admin)
    tarik_templat(ditarik, pada=kini, oleh=admin)
    return dipakai


def pertama(daftar: QuerySet) -> int:
    return daftar.order_by("pk").values_list("pk", flat=True)[0]


def daftar_masuk(kantor: Kantor) -> list[Impor]:
    """An applied list, the same once more, one unreadable, one without titles, one being read."""
    semua = lembar.daftar_pendek(kantor.hari_ini, BAGUS)
    pertama = kantor.unggah(semua)
    kantor.terapkan(pertama)
    minta_sisa(pertama, oleh=pertama.oleh)
    kedua = kantor.unggah([*semua, lembar.orang(70, kantor.hari_ini)], "daftar lagi.xlsx")
    petugas = kantor.orang("petugas")
    rusak = SimpleUploadedFile("rusak.xlsx", b"bukan buku kerja")
    ketiga = unggah_impor(rusak, nama="rusak.xlsx", sumber_data="komunitas", oleh=petugas)
    asing = SimpleUploadedFile("asing.csv", b"a;b;c\n3374015502850001;Siti;Jl. Pemuda 1\n")
    tanya = unggah_impor(asing, nama="asing.csv", sumber_data="komunitas", oleh=petugas)
    kerjakan()
    for satu in (pertama, kedua, tanya):
        satu.refresh_from_db()
    kosong = SimpleUploadedFile("antre.csv", b"nik,nama\n")
    keempat = unggah_impor(kosong, nama="antre.csv", sumber_data="komunitas", oleh=petugas)
    Tugas.objects.filter(pk=keempat.tugas_id).update(status=StatusTugas.BERJALAN)
    return [pertama, kedua, ketiga, tanya, keempat]


def keputusan(kantor: Kantor) -> None:
    """Most are approved, one is sent back, one refused; the others wait, and a few are drafts."""
    kantor.ajukan()
    kantor.setujui(LAYAK)
    verifikator, pada = kantor.orang("verifikator"), kantor.hari_ini
    dua = list(Pengajuan.objects.menunggu()[:2])
    verifikasi.kembalikan(dua[0], alasan="Lampirkan foto KTP.", oleh=verifikator, pada=pada)
    verifikasi.tolak(dua[1], alasan="Tidak lagi bekerja.", oleh=verifikator, pada=pada)
    kantor.didata(3, mulai=100)


def daftar_penetapan(kantor: Kantor) -> list[Penetapan]:
    beku = kantor.tetapkan("463/1", DITETAPKAN)
    draf = kantor.susun_penetapan("463/2", 5)
    batal = kantor.susun_penetapan("463/3", 1)
    verifikasi.batalkan(batal, alasan="Salah nomor.", oleh=kantor.orang("admin"))
    verifikasi.minta_lampiran(beku, oleh=kantor.orang("admin"))
    kerjakan()
    return [beku, draf, batal]


def berkas_bpjs_dijawab(kantor: Kantor) -> BerkasBPJS:
    """A cancelled batch; then one with an applied answer, a read one and an unreadable one."""
    admin = kantor.orang("admin")
    batalkan_berkas(kantor.daftarkan(), alasan="Profil keliru.", pada=timezone.now(), oleh=admin)
    berkas_bpjs = kantor.daftarkan()
    baris = berkas_bpjs.daftar_baris.order_by("nomor")
    dikirim = list(baris.values_list("peserta__nik", "peserta__nama"))
    satu = lembar.jawaban_kartu(dikirim, ragam=(1, 2, 3))
    kantor.terapkan_jawaban(kantor.unggah_jawaban(berkas_bpjs, satu))
    kantor.unggah_jawaban(berkas_bpjs, [b._replace(kpj="1" * 11) for b in satu[2:]])
    rusak = SimpleUploadedFile("rusak.xlsx", b"bukan buku kerja")
    unggah_jawaban(berkas_bpjs, berkas=rusak, oleh=admin)
    kerjakan()
    orang = Peserta.objects.terdaftar().order_by("pk")[0]
    serah, petugas = Serah(kantor.hari_ini, "diri", "", ""), kantor.orang("petugas")
    serahkan(Peserta.objects.all(), [orang.pk], serah, oleh=petugas)
    return berkas_bpjs


def perubahan_menunggu(kantor: Kantor) -> tuple[PerubahanPenetapan, PerubahanData]:
    """The data of somebody whom BPJS refused are to change, and they are to leave the decree."""
    baris = BarisPenetapan.objects.filter(
        peserta__status="ditetapkan", bantuan__status="ditetapkan"
    ).select_related("penetapan", "peserta")[0]
    admin, petugas = kantor.orang("admin"), kantor.orang("petugas")
    keluar = usulkan_keluar(baris.penetapan, [baris.pk], alasan="Mengundurkan diri", oleh=admin)
    data = {"nama_ibu": "Sri Lestari"}
    return keluar, usulkan_perubahan(baris.peserta, data, Dasar("Sesuai KK"), oleh=petugas)


def sk_perubahan(kantor: Kantor) -> tuple[Penetapan, tuple[int, int], AturanUrutan]:
    """Somebody left a place, somebody else fills it; a rule of the waiting list is proposed."""
    admin, hari = kantor.orang("admin"), kantor.hari_ini
    satu, dua = kantor.tetapkan("463/6", 2).daftar_baris.select_related("peserta")
    catat_peristiwa(satu.peserta, JenisPeristiwa.PINDAH, hari, oleh=admin, pada=hari)
    isian = Isian(Kepala("463/7", hari), {})
    # In December the place that is left is the part after New Year.
    tempat = tempat_kosong(admin, kantor.bulan).get(peserta=satu.peserta).pk
    draf = susun_pengganti([tempat], isian, alasan="Pindah", oleh=admin)
    isi = {"bobot_tunggu": 100, "bobot_desil": 0, "bobot_usia": 0, "bobot_kelurahan": 0}
    isi |= {"berlaku_mulai": hari, "dasar_hukum": "kepwal-kriteria", "alasan": "Rapat"}
    return draf, (tempat, dua.pk), usulkan_aturan(isi, oleh=admin, pada=hari)


def keberatan_menunggu(kantor: Kantor) -> Keberatan:
    """The person who was refused objects, with a letter."""
    kasus = Pengajuan.objects.get(status="ditolak")
    hari = kantor.hari_ini
    isi = IsiKeberatan(hari, "keluarga", "Sri Lestari", "surat", "Ia masih bekerja tiap hari.")
    surat = Bersih(b"\xff\xd8\xff", "image/jpeg")
    petugas = kantor.orang("petugas")
    return catat_keberatan(kasus, isi, oleh=petugas, pada=hari, pindaian=surat)


def kasus_ditolak_data(kantor: Kantor) -> Pengajuan:
    """A waiting case of somebody whom BPJS calls an active wage earner."""
    orang = PesertaFactory(status_bpjs="pu_aktif")
    verifikasi.ajukan([orang.pk], oleh=kantor.orang("petugas"), pada=kantor.hari_ini)
    return Pengajuan.objects.get(peserta=orang, status="menunggu")


def pengesampingan_menunggu(kantor: Kantor) -> Pengesampingan:
    """What the data refuses is proposed to be overruled, with a letter."""
    isi = IsiPengesampingan("Sudah berhenti dari pabrik.", "470/12", kantor.hari_ini)
    return usulkan_pengesampingan(
        kasus_ditolak_data(kantor),
        UPAH,
        isi,
        pindaian=Bersih(b"\xff\xd8\xff", "image/jpeg"),
        oleh=kantor.orang("verifikator"),
        pada=kantor.hari_ini,
    )


def uji_petik(kantor: Kantor) -> Isi:
    """Everybody who was approved is drawn; one was visited by two, one was not found."""
    admin, admin2, kini = kantor.orang("admin"), kantor.orang("admin2"), timezone.now()
    hari = kantor.hari_ini
    uji = ambil_uji_petik(
        PilihanUji(hari.replace(month=1, day=1), hari), persen=100, oleh=admin, pada=kini
    )
    orang = list(uji.daftar_orang.select_related("pengajuan__peserta", "uji")[:3])
    jawaban = {nama: baik for nama, (_, baik) in PERTANYAAN.items()}
    isi, foto = IsiKunjungan(hari, "ditemukan", **jawaban), Bersih(b"\xff\xd8\xff", "image/jpeg")
    lama = catat_kunjungan(orang[0], isi, oleh=admin, pada=kini, pindaian=foto)
    salah = isi._replace(masih_bekerja=False)
    betulkan_kunjungan(lama, salah, alasan="Salah orang.", oleh=admin2, pada=kini)
    hilang = IsiKunjungan(hari, "tidak_ditemukan")
    catat_kunjungan(orang[1], hilang, oleh=admin2, pada=kini)
    return {
        "verifikasi:uji_petik_detail": [(uji.pk,)],
        "verifikasi:uji_petik_strata": [(uji.pk,)],
        "verifikasi:uji_petik_orang": [(o.pk,) for o in orang],
        "verifikasi:kunjungan_foto": [(lama.pk,)],
    }


def perpanjangan(kantor: Kantor) -> BarisPerpanjangan:
    """People to be extended after their grants: one attested to, the others still to be asked."""
    admin, petugas, pada = kantor.orang("admin"), kantor.orang("petugas"), kantor.hari_ini
    orang = list(Peserta.objects.terdaftar().order_by("-pk")[:4])
    bantuan = Bantuan.objects.hidup().filter(peserta__in=orang).order_by("-bulan_akhir")
    mulai = tambah_bulan(bantuan[0].bulan_akhir, 1)
    sumber("CSR", mulai.year + 1)
    rencana = RencanaLanjut(sumber("CSR", mulai.year), mulai, 6)
    pilihan = Saringan(orang=tuple(o.pk for o in orang))
    jadi = siapkan(rencana, pilihan, kunci=uuid4(), oleh=admin, pada=pada)
    surat = Bersih(b"\xff\xd8\xff", "image/jpeg")
    isi = IsiPernyataan(pada, "rt", "Slamet Riyadi")
    catat_pernyataan(orang[0], isi, oleh=petugas, pada=pada, pindaian=surat)
    return jadi.daftar_baris.get(peserta=orang[0])


def kode_keterangan(kantor: Kantor) -> str:
    """The code of a numbered paper about somebody with cover."""
    orang = Peserta.objects.filter(daftar_iuran__hidup=True).order_by("pk").first()
    admin = kantor.orang("admin")
    surat = buat_surat("keterangan", Bahan(orang, kantor.hari_ini, admin)).surat
    beri_nomor(surat, nomor="560/1", pada=timezone.now(), oleh=admin)
    return KodePeriksa.objects.get(versi__surat=surat).kode


def baris_jawaban(berkas_bpjs: BerkasBPJS) -> tuple[int, int, int]:
    """A row that may still be corrected."""
    baris = BarisJawaban.objects.filter(
        jawaban__berkas_bpjs=berkas_bpjs, jawaban__status="diperiksa", baris__isnull=False
    )
    return berkas_bpjs.pk, baris[0].jawaban_id, baris[0].pk


def koreksi_menunggu(kantor: Kantor) -> KoreksiPembayaran:
    """A proposal of one admin to mend the number of the payment."""
    lunas = Pembayaran.objects.berlaku().first()
    bersih = Bersih(b"isi", "image/jpeg")
    simpan_pindaian(
        lunas, bersih=bersih, nama="sp2d.jpg", sidik="3" * 64, oleh=kantor.orang("admin")
    )
    usulan = Usulan("betulkan", "900/2/SP2D", lunas.tanggal, "Salah ketik")
    return usulkan_koreksi(lunas, usulan, oleh=kantor.orang("admin"), pada=kantor.hari_ini)


def kelebihan(kantor: Kantor) -> tuple[PenyelesaianKelebihan, PencabutanKelebihan]:
    """Three had moved away before the paid month: one letter waits, one is taken back."""
    admin, admin2, pada = kantor.orang("admin"), kantor.orang("admin2"), kantor.hari_ini
    hari = tambah_bulan(kantor.bulan, -1)
    surat_bpjs = []
    lunas = Iuran.objects.hidup().filter(pembayaran__isnull=False, bulan=kantor.bulan)
    keluar = list(lunas.filter(peserta__status="terdaftar").order_by("-pk")[:3])
    for satu in keluar:
        catat_peristiwa(satu.peserta, JenisPeristiwa.PINDAH, hari, oleh=admin, pada=pada)
    for n, satu in enumerate(keluar[:2]):
        usulan = UsulanPenyelesaian("kompensasi", f"B/{n}/BPJS", pada, satu.nominal)
        surat = usulkan_penyelesaian([satu.pk], usulan, oleh=admin, pada=pada)
        bersih = Bersih(b"isi", "image/jpeg")
        simpan_pindaian(surat, bersih=bersih, nama="surat.jpg", sidik="7" * 64, oleh=admin)
        surat_bpjs.append(surat)
    segel = sidik(isi_penyelesaian(surat_bpjs[1]))
    konfirmasi_penyelesaian(surat_bpjs[1], dilihat=segel, oleh=admin2, pada=timezone.now())
    cabut = usulkan_pencabutan(surat_bpjs[1], alasan="Suratnya keliru.", oleh=admin)
    return surat_bpjs[0], cabut


def daftar_tagihan(kantor: Kantor) -> list[Tagihan]:
    """One bill at each of its four states, in four months."""
    admin, admin2 = kantor.orang("admin"), kantor.orang("admin2")
    bulan = [tambah_bulan(kantor.bulan, n) for n in range(4)]
    lunas = kantor.terbit(bulan[0])
    bukti = Bukti("900/1/SP2D", kantor.hari_ini, lunas.total)
    catat_pembayaran([lunas], bukti, oleh=admin, pada=kantor.hari_ini)
    terbit = kantor.terbit(bulan[1])
    disusun = kantor.tagih(bulan[2])
    batal = kantor.tagih(bulan[3])
    batalkan_tagihan(batal, alasan="Salah bulan.", oleh=admin2)
    return [lunas, terbit, disusun, batal]


def peristiwa(kantor: Kantor) -> None:
    """An accident with its claim, two proposals that wait and one that was refused."""
    admin, petugas, pada = kantor.orang("admin"), kantor.orang("petugas"), kantor.hari_ini
    luka, mati, pindah, tua = Peserta.objects.terdaftar().order_by("pk")[:4]
    bukti = {"bukti_jenis": "surat_kematian", "bukti_nomor": "474.3/12"}
    luka_di_pasar = {"keterangan": "Tertabrak saat berdagang"}
    catat_peristiwa(luka, JenisPeristiwa.KECELAKAAN, pada, **luka_di_pasar, oleh=admin, pada=pada)
    usulkan_peristiwa(mati, JenisPeristiwa.MENINGGAL, pada, **bukti, oleh=petugas, pada=pada)
    tolak = usulkan_peristiwa(pindah, JenisPeristiwa.TIDAK_BEKERJA, pada, oleh=petugas, pada=pada)
    tolak_usulan(tolak, alasan="Masih berdagang menurut ketua RT.", oleh=admin)
    UsulanPeristiwa.objects.create(peserta=tua, jenis="usia_65", tanggal=pada)


def perubahan_bantuan(kantor: Kantor) -> PerubahanBantuan:
    """A draft in which one person goes along and the others stay behind."""
    terdaftar(kantor.bulan, 1, kode="CSR")
    admin, pada = kantor.orang("admin"), kantor.hari_ini
    dasar = {"dasar_nomor": "900/3", "dasar_tanggal": pada, "alasan": "Pagu dipotong"}
    orang = list(Peserta.objects.order_by("pk").values_list("pk", flat=True))
    return susun_perubahan(
        orang, Rencana("pendekkan", kantor.bulan, **dasar), oleh=admin, pada=pada
    )


def anggaran(kantor: Kantor) -> tuple[list[int], list[int]]:
    """Sources with a deficit and a new one that waits; a tariff in draft, and one in force."""
    SumberDana.objects.get_or_create(
        kode="CSR",
        tahun=kantor.hari_ini.year,
        defaults={"nama": "Perusahaan", "jenis": "csr", "pagu": 10**9, "kuota": 50},
    )
    isi_anggaran(pada=kantor.hari_ini)
    sumber = SumberDana.objects.filter(tahun=kantor.hari_ini.year).order_by("-pk")
    rancangan = Tarif.objects.rancangan().filter(disusun_oleh__isnull=False)
    return [s.pk for s in sumber], [pertama(rancangan), pertama(Tarif.objects.berlaku())]


def syarat_menunggu(kantor: Kantor, sumber: int) -> int:
    """Rules of a source that wait for another admin."""
    isi = {"wilayah": ["33.74.01"], "alasan": "PKS 12"}
    dana = SumberDana.objects.get(pk=sumber)
    return usulkan_syarat(dana, isi, oleh=kantor.orang("admin")).pk


def rencana(kantor: Kantor) -> Isi:
    """The pages of a scenario."""
    isi_rencana(pada=kantor.hari_ini)
    return {f"iuran:{n}": [(pertama(SkenarioRencana.objects.all()),)] for n in HALAMAN_RENCANA}


def versi_kriteria(kantor: Kantor) -> Isi:
    """The version in force, completed; one proposed; a draft that was tried, with its scan."""
    isi_kriteria(pada=kantor.hari_ini)
    aktif, usulan, draf = VersiKriteria.objects.order_by("pk")
    ubah_kepala(draf, {}, pindaian=Bersih(b"\xff\xd8\xff", "image/jpeg"))
    minta_coba(draf, oleh=kantor.orang("admin"))
    kerjakan()
    pk = (draf.pk,)
    return {
        "verifikasi:kriteria_versi": [(v.pk,) for v in (aktif, usulan, draf)],
        "verifikasi:kriteria_ubah": [(draf.pk, k.pk) for k in draf.daftar_kriteria.all()],
        "verifikasi:kriteria_lengkapi": [(aktif.pk,)],
        "verifikasi:pelengkap_detail": [(pertama(PelengkapVersi.objects.all()),)],
        **{f"verifikasi:kriteria_{nama}": [pk] for nama in HALAMAN_DRAF},
    }


def daftar_saldo(kantor: Kantor) -> list[SaldoAwal]:
    """An opening list of admin2 with every verdict, one applied, one unreadable, one dropped."""
    admin, admin2 = kantor.orang("admin"), kantor.orang("admin2")
    isi = {"sumber": f"APBD {kantor.bulan.year}", "bulan_awal": f"{kantor.bulan:%m-%Y}"}
    isi |= {"jumlah_bulan": 1, "bulan_lunas": f"{kantor.bulan:%m-%Y}"}
    masuk = saldo.unggah(*(saldo.baris(n, **isi) for n in range(900, 903)), oleh=admin)
    saldo.terapkan(masuk, oleh=admin2)
    ragam = [
        saldo.baris(900, **isi),
        saldo.baris(910, **isi),
        saldo.baris(911, **isi | {"kpj": "123456"}),
        saldo.baris(912, **isi | {"sumber": "Entah", "nik": "3374"}),
    ]
    ubah_pagu(tahun=kantor.hari_ini.year, kuota=1, defisit_sejak=kantor.hari_ini)
    menunggu = saldo.unggah(*ragam, oleh=admin2)
    rusak = unggah_saldo(SimpleUploadedFile("x.xlsx", b"x"), nama="rusak.xlsx", oleh=admin)
    kerjakan()
    buang = saldo.unggah(saldo.baris(913, **isi), oleh=admin)
    buang_saldo(buang, pada=timezone.now())
    return [menunggu, masuk, rusak, buang]


def jawaban_formulir(kantor: Kantor) -> Isi:
    """Answers of the form: with every verdict, applied, undone but for one, unreadable, dropped."""
    admin, kini = kantor.orang("admin"), timezone.now()
    isi = {"waktu": kantor.hari_ini, "mulai": f"{kantor.bulan:%m/%Y}"}
    masuk = jawaban_asn.unggah(*(jawaban_asn.jawaban(n, **isi) for n in range(3)), oleh=admin)
    jawaban_asn.terapkan(masuk, oleh=admin)
    tarik = jawaban_asn.unggah(jawaban_asn.jawaban(7, **isi), oleh=admin)
    jawaban_asn.terapkan(tarik, oleh=admin)
    jawaban_asn.batalkan(tarik, oleh=admin)
    isi["waktu"] = f"{kantor.hari_ini:%d/%m/%Y} 23:59"
    ragam = [
        jawaban_asn.jawaban(0, **isi),
        jawaban_asn.jawaban(1, **isi | {"tempo": "6 bulan", "opd": "Dinkes"}),
        jawaban_asn.jawaban(10, **isi | {"opd": "Dinas Entah"}),
        jawaban_asn.jawaban(11, **isi | {"pekerjaan": "PNS"}),
        jawaban_asn.jawaban(12, **isi),
    ]
    menunggu = jawaban_asn.unggah(*ragam, oleh=admin)
    rusak, _ = unggah_jawaban_asn(SimpleUploadedFile("y.xlsx", b"yy"), oleh=admin)
    kerjakan()
    lepas = jawaban_asn.unggah(jawaban_asn.jawaban(13, **isi), oleh=admin)
    buang_jawaban(lepas, oleh=admin, pada=kini)
    return {
        "iuran:impor_penyumbang_detail": [(i.pk,) for i in (menunggu, masuk, tarik, rusak, lepas)]
    }


def daftar_padanan(kantor: Kantor) -> Isi:
    """Lists of other offices: the sample, one unreadable, one discarded, one withdrawn."""
    admin, kini = kantor.orang("admin"), timezone.now()
    isi_pemadanan(pada=kantor.hari_ini)
    kepala = KepalaDaftar("kependudukan", kantor.bulan, "Disdukcapil")
    unggah_padanan(SimpleUploadedFile("x.xlsx", b"xx"), kepala, oleh=admin)
    kerjakan()
    satu = pertama(Peserta.objects.terdaftar())
    orang = Peserta.objects.get(pk=satu)
    buang = padanan.unggah(padanan.sebut(orang), oleh=admin, tanggal=kantor.bulan)
    tarik = padanan.dipakai(padanan.sebut(orang, "ADA"), oleh=admin, tanggal=kantor.bulan)
    for daftar in (buang, tarik):
        tutup_padanan(daftar, alasan="Daftar kota lain", oleh=admin, pada=kini)
    baris = BarisPadanan.objects.order_by("hasil", "pk").distinct("hasil")
    return {
        "iuran:pemadanan_detail": [(d.pk,) for d in DaftarPadanan.objects.all()],
        "iuran:pemadanan_baris": [(b.daftar_id, b.pk) for b in baris],
    }


def setoran(kantor: Kantor) -> Isi:
    """A slip that was cancelled and one that counts; lists in every state, with every bin."""
    admin, bulan, hari = kantor.orang("admin"), kantor.bulan, kantor.hari_ini
    sumber("ASN", bulan.year)
    sumber("ASN", tambah_bulan(bulan, 3).year)
    asn = PenyumbangFactory()
    janji = [
        JanjiFactory(penyumbang=asn, mulai=bulan, tempo=3, peserta__nama=f"Pekerja {n}")
        for n in range(5)
    ]
    belum = JanjiFactory(penyumbang=asn, mulai=bulan, tempo=3, peserta__status="layak")
    slip = {"mulai": bulan, "tanggal": hari, "jumlah": 2}
    satu, dua = (
        catat_slip(setor.slip(j, **slip), oleh=admin, pada=hari) for j in (janji[0], janji[4])
    )
    usul = Usulan(JenisKoreksi.BATALKAN, "", hari, "Bukti orang lain")
    koreksi = usulkan_koreksi(dua, usul, oleh=admin, pada=hari)
    usulkan_koreksi(satu, usul, oleh=admin, pada=hari)
    konfirmasi_koreksi(
        koreksi,
        dilihat=sidik(isi_koreksi(koreksi)),
        oleh=kantor.orang("admin2"),
        pada=timezone.now(),
    )
    isi = {"bulan": bulan, "tanggal": hari}
    lama = setor.daftar(admin, setor.baris(janji[0]), **isi)
    catat = setor.daftar(admin, setor.baris(janji[1]), setor.baris(belum, kpj=""), **isi)
    terapkan_setoran(catat.pk, oleh=admin, pada=timezone.now())
    baru = setor.daftar(
        admin,
        *map(setor.baris, janji[:2]),
        setor.baris(janji[2], nama="ORANG LAIN"),
        setor.baris(belum, nik="", kpj="x"),
        **isi | {"bulan": tambah_bulan(bulan, 1)},
    )
    salah = setor.daftar(admin, ["a"], kepala=["b", "c"], **isi)
    buangan = setor.daftar(admin, setor.baris(janji[1]), **isi | {"bulan": tambah_bulan(bulan, 2)})
    buang_setoran(buangan.pk, alasan="Bulan lain", oleh=admin, pada=timezone.now())
    return {
        "iuran:penyumbang_bayar": [(asn.pk,), (PenyumbangFactory().pk,)],
        "iuran:setoran_detail": [(d.pk,) for d in (lama, catat, baru, salah, buangan)],
        "iuran:pembayaran_detail": [
            *((p.pk,) for p in Pembayaran.objects.bertagihan().order_by("pk")[:2]),
            *((p.pk,) for p in Pembayaran.objects.bukti()),
        ],
        "iuran:koreksi": [(k.pembayaran_id, k.pk) for k in KoreksiPembayaran.objects.all()],
        "iuran:koreksi_baru": [
            (pertama(Pembayaran.objects.bertagihan()),),
            (pertama(Pembayaran.objects.bukti()),),
        ],
    }


def ringkasan_jejak(kantor: Kantor) -> int:
    """A signed digest of yesterday, and rows of today."""
    isi_jejak(pada=kantor.hari_ini)
    satu = RingkasanJejak(
        hari=kantor.hari_ini, baris=7, sidik="a" * 64, kunci="b" * 64, tanda="c" * 128
    )
    satu.berkas.save("jejak.txt", ContentFile(satu.teks.encode()), save=False)
    satu.save()
    return satu.pk


def masa_simpan(kantor: Kantor) -> int:
    """A list and an export past their term, a night that ended them, more of both; a hold."""
    isi_retensi(pada=kantor.hari_ini)
    malam()
    isi_retensi(pada=kantor.hari_ini)
    return pertama(PenahananRetensi.objects.all())


def pengingat(kantor: Kantor) -> None:
    """Promises of civil servants: never paid, in grace, lapsed, and one whose donor retired."""
    mulai = tambah_bulan(kantor.hari_ini, -6)
    pensiun = {"status": "pensiun", "keluar_pada": kantor.hari_ini}
    for dibayar, donor in ((0, {}), (4, {}), (1, {}), (6, pensiun)):
        janji = JanjiFactory(penyumbang=PenyumbangFactory(**donor), mulai=mulai)
        if dibayar:
            bayar_janji(janji, dibayar, pada=kantor.hari_ini)


def penyumbang(kantor: Kantor) -> Isi:
    """Donors and promises: for somebody without a card, taken over, and one whose donor left."""
    admin, tambahan = kantor.orang("admin"), {"didata_oleh": kantor.orang("admin")}
    bebas = Peserta.objects.filter(digabung_ke=None, daftar_janji=None).order_by("-pk")
    orang = list(bebas.filter(status="layak")[:1])
    orang += bebas.filter(status="berhenti")[:2]
    keluar = {"status": "pensiun", "keluar_pada": kantor.hari_ini, "keluar_alasan": "SK pensiun"}
    asn = [PenyumbangFactory(**isi, **tambahan) for isi in ({}, keluar)]
    sama = {"status": "berakhir", "sebab_akhir": "diambil_kota"}
    janji = [
        JanjiFactory(penyumbang=asn[n % 2], peserta=o, mulai=kantor.bulan, **isi, **tambahan)
        for n, (o, isi) in enumerate(zip(orang, ({}, {}, sama), strict=True))
    ]
    for satu in janji:
        RiwayatJanji.objects.create(
            janji=satu,
            jenis="dibuat",
            mulai=satu.mulai,
            sampai=satu.sampai,
            tempo=satu.tempo,
            alasan="Formulir ASN Peduli",
            pada=kantor.hari_ini,
            oleh=admin,
        )
    pks = [(p.pk,) for p in asn]
    return {
        "iuran:penyumbang_detail": pks,
        "iuran:penyumbang_ubah": pks,
        "iuran:janji_baru": pks[:1],
        "iuran:janji_detail": [(j.pk,) for j in janji],
    }


def opd_berangka(kantor: Kantor) -> int:
    """An office with a number of civil servants that was corrected, a target and a spelling."""
    opd, admin = OPD.objects.get(nama="Dinas Sosial"), kantor.orang("admin")
    for jumlah in (40, 41):
        catat_pegawai(
            [JumlahPegawai(opd, kantor.bulan, jumlah, "BKPP")], oleh=admin, pada=kantor.hari_ini
        )
    catat_target(opd, kantor.bulan.year, 12, oleh=admin)
    return opd.pk


def rekonsiliasi(kantor: Kantor) -> Isi:
    """A list that was superseded, the one that counts with most bins, and one of another month."""
    admin, bulan = kantor.orang("admin"), kantor.bulan
    isi = {"bulan": bulan, "tanggal": kantor.hari_ini}
    ada = Iuran.objects.hidup().filter(
        bulan=bulan, peserta__kelurahan__kecamatan__cabang=(cabang := _cabang_teramai(bulan))
    )
    orang = list(Peserta.objects.filter(pk__in=ada.values("peserta")).order_by("pk"))
    isi["cabang"] = cabang
    lama = rekon.daftar(admin, *map(rekon.baris, orang[:1]), **isi)
    asing = PesertaFactory.build(kpj="99911122233")
    satu = rekon.daftar(
        admin,
        *map(rekon.baris, orang[3:]),
        rekon.baris(orang[1], nama="ORANG LAIN"),
        rekon.baris(orang[2], status="AKTIF PU"),
        rekon.baris(asing),
        rekon.baris(asing, nik="", kpj="x", status="AKTIF"),
        **isi,
    )
    titik = TitikRekonsiliasi.objects.terbuka().filter(jenis="beda")
    pks = list(titik.values_list("pk", flat=True))
    selesaikan(pks, cara=CaraSelesai.DATA, alasan="Ejaan KTP", oleh=admin, pada=timezone.now())
    salah = rekon.daftar(admin, judul=[["POSTING IURAN JANUARI 2020"]], **isi)
    return {
        "iuran:rekonsiliasi_detail": [(d.pk,) for d in (lama, satu, salah)],
        "iuran:rekonsiliasi_titik_detail": [
            (pertama(TitikRekonsiliasi.objects.filter(terbuka=t)),) for t in (True, False)
        ],
    }


def _cabang_teramai(bulan: date) -> str:
    """The branch with most months of ours."""
    kunci = "peserta__kelurahan__kecamatan__cabang"
    baris = Iuran.objects.hidup().filter(bulan=bulan).order_by().values_list(kunci)
    return max(baris.annotate(n=Count("pk")), key=lambda b: b[1])[0]


def pasangan_setiap_status(kantor: Kantor) -> list[tuple[object, ...]]:
    """Two people who may be one: waiting, in the way of each other, proposed, merged, two."""
    petugas, verifikator = kantor.orang("petugas"), kantor.orang("verifikator")
    draf = list(Peserta.objects.filter(impor=kantor.didata(4, mulai=200)).order_by("pk"))
    terdaftar = Peserta.objects.filter(status="terdaftar").first()
    usul_gabung(petugas, draf[0], draf[1])
    gabungkan(usul_gabung(petugas, draf[2], draf[3]), oleh=verifikator, pada=PADA)
    nyatakan_berbeda(pasangkan(draf[0], draf[2]), alasan="Kembar.", oleh=petugas)
    menunggu = pasangkan(terdaftar, draf[1])
    pasangkan(terdaftar, Peserta.objects.filter(status="diajukan").first())
    semua = PasanganMirip.objects.order_by("pk").values_list("pk", flat=True)
    return [(menunggu.pk,), *((pk,) for pk in semua if pk != menunggu.pk)][:6]


def satu_per_status() -> list[tuple[object, ...]]:
    """Somebody at each status; the last stage first."""
    daftar = Peserta.objects.order_by("-status", "pk").distinct("status")
    return [(pk,) for pk in daftar.values_list("pk", flat=True)]


def berkas_orang(kantor: Kantor, orang: list[tuple[object, ...]]) -> BerkasPeserta:
    """A photo and a paper of everybody whose page is looked at, and a half-typed form."""
    petugas = kantor.orang("petugas")
    IsianTertunda.objects.create(
        kunci=uuid4(), isi={"nama": "Sri Wahyuni Endah Lestari Ningsih"}, oleh=petugas
    )
    for peserta in Peserta.objects.filter(pk__in=[pk for (pk,) in orang]):
        for jenis, mime in (("ktp", "image/jpeg"), ("keterangan_kerja", "application/pdf")):
            terakhir = unggah_berkas(
                peserta,
                jenis=jenis,
                bersih=Bersih(b"isi", mime),
                nama="IMG-20260310-WA0012 dari ketua RW.jpg",
                sidik="1" * 64,
                oleh=petugas,
            )
    return terakhir


def satu_kasus_per_status() -> list[int]:
    daftar = Pengajuan.objects.order_by("status", "pk").distinct("status")
    return list(daftar.values_list("pk", flat=True))


def tugas_setiap_status(kantor: Kantor) -> list[tuple[object, ...]]:
    """A job of the petugas at each status."""
    petugas = kantor.orang("petugas")
    batal = {"dibatalkan_oleh": petugas, "dibatalkan_pada": timezone.now()}
    for status in StatusTugas:
        Tugas.objects.create(
            jenis="uji",
            judul=f"Ekspor peserta {status.label}",
            oleh=petugas,
            status=status,
            galat="" if status not in BISA_DIULANG else "Berkas rusak. Unggah lagi.",
            kemajuan=120,
            dari=1_200,
            **(batal if status == StatusTugas.DIBATALKAN else {}),
        )
    daftar = Tugas.objects.filter(jenis="uji").order_by("pk")
    return [(pk,) for pk in daftar.values_list("pk", flat=True)]
