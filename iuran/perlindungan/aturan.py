"""The rule of cover on a date, written once over two kinds of truth: SQL text and booleans.

- A month is *paid on D* when it was paid on D or earlier (``bayar``); a live month that is not is
  owed.
- *Due day*: an owed month is in arrears only after it. It is the date of the kode iuran of the
  month's bill, else the day of the setting (:func:`jatuh_tempo`).
- *Belum aktif*: nothing was paid in this membership (the first payment completes the enrolment).
- *Nonaktif*: three months in a row were unpaid when the third of them ended; a month that was paid
  too late brings nobody back (PP 44/2015). Coming back (*pengaktifan kembali*) is a later month
  that is paid; it wipes out the months before it.
- *Tenggang*: one to three months in arrears, and the cover goes on. Else *lunas*.
- From the month after a death nobody is covered; who left the programme may still be insured. A
  month that BPJS did not accept in the end covers nobody, paid or not.

Months without a live row owe nothing. Nothing here reads a clock.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Generic, Protocol, TypeVar

from django.conf import settings
from django.db.models import TextChoices

from pijar.bulan import akhir_bulan, awal_bulan, tambah_bulan
from pijar.nada import Bernada, Nada

BULAN_NONAKTIF = 3  # unpaid months in a row after which BPJS ends the cover
T = TypeVar("T")
JANGKAUAN = 15  # months before D's month that the rule may look at


class Cakupan(Bernada):
    """The state of one person's cover on one date; empty for who has none."""

    BELUM_AKTIF = "belum_aktif", Nada.PROSES, "Belum aktif"
    LUNAS = "lunas", Nada.BAIK, "Lunas"
    TENGGANG = "tenggang", Nada.PERHATIAN, "Tenggang"
    NONAKTIF = "nonaktif", Nada.BURUK, "Nonaktif"
    DI_LUAR = "di_luar", Nada.NETRAL, "Masih dijamin, sudah keluar program"


TANPA = ""
TERLINDUNGI = (Cakupan.LUNAS, Cakupan.TENGGANG)
DIJAMIN = (*TERLINDUNGI, Cakupan.DI_LUAR)


class PilihanCakupan(TextChoices):
    """Choices of the list's filter: covered, one of the states, or not covered."""

    TERLINDUNGI = "terlindungi", "Terlindungi"
    LUNAS = "lunas", "Terlindungi, iuran lunas"
    TENGGANG = "tenggang", "Terlindungi, tenggang"
    DI_LUAR = "di_luar", "Masih dijamin, sudah keluar program"
    BELUM_AKTIF = "belum_aktif", "Belum aktif"
    NONAKTIF = "nonaktif", "Nonaktif"
    TANPA = "tanpa", "Tanpa perlindungan"


ARTI: dict[str, tuple[str, ...]] = {
    PilihanCakupan.TERLINDUNGI: TERLINDUNGI,
    PilihanCakupan.LUNAS: (Cakupan.LUNAS,),
    PilihanCakupan.TENGGANG: (Cakupan.TENGGANG,),
    PilihanCakupan.DI_LUAR: (Cakupan.DI_LUAR,),
    PilihanCakupan.BELUM_AKTIF: (Cakupan.BELUM_AKTIF,),
    PilihanCakupan.NONAKTIF: (Cakupan.NONAKTIF,),
    PilihanCakupan.TANPA: (TANPA, Cakupan.BELUM_AKTIF, Cakupan.NONAKTIF),
}
"""The states that each choice holds."""


def jatuh_tempo(bulan: date) -> date:
    """The last day on which ``bulan`` is paid in time: a day of the month after it.

    To be confirmed with the branch. Where the bill's kode iuran has a date, that one counts.
    """
    berikut = tambah_bulan(bulan, 1)
    terakhir = monthrange(berikut.year, berikut.month)[1]
    return berikut.replace(day=min(settings.IURAN_JATUH_TEMPO_HARI, terakhir))


def batas_nonaktif(bulan: date) -> date:
    """The last day on which a payment of ``bulan``, the third unpaid one, still saves the cover."""
    if settings.NONAKTIF_MENURUT == "jatuh_tempo":
        return jatuh_tempo(bulan)
    return akhir_bulan(bulan)


class Buku(Protocol[T]):
    """What the rule asks of one person's ledger; ``n`` counts months back from D's month."""

    def ada(self, n: int) -> T: ...

    def utang(self, n: int, hari: date) -> T:
        """A live month that was not paid on ``hari``."""

    def lunas(self, n: int, hari: date) -> T:
        """A live month that was paid on ``hari``."""

    def dini(self, n: int) -> T:
        """The month's kode iuran has a due day of its own, which is over on D."""

    def longgar(self, n: int) -> T:
        """The month's kode iuran has a due day of its own, which is not over on D."""

    def tiga(self, n: int, hari: date) -> T:
        """Three months, ``n`` the newest of them, that were all unpaid on ``hari``."""

    def pernah(self, n: int | None) -> T:
        """Any month from ``n`` on, or any at all, was paid on D, also before this system."""

    def meninggal(self) -> T: ...

    def gugur(self) -> T:
        """D's month is in a bill, but BPJS did not accept it in the end."""

    def keluar(self) -> T: ...

    def sekali(self, tanya: Callable[[Buku[T]], T]) -> T:
        """The answer to ``tanya`` over one reading of all months, for what is rarely asked."""

    def dan(self, *syarat: T) -> T: ...

    def atau(self, *syarat: T) -> T: ...

    def bukan(self, syarat: T) -> T: ...


@dataclass(frozen=True)
class Aturan(Generic[T]):
    """The rule on D = ``pada`` for one ledger."""

    buku: Buku[T]
    pada: date

    @property
    def lewat(self) -> int:
        """How many months back the newest month lies whose due day by the setting is over."""
        bulan = awal_bulan(self.pada)
        return next(n for n in range(3) if self.pada > jatuh_tempo(tambah_bulan(bulan, -n)))

    @property
    def ketiga(self) -> int:
        """How many months back the newest month lies that may be a third unpaid one."""
        bulan = awal_bulan(self.pada)
        return next(n for n in range(3) if self.pada > batas_nonaktif(tambah_bulan(bulan, -n)))

    def tiga(self, n: int) -> T:
        """Month ``n`` and the two before it were unpaid when ``n``'s time was over."""
        return self.buku.tiga(n, batas_nonaktif(tambah_bulan(awal_bulan(self.pada), -n)))

    def kembali(self, n: int) -> T:
        """Month ``n`` is paid and follows three unpaid ones, or these and unpaid months after."""
        return self.buku.dan(
            self.buku.lunas(n, self.pada),
            self.buku.sekali(lambda b: self._atas(b).henti_sebelum(n)),
        )

    def henti_sebelum(self, n: int) -> T:
        """The months before ``n`` had stopped the cover, and no return came among them."""
        buku = self.buku
        henti = []
        for i, tiga in self._henti(n):
            pulih = (buku.dan(buku.lunas(k, self.pada), self.tiga(k + 1)) for k in range(i, i + 2))
            henti.append(buku.dan(tiga, buku.bukan(buku.atau(*pulih))))
        return buku.atau(*henti)

    def _henti(self, n: int) -> Iterator[tuple[int, T]]:
        """Three unpaid months before ``n``, the newest first, and only unpaid ones after them."""
        awal = max(n + 1, self.ketiga)
        for i in range(awal, awal + BULAN_NONAKTIF):
            sesudah = (self.buku.utang(k, self.pada) for k in range(awal, i))
            yield i, self.buku.dan(self.tiga(i), *sesudah)

    def terhenti(self) -> T:
        """Three months were unpaid, and none of these or of the later ones brought them back."""
        mungkin = self.buku.atau(*(henti for _, henti in self._henti(-1)))
        return self.buku.dan(mungkin, self.buku.sekali(lambda b: self._atas(b).belum_kembali()))

    def belum_kembali(self) -> T:
        """The whole condition of a stop: :meth:`_henti`, and no month that brought back since."""
        buku = self.buku
        lunas = [buku.bukan(buku.lunas(i, self.pada)) for i in range(self.ketiga)]
        pilihan = []
        for n, henti in self._henti(-1):
            kembali = (self.kembali(n + i) for i in range(BULAN_NONAKTIF - 1))
            pilihan.append(buku.dan(henti, *lunas, buku.bukan(buku.atau(*kembali))))
        return buku.atau(*pilihan)

    def _atas(self, buku: Buku[T]) -> Aturan[T]:
        return Aturan(buku, self.pada)

    def nonaktif(self) -> T:
        return self.buku.dan(self.terhenti(), self.buku.pernah(None))

    @property
    def jendela(self) -> int:
        """How many months back the oldest month lies that, if paid, keeps the cover alive."""
        return self.ketiga + BULAN_NONAKTIF - 1

    def belum_aktif(self) -> T:
        """A live month, and nothing paid in the last months, as many as a lapse needs."""
        buku = self.buku
        lunas = (buku.lunas(n, self.pada) for n in range(self.jendela + 1))
        return buku.dan(*map(buku.bukan, lunas), buku.bukan(buku.pernah(self.jendela)))

    def tunggakan(self) -> list[T]:
        """Of each month that can be: whether it is owed and past its due day.

        These are the three newest ones past the day of the setting, and those after them, whose
        kode iuran may fall due earlier. Of a longer arrears three months count.
        """
        buku, baku = self.buku, self.lewat
        hasil = []
        for n in range(baku + BULAN_NONAKTIF):
            lewat = buku.dini(n) if n < baku else buku.bukan(buku.longgar(n))
            kembali = buku.atau(*(self.kembali(i) for i in range(n)))
            hasil.append(buku.dan(buku.utang(n, self.pada), lewat, buku.bukan(kembali)))
        return hasil

    def urutan(self) -> Iterator[tuple[str, T]]:
        """The states and when each holds; the first that does is the person's, else LUNAS."""
        buku = self.buku
        yield TANPA, buku.meninggal()
        yield TANPA, buku.gugur()
        yield Cakupan.NONAKTIF, self.nonaktif()
        yield TANPA, buku.bukan(buku.ada(0))
        yield TANPA, buku.dan(self.belum_aktif(), buku.keluar())
        yield Cakupan.BELUM_AKTIF, self.belum_aktif()
        yield Cakupan.DI_LUAR, buku.keluar()
        yield Cakupan.TENGGANG, buku.atau(*self.tunggakan())
