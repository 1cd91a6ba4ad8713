"""A person's own data on request: all of it, with who looked, masked of others, logged."""

from datetime import date
from io import BytesIO

import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone

from laporan.data_orang import LABEL, salin_data, susun
from laporan.tasks import data_orang
from peserta.bersih.bidang import BIDANG_ORANG
from peserta.models import Peserta
from peserta.orang.actions.data import buka_nik
from pijar import pengirim
from pijar.errors import AturanDilanggarError
from pijar.models import JejakAkses, Tugas
from tests.factories import PesertaFactory, bayar, terdaftar
from tests.peran import buat, masuk

ISI = {"peminta": "sendiri", "alasan": "Datang membawa KTP"}


@pytest.fixture
def petugas(db):
    return buat("sari wulandari", "petugas")


@pytest.fixture
def orang(db):
    return PesertaFactory(
        no_kk="3374011502100001", hp="081234567890", email="a@b.id", alamat="Jl. Pemuda 1", rt="1",
        rw="2", nama_ibu="Sri", tempat_lahir="Semarang", lokasi_kerja="Pasar", penghasilan=900000,
    )  # fmt: skip


def teks(isi):
    """Everything that the paper says."""
    sel = [str(s) for t in isi.tabel for baris in t.baris for s in baris]
    return " ".join([*(f"{n} {k}" for n, k in isi.fakta), *(t.judul for t in isi.tabel), *sel])


def test_every_field_that_is_filled_is_told_with_the_persons_own_numbers_whole(orang):
    fakta = dict(susun(orang, timezone.now()).fakta)

    assert fakta["NIK"] == orang.nik
    assert fakta["No. KK"] == "3374011502100001"
    assert "Rp900.000" in fakta.values()
    nilai = Peserta.objects.filter(pk=orang.pk).values(*(b.nilai or b.kode for b in BIDANG_ORANG))
    isi = nilai.get()
    for b in BIDANG_ORANG:
        if isi[b.nilai or b.kode] not in (None, ""):
            assert b.judul in fakta, b.judul
    assert {*LABEL} <= {b.kode for b in BIDANG_ORANG}


def test_it_says_who_looked_by_role_and_without_their_whole_name(orang, petugas):
    lain = PesertaFactory()
    buka_nik(orang, alasan="mencocokkan dengan KTP 3374015502850000", oleh=petugas)
    buka_nik(lain, alasan="orang yang lain", oleh=petugas)

    kata = teks(susun(orang, timezone.now()))

    assert "S••• W••• (Petugas)" in kata
    assert "mencocokkan dengan KTP" in kata
    assert "3374015502850000" not in kata
    assert petugas.nama not in kata
    assert "orang yang lain" not in kata


def test_person_ten_is_not_person_one(petugas, orang):
    JejakAkses.catat(
        oleh=petugas, tindakan="buka_nik", objek=f"peserta {orang.pk}0", alasan="bukan dia"
    )

    assert "bukan dia" not in teks(susun(orang, timezone.now()))


def test_months_and_history_are_told(db):
    bantuan = terdaftar(jumlah=2)
    bayar(date(2026, 1, 1), date(2026, 1, 20))
    isi = susun(bantuan.peserta, timezone.now())

    judul = {t.judul: t for t in isi.tabel}
    assert [b[3].split(".")[0] for b in judul["Bulan iuran"].baris] == ["Lunas", "Belum ditagih"]
    assert judul["Riwayat"].baris


def test_the_data_merged_into_a_person_are_theirs(orang, petugas):
    kalah = PesertaFactory()
    buka_nik(kalah, alasan="sebelum digabung", oleh=petugas)
    Peserta.objects.filter(pk=kalah.pk).update(digabung_ke=orang)

    assert "sebelum digabung" in teks(susun(orang, timezone.now()))


def test_an_officer_orders_it_with_a_reason_and_it_is_logged(orang, petugas, monkeypatch):
    monkeypatch.setattr(pengirim.app, "send_task", lambda *_, **__: None)
    klien, alamat = masuk(petugas), reverse("laporan:data_orang", args=[orang.pk])

    assert alamat in klien.get(reverse("peserta:detail", args=[orang.pk])).text
    assert klien.post(alamat, ISI | {"alasan": ""}).status_code == 422
    assert klien.post(alamat, ISI | {"peminta": ""}).status_code == 422
    assert klien.post(alamat, ISI).status_code == 302
    assert klien.post(alamat, ISI).status_code == 302  # the same job
    tugas = Tugas.objects.get(jenis="laporan.data_orang")
    assert not JejakAkses.objects.filter(tindakan="ekspor").exists()
    data_orang(tugas.pk)

    tugas.refresh_from_db()
    assert tugas.galat == ""
    catatan = JejakAkses.objects.get(tindakan="ekspor")
    assert (catatan.objek, catatan.tindakan) == (
        f"peserta {orang.pk}: salinan data pribadi",
        "ekspor",
    )
    assert catatan.alasan == "Orangnya sendiri: Datang membawa KTP"
    assert orang.nik not in tugas.hasil_nama + tugas.judul
    with tugas.hasil.open() as berkas, pikepdf.open(BytesIO(berkas.read())) as pdf:
        assert len(pdf.pages) >= 1


def test_somebody_who_left_the_area_meanwhile_is_not_told_about(orang):
    sini = buat("sini", "petugas", wilayah=["33.74.99"])

    with pytest.raises(AturanDilanggarError, match="wilayah"):
        salin_data(orang.pk, **ISI, oleh=sini, kini=timezone.now())
    assert not JejakAkses.objects.exists()
