"""The built-in Word template of each shape: what an admin downloads to begin their own."""

from io import BytesIO

from docx import Document
from docx.document import Document as DokumenWord
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

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
        "{{ loop.index }}. {{ d }};",
        "{%p endfor %}",
    ),
    Bentuk.NOTA: (
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
}
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
TANDA_BENTUK = {
    Bentuk.KEPUTUSAN: TANDA_KEPUTUSAN,
    Bentuk.BERITA_ACARA: TANDA_BERITA_ACARA,
    Bentuk.NOTA: TANDA[1:],  # its head has the date
}
TEMBUSAN = (
    "{%p if tembusan %}",
    "Tembusan:",
    "{%p endif %}",
    "{%p for t in tembusan %}",
    "{{ loop.index }}. {{ t }}",
    "{%p endfor %}",
)


def templat_bawaan(bentuk: Bentuk) -> BytesIO:
    """A .docx with every field of this shape."""
    dokumen = Document()
    huruf = dokumen.styles["Normal"]
    huruf.font.name, huruf.font.size = "Liberation Serif", Pt(11)
    huruf.paragraph_format.space_after = Pt(4)
    huruf.paragraph_format.tab_stops.add_tab_stop(Mm(30))
    if bentuk != Bentuk.KEPUTUSAN:  # a decree bears the name of who decides it
        _kop(dokumen)
    for teks in (*BADAN.get(bentuk, BADAN[Bentuk.SURAT]), *ISI):
        _alinea(dokumen, teks)
    for teks in TANDA_BENTUK.get(bentuk, TANDA):
        dokumen.add_paragraph(teks).paragraph_format.left_indent = Mm(90)
    for teks in TEMBUSAN:
        dokumen.add_paragraph(teks)
    for teks in (
        "{%p if judul_lampiran %}",
        "Lampiran {{ judul_lampiran }}",
        "{{ lampiran }}",
        "{%p endif %}",
    ):
        dokumen.add_paragraph(teks)
    dokumen.sections[0].footer.paragraphs[0].text = "{{ kaki }}"
    tujuan = BytesIO()
    dokumen.save(tujuan)
    tujuan.seek(0)
    return tujuan


def _kop(dokumen: DokumenWord) -> None:
    for teks, tebal in (("{{ pemerintah }}", False), ("{{ instansi }}", True)):
        kop = dokumen.add_paragraph()
        kop.alignment = TENGAH
        kop.add_run(teks).bold = tebal
    dokumen.add_paragraph("{{ alamat_kop }}").alignment = TENGAH


def _alinea(dokumen: DokumenWord, teks: str) -> None:
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
