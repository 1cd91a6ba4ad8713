"""The one search box over everybody: NIK, KPJ, part of a name, a name with a typing error."""

from collections.abc import Callable
from pathlib import Path
from random import Random

from laporan.kinerja import Ukuran, hasil, p95, waktu
from laporan.kinerja.dasbor import siapkan
from peserta.cari import baca_cari
from peserta.models import Peserta
from peserta.models.peserta import PesertaQuerySet
from pijar.models import Pengguna

__all__ = ["siapkan", "ukur"]
CONTOH = 40  # searches of each kind
SEHALAMAN = 50


def ukur(folder: Path, orang: int) -> Ukuran:
    """95th percentile of a page of results for each kind; the slowest kind is the headline."""
    acak = Random(3)  # noqa: S311  # sample data, not a secret
    admin = Pengguna.objects.get(username="admin")
    semua = Peserta.objects.for_petugas(admin)
    orang_contoh = [semua.get(pk=acak.randrange(1, orang + 1)) for _ in range(CONTOH)]
    jenis: dict[str, Callable[[Peserta], str]] = {
        "nik": lambda p: p.nik,
        "bagian_nik": lambda p: p.nik[6:12],
        "kpj": lambda p: p.kpj or p.nik,
        "bagian_nama": lambda p: p.nama[: max(4, len(p.nama) * 2 // 3)],
        "nama_salah_ketik": lambda p: salah_ketik(p.nama, acak),
    }
    detik = {
        nama: p95([waktu(lambda o=o, k=k: cari(semua, k(o))) for o in orang_contoh])  # type: ignore[misc]
        for nama, k in jenis.items()
    }
    patokan = p95([waktu(lambda o=o: semua.get(pk=o.pk)) for o in orang_contoh])  # type: ignore[misc]
    return hasil(
        detik=max(detik.values()),
        patokan="mengambil satu orang lewat kunci utama",
        detik_patokan=patokan,
        orang=orang,
        p95_milidetik={nama: round(d * 1000, 1) for nama, d in detik.items()},
    )


def cari(semua: PesertaQuerySet, tulisan: str) -> list[Peserta]:
    """What the list page does with the box: one page of rows."""
    dicari = baca_cari(tulisan)
    ketemu = (
        semua.cari_nomor(dicari.nomor, dicari.hp) if dicari.nomor else semua.cari_nama(dicari.nama)
    )
    return list(ketemu[:SEHALAMAN])


def salah_ketik(nama: str, acak: Random) -> str:
    """``nama`` with one letter replaced by another."""
    tempat = acak.randrange(1, len(nama))
    return f"{nama[:tempat]}{acak.choice('aeiourtn')}{nama[tempat + 1 :]}"
