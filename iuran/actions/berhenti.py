"""Life events: what they stop in the ledger, and how a mistaken one is undone.

Death and every other end of cover stop from the month after: the month itself stays paid, so
that a claim stands. An accident stops nothing. Months in a bill stay and are reported.
"""

from datetime import date
from typing import Any, NamedTuple

from django.db import IntegrityError, transaction
from django.utils import timezone

from iuran.actions.bantuan import UsulanBantuan, periksa_kuota
from iuran.actions.buku import buat_iuran
from iuran.models import Bantuan, BarisPendaftaran, HasilBaris, Iuran, StatusBantuan, SumberDana
from iuran.models.buku import IuranQuerySet
from peserta.alur import batalkan_berhenti, pindahkan_status
from peserta.models import JenisPeristiwa, Peristiwa, Peserta, Status
from peserta.models.peserta import TRANSISI
from pijar.bulan import awal_bulan, nama_bulan, selisih_bulan, tambah_bulan, tanggal_panjang
from pijar.errors import AturanDilanggarError, BentrokError, KuotaHabisError
from pijar.models import Pengguna

BERJALAN = (StatusBantuan.DITETAPKAN, StatusBantuan.BERJALAN)
USIA_BATAS = 65


class Akibat(NamedTuple):
    """What an event stops. ``mulai`` is the first month without cover, None when none stops."""

    mulai: date | None
    dihentikan: list[Iuran]
    tertinggal: list[Iuran]
    bantuan: list[Bantuan]
    menghentikan: bool


def akibat(peserta: Peserta, jenis: str, tanggal: date) -> Akibat:
    """What the event would stop now; nothing is written.

    ``dihentikan`` are months in no bill, ``tertinggal`` months already billed or paid, which
    stay. ``menghentikan`` tells whether the person's status becomes berhenti.
    """
    if jenis == JenisPeristiwa.KECELAKAAN:
        return Akibat(None, [], [], [], menghentikan=False)
    mulai = tambah_bulan(awal_bulan(tanggal), 1)
    baris = _sejak(peserta, mulai).select_related("sumber", "tagihan", "pembayaran")
    bantuan = peserta.daftar_bantuan.filter(status__in=BERJALAN, bulan_akhir__gte=mulai)
    return Akibat(
        mulai,
        [b for b in baris if b.tagihan is None],
        [b for b in baris if b.tagihan is not None],
        list(bantuan.select_related("sumber").order_by("bulan_awal")),
        menghentikan=Status.BERHENTI in TRANSISI[Status(peserta.status)],
    )


def _sejak(peserta: Peserta, mulai: date) -> IuranQuerySet:
    return Iuran.objects.hidup().filter(peserta=peserta, bulan__gte=mulai).order_by("bulan")


@transaction.atomic
def catat_peristiwa(
    peserta: Peserta,
    jenis: JenisPeristiwa,
    tanggal: date,
    *,
    keterangan: str = "",
    oleh: Pengguna,
    pada: date,
) -> Peristiwa:
    """Record the event and stop what it stops; ``pada`` is today.

    Raises AturanDilanggarError for an impossible date or an age below 65, BentrokError when the
    same event is recorded already.
    """
    peserta = Peserta.objects.kunci(peserta.pk)
    periksa_peristiwa(peserta, jenis, tanggal, pada=pada)
    rencana = akibat(peserta, jenis, tanggal)
    alasan = f"{jenis.label}, {tanggal_panjang(tanggal)}"
    jumlah = _matikan(peserta, rencana.mulai, alasan)
    try:
        with transaction.atomic():
            peristiwa = Peristiwa.objects.create(
                peserta=peserta,
                jenis=jenis,
                tanggal=tanggal,
                keterangan=keterangan,
                status_sebelum=peserta.status,
                akibat=_catatan(rencana, jumlah),
                oleh=oleh,
            )
    except IntegrityError as galat:
        raise BentrokError("Kematian orang ini sudah dicatat.") from galat
    for bantuan in rencana.bantuan:
        _hentikan_bantuan(bantuan, rencana.mulai)
    if rencana.mulai and rencana.menghentikan:
        pindahkan_status(peserta, Status.BERHENTI, oleh=oleh, alasan=alasan)
    return peristiwa


def periksa_peristiwa(
    peserta: Peserta, jenis: JenisPeristiwa, tanggal: date, *, pada: date
) -> None:
    """Raise AturanDilanggarError when the event cannot be, BentrokError when it is recorded."""
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
    sama = peserta.daftar_peristiwa.filter(jenis=jenis, tanggal=tanggal, dibatalkan_pada=None)
    if ada := sama.select_related("oleh").first():
        raise BentrokError(
            f"{jenis.label} pada {tanggal_panjang(tanggal)} sudah dicatat oleh "
            f"{ada.oleh or 'sistem'}."
        )


def _matikan(peserta: Peserta, mulai: date | None, alasan: str) -> int:
    """Kill the months that are in no bill; returns how many."""
    if mulai is None:
        return 0
    mati = _sejak(peserta, mulai).filter(tagihan=None).order_by()
    return mati.update(hidup=False, alasan_mati=alasan)


def _hentikan_bantuan(bantuan: Bantuan, mulai: date | None) -> None:
    """End the grant the month before ``mulai``; one that never began is void."""
    if mulai is None:
        return
    if bantuan.status == StatusBantuan.DITETAPKAN or bantuan.bulan_awal >= mulai:
        bantuan.status = StatusBantuan.BATAL
    else:
        bantuan.status, bantuan.bulan_akhir = StatusBantuan.BERHENTI, tambah_bulan(mulai, -1)
    bantuan.save(update_fields=["status", "bulan_akhir"])


def _catatan(rencana: Akibat, jumlah: int) -> dict[str, Any]:
    """The effect as kept with the event: enough to undo it."""
    return {
        "mulai": rencana.mulai and rencana.mulai.isoformat(),
        "bulan": jumlah,
        "status": bool(rencana.mulai and rencana.menghentikan),
        "bantuan": [[b.pk, b.status, b.bulan_akhir.isoformat()] for b in rencana.bantuan],
    }


@transaction.atomic
def batalkan_peristiwa(peristiwa: Peristiwa, *, alasan: str, oleh: Pengguna) -> int:
    """Undo a mistaken event: status, grants and months come back; returns how many months.

    Months come back as new rows. Raises KuotaHabisError when the place was given to somebody
    else, BentrokError when another grant pays by now or the event was undone already,
    AturanDilanggarError while a later event stands.
    """
    peserta = Peserta.objects.kunci(peristiwa.peserta_id)
    batal = Peristiwa.objects.filter(pk=peristiwa.pk, dibatalkan_pada=None).update(
        dibatalkan_pada=timezone.now(), dibatalkan_oleh=oleh, alasan_batal=alasan
    )
    if not batal:
        raise BentrokError("Peristiwa ini sudah dibatalkan.")
    catatan = peristiwa.akibat or {}
    if not catatan.get("mulai"):
        return 0
    _periksa_terakhir(peristiwa)
    bulan = _pulihkan_bantuan(catatan)
    if catatan["status"]:
        kalimat = f"{peristiwa.get_jenis_display()} dibatalkan: {alasan}"
        batalkan_berhenti(peserta, _status_kembali(peristiwa), oleh=oleh, alasan=kalimat)
    return bulan


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


def _status_kembali(peristiwa: Peristiwa) -> Status:
    """The status before; whoever no longer waits in a batch waits for the next one."""
    sebelum = Status(peristiwa.status_sebelum)
    menunggu = BarisPendaftaran.objects.filter(
        peserta=peristiwa.peserta_id, hasil=HasilBaris.MENUNGGU
    )
    if sebelum == Status.DIDAFTARKAN and not menunggu.exists():
        return Status.DITETAPKAN
    return sebelum


def _pulihkan_bantuan(catatan: dict[str, Any]) -> int:
    """Give the grants their end back and their months new rows; returns how many."""
    mulai = date.fromisoformat(catatan["mulai"])
    lama = {pk: (status, date.fromisoformat(akhir)) for pk, status, akhir in catatan["bantuan"]}
    daftar = list(Bantuan.objects.select_related("sumber").filter(pk__in=lama).order_by("pk"))
    _periksa_tempat(daftar, lama, mulai)
    for bantuan in daftar:
        bantuan.status, bantuan.bulan_akhir = lama[bantuan.pk]
        try:
            with transaction.atomic():
                bantuan.save(update_fields=["status", "bulan_akhir"])
        except IntegrityError as galat:
            raise BentrokError(
                f"Bulan-bulan {bantuan.sumber} sampai {nama_bulan(bantuan.bulan_akhir)} sekarang "
                "dibiayai bantuan lain. Hentikan bantuan lain itu dahulu."
            ) from galat
    berjalan = [b.pk for b in daftar if b.status == StatusBantuan.BERJALAN]
    return buat_iuran(berjalan, mulai=mulai) if berjalan else 0


def _periksa_tempat(daftar: list[Bantuan], lama: dict[int, tuple[str, date]], mulai: date) -> None:
    """Raise KuotaHabisError when the months that come back have no place any more."""
    kunci = SumberDana.objects.select_for_update().order_by("pk")
    list(kunci.filter(pk__in={b.sumber_id for b in daftar}))
    usulan = []
    for b in daftar:
        awal = max(mulai, b.bulan_awal) if lama[b.pk][0] == StatusBantuan.BERJALAN else b.bulan_awal
        jumlah = selisih_bulan(awal, lama[b.pk][1]) + 1
        usulan.append(UsulanBantuan(b.peserta_id, b.sumber, b.jenis, b.kondisi_id, awal, jumlah))
    for keadaan in periksa_kuota(usulan):
        if keadaan.pesan:
            raise KuotaHabisError(keadaan.pesan)
