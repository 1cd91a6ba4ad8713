"""Promises: made for whom, moved, ended, handed over; the database keeps one donor a month."""

from datetime import date

import pytest
from django.db import IntegrityError, InternalError, transaction

from iuran.buku import BulanBukti, IsiBukti, tulis_bukti
from iuran.models import Janji, RiwayatJanji, SebabAkhir, StatusPenyumbang
from iuran.penyumbang.actions.janji import (
    IsiJanji,
    Penerus,
    akhiri,
    alihkan,
    ambil_alih_kota,
    batalkan,
    buat_janji,
    pendekkan,
    perpanjang,
    pulihkan,
    ubah_tempo,
)
from iuran.penyumbang.actions.penyumbang import keluarkan
from peserta.models import Peristiwa, Peserta
from pijar.bulan import rentang_bulan
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna
from tests.factories import (
    BantuanFactory,
    JanjiFactory,
    PenggunaFactory,
    PenyumbangFactory,
    PesertaFactory,
    sumber,
    terdaftar,
)

KINI, APRIL = date(2026, 3, 20), date(2026, 4, 1)
pytestmark = pytest.mark.django_db


def bulan(m: int, tahun: int = 2026) -> date:
    return date(tahun, m, 1)


@pytest.fixture
def admin(db: None) -> Pengguna:
    return PenggunaFactory()


@pytest.fixture
def janji(db: None) -> Janji:
    """January to December 2026."""
    sumber("ASN")
    return JanjiFactory()


def lunasi(janji: Janji, sampai: int) -> None:
    isi = [BulanBukti(janji.pk, janji.peserta_id, b) for b in rentang_bulan(janji.mulai, sampai)]
    kertas = IsiBukti("slip", f"BR-{janji.pk}", KINI, sampai * 16_800)
    tulis_bukti(kertas, isi, oleh=PenggunaFactory())


def buat(peserta: Peserta, admin: Pengguna, mulai: date = APRIL, **lain: object) -> Janji:
    asn = lain.pop("penyumbang", None) or PenyumbangFactory()
    isi = IsiJanji(asn.pk, peserta.pk, 12, mulai)
    return buat_janji(isi, oleh=admin, pada=KINI, alasan="Formulir", **lain)


def kw(admin: Pengguna) -> dict[str, object]:
    return {"alasan": "Surat", "oleh": admin, "pada": KINI}


def test_janji_satu_masa_dengan_riwayat(admin: Pengguna) -> None:
    janji = buat(PesertaFactory(status="layak"), admin)
    assert (janji.sampai, janji.status) == (bulan(3, 2027), "aktif")
    catatan = RiwayatJanji.objects.get(janji=janji)
    assert (catatan.jenis, catatan.sampai, catatan.oleh) == ("dibuat", bulan(3, 2027), admin)


@pytest.mark.parametrize("status", ["draf", "diajukan", "dikembalikan", "layak", "terdaftar"])
def test_status_yang_boleh(admin: Pengguna, status: str) -> None:
    assert buat(PesertaFactory(status=status), admin)


@pytest.mark.parametrize(
    ("status", "kata"),
    [
        ("ditetapkan", "sedang didaftarkan pemerintah kota"),
        ("didaftarkan", "sedang didaftarkan pemerintah kota"),
        ("tidak_layak", "dinyatakan tidak layak"),
        ("berhenti", "sudah keluar dari program"),
    ],
)
def test_status_yang_tidak(admin: Pengguna, status: str, kata: str) -> None:
    with pytest.raises(AturanDilanggarError, match=kata):
        buat(PesertaFactory(status=status), admin)


def test_orang_mati_dan_digabung(admin: Pengguna) -> None:
    mati = PesertaFactory(status="berhenti")
    Peristiwa.objects.create(
        peserta=mati, jenis="meninggal", tanggal=KINI, bukti_jenis="akta_kematian", bukti_nomor="1"
    )
    with pytest.raises(AturanDilanggarError, match="sudah meninggal"):
        buat(mati, admin)
    lebur = PesertaFactory(digabung_ke=PesertaFactory())
    with pytest.raises(BentrokError, match="digabung"):
        buat(lebur, admin)


def test_asn_bukan_pekerja(admin: Pengguna) -> None:
    asn = PenyumbangFactory(nip="198502152009032004", nama="Dra. Siti Aminah, M.Si.")
    sama = PesertaFactory()  # Siti Aminah, P, 15 February 1985
    with pytest.raises(AturanDilanggarError, match="ASN bukan pekerja rentan"):
        buat(sama, admin, penyumbang=asn)
    with pytest.raises(AturanDilanggarError, match="ASN bukan pekerja rentan"):
        buat(sama, admin)  # named by a colleague
    assert buat(PesertaFactory(tanggal_lahir=date(1985, 2, 16)), admin)
    assert buat(PesertaFactory(nama_cari="SITI RAHMA", nama="Siti Rahma"), admin)
    assert buat(PesertaFactory(jenis_kelamin="L"), admin)


def test_sudah_dibiayai_kota(admin: Pengguna) -> None:
    milik = terdaftar(bulan(1), 6).peserta
    with pytest.raises(AturanDilanggarError, match=r"sudah dibiayai .* sampai Juni 2026"):
        buat(milik, admin)
    assert buat(milik, admin, mulai=bulan(7))


def test_sudah_dijanjikan(admin: Pengguna, janji: Janji) -> None:
    with pytest.raises(AturanDilanggarError, match=r"sudah dijanjikan oleh .* Desember 2026"):
        buat(janji.peserta, admin)
    assert buat(janji.peserta, admin, mulai=bulan(1, 2027))


@pytest.mark.parametrize(
    ("mulai", "kata"),
    [
        (date(2027, 4, 1), "terlalu jauh"),
        (date(2024, 12, 1), "sebelum gerakan"),
        (date(2026, 4, 2), "ditulis sebagai bulan"),
    ],
)
def test_bulan_pertama_mustahil(admin: Pengguna, mulai: date, kata: str) -> None:
    with pytest.raises(AturanDilanggarError, match=kata):
        buat(PesertaFactory(), admin, mulai=mulai)


@pytest.mark.parametrize("mulai", [date(2025, 1, 1), date(2027, 3, 1)])
def test_bulan_pertama_di_batas(admin: Pengguna, mulai: date) -> None:
    assert buat(PesertaFactory(), admin, mulai=mulai)


def test_penyumbang_yang_keluar(admin: Pengguna, janji: Janji) -> None:
    asn = janji.penyumbang
    keluarkan(asn, StatusPenyumbang.PENSIUN, pada=KINI, alasan="SK", oleh=admin)
    with pytest.raises(AturanDilanggarError, match="Pilih penyumbang lain"):
        buat(PesertaFactory(), admin, penyumbang=asn)
    with pytest.raises(AturanDilanggarError, match="Pilih penyumbang lain"):
        perpanjang(janji, bulan(12, 2027), **kw(admin))


def test_alasan_wajib(admin: Pengguna, janji: Janji) -> None:
    with pytest.raises(AturanDilanggarError, match="Tulis alasannya"):
        pendekkan(janji, bulan(6), alasan=" ", oleh=admin, pada=KINI)
    janji.refresh_from_db()
    assert janji.sampai == bulan(12)


def test_perpanjang(admin: Pengguna, janji: Janji) -> None:
    with pytest.raises(AturanDilanggarError, match="sudah sampai Desember 2026"):
        perpanjang(janji, bulan(12), **kw(admin))
    with pytest.raises(AturanDilanggarError, match="terlalu jauh"):
        perpanjang(janji, bulan(1, 2028), **kw(admin))
    perpanjang(janji, bulan(12, 2027), **kw(admin))
    janji.refresh_from_db()
    assert janji.sampai == bulan(12, 2027)
    jejak = janji.riwayat.first()
    assert (jejak.jenis, jejak.sampai_lama) == ("diperpanjang", bulan(12))


def test_perpanjang_sampai_bulan_kota(admin: Pengguna, janji: Janji) -> None:
    BantuanFactory(peserta=janji.peserta, sumber=sumber("APBD", 2027), bulan_awal=bulan(1, 2027))
    with pytest.raises(AturanDilanggarError, match="sudah dibiayai"):
        perpanjang(janji, bulan(3, 2027), **kw(admin))


def test_pendekkan_tidak_di_bawah_yang_dibayar(admin: Pengguna, janji: Janji) -> None:
    lunasi(janji, 3)
    with pytest.raises(AturanDilanggarError, match="dibayar sampai Maret 2026"):
        pendekkan(janji, bulan(2), **kw(admin))
    with pytest.raises(AturanDilanggarError, match="Pilih bulan sebelumnya"):
        pendekkan(janji, bulan(12), **kw(admin))
    pendekkan(janji, bulan(3), **kw(admin))
    janji.refresh_from_db()
    assert (janji.sampai, janji.status) == (bulan(3), "aktif")


def test_ubah_tempo(admin: Pengguna, janji: Janji) -> None:
    with pytest.raises(AturanDilanggarError, match="sudah dibayar 12 bulan sekali"):
        ubah_tempo(janji, 12, **kw(admin))
    ubah_tempo(janji, 3, **kw(admin))
    janji.refresh_from_db()
    assert (janji.tempo, janji.sampai, janji.riwayat.first().jenis) == (3, bulan(12), "diubah")


def test_bulan_orang_yang_digabung_terhitung(admin: Pengguna) -> None:
    """A merge moves nothing: what was paid or promised for the other row counts."""
    orang = PesertaFactory()
    lebur = terdaftar(bulan(1), 6).peserta
    Peserta.objects.filter(pk=lebur.pk).update(digabung_ke=orang)
    with pytest.raises(AturanDilanggarError, match="sudah dibiayai"):
        buat(orang, admin)


def test_akhiri_dan_pulihkan(admin: Pengguna, janji: Janji) -> None:
    lunasi(janji, 3)
    sebab = SebabAkhir.TIDAK_LANJUT
    for salah, kata in ((bulan(2), "dibayar sampai"), (bulan(1, 2027), "hanya sampai")):
        with pytest.raises(AturanDilanggarError, match=kata):
            akhiri(janji, salah, sebab, **kw(admin))
    with pytest.raises(AturanDilanggarError, match="tidak dapat dibatalkan"):
        batalkan(janji, **kw(admin))
    akhiri(janji, bulan(3), sebab, **kw(admin))
    with pytest.raises(BentrokError, match="sudah berakhir"):
        akhiri(janji, bulan(3), sebab, **kw(admin))
    pulihkan(janji, **kw(admin))
    with pytest.raises(BentrokError, match="masih berjalan"):
        pulihkan(janji, **kw(admin))
    janji.refresh_from_db()
    assert (janji.sampai, janji.status, janji.sebab_akhir) == (bulan(12), "aktif", "")


def test_sebelum_mulai_dibatalkan_saja(admin: Pengguna, janji: Janji) -> None:
    for aksi in (pendekkan, lambda j, b, **k: akhiri(j, b, SebabAkhir.KELIRU, **k)):
        with pytest.raises(AturanDilanggarError, match="dapat dibatalkan"):
            aksi(janji, bulan(12, 2025), **kw(admin))
    batalkan(janji, **kw(admin))
    assert buat(janji.peserta, admin)  # the months are free
    with pytest.raises(AturanDilanggarError, match="sudah dijanjikan"):
        pulihkan(janji, **kw(admin))


def test_alihkan_tanpa_celah(admin: Pengguna, janji: Janji) -> None:
    lunasi(janji, 3)
    baru = PenyumbangFactory()
    for mulai, kata in ((bulan(2, 2027), "tanpa penyumbang"), (bulan(3), "dibayar sampai Maret")):
        with pytest.raises(AturanDilanggarError, match=kata):
            alihkan(janji, Penerus(baru, mulai, 6), **kw(admin))
    with pytest.raises(AturanDilanggarError, match="sudah penyumbang pekerja ini"):
        alihkan(janji, Penerus(janji.penyumbang, bulan(4), 6), **kw(admin))
    penerus = alihkan(janji, Penerus(baru, bulan(4), 6), **kw(admin))
    janji.refresh_from_db()
    assert (janji.sampai, janji.sebab_akhir) == (bulan(3), "dialihkan")
    assert (penerus.dari, penerus.sampai) == (janji, bulan(9))
    with pytest.raises(AturanDilanggarError, match="sudah dijanjikan"):
        pulihkan(janji, **kw(admin))
    batalkan(penerus, **kw(admin))
    pulihkan(janji, **kw(admin))
    assert alihkan(janji, Penerus(baru, bulan(5), 6), **kw(admin)).dari == janji


def test_alihkan_sejak_awal_membatalkan(admin: Pengguna, janji: Janji) -> None:
    penerus = alihkan(janji, Penerus(PenyumbangFactory(), bulan(1), 12), **kw(admin))
    janji.refresh_from_db()
    assert (janji.status, penerus.mulai) == ("batal", bulan(1))


def test_alihkan_ke_yang_keluar_tidak_mengubah(admin: Pengguna, janji: Janji) -> None:
    lain = PenyumbangFactory(status="pensiun", keluar_pada=KINI)
    with pytest.raises(AturanDilanggarError, match="sudah tercatat keluar"):
        alihkan(janji, Penerus(lain, bulan(4), 6), **kw(admin))
    janji.refresh_from_db()
    assert janji.status == "aktif"


@pytest.mark.parametrize(("sampai", "status"), [(bulan(3), "berakhir"), (bulan(12, 2025), "batal")])
def test_ambil_alih_kota(admin: Pengguna, janji: Janji, sampai: date, status: str) -> None:
    ambil_alih_kota(janji, sampai, **kw(admin))
    janji.refresh_from_db()
    assert (janji.status, janji.sebab_akhir) == (status, "diambil_kota")


@pytest.mark.parametrize(
    ("nama", "isi"),
    [
        ("janji_tempo_sah", {"tempo": 2}),
        ("janji_bulan_sah", {"mulai": date(2026, 1, 2)}),
        ("janji_bulan_sah", {"sampai": bulan(12, 2025)}),
        ("janji_status_sah", {"status": "lain", "sebab_akhir": "keliru"}),
        ("janji_akhir_bersebab", {"status": "berakhir"}),
        ("janji_akhir_bersebab", {"sebab_akhir": "keliru"}),
    ],
)
def test_basis_data_menjaga_janji(janji: Janji, nama: str, isi: dict[str, object]) -> None:
    with pytest.raises(IntegrityError, match=nama), transaction.atomic():
        Janji.objects.filter(pk=janji.pk).update(**isi)


def test_basis_data_menjaga_pihak(janji: Janji) -> None:
    with pytest.raises(IntegrityError, match="janji_satu_penyumbang"), transaction.atomic():
        JanjiFactory(peserta=janji.peserta, mulai=bulan(12))
    JanjiFactory(dari=janji)
    with pytest.raises(IntegrityError, match="janji_satu_penerus"), transaction.atomic():
        JanjiFactory(dari=janji)
    with pytest.raises(InternalError, match="janji_pihak_tetap"), transaction.atomic():
        Janji.objects.filter(pk=janji.pk).update(penyumbang=PenyumbangFactory())
    with pytest.raises(InternalError, match="janji_tidak_dihapus"), transaction.atomic():
        JanjiFactory().delete()
