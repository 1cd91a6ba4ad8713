"""What a row must never be, the database refuses; each rule by its name."""

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError

from peserta.models import (
    BarisImpor,
    EjaanWilayah,
    Impor,
    Kecamatan,
    Kelurahan,
    Pekerjaan,
    PemetaanTersimpan,
    Peristiwa,
    Peserta,
    RiwayatStatus,
)
from tests.factories import PesertaFactory


def ditolak(aturan, kerja):
    with pytest.raises(IntegrityError, match=aturan), transaction.atomic():
        kerja()


@pytest.mark.parametrize(
    ("aturan", "isi"),
    [
        ("peserta_nik_16_angka", {"nik": "337401550285000"}),
        ("peserta_nik_16_angka", {"nik": "33740155O2850001"}),
        ("peserta_kk_16_angka", {"no_kk": "123"}),
        ("peserta_kpj_angka", {"kpj": "12A45678"}),
        ("peserta_nama_terisi", {"nama": "  "}),
        ("peserta_jenis_kelamin_sah", {"jenis_kelamin": "X"}),
        ("peserta_status_sah", {"status": "aktif"}),
        ("peserta_status_bpjs_sah", {"status_bpjs": "x"}),
        ("peserta_sumber_data_sah", {"sumber_data": "x"}),
        ("peserta_desil_1_10", {"desil": 11}),
        ("peserta_terdaftar_punya_kpj", {"status": "terdaftar", "kpj": ""}),
    ],
)
def test_peserta(db, aturan, isi):
    ditolak(aturan, lambda: PesertaFactory(**isi))


def test_one_nik_is_one_person_unless_merged(db):
    satu = PesertaFactory()

    ditolak("peserta_nik_satu_orang", lambda: PesertaFactory(nik=satu.nik))
    PesertaFactory(nik=satu.nik, digabung_ke=satu)


def test_one_card_is_one_person(db):
    PesertaFactory(kpj="00012345678")

    ditolak("peserta_kpj_satu_orang", lambda: PesertaFactory(kpj="00012345678"))


def test_nobody_is_merged_into_himself(db):
    satu = PesertaFactory()

    ditolak(
        "peserta_tidak_digabung_ke_diri",
        lambda: Peserta.objects.filter(pk=satu.pk).update(digabung_ke=satu),
    )


def test_people_are_never_deleted(db):
    satu = PesertaFactory()

    with pytest.raises(DatabaseError, match="Cannot delete"), transaction.atomic():
        satu.delete()


def test_an_illegal_bulk_move_is_refused(db):
    satu = PesertaFactory()

    with pytest.raises(DatabaseError, match="Invalid transition"), transaction.atomic():
        Peserta.objects.filter(pk=satu.pk).update(status="terdaftar", kpj="00012345678")


def test_history_of_data_and_status_is_never_changed(db):
    satu = PesertaFactory()
    Peserta.objects.filter(pk=satu.pk).update(alamat="Jl. Baru 1")
    riwayat = RiwayatStatus.objects.create(peserta=satu, dari="draf", ke="diajukan")

    for lama in (Peserta.pgh_event_models["diubah"].objects.get(), riwayat):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            type(lama).objects.filter(pk=lama.pk).update(
                **({"alamat": "x"} if lama is not riwayat else {"alasan": "x"})
            )


def test_who_entered_a_person_stays(petugas, admin):
    satu = PesertaFactory(didata_oleh=petugas)

    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        Peserta.objects.filter(pk=satu.pk).update(didata_oleh=admin)


def test_nobody_begins_with_a_move_but_an_opening_balance(db):
    satu = PesertaFactory()

    ditolak("riwayat_berasal", lambda: RiwayatStatus.objects.create(peserta=satu, ke="draf"))
    RiwayatStatus.objects.create(peserta=satu, ke="terdaftar", alasan="Saldo awal: SK 1")


def test_a_refusal_carries_a_reason(db):
    satu = PesertaFactory()

    ditolak(
        "riwayat_beralasan",
        lambda: RiwayatStatus.objects.create(peserta=satu, dari="diajukan", ke="tidak_layak"),
    )
    ditolak(
        "riwayat_ke_sah",
        lambda: RiwayatStatus.objects.create(peserta=satu, dari="draf", ke="x"),
    )


def peristiwa(**isi):
    awal = {"peserta": PesertaFactory(), "jenis": "pindah", "tanggal": "2026-01-01"}
    return Peristiwa.objects.create(**{**awal, **isi})


def test_peristiwa(db):
    ditolak("peristiwa_jenis_sah", lambda: peristiwa(jenis="x"))
    ditolak("peristiwa_batal_beralasan", lambda: peristiwa(dibatalkan_pada="2026-01-02T00:00Z"))
    mati = peristiwa(jenis="meninggal")
    ditolak(
        "peristiwa_meninggal_sekali", lambda: peristiwa(jenis="meninggal", peserta=mati.peserta)
    )


def baris(impor, **isi):
    awal = {"impor": impor, "nomor": 1, "mentah": [], "vonis": "baru"}
    return BarisImpor.objects.create(**{**awal, **isi})


def test_impor(petugas):
    def impor(**isi):
        return Impor.objects.create(nama_berkas="a.xlsx", sha256="0", oleh=petugas, **isi)

    ditolak("impor_status_sah", lambda: impor(status="x"))
    ditolak("impor_gagal_menyebut_sebab", lambda: impor(status="gagal"))
    ditolak("impor_pemetaan_menyebut_sebab", lambda: impor(status="pemetaan"))
    satu = impor()
    baris(satu)
    ditolak("baris_impor_sekali", lambda: baris(satu))
    ditolak("baris_impor_vonis_sah", lambda: baris(satu, nomor=2, vonis="x"))
    ditolak(
        "baris_galat_tidak_dipilih",
        lambda: baris(satu, nomor=2, vonis="galat", dipilih=True),
    )
    ditolak("baris_tetap_diterapkan", lambda: baris(satu, nomor=2, tetap=True))


def test_pemetaan_tersimpan(petugas):
    def simpan(**isi):
        isi = {"sumber_data": "kelurahan", "sidik": "a", "bidang": {"0": "nik"}, **isi}
        return PemetaanTersimpan.objects.create(judul=["NIK"], oleh=petugas, **isi)

    simpan()
    ditolak("pemetaan_tersimpan_sekali", simpan)
    ditolak("pemetaan_tersimpan_sumber_sah", lambda: simpan(sumber_data="x"))
    ditolak("pemetaan_tersimpan_berisi", lambda: simpan(sidik=""))
    ditolak("pemetaan_tersimpan_berisi", lambda: simpan(sidik="b", bidang={}))


def test_rujukan(db):
    ditolak(
        "kecamatan_cabang_sah",
        lambda: Kecamatan.objects.create(kode="33.74.99", nama="X", cabang="x"),
    )
    ditolak(
        "kelurahan_di_kecamatannya",
        lambda: Kelurahan.objects.create(kode="33.74.02.9999", nama="X", kecamatan_id="33.74.01"),
    )
    ditolak(
        "kelurahan_nama_per_kecamatan",
        lambda: Kelurahan.objects.create(
            kode="33.74.01.9999", nama="Miroto", kecamatan_id="33.74.01"
        ),
    )
    ada = EjaanWilayah.objects.first()
    ditolak(
        "ejaan_wilayah_sekali", lambda: EjaanWilayah.objects.create(ejaan=ada.ejaan, kode=ada.kode)
    )
    ditolak(
        "pekerjaan_kelompok_sah",
        lambda: Pekerjaan.objects.create(kode="x", nama="X", kelompok="x"),
    )
