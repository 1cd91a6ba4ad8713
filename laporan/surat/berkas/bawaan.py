"""The built-in Word template of each shape: what an admin downloads to begin their own."""

from io import BytesIO

from docx import Document
from docx.document import Document as DokumenWord
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from laporan.surat.isi import Bentuk

TENGAH = WD_ALIGN_PARAGRAPH.CENTER
# Paragraphs of each shape, between letterhead and signature. ``{%p`` repeats a paragraph. One that
# begins with ``^`` stands in the middle.
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
TANDA_BENTUK: dict[Bentuk, tuple[str, ...]] = {Bentuk.SELEBARAN: ()}
# What stands below the signature: the QR, which is none.
EKOR: dict[Bentuk, tuple[str, ...]] = {
    Bentuk.KETERANGAN: (
        "{%p if alamat_periksa %}",
        "{{ qr }}",
        "Pindai untuk memeriksa surat ini, atau buka {{ alamat_periksa }}. QR ini bukan tanda "
        "tangan elektronik.",
        "{%p endif %}",
    ),
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
    for teks, tebal in (("{{ pemerintah }}", False), ("{{ instansi }}", True)):
        kop = dokumen.add_paragraph()
        kop.alignment = TENGAH
        kop.add_run(teks).bold = tebal
    dokumen.add_paragraph("{{ alamat_kop }}").alignment = TENGAH
    for teks in (*BADAN.get(bentuk, BADAN[Bentuk.SURAT]), *ISI):
        _alinea(dokumen, teks)
    for teks in TANDA_BENTUK.get(bentuk, TANDA):
        dokumen.add_paragraph(teks).paragraph_format.left_indent = Mm(90)
    for teks in (*EKOR.get(bentuk, ()), *TEMBUSAN):
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


def _alinea(dokumen: DokumenWord, teks: str) -> None:
    """A paragraph of a shape; its first sign says how it stands."""
    alinea = dokumen.add_paragraph(teks.removeprefix("^"))
    if teks.startswith("^"):
        alinea.alignment = TENGAH
