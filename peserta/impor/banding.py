"""SQL that compares a staged row (``b``) with the person (``p``) of the same NIK.

All parts come from one table of columns. An empty cell never replaces a value; a difference in
capitals alone is none.
"""

# Column of the staged row, column of the person, and the condition for a difference.
_HURUF = "lower({b}) <> lower({p})"
_TEKS = "{b} <> {p}"
_ANGKA = "{b} IS DISTINCT FROM {p}"
_BANDING: tuple[tuple[str, str, str], ...] = (
    ("no_kk", "no_kk", _TEKS),
    ("nama", "nama", _HURUF),
    ("tempat_lahir", "tempat_lahir", _HURUF),
    ("tanggal_lahir", "tanggal_lahir", _ANGKA),
    ("jenis_kelamin", "jenis_kelamin", _TEKS),
    ("nama_ibu", "nama_ibu", _HURUF),
    ("alamat", "alamat", _HURUF),
    ("rt", "rt", _TEKS),
    ("rw", "rw", _TEKS),
    ("kelurahan", "kelurahan_id", _TEKS),
    ("hp", "hp", _TEKS),
    ("email", "email", _TEKS),
    ("pekerjaan", "pekerjaan_id", _TEKS),
    ("lokasi_kerja", "lokasi_kerja", _HURUF),
    ("penghasilan", "penghasilan", _ANGKA),
    ("status_bpjs", "status_bpjs", _TEKS),
    ("register_kesejahteraan", "register_kesejahteraan", _TEKS),
    ("desil", "desil", _ANGKA),
)
_BERISI = {_ANGKA: "{b} IS NOT NULL", _HURUF: "{b} <> ''", _TEKS: "{b} <> ''"}


def _satu(kolom: str, milik: str, beda: str) -> str:
    nama = {"b": f"b.{kolom}", "p": f"p.{milik}"}
    syarat = f"{_BERISI[beda]} AND {beda}".format(**nama)
    isi = "jsonb_build_object('{k}', jsonb_build_array({p}, {b}))".format(k=kolom, **nama)
    return f"CASE WHEN {syarat} THEN {isi} ELSE '{{}}'::jsonb END"


# {column: [old, new]} for every change that the row would make.
PERUBAHAN = "\n || ".join(_satu(*banding) for banding in _BANDING)
SENTUH_IDENTITAS = "ubah.perubahan ?| array['nama', 'tanggal_lahir', 'jenis_kelamin']"
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
    f"{milik} = CASE WHEN b.perubahan ? '{kolom}' THEN b.{kolom} ELSE p.{milik} END"
    for kolom, milik, _ in _BANDING
)
# SET clause that restores the old value of each column that still has the new one.
_JENIS = {"tanggal_lahir": "::date", "penghasilan": "::integer", "desil": "::smallint"}
ISI_LAMA = ", ".join(
    f"{milik} = CASE WHEN b.perubahan ? '{kolom}' AND p.{milik} = b.{kolom} "
    f"THEN (b.perubahan -> '{kolom}' ->> 0){_JENIS.get(kolom, '')} ELSE p.{milik} END"
    for kolom, milik, _ in _BANDING
)
# Whether somebody has changed a column again after the row did.
DIUBAH_LAGI = " OR ".join(
    f"b.perubahan ? '{kolom}' AND p.{milik} IS DISTINCT FROM b.{kolom}"
    for kolom, milik, _ in _BANDING
)
