"""What several tests of verifikasi set up: waiting cases, people found layak, drafts of decrees."""

from datetime import date, timedelta

from django.utils import timezone

from iuran.models import SumberDana
from peserta.models import PasanganMirip, Peserta
from pijar.models import Pengguna
from tests.factories import PesertaFactory
from tests.pemilik import tanpa_penjaga
from verifikasi import actions
from verifikasi.actions import Pilihan, Rencana
from verifikasi.actions.gabung import usulkan
from verifikasi.models import Kriteria, Penetapan, Pengajuan, VersiKriteria
from verifikasi.models.kriteria import saat_bawaan

PADA = date(2026, 3, 10)
JANUARI = date(2026, 1, 1)
TANGGAL_SK = date(2026, 1, 5)  # a decree never begins before its own month
KETERANGAN = {
    "keterangan_kerja_tanggal": PADA,
    "keterangan_kerja_oleh": "Ketua RT 03",
    "keterangan_kerja_bukti": "Surat 12/III/2026",
}
LENGKAP = {"status_bpjs": "belum", "desil": 2}


def versi_baru(
    *kode: str, mulai: date = PADA, judul: str = "Kepwal baru", **kriteria: object
) -> VersiKriteria:
    """A version in force from ``mulai`` on, without authors; the one before it ends.

    It has the criteria ``kode`` of the shipped version, or one more that ``kriteria`` describes.
    """
    lama = VersiKriteria.objects.pada(mulai)
    baru = VersiKriteria.objects.create(judul=judul, berlaku_mulai=mulai)
    for k in Kriteria.objects.filter(versi=lama, kode__in=kode):
        k.pk, k._state.adding, k.versi = None, True, baru
        k.save()
    if kriteria:
        baru.daftar_kriteria.create(
            **{"judul": "Baru", "urutan": 99, "saat": saat_bawaan()} | kriteria
        )
    if lama:
        VersiKriteria.objects.filter(pk=lama.pk).update(berlaku_sampai=mulai - timedelta(days=1))
    for status in ("diusulkan", "aktif"):
        VersiKriteria.objects.filter(pk=baru.pk).update(status=status)
    return VersiKriteria.objects.get(pk=baru.pk)


def ajukan_satu(
    oleh: Pengguna, *, dengan_keterangan: bool = True, pada: date = PADA, **peserta: object
) -> Pengajuan:
    """A waiting case; with the attestation every required criterion is ya."""
    orang = PesertaFactory(**LENGKAP | peserta)
    keterangan = KETERANGAN | {"keterangan_kerja_tanggal": pada} if dengan_keterangan else {}
    actions.ajukan([orang.pk], oleh=oleh, pada=pada, **keterangan)
    return Pengajuan.objects.get(peserta=orang)


def ajukan_hari_ini(oleh: Pengguna, **lain: object) -> Pengajuan:
    """A waiting case for tests of pages, which read the clock."""
    return ajukan_satu(oleh, pada=timezone.localdate(), **lain)


def jadikan_layak(petugas: Pengguna, verifikator: Pengguna, **peserta: object) -> Peserta:
    """Somebody who was submitted and approved."""
    kasus = ajukan_satu(petugas, **peserta)
    actions.setujui(kasus, oleh=verifikator, pada=PADA)
    return Peserta.objects.get(pk=kasus.peserta_id)


def rencana(**lain: object) -> Rencana:
    """Twelve months of APBD 2026 from January."""
    isi = {
        "sumber": SumberDana.objects.get(kode="APBD", tahun=2026),
        "bulan_awal": JANUARI,
        "jumlah_bulan": 12,
    }
    return Rencana(**isi | lain)


def susun_draf(oleh: Pengguna, nomor: str = "463/1/2026", **lain: object) -> Penetapan:
    """A draft with everybody who is layak."""
    draf = actions.susun_penetapan(nomor=nomor, tanggal=TANGGAL_SK, perihal="Tahap I", oleh=oleh)
    actions.tambah_baris(draf, Pilihan(), rencana(**lain), oleh=oleh)
    return draf


def lahir_diputuskan(**isi: object) -> Pengajuan:
    """A decided case of a moment of one's choice, as no application can write it."""
    with tanpa_penjaga():
        return Pengajuan.objects.create(**isi)


# Everything that changes a draft; none of it may touch a decree that is one no longer.
UBAH_DRAF = (
    lambda draf, oleh: actions.tambah_baris(draf, Pilihan(), rencana(), oleh=oleh),
    lambda draf, oleh: actions.hapus_baris(draf, oleh=oleh),
    lambda draf, oleh: actions.batalkan(draf, alasan="x", oleh=oleh),
)


def pasangkan(satu: Peserta, dua: Peserta) -> PasanganMirip:
    """Two people as the search would keep them."""
    kiri, kanan = sorted((satu, dua), key=lambda p: p.pk)
    isi = {"skor": 90, "alasan": {"nama": 100, "lahir": "sama"}}
    return PasanganMirip.objects.get_or_create(kiri=kiri, kanan=kanan, defaults=isi)[0]


def usul_gabung(
    petugas: Pengguna,
    satu: Peserta,
    dua: Peserta,
    ambil: tuple[str, ...] = (),
    pada: date = PADA,
) -> PasanganMirip:
    """A waiting proposal: ``satu`` stays and takes the fields ``ambil`` from ``dua``."""
    pasangan = pasangkan(satu, dua)
    usulkan(pasangan, menang=satu.pk, ambil=ambil, oleh=petugas, pada=pada)
    return pasangan
