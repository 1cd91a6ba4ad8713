"""How jobs about money and cover begin: lists of BPJS, of donors, of other offices; bills."""

from collections.abc import Sequence
from datetime import timedelta
from urllib.parse import urljoin

from iuran.models import (
    BerkasBPJS,
    DaftarBPJS,
    DaftarPadanan,
    DaftarSetoran,
    ImporPenyumbang,
    Iuran,
    JawabanBPJS,
    PerubahanBantuan,
    SaldoAwal,
    Tagihan,
)
from peserta.models import Peserta
from pijar.bengkel.contoh import gerakan, jawaban, pemadanan, rekonsiliasi
from pijar.bengkel.kinerja.tahan.cara import Cara, Mulai, Siap
from pijar.bengkel.kinerja.tahan.kantor import Kantor, buku, di, orang, satu, tanggal
from pijar.bulan import nama_bulan, tambah_bulan

ASN = 400  # answers of a list
SALDO = 400
JUDUL_SALDO = (
    "NIK", "NAMA", "TANGGAL LAHIR", "JENIS KELAMIN", "ALAMAT", "KELURAHAN", "PEKERJAAN",
    "No. KPJ", "Nomor SK", "Sumber Dana", "Bulan Pertama", "Jumlah Bulan", "Dibayar s.d.",
)  # fmt: skip


def terdaftar(banyak: int) -> Sequence[Peserta]:
    return list(Peserta.objects.terdaftar().order_by("pk")[:banyak])


def jawaban_asn(k: Kantor, benih: int) -> object:
    """The form of the civil servants, with new donors and new workers."""
    mulai, asal = nama_bulan(tambah_bulan(k.bulan, 1)), orang(ASN, benih, k.pada)
    isi = []
    for n, o in enumerate(asal):
        lahir = "/".join(reversed(o["tanggal_lahir"].split("-")))
        nip = f"1980010{benih % 9 + 1}2008011{n:03}"
        isi.append(
            (
                tanggal(k.pada), nip, f"Donatur {o['nama']}", "Dinas Kesehatan", "081234567890",
                o["nik"], o["nama"], lahir, o["jenis_kelamin"], "Bubakan", "Mijen", "nelayan",
                "setahun sekali", mulai,
            )
        )  # fmt: skip
    berkas = buku(f"jawaban {benih}.xlsx", gerakan.KEPALA, isi)
    return k.admin.tekan(di("iuran:impor_penyumbang"), berkas=berkas)


def siap_asn(nama: str, benih: int, *, masuk: bool = False) -> Siap:
    def siap(k: Kantor) -> None:
        if nama in k.ingat:
            return
        jawaban_asn(k, benih)
        k.selesaikan()
        k.ingat[nama] = satu(ImporPenyumbang.objects.all()).pk
        if masuk:
            tombol_asn(nama, "terapkan")(k)
            k.selesaikan()

    return siap


def tombol_asn(nama: str, aksi: str) -> Mulai:
    return lambda k: k.admin.tekan(di("iuran:impor_penyumbang_detail", k.ingat[nama]), aksi)


def daftar_bpjs(k: Kantor) -> object:
    """BPJS's list of a month, as the branch posts it."""
    bulan = tambah_bulan(k.bulan, -3)
    hidup = Iuran.objects.hidup().filter(bulan=bulan).values("peserta")
    isi = [
        (str(n), p.nik, p.nama.upper(), p.kpj, tanggal(p.tanggal_lahir), "16800", "AKTIF")
        for n, p in enumerate(Peserta.objects.filter(pk__in=hidup).order_by("pk"), 1)
    ]
    berkas = buku("posting.xlsx", rekonsiliasi.KOLOM, isi, ("DAFTAR POSTING IURAN BPU", ""))
    return k.admin.tekan(
        di("iuran:rekonsiliasi"), berkas=berkas, bulan=f"{bulan:%Y-%m}", cabang="pemuda",
        jenis="posting", tanggal=tanggal(k.pada),
    )  # fmt: skip


def setoran(k: Kantor) -> object:
    """BPJS's list of what donors paid."""
    janji = Peserta.objects.filter(daftar_janji__isnull=False).distinct().order_by("pk")
    isi = [
        (str(n), p.nik, p.nama.upper(), p.kpj, str(gerakan.IURAN), "")
        for n, p in enumerate([*janji, *terdaftar(200)], 1)
    ]
    bulan = tambah_bulan(k.bulan, -2)
    berkas = buku("asn peduli.xlsx", gerakan.KOLOM_BPJS, isi, ("DAFTAR IURAN ASN PEDULI", ""))
    return k.admin.tekan(
        di("iuran:setoran"), berkas=berkas, bulan=f"{bulan:%Y-%m}", tanggal=tanggal(k.pada)
    )


def siap_setoran(k: Kantor) -> None:
    if "setoran" in k.ingat:
        return
    setoran(k)
    k.selesaikan()
    k.ingat["setoran"] = satu(DaftarSetoran.objects.all()).pk


def padanan(k: Kantor) -> object:
    """A list of another office about people whom we pay for."""
    isi = [
        (n, p.nik, p.nama.upper(), tanggal(p.tanggal_lahir), "MENINGGAL" if n % 9 == 0 else "HIDUP",
         "", tanggal(k.pada - timedelta(days=20)) if n % 9 == 0 else "", "")
        for n, p in enumerate(terdaftar(300), 1)
    ]  # fmt: skip
    berkas = buku("dukcapil.xlsx", pemadanan.KOLOM, isi, ("HASIL PEMADANAN KEPENDUDUKAN", ""))
    return k.admin.tekan(
        di("iuran:pemadanan"), berkas=berkas, jenis="kependudukan", tanggal=tanggal(k.pada),
        pengirim="Disdukcapil, 470/1",
    )  # fmt: skip


def siap_padanan(k: Kantor) -> None:
    padanan(k)
    k.selesaikan()
    k.ingat["padanan"] = satu(DaftarPadanan.objects.all()).pk


def usulkan_padanan(k: Kantor) -> object:
    dipakai = DaftarPadanan.objects.filter(status="diterapkan", jenis="kependudukan")
    return k.admin.tekan(di("iuran:pemadanan_detail", satu(dipakai).pk), "usulkan")


def saldo(k: Kantor, benih: int) -> object:
    """People who were enrolled before this system, with the months paid so far."""
    isi = []
    for n, o in enumerate(orang(SALDO, benih, k.pada)):
        lahir = "-".join(reversed(o["tanggal_lahir"].split("-")))
        isi.append(
            (
                o["nik"], o["nama"], lahir, o["jenis_kelamin"], o["alamat"], "Bubakan", "nelayan",
                f"27{benih}{n:05}", f"463/7/{k.pada.year - 1}", "APBD",
                f"Januari {k.pada.year}", 12, f"Maret {k.pada.year}",
            )
        )  # fmt: skip
    berkas = buku(f"saldo {benih}.xlsx", JUDUL_SALDO, isi)
    return k.admin.tekan(di("iuran:saldo_awal"), berkas=berkas)


def siap_saldo(k: Kantor) -> None:
    saldo(k, 21)
    k.selesaikan()
    k.ingat["saldo"] = satu(SaldoAwal.objects.all()).pk


def terapkan_saldo(k: Kantor) -> object:
    return k.admin2.tekan(di("iuran:saldo_awal_detail", k.ingat["saldo"]), "terapkan")


def jawaban_bpjs(k: Kantor, judul: str) -> object:
    """BPJS's answer to a batch: everybody has a card."""
    dikirim = satu(BerkasBPJS.objects.filter(status="dikirim", jenis="pendaftaran"))
    isi = [
        (str(b.nomor), b.peserta.nik, b.peserta.nama.upper(), f"98{b.peserta_id:09}", "BERHASIL")
        for b in dikirim.daftar_baris.select_related("peserta").order_by("nomor")
    ]
    berkas = buku("jawaban.xlsx", jawaban.KOLOM, isi, ("HASIL PENDAFTARAN KOLEKTIF BPU", judul))
    return k.admin.tekan(
        di("iuran:berkas_bpjs_detail", dikirim.pk), "jawaban", berkas=berkas,
        tanggal=tanggal(k.pada),
    )  # fmt: skip


def siap_jawaban(k: Kantor) -> None:
    jawaban_bpjs(k, "pertama")
    k.selesaikan()
    k.ingat["jawaban"] = satu(JawabanBPJS.objects.all()).pk


def terapkan_jawaban(k: Kantor) -> object:
    jawab = JawabanBPJS.objects.get(pk=k.ingat["jawaban"])
    return k.admin.tekan(di("iuran:jawaban", jawab.berkas_bpjs_id, jawab.pk), "terapkan")


def ekspor_berkas(k: Kantor) -> object:
    """A batch is put together, and its file ordered at once."""
    halaman = k.admin.buka(di("iuran:berkas_bpjs_baru"))
    kelompok = halaman.isi.xpath("//a[contains(@href, 'kelompok=')]/@href")[0]
    return k.admin.tekan(urljoin(halaman.jalan, kelompok))


def susun_perubahan(k: Kantor) -> object:
    baru = di("iuran:perubahan_bantuan_baru", dari="peserta", sumber=1)
    return k.admin.tekan(
        baru, jenis="pendekkan", mulai=f"{tambah_bulan(k.bulan, 1):%Y-%m}",
        dasar_nomor="900/1", dasar_tanggal=tanggal(k.pada), alasan="Anggaran dialihkan",
    )  # fmt: skip


def konfirmasi_perubahan(k: Kantor) -> object:
    return k.admin2.tekan(
        di("iuran:perubahan_bantuan_detail", k.ingat["ubah"]), tombol="konfirmasi"
    )


def siap_perubahan(k: Kantor) -> None:
    """A draft is written, and proposed."""
    susun_perubahan(k)
    k.selesaikan()
    draf = k.ingat["ubah"] = satu(PerubahanBantuan.objects.filter(status="disusun")).pk
    k.admin.tekan(di("iuran:perubahan_bantuan_detail", draf), tombol="usulkan")


def henti(k: Kantor) -> object:
    lihat = k.admin.tekan(
        di("iuran:habis"), "henti", tombol="semua", jenis="tidak_bekerja",
        tanggal=tanggal(k.pada - timedelta(days=1)), keterangan="Surat lurah 1/2026",
    )  # fmt: skip
    return k.admin.tekan(lihat, "usulkan")


def terima_usulan(k: Kantor) -> object:
    daftar = di("iuran:usulan", jenis="masa_berakhir")
    lihat = k.admin2.tekan(daftar, "massal", tombol="semua")
    return k.admin2.tekan(lihat, "catat")


def minta_padanan(k: Kantor) -> object:
    return k.admin.tekan(
        di("iuran:pemadanan_minta"), bulan=f"{k.bulan:%Y-%m}",
        sebab="lainnya",
        alasan="Pemadanan sebelum tagihan",
    )  # fmt: skip


def ekspor_rekonsiliasi(k: Kantor) -> object:
    terbaca = satu(DaftarBPJS.objects.filter(status="diperiksa"))
    return k.admin.tekan(di("iuran:rekonsiliasi_detail", terbaca.pk), "unduh")


def dokumen(k: Kantor) -> object:
    tagihan = satu(Tagihan.objects.filter(status="diterbitkan", saldo_awal=None))
    return k.admin.tekan(di("iuran:tagihan_detail", tagihan.pk), "dokumen")


def tombol(alamat: str, nama: str, aksi: str) -> Mulai:
    return lambda k: k.admin.tekan(di(alamat, k.ingat[nama]), aksi)


CARA: dict[str, Cara] = {
    "iuran.baca_penyumbang": Cara(lambda k: jawaban_asn(k, 11)),
    "iuran.terapkan_penyumbang": Cara(tombol_asn("asn", "terapkan"), siap_asn("asn", 12)),
    "iuran.sisa_penyumbang": Cara(tombol_asn("asn", "sisa"), siap_asn("asn", 12)),
    "iuran.cari_duplikat_penyumbang": Cara(
        tombol_asn("asn2", "terapkan"), siap_asn("asn2", 13), menyusul=True
    ),
    "iuran.batalkan_penyumbang": Cara(
        tombol_asn("asn3", "batal"), siap_asn("asn3", 14, masuk=True)
    ),
    "iuran.baca_daftar_bpjs": Cara(daftar_bpjs),
    "iuran.ekspor_rekonsiliasi": Cara(ekspor_rekonsiliasi),
    "iuran.baca_setoran": Cara(setoran),
    "iuran.terapkan_setoran": Cara(
        tombol("iuran:setoran_detail", "setoran", "terapkan"), siap_setoran
    ),
    "iuran.ekspor_setoran": Cara(tombol("iuran:setoran_detail", "setoran", "unduh"), siap_setoran),
    "iuran.baca_padanan": Cara(padanan),
    "iuran.terapkan_padanan": Cara(
        tombol("iuran:pemadanan_detail", "padanan", "terapkan"), siap_padanan
    ),
    "iuran.usulkan_padanan": Cara(usulkan_padanan),
    "iuran.daftar_padanan": Cara(minta_padanan),
    "iuran.baca_saldo_awal": Cara(lambda k: saldo(k, 20)),
    "iuran.terapkan_saldo_awal": Cara(terapkan_saldo, siap_saldo),
    "iuran.baca_jawaban": Cara(lambda k: jawaban_bpjs(k, "kedua")),
    "iuran.terapkan_jawaban": Cara(terapkan_jawaban, siap_jawaban),
    "iuran.ekspor_berkas": Cara(ekspor_berkas),
    "iuran.excel_tagihan": Cara(dokumen),
    "iuran.ekspor_kelebihan": Cara(lambda k: k.admin.tekan(di("iuran:kelebihan"), "ekspor")),
    "iuran.ekspor_pengingat": Cara(lambda k: k.admin.tekan(di("iuran:ingatkan_daftar"), "unduh")),
    "iuran.susun_perubahan_bantuan": Cara(susun_perubahan),
    "iuran.konfirmasi_perubahan_bantuan": Cara(konfirmasi_perubahan, siap_perubahan),
    "iuran.usulkan_henti": Cara(henti),
    "iuran.terima_usulan": Cara(terima_usulan),
}
