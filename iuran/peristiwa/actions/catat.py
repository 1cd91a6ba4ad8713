"""Record a life event with its effect on the ledger, and undo a mistaken one.

Death and every other end of cover stop the contribution from the next month on: the month of the
event stays paid, so that a claim is valid. An accident stops nothing. Billed months stay and are
reported.
"""

from datetime import date
from typing import Any, TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from iuran.klaim import batalkan_klaim, buka_klaim
from iuran.models import Bantuan, StatusBantuan
from iuran.peristiwa.actions.pulih import pulihkan
from iuran.peristiwa.akibat import BERLAKU_DIPILIH, Akibat, akibat, sejak
from iuran.peristiwa.usia import USIA_BATAS
from peserta.alur import batalkan_berhenti, pindahkan_status
from peserta.models import (
    JenisPeristiwa,
    Peristiwa,
    Peserta,
    Status,
    StatusUsulan,
    UsulanPeristiwa,
)
from pijar.bulan import nama_bulan, selisih_bulan, tambah_bulan, tanggal_panjang
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna

MULAI_TERJAUH = 12  # months after the event


class RincianPeristiwa(TypedDict, total=False):
    """Details of an event: note, proof, and the chosen first month without cover."""

    keterangan: str
    bukti_jenis: str
    bukti_nomor: str
    mulai: date | None


@transaction.atomic
def catat_peristiwa(
    peserta: Peserta,
    jenis: JenisPeristiwa,
    tanggal: date,
    *,
    oleh: Pengguna,
    pada: date,
    **rincian: Unpack[RincianPeristiwa],
) -> Peristiwa:
    """Record the event, stop grants and months, open its claim; ``pada`` is today.

    A waiting proposal of the same event becomes recorded. Raises AturanDilanggarError for an
    impossible date or an age below 65, BentrokError when the same event is recorded already.
    """
    peserta = Peserta.objects.kunci(peserta.pk)
    mulai = rincian.pop("mulai", None)
    periksa_peristiwa(peserta, jenis, tanggal, mulai, pada=pada)
    rencana = akibat(peserta, jenis, tanggal, mulai)
    alasan = f"{jenis.label}, {tanggal_panjang(tanggal)}"
    jumlah = _matikan(peserta, rencana.mulai, alasan)
    try:
        with transaction.atomic():
            peristiwa = Peristiwa.objects.create(
                peserta=peserta,
                jenis=jenis,
                tanggal=tanggal,
                status_sebelum=peserta.status,
                akibat=_catatan(rencana, jumlah),
                oleh=oleh,
                **rincian,
            )
    except IntegrityError as galat:
        raise BentrokError("Kematian orang ini sudah dicatat.") from galat
    _selesaikan_usulan(peristiwa, oleh)
    if rencana.klaim:
        buka_klaim(peristiwa, rencana.klaim, oleh=oleh)
    _hentikan_bantuan(rencana.bantuan, rencana.mulai)
    if rencana.mulai and rencana.menghentikan:
        pindahkan_status(peserta, Status.BERHENTI, oleh=oleh, alasan=alasan)
    return peristiwa


def periksa_peristiwa(
    peserta: Peserta,
    jenis: JenisPeristiwa,
    tanggal: date,
    mulai: date | None = None,
    *,
    pada: date,
) -> None:
    """Raise AturanDilanggarError for an impossible event, BentrokError for a recorded one."""
    if tanggal > pada:
        raise AturanDilanggarError(
            f"{tanggal_panjang(tanggal)} belum tiba. Catat peristiwa setelah terjadi."
        )
    if tanggal < peserta.tanggal_lahir:
        raise AturanDilanggarError(
            f"{tanggal_panjang(tanggal)} mendahului tanggal lahirnya, "
            f"{tanggal_panjang(peserta.tanggal_lahir)}."
        )
    if jenis == JenisPeristiwa.USIA_65 and peserta.usia(tanggal) < USIA_BATAS:
        raise AturanDilanggarError(
            f"Pada {tanggal_panjang(tanggal)} usianya baru {peserta.usia(tanggal)} tahun. "
            "Periksa tanggal peristiwa atau tanggal lahirnya."
        )
    _periksa_mulai(jenis, tanggal, mulai)
    _periksa_tercatat(peserta, jenis, tanggal)


def _periksa_mulai(jenis: JenisPeristiwa, tanggal: date, mulai: date | None) -> None:
    """Raise AturanDilanggarError unless another payer may begin in ``mulai``.

    That month is the event's own or one of the twelve after it.
    """
    if mulai is None:
        return
    if jenis not in BERLAKU_DIPILIH:
        raise AturanDilanggarError(
            f"Untuk {jenis.label.lower()} iuran selalu berhenti mulai bulan setelah peristiwa. "
            "Kosongkan bulan berhentinya."
        )
    terakhir = tambah_bulan(tanggal, MULAI_TERJAUH)
    if not 0 <= selisih_bulan(tanggal, mulai) <= MULAI_TERJAUH:
        raise AturanDilanggarError(
            f"{nama_bulan(mulai)} terlalu jauh dari peristiwanya, {tanggal_panjang(tanggal)}. "
            f"Pilih {nama_bulan(tanggal)} sampai {nama_bulan(terakhir)}."
        )


def _periksa_tercatat(peserta: Peserta, jenis: JenisPeristiwa, tanggal: date) -> None:
    sama = Q(tanggal=tanggal) | Q(jenis=JenisPeristiwa.MENINGGAL)  # nobody dies twice
    tercatat = peserta.daftar_peristiwa.filter(sama, jenis=jenis, dibatalkan_pada=None)
    if ada := tercatat.select_related("oleh").first():
        kalimat = (
            f"{jenis.label} pada {tanggal_panjang(ada.tanggal)} sudah dicatat oleh "
            f"{ada.oleh or 'sistem'}."
        )
        if ada.tanggal != tanggal:
            kalimat = f"Kematian orang ini sudah dicatat. {kalimat}"
        raise BentrokError(kalimat)


def _selesaikan_usulan(peristiwa: Peristiwa, oleh: Pengguna) -> None:
    """Mark waiting proposals of this event as recorded; two accidents differ by their date."""
    usulan = UsulanPeristiwa.objects.menunggu().filter(
        peserta=peristiwa.peserta_id, jenis=peristiwa.jenis
    )
    if peristiwa.jenis == JenisPeristiwa.KECELAKAAN:
        usulan = usulan.filter(tanggal=peristiwa.tanggal)
    usulan.order_by().update(
        status=StatusUsulan.DICATAT,
        peristiwa=peristiwa,
        diputus_oleh=oleh,
        diputus_pada=timezone.now(),
    )


def _matikan(peserta: Peserta, mulai: date | None, alasan: str) -> int:
    """Mark the unbilled months as dead; returns how many."""
    if mulai is None:
        return 0
    mati = sejak(peserta, mulai).lepas().order_by()
    return mati.update(hidup=False, alasan_mati=alasan)


def _hentikan_bantuan(daftar: list[Bantuan], mulai: date | None) -> None:
    """End each grant in the month before ``mulai``; void a grant that never began."""
    if mulai is None:
        return
    for bantuan in daftar:
        if bantuan.status == StatusBantuan.DITETAPKAN or bantuan.bulan_awal >= mulai:
            bantuan.status = StatusBantuan.BATAL
        else:
            bantuan.status, bantuan.bulan_akhir = StatusBantuan.BERHENTI, tambah_bulan(mulai, -1)
        bantuan.save(update_fields=["status", "bulan_akhir"])


def _catatan(rencana: Akibat, jumlah: int) -> dict[str, Any]:
    """The effect as the event stores it: enough to undo it."""
    return {
        "mulai": rencana.mulai and rencana.mulai.isoformat(),
        "bulan": jumlah,
        "status": bool(rencana.mulai and rencana.menghentikan),
        "bantuan": [[b.pk, b.status, b.bulan_akhir.isoformat()] for b in rencana.bantuan],
    }


@transaction.atomic
def batalkan_peristiwa(peristiwa: Peristiwa, *, alasan: str, oleh: Pengguna) -> int:
    """Undo a mistaken event: status, grants and months come back, its claim is void.

    Returns how many months; they come back as new rows. Raises KuotaHabisError when the place was
    given to somebody else, BentrokError when another grant pays by now or the event was undone
    already, AturanDilanggarError while a later event stands or when BPJS has paid the claim.
    """
    peserta = Peserta.objects.kunci(peristiwa.peserta_id)
    batal = Peristiwa.objects.filter(pk=peristiwa.pk, dibatalkan_pada=None).update(
        dibatalkan_pada=timezone.now(), dibatalkan_oleh=oleh, alasan_batal=alasan
    )
    if not batal:
        raise BentrokError("Peristiwa ini sudah dibatalkan.")
    batalkan_klaim(peristiwa, alasan=alasan, oleh=oleh)
    catatan = peristiwa.akibat or {}
    if not catatan.get("mulai"):
        return 0
    _periksa_terakhir(peristiwa)
    kembali = pulihkan(peristiwa, catatan)
    if catatan["status"]:
        kalimat = f"{peristiwa.get_jenis_display()} dibatalkan: {alasan}"
        batalkan_berhenti(peserta, kembali.status, oleh=oleh, alasan=kalimat)
    return kembali.bulan


def _periksa_terakhir(peristiwa: Peristiwa) -> None:
    """Only the last event that stopped something may be undone."""
    sesudah = Peristiwa.objects.filter(
        peserta=peristiwa.peserta_id, pk__gt=peristiwa.pk, dibatalkan_pada=None
    ).exclude(jenis=JenisPeristiwa.KECELAKAAN)
    if lain := sesudah.order_by("pk").last():
        raise AturanDilanggarError(
            f"Batalkan dahulu peristiwa yang lebih baru: {lain.get_jenis_display()}, "
            f"{tanggal_panjang(lain.tanggal)}."
        )
