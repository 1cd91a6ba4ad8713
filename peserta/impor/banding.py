"""SQL that compares a staged row (``b``) with the person (``p``) of the same NIK.

All parts come from one table of columns. An empty cell never replaces a value; a difference in
capitals alone is none.
"""

from peserta.bersih.bidang import BIDANG_DAFTAR, IDENTITAS
from peserta.bersih.kolom import Bidang

_DIBANDINGKAN = tuple(b for b in BIDANG_DAFTAR if b.kode != "nik")  # which both rows share
_TANPA_HURUF = "{b} <> '' AND lower({b}) <> lower({p})"
_TEKS = "{b} <> '' AND {b} <> {p}"
_BERISI = "{b} IS NOT NULL AND {b} IS DISTINCT FROM {p}"


def _beda(bidang: Bidang) -> str:
    """The condition under which a list changes this field of the person."""
    if bidang.tipe != "text":
        return _BERISI
    return _TANPA_HURUF if bidang.jenis == "teks" else _TEKS


def _satu(bidang: Bidang) -> str:
    nama = {"b": f"b.{bidang.kode}", "p": f"p.{bidang.kolom_orang}"}
    isi = "jsonb_build_object('{k}', jsonb_build_array({p}, {b}))".format(k=bidang.kode, **nama)
    return f"CASE WHEN {_beda(bidang).format(**nama)} THEN {isi} ELSE '{{}}'::jsonb END"


# {column: [old, new]} for every change that the row would make.
PERUBAHAN = "\n || ".join(map(_satu, _DIBANDINGKAN))
# The same change with the columns of the person, as a proposal names them.
ISI_USULAN = (
    "jsonb_strip_nulls({perubahan} || jsonb_build_object("
    + ", ".join(
        f"'{k.kode}', NULL, '{k.kolom_orang}', {{perubahan}} -> '{k.kode}'"
        for k in _DIBANDINGKAN
        if k.kode != k.kolom_orang
    )
    + "))"
)
SENTUH_IDENTITAS = f"ubah.perubahan ?| array{sorted(IDENTITAS)}"
MENINGGAL = """EXISTS (
    SELECT FROM peserta_peristiwa e
    WHERE e.peserta_id = p.id AND e.jenis = 'meninggal' AND e.dibatalkan_pada IS NULL
)"""
# The row was judged when the person had already stopped; its finding tells the officer so.
BUKA_LAGI = (
    """(b.alasan @> '[{"kode": "pernah_berhenti"}]' OR b.alasan @> '[{"kode": "dibuka_lagi"}]')"""
)
# SET clause of an UPDATE that changes exactly the columns in ``b.perubahan``.
ISI_BARU = ", ".join(
    f"{k.kolom_orang} = CASE WHEN b.perubahan ? '{k.kode}' THEN b.{k.kode} "
    f"ELSE p.{k.kolom_orang} END"
    for k in _DIBANDINGKAN
)
# SET clause that restores the old value of each column that still has the new one.
ISI_LAMA = ", ".join(
    f"{k.kolom_orang} = CASE WHEN b.perubahan ? '{k.kode}' AND p.{k.kolom_orang} = b.{k.kode} "
    f"THEN (b.perubahan -> '{k.kode}' ->> 0)::{k.tipe} ELSE p.{k.kolom_orang} END"
    for k in _DIBANDINGKAN
)
# Whether somebody has changed a column again after the row did.
DIUBAH_LAGI = " OR ".join(
    f"b.perubahan ? '{k.kode}' AND p.{k.kolom_orang} IS DISTINCT FROM b.{k.kode}"
    for k in _DIBANDINGKAN
)
