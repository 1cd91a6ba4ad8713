"""A worker killed in the middle leaves nothing half-written, and "Coba lagi" finishes the work."""

import os
import subprocess
import sys
from datetime import timedelta
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from peserta.models import BarisImpor, Impor, Peserta, StatusImpor
from pijar.models import StatusTugas, Tugas
from pijar.penyapu import sapu
from tests.menunggu import tunggu
from tests.pemilik import pemilik
from tests.peserta.lembar import kerjakan, kirim, orang, pilih, terapkan, unggah, xlsx

BANYAK = 9_000  # long enough to be caught in the middle
PEKERJA = (
    "import sys, django; django.setup(); from pijar.celery import app;"
    "app.loader.import_default_modules(); app.tasks[sys.argv[1]].run(int(sys.argv[2]))"
)

pytestmark = [pytest.mark.lambat, pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="module")
def daftar_panjang():
    return xlsx(*[orang(n) for n in range(BANYAK)])


def sesi(perintah=""):
    """The other sessions of this database; with ``perintah`` those that are just running it."""
    with pemilik() as kursor:
        kursor.execute("SELECT pg_stat_clear_snapshot()")  # else a transaction sees its start
        kursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
            " AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
            " AND (%s = '' OR state = 'active' AND query LIKE %s)",
            [perintah, f"%{perintah}%"],
        )
        return {pid for (pid,) in kursor.fetchall()}


def bunuh_saat(tugas, perintah, tahan=""):
    """Run ``tugas`` in a process of its own and kill it while the server runs ``perintah``.

    A short command is held: it waits for the table ``tahan``, whichever machine looks for it.
    Returns when the server has ended its sessions: until then they hold the job's lock.
    """
    semula = sesi()
    with transaction.atomic():
        if tahan:
            with connection.cursor() as kursor:
                kursor.execute(f"LOCK TABLE {tahan} IN SHARE MODE")
        jalankan_lalu_bunuh(tugas, perintah)
    tunggu(lambda: sesi() <= semula)


def mulai(tugas):
    """The process that does the job."""
    bagian = urlsplit(os.environ["DATABASE_URL"])
    alamat = urlunsplit(bagian._replace(path=f"/{connection.settings_dict['NAME']}"))
    return subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", PEKERJA, tugas.jenis, str(tugas.pk)],
        env={**os.environ, "DATABASE_URL": alamat},
    )


def jalankan_lalu_bunuh(tugas, perintah):
    """The process that does the job, gone while its command runs."""
    proses = mulai(tugas)
    try:
        tunggu(lambda: sesi(perintah), jeda=0.005)
    finally:
        proses.kill()
        proses.wait()


def putuskan_saat(tugas, perintah):
    """Run ``tugas`` in a process of its own, whose sessions the server ends during ``perintah``."""
    semula = sesi()
    proses = mulai(tugas)
    try:
        tunggu(lambda: sesi(perintah), jeda=0.005)
        miliknya = [*sesi() - semula]
        with pemilik() as kursor:
            kursor.execute("SELECT pg_terminate_backend(unnest(%s))", [miliknya])
        proses.wait(60)
    finally:
        proses.kill()
        proses.wait()
    tunggu(lambda: sesi() <= semula)


def kerjakan_lagi(tugas):
    """The sweeper finds the lost job and sends it again; another worker takes it."""
    Tugas.objects.filter(pk=tugas.pk).update(
        dibuat_pada=timezone.now() - timedelta(minutes=5),
        detak_pada=timezone.now() - timedelta(minutes=5),
    )
    assert sapu(timezone.now())["hilang"] == 0
    tugas.refresh_from_db()
    assert tugas.status == StatusTugas.ANTRE
    return kerjakan(tugas).status


def test_killed_while_staging(petugas_client, daftar_panjang):
    kirim(petugas_client, daftar_panjang)
    impor = Impor.objects.get()

    bunuh_saat(impor.tugas, "COPY peserta_barisimpor")

    assert not BarisImpor.objects.exists()
    impor.refresh_from_db()
    assert impor.status == StatusImpor.DIBACA
    assert kerjakan_lagi(impor.tugas) == StatusTugas.SELESAI
    impor.refresh_from_db()
    assert impor.jumlah["baru"] == BarisImpor.objects.count() == BANYAK


def test_killed_while_applying(petugas_client, daftar_panjang):
    impor = unggah(petugas_client, daftar_panjang)
    pilih(petugas_client, impor, ke="terapkan")
    impor.refresh_from_db()

    bunuh_saat(impor.tugas, "INSERT INTO peserta_peserta")

    assert not Peserta.objects.exists()
    assert kerjakan_lagi(impor.tugas) == StatusTugas.SELESAI
    impor.refresh_from_db()
    assert impor.jumlah["hasil_baru"] == Peserta.objects.count() == BANYAK


def test_database_restarts_while_applying(petugas_client, daftar_panjang):
    """The worker lives, and says that it failed; pressed again, the button finishes the work."""
    impor = unggah(petugas_client, daftar_panjang)
    pilih(petugas_client, impor, ke="terapkan")
    impor.refresh_from_db()

    putuskan_saat(impor.tugas, "INSERT INTO peserta_peserta")

    assert not Peserta.objects.exists()
    impor.tugas.refresh_from_db()
    assert impor.tugas.status == StatusTugas.GAGAL
    assert "Coba lagi" in impor.tugas.galat
    petugas_client.post(reverse("tugas:ulang", args=[impor.tugas_id]))
    assert kerjakan(impor.tugas).status == StatusTugas.SELESAI
    impor.refresh_from_db()
    assert impor.jumlah["hasil_baru"] == Peserta.objects.count() == BANYAK


def test_killed_while_undoing(petugas_client, daftar_panjang):
    impor = terapkan(petugas_client, unggah(petugas_client, daftar_panjang))
    petugas_client.post(reverse("peserta:impor_batal", args=[impor.pk]))
    impor.refresh_from_db()

    bunuh_saat(impor.tugas, "UPDATE peserta_peserta")

    assert set(Peserta.objects.values_list("status", flat=True)) == {"draf"}
    impor.refresh_from_db()
    assert impor.status == StatusImpor.DITERAPKAN
    assert kerjakan_lagi(impor.tugas) == StatusTugas.SELESAI
    impor.refresh_from_db()
    assert (impor.status, impor.jumlah["batal"]) == (StatusImpor.DIBATALKAN, BANYAK)
    assert Peserta.objects.filter(status="berhenti").count() == BANYAK
