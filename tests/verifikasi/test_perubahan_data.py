"""The data of somebody decreed change: an officer proposes, an admin decides (case 21)."""

from datetime import date, datetime

import pytest
from django.apps import apps
from django.urls import reverse

from iuran.berkas_bpjs import keluarkan_baris
from iuran.models import Bantuan, BarisBerkas
from peserta.bersih.bidang import BIDANG_DAFTAR
from peserta.models import PerubahanData, Peserta, RiwayatStatus
from peserta.orang import Dasar, tolak_perubahan, usulkan_perubahan
from pijar.bulan import WIB
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.sidik import sidik
from tests.factories import PesertaFactory
from tests.iuran.susunan import isi, jalankan, jawab, susun
from tests.keamanan.serentak import ditolak, serentak
from tests.peran import buat, masuk
from tests.verifikasi.susunan import susun_draf
from verifikasi import actions
from verifikasi.actions.perubahan import usulkan_keluar
from verifikasi.actions.perubahan_data import akibat_usulan, isi_usulan, terapkan_perubahan
from verifikasi.kelayakan import perlu_keluar
from verifikasi.models import BarisPenetapan, Pengajuan, PerubahanPenetapan

KINI = datetime(2026, 3, 10, 9, tzinfo=WIB)
ALASAN = "Ditolak BPJS: nama ibu kosong"
KERTAS = "KTP-el terbit 2026"
IBU = {"nama_ibu": "Sulastri", "tempat_lahir": "Semarang"}
BARU = {"nama": "Siti Aminah Putri", "pekerjaan_id": "nelayan"}


@pytest.fixture
def orang(admin, admin2, petugas):
    """Somebody in a frozen decree, not yet sent to BPJS."""
    PesertaFactory(status="layak", desil=2, status_bpjs="belum")
    draf = susun_draf(admin)
    actions.tetapkan(draf, oleh=admin2)
    return Peserta.objects.get()


def usulkan(orang, oleh, **data):
    return usulkan_perubahan(orang, data or IBU, Dasar(ALASAN, KERTAS), oleh=oleh)


def isi_kini(usulan):
    satu = PerubahanData.objects.get(pk=usulan.pk)
    return isi_usulan(satu, akibat_usulan(satu, satu.peserta, pada=KINI.date()))


def terapkan(usulan, oleh, *, ikutkan=True):
    cap = sidik(isi_kini(usulan))
    terapkan_perubahan(usulan, dilihat=cap, ikutkan=ikutkan, oleh=oleh, pada=KINI)
    usulan.refresh_from_db()


@pytest.mark.parametrize(
    ("kolom", "keluar"),
    [
        *((k, True) for k in ("nik", "nama", "tanggal_lahir", "jenis_kelamin", "pekerjaan_id")),
        *((k, True) for k in ("penghasilan", "status_bpjs", "register_kesejahteraan", "desil")),
        *((k, False) for k in ("nama_ibu", "tempat_lahir", "alamat", "rt", "rw", "kelurahan_id")),
        *((k, False) for k in ("no_kk", "hp", "email", "lokasi_kerja")),
    ],
)
def test_which_data_were_verified(kolom, keluar):
    assert perlu_keluar([kolom, "hp"]) == keluar


def test_every_field_of_a_person_has_its_side():
    assert len(BIDANG_DAFTAR) == 21


def test_a_missing_mothers_name_is_mended_in_the_decree(orang, petugas, admin):
    usulan = usulkan(orang, petugas)
    orang.refresh_from_db()
    assert orang.nama_ibu == ""

    terapkan(usulan, admin)

    orang.refresh_from_db()
    assert (orang.nama_ibu, orang.tempat_lahir, orang.status) == (
        "Sulastri", "Semarang", "ditetapkan",
    )  # fmt: skip
    assert Bantuan.objects.get().status == "ditetapkan"
    usulan.refresh_from_db()
    assert usulan.isi == {"nama_ibu": ["", "Sulastri"], "tempat_lahir": ["", "Semarang"]}
    assert (usulan.status, usulan.ke_bpjs, usulan.diputus_oleh) == ("diterapkan", False, admin)
    assert not PerubahanPenetapan.objects.exists()
    assert apps.get_model("peserta", "PesertaEvent").objects.filter(pgh_obj=orang).exists()


def test_identity_takes_the_person_out_and_into_the_queue_in_one_step(orang, petugas, admin):
    usulan = usulkan(orang, petugas, **BARU)

    terapkan(usulan, admin)

    orang.refresh_from_db()
    assert (orang.nama, orang.pekerjaan_id, orang.status) == (
        "Siti Aminah Putri", "nelayan", "diajukan",
    )  # fmt: skip
    assert Bantuan.objects.get().status == "batal"
    baris = BarisPenetapan.objects.get()
    usulan.refresh_from_db()
    assert baris.dikeluarkan == usulan.perubahan_sk
    assert (usulan.perubahan_sk.diusulkan_oleh, usulan.perubahan_sk.diputus_oleh) == (
        petugas, admin,
    )  # fmt: skip
    jalan = list(RiwayatStatus.objects.order_by("pk").values_list("dari", "ke"))[-2:]
    assert jalan == [("ditetapkan", "layak"), ("layak", "diajukan")]
    kasus = Pengajuan.objects.get(peserta=orang)
    assert kasus.cuplikan["nama"] == "Siti Aminah Putri"
    assert {petugas.pk, admin.pk} <= set(kasus.terlibat)


def test_who_was_mended_comes_back_by_verification_and_decree(orang, petugas, admin, admin2):
    terapkan(usulkan(orang, petugas, tanggal_lahir=date(1985, 2, 14)), admin)
    orang.refresh_from_db()
    assert orang.tanggal_lahir == date(1985, 2, 14)
    Pengajuan.objects.update(status="disetujui", diputuskan_oleh=buat("v", "verifikator"),
                             diputuskan_pada=KINI)  # fmt: skip
    Peserta.objects.update(status="layak")

    draf = susun_draf(admin, nomor="463/2")
    assert actions.tetapkan(draf, oleh=admin2) == 1


def test_refused_by_bpjs_mended_and_in_the_next_batch(orang, petugas, admin, admin2):
    berkas_bpjs = susun(admin)
    [baris] = isi(berkas_bpjs)
    tolak = jawab(berkas_bpjs, ["NO", "NIK", "NAMA PESERTA", "NO KPJ", "KETERANGAN"],
                  [*baris[:3], "", "GAGAL, NAMA IBU KANDUNG KOSONG"], oleh=admin)  # fmt: skip
    from iuran.jawaban.terapkan import minta_terapkan  # noqa: PLC0415

    jalankan(minta_terapkan(tolak, oleh=admin))
    assert BarisBerkas.objects.ditahan().count() == 1
    assert not Bantuan.objects.siap_didaftarkan().exists()

    terapkan(usulkan(orang, petugas), admin2)

    assert Bantuan.objects.siap_didaftarkan().count() == 1
    lama = BarisBerkas.objects.get()
    assert (lama.dibuka_oleh, lama.alasan_buka) == (admin2, f"Data diubah: {ALASAN}")
    lagi = susun(admin)
    assert lagi.daftar_baris.get().peserta.nama_ibu == "Sulastri"


def test_the_admin_may_leave_the_hold(orang, petugas, admin, admin2):
    berkas_bpjs = susun(admin, 1)
    pilih = berkas_bpjs.daftar_baris.filter(peserta=orang).values_list("pk", flat=True)
    keluarkan_baris(berkas_bpjs, list(pilih), alasan="Keliru", pada=KINI, oleh=admin)

    terapkan(usulkan(orang, petugas), admin2, ikutkan=False)

    assert BarisBerkas.objects.ditahan().count() == 1


@pytest.mark.parametrize("status", ["draf", "dikembalikan", "tidak_layak", "layak"])
def test_other_people_are_changed_directly(petugas, status):
    with pytest.raises(AturanDilanggarError, match="diubah langsung") as galat:
        usulkan(PesertaFactory(status=status), petugas)
    assert galat.value.label_tautan == "Ubah data"


def test_who_is_submitted_is_returned_first(petugas):
    with pytest.raises(AturanDilanggarError, match="sedang diajukan") as galat:
        usulkan(PesertaFactory(status="diajukan"), petugas)
    assert galat.value.label_tautan == "Lihat pengajuannya"


def test_who_was_merged_leads_to_the_survivor(petugas):
    tetap = PesertaFactory(status="terdaftar")
    lebur = PesertaFactory(status="terdaftar", digabung_ke=tetap)

    with pytest.raises(AturanDilanggarError, match="sudah digabung") as galat:
        usulkan(lebur, petugas)
    assert galat.value.tautan == reverse("peserta:detail", args=[tetap.pk])


def test_a_reason_and_a_difference_are_needed(orang, petugas):
    with pytest.raises(AturanDilanggarError, match="Tidak ada data yang berbeda"):
        usulkan(orang, petugas, nama=orang.nama)
    with pytest.raises(AturanDilanggarError, match="alasan"):
        usulkan_perubahan(orang, IBU, Dasar(" "), oleh=petugas)
    with pytest.raises(AturanDilanggarError, match="dengan bukti"):
        usulkan_perubahan(orang, {"nama": "Siti"}, Dasar("x"), oleh=petugas)


def test_the_proposer_does_not_decide(orang, admin):
    usulan = usulkan(orang, admin)

    with pytest.raises(AturanDilanggarError, match="admin lain"):
        terapkan(usulan, admin)


def test_one_proposal_a_person(orang, petugas, admin):
    usulan = usulkan(orang, petugas)
    with pytest.raises(BentrokError, match="sudah punya usulan"):
        usulkan(orang, admin)

    tolak_perubahan(usulan, alasan="Keliru", oleh=petugas, pada=KINI)

    assert usulkan(orang, admin).menunggu


def test_a_stranger_does_not_drop_it(orang, petugas):
    with pytest.raises(AturanDilanggarError, match="Hanya pengusulnya atau admin"):
        tolak_perubahan(
            usulkan(orang, petugas), alasan="x", oleh=buat("lain", "petugas"), pada=KINI
        )


def test_nothing_is_written_twice(orang, petugas, admin):
    usulan = usulkan(orang, petugas)
    terapkan(usulan, admin)

    with pytest.raises(BentrokError, match="sudah diputus: diterapkan"):
        terapkan(usulan, admin)


def test_data_that_changed_meanwhile_stop_it(orang, petugas, admin):
    usulan = usulkan(orang, petugas)
    Peserta.objects.update(tempat_lahir="Demak")

    with pytest.raises(BentrokError, match="berubah sejak diusulkan"):
        terapkan(usulan, admin)


def test_what_changed_since_the_page_is_told(orang, petugas, admin):
    usulan = usulkan(orang, petugas)
    lihat = sidik(isi_kini(usulan) | {"Alasan": "lain"})

    with pytest.raises(BentrokError, match="Alasan: tadinya lain"):
        terapkan_perubahan(usulan, dilihat=lihat, ikutkan=True, oleh=admin, pada=KINI)


def test_who_went_on_to_bpjs_meanwhile_is_looked_at_again(orang, petugas, admin):
    usulan = usulkan(orang, petugas)
    lihat = sidik(isi_kini(usulan))
    susun(admin)

    with pytest.raises(BentrokError, match="Status orang: tadinya Ditetapkan, sekarang Didaftar"):
        terapkan_perubahan(usulan, dilihat=lihat, ikutkan=True, oleh=admin, pada=KINI)
    terapkan(usulan, admin)

    orang.refresh_from_db()
    assert (orang.nama_ibu, orang.status) == ("Sulastri", "didaftarkan")
    assert not usulan.ke_bpjs  # its Excel is not sent yet: it is made again


def test_who_is_proposed_to_leave_the_decree_is_settled_first(orang, petugas, admin, admin2):
    baris = BarisPenetapan.objects.get()
    usulkan_keluar(baris.penetapan, [baris.pk], alasan="Pindah", oleh=admin2)
    usulan = usulkan(orang, petugas, **BARU)

    with pytest.raises(BentrokError, match="sudah diusulkan keluar"):
        terapkan(usulan, admin)
    assert PerubahanPenetapan.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_batch_and_a_repair_at_once(admin, admin2, petugas):
    PesertaFactory(status="layak")
    actions.tetapkan(susun_draf(admin), oleh=admin2)
    usulan = usulkan(Peserta.objects.get(), petugas)

    hasil = serentak(lambda: terapkan(usulan, admin), lambda: susun(admin2))

    orang = Peserta.objects.get()
    assert orang.status == "didaftarkan"
    assert orang.nama_ibu == ("" if ditolak(hasil) else "Sulastri")


def isian(client, alamat, **ubah):
    form = client.get(alamat).context["form"]
    awal = {nama: form[nama].value() or "" for nama in form.fields}
    lahir = form["tanggal_lahir"].value()
    return awal | {"tanggal_lahir": f"{lahir:%d-%m-%Y}", "sudah_dicocokkan": "on"} | ubah


def test_the_way_on_the_screen(orang, petugas):
    satu = masuk(petugas)
    ke = reverse("peserta:perubahan_baru", args=[orang.pk])
    assert ke in satu.get(reverse("peserta:detail", args=[orang.pk])).text
    circular = satu.get(reverse("peserta:ubah", args=[orang.pk]))
    assert circular.status_code == 409
    assert ke in circular.text

    data = isian(satu, ke, nama_ibu="Sulastri")  # desil without register: cleaning would add one
    tanpa = satu.post(ke, data | {"alasan": ""})
    assert tanpa.status_code == 422
    assert "Tulis alasan perubahannya." in tanpa.text
    assert "Sulastri" in tanpa.text


def test_proposed_and_decided_on_the_screen(orang, petugas, admin):
    satu, dua = masuk(petugas), masuk(admin)
    ke = reverse("peserta:perubahan_baru", args=[orang.pk])
    data = isian(satu, ke, nama_ibu="Sulastri")
    jawaban = satu.post(ke, data | {"alasan": ALASAN}, follow=True)
    assert jawaban.redirect_chain[-1][0] == reverse("peserta:perubahan", args=[orang.pk])
    assert "<s>(kosong)</s> → Sulastri" in jawaban.text
    alamat = reverse("peserta:perubahan_detail", args=[PerubahanData.objects.get().pk])
    jawaban = satu.get(alamat)
    assert "(kosong) → Sulastri" in jawaban.text
    assert "Tarik usulan" in jawaban.text
    assert "Ubah datanya" not in jawaban.text
    assert "Perubahan data menunggu keputusan" in dua.get("/?bagian=semua").text
    assert ALASAN in dua.get(reverse("peserta:perubahan_daftar")).text

    lihat = dua.get(alamat).context["terapkan"].initial["dilihat"]
    jawaban = dua.post(f"{alamat}terapkan/", {"dilihat": lihat, "ikutkan": "on"}, follow=True)
    assert "diubah." in jawaban.text
    riwayat = dua.get(reverse("peserta:perubahan", args=[orang.pk])).text
    assert "<s>(kosong)</s> → Sulastri" in riwayat
    assert dua.get(f"{alamat}terapkan/").status_code == 302
    assert dua.get(f"{alamat}tolak/").status_code == 302


def test_the_page_says_that_the_person_leaves_the_decree(orang, petugas, admin):
    usulan = usulkan(orang, petugas, **BARU)

    layar = " ".join(
        masuk(admin).get(reverse("peserta:perubahan_detail", args=[usulan.pk])).text.split()
    )

    assert "Keluarkan, ubah, verifikasi lagi" in layar
    assert "Siti Aminah → Siti Aminah Putri" in layar


def test_a_number_is_shown_masked(orang, petugas, admin):
    usulan = usulkan(orang, petugas, no_kk="3374021502850001")

    layar = masuk(admin).get(reverse("peserta:perubahan_detail", args=[usulan.pk])).text

    assert "3374021502850001" not in layar
    assert "0001" in layar


def test_an_officer_of_another_area_finds_nothing(orang, petugas):
    usulan = usulkan(orang, petugas)
    lain = masuk(buat("jauh", "petugas", wilayah=["33.74.02"]))

    for alamat in (
        reverse("peserta:perubahan_baru", args=[orang.pk]),
        reverse("peserta:perubahan_detail", args=[usulan.pk]),
    ):
        assert lain.get(alamat).status_code == 404
    assert ALASAN not in lain.get(reverse("peserta:perubahan_daftar")).text


@pytest.mark.parametrize("jumlah", [1, 3])
def test_the_list_asks_a_constant_number(petugas, jumlah, django_assert_num_queries):
    for orang in PesertaFactory.create_batch(jumlah, status="ditetapkan"):
        usulkan(orang, petugas)
    client = masuk(petugas)

    with django_assert_num_queries(10):
        html = client.get(reverse("peserta:perubahan_daftar")).text

    assert html.count(ALASAN) == jumlah
