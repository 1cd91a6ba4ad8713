"""An extension step by step: prepared, attested to, approved, drafted as a decree."""

from collections.abc import Sequence
from datetime import date, datetime, time
from uuid import uuid4

from peserta.models import Peserta
from pijar.bulan import WIB
from pijar.models import Pengguna
from tests.factories import PenggunaFactory, sumber, terdaftar
from verifikasi.actions.kembali import Kepala
from verifikasi.actions.pernyataan import IsiPernyataan, catat_banyak
from verifikasi.actions.perpanjangan import siapkan
from verifikasi.actions.putus_perpanjangan import setujui_lanjut
from verifikasi.actions.sk_perpanjangan import susun_sk
from verifikasi.models import BarisPerpanjangan, Penetapan, Perpanjangan
from verifikasi.vonis import RencanaLanjut, Saringan

JULI = date(2026, 7, 1)
JUNI = date(2026, 6, 1)
PADA = date(2026, 6, 10)
DASAR = "Pernyataan ketua RT, Juni 2026"
KEPALA = Kepala("463/2/2026", PADA)


def berakhir_juni(**peserta: object) -> Peserta:
    """Somebody enrolled whose six months end in June."""
    return terdaftar(date(2026, 1, 1), 6, **peserta).peserta


def rencana_juli(**lain: object) -> RencanaLanjut:
    """Six months of APBD 2026 from July."""
    isi = {"sumber": sumber("APBD"), "bulan_awal": JULI, "jumlah_bulan": 6}
    return RencanaLanjut(**isi | lain)


def siapkan_juli(
    oleh: Pengguna, saringan: Saringan | None = None, pada: date = PADA, **lain: object
) -> Perpanjangan:
    """Everybody whose cover ends in June, or whom ``saringan`` names."""
    semua = saringan or Saringan(bulan=JUNI)
    return siapkan(rencana_juli(**lain), semua, kunci=uuid4(), oleh=oleh, pada=pada)


def nyatakan(*orang: Peserta, oleh: Pengguna | None = None, pada: date = PADA) -> None:
    """The head of the RT says that they work and are not ill."""
    isi = IsiPernyataan(pada, "rt", "Pak Slamet")
    catat_banyak([o.pk for o in orang], isi, oleh=oleh or PenggunaFactory(), pada=pada)


def setujui(
    perpanjangan: Perpanjangan,
    *orang: Peserta,
    oleh: Pengguna | None = None,
    pada: date = PADA,
    dasar: str = DASAR,
) -> object:
    """A verifier approves these people, or everybody."""
    baris = perpanjangan.daftar_baris.all()
    if orang:
        baris = baris.filter(peserta__in=orang)
    jam = datetime.combine(pada, time(9), WIB)
    oleh = oleh or PenggunaFactory()
    return setujui_lanjut(perpanjangan, baris, dasar=dasar, oleh=oleh, pada=jam, hari=pada)


def draf_lanjut(
    orang: Sequence[Peserta],
    kepala: Kepala = KEPALA,
    *,
    oleh: Pengguna,
    alasan_celah: str = "",
    pada: date | None = None,
    **rencana: object,
) -> Penetapan:
    """The draft of a decree that extends these people, all steps before it taken."""
    kini = pada or kepala.tanggal
    pilihan = Saringan(orang=tuple(o.pk for o in orang))
    perpanjangan = siapkan_juli(oleh, pilihan, kini, **rencana)
    nyatakan(*orang, pada=kini)
    setujui(perpanjangan, pada=kini)
    return susun_sk(perpanjangan, kepala, alasan_celah=alasan_celah, oleh=oleh, pada=kini).penetapan


def vonis(perpanjangan: Perpanjangan) -> dict[str, str]:
    """The reason of each line, by the person's name."""
    return dict(perpanjangan.daftar_baris.values_list("peserta__nama", "sebab"))


def baris_dari(orang: Peserta) -> BarisPerpanjangan:
    return BarisPerpanjangan.objects.get(peserta=orang)
