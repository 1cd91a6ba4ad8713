"""People whose grant ends with this month: two go on after a gap, one without."""

from datetime import date

from iuran.buku import UsulanBantuan, beri_bantuan, buat_iuran
from iuran.models import Bantuan, StatusBantuan, SumberDana
from pijar.bulan import awal_bulan, tambah_bulan
from pijar.models import Pengguna

SESUDAH = (3, 3, 1)  # months from the last one to the first of the next grant
LAMA = 6
KODE = "APBD"


def isi_berakhir(*, pada: date) -> None:
    """Give three people another grant; BPJS knows of the first one, the others wait."""
    akhir = awal_bulan(pada)
    orang = (
        Bantuan.objects.filter(bulan_akhir=akhir, status=StatusBantuan.BERJALAN, sambungan=None)
        .filter(sumber__kode=KODE, peserta__status="terdaftar", peserta__digabung_ke=None)
        .order_by("peserta")
        .values_list("peserta", flat=True)[: len(SESUDAH)]
    )
    mulai = [tambah_bulan(akhir, n) for n in SESUDAH]
    sumber = {b: SumberDana.objects.get(kode=KODE, tahun=b.year) for b in mulai}
    usulan = [
        UsulanBantuan(pk, sumber[b], "rutin", None, b, LAMA)
        for pk, b in zip(orang, mulai, strict=False)
    ]
    admin = Pengguna.objects.get(username="admin")
    baru = beri_bantuan(usulan, nomor_sk=f"560/009/{pada.year}", oleh=admin) if usulan else []
    buat_iuran([b.pk for b in baru[:1]])
