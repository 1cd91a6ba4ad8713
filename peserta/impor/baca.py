"""Read an uploaded list into staged rows, in one transaction."""

import json
from collections.abc import Callable, Iterator
from datetime import date

from django.db import connection, transaction

from peserta.bersih.alasan import Alasan
from peserta.bersih.bidang import BIDANG_PER_KODE, MENURUT_NIK
from peserta.bersih.kamus import Kamus
from peserta.bersih.pekerjaan import TIDAK_DIKENAL
from peserta.impor.ingatan import ingat_kolom, pencari
from peserta.impor.keadaan import kunci
from peserta.impor.lembar import TANPA_ORANG, TANPA_ORANG_DIPILIH, Daftar, buka_daftar
from peserta.impor.seluruh import yang_kurang
from peserta.impor.tampung import Pemeriksa, tampung
from peserta.impor.tebak import tebak_kolom
from peserta.impor.vonis import hitung_vonis, vonis_semua
from peserta.kamus import kamus_terkini
from peserta.models import Impor, StatusImpor
from peserta.pekerjaan import TERBANYAK, catat_kata
from pijar.errors import BerkasDitolakError
from pijar.unggahan.terima import letak

Maju = Callable[[int], None]
ASING = """
    SELECT min(a::text) FROM peserta_barisimpor b, jsonb_array_elements(b.alasan) a
    WHERE b.impor_id = %s AND b.vonis = 'galat' AND a ->> 'kode' = %s
    GROUP BY a ->> 'nilai' ORDER BY count(*) DESC LIMIT %s
"""


def gagalkan(pk: int, kalimat: str) -> None:
    """Mark the import as failed, with the sentence that says why; nobody waits for it any more."""
    Impor.objects.filter(pk=pk, status__in=[StatusImpor.DIBACA, StatusImpor.GAGAL]).update(
        status=StatusImpor.GAGAL, galat=kalimat
    )


@transaction.atomic
def baca_impor(pk: int, *, pada: date, maju: Maju) -> Impor:
    """Stage and judge every row of import ``pk``; a second delivery changes nothing.

    Raises BerkasDitolakError for an unreadable file; the job tells the import (:func:`gagalkan`).
    """
    impor = kunci(pk)
    if impor.status not in (StatusImpor.DIBACA, StatusImpor.GAGAL):
        return impor
    impor.daftar_baris.all().delete()
    daftar = buka_daftar(letak(impor.berkas), impor.lembar, cari=pencari(impor))
    impor.lembar, impor.pemetaan, impor.jumlah = daftar.lembar, daftar.pemetaan, {}
    impor.baris_judul = daftar.judul.nomor if daftar.ditemukan.judul else None
    kamus = kamus_terkini()
    tebakan = _tebakan(daftar, kamus, pada)
    if masalah := daftar.masalah or _mungkin(daftar, tebakan["tebakan"]):
        impor.pemetaan |= tebakan
        return _tanyakan_kolom(impor, masalah)
    pemeriksa = Pemeriksa(
        impor.pk,
        daftar.judul.pemetaan,
        kamus,
        pada,
        tuple(impor.oleh.wilayah),
        daftar.catatan,
    )
    jumlah = tampung(pemeriksa, daftar.baris, maju)
    if not jumlah:
        if daftar.ditemukan.asal or impor.kolom_diminta:
            return _tanyakan_kolom(impor, TANPA_ORANG_DIPILIH)
        raise BerkasDitolakError(TANPA_ORANG)
    _perbarui_statistik()
    catat_kata(_asing(impor))
    vonis_semua(impor)
    impor.jumlah = hitung_vonis(impor.pk)
    impor.status, impor.galat = StatusImpor.DIPERIKSA, ""
    impor.save()
    if "bidang" in impor.kolom_diminta and not daftar.ditemukan.seluruh:
        ingat_kolom(impor, daftar.judul, oleh_id=impor.kolom_diminta["oleh"])
    return impor


def _perbarui_statistik() -> None:
    """Tell the planner about the new rows, with enough detail to choose a plan by."""
    with connection.cursor() as kursor:
        kursor.execute("SET LOCAL default_statistics_target = 10")
        kursor.execute(
            "ANALYZE peserta_barisimpor (impor_id, nomor, nik, vonis, dipilih, peserta_id)"
        )


def _asing(impor: Impor) -> Iterator[Alasan]:
    """The findings of unknown words for an occupation, each once."""
    with connection.cursor() as kursor:
        kursor.execute(ASING, [impor.pk, TIDAK_DIKENAL, TERBANYAK])
        for (isi,) in kursor.fetchall():
            yield Alasan(**json.loads(isi))


def _tebakan(daftar: Daftar, kamus: Kamus, pada: date) -> dict[str, dict[str, str]]:
    """What to offer where the titles say too little: columns by their cells, values by the title.

    Only for fields that no column holds yet; nothing once an officer has chosen.
    """
    if not daftar.judul.kurang(menurut_nik=False) or daftar.ditemukan.asal:
        return {"tebakan": {}, "usul_seluruh": {}}
    ada, nomor = daftar.judul.pemetaan, daftar.judul.nomor
    contoh = [sel for n, sel in daftar.kepala if n > nomor]
    tebakan = {
        str(i): kode
        for i, kode in tebak_kolom(contoh, kamus, pada.year).items()
        if i not in ada and kode not in ada.values()
    }
    seluruh = yang_kurang(daftar.kepala, daftar.judul, kamus)
    terisi = {*tebakan.values()}
    return {
        "tebakan": tebakan,
        "usul_seluruh": {kode: nilai for kode, nilai in seluruh.items() if kode not in terisi},
    }


def _mungkin(daftar: Daftar, tebakan: dict[str, str]) -> str:
    """Ask before the NIK speaks for a birth date or a sex that some column seems to hold."""
    lahir = [k for k in tebakan.values() if k in MENURUT_NIK or k == "kelahiran"]
    if not lahir:
        return ""
    kolom = ", ".join(BIDANG_PER_KODE[k].judul for k in lahir)
    return (
        f"Kolom {kolom} tidak ditemukan di baris judul (baris {daftar.judul.nomor}), tetapi ada "
        "kolom yang isinya seperti itu. Periksa pilihannya di bawah ini, lalu simpan."
    )


def _tanyakan_kolom(impor: Impor, masalah: str) -> Impor:
    """Ask an officer to choose the header row and the columns."""
    impor.status, impor.galat = StatusImpor.PEMETAAN, masalah
    impor.save()
    return impor
