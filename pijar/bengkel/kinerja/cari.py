"""The list of people over everybody: the one search box, and each filter that reads the ledger.

Measured as the officer waits for it: the whole view with its form, count and page. A search by
name writes the session once in two minutes, so nearly none of these pays for that.
"""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from random import Random
from urllib.parse import urlencode

from django.test import Client
from django.urls import reverse

from peserta.models import Peserta
from pijar.bengkel.kinerja import Ukuran, hasil, p95, waktu
from pijar.bengkel.kinerja.dasbor import siapkan
from pijar.models import Pengguna

__all__ = ["siapkan", "ukur"]
CONTOH = 120  # searches of each kind; fewer among a few people, as in the tests
ULANG = 9  # times that a filter is asked for
SARINGAN = (
    "",
    "?status=terdaftar",
    "?urut=nama",
    "?usia_dari=64",
    "?cakupan=terlindungi",
    "?cakupan=menunggak",
    "?cakupan=nonaktif",
    "?cakupan=tanpa",
    "?sumber_dana=kota",
    "?berakhir=1",
    "?berakhir=3",
)


def ukur(folder: Path, orang: int) -> Ukuran:
    """95th percentile of each kind of search; the slowest kind is the headline."""
    acak = Random(3)  # noqa: S311  # sample data, not a secret
    import_module("pijar.wsgi")  # starts as the server does
    admin = Pengguna.objects.get(username="admin")
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(admin, backend="pijar.akun.MasaBerlakuBackend")
    semua = Peserta.objects.for_petugas(admin)
    contoh = min(CONTOH, max(2, orang // 20))
    orang_contoh = [semua.get(pk=acak.randrange(1, orang + 1)) for _ in range(contoh)]
    daftar = reverse("peserta:daftar")
    buka(client, daftar)  # templates are read once
    jenis = yang_diketik(acak)

    def lama(cara: Callable[[Client, str], None], tulisan: Callable[[Peserta], str]) -> float:
        return p95([waktu(partial(cara, client, tulisan(o))) for o in orang_contoh])

    detik = {nama: lama(cari, tulisan) for nama, tulisan in jenis.items()}
    tanpa_js = {n: lama(kirim, jenis[n]) for n in ("bagian_nama", "nama_salah_ketik")}
    saringan = {
        s or "semua": p95([waktu(partial(buka, client, daftar + s)) for _ in range(ULANG)])
        for s in SARINGAN
    }
    kosong = reverse("tugas:daftar")
    return hasil(
        detik=max(detik.values()),
        patokan="halaman tugas yang kosong",
        detik_patokan=p95([waktu(partial(buka, client, kosong)) for _ in range(contoh)]),
        orang=orang,
        p95_milidetik=milidetik(detik),
        p95_tanpa_js=milidetik(tanpa_js),
        p95_saringan=milidetik(saringan),
    )


def milidetik(detik: dict[str, float]) -> dict[str, float]:
    return {nama: round(d * 1000, 1) for nama, d in detik.items()}


def yang_diketik(acak: Random) -> dict[str, Callable[[Peserta], str]]:
    """The kinds of search: what an officer types who means this person."""
    return {
        "nik": lambda p: p.nik,
        "bagian_nik": lambda p: p.nik[6:12],
        "bagian_nik_semua_orang": lambda p: p.nik[:4],
        "kpj": lambda p: p.kpj or p.nik,
        "bagian_nama": lambda p: p.nama[: max(4, len(p.nama) * 2 // 3)],
        "nama_salah_ketik": lambda p: salah_ketik(p.nama, acak),
    }


def cari(client: Client, tulisan: str) -> None:
    """Search as the page does: it sends a number, and opens the address of a name."""
    if any(huruf.isdigit() for huruf in tulisan):
        kirim(client, tulisan)
    else:
        buka(client, f"{reverse('peserta:daftar')}?{urlencode({'q': tulisan})}")


def kirim(client: Client, tulisan: str) -> None:
    """The box as it is sent without a script too: the answer says where to go."""
    jawaban = client.post(reverse("peserta:cari"), {"q": tulisan}, follow=True)
    periksa(jawaban.status_code)


def buka(client: Client, alamat: str) -> None:
    periksa(client.get(alamat).status_code)


def periksa(status: int) -> None:
    """A page that was not shown must not count as a fast one."""
    if status != 200:
        raise RuntimeError(f"Halaman menjawab {status}.")


def salah_ketik(nama: str, acak: Random) -> str:
    """``nama`` with one letter replaced by another."""
    tempat = acak.randrange(1, len(nama))
    return f"{nama[:tempat]}{acak.choice('aeiourtn')}{nama[tempat + 1 :]}"
