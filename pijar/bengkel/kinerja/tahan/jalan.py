"""kill -9 of every part, in the middle of every kind of job: nothing lost, doubled, stuck, mistold.

Each round begins with the same database and files, starts one job as an officer does, kills one
part at a moment drawn over the time that the job takes undisturbed, starts it again, and compares
what is there at the end with what an undisturbed run leaves. The sweeper's clock is a minute ahead,
so that a round takes seconds.
"""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from threading import Timer
from typing import NamedTuple

from django.db import Error as GalatBasis
from django.db import connections
from django.utils import timezone

from pijar.bengkel.kinerja.tahan import mulai_orang, mulai_uang
from pijar.bengkel.kinerja.tahan.cara import Cara
from pijar.bengkel.kinerja.tahan.kantor import MACET, Kantor, tenang
from pijar.bengkel.kinerja.tahan.mesin import ANAK, Mesin
from pijar.bengkel.kinerja.tahan.petugas import DitolakError, TerputusError
from pijar.bengkel.kinerja.tahan.potret import beda, berkas_hilang, masalah, potret, tugas_sejak
from pijar.models import StatusTugas, Tugas
from pijar.penyapu import HILANG_SETELAH, sapu

CARA: dict[str, Cara] = mulai_orang.CARA | mulai_uang.CARA
MENDAHULUI = HILANG_SETELAH + timedelta(seconds=1)
SAPU_SETIAP = 5.0  # seconds
SEKILAS = 0.2  # of the job's time, from which on a reader is looked for
DIULANG = 3  # presses of a button whose page did not answer, or of "Coba lagi"


class Patokan(NamedTuple):
    """An undisturbed run: how long, from which moment the job was there, and what it left."""

    detik: float
    awal: float
    isi: dict[str, object]
    tugas: object
    masalah: set[str]


@dataclass
class Sel:
    """One kind under one victim."""

    jalan: int = 0
    baik: int = 0
    terlama: float = 0.0
    salah: list[str] = field(default_factory=list)


class Ujian:
    """The machine, its office, and what an undisturbed run of each kind leaves."""

    def __init__(self, mesin: Mesin, kantor: Kantor, benih: int) -> None:
        self.mesin, self.kantor = mesin, kantor
        self.acak = Random(benih)  # noqa: S311 - not a secret
        self.hasil: dict[tuple[str, str], Sel] = {}

    def siapkan(self, daftar: Iterable[str]) -> dict[str, str]:
        """Prepare these kinds; returns those that cannot be, with the reason."""
        gagal = {}
        for jenis in daftar:
            if siap := CARA[jenis].siap:
                self.kantor.ingat["tugas"] = terakhir()
                try:
                    siap(self.kantor)
                    self.kantor.selesaikan()
                except (DitolakError, TerputusError) as galat:
                    gagal[jenis] = str(galat)
        self.mesin.simpan()
        return gagal

    def patok(self, jenis: str) -> Patokan:
        """The undisturbed run."""
        self.mesin.pulihkan()
        sebelum, mulai = terakhir(), time.monotonic()
        CARA[jenis].mulai(self.kantor)
        awal = time.monotonic() - mulai
        while not Tugas.objects.filter(pk__gt=sebelum, jenis=jenis).exists():
            awal = time.monotonic() - mulai
            if awal > MACET / 4:
                raise DitolakError("Tidak ada tugasnya sesudah tombol ditekan.")
            time.sleep(0.01)
        if not self._sampai_tenang():
            raise DitolakError("Tidak selesai, padahal tidak ada yang dibunuh.")
        detik = time.monotonic() - mulai
        return Patokan(
            detik, awal if CARA[jenis].menyusul else 0.0, potret(), tugas_sejak(sebelum),
            masalah(timezone.now()),
        )  # fmt: skip

    def putaran(self, jenis: str, korban: str, patokan: Patokan) -> None:
        """One kill; the result goes to the table."""
        sel = self.hasil.setdefault((jenis, korban), Sel())
        self.mesin.pulihkan()
        sebelum, mulai = terakhir(), time.monotonic()
        saat = self.acak.uniform(patokan.awal, patokan.detik)
        if korban == ANAK:  # it lives for a part of the job only
            saat *= SEKILAS
        kena: list[bool] = []
        pembunuh = Timer(saat, lambda: kena.append(self._bunuh(korban, patokan.detik)))
        pembunuh.start()
        terputus = not self._tekan(jenis)
        pembunuh.join()
        if kena == [False]:  # nobody read a file
            self._sampai_tenang()
            return
        self.mesin.hidupkan()
        if terputus and not Tugas.objects.filter(pk__gt=sebelum, jenis=jenis).exists():
            self._tekan_sampai(jenis, sebelum)
        salah = list(self._akhir(sebelum, patokan))
        sel.jalan += 1
        sel.terlama = max(sel.terlama, time.monotonic() - mulai)
        if salah:
            sel.salah += [f"{jenis}, {korban} pada {saat:.2f} s: {kalimat}" for kalimat in salah]
        else:
            sel.baik += 1

    def _bunuh(self, korban: str, sabar: float) -> bool:
        """Kill; a reader may come a moment later."""
        sampai = time.monotonic() + (sabar if korban == ANAK else 0)
        while not (kena := self.mesin.bunuh(korban)) and time.monotonic() < sampai:
            time.sleep(0.005)
        return kena

    def _tekan(self, jenis: str) -> bool:
        """Press once; False when the server went away meanwhile."""
        try:
            CARA[jenis].mulai(self.kantor)
        except (TerputusError, DitolakError, GalatBasis, OSError):
            connections.close_all()
            return False
        return True

    def _tekan_sampai(self, jenis: str, sebelum: int) -> None:
        """The officer sees that nothing has begun, and presses again."""
        for _ in range(DIULANG):
            if self._tekan(jenis) or Tugas.objects.filter(pk__gt=sebelum, jenis=jenis).exists():
                return
            time.sleep(1)

    def _akhir(self, sebelum: int, patokan: Patokan) -> Iterator[str]:
        """What is not as it should be, once all is quiet."""
        try:
            yield from self._tunggu(sebelum)
            yield from self._nilai(sebelum, patokan)
        except (TerputusError, DitolakError, GalatBasis) as galat:
            yield f"sesudah semuanya hidup lagi: {galat!r}"

    def _tunggu(self, sebelum: int) -> Iterator[str]:
        """Wait until nobody works; press "Coba lagi" where a sentence asks for it."""
        for _ in range(DIULANG):
            if not self._sampai_tenang():
                hidup = Tugas.objects.hidup().values_list("jenis", "status", "percobaan")
                yield f"macet: {list(hidup)}"
                return
            if not self._coba_lagi(sebelum):
                return

    def _coba_lagi(self, sebelum: int) -> int:
        """The owner of each job that asks for it presses the button; how many did."""
        milik = {p.akun.username: p for p in self.kantor.semua}
        gagal = Tugas.objects.filter(
            pk__gt=sebelum, status=StatusTugas.GAGAL, galat__contains="oba lagi", oleh__isnull=False
        )
        daftar = list(gagal.values_list("pk", "oleh__username"))
        for pk, nama in daftar:
            milik[nama].tekan(f"/tugas/{pk}/", "ulang")
        return len(daftar)

    def _sampai_tenang(self) -> bool:
        sampai, disapu = time.monotonic() + MACET, time.monotonic()
        while time.monotonic() < sampai:
            try:
                if tenang():
                    return True
                if time.monotonic() - disapu > SAPU_SETIAP:
                    sapu(timezone.now() + MENDAHULUI)
                    disapu = time.monotonic()
            except GalatBasis:
                connections.close_all()
            time.sleep(0.02)
        return False

    @staticmethod
    def _nilai(sebelum: int, patokan: Patokan) -> Iterator[str]:
        yield from beda(patokan.isi, potret())
        if (kini := tugas_sejak(sebelum)) != patokan.tugas:
            yield f"tugas bercerita lain: {patokan.tugas} menjadi {kini}"
        yield from (f"berkas hilang: {satu}" for satu in berkas_hilang())
        yield from sorted(masalah(timezone.now()) - patokan.masalah)


def terakhir() -> int:
    return Tugas.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
