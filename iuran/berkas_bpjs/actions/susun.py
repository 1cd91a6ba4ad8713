"""Put waiting people together into a file to BPJS, and order its Excel."""

import json
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from iuran.berkas_bpjs.ekspor import tulis_berkas
from iuran.berkas_bpjs.siap import KelompokSiap, Siap, siap
from iuran.models import (
    KATA,
    BerkasBPJS,
    JenisBerkasBPJS,
    ProfilEkspor,
    StatusBerkas,
)
from peserta.alur import pindahkan_banyak
from peserta.models import Status
from pijar import tugas
from pijar.bulan import nama_bulan
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.kunci import Kunci
from pijar.models import JejakAkses, Pengguna, Tugas

# One statement writes all lines, numbered by kelurahan and name.
ISI = """
    INSERT INTO iuran_barisberkas
        (berkas_bpjs_id, jenis, nomor, peserta_id, bantuan_id, perubahan_id, peristiwa_id, isi,
         hasil, keterangan, ditahan, alasan_buka)
    SELECT %(berkas)s, %(jenis)s, row_number() OVER (ORDER BY p.kelurahan_id, p.nama, p.id),
           p.id, u.bantuan, u.perubahan, u.peristiwa, u.isi, 'menunggu', '', false, ''
    FROM unnest(%(peserta_id)s::bigint[], %(bantuan_id)s::bigint[], %(perubahan_id)s::bigint[],
                %(peristiwa_id)s::bigint[], %(isi)s::jsonb[])
        AS u(peserta, bantuan, perubahan, peristiwa, isi)
    JOIN peserta_peserta p ON p.id = u.peserta
"""


@transaction.atomic
def susun_berkas(
    kelompok: KelompokSiap,
    *,
    profil: ProfilEkspor,
    pada: date,
    oleh: Pengguna,
    tanpa: frozenset[int] = frozenset(),
) -> BerkasBPJS:
    """Put everybody of the group into a numbered file, without the people of ``tanpa``.

    Enrolled by it, people become ``didaftarkan``; the Excel file is ordered. Raises
    AturanDilanggarError when nobody waits or the profile is for another kind, BentrokError when
    somebody else took one of them at the same moment.
    """
    if profil.jenis != kelompok.jenis:
        raise AturanDilanggarError(
            f"Bentuk {profil} untuk berkas {profil.get_jenis_display().lower()}, bukan "
            f"{kelompok.jenis.label.lower()}. Pilih bentuk lain."
        )
    nomor = _nomor_berikut(kelompok.jenis, pada)
    terpilih = [s for s in siap(kelompok, oleh) if s.peserta_id not in tanpa]
    if not terpilih:
        raise _tidak_ada(kelompok)
    berkas_bpjs = BerkasBPJS.objects.create(
        nomor=nomor,
        jenis=kelompok.jenis,
        sumber=kelompok.sumber,
        cabang=kelompok.cabang,
        bulan_awal=kelompok.bulan_awal,
        profil=profil,
        urutan=profil.urutan,
        jumlah_orang=len(terpilih),
        disusun_oleh=oleh,
    )
    _isi(berkas_bpjs, terpilih, oleh)
    minta_ekspor(berkas_bpjs, oleh=oleh)
    return berkas_bpjs


def _nomor_berikut(jenis: JenisBerkasBPJS, pada: date) -> str:
    """The next number of the kind and year; a simultaneous request waits for this transaction."""
    Kunci.NOMOR_BERKAS.pegang(pada.year)
    awalan = f"{KATA[jenis].awalan}-{pada.year}-"
    terpakai = BerkasBPJS.objects.filter(nomor__startswith=awalan)
    terakhir = max(
        (int(n.rpartition("-")[2]) for n in terpakai.values_list("nomor", flat=True)), default=0
    )
    return f"{awalan}{terakhir + 1:04}"


def _tidak_ada(kelompok: KelompokSiap) -> AturanDilanggarError:
    rinci = (
        f" untuk {kelompok.sumber}, {kelompok.nama_cabang}, mulai {nama_bulan(kelompok.bulan_awal)}"
        if kelompok.bulan_awal
        else f" untuk {kelompok.nama_cabang}"
    )
    return AturanDilanggarError(
        f"Tidak ada orang yang menunggu berkas {kelompok.jenis.label.lower()}{rinci}. Mungkin "
        "mereka baru saja dimasukkan ke berkas lain.",
        tautan=reverse("iuran:berkas_bpjs"),
        label_tautan="Lihat daftar berkas",
    )


def _isi(berkas_bpjs: BerkasBPJS, terpilih: Sequence[Siap], oleh: Pengguna) -> None:
    """Write the file's numbered lines; people whom it enrols move on."""
    kolom: dict[str, Any] = dict(zip(Siap._fields, zip(*terpilih, strict=True), strict=True))
    kolom["isi"] = [None if isi is None else json.dumps(isi) for isi in kolom["isi"]]
    isi = {nama: list(nilai) for nama, nilai in kolom.items()}
    try:
        with transaction.atomic(), connection.cursor() as kursor:
            kursor.execute(ISI, isi | {"berkas": berkas_bpjs.pk, "jenis": berkas_bpjs.jenis})
    except IntegrityError as galat:
        raise _didahului() from galat
    if not berkas_bpjs.pendaftaran:
        return
    pindah = pindahkan_banyak(
        [s.peserta_id for s in terpilih],
        dari=Status.DITETAPKAN,
        ke=Status.DIDAFTARKAN,
        oleh=oleh,
        alasan=f"Pendaftaran {berkas_bpjs.nomor}",
    )
    if pindah != len(terpilih):
        raise _didahului()


def _didahului() -> BentrokError:
    return BentrokError(
        "Sebagian orang baru saja dimasukkan ke berkas lain atau berubah statusnya. "
        "Muat ulang halaman, lalu susun lagi.",
        tautan=reverse("iuran:berkas_bpjs_baru"),
        label_tautan="Lihat siapa yang masih menunggu",
    )


@transaction.atomic
def minta_ekspor(berkas_bpjs: BerkasBPJS, *, oleh: Pengguna) -> Tugas:
    """Order the Excel of a file to BPJS; returns the running job if there is one."""
    if berkas_bpjs.status == StatusBerkas.DIBATALKAN:
        raise AturanDilanggarError(f"{berkas_bpjs.nomor} dibatalkan; Excel-nya tidak dibuat lagi.")
    if berkas_bpjs.daftar_kiriman.berlaku().exists():
        raise AturanDilanggarError(
            f"{berkas_bpjs.nomor} sudah dikirim, jadi Excel-nya tidak dibuat lagi. Unduh berkas "
            "yang dikirim di halamannya."
        )
    pekerjaan = tugas.buat(
        "iuran.ekspor_berkas",
        judul=f"Excel {berkas_bpjs.kata.judul.lower()} {berkas_bpjs.nomor}",
        oleh=oleh,
        parameter={"berkas_bpjs": berkas_bpjs.pk},
        kunci=f"ekspor-berkas-{berkas_bpjs.pk}",
    )
    berkas_bpjs.tugas_excel = pekerjaan
    berkas_bpjs.save(update_fields=["tugas_excel"])
    return pekerjaan


def tulis_excel(
    berkas_bpjs: BerkasBPJS,
    folder: Path,
    *,
    oleh: Pengguna | None,
    maju: Callable[[int, int], None],
) -> Path:
    """Write the Excel into ``folder`` and log the export of personal data."""
    berkas = tulis_berkas(berkas_bpjs, folder, maju)
    if oleh is not None:
        JejakAkses.catat(
            oleh=oleh,
            tindakan=JejakAkses.Tindakan.EKSPOR,
            objek=f"berkas {berkas_bpjs.nomor}",
            alasan=f"{berkas_bpjs.kata.judul} ke BPJS Ketenagakerjaan",
            jumlah=berkas_bpjs.jumlah_orang,
        )
    return berkas
