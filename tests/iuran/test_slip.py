"""A civil servant's slip: which months it pays, what is refused, and its screens."""

from datetime import date

import pytest
from django.urls import reverse

from iuran.models import (
    Iuran,
    Janji,
    JenisKoreksi,
    Pembayaran,
    PindaianPembayaran,
    RiwayatJanji,
    SlipPenyumbang,
)
from iuran.setoran.actions.slip import catat_slip
from iuran.setoran.aturan import FaktaJanji, Pilihan, catatan_bulan, salah_bulan
from iuran.setoran.keadaan import fakta_janji
from iuran.tagihan import sebut_bulan
from iuran.tagihan.actions.koreksi import Usulan, isi_koreksi, konfirmasi_koreksi, usulkan_koreksi
from peserta.models import Peristiwa
from pijar.bulan import tambah_bulan
from pijar.errors import AturanDilanggarError
from pijar.sidik import sidik
from tests.factories import (
    BantuanFactory,
    JanjiFactory,
    PenggunaFactory,
    PenyumbangFactory,
    PesertaFactory,
    sumber,
    terdaftar,
)
from tests.iuran.setoran import HARI, TARIF, catat, slip
from tests.iuran.test_pembayaran_layar import foto

JAN = date(2026, 1, 1)


def bulan(n: int) -> date:
    return tambah_bulan(JAN, n - 1)


@pytest.fixture
def janji(db) -> Janji:
    sumber("ASN")
    return JanjiFactory(tempo=3, peserta__nama="Wati")


def lunas(janji: Janji) -> list[int]:
    baris = Iuran.objects.lunas().filter(bantuan__janji=janji).order_by("bulan")
    return [b.month for b in baris.values_list("bulan", flat=True)]


def test_satu_bukti_untuk_beberapa_pekerja(janji):
    lain = JanjiFactory(penyumbang=janji.penyumbang, tempo=3)

    bayar = catat(janji, lain, jumlah=3)

    assert (lunas(janji), lunas(lain)) == ([1, 2, 3], [1, 2, 3])
    assert bayar.nominal == 6 * TARIF
    assert SlipPenyumbang.objects.get().penyumbang == janji.penyumbang
    assert not RiwayatJanji.objects.exists()  # within the promise: nothing to renew


def test_bulan_sesudah_janji_memperpanjang(janji):
    bayar = catat(janji, jumlah=6)

    janji.refresh_from_db()
    assert janji.sampai == bulan(6)
    riwayat = RiwayatJanji.objects.get()
    assert (riwayat.jenis, riwayat.sampai_lama) == ("diperpanjang", bulan(3))
    assert riwayat.alasan == f"dibayar menurut bukti bayar {bayar.nomor}"


@pytest.mark.parametrize(
    ("lain", "kata"),
    [
        ({"tanggal": date(2026, 9, 11)}, "11 September 2026 belum tiba"),
        ({"nomor": "  "}, "Tulis nomor"),
        ({"pilihan": []}, "Centang pekerja"),
        ({"nominal": TARIF + 1}, r"Rp16\.801 tidak sama dengan harga .* Rp16\.800: lebih Rp1"),
        ({"mulai": date(2025, 12, 1)}, "sebelum bulan pertama janjinya, Januari 2026"),
        ({"jumlah": 13}, "tulis 1 sampai 12 bulan"),
    ],
)
def test_ditolak_dengan_sebabnya(janji, lain, kata):
    with pytest.raises(AturanDilanggarError, match=kata):
        catat(janji, **lain)
    assert not Pembayaran.objects.exists()
    assert Janji.objects.get().sampai == janji.sampai


def test_belum_terdaftar_diberi_tahu_langkahnya(db):
    sumber("ASN")
    janji = JanjiFactory(peserta__status="layak", peserta__kpj="")
    with pytest.raises(AturanDilanggarError, match=r"statusnya Layak.*catat dahulu bukti KPJ"):
        catat(janji)


def test_janji_orang_lain_ditolak(janji):
    isi = slip(janji, penyumbang_id=PenyumbangFactory().pk)
    with pytest.raises(AturanDilanggarError, match="bukan milik penyumbang ini"):
        catat_slip(isi, oleh=PenggunaFactory(), pada=HARI)


def test_bulan_yang_sudah_dibayar_menyebut_siapa(janji):
    pertama = catat(janji, jumlah=2)
    with pytest.raises(
        AturanDilanggarError, match=f"Februari 2026 sudah dibayar .*{pertama.nomor}"
    ):
        catat(janji, mulai=bulan(2))
    kota = terdaftar(JAN, 1)
    dibiayai = JanjiFactory(peserta=kota.peserta)
    with pytest.raises(AturanDilanggarError, match="Januari 2026 sudah dibiayai APBD"):
        catat(dibiayai)
    menunggu = BantuanFactory(peserta__status="terdaftar")  # decreed, no months yet
    with pytest.raises(AturanDilanggarError, match="Maret 2026 sudah dibiayai APBD"):
        catat(JanjiFactory(peserta=menunggu.peserta), mulai=bulan(3))


def test_nomor_yang_terpakai_menyebut_pemiliknya(janji):
    catat(janji, nomor="BR/7")
    lain = JanjiFactory(penyumbang__nama="Citra Dewi")
    with pytest.raises(AturanDilanggarError, match="BR/7 sudah dicatat: bukti bayar Bambang"):
        catat(lain, nomor="BR/7")


def test_klik_kedua_mengembalikan_pembayaran_yang_sama(janji):
    isi = slip(janji)
    satu = catat_slip(isi, oleh=PenggunaFactory(), pada=HARI)
    assert catat_slip(isi, oleh=PenggunaFactory(), pada=HARI) == satu
    assert Iuran.objects.count() == 1


def test_sesudah_meninggal_ditolak_sebelumnya_boleh(janji):
    Peristiwa.objects.create(
        peserta=janji.peserta, jenis="meninggal", tanggal=date(2026, 2, 9), oleh=PenggunaFactory()
    )
    type(janji.peserta).objects.filter(pk=janji.peserta_id).update(status="berhenti")
    with pytest.raises(AturanDilanggarError, match="mulai Maret 2026 tidak ada lagi"):
        catat(janji, jumlah=3)
    catat(janji, jumlah=2)
    assert lunas(janji) == [1, 2]


def test_janji_berakhir_tidak_diperpanjang_bulannya_boleh(janji):
    Janji.objects.update(status="berakhir", sebab_akhir="tidak_lanjut")
    with pytest.raises(AturanDilanggarError, match="janjinya berakhir Maret 2026"):
        catat(janji, jumlah=4)
    catat(janji, jumlah=3)
    assert lunas(janji) == [1, 2, 3]


def test_admin_satu_wilayah_ditolak(janji):
    sempit = PenggunaFactory(wilayah=["33.74.01"])
    with pytest.raises(AturanDilanggarError):
        catat_slip(slip(janji), oleh=sempit, pada=HARI)


def fakta(**lain: object) -> FaktaJanji:
    isi = {
        "pk": 1, "peserta_id": 2, "penyumbang_id": 3, "nama": "Wati", "status": "aktif",
        "mulai": JAN, "sampai": bulan(12), "tempo": 3, "status_orang": "terdaftar", "kpj": "1",
        "digabung": False, "henti": None, "terisi": {}, "lunas": frozenset(), "berikut": JAN,
    }  # fmt: skip
    return FaktaJanji(**(isi | lain))


def test_catatan_setengah_masa_celah_dan_perpanjangan():
    kata = list(catatan_bulan(fakta(sampai=bulan(3)), Pilihan(1, bulan(3), 2)))
    assert kata == [
        "Wati: dibayar 2 bulan, kurang dari satu masa bayar (2 dari 3 bulan).",
        "Wati: Januari 2026 sampai Februari 2026 belum dibayar.",
        "Wati: janjinya diperpanjang sampai April 2026.",
    ]
    assert not list(catatan_bulan(fakta(), Pilihan(1, JAN, 3)))


@pytest.mark.parametrize(
    ("lain", "kata"),
    [({"status": "batal"}, "sudah dibatalkan"), ({"digabung": True}, "sudah digabung")],
)
def test_halangan_janji(lain, kata):
    (satu,) = salah_bulan(fakta(**lain), Pilihan(1, JAN, 1))
    assert kata in satu


def test_bulan_berikut_diusulkan(janji):
    assert fakta_janji([janji])[0].berikut == JAN
    catat(janji, jumlah=2)
    assert fakta_janji([janji])[0].berikut == bulan(3)


def test_sebut_bulan_menyebut_celah():
    assert sebut_bulan([bulan(5), JAN, bulan(2)]) == "Januari 2026 sampai Februari 2026, Mei 2026"


def test_pembatalan_menyebut_bulan_dan_halamannya_tetap_bercerita(admin_client, janji):
    bayar = catat(janji, jumlah=3)
    usul = Usulan(JenisKoreksi.BATALKAN, "", HARI, "salah orang")
    koreksi = usulkan_koreksi(bayar, usul, oleh=PenggunaFactory(), pada=HARI)
    isi = isi_koreksi(koreksi)
    assert isi["Bulan yang dibayar"] == "Wati: Januari 2026 sampai Maret 2026 (Rp50.400)"
    assert "Tagihan" not in isi
    konfirmasi_koreksi(
        koreksi, dilihat=sidik(isi), oleh=PenggunaFactory(), pada=koreksi.diusulkan_pada
    )
    assert lunas(janji) == []
    html = admin_client.get(reverse("iuran:pembayaran_detail", args=[bayar.pk])).text
    assert "Januari 2026 sampai Maret 2026" in html
    assert "tidak berlaku lagi" in html
    catat(janji, nomor=bayar.nomor, jumlah=3)  # the true paper may bear the same number
    assert lunas(janji) == [1, 2, 3]


def test_banyak_pekerja_diringkas_dalam_konfirmasi(janji):
    semua = [janji, *(JanjiFactory(penyumbang=janji.penyumbang) for _ in range(5))]
    bayar = catat(*semua)
    usul = Usulan(JenisKoreksi.BATALKAN, "", HARI, "x")
    koreksi = usulkan_koreksi(bayar, usul, oleh=PenggunaFactory(), pada=HARI)
    assert isi_koreksi(koreksi)["Bulan yang dibayar"] == "6 pekerja, 6 bulan (Rp100.800)"


def alamat(janji: Janji) -> str:
    return reverse("iuran:penyumbang_bayar", args=[janji.penyumbang_id])


def kirim(janji: Janji, **lain: object) -> dict[str, object]:
    return {
        "nomor": "BR-9", "tanggal": "01-09-2026", "kanal": "bank", "nominal": "50.400",
        "janji": str(janji.pk), f"mulai_{janji.pk}": "2026-01", f"lama_{janji.pk}": "3",
    } | lain  # fmt: skip


def test_form_mengusulkan_bulan_dan_harga(admin_client, janji):
    PesertaFactory(status="layak")
    JanjiFactory(penyumbang=janji.penyumbang, peserta__status="layak", peserta__nama="Belum")
    html = admin_client.get(alamat(janji)).text
    assert 'value="Januari 2026"' in html
    assert "Rp50.400" in html
    assert "Belum belum terdaftar di BPJS" in html


def test_simpan_dengan_pindaian_lalu_ke_halamannya(admin_client, janji):
    isi = kirim(janji, berkas=foto())
    jawaban = admin_client.post(alamat(janji), isi, follow=True)
    bayar = Pembayaran.objects.get()
    assert jawaban.redirect_chain[-1][0] == reverse("iuran:pembayaran_detail", args=[bayar.pk])
    assert "Bambang Lestari" in jawaban.text
    assert "Januari 2026 sampai Maret 2026" in jawaban.text
    assert PindaianPembayaran.objects.get().pembayaran == bayar
    lagi = admin_client.post(alamat(janji), kirim(janji))  # a second click
    assert lagi.url == jawaban.redirect_chain[-1][0]


def test_setengah_masa_diberi_tahu(admin_client, janji):
    isi = kirim(janji, nominal=str(2 * TARIF)) | {f"lama_{janji.pk}": "2"}
    jawaban = admin_client.post(alamat(janji), isi, follow=True)
    assert "2 dari 3 bulan" in jawaban.text
    assert "2 bulan, masa" in jawaban.text


@pytest.mark.parametrize(
    ("lain", "kata"),
    [
        ({"nominal": "50.401"}, "lebih Rp1"),
        ({"kanal": "kapal"}, "Pilih dari daftar"),
        ({"janji": "999"}, "Janji itu tidak dikenal"),
        ({"janji": ""}, "Centang pekerja"),
        ({"tanggal": "01-09-2199"}, "belum tiba"),
        ({"mulai": ""}, "Isi bulan pertamanya"),
        ({"lama": "99"}, "paling banyak 12 bulan"),
    ],
)
def test_yang_diketik_tetap_ada(admin_client, janji, lain, kata):
    ganti = {f"{k}_{janji.pk}" if k in ("mulai", "lama") else k: v for k, v in lain.items()}
    jawaban = admin_client.post(alamat(janji), kirim(janji) | ganti)
    assert jawaban.status_code == 422
    assert kata in jawaban.text
    assert 'value="BR-9"' in jawaban.text
    assert not Pembayaran.objects.exists()


def test_hitung_lagi_tidak_menyimpan(admin_client, janji):
    isi = kirim(janji, hitung="1") | {f"lama_{janji.pk}": "2"}
    jawaban = admin_client.post(alamat(janji), isi, follow=True)
    assert jawaban.status_code == 200
    assert "Rp33.600" in jawaban.text
    assert 'value="BR-9"' in jawaban.text
    assert not Pembayaran.objects.exists()


@pytest.mark.parametrize("jumlah", [1, 3])
def test_daftar_bukti_kueri_tetap(admin_client, janji, jumlah, django_assert_num_queries):
    for _ in range(jumlah):
        catat(JanjiFactory())
    with django_assert_num_queries(10):
        admin_client.get(reverse("iuran:bukti"))


@pytest.mark.parametrize("jumlah", [1, 3])
def test_form_kueri_tetap(admin_client, janji, jumlah, django_assert_num_queries):
    asn = PenyumbangFactory()
    for _ in range(jumlah):
        satu = JanjiFactory(penyumbang=asn)
        catat(satu)
    with django_assert_num_queries(15):
        admin_client.get(alamat(satu))


def test_cari_bukti_menurut_nomor_penyumbang_dan_opd(admin_client, janji):
    catat(janji, nomor="BR-SATU")
    catat(JanjiFactory(penyumbang__nama="Citra Dewi"), nomor="BR-DUA")
    semua = reverse("iuran:bukti")
    assert "BR-DUA" not in admin_client.get(semua, {"cari": "satu"}).text
    assert "BR-SATU" not in admin_client.get(semua, {"cari": "citra"}).text
    assert "BR-SATU" in admin_client.get(semua, {"cari": "Dinas Tenaga"}).text
    assert "Tidak ditemukan" in admin_client.get(semua, {"cari": "zzz"}).text
