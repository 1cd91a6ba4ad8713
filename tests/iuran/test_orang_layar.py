"""Screens around one person's cover: the tab, life events, who loses cover."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from iuran.daftar.forms import BerakhirForm
from iuran.peristiwa.actions.catat import catat_peristiwa
from iuran.tagihan.actions.susun import susun_tagihan
from peserta.models import JenisPeristiwa, Peristiwa, Peserta
from pijar.bulan import WIB
from tests.factories import PesertaFactory, bayar, sumber, terdaftar

PADA = date(2026, 11, 20)
NOV = date(2026, 11, 1)
TIMUR = "33.74.03.1001"
BERAKHIR = "/iuran/berakhir/"


@pytest.fixture(autouse=True)
def _kini(monkeypatch):
    """The screens are looked at on 20 November 2026."""
    kini = datetime(2026, 11, 20, 10, tzinfo=WIB)
    monkeypatch.setattr(timezone, "now", lambda: kini)
    monkeypatch.setattr(timezone, "localdate", kini.date)


@pytest.fixture
def bantuan(db):
    """Enrolled for 2026, in Semarang Timur, paid until October."""
    bantuan = terdaftar(kelurahan_id=TIMUR)
    for bulan in range(1, 11):
        bayar(date(2026, bulan, 1), date(2026, bulan, 20))
    return bantuan


def tab(bantuan) -> str:
    return f"/iuran/peserta/{bantuan.peserta_id}/"


def acara(bantuan) -> str:
    return f"{tab(bantuan)}peristiwa/"


# --- the tab Perlindungan ---------------------------------------------------------------------


def test_every_month_says_its_state_with_its_proof(bantuan, admin, petugas_client):
    susun_tagihan(sumber("APBD"), NOV, oleh=admin)

    html = petugas_client.get(tab(bantuan)).text

    assert html.count("<strong>Lunas</strong>") == 10
    assert html.count("<strong>Ditagih</strong>") == 1
    assert html.count("<strong>Nanti</strong>") == 1
    for isi in (
        '<span class="cip cip-baik">Lunas</span>',
        "<dt>Lunas s.d.</dt>",
        "Tagihan TG-2026-11-APBD-1",
        "SP2D/",
        "463/1/2026",
    ):
        assert isi in html, isi
    assert "April 2026" in html  # full JKM after three paid months
    assert "Perlu konfirmasi" in html
    assert bantuan.peserta.nik not in html


def test_the_tab_can_be_asked_for_another_day(bantuan, petugas_client):
    html = petugas_client.get(f"{tab(bantuan)}?pada=2026-01-25").text

    assert "Keadaan pada 25 Januari 2026" in html
    assert html.count("<strong>Lunas</strong>") == 1


@pytest.mark.parametrize(
    ("pada", "keadaan"),
    [("31-12-2025", "Belum mulai"), ("01-01-2026", "Berjalan"), ("31-12-2026", "Berjalan"),
     ("01-01-2027", "Selesai")],
)  # fmt: skip
def test_a_grant_says_whether_it_runs_on_that_day(bantuan, petugas_client, pada, keadaan):
    html = petugas_client.get(f"{tab(bantuan)}?pada={pada}").text

    kata = ("Belum mulai", "Berjalan", "Selesai")
    assert [k for k in kata if f">{k}</span>" in html] == [keadaan]


def test_a_nonsense_day_is_named_and_today_is_shown(bantuan, petugas_client):
    html = petugas_client.get(f"{tab(bantuan)}?pada=kemarin").text

    assert "misalnya 31-12-2026" in html
    assert 'value="kemarin"' in html
    assert "Keadaan pada 20 November 2026" in html


def test_a_person_without_cover_yet(db, petugas_client):
    html = petugas_client.get(f"/iuran/peserta/{PesertaFactory().pk}/").text

    assert "Belum ada bulan yang ditanggung" in html
    assert "Belum ada penetapan bantuan" in html


def test_nonaktif_is_explained(db, petugas_client):
    bantuan = terdaftar()
    awal = petugas_client.get(tab(bantuan)).text
    bayar(date(2026, 1, 1), date(2026, 1, 20))

    html = petugas_client.get(tab(bantuan)).text

    assert "Iuran pertamanya belum tercatat dibayar" in awal
    assert "Tiga bulan berturut-turut belum dibayar" in html


def test_gaps_dead_months_and_late_bills_show(bantuan, admin, petugas_client):
    susun_tagihan(sumber("APBD"), NOV, oleh=admin)
    catat_peristiwa(
        bantuan.peserta,
        JenisPeristiwa.MENINGGAL,
        date(2026, 9, 2),
        keterangan="Akta 12",
        oleh=admin,
        pada=PADA,
    )

    html = petugas_client.get(tab(bantuan)).text

    assert html.count("<strong>Batal</strong>") == 1
    assert "Perlu dibereskan" in html
    assert "Oktober 2026: sudah dibayar" in html
    assert "minta admin membatalkan tagihan itu" in html
    assert "Akta 12" in html


@pytest.mark.parametrize("jumlah", [1, 3])
def test_tab_query_count_is_constant(petugas_client, django_assert_num_queries, jumlah):
    bantuan = terdaftar(jumlah=jumlah)
    bayar(date(2026, 1, 1), PADA)

    with django_assert_num_queries(23):
        petugas_client.get(tab(bantuan))


def test_months_paid_under_merged_data_are_named_apart(petugas_client):
    lama = terdaftar(date(2026, 1, 1), 2)
    bayar(date(2026, 1, 1), PADA)
    baru = terdaftar(date(2026, 3, 1), 1)
    Peserta.objects.filter(pk=lama.peserta_id).update(digabung_ke=baru.peserta)

    html = petugas_client.get(tab(baru)).text

    dilebur = html.split("Dibayar atas data yang dilebur")[1].split("</ol>")[0]
    assert dilebur.count("<li") == 2
    assert "Januari 2026</span><strong>lunas" in dilebur
    assert "Dibayar atas data yang dilebur" not in petugas_client.get(tab(terdaftar())).text


def test_another_areas_person_is_not_there(bantuan, petugas, petugas_client, sekda_client):
    petugas.wilayah = ["33.74.01"]
    petugas.save()

    assert petugas_client.get(tab(bantuan)).status_code == 404
    assert sekda_client.get(tab(bantuan)).status_code == 403


# --- life events ------------------------------------------------------------------------------

ISI = {
    "jenis": "meninggal",
    "tanggal": "2026-10-05",
    "bukti_jenis": "akta_kematian",
    "bukti_nomor": "474.3/12",
    "keterangan": "Akta 12",
}


def test_first_the_effect_then_the_record(bantuan, admin, admin_client):
    susun_tagihan(sumber("APBD"), NOV, oleh=admin)

    lihat = admin_client.post(acara(bantuan), ISI, follow=True)

    assert lihat.status_code == 200
    assert "menjadi <strong>Berhenti</strong>" in lihat.text
    assert "1 bulan tidak dibayar lagi: Desember 2026" in lihat.text
    assert "November 2026: TG-2026-11-APBD-1, belum dibayar" in lihat.text
    assert not Peristiwa.objects.exists()

    jadi = admin_client.post(acara(bantuan), ISI | {"setuju": "1"}, follow=True)

    assert jadi.redirect_chain == [(tab(bantuan), 302)]
    assert "Meninggal dicatat" in jadi.text
    assert Peristiwa.objects.get().keterangan == "Akta 12"


def test_an_accidents_effect_is_none(bantuan, admin_client):
    assert (
        "Tidak ada yang dihentikan"
        in admin_client.post(acara(bantuan), ISI | {"jenis": "kecelakaan"}, follow=True).text
    )


def test_effect_on_who_has_nothing_to_stop(db, admin_client):
    orang = PesertaFactory(status="tidak_layak")

    html = admin_client.post(f"/iuran/peserta/{orang.pk}/peristiwa/", ISI, follow=True).text

    assert "Status tetap Tidak layak" in html
    assert "Tidak ada bulan yang belum ditagih" in html


def test_an_impossible_event_is_refused_before_its_effect(bantuan, admin_client):
    jawaban = admin_client.post(acara(bantuan), ISI | {"tanggal": "2026-12-01"})

    assert jawaban.status_code == 409
    assert "belum tiba" in jawaban.text


@pytest.mark.parametrize("jenis", ["meninggal", "kecelakaan"])
@pytest.mark.parametrize(
    ("dibayar", "kalimat", "tidak"),
    [
        (True, "Menurut catatan kami dijamin BPJS pada 5 Oktober 2026", "tidak dijamin pada"),
        (False, "Iuran pertamanya belum tercatat dibayar", "catatan kami dijamin BPJS"),
    ],
)
def test_nothing_is_promised_where_no_month_is_covered(
    admin_client, jenis, dibayar, kalimat, tidak
):
    bantuan = terdaftar()
    if dibayar:
        bayar(date(2026, 9, 1), date(2026, 9, 20))

    html = admin_client.post(acara(bantuan), ISI | {"jenis": jenis}, follow=True).text

    assert kalimat in " ".join(html.split())
    assert tidak not in " ".join(html.split())
    assert ("Jangan menjanjikan santunan" in html) is not dibayar


def test_mistakes_in_the_form_are_422(bantuan, admin_client):
    jawaban = admin_client.post(acara(bantuan), {"jenis": "menikah"})

    assert jawaban.status_code == 422
    assert "Pilih dari daftar" in jawaban.text


def test_undo_by_button(bantuan, admin, admin_client):
    peristiwa = catat_peristiwa(
        bantuan.peserta, JenisPeristiwa.PINDAH, date(2026, 10, 5), oleh=admin, pada=PADA
    )
    batal = f"{acara(bantuan)}{peristiwa.pk}/batal/"

    kosong = admin_client.post(batal, {"alasan": ""})
    jadi = admin_client.post(batal, {"alasan": "Salah orang"}, follow=True)

    assert kosong.status_code == 422
    assert "Tulis alasannya" in kosong.text
    assert "2 bulan iuran dipulihkan" in jadi.text
    assert "Salah orang" in admin_client.get(acara(bantuan)).text


@pytest.mark.parametrize("jumlah", [1, 3])
def test_event_page_query_count_is_constant(
    bantuan, admin, admin_client, django_assert_num_queries, jumlah
):
    for n in range(jumlah):
        catat_peristiwa(
            bantuan.peserta,
            JenisPeristiwa.KECELAKAAN,
            date(2026, 10, n + 1),
            oleh=admin,
            pada=PADA,
        )

    with django_assert_num_queries(12):
        admin_client.get(acara(bantuan))


def test_only_admins_decide_events(bantuan, petugas_client, verifikator_client):
    assert verifikator_client.get(acara(bantuan)).status_code == 403
    for client in (petugas_client, verifikator_client):
        assert client.post(f"{acara(bantuan)}1/batal/").status_code == 403
    assert "Catat atau batalkan" not in petugas_client.get(tab(bantuan)).text


def test_an_event_of_somebody_else_is_not_undone_here(bantuan, admin, admin_client):
    lain = catat_peristiwa(
        terdaftar().peserta, JenisPeristiwa.PINDAH, date(2026, 10, 5), oleh=admin, pada=PADA
    )

    assert admin_client.post(f"{acara(bantuan)}{lain.pk}/batal/").status_code == 404


# --- who loses cover --------------------------------------------------------------------------


def test_berakhir_counts_and_names_people(bantuan, petugas_client):
    terdaftar(jumlah=11, nama="Wagimin", kode="DBHCHT")
    bayar(date(2026, 10, 1), date(2026, 10, 20), kode="DBHCHT")

    html = petugas_client.get(f"{BERAKHIR}?bagian=orang").text

    assert "2 orang" in html
    assert "Wagimin" in html
    assert f'href="{tab(bantuan)}"' in html
    assert bantuan.peserta.nik not in html
    assert bantuan.peserta.nik_samar in html


def test_berakhir_is_not_for_the_sekda(sekda_client):
    assert sekda_client.get(BERAKHIR).status_code == 403


def test_months_to_choose_from_are_the_next_eighteen(petugas):
    form = BerakhirForm({}, petugas=petugas, pada=PADA)

    assert [nama for _, nama in form.fields["bulan"].choices][1::17] == [
        "November 2026",
        "April 2028",
    ]
