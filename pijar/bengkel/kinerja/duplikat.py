"""Compare 5.000 new people with the whole city, to find likely duplicates.

One new person in twenty is somebody of the city again, with a slip in the name and another NIK;
how many of them are found is part of the result. The yardstick fetches each new person once by
primary key. Beside it stands the search without candidates, every name of the city for each new
one, timed for a few and multiplied.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random

from django.core.management import call_command
from django.db import connection

from peserta.bersih.nama import nama_cari
from peserta.duplikat.actions import cari_duplikat, cari_duplikat_impor
from peserta.duplikat.calon import NAMA_PALING_BEDA
from peserta.models import Impor, PasanganMirip, Peserta, Status
from pijar.bengkel.contoh.muat import salin, setel_urutan
from pijar.bengkel.contoh.orang import KOLOM, daftar_orang
from pijar.bengkel.kinerja import Ukuran, hasil, p95, puncak_mb, waktu
from pijar.bengkel.kinerja.cari import salah_ketik
from pijar.models import Pengguna

BARU, SATU_DARI, CONTOH = 5_000, 20, 20
ORANG_YANG_SAMA = ("tanggal_lahir", "jenis_kelamin", "nama_ibu", "alamat", "kelurahan_id")


def siapkan(folder: Path, orang: int) -> None:
    """The city, and an applied import of half as many people, at most 5.000."""
    with (folder / "contoh.txt").open("w") as keluaran:
        call_command("contoh", peserta=orang, bulan=1, benih=1, stdout=keluaran)
    petugas = Pengguna.objects.get(username="petugas")
    impor = Impor.objects.create(
        berkas="x.xlsx", nama_berkas="x.xlsx", sha256="0" * 64, oleh=petugas, status="diterapkan"
    )
    baris = orang_baru(min(BARU, orang // 40 * SATU_DARI), petugas.pk)
    salin("peserta_peserta", [*KOLOM, "impor_id"], ([*b, str(impor.pk)] for b in baris))
    setel_urutan(["peserta_peserta"])


def orang_baru(jumlah: int, petugas: int) -> Iterator[list[str]]:
    """Rows of new people; every twentieth repeats a person of the city, with a slip."""
    sudah = Peserta.objects.order_by("-pk").values_list("pk", flat=True)[0]
    acak = Random(5)  # noqa: S311  # sample data, not a secret
    dipakai = set(Peserta.objects.values_list("nik", flat=True))
    baru = daftar_orang([Status.DRAF] * jumlah * 2, 7, date(2026, 11, 1), petugas)
    bersih = (dict(zip(KOLOM, b, strict=True)) for b in baru)
    for n in range(jumlah):
        isi = next(b for b in bersih if b["nik"] not in dipakai)
        if n % SATU_DARI == 0:
            lama = Peserta.objects.get(pk=acak.randrange(1, sudah + 1))
            isi |= {k: str(getattr(lama, k)) for k in ORANG_YANG_SAMA}
            isi["nama"] = salah_ketik(lama.nama, acak)
            isi["nama_cari"] = nama_cari(isi["nama"])
        yield [*(isi | {"id": str(sudah + 1 + n)}).values()]


def ukur(folder: Path, orang: int) -> Ukuran:
    """The search that the import's job runs, once."""
    impor = Impor.objects.get()
    baru = list(Peserta.objects.filter(impor=impor).order_by("pk"))
    detik = waktu(lambda: cari_duplikat_impor(impor))
    memori = puncak_mb()
    patokan = waktu(lambda: [Peserta.objects.get(pk=p.pk) for p in baru])
    contoh = baru[:CONTOH]
    seorang = p95([waktu(lambda p=p: cari_duplikat([p.pk])) for p in contoh])  # type: ignore[misc]
    tanpa_calon = waktu(lambda: [bandingkan_semua(p.nama_cari) for p in contoh])
    sama = {p.pk for p in baru[::SATU_DARI]}
    return hasil(
        detik=detik,
        patokan="mengambil setiap orang baru lewat kunci utama",
        detik_patokan=patokan,
        orang=orang,
        baru=len(baru),
        orang_yang_sama=len(sama),
        ketemu=PasanganMirip.objects.filter(kanan__in=sama).values("kanan").distinct().count(),
        pasangan=PasanganMirip.objects.count(),
        seorang_p95_milidetik=round(seorang * 1000, 1),
        detik_tanpa_calon=round(tanpa_calon * len(baru) / len(contoh)),
        memori_mb=memori,
    )


def bandingkan_semua(nama: str) -> int:
    with connection.cursor() as kursor:
        kursor.execute(
            "SELECT id FROM peserta_peserta WHERE similarity(nama_cari, %s) >= %s",
            [nama, NAMA_PALING_BEDA],
        )
        return len(kursor.fetchall())
