"""What the rules of a slip read of promises: the worker, his months, the next one to pay."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import QuerySet

from iuran.models import (
    Bantuan,
    Iuran,
    Janji,
    Pembayaran,
    StatusJanji,
)
from iuran.setoran.aturan import FaktaJanji
from peserta.models import JenisPeristiwa, Peristiwa, Status
from pijar.bulan import awal_bulan, rentang_bulan, selisih_bulan, tambah_bulan, tanggal_panjang
from pijar.models import Pengguna


def fakta_janji(janji: Iterable[Janji]) -> list[FaktaJanji]:
    """The facts of these promises (read with their ``peserta``), in their order; three queries."""
    semua = list(janji)
    orang = [j.peserta_id for j in semua]
    terisi, lunas = _terisi(orang)
    henti = _henti(semua)
    return [
        FaktaJanji(
            pk=j.pk,
            peserta_id=j.peserta_id,
            penyumbang_id=j.penyumbang_id,
            nama=j.peserta.nama,
            status=StatusJanji(j.status),
            mulai=j.mulai,
            sampai=j.sampai,
            tempo=j.tempo,
            status_orang=Status(j.peserta.status),
            kpj=j.peserta.kpj,
            digabung=j.peserta.digabung_ke_id is not None,
            henti=henti.get(j.peserta_id),
            terisi=terisi[j.peserta_id],
            lunas=frozenset(lunas[j.pk]),
            berikut=tambah_bulan(max(lunas[j.pk]), 1) if lunas[j.pk] else j.mulai,
        )
        for j in semua
    ]


def _terisi(orang: Sequence[int]) -> tuple[dict[int, dict[date, str]], dict[int, set[date]]]:
    """Who pays which months of these people, and which months evidence of a promise paid."""
    terisi: dict[int, dict[date, str]] = defaultdict(dict)
    lunas: dict[int, set[date]] = defaultdict(set)
    grants = Bantuan.objects.hidup().filter(peserta__in=orang, janji=None)
    for b in grants.select_related("sumber").order_by("bulan_awal"):
        for bulan in rentang_bulan(b.bulan_awal, selisih_bulan(b.bulan_awal, b.bulan_akhir) + 1):
            terisi[b.peserta_id][bulan] = f"dibiayai {b.sumber}"
    baris = Iuran.objects.hidup().filter(peserta__in=orang)
    for i in baris.select_related("bantuan", "pembayaran", "sumber").order_by("bulan"):
        if i.bantuan.janji_id:
            lunas[i.bantuan.janji_id].add(i.bulan)
        kata = f"dibayar dengan {i.pembayaran}" if i.pembayaran else f"dibiayai {i.sumber}"
        terisi[i.peserta_id][i.bulan] = kata
    return terisi, lunas


def _henti(janji: Sequence[Janji]) -> dict[int, date]:
    """The first month without cover of whoever died, or left and has not come back."""
    status = {j.peserta_id: j.peserta.status for j in janji}
    peristiwa = Peristiwa.objects.filter(peserta__in=status, dibatalkan_pada=None)
    henti: dict[int, date] = {}
    for p in peristiwa.exclude(jenis=JenisPeristiwa.KECELAKAAN).order_by("tanggal", "pk"):
        if p.jenis == JenisPeristiwa.MENINGGAL or status[p.peserta_id] == Status.BERHENTI:
            mulai = (p.akibat or {}).get("mulai")
            bulan = date.fromisoformat(mulai) if mulai else tambah_bulan(awal_bulan(p.tanggal), 1)
            henti[p.peserta_id] = min(bulan, henti.get(p.peserta_id, bulan))
    return henti


def janji_penyumbang(penyumbang_id: int, petugas: Pengguna) -> QuerySet[Janji]:
    """The promises of a donor that a slip may still name, as far as the officer may see them."""
    milik = Janji.objects.for_petugas(petugas).hidup().filter(penyumbang=penyumbang_id)
    semua = milik.select_related("peserta")
    return semua.order_by("status", "peserta__nama", "pk")


def nomor_dipakai(nomor: str) -> str:
    """Whose slip has this number, and of which day; empty when it is free."""
    lama = Pembayaran.objects.berlaku().filter(jenis="slip", nomor=nomor).first()
    if lama is None:
        return ""
    slip = getattr(lama, "slip", None)
    milik = f"bukti bayar {slip.penyumbang}" if slip else str(lama)
    return f"{milik}, tanggal {tanggal_panjang(lama.tanggal)}"


def tercatat(penyumbang_id: int, nomor: str, tanggal: date, nominal: int) -> Pembayaran | None:
    """The same paper of the same donor, recorded already: a second click."""
    sama = Pembayaran.objects.berlaku().filter(jenis="slip", nomor=nomor, tanggal=tanggal)
    return sama.filter(nominal=nominal, slip__penyumbang=penyumbang_id).first()
