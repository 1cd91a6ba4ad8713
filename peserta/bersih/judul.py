"""Find the header of a list, under titles and merged cells, and the field of each column."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import islice

from peserta.bersih.bidang import BIDANG, GABUNGAN, MENURUT_NIK, Bidang
from peserta.bersih.teks import rapikan
from pijar.excel import Sel

BARIS_DICARI = 30
PALING_SEDIKIT = 2
PANJANG_JUDUL = 80
_UTAMA = ("nik", "nama")
_BOBOT_UTAMA = 10  # a row with NIK or name outranks the sub-headers below it

_KURUNG = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_BUKAN_KATA = re.compile(r"[^A-Z0-9]+")
_GANTI_KATA = ((re.compile(r"\b(?:NOMOR|NOMER|NMR)\b"), "NO"), (re.compile(r"\bTANGGAL\b"), "TGL"))
# Words without meaning here. A header that names another person (mother, heir) stays unknown.
_HIASAN = re.compile(
    r"\b(?:PEKERJA RENTAN|CALON|PESERTA|WARGA|PENERIMA|BANTUAN|SESUAI|(?:E )?KTP|AKTIF"
    r"|YANG BISA DIHUBUNGI|WAJIB|DIISI|ANGKA|DIGIT|16|TEKS|TEXT)\b"
)
_ORANG_LAIN = re.compile(r"\b(?:IBU|AYAH|BAPAK|ORANG TUA|SUAMI|ISTRI|PASANGAN|AHLI WARIS|ANAK)\b")
_ANAK_JUDUL = {"TEMPAT": "tempat_lahir", "TGL": "tanggal_lahir"}
_TANPA_NAMA = frozenset(("", "NO", "NOURUT", "NOURUTAN"))

_TOTAL = re.compile(r"(?:(?:SUB|GRAND)[ -]?)?(?:TOTAL|JUMLAH|JML)\b", re.IGNORECASE)
_KAKI = re.compile(
    r"(?:MENGETAHUI|LURAH|CAMAT|KEPALA|KETUA|NIP\b|SUMBER|CATATAN|KETERANGAN|DIBUAT|TTD"
    r"|SEMARANG, [0-9])",
    re.IGNORECASE,
)
_HITUNGAN = re.compile(r"[0-9.,]{0,12}\s*(?:ORANG|ORG|JIWA|KK)?", re.IGNORECASE)
_NOMOR_KOLOM = re.compile(r"\(?[0-9]{1,2}\)?\.?")


@dataclass(frozen=True, slots=True)
class HasilJudul:
    """The header row and the fields of its columns.

    ``nomor``: number of the last header row. ``pemetaan``: column index to field code.
    ``ganda``: headers whose field a better column already holds; ``asing``: unknown headers.
    ``judul``: the header of every column, joined where two rows make the header.
    """

    nomor: int
    pemetaan: dict[int, str]
    skor: int
    ganda: dict[int, str]
    asing: dict[int, str]
    judul: tuple[str, ...] = ()

    def kolom(self, kode: str) -> int:
        """Index of the column that holds field ``kode``, or -1."""
        return next((i for i, k in self.pemetaan.items() if k == kode), -1)

    def kurang(self, *, menurut_nik: bool = True) -> list[Bidang]:
        """Required fields that no column holds; ``menurut_nik``: the NIK may speak for some."""
        return bidang_kurang(self.pemetaan.values(), menurut_nik=menurut_nik)


def bidang_kurang(ada: Iterable[str], *, menurut_nik: bool = True) -> list[Bidang]:
    """Required fields missing from the codes ``ada``; a combined column counts as both fields.

    Sex and birth date are read from the NIK where a list has no column for them (``menurut_nik``).
    """
    kode = {*ada}
    kode |= MENURUT_NIK if menurut_nik and "nik" in kode else frozenset()
    kode |= {b for gabungan, isi in GABUNGAN.items() if gabungan in kode for b in isi}
    return [b for b in BIDANG if b.wajib and b.kode not in kode]


def padanan_judul(judul: str) -> str:
    """Reduce a header to its form for comparison: letters and digits, with NO and TGL shortened."""
    kata = _BUKAN_KATA.sub(" ", judul.upper()).strip()
    for pola, ganti in _GANTI_KATA:
        kata = pola.sub(ganti, kata)
    return kata.replace(" ", "")


def sidik_judul(judul: Iterable[str]) -> str:
    """Fingerprint of a header: equal for equal titles in equal order; "" for too few titles."""
    padanan = "\n".join(map(padanan_judul, judul)).rstrip("\n")
    cukup = len(padanan.split()) >= PALING_SEDIKIT
    return sha256(padanan.encode()).hexdigest() if cukup else ""


_SINONIM: dict[str, tuple[str, int]] = {
    padanan_judul(judul): (b.kode, mutu)
    for b in reversed(BIDANG)
    for mutu, judul in reversed([*enumerate((b.judul, *b.sinonim))])
}


def bidang_judul(judul: str) -> tuple[str, int] | None:
    """Field code of a header, and the rank of the match (0 is best); None if unknown."""
    judul = judul[:PANJANG_JUDUL]
    tanpa_kurung = _KURUNG.sub(" ", judul)
    polos = _HIASAN.sub(" ", _BUKAN_KATA.sub(" ", tanpa_kurung.upper()))
    for kendur, tulisan in enumerate((judul, tanpa_kurung, polos)):
        if kena := _SINONIM.get(padanan_judul(tulisan)):
            return kena[0], kena[1] + 100 * kendur
    return None


def cari_judul(baris: Iterable[tuple[int, list[Sel]]]) -> HasilJudul | None:
    """Find the header among the first 30 rows with content; None if no row looks like one.

    ``baris`` pairs Excel's row number with the cells. A second header row is joined to the first.
    """
    berisi = ((nomor, sel) for nomor, sel in baris if any(map(rapikan, sel)))
    calon = [*islice(berisi, BARIS_DICARI)]
    terbaik: HasilJudul | None = None
    urutan = 0
    for i, (nomor, sel) in enumerate(calon):
        hasil = petakan(nomor, [rapikan(s) for s in sel])
        if terbaik is None or hasil.skor > terbaik.skor:
            terbaik, urutan = hasil, i
    if terbaik is None or terbaik.skor < PALING_SEDIKIT + _BOBOT_UTAMA:
        return None
    return _gabung_sekitar(terbaik, calon, urutan)


def _gabung_sekitar(
    judul: HasilJudul, calon: Sequence[tuple[int, list[Sel]]], urutan: int
) -> HasilJudul:
    """Join the header, row ``urutan`` of ``calon``, with the row above and the row below it."""
    if urutan:
        judul = _gabung_induk([rapikan(s) for s in calon[urutan - 1][1]], judul)
    if urutan + 1 < len(calon):
        judul = _gabung_anak(judul, *calon[urutan + 1])
    return judul


def petakan(nomor: int, judul: Sequence[str], kelompok: Sequence[str] = ()) -> HasilJudul:
    """Read row ``nomor`` as the header: map every title that the table of fields knows.

    ``kelompok``: for each column the title of its group in the row above, or nothing.
    """
    pilihan: dict[str, tuple[int, int]] = {}
    ganda: dict[int, str] = {}
    asing: dict[int, str] = {}
    for i, teks_judul in enumerate(judul):
        kena = _bidang_berkelompok(teks_judul, _isi(kelompok, i))
        if kena is None:
            if padanan_judul(teks_judul) not in _TANPA_NAMA:
                asing[i] = teks_judul
            continue
        kode, mutu = kena
        lama = pilihan.get(kode)
        if lama is None or mutu < lama[0]:
            pilihan[kode] = (mutu, i)
        if lama:
            kalah = i if mutu >= lama[0] else lama[1]
            ganda[kalah] = judul[kalah]
    pemetaan = {i: kode for kode, (_, i) in pilihan.items()}
    utama = any(kode in pilihan for kode in _UTAMA)
    skor = len(pemetaan) + _BOBOT_UTAMA * utama
    return HasilJudul(nomor, dict(sorted(pemetaan.items())), skor, ganda, asing, tuple(judul))


def pakai_kolom(dasar: HasilJudul, bidang: Mapping[int, str]) -> HasilJudul:
    """Return header ``dasar`` with its columns mapped by ``bidang`` instead of their titles."""
    asing = {
        i: judul
        for i, judul in enumerate(dasar.judul)
        if i not in bidang and padanan_judul(judul) not in _TANPA_NAMA
    }
    return replace(dasar, pemetaan=dict(sorted(bidang.items())), ganda={}, asing=asing)


def _gabung_anak(atas: HasilJudul, nomor: int, sel: list[Sel]) -> HasilJudul:
    """Join the row below when it only splits merged headers ("Alamat" into RT, RW, …)."""
    judul = [rapikan(s) for s in sel]
    if any(_isi(judul, i) for i, kode in atas.pemetaan.items() if kode in _UTAMA):
        return atas
    induk = _kelompok(atas.judul, judul)
    kena = {i: _bidang_berkelompok(isi, _isi(induk, i)) for i, isi in enumerate(judul)}
    anak = {i: satu[0] for i, satu in kena.items() if satu}
    if len(anak) < PALING_SEDIKIT or len({*anak.values()}) < len(anak):
        return atas
    return _judul_dua_baris(atas, nomor, judul, anak)


def _judul_dua_baris(
    atas: HasilJudul, nomor: int, judul: Sequence[str], anak: dict[int, str]
) -> HasilJudul:
    """The header of two rows: where the lower one, ``judul``, has a title or a field, it counts."""
    tetap = {i: k for i, k in atas.pemetaan.items() if i not in anak and k not in anak.values()}
    gabung = dict(sorted((tetap | anak).items()))
    asing = {i: j for i, j in atas.asing.items() if i not in anak}
    lebar = max(len(judul), len(atas.judul))
    semua = tuple(_isi(judul, i) or _isi(atas.judul, i) for i in range(lebar))
    return HasilJudul(nomor, gabung, len(gabung) + _BOBOT_UTAMA, atas.ganda, asing, semua)


def _isi(judul: Sequence[str], i: int) -> str:
    return judul[i] if i < len(judul) else ""


def _bidang_berkelompok(judul: str, kelompok: str) -> tuple[str, int] | None:
    """The field of a title below a group: "Nama" below "Ibu Kandung", "Tgl" below "Kelahiran"."""
    if not judul or not kelompok:
        return bidang_judul(judul)
    bersama = bidang_judul(f"{judul} {kelompok}") or bidang_judul(f"{kelompok} {judul}")
    if bersama or _ORANG_LAIN.search(kelompok.upper()):
        return bersama
    if kena := bidang_judul(judul):
        return kena
    anak = _ANAK_JUDUL.get(padanan_judul(judul))
    return (anak, 0) if anak else None


def _kelompok(atas: Sequence[str], bawah: Sequence[str]) -> list[str]:
    """For each title of the row ``bawah`` the group in ``atas`` that reaches over its column."""
    hasil, kini = [], ""
    for i, judul in enumerate(bawah):
        kini = (_isi(atas, i) or kini) if judul else ""
        hasil.append(kini)
    return hasil


def _gabung_induk(atas: Sequence[str], bawah: HasilJudul) -> HasilJudul:
    """Join the row above where it explains more: its groups, and titles merged down to here."""
    if sum(map(bool, atas)) < PALING_SEDIKIT:
        return bawah
    lebar = max(len(atas), len(bawah.judul))
    judul = [_isi(bawah.judul, i) or _isi(atas, i) for i in range(lebar)]
    gabung = petakan(bawah.nomor, judul, _kelompok(atas, bawah.judul))
    return gabung if gabung.skor > bawah.skor else bawah


def diabaikan(sel: Sequence[Sel], pemetaan: dict[int, str], kolom_nik: int) -> bool:
    """Whether to skip a row below the header: empty, a sum, a signature, a repeated header.

    ``kolom_nik`` is the index of the NIK column, or -1.
    """
    nik = sel[kolom_nik] if 0 <= kolom_nik < len(sel) else None
    if type(nik) is str and len(nik) > 10 and nik.isdigit():
        return False
    isi = {kode: t for i, kode in pemetaan.items() if i < len(sel) and (t := rapikan(sel[i]))}
    return not isi or _bukan_orang(sel, isi)


def baris_jumlah(awal: Sequence[Sel], nik: str) -> bool:
    """Whether the cells ``awal`` begin a row of sums; sum or word may stand below NIK."""
    if _TOTAL.match(nik):
        return True
    return bool(_HITUNGAN.fullmatch(nik)) and any(_TOTAL.match(rapikan(sel)) for sel in awal)


def _bukan_orang(sel: Sequence[Sel], isi: dict[str, str]) -> bool:
    """Whether a row whose fields hold ``isi`` is no person: numbers of columns, a header, a sum."""
    if len(isi) > 2 and all(map(_NOMOR_KOLOM.fullmatch, isi.values())):
        return True
    jumlah = baris_jumlah((*sel[:4], *islice(isi.values(), 1)), isi.get("nik", ""))
    if "nik" in isi:
        return jumlah or bidang_judul(isi["nik"]) is not None
    return jumlah or _kaki(isi)


def _kaki(isi: dict[str, str]) -> bool:
    """Whether a row without a NIK stands below the list: a place and date, a signature, a note."""
    if len(isi) > 2:
        return False
    return "nama" not in isi or any(map(_KAKI.match, isi.values()))
