"""The built-in Word template of each shape: what an admin downloads to begin their own."""

from io import BytesIO

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from laporan.surat.isi import Bentuk

TENGAH = WD_ALIGN_PARAGRAPH.CENTER
# Paragraphs of each shape, between letterhead and signature. ``{%p`` repeats a paragraph.
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
    for teks in (*ALASAN_KONSEP, *BADAN.get(bentuk, BADAN[Bentuk.SURAT]), *ISI):
        dokumen.add_paragraph(teks)
    for teks in TANDA:
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
