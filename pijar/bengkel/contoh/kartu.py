"""Cards handed over to their owner, to the family and to a kader; one record is taken back."""

from datetime import date, datetime, time

from iuran.kartu.actions import batalkan_serah, serahkan
from iuran.kartu.angka import KeadaanKartu, menurut_keadaan
from iuran.kartu.aturan import Serah
from iuran.models import SerahKartu
from peserta.models import Peserta
from pijar.bulan import WIB
from pijar.models import Pengguna

CARA = (
    ("diri", "", ""),
    ("keluarga", "Sri Lestari", "istri"),
    ("rt", "Budi Santoso, Ketua RT 03", ""),
)


def isi_kartu(*, pada: date) -> None:
    """Every step is the one that an officer takes; the cards of the new batch still wait."""
    petugas, admin = (Pengguna.objects.get(username=nama) for nama in ("petugas", "admin"))
    lama = menurut_keadaan(Peserta.objects.terdaftar(), KeadaanKartu.LAMA)
    orang = list(lama.order_by("pk")[: len(CARA)])
    for satu, (penerima, nama, hubungan) in zip(orang, CARA, strict=False):
        serah = Serah(pada, penerima, nama, hubungan)
        serahkan(Peserta.objects.all(), [satu.pk], serah, oleh=petugas)
    if terakhir := SerahKartu.objects.berlaku().filter(oleh=petugas).order_by("-pk").first():
        saat = datetime.combine(pada, time(17), WIB)
        batalkan_serah(terakhir, alasan="Kartunya tertukar", oleh=admin, pada=saat)
