"""The turn of a year: everybody whose cover ends is looked at, approved, decreed."""

from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.db import connection, transaction
from django.db.models import Count
from django.utils import timezone

from iuran.models import Bantuan, SumberDana
from pijar.bengkel.kinerja import Ukuran, hasil, puncak_mb, waktu
from pijar.bengkel.kinerja.dasbor import siapkan
from pijar.bulan import awal_bulan, tambah_bulan
from pijar.models import Pengguna
from verifikasi.actions import tetapkan
from verifikasi.actions.kembali import Kepala
from verifikasi.actions.perpanjangan import siapkan as siapkan_lanjut
from verifikasi.actions.putus_perpanjangan import setujui_lanjut
from verifikasi.actions.sk_perpanjangan import susun_sk
from verifikasi.models import Penetapan, Perpanjangan
from verifikasi.vonis import RencanaLanjut, Saringan

__all__ = ["siapkan", "ukur"]

NYATAKAN = """
    INSERT INTO verifikasi_pernyataan
        (peserta_id, tanggal, pihak, nama, bekerja, sakit, catatan, pindaian, pindaian_mime,
         dicatat_oleh_id, dicatat_pada, alasan_tarik)
    SELECT DISTINCT peserta_id, %s::date, 'rt', 'Pak Slamet', true, false, '', '', '', %s::bigint,
           now(), ''
    FROM iuran_bantuan WHERE bulan_akhir = %s
    ON CONFLICT DO NOTHING
"""
# As many plain rows of the same table: those of the decree, two years later.
SALIN = """
    INSERT INTO iuran_bantuan
        (peserta_id, sumber_id, jenis, nomor_sk, bulan_awal, jumlah_bulan, bulan_akhir, jht,
         nominal_per_bulan, status, dibuat_pada)
    SELECT peserta_id, sumber_id, jenis, 'patokan', (bulan_awal + interval '2 years')::date,
           jumlah_bulan, (bulan_akhir + interval '2 years')::date, jht, nominal_per_bulan,
           'ditetapkan', now()
    FROM iuran_bantuan WHERE nomor_sk = %s
"""


def ukur(folder: Path, orang: int) -> Ukuran:
    """Look, approve, draft and freeze; freezing against one plain INSERT of as many grants."""
    pada = timezone.localdate()
    pengguna = {p.username: p for p in Pengguna.objects.all()}
    bulan, banyak = terbanyak(pada)
    rencana = RencanaLanjut(sumber_uji(tambah_bulan(bulan, 1)), tambah_bulan(bulan, 1), 12)
    jalankan(NYATAKAN, pada, pengguna["petugas"].pk, bulan)
    jalankan("ANALYZE verifikasi_pernyataan")
    admin, saringan = pengguna["admin"], Saringan(bulan=bulan)
    nilai = waktu(lambda: siapkan_lanjut(rencana, saringan, kunci=uuid4(), oleh=admin, pada=pada))
    perpanjangan = Perpanjangan.objects.latest("pk")
    semua, jam = perpanjangan.daftar_baris.all(), timezone.now()
    verifikator = pengguna["verifikator"]
    putus = waktu(
        lambda: setujui_lanjut(
            perpanjangan, semua, dasar="Uji", oleh=verifikator, pada=jam, hari=pada
        )
    )
    kepala = Kepala("uji/perpanjangan", pada)
    susun = waktu(lambda: susun_sk(perpanjangan, kepala, oleh=admin, pada=pada))
    draf = Penetapan.objects.get(nomor=kepala.nomor)
    beku = waktu(lambda: tetapkan(draf, oleh=pengguna["admin2"], pada=pada))
    memori = puncak_mb()
    return hasil(
        detik=beku,
        patokan="satu INSERT … SELECT bantuan sebanyak itu",
        detik_patokan=waktu(lambda: jalankan(SALIN, kepala.nomor)),
        orang=orang,
        dinilai=banyak,
        ditetapkan=draf.daftar_baris.count(),
        detik_nilai_dan_susun=round(nilai + susun, 3),
        detik_nilai=round(nilai, 3),
        detik_putus=round(putus, 3),
        detik_susun=round(susun, 3),
        memori_mb=memori,
    )


def terbanyak(pada: date) -> tuple[date, int]:
    """The month to come after which most grants end, and how many."""
    akhir = Bantuan.objects.hidup().filter(bulan_akhir__gte=awal_bulan(pada)).order_by()
    satu = akhir.values("bulan_akhir").annotate(n=Count("pk")).order_by("-n").first()
    if satu is None:
        raise RuntimeError("Tidak ada bantuan yang berakhir.")
    return satu["bulan_akhir"], satu["n"]


def sumber_uji(mulai: date) -> SumberDana:
    """A source with room for the whole city, and its successor."""
    isi = {"nama": "Uji", "jenis": "csr", "pagu": 10**14, "kuota": 10**7}
    SumberDana.objects.create(kode="UJI", tahun=mulai.year + 1, **isi)
    return SumberDana.objects.create(kode="UJI", tahun=mulai.year, **isi)


@transaction.atomic
def jalankan(perintah: str, *isi: Any) -> None:
    with connection.cursor() as kursor:
        kursor.execute(perintah, isi)
