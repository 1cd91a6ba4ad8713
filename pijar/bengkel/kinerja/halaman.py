"""The pages of money and cover at city size, from request to bytes, beside the people's list."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

from django.db.models import Model, QuerySet
from django.test import Client
from django.urls import reverse

from iuran.models import BerkasBPJS, Iuran, Pembayaran, SumberDana, Tagihan
from pijar.bengkel.kinerja import Ukuran, hasil, p95, waktu
from pijar.bengkel.kinerja.dasbor import siapkan
from pijar.models import Pengguna

__all__ = ["siapkan", "ukur"]

ULANG = 20
BINGKAI = b'hx-target="#isi"'  # a page that follows its frame
HTMX = {"hx-request": "true"}
SENDIRI = (
    *("tagihan", "tagihan_baru", "pembayaran", "pembayaran_baru", "kelebihan"),
    *("penyelesaian_daftar", "sumber", "tarif", "berakhir", "habis", "usia", "klaim", "usulan"),
    *("berkas_bpjs", "rencana", "kartu", "kartu_menunggu", "tagihan_lewat"),
)
CAKUPAN = ("terlindungi", "tenggang", "nonaktif", "belum_aktif")


def ukur(folder: Path, orang: int) -> Ukuran:
    """95th percentile of the slowest page of an admin; the yardstick is the list of people.

    What follows the frame of its page stands beside it, as ``page:part``.
    """
    klien = Client()
    klien.force_login(Pengguna.objects.get(username="admin"))
    halaman: dict[str, float] = {}
    for nama, alamat in daftar_alamat():
        halaman[nama] = _p95(klien, alamat)
        if BINGKAI in _buka(klien, alamat):
            halaman[f"{nama}:isi"] = _p95(klien, alamat, **HTMX)
    return hasil(
        detik=max(lama for nama, lama in halaman.items() if ":" not in nama),
        patokan="daftar peserta tanpa saringan",
        detik_patokan=_p95(klien, reverse("peserta:daftar")),
        orang=orang,
        milidetik={nama: round(1000 * detik) for nama, detik in halaman.items()},
    )


def daftar_alamat() -> Iterator[tuple[str, str]]:
    """Every measured page with the largest thing that it can show."""
    yield "beranda", reverse("beranda")
    for bagian in ("tunggu", "angka"):  # which the page loads after itself
        yield f"beranda:{bagian}", f"{reverse('beranda')}?{urlencode({'bagian': bagian})}"
    sumber = reverse("iuran:sumber_detail", args=[_satu(SumberDana.objects.order_by("-pagu"))])
    yield "sumber_detail:uang", f"{sumber}?{urlencode({'bagian': 'uang'})}"
    for nama in SENDIRI:
        yield nama, reverse(f"iuran:{nama}")
    yield "ditahan", reverse("verifikasi:ditahan")
    terbesar = Tagihan.objects.hidup().order_by("-jumlah_orang")
    for nama in ("tagihan_detail", "tagihan_orang", "tagihan_bagi"):
        yield nama, reverse(f"iuran:{nama}", args=[_satu(terbesar)])
    draf = terbesar.filter(status="disusun")
    yield "tagihan_terbitkan", reverse("iuran:tagihan_terbitkan", args=[_satu(draf)])
    for nama, semua in (
        ("pembayaran_detail", Pembayaran.objects.order_by("-nominal")),
        ("sumber_detail", SumberDana.objects.order_by("-pagu")),
        ("sumber_rekening", SumberDana.objects.order_by("-pagu")),
        ("sumber_syarat", SumberDana.objects.order_by("-pagu")),
        ("berkas_bpjs_detail", BerkasBPJS.objects.order_by("-pk")),
    ):
        yield nama, reverse(f"iuran:{nama}", args=[_satu(semua)])
    baris = Iuran.objects.lunas().order_by("-pk")[:1].get()
    yield "perlindungan", reverse("iuran:perlindungan", args=[baris.peserta_id])
    jejak = [baris.peserta_id, f"{baris.bulan:%Y-%m}"]
    yield "jejak_bulan", reverse("iuran:jejak_bulan", args=jejak)
    for pilihan in CAKUPAN:
        yield f"daftar_{pilihan}", f"{reverse('peserta:daftar')}?{urlencode({'cakupan': pilihan})}"


def _satu(semua: QuerySet[Model]) -> int:
    return int(semua.values_list("pk", flat=True)[:1].get())


def _p95(klien: Client, alamat: str, **kepala: str) -> float:
    """Seconds of one address, after one request that fills what the server keeps."""
    _buka(klien, alamat, **kepala)
    return p95([waktu(lambda: _buka(klien, alamat, **kepala)) for _ in range(ULANG)])


def _buka(klien: Client, alamat: str, **kepala: str) -> bytes:
    jawaban = klien.get(alamat, headers={"host": "localhost", **kepala})
    if jawaban.status_code != 200:
        raise RuntimeError(f"{alamat}: {jawaban.status_code}")
    return jawaban.content
