"""Read a list of another office into rows, each in its bin. No person changes."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import islice

from django.db import connection, transaction

from iuran.models import BarisPadanan, DaftarPadanan, StatusPemadanan
from iuran.models.pemadanan import HIDUP
from iuran.pemadanan.lembar import BarisMentah, baca_baris
from iuran.pemadanan.vonis import FaktaPadanan, OrangPadan, VonisPadanan, cocokkan
from peserta.models import KoreksiNik, Peserta
from pijar.errors import BerkasDitolakError
from pijar.excel import baca_lembar
from pijar.unggahan.terima import letak

SEKALI_TULIS = 2_000
S = StatusPemadanan
# Rows of one person that say different things need an eye, all of them; of equal ones the first
# counts. A row that needs an eye is never outvoted by one that does not.
KEMBAR = """
    WITH kembar AS (
        SELECT peserta_id, min(id) AS pertama, count(DISTINCT (hasil, tanggal)) > 1 AS beda
        FROM iuran_barispadanan WHERE daftar_id = %(daftar)s AND peserta_id IS NOT NULL
        GROUP BY peserta_id HAVING count(*) > 1
    )
    UPDATE iuran_barispadanan b SET hasil = 'perlu_diperiksa', catatan = left(concat(
        CASE WHEN k.beda THEN 'Orang ini disebut beberapa kali dengan isi berbeda; tanyakan ke '
            'pengirim daftar. ' ELSE 'Orang ini sudah disebut di atas dengan isi yang sama. ' END,
        'Menurut baris ini: ', replace(b.hasil, '_', ' '), '. ', b.catatan), 300)
    FROM kembar k
    WHERE b.daftar_id = %(daftar)s AND b.peserta_id = k.peserta_id
        AND (k.beda OR b.id <> k.pertama)
"""


def gagalkan(pk: int, kalimat: str) -> None:
    """Mark the list as failed, with the sentence that says why; nobody waits for it any more."""
    DaftarPadanan.objects.filter(pk=pk, status__in=[S.DIBACA, S.GAGAL]).update(
        status=S.GAGAL, galat=kalimat
    )


@transaction.atomic
def baca_padanan(pk: int, *, pada: date, maju: Callable[[int, int], None]) -> DaftarPadanan:
    """Store every row of list ``pk`` in its bin; a second reading changes nothing.

    Raises BerkasDitolakError for an unreadable file; the job tells the list (:func:`gagalkan`).
    """
    daftar = DaftarPadanan.objects.select_for_update().get(pk=pk)
    if daftar.status not in (S.DIBACA, S.GAGAL):
        return daftar
    _pastikan_satu(daftar)
    baris = baca_baris(baca_lembar(letak(daftar.berkas)), pada)
    banyak = 0
    while sebagian := list(islice(baris, SEKALI_TULIS)):
        semua = cocokkan(sebagian, _fakta(daftar, sebagian))
        BarisPadanan.objects.bulk_create(_baris(daftar, v) for v in semua)
        banyak += len(sebagian)
        maju(banyak, 0)
    with connection.cursor() as kursor:
        kursor.execute("ANALYZE iuran_barispadanan")  # else the planner expects one row
        kursor.execute(KEMBAR, {"daftar": daftar.pk})
    hasil = Counter(dict(_hitung(daftar)))
    daftar.jumlah = {"dibaca": hasil.total(), **hasil}
    daftar.status, daftar.galat = S.DIPERIKSA, ""
    daftar.save(update_fields=["jumlah", "status", "galat"])
    maju(banyak, banyak)
    return daftar


def _pastikan_satu(daftar: DaftarPadanan) -> None:
    """Raise BerkasDitolakError when the file came in again since its first reading failed."""
    sama = DaftarPadanan.objects.filter(sha256=daftar.sha256, status__in=HIDUP)
    if lain := sama.exclude(pk=daftar.pk).first():
        raise BerkasDitolakError(f"Berkas yang sama sudah diunggah lagi: {lain}. Buka daftar itu.")


def _hitung(daftar: DaftarPadanan) -> Iterator[tuple[str, int]]:
    with connection.cursor() as kursor:
        kursor.execute(
            "SELECT hasil, count(*) FROM iuran_barispadanan WHERE daftar_id = %s GROUP BY 1",
            [daftar.pk],
        )
        yield from kursor.fetchall()


def _fakta(daftar: DaftarPadanan, baris: Sequence[BarisMentah]) -> FaktaPadanan:
    """The people with these NIKs, whether they were asked about, and former owners of a NIK."""
    nik = {b.nik for b in baris if b.nik}
    orang = Peserta.objects.filter(nik__in=nik, digabung_ke=None)
    semua = list(orang.values_list("nik", "pk", "nama", "tanggal_lahir"))
    diminta = _diminta(daftar, [pk for _, pk, *_ in semua])
    kenal = {n: OrangPadan(pk, nama, lahir, pk in diminta) for n, pk, nama, lahir in semua}
    return FaktaPadanan(daftar.jenis, daftar.tanggal, kenal, _bekas(nik - kenal.keys()))


def _diminta(daftar: DaftarPadanan, pks: Sequence[int]) -> set[int]:
    """Who of these was asked about; everybody where nothing was asked."""
    if daftar.permintaan is None:
        return set(pks)
    diminta = daftar.permintaan.daftar_orang.filter(peserta__in=pks)
    return set(diminta.values_list("peserta", flat=True))


def _bekas(nik: set[str]) -> dict[str, str]:
    """For each NIK that nobody has any more, whose it was."""
    lebur = Peserta.objects.filter(nik__in=nik).exclude(digabung_ke=None)
    hasil = {
        satu: f"Data dengan NIK ini sudah digabung ke {nama}. Tanyakan lagi dengan NIK-nya."
        for satu, nama in lebur.values_list("nik", "digabung_ke__nama")
    }
    lama = KoreksiNik.objects.filter(nik_lama__in=nik, peserta__digabung_ke=None).order_by("pk")
    for satu, nama in lama.values_list("nik_lama", "peserta__nama"):
        hasil[satu] = f"Ini NIK {nama} sebelum dikoreksi. Tanyakan lagi dengan NIK barunya."
    return hasil


def _baris(daftar: DaftarPadanan, v: VonisPadanan) -> BarisPadanan:
    b = v.mentah
    return BarisPadanan(
        daftar=daftar,
        lembar=b.lembar,
        nomor=b.nomor,
        nik=b.nik or b.nik_tertulis,
        nama=b.nama,
        tanggal_lahir=b.tanggal_lahir,
        kata=b.kata,
        pihak=b.pihak,
        tanggal=b.tanggal,
        hasil=v.hasil,
        catatan=v.catatan,
        peserta_id=v.peserta_id,
    )
