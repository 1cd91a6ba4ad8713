"""Put decreed people together into a batch, and order its file."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from iuran.models import (
    Bantuan,
    PendaftaranKolektif,
    ProfilEkspor,
    StatusPendaftaran,
    SumberDana,
)
from iuran.pendaftaran.ekspor import tulis_pendaftaran
from peserta.alur import pindahkan_banyak
from peserta.models import Cabang, Status
from pijar import tugas
from pijar.bulan import nama_bulan
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.kunci import Kunci
from pijar.models import JejakAkses, Pengguna, Tugas

SEMUA_CABANG = "Semua cabang"
TULIS_BARIS = """
    INSERT INTO iuran_barispendaftaran
        (pendaftaran_id, nomor, bantuan_id, peserta_id, hasil, keterangan, ditahan, alasan_buka)
    SELECT %s, row_number() OVER (ORDER BY p.kelurahan_id, p.nama, p.id), b.id, p.id,
           'menunggu', '', false, ''
    FROM iuran_bantuan b JOIN peserta_peserta p ON p.id = b.peserta_id
    WHERE b.id = ANY(%s::bigint[])
"""


@transaction.atomic
def susun_pendaftaran(
    *,
    sumber: SumberDana,
    cabang: str,
    bulan_awal: date,
    profil: ProfilEkspor,
    pada: date,
    oleh: Pengguna,
) -> PendaftaranKolektif:
    """Put everybody who waits for this source, branch ("" for all) and first month into a batch.

    They become ``didaftarkan`` and the Excel file is ordered. Raises AturanDilanggarError when
    nobody waits, BentrokError when somebody else took one of them at the same moment.
    """
    nomor = _nomor_berikut(pada)
    siap = Bantuan.objects.for_petugas(oleh).siap_didaftarkan()
    siap = siap.filter(sumber=sumber, bulan_awal=bulan_awal)
    if cabang:
        siap = siap.filter(peserta__kelurahan__kecamatan__cabang=cabang)
    terpilih = list(siap.values_list("pk", "peserta_id"))
    if not terpilih:
        raise _tidak_ada(sumber, cabang, bulan_awal)
    pendaftaran = PendaftaranKolektif.objects.create(
        nomor=nomor,
        sumber=sumber,
        cabang=cabang,
        bulan_awal=bulan_awal,
        profil=profil,
        urutan=profil.urutan,
        jumlah_orang=len(terpilih),
        disusun_oleh=oleh,
    )
    _isi(pendaftaran, terpilih, oleh)
    minta_ekspor(pendaftaran, oleh=oleh)
    return pendaftaran


def _nomor_berikut(pada: date) -> str:
    """The next number of the year; a simultaneous request waits for this transaction."""
    Kunci.NOMOR_PENDAFTARAN.pegang(pada.year)
    awalan = f"PK-{pada.year}-"
    terpakai = PendaftaranKolektif.objects.filter(nomor__startswith=awalan)
    terakhir = max(
        (int(n.rpartition("-")[2]) for n in terpakai.values_list("nomor", flat=True)), default=0
    )
    return f"{awalan}{terakhir + 1:04}"


def _tidak_ada(sumber: SumberDana, cabang: str, bulan_awal: date) -> AturanDilanggarError:
    nama_cabang = Cabang(cabang).label if cabang else SEMUA_CABANG.lower()
    return AturanDilanggarError(
        f"Tidak ada orang yang menunggu didaftarkan untuk {sumber}, {nama_cabang}, mulai "
        f"{nama_bulan(bulan_awal)}. Mungkin mereka baru saja dimasukkan ke pendaftaran lain.",
        tautan=reverse("iuran:pendaftaran"),
        label_tautan="Lihat daftar pendaftaran",
    )


def _isi(pendaftaran: PendaftaranKolektif, terpilih: list[tuple[int, int]], oleh: Pengguna) -> None:
    """Write the batch's numbered lines and move its people."""
    try:
        with transaction.atomic(), connection.cursor() as kursor:
            kursor.execute(TULIS_BARIS, [pendaftaran.pk, [pk for pk, _ in terpilih]])
    except IntegrityError as galat:
        raise _didahului() from galat
    pindah = pindahkan_banyak(
        [orang for _, orang in terpilih],
        dari=Status.DITETAPKAN,
        ke=Status.DIDAFTARKAN,
        oleh=oleh,
        alasan=f"Pendaftaran {pendaftaran.nomor}",
    )
    if pindah != len(terpilih):
        raise _didahului()


def _didahului() -> BentrokError:
    return BentrokError(
        "Sebagian orang baru saja dimasukkan ke pendaftaran lain atau berubah statusnya. "
        "Muat ulang halaman, lalu susun lagi.",
        tautan=reverse("iuran:pendaftaran_baru"),
        label_tautan="Lihat siapa yang masih menunggu",
    )


@transaction.atomic
def minta_ekspor(pendaftaran: PendaftaranKolektif, *, oleh: Pengguna) -> Tugas:
    """Order the batch's Excel file; returns the running job if there is one."""
    if pendaftaran.status == StatusPendaftaran.DIBATALKAN:
        raise AturanDilanggarError("Pendaftaran ini dibatalkan; berkasnya tidak dibuat lagi.")
    if pendaftaran.daftar_kiriman.berlaku().exists():
        raise AturanDilanggarError(
            "Pendaftaran ini sudah dikirim, jadi berkasnya tidak dibuat lagi. Unduh berkas yang "
            "dikirim di halaman pendaftaran."
        )
    pekerjaan = tugas.buat(
        "iuran.ekspor_pendaftaran",
        judul=f"Excel pendaftaran {pendaftaran.nomor}",
        oleh=oleh,
        parameter={"pendaftaran": pendaftaran.pk},
        kunci=f"ekspor-pendaftaran-{pendaftaran.pk}",
    )
    pendaftaran.tugas_excel = pekerjaan
    pendaftaran.save(update_fields=["tugas_excel"])
    return pekerjaan


def tulis_excel(
    pendaftaran: PendaftaranKolektif,
    folder: Path,
    *,
    oleh: Pengguna | None,
    maju: Callable[[int, int], None],
) -> Path:
    """Write the batch's file into ``folder`` and log the export of personal data."""
    berkas = tulis_pendaftaran(pendaftaran, folder, maju)
    if oleh is not None:
        JejakAkses.catat(
            oleh=oleh,
            tindakan=JejakAkses.Tindakan.EKSPOR,
            objek=f"pendaftaran {pendaftaran.nomor}",
            alasan="Pendaftaran kolektif ke BPJS Ketenagakerjaan",
            jumlah=pendaftaran.jumlah_orang,
        )
    return berkas
