"""The Sekda's first page over sixty months: at rest, while figures change, with fifty readers."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from random import Random
from time import monotonic, sleep

from django.conf import settings
from django.db import connection
from django.test import Client

from iuran.models import Iuran
from pijar.bengkel.kinerja import Ukuran, hasil, p95, waktu
from pijar.bengkel.kinerja.dasbor import jumlah_buku, siapkan_lima_tahun
from pijar.bengkel.kinerja.samping import pekerja, penulis, proses
from pijar.lokal.process import free_port
from pijar.models import Pengguna

__all__ = ["siapkan_lima_tahun", "ukur"]

ULANG = 20
PEMBACA, JEDA, LAMA = 50, 5.0, 30.0  # people, seconds between two pages of one, seconds in all
ALAMAT = "/?bagian=semua"
LAIN = ("/laporan/", "/iuran/penyumbang/gerakan/", "/iuran/rencana/", ALAMAT)
SERVER = ("--workers=2", "--threads=4", "--no-control-socket")  # as in docker-compose.yml
# What is written each second meanwhile: an officer corrects an address, which no figure reads; a
# person moves from stage to stage; the ledger is written, from which every figure is counted.
UBAH = {
    "alamat": "UPDATE peserta_peserta SET alamat = reverse(alamat) "
    "WHERE id = (SELECT min(id) FROM peserta_peserta)",
    "tahap": "INSERT INTO pijar_ubahan (tabel, xid, pada) "
    "SELECT tabel, pg_current_xact_id()::text::bigint, clock_timestamp() "
    "FROM unnest('{peserta_peserta.status,peserta_riwayatstatus}'::text[]) AS tabel "
    "ON CONFLICT DO NOTHING",
    "buku": "UPDATE iuran_iuran SET jkk = jkk WHERE id = (SELECT min(id) FROM iuran_iuran)",
}


def ukur(folder: Path, orang: int) -> Ukuran:
    """95th percentiles, at rest and by what is written; the yardstick is a sum of the ledger."""
    klien = Client()
    klien.force_login(_sekda(), backend="pijar.akun.MasaBerlakuBackend")
    pertama = waktu(lambda: _buka(klien))
    tenang = [waktu(lambda: _buka(klien)) for _ in range(ULANG)]
    sesi = klien.cookies[settings.SESSION_COOKIE_NAME].value
    sibuk: dict[str, int] = {}
    for nama, perintah in UBAH.items():
        with pekerja(), penulis(_ubah(perintah)):
            satu = [_nanti(lambda: _buka(klien)) for _ in range(ULANG)]
            banyak = _limapuluh(sesi, orang)
        sibuk |= {f"{nama}_ms": _ms(p95(satu)), f"{nama}_limapuluh_ms": _ms(p95(banyak))}
    return hasil(
        detik=p95(tenang),
        patokan="sum(nominal) seluruh buku iuran",
        detik_patokan=p95([waktu(jumlah_buku) for _ in range(3)]),
        orang=orang,
        baris_iuran=Iuran.objects.count(),
        pertama_ms=_ms(pertama),
        **sibuk,
    )


def _ms(detik: float) -> int:
    return round(1000 * detik)


def _sekda() -> Pengguna:
    return Pengguna.objects.get(username="sekda")


def _buka(klien: Client) -> None:
    jawaban = klien.get(ALAMAT, headers={"host": "localhost"})
    if jawaban.status_code != 200:
        raise RuntimeError(f"{ALAMAT}: {jawaban.status_code}")


def _nanti(buka: Callable[[], None]) -> float:
    """Seconds of one page, one second after the last."""
    sleep(1)
    return waktu(buka)


def _ubah(perintah: str) -> Iterator[None]:
    """Something is written, at each step."""
    while True:
        with connection.cursor() as kursor:
            kursor.execute(perintah)
        yield


def _limapuluh(sesi: str, orang: int) -> list[float]:
    """Seconds of every page that fifty readers opened, through the web server of production."""
    port = free_port()
    with (
        proses("gunicorn", "pijar.wsgi", f"--bind=127.0.0.1:{port}", *SERVER),
        ThreadPoolExecutor(PEMBACA) as kolam,
    ):
        _tunggu(port)
        akhir = monotonic() + min(LAMA, orang / 100)
        semua = [kolam.submit(_pembaca, port, sesi, akhir, Random(n)) for n in range(PEMBACA)]  # noqa: S311
        return [detik for satu in semua for detik in satu.result()]


def _tunggu(port: int) -> None:
    """Until the server answers, ten seconds at most."""
    for _ in range(100):
        try:
            return _minta(port, "/sehat/", "")
        except OSError:
            sleep(0.1)
    raise RuntimeError("gunicorn tidak menjawab")


def _pembaca(port: int, sesi: str, akhir: float, acak: Random) -> list[float]:
    """One reader: a page, five seconds of reading, the next page."""
    detik: list[float] = []
    sleep(acak.uniform(0, JEDA))
    while monotonic() < akhir or not detik:
        alamat = acak.choice(LAIN)
        detik.append(waktu(lambda: _minta(port, alamat, sesi)))  # noqa: B023 - called at once
        sleep(max(0.0, JEDA - detik[-1]))
    return detik


def _minta(port: int, alamat: str, sesi: str) -> None:
    sambungan = HTTPConnection("127.0.0.1", port, timeout=60)
    kue = f"{settings.SESSION_COOKIE_NAME}={sesi}"
    sambungan.request("GET", alamat, headers={"Host": "localhost", "Cookie": kue})
    jawaban = sambungan.getresponse()
    jawaban.read()
    sambungan.close()
    if jawaban.status != 200:
        raise RuntimeError(f"{alamat}: {jawaban.status}")
