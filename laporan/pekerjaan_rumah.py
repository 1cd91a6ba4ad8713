"""Work that waits for the signed-in officer: a count and the page where it is done."""

from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from iuran.berkas_bpjs import orang_siap
from iuran.kartu import belum_diserahkan, terlambat
from iuran.kelebihan import belum_diminta
from iuran.models import (
    BarisBerkas,
    BerkasBPJS,
    Iuran,
    JenisBerkasBPJS,
    Klaim,
    KoreksiPembayaran,
    PenyelesaianKelebihan,
    PerubahanBantuan,
    SaldoAwal,
    StatusBerkas,
    StatusTagihan,
    SyaratSumber,
    Tagihan,
)
from iuran.peristiwa import PERINGATAN_USIA, mendekati_65
from iuran.perlindungan import boleh_ditagih
from iuran.perubahan_data import ditolak_bpjs
from laporan import tempo
from laporan.mendesak import Tunggu, mendesak
from laporan.menunggu_periksa import kata_asing, pengesampingan, uji_petik
from laporan.menunggu_tutup import laporan_menunggu
from peserta.models import (
    PasanganMirip,
    PerubahanData,
    Peserta,
    Status,
    StatusPasangan,
    UsulanPeristiwa,
)
from pijar.bulan import awal_bulan
from pijar.models import Pengguna
from verifikasi.models import (
    AturanUrutan,
    BarisPerpanjangan,
    Keberatan,
    Penetapan,
    Pengajuan,
    PerubahanPenetapan,
    StatusPenetapan,
)
from verifikasi.tempat import tempat_kosong

BELUM_DIBERITAHUKAN = {
    JenisBerkasBPJS.PENDAFTARAN: "Ditetapkan, belum didaftarkan ke BPJS",
    JenisBerkasBPJS.PERPANJANGAN: "Diperpanjang, belum diberitahukan ke BPJS",
    JenisBerkasBPJS.PERUBAHAN: "Data berubah, belum diberitahukan ke BPJS",
    JenisBerkasBPJS.PENGHENTIAN: "Berhenti atau dipendekkan, belum diberitahukan ke BPJS",
}
Antrean = tuple[str, QuerySet, str]
TEMPO: dict[str, tempo.Tempo] = {
    "Pengajuan menunggu keputusan": tempo.pengajuan,
    "Keberatan menunggu jawaban": tempo.keberatan,
    "Perpanjangan menunggu keputusan": tempo.perpanjangan,
    "Perpanjangan disetujui, belum masuk SK": tempo.perpanjangan,
    "Klaim lewat batas melapor": tempo.klaim,
    "Klaim masih dikerjakan": tempo.klaim,
    "Berkas ke BPJS menunggu jawaban": tempo.berkas,
    "Kartu terlambat dari BPJS": tempo.kartu,
    "Iuran bulan ini belum ditagih": tempo.bulan_iuran,
    "Tagihan menunggu diterbitkan": tempo.tagihan,
    "Tagihan menunggu dibayar": tempo.tagihan,
}
"""The due day of each list that has one, by its label."""


def untuk(pengguna: Pengguna, *, pada: date) -> list[Tunggu]:
    """Everything that waits for ``pengguna`` and that they may do, the nearest due day first.

    What has no due day follows in the order of the work; zeros are left out.
    """
    hitungan = (_hitung(satu) for satu in _daftar(pengguna, pada))
    semua = [*mendesak(pengguna, pada), *(t for t in hitungan if t.jumlah)]
    urut = sorted(semua, key=lambda t: t.tempo or date.max)  # stable: money first of one day
    return [t._replace(kata_tempo=tempo.kata_tempo(t.tempo, pada)) for t in urut]


def _daftar(pengguna: Pengguna, pada: date) -> list[Antrean]:
    """Every list that this officer works on."""
    daftar: list[Antrean] = []
    if pengguna.has_perm("pijar.mendata"):
        daftar += pendataan(pengguna)
    if pengguna.has_perm("pijar.usul_peristiwa"):
        daftar += peristiwa(pengguna, pada)
    if pengguna.has_perm("pijar.memverifikasi"):
        menunggu = Pengajuan.objects.for_petugas(pengguna).menunggu()
        daftar.append(("Pengajuan menunggu keputusan", menunggu, reverse("verifikasi:antrean")))
        keberatan = Keberatan.objects.for_petugas(pengguna).menunggu().boleh_dijawab(pengguna)
        daftar.append(("Keberatan menunggu jawaban", keberatan, reverse("verifikasi:keberatan")))
        daftar.append(pengesampingan(pengguna))
        daftar.append(perpanjangan(pengguna))
    daftar += pasangan(pengguna)
    if pengguna.has_perm("pijar.mengelola_pengguna"):
        daftar.append(kata_asing(pengguna))
    if pengguna.has_perm("pijar.menetapkan"):
        daftar += penetapan(pengguna)
        daftar += penggantian(pengguna, pada)
    if pengguna.has_perm("pijar.mengelola_iuran"):
        daftar += iuran(pengguna, pada)
    daftar += laporan_menunggu(pengguna)
    return daftar


def _hitung(satu: Antrean) -> Tunggu:
    """How many wait, and by when the first of them must be done."""
    label, antrean, tautan = satu
    jumlah, hitung = antrean.count(), TEMPO.get(label)
    return Tunggu(label, jumlah, tautan, hitung(antrean) if jumlah and hitung else None)


def pendataan(pengguna: Pengguna) -> list[Antrean]:
    peserta = Peserta.objects.for_petugas(pengguna)
    alamat = reverse("peserta:daftar")
    perlu = BarisPerpanjangan.objects.for_petugas(pengguna).perlu_pernyataan()
    return [
        ("Pernyataan masih bekerja belum dicatat", perlu, reverse("verifikasi:pernyataan")),
        ("Draf belum diajukan", peserta.filter(status=Status.DRAF), f"{alamat}?status=draf"),
        (
            "Dikembalikan untuk diperbaiki",
            peserta.filter(status=Status.DIKEMBALIKAN),
            f"{alamat}?status=dikembalikan",
        ),
        ("Kartu menunggu diserahkan", belum_diserahkan(peserta), reverse("iuran:kartu")),
        uji_petik(pengguna),
    ]


def perpanjangan(pengguna: Pengguna) -> Antrean:
    """People of extensions whom this verifier may decide."""
    baris = BarisPerpanjangan.objects.for_petugas(pengguna).dapat_diputus()
    alamat = reverse("verifikasi:perpanjangan")
    return ("Perpanjangan menunggu keputusan", baris.boleh_diputus(pengguna), alamat)


def peristiwa(pengguna: Pengguna, pada: date) -> list[Antrean]:
    """Life events: deciders see the proposals; everybody sees the claims and people near 65."""
    usulan = UsulanPeristiwa.objects.for_petugas(pengguna).menunggu()
    dekat = mendekati_65(pada, PERINGATAN_USIA[0], di=Peserta.objects.for_petugas(pengguna))
    klaim, memutus = reverse("iuran:klaim"), pengguna.has_perm("pijar.putus_peristiwa")
    putusan = [("Usulan peristiwa menunggu putusan", usulan, reverse("iuran:usulan"))]
    perubahan = PerubahanData.objects.for_petugas(pengguna).menunggu()
    perubahan = perubahan.exclude(diusulkan_oleh=pengguna)
    alamat = reverse("peserta:perubahan_daftar")
    return [
        *(putusan if memutus else []),
        *([("Perubahan data menunggu keputusan", perubahan, alamat)] if memutus else []),
        (
            "Perubahan data ditolak BPJS",
            ditolak_bpjs(PerubahanData.objects.for_petugas(pengguna)),
            f"{alamat}?status=ditolak",
        ),
        (
            "Klaim lewat batas melapor",
            Klaim.objects.for_petugas(pengguna).lewat_batas(pada),
            f"{klaim}?status=lewat",
        ),
        ("Klaim masih dikerjakan", Klaim.objects.for_petugas(pengguna).berjalan(), klaim),
        ("Sudah atau hampir berusia 65", dekat, f"{reverse('iuran:usia')}?jarak=3"),
    ]


def pasangan(pengguna: Pengguna) -> list[Antrean]:
    alamat = reverse("peserta:duplikat")
    terbuka = PasanganMirip.objects.for_petugas(pengguna).keduanya(pengguna).terbuka()
    menunggu = terbuka.filter(status=StatusPasangan.MENUNGGU)
    usulan = terbuka.filter(status=StatusPasangan.DIUSULKAN).exclude(pengusul=pengguna)
    daftar: list[Antrean] = []
    if pengguna.has_perm("pijar.usul_gabung"):
        daftar.append(("Kemungkinan ganda", menunggu, f"{alamat}?status=menunggu"))
    if pengguna.has_perm("pijar.putus_gabung"):
        label = "Usulan penggabungan menunggu keputusan"
        daftar.append((label, usulan, f"{alamat}?status=diusulkan"))
    return daftar


def penetapan(pengguna: Pengguna) -> list[Antrean]:
    alamat = reverse("verifikasi:penetapan")
    layak = Peserta.objects.for_petugas(pengguna).filter(status=Status.LAYAK)
    draf = Penetapan.objects.for_petugas(pengguna).filter(status=StatusPenetapan.DRAF)
    perubahan = PerubahanPenetapan.objects.for_petugas(pengguna).terbuka()
    tertua = perubahan.exclude(diusulkan_oleh=pengguna).order_by("pk").values_list("pk").first()
    alamat_perubahan = reverse("verifikasi:perubahan", args=tertua) if tertua else alamat
    return [
        ("Layak, belum ditetapkan", layak, alamat),
        (
            "Perpanjangan disetujui, belum masuk SK",
            BarisPerpanjangan.objects.for_petugas(pengguna).siap_ditetapkan(),
            reverse("verifikasi:perpanjangan"),
        ),
        ("Penetapan menunggu ditetapkan", draf.exclude(disusun_oleh=pengguna), alamat),
        (
            "Perubahan SK menunggu admin lain",
            perubahan.exclude(diusulkan_oleh=pengguna),
            alamat_perubahan,
        ),
    ]


def penggantian(pengguna: Pengguna, pada: date) -> list[Antrean]:
    """Places that somebody left, and a rule of the waiting list that waits for another admin."""
    aturan = AturanUrutan.objects.for_petugas(pengguna).diusulkan()
    tempat = tempat_kosong(pengguna, awal_bulan(pada))
    return [
        ("Tempat kosong belum diisi", tempat, reverse("verifikasi:tempat_kosong")),
        (
            "Aturan urutan menunggu admin lain",
            aturan.exclude(diusulkan_oleh=pengguna),
            reverse("verifikasi:aturan_urutan"),
        ),
    ]


def syarat(pengguna: Pengguna) -> Antrean:
    """Rules whom a source may fund that wait for another admin; the oldest is opened."""
    menunggu = SyaratSumber.objects.for_petugas(pengguna).diusulkan()
    menunggu = menunggu.exclude(diusulkan_oleh=pengguna)
    tertua = menunggu.order_by("pk").values_list("pk").first()
    alamat = reverse("iuran:sumber_syarat_detail", args=tertua) if tertua else ""
    return ("Syarat sumber dana menunggu admin lain", menunggu, alamat)


def uang(pengguna: Pengguna) -> list[Antrean]:
    """Bills and payments that wait for somebody."""
    tagihan = Tagihan.objects.for_petugas(pengguna)
    koreksi = KoreksiPembayaran.objects.for_petugas(pengguna).terbuka()
    surat = PenyelesaianKelebihan.objects.for_petugas(pengguna).terbuka()
    perubahan = PerubahanBantuan.objects.for_petugas(pengguna).terbuka()
    kelebihan = reverse("iuran:kelebihan")
    return [
        (
            "Tagihan menunggu diterbitkan",
            tagihan.filter(status=StatusTagihan.DISUSUN).exclude(disusun_oleh=pengguna),
            reverse("iuran:tagihan"),
        ),
        (
            "Tagihan menunggu dibayar",
            tagihan.menunggu_bayar(),
            reverse("iuran:pembayaran_baru"),
        ),
        (
            "Klaim menunggu tagihan dibayar",
            Klaim.objects.for_petugas(pengguna).menunggu_bayar(),
            f"{reverse('iuran:klaim')}?status=tagihan",
        ),
        (
            "Koreksi pembayaran menunggu admin lain",
            koreksi.exclude(diusulkan_oleh=pengguna),
            reverse("iuran:pembayaran"),
        ),
        (
            "Kelebihan bayar belum diminta",
            belum_diminta(Iuran.objects.for_petugas(pengguna)),
            f"{kelebihan}?keadaan=belum",
        ),
        ("Surat BPJS tentang kelebihan bayar menunggu admin lain", surat, kelebihan),
        (
            "Perubahan bantuan menunggu admin lain",
            perubahan.exclude(diusulkan_oleh=pengguna),
            f"{reverse('iuran:perubahan_bantuan')}?status=diusulkan",
        ),
    ]


def iuran(pengguna: Pengguna, pada: date) -> list[Antrean]:
    berkas_bpjs, tagihan = reverse("iuran:berkas_bpjs"), reverse("iuran:tagihan")
    kolektif = BerkasBPJS.objects.for_petugas(pengguna)
    belum = Iuran.objects.for_petugas(pengguna).belum_ditagih().filter(bulan=awal_bulan(pada))
    belum_ditagih = boleh_ditagih(belum)
    kartu = terlambat(BarisBerkas.objects.for_petugas(pengguna), pada)
    return [
        *(
            (label, orang_siap(pengguna, jenis), f"{reverse('iuran:berkas_bpjs_baru')}#{jenis}")
            for jenis, label in BELUM_DIBERITAHUKAN.items()
        ),
        (
            "Berkas ke BPJS menunggu jawaban",
            kolektif.filter(status=StatusBerkas.DIKIRIM),
            berkas_bpjs,
        ),
        ("Kartu terlambat dari BPJS", kartu, reverse("iuran:kartu_menunggu")),
        ("Iuran bulan ini belum ditagih", belum_ditagih, tagihan),
        *uang(pengguna),
        syarat(pengguna),
        (
            "Saldo awal menunggu diterapkan",
            SaldoAwal.objects.for_petugas(pengguna).menunggu().exclude(oleh=pengguna),
            reverse("iuran:saldo_awal"),
        ),
    ]
