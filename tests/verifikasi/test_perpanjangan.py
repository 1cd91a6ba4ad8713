"""Preparing an extension: everybody is looked at again, nobody is prepared twice."""

from datetime import date, datetime
from uuid import uuid4

import pytest
from django.db import connection

from iuran.models import Bantuan
from iuran.peristiwa.actions.catat import catat_peristiwa
from iuran.peristiwa.actions.usulan import usulkan_peristiwa
from peserta.models import JenisPeristiwa, Pekerjaan, Peserta
from pijar.bulan import WIB
from pijar.errors import AturanDilanggarError, BentrokError
from tests.factories import (
    BantuanFactory,
    JanjiFactory,
    PesertaFactory,
    bayar,
    beri_syarat,
    iuran,
    sumber,
    terdaftar,
    ubah_pagu,
)
from tests.peran import buat
from tests.verifikasi.lanjut import (
    JULI,
    JUNI,
    PADA,
    baris_dari,
    berakhir_juni,
    nyatakan,
    rencana_juli,
    setujui,
    siapkan_juli,
)
from verifikasi import actions
from verifikasi.actions import Pilihan
from verifikasi.actions.pernyataan import IsiPernyataan, catat_pernyataan
from verifikasi.actions.perpanjangan import (
    batalkan_perpanjangan,
    keluarkan,
    kembalikan,
    nilai_ulang,
    siapkan,
)
from verifikasi.lanjut import orang_sebab, ringkas_baris, ringkas_nilai
from verifikasi.masa import bulan_dibiayai
from verifikasi.models import BarisPerpanjangan, Pernyataan, Perpanjangan
from verifikasi.sebab import PER_KODE, SEBAB
from verifikasi.vonis import Saringan, kandidat, nilai

BUKTI = {"bukti_jenis": "surat_kematian", "bukti_nomor": "474/1"}


def satu(admin, **lain):
    """The line of the only person prepared."""
    siapkan_juli(admin, **lain)
    return BarisPerpanjangan.objects.get()


def meninggal(p, admin):
    catat_peristiwa(p, JenisPeristiwa.MENINGGAL, PADA, **BUKTI, oleh=admin, pada=PADA)


def diusulkan(p, admin):
    usulkan_peristiwa(p, JenisPeristiwa.TIDAK_BEKERJA, PADA, oleh=admin, pada=PADA)


def kecelakaan(p, admin):
    usulkan_peristiwa(p, JenisPeristiwa.KECELAKAAN, PADA, keterangan="x", oleh=admin, pada=PADA)


def ubah(**kolom):
    return lambda p, admin: Peserta.objects.filter(pk=p.pk).update(**kolom)


def digabung(p, admin):
    Peserta.objects.filter(pk=p.pk).update(digabung_ke=PesertaFactory())


def dibiayai(p, admin):
    BantuanFactory(peserta=p, bulan_awal=date(2026, 9, 1), jumlah_bulan=1)


def dibuku(p, admin):
    lain = BantuanFactory(peserta=p, bulan_awal=date(2026, 9, 1), jumlah_bulan=1, status="batal")
    iuran(lain, date(2026, 9, 1))


def dilebur(p, admin):
    lain = terdaftar(date(2026, 8, 1), 1).peserta
    Peserta.objects.filter(pk=lain.pk).update(digabung_ke=p)


def pekerjaan(p, admin):
    Pekerjaan.objects.filter(pk=p.pekerjaan_id).update(aktif=False)


def bersyarat(**aturan):
    """The rules of the source let somebody in no more."""

    def kerja(p, admin):
        beri_syarat(sumber("APBD"), **aturan)

    return kerja


def draf_lain(p, admin):
    """They lapsed once and an admin drafted their return."""
    draf = actions.susun_penetapan(nomor="463/8", tanggal=PADA, perihal="", oleh=admin)
    draf.daftar_baris.create(
        peserta=p, sumber=sumber("APBD"), bulan_awal=JULI, jumlah_bulan=6, pernyataan="x"
    )


def lain_menyiapkan(p, admin):
    siapkan_juli(buat("lain", "admin"))


def dinyatakan(**lain):
    def kerja(p, admin):
        isi = IsiPernyataan(PADA, catatan="sejak Mei", **lain)
        catat_pernyataan(p, isi, oleh=admin, pada=PADA)

    return kerja


def lama_dinyatakan(p, admin):
    Pernyataan.objects.create(
        peserta=p, tanggal=date(2026, 4, 10), pihak="sendiri", bekerja=True, sakit=False,
        dicatat_oleh=admin,
    )  # fmt: skip


def baik(p, admin):
    nyatakan(p, oleh=admin)


def baik_dan_tua(p, admin):
    nyatakan(p, oleh=admin)
    ubah(tanggal_lahir=date(1961, 10, 1))(p, admin)


def dijanjikan(p, admin):
    JanjiFactory(peserta=p, mulai=date(2026, 7, 1))


KEJADIAN = [
    (digabung, "digabung", 6),
    (meninggal, "meninggal", 6),
    (ubah(status="berhenti"), "berhenti", 6),
    (ubah(status="berhenti", kpj=""), "berhenti", 6),
    (diusulkan, "diusulkan", 6),
    (kecelakaan, "belum", 6),
    (ubah(status_bpjs="pu_aktif"), "penerima_upah", 6),
    (ubah(status_bpjs="pihak_lain"), "pihak_lain", 6),
    (ubah(status_bpjs="bpu_mandiri"), "belum", 6),
    (dibiayai, "dibiayai", 6),
    (dibuku, "dibiayai", 6),
    (dilebur, "dibiayai", 6),
    (dijanjikan, "dijanjikan", 6),
    (ubah(tanggal_lahir=date(1961, 7, 31)), "usia", 0),
    (ubah(tanggal_lahir=date(1961, 8, 1)), "belum", 1),
    (pekerjaan, "pekerjaan", 6),
    (bersyarat(wilayah=["33.74.02"]), "syarat_wilayah", 6),
    (bersyarat(wilayah=["33.74.01"]), "belum", 6),
    (bersyarat(pekerjaan=["petani"]), "syarat_pekerjaan", 6),
    (bersyarat(dtsen=True), "syarat_dtsen", 6),
    (bersyarat(desil_maks=4), "syarat_tanpa_desil", 6),
    (lambda p, a: (ubah(desil=5)(p, a), bersyarat(desil_maks=4)(p, a)), "syarat_desil", 6),
    (draf_lain, "draf", 6),
    (dinyatakan(bekerja=False), "tidak_bekerja", 6),
    (dinyatakan(sakit=True), "sakit", 6),
    (lama_dinyatakan, "lewat", 6),
    (baik_dan_tua, "pendek", 3),
    (baik, "ikut", 6),
]


@pytest.mark.parametrize(
    ("kejadian", "sebab", "lama"), KEJADIAN, ids=[f"{n}-{k[1]}" for n, k in enumerate(KEJADIAN)]
)
def test_each_person_is_looked_at_again(admin, kejadian, sebab, lama):
    kejadian(berakhir_juni(), admin)

    baris = satu(admin)

    assert (baris.sebab, baris.jumlah_bulan) == (sebab, lama)
    assert baris.vonis == baris.vonis_awal == PER_KODE[sebab].vonis
    assert baris.keadaan == "terbuka"


def test_every_reason_is_tried_here():
    """Those of people without a card, lapsed or taken by somebody else have tests of their own."""
    lain = {"tanpa_kartu", "nonaktif", "lama_habis", "diambil"}

    assert {k[1] for k in KEJADIAN} | lain == {s.kode for s in SEBAB}


def test_who_waits_for_the_card_is_named(admin):
    BantuanFactory(jumlah_bulan=6)

    assert satu(admin).sebab == "tanpa_kartu"


def test_lapsed_people_come_back_instead(admin, admin_client):
    """Paid in January only: lapsed on 1 May. The board of ends counts none of them."""
    berakhir_juni()
    bayar(date(2026, 1, 1), date(2026, 1, 20))
    Bantuan.objects.update(dibuat_pada=datetime(2025, 12, 9, 9, tzinfo=WIB))

    baris = satu(admin)

    assert (baris.sebab, baris.vonis) == ("nonaktif", "daftar_ulang")
    html = admin_client.get(f"/verifikasi/perpanjangan/{baris.perpanjangan_id}/").text
    assert "1 di antaranya sudah nonaktif, jadi tidak terhitung di Siapa habis kapan" in html


def test_cover_that_ended_long_ago_is_no_extension(admin):
    berakhir_juni()
    sumber("APBD", 2027)

    baris = satu(admin, bulan_awal=date(2026, 10, 1))

    assert (baris.sebab, baris.jumlah_bulan) == ("lama_habis", 6)


@pytest.mark.parametrize("lahir", [date(1961, 11, 30), date(1961, 12, 1), date(1964, 2, 29)])
@pytest.mark.parametrize("awal", [JULI, date(2026, 11, 1), date(2029, 2, 1)])
def test_months_before_65_are_the_same_in_sql(admin, lahir, awal, settings):
    for potong in (True, False):
        settings.POTONG_SEBELUM_65 = potong
        p = PesertaFactory(tanggal_lahir=lahir)
        rencana = rencana_juli(bulan_awal=awal)
        perintah = nilai(Peserta.objects.filter(pk=p.pk), rencana, pada=PADA)
        [(_, _, _, lama, *_)] = jalankan(perintah)

        assert lama == bulan_dibiayai(lahir, awal, 6)


def jalankan(perintah):
    with connection.cursor() as kursor:
        kursor.execute(perintah.sql, perintah.isi)
        return kursor.fetchall()


def test_only_who_loses_cover_in_that_month_is_asked(admin):
    ikut = berakhir_juni()
    dbhcht = berakhir_juni(kode="DBHCHT", pekerjaan_id="petani")
    utara = berakhir_juni(kelurahan_id="33.74.02.1001")
    terdaftar(date(2026, 1, 1), 7)
    disambung = berakhir_juni()
    BantuanFactory(peserta=disambung, bulan_awal=JULI, jumlah_bulan=6)

    def siapa(oleh=admin, **saringan):
        semua = kandidat(Saringan(**{"bulan": JUNI} | saringan), oleh=oleh)
        return {*semua.values_list("pk", flat=True)}

    assert siapa() == {ikut.pk, dbhcht.pk, utara.pk}
    assert siapa(sumber=sumber("DBHCHT")) == {dbhcht.pk}
    assert siapa(kecamatan=utara.kelurahan.kecamatan) == {utara.pk}
    assert siapa(kelurahan=utara.kelurahan) == {utara.pk}
    assert siapa(pekerjaan=dbhcht.pekerjaan) == {dbhcht.pk}
    assert siapa(orang=(ikut.pk, disambung.pk)) == {ikut.pk}
    assert siapa(bulan=None, orang=(ikut.pk, disambung.pk)) == {ikut.pk, disambung.pk}
    assert siapa(bulan=None) == set()
    assert siapa(oleh=buat("utara", "admin", wilayah=["33.74.02"])) == {utara.pk}


def test_an_empty_filter_is_refused(admin):
    with pytest.raises(AturanDilanggarError, match="Tidak ada orang"):
        siapkan_juli(admin)

    assert not Perpanjangan.objects.exists()


def test_an_extension_of_chosen_people_needs_somebody(admin):
    with pytest.raises(AturanDilanggarError, match="Tidak ada orang"):
        siapkan_juli(admin, Saringan(orang=()))


@pytest.mark.parametrize(
    ("lain", "kalimat"),
    [
        ({"bulan_awal": JUNI}, "masih berjalan sampai Juni 2026. Mulai paling awal Juli 2026"),
        ({"bulan_awal": date(2027, 1, 1)}, "hanya untuk tahun 2026"),
        ({"jumlah_bulan": 12}, "Tetapkan paling banyak 6 bulan"),
    ],
)
def test_months_that_nobody_can_give_are_refused(admin, lain, kalimat):
    berakhir_juni()

    with pytest.raises(AturanDilanggarError, match=kalimat):
        siapkan_juli(admin, **lain)


def test_the_same_page_twice_prepares_once(admin):
    berakhir_juni()
    isi = {"kunci": uuid4(), "oleh": admin, "pada": PADA}

    pertama, kedua = (siapkan(rencana_juli(), Saringan(bulan=JUNI), **isi) for _ in range(2))

    assert pertama == kedua
    assert BarisPerpanjangan.objects.count() == 1


def test_the_second_admin_sees_who_was_taken(admin, admin2):
    orang = berakhir_juni()
    pertama = siapkan_juli(admin)
    berakhir_juni()

    kedua = siapkan_juli(admin2)

    baris = kedua.daftar_baris.get(peserta=orang)
    assert (baris.sebab, baris.keadaan, baris.vonis) == ("diambil", "diambil", "tidak")
    keluarkan(pertama, pertama.daftar_baris.all(), alasan="Dibagi dua", oleh=admin)
    assert nilai_ulang(kedua, pada=PADA) == 1
    assert (baris_terbuka(orang).perpanjangan, baris_terbuka(orang).sebab) == (kedua, "belum")
    with pytest.raises(BentrokError, match="perpanjangan lain"):
        kembalikan(pertama, pertama.daftar_baris.all(), pada=PADA)


def test_an_extension_of_nobody_new_is_refused_with_the_other_one(admin, admin2):
    orang = berakhir_juni()
    pertama = siapkan_juli(admin, Saringan(orang=(orang.pk,)))
    berakhir_juni(), berakhir_juni()
    kedua = siapkan_juli(admin)

    with pytest.raises(BentrokError) as galat:
        siapkan_juli(admin2)

    assert galat.value.kalimat.startswith(
        "3 orang menurut saringan ini semuanya sudah disiapkan dalam perpanjangan lain "
        f"({kedua}, {admin.nama}, 2 orang; {pertama}, {admin.nama}, 1 orang). Lanjutkan di sana"
    )
    assert galat.value.tautan == f"/verifikasi/perpanjangan/{kedua.pk}/"
    assert {*Perpanjangan.objects.all()} == {pertama, kedua}


def baris_terbuka(orang):
    return BarisPerpanjangan.objects.terbuka().get(peserta=orang)


def test_figures_before_and_after_preparing_are_the_same(admin):
    ubah_pagu(kuota=3, pagu=100 * 16_800)
    siap, _ = berakhir_juni(), berakhir_juni()
    tua = berakhir_juni(tanggal_lahir=date(1961, 10, 1))
    mati = berakhir_juni()
    nyatakan(siap, tua, oleh=admin)
    meninggal(mati, admin)

    perintah = nilai(kandidat(Saringan(bulan=JUNI), oleh=admin), rencana_juli(), pada=PADA)
    lebih_dulu = ringkas_nilai(perintah, rencana_juli())
    assert orang_sebab(perintah, "pendek") == [(tua.pk, 3)]
    perpanjangan = siapkan_juli(admin)
    sesudah = ringkas_baris(perpanjangan, perpanjangan.daftar_baris.all())

    assert lebih_dulu == sesudah
    assert (sesudah.orang, sesudah.ikut.orang, sesudah.ikut.bulan) == (4, 2, 9)
    assert sesudah.ikut.rupiah == 9 * 16_800
    assert (sesudah.mungkin.orang, sesudah.mungkin.bulan) == (3, 15)
    [ruang] = sesudah.mungkin.ruang
    assert (ruang.sisa_orang, ruang.keadaan.muat) == (0, True)
    assert [(v, n) for v, n, _ in sesudah.per_vonis()] == [
        ("ikut", 1), ("pendek", 1), ("pernyataan", 1), ("tidak", 1)
    ]  # fmt: skip


def test_a_draft_ceiling_is_shown_as_indicative(admin):
    ubah_pagu(keadaan_pagu="rancangan")
    nyatakan(berakhir_juni(), oleh=admin)

    perpanjangan = siapkan_juli(admin)

    hasil = ringkas_baris(perpanjangan, perpanjangan.daftar_baris.all())
    assert [r.sumber.cip.label for r in hasil.ikut.ruang] == ["Rancangan"]
    assert (hasil.ikut.pesan, hasil.ikut.rupiah) == ("", 6 * 16_800)


def test_months_after_december_fall_to_the_successor(admin):
    sumber("APBD", 2027)
    nyatakan(berakhir_juni(), oleh=admin)

    perpanjangan = siapkan_juli(admin, jumlah_bulan=12)

    hasil = ringkas_baris(perpanjangan, perpanjangan.daftar_baris.all())
    assert [(r.sumber.tahun, r.bulan) for r in hasil.ikut.ruang] == [(2026, 6), (2027, 6)]


def test_a_changed_look_is_shown_as_changed(admin):
    orang = berakhir_juni()
    perpanjangan = siapkan_juli(admin)
    nyatakan(orang)

    baris = baris_dari(orang)

    assert (baris.vonis, baris.vonis_awal, baris.cip_awal.value) == (
        "ikut", "pernyataan", "pernyataan"
    )  # fmt: skip
    meninggal(orang, admin)
    assert nilai_ulang(perpanjangan, pada=PADA) == 1
    assert nilai_ulang(perpanjangan, pada=PADA) == 0
    assert baris_dari(orang).sebab == "meninggal"


def test_people_are_taken_out_with_a_reason_and_back(admin):
    orang = berakhir_juni()
    perpanjangan = siapkan_juli(admin)
    semua = perpanjangan.daftar_baris.all()

    with pytest.raises(AturanDilanggarError, match="Tulis alasan"):
        keluarkan(perpanjangan, semua, alasan=" ", oleh=admin)
    assert keluarkan(perpanjangan, semua, alasan="Pindah domisili", oleh=admin) == 1
    assert keluarkan(perpanjangan, semua, alasan="lagi", oleh=admin) == 0
    baris = baris_dari(orang)
    assert (baris.keadaan, baris.alasan_keluar, baris.keluar_oleh) == (
        "keluar", "Pindah domisili", admin
    )  # fmt: skip
    nyatakan(orang)
    assert baris_dari(orang).sebab == "belum", "who is out is not looked at"
    assert kembalikan(perpanjangan, semua, pada=PADA) == 1
    assert (baris_dari(orang).keadaan, baris_dari(orang).sebab) == ("terbuka", "ikut")


def test_cancelled_extension_frees_its_people(admin, admin2):
    berakhir_juni()
    perpanjangan = siapkan_juli(admin)

    with pytest.raises(AturanDilanggarError, match="Tulis alasan pembatalan"):
        batalkan_perpanjangan(perpanjangan, alasan="")
    batalkan_perpanjangan(perpanjangan, alasan="Salah sumber")

    for kerja in (
        lambda: nilai_ulang(perpanjangan, pada=PADA),
        lambda: keluarkan(perpanjangan, perpanjangan.daftar_baris.all(), alasan="x", oleh=admin),
        lambda: setujui(perpanjangan),
    ):
        with pytest.raises(BentrokError, match="sudah dibatalkan"):
            kerja()
    assert siapkan_juli(admin2).daftar_baris.get().keadaan == "terbuka"


def test_old_corner_no_longer_extends(admin):
    """Only who is layak or lapsed goes into a decree directly."""
    berakhir_juni()
    draf = actions.susun_penetapan(nomor="463/1", tanggal=PADA, perihal="", oleh=admin)
    isi = actions.Rencana(sumber("APBD"), JULI, 6, pernyataan="x")

    for pilihan in (Pilihan(), Pilihan(kembali=True)):
        assert actions.tambah_baris(draf, pilihan, isi, oleh=admin) == 0


@pytest.mark.parametrize("jumlah", [1, 3])
def test_preparing_costs_the_same_for_one_as_for_many(admin, django_assert_num_queries, jumlah):
    for _ in range(jumlah):
        berakhir_juni()
    sumber("APBD")
    rencana = rencana_juli()

    with django_assert_num_queries(14):
        siapkan(rencana, Saringan(bulan=JUNI), kunci=uuid4(), oleh=admin, pada=PADA)
