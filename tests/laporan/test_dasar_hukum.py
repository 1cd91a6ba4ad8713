"""The table of legal bases: completed while unsure, replaced when sure, read by the paper's day."""

from datetime import date

import pytest
from django.db import IntegrityError, InternalError, transaction

from laporan.surat.actions.pengaturan import ganti_dasar_hukum, simpan_dasar_hukum
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import DasarHukum, TingkatHukum
from pijar.models.dasar_hukum import berurut

DASAR = "/laporan/surat/dasar-hukum/"
PERWAL = "perwal-26-2025"
BARU = {
    "kode": "perwal-9-2027", "tingkat": TingkatHukum.PERWAL, "nomor": "9", "tahun": "2027",
    "sebutan": "Peraturan Wali Kota Semarang", "tentang": "Pekerja Rentan", "mulai": "01-03-2027",
    "tanggal": "", "perubahan": "",
}  # fmt: skip


def perwal(kode: str = PERWAL) -> DasarHukum:
    return DasarHukum.objects.get(kode=kode)


def ganti(lama: DasarHukum, mulai: date | None, *, salah_tulis: bool = False) -> DasarHukum:
    baru = DasarHukum(
        kode=f"x{lama.pk}", tingkat=lama.tingkat, sebutan="Pengganti", nomor="9", tahun=2027,
        mulai=mulai,
    )  # fmt: skip
    return ganti_dasar_hukum(lama, baru, salah_tulis=salah_tulis)


def test_a_decree_gets_its_number_once_and_everywhere(admin_client):
    satu = perwal("perkadis-teknis")
    isi = {
        "kode": "lain", "tingkat": TingkatHukum.KEPUTUSAN_DINAS, "nomor": "460/123",
        "sebutan": "Peraturan Kepala Dinas", "tahun": "2026", "tentang": "petunjuk",
        "perubahan": "",
    }  # fmt: skip

    assert admin_client.post(f"{DASAR}{satu.pk}/", isi).status_code == 302

    satu.refresh_from_db()
    assert (satu.kode, satu.perlu_konfirmasi) == ("perkadis-teknis", False)
    assert satu.lengkap == "Peraturan Kepala Dinas Nomor 460/123 Tahun 2026 tentang petunjuk"
    html = admin_client.get(f"{DASAR}{satu.pk}/").text
    assert "(nomor belum diketahui) tentang petunjuk teknis kepesertaan" in html


def test_new_base_is_listed_by_its_rank_and_its_code_is_given_once(admin_client):
    isi = {
        "kode": "perda-1-2027", "tingkat": TingkatHukum.PERDA, "sebutan": "Peraturan Daerah",
        "nomor": "1", "tahun": "2027", "tentang": "", "perubahan": "",
    }  # fmt: skip
    assert admin_client.post(f"{DASAR}baru/", isi).status_code == 302
    lagi = admin_client.post(f"{DASAR}baru/", isi | {"tahun": "27"})

    assert lagi.status_code == 422
    assert "Kode ini sudah ada" in lagi.text
    assert "Tulis tahun empat angka" in lagi.text
    kode = ["perwal-26-2025", "perda-1-2027", "uu-27-2022"]
    urut = [d.kode for d in berurut(DasarHukum.objects.filter(kode__in=kode))]
    assert urut == ["uu-27-2022", "perda-1-2027", "perwal-26-2025"]


@pytest.mark.parametrize(
    "kolom",
    [{"nomor": "27"}, {"tahun": 2026}, {"tentang": "Lain"}, {"tingkat": 10},
     {"perlu_konfirmasi": True}, {"tanggal": date(2025, 6, 21)}, {"nomor": ""}],
)  # fmt: skip
def test_database_keeps_what_is_confirmed(db, kolom):
    with pytest.raises(InternalError, match="Cannot"), transaction.atomic():
        DasarHukum.objects.filter(kode=PERWAL).update(**kolom)


def test_what_a_confirmed_base_lacks_may_be_added_and_nothing_else(admin_client):
    satu = perwal("permendagri-15-2024")
    isi = {"tentang": "lain", "nomor": "16", "tanggal": "17-09-2024", "perlu_konfirmasi": "on"}

    assert admin_client.post(f"{DASAR}{satu.pk}/", isi).status_code == 302

    satu.refresh_from_db()
    assert (satu.nomor, satu.tanggal, satu.perlu_konfirmasi) == ("15", date(2024, 9, 17), False)
    assert "Tahun Anggaran 2025" in satu.tentang


def test_a_form_that_a_colleague_overtook_is_told_so(admin_client):
    satu = perwal("perkadis-teknis")
    form = {"tingkat": satu.tingkat, "sebutan": satu.sebutan, "tentang": "petunjuk"}
    basi = DasarHukum.objects.get(pk=satu.pk)
    kirim = form | {"nomor": "460/1", "tahun": "2026"}
    assert admin_client.post(f"{DASAR}{satu.pk}/", kirim).status_code == 302
    basi.nomor = "460/2"

    with pytest.raises(BentrokError, match="sudah dikonfirmasi sejak"):
        simpan_dasar_hukum(basi)


@pytest.mark.parametrize(
    ("hari", "kode"),
    [(date(2027, 2, 28), PERWAL), (date(2027, 3, 1), "perwal-9-2027")],
)
def test_from_its_first_day_on_the_other_stands_in_its_place(admin_client, hari, kode):
    lama = perwal()
    assert admin_client.post(f"{DASAR}{lama.pk}/ganti/", BARU).status_code == 302

    assert [d.kode for d in DasarHukum.objects.berlaku([PERWAL], hari)] == [kode]
    lama.refresh_from_db()
    assert lama.judul_kini.endswith("(sampai 28 Februari 2027, lalu Peraturan Wali Kota Semarang "
                                    "Nomor 9 Tahun 2027)")  # fmt: skip
    assert PERWAL not in dict(DasarHukum.objects.pilihan())


def test_a_base_written_down_wrongly_never_stood_there(admin_client):
    lama = perwal()
    isi = BARU | {"mulai": "", "salah_tulis": "on"}
    assert admin_client.post(f"{DASAR}{lama.pk}/ganti/", isi).status_code == 302

    hari = date(2025, 7, 1)
    assert [d.kode for d in DasarHukum.objects.berlaku([PERWAL], hari)] == ["perwal-9-2027"]
    assert DasarHukum.objects.satu(PERWAL).judul_kini.endswith("Nomor 9 Tahun 2027")
    assert "salah tulis" in admin_client.get(DASAR).text


def test_a_replacement_can_be_taken_back(admin_client):
    lama = perwal()
    admin_client.post(f"{DASAR}{lama.pk}/ganti/", BARU)

    assert "Batalkan penggantiannya" in admin_client.get(f"{DASAR}{lama.pk}/").text
    assert admin_client.post(f"{DASAR}{lama.pk}/batal/").status_code == 302
    assert [d.kode for d in DasarHukum.objects.berlaku([PERWAL], date(2027, 5, 1))] == [PERWAL]
    assert admin_client.post(f"{DASAR}{lama.pk}/batal/").status_code == 409


def test_a_base_is_replaced_once(db):
    lama = perwal()
    ganti(lama, date(2027, 1, 1))

    with pytest.raises(BentrokError, match="sudah diganti Pengganti Nomor 9 Tahun 2027"):
        ganti_dasar_hukum(lama, DasarHukum(kode="y", tingkat=60, sebutan="y"), salah_tulis=True)


def test_a_replacement_needs_a_first_day_after_that_of_before(admin_client):
    lama = perwal("permendagri-14-2025")
    DasarHukum.objects.filter(pk=lama.pk).update(diganti=None, sampai=None)

    tanpa = admin_client.post(f"{DASAR}{lama.pk}/ganti/", BARU | {"mulai": ""})
    dini = admin_client.post(f"{DASAR}{lama.pk}/ganti/", BARU | {"mulai": "01-01-2026"})

    assert (tanpa.status_code, dini.status_code) == (422, 422)
    assert "Isi berlaku mulai" in tanpa.text
    assert "berlaku mulai 1 Januari 2026" in dini.text
    assert 'value="perwal-9-2027"' in dini.text  # what was typed stays
    assert not DasarHukum.objects.filter(kode="perwal-9-2027").exists()


def test_successors_never_lead_back(db):
    baru = ganti(perwal(), date(2027, 1, 1))

    with pytest.raises(IntegrityError, match="dasar_hukum_diganti_yang_baru"), transaction.atomic():
        DasarHukum.objects.filter(pk=baru.pk).update(diganti=perwal())


def test_the_successor_of_a_successor_is_found_and_an_unknown_number_is_not_cited(db):
    def pedoman(tahun: int) -> list[str]:
        semua = DasarHukum.objects.berlaku(["permendagri-15-2024"], date(tahun, 6, 1))
        return [d.kode for d in semua]

    assert [pedoman(t) for t in (2024, 2025, 2026, 2027)] == [
        [], ["permendagri-15-2024"], ["permendagri-14-2025"], [],
    ]  # fmt: skip
    DasarHukum.objects.filter(kode="pedoman-apbd-2027").update(nomor="5", tahun=2026)
    assert pedoman(2027) == ["pedoman-apbd-2027"]


def test_a_law_that_gives_out_gives_a_sentence_and_no_error(db):
    with pytest.raises(AturanDilanggarError, match="Isi berlaku mulai"):
        ganti(perwal(), None)
