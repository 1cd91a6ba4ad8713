"""Which page has the button of an address, and how an address carries a token."""

from contextlib import suppress
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme

# Buttons that stand on another page than the one above their address.
HALAMAN_TOMBOL = {
    "keluar": "beranda",
    "peserta:berkas_hapus": "peserta:berkas",
    "peserta:isian_buang": "peserta:baru",
    "peserta:isian_foto": "peserta:baru",
    "peserta:periksa_nik": "peserta:baru",
    "peserta:perubahan_banyak": "peserta:perubahan_daftar",
    "peserta:perubahan_banyak_terapkan": "peserta:perubahan_daftar",
    "peserta:simpan_isian": "peserta:baru",
    "saringan_hapus": "peserta:daftar",
    "saringan_simpan": "peserta:daftar",
    "verifikasi:ajukan": "peserta:daftar",
    "verifikasi:ajukan_kirim": "peserta:daftar",
    "verifikasi:daftarkan": "peserta:baru",
    "verifikasi:tarik": "peserta:daftar",
}
MILIK_SATU = {"peserta:berkas"}  # of these the pages of one person


def alamat_tombol(request: HttpRequest) -> str:
    """The page that has the button of this address; empty if there is none."""
    cocok = request.resolver_match
    if cocok and (nama := HALAMAN_TOMBOL.get(cocok.view_name)):
        return reverse(nama, kwargs={"pk": cocok.kwargs["pk"]} if nama in MILIK_SATU else {})
    return alamat_di_atas(request.path_info)


def alamat_di_atas(alamat: str) -> str:
    """The nearest address above ``alamat`` that exists; empty if only the first page is."""
    bagian = alamat.strip("/").split("/")
    for panjang in range(len(bagian) - 1, 0, -1):
        atas = f"/{'/'.join(bagian[:panjang])}/"
        with suppress(Resolver404):
            resolve(atas)
            return atas
    return ""


def halaman_asal(request: HttpRequest) -> str:
    """The page of ours on which the button stood; empty if the browser does not say."""
    asal = request.headers.get("referer", "")
    if not url_has_allowed_host_and_scheme(asal, {request.get_host()}):
        return ""
    bagian = urlsplit(asal)
    with suppress(Resolver404):
        resolve(bagian.path)
        return f"{bagian.path}?{bagian.query}" if bagian.query else bagian.path
    return ""


def dari_kita(request: HttpRequest) -> bool:
    """Whether the browser says that a page of this house sent the form."""
    asal = request.headers.get("origin") or request.headers.get("referer", "")
    return urlsplit(asal).netloc == request.get_host()


def dengan(alamat: str, *tanpa: str, **parameter: str) -> str:
    """``alamat`` with these parameters, and without those named."""
    bagian = urlsplit(alamat)
    lama = [(n, v) for n, v in parse_qsl(bagian.query, True) if n not in {*tanpa, *parameter}]
    semua = [*lama, *parameter.items()]
    return f"{bagian.path}?{urlencode(semua)}" if semua else bagian.path
