"""Make the template workbook, from the same table of fields that reads it back."""

from collections.abc import Mapping, Sequence
from io import BytesIO

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from peserta.bersih.bidang import BIDANG, TANDA
from peserta.bersih.kesejahteraan import REGISTER
from peserta.bersih.kolom import Bidang
from peserta.models import Kelurahan, Pekerjaan
from pijar.excel import LEMBAR_PETUNJUK, Jenis, Kolom, LembarTulis, Tanda, buku_kecil

BARIS = 2_000
LEMBAR_DATA, LEMBAR_PILIHAN = "Data", "Pilihan"
CARA_KERJA = ["berusaha sendiri", "pekerja keluarga", "pekerja lepas"]
STATUS_BPJS = ["belum", "PU aktif", "BPU mandiri", "pihak lain"]
KECAMATAN_DARI = "Kecamatan dari kelurahan"


def templat() -> bytes:
    """The template of a list of people, as .xlsx bytes."""
    pengantar = (
        "Isi satu orang per baris di lembar Data, lalu unggah di menu Impor Excel.",
        "Contoh di bawah hanya contoh: NIK berakhiran 0000 tidak pernah masuk.",
    )
    return susun_templat(TANDA, [b for b in BIDANG if b.templat], pengantar)


def susun_templat(
    tanda: Tanda,
    bidang: Sequence[Bidang],
    pengantar: Sequence[str],
    pilihan_lain: Mapping[str, list[str]] | None = None,
) -> bytes:
    """Make an empty list with drop-downs, text columns, instructions and an example.

    ``tanda``: purpose and version. ``pengantar``: lines of instructions. ``pilihan_lain``:
    drop-downs of columns beyond those of a person.
    """
    pilihan = _pilihan() | dict(pilihan_lain or {})
    tinggi = max(map(len, pilihan.values()))
    buku = buku_kecil(
        [
            LembarTulis(LEMBAR_DATA, [_kolom(b) for b in bidang], []),
            _petunjuk(tanda, bidang, pengantar),
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


def _petunjuk(tanda: Tanda, bidang: Sequence[Bidang], pengantar: Sequence[str]) -> LembarTulis:
    """The instruction sheet; no NIK ends in 0000, so an example that was copied is told."""
    return LembarTulis(
        LEMBAR_PETUNJUK,
        [Kolom("Kolom"), Kolom("Wajib"), Kolom("Cara mengisi"), Kolom("Contoh")],
        [[b.judul, "ya" if b.wajib else "", b.petunjuk, b.contoh] for b in bidang],
        [
            str(tanda),
            *pengantar,
            "Jangan hapus lembar ini; dari sini aplikasi mengenali versi templatnya.",
        ],
    )


def _pilihan() -> dict[str, list[str]]:
    """Columns of the choices sheet by title, with each kelurahan beside its kecamatan."""
    tempat = Kelurahan.objects.order_by("kecamatan__nama", "kecamatan_id", "nama")
    pasangan = [*tempat.values_list("kecamatan__nama", "nama")]
    return {
        "jenis_kelamin": ["L", "P"],
        "kecamatan": [*dict.fromkeys(kecamatan for kecamatan, _ in pasangan)],
        "pekerjaan": [p.nama for p in Pekerjaan.objects.filter(aktif=True)],
        "cara_kerja": CARA_KERJA,
        "status_bpjs": STATUS_BPJS,
        "register_kesejahteraan": [*REGISTER],
        "desil": [str(n) for n in range(1, 11)],
        KECAMATAN_DARI: [kecamatan for kecamatan, _ in pasangan],
        "kelurahan": [kelurahan for _, kelurahan in pasangan],
    }


def _kolom(b: Bidang) -> Kolom:
    return Kolom(b.judul, Jenis.TEKS, lebar=max(14, len(b.judul) + 4))


def _siapkan(lembar: Worksheet, bidang: Sequence[Bidang], pilihan: dict[str, list[str]]) -> None:
    huruf = {b.kode: get_column_letter(i) for i, b in enumerate(bidang, start=1)}
    asal = {kode: get_column_letter(i) for i, kode in enumerate(pilihan, start=1)}
    for b in bidang:
        if b.jenis != "uang":  # text, so that Excel keeps all 16 digits
            lembar.column_dimensions[huruf[b.kode]].number_format = "@"
        if b.kode in pilihan:
            akhir = len(pilihan[b.kode]) + 1
            rumus = f"{LEMBAR_PILIHAN}!${asal[b.kode]}$2:${asal[b.kode]}${akhir}"
            if b.kode == "kelurahan":
                rumus = _rumus_kelurahan(f"${huruf['kecamatan']}2", asal, akhir)
            _pasang(lembar, b, f"{huruf[b.kode]}2:{huruf[b.kode]}{BARIS + 1}", rumus)


def _rumus_kelurahan(sel: str, asal: dict[str, str], akhir: int) -> str:
    """Formula for the kelurahan of the kecamatan in ``sel``, whose rows stand together."""
    kecamatan = f"{LEMBAR_PILIHAN}!${asal[KECAMATAN_DARI]}$2:${asal[KECAMATAN_DARI]}${akhir}"
    mulai = f"{LEMBAR_PILIHAN}!${asal['kelurahan']}$1"
    return f"OFFSET({mulai},MATCH({sel},{kecamatan},0),0,COUNTIF({kecamatan},{sel}),1)"


def _pasang(lembar: Worksheet, b: Bidang, sel: str, rumus: str) -> None:
    aturan = DataValidation(
        "list",
        formula1=rumus,
        allow_blank=True,
        showErrorMessage=True,
        errorTitle=b.judul,
        error=f"{b.petunjuk} Semua pilihan ada di lembar {LEMBAR_PILIHAN}.",
        showInputMessage=True,
        promptTitle=b.judul,
        prompt=b.petunjuk,
    )
    aturan.add(sel)
    lembar.add_data_validation(aturan)
