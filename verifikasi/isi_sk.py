"""The lines of a decree as it says them: people as they were decreed, months, money by source.

A person's data may be mended after the decree; the decree still says what it said. So the past of
each row is read: the earliest version that was replaced afterwards.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from django.apps import apps
from django.db import connection
from django.db.models import Q, QuerySet

from iuran.buku import Daftar, UsulanBantuan, rinci_usulan
from iuran.models import Bantuan, SumberDana
from peserta.models import Kelurahan, Pekerjaan, Peserta, RiwayatStatus, Status
from pijar.errors import AturanDilanggarError
from pijar.rupiah import ribuan
from verifikasi.masa import dibiayai_sql
from verifikasi.models import BarisPenetapan, Penetapan, StatusPenetapan

CONTOH_NAMA = 3
DAFTAR = """
    SELECT b.id AS nomor, b.peserta_id, b.sumber_id, b.jenis, b.kondisi_id, b.bulan_awal,
           {lama} AS jumlah_bulan, b.jht, NULL::date AS peserta_sejak
    FROM verifikasi_barispenetapan b JOIN peserta_peserta p ON p.id = b.peserta_id
    WHERE b.penetapan_id = %(penetapan)s
"""
TERLEWAT = """
    SELECT p.nama FROM ({perintah}) u JOIN peserta_peserta p ON p.id = u.peserta_id
    WHERE u.jumlah_bulan = 0 ORDER BY u.nomor
"""
KOLOM = ("nama", "nik", "alamat", "rt", "rw", "kelurahan_id", "pekerjaan_id")


class Orang(NamedTuple):
    """A person as an annex names them."""

    nama: str
    nik: str
    alamat: str
    kelurahan: str
    kecamatan: str
    pekerjaan: str

    @property
    def urutan(self) -> tuple[str, str, str, str]:
        return (self.kecamatan, self.kelurahan, self.nama, self.nik)


class Biaya(NamedTuple):
    """Months that one source pays; ``lanjutan``: those after its predecessor's December."""

    sumber: SumberDana
    bulan: int
    nominal: int
    lanjutan: bool

    @property
    def rupiah(self) -> int:
        return self.bulan * self.nominal


class BarisSK(NamedTuple):
    """One line; ``lanjut``: the person was enrolled already, ``lama`` counts the paid months."""

    baris: BarisPenetapan
    orang: Orang
    lanjut: bool
    biaya: list[Biaya]

    @property
    def lama(self) -> int:
        return sum(b.bulan for b in self.biaya)

    @property
    def sebulan(self) -> int:
        """Rupiah a month, of the source that pays first."""
        return self.biaya[0].nominal

    @property
    def rupiah(self) -> int:
        return sum(b.rupiah for b in self.biaya)


def isi_sk(penetapan: Penetapan) -> list[BarisSK]:
    """All lines in the order of an annex, those that left later included; constant queries.

    Raises AturanDilanggarError for an empty list, and for a draft with people or months that
    cannot be decreed.
    """
    daftar = penetapan.daftar_baris.select_related("sumber", "kondisi", "peserta", "dikeluarkan")
    baris = list(daftar.order_by("pk"))
    if not baris:
        raise AturanDilanggarError("Daftarnya masih kosong. Tambahkan orang dahulu.")
    if penetapan.draf:
        _pastikan_layak(penetapan)
    orang = orang_pada([b.peserta_id for b in baris], penetapan.ditetapkan_pada)
    biaya = _biaya(penetapan, baris)
    lanjut = _lanjut(penetapan, baris)
    isi = [
        BarisSK(b, orang[b.peserta_id], b.peserta_id in lanjut, biaya[b.peserta_id]) for b in baris
    ]
    return sorted(isi, key=lambda b: (b.orang.urutan, b.baris.pk))


def _pastikan_layak(penetapan: Penetapan) -> None:
    tidak = penetapan.daftar_baris.tidak_lagi_layak()
    if n := tidak.di_berkas().count():
        raise AturanDilanggarError(
            f"{ribuan(n)} orang yang barisnya dikoreksi dalam draf ini sudah masuk berkas ke BPJS. "
            "Keluarkan mereka dari berkas itu, atau dari daftar di halaman penetapan, lalu ulangi."
        )
    if n := tidak.count():
        raise AturanDilanggarError(
            f"{ribuan(n)} orang dalam draf ini tidak lagi layak, misalnya karena meninggal. "
            "Keluarkan mereka dari daftar di halaman penetapan, lalu ulangi."
        )


def daftar_sk(penetapan: Penetapan) -> Daftar:
    """The lines as grants to give; months are cut before that of the 65th birthday."""
    perintah = DAFTAR.format(lama=dibiayai_sql("p.tanggal_lahir", "b.bulan_awal", "b.jumlah_bulan"))
    return Daftar(perintah, {"penetapan": penetapan.pk})


def pastikan_dibiayai(penetapan: Penetapan) -> None:
    """Raise AturanDilanggarError when nothing is left of a line: 65 years in its first month."""
    with connection.cursor() as kursor:
        daftar = daftar_sk(penetapan)
        kursor.execute(TERLEWAT.format(perintah=daftar.perintah), daftar.isi)
        nama = [n for (n,) in kursor.fetchall()]
    if nama:
        raise AturanDilanggarError(
            f"{ribuan(len(nama))} orang sudah 65 tahun pada bulan pertamanya: "
            f"{', '.join(nama[:CONTOH_NAMA])}"
            f"{', dan lainnya' if len(nama) > CONTOH_NAMA else ''}. Keluarkan mereka dari "
            "daftar."
        )


def _janji(penetapan: Penetapan, baris: Sequence[BarisPenetapan]) -> list[list[Biaya]]:
    """What a draft would promise to each of its lines, in their order.

    Raises AturanDilanggarError when nothing is left of a line.
    """
    pastikan_dibiayai(penetapan)
    usulan = [
        UsulanBantuan(
            b.peserta_id, b.sumber, b.jenis, b.kondisi_id, b.bulan_awal, b.dibiayai, b.jht
        )
        for b in baris
    ]
    return [
        [Biaya(g.sumber, g.jumlah, g.nominal, g.lanjutan) for g in bagian]
        for bagian in rinci_usulan(usulan)
    ]


def orang_pada(pks: Sequence[int], pada: datetime | None) -> dict[int, Orang]:
    """These people as their rows were at ``pada``, or are now; four queries."""
    isi = {pk: kolom for pk, *kolom in Peserta.objects.filter(pk__in=pks).values_list("pk", *KOLOM)}
    if pada:
        acara = apps.get_model("peserta", "PesertaEvent").objects.filter(
            pgh_obj_id__in=pks, pgh_created_at__gt=pada
        )
        dulu = acara.order_by("pgh_obj_id", "pgh_id").distinct("pgh_obj_id")
        isi |= {pk: kolom for pk, *kolom in dulu.values_list("pgh_obj_id", *KOLOM)}
    tempat = {
        pk: (kelurahan, kecamatan)
        for pk, kelurahan, kecamatan in Kelurahan.objects.values_list(
            "pk", "nama", "kecamatan__nama"
        )
    }
    kerja = dict(Pekerjaan.objects.values_list("pk", "nama"))
    return {
        pk: Orang(nama, nik, _alamat(alamat, rt, rw), *tempat[kelurahan], kerja[pekerjaan])
        for pk, (nama, nik, alamat, rt, rw, kelurahan, pekerjaan) in isi.items()
    }


def _alamat(alamat: str, rt: str, rw: str) -> str:
    """On one line, with RT and RW where they are known."""
    bagian = [" ".join(alamat.split()), rt and f"RT {rt}", rw and f"RW {rw}"]
    return " ".join(b for b in bagian if b)


def _biaya(penetapan: Penetapan, baris: Sequence[BarisPenetapan]) -> dict[int, list[Biaya]]:
    """Months and money of each person: promised by a frozen decree, or what a draft would."""
    hasil: dict[int, list[Biaya]] = defaultdict(list)
    if penetapan.status == StatusPenetapan.DITETAPKAN:
        for b in _bantuan(penetapan):
            lanjutan = not hasattr(b, "baris_penetapan")
            hasil[b.peserta_id].append(
                Biaya(b.sumber, b.jumlah_bulan, b.nominal_per_bulan, lanjutan)
            )
        return hasil
    return {b.peserta_id: biaya for b, biaya in zip(baris, _janji(penetapan, baris), strict=True)}


def _bantuan(penetapan: Penetapan) -> QuerySet[Bantuan]:
    """The grants of a frozen decree and their parts after New Year, in the order of time."""
    langsung = Q(baris_penetapan__penetapan=penetapan)
    lanjutan = Q(
        baris_penetapan=None,
        sambungan_dari__baris_penetapan__penetapan=penetapan,
        nomor_sk=penetapan.nomor,
    )
    daftar = Bantuan.objects.filter(langsung | lanjutan)
    return daftar.select_related("sumber", "baris_penetapan").order_by("sumber__tahun", "pk")


def _lanjut(penetapan: Penetapan, baris: Iterable[BarisPenetapan]) -> set[int]:
    """People who had their card when they were decreed: the decree moved everybody else."""
    if penetapan.status != StatusPenetapan.DITETAPKAN:
        return {b.peserta_id for b in baris if b.peserta.status == Status.TERDAFTAR}
    pindah = RiwayatStatus.objects.filter(
        peserta__in=[b.peserta_id for b in baris],
        ke=Status.DITETAPKAN,
        alasan=f"Penetapan {penetapan.nomor}",
    )
    baru = set(pindah.values_list("peserta_id", flat=True))
    return {b.peserta_id for b in baris} - baru
