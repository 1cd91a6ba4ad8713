"""Objections in every state, and papers for people and for a kelurahan."""

from datetime import date, datetime, time

from iuran.perlindungan import PilihanCakupan, bercakupan
from laporan.surat.actions.buat import buat_surat
from laporan.surat.actions.nomor import beri_nomor
from laporan.surat.bahan import Bahan
from peserta.models import Peserta
from pijar.bulan import WIB
from pijar.models import Pengguna
from verifikasi.actions.keberatan import (
    IsiKeberatan,
    cabut_keberatan,
    catat_keberatan,
    kabulkan,
    tanggal_putusan,
    tolak_keberatan,
)
from verifikasi.models import Keberatan, Pengajuan, StatusKeberatan, StatusPengajuan

ISI = (
    "Saya masih bekerja tiap hari, hanya libur seminggu karena lebaran.",
    "Suami saya sudah berhenti dari pabrik sejak Maret, ada surat paklaringnya.",
    "Usia saya belum 65, tanggal lahir di KTP lama keliru.",
    "Anak saya keberatan atas keputusan tetangga.",
)


def isi_keberatan(*, pada: date) -> None:
    """One waits, one was granted, one refused, one withdrawn; fewer where few were refused."""
    petugas = Pengguna.objects.get(username="petugas")
    kedua = Pengguna.objects.get(username="verifikator2")
    ditolak = Pengajuan.objects.filter(status=StatusPengajuan.DITOLAK).select_related("peserta")
    semua = []
    for kasus, teks in zip(ditolak.order_by("pk"), ISI, strict=False):
        # The sample's decisions are of this very day, whatever day the sample speaks of.
        hari = max(pada, tanggal_putusan(kasus))
        isi = IsiKeberatan(hari, "sendiri", kasus.nama, "datang", teks)
        semua.append(catat_keberatan(kasus, isi, oleh=petugas, pada=hari))
    saat = datetime.combine(pada, time(15), WIB)
    for satu, (kerja, jawaban) in zip(
        semua[1:3],
        (
            (kabulkan, "Surat dari pabrik sudah kami terima dan cocok."),
            (tolak_keberatan, "Tanggal lahir pada KK dan KTP sama; usia tetap dihitung dari situ."),
        ),
        strict=False,
    ):
        kerja(satu, jawaban=jawaban, oleh=kedua, pada=saat)
    for satu in semua[3:]:
        cabut_keberatan(satu, alasan="Tercatat pada orang yang salah.", oleh=petugas, pada=saat)


def isi_surat_warga(*, pada: date) -> None:
    """A numbered keterangan, an answer as a draft, and the papers of one kelurahan."""
    admin = Pengguna.objects.get(username="admin")
    terlindungi = bercakupan(Peserta.objects.terdaftar(), PilihanCakupan.TERLINDUNGI, pada)
    orang = terlindungi.select_related("kelurahan").order_by("pk").first()
    if orang is None:
        return
    surat = buat_surat("keterangan", Bahan(orang, pada, admin)).surat
    saat = datetime.combine(pada, time(16), WIB)
    beri_nomor(surat, nomor=f"560/K-1/{pada.year}", pada=saat, oleh=admin)
    for kode in ("daftar_kelurahan", "tanda_terima"):
        buat_surat(kode, Bahan(None, pada, admin, orang.kelurahan_id))
    buat_surat("manfaat", Bahan(None, pada, admin))
    dijawab = Keberatan.objects.filter(status=StatusKeberatan.DITOLAK).first()
    if dijawab:
        buat_surat("penjelasan", Bahan(dijawab.pengajuan, pada, admin))
