"""Papers that go with a file to BPJS: today the enrolment of a pendaftaran.

A file of another matter (extension, change, stop) needs a :class:`BerkasKeluar` of its own.
"""

import hashlib
from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse

from iuran.models import (
    BarisPendaftaranQuerySet,
    HasilBaris,
    PendaftaranKolektif,
    StatusPendaftaran,
)
from iuran.pendaftaran import periksa_siap
from laporan.models import StatusSurat, Surat
from laporan.surat.bahan import Bahan, JenisSurat, Lanjutan
from laporan.surat.isi import Bentuk, Isi, JenisKolom, Kolom, Sel, Tabel
from laporan.surat.susun.bpjs import PROGRAM, PROGRAM_JHT, SALAM, dasar, tujuan
from laporan.surat.susun.kata import banyak
from pijar.bulan import nama_bulan
from pijar.errors import AturanDilanggarError
from pijar.models import Tugas

SHA256 = "SHA-256"


class BerkasKeluar(NamedTuple):
    """A file for BPJS and what its letter asks: ``maksud`` completes "kami mohon …"."""

    perihal: str
    maksud: str
    cabang: list[str]
    fakta: list[tuple[str, str]]
    tabel: Tabel
    nama: str
    sha256: str
    narahubung: str
    jht: bool


def susun_pengantar(bahan: Bahan) -> Isi:
    """The letter that asks BPJS to enrol the people of a batch, and names its file."""
    pendaftaran: PendaftaranKolektif = bahan.objek
    if pendaftaran.status == StatusPendaftaran.DIBATALKAN:
        raise AturanDilanggarError(
            f"{pendaftaran.nomor} dibatalkan. Buat surat dari pendaftaran penggantinya."
        )
    kiriman = pendaftaran.daftar_kiriman.berlaku().first()
    if kiriman:
        nama, sha256, baris = kiriman.nama_berkas, kiriman.sha256, kiriman.daftar_baris()
    else:
        periksa_siap(pendaftaran)
        nama, sha256 = _berkas(pendaftaran.tugas_excel)
        baris = pendaftaran.daftar_baris.exclude(hasil=HasilBaris.BATAL)
    return surat_berkas(_pendaftaran(pendaftaran, baris, nama, sha256), bahan.tanggal)


def surat_berkas(berkas: BerkasKeluar, tanggal: date) -> Isi:
    """The letter of any file for BPJS."""
    return Isi(
        bentuk=Bentuk.SURAT,
        perihal=berkas.perihal,
        kepada=tujuan(berkas.cabang),
        sifat="Biasa",
        jumlah_lampiran="1 (satu) berkas",
        dasar=dasar(tanggal, jht=berkas.jht),
        pembuka=[
            f"Dengan hormat, bersama ini kami mohon {berkas.maksud}, dengan keterangan sebagai "
            "berikut."
        ],
        fakta=[
            *berkas.fakta,
            ("Nama berkas", berkas.nama),
            (SHA256, _berkelompok(berkas.sha256)),
            ("Narahubung", berkas.narahubung),
        ],
        tabel=[berkas.tabel],
        penutup=[
            "Data lengkap setiap orang ada dalam berkas Excel tersebut, yang merupakan bagian "
            "tidak terpisahkan dari surat ini. Berkas yang SHA-256-nya berbeda bukan berkas yang "
            "kami kirim. Jawaban kami harapkan dalam berkas yang memuat NIK, nomor KPJ dan "
            "keterangan setiap orang.",
            SALAM,
        ],
    )


def _pendaftaran(
    pendaftaran: PendaftaranKolektif, baris: BarisPendaftaranQuerySet, nama: str, sha256: str
) -> BerkasKeluar:
    tabel, cabang, orang = _per_kecamatan(baris)
    if not orang:
        raise AturanDilanggarError(
            f"Tidak ada lagi orang dalam {pendaftaran.nomor}. Batalkan di halamannya, lalu susun "
            "pendaftaran baru."
        )
    bantuan = baris.order_by().values_list("bantuan__nomor_sk", "bantuan__jht").distinct()
    sk = list(bantuan)
    jht = any(jht for _, jht in sk)
    program = PROGRAM_JHT if jht else PROGRAM
    bulan = nama_bulan(pendaftaran.bulan_awal)
    return BerkasKeluar(
        perihal="Permohonan pendaftaran pekerja rentan sebagai peserta program jaminan sosial "
        "ketenagakerjaan",
        maksud=f"pendaftaran {banyak(orang)} pekerja rentan Kota Semarang sebagai peserta "
        f"{program} mulai bulan {bulan}",
        cabang=[pendaftaran.cabang] if pendaftaran.cabang else cabang,
        fakta=[
            ("Pendaftaran", pendaftaran.nomor),
            ("Penetapan", "; ".join(sorted({nomor for nomor, _ in sk}))),
            ("Jumlah orang", banyak(orang)),
            ("Bulan pertama", bulan),
            ("Sumber dana", str(pendaftaran.sumber)),
        ],
        tabel=tabel,
        nama=nama,
        sha256=sha256,
        narahubung=pendaftaran.disusun_oleh.nama,
        jht=jht,
    )


def _per_kecamatan(baris: BarisPendaftaranQuerySet) -> tuple[Tabel, list[str], int]:
    """People by kecamatan and branch, the branches, and how many people there are."""
    kunci = "peserta__kelurahan__kecamatan"
    daftar = list(
        baris.order_by(f"{kunci}__nama")
        .values_list(f"{kunci}__nama", f"{kunci}__cabang")
        .annotate(orang=Count("pk"))
    )
    isi: list[list[Sel]] = [[n, nama, orang] for n, (nama, _, orang) in enumerate(daftar, 1)]
    semua = sum(orang for *_, orang in daftar)
    kolom = [
        Kolom("No.", JenisKolom.ANGKA, 6),
        Kolom("Kecamatan", lebar=50, kunci=True),
        Kolom("Orang", JenisKolom.ANGKA, 16),
    ]
    tabel = Tabel(kolom, isi, "Menurut kecamatan", [None, "Jumlah", semua])
    return tabel, [cabang for _, cabang, _ in daftar], semua


def _berkas(tugas: Tugas | None) -> tuple[str, str]:
    """Name and SHA-256 of the finished file; :func:`periksa_siap` saw that there is one."""
    if tugas is None:
        return "", ""
    with tugas.hasil.open("rb") as isi:
        return tugas.hasil_nama, hashlib.sha256(isi.read()).hexdigest()


def _berkelompok(sha256: str) -> str:
    """In groups of eight, so that it can be compared by eye and breaks between lines."""
    return " ".join(sha256[n : n + 8] for n in range(0, len(sha256), 8))


def _tandai(surat: Surat) -> Lanjutan | None:
    """After numbering: mark the batch as sent with this paper's number and date."""
    if surat.status not in (StatusSurat.BERNOMOR, StatusSurat.DITANDATANGANI):
        return None
    alamat = reverse("iuran:pendaftaran_detail", args=[surat.objek])
    fakta = dict(surat.daftar_versi.get(versi=surat.versi).isi["fakta"])
    isi = {
        "nomor_surat": surat.nomor,
        "tanggal": f"{surat.tanggal:%d-%m-%Y}",
        "sha256": fakta[SHA256].replace(" ", ""),
    }
    return Lanjutan("Tandai pendaftarannya sudah dikirim", f"{alamat}?{urlencode(isi)}#kirim")


JENIS = {
    "pengantar_pendaftaran": JenisSurat(
        "Surat permohonan pendaftaran ke BPJS",
        Bentuk.SURAT,
        PendaftaranKolektif,
        susun_pengantar,
        "mengelola_iuran",
        lambda b: f"Permohonan pendaftaran {b.objek.nomor}",
        terkini=True,
        lanjut=_tandai,
    ),
}
