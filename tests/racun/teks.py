"""CSV and other files that are called lists."""

from collections.abc import Callable
from random import Random

from tests.peserta.lembar import JUDUL, orang
from tests.pijar import bukti
from tests.racun.lembar import baik

Berkas = tuple[str, bytes]


def isi_csv(r: Random, pemisah: str = ";") -> str:
    baris = [JUDUL, *[orang(n) for n in range(r.randint(1, 5))]]
    return "\r\n".join(pemisah.join(map(str, satu)) for satu in baris)


def sandi_aneh(r: Random) -> Berkas:
    sandi = r.choice(
        ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "cp037", "gb18030", "utf-8-sig")
    )
    awal = r.choice((b"", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"sep=,\r\n"))
    return "a.csv", awal + isi_csv(r).encode(sandi)


def baris_tak_berujung(r: Random) -> Berkas:
    tambah = r.choice(('"', "x" * 3_000_000, ";" * 1_500_000, '"' * 99_999, "\r" * 99_999))
    return "a.csv", (isi_csv(r) + "\r\n" + tambah).encode()


def nul(r: Random) -> Berkas:
    isi = bytearray(isi_csv(r).encode())
    for _ in range(r.randint(1, 200)):
        isi.insert(r.randrange(len(isi)), r.choice((0, 0, 7, 27, 0x1A, 0xFF)))
    return "a.csv", bytes(isi)


def sangat_banyak(r: Random) -> Berkas:
    """More rows, columns or cells than a list has."""
    baris, kolom = r.choice(((320_000, 1), (40, 9_000), (9_000, 900)))
    return "a.csv", (isi_csv(r) + "\n" + f"{'x;' * kolom}\n" * baris).encode()[: 39 << 20]


def rumus(r: Random) -> Berkas:
    apa = r.choice(("=cmd|'/c calc'!A0", "@SUM(1)", "+1+1", "-2", "\t=1", '=HYPERLINK("x")'))
    return "a.csv", isi_csv(r).replace("Siti Aminah", apa).encode()


def setengah_huruf(r: Random) -> Berkas:
    isi = isi_csv(r).encode()
    buruk = r.choice((b"\xed\xa0\x80", b"\xf0\x9f\x98", b"\xc0\x80", b"\xff" * 9))
    return "a.csv", isi.replace(b"Siti", buruk)


def salah_nama(r: Random) -> Berkas:
    """A file of another kind under the name of a list, or a good one under no name."""
    isi = r.choice(
        (
            bukti.jpeg(),
            bukti.isi_pdf(bukti.pdf()),
            b"<html><table><tr><td>NIK</table>",
            b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:'/>",
            b"MZ" + r.randbytes(3_000),
            b"{\\rtf1 NIK}",
            b"Rar!\x1a\x07" + r.randbytes(99),
            b"",
            b"\0" * 9_999,
            r.randbytes(5_000),
            baik(r),
        )
    )
    return r.choice(("a.xlsx", "a.xls", "a.ods", "a.csv", "a", "a.xlsb", "....", "a.csv.exe")), isi


def dua_muka(r: Random) -> Berkas:
    """Two files in one."""
    depan = r.choice((bukti.jpeg(), bukti.isi_pdf(bukti.pdf()), b"GIF89a" + b"\0" * 99, b"MZ"))
    satu, dua = (depan, baik(r)) if r.random() < 0.7 else (baik(r), depan)
    return r.choice(("a.xlsx", "a.csv", "a.xls")), satu + dua


JENIS: dict[str, Callable[[Random], Berkas]] = {
    f"csv {f.__name__}": f
    for f in (
        sandi_aneh, baris_tak_berujung, nul, sangat_banyak, rumus, setengah_huruf, salah_nama,
        dua_muka,
    )
}  # fmt: skip
