"""Papers about a bill."""

from iuran.models import Tagihan
from iuran.tagihan import DASAR, rincian_sah
from laporan.surat.bahan import Bahan, JenisSurat
from laporan.surat.isi import Bentuk, Isi, JenisKolom, Kolom, Tabel
from pijar.bulan import nama_bulan, tanggal_panjang
from pijar.models import DasarHukum
from pijar.rupiah import ribuan, rupiah, terbilang


def susun_surat(bahan: Bahan) -> Isi:
    """The letter to BPJS with which a bill is paid: sums by tariff, code, due day."""
    tagihan: Tagihan = bahan.objek
    isi = rincian_sah(tagihan)
    bulan = nama_bulan(tagihan.bulan)
    kolom = [
        Kolom("Iuran per orang", JenisKolom.RUPIAH, 20),
        Kolom("Orang", JenisKolom.ANGKA, 15),
        Kolom("Jumlah", JenisKolom.RUPIAH, 25),
    ]
    fakta = [
        ("Bulan iuran", bulan),
        ("Sumber dana", str(tagihan.sumber)),
        ("Jumlah peserta", f"{ribuan(isi.orang)} orang"),
        ("Jumlah iuran", f"{rupiah(isi.total)} ({terbilang(isi.total)})"),
        ("Kode iuran", tagihan.kode_iuran),
        ("NPP", tagihan.npp),
        (
            "Paling lambat",
            tanggal_panjang(tagihan.kode_iuran_tempo) if tagihan.kode_iuran_tempo else "",
        ),
    ]
    return Isi(
        bentuk=Bentuk.SURAT,
        perihal=f"Pembayaran iuran pekerja rentan bulan {bulan}",
        kepada=["Kepala BPJS Ketenagakerjaan Cabang Semarang", "di Semarang"],
        sifat="Biasa",
        jumlah_lampiran="1 (satu) berkas",
        dasar=[d.lengkap for d in DasarHukum.objects.berurut(DASAR)],
        pembuka=[
            f"Dengan hormat kami sampaikan pembayaran iuran bagi pekerja rentan Kota Semarang "
            f"untuk bulan {bulan}, dengan rincian sebagai berikut."
        ],
        fakta=[(nama, nilai) for nama, nilai in fakta if nilai],
        tabel=[
            Tabel(
                kolom,
                [[b.nominal, b.orang, b.jumlah] for b in isi.per_tarif],
                jumlah=["Jumlah", isi.orang, isi.total],
            )
        ],
        penutup=["Demikian untuk menjadi perhatian, atas kerja samanya kami ucapkan terima kasih."],
    )


JENIS = {
    "surat_tagihan": JenisSurat(
        "Surat pembayaran iuran ke BPJS",
        Bentuk.SURAT,
        Tagihan,
        susun_surat,
        "mengelola_iuran",
        lambda b: f"Pembayaran iuran {b.objek.nomor}",
    ),
}
