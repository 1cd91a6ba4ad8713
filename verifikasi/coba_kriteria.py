"""Try a version of the criteria on everybody beside the one in force; nothing is written.

Who is not in yet is asked what a decision asks, who is in what an extension asks, both on the day
on which the version begins, with the data of now.
"""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet

from peserta.models import Peserta, Status
from pijar.bulan import awal_bulan, tambah_bulan
from verifikasi.isi_kriteria import isi_versi
from verifikasi.kriteria_massal import LEWAT, vonis
from verifikasi.models import Jawaban, JenisKriteria, Kriteria, Saat, VersiKriteria
from verifikasi.perintah import Perintah

IKUT = (Status.DITETAPKAN, Status.DIDAFTARKAN, Status.TERDAFTAR)
CALON = (Status.DRAF, Status.DIAJUKAN, Status.DIKEMBALIKAN, Status.TIDAK_LAYAK, Status.LAYAK)
GOLONGAN = {"calon": (CALON, Saat.PUTUSAN), "peserta": (IKUT, Saat.PERPANJANGAN)}
PER_KELOMPOK = """
    SELECT left(p.kelurahan_id, 8), {kolom}, count(*)
    FROM ({sql}) s JOIN peserta_peserta p ON p.id = s.peserta_id GROUP BY {nomor}
"""
BULAN_GUGUR = """
    SELECT left(p.kelurahan_id, 8), count(*), sum(i.nominal)
    FROM ({sql}) s JOIN peserta_peserta p ON p.id = s.peserta_id
    JOIN iuran_iuran i ON i.peserta_id = s.peserta_id AND i.hidup AND i.bulan >= %(sejak)s
    WHERE {jatuh} GROUP BY 1
"""
ORANG_GUGUR = "SELECT * FROM ({sql}) s WHERE {jatuh}"


class Kolom(NamedTuple):
    """One criterion of one version at a look: ``baru`` tells whose."""

    kriteria: Kriteria
    saat: str
    baru: bool


@dataclass(frozen=True)
class Percobaan:
    """The statement of one group: the criteria of both versions side by side."""

    golongan: str
    kolom: Sequence[Kolom]
    perintah: Perintah

    def nomor(self, *, baru: bool) -> list[int]:
        """The columns of the blocking criteria of one version."""
        return [n for n, k in enumerate(self.kolom) if k.baru == baru and k.kriteria.wajib]

    @property
    def jatuh(self) -> str:
        """SQL: the data refuses the person under the new version, and did not under the old."""

        def ditolak(nomor: Iterable[int]) -> str:
            return " OR ".join(f"s.v{n} = 'tidak'" for n in nomor) or "false"

        return f"({ditolak(self.nomor(baru=True))}) AND NOT ({ditolak(self.nomor(baru=False))})"


def percobaan(
    orang: QuerySet[Peserta], golongan: str, baru: VersiKriteria, lama: VersiKriteria | None,
    *, pada: date,
) -> Percobaan | None:  # fmt: skip
    """Both versions on one group; None when neither asks it anything.

    Who is in is not asked for another payer: the grant that pays them is the city's own.
    """
    status, saat = GOLONGAN[golongan]
    tanpa = [JenisKriteria.TANPA_PEMBAYAR_LAIN] if golongan == "peserta" else []
    ditanya = Kriteria.objects.filter(saat__contains=[saat]).exclude(jenis__in=tanpa)
    kolom = [
        Kolom(k, saat, versi.pk == baru.pk)
        for versi in (lama, baru)
        if versi
        for k in ditanya.filter(versi=versi).order_by("urutan")
    ]
    if not kolom:
        return None
    dinilai = orang.filter(status__in=status)
    return Percobaan(golongan, kolom, vonis(dinilai, [(k[0], k[1]) for k in kolom], pada=pada))


def hari_coba(versi: VersiKriteria, hari_ini: date) -> date:
    """The day of which a try speaks: the version's first, or today when that is over."""
    return max(versi.berlaku_mulai, hari_ini)


def bulan_sejak(pada: date) -> date:
    """The first whole month from that day on."""
    return pada if pada.day == 1 else tambah_bulan(awal_bulan(pada), 1)


class Hitungan:
    """The figures of a try, filled group by group; plain numbers that a job keeps."""

    def __init__(self) -> None:
        self.kriteria: dict[str, Counter[str]] = defaultdict(Counter)
        self.judul: dict[str, str] = {}
        self.kecamatan: dict[str, Counter[str]] = defaultdict(Counter)

    def tambah(self, satu: Percobaan) -> None:
        """Count one group: one statement, then a sum over its combinations."""
        for k in satu.kolom:
            self.judul[k.kriteria.kode] = k.kriteria.judul
        kolom = ", ".join(f"s.v{n}" for n in range(len(satu.kolom)))
        nomor = ", ".join(str(n) for n in range(1, len(satu.kolom) + 2))
        sql = PER_KELOMPOK.format(kolom=kolom, sql=satu.perintah.sql, nomor=nomor)
        for kecamatan, *jawaban, jumlah in _jalankan(sql, satu.perintah.isi):
            self._kelompok(satu, kecamatan, [_kata(j) for j in jawaban], jumlah)

    def _kelompok(self, satu: Percobaan, kecamatan: str, jawaban: list[str], jumlah: int) -> None:
        """Add people of one kecamatan who all have the same verdicts."""
        dua: dict[str, dict[bool, str]] = defaultdict(dict)
        for k, j in zip(satu.kolom, jawaban, strict=True):
            dua[k.kriteria.kode][k.baru] = j
        for kode, milik in dua.items():
            lama, baru = milik.get(False, "tiada"), milik.get(True, "tiada")
            self.kriteria[kode][f"{lama}>{baru}"] += jumlah
        ditolak = [
            any(jawaban[n] == Jawaban.TIDAK for n in satu.nomor(baru=baru))
            for baru in (False, True)
        ]
        wilayah = self.kecamatan[kecamatan]
        wilayah[f"{satu.golongan}_orang"] += jumlah
        if ditolak == [False, True]:
            wilayah[f"{satu.golongan}_jatuh"] += jumlah
        elif ditolak == [True, False]:
            wilayah[f"{satu.golongan}_masuk"] += jumlah

    def tambah_uang(self, satu: Percobaan, sejak: date) -> None:
        """Months of the ledger, and their rupiah, of whom the new version refuses."""
        sql = BULAN_GUGUR.format(sql=satu.perintah.sql, jatuh=satu.jatuh)
        for kecamatan, bulan, rupiah in _jalankan(sql, satu.perintah.isi | {"sejak": sejak}):
            self.kecamatan[kecamatan]["bulan"] += bulan
            self.kecamatan[kecamatan]["rupiah"] += int(rupiah)

    def isi(self) -> dict[str, Any]:
        """The figures as a job keeps them."""
        return {
            "kriteria": [
                {"kode": kode, "judul": self.judul[kode], "hitung": dict(hitung)}
                for kode, hitung in self.kriteria.items()
            ],
            "kecamatan": {k: dict(v) for k, v in sorted(self.kecamatan.items())},
        }


def orang_jatuh(satu: Percobaan) -> Iterator[tuple[int, list[str]]]:
    """Whom the new version refuses and the old did not, with the titles of the criteria."""
    sql = ORANG_GUGUR.format(sql=satu.perintah.sql, jatuh=satu.jatuh)
    nomor = satu.nomor(baru=True)
    for pk, *jawaban in _jalankan(sql, satu.perintah.isi):
        yield pk, [satu.kolom[n].kriteria.judul for n in nomor if jawaban[n] == Jawaban.TIDAK]


def _kata(jawaban: str) -> str:
    return Jawaban.BELUM_ADA_DATA.value if jawaban == LEWAT else jawaban


def _jalankan(sql: str, isi: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as kursor:
        kursor.execute(sql, isi)
        return list(kursor.fetchall())


def sidik_isi(baru: VersiKriteria, lama: VersiKriteria | None) -> str:
    """The fingerprint of the contents that a try was made of."""
    isi = [
        {k: v for k, v in isi_versi(versi).items() if k not in ("Status", "Menggantikan")}
        for versi in (baru, lama)
        if versi
    ]
    return hashlib.sha256(json.dumps(isi, sort_keys=True).encode()).hexdigest()
