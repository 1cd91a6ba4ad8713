"""Lying bars, one row each, so that names and figures have room on a phone."""

from collections.abc import Sequence

from django.utils.safestring import SafeString

from pijar.gambar.bingkai import (
    CORAK,
    LATAR,
    LEBAR,
    LEBAR_HURUF,
    REDUP,
    Langkah,
    Nilai,
    Tumpukan,
    bingkai,
    corak,
    gabung,
    huruf_angka,
    kotak,
    muat,
    panjang,
    tabel,
    tanda,
    tulisan,
)

BARIS, TEBAL = 42, 16  # height of a row, and of its bar below the words
NAIK, TURUN = 2, 1  # hatches of a step up and of one down
HURUF_CATATAN = 11
HAMPIR_DATAR = 4  # steps below this part of the whole would not be seen from zero


def air_terjun(judul: str, langkah: Sequence[Langkah], *, bertabel: bool = True) -> SafeString:
    """Sums as whole bars, changes between them where the one before ended.

    Where the changes are small beside the sums, the bars begin later, and the picture says so.
    """
    rentang = _rentang(langkah)
    dasar = _dasar(rentang)
    isi = [
        _baris(ke, satu, kotak(x, _atas(ke), w, TEBAL, _isi(judul, satu)))
        for ke, (satu, (x, w)) in enumerate(zip(langkah, _letak(rentang, dasar), strict=True))
    ]
    tinggi = BARIS * len(langkah)
    if dasar:
        mulai = f"{dasar:,}".replace(",", ".")
        kata = f"Batang dimulai dari {mulai}, bukan dari nol."
        isi.append(tulisan(0, tinggi + HURUF_CATATAN, kata, huruf=HURUF_CATATAN, warna=REDUP))
        tinggi += HURUF_CATATAN + 6
    baris = [(s.label, s.teks) for s in langkah]
    kepala = ("Langkah", "Jumlah")
    return bingkai(judul, tinggi, gabung(isi), tabel(judul, kepala, baris) if bertabel else "")


def _isi(judul: str, satu: Langkah) -> str:
    if satu.jumlah:
        return CORAK[0][0]
    return corak(judul, NAIK if satu.nilai >= 0 else TURUN)


def _letak(rentang: Sequence[tuple[int, int]], dasar: int) -> list[tuple[float, float]]:
    """Beginning and length of each bar, from ``dasar`` or from the lowest figure."""
    semua = [0, *(a for satu in rentang for a in satu)]
    awal = dasar or min(semua)
    seluruh = max(1, max(semua) - awal)
    hasil = []
    for satu in rentang:
        kiri, kanan = (max(0, a - awal) for a in sorted(satu))
        x = min(LEBAR - 2, LEBAR * kiri / seluruh)
        hasil.append((x, min(LEBAR - x, panjang(kanan - kiri, seluruh, LEBAR))))
    return hasil


def _rentang(langkah: Sequence[Langkah]) -> list[tuple[int, int]]:
    """From where to where each bar reaches."""
    letak, hasil = 0, []
    for satu in langkah:
        dari = 0 if satu.jumlah else letak
        letak = dari + satu.nilai
        hasil.append((dari, letak))
    return hasil


def _dasar(rentang: Sequence[tuple[int, int]]) -> int:
    """Where the bars begin: zero, or near the smallest sum where all are large."""
    puncak = [ke for _, ke in rentang] or [0]
    beda = max(puncak) - min(puncak)
    if min(puncak) <= 0 or beda * HAMPIR_DATAR > max(puncak):
        return 0
    kira = max(0, min(puncak) - max(beda, 1))
    satuan = 10 ** max(0, len(str(max(beda, 1))) - 1)
    return kira // satuan * satuan


def _atas(ke: int) -> int:
    return ke * BARIS + 19


def _baris(ke: int, satu: Nilai | Tumpukan, batang: SafeString) -> SafeString:
    """Name at the left, figure at the right, the bar below both; the whole row is the link."""
    ukuran = huruf_angka(satu.teks, LEBAR * 0.7)
    ruang = LEBAR - LEBAR_HURUF * ukuran * len(satu.teks) - 8
    isi = (
        kotak(0, ke * BARIS, LEBAR, BARIS - 2, "#fff"),
        tulisan(0, ke * BARIS + 14, muat(satu.label, ruang)),
        tulisan(LEBAR, ke * BARIS + 14, satu.teks, letak="end", huruf=ukuran, tebal=True),
        kotak(0, _atas(ke), LEBAR, TEBAL, LATAR),
        batang,
    )
    return tanda(gabung(isi), f"{satu.label}: {satu.teks}", satu.alamat)


def tumpuk(judul: str, baris: Sequence[Tumpukan], *, bertabel: bool = True) -> SafeString:
    """Bars of parts, the longest as wide as the picture; a part below zero only in the table."""
    nama = list(dict.fromkeys(b.label for satu in baris for b in satu.bagian))
    terpanjang = max((sum(max(0, b.nilai) for b in s.bagian) for s in baris), default=0)
    isi, tinggi = [], 0
    for ke, satu in enumerate(baris):
        x, potong = 0.0, []
        for b in satu.bagian:
            w = min(LEBAR - x, panjang(b.nilai, terpanjang, LEBAR, 0))
            potong.append(
                tanda(
                    kotak(x, _atas(ke), w, TEBAL, corak(judul, nama.index(b.label))),
                    f"{b.label}: {b.teks}",
                    "",
                )
            )
            x += w
        isi.append(_baris(ke, satu, gabung(potong)))
    tinggi = BARIS * len(baris) + (4 if baris else 0)
    legenda, banyak = _legenda(judul, nama, tinggi)
    isi_tabel = [(s.label, *_menurut(s, nama), s.teks) for s in baris]
    return bingkai(
        judul,
        tinggi + banyak,
        gabung([*isi, legenda]),
        tabel(judul, ("", *nama, "Seluruhnya"), isi_tabel) if bertabel else "",
    )


def _menurut(satu: Tumpukan, nama: Sequence[str]) -> list[str]:
    teks = {b.label: b.teks for b in satu.bagian}
    return [teks.get(n, "–") for n in nama]


def _legenda(judul: str, nama: Sequence[str], y: float) -> tuple[SafeString, int]:
    """Samples of the hatches, two in a row, and the height that they take."""
    isi = []
    for ke, satu in enumerate(nama):
        kiri, atas = LEBAR / 2 * (ke % 2), y + 20 * (ke // 2)
        isi.append(kotak(kiri, atas + 2, 14, 14, corak(judul, ke)))
        isi.append(tulisan(kiri + 20, atas + 13, muat(satu, LEBAR / 2 - 24), warna=REDUP))
    return gabung(isi), 20 * ((len(nama) + 1) // 2)


def corong(judul: str, tahap: Sequence[Nilai], *, bertabel: bool = True) -> SafeString:
    """Stages below one another, each in the middle and as wide as its figure."""
    terbanyak = max((t.nilai for t in tahap), default=0)
    isi = []
    for ke, satu in enumerate(tahap):
        w = panjang(satu.nilai, terbanyak, LEBAR)
        isi.append(_baris(ke, satu, kotak((LEBAR - w) / 2, _atas(ke), w, TEBAL, CORAK[0][0])))
    return bingkai(
        judul,
        BARIS * len(tahap),
        gabung(isi),
        tabel(judul, ("Tahap", "Jumlah"), [(t.label, t.teks) for t in tahap]) if bertabel else "",
    )
