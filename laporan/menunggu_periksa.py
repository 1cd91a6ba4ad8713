"""Checks that wait: words, refusals to overrule, people of a sample to visit."""

from django.db.models import QuerySet
from django.urls import reverse

from peserta.models import KataPekerjaan
from pijar.models import Pengguna
from verifikasi.models import OrangUjiPetik, Pengesampingan

Antrean = tuple[str, QuerySet, str]


def kata_asing(pengguna: Pengguna) -> Antrean:
    kata = KataPekerjaan.objects.for_petugas(pengguna).menunggu()
    return ("Kata pekerjaan tidak dikenal", kata, reverse("peserta:kata_pekerjaan"))


def pengesampingan(pengguna: Pengguna) -> Antrean:
    """What this verifier may decide as the second one."""
    kedua = Pengesampingan.objects.for_petugas(pengguna).menunggu().boleh_diputus(pengguna)
    alamat = reverse("verifikasi:pengesampingan")
    return ("Pengesampingan menunggu verifikator kedua", kedua, alamat)


def uji_petik(pengguna: Pengguna) -> Antrean:
    """Whom this officer may visit."""
    orang = OrangUjiPetik.objects.for_petugas(pengguna).belum_dikunjungi()
    kunjungan = orang.boleh_dikunjungi(pengguna)
    return ("Uji petik menunggu dikunjungi", kunjungan, reverse("verifikasi:uji_petik"))
