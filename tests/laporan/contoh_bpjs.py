"""Samples of the papers about BPJS and the money of a source: what their gatherers get."""

from collections.abc import Callable
from datetime import date
from random import Random

from django.utils import timezone

import laporan.tasks  # noqa: F401 - registers the jobs
from iuran.models import JenisBerkasBPJS
from iuran.peristiwa.actions.catat import catat_peristiwa
from iuran.rekonsiliasi.selesai import tandai_diperiksa
from iuran.rekonsiliasi.terima import baca_ulang
from iuran.tagihan.actions.susun import susun_tagihan
from laporan.surat.bahan import Bahan
from peserta.models import JenisPeristiwa
from pijar.models import Pengguna
from tests.factories import BantuanFactory, PesertaFactory, bayar, sumber, terdaftar
from tests.iuran import rekon
from tests.iuran.gerakan import Gerak
from tests.iuran.susunan import jalankan, susun, susun_jenis, ubah_data

TANGGAL = date(2026, 11, 6)


def pengantar_pendaftaran(admin: Pengguna) -> Bahan:
    """A batch of two people with its finished file."""
    berkas_bpjs = susun(admin, 2)
    jalankan(berkas_bpjs.tugas_excel)
    berkas_bpjs.refresh_from_db()
    return Bahan(berkas_bpjs, TANGGAL, admin)


def pengantar_lain(jenis: JenisBerkasBPJS) -> Callable[[Pengguna], Bahan]:
    """A file of one enrolled person who is extended, changed and stopped, as ``jenis`` asks."""

    def bahan(admin: Pengguna) -> Bahan:
        orang = PesertaFactory(status="terdaftar", nama="Raden Ayu <Kartini> & Co")
        if jenis == JenisBerkasBPJS.PERUBAHAN:
            ubah_data(orang, admin, hp=["", "081234567890"])
        else:
            BantuanFactory(peserta=orang)
        if jenis == JenisBerkasBPJS.PENGHENTIAN:
            catat_peristiwa(orang, JenisPeristiwa.PINDAH, TANGGAL, oleh=admin, pada=TANGGAL)
        return Bahan(susun_jenis(jenis, admin), TANGGAL, admin)

    return bahan


def nota_pembayaran(admin: Pengguna) -> Bahan:
    """A draft bill of one person."""
    terdaftar(nama="Raden Ayu <Kartini> & Co")
    return Bahan(susun_tagihan(sumber("APBD"), date(2026, 11, 1), oleh=admin), TANGGAL, admin)


def realisasi(admin: Pengguna) -> Bahan:
    """A source that paid January of one person."""
    terdaftar()
    bayar(date(2026, 1, 1), date(2026, 1, 20))
    return Bahan(sumber("APBD"), TANGGAL, admin, "2026-11")


def rekening(admin: Pengguna) -> Bahan:
    """A company that paid January of one person and owes February."""
    terdaftar(kode="CSR")
    bayar(date(2026, 1, 1), date(2026, 1, 20), kode="CSR")
    return Bahan(sumber("CSR"), TANGGAL, admin, "2026-01-01_2026-10-31")


def berita_acara_rekonsiliasi(admin: Pengguna) -> Bahan:
    """A list that somebody has looked at: one person equal, one unknown, one line too many."""
    satu = rekon.daftar(
        admin,
        rekon.baris(terdaftar().peserta),
        rekon.baris(PesertaFactory.build(nama="Bambang " * 18), kpj="88800011122"),
        jenis="posting",
    )
    terdaftar(nama="Raden Ayu <Kartini> & Co")
    jalankan(baca_ulang(satu.pk, oleh=admin))
    tandai_diperiksa(satu.pk, oleh=admin, pada=timezone.now())
    satu.refresh_from_db()
    return Bahan(satu, TANGGAL, admin)


def tanya_bpjs(admin: Pengguna) -> Bahan:
    """Of the same list, whom BPJS does not have."""
    return berita_acara_rekonsiliasi(admin)._replace(kunci="tidak_ada")


def gerakan(admin: Pengguna) -> Bahan:
    """Donors of four offices, some of whose months are paid."""
    Gerak(Random(7))  # noqa: S311  # sample data, not a secret
    return Bahan(None, date(2026, 11, 3), admin, "2026-10")


CONTOH_BPJS: dict[str, Callable[[Pengguna], Bahan]] = {
    "pengantar_pendaftaran": pengantar_pendaftaran,
    **{
        f"pengantar_{jenis}": pengantar_lain(jenis)
        for jenis in JenisBerkasBPJS
        if jenis != JenisBerkasBPJS.PENDAFTARAN
    },
    "nota_pembayaran": nota_pembayaran,
    "realisasi": realisasi,
    "rekening": rekening,
    "gerakan": gerakan,
    "berita_acara_rekonsiliasi": berita_acara_rekonsiliasi,
    "tanya_bpjs": tanya_bpjs,
}
