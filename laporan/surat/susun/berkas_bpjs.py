"""Papers that go with a file to BPJS, by its kind: enrolment, extension, change, stop."""

import hashlib
from datetime import date
from functools import partial
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse

from iuran.berkas_bpjs import periksa_siap
from iuran.models import (
    BarisBerkasQuerySet,
    BerkasBPJS,
    HasilBaris,
    JenisBerkasBPJS,
    StatusBerkas,
)
from laporan.models import StatusSurat, Surat
from laporan.surat.bahan import Bahan, JenisSurat, Lanjutan
from laporan.surat.isi import Bentuk, Isi, JenisKolom, Kolom, Sel, Tabel
from laporan.surat.susun.bpjs import PROGRAM, PROGRAM_JHT, SALAM, dasar, tujuan
from laporan.surat.susun.kata import banyak
from pijar.bulan import nama_bulan
from pijar.errors import AturanDilanggarError
from pijar.models import Tugas

SHA256 = "SHA-256"


class KataSurat(NamedTuple):
    """What the letter of one kind of file asks; ``maksud`` completes "kami mohon …"."""

    judul: str
    perihal: str
    maksud: str
    pokok: str


KATA_SURAT = {
    JenisBerkasBPJS.PENDAFTARAN: KataSurat(
        "Surat permohonan pendaftaran ke BPJS",
        "Permohonan pendaftaran pekerja rentan sebagai peserta program jaminan sosial "
        "ketenagakerjaan",
        "pendaftaran {orang} pekerja rentan Kota Semarang sebagai peserta {program} mulai bulan "
        "{bulan}",
        "Permohonan pendaftaran",
    ),
    JenisBerkasBPJS.PERPANJANGAN: KataSurat(
        "Surat pemberitahuan perpanjangan ke BPJS",
        "Pemberitahuan perpanjangan kepesertaan pekerja rentan",
        "perpanjangan kepesertaan {orang} pekerja rentan Kota Semarang dalam {program} mulai bulan "
        "{bulan}",
        "Pemberitahuan perpanjangan",
    ),
    JenisBerkasBPJS.PERUBAHAN: KataSurat(
        "Surat permohonan perubahan data ke BPJS",
        "Permohonan perubahan data peserta pekerja rentan",
        "perubahan data {orang} peserta pekerja rentan Kota Semarang",
        "Permohonan perubahan data",
    ),
    JenisBerkasBPJS.PENGHENTIAN: KataSurat(
        "Surat pemberitahuan penghentian ke BPJS",
        "Pemberitahuan penghentian pembayaran iuran peserta pekerja rentan",
        "penghentian pembayaran iuran {orang} peserta pekerja rentan oleh Pemerintah Kota Semarang",
        "Pemberitahuan penghentian",
    ),
}


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


def susun_pengantar(bahan: Bahan, jenis: JenisBerkasBPJS) -> Isi:
    """The letter that tells BPJS of the people of a file, and names that file."""
    berkas_bpjs: BerkasBPJS = bahan.objek
    if berkas_bpjs.jenis != jenis:
        raise AturanDilanggarError(
            f"{berkas_bpjs.nomor} berkas {berkas_bpjs.kata.judul.lower()}, bukan "
            f"{jenis.label.lower()}. Buat suratnya dari halaman berkas itu."
        )
    if berkas_bpjs.status == StatusBerkas.DIBATALKAN:
        raise AturanDilanggarError(
            f"{berkas_bpjs.nomor} dibatalkan. Buat surat dari berkas penggantinya."
        )
    kiriman = berkas_bpjs.daftar_kiriman.berlaku().first()
    if kiriman:
        nama, sha256, baris = kiriman.nama_berkas, kiriman.sha256, kiriman.daftar_baris()
    else:
        periksa_siap(berkas_bpjs)
        nama, sha256 = _berkas(berkas_bpjs.tugas_excel)
        baris = berkas_bpjs.daftar_baris.exclude(hasil=HasilBaris.BATAL)
    return surat_berkas(_keluar(berkas_bpjs, baris, nama, sha256), bahan.tanggal)


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


def _keluar(
    berkas_bpjs: BerkasBPJS, baris: BarisBerkasQuerySet, nama: str, sha256: str
) -> BerkasKeluar:
    tabel, cabang, orang = _per_kecamatan(baris)
    if not orang:
        raise AturanDilanggarError(
            f"Tidak ada lagi orang dalam {berkas_bpjs.nomor}. Batalkan di halamannya, lalu susun "
            "berkas baru."
        )
    kata = KATA_SURAT[JenisBerkasBPJS(berkas_bpjs.jenis)]
    sk = list(baris.order_by().values_list("bantuan__nomor_sk", "bantuan__jht").distinct())
    jht = any(jht for _, jht in sk)
    bulan = nama_bulan(berkas_bpjs.bulan_awal) if berkas_bpjs.bulan_awal else ""
    program = PROGRAM_JHT if jht else PROGRAM
    return BerkasKeluar(
        perihal=kata.perihal,
        maksud=kata.maksud.format(orang=banyak(orang), program=program, bulan=bulan),
        cabang=[berkas_bpjs.cabang] if berkas_bpjs.cabang else cabang,
        fakta=[
            (berkas_bpjs.kata.judul, berkas_bpjs.nomor),
            *([("Penetapan", "; ".join(sorted({n for n, _ in sk})))] if bulan else []),
            ("Jumlah orang", banyak(orang)),
            *([("Bulan pertama", bulan)] if bulan else []),
            *([("Sumber dana", str(berkas_bpjs.sumber))] if bulan else []),
        ],
        tabel=tabel,
        nama=nama,
        sha256=sha256,
        narahubung=berkas_bpjs.disusun_oleh.nama,
        jht=jht,
    )


def _per_kecamatan(baris: BarisBerkasQuerySet) -> tuple[Tabel, list[str], int]:
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
    alamat = reverse("iuran:berkas_bpjs_detail", args=[surat.objek])
    fakta = dict(surat.daftar_versi.get(versi=surat.versi).isi["fakta"])
    isi = {
        "nomor_surat": surat.nomor,
        "tanggal": f"{surat.tanggal:%d-%m-%Y}",
        "sha256": fakta[SHA256].replace(" ", ""),
    }
    return Lanjutan("Tandai berkasnya sudah dikirim", f"{alamat}?{urlencode(isi)}#kirim")


def _jenis(jenis: JenisBerkasBPJS, kata: KataSurat) -> JenisSurat:
    return JenisSurat(
        kata.judul,
        Bentuk.SURAT,
        BerkasBPJS,
        partial(susun_pengantar, jenis=jenis),
        "mengelola_iuran",
        lambda b: f"{kata.pokok} {b.objek.nomor}",
        terkini=True,
        lanjut=_tandai,
    )


JENIS = {f"pengantar_{jenis}": _jenis(jenis, kata) for jenis, kata in KATA_SURAT.items()}
