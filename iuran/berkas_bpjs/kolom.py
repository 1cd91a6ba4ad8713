"""The columns of a file to BPJS: what each holds, which a profile may name, which must be filled.

A column's ``isi`` is a field of :data:`ISI_KOLOM` or ``=text`` for a constant; ``peta`` turns
values into BPJS's codes.
"""

from collections.abc import Callable
from datetime import date
from functools import cache

from django.db.models import Q

from iuran.models import (
    BERBANTUAN,
    Bantuan,
    BarisBerkas,
    BarisBerkasQuerySet,
    BerkasBPJS,
    JenisBerkasBPJS,
    ProfilEkspor,
)
from peserta.models import Kelurahan, Pekerjaan, Peserta
from peserta.orang import JUDUL
from pijar.bulan import awal_bulan, selisih_bulan
from pijar.errors import AturanDilanggarError

Nilai = str | int | date


def _orang(kolom: str) -> Callable[[BarisBerkas], Nilai]:
    return lambda baris: getattr(baris.peserta, kolom)


def _bantuan(baris: BarisBerkas) -> Bantuan:
    """The grant of a line that asks for months; a profile of another kind cannot name it."""
    if baris.bantuan is None:
        raise AturanDilanggarError("Kolom bulan hanya untuk pendaftaran dan perpanjangan.")
    return baris.bantuan


def _jumlah_bulan(baris: BarisBerkas) -> int:
    """Months of the decree, those after New Year from the next source included."""
    bantuan = _bantuan(baris)
    sambungan = getattr(bantuan, "sambungan", None)
    akhir = bantuan.bulan_akhir
    if sambungan is not None and sambungan.nomor_sk == bantuan.nomor_sk:
        akhir = sambungan.bulan_akhir
    return selisih_bulan(bantuan.bulan_awal, akhir) + 1


def _berakhir(baris: BarisBerkas) -> date:
    """The last day of cover of a shortened grant; a profile of another kind cannot name it."""
    if baris.berakhir is None:
        raise AturanDilanggarError("Kolom akhir bantuan hanya untuk penghentian.")
    return baris.berakhir


def _bulan_terakhir(baris: BarisBerkas) -> Nilai:
    """The last month that the city pays for somebody who stops."""
    if baris.peristiwa is None:
        return awal_bulan(_berakhir(baris))
    berlaku = [b.bulan_akhir for b in baris.peserta.daftar_bantuan.all() if b.status != "batal"]
    return max(berlaku, default="")


def _alasan_henti(baris: BarisBerkas) -> str:
    return baris.peristiwa.get_jenis_display() if baris.peristiwa else "Bantuan berakhir lebih awal"


def _tanggal_henti(baris: BarisBerkas) -> Nilai:
    return baris.peristiwa.tanggal if baris.peristiwa else _berakhir(baris)


NAMA_RUJUKAN: dict[str, type[Kelurahan] | type[Pekerjaan]] = {
    "kelurahan_id": Kelurahan,
    "pekerjaan_id": Pekerjaan,
}


@cache
def _nama_rujukan(kolom: str, kode: str) -> str:
    return str(NAMA_RUJUKAN[kolom].objects.values_list("nama", flat=True).get(pk=kode))


def _data(baris: BarisBerkas, ke: int) -> str:
    """The old (0) or new (1) values of the columns that a change tells, each with its title."""
    return "; ".join(
        f"{JUDUL[kolom]}: {_nama_rujukan(kolom, n) if n and kolom in NAMA_RUJUKAN else n}"
        for kolom, n in ((kolom, pasangan[ke]) for kolom, pasangan in (baris.isi or {}).items())
    )


def _nik_lama(baris: BarisBerkas) -> str:
    """The NIK by which BPJS knows the person: the old one where this file corrects it."""
    lama, _ = (baris.isi or {}).get("nik", ["", ""])
    return str(lama or baris.peserta.nik)


def _alamat_lengkap(baris: BarisBerkas) -> str:
    p: Peserta = baris.peserta
    bagian = [
        p.alamat,
        f"RT {p.rt}" if p.rt else "",
        f"RW {p.rw}" if p.rw else "",
        f"Kel. {p.kelurahan.nama}",
        f"Kec. {p.kelurahan.kecamatan.nama}",
        "Kota Semarang",
    ]
    return " ".join(b for b in bagian if b)


ISI_KOLOM: dict[str, Callable[[BarisBerkas], Nilai]] = {
    "nomor": lambda baris: baris.nomor,
    "nik_lama": _nik_lama,
    "data_lama": lambda baris: _data(baris, 0),
    "data_baru": lambda baris: _data(baris, 1),
    "alasan_henti": _alasan_henti,
    "tanggal_henti": _tanggal_henti,
    "bulan_terakhir": _bulan_terakhir,
    **{
        kolom: _orang(kolom)
        for kolom in (
            "nik",
            "nama",
            "tempat_lahir",
            "tanggal_lahir",
            "jenis_kelamin",
            "nama_ibu",
            "alamat",
            "rt",
            "rw",
            "hp",
            "email",
            "lokasi_kerja",
            "kpj",
        )
    },
    "no_kk": _orang("no_kk"),
    "kelurahan": lambda baris: baris.peserta.kelurahan.nama,
    "kecamatan": lambda baris: baris.peserta.kelurahan.kecamatan.nama,
    "kode_pos": lambda baris: baris.peserta.kelurahan.kode_pos,
    "alamat_lengkap": _alamat_lengkap,
    "pekerjaan": lambda baris: baris.peserta.pekerjaan.nama,
    "bulan_awal": lambda baris: _bantuan(baris).bulan_awal,
    "jumlah_bulan": _jumlah_bulan,
    "program": lambda baris: _bantuan(baris).program,
    "dasar_upah": lambda baris: 0,  # ekspor puts the tariff's wage in
}


# Only these can be empty; the others are always there.
BISA_WAJIB = {
    **{
        kolom: f"peserta__{kolom}"
        for kolom in (
            "tempat_lahir",
            "nama_ibu",
            "alamat",
            "rt",
            "rw",
            "hp",
            "email",
            "lokasi_kerja",
            "no_kk",
        )
    },
    "kode_pos": "peserta__kelurahan__kode_pos",
}


# What a profile may name only for files of one kind; every other field is a person's.
HANYA_UNTUK: dict[str, tuple[JenisBerkasBPJS, ...]] = {
    "bulan_awal": BERBANTUAN,
    "jumlah_bulan": BERBANTUAN,
    "program": BERBANTUAN,
    "dasar_upah": BERBANTUAN,
    "nik_lama": (JenisBerkasBPJS.PERUBAHAN,),
    "data_lama": (JenisBerkasBPJS.PERUBAHAN,),
    "data_baru": (JenisBerkasBPJS.PERUBAHAN,),
    "alasan_henti": (JenisBerkasBPJS.PENGHENTIAN,),
    "tanggal_henti": (JenisBerkasBPJS.PENGHENTIAN,),
    "bulan_terakhir": (JenisBerkasBPJS.PENGHENTIAN,),
}


def galat_kolom(kolom: object, jenis: str = JenisBerkasBPJS.PENDAFTARAN) -> str:
    """The error in a profile's columns, in words for the admin; empty without one."""
    if not isinstance(kolom, list) or not kolom:
        return "Kolom harus berupa daftar yang tidak kosong."
    for nomor, satu in enumerate(kolom, 1):
        if galat := _galat_satu_kolom(nomor, satu) or _galat_jenis(satu, jenis):
            return galat
    judul = [satu["judul"] for satu in kolom]
    ganda = sorted({j for j in judul if judul.count(j) > 1})
    return f"Judul kolom tidak boleh berulang: {', '.join(ganda)}." if ganda else ""


def _galat_jenis(satu: dict[str, object], jenis: str) -> str:
    """Why a file of this kind cannot have the column; empty when it can."""
    untuk = HANYA_UNTUK.get(str(satu["isi"]), tuple(JenisBerkasBPJS))
    if jenis in untuk:
        return ""
    kata = " dan ".join(j.label.lower() for j in untuk)
    return f"Isi “{satu['isi']}” pada kolom {satu['judul']} hanya untuk berkas {kata}."


def _galat_satu_kolom(nomor: int, satu: object) -> str:
    if not isinstance(satu, dict) or not satu.get("judul") or "isi" not in satu:
        return f"Kolom ke-{nomor} harus mempunyai judul dan isi."
    if not (str(satu["isi"]).startswith("=") or satu["isi"] in ISI_KOLOM):
        return (
            f"Isi “{satu['isi']}” pada kolom {satu['judul']} tidak dikenal. "
            f"Pakai =teks, atau salah satu dari: {', '.join(sorted(ISI_KOLOM))}."
        )
    if not isinstance(satu.get("peta", {}), dict):
        return f"Peta pada kolom {satu['judul']} harus berupa pasangan nilai dan kode."
    if not isinstance(satu.get("wajib", False), bool):
        return f"Wajib pada kolom {satu['judul']} harus true atau false."
    return ""


def kolom_wajib(profil: ProfilEkspor) -> dict[str, str]:
    """Fields of a person that BPJS requires by this profile, each with its column's title."""
    return {
        str(satu["isi"]): str(satu["judul"])
        for satu in profil.kolom
        if satu.get("wajib") and satu["isi"] in BISA_WAJIB
    }


def belum_lengkap(berkas_bpjs: BerkasBPJS) -> BarisBerkasQuerySet:
    """Waiting lines whose person lacks a column that the profile requires."""
    kurang = Q()
    for isi in kolom_wajib(berkas_bpjs.profil):
        kurang |= Q(**{BISA_WAJIB[isi]: ""})
    baris = berkas_bpjs.daftar_baris.menunggu()
    return baris.filter(kurang) if kurang else baris.none()


def yang_kurang(baris: BarisBerkas, wajib: dict[str, str]) -> list[str]:
    """The titles of required columns that are empty for this person."""
    return [judul for isi, judul in wajib.items() if not ISI_KOLOM[isi](baris)]
