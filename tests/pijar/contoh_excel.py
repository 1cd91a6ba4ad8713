"""Small spreadsheets written by hand, for the tests of ``pijar.excel``."""

import struct
import zipfile
from pathlib import Path

NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PAKET = "http://schemas.openxmlformats.org/package/2006"
KEPALA = f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{NS}"><sheetData>'
EKOR = "</sheetData></worksheet>"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
NS_ODS = "".join(
    f' xmlns:{nama}="urn:oasis:names:tc:opendocument:xmlns:{nama}:1.0"'
    for nama in ("office", "table", "text")
)


def teks_sel(alamat, isi):
    return f'<c r="{alamat}" t="inlineStr"><is><t>{isi}</t></is></c>'


def buat_xlsx(path, lembar, *, jenis="worksheet", tambahan=None, kepala=KEPALA):
    """A workbook of raw sheetData; ``lembar`` is name to XML text, or to an iterable of it."""
    isi = lembar if isinstance(lembar, dict) else {"Data": lembar}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as arsip:
        arsip.writestr("[Content_Types].xml", _jenis_isi(len(isi)))
        arsip.writestr("_rels/.rels", _relasi([("officeDocument", "xl/workbook.xml")]))
        daftar = "".join(
            f'<sheet name="{nama}" sheetId="{n}" r:id="rId{n}"/>' for n, nama in enumerate(isi, 1)
        )
        arsip.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{NS}" xmlns:r="{REL}"><sheets>{daftar}</sheets></workbook>',
        )
        tujuan = [(jenis, f"worksheets/sheet{n}.xml") for n in range(1, len(isi) + 1)]
        arsip.writestr("xl/_rels/workbook.xml.rels", _relasi(tujuan))
        for n, baris in enumerate(isi.values(), 1):
            with arsip.open(f"xl/worksheets/sheet{n}.xml", "w") as bagian:
                for potong in (kepala, *([baris] if isinstance(baris, str) else baris), EKOR):
                    bagian.write(potong.encode())
        for nama, data in (tambahan or {}).items():
            arsip.writestr(nama, data)
    return Path(path)


def _jenis_isi(jumlah):
    satu = "application/vnd.openxmlformats-officedocument.spreadsheetml."
    bagian = [("xl/workbook.xml", "sheet.main")]
    bagian += [(f"xl/worksheets/sheet{n}.xml", "worksheet") for n in range(1, jumlah + 1)]
    ganti = "".join(
        f'<Override PartName="/{nama}" ContentType="{satu}{akhir}+xml"/>' for nama, akhir in bagian
    )
    relasi = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'<Types xmlns="{PAKET}/content-types"><Default Extension="rels" ContentType="{relasi}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{ganti}</Types>'
    )


def _relasi(tujuan):
    isi = "".join(
        f'<Relationship Id="rId{n}" Type="{REL}/{jenis}" Target="{ke}"/>'
        for n, (jenis, ke) in enumerate(tujuan, 1)
    )
    return f'<Relationships xmlns="{PAKET}/relationships">{isi}</Relationships>'


def buat_ods(path, baris, *, manifes=""):
    """An OpenDocument sheet of raw table rows."""
    ns = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as arsip:
        arsip.writestr("mimetype", ODS, zipfile.ZIP_STORED)
        arsip.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="{ns}">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS}">{manifes}'
            "</manifest:file-entry></manifest:manifest>",
        )
        arsip.writestr(
            "content.xml",
            f"<office:document-content{NS_ODS}><office:body><office:spreadsheet>"
            f'<table:table table:name="Data">{baris}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return Path(path)


def sel_ods(isi, ulang=""):
    return (
        f'<table:table-cell office:value-type="string"{ulang}><text:p>{isi}</text:p>'
        "</table:table-cell>"
    )


def buat_ole(path, aliran):
    """The smallest OLE container: header, one FAT sector, one directory sector, the streams.

    Each stream is padded to 4096 bytes, below which it would belong to the mini stream.
    """
    sektor = [b"", b""]  # the FAT and the directory, filled in below
    fat = [0xFFFFFFFD, 0xFFFFFFFE]
    entri = [_entri("Root Entry", 5, anak=1)]
    for nomor, (nama, data) in enumerate(aliran.items(), 1):
        data = data.ljust(4096, b"\0")
        data += b"\0" * (-len(data) % 512)
        awal, jumlah = len(fat), len(data) // 512
        fat += [*range(awal + 1, awal + jumlah), 0xFFFFFFFE]
        sektor += [data[n : n + 512] for n in range(0, len(data), 512)]
        lanjut = nomor + 1 if nomor < len(aliran) else 0xFFFFFFFF
        entri.append(_entri(nama, 2, kanan=lanjut, awal=awal, ukuran=len(data)))
    fat += [0xFFFFFFFF] * (128 - len(fat))
    sektor[0] = struct.pack("<128I", *fat)
    sektor[1] = b"".join(entri).ljust(512, b"\0")
    kepala = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        *(0x3E, 3, 0xFFFE, 9, 6),
        *(0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0),
    )
    path.write_bytes((kepala + b"\xff" * 436)[:512] + b"".join(sektor))
    return Path(path)


def _entri(nama, jenis, *, anak=0xFFFFFFFF, kanan=0xFFFFFFFF, awal=0, ukuran=0):
    tulisan = (nama + "\0").encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII36xIQ", tulisan, len(tulisan), jenis, 1, 0xFFFFFFFF, kanan, anak, awal, ukuran
    )


def buat_xls(path, sel, *, terkunci=False, ukuran=None, sembunyi=(), gabungan=()):
    """An Excel 97 workbook; ``sel`` holds (row, column, str or float), counted from 0.

    ``ukuran`` (rows, columns) adds the record that says how large the sheet is. ``sembunyi`` rows
    are hidden; ``gabungan`` holds (first row, last row, first column, last column).
    """
    bof = {n: _rekam(0x809, struct.pack("<HHHHII", 0x600, n, 0, 0, 0, 0)) for n in (5, 16)}
    kunci = _rekam(0x2F, struct.pack("<HHH", 1, 1, 1) + b"\1" * 48) if terkunci else b""
    nama = b"Data"
    panjang_lembar = 8 + len(nama)
    letak = len(bof[5]) + len(kunci) + 4 + panjang_lembar + 4
    buku = (
        bof[5]
        + kunci
        + _rekam(0x85, struct.pack("<IBBBB", letak, 0, 0, len(nama), 0) + nama)
        + _rekam(0x0A, b"")
    )
    isi = b"".join(_sel_xls(*satu) for satu in sel)
    if ukuran:
        isi = _rekam(0x200, struct.pack("<IIHHH", 0, ukuran[0], 0, ukuran[1], 0)) + isi
    for n in sorted({baris for baris, _, _ in sel} if sembunyi else ()):
        isi += _rekam(0x208, struct.pack("<8H", n, 0, 1, 255, 0, 0, 0x20 * (n in sembunyi), 15))
    if gabungan:
        rentang = b"".join(struct.pack("<4H", *satu) for satu in gabungan)
        isi += _rekam(0xE5, struct.pack("<H", len(gabungan)) + rentang)
    return buat_ole(path, {"Workbook": buku + bof[16] + isi + _rekam(0x0A, b"")})


def _rekam(nomor, data):
    return struct.pack("<HH", nomor, len(data)) + data


def _sel_xls(baris, kolom, nilai):
    letak = struct.pack("<HHH", baris, kolom, 0)
    if isinstance(nilai, float):
        return _rekam(0x203, letak + struct.pack("<d", nilai))
    return _rekam(0x204, letak + struct.pack("<HB", len(nilai), 0) + nilai.encode("latin-1"))
