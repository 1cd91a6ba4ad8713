"""Jobs at two states that pass quickly: one cancelled, one that waits for its turn."""

from datetime import date, datetime, time, timedelta

from pijar.batal_tugas import batalkan
from pijar.bulan import WIB
from pijar.models import Pengguna, Tugas

EKSPOR = "peserta.ekspor"


def isi_tugas(*, pada: date) -> None:
    """Two exports of an officer; the worker takes the second one once it runs."""
    petugas = Pengguna.objects.get(username="petugas")
    isi = {"saringan": {}, "alasan": "Rekap kelurahan", "pada": pada.isoformat()}
    saat = datetime.combine(pada, time(8), WIB)
    batal, antre = (
        Tugas.objects.create(
            jenis=EKSPOR, judul="Ekspor daftar peserta", oleh=petugas, parameter=isi
        )
        for _ in range(2)
    )
    Tugas.objects.filter(pk__in=[batal.pk, antre.pk]).update(dibuat_pada=saat)
    batalkan(batal, oleh=petugas, pada=saat + timedelta(minutes=1))
