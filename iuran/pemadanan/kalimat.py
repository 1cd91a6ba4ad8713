"""Words of other offices about one person: which bin they mean. Pure.

A word decides only where no other speaks against it. A row is *sesuai* only when nothing is left
over that this table does not know: a doubt is for an admin's eye.
"""

import re
from typing import NamedTuple

from iuran.models import HasilPadanan, JenisPemadanan
from peserta.bersih.alasan import kutip

H, J = HasilPadanan, JenisPemadanan
BUKAN_HURUF_ANGKA = re.compile(r"[^A-Z0-9]")
TAK_ADA = (
    "TIDAK DITEMUKAN|TDK DITEMUKAN|TIDAK ADA|TDK ADA|TIDAK TERDAFTAR|TIDAK TERDATA|BELUM TERDATA"
    "|BELUM TERDAFTAR|NIK TIDAK VALID|NIK TIDAK DIKENAL|NIHIL|NOT FOUND|TIDAK PADAN|UNKNOWN"
)
UPAH = "AKTIF PU|PU AKTIF|PENERIMA UPAH|AKTIF SEBAGAI PU|PU|KARYAWAN|PEKERJA FORMAL"

# Per register, longer words first: each is taken out of the text before the next is looked for.
KATA: dict[JenisPemadanan, tuple[tuple[str, HasilPadanan], ...]] = {
    J.KEPENDUDUKAN: (
        (TAK_ADA, H.TIDAK_DITEMUKAN),
        ("PINDAH (?:DALAM KOTA|ANTAR ?KECAMATAN|ANTAR ?KELURAHAN)", H.SESUAI),
        (
            "PINDAH (?:KELUAR|KE LUAR|LUAR)(?: (?:KOTA|KAB|KABUPATEN|PROVINSI|DAERAH))?"
            "|SUDAH PINDAH|PINDAH KE|PINDAH",
            H.PINDAH,
        ),
        (
            "(?:SUDAH |TELAH )?MENINGGAL(?: DUNIA)?|WAFAT|MATI|ALMARHUMAH|ALMARHUM|ALM|MD"
            "|AKTA KEMATIAN|KEMATIAN",
            H.MENINGGAL,
        ),
        ("MASIH HIDUP|HIDUP|ADA|AKTIF|TERDAFTAR|SESUAI|PADAN|DITEMUKAN|VALID|OK", H.SESUAI),
    ),
    J.PENERIMA_UPAH: (
        (
            f"(?:BUKAN|NON|TIDAK|TDK|BELUM|SUDAH TIDAK)(?: LAGI)?(?: SEBAGAI)? (?:{UPAH})"
            "|TIDAK AKTIF|TDK AKTIF|NON ?AKTIF|BERHENTI|(?:AKTIF )?BPU(?: AKTIF)?"
            "|KELUAR DARI PERUSAHAAN|KELUAR",
            H.SESUAI,
        ),
        (TAK_ADA, H.TIDAK_DITEMUKAN),
        (f"{UPAH}|AKTIF BEKERJA|MASIH BEKERJA|AKTIF", H.PENERIMA_UPAH),
    ),
    J.PEMBAYAR_LAIN: (
        (
            "(?:TIDAK|TDK|BELUM|SUDAH TIDAK)(?: LAGI)? (?:AKTIF|DIBAYAR|DIBIAYAI|DITANGGUNG)"
            "|BUKAN PESERTA|NON ?AKTIF|BERHENTI",
            H.SESUAI,
        ),
        (TAK_ADA, H.TIDAK_DITEMUKAN),
        ("AKTIF|DIBAYAR|DIBIAYAI|DITANGGUNG|TERDAFTAR|PESERTA AKTIF|PESERTA", H.PIHAK_LAIN),
    ),
}
POLA = {
    jenis: tuple((re.compile(rf"\b(?:{pola})\b"), hasil) for pola, hasil in daftar)
    for jenis, daftar in KATA.items()
}
# What may stand beside a word without changing it.
PENGISI = re.compile(
    r"\b(?:DATA|NIK|STATUS|PENDUDUK|WARGA|DI|DUKCAPIL|DISDUKCAPIL|KOTA|SEMARANG|SEBAGAI|PESERTA"
    r"|BPJS|PADA|TANGGAL|TGL|SEJAK|PER|DAN|YANG|NAMA|KTP|EL|JKK|JKM)\b"
)
# A word that turns another round, or doubts it.
RAGU = re.compile(
    r"\b(?:TIDAK|TDK|BELUM|BLM|BUKAN|NON|GAGAL|DIDUGA|DUGAAN|KEMUNGKINAN|MUNGKIN|CEK|KONFIRMASI"
    r"|GANDA|DATANG|BATAL|PERIKSA|KLARIFIKASI)\b"
)


class Bacaan(NamedTuple):
    """The bin that the words mean; ``ragu`` says why they need an eye."""

    hasil: HasilPadanan
    ragu: str = ""


def golongkan(jenis: str, kata: str, *, pihak: str = "", berakhir: bool = False) -> Bacaan:
    """The bin of a row of a list of this kind.

    Without a word, a company or payer that is named speaks for itself. ``berakhir``: the row also
    bears a last day, so a word that says "active" is doubtful.
    """
    jenis = JenisPemadanan(jenis)
    tersisa = _kata(kata)
    if not tersisa:
        return _tanpa_kata(jenis, pihak, berakhir)
    hasil: list[HasilPadanan] = []
    for pola, arti in POLA[jenis]:
        tersisa, banyak = pola.subn(" ", tersisa)
        hasil += [arti] * bool(banyak)
    tersisa = " ".join(PENGISI.sub(" ", tersisa).split())
    if len(set(hasil)) != 1:
        sebab = "saling bertentangan" if hasil else "tidak dikenal"
        return Bacaan(H.PERIKSA, f"Kata {kutip(kata)} {sebab}.")
    if ragu := RAGU.search(tersisa):
        return Bacaan(H.PERIKSA, f"Kata {kutip(kata)} memuat “{ragu[0].lower()}”.")
    if hasil[0] == H.SESUAI and tersisa:
        return Bacaan(H.PERIKSA, f"Bagian {kutip(tersisa.lower())} tidak dikenal.")
    if berakhir and hasil[0] in (H.PENERIMA_UPAH, H.PIHAK_LAIN):
        return Bacaan(H.PERIKSA, "Disebut aktif, tetapi juga memuat tanggal berakhir.")
    return Bacaan(hasil[0])


def _tanpa_kata(jenis: JenisPemadanan, pihak: str, berakhir: bool) -> Bacaan:
    if berakhir:
        return Bacaan(H.PERIKSA, "Baris ini memuat tanggal berakhir tanpa status.")
    if pihak and jenis == J.PENERIMA_UPAH:
        return Bacaan(H.PENERIMA_UPAH)
    if pihak and jenis == J.PEMBAYAR_LAIN:
        return Bacaan(H.PIHAK_LAIN)
    return Bacaan(H.PERIKSA, "Statusnya kosong.")


def _kata(kata: str) -> str:
    return " ".join(BUKAN_HURUF_ANGKA.sub(" ", kata.upper()).split())
