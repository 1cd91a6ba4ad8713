"""Places that change hands: one offered, one held by the third person, amending decrees."""

from datetime import date

from iuran.models import Bantuan
from iuran.peristiwa.actions.catat import catat_peristiwa
from peserta.models import JenisPeristiwa, Peserta, Status
from pijar.bulan import tambah_bulan
from pijar.models import Pengguna
from verifikasi.actions import tetapkan
from verifikasi.actions.kembali import Kepala
from verifikasi.actions.pengganti import Isian, susun_pengganti
from verifikasi.actions.ubah import Koreksi, keluarkan_lewat, koreksi_baris, susun_perubahan
from verifikasi.actions.urutan import usulkan_aturan
from verifikasi.models import BarisPenetapan

PERLU = 4  # people of one decree who wait for a batch
PENGGANTI = 2
ALASAN = "Peserta yang mengundurkan diri digantikan dari daftar tunggu"
ATURAN = {
    "bobot_tunggu": 30,
    "bobot_desil": 40,
    "bobot_usia": 10,
    "bobot_kelurahan": 20,
    "dasar_hukum": "kepwal-kriteria",
    "alasan": "Contoh: mendahulukan desil terendah",
}


def isi_ganti(*, pada: date) -> None:
    """Every step is the one that an admin takes; nothing where too few people wait."""
    admin, admin2 = (Pengguna.objects.get(username=n) for n in ("admin", "admin2"))
    mulai = tambah_bulan(pada, 1)
    usulkan_aturan(ATURAN | {"berlaku_mulai": mulai}, oleh=admin, pada=pada)
    baris = _menunggu()
    if len(baris) < PERLU or Peserta.objects.filter(status=Status.LAYAK).count() < PENGGANTI:
        return
    pertama, ditawarkan, keluar, koreksi = baris
    for nomor in (5, 6):  # the place of the first goes to a second and a third person
        tempat = _berhenti(pertama, admin, pada)
        kepala = Kepala(f"560/{nomor:03}/{pada.year}", pada, "Penggantian peserta")
        draf = susun_pengganti([tempat], Isian(kepala, {}), alasan=ALASAN, oleh=admin)
        tetapkan(draf, oleh=admin2)
        pertama = draf.daftar_baris.get()
    _berhenti(ditawarkan, admin, pada)
    kepala = Kepala(f"560/007/{pada.year}", pada, "Perubahan peserta")
    draf = susun_perubahan(keluar.penetapan, kepala, alasan="Data peserta berubah", oleh=admin2)
    keluarkan_lewat(draf, {keluar.pk: "Dibayar perusahaan tempatnya bekerja"}, oleh=admin2)
    isi = Koreksi(koreksi.sumber, koreksi.bulan_awal, 5, "Pekerjaannya selesai lebih cepat")
    koreksi_baris(draf, koreksi, isi, oleh=admin2)


def _menunggu() -> list[BarisPenetapan]:
    """Lines of one frozen decree whose people wait for a batch and whom no proposal names."""
    semua = BarisPenetapan.objects.filter(
        bantuan__status="ditetapkan",
        peserta__status=Status.DITETAPKAN,
        dikeluarkan=None,
        daftar_usulan_keluar=None,
        bantuan__daftar_baris=None,
    )
    satu = semua.order_by("-penetapan", "pk").first()
    milik = semua.filter(penetapan=satu.penetapan_id) if satu else semua.none()
    return list(milik.select_related("peserta", "penetapan", "sumber", "bantuan")[:PERLU])


def _berhenti(baris: BarisPenetapan, oleh: Pengguna, pada: date) -> int:
    """Somebody resigns before the card; returns the place that they leave."""
    orang = Peserta.objects.get(pk=baris.peserta_id)
    catat_peristiwa(orang, JenisPeristiwa.MENGUNDURKAN_DIRI, pada, oleh=oleh, pada=pada)
    return Bantuan.objects.get(baris_penetapan=baris).pk
