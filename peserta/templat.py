"""The workbook that kelurahan fill in, made from the same table that reads it back."""

from collections.abc import Mapping, Sequence
from io import BytesIO

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from peserta.bidang import BIDANG, Bidang
from peserta.models import Kecamatan, Kelurahan, Pekerjaan
from pijar.excel import Jenis, Kolom, LembarTulis, buku_kecil

VERSI = "1"
BARIS = 2_000
LEMBAR_DATA, LEMBAR_PILIHAN, LEMBAR_PETUNJUK = "Data", "Pilihan", "Petunjuk"
STATUS_BPJS = ["belum", "PU aktif", "BPU mandiri", "pihak lain"]


def templat() -> bytes:
    """An empty list of people, for the import."""
    pengantar = (f"Templat daftar pekerja rentan, versi {VERSI}", "Untuk diunggah di Impor Excel")
    return susun_templat([b for b in BIDANG if b.templat], pengantar)


def susun_templat(
    bidang: Sequence[Bidang],
    pengantar: Sequence[str],
    pilihan_lain: Mapping[str, list[str]] | None = None,
) -> bytes:
    """An empty list with drop-downs, text columns for numbers, and instructions.

    ``pengantar`` says version and purpose; ``pilihan_lain`` are drop-downs of further columns.
    """
    pilihan = _pilihan() | dict(pilihan_lain or {})
    tinggi = max(map(len, pilihan.values()))
    buku = buku_kecil(
        [
            LembarTulis(LEMBAR_DATA, [_kolom(b) for b in bidang], []),
            LembarTulis(
                LEMBAR_PETUNJUK,
                [Kolom("Kolom"), Kolom("Wajib"), Kolom("Cara mengisi")],
                [[b.judul, "ya" if b.wajib else "", b.petunjuk] for b in bidang],
                pengantar,
            ),
            LembarTulis(
                LEMBAR_PILIHAN,
                [Kolom(judul) for judul in pilihan],
                [
                    [isi[n] if n < len(isi) else "" for isi in pilihan.values()]
                    for n in range(tinggi)
                ],
            ),
        ]
    )
    _siapkan(buku[LEMBAR_DATA], bidang, pilihan)
    hasil = BytesIO()
    buku.save(hasil)
    return hasil.getvalue()


def _pilihan() -> dict[str, list[str]]:
    """Drop-downs by field code; a repeated name of a kelurahan stands once."""
    kelurahan = Kelurahan.objects.order_by("nama").values_list("nama", flat=True)
    return {
        "jenis_kelamin": ["L", "P"],
        "kecamatan": [k.nama for k in Kecamatan.objects.all()],
        "kelurahan": [*dict.fromkeys(kelurahan)],
        "pekerjaan": [p.nama for p in Pekerjaan.objects.filter(aktif=True)],
        "status_bpjs": STATUS_BPJS,
    }


def _kolom(b: Bidang) -> Kolom:
    return Kolom(b.judul, Jenis.TEKS, lebar=max(14, len(b.judul) + 4))


def _siapkan(lembar: Worksheet, bidang: Sequence[Bidang], pilihan: dict[str, list[str]]) -> None:
    huruf_pilihan = {kode: get_column_letter(i) for i, kode in enumerate(pilihan, start=1)}
    for i, b in enumerate(bidang, start=1):
        huruf = get_column_letter(i)
        if b.jenis != "uang":  # text, so that Excel keeps all 16 digits
            lembar.column_dimensions[huruf].number_format = "@"
        if b.kode in pilihan:
            asal = huruf_pilihan[b.kode]
            akhir = len(pilihan[b.kode]) + 1
            aturan = DataValidation(
                "list", formula1=f"={LEMBAR_PILIHAN}!${asal}$2:${asal}${akhir}", allow_blank=True
            )
            aturan.add(f"{huruf}2:{huruf}{BARIS + 1}")
            lembar.add_data_validation(aturan)
