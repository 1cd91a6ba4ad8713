"""Held people go on, or leave their decrees by two admins."""

import pytest
from django.db import InternalError
from django.urls import reverse
from django.utils import timezone

from iuran.jawaban.terapkan import terapkan_jawaban
from iuran.models import Bantuan, BarisBerkas, SumberDana
from iuran.peristiwa.actions.catat import catat_peristiwa
from peserta.models import JenisPeristiwa, Peserta, RiwayatStatus, Status
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.sidik import sidik
from tests.factories import PesertaFactory
from tests.iuran.susunan import KEPALA, isi, jawab, susun
from tests.keamanan.serentak import ditolak, serentak
from tests.pemilik import tanpa_penjaga
from tests.peran import masuk
from tests.verifikasi.susunan import TANGGAL_SK, rencana, susun_draf
from verifikasi import actions
from verifikasi.actions import Pilihan
from verifikasi.actions.ditahan import usulkan_keluar_ditahan
from verifikasi.actions.perubahan import isi_perubahan, konfirmasi_keluar, tolak_keluar
from verifikasi.ditahan import belum_diusulkan, daftar_ditahan
from verifikasi.models import BarisPenetapan, PerubahanPenetapan

GAGAL = "GAGAL: NAMA IBU KANDUNG KOSONG"
DITAHAN = reverse("verifikasi:ditahan")
KELUAR = {"tindakan": "keluarkan", "alasan": "Aktif PU"}


def ditahan():
    return BarisBerkas.objects.ditahan()


def tolak(berkas_bpjs, oleh):
    """BPJS refuses everybody of a batch."""
    baris = [[*b[:3], "", GAGAL] for b in isi(berkas_bpjs)]
    jawaban = jawab(berkas_bpjs, KEPALA, *baris, oleh=oleh)
    terapkan_jawaban(jawaban, pada=timezone.now(), oleh=oleh)


def tahan(admin, admin2, jumlah=3, nomor="463/1/2026"):
    """A frozen decree of so many people whom BPJS refused."""
    PesertaFactory.create_batch(jumlah, status="layak")
    draf = susun_draf(admin, nomor)
    actions.tetapkan(draf, oleh=admin2)
    tolak(susun(admin), admin)
    draf.refresh_from_db()
    return draf


def konfirmasi(usulan, oleh):
    satu = PerubahanPenetapan.objects.select_related("penetapan").get(pk=usulan.pk)
    cap = sidik(isi_perubahan(satu))
    return konfirmasi_keluar(satu, dilihat=cap, oleh=oleh, pada=timezone.now())


def test_nothing_changes_before_another_admin_confirms(admin, admin2):
    tahan(admin, admin2)

    (usulan,) = usulkan_keluar_ditahan(ditahan(), alasan="PU", oleh=admin)

    assert ditahan().count() == 3
    assert set(Bantuan.objects.values_list("status", flat=True)) == {"ditetapkan"}
    with pytest.raises(AturanDilanggarError, match="admin lain"):
        konfirmasi(usulan, admin)

    assert konfirmasi(usulan, admin2) == 3
    assert not ditahan().exists()
    assert SumberDana.objects.with_keuangan().get(kode="APBD", tahun=2026).terikat == 0
    assert set(Peserta.objects.values_list("status", flat=True)) == {"layak"}
    assert set(Bantuan.objects.values_list("status", flat=True)) == {"batal"}


def test_each_decree_gets_an_amendment_of_its_own(admin, admin2):
    tahan(admin, admin2, 2)
    tahan(admin, admin2, 1, nomor="463/2/2026")

    usulan = usulkan_keluar_ditahan(ditahan(), alasan="PU", oleh=admin)

    assert [(u.penetapan.nomor, u.daftar_baris.count()) for u in usulan] == [
        ("463/1/2026", 2),
        ("463/2/2026", 1),
    ]


def test_who_is_proposed_is_not_acted_on_again(admin, admin2):
    tahan(admin, admin2, 2)
    satu = ditahan().filter(pk=ditahan().first().pk)
    (usulan,) = usulkan_keluar_ditahan(satu, alasan="PU", oleh=admin)

    assert {b.usulan for b in daftar_ditahan(admin2)} == {None, usulan.pk}
    assert belum_diusulkan(daftar_ditahan(admin2)).count() == 1
    with pytest.raises(BentrokError, match="sudah diusulkan keluar"):
        usulkan_keluar_ditahan(ditahan(), alasan="PU", oleh=admin2)

    tolak_keluar(usulan, alasan="Jadi didaftarkan", oleh=admin2, pada=timezone.now())
    assert belum_diusulkan(daftar_ditahan(admin2)).count() == 2


def test_nobody_held_is_a_conflict(admin, admin2):
    tahan(admin, admin2, 1)
    orang = Peserta.objects.get()
    catat_peristiwa(
        orang, JenisPeristiwa.MENINGGAL, timezone.localdate(), oleh=admin, pada=timezone.localdate()
    )

    with pytest.raises(BentrokError, match="Muat ulang"):
        usulkan_keluar_ditahan(ditahan(), alasan="PU", oleh=admin)


def test_a_death_after_the_proposal_stops_its_confirmation(admin, admin2):
    tahan(admin, admin2, 2)
    (usulan,) = usulkan_keluar_ditahan(ditahan(), alasan="PU", oleh=admin)
    hari = timezone.localdate()
    mati = Peserta.objects.first()
    catat_peristiwa(mati, JenisPeristiwa.MENINGGAL, hari, oleh=admin, pada=hari)

    with pytest.raises(BentrokError, match="tidak lagi ditetapkan"):
        konfirmasi(usulan, admin2)


def test_a_later_answer_that_accepts_stops_the_confirmation(admin, admin2):
    tahan(admin, admin2, 1)
    (usulan,) = usulkan_keluar_ditahan(ditahan(), alasan="PU", oleh=admin)
    BarisBerkas.objects.update(ditahan=False, hasil="sesuai")
    Peserta.objects.update(status="didaftarkan")
    Peserta.objects.update(status="terdaftar", kpj="12345678901")
    Bantuan.objects.update(status="berjalan")

    with pytest.raises(AturanDilanggarError, match="Hentikan lewat Peristiwa"):
        konfirmasi(usulan, admin2)


def test_an_old_hold_does_not_follow_a_new_decree(admin, admin2):
    """Somebody stopped while held comes back: their new grant goes into the next batch."""
    tahan(admin, admin2, 1)
    Bantuan.objects.update(status="batal")
    Peserta.objects.update(status="berhenti")
    for status in ("draf", "diajukan"):
        Peserta.objects.update(status=status)
    with tanpa_penjaga():  # as somebody decided it
        Peserta.objects.update(status="layak")
    draf = actions.susun_penetapan(nomor="463/9", tanggal=TANGGAL_SK, perihal="", oleh=admin)
    actions.tambah_baris(draf, Pilihan(), rencana(), oleh=admin)
    actions.tetapkan(draf, oleh=admin2)

    assert not ditahan().exists()
    assert susun(admin).jumlah_orang == 1


def test_a_decree_beyond_ones_area_is_left_to_an_admin_of_the_city(admin, admin2):
    PesertaFactory(status="layak", kelurahan_id="33.74.02.1001")
    tahan(admin, admin2, 1)
    admin.wilayah = ["33.74.01"]
    admin.save()

    with pytest.raises(AturanDilanggarError, match="di luar wilayah Anda"):
        usulkan_keluar_ditahan(ditahan(), alasan="PU", oleh=admin)


def test_database_refuses_to_leave_a_decree_without_an_amendment(admin, admin2):
    tahan(admin, admin2, 1)
    orang = Peserta.objects.get()

    pindah = {"peserta": orang, "dari": Status.DITETAPKAN, "ke": Status.LAYAK, "oleh": admin}
    with pytest.raises(InternalError, match="layak_lewat_perubahan"):
        RiwayatStatus.objects.create(**pindah, alasan="Langsung")


@pytest.mark.django_db(transaction=True)
def test_two_admins_propose_at_once_one_amendment_waits(admin, admin2):
    tahan(admin, admin2, 2)

    hasil = serentak(
        lambda: usulkan_keluar_ditahan(ditahan(), alasan="PU", oleh=admin),
        lambda: usulkan_keluar_ditahan(ditahan(), alasan="PU", oleh=admin2),
    )

    assert len(ditolak(hasil)) == 1
    assert PerubahanPenetapan.objects.terbuka().count() == 1


# The page


@pytest.mark.parametrize("jumlah", [1, 3])
def test_query_count_is_constant(admin, admin2, jumlah, django_assert_num_queries):
    tahan(admin, admin2, jumlah)
    client = masuk(admin)

    with django_assert_num_queries(13):
        html = client.get(DITAHAN).text

    assert html.count(">Siti Aminah<") == jumlah


def test_held_people_go_on_or_are_proposed(admin, admin2):
    sk = tahan(admin, admin2, 3)
    client, baris = masuk(admin), ditahan().first()
    data = {"tindakan": "ikutkan", "alasan": "Sudah diperbaiki", "baris": baris.pk}
    url = f"{DITAHAN}?berkas={baris.berkas_bpjs_id}"

    kosong = client.post(url, data | {"tindakan": ""})
    satu = client.post(url, data, follow=True).text
    lagi = client.post(url, data)
    keluar = client.post(url, KELUAR | {"semua": "1"}, follow=True).text
    dua_kali = client.post(url, KELUAR | {"semua": "1"})

    assert (kosong.status_code, lagi.status_code, dua_kali.status_code) == (422, 409, 409)
    assert "Sudah diperbaiki" in kosong.text
    assert "1 orang ikut berkas berikutnya" in satu
    assert "Usulan keluar dari 463/1/2026 tercatat" in keluar
    usulan = PerubahanPenetapan.objects.get()
    assert keluar.count(reverse("verifikasi:perubahan", args=[usulan.pk])) == 2
    assert BarisPenetapan.objects.filter(daftar_usulan_keluar__perubahan=usulan).count() == 2
    assert 'name="baris"' not in keluar
    assert sk.daftar_perubahan.count() == 1


def test_people_of_another_area_are_absent(admin, admin2):
    tahan(admin, admin2, 1)
    admin.wilayah = ["33.74.06"]
    admin.save()

    assert "Tidak ada yang ditahan" in masuk(admin).get(DITAHAN).text
