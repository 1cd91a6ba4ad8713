"""The sentences of a list's verdicts: one table, which the set-based SQL gets as data.

A sentence may have places such as ``{nama}``; the statement that writes it fills them.
"""

import json
from collections.abc import Mapping
from typing import NamedTuple

from peserta.models import Vonis


class Kalimat(NamedTuple):
    """One verdict on a row, why, and the next step of the officer."""

    vonis: str
    sebab: str = ""
    perbaikan: str = ""


CEK_KTP = "Cocokkan NIK dengan KTP"
UNGGAH_LAGI = "Unduh sisa baris, lalu unggah lagi agar dibandingkan dengan data terbaru."
LIHAT_ORANG = "Perbaiki di halaman orangnya bila perlu."

KALIMAT: dict[str, Kalimat] = {
    # A row against the people who are here.
    "ubah": Kalimat(Vonis.UBAH),
    "sama": Kalimat(Vonis.SAMA),
    "periksa": Kalimat(Vonis.PERINGATAN),
    "nik_wilayah_lain": Kalimat(
        Vonis.GALAT,
        "NIK ini sudah tercatat di wilayah lain.",
        f"{CEK_KTP}; bila benar, serahkan kepada admin.",
    ),
    "sudah_meninggal": Kalimat(
        Vonis.GALAT,
        "Orang dengan NIK ini tercatat meninggal.",
        f"{CEK_KTP}; bila pencatatannya keliru, hubungi admin.",
    ),
    "pernah_berhenti": Kalimat(
        Vonis.PERINGATAN,
        "Orang ini sudah berhenti.",
        "Centang untuk mendatanya kembali sebagai draf.",
    ),
    "dibuka_lagi": Kalimat(
        Vonis.UBAH,
        "Orang ini berasal dari impor yang dibatalkan; ia didata kembali sebagai draf.",
    ),
    "status_terkunci": Kalimat(
        Vonis.GALAT,
        "Orang ini berstatus {status}, sedangkan datanya di berkas berbeda.",
        "Minta verifikator mengembalikan pengajuannya, lalu unggah lagi sisa barisnya.",
    ),
    "usul": Kalimat(
        Vonis.USUL,
        "Orang ini berstatus {status}: perubahannya diusulkan kepada admin.",
        "Centang untuk mengusulkan; datanya baru berubah bila admin menerapkannya.",
    ),
    "usul_nama_lain": Kalimat(
        Vonis.USUL,
        "NIK ini tercatat ({status}) atas nama dan tanggal lahir yang sangat berbeda.",
        f"{CEK_KTP}; centang hanya bila orangnya sama. Admin yang memutuskan.",
    ),
    "sudah_diusulkan": Kalimat(
        Vonis.SAMA, "Perubahan yang sama sudah diusulkan dan menunggu admin."
    ),
    "usulan_lain": Kalimat(
        Vonis.GALAT,
        "Orang ini punya usulan perubahan lain yang menunggu admin.",
        "Minta admin memutuskannya di Perubahan data, lalu unggah lagi sisa barisnya.",
    ),
    "sudah_diverifikasi": Kalimat(
        Vonis.GALAT,
        "Orang ini sudah dinyatakan layak dengan identitas yang berbeda dari berkas.",
        "Cocokkan dengan KTP; bila berkas yang benar, minta verifikasi ulang.",
    ),
    "nama_lain": Kalimat(
        Vonis.PERINGATAN,
        "NIK ini tercatat atas nama dan tanggal lahir yang sangat berbeda.",
        f"{CEK_KTP}; centang hanya bila orangnya sama.",
    ),
    # A row against other rows, other lists and earlier NIKs.
    "nik_ganda_berkas": Kalimat(
        Vonis.GALAT,
        "NIK sama dengan baris {daftar}.",
        "Cocokkan dengan KTP: betulkan NIK yang salah, atau hapus baris yang berulang.",
    ),
    "nik_digabung": Kalimat(
        Vonis.PERINGATAN,
        "NIK ini pernah tercatat lalu digabung ke orang lain.",
        f"{CEK_KTP}; centang hanya bila memang orang yang berbeda.",
    ),
    "nik_dikoreksi": Kalimat(
        Vonis.PERINGATAN,
        "NIK ini pernah {oleh} sebelum dikoreksi.",
        "Cocokkan dengan KTP: bila orangnya sama, tulis NIK yang baru; "
        "centang hanya bila memang orang lain.",
    ),
    "impor_lain": Kalimat(
        Vonis.PERINGATAN,
        "NIK ini juga ada di impor {impor} milik {nama} yang belum diterapkan.",
        "Sepakati siapa yang mendata; centang baris ini bila Anda.",
    ),
    # A row that was looked at, and then something changed.
    "keduluan": Kalimat(
        Vonis.GALAT, "NIK ini baru saja didata orang lain{lewat}{tempat}", UNGGAH_LAGI
    ),
    "usul_keduluan": Kalimat(
        Vonis.GALAT, "Perubahan orang ini baru saja diusulkan orang lain.", UNGGAH_LAGI
    ),
    "luar_wilayah": Kalimat(
        Vonis.GALAT,
        "Baris ini di luar wilayah pengunggahnya sekarang.",
        "Serahkan barisnya kepada petugas wilayah itu.",
    ),
    "rujukan_hilang": Kalimat(
        Vonis.GALAT,
        "Kelurahan atau pekerjaan di baris ini sudah dihapus dari daftar rujukan.",
        "Unduh sisa baris, pilih kelurahan dan pekerjaan yang masih ada, unggah lagi.",
    ),
    "berubah_sejak_diperiksa": Kalimat(
        Vonis.GALAT, "Data orang ini berubah setelah berkas diperiksa.", UNGGAH_LAGI
    ),
    # A row that stays when the rest of its list is undone.
    "lanjut": Kalimat(Vonis.PERINGATAN, "Tidak ikut dibatalkan: sudah {status}.", LIHAT_ORANG),
    "digabung": Kalimat(
        Vonis.PERINGATAN,
        "Tidak ikut dibatalkan: sudah digabung dengan orang lain.",
        LIHAT_ORANG,
    ),
    "didata_lagi": Kalimat(
        Vonis.PERINGATAN,
        "Tidak ikut dibatalkan: setelah berhenti sudah didata lagi lewat impor lain.",
        LIHAT_ORANG,
    ),
    "usul_diterapkan": Kalimat(
        Vonis.PERINGATAN,
        "Tidak ikut dibatalkan: perubahannya sudah diterapkan admin.",
        "Usulkan perubahan baru di halaman orangnya bila perlu.",
    ),
    "diubah_lagi": Kalimat(
        Vonis.PERINGATAN, "Tidak ikut dibatalkan: datanya sudah diubah lagi.", LIHAT_ORANG
    ),
}


def kalimat_json() -> str:
    """The table for a statement, as its parameter ``kalimat``."""
    return json.dumps({kode: k._asdict() for kode, k in KALIMAT.items()})


def alasan_sql(
    kode: str,
    isi: Mapping[str, str] | None = None,
    *,
    kalimat: str = "",
    kolom: str = "nik",
    **lain: str,
) -> str:
    """SQL of an array with one finding, to be appended to ``alasan`` of a staged row.

    ``kode`` is SQL for its code, ``kalimat`` for that of its sentence where it is another.
    ``isi`` maps a place of the sentence to the SQL that fills it; ``lain`` adds keys with theirs.
    """
    satu = f"(%(kalimat)s::jsonb -> {kalimat or kode})"
    sebab = f"({satu} ->> 'sebab')"
    for tempat, nilai in (isi or {}).items():
        sebab = f"replace({sebab}, '{{{tempat}}}', {nilai})"
    pasangan = {
        "tingkat": f"CASE WHEN {satu} ->> 'vonis' IN ('ubah', 'usul', 'sama') THEN 'info' "
        f"ELSE {satu} ->> 'vonis' END",
        "kode": kode,
        "kolom": f"'{kolom}'",
        "nilai": "''",
        "sebab": sebab,
        "perbaikan": f"{satu} ->> 'perbaikan'",
    }
    daftar = ", ".join(f"'{kunci}', {nilai}" for kunci, nilai in (pasangan | lain).items())
    return f"jsonb_build_array(jsonb_build_object({daftar}))"
