"""What an auditor may do: read pages. Each page that they read is a row of the access log.

Three guards, of which each alone would do: the role has no right that writes; whatever is no GET
is refused here; so is each answer that is no page, since a file may hold full numbers.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from pijar.http import MENGAUDIT, MENUNGGU, PetugasRequest, type_view
from pijar.models import JejakAkses

# Their own account, and the log: the only things they send.
BOLEH_KIRIM = {
    *("masuk", "keluar", "kata_sandi", "masuk_kode", "dua_faktor", "akun_pemulihan"),
    *("akun_sesi_satu", "akun_sesi_lain", "jejak:ekspor"),
}
BOLEH_UNDUH = {"sehat", "akun_sisa", "tugas:unduh", "jejak:ringkasan_unduh"}
# Forms that show what they will change, with full numbers.
TERTUTUP = {
    *("peserta:ubah", "peserta:koreksi_nik", "verifikasi:perbaiki", "iuran:penyumbang_ubah"),
}


class AuditorMiddleware:
    """Refuses what is not reading, and writes down what was read."""

    def __init__(self, get_response: type_view) -> None:
        self.get_response = get_response

    def __call__(self, request: PetugasRequest) -> HttpResponseBase:
        jawaban = self.get_response(request)
        if jawaban.status_code != HTTPStatus.OK or not auditor(request):
            return jawaban
        nama = request.resolver_match.view_name if request.resolver_match else ""
        halaman = jawaban.headers.get("Content-Type", "").startswith("text/html")
        if not halaman and nama not in BOLEH_UNDUH:
            if berkas := getattr(jawaban, "file_to_stream", None):
                berkas.close()
            raise PermissionDenied
        if request.method == "GET" and MENUNGGU not in request.headers:
            JejakAkses.catat(
                oleh=request.user,
                tindakan=JejakAkses.Tindakan.LIHAT_HALAMAN,
                objek=request.path[:200],
            )
        return jawaban

    def process_view(
        self, request: PetugasRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> None:
        if not auditor(request):
            return
        nama = request.resolver_match.view_name if request.resolver_match else ""
        membaca = request.method in ("GET", "HEAD") and nama not in TERTUTUP
        if not membaca and nama not in BOLEH_KIRIM and getattr(view, "login_required", True):
            raise PermissionDenied


def auditor(request: HttpRequest) -> bool:
    """Only an account that ends can be one, so nobody else is asked for their rights here."""
    berlaku = getattr(request.user, "berlaku_sampai", None)
    return (
        berlaku is not None and not request.user.is_superuser and request.user.has_perm(MENGAUDIT)
    )
