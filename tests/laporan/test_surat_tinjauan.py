"""Papers that say what was overruled by two, and each look at the person."""

from laporan.surat.bahan import Bahan
from laporan.surat.susun.berita_acara import susun
from laporan.surat.susun.penjelasan import susun_penjelasan
from peserta.models import Peserta
from tests.peran import buat
from tests.verifikasi.kesampingan import ISI, kasus_penerima_upah, konfirmasi, usulkan
from tests.verifikasi.susunan import PADA, jadikan_layak, susun_draf
from verifikasi import actions
from verifikasi.actions.tinjau_ulang import tinjau_layak
from verifikasi.models import Pengajuan


def dikesampingkan(petugas, verifikator):
    """An approved case with a criterion that two verifiers overruled."""
    kasus = kasus_penerima_upah(petugas)
    konfirmasi(usulkan(kasus, verifikator), buat("kedua", "verifikator"))
    actions.setujui(kasus, oleh=verifikator, pada=PADA)
    return Pengajuan.objects.get(pk=kasus.pk)


def test_the_explanation_says_what_two_overruled(petugas, verifikator, admin):
    kasus = dikesampingkan(petugas, verifikator)

    isi = susun_penjelasan(Bahan(kasus, PADA, admin))

    kalimat = next(p for p in isi.penutup if "dikesampingkan" in p)
    assert "oleh dua petugas verifikasi yang berbeda" in kalimat
    assert f"{ISI.nomor} tanggal 10 Maret 2026: {ISI.alasan}" in kalimat
    [upah] = [b for b in isi.tabel[0].baris if "penerima upah" in b[1]]
    assert upah[3] == "Ya"
    assert "Tercatat sebagai penerima upah aktif" in upah[2]


def test_the_explanation_names_each_look(petugas, verifikator, admin):
    orang = jadikan_layak(petugas, verifikator)
    Peserta.objects.update(status_bpjs="pu_aktif")
    tinjau_layak(pada=PADA)
    kasus = orang.daftar_pengajuan.get(status="disetujui")

    isi = susun_penjelasan(Bahan(kasus, PADA, admin))

    assert isi.tabel[1].judul == "Setiap pemeriksaan"
    assert {(b[1], b[3]) for b in isi.tabel[1].baris} == {
        ("Saat diajukan", "Ya"),
        ("Saat diputuskan", "Ya"),
        ("Saat diajukan", "Belum"),
        ("Sebelum ditetapkan", "Tidak"),
    }
    assert any("penerima upah aktif" in b[4] for b in isi.tabel[1].baris)


def test_the_explanation_of_one_never_overruled_says_nothing_of_it(petugas, verifikator, admin):
    orang = jadikan_layak(petugas, verifikator)

    isi = susun_penjelasan(Bahan(orang.daftar_pengajuan.get(), PADA, admin))

    assert not any("dikesampingkan" in p for p in isi.penutup)


def test_the_minutes_name_what_two_overruled_and_the_look_before_freezing(
    petugas, verifikator, admin, admin2
):
    kasus = dikesampingkan(petugas, verifikator)
    draf = susun_draf(admin)
    actions.tetapkan(draf, oleh=admin2, pada=PADA)
    draf.refresh_from_db()

    tabel = {t.judul: t for t in susun(Bahan(draf, PADA, admin)).tabel}

    [baris] = tabel["Kriteria yang dikesampingkan dua verifikator"].baris
    assert baris[1] == kasus.nama
    assert ISI.alasan in baris[3]
    assert baris[4] == "Verifikator; Kedua"
    assert tabel["Pemeriksaan sebelum ditetapkan"].baris == [[1, 1, 0]]
