"""The movement at its full size: 16.000 civil servants, 40.000 workers, 24 paid months.

The form's answers of as many civil servants as there are, each with a worker who is new here, are
read and judged; then the table by office is opened as the Sekda: while nothing changes, and while
somebody writes a promise each second and a worker counts behind the reader.
"""

import time
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from iuran.gerakan.angka import GERAKAN
from iuran.impor_penyumbang.baca import baca_jawaban_asn
from iuran.impor_penyumbang.terima import unggah_jawaban_asn
from iuran.models import OPD, Janji, JenisSumber, Penyumbang, SumberDana, Tarif
from peserta.models import Kelurahan, Pekerjaan, Peserta
from peserta.models.kata import lengkapi_kata
from pijar.bengkel.contoh import muat
from pijar.bengkel.contoh.akun import buat_akun
from pijar.bengkel.contoh.orang import KOLOM, daftar_orang
from pijar.bengkel.kinerja import Ukuran, hasil, p95, puncak_mb, waktu
from pijar.bengkel.kinerja.samping import pekerja, penulis
from pijar.bulan import awal_bulan, tambah_bulan
from pijar.excel import Jenis, Kolom, tulis_besar
from pijar.models import Pengguna
from pijar.terbaca import tepat

BULAN, ULANG = 24, 40
SISA = 60  # workers without a promise, for whom one is written during the measurement
BESAR = 5_000  # workers from whom on the page is opened for long enough to say something
RAMAI = {True: 45, False: 2}  # seconds of opening the page, each time after a pause
JEDA = 0.2
ALAMAT = "/iuran/penyumbang/gerakan/?bagian=semua"
PENYUMBANG = 2, 5  # civil servants for each so many workers
BERKAS = "jawaban.xlsx"
KEPALA = (
    "Timestamp", "NIP", "Nama ASN", "OPD", "No HP ASN", "NIK pekerja rentan",
    "Nama pekerja rentan", "Tanggal lahir", "Jenis kelamin", "Kelurahan", "Kecamatan", "Pekerjaan",
    "Periode pembayaran", "Mulai bulan",
)  # fmt: skip
TABEL = ("peserta_peserta", "iuran_bantuan", "iuran_iuran", "iuran_pembayaran")
NIP = """to_char(date '1966-01-01' + n %% 12000, 'YYYYMMDD') || '201003' || 1 + n %% 2
    || lpad((n / 12000 + {seri})::text, 3, '0')"""
PENYUMBANG_SQL = f"""
    WITH opd AS (SELECT id, row_number() OVER (ORDER BY id) - 1 AS urut FROM iuran_opd),
    masuk AS (
        INSERT INTO iuran_penyumbang
            (nip, nama, opd_id, hp, sejak, status, keluar_alasan, didata_oleh_id, dibuat_pada)
        SELECT {NIP.format(seri=1)}, 'Penyumbang ' || n, o.id, '', %(mulai)s, 'aktif', '',
            %(admin)s, now()
        FROM generate_series(1, %(penyumbang)s) n
        JOIN opd o ON o.urut = n %% (SELECT count(*) FROM opd)
        RETURNING id, opd_id
    )
    INSERT INTO iuran_penempatanopd (penyumbang_id, opd_id, sejak, oleh_id, dibuat_pada)
    SELECT id, opd_id, %(mulai)s, %(admin)s, now() FROM masuk
"""  # noqa: S608 - constants of this module only
JANJI = """
    INSERT INTO iuran_janji
        (penyumbang_id, peserta_id, tempo, mulai, sampai, status, sebab_akhir, didata_oleh_id,
         dibuat_pada)
    SELECT p.id, o.id, 12, %(mulai)s, %(kini)s, 'aktif', '', %(admin)s, now()
    FROM (SELECT id, row_number() OVER (ORDER BY id) AS urut FROM peserta_peserta) o
    JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS urut FROM iuran_penyumbang) p
      ON p.urut = o.urut %% %(penyumbang)s
    WHERE o.urut > %(sisa)s
"""
PEMBAYARAN = """
    INSERT INTO iuran_pembayaran
        (jenis, nomor, tanggal, nominal, keterangan, status, oleh_id, dibuat_pada)
    SELECT 'bpjs', 'BPJS ' || to_char(b, 'YYYY-MM'), (b + interval '14 days')::date,
        (SELECT count(*) FROM iuran_janji) * 16800, '', 'berlaku', %(admin)s, b
    FROM generate_series(%(mulai)s, %(kini)s, interval '1 month') b
"""
BANTUAN = """
    INSERT INTO iuran_bantuan (peserta_id, sumber_id, janji_id, jenis, nomor_sk, bulan_awal,
        jumlah_bulan, bulan_akhir, nominal_per_bulan, status, dibuat_pada)
    SELECT j.peserta_id, s.id, j.id, 'rutin', 'ASN-' || j.id, m.awal,
        extract(month FROM m.akhir) - extract(month FROM m.awal) + 1, m.akhir, 16800, 'berjalan',
        now()
    FROM iuran_janji j CROSS JOIN iuran_sumberdana s CROSS JOIN LATERAL (
        SELECT greatest(j.mulai, make_date(s.tahun, 1, 1)) AS awal,
               least(j.sampai, make_date(s.tahun, 12, 1)) AS akhir
    ) m
    WHERE s.jenis = 'asn' AND m.awal <= m.akhir
"""
IURAN = """
    INSERT INTO iuran_iuran (peserta_id, bulan, bantuan_id, sumber_id, tarif_id, jkk, jkm, jht,
        jenis, hidup, alasan_mati, pembayaran_id, dibuat_pada)
    SELECT b.peserta_id, m::date, b.id, b.sumber_id, %(tarif)s, 10000, 6800, 0, 'iuran', true, '',
        p.id, now()
    FROM iuran_bantuan b
    CROSS JOIN LATERAL generate_series(b.bulan_awal, b.bulan_akhir, interval '1 month') m
    JOIN iuran_pembayaran p ON p.nomor = 'BPJS ' || to_char(m, 'YYYY-MM')
"""


def siapkan(folder: Path, orang: int) -> None:
    """Workers, donors, promises and what they paid; and the workbook of new answers."""
    buat_akun()
    hari_ini = timezone.localdate()
    kini = awal_bulan(hari_ini)
    mulai = tambah_bulan(kini, 1 - BULAN)
    admin = Pengguna.objects.get(username="admin").pk
    for tahun in range(mulai.year, kini.year + 1):
        isi = {"kode": "ASN", "tahun": tahun, "jenis": JenisSumber.ASN, "keadaan_pagu": "dpa"}
        SumberDana.objects.create(nama="ASN/PNS Peduli", pagu=10**12, kuota=10**6, **isi)
    tarif = Tarif.objects.filter(penghasilan_min=0, sektor="semua", pembayar="semua").first()
    angka: dict[str, Any] = {
        "admin": admin,
        "mulai": mulai,
        "kini": kini,
        "penyumbang": _penyumbang(orang),
        "sisa": SISA,
        "tarif": tarif and tarif.pk,
    }
    with muat.tanpa_indeks(TABEL):
        warga = daftar_orang(["terdaftar"] * orang, 1, hari_ini, admin)
        muat.salin("peserta_peserta", KOLOM, warga)
        lengkapi_kata()
        with connection.cursor() as kursor:
            for perintah in (PENYUMBANG_SQL, JANJI, PEMBAYARAN, BANTUAN, IURAN):
                kursor.execute(perintah, angka)
    muat.setel_urutan(TABEL)
    kolom = [Kolom(k, Jenis.TEKS) for k in KEPALA]
    tulis_besar(folder / BERKAS, "Form Responses 1", kolom, _jawaban(_penyumbang(orang), kini))
    with connection.cursor() as kursor:
        kursor.execute("VACUUM (ANALYZE)")


def _penyumbang(orang: int) -> int:
    return orang * PENYUMBANG[0] // PENYUMBANG[1]


def _jawaban(jumlah: int, bulan: date) -> Iterator[list[str]]:
    """Answers of new civil servants, each for somebody new."""
    tempat = {k.kode: k for k in Kelurahan.objects.select_related("kecamatan")}
    kerja = {p.kode: p.nama for p in Pekerjaan.objects.all()}
    opd = list(OPD.objects.values_list("nama", flat=True))
    for n, baris in enumerate(daftar_orang(["draf"] * jumlah, 2, bulan, 1)):
        isi = dict(zip(KOLOM, baris, strict=True))
        kelurahan = tempat[isi["kelurahan_id"]]
        lahir = date.fromisoformat(isi["tanggal_lahir"])
        yield [
            f"{bulan:%d/%m/%Y} 10:00:00",
            f"{1966 + n % 30}0{1 + n % 9}1{n % 9}2015031{n // 30 % 1000:03}",
            f"Pegawai {isi['nama']}",
            opd[n % len(opd)],
            "081234567890",
            isi["nik"],
            isi["nama"],
            f"{lahir:%d/%m/%Y}",
            isi["jenis_kelamin"],
            kelurahan.nama,
            kelurahan.kecamatan.nama,
            kerja[isi["pekerjaan_id"]],
            "12 bulan",
            f"{bulan:%m/%Y}",
        ]


def ukur(folder: Path, orang: int) -> Ukuran:
    """Seconds of reading and judging the answers, its memory, and the page of the Sekda."""
    admin = Pengguna.objects.get(username="admin")
    isi = (folder / BERKAS).read_bytes()
    impor, _ = unggah_jawaban_asn(SimpleUploadedFile(BERKAS, isi), oleh=admin)
    hari_ini = timezone.localdate()
    detik = waktu(lambda: baca_jawaban_asn(impor.pk, pada=hari_ini, maju=lambda n, dari: None))
    memori = puncak_mb()
    impor.refresh_from_db()
    return hasil(
        detik=detik,
        patokan="membaca setiap sel berkas itu dengan openpyxl",
        detik_patokan=waktu(lambda: polos(isi)),
        orang=orang,
        jawaban=impor.jumlah,
        **halaman(RAMAI[orang > BESAR]),
        memori_mb=memori,
    )


def halaman(lama: float) -> Ukuran:
    """95th percentiles of opening the table by office, in milliseconds; and of counting it."""
    klien = Client()
    klien.force_login(Pengguna.objects.get(username="sekda"))
    kunci = awal_bulan(timezone.localdate()), timezone.localdate()
    hitung = [waktu(lambda: GERAKAN.hitung(*kunci)) for _ in range(3)]
    buka(klien)
    tenang = [buka(klien) for _ in range(ULANG)]
    ramai, awal = [], Janji.objects.count()
    with pekerja(), penulis(janji_baru()):
        sampai = time.monotonic() + lama
        while time.monotonic() < sampai:
            ramai.append(buka(klien))
            time.sleep(JEDA)
    with tepat(True):
        if GERAKAN.baca(*kunci).nilai != GERAKAN.hitung(*kunci):
            raise RuntimeError("yang disimpan berbeda dari barisnya")
    return {
        "menghitung_ms": round(1000 * p95(hitung)),
        "halaman_ms": round(1000 * p95(tenang)),
        "halaman_ramai_ms": round(1000 * p95(ramai)),
        "halaman_ramai_terlama_ms": round(1000 * max(ramai)),
        "dibuka": len(ramai),
        "ditulis": Janji.objects.count() - awal,
    }


def buka(klien: Client) -> float:
    """Seconds of the whole page."""

    def satu() -> None:
        jawaban = klien.get(ALAMAT, HTTP_HOST="localhost")
        if jawaban.status_code != 200:
            raise RuntimeError(f"gerakan: {jawaban.status_code}")

    return waktu(satu)


def janji_baru() -> Iterator[Janji]:
    """A promise for each worker who has none, at each step."""
    bulan = awal_bulan(timezone.localdate())
    isi = {"tempo": 1, "mulai": bulan, "sampai": bulan}
    oleh, donor = Pengguna.objects.get(username="admin"), Penyumbang.objects.order_by("pk")[0]
    for orang in Peserta.objects.filter(daftar_janji=None).order_by("pk")[:SISA]:
        yield Janji.objects.create(peserta=orang, penyumbang=donor, didata_oleh=oleh, **isi)


def polos(isi: bytes) -> None:
    buku = load_workbook(BytesIO(isi), read_only=True)
    for baris in buku.active.iter_rows(values_only=True):
        for sel in baris:
            str(sel)
