"""The paper of an amending decree: who leaves, who comes, before and after."""

from datetime import date

import pytest

from laporan.surat.bahan import Bahan
from laporan.surat.jenis import JENIS
from pijar.errors import AturanDilanggarError
from tests.factories import PesertaFactory
from tests.laporan import contoh_sk
from tests.verifikasi.ganti import ubah
from tests.verifikasi.susunan import rencana
from verifikasi import actions
from verifikasi.actions.ubah import Koreksi, keluarkan_lewat, koreksi_baris
from verifikasi.models import PerubahanPenetapan


def susun(kode, objek, oleh, tanggal):
    return JENIS[kode].susun(Bahan(objek, tanggal, oleh))


@pytest.fixture
def sk(admin):
    return contoh_sk.sk(admin)


def sk_perubahan(asal, oleh):
    """The draft of an amending decree: Budi leaves, somebody else comes, Siti is corrected."""
    draf = ubah(asal, oleh, "463/9/2026")
    pergi = asal.daftar_baris.get(peserta__nama="Budi Santoso")
    keluarkan_lewat(draf, {pergi.pk: "Dibayar perusahaan"}, oleh=oleh)
    PesertaFactory(status="layak", nama="Dewi Lestari")
    isi = rencana(bulan_awal=date(2026, 4, 1), jumlah_bulan=9)
    actions.tambah_baris(draf, actions.Pilihan(), isi, oleh=oleh)
    siti = asal.daftar_baris.select_related("peserta").get(peserta__nama="Siti Aminah")
    koreksi = Koreksi(isi.sumber, date(2026, 5, 1), 8, "bulan keliru")
    koreksi_baris(draf, siti, koreksi, oleh=oleh)
    return draf


def test_an_amending_decree_says_who_leaves_and_comes(sk, admin, admin2):
    draf = sk_perubahan(sk, admin)
    satu = PerubahanPenetapan.objects.select_related("penetapan", "melalui").get(melalui=draf)
    with pytest.raises(AturanDilanggarError, match="bertanggal 10 Maret 2026"):
        susun("keputusan_perubahan", satu, admin, date(2026, 3, 11))

    isi = susun("keputusan_perubahan", satu, admin, date(2026, 3, 10))

    assert isi.perihal.startswith("Perubahan atas Keputusan Wali Kota Semarang Nomor 463/1/2026")
    assert "mengeluarkan 2 (dua) orang sebagaimana tercantum dalam Lampiran I" in isi.diktum[0]
    assert "memasukkan 2 (dua) orang sebagaimana tercantum dalam Lampiran II" in isi.diktum[0]
    assert "semula 3 (tiga) orang menjadi 3 (tiga) orang" in isi.diktum[1]
    assert "(enam ratus empat ribu delapan ratus rupiah) menjadi Rp487.200" in isi.diktum[1]
    keluar, masuk_, beda = isi.lampiran
    assert [b[1] for b in keluar.baris] == ["Budi Santoso", "Siti Aminah"]
    assert keluar.baris[0][-2:] == ["Januari 2026", "Dibayar perusahaan"]
    assert {b[1] for b in masuk_.baris} == {"Dewi Lestari", "Siti Aminah"}
    assert beda.baris[0][2:] == [3, 3, 36, 29, 604_800, 487_200]
    assert beda.jumlah[2:] == beda.baris[0][2:]

    with pytest.raises(AturanDilanggarError, match="masih usulan"):
        JENIS["keputusan_perubahan"].nomor(satu)
    actions.tetapkan(draf, oleh=admin2)
    satu.refresh_from_db()
    assert JENIS["keputusan_perubahan"].nomor(satu) == "463/9/2026"
    assert susun("keputusan_perubahan", satu, admin, date(2026, 3, 10)) == isi


def test_an_empty_or_removing_only_amendment(sk, admin):
    draf = ubah(sk, admin, "463/9/2026")
    with pytest.raises(AturanDilanggarError, match="masih kosong"):
        susun("keputusan_perubahan", draf.perubahan, admin, date(2026, 3, 10))
    pergi = sk.daftar_baris.get(peserta__nama="Budi Santoso")
    keluarkan_lewat(draf, {pergi.pk: "x"}, oleh=admin)

    isi = susun("keputusan_perubahan", draf.perubahan, admin, date(2026, 3, 10))

    assert "memasukkan" not in isi.diktum[0]
    assert [t.judul[:4] for t in isi.lampiran] == ["I. D", "II. "]
