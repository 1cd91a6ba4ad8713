"""The pages of the criteria: versions, drafts, two admins, what is completed later."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from pijar.sidik import sidik
from tests.peran import masuk
from tests.pijar.bukti import isi_pdf, pdf
from tests.verifikasi.susunan import ajukan_satu, versi_baru
from verifikasi.isi_kriteria import isi_pelengkap, isi_versi
from verifikasi.models import Kriteria, PelengkapVersi, VersiKriteria

DAFTAR = reverse("verifikasi:kriteria")
BARU = reverse("verifikasi:kriteria_baru")
BESOK = timezone.localdate() + timedelta(days=1)


def alamat(nama, versi, *lain):
    return reverse(f"verifikasi:kriteria_{nama}", args=[versi.pk, *lain])


def bawaan():
    return VersiKriteria.objects.get(disusun_oleh=None)


def tanggal(hari):
    return f"{hari:%d-%m-%Y}"


def susun(client, mulai=BESOK, judul="Kepwal baru"):
    """A draft that copies the shipped version, made on the page."""
    isi = {"judul": judul, "berlaku_mulai": tanggal(mulai), "dari": bawaan().pk}
    jawaban = client.post(BARU, isi)
    assert jawaban.status_code == 302, jawaban.text
    return VersiKriteria.objects.order_by("pk").last()


def usulkan(client, versi):
    return client.post(alamat("versi", versi), {"usulkan": "1"})


def aktifkan(client, versi, segel=None):
    segel = segel or sidik(isi_versi(VersiKriteria.objects.get(pk=versi.pk)))
    return client.post(alamat("versi", versi), {"konfirmasi": "1", "dilihat": segel})


def isian(kriteria, **lain):
    """What the page of one criterion sends."""
    batas = {f"batas_{nama}": isi for nama, isi in kriteria.parameter.items()}
    kolom = ("judul", "kode", "pertanyaan", "dasar_hukum", "bukti", "kesampingkan", "saat")
    isi = {nama: getattr(kriteria, nama) for nama in kolom} | batas
    return isi | ({"wajib": "on"} if kriteria.wajib else {}) | lain


@pytest.mark.parametrize("jumlah", [1, 3])
def test_list_query_count_is_constant(petugas_client, django_assert_num_queries, jumlah):
    for n in range(jumlah - 1):
        VersiKriteria.objects.create(judul=f"Draf {n}", berlaku_mulai=BESOK)

    with django_assert_num_queries(14):
        html = petugas_client.get(DAFTAR).text

    assert html.count("Mulai ") == jumlah


def test_list_shows_what_is_in_force_and_what_waits(petugas_client):
    VersiKriteria.objects.create(judul="Kepwal 2027", berlaku_mulai=BESOK)

    html = petugas_client.get(DAFTAR).text

    assert "paling tua 64 tahun 11 bulan" in html
    assert "Kepwal 2027" in html
    assert "Draf" in html
    assert html.count(">berlaku sekarang<") == 1
    assert "Susun draf" not in html


def test_list_without_a_version_in_force(admin_client):
    VersiKriteria.objects.update(berlaku_sampai=date(2025, 12, 31))

    html = admin_client.get(DAFTAR).text

    assert "Belum ada kriteria yang berlaku" in html
    assert "Susun draf" in html


@pytest.mark.parametrize(
    ("peran", "status"), [("verifikator", 200), ("admin", 200), ("sekda", 403)]
)
def test_criteria_are_for_who_sees_people(request, peran, status):
    client = request.getfixturevalue(f"{peran}_client")

    for satu in (DAFTAR, alamat("versi", bawaan()), alamat("banding", bawaan())):
        assert client.get(satu).status_code == status


@pytest.mark.parametrize("nama", ["kepala", "tambah", "lengkapi"])
def test_changing_is_for_admins(verifikator_client, nama):
    assert verifikator_client.get(alamat(nama, bawaan())).status_code == 403


@pytest.mark.parametrize("tombol", ["usulkan", "konfirmasi", "tolak"])
def test_buttons_are_for_admins(verifikator_client, tombol):
    versi = VersiKriteria.objects.create(judul="Draf", berlaku_mulai=BESOK)

    assert verifikator_client.post(alamat("versi", versi), {tombol: "1"}).status_code == 403


def test_unknown_legal_key_shows_itself(db):
    baris = Kriteria(versi=bawaan(), dasar_hukum="perda-1-2030")

    assert baris.dasar.judul.startswith("perda-1-2030")
    assert baris.dasar.perlu_konfirmasi


# A draft
def test_draft_copies_a_version(admin_client):
    draf = susun(admin_client)

    assert (draf.disalin_dari, draf.status, draf.disusun_oleh.username) == (
        bawaan(), "draf", "admin",
    )  # fmt: skip
    kolom = ("kode", "jenis", "parameter", "saat", "kesampingkan", "urutan")
    dua = [list(v.daftar_kriteria.values_list(*kolom)) for v in (draf, bawaan())]
    assert dua[0] == dua[1]


@pytest.mark.parametrize("dari", ["", "x", "999999999999", "7654321"])
def test_draft_without_a_known_version_is_empty(admin_client, dari):
    isi = {"judul": "Baru", "berlaku_mulai": tanggal(BESOK), "dari": dari}

    assert admin_client.get(BARU, {"dari": dari}).status_code == 200
    assert admin_client.post(BARU, isi).status_code == 302

    assert VersiKriteria.objects.get(judul="Baru").daftar_kriteria.count() == 0


@pytest.mark.parametrize(
    ("isi", "kalimat"),
    [
        ({"judul": " "}, "Isi judul keputusannya."),
        ({"berlaku_mulai": ""}, "Isi tanggal mulai berlakunya."),
        ({"berlaku_mulai": "31-02-2027"}, "tidak ada dalam kalender"),
        ({"berlaku_mulai": "01-01-2026"}, "tidak berlaku surut"),
    ],
)
def test_draft_says_what_is_wrong_and_keeps_what_was_typed(admin_client, isi, kalimat):
    diketik = {"judul": "Ketikan saya", "berlaku_mulai": tanggal(BESOK)} | isi

    jawaban = admin_client.post(BARU, diketik)

    assert jawaban.status_code == 422
    assert kalimat in jawaban.text
    assert all(teks in jawaban.text for teks in diketik.values())
    assert VersiKriteria.objects.count() == 1


def test_head_of_a_draft_changes(admin_client):
    draf = susun(admin_client)
    isi = {
        "judul": "Keputusan Wali Kota", "nomor": "100.3/7/2026", "tanggal": "05-03-2026",
        "berlaku_mulai": tanggal(BESOK), "berlaku_sampai": "",
        "berkas": SimpleUploadedFile("kep.pdf", isi_pdf(pdf()), "application/pdf"),
    }  # fmt: skip

    assert admin_client.post(alamat("kepala", draf), isi).status_code == 302

    draf.refresh_from_db()
    assert (draf.nomor, draf.tanggal, draf.perlu_konfirmasi) == (
        "100.3/7/2026", date(2026, 3, 5), False,
    )  # fmt: skip
    berkas = admin_client.get(alamat("pindaian", draf))
    assert berkas["Content-Type"] == "application/pdf"
    assert b"%PDF" in b"".join(berkas)


@pytest.mark.parametrize(
    ("isi", "kalimat"),
    [
        ({"berlaku_sampai": "01-01-2026"}, "tidak mendahului hari pertamanya"),
        ({"berlaku_mulai": "01-01-2026"}, "tidak berlaku surut"),
        ({"tanggal": "kapan"}, "Tulis tanggal, bulan"),
    ],
)
def test_head_says_what_is_wrong(admin_client, isi, kalimat):
    draf = susun(admin_client)
    bawaan_isi = {"judul": "Ketik", "berlaku_mulai": tanggal(BESOK)}

    jawaban = admin_client.post(alamat("kepala", draf), bawaan_isi | isi)

    assert jawaban.status_code == 422
    assert kalimat in jawaban.text
    assert "Ketik" in jawaban.text


def test_scan_that_is_missing_is_told(admin_client):
    jawaban = admin_client.get(alamat("pindaian", bawaan()))

    assert jawaban.status_code == 409
    assert "Unggah lagi" in jawaban.text


def test_criterion_of_a_draft_changes(admin_client):
    draf = susun(admin_client)
    usia = draf.daftar_kriteria.get(kode="usia")
    ubah = alamat("ubah", draf, usia.pk)
    assert "Paling tua (bulan genap)" in admin_client.get(ubah).text

    jawaban = admin_client.post(ubah, isian(usia, batas_bulan_maks="719", saat=["putusan"]))

    assert jawaban.status_code == 302
    usia.refresh_from_db()
    assert usia.parameter == {"bulan_maks": 719, "tahun_min": 15}
    assert usia.saat == ["putusan"]


@pytest.mark.parametrize(
    ("lain", "kalimat"),
    [
        ({"batas_bulan_maks": "0"}, "1 sampai 1.200"),
        ({"batas_bulan_maks": ""}, "Paling tua harus diisi"),
        ({"batas_bulan_maks": "tua"}, "bilangan"),
        ({"batas_tahun_min": "80"}, "melewati usia tertuanya"),
        ({"kode": "Usia!"}, "Kode hanya huruf kecil"),
        ({"dasar_hukum": "lain"}, "lain"),
        ({"saat": []}, "paling sedikit satu saat"),
        ({"pertanyaan": ""}, "Tulis pertanyaannya."),
        ({"bukti_hari": "0"}, "1"),
    ],
)
def test_criterion_says_what_is_wrong_and_keeps_what_was_typed(admin_client, lain, kalimat):
    draf = susun(admin_client)
    usia = draf.daftar_kriteria.get(kode="usia")

    jawaban = admin_client.post(
        alamat("ubah", draf, usia.pk), isian(usia, **{"judul": "Ketikan saya"} | lain)
    )

    assert jawaban.status_code == 422
    assert kalimat in jawaban.text
    assert "Ketikan saya" in jawaban.text
    usia.refresh_from_db()
    assert usia.parameter == {"bulan_maks": 779, "tahun_min": 15}


@pytest.mark.parametrize("jenis", [k for k, _ in Kriteria._meta.get_field("jenis").choices])
def test_criterion_of_every_kind_is_added(admin_client, jenis):
    draf = susun(admin_client)
    tambah = alamat("tambah", draf)
    assert "Jenis kriteria" in admin_client.get(tambah).text
    form = admin_client.get(tambah, {"jenis": jenis}).context["form"]
    awal = {k: v for k, v in ((n, form[n].initial) for n in form.fields) if v is not None}

    isi = awal | {
        "kode": f"baru_{jenis}",
        "pertanyaan": "Apakah?",
        "dasar_hukum": "kepwal-kriteria",
    }
    jawaban = admin_client.post(tambah, isi | {"jenis": jenis})

    assert jawaban.status_code == 302, jawaban.text
    baru = draf.daftar_kriteria.get(kode=f"baru_{jenis}")
    assert (baru.jenis, baru.urutan) == (jenis, 8)


def test_unknown_kind_is_asked_again(admin_client):
    draf = susun(admin_client)

    jawaban = admin_client.get(alamat("tambah", draf), {"jenis": "x"})

    assert jawaban.status_code == 422
    assert "Jenis kriteria" in jawaban.text


def test_code_is_given_once_in_a_draft(admin_client):
    draf = susun(admin_client)
    usia = draf.daftar_kriteria.get(kode="usia")

    jawaban = admin_client.post(alamat("ubah", draf, usia.pk), isian(usia, kode="penduduk"))

    assert jawaban.status_code == 409
    assert "sudah dipakai kriteria lain" in jawaban.text


def test_criteria_move_and_go(admin_client):
    draf = susun(admin_client)
    susun_ = alamat("susun", draf)

    for isi in ({"turun": "usia"}, {"naik": "kesejahteraan"}, {"naik": "penduduk"}):
        assert admin_client.post(susun_, isi).status_code == 302
    admin_client.post(susun_, {"keluarkan": "pekerjaan"})

    urut = list(draf.daftar_kriteria.order_by("urutan").values_list("kode", flat=True))
    assert urut == [
        "penduduk", "usia", "bukan_penerima_upah", "masih_bekerja", "kesejahteraan", "tidak_ganda",
    ]  # fmt: skip


def test_draft_is_thrown_away(admin_client):
    draf = susun(admin_client)

    jawaban = admin_client.post(alamat("susun", draf), {"hapus_draf": "1"})

    assert jawaban.status_code == 302
    assert VersiKriteria.objects.get() == bawaan()


@pytest.mark.parametrize("tombol", [{"hapus_draf": "1"}, {"keluarkan": "usia"}, {"naik": "usia"}])
def test_active_version_is_not_rearranged(admin_client, tombol):
    jawaban = admin_client.post(alamat("susun", bawaan()), tombol)

    assert jawaban.status_code == 409
    assert "bukan draf lagi" in jawaban.text


def test_draft_that_was_proposed_meanwhile_keeps_what_was_typed(admin_client):
    draf = susun(admin_client)
    usia = draf.daftar_kriteria.get(kode="usia")
    usulkan(admin_client, draf)

    for alamat_, isi in (
        (alamat("ubah", draf, usia.pk), isian(usia, judul="Ketikan saya")),
        (
            alamat("kepala", draf),
            {"judul": "Ketikan saya", "berlaku_mulai": tanggal(BESOK)},
        ),
    ):
        jawaban = admin_client.post(alamat_, isi)
        assert jawaban.status_code == 409
        assert "bukan draf lagi" in jawaban.text
        assert "Ketikan saya" in jawaban.text


def test_draft_that_was_thrown_away_meanwhile_is_told(admin_client, admin2_client):
    draf = susun(admin_client)
    susun_ = alamat("susun", draf)
    admin2_client.post(susun_, {"hapus_draf": "1"})

    assert admin_client.post(susun_, {"naik": "usia"}).status_code == 404


# Proposed, activated, dropped
def test_second_admin_activates_and_the_old_version_ends(admin_client, admin2_client):
    draf = susun(admin_client)
    assert usulkan(admin_client, draf).status_code == 302
    assert "Bawaan" not in admin_client.get(alamat("versi", draf)).text
    assert "Aktifkan" in admin2_client.get(alamat("versi", draf)).text

    assert aktifkan(admin2_client, draf).status_code == 302

    draf.refresh_from_db()
    assert (draf.status, draf.diputus_oleh.username) == ("aktif", "admin2")
    assert bawaan().berlaku_sampai == BESOK - timedelta(days=1)
    assert VersiKriteria.objects.pada(BESOK) == draf
    assert VersiKriteria.objects.pada(BESOK - timedelta(days=1)) == bawaan()


def test_proposer_does_not_activate(admin_client):
    draf = susun(admin_client)
    usulkan(admin_client, draf)

    jawaban = aktifkan(admin_client, draf)

    assert jawaban.status_code == 409
    assert "Anda usulkan sendiri" in jawaban.text


@pytest.mark.parametrize("isi", [{"konfirmasi": "1"}, {"tolak": "1", "alasan": "Belum"}])
def test_draft_that_nobody_proposed_is_not_decided(admin_client, admin2_client, isi):
    draf = susun(admin_client)

    jawaban = admin2_client.post(alamat("versi", draf), isi)

    assert jawaban.status_code == 409
    assert "belum diusulkan" in jawaban.text


def test_draft_is_not_begun_from_a_draft(admin_client):
    """Else the first could not be thrown away."""
    isi = {"judul": "Lain", "berlaku_mulai": tanggal(BESOK), "dari": susun(admin_client).pk}

    admin_client.post(BARU, isi)

    assert VersiKriteria.objects.get(judul="Lain").disalin_dari is None


def test_two_admins_activate_at_once(admin_client, admin2_client):
    draf = susun(admin_client)
    usulkan(admin_client, draf)
    segel = sidik(isi_versi(VersiKriteria.objects.get(pk=draf.pk)))
    aktifkan(admin2_client, draf, segel)

    jawaban = aktifkan(admin2_client, draf, segel)

    assert jawaban.status_code == 409
    assert "sudah diputus" in jawaban.text


def test_page_that_showed_something_else_does_not_activate(admin_client, admin2_client):
    satu, dua = susun(admin_client), susun(admin_client, BESOK + timedelta(days=1), "Lain")
    for draf in (satu, dua):
        usulkan(admin_client, draf)
    segel = sidik(isi_versi(VersiKriteria.objects.get(pk=dua.pk)))
    aktifkan(admin2_client, satu)

    jawaban = aktifkan(admin2_client, dua, segel)

    assert jawaban.status_code == 409
    assert "Menggantikan: tadinya Kriteria bawaan" in jawaban.text
    assert aktifkan(admin2_client, dua).status_code == 302
    satu.refresh_from_db()
    assert satu.berlaku_sampai == BESOK


def test_version_that_has_not_begun_is_replaced(admin_client, admin2_client):
    nanti, cepat = susun(admin_client, BESOK + timedelta(days=9)), susun(admin_client)
    for draf in (nanti, cepat):
        usulkan(admin_client, draf)
        aktifkan(admin2_client, draf)

    nanti.refresh_from_db()
    assert nanti.status == "batal"
    assert "sebelum berlaku" in nanti.alasan_putusan
    assert bawaan().berlaku_sampai == BESOK - timedelta(days=1)
    assert VersiKriteria.objects.pada(BESOK + timedelta(days=20)) == cepat


def test_version_in_force_since_that_day_is_not_replaced(petugas, admin_client, admin2_client):
    hari_ini = timezone.localdate()
    versi_baru("usia", mulai=hari_ini)
    ajukan_satu(petugas, pada=hari_ini)
    draf = VersiKriteria.objects.create(judul="Sama", berlaku_mulai=hari_ini)
    draf.daftar_kriteria.create(
        kode="rt", judul="RT", urutan=1, dasar_hukum="kepwal-kriteria", saat=["putusan"]
    )
    usulkan(admin_client, draf)

    jawaban = aktifkan(admin2_client, draf)

    assert jawaban.status_code == 409
    assert "sudah berlaku sejak" in jawaban.text


def test_activation_after_its_day_is_refused(admin_client, admin2_client, admin):
    kemarin = timezone.localdate() - timedelta(days=1)
    draf = VersiKriteria.objects.create(judul="Lama", berlaku_mulai=kemarin)
    draf.daftar_kriteria.create(
        kode="rt", judul="RT", urutan=1, dasar_hukum="kepwal-kriteria", saat=["putusan"]
    )
    assert "tidak berlaku surut" in usulkan(admin_client, draf).text
    VersiKriteria.objects.filter(pk=draf.pk).update(status="diusulkan", diusulkan_oleh=admin)

    jawaban = aktifkan(admin2_client, draf)

    assert jawaban.status_code == 409
    assert "tidak berlaku surut" in jawaban.text


@pytest.mark.parametrize(
    ("isi", "kalimat"),
    [
        ({"wajib": False}, "belum memuat kriteria yang menghalangi"),
        ({"jenis": "usia", "parameter": {"bulan_maks": 0}}, "bilangan bulat"),
        ({"dasar_hukum": "lain"}, "pilih dasar hukumnya"),
    ],
)
def test_unfinished_draft_is_not_proposed(admin_client, isi, kalimat):
    draf = VersiKriteria.objects.create(judul="Draf", berlaku_mulai=BESOK)
    satu = {"kode": "rt", "judul": "RT", "urutan": 1, "dasar_hukum": "kepwal-kriteria"}
    satu |= {"saat": ["putusan"]}
    draf.daftar_kriteria.create(**satu | isi)

    jawaban = usulkan(admin_client, draf)

    assert jawaban.status_code == 409
    assert kalimat in jawaban.text


@pytest.mark.parametrize("peran", ["admin", "admin2"])
def test_proposal_is_dropped_or_withdrawn_with_a_reason(request, admin_client, peran):
    client = request.getfixturevalue(f"{peran}_client")
    draf = susun(admin_client)
    usulkan(admin_client, draf)

    kosong = client.post(alamat("versi", draf), {"tolak": "1", "alasan": " "})
    jawaban = client.post(alamat("versi", draf), {"tolak": "1", "alasan": "Belum terbit"})

    assert kosong.status_code == 422
    assert jawaban.status_code == 302
    draf.refresh_from_db()
    assert (draf.status, draf.alasan_putusan) == ("batal", "Belum terbit")
    assert bawaan().berlaku_sampai is None
    lagi = client.post(alamat("versi", draf), {"tolak": "1", "alasan": "Lagi"})
    assert lagi.status_code == 409


def test_case_keeps_the_version_of_its_day(petugas, admin_client, admin2_client):
    lama = ajukan_satu(petugas, pada=BESOK - timedelta(days=1))
    draf = susun(admin_client)
    usulkan(admin_client, draf)
    aktifkan(admin2_client, draf)

    baru = ajukan_satu(petugas, pada=BESOK)

    lama.refresh_from_db()
    assert (lama.versi, baru.versi) == (bawaan(), draf)


# Side by side
def test_comparison_marks_what_differs(admin_client):
    draf = susun(admin_client)
    draf.daftar_kriteria.filter(kode="usia").update(parameter={"bulan_maks": 719})
    draf.daftar_kriteria.filter(kode="pekerjaan").delete()
    draf.daftar_kriteria.create(
        kode="rt", judul="Surat RT", urutan=9, dasar_hukum="x", saat=["putusan"]
    )

    html = admin_client.get(alamat("banding", draf)).text

    assert "paling tua 64 tahun 11 bulan" in html
    assert "paling tua 59 tahun 11 bulan" in html
    for tanda, jumlah in (("berubah", 2), ("dikeluarkan", 1), ("baru", 1)):
        assert html.count(f">{tanda}</span>") == jumlah
    assert "4 bagian berbeda" in html


def test_comparison_without_another_version(admin_client):
    assert "Tidak ada versi lain" in admin_client.get(alamat("banding", bawaan())).text


# Completed later
LENGKAP = {
    "judul": "Keputusan Wali Kota tentang Kriteria", "nomor": "100.3/7/2026",
    "tanggal": "05-03-2026", "pasti": "on", "kriteria_pasti": ["usia"], "alasan": "Bagian Hukum",
}  # fmt: skip


def konfirmasi(client, usul):
    segel = sidik(isi_pelengkap(PelengkapVersi.objects.get(pk=usul.pk)))
    halaman = reverse("verifikasi:pelengkap_detail", args=[usul.pk])
    return client.post(halaman, {"konfirmasi": "1", "dilihat": segel})


def test_shipped_version_is_completed_by_two(petugas, admin_client, admin2_client):
    kasus = ajukan_satu(petugas)
    assert admin_client.post(alamat("lengkapi", bawaan()), LENGKAP).status_code == 302
    usul = PelengkapVersi.objects.get()
    assert (
        "belum diketahui → 100.3/7/2026"
        in admin2_client.get(reverse("verifikasi:pelengkap_detail", args=[usul.pk])).text
    )

    assert konfirmasi(admin_client, usul).status_code == 409
    assert konfirmasi(admin2_client, usul).status_code == 302
    assert konfirmasi(admin2_client, usul).status_code == 409

    kini = bawaan()
    assert (kini.nomor, kini.perlu_konfirmasi) == ("100.3/7/2026", False)
    assert kini.pk == kasus.versi_id
    ragu = kini.daftar_kriteria.filter(perlu_konfirmasi=True).values_list("kode", flat=True)
    assert "usia" not in ragu
    assert "tidak_ganda" in ragu
    html = admin_client.get(alamat("versi", kini)).text
    assert "Yang dilengkapi sesudah aktif" in html
    assert "Bagian Hukum" in html


@pytest.mark.parametrize(
    ("isi", "status", "kalimat"),
    [
        ({"alasan": ""}, 422, "Tulis dasarnya."),
        ({"kriteria_pasti": ["lain"]}, 422, "lain"),
        ({"nomor": "", "tanggal": "", "pasti": "", "kriteria_pasti": []}, 409, "Tidak ada yang"),
    ],
)
def test_completion_says_what_is_wrong(admin_client, isi, status, kalimat):
    judul = {"judul": bawaan().judul} if status == 409 else {}

    jawaban = admin_client.post(alamat("lengkapi", bawaan()), LENGKAP | judul | isi)

    assert jawaban.status_code == status
    assert kalimat in jawaban.text


def test_second_proposal_waits_for_the_first(admin_client, admin2_client):
    admin_client.post(alamat("lengkapi", bawaan()), LENGKAP)

    jawaban = admin2_client.post(alamat("lengkapi", bawaan()), LENGKAP)

    assert jawaban.status_code == 409
    assert "menunggu admin lain" in jawaban.text


def test_draft_is_not_completed_but_changed(admin_client):
    draf = susun(admin_client)

    assert (
        admin_client.post(alamat("lengkapi", draf), LENGKAP | {"kriteria_pasti": []}).status_code
        == 409
    )


def test_completion_is_dropped(admin_client, admin2_client):
    admin_client.post(alamat("lengkapi", bawaan()), LENGKAP)
    halaman = reverse("verifikasi:pelengkap_detail", args=[PelengkapVersi.objects.get().pk])

    assert admin2_client.post(halaman, {"tolak": "1", "alasan": ""}).status_code == 422
    assert admin2_client.post(halaman, {"tolak": "1", "alasan": "Keliru"}).status_code == 302

    assert bawaan().nomor == ""
    assert PelengkapVersi.objects.get().status == "ditolak"


def test_criteria_are_not_in_kelola(admin):
    assert masuk(admin).get("/kelola/verifikasi/versikriteria/").status_code == 404
