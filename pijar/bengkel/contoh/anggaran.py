"""Ceilings and tariffs on their way: a shift of the budget, a wave, a deficit, a draft tariff."""

from datetime import date, datetime, time, timedelta
from typing import Any

from iuran.buku.actions.pagu import (
    buat_sumber,
    isi_sumber,
    isi_tampil,
    sahkan_pagu,
    ubah_sumber,
    usulkan_pagu,
)
from iuran.buku.actions.tarif import ubah_tarif
from iuran.models import KeadaanPagu, SumberDana, Tarif
from pijar.bulan import WIB
from pijar.models import Pengguna
from pijar.sidik import sidik

POTONGAN = 100_800  # six orang-bulan by which a company's money falls below what is bound


def isi_anggaran(*, pada: date) -> None:
    """Every step is the one that an officer takes."""
    admin, admin2 = (Pengguna.objects.get(username=nama) for nama in ("admin", "admin2"))
    saat = datetime.combine(pada, time(9), WIB)
    apbd, csr = (SumberDana.objects.get(kode=k, tahun=pada.year) for k in ("APBD", "CSR"))
    geser = _isi(apbd, pada, "903/214", "Pergeseran antarkegiatan", keadaan=KeadaanPagu.PERGESERAN)
    _ubah(apbd, geser | {"pagu": apbd.pagu + 50_400_000}, admin, admin2, saat)
    _tutup_tahun(apbd, date(pada.year, 12, 20), admin)
    if pada.month >= 11:  # the excise share closes first: what is unpaid of it is a debt now
        dbhcht = SumberDana.objects.get(kode="DBHCHT", tahun=pada.year)
        _tutup_tahun(dbhcht, pada - timedelta(days=3), admin)
    terikat = SumberDana.objects.with_keuangan().get(pk=csr.pk).terikat_semua
    if terikat > POTONGAN:
        potong = _isi(csr, pada, "CSR/07", "Perusahaan mengurangi komitmennya", defisit=True)
        _ubah(csr, potong | {"pagu": terikat - POTONGAN}, admin, admin2, saat)
    buat_sumber(
        {
            "kode": "APBD-P",
            "nama": "APBD Kota Semarang",
            "jenis": "apbd",
            "tahun": pada.year,
            "gelombang": "Perubahan",
            "urutan": 9,
        },
        _isi(apbd, pada, "", "Rancangan APBD Perubahan", keadaan=KeadaanPagu.RANCANGAN)
        | {"pagu": 100_800_000, "kuota": 500, "tanggal": None},
        oleh=admin,
        pada=saat,
    )
    keringanan = Tarif.objects.get(sektor="bukan_transportasi", pembayar="selain_apbn_apbd")
    catatan = {"catatan": "Surat BPJS B/1140, menunggu dicocokkan"}
    ubah_tarif(keringanan, catatan, oleh=admin, pada=saat)


def _tutup_tahun(sumber: SumberDana, batas: date, oleh: Pengguna) -> None:
    cap = sidik(isi_sumber(sumber))
    isi = {"batas_sp2d": batas}
    ubah_sumber(sumber, isi, dasar="Surat BPKAD 900/1187", dilihat=cap, oleh=oleh)


def _isi(
    sumber: SumberDana,
    pada: date,
    nomor: str,
    alasan: str,
    *,
    keadaan: str | None = None,
    defisit: bool = False,
) -> dict[str, Any]:
    return {
        "keadaan": keadaan or sumber.keadaan_pagu,
        "pagu": sumber.pagu,
        "kuota": sumber.kuota,
        "nomor": nomor,
        "tanggal": pada - timedelta(days=10),
        "alasan": alasan,
        "defisit": defisit,
    }


def _ubah(
    sumber: SumberDana, isi: dict[str, Any], oleh: Pengguna, lain: Pengguna, saat: datetime
) -> None:
    usulan = usulkan_pagu(sumber, isi, oleh=oleh, pada=saat)
    sahkan_pagu(usulan, sidik=sidik(isi_tampil(usulan)), oleh=lain, pada=saat)
