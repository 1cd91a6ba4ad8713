"""The two guards: nothing typed is lost, and a GET of a button's address finds its page."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse

from pijar.errors import AturanDilanggarError, BentrokError
from pijar.http import UTUH, PetugasRequest, type_view
from pijar.ketikan.alamat import alamat_tombol, dengan, halaman_asal
from pijar.ketikan.formulir import isi_formulir, kata_galat, minta_berkas, sisipkan
from pijar.ketikan.pembaca import SEMULA, Atribut, Pasangan
from pijar.ketikan.simpanan import (
    ISIAN,
    ambil_ketikan,
    baca_pemakai,
    ingat_pemakai,
    kalimat_berkas,
    kalimat_salah,
    kalimat_sesi,
    simpan,
    yang_diketik,
)
from pijar.ketikan.sunting import bersegel, yang_berubah
from pijar.models import Ketikan, SebabKetikan

DIDAHULUI = (
    "Rekan Anda menyimpan ini sementara Anda mengetik. {}. Periksa isiannya, lalu tekan lagi."
)
HILANG = "Isian itu sudah terkirim, atau sudah tidak disimpan (batasnya satu jam)."
LETAK = "data-alamat-isian"  # where the page is found again; the script puts it in the address
BENTROK = "data-bentrok"  # on the note of a refusal: somebody else was faster


class HalamanTombolMiddleware:
    """Leads a GET of an address that takes only POST to the page that has its button.

    The page is the nearest address above: ``/verifikasi/7/`` for ``/verifikasi/7/setujui/``. What
    was typed goes along. Any other method that an address does not know gets a page of ours.
    """

    def __init__(self, get_response: type_view) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        token = request.GET.get(ISIAN, "")
        jawaban = self.get_response(request)
        if jawaban.status_code != 405:
            return jawaban
        halaman = alamat_tombol(request) if request.method in ("GET", "HEAD") else ""
        if not halaman:
            return render(request, "405.html", status=405)
        if token:
            return redirect(dengan(halaman, **{ISIAN: token}))
        if halaman != reverse("beranda") and not len(messages.get_messages(request)):  # said once
            messages.info(request, "Tombolnya belum ditekan. Periksa isiannya, lalu tekan lagi.")
        return redirect(halaman)


class KetikanMiddleware:
    """Keeps what was typed and not saved, and shows it again (see the package)."""

    def __init__(self, get_response: type_view) -> None:
        self.get_response = bersegel(get_response)

    def __call__(self, request: PetugasRequest) -> HttpResponseBase:
        dikirim, pemakai = request.method == "POST", baca_pemakai(request)
        token, di_dalam = ambil_token(request), dikirim and request.user.is_authenticated
        jawaban = self.get_response(request)
        keluar = di_dalam and not request.user.is_authenticated
        if dikirim and not request.htmx and not keluar:
            jawaban = self.sesudah_kirim(request, jawaban, pemakai, token)
        elif token:
            jawaban = isi_kembali(request, jawaban, token)
        if request.user.is_authenticated and request.user.pk != pemakai:
            ingat_pemakai(jawaban, request.user.pk)
        return jawaban

    def process_view(self, request: PetugasRequest, *_: Any) -> HttpResponse | None:
        """A form whose page shows something else by now is not taken; both versions are shown."""
        if request.method != "POST" or SEMULA not in request.POST or request.htmx:
            return None
        if not (halaman := halaman_asal(request)):
            return None
        kini = self.get_response(permintaan_halaman(request, halaman))
        if kini.status_code != 200 or not isinstance(kini, HttpResponse):
            return None
        if beda := yang_berubah(request, kini.content.decode(), halaman):
            bentrok = BentrokError(DIDAHULUI.format(". ".join(beda)))
            return self.process_exception(request, bentrok)
        return None

    def process_exception(
        self, request: PetugasRequest, exception: Exception
    ) -> HttpResponse | None:
        """Every refusal becomes a 409 with its sentence, on the page on which the button stood."""
        if not isinstance(exception, AturanDilanggarError):
            return None
        konteks = {
            "kalimat": exception.kalimat,
            "tautan": exception.tautan,
            "label_tautan": exception.label_tautan,
            "berkas": bool(request.FILES),
            "bentrok": isinstance(exception, BentrokError),
            "kembali": halaman_asal(request) or reverse("beranda"),
        }
        if request.htmx:
            # Show the sentence among the page's messages, not in place of the clicked element.
            jawaban = render(request, "_penolakan.html", konteks, status=409)
            jawaban["HX-Retarget"], jawaban["HX-Reswap"] = "#pesan", "innerHTML show:top"
            return jawaban
        if request.method == "POST" and (halaman := halaman_asal(request)):
            return self.tolak(request, halaman, konteks)
        return render(request, "409.html", konteks, status=409)

    def tolak(self, request: PetugasRequest, halaman: str, konteks: dict[str, Any]) -> HttpResponse:
        """The page of the button again, with everything that was typed, and the refusal on top."""
        catatan = render_to_string("_penolakan.html", konteks)
        if not (token := simpan(request, SebabKetikan.DITOLAK, catatan)):
            return render(request, "409.html", konteks, status=409)
        halaman = konteks["kembali"] = dengan(halaman, **{ISIAN: token})
        jawaban = self.get_response(permintaan_halaman(request, halaman))
        if jawaban.status_code != 200 or not isinstance(jawaban, HttpResponse):
            return render(request, "409.html", konteks, status=409)
        tampilkan(jawaban, Ketikan.objects.for_petugas(request.user).get(token=token), halaman)
        jawaban.status_code = 409
        return jawaban

    def sesudah_kirim(
        self,
        request: PetugasRequest,
        jawaban: HttpResponseBase,
        pemakai: int | None,
        token: str,
    ) -> HttpResponseBase:
        """Keep the form if it was not taken: the session had ended, or something is missing.

        A page that answers a POST says where a GET finds it.
        """
        if not request.user.is_authenticated:
            return ke_masuk(request, jawaban, pemakai)
        if jawaban.status_code == 302:
            token = token or QueryDict(urlsplit(halaman_asal(request)).query).get(ISIAN, "")
            if token:  # what was kept is taken now
                Ketikan.objects.for_petugas(request.user).filter(token=token).delete()
            return jawaban
        if isinstance(jawaban, HttpResponse) and terbaca(jawaban) and berhalaman(jawaban):
            self.beri_alamat(request, jawaban)
        return jawaban

    def beri_alamat(self, request: PetugasRequest, jawaban: HttpResponse) -> None:
        """Keep what was sent, and say in the page where a GET finds it again."""
        alamat, html = dengan(self.halaman(request), ISIAN), jawaban.content.decode()
        salah = jawaban.status_code in (409, 422)
        kalimat = kalimat_salah(kata_galat(html) if salah else [])
        if token := simpan(request, SebabKetikan.ISIAN, kalimat_berkas(request, kalimat)):
            alamat = dengan(alamat, **{ISIAN: token})
        jawaban.content = isi_lagi(request, html, salah=salah).encode()
        sisip(jawaban, "", alamat, salah=salah)

    def halaman(self, request: PetugasRequest) -> str:
        """Where a GET finds the form again: at its own address, else on the page of the button."""
        sendiri, asal = request.get_full_path(), halaman_asal(request)
        if not asal or urlsplit(asal).path == request.path:
            return asal or sendiri
        jawaban = self.get_response(permintaan_halaman(request, sendiri))
        return sendiri if jawaban.status_code == 200 else asal


def ambil_token(request: PetugasRequest) -> str:
    """Take the token off the address, so that no view, filter or page number sees it."""
    token = request.GET.get(ISIAN, "") if request.user.is_authenticated else ""
    if token:
        sisa = request.GET.copy()
        del sisa[ISIAN]
        request.GET = sisa  # type: ignore[assignment]
        request.META |= {"QUERY_STRING": sisa.urlencode(), UTUH: True}
    return token


def permintaan_halaman(request: PetugasRequest, halaman: str) -> HttpRequest:
    """A GET of ``halaman`` by the same officer, to show it as the answer to their POST."""
    bagian = urlsplit(dengan(halaman, ISIAN))
    lingkungan = {"REQUEST_METHOD": "GET", "CONTENT_LENGTH": "", UTUH: True}
    satu = WSGIRequest(
        request.META | lingkungan | {"PATH_INFO": bagian.path, "QUERY_STRING": bagian.query}
    )
    for nama in ("session", "user", "_messages", "htmx"):
        setattr(satu, nama, getattr(request, nama))
    return satu


def ke_masuk(
    request: HttpRequest, jawaban: HttpResponseBase, pemakai: int | None
) -> HttpResponseBase:
    """Let the sign-in lead back to the page of the button, with what was typed."""
    tujuan = urlsplit(jawaban.headers.get("Location", ""))
    masuk = {reverse(settings.LOGIN_URL), reverse("admin:login")}
    if request.path in masuk and jawaban.status_code == 200 and terbaca(jawaban):
        sisip(jawaban, "", request.get_full_path())  # a wrong password is not sent by reload
    if jawaban.status_code != 302 or tujuan.path not in masuk or request.path in masuk:
        return jawaban
    halaman = halaman_asal(request) or request.get_full_path()
    kalimat = kalimat_sesi(request)
    if pemakai and (token := simpan(request, SebabKetikan.SESI, kalimat, oleh=pemakai)):
        halaman = dengan(halaman, **{ISIAN: token})
    kueri = QueryDict(mutable=True)
    kueri["next"] = halaman
    return redirect(f"{tujuan.path}?{kueri.urlencode(safe='/')}")


def isi_kembali(request: PetugasRequest, jawaban: HttpResponseBase, token: str) -> HttpResponseBase:
    """The page with what was typed in its form; where it leads on, the token goes along."""
    if jawaban.status_code in (301, 302) and jawaban.headers["Location"].startswith("/"):
        jawaban["Location"] = bawa_token(jawaban.headers["Location"], token)
    elif jawaban.status_code == 200 and terbaca(jawaban):
        if ketikan := ambil_ketikan(request.user, token):
            tampilkan(jawaban, ketikan, dengan(request.get_full_path(), **{ISIAN: token}))
        else:
            sisip(jawaban, render_to_string("_ketikan.html", {"kalimat": HILANG, "sisa": []}))
    return jawaban


def bawa_token(alamat: str, token: str) -> str:
    """The address with the token; one that leads on later (``next``) hands it to that page."""
    if sesudah := QueryDict(urlsplit(alamat).query).get("next"):
        return dengan(alamat, next=dengan(sesudah, **{ISIAN: token}))
    return dengan(alamat, **{ISIAN: token})


def tampilkan(jawaban: Any, ketikan: Ketikan, alamat: str) -> None:
    """Fill the page's form, and say on top why it is not saved yet."""
    isi: list[Pasangan] = [(n, v) for n, v in ketikan.isi]
    ditolak = ketikan.sebab == SebabKetikan.DITOLAK
    hasil = isi_formulir(
        jawaban.content.decode(),
        isi,
        alamat=ketikan.alamat,
        halaman=alamat,
        tersembunyi=not ditolak,  # a refusal speaks of the newest state, which is shown now
    )
    jawaban.content = hasil.html.encode()
    catatan, kalimat = "", ketikan.kalimat
    if ditolak:
        catatan, kalimat = kalimat, "Isian itu belum tersimpan."
        if BENTROK in catatan and hasil.beda:
            catatan += render_to_string("_bentrok.html", {"beda": hasil.beda})
    if hasil.sisa or not ditolak:
        catatan += render_to_string("_ketikan.html", {"kalimat": kalimat, "sisa": hasil.sisa})
    sisip(jawaban, catatan, alamat)


def isi_lagi(request: HttpRequest, html: str, *, salah: bool) -> str:
    """The page that answers a form, and which files it needs once more.

    ``salah``: it shows mistakes; all that was sent stands in it, also where its view forgot it.
    """
    isi, alamat, halaman = yang_diketik(request), request.path, request.get_full_path()
    if salah:
        html = isi_formulir(html, isi, alamat=alamat, halaman=halaman, tersembunyi=False).html
    return minta_berkas(html, isi, request.FILES.keys(), alamat=alamat, halaman=halaman)


def sisip(jawaban: Any, catatan: str, alamat: str = "", *, salah: bool = False) -> None:
    """Put a note on top of the page, and say where a GET finds it."""
    atribut: Atribut = {LETAK: alamat} if alamat else {}
    html = sisipkan(jawaban.content.decode(), catatan, atribut, salah=salah)
    jawaban.content = html.encode()


def berhalaman(jawaban: HttpResponse) -> bool:
    """Whether it is a page with a form, and no refusal, which is kept already."""
    return jawaban.status_code in (200, 409, 422) and LETAK.encode() not in jawaban.content


def terbaca(jawaban: HttpResponseBase) -> bool:
    """Whether the answer is a page that can be read here."""
    return not jawaban.streaming and jawaban.headers.get("Content-Type", "").startswith("text/html")
