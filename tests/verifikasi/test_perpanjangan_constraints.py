"""What the database refuses of extensions, each rule by its name."""

from datetime import date, datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError, InternalError, transaction

from pijar.bulan import WIB
from tests.factories import PesertaFactory, sumber
from tests.verifikasi.lanjut import JULI, JUNI, PADA, berakhir_juni, draf_lanjut, siapkan_juli
from verifikasi import actions
from verifikasi.models import BarisPenetapan, BarisPerpanjangan, Perpanjangan


def perpanjangan(oleh, **lain):
    isi = {
        "sumber": sumber("APBD"), "bulan_awal": JULI, "jumlah_bulan": 6, "kunci": uuid4(),
        "disusun_oleh": oleh, "dinilai_pada": PADA,
    }  # fmt: skip
    return Perpanjangan.objects.create(**isi | lain)


def baris(milik, **lain):
    isi = {
        "peserta": PesertaFactory(), "vonis": "ikut", "sebab": "ikut", "vonis_awal": "ikut",
        "bulan_awal": JULI, "jumlah_bulan": 6,
    }  # fmt: skip
    return BarisPerpanjangan.objects.create(perpanjangan=milik, **isi | lain)


@pytest.mark.parametrize(
    ("lain", "nama"),
    [
        ({"status": "entah"}, "perpanjangan_(status_sah|batal_beralasan)"),
        ({"jumlah_bulan": 5}, "perpanjangan_lama"),
        ({"jumlah_bulan": 13}, "perpanjangan_lama"),
        ({"bulan_awal": date(2026, 7, 2)}, "perpanjangan_tanggal_satu"),
        ({"bulan_terakhir": JULI}, "perpanjangan_sesudah_habis"),
        ({"status": "dibatalkan", "alasan_batal": " "}, "perpanjangan_batal_beralasan"),
        ({"alasan_batal": "x"}, "perpanjangan_batal_beralasan"),
    ],
)
def test_the_head_is_refused(admin, lain, nama):
    with pytest.raises(IntegrityError, match=nama), transaction.atomic():
        perpanjangan(admin, **lain)


@pytest.mark.parametrize(
    ("lain", "nama"),
    [
        ({"vonis": "entah"}, "lanjut_pilihan_sah"),
        ({"keadaan": "entah"}, "lanjut_pilihan_sah"),
        ({"keputusan": "entah"}, "lanjut_pilihan_sah"),
        ({"bulan_awal": date(2026, 7, 2)}, "lanjut_tanggal_satu"),
        ({"jumlah_bulan": 13}, "lanjut_tanggal_satu"),
        ({"keputusan": "tidak"}, "lanjut_putusan_lengkap"),
        ({"keadaan": "keluar"}, "lanjut_keluar_beralasan"),
    ],
)
def test_a_line_is_refused(admin, lain, nama):
    with pytest.raises(IntegrityError, match=nama), transaction.atomic():
        baris(perpanjangan(admin), **lain)


def test_one_open_line_takes_a_person(admin):
    pertama = baris(perpanjangan(admin, bulan_terakhir=JUNI))
    kedua = perpanjangan(admin)

    with pytest.raises(IntegrityError, match="lanjut_satu_terbuka"), transaction.atomic():
        baris(kedua, peserta=pertama.peserta)
    assert baris(kedua, peserta=pertama.peserta, keadaan="diambil")
    with pytest.raises(IntegrityError, match="lanjut_sekali"), transaction.atomic():
        baris(kedua, peserta=pertama.peserta, keadaan="diambil")


def test_what_was_prepared_stays(admin, admin2):
    satu = baris(perpanjangan(admin))
    semua = Perpanjangan.objects.filter(pk=satu.perpanjangan_id)

    for ubah in ({"bulan_awal": JUNI}, {"jumlah_bulan": 7}, {"disusun_oleh": admin2}):
        with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
            semua.update(**ubah)
    with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
        BarisPerpanjangan.objects.update(vonis_awal="tidak")
    with pytest.raises(InternalError, match="Cannot delete"), transaction.atomic():
        BarisPerpanjangan.objects.all()._raw_delete("default")
    assert semua.update(status="dibatalkan", alasan_batal="x") == 1
    with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
        semua.update(status="disusun", alasan_batal="")


def test_a_line_stands_in_one_decree(admin):
    draf = draf_lanjut([berakhir_juni()], oleh=admin)
    satu = draf.daftar_baris.get()
    lain = actions.susun_penetapan(nomor="463/9", tanggal=PADA, perihal="", oleh=admin)
    isi = {"sumber": satu.sumber, "bulan_awal": JULI, "jumlah_bulan": 6}

    with pytest.raises(IntegrityError, match="baris_penetapan_"), transaction.atomic():
        BarisPenetapan.objects.create(
            penetapan=lain, peserta=satu.peserta, perpanjangan=satu.perpanjangan, **isi
        )


def test_decision_without_who_or_when(admin, verifikator):
    berakhir_juni()
    semua = siapkan_juli(admin).daftar_baris
    jam = datetime(2026, 6, 10, 9, tzinfo=WIB)

    for isi in ({"diputus_oleh": verifikator}, {"diputus_pada": jam}, {}):
        with pytest.raises(IntegrityError, match="lanjut_putusan_lengkap"), transaction.atomic():
            semua.update(keputusan="tidak", dasar="x", **isi)
