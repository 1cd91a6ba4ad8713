"""Papers in templates: those that exist about a row, and the tables of one.

Tables are written in one go: a template loop takes eight times as long.
"""

from collections.abc import Callable, Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from laporan.models import Surat
from laporan.surat.isi import JANGKAR, JenisKolom, Sel, Tabel, bernomor, teks_sel
from laporan.surat.jenis import JENIS, jenis_untuk
from laporan.surat.nomor import ROMAWI

register = template.Library()
PALING_BANYAK = 10
HURUF = "abcdefghijklmnopqrstuvwxyz"
KELAS = {
    JenisKolom.TEKS: ' class="kiri"',
    JenisKolom.TANGGAL: ' class="kiri"',
    JenisKolom.PARAF: ' class="kiri paraf"',
}


@register.inclusion_tag("laporan/_surat_tentang.html", takes_context=True)
def surat_tentang(context: template.Context, model: str, pk: int) -> dict[str, object]:
    """The newest papers about row ``pk`` of ``model`` ("tagihan") that this officer may see."""
    user = context["request"].user
    kode = [k for k in jenis_untuk(user) if _nama_model(k) == model]
    semua = Surat.objects.for_petugas(user).tentang(kode, pk)
    return {"daftar_surat": semua[:PALING_BANYAK], "perms": context.get("perms")}


def _nama_model(kode: str) -> str:
    model = JENIS[kode].model
    return str(model.__name__).lower() if model else ""


def _kelas(tabel: Tabel) -> list[str]:
    return [KELAS.get(k.jenis, "") for k in tabel.kolom]


@register.filter
def kepala_tabel(tabel: Tabel) -> SafeString:
    """The columns' widths and titles; repeated on every page."""
    jumlah = sum(k.lebar for k in tabel.kolom)
    lebar = ((round(100 * k.lebar / jumlah, 2),) for k in tabel.kolom)
    kolom = format_html_join("", '<col style="width:{}%">', lebar)
    judul = format_html_join("", '<th scope="col">{}</th>', ((k.judul,) for k in tabel.kolom))
    return format_html("<colgroup>{}</colgroup><thead><tr>{}</tr></thead>", kolom, judul)


@register.filter
def badan_tabel(tabel: Tabel, baris: Sequence[Sequence[Sel]]) -> SafeString:
    """The rows ``baris``."""
    tulis = _pembaris(tabel)
    isi = "".join(tulis(satu, f"{JANGKAR}{n}") for n, satu in enumerate(baris))
    return format_html("<tbody>{}</tbody>", mark_safe(isi))  # noqa: S308 - each row is escaped


@register.filter
def kaki_tabel(tabel: Tabel) -> SafeString:
    """The row of sums."""
    return format_html("<tfoot>{}</tfoot>", _pembaris(tabel)(tabel.jumlah or [], "jumlah"))


def _pembaris(tabel: Tabel) -> Callable[[Sequence[Sel], str], SafeString]:
    """A function that writes one row of this table."""
    kelas, jenis = _kelas(tabel), [k.jenis for k in tabel.kolom]

    def satu(baris: Sequence[Sel], nama: str) -> SafeString:
        sel = (
            (mark_safe(k), teks_sel(nilai, j))  # noqa: S308 - one of three constants
            for k, nilai, j in zip(kelas, baris, jenis, strict=True)
        )
        return format_html('<tr id="{}">{}</tr>', nama, format_html_join("", "<td{}>{}</td>", sel))

    return satu


@register.filter
def bercacah(kalimat: Sequence[str], cacah: str) -> list[tuple[str, str]]:
    """Number sentences by letters (``huruf``) or figures (``angka``)."""
    return [(HURUF[n] if cacah == "huruf" else str(n + 1), k) for n, k in enumerate(kalimat)]


register.filter("bernomor_diktum", bernomor)


@register.filter
def romawi(n: int) -> str:
    """The number of an annex: I, II, III."""
    return ROMAWI[n - 1]
