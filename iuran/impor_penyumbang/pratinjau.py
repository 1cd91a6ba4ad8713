"""What applying the ticked answers does, in numbers."""

from collections.abc import Collection
from functools import partial
from typing import NamedTuple

from django.db.models import Count, Q

from iuran.models import (
    BERJANJI,
    MENGUBAH_JANJI,
    ImporPenyumbang,
    NasibPekerja,
    NasibPenyumbang,
)
from pijar.rupiah import ribuan
from pijar.sidik import Isi, baca_baris

ISI_BARIS = (
    *("nasib_penyumbang", "nasib_pekerja", "perubahan", "waktu", "nip", "nama_asn", "hp_asn"),
    *("opd", "nik", "nama", "orang", "tempo", "mulai", "penyumbang", "peserta", "janji"),
)


class PratinjauJawaban(NamedTuple):
    """Answers ticked; donors new and changed, workers new and reopened, promises made, changed."""

    jawaban: int
    penyumbang_baru: int
    penyumbang_ubah: int
    pekerja_baru: int
    pekerja_buka: int
    janji_baru: int
    janji_ubah: int


def isi_pratinjau(impor: ImporPenyumbang) -> Isi:
    """What the admin sees and confirms: the figures, and every ticked row."""
    angka = pratinjau(impor)._asdict()
    baris = baca_baris(
        impor.daftar_baris.filter(dipilih=True), "nomor", *ISI_BARIS, sebut=partial(_sebut, impor)
    )
    return {
        **{k.replace("_", " ").capitalize(): ribuan(n) for k, n in angka.items()},
        "Baris yang dicentang": baris,
    }


def _sebut(impor: ImporPenyumbang, nomor: Collection[int]) -> dict[int, str]:
    isi = impor.daftar_baris.filter(nomor__in=nomor).values_list("nomor", "nama_asn", "nama")
    return {n: f"baris {n}, {asn} untuk {nama or 'siapa saja'}" for n, asn, nama in isi}


def pratinjau(impor: ImporPenyumbang) -> PratinjauJawaban:
    """The figures of the ticked rows now; nothing is locked."""
    pekerja, donatur = Q(nasib_pekerja=NasibPekerja.BARU), NasibPenyumbang
    isi = impor.daftar_baris.filter(dipilih=True).aggregate(
        jawaban=Count("pk"),
        penyumbang_baru=Count("nip", Q(nasib_penyumbang=donatur.BARU), distinct=True),
        penyumbang_ubah=Count("nip", Q(nasib_penyumbang=donatur.UBAH), distinct=True),
        pekerja_baru=Count("nik", pekerja, distinct=True),
        pekerja_buka=Count("nik", Q(nasib_pekerja=NasibPekerja.BUKA), distinct=True),
        janji_baru=Count("pk", Q(nasib_pekerja__in=BERJANJI)),
        janji_ubah=Count("pk", Q(nasib_pekerja__in=MENGUBAH_JANJI)),
    )
    return PratinjauJawaban(**isi)
