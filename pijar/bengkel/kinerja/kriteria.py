"""The criteria of everybody at once, the try of a draft, and the page of one case."""

from functools import partial
from pathlib import Path
from typing import Any

from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from peserta.models import Peserta
from pijar.bengkel.kinerja import Ukuran, hasil, p95, puncak_mb, waktu
from pijar.bengkel.kinerja.dasbor import siapkan
from pijar.models import Pengguna
from verifikasi.actions.kriteria_coba import coba_versi
from verifikasi.kriteria_massal import gugur, vonis
from verifikasi.models import Pengajuan, Saat, StatusVersi, VersiKriteria

__all__ = ["siapkan", "ukur"]

ULANG = 40
POLOS = """
    SELECT p.id, k.aktif FROM peserta_peserta p
    JOIN peserta_pekerjaan k ON k.kode = p.pekerjaan_id
"""


def ukur(folder: Path, orang: int) -> Ukuran:
    """Every criterion of everybody, against reading the same people with their occupation."""
    pada = timezone.localdate()
    versi = VersiKriteria.objects.pada(pada)
    draf = VersiKriteria.objects.filter(status=StatusVersi.DRAF).first()
    if versi is None or draf is None:
        raise RuntimeError("Tidak ada versi kriteria yang berlaku, atau tidak ada draf.")
    semua = Peserta.objects.all()
    kriteria = [(k, Saat.PUTUSAN.value) for k in draf.daftar_kriteria.all()]
    nilai = waktu(lambda: _baca(*vonis(semua, kriteria, pada=pada)))
    jatuh = waktu(lambda: gugur(semua, versi, saat=Saat.PEMBEKUAN, pada=pada))
    coba = waktu(lambda: coba_versi(draf, semua, hari_ini=pada, maju=lambda n, dari: None))
    memori = puncak_mb()
    return hasil(
        detik=nilai,
        patokan="semua orang dengan pekerjaannya, dibaca",
        detik_patokan=waktu(lambda: _baca(POLOS, {})),
        orang=orang,
        kriteria=len(kriteria),
        detik_gugur=round(jatuh, 3),
        detik_coba=round(coba, 3),
        p95_kasus_ms=round(1000 * _kasus()),
        memori_mb=memori,
    )


def _baca(sql: str, isi: dict[str, Any]) -> int:
    """Read every row in batches and keep none."""
    jumlah = 0
    with connection.cursor() as kursor:
        kursor.execute(sql, isi)
        while baris := kursor.fetchmany(10_000):
            jumlah += len(baris)
    return jumlah


def _kasus() -> float:
    """95th percentile of the page of a waiting case, from request to bytes."""
    klien = Client(SERVER_NAME="127.0.0.1")
    klien.force_login(
        Pengguna.objects.get(username="verifikator"),
        backend="pijar.akun.MasaBerlakuBackend",
    )
    pks = [*Pengajuan.objects.menunggu().values_list("pk", flat=True)[:ULANG]]
    alamat = [reverse("verifikasi:kasus", args=[pk]) for pk in pks]
    if (jawaban := klien.get(alamat[0])).status_code != 200:
        raise RuntimeError(f"Halaman kasus menjawab {jawaban.status_code}.")
    return p95([waktu(partial(klien.get, a)) for a in alamat])
