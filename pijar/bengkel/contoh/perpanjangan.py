"""People whose cover ends with the year: prepared, half of them attested to, some decided."""

from datetime import date, datetime, time
from uuid import uuid4

from iuran.models import SumberDana
from peserta.models import Peserta
from pijar.bulan import WIB, tanggal_panjang
from pijar.models import Pengguna
from verifikasi.actions.kembali import Kepala
from verifikasi.actions.pernyataan import IsiPernyataan, catat_banyak, catat_pernyataan
from verifikasi.actions.perpanjangan import batalkan_perpanjangan, keluarkan, siapkan
from verifikasi.actions.putus_perpanjangan import setujui_lanjut, tolak_lanjut
from verifikasi.actions.sk_perpanjangan import susun_sk
from verifikasi.models import Perpanjangan
from verifikasi.vonis import RencanaLanjut, Saringan, kandidat

PALING_BANYAK = 60  # people; a sample is looked at, not counted


def isi_perpanjangan(*, pada: date) -> None:
    """One extension of a part of the city in every state; nothing where nobody's cover ends."""
    orang = {p.username: p for p in Pengguna.objects.all()}
    desember = date(pada.year, 12, 1)
    sumber = SumberDana.objects.filter(tahun=pada.year + 1, jenis="apbd", aktif=True).first()
    habis = kandidat(Saringan(bulan=desember), oleh=orang["admin"])
    pks = tuple(habis.order_by("pk").values_list("pk", flat=True)[:PALING_BANYAK])
    if sumber is None or len(pks) < 10:
        return
    rencana = RencanaLanjut(sumber, date(pada.year + 1, 1, 1), 12)
    batal, perpanjangan = (
        siapkan(rencana, Saringan(orang=siapa), kunci=uuid4(), oleh=orang["admin"], pada=pada)
        for siapa in (pks[:2], pks[2:])
    )
    batalkan_perpanjangan(batal, alasan="Salah sumber dana")
    nyatakan(pks[2:], orang["petugas"], pada)
    putuskan(perpanjangan, orang, pada)


def nyatakan(pks: tuple[int, ...], petugas: Pengguna, pada: date) -> None:
    """Half of them work; one of them is ill. The others are still to be asked."""
    isi = IsiPernyataan(pada, "rt", "Slamet Riyadi")
    catat_banyak(pks[: len(pks) // 2], isi, oleh=petugas, pada=pada)
    sakit = Peserta.objects.terdaftar().filter(pk__in=pks[len(pks) // 2 :]).order_by("pk").first()
    if sakit:
        isi = isi._replace(sakit=True, catatan="Stroke, dirawat di rumah")
        catat_pernyataan(sakit, isi, oleh=petugas, pada=pada)


def putuskan(perpanjangan: Perpanjangan, orang: dict[str, Pengguna], pada: date) -> None:
    """Most are approved and drafted, one is refused, one was taken out, a few wait."""
    jam = datetime.combine(pada, time(9), WIB)
    siap = list(
        perpanjangan.daftar_baris.dapat_diputus().order_by("pk").values_list("pk", flat=True)
    )
    if len(siap) < 4:
        return
    baris = perpanjangan.daftar_baris
    verifikator = orang["verifikator"]
    dasar = f"Pernyataan ketua RT, {tanggal_panjang(pada)}"
    tolak_lanjut(
        perpanjangan,
        baris.filter(pk=siap[0]),
        alasan="Usahanya sudah pindah ke luar kota",
        oleh=verifikator,
        pada=jam,
    )
    keluarkan(
        perpanjangan, baris.filter(pk=siap[1]), alasan="Diminta keluarganya", oleh=orang["admin"]
    )
    setujui_lanjut(
        perpanjangan,
        baris.filter(pk__in=siap[3:]),
        dasar=dasar,
        oleh=verifikator,
        pada=jam,
        hari=pada,
    )
    kepala = Kepala(f"560/008/{pada.year}", pada, "Perpanjangan peserta")
    susun_sk(perpanjangan, kepala, oleh=orang["admin"], pada=pada)
