"""Rows of an opening list as the page shows them: in the admin's words, NIK masked."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from iuran.models import BarisSaldoAwal
from iuran.saldo_awal.bidang import judul_bidang
from peserta.impor import AlasanTampil, nilai_tampil
from peserta.models import Vonis
from pijar.bulan import nama_bulan, tambah_bulan
from pijar.samar import samarkan


class BarisSaldoTampil(NamedTuple):
    """One row; ``bisa``: it may be ticked, ``peserta_id``: the person already here."""

    nomor: int
    nama: str
    nik: str
    kpj: str
    bantuan: str
    vonis: Vonis
    dipilih: bool
    bisa: bool
    peserta_id: int | None
    alasan: list[AlasanTampil]


def tampilkan(baris: Iterable[BarisSaldoAwal]) -> list[BarisSaldoTampil]:
    """Prepare ``baris`` for the page; their sources must be loaded."""
    return [_satu(b) for b in baris]


def _satu(b: BarisSaldoAwal) -> BarisSaldoTampil:
    return BarisSaldoTampil(
        nomor=b.nomor,
        nama=b.nama,
        nik=samarkan(b.nik) if b.nik else "",
        kpj=b.kpj,
        bantuan=_bantuan(b),
        vonis=Vonis(b.vonis),
        dipilih=b.dipilih,
        bisa=b.vonis in (Vonis.BARU, Vonis.PERINGATAN),
        peserta_id=b.peserta_id,
        alasan=[
            AlasanTampil(
                a["tingkat"],
                judul_bidang(a["kolom"]),
                nilai_tampil(a),
                a["sebab"],
                a["perbaikan"],
            )
            for a in b.alasan
        ],
    )


def _bantuan(b: BarisSaldoAwal) -> str:
    """The grant in one line, as far as it could be read."""
    bagian = [" + ".join(str(s) for s in (b.sumber, b.sumber_lanjut) if s)]
    if b.bulan_awal and b.jumlah_bulan:
        akhir = tambah_bulan(b.bulan_awal, b.jumlah_bulan - 1)
        bagian.append(f"{nama_bulan(b.bulan_awal)}–{nama_bulan(akhir)} ({b.jumlah_bulan} bulan)")
        lunas = f"lunas s.d. {nama_bulan(b.bulan_lunas)}" if b.bulan_lunas else "belum dibayar"
        bagian.append(lunas)
        if b.peserta_sejak:
            bagian.append(f"peserta sejak {nama_bulan(b.peserta_sejak)}")
    bagian.append(b.nomor_sk and f"SK {b.nomor_sk}")
    return " · ".join(filter(None, bagian))


def kolom_terbaca(pemetaan: dict[str, Any]) -> list[tuple[str, str]]:
    """Column of the file and the field it was read as."""
    judul = pemetaan.get("judul", [])
    return [(judul[int(i)], judul_bidang(k)) for i, k in pemetaan.get("bidang", {}).items()]
