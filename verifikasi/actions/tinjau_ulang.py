"""People who fall out between approval and cover: sent through verification again, with the reason.

Nightly for everybody who is layak, and by the decree whose freezing strikes them off.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction

from iuran.models import Bantuan, StatusBantuan
from peserta.alur import pindahkan_banyak
from peserta.models import Peserta, Status
from pijar.models import Pengguna
from verifikasi.actions.pengajuan import simpan_kasus
from verifikasi.actions.tinjauan import catat_lihat
from verifikasi.beda import berkas_beku
from verifikasi.fakta import cuplikan
from verifikasi.models import (
    Kriteria,
    Penetapan,
    Pengajuan,
    Saat,
    SaatTinjauan,
    Tinjauan,
)
from verifikasi.tinjau import Lihat, lihat, yang_gugur

SEKALI = 1_000


def tinjau_layak(*, pada: date) -> int:
    """Send every layak person who does not meet the criteria any more through verification again.

    Nightly, in transactions of a thousand people; a second run finds nobody. Returns how many.
    """
    semua = Peserta.objects.filter(status=Status.LAYAK, digabung_ke=None)
    gugur = sorted(yang_gugur(semua, saat=Saat.PEMBEKUAN, pada=pada))
    return sum(
        _tinjau_sekelompok(gugur[awal : awal + SEKALI], pada)
        for awal in range(0, len(gugur), SEKALI)
    )


@transaction.atomic
def _tinjau_sekelompok(pks: Sequence[int], pada: date) -> int:
    """Lock these people and look once more, since the first look took no lock."""
    semua = Peserta.objects.filter(pk__in=pks, status=Status.LAYAK).order_by("pk")
    terkunci = list(semua.select_for_update(no_key=True).values_list("pk", flat=True))
    orang = Peserta.objects.filter(pk__in=terkunci)
    gugur = yang_gugur(orang, saat=Saat.PEMBEKUAN, pada=pada)
    return kirim_ulang(list(gugur.values()), pada=pada)


def kirim_ulang(
    gugur: Sequence[Lihat],
    *,
    pada: date,
    oleh: Pengguna | None = None,
    penetapan: Penetapan | None = None,
) -> int:
    """Open a new case of each of these layak people, whom the caller has locked.

    The new case keeps who submitted and who is involved, and the attestation; the look that found
    them is kept with it. Somebody without an approved case, whom nobody submitted, stays layak
    unless ``oleh`` submits them: the freezing of a decree names them. Returns how many.
    """
    dikirim = [s for s in gugur if s.kasus or oleh]
    if not dikirim:
        return 0
    berkas = berkas_beku(s.peserta.pk for s in dikirim)
    kasus = {s.peserta.pk: _kasus_baru(s, berkas.get(s.peserta.pk, []), oleh) for s in dikirim}
    simpan_kasus(list(kasus.values()), dikirim[0].versi, oleh=oleh, pada=pada)
    catat_lihat(
        dikirim, SaatTinjauan.PEMBEKUAN, pada=pada, oleh=oleh, penetapan=penetapan, kasus=kasus
    )
    return _pindahkan(dikirim, oleh)


def _kasus_baru(s: Lihat, berkas: list[dict[str, object]], oleh: Pengguna | None) -> Pengajuan:
    lama = s.kasus or Pengajuan(diajukan_oleh=oleh)
    return Pengajuan(
        peserta=s.peserta,
        versi=s.versi,
        cuplikan=cuplikan(s.peserta),
        berkas=berkas,
        keterangan_kerja_tanggal=lama.keterangan_kerja_tanggal,
        keterangan_kerja_oleh=lama.keterangan_kerja_oleh,
        keterangan_kerja_bukti=lama.keterangan_kerja_bukti,
        terlibat=sorted({*s.peserta.penyunting, *lama.terlibat, lama.diajukan_oleh_id}),
        diajukan_oleh_id=lama.diajukan_oleh_id,
    )


def _pindahkan(dikirim: Iterable[Lihat], oleh: Pengguna | None) -> int:
    """Move them to diajukan; one statement for each set of criteria, which the reason names."""
    per_sebab: dict[tuple[int, tuple[str, ...]], list[int]] = defaultdict(list)
    for s in dikirim:
        per_sebab[s.versi.pk, s.gagal].append(s.peserta.pk)
    judul = {
        (k.versi_id, k.kode): k.judul
        for k in Kriteria.objects.filter(versi__in={versi for versi, _ in per_sebab})
    }
    jumlah = 0
    for (versi, kode), pks in per_sebab.items():
        nama = "; ".join(judul.get((versi, k), "Peristiwa yang menunggu") for k in kode)
        jumlah += pindahkan_banyak(
            pks,
            dari=Status.LAYAK,
            ke=Status.DIAJUKAN,
            oleh=oleh,
            alasan=f"Tidak lagi memenuhi syarat: {nama}"[:300],
        )
    return jumlah


@transaction.atomic
def tinjau_bulan_pertama(*, pada: date) -> int:
    """Look at everybody decreed who is not enrolled yet; keep each look that says something new.

    Nobody is moved: the list of held people shows who fails, and an admin takes them out of their
    decree. Who passes every time is not kept. Returns how many looks are new.
    """
    jumlah = 0
    for bulan, pks in _belum_mulai(pada).items():
        orang, terakhir = Peserta.objects.filter(pk__in=pks), _terakhir(pks)
        semua = lihat(orang, saat=Saat.BULAN_PERTAMA, pada=max(bulan, pada))
        baru = [s for s in semua if terakhir.get(s.peserta.pk, []) != list(s.gagal)]
        catat_lihat(baru, SaatTinjauan.BULAN_PERTAMA, pada=pada)
        jumlah += len(baru)
    return jumlah


def _belum_mulai(pada: date) -> dict[date, list[int]]:
    """Decreed people by the first month of their grant, which is this month or later."""
    menunggu = Bantuan.objects.filter(
        status=StatusBantuan.DITETAPKAN,
        bulan_akhir__gte=pada,
        peserta__status__in=[Status.DITETAPKAN, Status.DIDAFTARKAN],
    )
    per_bulan: dict[date, list[int]] = defaultdict(list)
    for orang, bulan in menunggu.order_by("pk").values_list("peserta", "bulan_awal"):
        per_bulan[bulan].append(orang)
    return per_bulan


def _terakhir(pks: Sequence[int]) -> dict[int, list[str]]:
    """What failed at the newest look of this kind at each person."""
    semua = Tinjauan.objects.filter(peserta__in=pks, saat=SaatTinjauan.BULAN_PERTAMA)
    terbaru = semua.order_by("peserta_id", "-pk").distinct("peserta_id")
    return {t.peserta_id: [h["kode"] for h in t.gagal] for t in terbaru}
