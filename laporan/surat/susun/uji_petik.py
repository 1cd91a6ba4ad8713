"""The field form of a sample: who is still to be visited in one kelurahan, to be filled by hand."""

from collections.abc import Sequence

from django.db.models import Count

from laporan.surat.bahan import Bahan, JenisSurat
from laporan.surat.isi import Bentuk, Isi, JenisKolom, Kolom, Tabel
from laporan.surat.susun.kata import banyak
from laporan.surat.susun.kelurahan import alamat, kelurahan, nama_kelurahan
from pijar.bulan import tanggal_panjang
from pijar.errors import AturanDilanggarError
from pijar.rupiah import ribuan
from verifikasi.models import PERTANYAAN, OrangUjiPetik, UjiPetik
from verifikasi.models.ujipetik import OrangUjiPetikQuerySet

ISIAN = (
    "Ditemukan / tidak ditemukan / pindah / meninggal",
    *(tanya.rstrip("?") for tanya, _ in PERTANYAAN.values()),
    "Tanggal, catatan",
    "Tanda tangan",
)


def susun_formulir(bahan: Bahan) -> Isi:
    """The people, the questions and room to sign.

    Raises AturanDilanggarError for a cancelled sample and when nobody is left to be visited.
    """
    uji, satu = bahan.objek, kelurahan(bahan)
    orang = list(
        _belum(bahan)
        .filter(pengajuan__peserta__kelurahan=satu)
        .select_related("pengajuan__peserta")
        .order_by("nomor")
    )
    if not orang:
        raise AturanDilanggarError(
            "Tidak ada yang masih perlu dikunjungi di kelurahan ini menurut uji petik itu. Pilih "
            "kelurahan lain di halaman uji petiknya."
        )
    return Isi(
        bentuk=Bentuk.DAFTAR,
        perihal=f"Formulir Uji Petik {nama_kelurahan(satu)}",
        pembuka=[
            f"Uji petik {uji.pk}, diambil {tanggal_panjang(uji.diambil_pada)}: "
            f"{banyak(len(orang))} yang belum dikunjungi. Isi Y atau T di setiap kolom bila "
            "orangnya ditemukan, lalu catat hasilnya di aplikasi.",
            "Yang menyetujui atau mendata seseorang tidak mengunjunginya. Tanggal kunjungan tidak "
            "sebelum tanggal uji petik diambil.",
        ],
        tabel=[_tabel(orang)],
        orang=len(orang),
    )


def _belum(bahan: Bahan) -> OrangUjiPetikQuerySet:
    semua = OrangUjiPetik.objects.for_petugas(bahan.oleh)
    return semua.belum_dikunjungi().filter(uji=bahan.objek)


def _tabel(orang: Sequence[OrangUjiPetik]) -> Tabel:
    kolom = [
        Kolom("No.", JenisKolom.ANGKA, 5),
        Kolom("Nama", lebar=20, kunci=True),
        Kolom("NIK", lebar=17),
        Kolom("Alamat", lebar=22),
        Kolom("Pekerjaan", lebar=14),
        *(Kolom(judul, JenisKolom.PARAF, 12) for judul in ISIAN),
    ]
    kosong = [""] * len(ISIAN)
    return Tabel(
        kolom,
        [
            [
                *(o.nomor, o.pengajuan.nama, o.pengajuan.peserta.nik_samar),
                *(alamat(o.pengajuan.peserta), o.pengajuan.cuplikan["nama_pekerjaan"], *kosong),
            ]
            for o in orang
        ],
    )


def pilihan_formulir(bahan: Bahan) -> list[tuple[str, str]]:
    """The other kelurahan with somebody to be visited."""
    tempat = ("pengajuan__peserta__kelurahan", "pengajuan__peserta__kelurahan__nama")
    per = _belum(bahan).order_by(*reversed(tempat)).values_list(*tempat)
    hitungan = per.annotate(orang=Count("pk"))
    return [(k, f"{nama}: {ribuan(n)} orang") for k, nama, n in hitungan if k != bahan.kunci]


JENIS = {
    "formulir_uji_petik": JenisSurat(
        "Formulir uji petik",
        Bentuk.DAFTAR,
        UjiPetik,
        susun_formulir,
        "lihat_peserta",
        lambda b: f"Formulir uji petik {b.objek.pk} {nama_kelurahan(kelurahan(b))}",
        lambda b: kelurahan(b).kode,
        bernomor=False,
        sampai_hari_ini=True,
        pilihan=pilihan_formulir,
    ),
}
