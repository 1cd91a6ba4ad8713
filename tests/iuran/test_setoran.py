"""BPJS's monthly list of the movement: bins, recording, a newer list, taking lines, discarding."""

from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from iuran.daftar_setoran.batal import buang_setoran
from iuran.daftar_setoran.pilih import ambil_baris
from iuran.daftar_setoran.tampil import rekap
from iuran.daftar_setoran.terapkan import minta_terapkan, terapkan_setoran
from iuran.daftar_setoran.terima import KepalaSetoran, baca_ulang, unggah_setoran
from iuran.models import (
    BarisSetoran,
    DaftarSetoran,
    Iuran,
    Janji,
    JenisKoreksi,
    Pembayaran,
    RiwayatJanji,
)
from iuran.tagihan.actions.koreksi import Usulan, isi_koreksi, konfirmasi_koreksi, usulkan_koreksi
from iuran.tagihan.jejak import jejak_bulan
from peserta.models import KoreksiNik, Peristiwa, Peserta
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.sidik import sidik
from tests.factories import (
    JanjiFactory,
    PenggunaFactory,
    PenyumbangFactory,
    PesertaFactory,
    sumber,
    terdaftar,
)
from tests.iuran.setoran import AGUSTUS, HARI, TARIF, bagian, baris, catat, daftar, unggah
from tests.iuran.susunan import berkas, jalankan

KINI = timezone.now()


@pytest.fixture
def janji(db) -> Janji:
    sumber("ASN")
    return JanjiFactory(peserta__nama="Wati Lestari")


def isi(satu: DaftarSetoran) -> list[tuple[str, str]]:
    return [(b, s) for _, b, s in bagian(satu)]


def terapkan(satu: DaftarSetoran, oleh) -> int:
    return terapkan_setoran(satu.pk, oleh=oleh, pada=KINI)


def lunas(janji: Janji) -> list[date]:
    baris = Iuran.objects.lunas().filter(bantuan__janji=janji).order_by("bulan")
    return list(baris.values_list("bulan", flat=True))


def test_sesuai_menjadi_bulan_lunas_dan_membenarkan_slip(admin, janji):
    berslip, hilang = JanjiFactory(), JanjiFactory(peserta__nama="Hilang")
    slip = catat(berslip, mulai=AGUSTUS)
    satu = daftar(admin, baris(janji), baris(berslip))
    assert isi(satu) == [
        ("sesuai", "baru"),
        ("sesuai", "lunas"),
        ("tidak_dibayar", "tanpa_baris"),
    ]
    assert rekap(satu).baru.orang == 1

    assert terapkan(satu, admin) == 1

    satu.refresh_from_db()
    bayar = satu.daftar_bayar.get().pembayaran
    assert (bayar.jenis, bayar.nomor, bayar.nominal, bayar.tanggal) == (
        "bpjs", str(satu), TARIF, satu.tanggal,
    )  # fmt: skip
    assert (lunas(janji), lunas(hilang)) == ([AGUSTUS], [])
    baru, lama = Iuran.objects.order_by("-pk")
    assert (baru.pembayaran, baru.dikonfirmasi_pada) == (bayar, satu.tanggal)
    assert (lama.pembayaran, lama.dikonfirmasi_pada) == (slip, satu.tanggal)
    assert satu.daftar_baris.get(sebab="baru").iuran == baru
    assert terapkan(satu, admin) == 0  # delivered twice
    assert Pembayaran.objects.count() == 2


def test_jejak_bulan_menyebut_janji_daftar_dan_barisnya(admin, janji):
    satu = daftar(admin, baris(janji))
    terapkan(satu, admin)
    (jejak,) = jejak_bulan(janji.peserta, AGUSTUS)
    nama = [t.nama for t in jejak.tahap]
    assert nama == ["Dijanjikan penyumbang", "Daftar bayar BPJS", "Dibukukan BPJS"]
    assert "baris 4" in jejak.tahap[-1].bukti
    assert jejak.tahap[-1].tanggal == satu.tanggal


@pytest.mark.parametrize(
    ("lain", "sebab", "beda"),
    [
        ({"iuran": 50_400}, "beda", ["nominal"]),
        ({"nama": "ORANG LAIN"}, "beda", ["nama"]),
        ({"kpj": "99988877766"}, "beda", ["kpj"]),
        ({"nik": "3374021502859991"}, "beda", ["nik"]),
        ({"nip": "198001012005011001"}, "beda", ["penyumbang"]),
        ({"iuran": 1, "nama": "X"}, "beda", ["nominal", "nama"]),
    ],
)
def test_berbeda_menyebut_apa(admin, janji, lain, sebab, beda):
    satu = daftar(admin, baris(janji, **lain))
    (b,) = satu.daftar_baris.all()
    assert (b.bagian, b.sebab, b.beda) == ("berbeda", sebab, beda)


def test_tanpa_jumlah_dan_ejaan_nama_yang_sama_tetap_sesuai(admin, janji):
    satu = daftar(admin, baris(janji, iuran="", nama="wati  lestari."))
    assert isi(satu) == [("sesuai", "baru")]


def test_nik_lama_dan_kpj_menemukan_orangnya(admin, janji):
    lama = janji.peserta.nik
    KoreksiNik.objects.create(
        peserta=janji.peserta, nik_lama=lama, nik_baru="3374024502859991", alasan="x", oleh=admin
    )
    lewat_kpj = JanjiFactory()
    Peserta.objects.filter(pk=janji.peserta_id).update(nik="3374024502859991")
    satu = daftar(admin, baris(janji), baris(lewat_kpj, nik="", kpj=f"{lewat_kpj.peserta.kpj}.0"))
    assert isi(satu) == [("sesuai", "baru")] * 2


def test_nama_saja_tidak_pernah_memadankan(admin, janji):
    satu = daftar(admin, baris(janji, nik="", kpj="", nip=""))
    assert isi(satu) == [("tidak_dikenal", "tanpa_nomor"), ("tidak_dibayar", "tanpa_baris")]


def test_setiap_sebab_berbeda_pada_orangnya(admin, janji):
    kota = terdaftar(AGUSTUS, 1).peserta
    tanpa, akhir, belum = (
        PesertaFactory(status="terdaftar"),
        JanjiFactory(mulai=date(2026, 1, 1), tempo=3),
        JanjiFactory(peserta__status="layak"),
    )
    mati = JanjiFactory()
    Peristiwa.objects.create(
        peserta=mati.peserta, jenis="meninggal", tanggal=date(2026, 6, 9), oleh=admin
    )
    Peserta.objects.filter(pk=mati.peserta_id).update(status="berhenti")
    selesai = JanjiFactory(mulai=date(2026, 1, 1), tempo=3, status="berakhir", sebab_akhir="keliru")
    satu = daftar(
        admin,
        baris(JanjiFactory.build(peserta=kota, penyumbang=janji.penyumbang)),
        baris(JanjiFactory.build(peserta=tanpa, penyumbang=janji.penyumbang)),
        baris(akhir),
        baris(belum, kpj=""),
        baris(mati),
        baris(selesai),
        baris(janji, kpj=akhir.peserta.kpj),
        baris(janji),
        baris(janji),
        baris(janji, nik="3374024502859991", kpj="99900011122"),
    )
    assert [s for _, s in isi(satu)] == [
        "pembayar_lain",
        "tanpa_janji",
        "di_luar_janji",
        "belum_terdaftar",
        "selesai",
        "tanpa_janji",
        "dua_orang",
        "baru",
        "dua_kali",
        "asing",
    ]


def test_satu_orang_lewat_nik_lalu_lewat_kpj_adalah_dua_kali(admin, janji):
    lain = JanjiFactory()
    satu = daftar(
        admin,
        baris(janji, nik=lain.peserta.nik),  # two people: counts for nobody
        baris(lain, nik=""),
        baris(lain, kpj=""),
    )
    assert isi(satu) == [
        ("berbeda", "dua_orang"),
        ("sesuai", "baru"),
        ("berbeda", "dua_kali"),
        ("tidak_dibayar", "tanpa_baris"),
    ]


def test_kata_belum_bayar(admin, janji):
    berslip = JanjiFactory()
    catat(berslip, mulai=AGUSTUS)
    satu = daftar(
        admin,
        baris(janji, keterangan="BELUM BAYAR"),
        baris(berslip, keterangan="Menunggak 1 bulan"),
    )
    assert isi(satu) == [("tidak_dibayar", "belum_bayar"), ("berbeda", "nonaktif")]
    lain = JanjiFactory()
    catat(lain, mulai=AGUSTUS)
    dua = daftar(admin, baris(janji), tanggal=date(2026, 9, 6))
    assert ("tidak_dibayar", "ada_bukti") in isi(dua)


def test_baris_jumlah_dan_nik_angka(admin, janji):
    # Excel keeps fifteen digits of a number: one that ends in 0 may have lost its last.
    janji.peserta.nik = f"{janji.peserta.nik[:-1]}7"
    janji.peserta.kpj = "26133068531"
    janji.peserta.save(update_fields=["nik", "kpj"])
    satu = daftar(
        admin,
        baris(janji, nik=int(janji.peserta.nik), kpj=float(janji.peserta.kpj)),
        ["", "", "JUMLAH", "", "", "", TARIF, ""],
    )
    (b,) = satu.daftar_baris.all()
    assert (b.bagian, b.nik, b.kpj) == ("sesuai", janji.peserta.nik, "26133068531")


def test_bulan_lain_diberi_tahu(admin, janji):
    kepala = ["NIK", "NAMA", "NO KPJ", "PERIODE"]
    orang = janji.peserta
    lain = [orang.nik, orang.nama, orang.kpj, "Juli 2026"]
    satu = daftar(admin, lain, kepala=kepala)
    assert satu.status == "gagal"
    assert "menyebut bulan Juli 2026, bukan Agustus 2026" in satu.galat
    kedua = JanjiFactory()
    benar = [kedua.peserta.nik, kedua.peserta.nama, kedua.peserta.kpj, "Agustus 2026"]
    dua = daftar(admin, lain, benar, benar, kepala=kepala)
    assert [s for _, s in isi(dua)] == ["bulan_lain", "baru", "dua_kali", "tanpa_baris"]


@pytest.mark.parametrize(
    ("isi_berkas", "kata"),
    [([["a", "b"], ["1", "2"]], "Tidak ditemukan judul"), ([["NIK", "NAMA"]], "tidak ada satu")],
)
def test_bukan_daftar(admin, janji, isi_berkas, kata):
    satu, _ = unggah_setoran(
        berkas(*isi_berkas), KepalaSetoran(AGUSTUS, date(2026, 9, 5)), oleh=admin
    )
    jalankan(satu.tugas)
    satu.refresh_from_db()
    assert satu.status == "gagal"
    assert kata in satu.galat


def test_berkas_yang_sama_dan_bulan_lain(admin, janji):
    satu = unggah(admin, baris(janji))
    isi = Path(satu.berkas.path).read_bytes()  # a workbook made anew bears another second
    lagi = [SimpleUploadedFile("lain.xlsx", isi) for _ in range(2)]

    kepala = KepalaSetoran(AGUSTUS, satu.tanggal)
    assert unggah_setoran(lagi[0], kepala, oleh=admin) == (satu, False)
    with pytest.raises(AturanDilanggarError, match="sudah diunggah untuk Agustus 2026"):
        unggah_setoran(lagi[1], kepala._replace(bulan=date(2026, 7, 1)), oleh=admin)
    assert DaftarSetoran.objects.count() == 1


def test_daftar_lebih_baru_menambah_dan_yang_lama_terbaca(admin, janji):
    lain = JanjiFactory()
    lama = daftar(admin, baris(janji))
    terapkan(lama, admin)
    baru = daftar(admin, baris(janji), baris(lain), tanggal=date(2026, 9, 8))
    lama.refresh_from_db()
    assert (lama.digantikan, baru.berlaku) == (True, True)
    with pytest.raises(AturanDilanggarError, match="sudah digantikan"):
        baca_ulang(lama.pk, oleh=admin)
    assert terapkan(baru, admin) == 1
    assert (lunas(janji), lunas(lain)) == ([AGUSTUS], [AGUSTUS])
    assert Pembayaran.objects.count() == 2
    assert lama.daftar_baris.count() == 2


def test_dibaca_ulang_mencatat_yang_baru_saja(admin, janji):
    lain = JanjiFactory(peserta__status="layak", peserta__kpj="")
    satu = daftar(admin, baris(janji), baris(lain, kpj=""))
    terapkan(satu, admin)
    Peserta.objects.filter(pk=lain.peserta_id).update(status="terdaftar", kpj="12345678901")
    jalankan(baca_ulang(satu.pk, oleh=admin))
    satu.refresh_from_db()
    assert isi(satu) == [("sesuai", "lunas"), ("sesuai", "baru")]
    assert terapkan(satu, admin) == 1
    nomor = Pembayaran.objects.order_by("pk").values_list("nomor", flat=True)
    assert list(nomor) == [f"{satu}", f"{satu}/2"]


def test_bulan_sesudah_janji_diambil_dengan_satu_tekan(admin, janji):
    akhir = JanjiFactory(mulai=date(2026, 1, 1), tempo=3)
    satu = daftar(admin, baris(akhir))
    b = satu.daftar_baris.get(janji=akhir)
    assert b.dapat_diambil

    ambil_baris(satu.pk, b.pk, oleh=admin, pada=KINI)

    akhir.refresh_from_db()
    assert akhir.sampai == AGUSTUS
    alasan = RiwayatJanji.objects.get().alasan
    assert alasan == f"dibayar menurut daftar BPJS Agustus 2026 ({satu})"
    satu.refresh_from_db()
    assert rekap(satu).baru.orang == 1
    assert terapkan(satu, admin) == 1
    assert lunas(akhir) == [AGUSTUS]
    with pytest.raises(BentrokError):
        ambil_baris(satu.pk, b.pk, oleh=admin, pada=KINI)


def test_nama_yang_dianggap_sama_bertahan_saat_dibaca_ulang(admin, janji):
    satu = daftar(admin, baris(janji, nama="SALAH KETIK BPJS"))
    ambil_baris(satu.pk, satu.daftar_baris.get().pk, oleh=admin, pada=KINI)
    jalankan(baca_ulang(satu.pk, oleh=admin))
    (b,) = satu.daftar_baris.all()
    assert (b.bagian, b.sebab, b.diambil_oleh) == ("sesuai", "baru", admin)


@pytest.mark.parametrize("lain", [{"iuran": 1}, {"nip": "198001012005011001"}])
def test_jumlah_atau_penyumbang_lain_tidak_diambil(admin, janji, lain):
    akhir = JanjiFactory(mulai=date(2026, 1, 1), tempo=3)
    satu = daftar(admin, baris(akhir, **lain))
    b = satu.daftar_baris.get(janji=akhir)
    with pytest.raises(AturanDilanggarError, match="tidak dapat dianggap sama"):
        ambil_baris(satu.pk, b.pk, oleh=admin, pada=KINI)


def batal(satu: DaftarSetoran) -> None:
    bayar = satu.daftar_bayar.order_by("-pk")[0].pembayaran
    usul = Usulan(JenisKoreksi.BATALKAN, "", HARI, "daftar bulan lain")
    koreksi = usulkan_koreksi(bayar, usul, oleh=PenggunaFactory(), pada=HARI)
    lihat = sidik(isi_koreksi(koreksi))
    konfirmasi_koreksi(koreksi, dilihat=lihat, oleh=PenggunaFactory(), pada=KINI)


def test_ditarik_lewat_koreksi_dua_admin_lalu_dibuang(admin, janji):
    berslip = JanjiFactory()
    catat(berslip, mulai=AGUSTUS)
    satu = daftar(admin, baris(janji), baris(berslip))
    terapkan(satu, admin)
    with pytest.raises(AturanDilanggarError, match="Batalkan dahulu pembayarannya"):
        buang_setoran(satu.pk, alasan="keliru", oleh=admin, pada=KINI)
    batal(satu)
    assert (lunas(janji), lunas(berslip)) == ([], [AGUSTUS])
    buang_setoran(satu.pk, alasan="keliru", oleh=admin, pada=KINI)
    satu.refresh_from_db()
    assert (satu.status, satu.berlaku) == ("dibuang", False)
    assert Iuran.objects.lunas().get().dikonfirmasi_pada is None
    lagi = daftar(admin, baris(janji))  # the same months may come in again
    assert terapkan(lagi, admin) == 1


def test_sesudah_dibatalkan_dibaca_dan_dicatat_lagi(admin, janji):
    satu = daftar(admin, baris(janji))
    terapkan(satu, admin)
    batal(satu)
    jalankan(baca_ulang(satu.pk, oleh=admin))
    assert terapkan(satu, admin) == 1
    assert lunas(janji) == [AGUSTUS]


def test_dibuang_sebelum_dicatat_yang_lama_berlaku_lagi(admin, janji):
    lama = daftar(admin, baris(janji))
    baru = daftar(admin, baris(janji, nama="X"), tanggal=date(2026, 9, 8))
    with pytest.raises(AturanDilanggarError, match="Tulis alasan"):
        buang_setoran(baru.pk, alasan=" ", oleh=admin, pada=KINI)
    buang_setoran(baru.pk, alasan="berkas lama", oleh=admin, pada=KINI)
    lama.refresh_from_db()
    assert lama.berlaku
    with pytest.raises(BentrokError, match="berstatus dibuang"):
        buang_setoran(baru.pk, alasan="x", oleh=admin, pada=KINI)


def test_berubah_sejak_dibaca_tidak_dicatat(admin, janji):
    satu = daftar(admin, baris(janji))
    Janji.objects.update(status="batal", sebab_akhir="keliru")
    with pytest.raises(BentrokError, match=r"1 baris berubah .* Wati Lestari"):
        terapkan(satu, admin)
    assert not Pembayaran.objects.exists()
    satu.refresh_from_db()
    assert satu.status == "diperiksa"


def test_slip_mendahului_pencatatan(admin, janji):
    satu = daftar(admin, baris(janji))
    catat(janji, mulai=AGUSTUS)
    with pytest.raises(BentrokError, match="Tekan Baca ulang"):
        terapkan(satu, admin)


def test_tarif_berubah_sejak_dibaca(admin, janji):
    satu = daftar(admin, baris(janji))
    BarisSetoran.objects.update(harga=TARIF - 1)
    with pytest.raises(BentrokError, match="Tarif atau pekerjaan"):
        terapkan(satu, admin)


def test_admin_satu_wilayah_ditolak(admin, janji):
    satu = daftar(admin, baris(janji))
    sempit = PenggunaFactory(wilayah=["33.74.01"])
    for tolak in (
        lambda: terapkan(satu, sempit),
        lambda: minta_terapkan(satu.pk, oleh=sempit),
        lambda: baca_ulang(satu.pk, oleh=sempit),
        lambda: buang_setoran(satu.pk, alasan="x", oleh=sempit, pada=KINI),
        lambda: unggah(sempit, baris(janji)),
    ):
        with pytest.raises(AturanDilanggarError):
            tolak()


@pytest.mark.parametrize(
    ("kolom", "nilai", "nama"),
    [
        ("bagian", "x", "baris_setoran_bagian_sah"),
        ("sebab", "x", "baris_setoran_sebab_sah"),
        ("bagian", "tidak_dikenal", "baris_setoran_dikenal"),
        ("janji_id", None, "baris_setoran_berjanji"),
        ("nomor", None, "baris_setoran_tanpa_baris"),
        ("diambil_oleh", "admin", "baris_setoran_diambil"),
    ],
)
def test_basis_data_menjaga_baris(admin, janji, kolom, nilai, nama):
    satu = daftar(admin, baris(janji))
    isi_baru = {kolom: admin if nilai == "admin" else nilai}
    with pytest.raises(IntegrityError, match=nama):
        satu.daftar_baris.update(**isi_baru)


def test_basis_data_satu_baris_untuk_satu_janji(admin, janji):
    satu = daftar(admin, baris(janji))
    b = satu.daftar_baris.get()
    b.pk = None
    with pytest.raises(IntegrityError, match="baris_setoran_janji_sekali"):
        b.save()


@pytest.mark.parametrize(
    ("isi_baru", "nama"),
    [
        ({"bulan": date(2026, 8, 2)}, "setoran_bulan_satu"),
        ({"status": "x", "berlaku": False}, "setoran_status_sah"),
        ({"status": "gagal", "berlaku": False}, "setoran_gagal_bersebab"),
        ({"status": "dibaca"}, "setoran_berlaku_terbaca"),
        ({"status": "diterapkan"}, "setoran_diterapkan_bernama"),
        ({"status": "dibuang", "berlaku": False}, "setoran_dibuang_beralasan"),
        ({"berlaku": True}, "setoran_satu_berlaku"),
        ({"sha256": "a"}, "setoran_berkas_sekali"),
    ],
)
def test_basis_data_menjaga_daftar(admin, janji, isi_baru, nama):
    satu = daftar(admin, baris(janji))
    if nama in ("setoran_satu_berlaku", "setoran_berkas_sekali"):
        daftar(admin, baris(janji), tanggal=date(2026, 9, 1))
        with pytest.raises(IntegrityError, match=nama):
            DaftarSetoran.objects.update(**isi_baru)
        return
    with pytest.raises(IntegrityError, match=nama):
        DaftarSetoran.objects.filter(pk=satu.pk).update(**isi_baru)


def test_basis_data_menjaga_pembayaran_daftar_dan_bulan_mati(admin, janji):
    satu = daftar(admin, baris(janji))
    terapkan(satu, admin)
    with (
        pytest.raises(DatabaseError, match=r"bayar_setoran_tetap|Cannot|permission denied"),
        transaction.atomic(),
    ):
        satu.daftar_bayar.all().delete()
    batal(satu)
    baris_mati = Iuran.objects.get()
    assert (baris_mati.hidup, baris_mati.pembayaran_id is None) == (False, False)
    with (
        connection.cursor() as kursor,
        pytest.raises(DatabaseError, match=r"Cannot update|permission denied"),
    ):
        kursor.execute(
            "UPDATE iuran_iuran SET hidup = true, alasan_mati = '', mati_pada = NULL WHERE id = %s",
            [baris_mati.pk],
        )


def test_nip_rusak_diberi_tahu_dan_tidak_membedakan(admin, janji):
    satu = daftar(admin, baris(janji, nip="19840305"))
    (b,) = satu.daftar_baris.all()
    assert (b.bagian, b.nip) == ("sesuai", "")
    assert "NIP penyumbangnya tidak terbaca" in b.catatan


def test_penyumbang_yang_pindah_pekerja_dikenali_dari_janji(admin, janji):
    Janji.objects.filter(pk=janji.pk).update(
        sampai=date(2026, 7, 1), status="berakhir", sebab_akhir="dialihkan"
    )
    penerus = JanjiFactory(
        peserta=janji.peserta, penyumbang=PenyumbangFactory(), mulai=AGUSTUS, tempo=1
    )
    satu = daftar(admin, baris(penerus))
    assert satu.daftar_baris.get().janji == penerus
    salah = daftar(admin, baris(janji), tanggal=date(2026, 9, 9))
    assert salah.daftar_baris.get().beda == ["penyumbang"]
