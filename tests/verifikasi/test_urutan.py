"""The waiting list: the rule is stated, its points are the same in Python and in SQL."""

from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from iuran.models import SumberDana
from peserta.models import Peserta
from pijar.bulan import WIB
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.sidik import sidik
from tests.factories import PesertaFactory
from tests.peran import buat, masuk
from tests.verifikasi.susunan import jadikan_layak, lahir_diputuskan, rencana, susun_draf
from verifikasi import actions
from verifikasi.actions.urutan import (
    isi_aturan,
    konfirmasi_aturan,
    tolak_aturan,
    usulkan_aturan,
)
from verifikasi.models import AturanUrutan, BarisPenetapan, VersiKriteria
from verifikasi.tunggu import DaftarTunggu, Saringan
from verifikasi.urutan import (
    Fakta,
    Nilai,
    bagian_kelurahan,
    dengan_poin,
    menunggu_tempat,
    nilai,
    urut,
)

PADA = date(2026, 11, 20)
KINI = datetime(2026, 11, 20, 9, tzinfo=WIB)
SINI, SANA = "33.74.01.1001", "33.74.02.1001"
DAFTAR = reverse("verifikasi:daftar_tunggu")
ATURAN = reverse("verifikasi:aturan_urutan")
ISI = {
    "berlaku_mulai": PADA,
    "bobot_tunggu": 10,
    "bobot_desil": 70,
    "bobot_usia": 10,
    "bobot_kelurahan": 10,
    "hari_penuh": 180,
    "bulan_usia": 12,
    "dasar_hukum": "kepwal-kriteria",
    "alasan": "Rapat 3 November 2026",
}


@pytest.fixture
def aturan(db):
    return AturanUrutan.objects.pada(PADA)


def layak(hari=None, **lain):
    """Somebody approved so many days ago; without ``hari`` approved by no case."""
    orang = PesertaFactory(status="layak", **lain)
    if hari is not None:
        petugas = buat(f"p{orang.pk}", "petugas")
        lahir_diputuskan(
            peserta=orang,
            versi=VersiKriteria.objects.get(),
            cuplikan={},
            diajukan_oleh=petugas,
            status="disetujui",
            diputuskan_oleh=buat(f"v{orang.pk}", "verifikator"),
            diputuskan_pada=KINI - timedelta(days=hari),
        )
    return orang


@pytest.mark.parametrize(
    ("fakta", "hasil"),
    [
        (Fakta(None, None, date(1985, 2, 15), 0), Nilai(0, 0, 0, 100)),
        (Fakta(0, 1, date(1985, 2, 15), 100), Nilai(0, 100, 0, 0)),
        (Fakta(182, 10, date(1985, 2, 15), 33), Nilai(49, 10, 0, 67)),
        (Fakta(365, 5, date(1985, 2, 15), 50), Nilai(100, 60, 0, 50)),
        (Fakta(9_000, 5, date(1985, 2, 15), 50), Nilai(100, 60, 0, 50)),
        (Fakta(-3, 5, date(1985, 2, 15), 50), Nilai(0, 60, 0, 50)),
        (Fakta(0, 5, date(1963, 11, 30), 50), Nilai(0, 60, 0, 50)),  # 24 months before 65
        (Fakta(0, 5, date(1963, 10, 1), 50), Nilai(0, 60, 4, 50)),
        (Fakta(0, 5, date(1961, 12, 1), 50), Nilai(0, 60, 95, 50)),
        (Fakta(0, 5, date(1961, 11, 30), 50), Nilai(0, 60, 0, 50)),  # in this month: too late
        (Fakta(0, 5, date(1964, 2, 29), 50), Nilai(0, 60, 0, 50)),
    ],
)
def test_each_measure_of_one_person(aturan, fakta, hasil):
    assert nilai(fakta, aturan, PADA) == hasil


def test_sql_gives_the_points_of_the_pure_rule(aturan):
    lahir = [date(1961, 11, 30), date(1961, 12, 1), date(1963, 10, 1), date(1964, 2, 29)]
    lahir += [date(1963, 11, 1), date(1985, 2, 15), date(1960, 1, 1), date(1962, 3, 1)]
    for n, hari in enumerate((None, 0, 1, 182, 364, 365, 366, 2_000)):
        layak(hari, tanggal_lahir=lahir[n], desil=(None, *range(1, 11))[n], kelurahan_id=SINI)
        layak(hari, tanggal_lahir=lahir[-n], desil=n + 3 if n < 8 else None, kelurahan_id=SANA)
    PesertaFactory.create_batch(5, status="ditetapkan", kelurahan_id=SINI)
    PesertaFactory(status="terdaftar", kelurahan_id=SANA)
    bagian = bagian_kelurahan()
    assert bagian == {SINI: 5 * 100 // 13, SANA: 100 // 9}

    for lain in (aturan, AturanUrutan(**ISI)):
        semua = list(dengan_poin(menunggu_tempat(), lain, PADA, bagian))
        assert len(semua) == 16
        for o in semua:
            fakta = Fakta(o.menunggu, o.desil, o.tanggal_lahir, bagian[o.kelurahan_id])
            assert o.bagian == bagian[o.kelurahan_id]
            assert o.poin == nilai(fakta, lain, PADA).poin(lain), fakta


def test_ties_go_to_the_longest_waiting_then_to_the_first_entered(aturan):
    tanpa = [layak(), layak()]
    lama, baru = layak(800), layak(500)  # both have all points for waiting

    semua = urut(dengan_poin(menunggu_tempat(), aturan, PADA, bagian_kelurahan()))

    assert [o.pk for o in semua] == [o.pk for o in (lama, baru, *tanpa)]


def test_a_decree_takes_them_in_this_order(admin):
    biasa = [layak(10), layak(20)]
    miskin = layak(0, desil=1)

    draf = actions.susun_penetapan(nomor="463/5", tanggal=PADA, perihal="", oleh=admin)
    isi = rencana(
        bulan_awal=date(2026, 11, 1), jumlah_bulan=2, alasan_singkat="Sisa tahun anggaran"
    )
    actions.tambah_baris(draf, actions.Pilihan(paling_banyak=2), isi, oleh=admin)

    terpilih = set(draf.daftar_baris.values_list("peserta", flat=True))
    assert terpilih == {miskin.pk, biasa[1].pk}


def test_an_officer_sees_own_people_with_the_rank_in_the_city(aturan, petugas):
    petugas.wilayah = [SANA[:8]]
    pertama, kedua, ketiga = layak(30, kelurahan_id=SINI), layak(20, kelurahan_id=SANA), layak(10)
    PesertaFactory(status="ditetapkan", kelurahan_id=SANA)

    daftar = DaftarTunggu(petugas, aturan, PADA, Saringan())

    assert [(b.urutan, b.orang.pk) for b in daftar[:5]] == [(3, kedua.pk)]
    assert len(daftar) == 1
    kota = DaftarTunggu(buat("kota", "admin"), aturan, PADA, Saringan())
    assert [b.orang.pk for b in kota[:5]] == [pertama.pk, ketiga.pk, kedua.pk]
    assert kota[1].urutan == 2


def test_filters_narrow_and_the_source_leaves_out_who_is_too_old(aturan, admin):
    muda = layak(5, kelurahan_id=SANA, pekerjaan_id="juru_parkir")
    tua = layak(5, tanggal_lahir=date(1961, 12, 5), kelurahan_id=SINI)
    sumber = SumberDana.objects.get(kode="APBD", tahun=2026)
    depan = SumberDana(kode="APBD", nama="APBD", jenis="apbd", tahun=2027, pagu=1, kuota=1)

    def ada(**saring):
        daftar = DaftarTunggu(admin, aturan, PADA, Saringan(**saring))
        return {b.orang.pk for b in daftar[:9]}

    assert ada() == {muda.pk, tua.pk}
    assert ada(pekerjaan=muda.pekerjaan) == {muda.pk}
    assert ada(kecamatan=muda.kelurahan.kecamatan) == {muda.pk}
    assert ada(sumber=sumber) == {muda.pk, tua.pk}
    assert ada(sumber=depan) == {muda.pk}


def test_who_is_not_waiting_is_not_listed(aturan, admin, petugas, verifikator):
    menunggu = jadikan_layak(petugas, verifikator)
    for status in ("draf", "diajukan", "ditetapkan", "terdaftar", "berhenti"):
        PesertaFactory(status=status)

    daftar = DaftarTunggu(admin, aturan, PADA, Saringan())

    assert [b.orang.pk for b in daftar[:9]] == [menunggu.pk]
    assert daftar[0].orang.pk == menunggu.pk


def test_the_page_says_rule_points_and_draft(admin, admin_client):
    orang = layak(0, desil=2)
    layak(0)
    susun_draf(admin)
    BarisPenetapan.objects.exclude(peserta=orang).delete()

    html = " ".join(admin_client.get(DAFTAR).text.split())

    assert "40%</strong> lama menunggu" in html
    assert "perlu konfirmasi" in html
    assert "90 × 30" in html
    assert html.count("dalam draf penetapan") == 1
    assert orang.nik not in html
    kosong = admin_client.get(DAFTAR, {"pekerjaan": "modin"})
    assert "Tidak ada yang menunggu" in kosong.text


@pytest.mark.parametrize("jumlah", [1, 3])
def test_the_page_asks_a_constant_number(admin_client, jumlah, django_assert_num_queries):
    for _ in range(jumlah):
        layak(3)

    with django_assert_num_queries(18):
        html = admin_client.get(DAFTAR).text

    assert html.count("Siti Aminah</a>") == jumlah


def usul(oleh, **lain):
    return usulkan_aturan({**ISI, **lain}, oleh=oleh, pada=PADA)


def konfirmasi(aturan, oleh, pada=KINI):
    cap = sidik(isi_aturan(aturan))
    konfirmasi_aturan(aturan, dilihat=cap, oleh=oleh, pada=pada)


def test_a_rule_counts_from_its_day_once_another_admin_confirms(admin, admin2, aturan):
    baru = usul(admin)
    assert AturanUrutan.objects.pada(PADA) == aturan

    konfirmasi(baru, admin2)

    assert AturanUrutan.objects.pada(PADA) == baru
    assert AturanUrutan.objects.pada(PADA - timedelta(days=1)) == aturan
    with pytest.raises(BentrokError, match="sudah diputus"):
        konfirmasi(baru, admin2)


def test_the_proposer_does_not_confirm(admin):
    baru = usul(admin)

    with pytest.raises(AturanDilanggarError, match="admin lain"):
        konfirmasi(baru, admin)
    with pytest.raises(IntegrityError, match="aturan_urutan_orang_lain"), transaction.atomic():
        AturanUrutan.objects.filter(pk=baru.pk).update(
            status="dikonfirmasi", diputus_oleh=admin, diputus_pada=KINI
        )


def test_wrong_rules_are_refused(admin, admin2):
    with pytest.raises(AturanDilanggarError, match="bobot 130, seharusnya 100"):
        usul(admin, bobot_usia=40)
    with pytest.raises(AturanDilanggarError, match="tidak berlaku surut"):
        usul(admin, berlaku_mulai=PADA - timedelta(days=1))
    satu = usul(admin)
    with pytest.raises(BentrokError, match="menunggu admin lain"):
        usul(admin2)
    with pytest.raises(AturanDilanggarError, match="sudah lewat"):
        konfirmasi(satu, admin2, pada=KINI + timedelta(days=1))
    with pytest.raises(BentrokError, match="Isinya berubah"):
        konfirmasi_aturan(satu, dilihat=sidik({}), oleh=admin2, pada=KINI)
    with pytest.raises(AturanDilanggarError, match="alasan"):
        tolak_aturan(satu, alasan=" ", oleh=admin, pada=KINI)
    tolak_aturan(satu, alasan="Keliru", oleh=admin, pada=KINI)
    assert usul(admin2)


@pytest.mark.parametrize(
    ("nama", "ubah"),
    [
        ("aturan_urutan_seratus", {"bobot_usia": 11}),
        ("aturan_urutan_batas", {"hari_penuh": 0}),
        ("aturan_urutan_beralasan", {"alasan": " "}),
        ("aturan_urutan_status_sah", {"status": "x"}),
    ],
)
def test_the_database_holds_each_rule(admin, nama, ubah):
    with pytest.raises(IntegrityError, match=nama):
        AturanUrutan.objects.create(**{**ISI, **ubah}, diusulkan_oleh=admin)


def test_the_database_keeps_what_was_decided(admin, admin2, aturan):
    usul(admin)
    with pytest.raises(IntegrityError, match="aturan_urutan_satu_usulan"), transaction.atomic():
        AturanUrutan.objects.create(**ISI, diusulkan_oleh=admin2)
    with pytest.raises(DatabaseError), transaction.atomic():
        AturanUrutan.objects.filter(pk=aturan.pk).update(alasan="lain")
    with pytest.raises(DatabaseError), transaction.atomic():
        AturanUrutan.objects.filter(pk=aturan.pk).delete()


def test_a_rule_is_proposed_and_confirmed_on_the_screen(admin, admin2):
    satu, dua = masuk(admin), masuk(admin2)
    hari = timezone.localdate()
    isi = {**ISI, "berlaku_mulai": f"{hari:%d-%m-%Y}"}

    salah = satu.post(ATURAN, {**isi, "bobot_usia": "99"})
    assert salah.status_code == 422
    assert "Jumlah keempat bobot 189" in salah.text
    assert 'value="99"' in salah.text
    kemarin = f"{hari - timedelta(days=1):%d-%m-%Y}"
    assert satu.post(ATURAN, {**isi, "berlaku_mulai": kemarin}).status_code == 409

    assert satu.post(ATURAN, isi).status_code == 302
    usulan = AturanUrutan.objects.diusulkan().get()
    alamat = reverse("verifikasi:aturan_detail", args=[usulan.pk])
    assert "jadi admin lain" in satu.get(alamat).text
    layar = dua.get(alamat)
    assert "30% → 70%" in layar.text
    assert dua.post(alamat, {"tolak": "1", "alasan": ""}).status_code == 422
    dua.post(alamat, {"konfirmasi": "1", "dilihat": layar.context["segel"]})
    assert AturanUrutan.objects.pada(hari) == usulan
    assert "70%</strong> desil" in " ".join(dua.get(DAFTAR).text.split())
    assert dua.post(alamat, {"tolak": "1", "alasan": "x"}).status_code == 409
    assert Peserta.objects.count() == 0


def test_no_second_rule_is_proposed_while_one_waits(admin, admin2):
    usulan = usulkan_aturan({**ISI, "berlaku_mulai": timezone.localdate()}, oleh=admin, pada=PADA)
    client = masuk(admin2)

    terbuka = client.get(ATURAN).text
    isi = {**ISI, "berlaku_mulai": f"{timezone.localdate():%d-%m-%Y}", "alasan": "Usulan kedua"}
    kedua = client.post(ATURAN, isi)  # from a page that stood open

    assert "Usulkan aturan baru" not in terbuka
    assert f'href="{reverse("verifikasi:aturan_detail", args=[usulan.pk])}"' in terbuka
    assert (kedua.status_code, "Usulan kedua" in kedua.text) == (409, True)
