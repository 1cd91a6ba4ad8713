"""Papers about one person: their membership on a date, and why their case was decided so."""

from datetime import date

from django.utils.text import capfirst

from iuran.klaim import Pertanggungan, pertanggungan
from iuran.perlindungan import Bulan, StatusPerlindungan
from laporan.surat.bahan import Bahan, JenisSurat
from laporan.surat.isi import Bentuk, Isi
from laporan.surat.susun.penjelasan import susun_penjelasan
from peserta.models import Peserta
from pijar.bulan import awal_bulan, nama_bulan, tanggal_panjang
from pijar.errors import AturanDilanggarError
from pijar.samar import samarkan_nama
from verifikasi.models import Pengajuan


def susun_keterangan(bahan: Bahan) -> Isi:
    """What our records say of a person's cover on the paper's date, also when there is none.

    Raises AturanDilanggarError for somebody who never had a month of cover.
    """
    orang: Peserta = bahan.objek
    tanggung = pertanggungan(orang, bahan.tanggal, "")
    lindung = tanggung.lindung
    if lindung.status == StatusPerlindungan.BELUM_ADA:
        raise AturanDilanggarError(
            "Belum ada bulan perlindungan orang ini, jadi belum ada kepesertaan yang dapat "
            "diterangkan. Tunggu BPJS menerimanya."
        )
    hari, keadaan = tanggal_panjang(bahan.tanggal), _keadaan(tanggung)
    fakta = [
        ("Nama", orang.nama),
        ("NIK", orang.nik_samar),
        ("Nomor KPJ", orang.kpj or "belum ada, menyusul dari BPJS"),
        ("Kelurahan", f"{orang.kelurahan.nama}, Kecamatan {orang.kelurahan.kecamatan.nama}"),
        ("Pekerjaan", capfirst(orang.pekerjaan.nama)),
        ("Keadaan", keadaan),
        ("Peserta sejak", _bulan(lindung.lunas_sampai and lindung.mulai_masa)),
        ("Iuran lunas s.d.", _bulan(lindung.lunas_sampai) or "belum ada iuran yang lunas"),
        *_pembiayaan(tanggung),
        ("Meninggal", tanggal_panjang(lindung.meninggal) if lindung.meninggal else ""),
    ]
    return Isi(
        bentuk=Bentuk.KETERANGAN,
        perihal="Surat Keterangan Kepesertaan",
        pembuka=[f"menerangkan bahwa menurut catatan kami pada {hari}:"],
        fakta=[(nama, nilai) for nama, nilai in fakta if nilai],
        penutup=[
            f"Keterangan ini tentang keadaan pada {hari}. Kepesertaan dan manfaat diputuskan oleh "
            "BPJS Ketenagakerjaan sesuai ketentuan yang berlaku.",
            "Demikian surat keterangan ini dibuat untuk dipergunakan sebagaimana mestinya.",
        ],
        qr=f"{samarkan_nama(orang.nama)}: {_singkat(tanggung)} pada {hari}",
        orang=1,
    )


def _bulan(bulan: date | None) -> str:
    return nama_bulan(bulan) if bulan else ""


def _keadaan(tanggung: Pertanggungan) -> str:
    """The cover of that day, in words for somebody who does not know the programme."""
    lindung = tanggung.lindung
    if lindung.status == StatusPerlindungan.LUNAS:
        return "Terlindungi, iuran lunas"
    if lindung.status == StatusPerlindungan.TENGGANG:
        return (
            f"Terlindungi dalam masa tenggang: iuran {lindung.tunggakan} bulan belum dibayar, dan "
            "dilunasi sebelum klaim dibayarkan"
        )
    if lindung.status == StatusPerlindungan.DI_LUAR:
        return "Masih dijamin BPJS Ketenagakerjaan, tidak lagi dibiayai program ini"
    return f"Tidak terlindungi. {tanggung.sebab}"


def _singkat(tanggung: Pertanggungan) -> str:
    """The same for the public page, without a reason."""
    if tanggung.lindung.status == StatusPerlindungan.DI_LUAR:
        return "masih dijamin BPJS Ketenagakerjaan"
    return "terlindungi" if tanggung.dijamin else "tidak terlindungi"


def _pembiayaan(tanggung: Pertanggungan) -> list[tuple[str, str]]:
    """Programmes and payer, by the row of that month, else by the last one before it."""
    bulan = awal_bulan(tanggung.lindung.pada)
    dulu: list[Bulan] = [b for b in tanggung.lindung.bulan if b.hidup and b.bulan <= bulan]
    if not dulu or (iuran := dulu[-1].iuran) is None:
        return []
    program = "Jaminan Kecelakaan Kerja (JKK) dan Jaminan Kematian (JKM)"
    if iuran.jht:
        program = program.replace(" dan ", ", ") + " dan Jaminan Hari Tua (JHT)"
    return [("Program", program), ("Sumber iuran", str(iuran.sumber))]


JENIS = {
    "keterangan": JenisSurat(
        "Surat keterangan kepesertaan",
        Bentuk.KETERANGAN,
        Peserta,
        susun_keterangan,
        "lihat_peserta",
        lambda b: f"Keterangan kepesertaan peserta {b.objek.pk}",
        lambda b: b.objek.kelurahan_id,
        sampai_hari_ini=True,
    ),
    "penjelasan": JenisSurat(
        "Penjelasan keputusan",
        Bentuk.SURAT,
        Pengajuan,
        susun_penjelasan,
        "lihat_peserta",
        lambda b: f"Penjelasan keputusan pengajuan {b.objek.pk}",
        lambda b: b.objek.peserta.kelurahan_id,
        catatan=(
            "Lama mengajukan dan menjawab keberatan pada surat ini menurut pengaturan; perlu "
            "konfirmasi."
        ),
    ),
}
