"""Freeze a decree: give the grants and move the people, in one transaction or not at all."""

from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models.functions import Now
from django.urls import reverse

from iuran.buku import beri_daftar
from iuran.models import Tarif
from peserta.alur import pindahkan_banyak
from peserta.models import Status
from peserta.tampak import baris_orang, sebut_orang
from pijar.bulan import tanggal_panjang
from pijar.errors import AturanDilanggarError
from pijar.models import Pengguna
from pijar.rupiah import ribuan
from pijar.sidik import Baris, Isi, sidik
from pijar.usulan import pastikan_sama
from verifikasi.actions.gugur_sk import (
    Gugur,
    catat_pembekuan,
    coret,
    gugur_dari,
    pastikan_tetap,
)
from verifikasi.actions.lepas import kunci_pelepas, lepas_menurut
from verifikasi.actions.penetapan import kunci_draf
from verifikasi.actions.siap_beku import akhiri_lama, periksa_mulai, periksa_status
from verifikasi.actions.sk_perpanjangan import selesaikan
from verifikasi.banding_sk import baris_keluar
from verifikasi.isi_sk import daftar_sk, pastikan_dibiayai
from verifikasi.masa import belum_tiba
from verifikasi.models import BarisPenetapan, Penetapan, StatusPenetapan

ISI_BARIS = (
    "sumber",
    "jenis",
    "kondisi",
    "catatan",
    "bulan_awal",
    "jumlah_bulan",
    "jht",
    "alasan_celah",
    "alasan_singkat",
    "pernyataan",
    "menggantikan",
    "alasan_pilih",
)
# Whoever records an event of somebody on the list waits, or was before.
KUNCI_ORANG = """
    SELECT count(*) FROM (
        SELECT p.id FROM peserta_peserta p
        JOIN verifikasi_barispenetapan b ON b.peserta_id = p.id
        WHERE b.penetapan_id = %s ORDER BY p.id FOR NO KEY UPDATE OF p
    ) terkunci
"""
SIMPAN_BANTUAN = """
    UPDATE verifikasi_barispenetapan b SET bantuan_id = u.bantuan_id
    FROM usulan_bantuan u WHERE b.id = u.nomor
"""


class Hasil(NamedTuple):
    """How many people came by a decree, left another by it, or were struck off its list first.

    Nobody when the same officer had frozen it already.
    """

    masuk: int = 0
    keluar: int = 0
    dicoret: int = 0

    def kalimat(self, penetapan: Penetapan) -> str:
        """What was done, for the officer."""
        isi = f"{ribuan(self.masuk)} orang ditetapkan"
        if penetapan.mengubah_id:
            isi = (
                f"SK perubahan ditetapkan: {ribuan(self.keluar)} orang keluar, "
                f"{ribuan(self.masuk)} orang masuk"
            )
        if self.dicoret:
            isi += f", {ribuan(self.dicoret)} orang dikeluarkan dari daftar"
        return f"{isi}."


def tetapkan(penetapan: Penetapan, *, oleh: Pengguna, pada: date | None = None) -> int:
    """:func:`bekukan` the draft as it is, on ``pada`` or its day; returns how many came and left.

    Not for a page, which seals what it showed.
    """
    kini = sidik(isi_kepala(penetapan))
    hasil = bekukan(penetapan, tampil=kini, oleh=oleh, pada=pada or penetapan.tanggal)
    return hasil.masuk + hasil.keluar


@transaction.atomic
def bekukan(
    penetapan: Penetapan, *, tampil: str = "", dilihat: str = "", oleh: Pengguna, pada: date
) -> Hasil:
    """Freeze the draft on ``pada``: give every line its grant and move its people.

    Whom an amending decree takes out goes first, so that their places are free. Everybody is looked
    at once more: with ``dilihat``, the seal of the page that named them (:func:`isi_tetapkan`),
    those who may not be extended or do not meet the criteria any more are struck off (layak people
    are verified again); without it they stop the decree, and ``tampil`` is the seal of what the
    page showed (:func:`isi_kepala`).

    A second call by the same officer changes nothing. Raises AturanDilanggarError for the drafter,
    before its day and for an empty list, BentrokError when somebody on it is no longer layak (or
    enrolled) or what was seen changed meanwhile, and the errors of ``beri_daftar``.
    """
    if _sudah_oleh(penetapan, oleh):
        return Hasil()
    kini = kunci_draf(penetapan)
    _pastikan_boleh(kini, oleh, pada)
    kunci_pelepas(kini)
    orang = _kunci_orang(kini)
    gugur = seperti_dilihat(kini, tampil=tampil, dilihat=dilihat, pada=pada)
    keluar = lepas_menurut(kini, oleh=oleh)
    dicoret = _coret(kini, gugur, oleh=oleh, pada=pada) if gugur else 0
    _pastikan_berisi(orang - dicoret + keluar)
    periksa_status(kini)
    periksa_mulai(kini)
    if not gugur:
        pastikan_tetap(kini, pada=pada, tautan=_halaman(kini))
    pastikan_dibiayai(kini)
    catat_pembekuan(kini, oleh=oleh, pada=pada)
    akhiri_lama(kini)
    beri_daftar(daftar_sk(kini), nomor_sk=kini.nomor, oleh=oleh)
    _jalankan(SIMPAN_BANTUAN)
    _pindahkan(kini, oleh)
    selesaikan(kini, oleh=oleh, pada=pada)
    Penetapan.objects.filter(pk=kini.pk, status=StatusPenetapan.DRAF).update(
        status=StatusPenetapan.DITETAPKAN, ditetapkan_oleh=oleh, ditetapkan_pada=Now()
    )
    return Hasil(orang - dicoret, keluar, dicoret)


def seperti_dilihat(penetapan: Penetapan, *, tampil: str, dilihat: str, pada: date) -> Gugur | None:
    """Raise BentrokError unless the page showed what is there; returns who is struck off.

    None when the page named nobody. Who freezes has locked the decree and its people.
    """
    gugur = gugur_dari(penetapan, pada=pada) if dilihat else None
    isi = isi_tetapkan(penetapan, gugur.sebab) if gugur else isi_kepala(penetapan)
    pastikan_sama(dilihat or tampil, isi, tautan=_halaman(penetapan))
    return gugur


def _pastikan_berisi(orang: int) -> None:
    if not orang:
        raise AturanDilanggarError("Daftarnya masih kosong. Tambahkan orang dahulu.")


def _pastikan_boleh(penetapan: Penetapan, oleh: Pengguna, pada: date) -> None:
    if penetapan.disusun_oleh_id == oleh.pk:
        raise AturanDilanggarError(
            "Penetapan yang Anda susun ditetapkan admin lain. Minta rekan memeriksanya."
        )
    if kalimat := belum_tiba(penetapan.tanggal, pada):
        raise AturanDilanggarError(kalimat)


def _coret(penetapan: Penetapan, gugur: Gugur, *, oleh: Pengguna, pada: date) -> int:
    """Strike off whom the page named; returns how many. Raises BentrokError for somebody else.

    Those who left by an amending decree come back as layak, so their criteria are looked at again.
    """
    if penetapan.mengubah_id:
        dilihat = sidik({"Tidak lagi memenuhi syarat": _baris_gugur(gugur.sebab)})
        gugur = gugur_dari(penetapan, pada=pada)
        kini = {"Tidak lagi memenuhi syarat": _baris_gugur(gugur.sebab)}
        pastikan_sama(dilihat, kini, tautan=_halaman(penetapan))
    return coret(penetapan, gugur, oleh=oleh, pada=pada)


def isi_kepala(penetapan: Penetapan) -> Isi:
    """What the page of a draft shows, which its button confirms: the head and every line."""
    daftar = baris_orang(penetapan.daftar_baris.all(), *ISI_BARIS)
    keluar = baris_orang(
        baris_keluar(penetapan),
        *("alasan", "sejak"),
        kunci="baris",
        orang="baris__peserta__",
        sebut=sebut_orang(BarisPenetapan.objects.all()),
    )
    return {
        "Nomor": penetapan.nomor,
        "Tanggal": tanggal_panjang(penetapan.tanggal),
        "Perihal": penetapan.perihal,
        "Orang dalam daftar": ribuan(len(daftar.isi)),
        "Orang keluar": ribuan(len(keluar.isi)),
        "Tarif": ", ".join(map(str, Tarif.objects.berlaku().order_by("pk"))),
        "Daftar orang": daftar,
        "Daftar yang keluar": keluar,
    }


def isi_tetapkan(penetapan: Penetapan, sebab: Mapping[int, str]) -> Isi:
    """What the page before freezing shows, and its button confirms; ``sebab`` of `gugur_dari`."""
    return {**isi_kepala(penetapan), "Tidak lagi memenuhi syarat": _baris_gugur(sebab)}


def _baris_gugur(sebab: Mapping[int, str]) -> Baris:
    semua = BarisPenetapan.objects.all()
    isi = {pk: sha256(teks.encode()).digest() for pk, teks in sebab.items()}
    return Baris(isi, sebut_orang(semua))


def _halaman(penetapan: Penetapan) -> str:
    return reverse("verifikasi:penetapan_tetapkan", args=[penetapan.pk])


def _sudah_oleh(penetapan: Penetapan, oleh: Pengguna) -> bool:
    """Whether this officer froze it already; waits for a running first click."""
    kini = Penetapan.objects.select_for_update().get(pk=penetapan.pk)
    return kini.status == StatusPenetapan.DITETAPKAN and kini.ditetapkan_oleh_id == oleh.pk


def _kunci_orang(penetapan: Penetapan) -> int:
    """Lock everybody on the list, in the order of their ids; returns how many."""
    with connection.cursor() as kursor:
        kursor.execute(KUNCI_ORANG, [penetapan.pk])
        return int(kursor.fetchone()[0])


def _jalankan(perintah: str) -> None:
    with connection.cursor() as kursor:
        kursor.execute(perintah)


def _pindahkan(penetapan: Penetapan, oleh: Pengguna) -> None:
    """Move layak people to ditetapkan; people with an extension stay terdaftar."""
    layak = penetapan.daftar_baris.filter(peserta__status=Status.LAYAK)
    pindahkan_banyak(
        layak.values_list("peserta", flat=True),
        dari=Status.LAYAK,
        ke=Status.DITETAPKAN,
        oleh=oleh,
        alasan=f"Penetapan {penetapan.nomor}",
    )
