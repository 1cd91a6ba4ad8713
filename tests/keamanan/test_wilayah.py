"""An officer of one area knocks at every address with things of another area.

The answer is never the thing: 403, 404, or 409, without the person's name; and nothing changes.
One city serves all addresses: whatever is wrong is collected and shown together.
"""

import pytest
from django.http import FileResponse
from django.urls import reverse

from iuran.klaim.actions import buka_klaim
from iuran.models import JenisKlaim, Klaim
from iuran.peristiwa.actions.usulan import tolak_usulan, usulkan_peristiwa
from peserta.models import JenisPeristiwa, Peristiwa, Peserta
from tests.factories import PesertaFactory
from tests.keamanan.dunia import (
    KELURAHAN_SANA,
    NAMA,
    SANA,
    SINI,
    bangun,
    orang_sana,
    petugas_sini,
    potret,
    semua_alamat,
)
from tests.peran import buat, masuk
from tests.verifikasi.susunan import PADA, usul_gabung
from verifikasi.actions.gabung import gabungkan

PERAN = ("petugas", "verifikator", "admin")
ALAMAT = dict(semua_alamat())
# What the pk of an address names; an address with a pk that stands nowhere fails the test.
OBJEK = {
    "tugas": "tugas",
    "saringan": "saringan",
    "retensi": "penahanan",
    "pengguna": "akun",
    "jejak": "ringkasan",
    "pengguna:usulan": "usulan_akun",
    "peserta": "peserta",
    "peserta:impor": "impor",
    "peserta:isian": "isian",
    "iuran:perlindungan": "peserta",
    "iuran:peristiwa": "peserta",
    "iuran:usulan": "usulan",
    "iuran:kartu": "kartu",
    "iuran:klaim": "klaim",
    "iuran:janji": "janji",
    "iuran:tagihan": "tagihan",
    "iuran:sumber": "sumber",
    "iuran:penyumbang": "penyumbang",
    "iuran:setoran": "setoran",
    "iuran:rekonsiliasi": "daftar_bpjs",
    "iuran:rekonsiliasi_titik": "titik",
    "iuran:opd": "opd",
    "iuran:rencana": "skenario",
    "iuran:tarif": "tarif",
    "iuran:pembayaran": "pembayaran",
    "iuran:koreksi": "pembayaran",
    "iuran:penyelesaian": "penyelesaian",
    "iuran:pencabutan": "penyelesaian",
    "iuran:perubahan_bantuan": "perubahan_bantuan",
    "iuran:jejak_bulan": "peserta",
    "iuran:saldo_awal": "saldo",
    "iuran:pemadanan": "padanan",
    "iuran:impor_penyumbang": "impor_penyumbang",
    "iuran:berkas_bpjs": "berkas_bpjs",
    "iuran:jawaban": "berkas_bpjs",
    "verifikasi:penetapan": "penetapan",
    "verifikasi:gabung": "pasangan",
    "verifikasi:keberatan": "keberatan",
    "verifikasi:pengesampingan": "pengesampingan",
    "verifikasi:uji_petik": "uji_petik",
    "verifikasi:uji_petik_orang": "orang_uji",
    "verifikasi:uji_petik_catat": "orang_uji",
    "verifikasi:kunjungan": "kunjungan",
    "verifikasi:perpanjangan": "perpanjangan",
    "verifikasi:pernyataan": "pernyataan",
    "verifikasi:pernyataan_orang": "peserta",
    "verifikasi:pernyataan_catat": "peserta",
    "verifikasi": "pengajuan",
    "laporan": "laporan",
    "laporan:penarikan": "penarikan",
    "laporan:data_orang": "peserta",
    "laporan:surat": "naskah",
    "laporan:surat_templat": "templat",
    "laporan:surat_penandatangan": "tanda",
    "laporan:dasar_hukum": "dasar",
    "peserta:kata": "kata",
    "laporan:cakupan": "data_cakupan",
    "verifikasi:aturan_detail": "aturan",
    "verifikasi:kriteria": "versi",
    "verifikasi:pelengkap_detail": "pelengkap",
    "verifikasi:tempat": "bantuan",
}
KHUSUS = {
    "verifikasi:penetapan_keluar": "sk_perubahan",
    "verifikasi:penetapan_tetap": "sk_perubahan",
    "verifikasi:penetapan_koreksi": "sk_perubahan",
    "tugas:ulang": "gagal",
    "tugas:batal": "antre",
    "iuran:sumber_pagu_sahkan": "perubahan",
    "iuran:sumber_pagu_tolak": "perubahan",
    "iuran:sumber_syarat_detail": "syarat",
    "iuran:janji_baru": "penyumbang",
    "verifikasi:riwayat": "peserta",
    "verifikasi:perubahan": "perubahan_sk",
    "verifikasi:keberatan_baru": "ditolak",
    "verifikasi:pengesampingan_baru": "pengajuan",
    "peserta:perubahan_detail": "perubahan_data",
    "peserta:perubahan_terapkan": "perubahan_data",
    "peserta:perubahan_tolak": "perubahan_data",
    "peserta:perubahan_biarkan": "perubahan_data",
    "verifikasi:perbaiki": "peserta",
    "verifikasi:periksa_ulang": "layak",
    "verifikasi:buka_lagi": "tidak_layak",
}
ANAK = (
    "jawaban", "peristiwa", "berkas", "baris", "kiriman", "koreksi", "pindaian", "surat", "cabut",
    "kriteria",
)  # fmt: skip
LAIN = {
    "bab": "surat",
    "nomor": 2,
    "kolom": 0,
    "jenis": "pdf",
    "bulan": "2026-02",
    "kode": "tidak-dikenal",
    "sidik": "tidak-dikenal",
}
# Sums without a name: everybody with lihat_laporan has them.
# The settings of papers are the whole office's.
UNTUK_SEMUA = {
    "laporan:bulanan_detail", "laporan:unduh", "laporan:penarikan", "laporan:surat_templat_unduh",
    "panduan_bab",
    "laporan:surat_templat_contoh", "laporan:dasar_hukum_ubah", "laporan:dasar_hukum_ganti",
    "laporan:dasar_hukum_batal", "peserta:kata_satu", "verifikasi:aturan_detail",
    "laporan:cakupan_ubah", "verifikasi:kriteria_versi", "verifikasi:kriteria_banding",
    "verifikasi:kriteria_kepala", "verifikasi:kriteria_tambah", "verifikasi:kriteria_ubah",
    "verifikasi:kriteria_lengkapi", "verifikasi:kriteria_coba", "verifikasi:kriteria_coba_orang",
    "verifikasi:pelengkap_detail",
}  # fmt: skip
# Enough for every form behind an address with a pk.
ISIAN = {
    "alasan": "Ingin tahu saja", "kembalikan-alasan": "x", "berbeda-alasan": "x",
    "batal-alasan": "x", "tolak-alasan": "x", "semua": "on",
    "tampil": "2", "baris": "2", "jenis": "pindah",
    "tanggal": "2026-03-10", "nominal": "16800", "keterangan": "x",
    "ejaan": "Setda Kota", "jumlah": "40", "pada": "10-03-2026", "asal": "x", "tahun": "2026",
    "orang": "4", "nama": "x", "aktif": "on",
}  # fmt: skip
BERPARAMETER = sorted(n for n, pola in ALAMAT.items() if "<" in str(pola.pattern))
DAFTAR = sorted(set(ALAMAT) - {*BERPARAMETER})


@pytest.fixture
def dunia(db):
    return bangun()


def objek(nama: str) -> str:
    """The attribute of Dunia that the pk of address ``nama`` names."""
    if nama in KHUSUS:
        return KHUSUS[nama]
    cocok = [awal for awal in OBJEK if nama == awal or nama.startswith((f"{awal}_", f"{awal}:"))]
    return OBJEK[max(cocok, key=len)]


def alamat(nama: str, dunia) -> str:
    pengubah = ALAMAT[nama].pattern.converters
    isi = {k: LAIN[k] for k in pengubah if k in LAIN}
    for anak in ANAK:
        if f"{anak}_pk" in pengubah:
            isi[f"{anak}_pk"] = getattr(dunia, anak).pk
    if "pk" in pengubah:
        isi["pk"] = getattr(dunia, objek(nama)).pk
    return reverse(nama, kwargs=isi)


def isi(jawaban) -> str:
    """What a page says; a file is read to its end, for it stays open until then."""
    if isinstance(jawaban, FileResponse):
        jawaban.getvalue()
        return ""
    return jawaban.text


@pytest.mark.parametrize("peran", PERAN)
def test_nothing_of_another_area_opens_or_changes(dunia, peran):
    client, sebelum, bocor = petugas_sini(peran), potret(), []

    for nama in BERPARAMETER:
        ke = alamat(nama, dunia)
        boleh = {302, 403, 404, 405, 409} | ({200, 422} if nama in UNTUK_SEMUA else set())
        for cara, jawaban in {
            "get": client.get(ke),
            "htmx": client.get(ke, headers={"hx-request": "true"}),
            "post": client.post(ke, ISIAN),
        }.items():
            teks = isi(jawaban)
            if jawaban.status_code not in boleh or NAMA in teks:
                bocor.append(f"{cara} {nama}: {jawaban.status_code}")

    assert bocor == []
    assert potret() == sebelum


@pytest.mark.parametrize("peran", PERAN)
def test_no_list_count_or_choice_tells_of_another_area(dunia, peran):
    client, bocor = petugas_sini(peran), []
    kueri = (
        "",
        "?bagian=semua",
        "?q=Zulaikha",
        f"?kelurahan={KELURAHAN_SANA}",
        f"?impor={dunia.impor.pk}",
    )
    # The dashboard's table by kecamatan is for everybody; no other page knows the places there.
    kota = {"beranda", "laporan:keadaan"}
    rahasia = {n: (NAMA,) if n in kota else (NAMA, "Bulu Lor") for n in DAFTAR}

    for nama in DAFTAR:
        for akhir in kueri:
            html = isi(client.get(reverse(nama) + akhir))
            bocor += [f"{nama}{akhir}" for r in rahasia[nama] if r in html]

    assert bocor == []


# What a POST without a pk may name: ids of people, cases, sources, filters over there.
MASSAL = {
    "peserta:cari": {"q": "{nik}"},
    "jejak:ekspor": {"orang": "{peserta}"},
    "saringan_simpan": {"daftar": "peserta:daftar", "nama": "Saya", "kueri": "status=draf"},
    "peserta:ekspor": {"kelurahan": KELURAHAN_SANA, "sebab": "rekap"},
    "peserta:periksa_nik": {"nik": "{nik}"},
    "peserta:baru": {
        "nik": "{nik}", "nama": "Orang Lain", "tanggal_lahir": "1985-02-15", "jenis_kelamin": "P",
        "kelurahan": "33.74.01.1001", "pekerjaan": "tukang_becak", "sumber_data": "kelurahan",
        "sudah_dicocokkan": "on",
    },
    "peserta:simpan_isian": {"nik": "{nik}", "kunci": "6a1c0d3e-0000-4000-8000-000000000001"},
    "peserta:isian_foto": {"kunci": "6a1c0d3e-0000-4000-8000-000000000001", "jenis": "ktp"},
    "verifikasi:daftarkan": {
        "nik": "{nik}", "nama": "Orang Lain", "tanggal_lahir": "1985-02-15", "jenis_kelamin": "P",
        "kelurahan": "33.74.01.1001", "pekerjaan": "tukang_becak", "sumber_data": "kelurahan",
        "sudah_dicocokkan": "on",
    },
    "peserta:impor": {"sumber_data": "kelurahan"},
    "verifikasi:ajukan": {"peserta": "{peserta}"},
    "verifikasi:ajukan_kirim": {
        "peserta": "{peserta}", "tanggal": "2026-03-09",
        "diterangkan_oleh": "RT", "bukti": "Surat",
    },
    "verifikasi:tarik": {"peserta": "{diajukan}"},
    "verifikasi:massal": {"kasus": "{pengajuan}", "kode": "usia", "dasar": "Surat"},
    "verifikasi:massal_setujui": {"kode": "usia", "dasar": "Surat"},
    "verifikasi:cari": {"q": "{nik}"},
    "verifikasi:penetapan_baru": {"nomor": "463/9", "tanggal": "2026-03-10", "perihal": ""},
    "iuran:berkas_bpjs_baru": {"profil": "bpu_kolektif", "kelompok": "{apbd}"},
    "verifikasi:kembali": {
        "susun": "1", "orang": "{peserta}", "nomor": "463/8", "tanggal": "10-03-2026",
        "sumber": "{dbhcht}", "jenis": "rutin", "bulan_awal": "03-2026", "jumlah_bulan": "6",
        "pernyataan": "x",
    },
    "verifikasi:perpanjangan_baru": {
        "orang": "{peserta}", "tujuan": "{dbhcht}", "bulan_awal": "03-2026", "jumlah_bulan": "6",
        "siapkan": "1",
    },
    "verifikasi:pernyataan": {
        "kelurahan": KELURAHAN_SANA, "orang": "{peserta}", "tanggal": "10-03-2026",
        "pihak": "sendiri",
    },
    "verifikasi:aturan_urutan": {},
    "verifikasi:kriteria_baru": {},
    "verifikasi:uji_petik_baru": {
        "mulai": "01-01-2026", "sampai": "10-03-2026", "cara": "semua", "persen": "100",
        "kelurahan": KELURAHAN_SANA, "ambil": "1",
    },
    "laporan:layanan_batas": {},
    "verifikasi:tempat_isi": {"susun": "1", "tempat": "{tempat}", "tanggal": "10-03-2026"},
    "verifikasi:ditahan": {"tindakan": "keluarkan", "alasan": "x", "semua": "1"},
    "iuran:saldo_awal": {},
    "iuran:impor_penyumbang": {},
    "iuran:penyumbang_baru": {
        "nip": "{nip}", "nama": "Orang Lain", "opd": "{opd}", "hp": "", "sejak": "2026-03-10",
    },
    "iuran:pemadanan": {"jenis": "kependudukan", "tanggal": "10-03-2026", "pengirim": "x"},
    "iuran:pemadanan_minta": {"bulan": "2026-03", "sebab": "padan"},
    "iuran:habis_henti": {
        "orang": "{peserta}", "jenis": "masa_berakhir", "tanggal": "10-03-2026", "keterangan": "x",
    },
    "iuran:habis_henti_usulkan": {
        "orang": "{peserta}", "jenis": "masa_berakhir", "tanggal": "10-03-2026", "keterangan": "x",
    },
    "iuran:kartu_serah": {"orang": "{peserta}", "tanggal": "10-03-2026", "penerima": "diri"},
    "iuran:perubahan_bantuan_baru": {
        "jenis": "pendekkan", "mulai": "2026-10", "dasar_nomor": "900/1",
        "dasar_tanggal": "10-03-2026", "alasan": "x",
    },
    "iuran:usulan_massal": {"usulan": "{usulan}", "semua": "1"},
    "iuran:usulan_massal_catat": {"usulan": "{usulan}", "semua": "1"},
    "iuran:tagihan_baru": {"sumber": "{dbhcht}", "bulan": "2026-03"},
    "iuran:sumber_baru": {
        "kode": "APBD-P", "nama": "APBD", "jenis": "apbd", "tahun": "2026", "urutan": "2",
        "keadaan": "rancangan", "pagu": "1000000", "kuota": "5", "alasan": "x",
    },
    "iuran:setoran": {"bulan": "2026-03"},
    "iuran:rekonsiliasi": {"bulan": "2026-03", "cabang": "pemuda", "jenis": "aktif"},
    "iuran:rekonsiliasi_titik": {
        "titik": "{titik}", "semua": "1", "cara": "wajar", "alasan": "x",
    },
    "iuran:gerakan_bpjs": {"bulan": "2026-03", "nomor": "B/9", "tanggal": "10-03-2026"},
    "iuran:opd_baru": {"nama": "Dinas Baru", "jenis": "dinas", "aktif": "on"},
    "iuran:opd_jumlah": {"asal": "BKPP"},
    "iuran:rencana_baru": {"nama": "x"},
    "iuran:tarif_baru": {
        "mulai": "2026-06", "penghasilan_min": "0", "dasar": "1000000", "jkk": "12000",
        "jkm": "7000", "jht": "0", "sektor": "semua", "pembayar": "semua",
        "dasar_hukum": "pp-44-2015", "catatan": "x",
    },
    "iuran:pembayaran_baru": {
        "tagihan": "{tagihan}", "nomor": "S/1", "tanggal": "2026-03-10", "nominal": "16800",
    },
    "iuran:kelebihan_ekspor": {},
    "iuran:ingatkan_unduh": {"opd": "{opd}"},
    "iuran:kelebihan_baru": {
        "iuran": "{sia}", "jenis": "ditolak", "surat_nomor": "B/9", "surat_tanggal": "2026-03-10",
        "nominal": "16800", "keterangan": "x",
    },
    "peserta:perubahan_banyak": {"usulan": "{perubahan}", "semua": "on"},
    "peserta:perubahan_banyak_terapkan": {"usulan": "{perubahan}", "semua": "on"},
    "laporan:buat": {"bulan": "2026-01"},
    "laporan:surat_kop": {},
    "laporan:surat_penandatangan": {},
    "laporan:surat_pola": {},
    "laporan:surat_templat": {},
    "laporan:dasar_hukum_baru": {},
    "laporan:cakupan_baru": {},
    "laporan:surat_baru": {
        "jenis": "surat_tagihan", "objek": "{tagihan}", "tanggal": "2026-03-10",
    },
}  # fmt: skip
TANPA_ORANG = {
    "masuk", "keluar", "kata_sandi", "masuk_kode", "dua_faktor", "akun_pemulihan", "akun_sesi_lain",
}  # fmt: skip


@pytest.mark.parametrize("peran", PERAN)
def test_no_bulk_action_reaches_another_area(dunia, peran):
    client, bocor = petugas_sini(peran), []
    nilai = {
        "{nik}": dunia.peserta.nik,
        "{peserta}": dunia.peserta.pk,
        "{diajukan}": dunia.pengajuan.peserta_id,
        "{pengajuan}": dunia.pengajuan.pk,
        "{tagihan}": dunia.tagihan.pk,
        "{sia}": dunia.penyelesaian.daftar_baris.get().iuran_id,
        "{apbd}": f"pendaftaran::{dunia.berkas_bpjs.sumber_id}:2026-01",
        "{dbhcht}": dunia.tagihan.sumber_id,
        "{perubahan}": dunia.perubahan_data.pk,
        "{tempat}": dunia.bantuan.pk,
        "{titik}": dunia.titik.pk,
        "{nip}": dunia.penyumbang.nip,
        "{opd}": dunia.penyumbang.opd_id,
    }
    sebelum = potret()

    for nama in sorted({*DAFTAR} - TANPA_ORANG):
        if client.post(reverse(nama)).status_code in {403, 405}:
            continue
        kiriman = {k: nilai.get(v, v) for k, v in MASSAL[nama].items()}
        jawaban = client.post(reverse(nama), kiriman, follow=True)
        if NAMA in jawaban.text:
            bocor.append(nama)

    assert bocor == []
    sesudah = potret()
    # A decree without a line, what was typed, kept filters and the log are the officer's own.
    sendiri = {"verifikasi_penetapan", "peserta_isiantertunda", "pijar_saringantersimpan"}
    sendiri.add("pijar_jejakakses")
    assert {t for t in sebelum if sesudah[t] != sebelum[t]} <= sendiri
    assert Peserta.objects.filter(nama=NAMA).count() == Peserta.objects.count()


def test_a_taken_nik_tells_nothing_about_the_person(dunia):
    client = petugas_sini("petugas")

    jawaban = client.post(reverse("peserta:baru"), MASSAL["peserta:baru"] | {
        "nik": dunia.peserta.nik
    })  # fmt: skip

    assert jawaban.status_code == 422
    assert "sudah tercatat di wilayah lain" in jawaban.text
    for rahasia in (NAMA, "Bandarharjo", "Semarang Utara"):
        assert rahasia not in jawaban.text
    assert jawaban.text.count(dunia.peserta.nik) == 1, "where it was typed"


def test_what_hangs_on_a_merged_person_follows_who_stays(petugas, verifikator, admin):
    lebur = orang_sana(status="berhenti")
    kejadian = Peristiwa.objects.create(peserta=lebur, jenis="kecelakaan", tanggal=PADA)
    klaim = buka_klaim(kejadian, JenisKlaim.JKK, oleh=admin)
    Klaim.objects.update(status="ditutup")
    usulan = usulkan_peristiwa(lebur, JenisPeristiwa.PIHAK_LAIN, PADA, oleh=petugas, pada=PADA)
    tolak_usulan(usulan, alasan="Belum.", oleh=admin)
    gabungkan(usul_gabung(petugas, PesertaFactory(), lebur), oleh=verifikator, pada=PADA)
    daftar = ("/iuran/klaim/?status=ditutup", "/iuran/peristiwa/?status=ditolak")
    satu = (f"/iuran/klaim/{klaim.pk}/", f"/iuran/peristiwa/{usulan.pk}/")

    dulu, kini = (masuk(buat(kode, "petugas", wilayah=[kode])) for kode in (SANA, SINI))

    assert [NAMA in dulu.get(ke).text for ke in daftar] == [False, False]
    assert [dulu.get(ke).status_code for ke in satu] == [404, 404]
    assert [NAMA in kini.get(ke).text for ke in daftar] == [True, True]
    assert [kini.get(ke).status_code for ke in satu] == [200, 200]
