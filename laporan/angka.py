"""The figures of a month on a date, counted once; screen, PDF and Excel all show this object.

Every figure is a sum over the ledger (see :mod:`iuran.perlindungan`) or a count of people by
status. Money is whole rupiah, months are first-of-month dates.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from iuran.buku import utang_pada
from iuran.gerakan import Gerakan, gerakan_beku, gerakan_bulan
from iuran.models import DIBAYAR_KOTA, Iuran, JenisSumber
from iuran.perlindungan import (
    BULAN_DILIHAT,
    SEMUA,
    TERLINDUNGI,
    BarisPotret,
    Potret,
    bulan_papan,
    keadaan_lain,
    per_bulan,
    ujung,
)
from iuran.perlindungan import potret as potret_pada
from laporan.dahulu import sebagaimana_diketahui
from laporan.iuran_bulan import iuran_bulan
from laporan.models import target_tahun
from laporan.tahap import jumlah_tahap, perpindahan
from peserta.models import Status
from pijar.bulan import WIB, akhir_bulan
from pijar.rupiah import persen

DEFINISI = (
    "Semua angka adalah keadaan pada satu tanggal: tanggal laporan, atau hari terakhir bulannya. "
    "Yang terjadi sesudahnya tidak mengubahnya.",
    "Terlindungi: iuran bulan ini lunas atau dalam tenggang, belum meninggal, dan masih dalam "
    "program. Angka utama dan rinciannya menghitung yang dibayar kota (APBD dan DBHCHT).",
    "Tenggang: iuran satu sampai tiga bulan lewat jatuh tempo dan belum dibayar; masih terhitung "
    "terlindungi. Nonaktif: tiga bulan berturut-turut belum dibayar. Belum aktif: iuran pertamanya "
    "belum dibayar. Keduanya tidak terhitung terlindungi.",
    "Masih dijamin, sudah keluar program: iurannya terlanjur dibayar, tetapi kota tidak lagi "
    "membiayainya.",
    "Menunggu konfirmasi BPJS: perpanjangan yang berkasnya dikirim dan belum dijawab; iurannya "
    "terhitung, dan berhenti bila BPJS menolak.",
    "Dibayar: iuran bulan ini yang tagihannya sudah mempunyai SP2D sampai tanggal laporan, "
    "dikurangi yang sudah dikompensasikan atau dikembalikan sampai tanggal itu. Uang pihak lain "
    "disebut terpisah.",
    "Utang tahun anggaran: iuran tahun yang sudah berakhir pada tanggal laporan, dibayar kota, dan "
    "sampai tanggal itu belum mempunyai SP2D.",
    "Terdaftar baru: kartunya diterima bulan ini; saldo awal berisi orang yang sudah peserta. "
    "Berhenti: peserta terdaftar yang berhenti bulan ini.",
    "Akan berakhir: orang terlindungi yang bulan terakhirnya jatuh dalam tiga bulan dan bulan "
    "sesudahnya belum ada yang membiayai.",
)


@dataclass(frozen=True)
class BarisKelompok:
    """One group and how many people it holds; ``target`` is 0 where none is set."""

    kode: str
    nama: str
    orang: int
    target: int = 0

    @property
    def persen_target(self) -> Decimal | None:
        return persen(self.orang, self.target)


@dataclass(frozen=True)
class BarisBulan:
    """One month and how many people's cover ends with it."""

    bulan: date
    orang: int


@dataclass(frozen=True)
class Angka:
    """All figures of ``bulan`` as they stood on ``pada``, as far as known on ``diketahui``.

    ``lunas`` and ``tenggang`` are the two parts of ``terlindungi``, which the city pays; a month
    that was frozen before they were told apart has no ``lunas``. ``utang_orang`` are worker-months
    of the city's years that had ended; None where nobody counted them yet. ``belum_dikonfirmasi``
    are people whose extension BPJS has not confirmed. Only reports have ``gerakan``.
    """

    bulan: date
    pada: date
    target: int
    terlindungi: int
    lunas: int | None
    tenggang: int
    terlindungi_lain: int
    belum_aktif: int
    nonaktif: int
    di_luar: int
    dibayar_orang: int
    dibayar_rupiah: int
    dibayar_lain_orang: int
    dibayar_lain_rupiah: int
    ditagih_orang: int
    ditagih_rupiah: int
    belum_ditagih_orang: int
    belum_ditagih_rupiah: int
    utang_orang: int | None
    utang_rupiah: int | None
    belum_dikonfirmasi: int | None
    terdaftar_baru: int
    berhenti: int
    per_sumber: tuple[BarisKelompok, ...]
    per_kecamatan: tuple[BarisKelompok, ...]
    per_pekerjaan: tuple[BarisKelompok, ...]
    per_status: tuple[BarisKelompok, ...]
    akan_berakhir: tuple[BarisBulan, ...]
    diketahui: date | None = field(default=None, compare=False)
    gerakan: Gerakan | None = None

    @property
    def seluruh_terlindungi(self) -> int:
        """Whoever pays."""
        return self.terlindungi + self.terlindungi_lain

    @property
    def persen_target(self) -> Decimal | None:
        return persen(self.terlindungi, self.target)

    @property
    def jumlah_berakhir(self) -> int:
        return sum(b.orang for b in self.akan_berakhir)

    @property
    def definisi(self) -> tuple[str, ...]:
        return DEFINISI


def hitung(bulan: date, *, pada: date, diketahui: date | None = None) -> Angka:
    """Count everything for ``bulan`` as it stood on its last day, or on ``pada`` before that.

    A payment or a death counts by its own date, if it was known at ``diketahui``: the end of that
    day, or a moment. Without one, all that is known now counts. For one day and one moment the
    figures are the same for ever, whatever is done later.
    """
    with sebagaimana_diketahui(diketahui):
        return _hitung(bulan, pada, diketahui or pada)


def hitung_laporan(bulan: date, *, pada: date, diketahui: date | None = None) -> Angka:
    """The same with the movement by office, as a report has it."""
    with sebagaimana_diketahui(diketahui):
        angka = _hitung(bulan, pada, diketahui or pada)
        return replace(angka, gerakan=gerakan_bulan(bulan, pada=pada).padat())


def _hitung(bulan: date, pada: date, diketahui: date) -> Angka:
    hari = min(pada, akhir_bulan(bulan))
    target, pindah, utang = target_tahun(bulan.year), perpindahan(bulan, hari), utang_pada(hari)
    tahu = keadaan_lain(SEMUA, hari)
    potret = potret_pada(hari, tahu=tahu)
    ringkas = potret.ringkasan
    return Angka(
        bulan=bulan,
        pada=hari,
        diketahui=hari_dari(diketahui),
        target=sum(orang for jenis, orang in target.items() if jenis in DIBAYAR_KOTA),
        terlindungi=ringkas.terlindungi_kota,
        lunas=ringkas.lunas_kota,
        tenggang=ringkas.tenggang_kota,
        terlindungi_lain=ringkas.terlindungi_lain,
        belum_aktif=ringkas.belum_aktif,
        nonaktif=ringkas.nonaktif,
        di_luar=ringkas.di_luar,
        **iuran_bulan(bulan, hari),
        utang_orang=utang.orang,
        utang_rupiah=utang.rupiah,
        belum_dikonfirmasi=Iuran.objects.filter(bulan=bulan).belum_dikonfirmasi(hari).count(),
        terdaftar_baru=pindah[Status.TERDAFTAR],
        berhenti=pindah[Status.BERHENTI],
        per_sumber=per_sumber(potret, target),
        per_kecamatan=dibayar_kota(potret.per_kecamatan),
        per_pekerjaan=dibayar_kota(potret.per_pekerjaan),
        per_status=per_status(hari),
        akan_berakhir=akan_berakhir(hari),
    )


def hari_dari(saat: date) -> date:
    """The day of a moment, in western Indonesia."""
    return saat.astimezone(WIB).date() if isinstance(saat, datetime) else saat


def dibayar_kota(daftar: Iterable[BarisPotret]) -> tuple[BarisKelompok, ...]:
    """The groups of the headline, the largest first."""
    urut = sorted(daftar, key=lambda b: (-b.kota, b.nama))
    return tuple(BarisKelompok(b.kode, b.nama, b.kota) for b in urut)


def per_sumber(potret: Potret, target: dict[str, int]) -> tuple[BarisKelompok, ...]:
    """Protected people by kind of source beside the year's target for it, where either is."""
    orang: Counter[str] = Counter()
    for kelompok in potret.kelompok:
        if kelompok.cakupan in TERLINDUNGI and kelompok.sumber:
            orang[potret.sumber[kelompok.sumber].jenis] += kelompok.orang
    return tuple(
        BarisKelompok(jenis.value, str(jenis.label), orang[jenis], target.get(jenis, 0))
        for jenis in JenisSumber
        if orang[jenis] or target.get(jenis)
    )


def akan_berakhir(hari: date) -> tuple[BarisBulan, ...]:
    """The number of people whose cover ends with each of the next months."""
    orang = per_bulan(ujung(hari).hitung())
    return tuple(BarisBulan(b, orang[b]) for b in bulan_papan(hari, BULAN_DILIHAT) if orang[b])


def per_status(hari: date) -> tuple[BarisKelompok, ...]:
    """People at each status on ``hari``, in the order of the programme's stages."""
    jumlah = jumlah_tahap(hari)
    return tuple(BarisKelompok(s.value, str(s.label), jumlah[s]) for s in Status)


def ke_json(angka: Angka) -> dict[str, Any]:
    """``angka`` with dates as text, for the JSONField."""
    return dict(json.loads(json.dumps(asdict(angka), cls=DjangoJSONEncoder)))


BELUM_DIPISAH = {
    "lunas": None,
    "belum_aktif": 0,
    "di_luar": 0,
    "dibayar_lain_orang": 0,
    "dibayar_lain_rupiah": 0,
    "utang_orang": None,
    "utang_rupiah": None,
    "belum_dikonfirmasi": None,
}  # figures that a month frozen earlier does not have


def dari_json(isi: dict[str, Any]) -> Angka:
    """The frozen figures of a month, as they were."""
    baris = ("per_sumber", "per_kecamatan", "per_pekerjaan", "per_status")
    khusus = (*baris, "akan_berakhir", "bulan", "pada", "diketahui", "menunggak", "gerakan")
    lain: dict[str, Any] = BELUM_DIPISAH | {k: v for k, v in isi.items() if k not in khusus}
    lain.setdefault("tenggang", isi.get("menunggak", 0))
    lain |= {nama: tuple(BarisKelompok(**b) for b in isi[nama]) for nama in baris}
    return Angka(
        bulan=date.fromisoformat(isi["bulan"]),
        pada=date.fromisoformat(isi["pada"]),
        diketahui=date.fromisoformat(isi.get("diketahui") or isi["pada"]),
        akan_berakhir=tuple(
            BarisBulan(date.fromisoformat(b["bulan"]), b["orang"]) for b in isi["akan_berakhir"]
        ),
        gerakan=gerakan_beku(isi.get("gerakan")),
        **lain,
    )
