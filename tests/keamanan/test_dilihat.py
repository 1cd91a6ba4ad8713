"""What was seen is what is signed: every act of a second person, found by itself, wants the seal.

An act of two people is a constraint that compares two users of a row. Its button carries what the
page showed; without it, or with that of another page, nothing is done.
"""

import inspect
import re

import pytest
from django.apps import apps
from django.db.models import CheckConstraint
from django.urls import resolve, reverse

from peserta.models import Peserta, UsulanPeristiwa
from pijar.sidik import sidik
from tests.factories import PesertaFactory, terdaftar
from tests.keamanan.dunia import PADA, bangun
from tests.peran import buat, masuk
from tests.segel import segel
from tests.verifikasi.susunan import rencana, susun_draf, usul_gabung
from verifikasi import actions
from verifikasi.calon import Pilihan

K = {"konfirmasi": "1"}
# By constraint: objects of the small city that the addresses name, page, button, what it sends too.
TABEL: dict[str, tuple[str, str, str, dict[str, str]]] = {
    "penetapan_oleh_orang_lain":
        ("penetapan", "verifikasi:penetapan_tetapkan", "verifikasi:penetapan_tetapkan", {}),
    "perubahan_sk_orang_lain":
        ("perubahan_sk", "verifikasi:perubahan", "verifikasi:perubahan", K),
    "tagihan_diterbitkan_orang_lain":
        ("tagihan", "iuran:tagihan_terbitkan", "iuran:tagihan_terbitkan",
         {"tanggal": "10-03-2026"}),
    "koreksi_bayar_orang_lain": ("pembayaran koreksi", "iuran:koreksi", "iuran:koreksi", K),
    "pencabutan_orang_lain": ("penyelesaian cabut", "iuran:pencabutan", "iuran:pencabutan", K),
    "syarat_sumber_orang_lain":
        ("syarat", "iuran:sumber_syarat_detail", "iuran:sumber_syarat_detail", K),
    "perubahan_pagu_admin_lain":
        ("perubahan", "iuran:sumber_detail", "iuran:sumber_pagu_sahkan", {}),
    "pasangan_mirip_diputuskan_orang_lain":
        ("gabung", "verifikasi:gabung", "verifikasi:gabung_putus", {}),
    "aturan_urutan_orang_lain":
        ("aturan", "verifikasi:aturan_detail", "verifikasi:aturan_detail", K),
    "pelengkap_orang_lain":
        ("pelengkap", "verifikasi:pelengkap_detail", "verifikasi:pelengkap_detail", K),
    "pengesampingan_diputus_orang_lain":
        ("pengesampingan", "verifikasi:pengesampingan_detail",
         "verifikasi:pengesampingan_detail", K),
    "penarikan_orang_lain": ("penarikan", "laporan:penarikan", "laporan:penarikan", K),
    "perubahan_data_orang_lain":
        ("perubahan_data", "peserta:perubahan_detail", "peserta:perubahan_terapkan", {}),
    "usulan_sekaligus_dua_admin":
        ("usulan", "iuran:usulan_detail", "iuran:usulan_terima", {}),
    "usulan_akun_admin_lain": ("usulan_akun", "pengguna:usulan", "pengguna:usulan", K),
}  # fmt: skip
# Their own tests press these; here only that the button's address reads a seal.
BERSEGEL = {
    "tarif_dikonfirmasi_admin_lain": "iuran:tarif_konfirmasi",
    "versi_orang_lain": "verifikasi:kriteria_versi",
    "perubahan_bantuan_orang_lain": "iuran:perubahan_bantuan_detail",
    "penyelesaian_orang_lain": "iuran:penyelesaian",
    "saldo_diterapkan_orang_lain": "iuran:saldo_awal_terapkan",
}
# One row that nobody can change is answered or taken back: what was seen is what is there.
TETAP = {
    "pengajuan_diputuskan_orang_lain": "pengajuan_beku",
    "keberatan_dijawab_orang_lain": "keberatan_tetap",
    "kiriman_ditarik_orang_lain": "kiriman_tetap",
    "pernyataan_ditarik_orang_lain": "pernyataan_tetap",
    "serah_kartu_batal_orang_lain": "serah_kartu_tetap",
    "penggabungan_diputuskan_orang_lain": "penggabungan_tetap",
    "surat_batal_empat_mata": "surat_pelaku_tetap",
}
VERIFIKATOR = ("pasangan_mirip_diputuskan_orang_lain", "pengesampingan_diputus_orang_lain")
LAMA = sidik({"Isi": "lama"})


def empat_mata():
    """The constraints by which one user of a row is not the other."""
    for model in apps.get_models():
        for kendala in model._meta.constraints:
            if isinstance(kendala, CheckConstraint) and re.search(
                r"F\((\w*oleh|pengusul)\)", str(kendala.condition)
            ):
                yield kendala.name, model


def test_every_act_of_two_people_is_here():
    semua = dict(empat_mata())
    assert set(semua) == {*TABEL, *BERSEGEL, *TETAP}
    for nama, penjaga in TETAP.items():
        assert penjaga in [p.name for p in semua[nama]._meta.triggers], nama


@pytest.mark.parametrize("nama", sorted({*BERSEGEL.values(), "laporan:tutup"}))
def test_the_button_reads_a_seal(nama):
    view = inspect.unwrap(resolve(reverse(nama, args=[1])).func)
    modul = inspect.getsource(inspect.getmodule(view))
    assert re.search(r'POST\.get\("dilihat"|cleaned_data\["sidik"\]', modul), nama


@pytest.fixture
def dunia(db):
    satu = bangun()
    petugas = buat("pengusul_gabung", "petugas")
    satu.gabung = usul_gabung(petugas, PesertaFactory(), PesertaFactory())
    satu.usulan = UsulanPeristiwa.objects.create(
        peserta=terdaftar().peserta,
        jenis="pindah",
        tanggal=PADA,
        bukti_jenis="surat_pindah",
        bukti_nomor="474/1",
        oleh=petugas,
    )
    return satu


@pytest.mark.parametrize("nama", TABEL)
def test_without_the_seal_of_its_page_nothing_is_confirmed(dunia, nama):
    objek, halaman, tombol, isi = TABEL[nama]
    benda = [getattr(dunia, o) for o in objek.split()]
    client = masuk(buat("kedua", "verifikator" if nama in VERIFIKATOR else "admin"))
    pks = [b.pk for b in benda]
    lihat = [dunia.sumber.pk] if halaman == "iuran:sumber_detail" else pks
    sebelum = type(benda[-1]).objects.values().get(pk=pks[-1])
    medan = "sidik" if tombol == "iuran:sumber_pagu_sahkan" else "dilihat"
    alamat = f"{reverse(halaman, args=lihat)}?bagian=semua"

    assert segel(client, alamat, medan), "the page has no seal"
    tanpa = client.post(reverse(tombol, args=pks), isi)
    lama = client.post(reverse(tombol, args=pks), isi | {medan: LAMA})

    assert (tanpa.status_code, lama.status_code) == (409, 409)
    assert "tidak terbaca" in tanpa.text
    assert "Isi: tadinya lama, sekarang " in lama.text
    assert type(benda[-1]).objects.values().get(pk=pks[-1]) == sebelum


# Attacks: the list changes between the page and the button


def tambah(draf, admin):
    PesertaFactory(nama="WARSITI", status="layak")
    actions.tambah_baris(draf, Pilihan(), rencana(), oleh=admin)


def tukar(draf, admin):
    satu = draf.daftar_baris.get(peserta__nama="SUMINAH")
    actions.hapus_baris(draf, [satu.pk], oleh=admin)
    Peserta.objects.filter(pk=satu.peserta_id).update(status="berhenti")
    tambah(draf, admin)


def ganti_nik(draf, admin):
    Peserta.objects.filter(nama="SUMINAH").update(nik="3374010101800009")


def meninggal(draf, admin):
    Peserta.objects.filter(nama="SUMINAH").update(status="berhenti")


def bulan(draf, admin):
    draf.daftar_baris.filter(peserta__nama="SUMINAH").update(jumlah_bulan=6)


@pytest.mark.parametrize(
    ("ubah", "kata"),
    [
        (tambah, "Daftar orang: bertambah WARSITI ("),
        (tukar, "Daftar orang: tidak ada lagi SUMINAH ("),
        (ganti_nik, "Daftar orang: berubah SUMINAH ("),
        (meninggal, "Daftar orang: berubah SUMINAH ("),
        (bulan, "Daftar orang: berubah SUMINAH ("),
    ],
)
@pytest.mark.parametrize("medan", ["tampil", "dilihat"])
def test_a_list_that_changed_meanwhile_is_not_decreed(admin, ubah, kata, medan):
    for nama in ("SUMINAH", "PAINEM"):
        PesertaFactory(nama=nama, status="layak")
    draf = susun_draf(admin)
    client = masuk(buat("kedua", "admin"))
    tetapkan = reverse("verifikasi:penetapan_tetapkan", args=[draf.pk])
    detail = reverse("verifikasi:penetapan_detail", args=[draf.pk])
    cap = segel(client, tetapkan if medan == "dilihat" else detail, medan)
    assert cap

    ubah(draf, admin)
    jawaban = client.post(tetapkan, cap)

    draf.refresh_from_db()
    assert (jawaban.status_code, draf.status) == (409, "draf")
    assert kata in jawaban.text
    assert "PAINEM (" not in jawaban.text.split("Daftar orang:")[1].split("</")[0]
    for nik in Peserta.objects.values_list("nik", flat=True):
        assert nik not in jawaban.text


def test_what_did_not_change_is_decreed(admin):
    PesertaFactory(status="layak")
    draf = susun_draf(admin)
    client = masuk(buat("kedua", "admin"))
    tetapkan = reverse("verifikasi:penetapan_tetapkan", args=[draf.pk])
    client.post(tetapkan, segel(client, tetapkan))
    draf.refresh_from_db()
    assert draf.status == "ditetapkan"


def test_who_decrees_takes_nobody_out(admin):
    PesertaFactory(status="layak")
    draf = susun_draf(admin)
    client = masuk(buat("kedua", "admin"))
    hapus = reverse("verifikasi:penetapan_hapus", args=[draf.pk])

    jawaban = client.post(hapus, {"semua": "1"})

    assert jawaban.status_code == 409
    assert "Hanya penyusunnya" in jawaban.text
    assert draf.daftar_baris.count() == 1
    assert (
        "Kosongkan daftar"
        not in client.get(reverse("verifikasi:penetapan_detail", args=[draf.pk])).text
    )
