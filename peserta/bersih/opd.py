"""The key by which the name of an office is found, however it is spelled."""

import re
import unicodedata

_KATA = re.compile(r"[A-Z0-9]+")
_SINGKATAN = {
    "KEC": "KECAMATAN",
    "KCMTN": "KECAMATAN",
    "KEL": "KELURAHAN",
    "DIN": "DINAS",
    "BAG": "BAGIAN",
    "SET": "SEKRETARIAT",
    "RSUD": "RSD",
}
_EKOR = ("PEMERINTAHKOTASEMARANG", "PEMKOTSEMARANG", "KOTASEMARANG", "PEMKOT")
_SAMBUNG = frozenset({"DAN", "KANTOR"})


def kunci_opd(nama: str) -> str:
    """Letters and digits only, upper case, abbreviations of the kind of office written out.

    "Kec. Pedurungan", "KECAMATAN PEDURUNGAN" and "Kecamatan Pedurungan Kota Semarang" have one key.
    """
    polos = unicodedata.normalize("NFKD", nama).upper().replace("&", " DAN ")
    kata = [_SINGKATAN.get(k, k) for k in _KATA.findall(polos)]
    kunci = "".join(k for k in kata if k not in _SAMBUNG)
    for ekor in _EKOR:
        kunci = kunci.removesuffix(ekor) or kunci
    return kunci
