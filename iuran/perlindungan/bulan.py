"""One month of one person: its state in the ledger, and the words and box that show it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices

from iuran.models import Iuran
from iuran.perlindungan.aturan import jatuh_tempo
from iuran.perlindungan.bayar import dibayar_pada


class KeadaanBulan(TextChoices):
    LUNAS = "lunas", "Lunas"
    DITAGIH = "ditagih", "Ditagih"
    BELUM = "belum", "Belum ditagih"
    MATI = "mati", "Dibatalkan"
    GUGUR = "gugur", "Tidak diterima BPJS"
    KOSONG = "kosong", "Tidak ditanggung"


@dataclass(frozen=True)
class Bulan:
    """One month of one person; ``iuran`` is its ledger row, None where there is none."""

    bulan: date
    keadaan: KeadaanBulan
    iuran: Iuran | None
    akan_datang: bool

    @property
    def hidup(self) -> bool:
        """Whether the month is ours and BPJS accepts it."""
        return bool(self.iuran and self.iuran.hidup) and self.keadaan != KeadaanBulan.GUGUR

    def dibayar(self, hari: date) -> bool:
        """Whether the month was paid on ``hari``."""
        dibayar = dibayar_pada(self.iuran) if self.iuran and self.hidup else None
        return dibayar is not None and dibayar <= hari

    @property
    def singkat(self) -> str:
        """One short word for a small box."""
        if self.keadaan == KeadaanBulan.BELUM:
            return "Nanti" if self.akan_datang else "Belum"
        kata = {
            KeadaanBulan.MATI: "Batal",
            KeadaanBulan.KOSONG: "Jeda",
            KeadaanBulan.GUGUR: "Ditolak",
        }
        return kata.get(self.keadaan, self.keadaan.label)

    @property
    def gambar(self) -> str:
        """The class of the box (see ``.bulan`` in pijar.css)."""
        if self.keadaan in (KeadaanBulan.MATI, KeadaanBulan.KOSONG, KeadaanBulan.GUGUR):
            return "tidak-ada"
        return "mendatang" if self.singkat == "Nanti" else self.keadaan.value

    @property
    def tempo(self) -> date:
        """The day until which an unpaid month is no arrears: the kode iuran's, or the usual one."""
        tagihan = self.iuran.tagihan if self.iuran else None
        return (tagihan and tagihan.kode_iuran_tempo) or jatuh_tempo(self.bulan)

    @property
    def keterangan(self) -> str:
        """The proof of the state: the SP2D, the bill and its due day, or the reason."""
        if self.iuran is None:
            return ""
        if self.keadaan == KeadaanBulan.LUNAS and self.iuran.pembayaran:
            return str(self.iuran.pembayaran)
        if self.keadaan == KeadaanBulan.GUGUR:
            bukti = self.iuran.pembayaran or f"tagihan {self.iuran.tagihan}"
            return f"BPJS tidak menerima bulan ini; sudah di {bukti}"
        if self.keadaan == KeadaanBulan.DITAGIH and self.iuran.tagihan:
            return f"Tagihan {self.iuran.tagihan.nomor}, jatuh tempo {self.tempo:%d-%m-%Y}"
        return self.iuran.alasan_mati
