"""Keep a form that was sent, and find it again."""

from collections.abc import Sequence
from secrets import token_urlsafe

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from pijar.http import PetugasRequest
from pijar.ketikan.pembaca import CSRF, Pasangan
from pijar.models import Ketikan, Pengguna, SebabKetikan
from pijar.models.ketikan import UMUR

ISIAN, PILIHAN = "ketikan", "pilihan"  # the two parameters of an address
PEMAKAI, MASA_PEMAKAI = "pemakai", 12 * 60 * 60  # cookie: who was signed in here; seconds
BESAR = 500_000  # characters; a bigger form is not kept
PALING_BANYAK = 20  # forms of one person; an older one goes
RAHASIA = ("password", "sandi")
TANPA_BERKAS = "Berkas yang dipilih tidak ikut disimpan; pilih lagi."
SESI_BERAKHIR = (
    "Sesi Anda berakhir sebelum tombolnya ditekan, jadi belum ada yang tersimpan. Isian Anda masih "
    "ada: periksa, lalu tekan lagi tombolnya."
)
TANPA_ISIAN = (
    "Sesi Anda berakhir sebelum tombolnya ditekan, jadi belum ada yang berubah. Tekan lagi "
    "tombolnya."
)
GALAT_DISEBUT = 10


def simpan(
    request: HttpRequest, sebab: SebabKetikan, kalimat: str = "", *, oleh: int | None = None
) -> str:
    """Keep the form that came with ``request``; returns its token, empty if nothing is kept.

    ``oleh``: whose it is; otherwise the user of the request. Passwords and files are never kept.
    """
    pemilik = oleh or request.user.pk
    isi = yang_diketik(request)
    tanpa = not isi and sebab == SebabKetikan.ISIAN
    if pemilik is None or tanpa or sum(len(n) + len(v) for n, v in isi) > BESAR:
        return ""
    return _catat(request, sebab, isi, kalimat, pemilik)


def titip(request: PetugasRequest, isi: list[Pasangan]) -> str:
    """Keep what this officer chose, also past the end of the session; returns its token."""
    return _catat(request, SebabKetikan.PILIHAN, isi, "", request.user.pk)


def ambil_titipan(petugas: Pengguna, token: str, alamat: str) -> list[Pasangan] | None:
    """What was chosen at ``alamat``, if it is still kept; its hour begins anew."""
    titipan = ambil_ketikan(petugas, token)
    if titipan is None or titipan.alamat != alamat:
        return None
    if timezone.now() - titipan.pada > UMUR / 4:
        titipan.pada = timezone.now()
        titipan.save(update_fields=["pada"])
    return [(nama, isi) for nama, isi in titipan.isi]


def _catat(
    request: HttpRequest, sebab: SebabKetikan, isi: list[Pasangan], kalimat: str, oleh: int
) -> str:
    token = token_urlsafe(16)
    Ketikan.objects.create(
        token=token,
        oleh_id=oleh,
        sebab=sebab,
        alamat=request.path[:500],
        isi=isi,
        kalimat=kalimat,
        pada=timezone.now(),
    )
    milik = Ketikan.objects.filter(oleh_id=oleh)
    milik.filter(pk__in=milik.order_by("-pk").values("pk")[PALING_BANYAK:]).delete()
    return token


def yang_diketik(request: HttpRequest) -> list[Pasangan]:
    """The fields of the form, without passwords and without what no text can hold."""
    return [
        (nama.replace("\x00", ""), str(satu).replace("\x00", ""))
        for nama, semua in request.POST.lists()
        for satu in semua
        if nama != CSRF and not any(kata in nama.lower() for kata in RAHASIA)
    ]


def kalimat_sesi(request: HttpRequest) -> str:
    """What the sender is told whose session ended before the button was pressed."""
    return kalimat_berkas(request, SESI_BERAKHIR if yang_diketik(request) else TANPA_ISIAN)


def kalimat_berkas(request: HttpRequest, kalimat: str) -> str:
    """``kalimat``, and that files are to be chosen again, where the form had some."""
    return f"{kalimat} {TANPA_BERKAS}" if request.FILES else kalimat


def kalimat_salah(galat: Sequence[str]) -> str:
    """What a page says on top that was loaded again; ``galat`` is what was wrong in it."""
    if not galat:
        return "Isian ini belum tersimpan. Periksa, lalu tekan lagi tombolnya."
    lain = f" (dan {len(galat) - GALAT_DISEBUT} lagi)" if len(galat) > GALAT_DISEBUT else ""
    return f"Isian ini belum tersimpan. {' '.join(galat[:GALAT_DISEBUT])}{lain}"


def ambil_ketikan(petugas: Pengguna, token: str) -> Ketikan | None:
    """What this officer typed, if it is still kept."""
    return Ketikan.objects.for_petugas(petugas).masih(timezone.now()).filter(token=token).first()


def baca_pemakai(request: HttpRequest) -> int | None:
    """Who was signed in with this browser, although the session has ended since."""
    kue = settings.AWALAN_KUE + PEMAKAI
    isi = request.get_signed_cookie(kue, default="", salt=PEMAKAI, max_age=MASA_PEMAKAI)
    return int(isi) if isi else None


def ingat_pemakai(jawaban: HttpResponseBase, pk: int) -> None:
    """Let the browser say later who was signed in, until it is closed."""
    aman = {"httponly": True, "secure": settings.HTTPS, "samesite": "Lax"}
    jawaban.set_signed_cookie(settings.AWALAN_KUE + PEMAKAI, str(pk), salt=PEMAKAI, **aman)
