"""Bills and payments in every state: divided, corrected, cancelled, a death after the draft."""

from datetime import date, datetime, timedelta

from iuran.models import JenisKoreksi, Pembayaran, StatusTagihan, SumberDana, Tagihan
from iuran.peristiwa.actions.catat import catat_peristiwa
from iuran.tagihan.actions.bagi import Pilihan, bagi_tagihan
from iuran.tagihan.actions.bayar import catat_pembayaran
from iuran.tagihan.actions.isian import isi_tercatat, ubah_isian
from iuran.tagihan.actions.koreksi import (
    Usulan,
    isi_koreksi,
    konfirmasi_koreksi,
    usulkan_koreksi,
)
from iuran.tagihan.actions.susun import susun_tagihan
from iuran.tagihan.aturan import Bukti
from peserta.models import JenisPeristiwa
from pijar.bulan import WIB, awal_bulan, tambah_bulan
from pijar.models import Pengguna
from pijar.sidik import sidik

KODE = "DBHCHT"  # a small source: its bills are quickly written
KODE_BERIKUT = "BUMN"  # has paid every month, so nobody in it lapsed


def isi_pembayaran(*, pada: date) -> None:
    """Every step is the one an admin takes."""
    admin, admin2 = (Pengguna.objects.get(username=u) for u in ("admin", "admin2"))
    kini = datetime(pada.year, pada.month, pada.day, 10, tzinfo=WIB)
    _susun_lalu_meninggal(admin, pada)
    _bagi(admin, kini)
    lunas = list(
        Pembayaran.objects.berlaku()
        .filter(daftar_alokasi__tagihan__sumber__kode=KODE)
        .order_by("-tanggal", "-pk")[:4]
    )
    if len(lunas) < 4:
        return
    _bayar_sekaligus(lunas[2:], (admin, admin2), kini)
    salah = Usulan(JenisKoreksi.BETULKAN, f"{lunas[1].nomor}/BTL", lunas[1].tanggal, "Salah ketik")
    _koreksi(lunas[1], salah, (admin, admin2), kini)
    usulan = Usulan(JenisKoreksi.BATALKAN, "", pada, "SP2D ini untuk kegiatan lain")
    usulkan_koreksi(lunas[0], usulan, oleh=admin, pada=pada)


def _susun_lalu_meninggal(admin: Pengguna, pada: date) -> None:
    """Next month is drafted, then somebody's death of this month is recorded."""
    bulan = tambah_bulan(awal_bulan(pada), 1)
    sumber = SumberDana.objects.filter(kode=KODE_BERIKUT, tahun=bulan.year).first()
    menunggu = sumber and sumber.daftar_bantuan.filter(
        daftar_iuran__bulan=bulan, daftar_iuran__tagihan=None, daftar_iuran__hidup=True
    )
    if not (sumber and menunggu and menunggu.exists()):
        return
    tagihan = susun_tagihan(sumber, bulan, oleh=admin)
    tanggal = max(awal_bulan(pada), pada - timedelta(days=6))
    for satu in (
        tagihan.daftar_iuran.orang().filter(peserta__status="terdaftar").order_by("-pk")[:1]
    ):
        catat_peristiwa(
            satu.peserta, JenisPeristiwa.MENINGGAL, tanggal, oleh=admin, pada=pada,
            bukti_jenis="surat_kematian", bukti_nomor="474.3/131",
        )  # fmt: skip


def _bagi(admin: Pengguna, kini: datetime) -> None:
    """The newest unpaid bill of a company is divided; its first part has a code."""
    tagihan = Tagihan.objects.menunggu_bayar().last()
    if tagihan is None or not tagihan.dapat_dibagi:
        return
    pilihan = Pilihan("Tahap pertama", "Tahap kedua", pertama=tagihan.jumlah_orang // 2)
    pertama, _ = bagi_tagihan(tagihan, pilihan, oleh=admin, pada=kini)
    isi = {"kode_iuran": f"24{kini:%y%m}99001", "kode_iuran_tempo": kini.date()}
    ubah_isian(pertama, isi, dilihat=sidik(isi_tercatat(pertama)), oleh=admin)


def _bayar_sekaligus(
    lunas: list[Pembayaran], admin: tuple[Pengguna, Pengguna], kini: datetime
) -> None:
    """Two payments are cancelled: in truth one SP2D paid both bills."""
    for satu in lunas:
        usulan = Usulan(JenisKoreksi.BATALKAN, "", satu.tanggal, "Satu SP2D untuk dua bulan")
        _koreksi(satu, usulan, admin, kini)
    tagihan = list(
        Tagihan.objects.filter(
            daftar_alokasi__pembayaran__in=lunas, status=StatusTagihan.DITERBITKAN
        )
    )
    tanggal = max(p.tanggal for p in lunas)
    bukti = Bukti(f"{lunas[0].nomor}/GAB", tanggal, sum(t.total for t in tagihan))
    catat_pembayaran(tagihan, bukti, oleh=admin[0], pada=kini.date())


def _koreksi(
    satu: Pembayaran, usulan: Usulan, admin: tuple[Pengguna, Pengguna], kini: datetime
) -> None:
    koreksi = usulkan_koreksi(satu, usulan, oleh=admin[0], pada=kini.date())
    konfirmasi_koreksi(koreksi, dilihat=sidik(isi_koreksi(koreksi)), oleh=admin[1], pada=kini)
