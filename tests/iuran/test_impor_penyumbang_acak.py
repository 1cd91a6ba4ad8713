"""Whatever people type: every answer has a verdict, applying is whole, again changes nothing."""

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iuran.impor_penyumbang.fakta import Fakta
from iuran.impor_penyumbang.periksa import Acuan, periksa_jawaban
from iuran.impor_penyumbang.vonis import beri_vonis
from iuran.models import (
    BERJANJI,
    OPD,
    Janji,
    NasibPekerja,
    NasibPenyumbang,
    PenempatanOPD,
    Penyumbang,
)
from peserta.kamus import kamus_terkini
from peserta.models import Peserta
from tests.factories import JanjiFactory, PesertaFactory, nik_dari, terdaftar
from tests.iuran.jawaban_asn import (
    HARI_INI,
    LAHIR,
    SAAT,
    batalkan,
    centang,
    jawaban,
    minta,
    nip,
    saat,
    unggah,
)
from tests.iuran.susunan import jalankan

TEMPO = ["12 bulan", "1 tahun", "setahun sekali", "triwulan", "3 bulan", "bulanan", "entah", "", 6]
MULAI = ["Mei 2026", "Juni 2026", "Agustus 2026", "03/2026", "2026-05-01", "kapan", "", 46_143]
SEL = (
    "waktu", "nip", "nama_asn", "opd", "hp_asn", "nik", "nama", "tanggal_lahir", "jenis_kelamin",
    "kelurahan", "kecamatan", "pekerjaan", "tempo", "mulai", "keterangan",
)  # fmt: skip
ORANG = 4
satu = st.tuples(
    st.integers(0, 3),  # whose NIP
    st.integers(0, ORANG + 1),  # whose NIK
    st.sampled_from(["benar", "angka", "kosong", "rusak", "tukar"]),
    st.sampled_from(TEMPO),
    st.sampled_from(MULAI),
    st.sampled_from(["Disnaker", "Dinkes", "Kec. Tugu", "Dinas Entah", ""]),
    st.integers(1, 19),  # the day of the answer
    st.sampled_from(["Siti Aminah", "ORANG LAIN", ""]),
)
apa_saja = st.one_of(
    st.text(max_size=30), st.integers(), st.floats(), st.none(), st.booleans(), st.datetimes()
)


@pytest.fixture
def orang(db, monkeypatch):
    """The first is on the city's money, the second in a batch, the third another donor's."""
    monkeypatch.setattr(timezone, "localdate", lambda *_: HARI_INI)
    monkeypatch.setattr(timezone, "now", lambda: SAAT)
    terdaftar(nik=nik_dari(LAHIR, "P", 0))
    PesertaFactory(nik=nik_dari(LAHIR, "P", 1), status="didaftarkan")
    janji = JanjiFactory(peserta__nik=nik_dari(LAHIR, "P", 2), tempo=6)
    return janji.peserta


def tulis(isi) -> list[object]:
    n, k, bentuk, tempo, mulai, opd, hari, nama = isi
    benar, nik = nip(n), nik_dari(LAHIR, "P", k)
    tertulis = {
        "benar": benar, "angka": int(benar), "kosong": "", "rusak": benar[:17], "tukar": nik
    }[bentuk]  # fmt: skip
    lain = {"nik": benar} if bentuk == "tukar" else {"nik": nik}
    return jawaban(
        n, nip=tertulis, tempo=tempo, mulai=mulai, opd=opd, waktu=saat(hari), nama=nama, **lain
    )


def isi_semua() -> list[list[object]]:
    """What applying may change, row by row."""
    tabel = (Penyumbang, PenempatanOPD, Janji, Peserta)
    return [[*m.objects.order_by("pk").values()] for m in tabel]


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(isi=st.lists(satu, min_size=1, max_size=8))
def test_applied_whole_once_and_back(orang, admin, isi):
    titik = transaction.savepoint()
    impor = unggah(*map(tulis, isi), oleh=admin)

    if impor.status == "diperiksa":
        assert sum(impor.jumlah[v] for v in impor.jumlah if v != "dibaca") == impor.jumlah["dibaca"]
        centang(impor, "ubah", "peringatan")
        if impor.daftar_baris.filter(dipilih=True).exists():
            terapkan_dan_kembali(impor, isi, admin)
    transaction.savepoint_rollback(titik)


def terapkan_dan_kembali(impor, isi, admin) -> None:
    sebelum = Janji.objects.aktif().count()
    tugas = jalankan(minta(impor, oleh=admin))
    assert tugas.status == "selesai", tugas.galat
    impor.refresh_from_db()
    masuk = impor.daftar_baris.filter(hasil="masuk")
    assert impor.jumlah["dilewati"] == 0
    assert masuk.count() == impor.daftar_baris.filter(dipilih=True).count()
    berjanji = masuk.filter(nasib_pekerja__in=BERJANJI)
    assert Janji.objects.aktif().count() == sebelum + berjanji.count()
    for b in masuk.select_related("penyumbang", "janji__penyumbang"):
        assert b.penyumbang.nip == b.nip
        assert b.janji_id is None or b.janji.penyumbang.nip == b.nip

    sesudah = isi_semua()
    lagi = unggah(*map(tulis, isi), oleh=admin, nama="lagi.xlsx")
    if lagi.pk != impor.pk:
        assert not lagi.daftar_baris.filter(nasib_pekerja__in=BERJANJI).exists()
    assert isi_semua() == sesudah

    batalkan(impor, oleh=admin)
    assert Janji.objects.aktif().count() == sebelum


@pytest.mark.django_db
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    isi=st.dictionaries(
        st.sampled_from(SEL),
        apa_saja,
    )
)
def test_no_cell_is_a_traceback(isi):
    acuan = Acuan(OPD.objects.filter(jenis="dinas"))

    satu = periksa_jawaban(2, isi, acuan=acuan, kamus=kamus_terkini(), pada=HARI_INI)
    (v,) = beri_vonis([satu], fakta_kosong())

    assert v.vonis in {"baru", "peringatan", "galat"}
    assert v.pekerja.nasib in NasibPekerja.values
    assert v.donatur.nasib in NasibPenyumbang.values


def fakta_kosong():
    return Fakta(opd=dict(OPD.objects.values_list("pk", "nama")))
