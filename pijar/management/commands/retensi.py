"""``manage.py retensi``: what the next nightly run would delete, and the table as a document."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from pijar.bulan import tanggal_panjang
from pijar.retensi.dokumen import dokumen
from pijar.retensi.jalan import Butir, rencana
from pijar.rupiah import ribuan


class Command(BaseCommand):
    help = "Memperlihatkan data yang lewat masa simpan (--lihat), atau menulis tabelnya (--dokumen)"

    def add_arguments(self, parser: CommandParser) -> None:
        pilihan = parser.add_mutually_exclusive_group(required=True)
        pilihan.add_argument("--lihat", action="store_true", help="jumlah per butir, tanpa nama")
        pilihan.add_argument("--dokumen", action="store_true", help="isi docs/data-pribadi.md")

    def handle(self, *args: Any, **pilihan: Any) -> None:
        if pilihan["dokumen"]:
            self.stdout.write(dokumen(), ending="")
            return
        for butir in rencana(timezone.now()):
            self.stdout.write(kalimat(butir))


def kalimat(butir: Butir) -> str:
    """One line: counts and the span of time, without a name."""
    r = butir.rencana
    isi = f"{butir.entri.kode}: {ribuan(r.baris)} baris, {ribuan(r.berkas)} berkas"
    if r.tertua and r.terbaru:
        dari, sampai = (tanggal_panjang(timezone.localdate(w)) for w in (r.tertua, r.terbaru))
        isi += f", dari {dari} sampai {sampai}"
    if r.menunggu:
        isi += f"; {ribuan(r.menunggu)} menunggu diputuskan orang"
    if butir.ditahan:
        isi += f"; ditahan sampai {tanggal_panjang(butir.ditahan)}"
    return isi
