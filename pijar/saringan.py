"""Filters of a list that an officer keeps under a name, and finds on the list again."""

import re
from urllib.parse import parse_qsl, urlencode

from django import forms
from django.db import transaction

from pijar.errors import AturanDilanggarError
from pijar.models import Daftar, Pengguna, SaringanTersimpan

DAFTAR_TADI = "hasil_tadi"  # in the session: by a list's name its address as it was seen last
# The lists to which breadcrumbs lead back; the results of a number are the list of people, too.
DIINGAT = {"peserta:cari": "peserta:daftar"} | {
    nama: nama
    for nama in (
        "iuran:berakhir",
        "iuran:berkas_bpjs",
        "iuran:bukti",
        "iuran:gerakan",
        "iuran:habis",
        "iuran:impor_penyumbang",
        "iuran:ingatkan",
        "iuran:kartu",
        "iuran:kelebihan",
        "iuran:klaim",
        "iuran:opd",
        "iuran:pemadanan",
        "iuran:pembayaran",
        "iuran:penyelesaian_daftar",
        "iuran:penyumbang",
        "iuran:perubahan_bantuan",
        "iuran:rekonsiliasi",
        "iuran:rekonsiliasi_titik",
        "iuran:setoran",
        "iuran:tagihan",
        "iuran:tarif",
        "iuran:usulan",
        "laporan:bulanan",
        "laporan:layanan",
        "laporan:surat",
        "peserta:daftar",
        "peserta:duplikat",
        "peserta:impor",
        "peserta:kata_pekerjaan",
        "peserta:perubahan_daftar",
        "tugas:daftar",
        "verifikasi:antrean",
        "verifikasi:daftar_tunggu",
        "verifikasi:ditahan",
        "verifikasi:keberatan",
        "verifikasi:kriteria",
        "verifikasi:penetapan",
        "verifikasi:pengesampingan",
        "verifikasi:pernyataan",
        "verifikasi:perpanjangan",
        "verifikasi:tempat_kosong",
        "verifikasi:uji_petik",
    )
}
PALING_BANYAK = 20  # of one officer on one list
PANJANG_KUERI = 500
# A page of the results; a number that only the session knows; how much of the page is wanted.
BUKAN_SARINGAN = {"hal", "ke", "bagian"}
NOMOR = re.compile(r"(?:[0-9][ .\-]?){9,}")  # longer than a date


class SaringanForm(forms.Form):
    """The list, its filters in use, and the name under which they are kept."""

    daftar = forms.ChoiceField(choices=Daftar.choices)
    kueri = forms.CharField(required=False, max_length=2_000)
    nama = forms.CharField(
        label="Nama saringan",
        max_length=40,
        error_messages={
            "required": "Beri nama saringannya, misalnya “Draf Pedurungan”.",
            "max_length": "Nama saringan paling panjang 40 huruf.",
        },
    )


def bersihkan_kueri(kueri: str) -> str:
    """The filters of an address, in its order; without page, mark, empty values and numbers.

    A NIK, KPJ or telephone number never stands in an address, so it cannot be kept either.
    """
    return urlencode(
        [(n, v) for n, v in parse_qsl(kueri) if n not in BUKAN_SARINGAN and not NOMOR.search(v)]
    )


@transaction.atomic
def simpan_saringan(daftar: Daftar, nama: str, kueri: str, *, oleh: Pengguna) -> SaringanTersimpan:
    """Keep the filters of a list under ``nama``; the same name again replaces them.

    :raises AturanDilanggarError: nothing is filtered, too much is, or twenty are kept already
    """
    Pengguna.objects.select_for_update().get(pk=oleh.pk)  # two clicks keep one
    if not (isi := bersihkan_kueri(kueri)):
        raise AturanDilanggarError("Belum ada saringan yang dipakai. Saring dahulu, lalu simpan.")
    if len(isi) > PANJANG_KUERI:
        raise AturanDilanggarError("Saringan ini terlalu panjang untuk disimpan. Kurangi isinya.")
    milik = SaringanTersimpan.objects.for_petugas(oleh).filter(daftar=daftar)
    if lama := milik.filter(nama__iexact=nama).first():
        lama.nama, lama.kueri = nama, isi
        lama.save()
        return lama
    if milik.count() >= PALING_BANYAK:
        raise AturanDilanggarError(
            f"Sudah {PALING_BANYAK} saringan tersimpan. Hapus yang tidak dipakai lagi, lalu simpan."
        )
    return SaringanTersimpan.objects.create(oleh=oleh, daftar=daftar, nama=nama, kueri=isi)
