"""Screens of donors and promises: lists, pages, acts, what is told and what is hidden."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from iuran.models import OPD, Bantuan, BuktiKartu, Janji, Penyumbang, StatusPenyumbang
from iuran.penyumbang.aturan import KeadaanJanji
from iuran.penyumbang.saringan import dengan_keadaan, keadaannya
from peserta.alur import pindahkan_status
from peserta.models import Peserta, Status
from pijar.bulan import awal_bulan, rentang_bulan, tambah_bulan
from pijar.models import JejakAkses
from tests.factories import (
    JanjiFactory,
    PenggunaFactory,
    PenyumbangFactory,
    PesertaFactory,
    iuran,
    sumber,
)
from tests.pemilik import tanpa_penjaga
from tests.peran import buat, masuk

SEMUA, JANJI = reverse("iuran:penyumbang"), reverse("iuran:janji")
pytestmark = pytest.mark.django_db


def lunasi(janji: Janji, jumlah: int) -> None:
    """Live ledger rows of a promise, as evidence writes them; a grant a year."""
    for b in rentang_bulan(janji.mulai, jumlah):
        bantuan, _ = Bantuan.objects.get_or_create(
            janji=janji,
            sumber=sumber("ASN", b.year),
            defaults={
                "peserta": janji.peserta,
                "jenis": "rutin",
                "nomor_sk": f"ASN-{janji.pk}",
                "bulan_awal": b,
                "bulan_akhir": b.replace(month=12),
                "jumlah_bulan": 13 - b.month,
                "nominal_per_bulan": 16_800,
                "status": "berjalan",
            },
        )
        iuran(bantuan, b)


def alamat(nama: str, satu: Penyumbang | Janji) -> str:
    return reverse(f"iuran:{nama}", args=[satu.pk])


def aksi(client, janji: Janji, nama: str, **isi: object):
    data = {"aksi": nama} | {f"{nama}-{k}": v for k, v in ({"alasan": "Surat"} | isi).items()}
    return client.post(alamat("janji_detail", janji), data)


@pytest.mark.parametrize("hari", [1, 14, 15, 16, 28])
@pytest.mark.parametrize("bulan", [1, 6, 12])
def test_keadaan_sql_sama_dengan_aturan(bulan: int, hari: int) -> None:
    """Every number of paid months, promises that ended, end and go on."""
    pada = date(2026, bulan, hari)
    for lama in (1, 6, 12, 24):
        for mulai in (date(2025, 6, 1), date(2026, 1, 1)):
            for lunas in {0, 1, lama // 2, lama - 1, lama}:
                satu = JanjiFactory(mulai=mulai, sampai=tambah_bulan(mulai, lama - 1))
                lunasi(satu, lunas)
    hasil = list(keadaannya(dengan_keadaan(Janji.objects.all(), pada), pada))
    assert [j.keadaan for j, _ in hasil] == [k.keadaan for _, k in hasil]


def test_semua_keadaan_terjadi() -> None:
    """The comparison above meets every state."""
    pada = date(2026, 6, 16)
    for lama, lunas in ((12, 0), (12, 12), (12, 5), (12, 4), (12, 1), (5, 5)):
        lunasi(JanjiFactory(tempo=12, sampai=date(2026, lama, 1)), lunas)
    ada = {j.keadaan for j in dengan_keadaan(Janji.objects.all(), pada)}
    assert ada == {*KeadaanJanji}


@pytest.mark.parametrize("url", [SEMUA, JANJI])
def test_jumlah_kueri_tetap(admin_client, django_assert_num_queries, url: str) -> None:
    JanjiFactory()
    admin_client.get(url)
    with CaptureQueriesContext(connection) as kueri:
        admin_client.get(url)
    for _ in range(2):
        JanjiFactory()
    with django_assert_num_queries(len(kueri)):
        assert admin_client.get(url).status_code == 200


def test_daftar_penyumbang_disaring(admin_client) -> None:
    berjanji = JanjiFactory(penyumbang__nama="Ani Berjanji").penyumbang
    PenyumbangFactory(nama="Budi Kosong")
    pergi = JanjiFactory(
        penyumbang__nama="Cici Pergi",
        penyumbang__status="pensiun",
        penyumbang__keluar_pada=date(2026, 1, 5),
    ).penyumbang

    def nama(**isi: object) -> set[str]:
        return {p.nama for p, _ in admin_client.get(SEMUA, isi).context["baris"]}

    assert nama() == {"Ani Berjanji", "Budi Kosong"}
    assert nama(keadaan="tanpa_pekerja") == {"Budi Kosong"}
    assert nama(keadaan="perlu_ganti") == nama(keadaan="keluar") == {"Cici Pergi"}
    assert nama(q="cici", keadaan="semua") == {"Cici Pergi"}
    assert nama(opd=OPD.objects.get(nama="Dinas Sosial").pk) == set()
    html = admin_client.get(SEMUA).text
    assert berjanji.nip not in html
    assert berjanji.nip_samar in html
    assert "perlu penyumbang baru" in admin_client.get(SEMUA, {"keadaan": "keluar"}).text
    assert admin_client.get(SEMUA, {"q": pergi.nip}).status_code == 200


def test_daftar_janji_disaring(admin_client) -> None:
    def janji(nama: str, keadaan: str, **isi: object) -> Janji:
        return JanjiFactory(peserta=PesertaFactory(nama=nama, status=keadaan), **isi)

    janji("Terdaftar", "terdaftar")
    janji("Layak", "layak")
    janji("Draf", "draf")
    janji("Keluar", "berhenti")
    janji("Pensiunan", "terdaftar", penyumbang__status="pensiun",
          penyumbang__keluar_pada=date(2026, 1, 5))  # fmt: skip
    janji("Batal", "terdaftar", status="batal", sebab_akhir="keliru")

    def nama(keadaan: str) -> set[str]:
        baris = admin_client.get(JANJI, {"keadaan": keadaan}).context["baris"]
        return {j.peserta.nama for j, _ in baris}

    assert nama("") == {"Terdaftar", "Layak", "Draf", "Keluar", "Pensiunan"}
    assert nama("perlu_penyumbang") == {"Pensiunan"}
    assert nama("pekerja_keluar") == {"Keluar"}
    assert nama("belum_layak") == {"Draf"}
    assert nama("perlu_kartu") == {"Layak"}
    assert nama("batal") == {"Batal"}
    assert nama("belum_aktif") == nama("")
    assert nama("lunas") == set()


def test_petugas_melihat_wilayahnya(db) -> None:
    """An officer of an area sees promises there, and their donors."""
    petugas = buat("petugas_dua", "petugas", wilayah=["33.74.02"])
    luar = JanjiFactory(peserta__nama="Orang Luar", penyumbang__nama="Donatur Luar")
    dalam = JanjiFactory(peserta__kelurahan_id="33.74.02.1001", penyumbang__nama="Donatur Dalam")
    client = masuk(petugas)
    assert [p.nama for p, _ in client.get(SEMUA).context["baris"]] == ["Donatur Dalam"]
    assert [j for j, _ in client.get(JANJI).context["baris"]] == [dalam]
    assert client.get(alamat("penyumbang_detail", luar.penyumbang)).status_code == 404
    assert client.get(alamat("janji_detail", luar)).status_code == 404
    html = client.get(alamat("janji_detail", dalam)).text
    assert "Tindakan" not in html
    assert aksi(client, dalam, "batalkan").status_code == 403
    assert client.get(reverse("iuran:penyumbang_baru")).status_code == 403


def test_nip_dibuka_dengan_alasan(admin_client) -> None:
    orang = PenyumbangFactory()
    url = alamat("penyumbang_detail", orang)
    assert orang.nip not in admin_client.get(url).text
    assert admin_client.post(url, {"sebab": "lainnya"}).status_code == 422
    html = admin_client.post(
        url, {"sebab": "lainnya", "alasan": "menelepon beliau"}, follow=True
    ).text
    assert orang.nip in html
    assert orang.hp in html
    jejak = JejakAkses.objects.get()
    assert (jejak.alasan, orang.nip in jejak.objek) == ("Lainnya: menelepon beliau", False)


def isian(**lain: object) -> dict[str, object]:
    opd = OPD.objects.get(nama="Dinas Tenaga Kerja").pk
    isi = {"nip": "19840305 200903 2 004", "nama": "BAMBANG S.H.", "opd": opd,
           "hp": "0812-3456-7890", "sejak": "03-03-2025"}  # fmt: skip
    return isi | lain


def test_penyumbang_baru(admin_client) -> None:
    url = reverse("iuran:penyumbang_baru")
    admin_client.post(url, isian())
    orang = Penyumbang.objects.get()
    assert (orang.nip, orang.hp) == ("198403052009032004", "081234567890")
    ulang = admin_client.post(url, isian(nama="Orang Lain"), follow=True)
    assert (ulang.status_code, 'value="Orang Lain"' in ulang.text) == (409, True)
    assert f"NIP ini sudah tercatat atas {orang}" in ulang.text
    assert Penyumbang.objects.count() == 1


@pytest.mark.parametrize(
    ("isi", "kata"),
    [
        ({"nip": "1984030520090320"}, "mungkin tertukar"),
        ({"nip": "19840305200903200"}, "kurang 1 angka"),
        ({"nip": "198413052009032004"}, "tanggal lahir"),
        ({"nip": ""}, "Isi NIP penyumbang"),
        ({"hp": "12"}, "tidak terbaca"),
        ({"nama": "-"}, "Nama"),
        ({"sejak": "03-03-2199"}, "tidak boleh setelah hari ini"),
        ({"opd": ""}, "Pilih OPD"),
    ],
)
def test_isian_salah_tetap_di_layar(admin_client, isi: dict[str, object], kata: str) -> None:
    jawaban = admin_client.post(reverse("iuran:penyumbang_baru"), isian(**isi))
    assert jawaban.status_code == 422
    assert kata in jawaban.text
    assert "03-03-" in jawaban.text
    assert not Penyumbang.objects.exists()


def test_ubah_pindah_keluar_kembali(admin_client) -> None:
    orang = PenyumbangFactory()
    url = alamat("penyumbang_ubah", orang)
    assert orang.nip not in admin_client.get(url).text
    admin_client.post(url, {"aksi": "ubah", "ubah-nama": "Bambang L", "ubah-sejak": "20-02-2025",
                            "ubah-nip": "", "ubah-hp": "-"})  # fmt: skip
    orang.refresh_from_db()
    assert (orang.nama, orang.hp) == ("Bambang L", "")
    dinas = OPD.objects.get(nama="Dinas Sosial")
    admin_client.post(url, {"aksi": "pindah", "pindah-opd": dinas.pk, "pindah-sejak": "01-06-2025"})
    keluar = {"aksi": "keluar", "keluar-status": "pensiun", "keluar-tanggal": "01-07-2025",
              "keluar-alasan": "SK pensiun"}  # fmt: skip
    assert admin_client.post(url, keluar).status_code == 302
    orang.refresh_from_db()
    assert (orang.opd, orang.status) == (dinas, StatusPenyumbang.PENSIUN)
    assert admin_client.post(url, keluar).status_code == 409
    assert "perlu penyumbang baru" in admin_client.get(alamat("penyumbang_detail", orang)).text
    admin_client.post(url, {"aksi": "kembali", "kembali-alasan": "keliru orang"})
    orang.refresh_from_db()
    assert orang.status == StatusPenyumbang.AKTIF
    salah = admin_client.post(url, {"aksi": "pindah", "pindah-opd": "", "pindah-sejak": "x"})
    assert salah.status_code == 422
    assert "Pilih OPD" in salah.text


def test_pekerja_dari_data_terverifikasi(admin_client) -> None:
    lama, baru = (PesertaFactory(status="diajukan", nama=n) for n in ("Lama", "Baru"))
    with tanpa_penjaga():  # by a case, which is not here
        for orang in (lama, baru):
            pindahkan_status(orang, Status.LAYAK, oleh=PenggunaFactory())
    PesertaFactory(status="draf", nama="Belum")
    JanjiFactory(peserta=PesertaFactory(status="layak", nama="Terambil"),
                 sampai=tambah_bulan(timezone.localdate(), 3))  # fmt: skip
    url = alamat("janji_baru", PenyumbangFactory())

    def nama(**isi: object) -> list[str]:
        return [p.nama for p in admin_client.get(url, isi).context["halaman"]]

    assert nama() == ["Lama", "Baru"]
    assert nama(kelurahan="33.74.02.1001") == []
    assert nama(siapa="semua") == []
    assert nama(siapa="semua", q="bel") == ["Belum"]


def test_janji_baru_dicatat_dan_ditolak(admin_client) -> None:
    asn, orang = PenyumbangFactory(), PesertaFactory(status="layak")
    url = alamat("janji_baru", asn)
    mulai = awal_bulan(timezone.localdate())
    isi = {"peserta": orang.pk, "tempo": 3, "mulai": f"{mulai:%Y-%m}", "alasan": "Formulir"}
    kosong = admin_client.post(url, isi | {"peserta": ""})
    assert kosong.status_code == 422
    assert "Pilih pekerjanya" in kosong.text
    jadi = admin_client.post(url, isi, follow=True)
    assert "dicatat" in jadi.text
    janji = Janji.objects.get()
    assert (janji.peserta, janji.sampai) == (orang, tambah_bulan(mulai, 2))
    tolak = admin_client.post(url, isi)
    assert tolak.status_code == 409
    assert "sudah dijanjikan" in tolak.text
    assert "Formulir" in tolak.text  # what was typed stays
    lampau = {"peserta": PesertaFactory(status="layak").pk, "mulai": "2025-03"}
    assert "sudah lewat" in admin_client.post(url, isi | lampau, follow=True).text


def test_setiap_tindakan(admin_client) -> None:
    sumber("ASN", 2025)
    janji = JanjiFactory(mulai=date(2025, 6, 1), sampai=date(2026, 5, 1))
    lunasi(janji, 3)
    lain = PenyumbangFactory(nama="Penerus Janji")
    assert aksi(admin_client, janji, "perpanjang", sampai="2026-11").status_code == 302
    assert aksi(admin_client, janji, "pendekkan", sampai="2025-07").status_code == 409
    assert aksi(admin_client, janji, "pendekkan", sampai="2026-05").status_code == 302
    salah = aksi(admin_client, janji, "alihkan", kepada="Tidak Ada", mulai_bulan="2025-09", tempo=6)
    assert "belum dicatat" in salah.text
    jadi = aksi(admin_client, janji, "alihkan", kepada=lain.nip, mulai_bulan="2025-09", tempo=6)
    assert jadi.status_code == 302
    penerus = Janji.objects.get(dari=janji)
    assert (penerus.penyumbang, penerus.sampai) == (lain, date(2026, 2, 1))
    assert lain.nip not in admin_client.get(alamat("janji_detail", penerus)).text
    assert aksi(admin_client, penerus, "batalkan").status_code == 302
    assert aksi(admin_client, janji, "pulihkan").status_code == 302
    jawaban = aksi(admin_client, janji, "akhiri", sampai="2025-08", sebab="tidak_lanjut")
    assert jawaban.status_code == 302
    assert aksi(admin_client, janji, "pulihkan").status_code == 302
    assert aksi(admin_client, janji, "kota", sampai="2025-08").status_code == 302
    html = admin_client.get(alamat("janji_detail", janji)).text
    assert "?bulan=2025-08" in html
    assert aksi(admin_client, janji, "kota", sampai="2025-08").status_code == 200  # not offered


def test_alihkan_menurut_nama(admin_client) -> None:
    janji = JanjiFactory()
    for opd in ("Dinas Sosial", "Dinas Perhubungan"):
        PenyumbangFactory(nama="Dua Orang", opd=OPD.objects.get(nama=opd))
    jawaban = aksi(admin_client, janji, "alihkan", kepada="dua", mulai_bulan="2026-01", tempo=6)
    assert "Lebih dari satu orang" in jawaban.text
    salah = aksi(admin_client, janji, "alihkan", kepada="123456", mulai_bulan="2026-01", tempo=6)
    assert salah.status_code == 422


KARTU = {"kpj": "26133068531", "nomor": "BPJS-1", "tanggal": "02-03-2026"}


def test_kartu_membuat_terdaftar(admin_client) -> None:
    janji = JanjiFactory(peserta=PesertaFactory(status="layak"))
    assert aksi(admin_client, janji, "daftarkan", **KARTU).status_code == 302
    orang = Peserta.objects.get(pk=janji.peserta_id)
    assert (orang.status, orang.kpj) == ("terdaftar", "26133068531")
    assert BuktiKartu.objects.get(janji=janji).nomor == "BPJS-1"
    assert "bukti BPJS-1, 2 Maret 2026" in orang.riwayat.last().alasan
    assert aksi(admin_client, janji, "daftarkan", **KARTU).status_code == 200  # not offered


def test_kpj_orang_lain_tidak_ditimpa(admin_client) -> None:
    PesertaFactory(status="terdaftar", kpj="26133068531", nama="Pemilik Kartu")
    janji = JanjiFactory(peserta=PesertaFactory(status="layak"))
    jawaban = aksi(admin_client, janji, "daftarkan", **KARTU)
    assert jawaban.status_code == 409
    assert "Pemilik Kartu" in jawaban.text
    lama = JanjiFactory(peserta=PesertaFactory(status="layak", kpj="26133068532"))
    assert "sudah mempunyai KPJ" in aksi(admin_client, lama, "daftarkan", **KARTU).text
    pendek = aksi(admin_client, lama, "daftarkan", **KARTU | {"kpj": "abc"})
    assert "tidak terbaca" in pendek.text
    assert not BuktiKartu.objects.exists()


def test_kpj_berpanjang_lain_diperingatkan(admin_client) -> None:
    janji = JanjiFactory(peserta=PesertaFactory(status="layak"))
    data = {"aksi": "daftarkan"} | {f"daftarkan-{k}": v for k, v in KARTU.items()}
    data["daftarkan-kpj"] = "2613306853"
    jawaban = admin_client.post(alamat("janji_detail", janji), data, follow=True)
    assert "biasanya 11" in jawaban.text


def test_halaman_orang_menyebut_penyumbang(admin_client) -> None:
    janji = JanjiFactory()
    html = admin_client.get(reverse("iuran:perlindungan", args=[janji.peserta_id])).text
    assert "Dijanjikan oleh" in html
    assert janji.penyumbang.nama in html
    assert "12 bulan sekali" in html


def test_kueri_halaman_satu(admin_client, django_assert_num_queries) -> None:
    janji = JanjiFactory()
    lunasi(janji, 1)
    for satu in (alamat("penyumbang_detail", janji.penyumbang), alamat("janji_detail", janji)):
        admin_client.get(satu)
        with CaptureQueriesContext(connection) as kueri:
            admin_client.get(satu)
        for _ in range(2):
            lunasi(JanjiFactory(penyumbang=janji.penyumbang), 2)
        with django_assert_num_queries(len(kueri)):
            admin_client.get(satu)
