"""Objections to a refusal: registered, answered by another verifier, withdrawn."""

from datetime import date, timedelta
from io import BytesIO

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from laporan.pekerjaan_rumah import untuk
from laporan.surat.bahan import Bahan
from laporan.surat.susun.penjelasan import susun_penjelasan
from peserta.models import Peristiwa, Peserta, RiwayatStatus
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import JejakAkses
from tests.keamanan.serentak import ditolak, serentak
from tests.peran import buat, masuk
from tests.verifikasi.susunan import PADA, ajukan_satu
from verifikasi import actions
from verifikasi.actions.keberatan import (
    IsiKeberatan,
    cabut_keberatan,
    catat_keberatan,
    kabulkan,
    tolak_keberatan,
)
from verifikasi.models import Keberatan, Pengajuan
from verifikasi.terbuka import yang_terbuka

KINI = timezone.now()
HARI = timezone.localdate()
ISI = IsiKeberatan(HARI, "sendiri", "Siti Aminah", "datang", "Saya bukan karyawan.")


@pytest.fixture
def kasus(petugas, verifikator):
    """A refused case, decided today."""
    kasus = ajukan_satu(petugas)
    actions.tolak(kasus, alasan="PU aktif.", oleh=verifikator, pada=PADA)
    return Pengajuan.objects.get(pk=kasus.pk)


@pytest.fixture
def verifikator2(db):
    return buat("verifikator2", "verifikator")


@pytest.fixture
def keberatan(kasus, petugas):
    return catat_keberatan(kasus, ISI, oleh=petugas, pada=HARI)


def jawab(keberatan, oleh, kerja=tolak_keberatan, jawaban="Sudah dicek lagi."):
    return kerja(keberatan, jawaban=jawaban, oleh=oleh, pada=KINI)


# Registering


def test_objection_is_dated_and_has_a_last_day(keberatan, settings):
    assert keberatan.status == "menunggu"
    assert keberatan.batas == HARI + timedelta(days=settings.KEBERATAN_JAWAB_HARI)
    assert not keberatan.terlambat
    assert not keberatan.lewat(keberatan.batas)
    assert keberatan.lewat(keberatan.batas + timedelta(days=1))


@pytest.mark.parametrize(("hari", "terlambat"), [(30, False), (31, True)])
def test_objection_after_the_days_is_taken_and_marked(kasus, petugas, hari, terlambat):
    diterima = HARI + timedelta(days=hari)

    satu = catat_keberatan(kasus, ISI._replace(diterima=diterima), oleh=petugas, pada=diterima)

    assert satu.terlambat == terlambat


@pytest.mark.parametrize(("geser", "kata"), [(1, "setelah hari ini"), (-1, "tidak diterima")])
def test_date_lies_between_decision_and_today(kasus, petugas, geser, kata):
    isi = ISI._replace(diterima=HARI + timedelta(days=geser))

    with pytest.raises(AturanDilanggarError, match=kata):
        catat_keberatan(kasus, isi, oleh=petugas, pada=HARI)


def test_objection_is_typed_days_after_it_came(kasus, petugas):
    satu = catat_keberatan(kasus, ISI, oleh=petugas, pada=HARI + timedelta(days=9))

    assert satu.diterima == HARI


@pytest.mark.parametrize("cara", ["setujui", "kembalikan", None])
def test_only_a_refusal_is_objected_to(petugas, verifikator, cara):
    kasus = ajukan_satu(petugas)
    if cara:
        isi = {"alasan": "x"} if cara == "kembalikan" else {}
        getattr(actions, cara)(kasus, oleh=verifikator, pada=PADA, **isi)

    with pytest.raises(AturanDilanggarError, match="dicatat atas pengajuan yang ditolak"):
        catat_keberatan(kasus, ISI, oleh=petugas, pada=HARI)


def test_who_is_submitted_again_needs_no_objection(kasus, petugas):
    actions.buka_lagi(kasus.peserta, alasan="Data baru.", oleh=petugas)

    with pytest.raises(AturanDilanggarError, match="berstatus Draf"):
        catat_keberatan(kasus, ISI, oleh=petugas, pada=HARI)


def test_one_waits_at_a_time(keberatan, kasus, petugas):
    with pytest.raises(BentrokError, match="sudah menunggu"):
        catat_keberatan(kasus, ISI, oleh=petugas, pada=HARI)


@pytest.mark.django_db(transaction=True)
def test_two_officers_register_one_objection(kasus, petugas, admin):
    hasil = serentak(
        *(lambda o=o: catat_keberatan(kasus, ISI, oleh=o, pada=HARI) for o in (petugas, admin))
    )

    assert len(ditolak(hasil)) == 1
    assert Keberatan.objects.count() == 1


def test_person_is_not_reopened_behind_the_verifiers_back(keberatan, kasus, petugas):
    with pytest.raises(AturanDilanggarError, match="menunggu jawaban"):
        actions.buka_lagi(kasus.peserta, alasan="x", oleh=petugas)

    cabut_keberatan(keberatan, alasan="Ditarik.", oleh=petugas, pada=KINI)
    actions.buka_lagi(kasus.peserta, alasan="x", oleh=petugas)


# Answering


def test_granted_objection_is_a_new_case_for_another_verifier(
    keberatan, kasus, verifikator, verifikator2
):
    baru = jawab(keberatan, verifikator2, kabulkan)

    keberatan.refresh_from_db()
    orang = Peserta.objects.get()
    assert (keberatan.status, keberatan.pengajuan_baru, orang.status) == (
        "dikabulkan", baru, "diajukan",
    )  # fmt: skip
    assert baru.keterangan_kerja_oleh == kasus.keterangan_kerja_oleh
    jalan = list(RiwayatStatus.objects.order_by("pk").values_list("ke", flat=True))[-2:]
    assert jalan == ["draf", "diajukan"]
    with pytest.raises(AturanDilanggarError, match="verifikator lain"):
        actions.setujui(baru, oleh=verifikator2, pada=PADA)
    actions.setujui(baru, oleh=verifikator, pada=PADA)


def test_refused_objection_leaves_the_refusal(keberatan, verifikator2):
    jawab(keberatan, verifikator2)

    keberatan.refresh_from_db()
    assert (keberatan.status, keberatan.jawaban) == ("ditolak", "Sudah dicek lagi.")
    assert Peserta.objects.get().status == "tidak_layak"


def test_wrong_answer_is_mended_by_another_objection(keberatan, kasus, petugas, verifikator2):
    jawab(keberatan, verifikator2)

    lagi = catat_keberatan(kasus, ISI._replace(isi="Ada bukti baru."), oleh=petugas, pada=HARI)
    jawab(lagi, verifikator2, kabulkan)

    assert [k.status for k in Keberatan.objects.order_by("pk")] == ["ditolak", "dikabulkan"]


@pytest.mark.parametrize("kerja", [kabulkan, tolak_keberatan])
def test_who_refused_does_not_answer(keberatan, verifikator, kerja):
    with pytest.raises(AturanDilanggarError, match="keputusan Anda"):
        jawab(keberatan, verifikator, kerja)


@pytest.mark.parametrize("peran", ["pencatat", "penyunting"])
def test_who_registered_or_edited_does_not_answer(kasus, petugas, verifikator2, peran):
    oleh = verifikator2 if peran == "pencatat" else petugas
    if peran == "penyunting":
        Peserta.objects.update(penyunting=[verifikator2.pk])
    satu = catat_keberatan(kasus, ISI, oleh=oleh, pada=HARI)

    with pytest.raises(AturanDilanggarError, match="yang menjawab verifikator lain"):
        jawab(satu, verifikator2)
    assert not Keberatan.objects.boleh_dijawab(verifikator2).exists()


@pytest.mark.parametrize("kerja", [kabulkan, tolak_keberatan])
def test_answer_has_its_reason(keberatan, verifikator2, kerja):
    with pytest.raises(AturanDilanggarError, match="Tulis jawabannya"):
        jawab(keberatan, verifikator2, kerja, " ")


def test_dead_person_is_not_submitted_again(keberatan, kasus, verifikator2):
    Peristiwa.objects.create(peserta=kasus.peserta, jenis="meninggal", tanggal=HARI)

    with pytest.raises(AturanDilanggarError, match="tercatat meninggal"):
        jawab(keberatan, verifikator2, kabulkan)
    jawab(keberatan, verifikator2)


def test_verifier_of_another_area_grants_nothing(keberatan):
    asing = buat("asing", "verifikator", wilayah=["33.74.02"])

    with pytest.raises(AturanDilanggarError, match="di luar wilayah"):
        jawab(keberatan, asing, kabulkan)
    assert Peserta.objects.get().status == "tidak_layak"


@pytest.mark.parametrize("kerja", [kabulkan, tolak_keberatan])
def test_second_answer_is_told_of_the_first(keberatan, verifikator2, kerja):
    jawab(keberatan, verifikator2, kerja)

    with pytest.raises(BentrokError, match="oleh Verifikator2"):
        jawab(keberatan, verifikator2, kerja)


@pytest.mark.django_db(transaction=True)
def test_two_verifiers_answer_at_once(kasus, petugas, verifikator2):
    satu = catat_keberatan(kasus, ISI, oleh=petugas, pada=HARI)
    ketiga = buat("verifikator3", "verifikator")

    hasil = serentak(
        lambda: jawab(satu, verifikator2, kabulkan), lambda: jawab(satu, ketiga, tolak_keberatan)
    )

    assert len(ditolak(hasil)) == 1
    satu.refresh_from_db()
    assert (satu.status == "dikabulkan") == (Peserta.objects.get().status == "diajukan")


def test_withdrawn_with_a_reason_by_an_officer(keberatan, petugas):
    with pytest.raises(AturanDilanggarError, match="alasan pencabutan"):
        cabut_keberatan(keberatan, alasan=" ", oleh=petugas, pada=KINI)
    cabut_keberatan(keberatan, alasan="Salah orang.", oleh=petugas, pada=KINI)

    keberatan.refresh_from_db()
    assert (keberatan.status, keberatan.jawaban) == ("dicabut", "Salah orang.")


# The database


def menolak(nama, perintah):
    with pytest.raises(DatabaseError, match=nama), transaction.atomic():
        perintah()


def ubah(**isi):
    return lambda: Keberatan.objects.update(**isi)


@pytest.mark.parametrize(
    ("nama", "isi"),
    [
        ("keberatan_status_sah|Invalid", {"status": "hilang"}),
        ("Cannot update", {"isi": "Lain."}),
        ("Cannot update", {"batas": date(2030, 1, 1)}),
        ("keberatan_jawaban_lengkap", {"status": "ditolak"}),
        ("keberatan_jawaban_lengkap", {"status": "dicabut", "jawaban": "x"}),
        ("keberatan_jawaban_lengkap", {"jawaban": "x"}),
    ],
)
def test_database_keeps_the_row(keberatan, nama, isi):
    menolak(nama, ubah(**isi))


def dijawab(oleh, status="ditolak", **lain):
    isi = {"status": status, "jawaban": "x", "dijawab_oleh": oleh, "dijawab_pada": KINI}
    return ubah(**isi | lain)


def test_database_holds_four_eyes(keberatan, petugas, verifikator, verifikator2):
    menolak("keberatan_dijawab_orang_lain", dijawab(petugas))
    menolak("keberatan_bukan_pemutus", dijawab(verifikator))
    menolak("keberatan_kabul_membuka", dijawab(verifikator2, "dikabulkan"))
    menolak("Cannot delete", keberatan.delete)
    dijawab(verifikator2)()
    menolak("Invalid transition|Cannot update", ubah(status="menunggu"))
    menolak("Cannot update", ubah(jawaban="Lain."))


BARU = {
    "diterima": HARI, "dari": "sendiri", "nama": "x", "cara": "surat", "isi": "x", "batas": HARI,
}  # fmt: skip


@pytest.mark.parametrize(
    ("nama", "isi"),
    [
        ("keberatan_dari_sah", {"dari": "tetangga"}),
        ("keberatan_cara_sah", {"cara": "mimpi"}),
        ("keberatan_berisi", {"isi": " "}),
        ("keberatan_berisi", {"nama": ""}),
        ("keberatan_batas_sesudah_diterima", {"batas": HARI - timedelta(days=1)}),
        ("keberatan_pindaian_sah", {"pindaian": "x.exe", "pindaian_mime": "text/html"}),
        ("keberatan_atas_penolakan", {"diterima": HARI - timedelta(days=1)}),
    ],
)
def test_database_refuses_a_wrong_entry(kasus, petugas, nama, isi):
    baris = BARU | {"pengajuan": kasus, "dicatat_oleh": petugas} | isi

    menolak(nama, lambda: Keberatan.objects.create(**baris))


def test_database_takes_no_objection_to_an_open_case(petugas):
    kasus = ajukan_satu(petugas)

    menolak(
        "keberatan_atas_penolakan",
        lambda: Keberatan.objects.create(**BARU, pengajuan=kasus, dicatat_oleh=petugas),
    )


def test_database_holds_one_waiting(keberatan, kasus, petugas):
    menolak(
        "keberatan_satu_menunggu",
        lambda: Keberatan.objects.create(**BARU, pengajuan=kasus, dicatat_oleh=petugas),
    )


# Screens

FORM = {"diterima": f"{HARI:%d-%m-%Y}", "dari": "keluarga", "nama": "Budi", "cara": "surat",
        "isi": "Istri saya berhenti bekerja di pabrik."}  # fmt: skip


def test_officer_registers_with_a_scan(kasus, petugas_client, petugas):
    ke = reverse("verifikasi:keberatan_baru", args=[kasus.pk])
    assert ke in petugas_client.get(reverse("verifikasi:riwayat", args=[kasus.peserta_id])).text
    pdf = SimpleUploadedFile("surat.pdf", _pdf(), "application/pdf")

    jawaban = petugas_client.post(ke, FORM | {"berkas": pdf})

    assert jawaban.status_code == 302, jawaban.text
    satu = Keberatan.objects.get()
    assert (satu.nama, satu.dicatat_oleh, satu.pindaian_mime) == (
        "Budi",
        petugas,
        "application/pdf",
    )
    lihat = petugas_client.get(reverse("verifikasi:keberatan_pindaian", args=[satu.pk]))
    assert b"".join(lihat.streaming_content).startswith(b"%PDF")
    assert JejakAkses.objects.get().objek == f"keberatan {satu.pk}: pindaian"


def test_page_offers_no_second_objection_while_one_waits(keberatan, kasus, petugas_client):
    html = petugas_client.get(reverse("verifikasi:riwayat", args=[kasus.peserta_id])).text

    assert reverse("verifikasi:keberatan_baru", args=[kasus.pk]) not in html
    assert reverse("verifikasi:keberatan_detail", args=[keberatan.pk]) in html


def _pdf() -> bytes:
    tujuan = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(tujuan)
    return tujuan.getvalue()


@pytest.mark.parametrize(
    ("isi", "kata"),
    [
        ({"diterima": "31-12-2099"}, "setelah hari ini"),
        ({"isi": ""}, "Tulis apa keberatannya"),
        ({"nama": ""}, "Tulis nama"),
    ],
)
def test_refused_form_keeps_what_was_typed(kasus, petugas_client, isi, kata):
    ke = reverse("verifikasi:keberatan_baru", args=[kasus.pk])

    jawaban = petugas_client.post(ke, FORM | isi)

    assert jawaban.status_code in {409, 422}
    assert kata in jawaban.text
    assert "Budi" in jawaban.text or "Istri saya" in jawaban.text


def test_verifier_answers_on_the_page(keberatan, verifikator2):
    client, ke = masuk(verifikator2), reverse("verifikasi:keberatan_detail", args=[keberatan.pk])
    jawab_ke = reverse("verifikasi:keberatan_jawab", args=[keberatan.pk])
    assert jawab_ke in client.get(ke).text

    kosong = client.post(jawab_ke, {"putusan": "ditolak", "jawaban": ""})
    assert kosong.status_code == 422
    assert "Tulis jawabannya" in kosong.text
    assert client.post(jawab_ke, {"putusan": "dikabulkan", "jawaban": "Benar."}).url == ke

    assert "Dikabulkan" in client.get(ke).text
    lagi = client.post(jawab_ke, {"putusan": "ditolak", "jawaban": "Ketikan panjang."})
    assert (lagi.status_code, "sudah dikabulkan" in lagi.text) == (409, True)


def test_page_tells_the_decider_why_not(keberatan, verifikator_client):
    ke = reverse("verifikasi:keberatan_detail", args=[keberatan.pk])

    html = verifikator_client.get(ke).text

    assert "keputusan Anda" in html
    assert reverse("verifikasi:keberatan_jawab", args=[keberatan.pk]) not in html


def test_officer_withdraws_on_the_page(keberatan, petugas_client):
    ke = reverse("verifikasi:keberatan_cabut", args=[keberatan.pk])

    assert petugas_client.post(ke, {"alasan": ""}).status_code == 422
    assert petugas_client.post(ke, {"alasan": "Salah orang."}).status_code == 302
    assert petugas_client.post(ke, {"alasan": "Lagi."}).status_code == 409


@pytest.mark.parametrize("jumlah", [1, 3])
def test_list_shows_who_waits_longest_first(
    petugas, verifikator, petugas_client, django_assert_num_queries, jumlah
):
    for n in range(jumlah):
        kasus = ajukan_satu(petugas, nama=f"Orang {n}")
        actions.tolak(kasus, alasan="x", oleh=verifikator, pada=PADA)
        isi = ISI._replace(diterima=HARI + timedelta(days=jumlah - n))
        catat_keberatan(kasus, isi, oleh=petugas, pada=isi.diterima)
    petugas_client.get("/")

    with django_assert_num_queries(7):
        html = petugas_client.get(reverse("verifikasi:keberatan")).text

    urutan = [html.index(f"Orang {n}") for n in range(jumlah)]
    assert urutan == sorted(urutan, reverse=True)


def test_overdue_is_marked(keberatan, petugas_client, monkeypatch):
    nanti = keberatan.batas + timedelta(days=1)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: nanti)

    assert "Lewat batas" in petugas_client.get(reverse("verifikasi:keberatan")).text


def test_it_waits_for_the_verifiers_who_may_answer(keberatan, verifikator, verifikator2):
    label = "Keberatan menunggu jawaban"

    assert label not in {t.label for t in untuk(verifikator, pada=HARI)}
    assert label in {t.label for t in untuk(verifikator2, pada=HARI)}


def test_open_objection_is_named_before_a_life_event(keberatan, kasus):
    assert any("Keberatan tanggal" in kalimat for kalimat in yang_terbuka(kasus.peserta))


@pytest.mark.parametrize(
    ("kerja", "kata"), [(tolak_keberatan, "tidak dikabulkan"), (kabulkan, "diperiksa lagi")]
)
def test_letter_carries_the_answer(keberatan, kasus, verifikator2, admin, kerja, kata):
    jawab(keberatan, verifikator2, kerja)

    teks = " ".join(susun_penjelasan(Bahan(kasus, HARI, admin)).penutup)

    assert "Sudah dicek lagi." in teks
    assert kata in teks
    assert "keberatan dapat disampaikan sampai" not in teks
