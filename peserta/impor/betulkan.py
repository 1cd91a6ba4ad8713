"""Correct staged rows: swap NIK and KK, change a cell, judge rows again."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from django.db import transaction

from peserta.bersih.alasan import INFO, Alasan, Temuan
from peserta.bersih.teks import rapikan
from peserta.impor.keadaan import siap_diperiksa
from peserta.impor.mutu import ingat_kode, kode_pertama
from peserta.impor.sel import isi_sel, tanda_asal
from peserta.impor.tampung import KODE_ABAIKAN, KODE_CATATAN, PANJANG_SEL, Pemeriksa, tampung
from peserta.impor.vonis import vonis_semua
from peserta.kamus import kamus_terkini
from peserta.models import VONIS_DIBACA, BarisImpor, Impor, Vonis
from peserta.models.impor import BarisImporQuerySet
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.excel import Sel

TUKAR = {"nik_kk_tertukar": "no_kk", "nik_kpj_tertukar": "kpj"}
SEKALI = 5_000
DIABAIKAN = Alasan(INFO, "diabaikan", "Baris", "", "Diabaikan petugas.", "")
TANPA_BARIS = "Baris itu tidak ada dalam impor ini. Muat ulang halaman."


class Isian(NamedTuple):
    """The new text of a cell; ``asal`` is the mark of the cell as the officer saw it."""

    tulisan: str
    asal: str = ""


class HasilSel(NamedTuple):
    """Result of one correction.

    ``kembar``: other rows judged again. ``tambahan``: how many more rows are ticked. ``bentrok``:
    another officer had changed the cell, so nothing was written.
    """

    impor: Impor
    kembar: list[int]
    tambahan: int = 0
    bentrok: bool = False


@transaction.atomic
def tukar_nik(impor: Impor, nomor: int, *, pada: date) -> BarisImpor:
    """Swap the NIK cell of row ``nomor`` with the KK or KPJ cell that its finding names."""
    impor = siap_diperiksa(impor.pk)
    baris = _baris(impor, nomor)
    lawan = next((TUKAR[a["kode"]] for a in baris.alasan if a["kode"] in TUKAR), "")
    letak = {kode: int(i) for i, kode in impor.pemetaan["bidang"].items()}
    if lawan not in letak:
        raise AturanDilanggarError(
            f"NIK baris {nomor} tidak lagi tampak tertukar. Muat ulang halaman."
        )
    mentah, nik, lain = _mentah(impor, baris), letak["nik"], letak[lawan]
    mentah[nik], mentah[lain] = mentah[lain], mentah[nik]
    _periksa_lagi(impor, nomor, mentah, pada)
    return _baris(impor, nomor)


@transaction.atomic
def abaikan_baris(impor: Impor, nomor: int, *, pada: date) -> None:
    """Pass over row ``nomor``: it is counted apart, and no other row is held against it."""
    impor = siap_diperiksa(impor.pk)
    _ubah_catatan(impor, [_baris(impor, nomor)], (DIABAIKAN,), pada)


@transaction.atomic
def ikutkan_baris(impor: Impor, nomor: int, *, pada: date) -> None:
    """Take in row ``nomor``, which was passed over or hidden in the file."""
    impor = siap_diperiksa(impor.pk)
    _ubah_catatan(impor, [_baris(impor, nomor)], (), pada)


@transaction.atomic
def ikutkan_semua(impor: Impor, *, pada: date) -> int:
    """Take in all rows that were passed over, at most ``SEKALI`` at once; return their number."""
    impor = siap_diperiksa(impor.pk)
    semua = [*impor.daftar_baris.filter(vonis=Vonis.ABAIKAN).order_by("nomor")[:SEKALI]]
    _ubah_catatan(impor, semua, (), pada)
    return len(semua)


@transaction.atomic
def betulkan_sel(impor: Impor, nomor: int, kolom: int, isian: Isian, *, pada: date) -> HasilSel:
    """Replace one cell; judge its row again, and every row with the same NIK.

    If the cell changed after the officer saw it, nothing is written (``bentrok``).
    """
    impor = siap_diperiksa(impor.pk)
    mentah = _mentah(impor, _baris(impor, nomor))
    if str(kolom) not in impor.pemetaan["bidang"]:
        raise AturanDilanggarError("Kolom itu tidak dipakai dalam impor ini. Muat ulang halaman.")
    if not _berubah(impor, mentah, kolom, isian):
        return HasilSel(impor, [])
    if isian.asal != tanda_asal(mentah[kolom]):
        return HasilSel(impor, [], bentrok=True)
    mentah[kolom] = rapikan(isian.tulisan)[:PANJANG_SEL] or None
    kembar, tambahan = _periksa_lagi(impor, nomor, mentah, pada)
    return HasilSel(impor, kembar, tambahan)


@transaction.atomic
def betulkan_halaman(
    impor: Impor, isian: Mapping[int, Mapping[int, Isian]], *, pada: date
) -> list[BarisImpor]:
    """Correct the cells that a page without JavaScript sent; return the changed rows.

    ``isian`` maps row to column to cell. An untouched cell keeps its type: saving the form must not
    turn a NIK that Excel damaged as a number into text. Raises BentrokError on a stale cell.
    """
    impor = siap_diperiksa(impor.pk)
    semua = {b.nomor: b for b in impor.daftar_baris.filter(nomor__in=isian)}
    hasil = []
    for nomor, sel in isian.items():
        if nomor not in semua:
            raise AturanDilanggarError(TANPA_BARIS)
        mentah = _mentah(impor, semua[nomor])
        berubah = {k: i for k, i in sel.items() if _berubah(impor, mentah, k, i)}
        if berubah:
            _tulis_sel(nomor, mentah, berubah)
            _periksa_lagi(impor, nomor, mentah, pada)
            hasil.append(nomor)
    return [*impor.daftar_baris.filter(nomor__in=hasil).order_by("nomor")]


def _tulis_sel(nomor: int, mentah: list[Sel], berubah: Mapping[int, Isian]) -> None:
    """Put the officer's texts into row ``nomor``, unless one cell is no longer what they saw."""
    if any(i.asal and i.asal != tanda_asal(mentah[k]) for k, i in berubah.items()):
        raise BentrokError(
            f"Baris {nomor} baru saja dibetulkan di jendela lain. Muat ulang halaman, "
            "lihat isinya, lalu betulkan lagi bila perlu."
        )
    for kolom, satu in berubah.items():
        mentah[kolom] = rapikan(satu.tulisan)[:PANJANG_SEL] or None


@transaction.atomic
def periksa_bentrok(impor: Impor, *, pada: date) -> int:
    """Judge again the rows held back for another open import; return their number.

    At most ``SEKALI`` rows at once, so that the page answers soon.
    """
    return _nilai_lagi(impor, BarisImporQuerySet.bentrok, pada)


@transaction.atomic
def periksa_kata(impor: Impor, *, pada: date) -> int:
    """Judge again the rows with a word for an occupation that was unknown; return their number.

    At most ``SEKALI`` rows at once, as above.
    """
    return _nilai_lagi(impor, BarisImporQuerySet.kata_asing, pada)


def _nilai_lagi(
    impor: Impor, yang: Callable[[BarisImporQuerySet], BarisImporQuerySet], pada: date
) -> int:
    impor = siap_diperiksa(impor.pk)
    baris = {b.nomor: b for b in yang(impor.daftar_baris.all())[:SEKALI]}
    if baris:
        _tampung_lagi(
            impor, {n: b.mentah for n, b in baris.items()}, baris, _pemeriksa(impor, pada)
        )
    return len(baris)


def _berubah(impor: Impor, mentah: list[Sel], kolom: int, isian: Isian) -> bool:
    """Whether the officer changed the cell that the form showed."""
    kode = impor.pemetaan["bidang"].get(str(kolom), "")
    return kolom < len(mentah) and rapikan(isian.tulisan) != isi_sel(mentah[kolom], kode)


def _baris(impor: Impor, nomor: int) -> BarisImpor:
    baris = impor.daftar_baris.filter(nomor=nomor).first()
    if baris is None:
        raise AturanDilanggarError(TANPA_BARIS)
    return baris


def _mentah(impor: Impor, baris: BarisImpor) -> list[Sel]:
    """The cells of a row, padded to the number of columns of the file."""
    return [*baris.mentah, *[None] * (len(impor.pemetaan["judul"]) - len(baris.mentah))]


def _periksa_lagi(impor: Impor, nomor: int, mentah: list[Sel], pada: date) -> tuple[list[int], int]:
    """Stage row ``nomor`` again with ``mentah``, and all rows with its old or new NIK.

    It runs the same code as a whole file. Returns the other rows and how many more are ticked.
    The sums of ``impor`` change by the difference: counting a long list takes longer.
    """
    pemeriksa = _pemeriksa(impor, pada)
    lama = impor.daftar_baris.get(nomor=nomor)
    nik = {lama.nik, pemeriksa.periksa(mentah).nik} - {""}
    kembar = {b.nomor: b for b in impor.daftar_baris.filter(nik__in=nik).exclude(nomor=nomor)}
    ulang = {n: b.mentah for n, b in kembar.items()} | {nomor: mentah}
    return sorted(kembar), _tampung_lagi(impor, ulang, kembar | {nomor: lama}, pemeriksa, nomor)


def _pemeriksa(impor: Impor, pada: date) -> Pemeriksa:
    bidang = {int(i): kode for i, kode in impor.pemetaan["bidang"].items()}
    return Pemeriksa(impor.pk, bidang, kamus_terkini(), pada, tuple(impor.oleh.wilayah))


def _ubah_catatan(impor: Impor, baris: Sequence[BarisImpor], tambah: Temuan, pada: date) -> None:
    """Stage ``baris`` again with ``tambah`` in place of what kept them out, and their twins."""
    nik = {b.nik for b in baris} - {""}
    semua = {b.nomor: b for b in (*impor.daftar_baris.filter(nik__in=nik), *baris)}
    catatan = {
        b.nomor: tuple(a for a in _catatan(b) if a.kode not in KODE_ABAIKAN) + tambah for b in baris
    }
    ulang = {nomor: b.mentah for nomor, b in semua.items()}
    if ulang:
        _tampung_lagi(impor, ulang, semua, _pemeriksa(impor, pada), catatan=catatan)


def _catatan(baris: BarisImpor, mentah: Iterable[Sel] | None = None) -> Temuan:
    """The notes on a row that its cells do not tell; not of a cell that ``mentah`` changes."""
    bidang = baris.impor.pemetaan["bidang"]
    beda = {
        bidang.get(str(i))
        for i, (lama, baru) in enumerate(zip(baris.mentah, mentah or baris.mentah, strict=False))
        if lama != baru
    }
    semua = (Alasan(**a) for a in baris.alasan if a["kode"] in KODE_CATATAN)
    return tuple(a for a in semua if a.kolom not in beda)


def _tampung_lagi(
    impor: Impor,
    ulang: Mapping[int, list[Sel]],
    sebelum: Mapping[int, BarisImpor],
    pemeriksa: Pemeriksa,
    dibetulkan: int = 0,
    catatan: Mapping[int, Temuan] = MappingProxyType({}),
) -> int:
    """Stage and judge the rows ``ulang`` in place of ``sebelum``; count further ticked rows."""
    awal = kode_pertama(impor, list(ulang))
    semua = {n: _catatan(b, ulang[n]) for n, b in sebelum.items()} | dict(catatan)
    pemeriksa = replace(pemeriksa, catatan=lambda nomor: semua.get(nomor, ()))
    impor.daftar_baris.filter(nomor__in=ulang).delete()
    tampung(pemeriksa, sorted(ulang.items()), lambda _: None)
    vonis_semua(impor, list(ulang))
    ingat_kode(impor, awal)
    return _hitung_lagi(impor, sebelum, dibetulkan)


def _hitung_lagi(impor: Impor, sebelum: Mapping[int, BarisImpor], dibetulkan: int) -> int:
    """Update the sums of ``impor`` and keep ticks; return how many more rows are ticked.

    A row with the same verdict keeps its tick or its lack of one. But a ticked row whose findings
    changed, or that was corrected itself, starts like a new row.
    """
    jumlah = Counter(impor.jumlah)
    jumlah.subtract(b.vonis for b in sebelum.values())
    tambahan = -sum(b.dipilih for b in sebelum.values())
    for kini in impor.daftar_baris.filter(nomor__in=sebelum):
        jumlah[kini.vonis] += 1
        lama = sebelum[kini.nomor]
        sama = kini.alasan == lama.alasan and kini.nomor != dibetulkan
        tetap = kini.vonis == lama.vonis and (sama or not lama.dipilih)
        if tetap and kini.dipilih != lama.dipilih:
            kini.dipilih = lama.dipilih
            kini.save(update_fields=["dipilih"])
        tambahan += kini.dipilih
    jumlah["dibaca"] = sum(jumlah[v] for v in VONIS_DIBACA)
    impor.jumlah = dict(jumlah)
    impor.save(update_fields=["jumlah"])
    return tambahan
