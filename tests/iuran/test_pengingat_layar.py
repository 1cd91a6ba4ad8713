"""The pages of who must be reminded, their Excel and their messages."""

import re
from datetime import date
from urllib.parse import unquote

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from iuran.gerakan.golongan import DISAMPAIKAN, Golongan
from iuran.gerakan.ingatkan import Ingatan
from iuran.gerakan.pesan import PANJANG_ALAMAT, pesan_opd, pesan_penyumbang
from iuran.models import OPD, Janji
from iuran.penyumbang import Janjinya, keadaan_janji
from laporan.pekerjaan_rumah import untuk
from peserta.models import Peserta
from pijar.models import JejakAkses, Tugas
from tests.factories import JanjiFactory, PenyumbangFactory, PesertaFactory
from tests.iuran.janji_lunas import bayar_janji
from tests.iuran.susunan import jalankan
from tests.peran import buat, masuk

JAN, PADA = date(2026, 1, 1), date(2026, 5, 20)
SANA = "33.74.02"
PANJANG = re.compile(r"(?:\d[\s.,'’`/-]{0,2}){9,}")


NAMA_ANGKA = st.lists(
    st.one_of(
        st.sampled_from(["Siti", "3374010101900001", "0812 3456 7890", "19840305 200903 1 001"]),
        st.text(
            st.characters(categories=["L", "N", "P", "Zs"], max_codepoint=0x2FFF),
            min_size=1,
            max_size=20,
        ),
    ),
    min_size=1,
    max_size=5,
).map(" ".join)


def ingatan_palsu(nama: str, pekerja: str, golongan: Golongan = Golongan.BAYAR) -> Ingatan:
    """A row that is in no database."""
    janji = JanjiFactory.build(
        penyumbang=PenyumbangFactory.build(nama=nama, opd=OPD(nama="Dinas"), didata_oleh=None),
        peserta=PesertaFactory.build(nama=pekerja),
        didata_oleh=None,
    )
    keadaan = keadaan_janji(Janjinya(janji.mulai, janji.sampai, ()), PADA)
    return Ingatan(janji, golongan, keadaan, [JAN], 16_800, "")


@given(daftar=st.lists(st.tuples(NAMA_ANGKA, NAMA_ANGKA), min_size=1, max_size=20))
@settings(deadline=None, max_examples=40)
def test_pesan_tanpa_nomor_dan_tidak_terlalu_panjang(daftar: list[tuple[str, str]]) -> None:
    isi = [ingatan_palsu(*satu) for satu in daftar]
    pesan = [*pesan_opd("SMP Negeri 12", isi, PADA), pesan_penyumbang(isi, PADA)]
    for satu in pesan:
        assert not PANJANG.search(satu.teks)
        assert satu.alamat.startswith("https://wa.me/?text=")
        assert unquote(satu.alamat.partition("=")[2]) == satu.teks
        assert len(satu.alamat) <= PANJANG_ALAMAT + 200
        for i in isi:
            assert i.janji.penyumbang.nip not in satu.teks
            assert i.janji.peserta.nik not in satu.teks
            assert i.janji.penyumbang.hp not in satu.teks
    baris = [b for p in pesan[:-1] for b in p.teks.splitlines() if b.startswith("- ")]
    assert len(baris) == len(isi)  # nobody is lost between two messages


def test_pesan_menyebut_penyumbang_pekerja_dan_bulan() -> None:
    satu = ingatan_palsu("Bambang Lestari", "Siti Aminah")
    [pesan] = pesan_opd("Dinas Tenaga Kerja", [satu], PADA)
    assert pesan.teks == (
        "Yth. pengelola kepegawaian Dinas Tenaga Kerja,\n\n"
        "Mohon disampaikan kepada penyumbang ASN/PNS Peduli (keadaan 20 Mei 2026):\n"
        "- Bambang Lestari, pekerja Siti Aminah: segera bayar Januari 2026, sudah lewat jatuh "
        "tempo 15 Februari 2026\n\nAbaikan bila sudah dibayar atau diurus. Terima kasih."
    )


def test_pesan_sebelum_jatuh_tempo_menyebut_batasnya() -> None:
    [pesan] = pesan_opd("Dinas", [ingatan_palsu("Ani", "Siti")], date(2026, 2, 15))
    assert "bayar Januari 2026, paling lambat 15 Februari 2026\n" in pesan.teks


@pytest.mark.parametrize("satu", [g for g in Golongan if g not in DISAMPAIKAN])
def test_urusan_kantor_tidak_disampaikan(satu: Golongan) -> None:
    isi = [ingatan_palsu("Bambang", "Siti", satu)]
    assert pesan_opd("Dinas", isi, PADA) == []
    assert pesan_penyumbang(isi, PADA) is None


# Screens


@pytest.fixture(autouse=True)
def _kini(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_: PADA)


def buat_janji(nama: str, lunas: int, **isi: object) -> Janji:
    """A promise of a donor with a worker, of whom the first months are paid."""
    donor = isi.pop("penyumbang", None) or PenyumbangFactory(nama=nama)
    janji = JanjiFactory(
        penyumbang=donor, peserta=PesertaFactory(nama=f"Pekerja {nama}", status="terdaftar"), **isi
    )
    if lunas:
        bayar_janji(janji, lunas)
    return janji


def lain_opd(nama: str) -> Janji:
    kantor = OPD.objects.exclude(nama="Dinas Tenaga Kerja").first()
    return buat_janji(nama, 4, penyumbang=PenyumbangFactory(nama=nama, opd=kantor))


def buka(client, **saringan: object):
    return client.get(reverse("iuran:ingatkan_daftar"), saringan)


@pytest.fixture
def empat(db) -> list[Janji]:
    """One to pay, one in grace, one lapsed, one paid until December."""
    return [buat_janji(n, m) for n, m in (("Ani", 4), ("Budi", 3), ("Cici", 1), ("Dodo", 12))]


def test_ringkas_menghitung_keadaan_dan_opd(admin_client, empat) -> None:
    lain_opd("Eko")
    isi = admin_client.get(reverse("iuran:ingatkan")).context
    hitung = {g: n for g, n in isi["golongan"] if n}
    assert hitung == {"bayar": 2, "tenggang": 1, "putus": 1, "aman": 1}
    assert isi["semua"] == sum(b.semua for b, *_ in isi["baris"]) == 5
    assert {b.opd.nama: angka for b, *angka in isi["baris"]}["Dinas Tenaga Kerja"] == [1, 1, 1]


def test_daftar_menyaring_opd_dan_keadaan(admin_client, empat) -> None:
    lain = lain_opd("Eko").penyumbang.opd
    disnaker = OPD.objects.get(nama="Dinas Tenaga Kerja")

    def nama(**saringan: object) -> list[str]:
        return [i.janji.penyumbang.nama for i, _ in buka(admin_client, **saringan).context["baris"]]

    assert nama() == ["Ani", "Budi", "Cici", "Eko"]
    assert nama(opd=disnaker.pk) == ["Ani", "Budi", "Cici"]
    assert nama(golongan="bayar") == ["Ani", "Eko"]
    assert nama(golongan="aman") == ["Dodo"]
    assert nama(opd=lain.pk, golongan="putus") == []
    assert nama(opd="x", golongan="y") == ["Ani", "Budi", "Cici", "Eko"]


def test_halaman_opd_membuka_whatsapp_tanpa_nomor(admin_client, empat) -> None:
    html = buka(admin_client, opd=empat[0].penyumbang.opd_id).text
    tautan = re.findall(r'href="(https://wa\.me/[^"]*)"\s+target="_blank"\s+rel="([^"]*)"', html)
    assert [rel for _, rel in tautan] == ["noopener noreferrer"] * 4  # three donors, one office
    for alamat, _ in tautan:
        assert alamat.startswith("https://wa.me/?text=")
        assert not PANJANG.search(unquote(alamat))
    for janji in empat:
        rahasia = (janji.penyumbang.nip, janji.peserta.nik, janji.penyumbang.hp)
        assert not [r for r in rahasia if r in html]
    assert "Piagam terima kasih" in html


def test_satu_pesan_untuk_semua_pekerja_satu_penyumbang(admin_client, empat) -> None:
    buat_janji("Ani", 2, penyumbang=empat[0].penyumbang)
    baris = buka(admin_client, golongan="").context["baris"]
    milik = [pesan for i, pesan in baris if i.janji.penyumbang == empat[0].penyumbang]
    assert milik[0] is not None
    assert milik[0].teks.count("- Pekerja Ani: ") == 2
    assert milik[1] is None


def test_opd_besar_menjadi_beberapa_pesan(admin_client, db) -> None:
    for n in range(30):
        buat_janji(f"Penyumbang {chr(65 + n % 26)}", 4)
    isi = buka(admin_client, opd=Janji.objects.first().penyumbang.opd_id).context
    assert len(isi["pesan"]) > 1
    assert sum(p.teks.count("\n- ") for p in isi["pesan"]) == 30
    assert isi["pesan"][0].teks.endswith(f"(pesan 1 dari {len(isi['pesan'])})")


@pytest.mark.parametrize("peran", ["petugas", "verifikator", "admin"])
def test_hanya_pekerja_wilayahnya(peran: str, empat) -> None:
    sana = buat_janji("Zulaikha", 4)
    Peserta.objects.filter(pk=sana.peserta_id).update(kelurahan_id=f"{SANA}.1001")
    lain = lain_opd("Eko").penyumbang.opd
    client = masuk(buat("sini", peran, wilayah=[SANA]))
    assert lain.nama not in buka(client).text  # nor among the choices
    assert [i.janji for i, _ in buka(client, opd=lain.pk).context["baris"]] == [sana]
    assert [i.janji for i, _ in buka(client).context["baris"]] == [sana]
    isi = client.get(reverse("iuran:ingatkan")).context
    assert isi["semua"] == 1
    client.post(reverse("iuran:ingatkan_unduh"), {})
    tugas = jalankan(Tugas.objects.get(jenis="iuran.ekspor_pengingat"))
    assert [b[1] for b in lembar(tugas)] == ["Zulaikha"]


def test_sekda_tidak_melihat_nama(sekda_client, empat) -> None:
    for nama in ("ingatkan", "ingatkan_daftar"):
        assert sekda_client.get(reverse(f"iuran:{nama}")).status_code == 403
    assert sekda_client.post(reverse("iuran:ingatkan_unduh")).status_code == 403


def lembar(tugas: Tugas) -> list[list]:
    """The rows of the sheet below its titles."""
    isi = CalamineWorkbook.from_path(tugas.hasil.path).get_sheet_by_index(0).to_python()
    kepala = next(n for n, b in enumerate(isi) if b[0] == "No.")
    return isi[kepala + 1 :]


@pytest.mark.parametrize("saringan", [{}, {"golongan": "putus"}, {"golongan": "h14"}])
def test_excel_sama_dengan_layar(admin_client, admin, empat, saringan: dict) -> None:
    layar = [
        [i.janji.penyumbang.nama, i.janji.penyumbang.nip_samar, i.janji.penyumbang.opd.nama,
         i.janji.peserta.nama, i.golongan.label, i.kalimat, i.kata_bulan, i.tempo or "",
         i.nominal or ""]
        for i, _ in buka(admin_client, **saringan).context["baris"]
    ]  # fmt: skip
    jawaban = admin_client.post(reverse("iuran:ingatkan_unduh"), saringan)
    tugas = jalankan(Tugas.objects.get(jenis="iuran.ekspor_pengingat"))
    assert jawaban.url == reverse("tugas:detail", args=[tugas.pk])
    isi = lembar(tugas)
    assert [b[1:] for b in isi] == layar
    rahasia = [r for j in empat for r in (j.penyumbang.nip, j.peserta.nik, j.penyumbang.hp)]
    assert not [r for r in rahasia if r in str(isi)]
    jejak = JejakAkses.objects.get(tindakan="ekspor")
    assert (jejak.oleh, jejak.jumlah) == (admin, len(layar))
    assert not PANJANG.search(jejak.objek)


@pytest.mark.parametrize("jumlah", [1, 3])
@pytest.mark.parametrize(("nama", "kueri"), [("ingatkan", 11), ("ingatkan_daftar", 14)])
def test_kueri_tetap(admin_client, jumlah: int, nama: str, kueri: int, django_assert_num_queries):
    for n in range(jumlah):
        buat_janji(f"Ani {n}", 4)
    with django_assert_num_queries(kueri):
        admin_client.get(reverse(f"iuran:{nama}"))


@pytest.mark.parametrize("jumlah", [1, 3])
def test_kueri_halaman_opd_tetap(admin_client, jumlah: int, django_assert_num_queries) -> None:
    for n in range(jumlah):
        buat_janji(f"Ani {n}", 4)
    opd = Janji.objects.first().penyumbang.opd_id
    with django_assert_num_queries(16):
        buka(admin_client, opd=opd)


def test_beranda_menyebut_sekali(admin, petugas, empat) -> None:
    [satu] = [t for t in untuk(admin, pada=PADA) if "ASN/PNS" in t.label]
    assert satu[:3] == (
        "pekerja ASN/PNS Peduli belum dibayar iurannya: 1 terputus, 1 tenggang, "
        "1 waktunya membayar",
        3,
        reverse("iuran:ingatkan"),
    )
    assert not [t for t in untuk(petugas, pada=PADA) if "ASN/PNS" in t.label]
    assert not [t for t in untuk(admin, pada=date(2025, 12, 1)) if "ASN/PNS" in t.label]
