"""From a report to a proposal: one by one or a whole bin, never twice, by two or after a change."""

from datetime import date

import pytest

from iuran.models import BarisPadanan, PadananOrang
from iuran.pemadanan.batal import tutup
from iuran.pemadanan.sisih import sisihkan
from iuran.pemadanan.terapkan import terapkan_padanan
from iuran.pemadanan.terima import KepalaDaftar, unggah_padanan
from iuran.pemadanan.usulkan import minta_usulkan, usulkan_banyak, usulkan_baris
from iuran.peristiwa.actions.catat import batalkan_peristiwa, catat_peristiwa
from iuran.peristiwa.actions.usulan import terima_usulan
from iuran.perlindungan import belum_ditindak, kabar_padanan, per_hasil
from peserta.models import JenisPeristiwa, Peserta, UsulanPeristiwa
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import StatusTugas
from tests.factories import PesertaFactory, terdaftar
from tests.iuran.padanan import (
    HARI_INI,
    KEPALA,
    KEPALA_PU,
    SAAT,
    TANGGAL,
    J,
    dipakai,
    sebut,
    unggah,
)
from tests.iuran.susunan import berkas, jalankan
from tests.keamanan.serentak import ditolak, serentak
from tests.peserta.test_impor_terbunuh import bunuh_saat, kerjakan_lagi

pytestmark = pytest.mark.django_db
WAFAT = date(2026, 11, 1)
ISI = ("peserta", "jenis", "tanggal", "mulai", "bukti_jenis", "keterangan")


def orang(**lain):
    return PesertaFactory(status="terdaftar", **lain)


def usulkan(daftar, hasil="meninggal", *, oleh):
    return usulkan_banyak(daftar.pk, hasil, oleh=oleh, pada=HARI_INI, maju=lambda *_: None)


def test_a_death_is_proposed_with_the_day_of_the_list_and_stops_once_recorded(admin, admin2):
    a = terdaftar(nama="Siti Aminah").peserta
    daftar = dipakai(sebut(a, "MENINGGAL", WAFAT, "akta 474/1"), oleh=admin)

    usulan = usulkan_baris(daftar.daftar_baris.get(), oleh=admin, pada=HARI_INI)

    assert (usulan.jenis, usulan.tanggal, usulan.status) == ("meninggal", WAFAT, "diusulkan")
    assert str(daftar) in usulan.bukti_nomor
    assert a.nik not in usulan.keterangan + usulan.bukti_nomor
    a.refresh_from_db()
    assert a.status == "terdaftar"
    terima_usulan(usulan, oleh=admin2, pada=HARI_INI)
    a.refresh_from_db()
    assert a.status == "berhenti"
    assert not a.daftar_iuran.filter(hidup=True, bulan__gt=WAFAT).exists()


def test_all_of_a_bin_is_what_each_alone_is(admin):
    """The same rows, one by one and all at once, make the same proposals."""
    semua = [orang(nama=f"Orang {n}") for n in range(4)]
    baris = [
        sebut(semua[0], "MENINGGAL", WAFAT),
        sebut(semua[1], "MENINGGAL", date(2026, 9, 30), "rumah sakit"),
        sebut(semua[2], "MENINGGAL"),  # no day
        sebut(semua[3], "MENINGGAL", WAFAT),
    ]
    daftar = dipakai(*baris, oleh=admin)
    catat(semua[3], oleh=admin)
    satu = []
    for b in daftar.daftar_baris.dengan_langkah():
        try:
            satu.append(usulkan_baris(b, oleh=admin, pada=HARI_INI))
        except BentrokError as galat:
            satu.append(galat.kalimat)
    tunggal = list(UsulanPeristiwa.objects.order_by("peserta").values_list(*ISI))
    BarisPadanan.objects.update(usulan=None)
    UsulanPeristiwa.objects.order_by().update(
        status="ditolak", alasan="x", diputus_oleh=admin, diputus_pada=SAAT
    )

    hasil = usulkan(daftar, oleh=admin)

    banyak = UsulanPeristiwa.objects.menunggu()
    assert list(banyak.order_by("peserta").values_list(*ISI)) == tunggal
    assert hasil.diusulkan == len(tunggal) == 2
    assert [t[2] for t in hasil.tinggal] == [s for s in satu if isinstance(s, str)]
    assert set(banyak.values_list("sekaligus", flat=True)) == {True}


def catat(satu, jenis=JenisPeristiwa.MENINGGAL, *, oleh, tanggal=WAFAT):
    return catat_peristiwa(satu, jenis, tanggal, oleh=oleh, pada=HARI_INI)


def test_a_second_time_proposes_nothing(admin, admin2):
    daftar = dipakai(*(sebut(orang(), "MENINGGAL", WAFAT) for _ in range(3)), oleh=admin)

    assert usulkan(daftar, oleh=admin).diusulkan == 3
    lagi = usulkan(daftar, oleh=admin2)
    tugas = jalankan(minta_usulkan(daftar, daftar.daftar_baris.first().cip, oleh=admin2))

    assert lagi.diusulkan == 0
    assert {t[2] for t in lagi.tinggal} == {"Meninggal: sudah diusulkan, menunggu putusan."}
    assert "0 peristiwa diusulkan" in tugas.pesan
    assert tugas.hasil_nama == "tidak-diusulkan.xlsx"
    assert UsulanPeristiwa.objects.count() == 3
    with pytest.raises(BentrokError, match="sudah diusulkan"):
        usulkan_baris(daftar.daftar_baris.first(), oleh=admin2, pada=HARI_INI)


def test_a_newer_list_with_the_same_death_proposes_nothing(admin):
    a = orang()
    usulkan(dipakai(sebut(a, "MENINGGAL", WAFAT), oleh=admin), oleh=admin)
    baru = dipakai(sebut(a, "MENINGGAL", WAFAT), oleh=admin, tanggal=date(2026, 11, 12))

    assert usulkan(baru, oleh=admin).diusulkan == 0
    assert not belum_ditindak().exists()


@pytest.mark.parametrize(
    ("jenis", "tanggal", "langkah"),
    [
        ("meninggal", date(2026, 10, 1), "sudah dicatat"),
        ("pindah", date(2026, 10, 1), "diusulkan"),  # stopped already, and now they died
    ],
)
def test_who_stopped_meanwhile_is_proposed_only_for_a_death_not_yet_known(
    admin, jenis, tanggal, langkah
):
    a = terdaftar().peserta
    daftar = dipakai(sebut(a, "MENINGGAL", WAFAT), oleh=admin)
    catat(a, JenisPeristiwa(jenis), oleh=admin, tanggal=tanggal)

    hasil = usulkan(daftar, oleh=admin)

    assert hasil.diusulkan == (langkah == "diusulkan")
    assert all(langkah in t[2] for t in hasil.tinggal)


def test_who_moved_and_came_back_is_reported_anew(admin):
    a = terdaftar().peserta
    lama = catat(a, JenisPeristiwa.PINDAH, oleh=admin, tanggal=date(2026, 3, 1))
    daftar = dipakai(sebut(a, "PINDAH", date(2026, 10, 1)), oleh=admin)
    assert not belum_ditindak().exists()  # stopped
    batalkan_peristiwa(lama, alasan="kembali", oleh=admin)

    assert usulkan(daftar, "pindah", oleh=admin).diusulkan == 1


def test_who_was_merged_meanwhile_is_left_out(admin):
    a, b = orang(), orang()
    daftar = dipakai(sebut(a, "MENINGGAL", WAFAT), oleh=admin)
    Peserta.objects.filter(pk=a.pk).update(digabung_ke=b)

    hasil = usulkan(daftar, oleh=admin)

    assert hasil.tinggal[0][2] == "Datanya sudah digabung ke orang lain."
    assert not belum_ditindak().exists()


def test_a_wage_earner_without_a_day_stops_by_the_day_of_the_list(admin):
    a = orang()
    daftar = dipakai(
        [a.nik, a.nama, "AKTIF", "PT Maju", ""], oleh=admin, jenis=J.PENERIMA_UPAH, kepala=KEPALA_PU
    )
    usulan = usulkan_baris(daftar.daftar_baris.get(), oleh=admin, pada=HARI_INI)

    assert (usulan.jenis, usulan.tanggal) == ("penerima_upah", TANGGAL)
    assert "PT Maju" in usulan.keterangan
    assert "tidak disebut" in usulan.keterangan


def test_another_payer_is_the_event_of_another_payer(admin):
    a = orang()
    daftar = dipakai(
        [a.nik, a.nama, "AKTIF", "Yayasan X", "01-10-2026"],
        oleh=admin, jenis=J.PEMBAYAR_LAIN, kepala=KEPALA_PU,
    )  # fmt: skip
    usulan = usulkan_baris(daftar.daftar_baris.get(), oleh=admin, pada=HARI_INI)

    assert usulan.jenis == JenisPeristiwa.PIHAK_LAIN


def test_what_is_set_aside_is_not_proposed(admin):
    daftar = dipakai(sebut(orang(), "MENINGGAL", WAFAT), oleh=admin)
    satu = daftar.daftar_baris.get()
    sisihkan(satu, disisihkan=True, alasan="masih hidup", oleh=admin, pada=SAAT)

    assert usulkan(daftar, oleh=admin).diusulkan == 0
    with pytest.raises(BentrokError, match="disisihkan"):
        usulkan_baris(satu, oleh=admin, pada=HARI_INI)


def test_a_row_with_a_waiting_proposal_is_not_set_aside(admin):
    daftar = dipakai(sebut(orang(), "MENINGGAL", WAFAT), oleh=admin)
    usulkan(daftar, oleh=admin)

    with pytest.raises(AturanDilanggarError, match="Tolak dahulu"):
        sisihkan(daftar.daftar_baris.get(), disisihkan=True, alasan="x", oleh=admin, pada=SAAT)


def test_a_list_not_in_use_proposes_nothing(admin):
    daftar = unggah(sebut(orang(), "MENINGGAL", WAFAT), sebut(orang()), oleh=admin)
    with pytest.raises(AturanDilanggarError, match="Siap diperiksa"):
        usulkan_baris(daftar.daftar_baris.first(), oleh=admin, pada=HARI_INI)
    terapkan_padanan(daftar.pk, oleh=admin, pada=SAAT)
    daftar.refresh_from_db()

    sesuai = daftar.daftar_baris.get(hasil="sesuai")
    with pytest.raises(AturanDilanggarError, match="tidak melaporkan"):
        usulkan_baris(sesuai, oleh=admin, pada=HARI_INI)


def test_taken_back_the_waiting_proposals_are_refused_and_the_recorded_stay(admin, admin2):
    a, b = terdaftar(nama="Orang A").peserta, terdaftar(nama="Orang B").peserta
    daftar = dipakai(sebut(a, "MENINGGAL", WAFAT), sebut(b, "MENINGGAL", WAFAT), oleh=admin)
    usulkan(daftar, oleh=admin)
    terima_usulan(UsulanPeristiwa.objects.get(peserta=a), oleh=admin2, pada=HARI_INI)

    assert tutup(daftar, alasan="daftar kota lain", oleh=admin2, pada=SAAT) == 1

    status = dict(UsulanPeristiwa.objects.values_list("peserta", "status"))
    assert status == {a.pk: "dicatat", b.pk: "ditolak"}
    ditolak_ = UsulanPeristiwa.objects.get(peserta=b)
    assert ditolak_.alasan == f"Daftar {daftar} ditarik: daftar kota lain"
    assert not PadananOrang.objects.exists()
    assert BarisPadanan.objects.count() == 2


def test_the_work_list_says_how_many_by_which_day(admin, petugas):
    a, b, c = (orang(nama=f"Orang {huruf}") for huruf in "ABC")
    dipakai(sebut(a, "MENINGGAL", WAFAT), sebut(b, "MENINGGAL", WAFAT), sebut(c), oleh=admin)
    dipakai(sebut(b, "MENINGGAL", WAFAT), oleh=admin, tanggal=date(2026, 11, 12))

    assert kabar_padanan(admin) == [
        ("meninggal", "orang meninggal menurut daftar 12 November 2026", 2)
    ]
    assert per_hasil(belum_ditindak()) == [("meninggal", 2)]
    petugas.wilayah = ["33.74.02"]
    assert kabar_padanan(petugas) == []


@pytest.mark.lambat
@pytest.mark.django_db(transaction=True)
class TestSerentak:
    def test_two_admins_propose_the_same_bin_at_once(self, admin, admin2):
        daftar = dipakai(*(sebut(orang(), "MENINGGAL", WAFAT) for _ in range(20)), oleh=admin)

        hasil = serentak(*(lambda o=o: usulkan(daftar, oleh=o) for o in (admin, admin2)))

        assert sorted(h.diusulkan for h in hasil) == [0, 20]
        assert UsulanPeristiwa.objects.count() == 20

    def test_one_row_at_once_is_one_proposal(self, admin, admin2):
        satu = dipakai(sebut(orang(), "MENINGGAL", WAFAT), oleh=admin).daftar_baris.get()

        hasil = serentak(
            *(lambda o=o: usulkan_baris(satu, oleh=o, pada=HARI_INI) for o in (admin, admin2))
        )

        assert len(ditolak(hasil)) == UsulanPeristiwa.objects.count() == 1

    def test_two_lists_used_at_once_leave_the_newer(self, admin):
        semua = [orang() for _ in range(30)]
        satu = unggah(*(sebut(p) for p in semua), oleh=admin)
        dua = unggah(
            *(sebut(p, "PINDAH", WAFAT) for p in reversed(semua)),
            oleh=admin, tanggal=date(2026, 11, 12),
        )  # fmt: skip

        serentak(*(lambda d=d: terapkan_padanan(d.pk, oleh=admin, pada=SAAT) for d in (satu, dua)))

        assert set(PadananOrang.objects.values_list("daftar", flat=True)) == {dua.pk}

    def test_the_same_file_uploaded_at_once_is_one_list(self, admin, admin2):
        isi = berkas(KEPALA, sebut(orang())).read()
        kepala = KepalaDaftar(J.KEPENDUDUKAN, TANGGAL, "x")

        def kirim(oleh):
            unggahan = berkas(KEPALA)
            unggahan.file.seek(0)
            unggahan.file.truncate()
            unggahan.file.write(isi)
            unggahan.size = len(isi)
            unggahan.seek(0)
            return unggah_padanan(unggahan, kepala, oleh=oleh)[0].pk

        assert len(set(serentak(*(lambda o=o: kirim(o) for o in (admin, admin2))))) == 1

    def test_killed_while_proposing(self, admin, admin_client):
        semua = [*Peserta.objects.bulk_create(PesertaFactory.build_batch(2_000))]
        daftar = dipakai(*(sebut(p, "MENINGGAL", WAFAT) for p in semua), oleh=admin)
        tugas = minta_usulkan(daftar, daftar.daftar_baris.first().cip, oleh=admin)

        bunuh_saat(tugas, 'INSERT INTO "peserta_usulanperistiwa"')

        assert not UsulanPeristiwa.objects.exists()
        assert kerjakan_lagi(tugas) == StatusTugas.SELESAI
        assert UsulanPeristiwa.objects.count() == 2_000
        assert daftar.daftar_baris.exclude(usulan=None).count() == 2_000

    def test_killed_while_reading(self, admin, admin_client):
        a = orang()
        asing = (sebut(a, nik=f"33740150028{n:05}") for n in range(1, 3_001))
        isi = berkas(KEPALA, sebut(a), *asing)
        daftar, _ = unggah_padanan(isi, KepalaDaftar(J.KEPENDUDUKAN, TANGGAL, "x"), oleh=admin)

        bunuh_saat(daftar.tugas, 'INSERT INTO "iuran_barispadanan"')

        assert not BarisPadanan.objects.exists()
        assert kerjakan_lagi(daftar.tugas) == StatusTugas.SELESAI
        assert BarisPadanan.objects.count() == 3_001
