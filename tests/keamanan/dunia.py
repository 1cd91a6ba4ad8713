"""A small city: everything there is belongs to people of Semarang Utara, or to officers there.

Officers of Semarang Tengah knock at every door of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from iuran.buku.actions.syarat import usulkan_syarat
from iuran.kelebihan.actions.cabut import usulkan_pencabutan
from iuran.kelebihan.actions.putus import isi_penyelesaian, konfirmasi_penyelesaian
from iuran.kelebihan.actions.usul import usulkan_penyelesaian
from iuran.kelebihan.aturan import Usulan as UsulanPenyelesaian
from iuran.klaim.actions import buka_klaim
from iuran.models import (
    OPD,
    Bantuan,
    BarisJawaban,
    BarisPadanan,
    BarisPenyumbang,
    BarisSaldoAwal,
    BerkasBPJS,
    DaftarBPJS,
    DaftarPadanan,
    DaftarSetoran,
    ImporPenyumbang,
    Janji,
    JawabanBPJS,
    JenisKlaim,
    KirimanBerkas,
    Klaim,
    KoreksiPembayaran,
    PadananOrang,
    Pembayaran,
    PencabutanKelebihan,
    PenyelesaianKelebihan,
    Penyumbang,
    PerubahanBantuan,
    PerubahanPagu,
    PindaianKelebihan,
    PindaianPembayaran,
    ProfilEkspor,
    SaldoAwal,
    SerahKartu,
    SkenarioRencana,
    SumberDana,
    SyaratSumber,
    Tagihan,
    Tarif,
    TitikRekonsiliasi,
)
from iuran.peristiwa.actions.catat import catat_peristiwa
from iuran.perubahan_bantuan import Rencana, susun_perubahan
from iuran.tagihan.actions.koreksi import Usulan, usulkan_koreksi
from iuran.tagihan.actions.pindai import simpan_pindaian
from iuran.tagihan.actions.susun import susun_tagihan
from laporan.actions.penarikan import usulkan_tarik
from laporan.models import DataCakupan, LaporanBulanan, PenarikanLaporan, Surat, TemplatSurat
from laporan.surat.actions.buat import buat_surat
from laporan.surat.actions.templat import unggah_templat
from laporan.surat.bahan import Bahan
from laporan.surat.berkas.bawaan import templat_bawaan
from laporan.surat.isi import Bentuk
from peserta.models import (
    BarisImpor,
    BerkasPeserta,
    Impor,
    IsianTertunda,
    JenisPeristiwa,
    KataPekerjaan,
    PasanganMirip,
    Peristiwa,
    PerubahanData,
    Peserta,
    UsulanPeristiwa,
)
from peserta.orang.actions.berkas import unggah_berkas
from pijar.models import (
    DasarHukum,
    PenahananRetensi,
    Penandatangan,
    Pengguna,
    RingkasanJejak,
    SaringanTersimpan,
    Tugas,
    UsulanAkun,
)
from pijar.sidik import sidik
from pijar.tugas import Pelaksana
from pijar.unggahan import Bersih
from tests.factories import (
    BantuanFactory,
    JanjiFactory,
    PenggunaFactory,
    PesertaFactory,
    bayar,
    sumber,
    terdaftar,
)
from tests.iuran.rekon import baris as baris_bpjs
from tests.iuran.rekon import daftar as daftar_bpjs
from tests.iuran.setoran import baris as baris_setoran
from tests.iuran.setoran import daftar as daftar_setoran
from tests.iuran.susunan import susun
from tests.laporan.tutup import tutup
from tests.peran import buat, masuk
from tests.verifikasi.lanjut import siapkan_juli
from tests.verifikasi.susunan import PADA, TANGGAL_SK, ajukan_satu, rencana
from tests.verifikasi.uji import HARI, KINI, ambil, disetujui
from verifikasi import actions
from verifikasi.actions.kembali import Kepala
from verifikasi.actions.kunjungan import IsiKunjungan, catat_kunjungan
from verifikasi.actions.ubah import susun_perubahan as susun_perubahan_sk
from verifikasi.models import (
    AturanUrutan,
    BarisPenetapan,
    Keberatan,
    Kriteria,
    Kunjungan,
    OrangUjiPetik,
    PelengkapVersi,
    Penetapan,
    Pengajuan,
    Pengesampingan,
    Pernyataan,
    Perpanjangan,
    PerubahanPenetapan,
    UjiPetik,
    VersiKriteria,
)
from verifikasi.vonis import Saringan

SINI, SANA = "33.74.01", "33.74.02"
KELURAHAN_SANA = "33.74.02.1001"
NAMA = "Zulaikha Bandarharjo"
KITA = ("", "tugas", "pengguna", "jejak", "retensi", "peserta", "iuran", "verifikasi", "laporan")


@dataclass
class Dunia:
    """One object of every kind that an address can name, all of them over there."""

    peserta: Peserta
    layak: Peserta
    tidak_layak: Peserta
    pengajuan: Pengajuan
    penetapan: Penetapan
    berkas_bpjs: BerkasBPJS
    jawaban: JawabanBPJS
    baris: BarisJawaban
    kiriman: KirimanBerkas
    peristiwa: Peristiwa
    berkas: BerkasPeserta
    isian: IsianTertunda
    usulan: UsulanPeristiwa
    klaim: Klaim
    penyumbang: Penyumbang
    janji: Janji
    kartu: SerahKartu
    pasangan: PasanganMirip
    tagihan: Tagihan
    sumber: SumberDana
    perubahan: PerubahanPagu
    syarat: SyaratSumber
    opd: OPD
    perubahan_bantuan: PerubahanBantuan
    tarif: Tarif
    skenario: SkenarioRencana
    pembayaran: Pembayaran
    koreksi: KoreksiPembayaran
    pindaian: PindaianPembayaran
    penyelesaian: PenyelesaianKelebihan
    surat: PindaianKelebihan
    cabut: PencabutanKelebihan
    saldo: SaldoAwal
    padanan: DaftarPadanan
    impor_penyumbang: ImporPenyumbang
    daftar_bpjs: DaftarBPJS
    setoran: DaftarSetoran
    titik: TitikRekonsiliasi
    impor: Impor
    tugas: Tugas
    antre: Tugas
    saringan: SaringanTersimpan
    penahanan: PenahananRetensi
    ringkasan: RingkasanJejak
    akun: Pengguna
    usulan_akun: UsulanAkun
    gagal: Tugas
    laporan: LaporanBulanan
    penarikan: PenarikanLaporan
    perubahan_sk: PerubahanPenetapan
    perubahan_data: PerubahanData
    naskah: Surat
    templat: TemplatSurat
    tanda: Penandatangan
    dasar: DasarHukum
    kata: KataPekerjaan
    data_cakupan: DataCakupan
    ditolak: Pengajuan
    keberatan: Keberatan
    pengesampingan: Pengesampingan
    uji_petik: UjiPetik
    orang_uji: OrangUjiPetik
    kunjungan: Kunjungan
    perpanjangan: Perpanjangan
    pernyataan: Pernyataan
    aturan: AturanUrutan
    versi: VersiKriteria
    kriteria: Kriteria
    pelengkap: PelengkapVersi
    sk_perubahan: Penetapan
    bantuan: Bantuan


def orang_sana(**lain: object) -> Peserta:
    isi = {"nama": NAMA, "nama_cari": NAMA.upper(), "kelurahan_id": KELURAHAN_SANA}
    return PesertaFactory(**isi | lain)


def bangun() -> Dunia:
    """Build the city. Its officers are nobody whom a test signs in."""
    petugas = buat("petugas_sana", "petugas", wilayah=[SANA])
    kota, kota2 = (buat(n, "admin", is_staff=True) for n in ("admin_kota", "admin_kota2"))
    di_sana = {"nama": NAMA, "nama_cari": NAMA.upper(), "kelurahan_id": KELURAHAN_SANA}
    dunia = Dunia(
        peserta=orang_sana(no_kk="3374021502850001", nama_ibu="Ibu Rahasia"),
        layak=orang_sana(status="layak"),
        tidak_layak=orang_sana(status="tidak_layak"),
        pengajuan=ajukan_satu(petugas, **di_sana),
        penetapan=_penetapan(kota),
        berkas_bpjs=_berkas(kota, di_sana),
        jawaban=None,
        baris=None,
        kiriman=None,
        peristiwa=None,
        berkas=None,
        isian=IsianTertunda.objects.create(kunci=uuid4(), isi={"nama": NAMA}, oleh=petugas),
        usulan=None,
        klaim=None,
        penyumbang=None,
        janji=None,
        kartu=SerahKartu.objects.create(
            peserta=orang_sana(status="terdaftar"),
            kpj="1",
            tanggal=PADA,
            penerima="rt",
            nama_penerima=NAMA,
            oleh=petugas,
        ),
        pasangan=None,
        tagihan=_tagihan(kota, di_sana),
        sumber=sumber("APBD"),
        perubahan=_perubahan(kota),
        syarat=usulkan_syarat(sumber("APBD"), {"desil_maks": 4, "alasan": "PKS"}, oleh=kota),
        opd=OPD.objects.get(nama="Kecamatan Semarang Utara"),
        perubahan_bantuan=_perubahan_bantuan(kota, di_sana),
        tarif=Tarif.objects.get(sektor="transportasi"),
        skenario=SkenarioRencana.objects.create(
            nama="Dasar", tahun=2026, oleh=kota, diubah_pada=timezone.now()
        ),
        pembayaran=_pembayaran(di_sana),
        koreksi=None,
        pindaian=None,
        penyelesaian=_penyelesaian(kota, kota2, di_sana),
        surat=None,
        cabut=None,
        saldo=_saldo(kota),
        padanan=_padanan(kota),
        impor_penyumbang=_impor_penyumbang(kota),
        daftar_bpjs=daftar_bpjs(kota, baris_bpjs(orang_sana())),
        setoran=_setoran(kota),
        titik=None,
        impor=_impor(petugas),
        tugas=_tugas(petugas, status="selesai"),
        saringan=SaringanTersimpan.objects.create(
            oleh=petugas, daftar="peserta:daftar", nama=NAMA, kueri="status=draf"
        ),
        ringkasan=RingkasanJejak.objects.create(
            hari=PADA, baris=1, sidik="a" * 64, kunci="b" * 64, tanda="c" * 128, berkas="x.txt"
        ),
        penahanan=PenahananRetensi.objects.create(
            alasan=NAMA, sampai=PADA, oleh=kota, pada=timezone.now()
        ),
        akun=PenggunaFactory(nama=NAMA, wilayah=[SANA]),
        usulan_akun=UsulanAkun.objects.create(
            jenis="reset", pengguna=kota2, alasan=NAMA, diusulkan_oleh=kota,
            diusulkan_pada=timezone.now(),
        ),
        gagal=_tugas(petugas, status="gagal", galat="Berkas rusak."),
        antre=_tugas(petugas, status="antre"),
        **_laporan(kota, kota2),
        perubahan_sk=None,
        perubahan_data=PerubahanData.objects.create(
            peserta=orang_sana(status="ditetapkan"),
            isi={"nama_ibu": ["", NAMA]},
            alasan="x",
            diusulkan_oleh=petugas,
        ),
        naskah=None,
        templat=unggah_templat(
            Bentuk.SURAT, templat_bawaan(Bentuk.SURAT).getvalue(), nama="surat.docx",
            sha256="4" * 64, oleh=kota,
        ),
        tanda=Penandatangan.objects.create(mulai=PADA, jabatan="Kepala", nama="Sri"),
        dasar=DasarHukum.objects.get(kode="perwal-26-2025"),
        kata=KataPekerjaan.objects.create(kata="DUKUN", contoh="Dukun"),
        data_cakupan=DataCakupan.objects.get(ukuran="informal"),
        ditolak=_ditolak(petugas, di_sana),
        **_uji_petik(petugas, kota, di_sana),
        keberatan=None,
        pengesampingan=_pengesampingan(petugas, di_sana),
        perpanjangan=_perpanjangan(kota, di_sana),
        pernyataan=None,
        versi=(versi := VersiKriteria.objects.get()),
        kriteria=versi.daftar_kriteria.get(kode="usia"),
        pelengkap=PelengkapVersi.objects.create(
            versi=versi, judul=versi.judul, nomor="1", alasan="x", diusulkan_oleh=kota
        ),
        aturan=AturanUrutan.objects.create(
            berlaku_mulai=PADA, bobot_tunggu=100, bobot_desil=0, bobot_usia=0, bobot_kelurahan=0,
            dasar_hukum="kepwal-kriteria", alasan="x", diusulkan_oleh=kota,
        ),
        sk_perubahan=None,
        bantuan=None,
    )  # fmt: skip
    dunia.pernyataan = Pernyataan.objects.get()
    dunia.titik = TitikRekonsiliasi.objects.filter(jenis="lebih").get()
    dunia.naskah = _naskah(dunia.tagihan, kota)
    dunia.keberatan = Keberatan.objects.create(
        pengajuan=_ditolak(petugas, di_sana),
        diterima=timezone.localdate(),
        dari="keluarga",
        nama=NAMA,
        cara="surat",
        isi=f"{NAMA} masih bekerja",
        batas=timezone.localdate(),
        dicatat_oleh=petugas,
    )
    dunia.perubahan_sk = PerubahanPenetapan.objects.create(
        penetapan=dunia.penetapan, alasan="x", diusulkan_oleh=kota
    )
    dunia.sk_perubahan, dunia.bantuan = _sk_perubahan(kota, kota2)
    dunia.jawaban = JawabanBPJS.objects.create(
        berkas_bpjs=dunia.berkas_bpjs,
        berkas="jawaban/x.xlsx",
        nama_berkas=f"jawaban {NAMA}.xlsx",
        sha256="1" * 64,
        status="diperiksa",
        oleh=kota,
    )
    dunia.baris = BarisJawaban.objects.create(
        jawaban=dunia.jawaban,
        nomor=2,
        nama=NAMA,
        hasil="galat",
        baris=dunia.berkas_bpjs.daftar_baris.get(),
    )
    dunia.surat = dunia.penyelesaian.daftar_pindaian.get()
    dunia.cabut = usulkan_pencabutan(dunia.penyelesaian, alasan="Keliru", oleh=kota)
    dunia.kiriman = _kiriman(kota, dunia.berkas_bpjs)
    dunia.koreksi, dunia.pindaian = _di_pembayaran(dunia.pembayaran, kota)
    dunia.peristiwa = Peristiwa.objects.create(
        peserta=dunia.peserta, jenis="kecelakaan", tanggal=PADA, oleh=petugas
    )
    dunia.berkas = unggah_berkas(
        dunia.peserta,
        jenis="ktp",
        bersih=Bersih(b"\xff\xd8\xff", "image/jpeg"),
        nama=f"KTP {NAMA}.jpg",
        sidik="2" * 64,
        oleh=petugas,
    )
    dunia.usulan = UsulanPeristiwa.objects.create(
        peserta=dunia.peserta, jenis="usia_65", tanggal=PADA, oleh=petugas
    )
    dunia.janji = JanjiFactory(peserta=orang_sana(status="draf"), penyumbang__nama=NAMA)
    dunia.penyumbang = dunia.janji.penyumbang
    dunia.klaim = buka_klaim(dunia.peristiwa, JenisKlaim.JKK, oleh=kota)
    BantuanFactory(peserta=PesertaFactory(status="ditetapkan", **di_sana))
    dunia.pasangan = PasanganMirip.objects.create(
        kiri=dunia.peserta, kanan=dunia.layak, skor=90, alasan={"nama": 100}
    )
    return dunia


def _laporan(kota: Pengguna, kota2: Pengguna) -> dict[str, object]:
    """A closed report, and the proposal to withdraw it."""
    laporan = tutup(PADA.replace(month=PADA.month - 1, day=1), kota, kota2, pada=PADA)
    tarik = usulkan_tarik(laporan, alasan="x", pada=timezone.now(), oleh=kota)
    return {"laporan": laporan, "penarikan": tarik}


def _ditolak(petugas: Pengguna, di_sana: dict[str, str]) -> Pengajuan:
    kasus = ajukan_satu(petugas, **di_sana)
    verifikator = Pengguna.objects.filter(username="verifikator_kota").first()
    verifikator = verifikator or buat("verifikator_kota", "verifikator")
    actions.tolak(kasus, alasan="x", oleh=verifikator, pada=PADA)
    return Pengajuan.objects.get(pk=kasus.pk)


def _pengesampingan(petugas: Pengguna, di_sana: dict[str, str]) -> Pengesampingan:
    kasus = ajukan_satu(petugas, status_bpjs="pu_aktif", **di_sana)
    return Pengesampingan.objects.create(
        pengajuan=kasus,
        kode="bukan_penerima_upah",
        temuan="Tercatat sebagai penerima upah aktif di BPJS.",
        alasan=f"{NAMA} sudah berhenti",
        nomor="470/1",
        tanggal=PADA,
        pindaian="pengesampingan/x.jpg",
        pindaian_mime="image/jpeg",
        diusulkan_oleh=buat("verifikator_sana", "verifikator"),
    )


def _uji_petik(petugas: Pengguna, kota: Pengguna, di_sana: dict[str, str]) -> dict[str, object]:
    """Somebody of over there was approved, drawn, and not found; with a photo."""
    disetujui(petugas, Pengguna.objects.get(username="verifikator_kota"), nama=NAMA,
              kelurahan=KELURAHAN_SANA, nama_cari=di_sana["nama_cari"])  # fmt: skip
    uji = ambil(kota)
    orang = uji.daftar_orang.get()
    kunjungan = catat_kunjungan(
        orang, IsiKunjungan(HARI, "tidak_ditemukan", catatan=NAMA), oleh=kota, pada=KINI,
        pindaian=Bersih(b"\xff\xd8\xff", "image/jpeg"),
    )  # fmt: skip
    return {"uji_petik": uji, "orang_uji": orang, "kunjungan": kunjungan}


def _penetapan(kota: Pengguna) -> Penetapan:
    calon = orang_sana(status="layak")
    draf = actions.susun_penetapan(nomor="463/1/2026", tanggal=TANGGAL_SK, perihal="", oleh=kota)
    BarisPenetapan.objects.create(
        penetapan=draf,
        peserta=calon,
        sumber=rencana().sumber,
        bulan_awal=rencana().bulan_awal,
        jumlah_bulan=12,
    )
    return draf


def _perpanjangan(kota: Pengguna, di_sana: dict[str, str]) -> Perpanjangan:
    """Somebody of over there waits for a decision, attested to by a kader."""
    orang = terdaftar(date(2026, 1, 1), 1, kode="CSR", **di_sana).peserta
    Pernyataan.objects.create(
        peserta=orang, tanggal=PADA, pihak="kader", nama=NAMA, bekerja=True, sakit=False,
        pindaian="pernyataan/x.jpg", pindaian_mime="image/jpeg", dicatat_oleh=kota,
    )  # fmt: skip
    pilihan = Saringan(orang=(orang.pk,))
    mulai = date(2026, 4, 1)
    return siapkan_juli(kota, pilihan, PADA, sumber=sumber("CSR"), bulan_awal=mulai)


def _sk_perubahan(kota: Pengguna, kota2: Pengguna) -> tuple[Penetapan, Bantuan]:
    """A draft that amends a frozen decree, and the place of somebody who left that one."""
    isi = {"tanggal": TANGGAL_SK, "perihal": "", "oleh": kota}
    asal = actions.susun_penetapan(nomor="463/2/2026", **isi)
    satu = BarisPenetapan.objects.create(
        penetapan=asal,
        peserta=orang_sana(status="layak"),
        sumber=rencana().sumber,
        bulan_awal=rencana().bulan_awal,
        jumlah_bulan=12,
    )
    actions.tetapkan(asal, oleh=kota2)
    asal.refresh_from_db()
    satu.refresh_from_db()
    orang = Peserta.objects.get(pk=satu.peserta_id)
    catat_peristiwa(orang, JenisPeristiwa.PINDAH, PADA, oleh=kota, pada=PADA)
    kepala = Kepala("463/3/2026", PADA)
    return susun_perubahan_sk(asal, kepala, alasan="x", oleh=kota), satu.bantuan


def _berkas(kota: Pengguna, di_sana: dict[str, str]) -> BerkasBPJS:
    BantuanFactory(peserta=PesertaFactory(status="ditetapkan", **di_sana))
    return susun(kota, profil=ProfilEkspor.objects.get(kode="bpu_kolektif"))


def _kiriman(kota: Pengguna, berkas_bpjs: BerkasBPJS) -> KirimanBerkas:
    kiriman = KirimanBerkas(
        berkas_bpjs=berkas_bpjs,
        tanggal=PADA,
        nomor_surat="560/1",
        nama_berkas="PK.xlsx",
        sha256="3" * 64,
        jumlah_orang=1,
        oleh=kota,
        pada=timezone.now(),
    )
    kiriman.berkas.save("PK.xlsx", ContentFile(b"PK"))
    return kiriman


def _pembayaran(di_sana: dict[str, str]) -> Pembayaran:
    terdaftar(date(2026, 3, 1), 1, kode="CSR", **di_sana)
    return bayar(date(2026, 3, 1), date(2026, 3, 5), kode="CSR")


def _di_pembayaran(
    pembayaran: Pembayaran, kota: Pengguna
) -> tuple[KoreksiPembayaran, PindaianPembayaran]:
    """A proposal that waits, and a scan."""
    usulan = Usulan("betulkan", "SP2D/BENAR", pembayaran.tanggal, "Salah ketik")
    koreksi = usulkan_koreksi(pembayaran, usulan, oleh=kota, pada=PADA)
    pindaian = simpan_pindaian(
        pembayaran,
        bersih=Bersih(b"isi", "image/jpeg"),
        nama=f"SP2D {NAMA}.jpg",
        sidik="2" * 64,
        oleh=kota,
    )
    return koreksi, pindaian


def _penyelesaian(
    kota: Pengguna, kota2: Pengguna, di_sana: dict[str, str]
) -> PenyelesaianKelebihan:
    """A confirmed letter of BPJS about a month that was paid after somebody moved away."""
    bulan = date(2026, 2, 1)
    orang = terdaftar(bulan, 1, kode="ASN", **di_sana).peserta
    bayar(bulan, date(2026, 2, 5), kode="ASN")
    catat_peristiwa(orang, JenisPeristiwa.PINDAH, date(2026, 1, 9), oleh=kota, pada=PADA)
    usulan = UsulanPenyelesaian("kompensasi", "B/1", PADA, 16_800)
    pks = list(orang.daftar_iuran.values_list("pk", flat=True))
    satu = usulkan_penyelesaian(pks, usulan, oleh=kota, pada=PADA)
    bersih = Bersih(b"isi", "image/jpeg")
    simpan_pindaian(satu, bersih=bersih, nama=f"Surat {NAMA}.jpg", sidik="5" * 64, oleh=kota)
    segel = sidik(isi_penyelesaian(satu))
    return konfirmasi_penyelesaian(satu, dilihat=segel, oleh=kota2, pada=timezone.now())


def _tagihan(kota: Pengguna, di_sana: dict[str, str]) -> Tagihan:
    terdaftar(kode="DBHCHT", **di_sana)
    return susun_tagihan(sumber("DBHCHT"), date(2026, 2, 1), oleh=kota)


def _naskah(tagihan: Tagihan, kota: Pengguna) -> Surat:
    """A paper of the whole city."""
    return buat_surat("surat_tagihan", Bahan(tagihan, PADA, kota)).surat


def _perubahan(kota: Pengguna) -> PerubahanPagu:
    apbd = sumber("APBD")
    return PerubahanPagu.objects.create(
        sumber=apbd,
        keadaan_lama=apbd.keadaan_pagu,
        keadaan=apbd.keadaan_pagu,
        pagu_lama=apbd.pagu,
        pagu=apbd.pagu,
        kuota_lama=apbd.kuota,
        kuota=apbd.kuota,
        nomor="900/1",
        tanggal=PADA,
        alasan="Pergeseran",
        diusulkan_oleh=kota,
        diusulkan_pada=timezone.now(),
    )


def _perubahan_bantuan(kota: Pengguna, di_sana: dict[str, str]) -> PerubahanBantuan:
    orang = terdaftar(date(2026, 5, 1), 2, kode="CSR", **di_sana).peserta
    dasar = {"dasar_nomor": "900/1", "dasar_tanggal": PADA, "alasan": "x"}
    rencana = Rencana("pendekkan", date(2026, 6, 1), **dasar)
    return susun_perubahan([orang.pk], rencana, oleh=kota, pada=PADA)


def _setoran(kota: Pengguna) -> DaftarSetoran:
    """BPJS's list of the movement, with a promise of somebody over there."""
    janji = JanjiFactory(peserta=orang_sana(status="terdaftar"), penyumbang__nama=NAMA)
    return daftar_setoran(kota, baris_setoran(janji, iuran=1))


def _saldo(kota: Pengguna) -> SaldoAwal:
    saldo = SaldoAwal.objects.create(
        berkas="saldo-awal/x.xlsx",
        nama_berkas=f"saldo {NAMA}.xlsx",
        sha256="2" * 64,
        oleh=kota,
        status="diperiksa",
        jumlah={"dibaca": 1, "peringatan": 1},
    )
    BarisSaldoAwal.objects.create(saldo=saldo, nomor=2, vonis="peringatan", nama=NAMA)
    return saldo


def _padanan(kota: Pengguna) -> DaftarPadanan:
    """A list in use that reports the death of somebody over there."""
    daftar = DaftarPadanan.objects.create(
        jenis="kependudukan",
        tanggal=PADA,
        pengirim=NAMA,
        berkas="pemadanan/x.xlsx",
        nama_berkas=f"padan {NAMA}.xlsx",
        sha256="5" * 64,
        oleh=kota,
        status="diterapkan",
        jumlah={"dibaca": 1, "meninggal": 1},
        diterapkan_oleh=kota,
        diterapkan_pada=timezone.now(),
    )
    satu = orang_sana(status="terdaftar")
    baris = BarisPadanan.objects.create(
        daftar=daftar, nomor=2, nama=NAMA, nik=satu.nik, peserta=satu, hasil="meninggal",
        tanggal=PADA,
    )  # fmt: skip
    isi = {"jenis": "kependudukan", "hasil": "meninggal", "tanggal": PADA, "daftar": daftar}
    PadananOrang.objects.create(peserta=satu, baris=baris, **isi)
    return daftar


def _impor_penyumbang(kota: Pengguna) -> ImporPenyumbang:
    impor = ImporPenyumbang.objects.create(
        berkas="penyumbang/x.xlsx",
        nama_berkas=f"jawaban {NAMA}.xlsx",
        sha256="6" * 64,
        oleh=kota,
        status="diperiksa",
        jumlah={"dibaca": 1, "peringatan": 1},
    )
    BarisPenyumbang.objects.create(
        impor=impor, nomor=2, vonis="peringatan", nasib_penyumbang="baru", nama_asn=NAMA, nama=NAMA,
        nasib_pekerja="ditolak", nip="198403052009031999", opd=OPD.objects.first(),
    )  # fmt: skip
    return impor


def _impor(petugas: Pengguna) -> Impor:
    impor = Impor.objects.create(
        berkas="impor/x.xlsx",
        nama_berkas=f"daftar {NAMA}.xlsx",
        sha256="0" * 64,
        oleh=petugas,
        status="diperiksa",
        pemetaan={"judul": ["NIK", "Nama"], "bidang": {"0": "nik", "1": "nama"}},
        jumlah={"dibaca": 1},
    )
    BarisImpor.objects.create(
        impor=impor, nomor=2, mentah=["x", NAMA], vonis="baru", nama=NAMA, dipilih=True
    )
    return impor


def _tugas(petugas: Pengguna, **lain: object) -> Tugas:
    tugas = Tugas(
        jenis="peserta.ekspor",
        judul=f"Ekspor {NAMA}",
        oleh=petugas,
        parameter={"saringan": {}},
        **lain,
    )
    Pelaksana(tugas).simpan_hasil(NAMA.encode(), "peserta.xlsx")
    tugas.save()
    return tugas


def petugas_sini(peran: str) -> Client:
    """Somebody of this role whose area ends where the city of the test begins."""
    client = masuk(buat(f"{peran}_sini", peran, wilayah=[SINI], is_staff=peran == "admin"))
    client.raise_request_exception = False
    return client


def semua_alamat() -> Iterator[tuple[str, URLPattern]]:
    """Every named address of ours, with its namespace; /kelola/ is the framework's."""
    yield from _jelajahi(get_resolver(), "")


def _jelajahi(penyelesai: URLResolver, ruang: str) -> Iterator[tuple[str, URLPattern]]:
    for pola in penyelesai.url_patterns:
        if isinstance(pola, URLPattern):
            yield f"{ruang}{pola.name}", pola
        elif (nama := pola.namespace or "") in KITA:
            yield from _jelajahi(pola, f"{ruang}{nama}:" if nama else ruang)


# Tables in which nothing may change because of a stranger; sessions and sign-ins do.
DIJAGA = (
    "peserta_peserta", "peserta_riwayatstatus", "peserta_impor", "peserta_barisimpor",
    "pijar_usulanakun", "pijar_faktorkedua",
    "verifikasi_pengajuan", "verifikasi_jawabankriteria", "verifikasi_penetapan",
    "verifikasi_perubahanpenetapan", "peserta_perubahandata", "verifikasi_keberatan",
    "verifikasi_pengesampingan", "verifikasi_tinjauan",
    "verifikasi_ujipetik", "verifikasi_strataujipetik", "verifikasi_orangujipetik",
    "verifikasi_kunjungan", "verifikasi_bataslayanan",
    "verifikasi_perpanjangan", "verifikasi_barisperpanjangan", "verifikasi_pernyataan",
    "verifikasi_barispenetapan", "iuran_bantuan", "iuran_iuran", "iuran_berkasbpjs",
    "iuran_barisberkas", "iuran_jawabanbpjs", "iuran_tagihan", "iuran_pembayaran",
    "iuran_alokasipembayaran", "iuran_koreksipembayaran", "iuran_perubahantagihan",
    "iuran_pindaianpembayaran", "iuran_penyelesaiankelebihan", "iuran_bariskelebihan",
    "iuran_pencabutankelebihan", "iuran_pindaiankelebihan",
    "peserta_peristiwa", "peserta_berkaspeserta", "peserta_isiantertunda",
    "peserta_usulanperistiwa", "iuran_klaim", "iuran_riwayatklaim",
    "iuran_saldoawal", "iuran_barissaldoawal", "iuran_daftarpadanan",
    "iuran_barispadanan", "iuran_padananorang", "iuran_permintaanpadanan",
    "iuran_imporpenyumbang", "iuran_barispenyumbang", "iuran_penyumbang", "iuran_janji",
    "iuran_saldoawal", "iuran_barissaldoawal", "iuran_daftarbpjs", "iuran_barisdaftarbpjs",
    "iuran_titikrekonsiliasi", "iuran_penyelesaiantitik",
    "iuran_daftarsetoran", "iuran_barissetoran", "iuran_bayarsetoran", "iuran_slippenyumbang",
    "iuran_serahkartu", "iuran_skenariorencana", "iuran_barisrencana",
    "iuran_perubahanbantuan", "iuran_barisperubahanbantuan",
    "iuran_tarif", "iuran_sumberdana", "iuran_perubahanpagu", "iuran_perubahansumber",
    "iuran_syaratsumber", "iuran_penyumbang", "iuran_penempatanopd", "iuran_riwayatpenyumbang",
    "iuran_janji", "iuran_riwayatjanji", "iuran_buktikartu",
    "iuran_syaratsumber", "iuran_opd", "iuran_pegawaiopd", "iuran_targetopd",
    "iuran_laporanbpjsgerakan", "iuran_barislaporanbpjs",
    "peserta_pasanganmirip", "verifikasi_penggabungan",
    "laporan_surat", "laporan_versisurat", "pijar_penahananretensi",
)  # fmt: skip


def potret() -> dict[str, list[str]]:
    """Every row of the guarded tables as text."""
    hasil = {}
    with connection.cursor() as kursor:
        for tabel in DIJAGA:
            kursor.execute(f"SELECT t::text FROM {tabel} t ORDER BY t::text")  # noqa: S608
            hasil[tabel] = [baris for (baris,) in kursor.fetchall()]
    return hasil
