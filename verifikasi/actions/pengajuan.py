"""Submit people for verification, and take a submission back."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import QuerySet
from django.urls import reverse

from peserta.alur import pindahkan_banyak, pindahkan_status
from peserta.models import Peserta, Status
from peserta.models.status import BISA_DIAJUKAN
from pijar.errors import AturanDilanggarError, TransisiDitolakError
from pijar.models import Pengguna
from verifikasi.actions.kunci import kunci_kasus
from verifikasi.actions.tinjauan import catat_kasus
from verifikasi.beda import berkas_beku
from verifikasi.fakta import cuplikan, fakta_kasus
from verifikasi.kriteria import nilai
from verifikasi.models import (
    Keberatan,
    Kriteria,
    Pengajuan,
    SaatTinjauan,
    StatusPengajuan,
    VersiKriteria,
)

SEKALI_TULIS = 5_000
TULIS_JAWABAN = """
    INSERT INTO verifikasi_jawabankriteria
        (pengajuan_id, kode, jawaban, menurut_data, penjelasan, dasar, pada)
    SELECT pengajuan_id, kode, jawaban, jawaban, penjelasan, '', now()
    FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[])
         WITH ORDINALITY AS u(pengajuan_id, kode, jawaban, penjelasan, nomor)
    ORDER BY nomor
"""


class Keterangan(NamedTuple):
    """The attestation "masih bekerja dan tidak sedang sakit": its date, author and evidence."""

    tanggal: date | None = None
    oleh: str = ""
    bukti: str = ""


class Dilewati(NamedTuple):
    """A requested person that the submission left out, and why."""

    peserta_id: int
    nama: str
    sebab: str


class HasilAjukan(NamedTuple):
    diajukan: int
    dilewati: list[Dilewati]

    @property
    def sebab(self) -> list[tuple[str, int]]:
        """Reasons for skipping with their number of people, commonest first."""
        return Counter(d.sebab for d in self.dilewati).most_common()


@transaction.atomic
def ajukan(
    pks: Iterable[int] | QuerySet[Peserta],
    *,
    oleh: Pengguna,
    pada: date,
    keterangan_kerja_tanggal: date | None = None,
    keterangan_kerja_oleh: str = "",
    keterangan_kerja_bukti: str = "",
) -> HasilAjukan:
    """Submit the draf and dikembalikan people of ``pks`` in the officer's area.

    Set-based. Each gets one case with frozen facts and computed answers. Without an attestation a
    returned person keeps that of the returned case. Others are skipped and listed; a second call
    skips everybody. Raises AturanDilanggarError when no version of the
    criteria is in force or the attestation has no author or evidence.
    """
    keterangan = Keterangan(
        keterangan_kerja_tanggal, keterangan_kerja_oleh.strip(), keterangan_kerja_bukti.strip()
    )
    _periksa_keterangan(keterangan)
    diminta = sorted(set(pks.values_list("pk", flat=True) if isinstance(pks, QuerySet) else pks))
    orang = _kunci(diminta, BISA_DIAJUKAN, oleh)
    _buat_kasus(orang, keterangan, oleh=oleh, pada=pada)
    for dari in BISA_DIAJUKAN:
        ids = [p.pk for p in orang if p.status == dari]
        if ids:
            pindahkan_banyak(ids, dari=dari, ke=Status.DIAJUKAN, oleh=oleh)
    return HasilAjukan(len(orang), _dilewati(diminta, orang, oleh))


@transaction.atomic
def periksa_ulang(peserta: Peserta, *, alasan: str, oleh: Pengguna, pada: date) -> None:
    """Send a layak person through verification again, for ``alasan``.

    Raises AturanDilanggarError when the person is no longer layak or outside the area.
    """
    orang = _kunci([peserta.pk], (Status.LAYAK,), oleh)
    if not orang:
        raise AturanDilanggarError(
            "Hanya orang berstatus Layak di wilayah Anda yang dapat diperiksa ulang."
        )
    _buat_kasus(orang, Keterangan(), oleh=oleh, pada=pada)
    pindahkan_banyak([peserta.pk], dari=Status.LAYAK, ke=Status.DIAJUKAN, oleh=oleh, alasan=alasan)


@transaction.atomic
def buka_lagi(peserta: Peserta, *, alasan: str, oleh: Pengguna) -> None:
    """Make a tidak layak person draf again, after an appeal or changed facts, for ``alasan``.

    Raises TransisiDitolakError for any other status, AturanDilanggarError while an objection waits.
    """
    keberatan = Keberatan.objects.menunggu().filter(pengajuan__peserta=peserta).first()
    if keberatan:
        raise AturanDilanggarError(
            "Keberatan orang ini menunggu jawaban verifikator. Tunggu jawabannya, atau cabut "
            "dahulu keberatannya.",
            tautan=reverse("verifikasi:keberatan_detail", args=[keberatan.pk]),
            label_tautan="Buka keberatannya",
        )
    if peserta.status != Status.TIDAK_LAYAK:
        raise TransisiDitolakError("Hanya orang berstatus Tidak layak yang dapat dibuka lagi.")
    pindahkan_status(peserta, Status.DRAF, oleh=oleh, alasan=alasan)


@transaction.atomic
def tarik(pks: Iterable[int] | QuerySet[Peserta], *, oleh: Pengguna) -> int:
    """Withdraw the officer's own submissions that no verifier has begun; returns how many.

    The people are draf again.
    """
    milik = Pengajuan.objects.for_petugas(oleh).dapat_ditarik(oleh)
    kasus = kunci_kasus(milik.filter(peserta__in=pks))
    Pengajuan.objects.filter(pk__in=[k.pk for k in kasus]).update(status=StatusPengajuan.DITARIK)
    return pindahkan_banyak(
        [k.peserta_id for k in kasus],
        dari=Status.DIAJUKAN,
        ke=Status.DRAF,
        oleh=oleh,
        alasan="Pengajuan ditarik.",
    )


def _periksa_keterangan(keterangan: Keterangan) -> None:
    if keterangan.tanggal and not (keterangan.oleh and keterangan.bukti):
        raise AturanDilanggarError(
            "Keterangan masih bekerja harus menyebut siapa yang menerangkan dan buktinya."
        )


def _kunci(pks: Sequence[int], dari: Collection[Status], oleh: Pengguna) -> list[Peserta]:
    """Lock the people ``pks`` of the officer's area that have one of the statuses ``dari``."""
    return list(
        Peserta.objects.for_petugas(oleh)
        .filter(pk__in=pks, status__in=dari)
        .select_related("kelurahan__kecamatan", "pekerjaan")
        .select_for_update(of=("self",))
        .order_by("pk")
    )


def _buat_kasus(
    orang: Sequence[Peserta], keterangan: Keterangan, *, oleh: Pengguna, pada: date
) -> None:
    versi = versi_berlaku(pada)
    berkas = berkas_beku(p.pk for p in orang)
    lama = {} if keterangan.tanggal else keterangan_lama(orang)
    kasus = []
    for p in orang:
        tanggal, siapa, bukti = lama.get(p.pk, keterangan)
        kasus.append(
            Pengajuan(
                peserta=p,
                versi=versi,
                cuplikan=cuplikan(p),
                berkas=berkas.get(p.pk, []),
                keterangan_kerja_tanggal=tanggal,
                keterangan_kerja_oleh=siapa,
                keterangan_kerja_bukti=bukti,
                terlibat=sorted({*p.penyunting, oleh.pk}),
                diajukan_oleh=oleh,
            )
        )
    simpan_kasus(kasus, versi, oleh=oleh, pada=pada)


def keterangan_lama(orang: Iterable[Peserta]) -> dict[int, Keterangan]:
    """What was attested for the returned case of each of ``orang`` that has one, by person."""
    kembali = [p.pk for p in orang if p.status == Status.DIKEMBALIKAN]
    if not kembali:
        return {}
    kasus = Pengajuan.objects.filter(peserta__in=kembali, status=StatusPengajuan.DIKEMBALIKAN)
    return {
        orang_pk: Keterangan(tanggal, siapa, bukti)
        for orang_pk, tanggal, siapa, bukti in kasus.order_by("pk").values_list(
            "peserta",
            "keterangan_kerja_tanggal",
            "keterangan_kerja_oleh",
            "keterangan_kerja_bukti",
        )
    }


def versi_berlaku(pada: date) -> VersiKriteria:
    """The version in force. Raises AturanDilanggarError when there is none."""
    versi = VersiKriteria.objects.pada(pada)
    if versi is None or not versi.daftar_kriteria.exists():
        raise AturanDilanggarError(
            "Belum ada kriteria yang berlaku hari ini. Minta admin menambah versi kriteria."
        )
    return versi


def simpan_kasus(
    kasus: Sequence[Pengajuan], versi: VersiKriteria, *, oleh: Pengguna | None, pada: date
) -> None:
    """Keep new waiting cases with how the data answers each criterion; the people are locked.

    An old waiting case, of a person who stopped meanwhile, is withdrawn. ``oleh`` is None where a
    nightly job opens them.
    """
    orang = [k.peserta_id for k in kasus]
    Pengajuan.objects.filter(peserta__in=orang, status=StatusPengajuan.MENUNGGU).update(
        status=StatusPengajuan.DITARIK, alasan="Digantikan pengajuan baru."
    )
    Pengajuan.objects.bulk_create(kasus, batch_size=SEKALI_TULIS)
    _tulis_jawaban(kasus, versi, pada)
    catat_kasus([k.pk for k in kasus], SaatTinjauan.PENGAJUAN, oleh=oleh, pada=pada)


def _tulis_jawaban(kasus: Sequence[Pengajuan], versi: VersiKriteria, pada: date) -> None:
    """Store how the data answers each criterion today; one statement, a row for each."""
    daftar: list[Kriteria] = list(versi.daftar_kriteria.order_by("urutan"))
    semua = fakta_kasus(kasus, daftar, pada=pada)
    baris: list[tuple[int, str, str, str]] = []
    for k in kasus:
        for kriteria in daftar:
            jawaban, penjelasan = nilai(kriteria, semua[k.pk], pada=pada)
            baris.append((k.pk, kriteria.kode, str(jawaban), penjelasan))
    if baris:
        with connection.cursor() as kursor:
            kursor.execute(TULIS_JAWABAN, [list(kolom) for kolom in zip(*baris, strict=True)])


def _dilewati(diminta: Sequence[int], orang: Sequence[Peserta], oleh: Pengguna) -> list[Dilewati]:
    sisa = set(diminta) - {p.pk for p in orang}
    terlihat = {
        pk: (nama, Status(status))
        for pk, nama, status in Peserta.objects.for_petugas(oleh)
        .filter(pk__in=sisa)
        .values_list("pk", "nama", "status")
    }
    hasil = []
    for pk in sorted(sisa):
        nama, status = terlihat.get(pk, ("", None))
        sebab = f"berstatus {status.label}" if status else "tidak ditemukan di wilayah Anda"
        hasil.append(Dilewati(pk, nama, sebab))
    return hasil
