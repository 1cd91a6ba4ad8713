"""What is kept of people here, and how long: this app's part of the table of retention."""

from typing import Any

from django.db.models import Exists, Model, OuterRef, Q
from django.db.models.expressions import BaseExpression
from django.db.models.functions import Coalesce

from iuran.models import (
    DaftarBPJS,
    StatusBerkas,
    StatusDaftar,
    StatusImporPenyumbang,
    StatusJawaban,
    StatusPemadanan,
    StatusSaldo,
    StatusSetoran,
    TitikRekonsiliasi,
)
from pijar.retensi import Akhir, Entri, Masa, SapuDaftar

UU_PDP = "UU 27/2022 pasal 16 ayat (2) huruf g"
PERWAL = "Perwal 26/2025"
ARSIP = "UU 43/2009 (arsip keuangan)"
ARSIP_BULAN = Masa(bulan=120)
SEJAK_ARSIP = "sejak perlindungan terakhirnya berakhir"
DUA_TAHUN, TIGA_BULAN = Masa(bulan=24), Masa(bulan=3)
DIBUANG = "sejak dibuang, ditarik atau diunggah"
TITIK_TERBUKA = Exists(TitikRekonsiliasi.objects.filter(terakhir=OuterRef("pk"), terbuka=True))
BERKAS_DITUTUP = Q(berkas_bpjs__status__in=[StatusBerkas.SELESAI, StatusBerkas.DIBATALKAN])
KATA_PADANAN = ("nik", "nama", "kata", "pihak", "catatan")
ISI_PADANAN: dict[str, Any] = dict.fromkeys(KATA_PADANAN, "") | {"tanggal_lahir": None}
BUKAN_TERAKHIR = Q(terakhir__isnull=True) & (~Q(nik="") | ~Q(nama=""))


def lanjutan(daftar: Model) -> list[str]:
    """The further files of one of BPJS's lists."""
    return [b["simpan"] for b in daftar.lanjutan] if isinstance(daftar, DaftarBPJS) else []


def sejak(*kolom: str) -> BaseExpression:
    """The moment at which a list ended, or else came in."""
    return Coalesce(*kolom, "dibuat_pada")


# What was sent to BPJS, signed or paid keeps the term of archives.
BUKU = (
    Entri(
        "iuran.buku",
        "Buku iuran: bantuan dan bulan seseorang, tagihan, pembayaran, kelebihan",
        (
            "iuran.Bantuan",
            "iuran.Iuran",
            "iuran.BarisPerubahanBantuan",
            "iuran.BarisKelebihan",
            "iuran.PenyelesaianKelebihan",
            "iuran.TitikRekonsiliasi",
            "iuran.PenyelesaianTitik",
        ),
        "membayar iuran dan mempertanggungjawabkannya",
        f"{PERWAL}; {ARSIP}",
        ARSIP_BULAN,
        SEJAK_ARSIP,
        Akhir.TETAP,
    ),
    Entri(
        "iuran.kiriman",
        "Yang dikirim ke BPJS: berkas seperti keluar, barisnya, jawaban yang diterima",
        ("iuran.BerkasBPJS", "iuran.BarisBerkas", "iuran.KirimanBerkas", "iuran.KoreksiJawaban"),
        "bukti pendaftaran, perubahan dan penghentian",
        f"{PERWAL}; {ARSIP}",
        ARSIP_BULAN,
        "sejak dikirim",
        Akhir.TETAP,
        berkas=("iuran.KirimanBerkas.berkas:pendaftaran",),
    ),
    Entri(
        "iuran.bukti_bayar",
        "Pindaian SP2D, slip dan surat BPJS",
        (
            "iuran.PindaianPembayaran",
            "iuran.PindaianKelebihan",
            "iuran.SlipPenyumbang",
            "iuran.KoreksiPembayaran",
            "iuran.PencabutanKelebihan",
        ),
        "bukti pembayaran",
        ARSIP,
        ARSIP_BULAN,
        "sejak dibayar",
        Akhir.TETAP,
        berkas=("iuran.PindaianPembayaran.isi:pembayaran", "iuran.PindaianKelebihan.isi:kelebihan"),
    ),
    Entri(
        "iuran.klaim",
        "Klaim, kontak keluarga, penyerahan kartu",
        ("iuran.Klaim", "iuran.RiwayatKlaim", "iuran.SerahKartu"),
        "mendampingi ahli waris dan peserta",
        f"{PERWAL}; Permenaker 5/2021",
        ARSIP_BULAN,
        "sejak klaimnya selesai atau kartunya diserahkan",
        Akhir.TETAP,
    ),
    Entri(
        "iuran.gerakan",
        "Penyumbang ASN: nama, NIP, HP, instansi, janji dan kartunya",
        (
            "iuran.Penyumbang",
            "iuran.PenempatanOPD",
            "iuran.RiwayatPenyumbang",
            "iuran.Janji",
            "iuran.RiwayatJanji",
            "iuran.BuktiKartu",
        ),
        "menelusuri janji gerakan ASN Peduli",
        "SE Sekda B/838.800.1.12.2/II/2025",
        ARSIP_BULAN,
        "sejak janji terakhirnya berakhir",
        Akhir.TETAP,
    ),
    Entri(
        "iuran.padanan_orang",
        "Siapa diminta dipadankan, hasil terakhir setiap orang, baris yang disisihkan",
        (
            "iuran.PermintaanPadanan",
            "iuran.OrangDiminta",
            "iuran.PadananOrang",
            "iuran.SisihPadanan",
        ),
        "tidak membayar yang meninggal, pindah atau sudah dibayar pihak lain",
        PERWAL,
        ARSIP_BULAN,
        SEJAK_ARSIP,
        Akhir.TETAP,
    ),
    Entri(
        "iuran.saldo",
        "Saldo awal yang diterapkan, dengan barisnya",
        ("iuran.SaldoAwal", "iuran.BarisSaldoAwal"),
        "dasar buku iuran, disahkan dua admin",
        ARSIP,
        ARSIP_BULAN,
        "sejak diterapkan",
        Akhir.TETAP,
        berkas=("iuran.SaldoAwal.berkas:saldo-awal",),
    ),
)

# Of lists that came in from others file and rows go; the list and its counts stay.
DAFTAR = (
    Entri(
        "iuran.saldo_buang",
        "Saldo awal yang dibuang atau tidak terbaca, dengan barisnya",
        (),
        "mengulang unggahan",
        UU_PDP,
        TIGA_BULAN,
        DIBUANG,
        Akhir.HAPUS,
        sapuan=SapuDaftar(
            "iuran.SaldoAwal",
            sejak("dibatalkan_pada"),
            Q(status__in=[StatusSaldo.DIBATALKAN, StatusSaldo.GAGAL]),
            "iuran.BarisSaldoAwal",
            "saldo",
            terbuka=Q(status=StatusSaldo.DIPERIKSA),
        ),
    ),
    Entri(
        "iuran.jawaban",
        "Jawaban BPJS atas berkas yang sudah selesai, dengan barisnya",
        ("iuran.JawabanBPJS", "iuran.BarisJawaban"),
        "mencocokkan kartu dan penolakan",
        UU_PDP,
        DUA_TAHUN,
        "sejak diterapkan atau diunggah",
        Akhir.HAPUS,
        berkas=("iuran.JawabanBPJS.berkas:jawaban",),
        sapuan=SapuDaftar(
            "iuran.JawabanBPJS",
            sejak("diterapkan_pada"),
            BERKAS_DITUTUP,
            "iuran.BarisJawaban",
            "jawaban",
            terbuka=Q(status=StatusJawaban.DIPERIKSA) & ~BERKAS_DITUTUP,
        ),
        catatan="Hasilnya tinggal pada baris berkas yang dikirim",
    ),
    Entri(
        "iuran.impor_penyumbang",
        "Jawaban formulir ASN yang diunggah, dengan barisnya",
        ("iuran.ImporPenyumbang", "iuran.BarisPenyumbang"),
        "asal-usul janji, membatalkan impor",
        UU_PDP,
        DUA_TAHUN,
        "sejak diterapkan, dibuang atau diunggah",
        Akhir.HAPUS,
        berkas=("iuran.ImporPenyumbang.berkas:penyumbang",),
        sapuan=SapuDaftar(
            "iuran.ImporPenyumbang",
            sejak("ditutup_pada", "diterapkan_pada"),
            ~Q(status__in=[StatusImporPenyumbang.DIBACA, StatusImporPenyumbang.DIPERIKSA]),
            "iuran.BarisPenyumbang",
            "impor",
            terbuka=Q(status=StatusImporPenyumbang.DIPERIKSA),
        ),
    ),
    Entri(
        "iuran.pemadanan",
        "Daftar pemadanan dari instansi lain, dengan barisnya",
        ("iuran.DaftarPadanan", "iuran.BarisPadanan"),
        "memeriksa siapa meninggal, pindah, atau dibayar pihak lain",
        UU_PDP,
        DUA_TAHUN,
        "sejak dipakai, ditarik atau diunggah",
        Akhir.SAMARKAN,
        berkas=("iuran.DaftarPadanan.berkas:pemadanan",),
        sapuan=SapuDaftar(
            "iuran.DaftarPadanan",
            sejak("ditutup_pada", "diterapkan_pada"),
            ~Q(status__in=[StatusPemadanan.DIBACA, StatusPemadanan.DIPERIKSA]),
            "iuran.BarisPadanan",
            "daftar",
            terbuka=Q(status=StatusPemadanan.DIPERIKSA),
            kosongkan=ISI_PADANAN,
            berisi=BUKAN_TERAKHIR,
        ),
        catatan="Barisnya dikosongkan; baris terakhir seseorang tinggal sampai ada yang lebih baru",
    ),
    Entri(
        "iuran.rekonsiliasi",
        "Daftar peserta aktif dan posting dari BPJS, dengan barisnya",
        ("iuran.DaftarBPJS", "iuran.BarisDaftarBPJS"),
        "mencocokkan yang dibayar dengan yang dicatat BPJS",
        UU_PDP,
        DUA_TAHUN,
        "sejak diperiksa, dibuang atau diunggah",
        Akhir.HAPUS,
        berkas=("iuran.DaftarBPJS.berkas:rekonsiliasi",),
        sapuan=SapuDaftar(
            "iuran.DaftarBPJS",
            sejak("dibuang_pada", "diperiksa_pada"),
            (
                Q(status__in=[StatusDaftar.SELESAI, StatusDaftar.DIBUANG, StatusDaftar.GAGAL])
                | Q(status=StatusDaftar.DIPERIKSA, berlaku=False)
            )
            & ~Q(TITIK_TERBUKA),
            "iuran.BarisDaftarBPJS",
            "daftar",
            terbuka=Q(status=StatusDaftar.DIPERIKSA, berlaku=True) | Q(TITIK_TERBUKA),
            lain=lanjutan,
            kosong_induk={"lanjutan": []},
        ),
        catatan="Daftar yang masih menunjukkan titik terbuka tinggal",
    ),
    Entri(
        "iuran.setoran",
        "Daftar setoran gerakan ASN dari BPJS, dengan barisnya",
        ("iuran.DaftarSetoran", "iuran.BarisSetoran", "iuran.BayarSetoran"),
        "mencatat bulan yang dibayar penyumbang",
        UU_PDP,
        DUA_TAHUN,
        "sejak dicatat, dibuang atau diunggah",
        Akhir.HAPUS,
        berkas=("iuran.DaftarSetoran.berkas:setoran",),
        sapuan=SapuDaftar(
            "iuran.DaftarSetoran",
            sejak("dibuang_pada", "diterapkan_pada"),
            Q(status__in=[StatusSetoran.DITERAPKAN, StatusSetoran.DIBUANG, StatusSetoran.GAGAL]),
            "iuran.BarisSetoran",
            "daftar",
            terbuka=Q(status=StatusSetoran.DIPERIKSA),
        ),
    ),
)

ENTRI = (*BUKU, *DAFTAR)

BUKAN_PRIBADI = {
    "iuran.OPD": "instansi",
    "iuran.PegawaiOPD": "jumlah pegawai instansi",
    "iuran.TargetOPD": "target instansi",
    "iuran.SumberDana": "sumber dana",
    "iuran.SyaratSumber": "syarat sumber dana",
    "iuran.PerubahanPagu": "pagu",
    "iuran.PerubahanSumber": "sumber dana",
    "iuran.KondisiInsidental": "jenis kondisi",
    "iuran.PerubahanBantuan": "usul bagi banyak orang; orangnya di barisnya",
    "iuran.ProfilEkspor": "bentuk berkas",
    "iuran.Tarif": "tarif",
    "iuran.Tagihan": "jumlah orang dan rupiah; orangnya di buku iuran",
    "iuran.PerubahanTagihan": "tagihan",
    "iuran.Pembayaran": "nomor dan nilai bukti; pindaiannya di butir lain",
    "iuran.AlokasiPembayaran": "pembagian pembayaran",
    "iuran.SkenarioRencana": "rencana",
    "iuran.BarisRencana": "rencana",
    "iuran.LaporanBPJSGerakan": "jumlah per instansi",
    "iuran.BarisLaporanBPJS": "jumlah per instansi",
}
