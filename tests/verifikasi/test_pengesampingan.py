"""What the data refuses: two verifiers and a paper, or nobody; in the action and the database."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DataError, IntegrityError, InternalError, transaction
from django.urls import reverse
from django.utils import timezone

from peserta.alur import pindahkan_status
from peserta.models import Peserta, Status
from pijar.errors import AturanDilanggarError, BentrokError
from tests.factories import BantuanFactory
from tests.keamanan.serentak import ditolak, serentak
from tests.peran import buat, masuk
from tests.verifikasi.kesampingan import (
    ISI,
    SAAT,
    SURAT,
    UPAH,
    kasus_penerima_upah,
    konfirmasi,
    segel,
    usulkan,
)
from tests.verifikasi.susunan import PADA, ajukan_hari_ini, ajukan_satu
from tests.verifikasi.test_keberatan import _pdf
from verifikasi import actions
from verifikasi.actions import JawabanOrang
from verifikasi.actions.pengesampingan import tolak_pengesampingan, usulkan_pengesampingan
from verifikasi.models import JawabanKriteria, Pengajuan, Pengesampingan
from verifikasi.penilaian import nilai_kasus


@pytest.fixture
def kedua(db):
    return buat("kedua", "verifikator")


def putusan(kasus, verifikator):
    return actions.setujui(kasus, oleh=verifikator, pada=PADA)


# One verifier alone does not overrule.
@pytest.mark.parametrize("nama", ["jawab", "setujui"])
def test_ya_of_one_verifier_does_not_overrule(petugas, verifikator, nama):
    kasus = kasus_penerima_upah(petugas)
    ya = JawabanOrang(UPAH, "ya", "Surat pernyataan")
    kerja = {
        "jawab": lambda: actions.jawab(kasus, [ya], oleh=verifikator, pada=PADA),
        "setujui": lambda: actions.setujui(kasus, oleh=verifikator, pada=PADA, jawaban=[ya]),
    }[nama]

    with pytest.raises(AturanDilanggarError, match="hanya dikesampingkan dua") as penolakan:
        kerja()

    assert penolakan.value.tautan == reverse(
        "verifikasi:pengesampingan_baru", args=[kasus.pk, UPAH]
    )
    assert not JawabanKriteria.objects.exclude(oleh=None).exists()


def test_age_is_never_overruled(petugas, verifikator):
    kasus = ajukan_satu(petugas, tanggal_lahir=date(1961, 3, 10))
    ya = JawabanOrang("usia", "ya", "KTP lama")

    with pytest.raises(AturanDilanggarError, match="tidak dapat dikesampingkan"):
        actions.jawab(kasus, [ya], oleh=verifikator, pada=PADA)
    with pytest.raises(AturanDilanggarError, match="tidak dapat dikesampingkan"):
        usulkan(kasus, verifikator, kode="usia")


def test_another_payer_in_our_ledger_is_never_overruled(petugas, verifikator):
    kasus = ajukan_satu(petugas)
    BantuanFactory(peserta=kasus.peserta)

    with pytest.raises(AturanDilanggarError, match="tidak dapat dikesampingkan"):
        usulkan(kasus, verifikator, kode="tidak_ganda")


def test_an_old_ya_does_not_hold_what_the_data_refuses_now(petugas, verifikator):
    kasus = ajukan_satu(petugas)
    actions.jawab(kasus, [JawabanOrang("tidak_ganda", "ya", "Cek")], oleh=verifikator, pada=PADA)
    BantuanFactory(peserta=kasus.peserta)

    with pytest.raises(AturanDilanggarError, match="Belum dapat disetujui"):
        putusan(kasus, verifikator)


def test_many_at_once_never_overrule(petugas, verifikator):
    kasus = kasus_penerima_upah(petugas)

    hasil = actions.setujui_banyak(
        [kasus.pk], kode=[UPAH], dasar="Surat lurah", oleh=verifikator, pada=PADA
    )

    assert hasil.disetujui == 0
    assert "penerima upah aktif" in hasil.tinggal[0].sebab


# Two verifiers do.
def test_the_case_waits_for_the_second_and_then_is_approved(petugas, verifikator, kedua):
    kasus = kasus_penerima_upah(petugas)
    usulan = usulkan(kasus, verifikator)
    with pytest.raises(AturanDilanggarError, match="Belum dapat disetujui"):
        putusan(kasus, kedua)

    konfirmasi(usulan, kedua)
    putusan(kasus, verifikator)

    jawaban = kasus.daftar_jawaban.get(kode=UPAH)
    assert (jawaban.jawaban, jawaban.menurut_data) == ("ya", "tidak")
    assert jawaban.dasar == "Surat 470/12/III/2026 tanggal 10 Maret 2026. " + ISI.alasan
    assert jawaban.oleh == verifikator
    usulan.refresh_from_db()
    assert (usulan.status, usulan.diputus_oleh) == ("dikonfirmasi", kedua)
    assert usulan.temuan == "Tercatat sebagai penerima upah aktif di BPJS."
    assert Peserta.objects.get().status == Status.LAYAK


def test_a_verifier_may_still_say_no_afterwards(petugas, verifikator, kedua):
    kasus = kasus_penerima_upah(petugas)
    konfirmasi(usulkan(kasus, verifikator), kedua)
    tidak = JawabanOrang(UPAH, "tidak", "Pabrik bilang masih bekerja")

    actions.jawab(kasus, [tidak], oleh=kedua, pada=PADA)

    with pytest.raises(AturanDilanggarError, match="Belum dapat disetujui"):
        putusan(kasus, verifikator)


def test_the_proposer_does_not_confirm(petugas, verifikator):
    usulan = usulkan(kasus_penerima_upah(petugas), verifikator)

    with pytest.raises(AturanDilanggarError, match="Anda usulkan sendiri"):
        konfirmasi(usulan, verifikator)


@pytest.mark.parametrize("siapa", ["pengusul", "pemutus"])
def test_who_is_involved_takes_no_part(petugas, verifikator, kedua, siapa):
    kasus = kasus_penerima_upah(petugas)
    if siapa == "pengusul":
        Peserta.objects.update(penyunting=[verifikator.pk])
        with pytest.raises(AturanDilanggarError, match="verifikator lain"):
            usulkan(kasus, verifikator)
        return
    usulan = usulkan(kasus, verifikator)
    Peserta.objects.update(penyunting=[kedua.pk])
    with pytest.raises(AturanDilanggarError, match="verifikator lain"):
        konfirmasi(usulan, kedua)


# The six questions.
def test_a_second_proposal_is_refused(petugas, verifikator, kedua):
    kasus = kasus_penerima_upah(petugas)
    usulkan(kasus, verifikator)

    with pytest.raises(BentrokError, match="sudah diusulkan"):
        usulkan(kasus, kedua)


def test_a_refused_one_may_be_proposed_anew(petugas, verifikator, kedua):
    kasus = kasus_penerima_upah(petugas)
    usulan = usulkan(kasus, verifikator)

    tolak_pengesampingan(usulan, alasan="Suratnya bukan asli.", oleh=kedua, pada=SAAT)

    usulan.refresh_from_db()
    assert (usulan.status, usulan.alasan_putusan) == ("ditolak", "Suratnya bukan asli.")
    assert usulkan(kasus, verifikator).status == "diusulkan"


def test_the_proposer_withdraws(petugas, verifikator):
    usulan = usulkan(kasus_penerima_upah(petugas), verifikator)

    tolak_pengesampingan(usulan, alasan="Salah orang.", oleh=verifikator, pada=SAAT)

    usulan.refresh_from_db()
    assert usulan.status == "batal"


def test_what_the_data_does_not_refuse_is_not_proposed(petugas, verifikator):
    with pytest.raises(AturanDilanggarError, match="data tidak menolaknya"):
        usulkan(ajukan_satu(petugas), verifikator)


def test_a_paper_of_tomorrow_is_refused(petugas, verifikator):
    kasus = kasus_penerima_upah(petugas)
    besok = ISI._replace(tanggal=PADA + timedelta(days=1))

    with pytest.raises(AturanDilanggarError, match="setelah hari ini"):
        usulkan_pengesampingan(kasus, UPAH, besok, pindaian=SURAT, oleh=verifikator, pada=PADA)


def test_a_person_edited_meanwhile_breaks_the_seal(petugas, verifikator, kedua):
    usulan = usulkan(kasus_penerima_upah(petugas), verifikator)
    dilihat = segel(usulan)
    Peserta.objects.update(status_bpjs="belum")

    with pytest.raises(BentrokError, match="Status BPJS: Penerima upah aktif → Belum terdaftar"):
        konfirmasi(usulan, kedua, dilihat)


@pytest.mark.parametrize("cara", ["ditolak", "ditarik", "berhenti"])
def test_a_decided_or_withdrawn_case_closes_the_proposal(petugas, verifikator, kedua, cara):
    kasus = kasus_penerima_upah(petugas)
    usulan = usulkan(kasus, verifikator)
    dilihat = segel(usulan)
    if cara == "ditolak":
        actions.tolak(kasus, alasan="Masih bekerja di pabrik.", oleh=kedua, pada=PADA)
    elif cara == "ditarik":
        actions.tarik([kasus.peserta_id], oleh=petugas)
    else:
        pindahkan_status(Peserta.objects.get(), Status.BERHENTI, oleh=petugas, alasan="Meninggal.")

    with pytest.raises(AturanDilanggarError):
        konfirmasi(usulan, kedua, dilihat)
    assert not Pengesampingan.objects.menunggu().exists()
    usulan.refresh_from_db()
    assert usulan.status == ("diusulkan" if cara == "berhenti" else "batal")


@pytest.mark.django_db(transaction=True)
def test_two_verifiers_confirm_at_once_one_wins(petugas, verifikator, kedua):
    ketiga = buat("ketiga", "verifikator")
    usulan = usulkan(kasus_penerima_upah(petugas), verifikator)
    dilihat = segel(usulan)

    hasil = serentak(
        lambda: konfirmasi(usulan, kedua, dilihat), lambda: konfirmasi(usulan, ketiga, dilihat)
    )

    assert len(ditolak(hasil)) == 1
    assert "sudah diputus: dikesampingkan" in ditolak(hasil)[0].kalimat


@pytest.mark.django_db(transaction=True)
def test_confirming_and_refusing_the_case_at_once(petugas, verifikator, kedua):
    kasus = kasus_penerima_upah(petugas)
    usulan = usulkan(kasus, verifikator)
    dilihat = segel(usulan)

    serentak(
        lambda: konfirmasi(usulan, kedua, dilihat),
        lambda: actions.tolak(kasus, alasan="x", oleh=verifikator, pada=PADA),
    )

    usulan.refresh_from_db()
    kasus.refresh_from_db()
    assert kasus.status == "ditolak"
    assert usulan.status in ("dikonfirmasi", "batal")


# The database.
def _isi(kasus, verifikator, **lain):
    isi = {
        "pengajuan": kasus,
        "kode": UPAH,
        "temuan": "x",
        "alasan": "x",
        "nomor": "1",
        "tanggal": PADA,
        "pindaian": "a.jpg",
        "pindaian_mime": "image/jpeg",
        "diusulkan_oleh": verifikator,
    }
    return isi | lain


@pytest.mark.parametrize(
    ("nama", "ubah"),
    [
        ("pengesampingan_bersurat", {"alasan": " "}),
        ("pengesampingan_bersurat", {"nomor": " "}),
        ("pengesampingan_bersurat", {"pindaian": ""}),
        ("pengesampingan_bersurat", {"pindaian_mime": "text/html"}),
        ("pengesampingan_surat_tidak_di_depan", {"tanggal": date(2999, 1, 1)}),
        ("pengesampingan_status_sah", {"status": "lain", "diputus_pada": SAAT}),
        ("pengesampingan_putusan_lengkap", {"status": "batal", "diputus_pada": SAAT}),
        ("pengesampingan_boleh", {"kode": "usia"}),
        ("pengesampingan_boleh", {"kode": "penduduk"}),
    ],
)
def test_database_refuses_rows(petugas, verifikator, nama, ubah):
    kasus = kasus_penerima_upah(petugas, tanggal_lahir=date(1961, 3, 10))

    with pytest.raises((IntegrityError, DataError), match=nama), transaction.atomic():
        Pengesampingan.objects.create(**_isi(kasus, verifikator, **ubah))


@pytest.mark.parametrize("status", ["dikonfirmasi", "ditolak"])
def test_pengesampingan_diputus_orang_lain(petugas, verifikator, status):
    usulan = usulkan(kasus_penerima_upah(petugas), verifikator)

    with (
        pytest.raises(IntegrityError, match="pengesampingan_diputus_orang_lain"),
        transaction.atomic(),
    ):
        Pengesampingan.objects.filter(pk=usulan.pk).update(
            status=status, diputus_oleh=verifikator, diputus_pada=SAAT, alasan_putusan="x"
        )


def test_pengesampingan_bukan_terlibat(petugas, verifikator, kedua):
    kasus = kasus_penerima_upah(petugas)
    with (
        pytest.raises(IntegrityError, match="pengesampingan_bukan_terlibat"),
        transaction.atomic(),
    ):
        Pengesampingan.objects.create(**_isi(kasus, petugas))
    usulan = usulkan(kasus, verifikator)
    Peserta.objects.update(penyunting=[kedua.pk])
    with (
        pytest.raises(IntegrityError, match="pengesampingan_bukan_terlibat"),
        transaction.atomic(),
    ):
        Pengesampingan.objects.filter(pk=usulan.pk).update(
            status="dikonfirmasi", diputus_oleh=kedua, diputus_pada=SAAT
        )


def test_pengesampingan_sekali(petugas, verifikator, kedua):
    kasus = kasus_penerima_upah(petugas)
    usulkan(kasus, verifikator)

    with pytest.raises(IntegrityError, match="pengesampingan_sekali"), transaction.atomic():
        Pengesampingan.objects.create(**_isi(kasus, kedua))


def test_pengesampingan_tetap(petugas, verifikator, kedua):
    usulan = usulkan(kasus_penerima_upah(petugas), verifikator)
    satu = Pengesampingan.objects.filter(pk=usulan.pk)
    with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
        satu.update(alasan="Lain")
    konfirmasi(usulan, kedua)
    with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
        satu.update(status="batal", alasan_putusan="x")
    with pytest.raises(InternalError, match="Cannot delete"), transaction.atomic():
        satu.delete()


def test_pengajuan_setuju_menurut_data(petugas, verifikator):
    kasus = kasus_penerima_upah(petugas)

    with (
        pytest.raises(IntegrityError, match="pengajuan_setuju_menurut_data"),
        transaction.atomic(),
    ):
        Pengajuan.objects.filter(pk=kasus.pk).update(
            status="disetujui", diputuskan_oleh=verifikator, diputuskan_pada=timezone.now()
        )


def test_a_warning_that_the_data_refuses_does_not_bar(petugas, verifikator):
    kasus = ajukan_satu(petugas, desil=9)

    putusan(kasus, verifikator)

    assert kasus.daftar_jawaban.get(kode="kesejahteraan").menurut_data == "tidak"


def test_an_answer_keeps_its_moment_when_the_data_speaks_later(petugas, verifikator):
    kasus = ajukan_satu(petugas, dengan_keterangan=False)
    ya = JawabanOrang("masih_bekerja", "ya", "Kunjungan")
    actions.jawab(kasus, [ya], oleh=verifikator, pada=PADA)
    sebelum = kasus.daftar_jawaban.get(kode="masih_bekerja").pada
    kasus.daftar_jawaban.filter(kode="masih_bekerja").update(penjelasan="")

    putusan(kasus, verifikator)

    sesudah = kasus.daftar_jawaban.get(kode="masih_bekerja")
    assert sesudah.penjelasan.startswith("Belum ada keterangan")
    assert (sesudah.pada, sesudah.oleh) == (sebelum, verifikator)


def test_nilai_kasus_says_what_waits(petugas, verifikator):
    kasus = kasus_penerima_upah(petugas)
    usulan = usulkan(kasus, verifikator)

    hasil = {h.kriteria.kode: h for h in nilai_kasus([kasus], pada=PADA)[kasus.pk]}

    assert hasil[UPAH].pengesampingan == usulan
    assert hasil[UPAH].menghalangi
    assert not hasil[UPAH].dapat_dikesampingkan


# The pages.
FORM = {"alasan": ISI.alasan, "nomor": ISI.nomor, "tanggal": "10-03-2026"}


def _surat():
    return SimpleUploadedFile("surat.pdf", _pdf(), "application/pdf")


def test_the_whole_way_by_the_pages(petugas, verifikator, verifikator_client, kedua):
    kasus = ajukan_hari_ini(petugas, status_bpjs="pu_aktif")
    ke = reverse("verifikasi:pengesampingan_baru", args=[kasus.pk, UPAH])
    assert ke in verifikator_client.get(reverse("verifikasi:kasus", args=[kasus.pk])).text
    assert "penerima upah aktif" in verifikator_client.get(ke).text

    jawaban = verifikator_client.post(ke, FORM | {"berkas": _surat()})

    assert jawaban.url == reverse("verifikasi:kasus", args=[kasus.pk])
    usulan = Pengesampingan.objects.get()
    halaman = reverse("verifikasi:pengesampingan_detail", args=[usulan.pk])
    assert "Anda usulkan sendiri" in verifikator_client.get(halaman).text
    lain = masuk(kedua)
    assert halaman in lain.get(reverse("verifikasi:pengesampingan")).text
    html = lain.get(halaman)
    assert "470/12/III/2026" in html.text
    surat = lain.get(reverse("verifikasi:pengesampingan_pindaian", args=[usulan.pk]))
    assert b"".join(surat.streaming_content).startswith(b"%PDF")

    jawaban = lain.post(halaman, {"konfirmasi": "1", "dilihat": html.context["segel"]})

    assert jawaban.url == reverse("verifikasi:pengesampingan")
    usulan.refresh_from_db()
    assert usulan.berlaku
    assert halaman in lain.get(reverse("verifikasi:pengesampingan") + "?status=semua").text
    kasus_html = lain.get(reverse("verifikasi:kasus", args=[kasus.pk])).text
    assert "Dikesampingkan" in kasus_html


def test_a_form_with_mistakes_keeps_what_was_typed(petugas, verifikator_client):
    kasus = ajukan_hari_ini(petugas, status_bpjs="pu_aktif")
    ke = reverse("verifikasi:pengesampingan_baru", args=[kasus.pk, UPAH])

    jawaban = verifikator_client.post(ke, FORM | {"nomor": ""})

    assert jawaban.status_code == 422
    assert ISI.alasan in jawaban.text
    assert "Tulis nomor suratnya." in jawaban.text
    assert "Pilih foto atau PDF-nya dahulu." in jawaban.text


def test_a_refused_form_is_409_with_what_was_typed(petugas, verifikator, verifikator_client):
    kasus = ajukan_hari_ini(petugas, status_bpjs="pu_aktif")
    usulkan(kasus, verifikator, pada=timezone.localdate())
    ke = reverse("verifikasi:pengesampingan_baru", args=[kasus.pk, UPAH])

    jawaban = verifikator_client.post(ke, FORM | {"berkas": _surat()})

    assert jawaban.status_code == 409
    assert ISI.alasan in jawaban.text
    assert "sudah diusulkan" in jawaban.text


@pytest.mark.parametrize("kode", ["usia", "tidak-ada"])
def test_what_cannot_be_proposed_says_why(petugas, verifikator_client, kode):
    kasus = ajukan_hari_ini(petugas)
    ke = reverse("verifikasi:pengesampingan_baru", args=[kasus.pk, kode])

    assert verifikator_client.get(ke).status_code == 409


def test_refusing_needs_a_reason(petugas, verifikator, kedua):
    usulan = usulkan(
        ajukan_hari_ini(petugas, status_bpjs="pu_aktif"), verifikator, pada=timezone.localdate()
    )
    ke = reverse("verifikasi:pengesampingan_detail", args=[usulan.pk])
    client = masuk(kedua)

    assert client.post(ke, {"tolak": "1", "alasan": ""}).status_code == 422
    assert client.post(ke, {"tolak": "1", "alasan": "Bukan asli."}).status_code == 302
    usulan.refresh_from_db()
    assert usulan.status == "ditolak"


@pytest.mark.parametrize("jumlah", [1, 3])
def test_list_query_count_is_constant(
    petugas, verifikator, verifikator_client, django_assert_num_queries, jumlah
):
    for _ in range(jumlah):
        usulkan(kasus_penerima_upah(petugas), verifikator)

    with django_assert_num_queries(11):
        html = verifikator_client.get(reverse("verifikasi:pengesampingan")).text

    assert html.count("diputus verifikator lain") == jumlah
