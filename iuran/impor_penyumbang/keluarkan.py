"""Take applied answers back, as far as nothing was built on them. In the caller's transaction."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Max

from iuran.impor_penyumbang.tulis import (
    catat_janji,
    catat_penyumbang,
    kembalikan_penyumbang,
    tulis_janji,
)
from iuran.models import (
    BERJANJI,
    MENGUBAH_JANJI,
    Bantuan,
    BarisPenyumbang,
    HasilBarisPenyumbang,
    ImporPenyumbang,
    Janji,
    JenisRiwayatJanji,
    JenisRiwayatPenyumbang,
    NasibPekerja,
    NasibPenyumbang,
    Penyumbang,
    SebabAkhir,
    StatusJanji,
)
from peserta.alur import pindahkan_banyak
from peserta.bersih.alasan import info, peringatan
from peserta.duplikat import lupakan_pasangan
from peserta.models import Peserta, Status
from pijar.bulan import WIB, tambah_bulan
from pijar.models import Pengguna

H, J = HasilBarisPenyumbang, JenisRiwayatPenyumbang
_LIHAT = "Perbaiki di halaman janjinya bila perlu."


class HasilBatal(NamedTuple):
    """Answers taken back, and those that stay; workers and donors left as they are."""

    batal: int
    tetap: int
    pekerja_tetap: int
    penyumbang_tetap: int


class _Keadaan(NamedTuple):
    """The promises of the rows now, their last paid month, and those that went to another donor."""

    janji: dict[int, Janji]
    lunas: dict[int, date]
    dialihkan: frozenset[int | None]


def keluarkan(impor: ImporPenyumbang, *, oleh: Pengguna, pada: datetime) -> HasilBatal:
    """Take every row back on which nothing was built; the others stay, each with the reason.

    Promises are cancelled or get their old months back, new drafts stop, changed donors get their
    old data back. New donors stay, without a promise.
    """
    baris = list(impor.daftar_baris.filter(hasil__in=[H.MASUK, H.TETAP]).order_by("nomor"))
    orang = _kunci(baris)
    keadaan = _keadaan(baris)
    batal: list[BarisPenyumbang] = []
    tetap: list[BarisPenyumbang] = []
    for b in baris:
        sebab = _sebab_tetap(b, keadaan)
        b.alasan = [a for a in b.alasan if a["kode"] != "tidak_dibatalkan"]
        if sebab:
            b.alasan += _catatan(sebab, _LIHAT)
        (tetap if sebab else batal).append(b)
    hari = pada.astimezone(WIB).date()
    _batalkan_janji(impor, batal, keadaan, oleh, hari)
    _kembalikan_janji(impor, batal, keadaan, oleh, hari)
    _kembalikan_penyumbang(impor, batal, oleh, hari)
    pekerja_tetap = _hentikan(impor, batal, orang, oleh)
    for hasil, semua in ((H.DIBATALKAN, batal), (H.TETAP, tetap)):
        for b in semua:
            b.hasil = hasil
    BarisPenyumbang.objects.bulk_update(baris, ["hasil", "alasan"], batch_size=500)
    baru = {b.penyumbang_id for b in batal if b.nasib_penyumbang == NasibPenyumbang.BARU}
    return HasilBatal(len(batal), len(tetap), pekerja_tetap, len(baru))


def bisa_dibatalkan(impor: ImporPenyumbang) -> int:
    """How many rows an undo would take back now; nothing is locked."""
    baris = list(
        impor.daftar_baris.filter(hasil__in=[H.MASUK, H.TETAP]).only(
            "janji_id", "nasib_pekerja", "mulai", "tempo", "perubahan"
        )
    )
    keadaan = _keadaan(baris)
    return sum(not _sebab_tetap(b, keadaan) for b in baris)


def _kunci(baris: Sequence[BarisPenyumbang]) -> dict[int, Peserta]:
    """Lock people, donors and promises, in the order in which applying locks them."""
    orang = Peserta.objects.filter(pk__in={b.peserta_id for b in baris if b.peserta_id})
    terkunci = {p.pk: p for p in orang.select_for_update(no_key=True).order_by("pk")}
    donatur = Penyumbang.objects.filter(pk__in={b.penyumbang_id for b in baris})
    list(donatur.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    janji = Janji.objects.filter(pk__in={b.janji_id for b in baris if b.janji_id})
    list(janji.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    return terkunci


def _keadaan(baris: Iterable[BarisPenyumbang]) -> _Keadaan:
    pks = {b.janji_id for b in baris if b.janji_id}
    bukti = Bantuan.objects.hidup().filter(janji__in=pks).order_by()
    penerus = Janji.objects.hidup().filter(dari__in=pks)
    return _Keadaan(
        Janji.objects.in_bulk(pks),
        dict(bukti.values_list("janji").annotate(akhir=Max("bulan_akhir"))),
        frozenset(penerus.values_list("dari_id", flat=True)),
    )


def _sebab_tetap(b: BarisPenyumbang, keadaan: _Keadaan) -> str:
    """Why this row cannot be taken back; empty when it can."""
    janji = keadaan.janji.get(b.janji_id or 0)
    if janji is None or b.nasib_pekerja not in (*BERJANJI, *MENGUBAH_JANJI):
        return ""
    lunas = keadaan.lunas.get(janji.pk)
    if lunas and (b.nasib_pekerja != NasibPekerja.DIPERPANJANG or lunas > _sampai_lama(b)):
        return "sudah ada bulannya yang dibayar."
    if janji.pk in keadaan.dialihkan:
        return "janjinya sudah dialihkan ke penyumbang lain."
    if janji.status != StatusJanji.AKTIF or not _seperti_ditulis(b, janji):
        return "janjinya sudah berubah sesudah diterapkan."
    return ""


def _sampai_lama(b: BarisPenyumbang) -> date:
    return date.fromisoformat(b.perubahan["sampai"][0])


def _seperti_ditulis(b: BarisPenyumbang, janji: Janji) -> bool:
    if b.nasib_pekerja in BERJANJI:
        sampai = tambah_bulan(janji.mulai, (b.tempo or 1) - 1)
        return (janji.mulai, janji.tempo, janji.sampai) == (b.mulai, b.tempo, sampai)
    kini = {"tempo": janji.tempo, "mulai": f"{janji.mulai}", "sampai": f"{janji.sampai}"}
    return all(b.perubahan[nama][1] == isi for nama, isi in kini.items() if nama in b.perubahan)


def _catatan(sebab: str, perbaikan: str) -> list[dict[str, str]]:
    alasan = peringatan(
        "tidak_dibatalkan", "mulai", "", f"Tidak ikut dibatalkan: {sebab}", perbaikan
    )
    return [a._asdict() for a in alasan]


def _batalkan_janji(
    impor: ImporPenyumbang,
    batal: Sequence[BarisPenyumbang],
    keadaan: _Keadaan,
    oleh: Pengguna,
    hari: date,
) -> None:
    pks = [b.janji_id for b in batal if b.nasib_pekerja in BERJANJI and b.janji_id]
    Janji.objects.filter(pk__in=pks).update(status=StatusJanji.BATAL, sebab_akhir=SebabAkhir.KELIRU)
    catat_janji(
        [(keadaan.janji[pk], keadaan.janji[pk].sampai, hari) for pk in pks],
        JenisRiwayatJanji.DIBATALKAN,
        alasan=f"Impor {impor} dibatalkan",
        oleh=oleh,
    )


def _kembalikan_janji(
    impor: ImporPenyumbang,
    batal: Sequence[BarisPenyumbang],
    keadaan: _Keadaan,
    oleh: Pengguna,
    hari: date,
) -> None:
    milik = [b for b in batal if b.nasib_pekerja in MENGUBAH_JANJI and b.janji_id]
    janji = [(keadaan.janji[b.janji_id or 0], b) for b in milik]
    lama = {j.pk: j.sampai for j, _ in janji}
    tulis_janji([(j, b.perubahan, 0) for j, b in janji])
    catat_janji(
        [(j, lama[j.pk], hari) for j, _ in janji],
        JenisRiwayatJanji.DIUBAH,
        alasan=f"Impor {impor} dibatalkan: kembali seperti semula",
        oleh=oleh,
    )


def _kembalikan_penyumbang(
    impor: ImporPenyumbang, batal: Sequence[BarisPenyumbang], oleh: Pengguna, hari: date
) -> None:
    """Old data of donors that nobody has changed since."""
    ubah = [b for b in batal if b.nasib_penyumbang == NasibPenyumbang.UBAH]
    donatur = Penyumbang.objects.in_bulk({b.penyumbang_id for b in ubah})
    pasangan = [(donatur[b.penyumbang_id or 0], b) for b in ubah]
    masih = [(p, b) for p, b in pasangan if _masih(p, b)]
    kembalikan_penyumbang(masih, hari=hari)
    catatan = f"Impor {impor} dibatalkan: data kembali seperti semula."
    catat_penyumbang([(p, J.DIUBAH, catatan, hari) for p, _ in masih], oleh=oleh)


def _masih(p: Penyumbang, b: BarisPenyumbang) -> bool:
    kini = {"opd": p.opd_id, "nama_asn": p.nama, "hp_asn": p.hp}
    return all(kini[n] == isi[1] for n, isi in b.perubahan.items() if n in kini)


def _hentikan(
    impor: ImporPenyumbang,
    batal: Sequence[BarisPenyumbang],
    orang: dict[int, Peserta],
    oleh: Pengguna,
) -> int:
    """Stop the drafts that came in with these rows; returns how many workers stay."""
    dibuat = (NasibPekerja.BARU, NasibPekerja.BUKA)
    milik = {b.peserta_id: b for b in batal if b.nasib_pekerja in dibuat and b.peserta_id}
    berjanji = Janji.objects.hidup().filter(peserta__in=milik).values_list("peserta", flat=True)
    tetap = {*berjanji} | {
        pk for pk in milik if orang[pk].status != Status.DRAF or orang[pk].digabung_ke_id
    }
    for pk in tetap:
        sebab = "Janjinya dibatalkan; pekerjanya tetap karena sudah diajukan atau dipakai."
        milik[pk].alasan += [a._asdict() for a in info("pekerja_tetap", "nik", "", sebab)]
    henti = sorted(milik.keys() - tetap)
    alasan = f"Impor penyumbang {impor} dibatalkan"
    pindahkan_banyak(henti, dari=Status.DRAF, ke=Status.BERHENTI, oleh=oleh, alasan=alasan)
    lupakan_pasangan(henti)
    return len(tetap)
