"""The small city of a random history: its officers, sources and people, and how acts are tried."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar, TypeVar

import pytest
from django.db import connection, transaction
from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine

import iuran.tasks  # noqa: F401 - registers the jobs
from iuran.buku.actions.pagu import buat_sumber, isi_tampil, sahkan_pagu, usulkan_pagu
from iuran.models import PerubahanPagu, SumberDana
from pijar.bulan import WIB, awal_bulan
from pijar.celery import app
from pijar.errors import AturanDilanggarError
from pijar.models import Pengguna, Tugas
from pijar.sidik import sidik
from tests.factories import PesertaFactory
from tests.iuran.riwayat.sidik import sidik_semua
from tests.iuran.riwayat.waktu import Waktu
from tests.peran import buat

T = TypeVar("T")
MULAI = datetime(2026, 1, 12, 9, tzinfo=WIB)
ORANG = 6
PAGU, KUOTA = 2_000_000, 5  # rupiah for the year of five people with JHT, and five places
LAHIR = (
    date(1985, 2, 15),
    date(1990, 7, 1),
    date(1961, 9, 20),  # 65 within the history
    date(1979, 12, 31),
    date(2000, 2, 29),
    date(1988, 5, 5),
)
NOMOR = st.integers(0, 1_000)
"""Chooses one of whatever there is; which, is only known when the rule runs."""


@dataclass(frozen=True)
class Kota:
    """What every history begins with."""

    admin: Pengguna
    admin2: Pengguna
    petugas: Pengguna
    verifikator: Pengguna
    sumber: tuple[SumberDana, ...]


def _sumber(kode: str, jenis: str, tahun: int, admin: Pengguna, admin2: Pengguna) -> SumberDana:
    """A source whose budget two admins carried through to its DPA."""
    isi = {"kode": kode, "nama": kode, "jenis": jenis, "tahun": tahun, "gelombang": "", "urutan": 9}
    satu = buat_sumber(isi, isi_pagu("apbd"), oleh=admin, pada=MULAI)
    sahkan(PerubahanPagu.objects.get(sumber=satu), oleh=admin2, pada=MULAI)
    satu.refresh_from_db()
    sahkan(usulkan_pagu(satu, isi_pagu("dpa"), oleh=admin, pada=MULAI), oleh=admin2, pada=MULAI)
    satu.refresh_from_db()
    return satu


def isi_pagu(keadaan: str, **lain: object) -> dict[str, object]:
    """The texts of a proposed ceiling."""
    return {
        "keadaan": keadaan,
        "pagu": PAGU,
        "kuota": KUOTA,
        "nomor": "900/1/2026",
        "tanggal": date(2026, 1, 5),
        "alasan": "Anggaran",
        "defisit": False,
    } | lain


def sahkan(usulan: PerubahanPagu, *, oleh: Pengguna, pada: datetime) -> None:
    """Confirm a proposal as its page shows it."""
    usulan = PerubahanPagu.objects.select_related("sumber").get(pk=usulan.pk)
    sahkan_pagu(usulan, sidik=sidik(isi_tampil(usulan)), oleh=oleh, pada=pada)


def bangun() -> Kota:
    """Officers and sources; the sources of two years, a second payer of the city and a company."""
    admin, admin2 = buat("admin", "admin"), buat("admin2", "admin")
    daftar = (("UJI", "apbd", 2026), ("UJI", "apbd", 2027), ("UJIC", "dbhcht", 2026))
    return Kota(
        admin,
        admin2,
        buat("petugas", "petugas"),
        buat("verifikator", "verifikator"),
        tuple(_sumber(*satu, admin, admin2) for satu in (*daftar, ("UJIP", "csr", 2026))),
    )


class Dunia(RuleBasedStateMachine):
    """One history; what it writes is rolled back at its end, so that the next begins anew.

    ``terjadi`` counts the named acts that were not refused, over all histories of a run.
    """

    kota: Kota
    terjadi: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.tambalan = pytest.MonkeyPatch()
        self.transaksi = transaction.atomic()
        self.transaksi.__enter__()
        self.waktu = Waktu(MULAI, self.tambalan)
        self.urut = 0
        self.berubah = False
        for n in range(ORANG):
            PesertaFactory(status="layak", nama=f"Orang {n}", tanggal_lahir=LAHIR[n])

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.transaksi.__exit__(None, None, None)
        self.tambalan.undo()

    # What the rules use

    @property
    def kini(self) -> datetime:
        return self.waktu.kini

    @property
    def hari(self) -> date:
        return self.kini.astimezone(WIB).date()

    @property
    def bulan(self) -> date:
        return awal_bulan(self.hari)

    def mundur(self, hari: int) -> date:
        """So many days before today."""
        return self.hari - timedelta(days=hari)

    def nomor(self, awalan: str) -> str:
        """A number that no paper had before."""
        self.urut += 1
        return f"{awalan}/{self.urut}"

    def dua_admin(self, n: int) -> tuple[Pengguna, Pengguna]:
        """The one who begins and the one who confirms; now and then the same person."""
        admin, admin2 = self.kota.admin, self.kota.admin2
        return (admin, admin) if n % 10 == 0 else (admin, admin2) if n % 2 else (admin2, admin)

    @staticmethod
    def pilih(daftar: Sequence[T], n: int) -> T | None:
        return daftar[n % len(daftar)] if daftar else None

    def jalankan(self, tugas: Tugas) -> None:
        """Run a job here and now, as the worker would."""
        app.tasks[tugas.jenis].run(tugas.pk)

    def coba(self, aksi: Callable[[], T], nama: str = "") -> T | None:
        """Try an act. Refused, it has changed nothing; done, it could be committed."""
        self.waktu.atur(self.kini + timedelta(minutes=1))
        sebelum = sidik_semua()
        try:
            hasil = aksi()
        except AturanDilanggarError as penolakan:
            note(f"ditolak: {penolakan}")
            assert self.beda(sebelum) == {}
            return None
        self.berubah = True
        self.terjadi[nama] += 1
        with connection.cursor() as kursor:
            kursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        return hasil

    @staticmethod
    def beda(sebelum: dict[str, tuple[int, object]]) -> dict[str, object]:
        """The tables that are not as they were."""
        kini = sidik_semua()
        return {t: (isi, kini[t]) for t, isi in sebelum.items() if kini[t] != isi}
