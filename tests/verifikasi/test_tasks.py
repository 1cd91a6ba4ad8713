"""Jobs: approve many, and the annex; read back what they write."""

import pytest
from python_calamine import CalamineWorkbook

import verifikasi.tasks  # noqa: F401 - registers the jobs
from peserta.models import Peserta, Status
from pijar import tugas as tugas_latar
from pijar.celery import app
from tests.factories import PesertaFactory
from tests.verifikasi.susunan import ajukan_satu, susun_draf
from verifikasi import actions


def jalankan(tugas):
    app.tasks[tugas.jenis].run(tugas.pk)
    tugas.refresh_from_db()
    return tugas


def lembar(tugas):
    with tugas.hasil.open("rb") as berkas:
        return CalamineWorkbook.from_filelike(berkas).get_sheet_by_index(0).to_python()


def pesan_massal(kasus, oleh):
    return tugas_latar.buat(
        "verifikasi.setujui_banyak",
        judul="Setujui",
        oleh=oleh,
        parameter={
            "pks": [k.pk for k in kasus],
            "kode": ["masih_bekerja"],
            "dasar": "Surat lurah 470/12",
            "oleh": oleh.pk,
        },
    )


def test_approving_many_reports_who_stayed(petugas, verifikator):
    kasus = [
        ajukan_satu(petugas, dengan_keterangan=False),
        ajukan_satu(petugas, status_bpjs="pu_aktif", nama="Budi"),
    ]

    tugas = jalankan(pesan_massal(kasus, verifikator))

    assert tugas.pesan == "1 pengajuan disetujui, 1 tidak."
    assert (tugas.status, tugas.kemajuan, tugas.dari) == ("selesai", 2, 2)
    judul, baris = lembar(tugas)
    assert judul == ["Nama", "Kelurahan", "Sebab"]
    assert baris[:2] == ["Budi", "Miroto"]
    assert "Tercatat sebagai penerima upah aktif di BPJS." in baris[2]


def test_approving_all_has_no_file(petugas, verifikator):
    kasus = ajukan_satu(petugas, dengan_keterangan=False)

    tugas = jalankan(pesan_massal([kasus], verifikator))

    assert (tugas.pesan, tugas.hasil_nama) == ("1 pengajuan disetujui, 0 tidak.", "")
    assert Peserta.objects.get().status == Status.LAYAK


def test_refused_job_says_why(petugas, verifikator):
    tugas = pesan_massal([ajukan_satu(petugas)], verifikator)
    tugas.parameter["dasar"] = ""
    tugas.save()

    assert "Tulis dasar" in jalankan(tugas).galat


@pytest.mark.parametrize("beku", [False, True])
def test_annex_names_everybody_with_full_nik(admin, admin2, beku):
    orang = PesertaFactory(status="layak", alamat="Jl. Mawar 1", rt="003", rw="002")
    PesertaFactory(status="layak", nama="Agus", kelurahan_id="33.74.02.1001")
    draf = susun_draf(admin)
    if beku:
        actions.tetapkan(draf, oleh=admin2)

    tugas = jalankan(actions.minta_lampiran(draf, oleh=admin))

    isi = lembar(tugas)
    assert tugas.hasil_nama == "daftar-463-1-2026.xlsx"
    assert (tugas.status, tugas.kemajuan) == ("selesai", 2)
    assert isi[0][0] == "Daftar orang 463/1/2026" + ("" if beku else " (draf, belum ditetapkan)")
    judul = next(n for n, baris in enumerate(isi) if baris[0] == "No")
    assert isi[judul][:3] == ["No", "NIK", "Nama"]
    milik = next(baris for baris in isi if orang.nik in baris)
    assert milik[6:8] == ["Jl. Mawar 1", "003/002"]
    assert milik[-6:-2] == ["APBD Kota Semarang 2026", "Rutin", "Januari 2026", 12.0]
    assert milik[-2:] == ["JKK+JKM", ""]
    assert len(isi) - judul - 1 == 2


def test_annex_is_made_once_for_two_clicks(admin):
    draf = susun_draf(admin)

    satu, dua = (actions.minta_lampiran(draf, oleh=admin) for _ in range(2))

    assert satu == dua
    draf.refresh_from_db()
    assert draf.tugas_lampiran == satu


def test_a_worker_killed_before_its_last_line_has_decided_nothing(
    petugas, verifikator, monkeypatch
):
    """520 cases were approved once, and the job said "0 disetujui, 520 tidak"."""
    kasus = ajukan_satu(petugas, dengan_keterangan=False)
    tugas = pesan_massal([kasus], verifikator)
    with monkeypatch.context() as patch:
        patch.setattr(tugas_latar.Pelaksana, "akhiri", mati)
        with pytest.raises(SystemExit):
            app.tasks[tugas.jenis].run(tugas.pk)
    assert Peserta.objects.get().status == Status.DIAJUKAN

    tugas = jalankan(tugas)

    assert (tugas.status, tugas.pesan) == ("selesai", "1 pengajuan disetujui, 0 tidak.")
    assert Peserta.objects.get().status == Status.LAYAK


def mati(*_):
    """As a killed process ends: no exception that the job could report."""
    raise SystemExit
