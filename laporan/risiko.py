"""What is about to go wrong, for who decides: at most five risks, those of most people first.

Each is counted where officers find it too: the board of who loses cover, the due days, the closing
of a budget year, BPJS's lists. The city's rupiah and others' never stand in one risk.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from iuran.buku import Lewat, UtangSumber
from iuran.daftar import Tebing, kata_sk, papan_kota
from iuran.models import KeadaanPagu
from iuran.perlindungan import BULAN_DILIHAT, BULAN_NONAKTIF, batas_nonaktif, bulan_papan, per_bulan
from iuran.rekonsiliasi import peringatan as peringatan_bpjs
from laporan.anggaran import kekurangan, lewat_menurut_tempo, utang_menutup
from peserta.models import Peserta
from pijar.bulan import nama_bulan, tambah_bulan, tanggal_panjang
from pijar.rupiah import ribuan, rupiah

PALING_BANYAK = 5
DISNAKER = "Dinas Tenaga Kerja"
CARA = (
    "Paling banyak lima risiko; yang menyangkut orang terbanyak berdiri paling atas, lalu yang "
    "tanggalnya terdekat. Selisih dengan daftar BPJS disebut sesudahnya. Uang kota dan uang pihak "
    "lain tidak pernah dijumlahkan.",
    "Habisnya perlindungan dilihat tiga bulan ke depan; biayanya dihitung dengan tarif yang "
    "berlaku, dua belas bulan. Yang lewat jatuh tempo dan yang belum dibayar dihitung dari buku "
    "iuran: orang-bulan, jadi seorang dapat terhitung untuk beberapa bulan.",
    "Keadaan hari yang sudah lewat disebut sebagaimana diketahui pada hari itu; selisih dengan "
    "daftar BPJS hanya disebut untuk hari ini.",
)


@dataclass(frozen=True)
class Risiko:
    """One sentence, the day on which it strikes, people, rupiah, who must act.

    ``angka`` names the figure that opens it (``laporan.ukuran``). ``orang`` are counted in
    ``satuan``. ``pokok``: what it is about, where kind and day do not tell it.
    """

    kode: str
    kalimat: str
    tanggal: date | None
    orang: int
    rupiah: int | None
    oleh: str
    angka: str
    satuan: str = "orang"
    pokok: str = ""

    @property
    def kunci(self) -> str:
        """The same risk a month later has the same one."""
        return f"{self.kode} {self.tanggal or ''} {self.pokok}".strip()


def daftar_risiko(pada: date, *, hari_ini: date) -> tuple[Risiko, ...]:
    """The worst risks on ``pada``."""
    return semua_risiko(pada, hari_ini=hari_ini)[:PALING_BANYAK]


def semua_risiko(pada: date, *, hari_ini: date) -> tuple[Risiko, ...]:
    """Every risk on ``pada``, the worst first."""
    utang = utang_menutup(pada)
    lewat = lewat_menurut_tempo(pada, kecuali=utang)
    semua = [
        *_habis(pada),
        *(_lewat(tempo, daftar, kota=kota) for (tempo, kota), daftar in lewat.items()),
        *map(_tahun_tutup, utang.values()),
    ]
    semua += _defisit()
    if pada == hari_ini:
        semua += _bpjs(pada)
    return tuple(sorted(semua, key=_urutan))


def _urutan(r: Risiko) -> tuple[bool, int, date, int]:
    """Differences in lists come last: nobody loses cover by them alone."""
    return (r.kode == "bpjs", -r.orang, r.tanggal or date.max, -(r.rupiah or 0))


def _habis(pada: date) -> Iterator[Risiko]:
    """Whom the city protects and nobody pays after one of the next months."""
    papan = papan_kota(pada)
    orang = per_bulan(papan.baris)
    semua = Peserta.objects.all()
    for bulan in bulan_papan(pada, BULAN_DILIHAT):
        if orang[bulan]:
            sisa = sum(n for akhir, n in orang.items() if akhir > bulan)
            yield _satu_habis(papan.tebing(bulan, semua, pagu=True), sisa, pada)


def _satu_habis(t: Tebing, sisa: int, pada: date) -> Risiko:
    mulai = tambah_bulan(t.bulan, 1)
    akibat = (
        f"{ribuan(t.orang)} orang kehilangan perlindungan; yang tinggal {ribuan(sisa)} orang"
        if sisa
        else f"tidak ada lagi yang dilindungi kota: {ribuan(t.orang)} orang"
    )
    return Risiko(
        kode="habis",
        kalimat=f"Tanpa keputusan perpanjangan, pada {tanggal_panjang(mulai)} {akibat}{_biaya(t)}.",
        tanggal=mulai,
        orang=t.orang,
        rupiah=t.rupiah,
        oleh=f"{DISNAKER} menyusun, Wali Kota menetapkan; {kata_sk(t.bulan, pada)}",
        angka=f"habis:{t.bulan:%Y-%m}",
    )


def _biaya(t: Tebing) -> str:
    """The money of twelve months, and how far the ceilings that must pay are decided."""
    if t.rupiah is None:
        return f". Biaya memperpanjang belum dapat dihitung ({t.halangan.rstrip('.')})"
    bagian = [f"{rupiah(t.rupiah)} untuk 12 bulan"]
    for k in t.sumber:
        indikatif = "indikatif " if k.sumber.keadaan_pagu == KeadaanPagu.RANCANGAN else ""
        kurang = f", kurang {rupiah(k.lebih_rupiah)}" if k.lebih_rupiah else ""
        bagian.append(f"pagu {indikatif}{k.sumber} {rupiah(k.sumber.pagu)}{kurang}")
    bagian += [f"{s} belum mempunyai penerus tahun {s.tahun + 1}" for s in t.tanpa_penerus]
    return ", " + "; ".join(bagian)


def _lewat(tempo: date, daftar: Iterable[Lewat], *, kota: bool) -> Risiko:
    """Months whose due day has passed unpaid; the city's, or others'.

    Sources whose year closes are named with all their months there.
    """
    semua = list(daftar)
    orang, uang = sum(b.orang for b in semua), sum(b.rupiah for b in semua)
    bulan = min(b.bulan for b in semua)
    mati = batas_nonaktif(tambah_bulan(bulan, BULAN_NONAKTIF - 1)) + timedelta(days=1)
    sumber = ", ".join(dict.fromkeys(str(b.sumber) for b in semua))
    kode = "lewat" if kota else "lewat_lain"
    return Risiko(
        kode=kode,
        kalimat=f"Iuran {nama_bulan(bulan)} belum dibayar sesudah jatuh tempo "
        f"{tanggal_panjang(tempo)}: {ribuan(orang)} orang, {rupiah(uang)} ({sumber}). Tiga bulan "
        f"tanpa bayar membuat nonaktif, paling cepat {tanggal_panjang(mati)}.",
        tanggal=mati,
        orang=orang,
        rupiah=uang,
        oleh=f"{DISNAKER} menagih, BPKAD menerbitkan SP2D" if kota else "Pembayarnya sendiri",
        angka=f"{kode}:{tempo.isoformat()}",
    )


def _tahun_tutup(u: UtangSumber) -> Risiko:
    """Unpaid months of one source; people are those of its largest month."""
    lalu = f"menjadi utang tahun {u.sumber.tahun}" if u.jatuh else "belum mempunyai SP2D"
    orang = max(b.orang for b in u.daftar)
    return Risiko(
        kode="tahun_tutup",
        kalimat=f"{ribuan(u.orang)} orang-bulan {u.sumber} {lalu}: {rupiah(u.rupiah)}, paling "
        f"banyak {ribuan(orang)} orang dalam sebulan; SP2D terakhir "
        f"{tanggal_panjang(u.sumber.tutup_sp2d)}.",
        tanggal=u.sumber.tutup_sp2d,
        orang=orang,
        rupiah=u.rupiah,
        oleh=f"{DISNAKER} menagih, BPKAD menerbitkan SP2D",
        angka=f"tahun_tutup:{u.sumber.pk}",
        pokok=str(u.sumber),
    )


def _defisit() -> Iterator[Risiko]:
    """Sources of the city whose ceiling or quota was cut below what is bound."""
    for k in (k for k in kekurangan() if k.sumber.dibayar_kota):
        s, kata = k.sumber, []
        if k.rupiah:
            kata.append(f"Pagu {s} kurang {rupiah(k.rupiah)} sejak {k.sejak}")
        if k.bulan and k.orang:
            kata.append(f"Kuota {s} kurang {ribuan(k.orang)} orang pada {nama_bulan(k.bulan)}")
        if kata:
            yield Risiko(
                kode="defisit",
                kalimat=f"{'; '.join(kata)}, dibanding yang sudah terikat.",
                tanggal=s.defisit_sejak,
                orang=k.orang,
                rupiah=k.rupiah,
                oleh=f"{DISNAKER} mengusulkan perubahan pagu kepada TAPD",
                angka=f"defisit:{s.pk}",
                pokok=str(s),
            )


def _bpjs(pada: date) -> Iterator[Risiko]:
    """What BPJS's lists say otherwise than our ledger."""
    for p in peringatan_bpjs(pada):
        yield Risiko(
            kode="bpjs",
            kalimat=f"{ribuan(p.jumlah)} {p.label}.",
            tanggal=p.sejak,
            orang=p.jumlah,
            rupiah=p.rupiah,
            oleh=f"{DISNAKER} bersama BPJS Ketenagakerjaan",
            angka=p.angka,
            satuan="catatan",
            pokok=p.tautan,
        )
