"""Give a person back what a mistaken event stopped, as BPJS's answer left it meanwhile."""

from datetime import date
from typing import Any, NamedTuple

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils.module_loading import import_string

from iuran.buku import UsulanBantuan, buat_iuran, periksa_kuota
from iuran.models import (
    BARIS_BERHASIL,
    Bantuan,
    BarisBerkas,
    HasilBaris,
    Iuran,
    JenisBerkasBPJS,
    StatusBantuan,
    SumberDana,
)
from peserta.models import Peristiwa, Status
from pijar.bulan import nama_bulan, selisih_bulan, tambah_bulan
from pijar.errors import BentrokError, KuotaHabisError


class Kembali(NamedTuple):
    """The status that the person gets back, and how many months came back with it."""

    status: Status
    bulan: int


def pulihkan(peristiwa: Peristiwa, catatan: dict[str, Any]) -> Kembali:
    """Give the grants their end back and their months new rows.

    BPJS may have answered while the person was stopped: one accepted for payment who got a card is
    terdaftar then, one whom it refused is ditetapkan again without months.
    """
    mulai = date.fromisoformat(catatan["mulai"])
    lama = {pk: (status, date.fromisoformat(akhir)) for pk, status, akhir in catatan["bantuan"]}
    status = Status(peristiwa.status_sebelum)
    if status == Status.DIDAFTARKAN:
        baris = (
            BarisBerkas.objects.filter(
                jenis=JenisBerkasBPJS.PENDAFTARAN, peserta=peristiwa.peserta_id
            )
            .order_by("-pk")
            .first()
        )
        status = _status_kini(baris, lama)
        if status == Status.DITETAPKAN:
            lama = {pk: (StatusBantuan.DITETAPKAN.value, akhir) for pk, (_, akhir) in lama.items()}
        if baris and baris.diterima_mulai:
            mulai = max(mulai, baris.diterima_mulai)
    return Kembali(status, _pulihkan_bantuan(lama, mulai))


def _status_kini(baris: BarisBerkas | None, lama: dict[int, tuple[str, date]]) -> Status:
    """The status of somebody stopped while they waited for BPJS, by what it answered since."""
    if baris is not None and baris.hasil == HasilBaris.MENUNGGU:
        return Status.DIDAFTARKAN
    berjalan = any(status == StatusBantuan.BERJALAN for status, _ in lama.values())
    if baris is not None and baris.hasil in BARIS_BERHASIL and berjalan:
        return Status.TERDAFTAR
    return Status.DITETAPKAN


def _pulihkan_bantuan(lama: dict[int, tuple[str, date]], mulai: date) -> int:
    """Give the grants status and end of ``lama``; returns how many months came back."""
    _pulihkan_bukti(lama)
    milik = Bantuan.objects.select_related("sumber").filter(pk__in=lama, janji=None)
    daftar = list(milik.order_by("pk"))
    _periksa_tempat(daftar, lama, mulai)
    for bantuan in daftar:
        _kembalikan(bantuan, *lama[bantuan.pk])
    berjalan = [b.pk for b in daftar if b.status == StatusBantuan.BERJALAN]
    bulan = buat_iuran(berjalan, mulai=mulai) if berjalan else 0
    berhenti = [pk for pk, (status, _) in lama.items() if status == StatusBantuan.BERHENTI]
    Bantuan.objects.filter(pk__in=berhenti).update(status=StatusBantuan.BERHENTI)
    return bulan


def _pulihkan_bukti(lama: dict[int, tuple[str, date]]) -> None:
    """Give what a civil servant paid its end back; his paid months have stayed all the time.

    No month is made: only evidence does that (ADR 0024). A grant whose evidence two admins have
    cancelled meanwhile stays void.
    """
    hidup = Iuran.objects.hidup().filter(bantuan=OuterRef("pk"), pembayaran__isnull=False)
    berbukti = Bantuan.objects.filter(Exists(hidup), pk__in=lama, janji__isnull=False)
    for pk in berbukti.order_by("pk").values_list("pk", flat=True):
        status, akhir = lama[pk]
        Bantuan.objects.filter(pk=pk).update(status=status, bulan_akhir=akhir)


def _kembalikan(bantuan: Bantuan, status: str, akhir: date) -> None:
    """Give one grant its status and end back; one that was stopped runs until its months are back.

    Raises BentrokError when another grant pays some of the months by now.
    """
    berhenti = status == StatusBantuan.BERHENTI
    bantuan.status, bantuan.bulan_akhir = StatusBantuan.BERJALAN if berhenti else status, akhir
    if bantuan.gugur_sampai and bantuan.status == StatusBantuan.DITETAPKAN:
        bantuan.bulan_awal = max(bantuan.bulan_awal, tambah_bulan(bantuan.gugur_sampai, 1))
    try:
        with transaction.atomic():
            bantuan.save(update_fields=["status", "bulan_awal", "bulan_akhir"])
    except IntegrityError as galat:
        raise BentrokError(
            f"Bulan-bulan {bantuan.sumber} sampai {nama_bulan(bantuan.bulan_akhir)} sekarang "
            "dibiayai bantuan lain. Hentikan bantuan lain itu dahulu."
        ) from galat


def _periksa_tempat(daftar: list[Bantuan], lama: dict[int, tuple[str, date]], mulai: date) -> None:
    """Raise KuotaHabisError when the months that come back have no place any more.

    Raises BentrokError when somebody else has taken the place over.
    """
    for jalur in settings.HALANGAN_PULIH:
        if halangan := import_string(jalur)(list(lama)):
            raise halangan
    kunci = SumberDana.objects.select_for_update().order_by("pk")
    list(kunci.filter(pk__in={b.sumber_id for b in daftar}))
    usulan = []
    for b in daftar:
        menunggu = lama[b.pk][0] == StatusBantuan.DITETAPKAN
        awal = b.bulan_awal if menunggu else max(mulai, b.bulan_awal)
        jumlah = selisih_bulan(awal, lama[b.pk][1]) + 1
        usulan.append(
            UsulanBantuan(b.peserta_id, b.sumber, b.jenis, b.kondisi_id, awal, jumlah, b.jht)
        )
    for keadaan in periksa_kuota(usulan):
        if keadaan.pesan:
            raise KuotaHabisError(keadaan.pesan)
