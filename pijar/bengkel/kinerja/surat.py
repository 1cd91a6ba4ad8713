"""A decree with a long annex: PDF in pieces, Word, Excel; and a letter of one page."""

from datetime import date
from pathlib import Path
from time import perf_counter

from laporan.models import Surat, VersiSurat
from laporan.surat.actions.buat import kop_pada
from laporan.surat.berkas.cetak import Cetakan, cetakan
from laporan.surat.berkas.docx import buat_docx
from laporan.surat.berkas.excel import buat_excel
from laporan.surat.berkas.pdf import BARIS_SEPOTONG, buat_pdf
from laporan.surat.isi import Bentuk, Isi, JenisKolom, Kolom, Sel, Tabel, ke_json, sidik_isi
from pijar.bengkel.contoh.akun import buat_akun
from pijar.bengkel.kinerja import Ukuran, hasil, puncak_mb, waktu
from pijar.models import Pengguna
from pijar.pdf import html_ke_pdf

KOLOM = [
    Kolom("No.", JenisKolom.ANGKA, 7),
    Kolom("Nama", lebar=28, kunci=True),
    Kolom("NIK", lebar=26),
    Kolom("Alamat", lebar=34),
    Kolom("Kelurahan", lebar=16),
    Kolom("Kecamatan", lebar=16),
    Kolom("Pekerjaan", lebar=16),
    Kolom("Sumber", lebar=12),
    Kolom("Masa", lebar=20),
]
TANGGAL = date(2026, 11, 3)


def siapkan(folder: Path, orang: int) -> None:
    """One letter and one paper with ``orang`` lines, of nobody."""
    buat_akun()
    baris: list[list[Sel]] = [
        [n, f"Orang Nomor {n} Semarang", f"3374{n:012}", f"Jalan Merdeka {n} RT 01 RW 02",
         "Bulu Lor", "Semarang Utara", "Tukang becak", "APBD", "Januari 2026 - Desember 2026"]
        for n in range(1, orang + 1)
    ]  # fmt: skip
    jumlah: list[Sel] = [None, "Jumlah", f"{orang} orang", *[""] * 6]
    for nomor, daftar in enumerate((baris[:3], baris), 1):
        panjang = nomor > 1
        isi = Isi(
            bentuk=Bentuk.SURAT,
            perihal="Uji",
            kepada=["Kepala BPJS"],
            pembuka=["Uji."],
            tabel=[] if panjang else [Tabel(KOLOM, daftar, jumlah=jumlah)],
            judul_lampiran="Uji" if panjang else "",
            lampiran=[Tabel(KOLOM, daftar, jumlah=jumlah)] if panjang else [],
        )
        _simpan(nomor, isi)


def _simpan(nomor: int, isi: Isi) -> None:
    admin = Pengguna.objects.get(username="admin")
    surat = Surat.objects.create(
        jenis="surat_tagihan",
        objek=nomor,
        judul="Uji",
        tanggal=TANGGAL,
        kop=kop_pada(TANGGAL),
        dibuat_oleh=admin,
        versi=1,
    )
    VersiSurat.objects.create(
        surat=surat, versi=1, isi=ke_json(isi), sha256=sidik_isi(isi), oleh=admin
    )


def ukur(folder: Path, orang: int) -> Ukuran:
    """The long paper as PDF, against one plain piece of it times the number of pieces."""
    pendek, panjang = (cetakan(s) for s in Surat.objects.order_by("objek"))
    detik_surat = waktu(lambda: buat_pdf(pendek))
    mulai = perf_counter()
    pdf = buat_pdf(panjang)
    detik = perf_counter() - mulai
    memori = puncak_mb()
    lain = {
        nama: round(waktu(lambda buat=buat: buat(panjang)), 2)  # type: ignore[misc]  # bound now
        for nama, buat in (("detik_docx", buat_docx), ("detik_excel", buat_excel))
    }
    potongan = -(-orang // BARIS_SEPOTONG)
    return hasil(
        detik=detik,
        patokan=f"{BARIS_SEPOTONG} baris polos menjadi PDF, kali {potongan}",
        detik_patokan=waktu(lambda: sepotong_polos(panjang)) * potongan,
        orang=orang,
        memori_mb=memori,
        pdf_mb=round(len(pdf) / 1e6, 2),
        detik_surat=round(detik_surat, 2),
        **lain,
    )


def sepotong_polos(cetak: Cetakan) -> bytes:
    """One piece of the annex and nothing else: what WeasyPrint itself takes."""
    tabel = cetak.isi.lampiran[0]
    konteks: dict[str, object] = {
        "c": cetak,
        "isi": cetak.isi,
        "kop": cetak.kop,
        "tabel": tabel,
        "baris": tabel.baris[:BARIS_SEPOTONG],
        "pertama": False,
        "terakhir": False,
    }
    return html_ke_pdf("dokumen/surat/lampiran.html", konteks)
