"""Rules of a claim: papers, deadline, benefits, and the cover on the day of the event.

Amounts are those of the circular (programme of the Sekda, section on benefits), shown as "sesuai
ketentuan BPJS yang berlaku": BPJS decides. The papers and deadlines are usual practice and are to
be confirmed with the branch. Nothing here reads a clock.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from django.conf import settings
from django.db.models import Q

from iuran.models import Iuran, JenisKlaim, Tagihan
from iuran.perlindungan import (
    KeadaanBulan,
    Perlindungan,
    StatusPerlindungan,
    perlindungan,
)
from peserta.models import JenisPeristiwa, Peserta, Status
from pijar.bulan import awal_bulan, nama_bulan, tanggal_panjang
from pijar.rupiah import rupiah

DASAR = "permenaker-1-2025"
JENIS = {
    JenisPeristiwa.MENINGGAL: JenisKlaim.JKM,
    JenisPeristiwa.KECELAKAAN: JenisKlaim.JKK,
}
MULAI_TERDAFTAR = (Status.DIDAFTARKAN, Status.TERDAFTAR)
SANTUNAN, BERKALA, PEMAKAMAN = 20_000_000, 12_000_000, 10_000_000
JKM_PENUH = SANTUNAN + BERKALA + PEMAKAMAN
JKK_MENINGGAL = 70_000_000
CACAT_SEBULAN, CACAT_BULAN = 500_000, 24
ANGKUTAN = {"darat": 5_000_000, "laut": 2_000_000, "udara": 10_000_000}
BEASISWA, BEASISWA_ANAK, BEASISWA_TAHUN = 174_000_000, 2, 3
BEASISWA_SETAHUN = {
    "TK sampai SD": 1_500_000,
    "SMP": 2_000_000,
    "SMA": 3_000_000,
    "perguruan tinggi": 12_000_000,
}


class Syarat(NamedTuple):
    """A paper the family or the worker brings."""

    kode: str
    nama: str


def _daftar(besaran: Mapping[str, int], awalan: str = "") -> str:
    """``darat paling banyak Rp5.000.000, laut Rp2.000.000``."""
    bagian = [f"{nama} {rupiah(n)}" for nama, n in besaran.items()]
    return ", ".join(bagian).replace(" Rp", f" {awalan}Rp", 1)


SYARAT: dict[str, tuple[Syarat, ...]] = {
    JenisKlaim.JKM: (
        Syarat("formulir", "Formulir pengajuan JKM dari BPJS"),
        Syarat("kartu", "Kartu peserta (KPJ)"),
        Syarat("akta_kematian", "Akta kematian atau surat kematian"),
        Syarat("ktp", "KTP peserta dan ahli waris"),
        Syarat("kk", "Kartu keluarga"),
        Syarat("ahli_waris", "Surat keterangan ahli waris dari kelurahan"),
        Syarat("rekening", "Buku rekening ahli waris"),
    ),
    JenisKlaim.JKK: (
        Syarat("tahap_1", "Laporan kecelakaan tahap I"),
        Syarat("kronologi", "Kronologi kejadian dan saksi"),
        Syarat("kartu", "Kartu peserta (KPJ)"),
        Syarat("ktp", "KTP peserta"),
        Syarat("dokter", "Surat keterangan dokter atau resume medis"),
        Syarat("kuitansi", "Kuitansi pengobatan dan angkutan, bila membayar sendiri"),
        Syarat("tahap_2", "Laporan kecelakaan tahap II setelah perawatan selesai"),
    ),
}
MANFAAT: dict[str, tuple[str, ...]] = {
    JenisKlaim.JKM: (
        f"Santunan kematian {rupiah(SANTUNAN)}, santunan berkala {rupiah(BERKALA)} dan biaya "
        f"pemakaman {rupiah(PEMAKAMAN)}: seluruhnya {rupiah(JKM_PENUH)}.",
        f"Beasiswa untuk paling banyak {BEASISWA_ANAK} anak, seluruhnya paling banyak "
        f"{rupiah(BEASISWA)}, bila masa kepesertaan sedikitnya {BEASISWA_TAHUN} tahun.",
        f"Bila meninggal karena kecelakaan kerja, manfaatnya JKK: {rupiah(JKK_MENINGGAL)} dan "
        "beasiswa tanpa masa tunggu. Catat juga kecelakaan kerjanya.",
    ),
    JenisKlaim.JKK: (
        "Pengobatan tanpa batas biaya di kelas I, sesuai kebutuhan medis.",
        f"Angkutan {_daftar(ANGKUTAN, 'paling banyak ')}.",
        "Sementara tidak mampu bekerja: 100 % upah dasar selama 12 bulan, lalu 50 % sampai sembuh.",
        "Cacat atau cacat total tetap: sesuai tabel BPJS.",
        f"Meninggal karena kecelakaan kerja: {rupiah(JKK_MENINGGAL)} dan beasiswa tanpa masa "
        "tunggu.",
    ),
}


def manfaat_jkk() -> list[tuple[str, str]]:
    """The benefits of an accident at work, each with its amount, in words for people at home."""
    return [
        ("Berobat dan dirawat sampai sembuh", "ditanggung, tanpa batas biaya, kelas I"),
        ("Angkutan ke rumah sakit", _daftar(ANGKUTAN, "paling banyak ")),
        ("Tidak dapat bekerja sementara", "100 % upah dasar 12 bulan, lalu 50 % sampai sembuh"),
        (
            "Cacat",
            f"sesuai tabel BPJS; cacat total tetap juga {rupiah(CACAT_SEBULAN)} sebulan selama "
            f"{CACAT_BULAN} bulan",
        ),
        ("Meninggal karena kecelakaan kerja", f"{rupiah(JKK_MENINGGAL)} dan beasiswa anak"),
    ]


def manfaat_jkm() -> list[tuple[str, str]]:
    """The same of a death for another cause, with what is paid in the first months."""
    lama = settings.JKM_PENUH_SETELAH_BULAN
    return [
        ("Santunan keluarga, seluruhnya", rupiah(JKM_PENUH)),
        (
            "yaitu",
            f"santunan kematian {rupiah(SANTUNAN)}, santunan berkala {rupiah(BERKALA)}, biaya "
            f"pemakaman {rupiah(PEMAKAMAN)}",
        ),
        (f"Belum lewat {lama} bulan menjadi peserta", f"biaya pemakaman {rupiah(PEMAKAMAN)}"),
        (
            f"Beasiswa, paling banyak {BEASISWA_ANAK} anak, setelah {BEASISWA_TAHUN} tahun",
            f"setahun: {_daftar(BEASISWA_SETAHUN)}; seluruhnya paling banyak {rupiah(BEASISWA)}",
        ),
    ]


def jenis_klaim(peserta: Peserta, jenis: str) -> JenisKlaim | None:
    """The claim that the event opens; None for other events and for people never at BPJS."""
    klaim = JENIS.get(JenisPeristiwa(jenis))
    if klaim is None:
        return None
    if peserta.kpj or peserta.status in MULAI_TERDAFTAR:
        return klaim
    dilebur = Peserta.objects.filter(Q(pk=peserta.pk) | Q(digabung_ke=peserta))
    return klaim if dilebur.filter(~Q(kpj="") | Q(daftar_iuran__isnull=False)).exists() else None


def batas_klaim(jenis: str, tanggal: date) -> date:
    """The last day to report: an accident within 2×24 hours; a death within our own limit."""
    return tanggal + timedelta(days=settings.KLAIM_BATAS_HARI[jenis])


class Pertanggungan(NamedTuple):
    """Whether the person was insured on the event's day, and why not; the months paid by then.

    ``tagihan`` are the bills that still wait for their payment and hold up the claim. This is our
    record of BPJS's cover, not the city's right to pay: BPJS decides.
    """

    lindung: Perlindungan
    dijamin: bool
    sebab: str
    lunas: list[date]
    santunan: str
    tagihan: list[Tagihan]


def pertanggungan(peserta: Peserta, tanggal: date, jenis: str) -> Pertanggungan:
    """The cover on ``tanggal`` by the ledger of the person or of a row merged into them.

    Two queries find the merged rows and the unpaid bills; :func:`perlindungan` runs for each row.
    """
    dilebur = list(Peserta.objects.filter(digabung_ke=peserta).order_by("pk"))
    semua = [perlindungan(p, tanggal) for p in (peserta, *dilebur)]
    lindung = max(semua, key=lambda p: (p.dijamin, p.berakhir or date.min))
    return Pertanggungan(
        lindung,
        lindung.dijamin,
        "" if lindung.dijamin else sebab_tidak(lindung),
        sorted({b.bulan for p in semua for b in p.bulan if b.keadaan == KeadaanBulan.LUNAS}),
        santunan_jkm(lindung) if lindung.dijamin and jenis == JenisKlaim.JKM else "",
        tagihan_menahan([peserta, *dilebur], tanggal),
    )


def tagihan_menahan(orang: Sequence[Peserta], tanggal: date) -> list[Tagihan]:
    """Unpaid bills with a month of one of ``orang`` up to ``tanggal``, the oldest first."""
    belum = Iuran.objects.hidup().filter(
        peserta__in=orang, bulan__lte=tanggal, tagihan__isnull=False, pembayaran=None
    )
    daftar = Tagihan.objects.filter(pk__in=belum.order_by().values("tagihan"))
    return list(daftar.order_by("bulan", "pk"))


def sebab_tidak(lindung: Perlindungan) -> str:
    """Why the person was not covered that day, in words for the family."""
    if kalimat := _gugur(lindung):
        return kalimat
    if lindung.status == StatusPerlindungan.NONAKTIF:
        return "Tiga bulan berturut-turut sebelumnya belum dibayar, jadi kepesertaannya nonaktif."
    if lindung.status == StatusPerlindungan.BELUM_AKTIF:
        return "Iuran pertamanya belum tercatat dibayar, jadi perlindungannya belum aktif."
    if lindung.status == StatusPerlindungan.BELUM_MULAI and lindung.mulai:
        return f"Perlindungannya baru mulai {nama_bulan(lindung.mulai)}."
    if lindung.status == StatusPerlindungan.BERAKHIR and lindung.berakhir:
        return f"Bulan terakhir yang ditanggung adalah {nama_bulan(lindung.berakhir)}."
    if lindung.status == StatusPerlindungan.JEDA:
        return f"Bulan {nama_bulan(lindung.pada)} tidak ditanggung siapa pun dalam program ini."
    return "Belum pernah ada bulan yang ditanggung program ini."


def _gugur(lindung: Perlindungan) -> str:
    """The sentence when BPJS did not accept the month of that day, though a bill asks for it."""
    bulan = awal_bulan(lindung.pada)
    if KeadaanBulan.GUGUR not in {b.keadaan for b in lindung.bulan if b.bulan == bulan}:
        return ""
    return (
        f"BPJS tidak menerima {nama_bulan(bulan)} menurut jawabannya, walaupun sudah ditagih. "
        "Tanyakan ke cabang."
    )


def santunan_jkm(lindung: Perlindungan) -> str:
    """Full JKM, or only the funeral until enough months are paid (to be confirmed with BPJS)."""
    penuh = lindung.jkm_penuh_sejak
    if penuh and penuh <= awal_bulan(lindung.pada):
        sejak = f", peserta sejak {nama_bulan(lindung.sejak)}" if lindung.sejak else ""
        return f"JKM penuh ({rupiah(JKM_PENUH)}), karena penuh sejak {nama_bulan(penuh)}{sejak}."
    return (
        f"Hanya biaya pemakaman ({rupiah(PEMAKAMAN)}): pada {tanggal_panjang(lindung.pada)} belum "
        f"lewat {settings.JKM_PENUH_SETELAH_BULAN} bulan yang lunas."
    )
