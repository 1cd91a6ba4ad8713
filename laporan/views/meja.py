"""The first page of whoever works here: what to go on with, what to begin, what waits."""

from typing import NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from laporan.lanjutkan import lanjutan
from pijar.http import PetugasRequest


class Mulai(NamedTuple):
    """A button for what is often begun: its address, words, icon, and the right to it."""

    nama: str
    label: str
    ikon: str
    hak: str


MULAI = (
    Mulai("verifikasi:antrean", "Periksa antrean", "inbox-stack", "memverifikasi"),
    Mulai("verifikasi:keberatan", "Jawab keberatan", "hand-raised", "memverifikasi"),
    Mulai("peserta:baru", "Data baru", "user-plus", "mendata"),
    Mulai("peserta:impor", "Impor Excel", "arrow-up-tray", "mendata"),
    Mulai("verifikasi:penetapan", "Penetapan", "document-check", "menetapkan"),
    Mulai("iuran:berkas_bpjs", "Berkas ke BPJS", "paper-airplane", "mengelola_iuran"),
    Mulai("iuran:tagihan", "Tagihan", "banknotes", "mengelola_iuran"),
    Mulai("iuran:kartu", "Serahkan kartu", "identification", "mendata"),
    Mulai("verifikasi:pernyataan", "Pernyataan kerja", "clipboard-document-list", "mendata"),
    Mulai("verifikasi:perpanjangan", "Perpanjangan", "arrow-path", "memverifikasi"),
    Mulai("jejak:daftar", "Jejak akses", "finger-print", "mengaudit"),
    Mulai("verifikasi:penetapan", "Penetapan", "document-check", "mengaudit"),
    Mulai("iuran:tagihan", "Tagihan", "banknotes", "mengaudit"),
    Mulai("peserta:daftar", "Daftar peserta", "users", "lihat_peserta"),
)
TERBANYAK = 6


def meja(request: PetugasRequest) -> HttpResponse:
    """Search stands in the head; what waits follows, since it is counted for each reader."""
    boleh = [m for m in MULAI if request.user.has_perm(f"pijar.{m.hak}")]
    konteks = {"mulai": boleh[:TERBANYAK], "lanjutan": lanjutan(request.user, timezone.now())}
    return render(request, "laporan/meja.html", konteks)
