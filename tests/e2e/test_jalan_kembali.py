"""The way back, clicked by two admins: a mistyped SP2D, and somebody who died in a drafted bill.

The second admin works at a telephone. A refused line that a second answer settles stands in
:mod:`tests.e2e.test_susulan`.
"""

import pytest
from django.utils import timezone

from iuran.models import Iuran, KoreksiPembayaran, Pembayaran, Tagihan
from iuran.tagihan.actions.bayar import catat_pembayaran
from iuran.tagihan.aturan import Bukti
from pijar.bulan import tambah_bulan
from pijar.rupiah import rupiah
from tests.e2e.loket import Loket, baca, kolom
from tests.e2e.tahap import kerjakan_yang_ditekan

pytestmark = [
    pytest.mark.perlu_chromium,
    pytest.mark.lambat,
    pytest.mark.django_db(transaction=True),
]
TELEPON = {"viewport": {"width": 360, "height": 740}}
SALAH, BENAR = "900/1324/SP2D", "900/1234/SP2D"
ALASAN = "Angkanya terbalik saat diketik"
IURAN = 16_800


@pytest.fixture
def dibayar(kantor) -> Pembayaran:
    """The paid bill of three people, its SP2D with two figures in the wrong order."""
    kantor.sampai("terdaftar")
    tagihan = Tagihan.objects.get(pk=kantor.terbit(kantor.bulan).pk)
    return catat_pembayaran(
        [tagihan],
        Bukti(SALAH, kantor.hari_ini, tagihan.total),
        oleh=kantor.orang("admin"),
        pada=timezone.localdate(),
    )


def usulkan_nomor_yang_benar(admin: Loket, pembayaran: Pembayaran) -> None:
    """From the list to the payment, and the proposal with its reason."""
    admin.menu("Pembayaran")
    admin.ikuti(SALAH)
    admin.ikuti("Betulkan atau batalkan")
    admin.isi("Nomor yang benar*", BENAR)
    admin.isi("Alasan*", ALASAN)
    admin.tekan("Usulkan")
    admin.tampak("Usulan tercatat")
    admin.berjumlah(admin.tombol("Konfirmasi"), 0)  # who proposes does not confirm
    pembayaran.refresh_from_db()
    assert pembayaran.nomor == SALAH


def tidak_lebih_lebar(admin: Loket) -> None:
    """Nothing has to be pushed sideways on a telephone."""
    admin.page.wait_for_load_state()
    lebar = admin.page.evaluate("document.documentElement.scrollWidth")
    assert lebar <= TELEPON["viewport"]["width"], admin.page.url


def test_sp2d_yang_salah_ketik_dibetulkan_admin_kedua(loket, dibayar):
    admin, admin2 = loket("admin"), loket("admin2", **TELEPON)
    usulkan_nomor_yang_benar(admin, dibayar)

    admin2.buka("iuran:koreksi", dibayar.pk, KoreksiPembayaran.objects.get().pk)
    admin2.tampak(ALASAN)
    tidak_lebih_lebar(admin2)
    admin2.tekan("Konfirmasi")

    admin2.tampak("dikonfirmasi")
    judul = admin2.page.get_by_role("heading", level=1)
    assert BENAR in admin2.teks(judul)
    riwayat = admin2.teks(admin2.page.locator("ol.linimasa"))
    for terbaca in (SALAH, BENAR, ALASAN):
        assert terbaca in riwayat
    tidak_lebih_lebar(admin2)
    dibayar.refresh_from_db()
    assert (dibayar.nomor, dibayar.status) == (BENAR, "berlaku")
    assert Iuran.objects.filter(pembayaran=dibayar).count() == 3
    admin.menu("Pembayaran")
    admin.tampak(BENAR)
    admin.berjumlah(admin.page.get_by_role("link", name=SALAH), 0)


def catat_meninggal(admin: Loket, orang: int, hari: str) -> None:
    """The admin looks at the effect first, then records the death."""
    admin.buka("iuran:peristiwa", orang)
    admin.pilih("Peristiwa*", "Meninggal")
    admin.isi("Tanggal peristiwa*", hari)
    admin.pilih("Jenis bukti", "Akta kematian")
    admin.isi("Nomor dan tanggal bukti", "474.3/12")
    admin.tekan("Lihat akibatnya")
    admin.tekan("Catat meninggal")
    admin.tampak("Meninggal dicatat.")


def test_yang_meninggal_keluar_dari_tagihan_yang_lalu_terbit(loket, kantor):
    kantor.sampai("terdaftar")
    tagihan = kantor.tagih(tambah_bulan(kantor.bulan, 1))
    mati = tagihan.daftar_iuran.order_by("pk").first().peserta
    catat_meninggal(loket("admin"), mati.pk, f"{kantor.hari_ini:%d-%m-%Y}")

    admin2 = loket("admin2", **TELEPON)
    admin2.buka("iuran:tagihan_detail", tagihan.pk)
    admin2.tampak("tidak boleh lagi dibayar kota")
    admin2.page.get_by_role("link", name="Terbitkan").click()
    admin2.tampak("1 orang tidak boleh lagi dibayar kota")
    assert mati.nama in admin2.teks(admin2.page.locator("main"))
    tidak_lebih_lebar(admin2)
    admin2.tekan("Keluarkan 1 orang, lalu terbitkan")
    admin2.tampak("1 orang dikeluarkan.")
    kerjakan_yang_ditekan()

    sisa = (admin2.angka("Peserta"), admin2.angka("Total tagihan"))
    assert sisa == ("2", rupiah(2 * IURAN))
    tidak_lebih_lebar(admin2)
    isi = baca(admin2.unduh("xlsx"))
    nominal = kolom(isi, "Nominal")
    assert nominal == [IURAN, IURAN, 2 * IURAN]
    assert mati.nik not in kolom(isi, "NIK")
    assert Tagihan.objects.get().total == 2 * IURAN
    assert not Iuran.objects.hidup().filter(peserta=mati, bulan__gt=kantor.bulan).exists()
