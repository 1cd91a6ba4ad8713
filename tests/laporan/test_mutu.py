"""Quality per kelurahan: what came in how, what had to be repaired, how long decisions took."""

import ast
from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from laporan.dokumen_mutu import isi_baris
from laporan.mutu import hitung_mutu
from laporan.periode import daftar_periode
from peserta.impor.batal import batalkan_impor
from peserta.impor.betulkan import Isian, betulkan_sel
from peserta.impor.mutu import LAINNYA, sebutan
from peserta.impor.sel import tanda_asal
from peserta.models import Impor
from pijar.bulan import WIB
from tests.factories import nik_dari
from tests.pemilik import tanpa_penjaga
from tests.peran import buat, masuk
from tests.peserta.lembar import LAHIR, orang, terapkan, unggah, xlsx
from tests.verifikasi.susunan import ajukan_hari_ini, ajukan_satu
from verifikasi import actions
from verifikasi.models import Pengajuan

MUTU, UNDUH = "/laporan/mutu/", "/laporan/mutu/unduh/"
KINI = datetime(2026, 11, 20, 10, tzinfo=WIB)
MIROTO, TUGU, JERAKAH = "33.74.01.1001", "33.74.16", "33.74.16.1001"
DI_TUGU = {"kelurahan": "Jerakah", "kecamatan": "Tugu"}
AKAR = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def _kini(monkeypatch):
    """Looked at on 20 November 2026."""
    monkeypatch.setattr(timezone, "now", lambda: KINI)
    monkeypatch.setattr(timezone, "localdate", KINI.date)


def november(petugas):
    return hitung_mutu(petugas, daftar_periode(KINI.date())[0])


def tempat(mutu, kode):
    return next(b for b in (*mutu.kecamatan, *mutu.kelurahan) if b.kode == kode)


def putuskan(kasus: Pengajuan, hari: float, *, pada: datetime = KINI) -> None:
    """Move the case's times: decided at ``pada``, submitted ``hari`` days before."""
    Pengajuan.objects.filter(pk=kasus.pk).update(
        diajukan_pada=pada - timedelta(days=hari), diputuskan_pada=pada
    )


@pytest.fixture
def daftar(petugas_client):
    """Six rows: good, warned, three faults of which one is repaired here, one place unknown."""
    return unggah(
        petugas_client,
        xlsx(
            orang(1),
            orang(2, tanggal_lahir="16-02-1985"),
            orang(3, nik="33740155028500"),
            orang(4, nik="337401550285", **DI_TUGU),
            orang(5, pekerjaan="astronaut", **DI_TUGU),
            orang(6, kelurahan="Entah"),
        ),
    )


def betulkan(impor, nomor, kolom, tulisan):
    asal = tanda_asal(impor.daftar_baris.get(nomor=nomor).mentah[kolom])
    betulkan_sel(impor, nomor, kolom, Isian(tulisan, asal), pada=KINI.date())


def test_rows_are_told_apart_by_how_they_came_in(daftar, petugas, petugas_client):
    betulkan(daftar, 4, 0, nik_dari(LAHIR, "P", 3))

    terapkan(petugas_client, daftar, centang=True)

    mutu = november(petugas)
    assert tempat(mutu, MIROTO).baris == (3, 1, 2)
    assert tempat(mutu, TUGU).baris == tempat(mutu, JERAKAH).baris == (2, 0, 0)
    assert mutu.total.baris == (6, 1, 2)
    assert mutu.total.baris.belum == 3
    assert mutu.total.persen_langsung == Decimal("16.67")
    assert [b.baris for b in mutu.kelurahan if not b.kode] == [(1, 0, 0)]


def test_a_warning_left_unticked_did_not_come_in(daftar, petugas, petugas_client):
    terapkan(petugas_client, daftar)

    assert tempat(november(petugas), MIROTO).baris == (3, 1, 0)


def test_a_good_row_that_was_edited_was_never_wrong(daftar, petugas, petugas_client):
    betulkan(daftar, 2, 6, "Jl. Pemuda 2")

    terapkan(petugas_client, daftar)

    assert tempat(november(petugas), MIROTO).baris == (3, 1, 0)


def test_a_row_corrected_twice_keeps_its_first_finding(daftar, petugas, petugas_client):
    betulkan(daftar, 4, 0, "3374")
    betulkan(daftar, 4, 0, nik_dari(LAHIR, "P", 3))

    terapkan(petugas_client, daftar)

    mutu = november(petugas)
    assert daftar.daftar_baris.get(nomor=4).kode_awal == ["nik_panjang"]
    assert tempat(mutu, MIROTO).baris == (3, 1, 1)
    assert ("NIK tidak 16 angka", 1) in tempat(mutu, MIROTO).keliru


def test_people_who_are_already_here_unchanged_came_in_at_once(petugas, petugas_client):
    terapkan(petugas_client, unggah(petugas_client, xlsx(orang(1))))
    dua = unggah(petugas_client, xlsx(orang(1), orang(2)), "lagi.xlsx")

    terapkan(petugas_client, dua)

    assert november(petugas).total.baris == (3, 3, 0)


def test_only_applied_lists_of_the_period_count(daftar, petugas, petugas_client):
    assert november(petugas).kosong

    terapkan(petugas_client, daftar)
    Impor.objects.update(diterapkan_pada=datetime(2026, 10, 31, 23, 59, tzinfo=WIB))
    assert november(petugas).kosong

    Impor.objects.update(diterapkan_pada=datetime(2026, 11, 1, tzinfo=WIB))
    assert november(petugas).total.baris.dibaca == 6

    batalkan_impor(daftar, oleh=petugas)
    assert november(petugas).kosong


def test_commonest_mistakes_are_told_in_words(petugas, petugas_client):
    satu = [orang(n, nik="337401") for n in range(3)]
    dua = [orang(n, pekerjaan="astronaut") for n in range(3, 5)]
    tiga = [orang(5, nama=""), orang(6, tanggal_lahir="31-02-1985"), orang(7, nama="")]

    terapkan(petugas_client, unggah(petugas_client, xlsx(orang(9), *satu, *dua, *tiga)))

    assert november(petugas).total.keliru == (
        ("NIK tidak 16 angka", 3),
        ("Nama janggal atau kosong", 2),
        ("Pekerjaan tidak dikenal", 2),
    )


def test_every_finding_of_the_checks_has_words():
    """Also those that are put together, such as nik_ and kk_ with a reason."""
    kode = set()
    for berkas in (AKAR / "peserta").rglob("*.py"):
        for simpul in ast.walk(ast.parse(berkas.read_text())):
            nama = getattr(getattr(simpul, "func", None), "id", "")
            if nama in ("galat", "peringatan") and isinstance(simpul.args[0], ast.Constant):
                kode.add(simpul.args[0].value)
    kode |= {f"{n}_{a}" for n in ("nik", "kk") for a in ("kosong", "angka", "kpj", "panjang")}

    assert len(kode) > 20
    assert {k for k in kode if sebutan(k) == LAINNYA} == set()
    assert sebutan("belum_ada_kata") == LAINNYA


def test_days_are_the_median_and_returns_name_their_criterion(petugas, verifikator):
    for hari, kelurahan in ((1, MIROTO), (2, MIROTO), (9, MIROTO), (4, JERAKAH)):
        kasus = ajukan_hari_ini(petugas, kelurahan_id=kelurahan)
        actions.setujui(kasus, oleh=verifikator, pada=KINI.date())
        putuskan(kasus, hari)
    kembali = ajukan_hari_ini(petugas, kelurahan_id=JERAKAH, dengan_keterangan=False)
    actions.kembalikan(kembali, alasan="Siti lupa.", oleh=verifikator, pada=KINI.date())
    putuskan(kembali, 5)
    ajukan_satu(petugas, kelurahan_id=JERAKAH)  # still waits

    mutu = november(verifikator)

    assert tempat(mutu, MIROTO).putusan.hari == Decimal("2.0")
    jerakah = tempat(mutu, JERAKAH)
    assert (jerakah.putusan.diputuskan, jerakah.putusan.dikembalikan) == (2, 1)
    assert jerakah.putusan.hari == Decimal("4.5")
    assert jerakah.belum_terpenuhi
    assert mutu.total.putusan.hari == Decimal("4.0")
    assert mutu.total.putusan.diputuskan == 5


def test_decisions_of_another_month_do_not_count(petugas, verifikator):
    kasus = ajukan_hari_ini(petugas)
    actions.setujui(kasus, oleh=verifikator, pada=KINI.date())

    putuskan(kasus, 1, pada=datetime(2026, 10, 31, 23, 59, tzinfo=WIB))

    assert november(petugas).kosong


def test_an_officer_sees_the_own_area_and_the_own_rows_without_a_place(daftar, petugas_client):
    terapkan(petugas_client, daftar, centang=True)
    tugu = buat("tugu", "petugas", wilayah=[TUGU])

    mutu = november(tugu)

    assert [b.kode for b in mutu.kecamatan] == [TUGU]
    assert mutu.total.baris.dibaca == 2
    html = masuk(tugu).get(MUTU).text
    assert "Miroto" not in html
    assert "Semarang Tengah" not in html
    with tanpa_penjaga():
        Impor.objects.update(oleh=tugu)
    assert november(tugu).total.baris.dibaca == 3


@pytest.mark.parametrize("jumlah", [1, 3])
@pytest.mark.parametrize(("alamat", "kueri"), [(MUTU, 15), (UNDUH, 12)])
def test_mutu_has_constant_queries(
    petugas, petugas_client, verifikator, django_assert_num_queries, alamat, kueri, jumlah
):
    for n in range(jumlah):
        isi = xlsx(orang(n), orang(90 + n, pekerjaan="astronaut"))
        terapkan(petugas_client, unggah(petugas_client, isi, f"{n}.xlsx"))
        kasus = ajukan_satu(petugas, dengan_keterangan=False)
        actions.kembalikan(kasus, alasan="Lengkapi.", oleh=verifikator, pada=KINI.date())
        putuskan(kasus, n)

    with django_assert_num_queries(kueri):
        jawaban = petugas_client.get(alamat)

    assert jawaban.status_code == 200


def test_page_and_excel_show_the_same_object(daftar, petugas, petugas_client):
    terapkan(petugas_client, daftar, centang=True)
    mutu = november(petugas)

    html = petugas_client.get(MUTU).text
    jawaban = petugas_client.get(UNDUH)
    buku = load_workbook(BytesIO(b"".join(jawaban.streaming_content)))

    assert 'filename="mutu-data-2026-11.xlsx"' in jawaban["Content-Disposition"]
    for nama, semua in (("Kecamatan", mutu.di("")), ("Kelurahan", mutu.kelurahan)):
        baris = list(buku[nama].iter_rows(min_row=5, max_row=5 + len(semua), values_only=True))
        harapan = [isi_baris(b, per_kelurahan=nama == "Kelurahan") for b in semua]
        harapan.append(isi_baris(mutu.total, per_kelurahan=False))
        assert [tuple(s or None for s in b) for b in baris] == [
            tuple(s or None for s in b) for b in harapan
        ]
    assert "1 dari 6 baris" in html
    assert all(kalimat in html for kalimat in mutu.definisi)
    teks = {s for ws in buku for b in ws.iter_rows(values_only=True) for s in b if s}
    assert set(mutu.definisi) <= teks


def test_page_holds_no_personal_data(daftar, petugas_client, verifikator, petugas):
    terapkan(petugas_client, daftar, centang=True)
    kasus = ajukan_satu(petugas, dengan_keterangan=False, nama="Rubiyah")
    actions.kembalikan(kasus, alasan="Rubiyah belum difoto.", oleh=verifikator, pada=KINI.date())
    putuskan(kasus, 1)

    html = petugas_client.get(MUTU, {"kecamatan": "33.74.01"}).text

    assert "Miroto" in html
    for rahasia in ("Siti", "Rubiyah", "astronaut", "33740155028500"):
        assert rahasia not in html


def test_a_kecamatan_leads_to_its_kelurahan_and_they_to_their_people(
    daftar, petugas_client, sekda_client
):
    terapkan(petugas_client, daftar)

    semua = petugas_client.get(MUTU).text
    tugu = petugas_client.get(MUTU, {"periode": "2026-T4", "kecamatan": TUGU}).text
    sekda = sekda_client.get(MUTU, {"periode": "2026", "kecamatan": TUGU}).text

    assert f'href="{MUTU}?periode=2026-11&amp;kecamatan={TUGU}"' in semua
    assert f'href="/peserta/?kecamatan={TUGU}&amp;kelurahan={JERAKAH}"' in tugu
    assert "Jerakah" in sekda
    assert "/peserta/?" not in sekda


@pytest.mark.parametrize("kueri", ["periode=2031-01", "periode=x", "kecamatan=x", "kecamatan=%00"])
def test_a_forged_address_says_what_is_shown(petugas_client, kueri):
    jawaban = petugas_client.get(f"{MUTU}?{kueri}")

    assert jawaban.status_code == 200
    assert "tidak dikenal" in jawaban.text
    assert "November 2026" in jawaban.text


@pytest.mark.parametrize(
    ("kode", "mulai", "sebelum"),
    [
        ("2026-11", (2026, 11, 1), (2026, 12, 1)),
        ("2025-12", (2025, 12, 1), (2026, 1, 1)),
        ("2026-T4", (2026, 10, 1), (2027, 1, 1)),
        ("2026-T1", (2026, 1, 1), (2026, 4, 1)),
        ("2024", (2024, 1, 1), (2025, 1, 1)),
    ],
)
def test_periods_begin_and_end_at_midnight_in_semarang(kode, mulai, sebelum):
    periode = {p.kode: p for p in daftar_periode(date(2026, 11, 20))}[kode]

    assert periode.mulai == datetime(*mulai, tzinfo=WIB)
    assert periode.sebelum == datetime(*sebelum, tzinfo=WIB)


def test_mutu_needs_the_right(db):
    client = masuk(buat("lain", "sekda"))
    assert client.get(MUTU).status_code == 200

    client = masuk(buat("tanpa", "sekda"))
    client.get(MUTU).wsgi_request.user.groups.clear()

    assert client.get(MUTU).status_code == 403
    assert client.get(UNDUH).status_code == 403
