"""What an officer does with staged rows: tick, swap NIK and KK, correct a cell."""

from collections.abc import Collection, Mapping
from datetime import date

from django.db import transaction

from peserta.actions.impor import siap_diperiksa
from peserta.bersih.teks import rapikan
from peserta.impor.kamus import kamus_terkini
from peserta.impor.mutu import ingat_kode, kode_pertama
from peserta.impor.tampung import PANJANG_SEL, Pemeriksa, tampung
from peserta.impor.vonis import hitung_vonis, vonis_semua
from peserta.models import BarisImpor, Impor, Vonis
from pijar.errors import AturanDilanggarError
from pijar.excel import Sel

ANGKA_EXCEL = 15  # digits that Excel keeps of a number
BISA_DIPILIH = (Vonis.BARU, Vonis.UBAH, Vonis.PERINGATAN)


@transaction.atomic
def pilih_baris(impor: Impor, *, tampil: Collection[int], dipilih: Collection[int]) -> int:
    """Of the rows ``tampil`` tick exactly ``dipilih``; returns how many rows are ticked in all.

    What cannot be ticked (galat, sama) stays unticked, whatever was sent.
    """
    impor = siap_diperiksa(impor.pk)
    baris = impor.daftar_baris.filter(nomor__in=tampil, vonis__in=BISA_DIPILIH)
    baris.filter(nomor__in=dipilih).update(dipilih=True)
    baris.exclude(nomor__in=dipilih).update(dipilih=False)
    return impor.daftar_baris.filter(dipilih=True).count()


@transaction.atomic
def pilih_peringatan(impor: Impor, *, dipilih: bool) -> int:
    """Tick or untick every row with a warning; returns how many."""
    impor = siap_diperiksa(impor.pk)
    return impor.daftar_baris.filter(vonis=Vonis.PERINGATAN).update(dipilih=dipilih)


@transaction.atomic
def tukar_nik_kk(impor: Impor, nomor: int, *, pada: date) -> BarisImpor:
    """Swap the NIK and KK cells of row ``nomor``, check it again and judge it again."""
    impor = siap_diperiksa(impor.pk)
    mentah = _mentah(impor, nomor)
    nik, kk = _kolom(impor, "nik"), _kolom(impor, "no_kk")
    mentah += [None] * (max(nik, kk) + 1 - len(mentah))
    mentah[nik], mentah[kk] = mentah[kk], mentah[nik]
    return _periksa_lagi(impor, nomor, mentah, pada)


@transaction.atomic
def betulkan_baris(impor: Impor, nomor: int, isi: Mapping[int, str], *, pada: date) -> BarisImpor:
    """Replace cells of row ``nomor`` (column index to text), check and judge it again.

    What was shown and came back as it was stays what it was: a NIK that Excel keeps as a number
    must not become a text, and so a good one, by saving the form.
    """
    impor = siap_diperiksa(impor.pk)
    mentah = _mentah(impor, nomor)
    lebar = len(impor.pemetaan["judul"])
    mentah += [None] * (lebar - len(mentah))
    for kolom, tulisan in isi.items():
        if 0 <= kolom < lebar and rapikan(tulisan) != isi_sel(mentah[kolom]):
            mentah[kolom] = rapikan(tulisan)[:PANJANG_SEL] or None
    return _periksa_lagi(impor, nomor, mentah, pada)


def isi_sel(sel: Sel) -> str:
    """A cell as the form shows it; a number of 15 digits or more is damaged and shown empty."""
    tulisan = rapikan(sel)
    rusak = isinstance(sel, int | float) and len(tulisan) >= ANGKA_EXCEL
    return "" if rusak else tulisan


def _mentah(impor: Impor, nomor: int) -> list[Sel]:
    baris = impor.daftar_baris.filter(nomor=nomor).first()
    if baris is None:
        raise AturanDilanggarError("Baris itu tidak ada dalam impor ini. Muat ulang halaman.")
    return list(baris.mentah)


def _kolom(impor: Impor, kode: str) -> int:
    for kolom, milik in impor.pemetaan["bidang"].items():
        if milik == kode:
            return int(kolom)
    raise AturanDilanggarError("Berkas ini tidak mempunyai kolom NIK dan No. KK sekaligus.")


def _periksa_lagi(impor: Impor, nomor: int, mentah: list[Sel], pada: date) -> BarisImpor:
    """Stage row ``nomor`` again with ``mentah``, and every row that shared or now shares its NIK.

    The same code as for a whole file, so that a corrected row means the same as a good one.
    """
    lama = impor.daftar_baris.get(nomor=nomor)
    bidang = {int(i): kode for i, kode in impor.pemetaan["bidang"].items()}
    pemeriksa = Pemeriksa(impor.pk, bidang, kamus_terkini(), pada, tuple(impor.oleh.wilayah))
    nik = {lama.nik, pemeriksa.periksa(mentah).nik} - {""}
    kembar = impor.daftar_baris.filter(nik__in=nik).exclude(nomor=nomor)
    ulang = dict(kembar.values_list("nomor", "mentah")) | {nomor: mentah}
    awal = kode_pertama(impor, list(ulang))
    impor.daftar_baris.filter(nomor__in=ulang).delete()
    tampung(pemeriksa, sorted(ulang.items()), lambda _: None)
    vonis_semua(impor, list(ulang))
    ingat_kode(impor, awal)
    impor.jumlah = hitung_vonis(impor.pk)
    impor.save(update_fields=["jumlah"])
    return impor.daftar_baris.get(nomor=nomor)
