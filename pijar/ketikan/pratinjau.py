"""A page that a POST asks for, under an address that answers a GET."""

from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.http import QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.datastructures import MultiValueDict

from pijar.http import PetugasRequest, type_view
from pijar.ketikan.alamat import dengan
from pijar.ketikan.simpanan import PILIHAN, ambil_ketikan, simpan
from pijar.models import Ketikan, SebabKetikan

HILANG = "Isi halaman itu sudah tidak disimpan (batasnya satu jam). Pilih lagi dari sini."


def pratinjau(view: type_view) -> type_view:
    """For a page that a POST asks for and that changes nothing by it: the effect, to be confirmed.

    Its answer is a redirect to its own address, where a GET shows it again for an hour, and logs
    it where the view logs who saw what. It stands above ``require_POST``. A view that also changes
    something answers that by a redirect, and does it only if the form holds more than the one that
    asked for the page.
    """

    @wraps(view)
    def dalam(request: PetugasRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST":
            with transaction.atomic():
                jawaban = view(request, *args, **kwargs)
                if sehalaman := jawaban.status_code == 200 and not jawaban.streaming:
                    transaction.set_rollback(True)  # the GET logs what it shows
            tetap = not sehalaman or request.FILES  # a file is not kept
            return jawaban if tetap else _ingat(request, jawaban)
        if not (token := request.GET.get(PILIHAN, "")) or not request.user.is_authenticated:
            return view(request, *args, **kwargs)
        pilihan = ambil_ketikan(request.user, token)
        if pilihan is None or pilihan.alamat != request.path:
            messages.info(request, HILANG)
            return redirect(dengan(request.get_full_path(), PILIHAN))
        _seperti_dikirim(request, pilihan)
        return view(request, *args, **kwargs)

    return dalam


def _seperti_dikirim(request: PetugasRequest, pilihan: Ketikan) -> None:
    """Let the view see the form that was kept; it had no file, and none is looked for."""
    request.method = "POST"
    request.POST = QueryDict(urlencode([tuple(satu) for satu in pilihan.isi]))
    vars(request)["_files"] = MultiValueDict()


def _ingat(request: PetugasRequest, jawaban: HttpResponseBase) -> HttpResponseBase:
    """Keep what asked for the page, and lead to it."""
    if not (token := simpan(request, SebabKetikan.PILIHAN)):
        return jawaban
    alamat = dengan(request.get_full_path(), **{PILIHAN: token})
    if request.htmx:  # the answer is a part of the page; reload asks for the whole of it
        jawaban["HX-Replace-Url"] = alamat
        return jawaban
    return redirect(alamat)
