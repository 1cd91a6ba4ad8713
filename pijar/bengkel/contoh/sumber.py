"""Money of others: BUMD, an organisation, the public and others; one source with rules."""

from datetime import date, datetime, time

from iuran.buku.actions.pagu import buat_sumber, isi_tampil, sahkan_pagu
from iuran.buku.actions.syarat import isi_syarat, konfirmasi_syarat, usulkan_syarat
from iuran.models import KeadaanPagu, SumberDana
from pijar.bulan import WIB, awal_bulan, tambah_bulan
from pijar.models import Pengguna
from pijar.sidik import sidik
from verifikasi import actions

# kode, nama, jenis, pagu, kuota
SUMBER = (
    ("BUMD", "Bank BUMD peduli", "bumn", 50_400_000, 250),
    ("ORMAS", "Organisasi kemasyarakatan", "ormas", 10_080_000, 50),
    ("WARGA", "Donasi warga", "warga", 6_048_000, 30),
    ("LAIN", "Zakat dan sumber sah lainnya", "lain", 6_048_000, 30),
)
DRAF = 3  # people drafted before the giver set its rules


def isi_sumber_lain(*, pada: date) -> None:
    """Every step is the one that an officer takes; somebody in the draft fits the rules no more."""
    admin, admin2 = (Pengguna.objects.get(username=nama) for nama in ("admin", "admin2"))
    saat, awal = datetime.combine(pada, time(10), WIB), tambah_bulan(awal_bulan(pada), 1)
    for satu in SUMBER:
        buat(satu, awal.year, admin, admin2, saat)
    bumd = SumberDana.objects.get(kode="BUMD", tahun=awal.year)
    *kerja, terakhir = _draf(bumd, awal, pada, admin) or ["petani"]
    boleh = sorted({k for k in kerja if k != terakhir}) or ["petani"]
    aturan = {"pekerjaan": boleh, "alasan": "Perjanjian kerja sama 12/PKS"}
    usulan = usulkan_syarat(bumd, aturan, oleh=admin)
    cap = sidik(isi_syarat(usulan, pada))
    konfirmasi_syarat(usulan, dilihat=cap, oleh=admin2, pada=max(saat, usulan.diusulkan_pada))
    ormas = SumberDana.objects.get(kode="ORMAS", tahun=awal.year)
    usulkan_syarat(ormas, {"dtsen": True, "alasan": "Permintaan pengurus"}, oleh=admin)


def _draf(sumber: SumberDana, awal: date, pada: date, oleh: Pengguna) -> list[str]:
    """A draft of some people of the waiting list; returns their occupations."""
    draf = actions.susun_penetapan(
        nomor=f"560/BUMD/{pada.year}", tanggal=pada, perihal="Pekerja rentan BUMD", oleh=oleh
    )
    lama = 13 - awal.month
    singkat = "Sisa tahun perjanjian" if lama < 6 else ""
    rencana = actions.Rencana(sumber, awal, lama, alasan_singkat=singkat)
    actions.tambah_baris(draf, actions.Pilihan(paling_banyak=DRAF), rencana, oleh=oleh)
    kerja = draf.daftar_baris.order_by("pk").values_list("peserta__pekerjaan", flat=True)
    return list(kerja)


def buat(
    isi: tuple[str, str, str, int, int], tahun: int, oleh: Pengguna, lain: Pengguna, saat: datetime
) -> None:
    """A source of one year: one admin makes it, another confirms its ceiling."""
    kode, nama, jenis, pagu, kuota = isi
    kolom = {"kode": kode, "nama": nama, "jenis": jenis, "tahun": tahun, "urutan": 5}
    perubahan = {
        "keadaan": KeadaanPagu.RANCANGAN,
        "pagu": pagu,
        "kuota": kuota,
        "nomor": f"{kode}/PKS/{tahun}",
        "tanggal": saat.date(),
        "alasan": "Perjanjian kerja sama",
    }
    satu = buat_sumber(kolom, perubahan, oleh=oleh, pada=saat)
    usulan = satu.daftar_perubahan.get()
    sahkan_pagu(usulan, sidik=sidik(isi_tampil(usulan)), oleh=lain, pada=saat)
