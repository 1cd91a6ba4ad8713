"""Giving grants: quota, ceiling, the year's end, one payer a month, and two decrees at once."""

import threading
from datetime import date

import pytest
from django.db import connection

from iuran.buku import UsulanBantuan, beri_bantuan, buat_iuran, periksa_kuota
from iuran.models import Bantuan, Iuran, SumberDana
from peserta.models import Peserta
from pijar.errors import AturanDilanggarError, BentrokError, KuotaHabisError
from tests.factories import BantuanFactory, PesertaFactory, keringanan_berlaku, terdaftar, ubah_pagu

JANUARI, MARET = date(2026, 1, 1), date(2026, 3, 1)


@pytest.fixture
def apbd(db):
    return SumberDana.objects.get(kode="APBD", tahun=2026)


@pytest.fixture
def apbd_2027(apbd):
    return SumberDana.objects.create(
        kode="APBD",
        nama=apbd.nama,
        jenis="apbd",
        tahun=2027,
        kuota=10,
        pagu=10**9,
        keadaan_pagu="dpa",
    )


def usulan(sumber, peserta=None, mulai=JANUARI, jumlah=12, **lain):
    peserta = peserta or PesertaFactory(status="layak")
    isi = {"jenis": "rutin", "kondisi_id": None} | lain
    return UsulanBantuan(peserta.pk, sumber, bulan_awal=mulai, jumlah_bulan=jumlah, **isi)


def beri(daftar, oleh):
    return beri_bantuan(daftar, nomor_sk="463/12/2026", oleh=oleh)


def test_beri_bantuan_keeps_order_and_freezes_the_amount(apbd, admin):
    daftar = [usulan(apbd), usulan(apbd, mulai=MARET, jumlah=6)]

    hasil = beri(daftar, admin)

    assert [b.peserta_id for b in hasil] == [u.peserta_id for u in daftar]
    assert [(b.bulan_awal, b.bulan_akhir) for b in hasil] == [
        (JANUARI, date(2026, 12, 1)),
        (MARET, date(2026, 8, 1)),
    ]
    assert {(b.nominal_per_bulan, b.status, b.nomor_sk) for b in hasil} == {
        (16_800, "ditetapkan", "463/12/2026")
    }


def test_beri_bantuan_promises_the_dearest_month(db, admin):
    keringanan_berlaku()
    csr = SumberDana.objects.create(
        kode="CSR", nama="Perusahaan", jenis="csr", tahun=2026, kuota=5, pagu=10**9
    )
    becak, petani = PesertaFactory(), PesertaFactory(pekerjaan_id="petani")

    hasil = beri(
        [
            usulan(csr, becak),
            usulan(csr, petani),
            usulan(
                csr, mulai=date(2026, 4, 1), jumlah=9, peserta=PesertaFactory(pekerjaan_id="petani")
            ),
        ],
        admin,
    )

    assert [b.nominal_per_bulan for b in hasil] == [8_400, 16_800, 8_400]


@pytest.mark.parametrize(("lebih", "kalimat"), [(0, ""), (1, "kelebihan 1 orang")])
def test_beri_bantuan_quota_of_people_month_by_month(apbd, admin, lebih, kalimat):
    ubah_pagu(kuota=3)
    BantuanFactory(sumber=apbd, bulan_awal=JANUARI, jumlah_bulan=3)  # January to March
    BantuanFactory(sumber=apbd, bulan_awal=MARET, jumlah_bulan=6)
    BantuanFactory(sumber=apbd, bulan_awal=MARET, jumlah_bulan=6, status="batal")
    daftar = [usulan(apbd, mulai=MARET, jumlah=6) for _ in range(1 + lebih)]

    if not lebih:
        assert len(beri(daftar, admin)) == 1
        return
    with pytest.raises(KuotaHabisError) as galat:
        beri(daftar, admin)

    assert "untuk Maret 2026 tinggal 1 dari 3 orang" in galat.value.kalimat
    assert kalimat in galat.value.kalimat
    assert Bantuan.objects.filter(nomor_sk="463/12/2026").count() == 0


def test_beri_bantuan_stopped_grant_frees_its_place(apbd, admin):
    ubah_pagu(kuota=1)
    BantuanFactory(sumber=apbd, status="berhenti", bulan_akhir=date(2026, 2, 1))

    assert beri([usulan(apbd, mulai=MARET, jumlah=10)], admin)


def test_beri_bantuan_ceiling_counts_promises_and_live_rows(apbd, admin):
    ubah_pagu(pagu=3 * 12 * 16_800)
    buat_iuran([BantuanFactory(sumber=apbd).pk])
    BantuanFactory(sumber=apbd)
    beri([usulan(apbd, jumlah=11)], admin)

    with pytest.raises(KuotaHabisError, match=r"tinggal Rp16\.800.*kurang Rp16\.800"):
        beri([usulan(apbd, jumlah=2)], admin)
    assert beri([usulan(apbd, jumlah=1)], admin)


def test_beri_bantuan_dead_rows_free_their_money(apbd, admin):
    ubah_pagu(pagu=12 * 16_800)
    lama = BantuanFactory(sumber=apbd)
    buat_iuran([lama.pk])
    Iuran.objects.filter(bantuan=lama, bulan__gt=JANUARI).update(hidup=False, alasan_mati="pindah")
    Bantuan.objects.update(status="berhenti", bulan_akhir=JANUARI)

    assert beri([usulan(apbd, mulai=date(2026, 2, 1), jumlah=11)], admin)


def test_beri_bantuan_splits_at_the_years_end(apbd, apbd_2027, admin):
    (pertama,) = beri([usulan(apbd, mulai=MARET)], admin)

    lanjutan = pertama.sambungan
    assert (pertama.sumber, pertama.jumlah_bulan, pertama.bulan_akhir.month) == (apbd, 10, 12)
    assert (lanjutan.sumber, lanjutan.jumlah_bulan) == (apbd_2027, 2)
    assert (lanjutan.bulan_awal, lanjutan.bulan_akhir) == (date(2027, 1, 1), date(2027, 2, 1))
    assert pertama.lama == 12


def test_beri_bantuan_split_needs_room_next_year_too(apbd, apbd_2027, admin):
    ubah_pagu("APBD", 2027, kuota=1)
    BantuanFactory(sumber=apbd_2027, bulan_awal=date(2027, 2, 1), jumlah_bulan=1)

    with pytest.raises(KuotaHabisError, match=r"2027 untuk Februari 2027 tinggal 0 dari 1"):
        beri([usulan(apbd, mulai=MARET)], admin)


def test_beri_bantuan_without_next_years_source_says_how_many_months(apbd, admin):
    with pytest.raises(AturanDilanggarError) as galat:
        beri([usulan(apbd, mulai=MARET)], admin)

    assert galat.value.kalimat == (
        "Bantuan 12 bulan mulai Maret 2026 melewati Desember 2026. Tetapkan paling banyak "
        "10 bulan, atau minta admin menambah sumber dana APBD 2027."
    )


def test_beri_bantuan_chains_an_extension_to_the_running_grant(apbd, apbd_2027, admin):
    lama = BantuanFactory(sumber=apbd, peserta__status="terdaftar", status="berjalan")

    (baru,) = beri([usulan(apbd_2027, lama.peserta, mulai=date(2027, 1, 1), jumlah=6)], admin)

    assert baru.sambungan_dari == lama
    assert lama.lama == 12, "an extension is a decree of its own"


@pytest.mark.parametrize(
    ("ubah", "kalimat"),
    [
        ({"aktif": False}, "tidak aktif"),
        ({"tahun": 2025}, "hanya untuk tahun 2025"),
    ],
)
def test_beri_bantuan_refuses_a_source_of_no_use(apbd, admin, ubah, kalimat):
    SumberDana.objects.filter(pk=apbd.pk).update(**ubah)

    with pytest.raises(AturanDilanggarError, match=kalimat):
        beri([usulan(SumberDana.objects.get(pk=apbd.pk))], admin)


def test_beri_bantuan_second_payer_names_the_person_masked(apbd, admin):
    lama = BantuanFactory(sumber=apbd, bulan_awal=MARET, jumlah_bulan=1)
    dbhcht = SumberDana.objects.get(kode="DBHCHT")

    with pytest.raises(BentrokError) as galat:
        beri([usulan(dbhcht, lama.peserta), usulan(dbhcht)], admin)

    assert "1 orang sudah dibiayai pada bulan yang sama: Siti Aminah (••••••••••••" in (
        galat.value.kalimat
    )
    assert "APBD Kota Semarang 2026, Maret 2026–Maret 2026" in galat.value.kalimat
    assert lama.peserta.nik not in galat.value.kalimat
    assert Bantuan.objects.count() == 1


def test_beri_bantuan_same_person_twice_in_one_list(apbd, admin):
    orang = PesertaFactory()

    with pytest.raises(BentrokError, match="dua kali"):
        beri([usulan(apbd, orang), usulan(apbd, orang, mulai=MARET, jumlah=6)], admin)


@pytest.mark.parametrize(
    ("lain", "kalimat"),
    [
        ({"jenis": "insidental", "jumlah": 3}, "menyebut kondisinya"),
        ({"jenis": "insidental", "kondisi_id": "bencana", "jumlah": 4}, "insidental 1 sampai 3"),
    ],
)
def test_beri_bantuan_speaks_the_constraints_sentence(apbd, admin, lain, kalimat):
    with pytest.raises(AturanDilanggarError, match=kalimat):
        beri([usulan(apbd, **lain)], admin)


def test_periksa_kuota_previews_without_writing(apbd):
    ubah_pagu(kuota=2, pagu=30 * 16_800)
    BantuanFactory(sumber=apbd, bulan_awal=MARET, jumlah_bulan=6)

    (keadaan,) = periksa_kuota([usulan(apbd), usulan(apbd)])

    assert (keadaan.bulan, keadaan.orang_sekarang, keadaan.orang_baru) == (MARET, 1, 2)
    assert (keadaan.sisa_orang, keadaan.lebih_orang, keadaan.muat) == (1, 1, False)
    assert (keadaan.terikat, keadaan.hidup) == (6 * 16_800, 0)
    assert (keadaan.sisa_rupiah, keadaan.rupiah_baru) == (24 * 16_800, 24 * 16_800)
    assert keadaan.lebih_rupiah == 0
    assert Bantuan.objects.count() == 1


def test_periksa_kuota_that_fits_has_no_message(apbd):
    (keadaan,) = periksa_kuota([usulan(apbd)])

    assert (keadaan.muat, keadaan.pesan) == (True, "")


@pytest.mark.django_db(transaction=True)
def test_beri_bantuan_two_decrees_for_the_last_place(admin):
    apbd = SumberDana.objects.get(kode="APBD")
    ubah_pagu(kuota=1)
    calon = [PesertaFactory(), PesertaFactory()]
    mulai = threading.Barrier(2)
    akhir: list[str] = []

    def tetapkan(peserta):
        try:
            mulai.wait(5)
            beri([usulan(apbd, peserta)], admin)
            akhir.append("menang")
        except KuotaHabisError as galat:
            akhir.append(galat.kalimat)
        finally:
            connection.close()

    utas = [threading.Thread(target=tetapkan, args=[p]) for p in calon]
    for u in utas:
        u.start()
    for u in utas:
        u.join()

    assert len(akhir) == 2
    assert "menang" in akhir
    assert any("tinggal 0 dari 1 orang" in a for a in akhir)
    assert Bantuan.objects.count() == 1


def test_month_paid_under_data_merged_into_the_person_is_not_given_again(apbd, admin):
    satu = PesertaFactory(status="layak")
    lama = terdaftar(jumlah=3).peserta
    Peserta.objects.filter(pk=lama.pk).update(digabung_ke=satu)

    with pytest.raises(BentrokError) as galat:
        beri([usulan(apbd, satu, mulai=MARET, jumlah=6)], admin)

    assert "1 orang sudah dibiayai pada bulan yang sama: Siti Aminah" in galat.value.kalimat
    assert "Maret 2026–Maret 2026" in galat.value.kalimat
    beri([usulan(apbd, satu, mulai=date(2026, 4, 1), jumlah=6)], admin)
