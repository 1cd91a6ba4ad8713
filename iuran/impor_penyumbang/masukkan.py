"""Write ticked answers: donors, workers as drafts, promises. In the caller's transaction."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connection

from iuran.impor_penyumbang.tulis import (
    SEKALI_TULIS,
    catat_janji,
    catat_penyumbang,
    hari_jawaban,
    tambah_penyunting,
    tulis_janji,
    ubah_penyumbang,
)
from iuran.models import (
    BERJANJI,
    MENGUBAH_JANJI,
    OPD,
    BarisPenyumbang,
    HasilBarisPenyumbang,
    ImporPenyumbang,
    Janji,
    JenisRiwayatJanji,
    JenisRiwayatPenyumbang,
    NasibPekerja,
    NasibPenyumbang,
    PenempatanOPD,
    Penyumbang,
)
from peserta.alur import pindahkan_banyak
from peserta.bersih.bidang import BIDANG_DAFTAR
from peserta.models import Status
from pijar.bulan import WIB, tambah_bulan
from pijar.errors import AturanDilanggarError
from pijar.models import Pengguna

TIDAK_LENGKAP = (
    "Salah satu jawaban yang dicentang tidak lengkap, jadi tidak ada yang diterapkan. Tekan Baca "
    "ulang; bila berulang, beri tahu admin sistem."
)
R = JenisRiwayatPenyumbang
_KATA = {"nama_asn": "nama", "hp_asn": "nomor HP"}
# The staged row has its own columns of these; the rest of the person stands in its JSON.
_LAIN = [b for b in BIDANG_DAFTAR if b.kode not in ("nik", "nama")]
MASUK = f"""
    INSERT INTO peserta_peserta (nik, kpj, nama, nama_cari,
        {", ".join(b.kolom_orang for b in _LAIN)}, sumber_data,
        status, didata_oleh_id, penyunting, dibuat_pada, diubah_pada)
    SELECT b.nik, '', b.nama, o.nama_cari,
        {", ".join(f"o.{b.kode}" for b in _LAIN)}, 'asn',
        'draf', %(oleh)s, %(penyunting)s::bigint[], %(pada)s, %(pada)s
    FROM iuran_barispenyumbang b, jsonb_to_record(b.orang) AS o(nama_cari text,
        {", ".join(f"{b.kode} {b.tipe}" for b in _LAIN)})
    WHERE b.id = ANY(%(baris)s::bigint[])
    ORDER BY b.nomor
    RETURNING nik, id
"""
TANDAI = """
    UPDATE iuran_barispenyumbang b SET hasil = 'masuk', penyumbang_id = m.penyumbang,
        peserta_id = m.peserta, janji_id = m.janji
    FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[])
        AS m (baris, penyumbang, peserta, janji)
    WHERE b.id = m.baris
"""


class HasilMasuk(NamedTuple):
    """Numbers of what came in, and the ids of the new workers."""

    penyumbang_baru: int
    penyumbang_ubah: int
    pekerja_baru: list[int]
    pekerja_buka: int
    janji_baru: int
    janji_ubah: int


def masukkan(
    impor: ImporPenyumbang, baris: Sequence[BarisPenyumbang], *, oleh: Pengguna, pada: datetime
) -> HasilMasuk:
    """Write these rows, which the caller has judged again under its locks."""
    hari = pada.astimezone(WIB).date()
    donatur, baru, ubah = _penyumbang(impor, baris, oleh, hari)
    pekerja = _pekerja(impor, baris, oleh, pada)
    _buka(impor, baris, oleh)
    for b in baris:
        b.penyumbang_id = donatur[b.nip]
        b.peserta_id = b.peserta_id or pekerja.get(b.nik)
    dijanjikan = _buat_janji(impor, baris, oleh, hari)
    diubah = _ubah_janji(impor, baris, oleh, hari)
    _tandai(baris)
    buka = {b.nik for b in baris if b.nasib_pekerja == NasibPekerja.BUKA}
    return HasilMasuk(baru, ubah, [*pekerja.values()], len(buka), dijanjikan, diubah)


def _terbaru(baris: Iterable[BarisPenyumbang], nasib: NasibPenyumbang) -> list[BarisPenyumbang]:
    """The newest of the rows of each donor with this outcome."""
    pilihan = (b for b in baris if b.nasib_penyumbang == nasib)
    urut = sorted(pilihan, key=lambda b: (b.waktu is None, b.waktu or 0, b.nomor))
    return [*{b.nip: b for b in urut}.values()]


def _penyumbang(
    impor: ImporPenyumbang, baris: Sequence[BarisPenyumbang], oleh: Pengguna, hari: date
) -> tuple[dict[str, int], int, int]:
    """Donors by NIP, the new ones made and the known ones changed; and how many of each."""
    awal: dict[str, date] = {}
    for b in baris:
        awal[b.nip] = min(hari_jawaban(b, hari), awal.get(b.nip, date.max))
    opd = dict(OPD.objects.values_list("pk", "nama"))
    baru = _terbaru(baris, NasibPenyumbang.BARU)
    dibuat = Penyumbang.objects.bulk_create(
        [_donatur(b, awal[b.nip], oleh) for b in baru], batch_size=SEKALI_TULIS
    )
    PenempatanOPD.objects.bulk_create(
        [PenempatanOPD(penyumbang=p, opd_id=p.opd_id, sejak=p.sejak, oleh=oleh) for p in dibuat],
        batch_size=SEKALI_TULIS,
    )
    asal = f"Jawaban formulir, impor {impor}."
    kata = [(p, R.DICATAT, f"Penyumbang dari {opd[p.opd_id]}. {asal}", p.sejak) for p in dibuat]
    ubah = _terbaru(baris, NasibPenyumbang.UBAH)
    ada = {p.nip: p for p in Penyumbang.objects.filter(nip__in=awal)}
    ubah_penyumbang([(ada[b.nip], b) for b in ubah], oleh=oleh, hari=hari)
    kata += [
        (ada[b.nip], jenis, f"{isi} {asal}", hari_jawaban(b, hari))
        for b in ubah
        for jenis, isi in _kata_ubah(b, opd)
    ]
    catat_penyumbang(kata, oleh=oleh)
    return {nip: p.pk for nip, p in ada.items()}, len(baru), len(ubah)


def _donatur(b: BarisPenyumbang, sejak: date, oleh: Pengguna) -> Penyumbang:
    if b.opd_id is None:
        raise AturanDilanggarError(TIDAK_LENGKAP)  # a constraint holds this already
    return Penyumbang(
        nip=b.nip, nama=b.nama_asn, opd_id=b.opd_id, hp=b.hp_asn, sejak=sejak, didata_oleh=oleh
    )


def _kata_ubah(
    b: BarisPenyumbang, opd: dict[int, str]
) -> Iterator[tuple[JenisRiwayatPenyumbang, str]]:
    """What a row changes of its donor, without the numbers themselves."""
    if "opd" in b.perubahan:
        lama, baru = b.perubahan["opd"]
        yield R.PINDAH_OPD, f"Bekerja di {opd[baru]} (sebelumnya {opd[lama]})."
    kata = [_KATA[k] for k in b.perubahan if k in _KATA]
    if kata:
        yield R.DIUBAH, f"Dibetulkan: {', '.join(kata)}."


def _pekerja(
    impor: ImporPenyumbang, baris: Sequence[BarisPenyumbang], oleh: Pengguna, pada: datetime
) -> dict[str, int]:
    """The new workers as drafts, by NIK: one for each NIK, from its first row."""
    pertama: dict[str, int] = {}
    for b in baris:
        if b.nasib_pekerja == NasibPekerja.BARU:
            pertama.setdefault(b.nik, b.pk)
    if not pertama:
        return {}
    isi: dict[str, Any] = {
        "baris": [*pertama.values()],
        "oleh": oleh.pk,
        "penyunting": sorted({impor.oleh_id, oleh.pk}),
        "pada": pada,
    }
    with connection.cursor() as kursor:
        kursor.execute(MASUK, isi)
        return dict(kursor.fetchall())


def _buka(impor: ImporPenyumbang, baris: Sequence[BarisPenyumbang], oleh: Pengguna) -> None:
    """Whoever had stopped becomes a draft again, and the admin one of their editors."""
    orang = {b.peserta_id for b in baris if b.nasib_pekerja == NasibPekerja.BUKA and b.peserta_id}
    alasan = f"Didata kembali lewat impor penyumbang {impor}"
    pindahkan_banyak(orang, dari=Status.BERHENTI, ke=Status.DRAF, oleh=oleh, alasan=alasan)
    tambah_penyunting(orang, {impor.oleh_id, oleh.pk})


def _buat_janji(
    impor: ImporPenyumbang, baris: Sequence[BarisPenyumbang], oleh: Pengguna, hari: date
) -> int:
    milik = [b for b in baris if b.nasib_pekerja in BERJANJI]
    janji = Janji.objects.bulk_create([_janji(b, oleh) for b in milik], batch_size=SEKALI_TULIS)
    for b, j in zip(milik, janji, strict=True):
        b.janji_id = j.pk
    catat_janji(
        [(j, None, hari_jawaban(b, hari)) for b, j in zip(milik, janji, strict=True)],
        JenisRiwayatJanji.DIBUAT,
        alasan=f"Jawaban formulir, impor {impor}",
        oleh=oleh,
    )
    return len(janji)


def _janji(b: BarisPenyumbang, oleh: Pengguna) -> Janji:
    if not (b.penyumbang_id and b.peserta_id and b.tempo and b.mulai):
        raise AturanDilanggarError(TIDAK_LENGKAP)  # a constraint holds this already
    return Janji(
        penyumbang_id=b.penyumbang_id,
        peserta_id=b.peserta_id,
        tempo=b.tempo,
        mulai=b.mulai,
        sampai=tambah_bulan(b.mulai, b.tempo - 1),
        didata_oleh=oleh,
    )


def _ubah_janji(
    impor: ImporPenyumbang, baris: Sequence[BarisPenyumbang], oleh: Pengguna, hari: date
) -> int:
    milik = {b.janji_id or 0: b for b in baris if b.nasib_pekerja in MENGUBAH_JANJI}
    janji = list(Janji.objects.filter(pk__in=milik))
    for jenis, nasib in (
        (JenisRiwayatJanji.DIUBAH, NasibPekerja.DIUBAH),
        (JenisRiwayatJanji.DIPERPANJANG, NasibPekerja.DIPERPANJANG),
    ):
        satu = [j for j in janji if milik[j.pk].nasib_pekerja == nasib]
        lama = {j.pk: j.sampai for j in satu}
        tulis_janji([(j, milik[j.pk].perubahan, 1) for j in satu])
        catat_janji(
            [(j, lama[j.pk], hari_jawaban(milik[j.pk], hari)) for j in satu],
            jenis,
            alasan=f"Jawaban formulir, impor {impor}",
            oleh=oleh,
        )
    return len(janji)


def _tandai(baris: Sequence[BarisPenyumbang]) -> None:
    for b in baris:
        b.hasil = HasilBarisPenyumbang.MASUK
    with connection.cursor() as kursor:
        kursor.execute(
            TANDAI,
            [
                [b.pk for b in baris],
                [b.penyumbang_id for b in baris],
                [b.peserta_id for b in baris],
                [b.janji_id for b in baris],
            ],
        )
