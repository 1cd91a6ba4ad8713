"""Data past its term, so that the page of retention has something to show; and one hold."""

from datetime import date, datetime, time, timedelta

from django.core.files.base import ContentFile

from peserta.models import BarisImpor, Impor, StatusImpor, SumberData, Vonis
from pijar.bulan import WIB
from pijar.models import Pengguna, StatusTugas, Tugas
from pijar.retensi.tahan import tahan

HARI = timedelta(days=1)
UMUR_DIBUANG, UMUR_EKSPOR = 140, 45
ORANG = ("Contoh Satu", "Contoh Dua", "Contoh Tiga")
ISI = b"Berkas contoh yang lewat masa simpan."


def isi_retensi(*, pada: date) -> None:
    """A list that was dropped months ago, an export that nobody needs any more, a held entry."""
    petugas, admin = (Pengguna.objects.get(username=nama) for nama in ("petugas", "admin"))
    saat = datetime.combine(pada, time(9), WIB)
    impor = Impor(
        nama_berkas="daftar lama.xlsx",
        sha256="a" * 64,
        sumber_data=SumberData.KELURAHAN,
        status=StatusImpor.DIBATALKAN,
        oleh=petugas,
        dibatalkan_pada=saat - UMUR_DIBUANG * HARI,
        jumlah={"dibaca": len(ORANG), "baru": len(ORANG)},
        pemetaan={"judul": ["Nama"], "bidang": {"0": "nama"}},
    )
    impor.berkas.save("contoh-lama.xlsx", ContentFile(ISI), save=False)
    impor.save()
    Impor.objects.filter(pk=impor.pk).update(dibuat_pada=saat - (UMUR_DIBUANG + 1) * HARI)
    BarisImpor.objects.bulk_create(
        BarisImpor(impor=impor, nomor=n, mentah=[nama], nama=nama, vonis=Vonis.BARU)
        for n, nama in enumerate(ORANG, start=2)
    )
    tugas = Tugas(
        jenis="peserta.ekspor",
        judul="Ekspor daftar peserta",
        oleh=petugas,
        status=StatusTugas.SELESAI,
        selesai_pada=saat - UMUR_EKSPOR * HARI,
        hasil_nama="peserta.xlsx",
    )
    tugas.hasil.save("contoh-ekspor.xlsx", ContentFile(ISI), save=False)
    tugas.save()
    isi = {"alasan": "Pemeriksaan Inspektorat", "sampai": pada + 60 * HARI}
    tahan("iuran.rekonsiliasi", **isi, oleh=admin, pada=saat)  # type: ignore[arg-type]
