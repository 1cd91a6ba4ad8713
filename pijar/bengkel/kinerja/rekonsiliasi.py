"""BPJS's list of a whole city's month: read, matched, put in bins; then the page of a bin.

All kecamatan belong to one branch here, so that the list is of everybody. A thirtieth of the lines
are unknown, a thirtieth differ, and a thirtieth of our people have none.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.models import Count
from django.test import Client
from django.utils import timezone

from iuran.models import DaftarBPJS, Iuran, JenisDaftar, TitikRekonsiliasi
from iuran.rekonsiliasi.baca import baca_daftar
from iuran.rekonsiliasi.terima import DaftarMasuk, unggah_daftar
from peserta.models import Cabang, Kecamatan
from pijar.bengkel.kinerja import Ukuran, dasbor, hasil, p95, puncak_mb, waktu
from pijar.excel import tulis_besar
from pijar.models import Pengguna

ULANG = 9
SETIAP = 30
BERKAS = "daftar.xlsx"
KOLOM = ("NO", "NIK", "NAMA PESERTA", "NO KPJ", "TGL LAHIR", "IURAN", "STATUS")
# The yardstick: the lines beside the month's rows by one plain join, written down with the same
# indexes; no file is read, nothing compared, no reference checked. It is short, so that anything
# else on the machine shows: the middle of several.
TABEL = """
    DROP TABLE IF EXISTS pg_temp.patokan;
    CREATE TEMP TABLE patokan (LIKE iuran_barisdaftarbpjs INCLUDING ALL)
"""
PATOKAN = """
    INSERT INTO patokan
    SELECT b.* FROM iuran_barisdaftarbpjs b
    JOIN iuran_iuran i ON i.peserta_id = b.peserta_id AND i.bulan = %s AND i.hidup
    WHERE b.daftar_id = %s
"""


def siapkan(folder: Path, orang: int) -> None:
    """The sample city, and the file of its fullest month."""
    dasbor.siapkan(folder, orang)
    Kecamatan.objects.update(cabang=Cabang.PEMUDA)
    tulis_besar(folder / BERKAS, "Daftar", KOLOM, _isi(terpadat()), ("DAFTAR POSTING", ""))
    with connection.cursor() as kursor:
        kursor.execute("VACUUM (ANALYZE)")


def terpadat() -> date:
    """The month with most live rows."""
    bulan = Iuran.objects.hidup().order_by().values_list("bulan").annotate(n=Count("pk"))
    return max(bulan, key=lambda b: b[1])[0]


def _isi(bulan: date) -> Iterator[list[str]]:
    kolom = ("peserta__nik", "peserta__nama", "peserta__kpj", "peserta__tanggal_lahir")
    hidup = Iuran.objects.hidup().filter(bulan=bulan).order_by("peserta").values_list(*kolom)
    for n, (nik, nama, kpj, lahir) in enumerate(hidup.iterator(), 1):
        isi = [str(n), nik, nama.upper(), kpj, f"{lahir:%d-%m-%Y}", "16800", "AKTIF"]
        if n % SETIAP == 0:
            isi[1:4] = f"9{n:015}", "ORANG LAIN", f"9{n:010}"
        elif n % SETIAP == 1:
            isi[2] += " BIN"
        yield isi


def ukur(folder: Path, orang: int) -> Ukuran:
    """Seconds of the job's work, the peak memory, and the page of a bin."""
    admin, bulan = Pengguna.objects.get(username="admin"), terpadat()
    isi = DaftarMasuk(bulan, Cabang.PEMUDA, JenisDaftar.POSTING, timezone.localdate())
    berkas = SimpleUploadedFile(BERKAS, (folder / BERKAS).read_bytes())
    daftar = unggah_daftar(isi, berkas=[berkas], oleh=admin)
    del berkas
    mulai = perf_counter()
    baca_daftar(daftar.pk, pada=timezone.now(), maju=lambda n, dari: None)
    detik, memori = perf_counter() - mulai, puncak_mb()
    daftar.refresh_from_db()
    return hasil(
        detik=detik,
        patokan="INSERT dari JOIN baris daftar dan iuran sebulan, satu perintah",
        detik_patokan=median(waktu(lambda: polos(daftar)) for _ in range(ULANG)),
        orang=orang,
        baris_daftar=daftar.jumlah["semua"][0],
        baris_iuran=daftar.jumlah["semua"][2],
        titik=TitikRekonsiliasi.objects.count(),
        halaman_ms=round(halaman(daftar, admin) * 1000),
        memori_mb=memori,
    )


def halaman(daftar: DaftarBPJS, admin: Pengguna) -> float:
    """95th percentile of opening the largest bin, its first page and one in the middle."""
    client = Client()
    client.force_login(admin, backend="pijar.akun.MasaBerlakuBackend")
    tengah = daftar.jumlah["semua"][0] // 100
    alamat = f"/iuran/rekonsiliasi/{daftar.pk}/?bagian=sama"
    buka = [f"{alamat}&hal={n}" for n in (1, tengah)]
    return max(_p95(client, satu) for satu in buka)


def _p95(client: Client, satu: str) -> float:
    def sekali() -> None:
        jawaban = client.get(satu, HTTP_HOST="localhost")
        if jawaban.status_code != 200:
            raise RuntimeError(f"{satu}: {jawaban.status_code}")

    sekali()
    return p95([waktu(sekali) for _ in range(ULANG)])


def polos(daftar: DaftarBPJS) -> None:
    with connection.cursor() as kursor:
        kursor.execute(TABEL)
        kursor.execute(PATOKAN, [daftar.bulan, daftar.pk])
