"""Whatever BPJS writes: bins are disjoint and complete, and every promise stands in one row."""

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iuran.daftar_setoran.tampil import rekap
from iuran.daftar_setoran.terapkan import terapkan_setoran
from iuran.models import BagianSetoran, Iuran, Pembayaran
from tests.factories import JanjiFactory, PesertaFactory, sumber, terdaftar
from tests.iuran.setoran import AGUSTUS, TARIF, catat, daftar

KEPALA = ["NIK", "NAMA PESERTA", "NO KPJ", "NIP", "IURAN", "STATUS", "BULAN"]
ORANG = 5
STATUS = ("", "AKTIF", "BELUM BAYAR", "NON AKTIF", "AKTIF PU", "?")
baris = st.tuples(
    st.integers(0, ORANG),  # whose NIK; the last is nobody's
    st.integers(0, ORANG),  # whose KPJ
    st.sampled_from(["benar", "angka", "kosong", "rusak"]),
    st.sampled_from(["benar", "desimal", "kosong"]),
    st.sampled_from(["Siti Aminah", "ORANG LAIN", "", "JUMLAH"]),
    st.sampled_from(["", "198403052009031001", "19840305", "-"]),
    st.sampled_from([TARIF, "16.800", 10_000, "", "dua", -5]),
    st.sampled_from(STATUS),
    st.sampled_from(["", "Agustus 2026", "202608", "Agustus 2026", "Juli 2026"]),
)


@pytest.fixture
def orang(db):
    """Promised; paid by a slip; promised until March; paid by the city; without a promise."""
    sumber("ASN")
    janji = [JanjiFactory() for _ in range(2)]
    catat(janji[1], mulai=AGUSTUS)
    akhir = JanjiFactory(tempo=3)
    return [
        *(j.peserta for j in (*janji, akhir)),
        terdaftar(AGUSTUS, 1).peserta,
        PesertaFactory(status="terdaftar"),
    ]


def tulis(orang, isi) -> list[object]:
    n, k, bentuk_nik, bentuk_kpj, nama, nip, iuran, status, bulan = isi
    nik = orang[n].nik if n < len(orang) else "3374024502859991"
    kpj = orang[k].kpj if k < len(orang) else "99900011122"
    return [
        {"benar": nik, "angka": int(nik), "kosong": "", "rusak": nik[:9]}[bentuk_nik],
        nama,
        {"benar": kpj, "desimal": f"{kpj}.0", "kosong": ""}[bentuk_kpj],
        nip,
        iuran,
        status,
        bulan,
    ]


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(isi=st.lists(baris, min_size=1, max_size=9))
def test_bagian_terpisah_lengkap_dan_dicatat_apa_adanya(orang, admin, isi):
    titik = transaction.savepoint()
    satu = daftar(admin, *(tulis(orang, b) for b in isi), kepala=KEPALA)

    if satu.terbaca:
        semua = list(satu.daftar_baris.all())
        angka = rekap(satu)
        assert {b.bagian for b in semua} <= set(BagianSetoran.values)
        assert len(semua) == angka.semua.orang == sum(n.orang for _, n in angka.bagian)
        assert len([b for b in semua if b.nomor]) == angka.semua.baris <= len(isi)
        janji = [b.janji_id for b in semua if b.janji_id]
        assert len(janji) == len(set(janji))  # a promise stands in one row
        utama = {b.janji.peserta_id for b in semua if b.janji_id}
        berjalan = {orang[0].pk, orang[1].pk}
        lain = {b.peserta_id for b in semua if b.sebab == "pembayar_lain"}
        assert berjalan <= utama | lain
        catat_dan_periksa(satu, admin)
    transaction.savepoint_rollback(titik)


def catat_dan_periksa(satu, admin) -> None:
    """Recording pays exactly the new months, each at its tariff, and nothing else."""
    sebelum = set(Iuran.objects.hidup().values_list("pk", flat=True))
    baru = rekap(satu).baru
    assert terapkan_setoran(satu.pk, oleh=admin, pada=timezone.now()) == baru.orang
    tambah = Iuran.objects.hidup().exclude(pk__in=sebelum)
    assert sum(i.nominal for i in tambah) == baru.harga == baru.orang * TARIF
    bayar = Pembayaran.objects.filter(jenis="bpjs")
    assert [p.nominal for p in bayar] == ([baru.harga] if baru.orang else [])
    dicatat = set(satu.daftar_baris.filter(sebab="baru").values_list("iuran", flat=True))
    assert dicatat == set(tambah.values_list("pk", flat=True))
