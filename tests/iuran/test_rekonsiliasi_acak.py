"""Whatever the branch writes: bins are disjoint and complete, and add up to both sides."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iuran.models import BagianDaftar, Iuran, TitikRekonsiliasi
from iuran.rekonsiliasi import rekap, titik_pada
from iuran.rekonsiliasi.selesai import selesaikan, tarik_penyelesaian
from tests.factories import bayar, terdaftar
from tests.iuran.rekon import AGUSTUS, KELURAHAN_MAJAPAHIT, daftar

KEPALA = ["NIK", "NAMA PESERTA", "NO KPJ", "IURAN", "STATUS", "BULAN"]
ORANG = 5
STATUS = ("", "AKTIF", "NON AKTIF", "AKTIF PU", "PIHAK LAIN", "BUKAN PENERIMA UPAH", "?")
baris = st.tuples(
    st.integers(0, ORANG),  # whose NIK; the last is nobody's
    st.integers(0, ORANG),  # whose KPJ
    st.sampled_from(["benar", "angka", "kosong", "rusak"]),
    st.sampled_from(["benar", "desimal", "kosong"]),
    st.sampled_from(["Siti Aminah", "ORANG LAIN", ""]),
    st.sampled_from([16_800, "16.800", 10_000, "", "dua"]),
    st.sampled_from(STATUS),
    st.sampled_from(["", "Agustus 2026", "202608", "Agustus 2026", "Juli 2026"]),
)


@pytest.fixture
def orang(db):
    semua = [terdaftar().peserta for _ in range(ORANG - 1)]
    bayar(AGUSTUS, AGUSTUS.replace(day=12))
    terdaftar(kelurahan_id=KELURAHAN_MAJAPAHIT)
    return semua


def tulis(orang, isi) -> list[object]:
    n, k, bentuk_nik, bentuk_kpj, nama, iuran, status, bulan = isi
    asing = "3374024502859991", "99900011122"
    nik = orang[n].nik if n < len(orang) else asing[0]
    kpj = orang[k].kpj if k < len(orang) else asing[1]
    return [
        {"benar": nik, "angka": int(nik), "kosong": "", "rusak": nik[:9]}[bentuk_nik],
        nama,
        {"benar": kpj, "desimal": f"{kpj}.0", "kosong": ""}[bentuk_kpj],
        iuran,
        status,
        bulan,
    ]


def tutup_hari(satu, admin) -> None:
    """Settling, and taking back, changes neither the list nor a day that is over."""
    hari = timezone.localdate()
    sebelum, angka = titik_pada(satu, hari), rekap(satu)
    besok = timezone.localtime() + timedelta(days=1)
    pks = list(TitikRekonsiliasi.objects.terbuka().values_list("pk", flat=True))
    if pks:
        selesaikan(pks, cara="wajar", alasan="x", oleh=admin, pada=besok)
        lusa = besok + timedelta(days=1)
        tarik_penyelesaian(pks[0], alasan="x", oleh=admin, pada=lusa)
    satu.refresh_from_db()
    assert titik_pada(satu, hari) == sebelum
    assert rekap(satu) == angka
    assert sum(titik_pada(satu, besok.date()).values()) == 0
    assert sum(titik_pada(satu, hari + timedelta(days=2)).values()) == (1 if pks else 0)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(isi=st.lists(baris, min_size=1, max_size=9), jenis=st.sampled_from(["aktif", "posting"]))
def test_bins_are_disjoint_complete_and_add_up(orang, admin, isi, jenis):
    titik = transaction.savepoint()
    satu = daftar(admin, *(tulis(orang, b) for b in isi), kepala=KEPALA, jenis=jenis)

    if satu.terbaca:
        semua = list(satu.daftar_baris.all())
        angka = rekap(satu)
        assert {b.bagian for b in semua} <= set(BagianDaftar.values)
        kita = Iuran.objects.filter(bulan=AGUSTUS, hidup=True, peserta__in=orang)
        assert sorted(b.iuran_id for b in semua if b.iuran_id) == sorted(
            kita.values_list("pk", flat=True)
        )
        assert len([b for b in semua if b.nomor]) == angka.semua.baris <= len(isi)
        for letak in range(len(angka.semua)):
            assert sum(n[letak] for _, n in angka.bagian) == angka.semua[letak]
        assert angka.semua.rupiah_kita == angka.semua.rupiah_tagih == 16_800 * len(orang)
        tutup_hari(satu, admin)
    transaction.savepoint_rollback(titik)
