"""The built-in Word template of each shape: what an admin downloads to begin their own."""

from io import BytesIO

from docx import Document
from docx.document import Document as Dokumen
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from laporan.surat.isi import Bentuk

TENGAH = WD_ALIGN_PARAGRAPH.CENTER
TANDA_ALINEA = ("^", "=", "#")
TITIK_DUA, GANTUNG, CACAH = Mm(30), Mm(33), Mm(40)


def _konsideran(judul: str, medan: str, cacah: str) -> tuple[str, ...]:
    """One part of a decree's preamble: its title once, then its numbered sentences."""
    return (
        f"{{%p for k in {medan} %}}",
        f"#{{{{ '{judul}' if loop.first else '' }}}}\t{{{{ ':' if loop.first else '' }}}}\t"
        f"{{{{ {cacah} }}}}.\t{{{{ k }}}};",
        "{%p endfor %}",
    )


# Paragraphs of each shape, between letterhead and signature. ``{%p`` repeats a paragraph. One that
# begins with ``^`` stands in the middle, ``=`` hangs behind its title, ``#`` also behind a number.
BADAN_NOTA = (
    "{%p if konsep %}",
    "^KONSEP",
    "{%p endif %}",
    "^NOTA DINAS",
    "",
    "=Yth.\t:\t{{ kepada|join(', ') }}",
    "=Dari\t:\t{{ dari or jabatan }}",
    "=Tanggal\t:\t{{ tanggal }}",
    "=Nomor\t:\t{{ nomor }}",
    "=Sifat\t:\t{{ sifat }}",
    "=Lampiran\t:\t{{ jumlah_lampiran }}",
    "=Hal\t:\t{{ perihal }}",
    "",
    "{%p if dasar %}",
    "Berdasarkan:",
    "{%p endif %}",
    "{%p for d in dasar %}",
    "{{ loop.index }}. {{ d }};",
    "{%p endfor %}",
)
BADAN: dict[Bentuk, tuple[str, ...]] = {
    Bentuk.SURAT: (
        "Nomor\t: {{ nomor }}",
        "Sifat\t: {{ sifat }}",
        "Lampiran\t: {{ jumlah_lampiran }}",
        "Hal\t: {{ perihal }}",
        "",
        "Yth.",
        "{%p for baris in kepada %}",
        "{{ baris }}",
        "{%p endfor %}",
        "",
        "{%p if dasar %}",
        "Berdasarkan:",
        "{%p endif %}",
        "{%p for d in dasar %}",
        "{{ loop.index }}. {{ d }}{% if loop.last %}.{% else %};{% endif %}",
        "{%p endfor %}",
    ),
    Bentuk.NOTA: BADAN_NOTA,
    Bentuk.LAPORAN: (
        *BADAN_NOTA,
        "{%p if diktum %}",
        "Keputusan yang diminta:",
        "{%p endif %}",
        "{%p for d in diktum %}",
        "{{ loop.index }}. {{ d.kalimat }}",
        "{%p endfor %}",
    ),
    Bentuk.BERITA_ACARA: (
        "{%p if konsep %}",
        "^KONSEP",
        "{%p endif %}",
        "^BERITA ACARA",
        "^Nomor {{ nomor }}",
        "^{{ perihal }}",
        "",
    ),
    Bentuk.KEPUTUSAN: (
        "{%p if konsep %}",
        "^KONSEP",
        "{%p endif %}",
        "^{{ dari|upper }}",
        "^{{ provinsi|upper }}",
        "",
        "^KEPUTUSAN {{ dari|upper }}",
        "^NOMOR {{ nomor }}",
        "",
        "^TENTANG",
        "",
        "^{{ perihal|upper }}",
        "",
        "^{{ dari|upper }},",
        "",
        *_konsideran("Menimbang", "menimbang", "'abcdefghijklmnopqrstuvwxyz'[loop.index0]"),
        *_konsideran("Mengingat", "dasar", "loop.index"),
        *_konsideran("Memperhatikan", "memperhatikan", "loop.index"),
        "^MEMUTUSKAN:",
        "=Menetapkan\t:\tKEPUTUSAN {{ dari|upper }} TENTANG {{ perihal|upper }}.",
        "{%p for d in diktum %}",
        "={{ d.kata }}\t:\t{{ d.kalimat }}",
        "{%p endfor %}",
        "",
    ),
    Bentuk.KETERANGAN: (
        "^{{ perihal|upper }}",
        "^Nomor: {{ nomor }}",
        "",
        "Yang bertanda tangan di bawah ini:",
        "Nama\t: {{ nama }}",
        "NIP\t: {{ nip }}",
        "Jabatan\t: {{ jabatan }}",
        "",
    ),
    Bentuk.DAFTAR: ("^{{ perihal|upper }}", "^Nomor: {{ nomor }}", ""),
    Bentuk.SELEBARAN: ("^{{ perihal|upper }}", ""),
}
ALASAN_KONSEP = ("{%p if alasan_konsep %}", "KONSEP. {{ alasan_konsep }}", "{%p endif %}")
ISI = (
    "{%p for alinea in pembuka %}",
    "{{ alinea }}",
    "{%p endfor %}",
    "{%p for f in fakta %}",
    "{{ f.nama }}\t: {{ f.nilai }}",
    "{%p endfor %}",
    "{{ tabel }}",
    "{%p for alinea in penutup %}",
    "{{ alinea }}",
    "{%p endfor %}",
)
TANDA = (
    "{{ kota }}, {{ tanggal }}",
    "{{ jabatan }}",
    "",
    "",
    "{{ nama }}",
    "{{ pangkat }}",
    "NIP {{ nip }}",
)
TANDA_KEPUTUSAN = (
    "Ditetapkan di {{ kota }}",
    "pada tanggal {{ tanggal }}",
    "{{ (jabatan or dari)|upper }},",
    "",
    "",
    "{{ nama|upper }}",
    "{{ pangkat }}",
    "{%p if nip %}",
    "NIP {{ nip }}",
    "{%p endif %}",
)
TANDA_BERITA_ACARA = ("Mengetahui,", *TANDA[1:])  # its text has the date
TANDA_BENTUK: dict[Bentuk, tuple[str, ...]] = {
    Bentuk.KEPUTUSAN: TANDA_KEPUTUSAN,
    Bentuk.BERITA_ACARA: TANDA_BERITA_ACARA,
    Bentuk.NOTA: TANDA[1:],  # its head has the date
    Bentuk.LAPORAN: TANDA[1:],
    Bentuk.SELEBARAN: (),
}
# The head of an annex has its date.
TANDA_LAMPIRAN = {Bentuk.KEPUTUSAN: TANDA_KEPUTUSAN[2:]}
# What stands below the signature: the QR, which is none.
EKOR_QR = (
    "{%p if alamat_periksa %}",
    "{{ qr }}",
    "Pindai untuk memeriksa surat ini, atau buka {{ alamat_periksa }}. QR ini bukan tanda tangan "
    "elektronik.",
    "{%p endif %}",
)
EKOR: dict[Bentuk, tuple[str, ...]] = {Bentuk.KETERANGAN: EKOR_QR, Bentuk.LAPORAN: EKOR_QR}
TEMBUSAN = (
    "{%p if tembusan %}",
    "Tembusan:",
    "{%p endif %}",
    "{%p for t in tembusan %}",
    "{{ loop.index }}. {{ t }}",
    "{%p endfor %}",
)
KEPALA_LAMPIRAN = (
    "Lampiran {{ judul_lampiran }}",
    "Nomor\t: {{ nomor }}",
    "Tanggal\t: {{ tanggal }}",
    "",
    "{{ lampiran }}",
)


def templat_bawaan(bentuk: Bentuk) -> BytesIO:
    """A .docx with every field of this shape, A4; the annex begins on a page of its own."""
    dokumen = Document()
    _gaya(dokumen)
    if bentuk != Bentuk.KEPUTUSAN:  # a decree bears the name of who decides it
        _kop(dokumen)
    for teks in (*ALASAN_KONSEP, *BADAN.get(bentuk, BADAN[Bentuk.SURAT]), *ISI):
        _alinea(dokumen, teks)
    _tanda_tangan(dokumen, TANDA_BENTUK.get(bentuk, TANDA))
    for teks in (*EKOR.get(bentuk, ()), *TEMBUSAN):
        dokumen.add_paragraph(teks)
    _kaki(dokumen.sections[0].footer.paragraphs[0])
    dokumen.add_paragraph("{%p if judul_lampiran %}")
    dokumen.add_section(WD_SECTION.NEW_PAGE)
    for teks in KEPALA_LAMPIRAN:
        dokumen.add_paragraph(teks)
    _tanda_tangan(dokumen, TANDA_LAMPIRAN.get(bentuk, TANDA[1:]))
    dokumen.add_paragraph("{%p endif %}")
    tujuan = BytesIO()
    dokumen.save(tujuan)
    tujuan.seek(0)
    return tujuan


def _gaya(dokumen: Dokumen) -> None:
    huruf = dokumen.styles["Normal"]
    huruf.font.name, huruf.font.size = "Liberation Serif", Pt(11)
    huruf.paragraph_format.space_after = Pt(4)
    huruf.paragraph_format.tab_stops.add_tab_stop(Mm(30))
    halaman = dokumen.sections[0]
    halaman.page_width, halaman.page_height = Mm(210), Mm(297)
    halaman.left_margin, halaman.right_margin = Mm(25), Mm(20)
    halaman.top_margin, halaman.bottom_margin = Mm(20), Mm(22)


def _tanda_tangan(dokumen: Dokumen, isi: tuple[str, ...] = TANDA) -> None:
    for teks in isi:
        alinea = dokumen.add_paragraph(teks)
        alinea.paragraph_format.left_indent = Mm(90)
        alinea.paragraph_format.keep_with_next = teks != isi[-1]


def _garis_bawah(alinea: Paragraph) -> None:
    garis = OxmlElement("w:pBdr")
    bawah = OxmlElement("w:bottom")
    for nama, nilai in {"val": "double", "sz": "6", "space": "4", "color": "000000"}.items():
        bawah.set(qn(f"w:{nama}"), nilai)
    garis.append(bawah)
    alinea._p.get_or_add_pPr().append(garis)  # noqa: SLF001 - python-docx has no borders


def _kaki(alinea: Paragraph) -> None:
    """Number, version and hash, then "Halaman x dari y" as Word's own fields."""
    alinea.add_run("{{ kaki }}\tHalaman ").font.size = Pt(8)
    _medan_word(alinea, "PAGE")
    alinea.add_run(" dari ").font.size = Pt(8)
    _medan_word(alinea, "NUMPAGES")


def _medan_word(alinea: Paragraph, kode: str) -> None:
    medan = OxmlElement("w:fldSimple")
    medan.set(qn("w:instr"), kode)
    lari = OxmlElement("w:r")
    gaya, ukuran = OxmlElement("w:rPr"), OxmlElement("w:sz")
    ukuran.set(qn("w:val"), "16")  # half points
    gaya.append(ukuran)
    lari.append(gaya)
    teks = OxmlElement("w:t")
    teks.text = "1"
    lari.append(teks)
    medan.append(lari)
    alinea._p.append(medan)  # noqa: SLF001 - python-docx has no fields


def _kop(dokumen: Dokumen) -> None:
    for teks in ("{%p if logo %}", "{{ logo }}", "{%p endif %}"):
        dokumen.add_paragraph(teks).alignment = TENGAH
    for teks, tebal in (("{{ pemerintah }}", False), ("{{ instansi }}", True)):
        kop = dokumen.add_paragraph()
        kop.alignment = TENGAH
        huruf = kop.add_run(teks)
        huruf.bold, huruf.font.all_caps = tebal, True
    alamat = dokumen.add_paragraph("{{ alamat_kop }}")
    alamat.alignment = TENGAH
    _garis_bawah(alamat)


def _alinea(dokumen: Dokumen, teks: str) -> None:
    """A paragraph of a shape; its first sign says how it stands."""
    tanda, isi = (teks[0], teks[1:]) if teks[:1] in TANDA_ALINEA else ("", teks)
    alinea = dokumen.add_paragraph(isi)
    if tanda == "^":
        alinea.alignment = TENGAH
    elif tanda:
        bentuk, lebar = alinea.paragraph_format, CACAH if tanda == "#" else GANTUNG
        bentuk.left_indent, bentuk.first_line_indent = lebar, -lebar
        for letak in (TITIK_DUA, GANTUNG, CACAH):
            bentuk.tab_stops.add_tab_stop(letak)
