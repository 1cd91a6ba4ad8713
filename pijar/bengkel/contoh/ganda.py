"""A few people entered twice, as it happens: a slip in the name, another digit in the NIK."""

from random import Random

from peserta.models import Peserta, Status
from peserta.orang.actions.data import daftarkan_orang
from pijar.models import Pengguna

PALING_SEDIKIT, PALING_BANYAK, SATU_DARI = 4, 50, 1_000
DISALIN = (
    "no_kk", "tempat_lahir", "tanggal_lahir", "jenis_kelamin", "nama_ibu", "kelurahan_id",
    "pekerjaan_id", "penghasilan", "sumber_data",
)  # fmt: skip


def isi_ganda(benih: int) -> None:
    """Enter some of the people a second time; whoever is alike is found as for any officer."""
    petugas = Pengguna.objects.get(username="petugas")
    acak = Random(benih)  # noqa: S311  # sample data, not a secret
    jumlah = Peserta.objects.count() // SATU_DARI
    jumlah = min(max(jumlah, PALING_SEDIKIT), PALING_BANYAK)
    status = (Status.DRAF, Status.LAYAK, Status.TERDAFTAR)
    semua = list(Peserta.objects.filter(status__in=status).values_list("pk", flat=True))
    for pk in acak.sample(sorted(semua), min(jumlah, len(semua))):
        lama = Peserta.objects.get(pk=pk)
        nik = _nik_lain(lama.nik)
        if nik:
            isi = {k: getattr(lama, k) for k in DISALIN}
            isi |= {"nik": nik, "nama": _salah_ketik(lama.nama, acak), "hp": lama.hp}
            daftarkan_orang(isi, oleh=petugas)


def _nik_lain(nik: str) -> str:
    """The same number with another last digit that nobody has; empty where all are taken."""
    semua = [f"{nik[:15]}{n}" for n in range(1, 10)]
    dipakai = set(Peserta.objects.filter(nik__in=semua).values_list("nik", flat=True))
    return next((n for n in semua if n not in dipakai), "")


def _salah_ketik(nama: str, acak: Random) -> str:
    """One letter doubled or left out."""
    tempat = acak.randrange(1, len(nama) - 1)
    huruf = nama[tempat] * 2 if acak.random() < 0.5 and nama[tempat] != " " else ""
    return f"{nama[:tempat]}{huruf}{nama[tempat + 1 :]}"
