"""Certificates of thanks of ASN/PNS Peduli: for a donor, and for an office."""

from datetime import date

from iuran.gerakan import Jasa, jasa_opd, jasa_penyumbang
from iuran.models import OPD, Penyumbang
from laporan.surat.bahan import Bahan, JenisSurat
from laporan.surat.isi import Bentuk, Isi
from laporan.surat.susun.kata import banyak
from pijar.bulan import nama_bulan, tanggal_panjang
from pijar.errors import AturanDilanggarError
from pijar.models import Pengguna

PERIHAL = "Piagam Terima Kasih"


def susun_penyumbang(bahan: Bahan) -> Isi:
    """What a donor paid up to the paper's date, also of one who has left.

    Raises AturanDilanggarError for one who never paid, and for an officer of one area.
    """
    satu: Penyumbang = bahan.objek
    _pastikan_seluruh_kota(bahan.oleh)
    jasa = jasa_penyumbang(satu, bahan.tanggal)
    _pastikan_membayar(jasa, satu.nama, bahan.tanggal)
    fakta = [("Nama", satu.nama), ("Perangkat daerah", satu.opd.nama), *_fakta(jasa)]
    return _isi(fakta, bahan.tanggal, "penyumbang berikut", orang=1)


def susun_opd(bahan: Bahan) -> Isi:
    """What the donors of an office paid up to the paper's date.

    Raises AturanDilanggarError where none of them ever paid, and for an officer of one area.
    """
    satu: OPD = bahan.objek
    _pastikan_seluruh_kota(bahan.oleh)
    jasa = jasa_opd(satu, bahan.tanggal)
    _pastikan_membayar(jasa, satu.nama, bahan.tanggal)
    fakta = [
        ("Perangkat daerah", satu.nama),
        ("Penyumbang", banyak(jasa.penyumbang)),
        *_fakta(jasa),
    ]
    return _isi(fakta, bahan.tanggal, "para pegawai perangkat daerah berikut")


def _pastikan_seluruh_kota(oleh: Pengguna) -> None:
    if oleh.wilayah:
        raise AturanDilanggarError(
            "Piagam memuat pekerja dari seluruh kota, sedangkan akun Anda dibatasi pada satu "
            "wilayah. Minta admin tanpa batas wilayah membuatnya."
        )


def _pastikan_membayar(jasa: Jasa, nama: str, pada: date) -> None:
    if not jasa.bulan:
        raise AturanDilanggarError(
            f"Belum ada iuran yang dibayar {nama} sampai {tanggal_panjang(pada)}, jadi belum ada "
            "piagamnya. Catat dahulu bukti bayarnya, lalu buat lagi."
        )


def _fakta(jasa: Jasa) -> list[tuple[str, str]]:
    masa = [nama_bulan(b) for b in (jasa.awal, jasa.akhir) if b]
    return [
        ("Ikut sejak", tanggal_panjang(jasa.sejak) if jasa.sejak else ""),
        ("Jumlah pekerja", banyak(jasa.pekerja)),
        ("Iuran yang dibayar", banyak(jasa.bulan, "orang-bulan")),
        ("Untuk bulan", " s.d. ".join(dict.fromkeys(masa))),
    ]


def _isi(fakta: list[tuple[str, str]], pada: date, kepada: str, orang: int = 0) -> Isi:
    return Isi(
        bentuk=Bentuk.DAFTAR,
        perihal=PERIHAL,
        pembuka=[
            f"Pemerintah Kota Semarang menyampaikan terima kasih dan penghargaan kepada {kepada}, "
            "yang melindungi pekerja rentan Kota Semarang lewat gerakan ASN/PNS Peduli:"
        ],
        fakta=fakta,
        penutup=[f"Angka menurut bukti bayar yang tercatat sampai dengan {tanggal_panjang(pada)}."],
        mendatar=True,
        orang=orang,
    )


JENIS = {
    "piagam_penyumbang": JenisSurat(
        "Piagam terima kasih penyumbang",
        Bentuk.DAFTAR,
        Penyumbang,
        susun_penyumbang,
        "mengelola_iuran",
        lambda b: f"Piagam terima kasih penyumbang {b.objek.pk}",
        sampai_hari_ini=True,
    ),
    "piagam_opd": JenisSurat(
        "Piagam terima kasih OPD",
        Bentuk.DAFTAR,
        OPD,
        susun_opd,
        "mengelola_iuran",
        lambda b: f"Piagam terima kasih {b.objek.nama}",
        sampai_hari_ini=True,
    ),
}
