"""Legal bases that rules cite, by key, so that an auditor finds the rule of a regulation.

``perlu_konfirmasi`` marks a base that no source confirms; screens say so.
"""

from typing import NamedTuple


class DasarHukum(NamedTuple):
    judul: str
    perlu_konfirmasi: bool = False


DASAR_HUKUM: dict[str, DasarHukum] = {
    "perwal-26-2025": DasarHukum("Peraturan Wali Kota Semarang Nomor 26 Tahun 2025"),
    "perwal-93-2020": DasarHukum("Peraturan Wali Kota Semarang Nomor 93 Tahun 2020"),
    "inpres-2-2021": DasarHukum("Instruksi Presiden Nomor 2 Tahun 2021"),
    "pp-44-2015": DasarHukum(
        "Peraturan Pemerintah Nomor 44 Tahun 2015 jo. Peraturan Pemerintah Nomor 82 Tahun 2019"
    ),
    "pp-50-2025": DasarHukum("Peraturan Pemerintah Nomor 50 Tahun 2025", perlu_konfirmasi=True),
    "permenaker-1-2025": DasarHukum("Peraturan Menteri Ketenagakerjaan Nomor 1 Tahun 2025"),
    "permendagri-15-2024": DasarHukum("Peraturan Menteri Dalam Negeri Nomor 15 Tahun 2024"),
    "se-sekda-2025": DasarHukum("Surat Edaran Sekretaris Daerah B/838.800.1.12.2/II/2025"),
    "kepwal-kriteria": DasarHukum(
        "Keputusan Wali Kota tentang kriteria peserta (nomor belum diketahui)",
        perlu_konfirmasi=True,
    ),
    "uu-27-2022": DasarHukum("Undang-Undang Nomor 27 Tahun 2022 tentang Pelindungan Data Pribadi"),
}
