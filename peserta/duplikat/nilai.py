"""Rate how likely two rows are one person: points for the data they share, without a query.

An officer looks only at pairs from :data:`AMBANG` points on. A name alone or a birth date alone
stays below it. Data that a household shares (card, mother, phone, address) has a common maximum,
so that siblings and twins with different names stay below it too.
"""

from datetime import date
from typing import Any, NamedTuple

from peserta.bersih.jarak import jarak, sekata
from peserta.bersih.nama import nama_cari
from peserta.bersih.teks import kata

AMBANG = 60
"""Least points of a pair that officers see.

The same name and birth date give 65; a small difference needs other shared data. Twins (about 45)
and namesakes with different mothers stay below.
"""

NAMA = 40
LAHIR_SAMA, LAHIR_DUGAAN, LAHIR_TERTUKAR, LAHIR_DEKAT = 25, 15, 20, 8
NIK_DEKAT = 25
HP, KK, IBU, IBU_SEBAGIAN, KELURAHAN, ALAMAT = 15, 15, 15, 10, 5, 5
RUMAH_PALING_BANYAK = 30
NAMA_BERBEDA, IBU_BERBEDA, KELAMIN_BERBEDA = -30, -20, -30
# Stand-in dates for people with an unknown birthday: equality gives fewer points.
HARI_DUGAAN = frozenset({(1, 1), (1, 7), (31, 12)})
# Least similarity by words: trigrams rate a short name with one wrong letter too low.
SEMUA_KATA, SEBAGIAN_KATA = 0.85, 0.7
ALAMAT_SERUPA = 0.6
_TANPA_ARTI = kata("JL JALAN JLN NO NOMOR GG GANG RT RW KP KAMPUNG DS DESA")


class Orang(NamedTuple):
    """The columns of a person that are compared, in the order of the query."""

    id: int
    nik: str
    no_kk: str
    nama_cari: str
    tanggal_lahir: date
    jenis_kelamin: str
    nama_ibu: str
    alamat: str
    kelurahan_id: str
    hp: str


class Nilai(NamedTuple):
    """0 to 100 points, and the reasons by code, as stored with the pair."""

    skor: int
    alasan: dict[str, Any]


def nilai(a: Orang, b: Orang, serupa: float, *, hp_ramai: bool, kk_ramai: bool) -> Nilai:
    """Compare two people whose names are ``serupa`` (trigrams, 0 to 1).

    A phone or family card that too many people share (``..._ramai``) gives no points.
    """
    kata_nama = banding_nama(a.nama_cari, b.nama_cari)
    dekat = max(serupa, {"sama": SEMUA_KATA, "sebagian": SEBAGIAN_KATA}.get(kata_nama, 0.0))
    alasan: dict[str, Any] = {"nama": round(dekat * 100)}
    skor = round(NAMA * dekat) + _lahir(a.tanggal_lahir, b.tanggal_lahir, alasan)
    rumah = _rumah(a, b, alasan, hp_ramai=hp_ramai, kk_ramai=kk_ramai)
    skor += min(rumah, RUMAH_PALING_BANYAK) + _ibu_lain(a, b, alasan)
    if a.jenis_kelamin != b.jenis_kelamin:
        alasan["kelamin_berbeda"] = True
        skor += KELAMIN_BERBEDA
    if kata_nama == "berbeda":
        alasan["kata_berbeda"] = True
        skor += NAMA_BERBEDA
    elif beda_nik(a.nik, b.nik) and a.jenis_kelamin == b.jenis_kelamin:
        # Twins and people registered in a row have neighbouring NIKs too, but other names.
        alasan["nik"] = True
        skor += NIK_DEKAT
    return Nilai(max(0, min(100, skor)), alasan)


def _lahir(a: date, b: date, alasan: dict[str, Any]) -> int:
    if a == b:
        alasan["lahir"] = "sama"
        return LAHIR_DUGAAN if (a.day, a.month) in HARI_DUGAAN else LAHIR_SAMA
    if a.year == b.year and (a.day, a.month) == (b.month, b.day):
        alasan["lahir"] = "tertukar"
        return LAHIR_TERTUKAR
    if sum((a.day == b.day, a.month == b.month, a.year == b.year)) == 2:
        alasan["lahir"] = "dekat"
        return LAHIR_DEKAT
    return 0


def _rumah(a: Orang, b: Orang, alasan: dict[str, Any], *, hp_ramai: bool, kk_ramai: bool) -> int:
    """Points for the data that a household shares; adds the reasons to ``alasan``."""
    ibu = _banding_ibu(a, b)
    tanda = {
        "hp": HP if a.hp == b.hp != "" and not hp_ramai else 0,
        "kk": KK if a.no_kk == b.no_kk != "" and not kk_ramai else 0,
        "ibu": {"sama": IBU, "sebagian": IBU_SEBAGIAN}.get(ibu, 0),
        "kelurahan": KELURAHAN if a.kelurahan_id == b.kelurahan_id else 0,
        "alamat": ALAMAT if _alamat_serupa(a, b) else 0,
    }
    alasan |= {kode: True for kode, angka in tanda.items() if angka}
    return sum(tanda.values())


def _ibu_lain(a: Orang, b: Orang, alasan: dict[str, Any]) -> int:
    if _banding_ibu(a, b) != "berbeda":
        return 0
    alasan["ibu_berbeda"] = True
    return IBU_BERBEDA


def _banding_ibu(a: Orang, b: Orang) -> str:
    """Compare the mothers' names; empty if one is unknown."""
    if not (a.nama_ibu and b.nama_ibu):
        return ""
    return banding_nama(nama_cari(a.nama_ibu), nama_cari(b.nama_ibu))


def _alamat_serupa(a: Orang, b: Orang) -> bool:
    satu, dua = _kata_alamat(a.alamat), _kata_alamat(b.alamat)
    return bool(satu and dua) and len(satu & dua) / len(satu | dua) >= ALAMAT_SERUPA


def _kata_alamat(alamat: str) -> set[str]:
    bersih = "".join(c if c.isalnum() else " " for c in alamat.upper())
    return {*bersih.split()} - _TANPA_ARTI


def banding_nama(a: str, b: str) -> str:
    """Compare two names (in the form of ``nama_cari``) word by word.

    ``sama``: every word has a counterpart. ``sebagian``: only the longer name has words without
    one. ``berbeda``: both have.
    """
    if jarak(a.replace(" ", ""), b.replace(" ", "")) <= 1:
        return "sama"
    pendek, panjang = sorted((a.split(), b.split()), key=len)
    sisa = list(panjang)
    tanpa = [k for k in pendek if not _ambil(k, sisa, _persis)]
    if [k for k in tanpa if not _ambil(k, sisa, sekata)]:
        return "berbeda"
    return "sebagian" if sisa else "sama"


def _ambil(kata_ini: str, sisa: list[str], cocok: Any) -> bool:
    """Remove the counterpart of a word from ``sisa``; False if there is none."""
    ketemu = next((k for k in sisa if cocok(kata_ini, k)), None)
    if ketemu is None:
        return False
    sisa.remove(ketemu)
    return True


def _persis(a: str, b: str) -> bool:
    return a == b


def beda_nik(a: str, b: str) -> str:
    """Describe the one slip (a digit, or a swap) by which two NIKs differ; else empty."""
    beda = [n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y]
    if len(a) != len(b) or not beda:
        return ""
    if len(beda) == 1:
        return f"NIK berbeda satu angka, yang ke-{beda[0] + 1}"
    kiri, kanan = beda[0], beda[-1]
    if len(beda) == 2 and kanan == kiri + 1 and (a[kiri], a[kanan]) == (b[kanan], b[kiri]):
        return f"angka NIK ke-{kiri + 1} dan ke-{kanan + 1} tertukar"
    return ""


_LAHIR = {
    "sama": "tanggal lahir sama",
    "tertukar": "hari dan bulan lahir tertukar",
    "dekat": "tanggal lahir berbeda satu bagian",
}
_KALIMAT = {
    "nik": "NIK hampir sama",
    "hp": "nomor HP sama",
    "kk": "No. KK sama",
    "ibu": "nama ibu sama atau mirip",
    "alamat": "alamat mirip",
    "kelurahan": "kelurahan sama",
    "kata_berbeda": "ada kata nama yang berbeda",
    "ibu_berbeda": "nama ibu berbeda",
    "kelamin_berbeda": "jenis kelamin berbeda",
}
_NAMA = ((100, "nama sama"), (80, "nama sangat mirip"), (0, "nama mirip"))


def kalimat_alasan(alasan: dict[str, Any]) -> list[str]:
    """Stored reasons in words, the strongest kinds first: nama sangat mirip, nomor HP sama."""
    hasil = [next(kalimat for batas, kalimat in _NAMA if alasan["nama"] >= batas)]
    if lahir := _LAHIR.get(alasan.get("lahir", "")):
        hasil.append(lahir)
    return hasil + [kalimat for kode, kalimat in _KALIMAT.items() if alasan.get(kode)]
