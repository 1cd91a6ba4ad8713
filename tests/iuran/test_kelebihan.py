"""Months paid in vain: what is one, and how two admins settle it with BPJS."""

from datetime import date

import pytest

from iuran.kelebihan.actions.putus import (
    isi_penyelesaian,
    konfirmasi_penyelesaian,
    tolak_penyelesaian,
)
from iuran.kelebihan.actions.usul import usulkan_penyelesaian, yang_dipilih
from iuran.kelebihan.angka import (
    belum_diminta,
    daftar_kelebihan,
    dengan_rincian,
    rinci,
    urut_dan_jumlah,
)
from iuran.models import BarisKelebihan, Iuran, Pembayaran
from iuran.peristiwa.actions.catat import batalkan_peristiwa
from iuran.tagihan.actions.koreksi import Usulan as Koreksi
from iuran.tagihan.actions.koreksi import usulkan_koreksi
from peserta.models import Peristiwa, Peserta
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.sidik import sidik
from tests.factories import BantuanFactory, bayar, iuran, sumber, terdaftar
from tests.iuran.sia import (
    KINI,
    PADA,
    STS,
    SURAT,
    cabut,
    konfirmasi,
    lunas,
    pindai,
    selesai,
    sia,
    usul,
    wafat,
)

DITOLAK = {"jenis": "ditolak", "keterangan": "Sudah lewat 3 bulan."}


@pytest.fixture
def almarhum(db, admin):
    """Paid for July to October; the death of 22 August is typed in November."""
    bantuan = lunas(7, 8, 9, 10, nama="Budi Santoso")
    wafat(bantuan.peserta, admin)
    return bantuan.peserta


def bulan_sia():
    daftar = belum_diminta(Iuran.objects.all())
    return sorted(daftar.values_list("bulan__month", flat=True))


def keadaan():
    daftar = dengan_rincian(daftar_kelebihan(Iuran.objects.all()))
    return {(k.iuran.bulan.month, k.keadaan.value) for k in rinci(daftar)}


def test_a_late_death_shows_the_paid_months_after_it(almarhum):
    daftar = rinci(dengan_rincian(daftar_kelebihan(Iuran.objects.all())))

    assert [(k.iuran.bulan.month, k.sebab, k.sejak) for k in daftar] == [
        (9, "Meninggal", date(2026, 8, 22)),
        (10, "Meninggal", date(2026, 8, 22)),
    ]
    assert daftar[0].dicatat is not None
    pks, jumlah = urut_dan_jumlah(daftar_kelebihan(Iuran.objects.all()))
    assert (pks, str(jumlah)) == (sia(9, 10), "2 bulan dari 1 orang, Rp33.600")


@pytest.mark.parametrize(
    ("jenis", "tanggal", "bulan"),
    [
        ("pindah", date(2026, 9, 3), [10]),
        ("mengundurkan_diri", date(2026, 7, 31), [8, 9, 10]),
        ("kecelakaan", date(2026, 7, 31), []),
    ],
)
def test_other_events_end_the_payment_as_well(db, admin, jenis, tanggal, bulan):
    wafat(lunas(7, 8, 9, 10).peserta, admin, tanggal, jenis)

    assert bulan_sia() == bulan


def test_paid_after_the_bill_was_issued_appears_too(db, admin):
    bantuan = lunas(8)
    wafat(bantuan.peserta, admin, date(2026, 8, 1))
    iuran(bantuan, date(2026, 9, 1))
    bayar(date(2026, 9, 1), date(2026, 11, 2))

    assert bulan_sia() == [9]


def test_who_came_back_keeps_what_was_paid_in_vain_before(db, admin):
    orang = lunas(7, 8, 9, 10).peserta
    wafat(orang, admin, date(2026, 7, 2), "pindah")
    BantuanFactory(peserta=orang, bulan_awal=date(2026, 11, 1), jumlah_bulan=1, status="berjalan")
    Peserta.objects.filter(pk=orang.pk).update(status="terdaftar")

    assert bulan_sia() == [8, 9, 10]


def test_rows_of_a_merged_person_follow_the_events_of_whom_they_became(db, admin):
    lebur = lunas(7, 8).peserta
    menang = terdaftar(date(2026, 9, 1), 1).peserta
    Peserta.objects.filter(pk=lebur.pk).update(digabung_ke=menang)
    wafat(menang, admin, date(2026, 7, 5))

    assert bulan_sia() == [8]


def test_found_through_events_is_what_the_rule_says(db, admin):
    """The fast way and the plain rule see the same rows."""
    for n, (jenis, hari) in enumerate(
        [("meninggal", date(2026, 7, 1)), ("pindah", date(2026, 8, 9)), ("kecelakaan", PADA)]
    ):
        wafat(terdaftar(nama=f"Orang {n}").peserta, admin, hari, jenis)
    bantuan = terdaftar()
    for b in (7, 8, 9):
        bayar(date(2026, b, 1), date(2026, b, 20))
    bantuan.status = "batal"
    bantuan.save()
    lunas(1, 2, 3)

    aturan = Iuran.objects.sudah_keluar().filter(pembayaran__isnull=False)
    assert {*Iuran.objects.kelebihan()} == {*aturan}
    assert aturan.count() == 6


def test_an_event_without_a_recorded_effect_counts_from_the_month_after(db):
    """Lists from before told no effect."""
    orang = lunas(7, 8, 9).peserta
    Peristiwa.objects.create(peserta=orang, jenis="meninggal", tanggal=date(2026, 7, 31))

    assert bulan_sia() == [8, 9]


def test_nothing_of_another_area(almarhum, petugas):
    petugas.wilayah = ["33.74.10"]

    assert not daftar_kelebihan(Iuran.objects.for_petugas(petugas)).exists()


def test_an_undone_event_takes_the_open_months_off_the_list(almarhum, admin):
    batalkan_peristiwa(almarhum.daftar_peristiwa.get(), alasan="Salah orang.", oleh=admin)

    assert bulan_sia() == []


# Proposing


def test_a_letter_about_some_of_the_months(almarhum, admin):
    satu = usul(sia(9), admin)

    assert (satu.nominal, satu.daftar_baris.get().sebab) == (
        16_800,
        "Meninggal, 22 Agustus 2026",
    )
    assert keadaan() == {(9, "diusulkan"), (10, "belum")}
    assert bulan_sia() == [10]


@pytest.mark.parametrize(
    ("lain", "kalimat"),
    [
        ({"nominal": 16_800}, r"Rp16\.800 tidak sama dengan jumlah 2 bulan .* Rp33\.600"),
        ({"surat_tanggal": date(2026, 11, 29)}, "belum tiba"),
        ({"surat_tanggal": date(2026, 10, 9)}, "mendahului pembayarannya, 10 Oktober 2026"),
        ({"surat_nomor": " "}, "nomor surat BPJS"),
        ({"jenis": "ditolak"}, "alasan BPJS menolak"),
        ({"jenis": "pengembalian"}, "nomor STS"),
        (STS | {"sts_tanggal": None}, "tanggal STS"),
        (STS | {"sts_tanggal": date(2026, 12, 1)}, "belum tiba"),
        (STS | {"sts_tanggal": date(2026, 10, 1)}, "STS ini mendahului"),
    ],
)
def test_a_letter_that_does_not_fit_is_refused(almarhum, admin, lain, kalimat):
    with pytest.raises(AturanDilanggarError, match=kalimat):
        usul(sia(9, 10), admin, **lain)

    assert not BarisKelebihan.objects.exists()


def test_months_of_two_sources_are_not_one_letter(almarhum, admin):
    terdaftar(kode="CSR", nama="Lain")
    bayar(date(2026, 9, 1), date(2026, 9, 12), kode="CSR")
    for bantuan in sumber("CSR").daftar_bantuan.all():
        wafat(bantuan.peserta, admin)

    with pytest.raises(AturanDilanggarError, match="beberapa sumber dana"):
        yang_dipilih(Iuran.objects.all(), sia(9))


def test_a_month_that_may_be_paid_is_not_asked_back(almarhum, admin):
    with pytest.raises(BentrokError, match="1 bulan yang dipilih bukan lagi kelebihan bayar"):
        usul(sia(8, 9), admin)


def test_nothing_ticked_says_what_to_do(db):
    with pytest.raises(AturanDilanggarError, match="Centang dahulu"):
        yang_dipilih(Iuran.objects.all(), [])


def test_a_month_is_in_one_living_letter(almarhum, admin, admin2):
    usul(sia(9), admin)

    with pytest.raises(BentrokError, match="sudah ada dalam penyelesaian menurut surat BPJS B/1"):
        usul(sia(9, 10), admin2)


def test_an_admin_of_one_area_proposes_nothing(almarhum, admin):
    admin.wilayah = ["33.74.01"]

    with pytest.raises(AturanDilanggarError, match="seluruh kota"):
        usulkan_penyelesaian(sia(9, 10), SURAT, oleh=admin, pada=PADA)


# Deciding


def test_the_proposer_does_not_confirm(almarhum, admin):
    satu = usul(sia(9, 10), admin)

    with pytest.raises(AturanDilanggarError, match="Anda usulkan sendiri"):
        konfirmasi(satu, admin)


def test_no_letter_no_confirmation(almarhum, admin, admin2):
    satu = usulkan_penyelesaian(sia(9, 10), SURAT, oleh=admin, pada=PADA)

    with pytest.raises(AturanDilanggarError, match="Pindaian surat BPJS belum ada"):
        konfirmasi(satu, admin2)


def test_what_the_page_did_not_show_is_not_confirmed(almarhum, admin, admin2):
    satu = usulkan_penyelesaian(sia(9, 10), SURAT, oleh=admin, pada=PADA)
    segel = sidik(isi_penyelesaian(satu))
    pindai(satu, admin)

    with pytest.raises(BentrokError, match="Isinya berubah"):
        konfirmasi_penyelesaian(satu, dilihat=segel, oleh=admin2, pada=KINI)


def test_set_off_frees_the_months_and_waits_for_a_bill(almarhum, admin, admin2):
    selesai(sia(9, 10), admin, admin2)

    balik = Iuran.objects.menunggu_kompensasi()
    assert [(b.bulan.month, b.nominal, b.membalik.hidup) for b in balik] == [
        (9, -16_800, False),
        (10, -16_800, False),
    ]
    assert {*Iuran.objects.filter(pk__in=sia(9, 10)).values_list("alasan_mati", flat=True)} == {
        "Dikompensasikan menurut surat BPJS B/1/112026"
    }
    assert keadaan() == {(9, "kompensasi"), (10, "kompensasi")}


def test_another_payer_may_take_a_month_that_was_settled(almarhum, admin, admin2):
    selesai(sia(9, 10), admin, admin2)
    bantuan = BantuanFactory(
        peserta=almarhum, bulan_awal=date(2026, 9, 1), jumlah_bulan=1, sumber=sumber("CSR")
    )

    assert iuran(bantuan, date(2026, 9, 1)).hidup


def test_refused_by_bpjs_stays_paid_and_can_be_asked_for_again(almarhum, admin, admin2):
    selesai(sia(9, 10), admin, admin2, **DITOLAK)
    assert keadaan() == {(9, "ditolak"), (10, "ditolak")}
    assert not Iuran.objects.pembalik().exists()

    selesai(sia(9), admin, admin2, surat_nomor="B/2")

    assert keadaan() == {(9, "kompensasi"), (10, "ditolak")}


def test_a_dropped_proposal_leaves_the_months_open(almarhum, admin):
    satu = usul(sia(9, 10), admin)

    tolak_penyelesaian(satu, alasan="Salah surat.", oleh=admin, pada=KINI)

    assert bulan_sia() == [9, 10]
    satu.refresh_from_db()
    assert (satu.status, satu.alasan_putusan) == ("tidak_jadi", "Salah surat.")
    usul(sia(9, 10), admin)


def test_decided_is_decided(almarhum, admin, admin2):
    satu = selesai(sia(9, 10), admin, admin2)

    with pytest.raises(BentrokError, match="sudah berstatus dikonfirmasi"):
        konfirmasi(satu, admin2)
    with pytest.raises(BentrokError, match="sudah berstatus dikonfirmasi"):
        tolak_penyelesaian(satu, alasan="x", oleh=admin2, pada=KINI)


def test_an_event_undone_before_the_confirmation_stops_it(almarhum, admin, admin2):
    satu = usul(sia(9, 10), admin)
    batalkan_peristiwa(almarhum.daftar_peristiwa.get(), alasan="Salah orang.", oleh=admin)

    with pytest.raises(BentrokError, match="2 bulan di dalamnya bukan lagi kelebihan bayar"):
        konfirmasi(satu, admin2)


# The way back


def test_a_settlement_is_taken_back_by_two(almarhum, admin, admin2):
    satu = selesai(sia(9, 10), admin, admin2)

    cabut(satu, admin, admin2)

    assert bulan_sia() == [9, 10]
    assert not Iuran.objects.uang().pembalik().exists()
    assert not Iuran.objects.menunggu_kompensasi().exists()
    satu.refresh_from_db()
    assert satu.status == "dicabut"
    selesai(sia(9, 10), admin, admin2, surat_nomor="B/2", **STS)


def test_nobody_takes_back_alone(almarhum, admin, admin2):
    satu = selesai(sia(9, 10), admin, admin2)

    with pytest.raises(AturanDilanggarError, match="Anda usulkan sendiri"):
        cabut(satu, admin2, admin2)


def test_an_undone_event_is_told_and_has_a_way_back(almarhum, admin, admin2):
    """The months came back as new rows; taken back, the old payment counts again."""
    satu = selesai(sia(9, 10), admin, admin2)
    batalkan_peristiwa(almarhum.daftar_peristiwa.get(), alasan="Salah orang.", oleh=admin)
    assert keadaan() == {(9, "urung"), (10, "urung")}
    baru = Iuran.objects.hidup().filter(bulan=date(2026, 9, 1))
    assert not baru.get().pembayaran_id

    cabut(satu, admin, admin2)

    assert {*baru.values_list("pk", flat=True)} == {sia(9)[0]}
    assert keadaan() == set()


def test_another_payer_in_the_month_stops_the_way_back(almarhum, admin, admin2):
    satu = selesai(sia(9, 10), admin, admin2)
    bantuan = BantuanFactory(
        peserta=almarhum, bulan_awal=date(2026, 9, 1), jumlah_bulan=1, sumber=sumber("CSR")
    )
    iuran(bantuan, date(2026, 9, 1))

    with pytest.raises(AturanDilanggarError, match=r"September 2026 .* dibiayai CSR"):
        cabut(satu, admin, admin2)


def test_a_refusal_is_taken_back_too(almarhum, admin, admin2):
    cabut(selesai(sia(9, 10), admin, admin2, **DITOLAK), admin, admin2)

    assert bulan_sia() == [9, 10]


@pytest.mark.parametrize("tahap", ["diusulkan", "dikonfirmasi"])
def test_the_payment_of_a_month_asked_back_is_not_cancelled(almarhum, admin, admin2, tahap):
    satu = usul(sia(9), admin)
    if tahap == "dikonfirmasi":
        konfirmasi(satu, admin2)
    bukti = Pembayaran.objects.get(daftar_iuran__in=sia(9))
    usulan = Koreksi("batalkan", "", PADA, "Salah")

    with pytest.raises(AturanDilanggarError, match=r"penyelesaian kelebihan bayar .surat BPJS B/1"):
        usulkan_koreksi(bukti, usulan, oleh=admin, pada=PADA)


def test_the_payment_may_still_be_corrected(almarhum, admin):
    usul(sia(9), admin)
    bukti = Pembayaran.objects.get(daftar_iuran__in=sia(9))

    usulan = Koreksi("betulkan", "SP2D/BENAR", bukti.tanggal, "Salah ketik")

    assert usulkan_koreksi(bukti, usulan, oleh=admin, pada=PADA)
