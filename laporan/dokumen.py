"""The monthly report as a document: the same figures as PDF and as Excel."""

from io import BytesIO
from typing import Any

from django.template.loader import render_to_string

from iuran.gerakan import lembar_gerakan
from laporan import angka as angka_bulan
from laporan.angka import Angka
from laporan.models import LaporanBulanan
from pijar.bulan import WIB, nama_bulan, tanggal_panjang, waktu_wib
from pijar.excel import Jenis, Kolom, LembarTulis, tulis_kecil
from pijar.models import bingkai
from pijar.pdf import html_ke_pdf

BarisAngka = tuple[str, int]
TEMPLATE = "dokumen/laporan.html"


def nama_berkas(laporan: LaporanBulanan, akhiran: str) -> str:
    return f"laporan-pijar-{laporan.bulan:%Y-%m}-v{laporan.versi}.{akhiran}"


def konteks(laporan: LaporanBulanan) -> dict[str, Any]:
    """The context of the PDF's template."""
    angka = angka_bulan.dari_json(laporan.angka)
    kepala = bingkai("laporan", laporan.dibuat_pada.astimezone(WIB).date())
    return {**kepala, "laporan": laporan, "angka": angka, "ringkasan": ringkasan(angka)}


def html_pdf(laporan: LaporanBulanan) -> str:
    """The page that becomes the PDF."""
    return render_to_string(TEMPLATE, konteks(laporan))


def buat_pdf(laporan: LaporanBulanan) -> bytes:
    isi = konteks(laporan)
    return html_ke_pdf(TEMPLATE, isi, isi["kop"].gambar)


def ringkasan(angka: Angka) -> list[BarisAngka]:
    """The headline figures in the order of the page; people unless the words say rupiah."""
    return [
        ("Target peserta dibayar kota", angka.target),
        ("Terlindungi, dibayar kota", angka.terlindungi),
        *([("– lunas", angka.lunas)] if angka.lunas is not None else []),
        ("– tenggang", angka.tenggang),
        *_belum_dikonfirmasi(angka),
        ("Terlindungi, dibayar pihak lain", angka.terlindungi_lain),
        ("Belum aktif", angka.belum_aktif),
        ("Nonaktif", angka.nonaktif),
        ("Masih dijamin, sudah keluar program", angka.di_luar),
        ("Iuran dibayar kota (orang)", angka.dibayar_orang),
        ("Iuran dibayar kota (rupiah)", angka.dibayar_rupiah),
        ("Iuran dibayar pihak lain (orang)", angka.dibayar_lain_orang),
        ("Iuran dibayar pihak lain (rupiah)", angka.dibayar_lain_rupiah),
        ("Iuran ditagih, belum dibayar (orang)", angka.ditagih_orang),
        ("Iuran ditagih, belum dibayar (rupiah)", angka.ditagih_rupiah),
        ("Iuran belum ditagih (orang)", angka.belum_ditagih_orang),
        ("Iuran belum ditagih (rupiah)", angka.belum_ditagih_rupiah),
        *_utang(angka),
        ("Terdaftar baru bulan ini", angka.terdaftar_baru),
        ("Berhenti bulan ini", angka.berhenti),
        ("Akan kehilangan perlindungan dalam tiga bulan", angka.jumlah_berakhir),
        *_gerakan(angka),
    ]


def _belum_dikonfirmasi(angka: Angka) -> list[BarisAngka]:
    """Extensions without BPJS's answer; nothing for a month that was closed before."""
    if angka.belum_dikonfirmasi is None:
        return []
    return [("Diperpanjang, menunggu konfirmasi BPJS", angka.belum_dikonfirmasi)]


def _gerakan(angka: Angka) -> list[BarisAngka]:
    """The sums of the civil servants' movement; nothing where there is none."""
    if angka.gerakan is None:
        return []
    total = angka.gerakan.total
    return [
        ("ASN Peduli: penyumbang", total.penyumbang),
        ("ASN Peduli: pekerja dijanjikan", total.dijanji),
        ("ASN Peduli: pekerja yang bulan ini dibayar", total.lunas),
        ("ASN Peduli: tenggang", total.tenggang),
        ("ASN Peduli: terputus", total.putus),
        ("ASN Peduli: dibayar tahun ini (rupiah)", total.rupiah_tahun),
    ]


def _utang(angka: Angka) -> list[BarisAngka]:
    """The debts of ended years; nothing for a month that was closed before these were counted."""
    if angka.utang_orang is None or angka.utang_rupiah is None:
        return []
    return [
        ("Utang tahun anggaran yang sudah berakhir (orang-bulan)", angka.utang_orang),
        ("Utang tahun anggaran yang sudah berakhir (rupiah)", angka.utang_rupiah),
    ]


def sejak_ditutup(laporan: LaporanBulanan) -> list[tuple[str, int, int]]:
    """The figures of a closed month that today's knowledge would give otherwise: old and new.

    Both speak of the same day. What came after it is in neither.
    """
    tutup = angka_bulan.dari_json(laporan.angka)
    kini = angka_bulan.hitung_laporan(tutup.bulan, pada=tutup.pada)
    sekarang = dict(ringkasan(kini))
    daftar = ((n, lama, sekarang.get(n, 0)) for n, lama in ringkasan(tutup))
    return [(n, lama, baru) for n, lama, baru in daftar if lama != baru]


def daftar_lembar(angka: Angka) -> list[tuple[str, str, list[BarisAngka]]]:
    """Sheet name, title of the first column, rows."""
    return [
        ("Ringkasan", "Angka", ringkasan(angka)),
        ("Sumber", "Sumber dana", [(b.nama, b.orang) for b in angka.per_sumber]),
        ("Kecamatan", "Kecamatan", [(b.nama, b.orang) for b in angka.per_kecamatan]),
        ("Pekerjaan", "Pekerjaan", [(b.nama, b.orang) for b in angka.per_pekerjaan]),
        (
            "Akan berakhir",
            "Bulan terakhir",
            [(nama_bulan(b.bulan), b.orang) for b in angka.akan_berakhir],
        ),
        ("Tahap", "Tahap", [(b.nama, b.orang) for b in angka.per_status]),
    ]


def buat_excel(laporan: LaporanBulanan) -> bytes:
    """One small sheet per table; the first holds the headline figures."""
    angka = angka_bulan.dari_json(laporan.angka)
    judul = (
        f"Laporan PIJAR SEMAR {nama_bulan(angka.bulan)}",
        f"Keadaan per {tanggal_panjang(angka.pada)}, menurut yang diketahui "
        f"{waktu_wib(laporan.dibuat_pada)}; versi {laporan.versi}",
    )
    tujuan = BytesIO()
    tulis_kecil(
        tujuan,
        [
            LembarTulis(
                nama=nama,
                judul_atas=judul,
                kolom=(Kolom(kepala, lebar=45), Kolom("Jumlah", Jenis.RIBUAN, lebar=18)),
                baris=baris,
                mendatar=False,
            )
            for nama, kepala, baris in daftar_lembar(angka)
        ]
        + [lembar_gerakan(g, judul) for g in (angka.gerakan,) if g],
    )
    return tujuan.getvalue()
