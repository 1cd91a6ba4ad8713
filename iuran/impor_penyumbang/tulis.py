"""Write changes of many donors and promises, forwards and back; the caller has locked them."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from iuran.models import (
    BarisPenyumbang,
    Janji,
    JenisRiwayatJanji,
    JenisRiwayatPenyumbang,
    PenempatanOPD,
    Penyumbang,
    RiwayatJanji,
    RiwayatPenyumbang,
)
from peserta.models import Peserta
from pijar.bulan import WIB
from pijar.models import Pengguna

SEKALI_TULIS = 2_000


def hari_jawaban(b: BarisPenyumbang, hari: date) -> date:
    """The day of the answer; without one the day of applying."""
    return b.waktu.astimezone(WIB).date() if b.waktu else hari


def ubah_penyumbang(
    daftar: Sequence[tuple[Penyumbang, BarisPenyumbang]], *, oleh: Pengguna, hari: date
) -> None:
    """Give each donor what its row changes; a new office counts from the day of the answer."""
    pindah = []
    for p, b in daftar:
        _isi(p, b, 1)
        if "opd" in b.perubahan:
            sejak = max(hari_jawaban(b, hari), p.sejak)
            pindah.append(PenempatanOPD(penyumbang=p, opd_id=p.opd_id, sejak=sejak, oleh=oleh))
    _simpan_penyumbang([p for p, _ in daftar])
    PenempatanOPD.objects.bulk_create(
        pindah,
        update_conflicts=True,
        unique_fields=["penyumbang", "sejak"],
        update_fields=["opd", "oleh"],
        batch_size=SEKALI_TULIS,
    )


def kembalikan_penyumbang(
    daftar: Sequence[tuple[Penyumbang, BarisPenyumbang]], *, hari: date
) -> None:
    """Give each donor back what its row changed, and take the record of that office away."""
    for p, b in daftar:
        _isi(p, b, 0)
        if "opd" in b.perubahan:
            masa = PenempatanOPD.objects.filter(penyumbang=p)
            sejak = max(hari_jawaban(b, hari), p.sejak)
            if masa.filter(sejak__lt=sejak).exists():
                masa.filter(sejak=sejak, opd=b.perubahan["opd"][1]).delete()
            else:
                masa.filter(sejak=sejak).update(opd=p.opd_id)
    _simpan_penyumbang([p for p, _ in daftar])


def _isi(p: Penyumbang, b: BarisPenyumbang, ke: int) -> None:
    isi = {nama: pasangan[ke] for nama, pasangan in b.perubahan.items()}
    p.nama, p.hp = isi.get("nama_asn", p.nama), isi.get("hp_asn", p.hp)
    p.opd_id = isi.get("opd", p.opd_id)


def _simpan_penyumbang(daftar: list[Penyumbang]) -> None:
    Penyumbang.objects.bulk_update(daftar, ["nama", "hp", "opd"], batch_size=SEKALI_TULIS)


def tulis_janji(daftar: Sequence[tuple[Janji, dict[str, list[Any]], int]]) -> None:
    """Write the new values (1), or the old ones (0), of what a row changes of its promise."""
    for j, perubahan, ke in daftar:
        isi = {nama: pasangan[ke] for nama, pasangan in perubahan.items()}
        j.tempo = isi.get("tempo", j.tempo)
        j.mulai = date.fromisoformat(isi["mulai"]) if "mulai" in isi else j.mulai
        j.sampai = date.fromisoformat(isi["sampai"]) if "sampai" in isi else j.sampai
    Janji.objects.bulk_update(
        [j for j, _, _ in daftar], ["tempo", "mulai", "sampai"], batch_size=SEKALI_TULIS
    )


def catat_janji(
    daftar: Sequence[tuple[Janji, date | None, date]],
    jenis: JenisRiwayatJanji,
    *,
    alasan: str,
    oleh: Pengguna,
) -> None:
    """Record one act on each promise: with its last month before, and the day of the act."""
    RiwayatJanji.objects.bulk_create(
        [
            RiwayatJanji(
                janji=j,
                jenis=jenis,
                mulai=j.mulai,
                sampai_lama=lama,
                sampai=j.sampai,
                tempo=j.tempo,
                alasan=alasan,
                oleh=oleh,
                pada=pada,
            )
            for j, lama, pada in daftar
        ],
        batch_size=SEKALI_TULIS,
    )


def tambah_penyunting(orang: Collection[int], penyunting: Collection[int]) -> None:
    """These users may not decide the cases of ``orang`` from now on."""
    kini = list(Peserta.objects.filter(pk__in=orang))
    for p in kini:
        p.penyunting = sorted({*p.penyunting, *penyunting})
    Peserta.objects.bulk_update(kini, ["penyunting"], batch_size=SEKALI_TULIS)


def catat_penyumbang(
    daftar: Sequence[tuple[Penyumbang, JenisRiwayatPenyumbang, str, date]], *, oleh: Pengguna
) -> None:
    """Record acts on donors: kind, words, and the day from which each holds."""
    RiwayatPenyumbang.objects.bulk_create(
        [
            RiwayatPenyumbang(penyumbang=p, jenis=jenis, catatan=kata[:500], pada=pada, oleh=oleh)
            for p, jenis, kata, pada in daftar
        ],
        batch_size=SEKALI_TULIS,
    )
