"""The list of possible duplicates."""

from typing import NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from peserta.duplikat.nilai import kalimat_alasan
from peserta.duplikat.saringan import PasanganFilter
from peserta.models import PasanganMirip, Peserta
from pijar.http import PetugasRequest, hak, halaman
from pijar.models import Pengguna


class BarisPasangan(NamedTuple):
    """One pair; for a person outside the officer's area it holds only the kecamatan."""

    pasangan: PasanganMirip
    orang: list[Peserta | None]
    kecamatan: list[str]
    tanda: list[str]


@require_GET
@hak("lihat_peserta")
def daftar(request: PetugasRequest) -> HttpResponse:
    saringan = PasanganFilter(request.GET, petugas=request.user)
    hal = halaman(request, saringan.hasil.dengan_orang())
    konteks = {
        "saringan": saringan,
        "halaman": hal,
        "baris": [baris(pasangan, request.user) for pasangan in hal],
        "kini": timezone.localdate(),
    }
    return render(request, "peserta/duplikat.html", konteks)


def baris(pasangan: PasanganMirip, petugas: Pengguna) -> BarisPasangan:
    """Prepare a pair for this officer; the reasons need the right to see both people."""
    keduanya = [pasangan.kiri, pasangan.kanan]
    orang = [p if tampak(p, petugas) else None for p in keduanya]
    utuh = None not in orang
    return BarisPasangan(
        pasangan,
        orang,
        [p.kelurahan.kecamatan.nama for p in keduanya],
        kalimat_alasan(pasangan.alasan) if utuh else [],
    )


def tampak(orang: Peserta, petugas: Pengguna) -> bool:
    """Whether this person lives in the officer's area."""
    return not petugas.wilayah or orang.kelurahan_id.startswith(tuple(petugas.wilayah))
