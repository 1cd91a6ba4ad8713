"""Months paid in vain in every state: open, waiting, set off, paid back, refused by BPJS."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from io import BytesIO

from PIL import Image

from iuran.kelebihan.actions.putus import isi_penyelesaian, konfirmasi_penyelesaian
from iuran.kelebihan.actions.usul import usulkan_penyelesaian
from iuran.kelebihan.aturan import Usulan
from iuran.models import Iuran, JenisPenyelesaian, PenyelesaianKelebihan
from iuran.peristiwa.actions.catat import RincianPeristiwa, catat_peristiwa
from iuran.tagihan import simpan_pindaian
from peserta.models import JenisPeristiwa, Peserta
from pijar.bulan import WIB, awal_bulan, tambah_bulan
from pijar.models import Pengguna
from pijar.sidik import sidik
from pijar.unggahan import Bersih

J, P = JenisPeristiwa, JenisPenyelesaian
KOMPENSASI_KODE = "BUMN"  # its next month is billed by isi_pembayaran, which takes the set-off
PERISTIWA = (J.MENINGGAL, J.MENINGGAL, J.PINDAH, J.MENINGGAL, J.PIHAK_LAIN, J.MENINGGAL)
BUKTI: RincianPeristiwa = {"bukti_jenis": "surat_kematian", "bukti_nomor": "474.3/097"}


def isi_kelebihan(*, pada: date) -> None:
    """Events of months ago are typed today; then BPJS's letters, as two admins record them."""
    admin, admin2 = (Pengguna.objects.get(username=u) for u in ("admin", "admin2"))
    bumn = _terlambat(KOMPENSASI_KODE, PERISTIWA[:1], admin, pada)
    apbd = _terlambat("APBD", PERISTIWA, admin, pada)
    ditolak = "Kepesertaan dinonaktifkan lebih dari tiga bulan yang lalu."
    _selesai(bumn, P.KOMPENSASI, "B/2207/BPJS", (admin, admin2), pada)
    _selesai(apbd[:1], P.PENGEMBALIAN, "B/2211/BPJS", (admin, admin2), pada)
    _selesai(apbd[1:2], P.DITOLAK, "B/2214/BPJS", (admin, admin2), pada, ditolak)
    _usul(apbd[2:4], P.KOMPENSASI, "B/2230/BPJS", admin, pada)


def _terlambat(
    kode: str, peristiwa: Sequence[JenisPeristiwa], admin: Pengguna, pada: date
) -> list[list[int]]:
    """Record events before last month's paid one; returns each person's ids of months in vain."""
    bulan = tambah_bulan(awal_bulan(pada), -1)
    orang = Peserta.objects.terdaftar().filter(
        daftar_iuran__hidup=True,
        daftar_iuran__bulan=bulan,
        daftar_iuran__pembayaran__isnull=False,
        daftar_iuran__sumber__kode=kode,
        daftar_iuran__sumber__tahun=pada.year,
    )
    hasil = []
    for n, satu in enumerate(orang.order_by("-pk")[: len(peristiwa)]):
        tanggal = bulan - timedelta(days=9 + 3 * n)
        catat_peristiwa(satu, peristiwa[n], tanggal, oleh=admin, pada=pada, **BUKTI)
        lunas = Iuran.objects.filter(peserta=satu, pembayaran__isnull=False).sudah_keluar()
        if pks := list(lunas.filter(sumber__kode=kode, sumber__tahun=pada.year).values_list("pk")):
            hasil.append([pk for (pk,) in pks])
    return hasil


def _usul(
    daftar: Sequence[Sequence[int]],
    jenis: JenisPenyelesaian,
    nomor: str,
    oleh: Pengguna,
    pada: date,
    keterangan: str = "",
) -> PenyelesaianKelebihan | None:
    pks = [pk for satu in daftar for pk in satu]
    if not pks:
        return None
    nominal = sum(Iuran.objects.filter(pk__in=pks).values_list("nominal", flat=True))
    usulan = Usulan(jenis, nomor, pada, nominal, keterangan=keterangan)
    if jenis == P.PENGEMBALIAN:
        usulan = usulan._replace(sts_nomor="STS/00412", sts_tanggal=pada)
    satu = usulkan_penyelesaian(pks, usulan, oleh=oleh, pada=pada)
    foto = BytesIO()
    Image.new("RGB", (620, 877), "white").save(foto, "JPEG")
    simpan_pindaian(
        satu,
        bersih=Bersih(foto.getvalue(), "image/jpeg"),
        nama=f"surat {satu.pk}.jpg",
        sidik=f"{satu.pk:064}",
        oleh=oleh,
    )
    return satu


def _selesai(
    daftar: Sequence[Sequence[int]],
    jenis: JenisPenyelesaian,
    nomor: str,
    admin: tuple[Pengguna, Pengguna],
    pada: date,
    keterangan: str = "",
) -> None:
    kini = datetime(pada.year, pada.month, pada.day, 10, tzinfo=WIB)
    if satu := _usul(daftar, jenis, nomor, admin[0], pada, keterangan):
        segel = sidik(isi_penyelesaian(satu))
        konfirmasi_penyelesaian(satu, dilihat=segel, oleh=admin[1], pada=kini)
