"""What is kept of people here, and how long: this app's part of the table of retention."""

from laporan.surat.actions.periksa import DISIMPAN
from pijar.retensi import Akhir, Entri, Masa, SapuBaris

UU_PDP = "UU 27/2022 pasal 16 ayat (2) huruf g"

ENTRI = (
    Entri(
        "laporan.surat",
        "Surat: isi yang dibekukan, salinan bertanda tangan",
        ("laporan.Surat", "laporan.VersiSurat"),
        "surat dinas dan lampirannya",
        "UU 43/2009 tentang kearsipan",
        Masa(bulan=120),
        "sejak dinomori",
        Akhir.TETAP,
        berkas=("laporan.Surat.salinan:surat",),
    ),
    Entri(
        "laporan.periksa",
        "Siapa memeriksa QR sebuah surat: sidik alamat, tanpa alamatnya",
        ("laporan.PemeriksaanSurat",),
        "menahan penebak kode",
        UU_PDP,
        Masa(hari=DISIMPAN.days),
        "sejak diperiksa",
        Akhir.HAPUS,
        sapuan=SapuBaris("laporan.PemeriksaanSurat", "pada"),
    ),
)

BUKAN_PRIBADI = {
    "laporan.LaporanBulanan": "angka tanpa nama",
    "laporan.PenarikanLaporan": "angka tanpa nama",
    "laporan.DataCakupan": "angka tanpa nama",
    "laporan.Target": "angka tanpa nama",
    "laporan.PolaNomor": "bentuk nomor",
    "laporan.TemplatSurat": "bentuk surat, tanpa isi",
    "laporan.KodePeriksa": "kode acak sebuah surat",
}
