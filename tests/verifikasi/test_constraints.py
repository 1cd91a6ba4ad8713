"""What a row must never be, the database refuses: each constraint by its name."""

from datetime import date

import pytest
from django.db import IntegrityError, InternalError, transaction

from iuran.models import KondisiInsidental, SumberDana
from tests.factories import PesertaFactory
from tests.verifikasi.susunan import JANUARI, PADA, ajukan_satu, susun_draf
from verifikasi import actions
from verifikasi.models import (
    BarisPenetapan,
    JawabanKriteria,
    Kriteria,
    PelengkapVersi,
    Penetapan,
    Pengajuan,
    VersiKriteria,
)
from verifikasi.models.kriteria import saat_bawaan


def ditolak(nama, jenis=IntegrityError):
    """The statement inside fails, and the sentence names the constraint."""
    return pytest.raises(jenis, match=nama)


def draf(**lain):
    isi = {"judul": "Draf", "berlaku_mulai": date(2030, 1, 1)} | lain
    return VersiKriteria.objects.create(**isi)


def kriteria(versi, **lain):
    isi = {"kode": "surat", "judul": "Surat", "urutan": 1, "saat": saat_bawaan()} | lain
    return Kriteria.objects.create(versi=versi, **isi)


def ubah_versi(versi, **isi):
    VersiKriteria.objects.filter(pk=versi.pk).update(**isi)


def test_kriteria_sekali_per_versi(db):
    versi = draf()
    kriteria(versi)

    with ditolak("kriteria_sekali_per_versi"), transaction.atomic():
        kriteria(versi)


@pytest.mark.parametrize(
    ("nama", "isi"),
    [
        ("kriteria_jenis_sah", {"jenis": "lain"}),
        ("kriteria_kesampingkan_sah", {"kesampingkan": "lain"}),
        ("kriteria_saat_sah", {"saat": []}),
        ("kriteria_saat_sah", {"saat": ["putusan", "besok"]}),
    ],
)
def test_kriteria_is_of_a_known_kind(db, nama, isi):
    with ditolak(nama), transaction.atomic():
        kriteria(draf(), **isi)


@pytest.mark.parametrize(
    ("nama", "isi"),
    [
        ("versi_masa_sah", {"berlaku_sampai": date(2029, 12, 31)}),
        ("versi_status_sah", {"status": "lain"}),
        ("versi_pindaian_sah", {"pindaian": "x.pdf"}),
        ("versi_satu_aktif_sehari", {"status": "aktif"}),  # the shipped one has no end
    ],
)
def test_versi_is_sound(db, nama, isi):
    with ditolak(nama), transaction.atomic():
        draf(**isi)


def test_versi_orang_lain(admin, admin2):
    lama = VersiKriteria.objects.get()
    ubah_versi(lama, berlaku_sampai=date(2029, 12, 31))
    versi = draf(status="diusulkan", diusulkan_oleh=admin)

    with ditolak("versi_orang_lain"), transaction.atomic():
        ubah_versi(versi, status="aktif", diputus_oleh=admin)
    with ditolak("versi_orang_lain"), transaction.atomic():
        ubah_versi(versi, status="aktif")
    ubah_versi(versi, status="aktif", diputus_oleh=admin2)


@pytest.mark.parametrize("keadaan", ["aktif", "diusulkan"])
@pytest.mark.parametrize("ubah", ["versi", "kriteria", "tanda", "hapus", "tambah", "hapus_versi"])
def test_version_is_fixed_from_the_proposal_on(db, keadaan, ubah):
    versi = VersiKriteria.objects.get()
    if keadaan == "diusulkan":
        versi = draf()
        kriteria(versi, kode="usia", perlu_konfirmasi=True)
        ubah_versi(versi, status="diusulkan")

    with ditolak("tidak dapat diubah|hanya draf", InternalError), transaction.atomic():
        if ubah == "versi":
            ubah_versi(versi, judul="Lain")
        elif ubah == "kriteria":
            versi.daftar_kriteria.filter(kode="usia").update(parameter={"bulan_maks": 720})
        elif ubah == "tanda":
            versi.daftar_kriteria.filter(kode="usia").update(perlu_konfirmasi=False)
        elif ubah == "hapus":
            versi.daftar_kriteria.filter(kode="usia").delete()
        elif ubah == "tambah":
            kriteria(versi)
        else:
            versi.delete()


def test_draft_may_change_and_go(db):
    versi = draf()
    ubah_versi(versi, judul="Lain")
    kriteria(versi).delete()
    kriteria(versi)

    VersiKriteria.objects.get(pk=versi.pk).delete()

    assert VersiKriteria.objects.count() == 1


def test_active_version_ends_once_and_earlier_only(db):
    versi = VersiKriteria.objects.get()
    ubah_versi(versi, berlaku_sampai=date(2026, 12, 31))

    ubah_versi(versi, berlaku_sampai=date(2026, 11, 30))
    for sampai in (date(2026, 12, 1), None):
        with ditolak("tidak dapat diubah", InternalError), transaction.atomic():
            ubah_versi(versi, berlaku_sampai=sampai)


@pytest.mark.parametrize("dari", ["draf", "aktif"])
def test_version_takes_no_other_way(db, dari):
    versi = draf() if dari == "draf" else VersiKriteria.objects.get()

    with ditolak("transition", InternalError), transaction.atomic():
        ubah_versi(versi, status="aktif" if dari == "draf" else "draf")


def test_version_once_used_is_not_taken_back(petugas):
    versi = ajukan_satu(petugas).versi

    with ditolak("sudah dipakai", InternalError), transaction.atomic():
        ubah_versi(versi, status="batal")


def pelengkap(versi, **lain):
    isi = {"judul": versi.judul, "nomor": "100.3/1/2026", "alasan": "Keputusan sudah terbit"}
    isi |= {"pasti": True, "kriteria_pasti": ["usia"]}
    return PelengkapVersi.objects.create(versi=versi, **isi | lain)


def test_active_version_is_completed_as_another_admin_confirmed(admin, admin2):
    versi = VersiKriteria.objects.get()
    usia = versi.daftar_kriteria.filter(kode="usia")
    usul = pelengkap(versi, diusulkan_oleh=admin)

    for _ in range(2):
        with ditolak("tidak dapat diubah", InternalError), transaction.atomic():
            ubah_versi(versi, nomor=usul.nomor)
        with ditolak("tidak dapat diubah", InternalError), transaction.atomic():
            usia.update(perlu_konfirmasi=False)
    PelengkapVersi.objects.update(status="dikonfirmasi", diputus_oleh=admin2)
    ubah_versi(versi, nomor=usul.nomor, perlu_konfirmasi=False)
    usia.update(perlu_konfirmasi=False)

    with ditolak("tidak dapat diubah", InternalError), transaction.atomic():
        ubah_versi(versi, nomor="lain")
    with ditolak("tidak dapat diubah", InternalError), transaction.atomic():
        versi.daftar_kriteria.filter(kode="tidak_ganda").update(perlu_konfirmasi=False)


@pytest.mark.parametrize(
    ("nama", "isi"),
    [
        ("pelengkap_beralasan", {"alasan": " "}),
        ("pelengkap_status_sah", {"status": "lain"}),
        ("pelengkap_orang_lain", {"status": "dikonfirmasi"}),
        ("pelengkap_pindaian_sah", {"pindaian_mime": "text/html"}),
    ],
)
def test_pelengkap_is_sound(admin, nama, isi):
    with ditolak(nama), transaction.atomic():
        pelengkap(VersiKriteria.objects.get(), diusulkan_oleh=admin, **isi)


def test_pelengkap_satu_usulan(admin):
    versi = VersiKriteria.objects.get()
    satu = pelengkap(versi, diusulkan_oleh=admin)

    with ditolak("pelengkap_satu_usulan"), transaction.atomic():
        pelengkap(versi, diusulkan_oleh=admin)
    with ditolak("pelengkap_tetap", InternalError), transaction.atomic():
        PelengkapVersi.objects.filter(pk=satu.pk).update(nomor="lain")
    with ditolak("pelengkap_tidak_dihapus", InternalError), transaction.atomic():
        satu.delete()


def test_pengajuan_satu_menunggu(petugas):
    kasus = ajukan_satu(petugas)

    with ditolak("pengajuan_satu_menunggu"), transaction.atomic():
        Pengajuan.objects.create(
            peserta=kasus.peserta, versi=kasus.versi, cuplikan={}, diajukan_oleh=petugas
        )


@pytest.mark.parametrize(
    ("nama", "ubah"),
    [
        ("pengajuan_status_sah", {"status": "lain"}),
        ("pengajuan_putusan_lengkap", {"status": "disetujui"}),
        ("pengajuan_tolak_beralasan", {"status": "ditolak"}),
        ("pengajuan_tolak_beralasan", {"status": "dikembalikan"}),
    ],
)
def test_pengajuan_rows(petugas, verifikator, nama, ubah):
    kasus = ajukan_satu(petugas)
    baru = Pengajuan(
        peserta=PesertaFactory(), versi=kasus.versi, cuplikan={}, diajukan_oleh=petugas, **ubah
    )
    if nama != "pengajuan_putusan_lengkap":
        baru.diputuskan_oleh, baru.diputuskan_pada = verifikator, kasus.diajukan_pada

    with ditolak(nama), transaction.atomic():
        baru.save()


@pytest.mark.parametrize("kolom", ["cuplikan", "diajukan_oleh"])
def test_pengajuan_beku(petugas, verifikator, kolom):
    kasus = ajukan_satu(petugas)
    ubah = {"cuplikan": {}} if kolom == "cuplikan" else {"diajukan_oleh": verifikator}

    with ditolak("Cannot update", InternalError), transaction.atomic():
        Pengajuan.objects.filter(pk=kasus.pk).update(**ubah)


def test_pengajuan_sekali_diputuskan(petugas, verifikator):
    kasus = ajukan_satu(petugas)
    actions.setujui(kasus, oleh=verifikator, pada=PADA)

    with ditolak("Invalid transition", InternalError), transaction.atomic():
        Pengajuan.objects.filter(pk=kasus.pk).update(status="ditolak", alasan="x")


def test_jawaban_sekali(petugas):
    kasus = ajukan_satu(petugas)

    with ditolak("jawaban_sekali"), transaction.atomic():
        JawabanKriteria.objects.create(pengajuan=kasus, kode="usia", jawaban="ya")


def test_jawaban_kriteria_sah(petugas):
    kasus = ajukan_satu(petugas)

    with ditolak("jawaban_kriteria_sah"), transaction.atomic():
        JawabanKriteria.objects.create(pengajuan=kasus, kode="lain", jawaban="mungkin")


def test_jawaban_orang_berdasar(petugas, verifikator):
    kasus = ajukan_satu(petugas)

    with ditolak("jawaban_orang_berdasar"), transaction.atomic():
        JawabanKriteria.objects.create(pengajuan=kasus, kode="lain", jawaban="ya", oleh=verifikator)


@pytest.mark.parametrize(
    ("nama", "ubah"),
    [
        ("penetapan_status_sah", {"status": "lain"}),
        ("penetapan_ada_penetap", {"status": "ditetapkan"}),
        ("penetapan_batal_beralasan", {"status": "dibatalkan"}),
    ],
)
def test_penetapan_rows(admin, nama, ubah):
    with ditolak(nama), transaction.atomic():
        Penetapan.objects.create(nomor="1", tanggal=PADA, disusun_oleh=admin, **ubah)


def test_penetapan_oleh_orang_lain(admin):
    with ditolak("penetapan_oleh_orang_lain"), transaction.atomic():
        Penetapan.objects.create(
            nomor="1", tanggal=PADA, disusun_oleh=admin, status="ditetapkan", ditetapkan_oleh=admin
        )


def test_penetapan_nomor_sekali(admin):
    susun_draf(admin)

    with ditolak("nomor"), transaction.atomic():
        Penetapan.objects.create(nomor="463/1/2026", tanggal=PADA, disusun_oleh=admin)


def test_penetapan_sekali(admin):
    draf = susun_draf(admin)
    actions.batalkan(draf, alasan="x", oleh=admin)

    with ditolak("Invalid transition", InternalError), transaction.atomic():
        Penetapan.objects.update(status="draf")


@pytest.mark.parametrize(
    ("nama", "ubah"),
    [
        ("baris_penetapan_lama", {"jumlah_bulan": 5}),
        ("baris_penetapan_lama", {"jumlah_bulan": 13}),
        ("baris_penetapan_lama", {"jenis": "insidental", "jumlah_bulan": 4, "kondisi": True}),
        ("baris_penetapan_lama", {"jenis": "insidental", "jumlah_bulan": 0, "kondisi": True}),
        ("baris_penetapan_insidental_berkondisi", {"jenis": "insidental", "jumlah_bulan": 3}),
        ("baris_penetapan_tanggal_satu", {"bulan_awal": date(2026, 1, 2)}),
    ],
)
def test_baris_penetapan_rows(admin, nama, ubah):
    isi = {"jumlah_bulan": 12, "bulan_awal": JANUARI, **ubah}
    if isi.pop("kondisi", False):
        isi |= {"kondisi": KondisiInsidental.objects.first(), "catatan": "Banjir."}

    with ditolak(nama), transaction.atomic():
        BarisPenetapan.objects.create(
            penetapan=susun_draf(admin),
            peserta=PesertaFactory(status="layak"),
            sumber=SumberDana.objects.get(kode="APBD"),
            **isi,
        )


@pytest.mark.parametrize(
    ("jenis", "jumlah"), [("rutin", 6), ("rutin", 12), ("insidental", 1), ("insidental", 3)]
)
def test_baris_penetapan_lengths_that_are_allowed(admin, jenis, jumlah):
    baris = BarisPenetapan.objects.create(
        penetapan=susun_draf(admin),
        peserta=PesertaFactory(status="layak"),
        sumber=SumberDana.objects.get(kode="APBD"),
        jenis=jenis,
        kondisi=KondisiInsidental.objects.first() if jenis == "insidental" else None,
        catatan="Banjir." if jenis == "insidental" else "",
        bulan_awal=JANUARI,
        jumlah_bulan=jumlah,
    )

    assert baris.pk


def test_baris_penetapan_satu_draf(admin):
    PesertaFactory(status="layak")
    baris = susun_draf(admin).daftar_baris.get()

    with ditolak("baris_penetapan_satu_draf"), transaction.atomic():
        BarisPenetapan.objects.create(
            penetapan=susun_draf(admin, "463/2/2026"),
            peserta=baris.peserta,
            sumber=baris.sumber,
            bulan_awal=JANUARI,
            jumlah_bulan=12,
        )
