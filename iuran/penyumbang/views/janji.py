"""Promises: the new one for a worker who is looked for, and the page of one with its acts."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from iuran.buku import pastikan_seluruh_kota
from iuran.models import Janji, SebabAkhir, StatusJanji
from iuran.penyumbang.actions import janji as aksi
from iuran.penyumbang.actions.kartu import IsiKartu, daftarkan
from iuran.penyumbang.actions.tulis import lunas_terakhir
from iuran.penyumbang.aturan import HAL
from iuran.penyumbang.forms.janji import (
    AkhiriForm,
    AksiForm,
    AlihkanForm,
    CalonForm,
    JanjiForm,
    KartuForm,
    SampaiForm,
    TempoForm,
)
from iuran.penyumbang.keadaan import bukti_janji
from iuran.penyumbang.saringan import dengan_lunas, keadaannya
from iuran.penyumbang.views.penyumbang import ambil_penyumbang, data_aksi
from peserta.bersih.kpj import catatan_kpj
from peserta.models import Peserta, Status
from pijar.bulan import awal_bulan, nama_bulan, tambah_bulan
from pijar.http import PetugasRequest, ambil, coba, hak, halaman, status_form

PER_HALAMAN = 20


@require_http_methods(["GET", "POST"])
@hak("mengelola_iuran")
def baru(request: PetugasRequest, pk: int) -> HttpResponse:
    """Promise a worker: looked for by name, or offered from verified people without a place."""
    pastikan_seluruh_kota(request.user, HAL)
    penyumbang = ambil_penyumbang(request, pk)
    kini = timezone.localdate()
    saring = CalonForm(request.GET, petugas=request.user)
    form = JanjiForm(request.POST or None, awal=tambah_bulan(kini, 1))
    jadi: list[Janji] = []

    def kerja(isi: dict[str, Any]) -> None:
        orang = ambil(request, Peserta.objects, isi["peserta"])
        janji = aksi.IsiJanji(penyumbang.pk, orang.pk, isi["tempo"], isi["mulai"])
        jadi.append(aksi.buat_janji(janji, oleh=request.user, pada=kini, alasan=isi["alasan"]))

    if request.method == "POST" and coba(form, kerja):
        kabari_baru(request, jadi[0], kini)
        return redirect("iuran:janji_detail", pk=jadi[0].pk)
    daftar = saring.daftar(kini).select_related("kelurahan__kecamatan", "pekerjaan")
    hal = halaman(request, daftar, PER_HALAMAN)
    konteks = {
        "penyumbang": penyumbang,
        "saring": saring,
        "form": form,
        "halaman": hal,
        "dipilih": str(form["peserta"].value() or ""),
    }
    return render(request, "iuran/janji_baru.html", konteks, status=status_form(form))


def kabari_baru(request: PetugasRequest, janji: Janji, kini: date) -> None:
    """Say what comes next, and that a month of the past needs its evidence."""
    messages.success(request, f"Janji {janji} untuk {janji.peserta.nama} dicatat.")
    if janji.mulai < awal_bulan(kini):
        messages.warning(
            request,
            f"Bulan pertamanya {nama_bulan(janji.mulai)} sudah lewat: bulan yang lewat terlindungi "
            "hanya bila bukti bayarnya dicatat.",
        )


class Aksi(NamedTuple):
    """One act as the page shows it."""

    nama: str
    judul: str
    keterangan: str
    form: Any
    tombol: str
    bahaya: bool


JUDUL: dict[str, tuple[str, str, str]] = {
    "daftarkan": (
        "Catat kartunya (KPJ)",
        "Pekerja ini sudah layak. Dengan bukti kartu ia menjadi terdaftar, tanpa penetapan dan "
        "tanpa berkas ke BPJS. Lampirkan fotonya di tab Berkas.",
        "Catat kartu",
    ),
    "perpanjang": ("Perpanjang", "Penyumbang melanjutkan, paling lama 12 bulan.", "Perpanjang"),
    "pendekkan": (
        "Pendekkan",
        "Janji tetap berjalan, tetapi berakhir lebih cepat; tidak di bawah bulan yang dibayar.",
        "Pendekkan",
    ),
    "tempo": (
        "Ubah cara bayar",
        "Penyumbang membayar lebih sering atau lebih jarang; masa janjinya tetap.",
        "Ubah",
    ),
    "alihkan": (
        "Alihkan ke penyumbang lain",
        "Penyumbang baru mulai tanpa bulan yang kosong; janji ini berakhir bulan sebelumnya.",
        "Alihkan",
    ),
    "kota": (
        "Diambil alih kota",
        "Penyumbang berhenti sesudah bulan ini; bulan berikutnya dapat ditetapkan kota.",
        "Ambil alih",
    ),
    "akhiri": ("Akhiri", "Tidak ada yang meneruskan sesudah bulan ini.", "Akhiri janji"),
    "batalkan": (
        "Batalkan",
        "Hanya janji yang belum pernah dibayar. Bulannya bebas untuk penyumbang lain.",
        "Batalkan janji",
    ),
    "pulihkan": (
        "Lanjutkan lagi",
        "Akhir atau pembatalannya keliru: janji berjalan seperti sebelumnya.",
        "Lanjutkan lagi",
    ),
}
FORM: dict[str, type[BaseForm]] = {
    "daftarkan": KartuForm,
    "perpanjang": SampaiForm,
    "pendekkan": SampaiForm,
    "tempo": TempoForm,
    "alihkan": AlihkanForm,
    "kota": SampaiForm,
    "akhiri": AkhiriForm,
    "batalkan": AksiForm,
    "pulihkan": AksiForm,
}
BAHAYA = frozenset({"akhiri", "batalkan"})


@require_http_methods(["GET", "POST"])
@hak("lihat_peserta")
def detail(request: PetugasRequest, pk: int) -> HttpResponse:
    """One promise: its state, what was paid, its history; an admin acts on it by POST."""
    janji = ambil(request, Janji.objects, pk, "penyumbang__opd", "peserta__kelurahan__kecamatan")
    kini = timezone.localdate()
    kelola = request.user.has_perm("pijar.mengelola_iuran")
    if request.method == "POST" and not kelola:
        raise PermissionDenied
    form = form_aksi(request, janji, kini) if kelola else {}
    dipilih = request.POST.get("aksi", "")
    if dipilih in form and coba(form[dipilih], kerja(request, janji, kini)[dipilih]):
        kabari(request, dipilih, form[dipilih].cleaned_data)
        return redirect("iuran:janji_detail", pk=pk)
    dikirim = form.get(dipilih)
    konteks = {
        **isi_detail(request, janji, kini),
        "aksi": [Aksi(n, *JUDUL[n][:2], f, JUDUL[n][2], n in BAHAYA) for n, f in form.items()],
    }
    status = status_form(dikirim) if dikirim else 200
    return render(request, "iuran/janji_detail.html", konteks, status=status)


def isi_detail(request: PetugasRequest, janji: Janji, kini: date) -> dict[str, object]:
    semua = Janji.objects.for_petugas(request.user)
    [(_, keadaan)] = keadaannya(dengan_lunas(semua.filter(pk=janji.pk)), kini)
    sambungan = semua.filter(Q(daftar_penerus=janji) | Q(dari=janji))
    return {
        "janji": janji,
        "peserta": janji.peserta,
        "keadaan": keadaan,
        "perlu_penyumbang": janji.status == StatusJanji.AKTIF and janji.penyumbang.keluar_pada,
        "pekerja_keluar": janji.peserta.status == Status.BERHENTI,
        "belum_layak": janji.peserta.status
        not in (Status.LAYAK, Status.TERDAFTAR, Status.BERHENTI),
        "diambil_kota": janji.sebab_akhir == SebabAkhir.DIAMBIL_KOTA,
        "bukti": bukti_janji(janji),
        "kartu": getattr(janji, "bukti_kartu", None),
        "sambungan": sambungan.select_related("penyumbang__opd").order_by("pk"),
        "riwayat": janji.riwayat.select_related("oleh"),
    }


def form_aksi(request: PetugasRequest, janji: Janji, kini: date) -> dict[str, Any]:
    """The acts that this promise allows now, each with its form."""
    lunas = lunas_terakhir(janji)
    nama = ["pulihkan"]
    if janji.status == StatusJanji.AKTIF:
        nama = ["daftarkan"] if janji.peserta.status == Status.LAYAK else []
        nama += ["perpanjang", "pendekkan", "tempo", "alihkan", "kota", "akhiri"]
        nama += [] if lunas else ["batalkan"]
    form: dict[str, Any] = {
        n: FORM[n](data_aksi(request, n), nama=n, janji=janji, pada=kini)  # type: ignore[call-arg]
        for n in nama
    }
    usulkan(form, janji, lunas)
    return form


def usulkan(form: Mapping[str, Any], janji: Janji, lunas: date | None) -> None:
    """What is usual: a term more; the end after the last paid month."""
    akhir = lunas or tambah_bulan(janji.mulai, -1)
    bulan = {
        "perpanjang": tambah_bulan(janji.sampai, janji.tempo),
        "kota": akhir,
        "akhiri": max(akhir, janji.mulai),
    }
    for nama in bulan.keys() & form.keys():
        form[nama].usul(bulan[nama])
    if "alihkan" in form:
        form["alihkan"].fields["mulai_bulan"].initial = tambah_bulan(akhir, 1)


def kerja(
    request: PetugasRequest, janji: Janji, kini: date
) -> dict[str, Callable[[dict[str, Any]], object]]:
    """What each act does with what its form says."""

    def dengan(isi: dict[str, Any]) -> dict[str, Any]:
        return {"alasan": isi["alasan"], "oleh": request.user, "pada": kini}

    return {
        "daftarkan": lambda d: daftarkan(
            janji, IsiKartu(d["kpj"], d["nomor"], d["tanggal"]), oleh=request.user
        ),
        "perpanjang": lambda d: aksi.perpanjang(janji, d["sampai"], **dengan(d)),
        "pendekkan": lambda d: aksi.pendekkan(janji, d["sampai"], **dengan(d)),
        "tempo": lambda d: aksi.ubah_tempo(janji, d["tempo"], **dengan(d)),
        "alihkan": lambda d: aksi.alihkan(
            janji, aksi.Penerus(d["kepada"], d["mulai_bulan"], d["tempo"]), **dengan(d)
        ),
        "kota": lambda d: aksi.ambil_alih_kota(janji, d["sampai"], **dengan(d)),
        "akhiri": lambda d: aksi.akhiri(janji, d["sampai"], d["sebab"], **dengan(d)),
        "batalkan": lambda d: aksi.batalkan(janji, **dengan(d)),
        "pulihkan": lambda d: aksi.pulihkan(janji, **dengan(d)),
    }


def kabari(request: PetugasRequest, nama: str, isi: dict[str, Any]) -> None:
    """Say that the act is done, and what to look at."""
    messages.success(request, f"{JUDUL[nama][0]}: dicatat.")
    if nama == "daftarkan" and (catatan := catatan_kpj(isi["kpj"])):
        messages.warning(request, catatan)
