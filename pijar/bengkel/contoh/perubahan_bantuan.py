"""Changes of grants: a shortening and a move confirmed, others waiting, in draft, going back."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time

from iuran.models import Bantuan, JenisPerubahanBantuan, PerubahanBantuan, SumberDana
from iuran.perubahan_bantuan import Rencana, kembalikan_perubahan, susun_perubahan
from iuran.perubahan_bantuan.actions.putus import konfirmasi_perubahan
from iuran.perubahan_bantuan.actions.susun import usulkan_perubahan
from iuran.perubahan_bantuan.akibat import akibat, isi_perubahan
from pijar.bulan import WIB, tambah_bulan
from pijar.errors import AturanDilanggarError
from pijar.models import Pengguna
from pijar.sidik import sidik

J = JenisPerubahanBantuan
ORANG = 2  # of each change
DARI, KE = "APBD", "DBHCHT"
ALASAN = {J.PENDEKKAN: "Anggaran bulan terakhir dialihkan", J.PINDAH: "Pekerja sektor tembakau"}


def isi_perubahan_bantuan(*, pada: date) -> None:
    """Every step is the one that an admin takes; nothing where no later month is open."""
    admin, admin2 = (Pengguna.objects.get(username=u) for u in ("admin", "admin2"))
    mulai = tambah_bulan(pada, 1)
    orang = list(
        Bantuan.objects.filter(
            status="berjalan", sumber__kode=DARI, sumber__tahun=mulai.year,
            bulan_akhir__gte=mulai, peserta__status="terdaftar",
            daftar_iuran__bulan=mulai, daftar_iuran__tagihan=None, daftar_iuran__hidup=True,
        ).order_by("-pk").values_list("peserta", flat=True)[: 5 * ORANG]
    )  # fmt: skip
    bagian = [orang[n : n + ORANG] for n in range(0, len(orang), ORANG)]
    saat = datetime.combine(pada, time(8), WIB)
    hasil = []
    for n, draf in _draf(bagian, mulai, oleh=admin, pada=pada):
        hasil.append(draf)
        if n < 4 and _usulkan(draf, admin) and n < 2:
            cap = _segel(draf)
            konfirmasi_perubahan(draf, dilihat=cap, oleh=admin2, pada=saat)
    if hasil and (lama := PerubahanBantuan.objects.filter(status="dikonfirmasi").first()):
        kembali = _rencana(J.KEMBALIKAN, mulai, pada, 9)
        _usulkan(kembalikan_perubahan(lama, kembali, oleh=admin2, pada=pada), admin2)


def _draf(
    bagian: list[list[int]], mulai: date, *, oleh: Pengguna, pada: date
) -> Iterator[tuple[int, PerubahanBantuan]]:
    """A shortening or a move for each group of people, but for one of whom nobody can go along."""
    for n, satu in enumerate(bagian):
        jenis = J.PINDAH if n % 2 else J.PENDEKKAN
        with suppress(AturanDilanggarError):
            yield n, susun_perubahan(satu, _rencana(jenis, mulai, pada, n), oleh=oleh, pada=pada)


def _rencana(jenis: J, mulai: date, pada: date, n: int) -> Rencana:
    sumber = SumberDana.objects.filter(kode=KE, tahun=mulai.year).first()
    return Rencana(
        jenis, mulai, f"900/{310 + n}", pada, ALASAN.get(jenis, "Surat sebelumnya keliru"),
        sumber=sumber if jenis == J.PINDAH else None,
    )  # fmt: skip


def _segel(satu: PerubahanBantuan) -> str:
    kini = PerubahanBantuan.objects.get(pk=satu.pk)
    return sidik(isi_perubahan(kini, akibat(kini)))


def _usulkan(satu: PerubahanBantuan, oleh: Pengguna) -> bool:
    """Propose it where somebody can go along and the money suffices; else it stays a draft."""
    if akibat(satu).halangan:
        return False
    usulkan_perubahan(satu, dilihat=_segel(satu), oleh=oleh)
    return True
