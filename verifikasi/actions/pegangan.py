"""A verifier holds the case that they have open, so that nobody else decides it meanwhile."""

from collections.abc import Collection

from django.db import connection

from pijar.bulan import WIB
from pijar.errors import BentrokError
from pijar.models import Pengguna
from verifikasi.models import LAMA_PEGANGAN, Pegangan, Pengajuan

PEGANG = """
    INSERT INTO verifikasi_pegangan (pengajuan_id, oleh_id, pada)
    VALUES (%(kasus)s, %(oleh)s, now())
    ON CONFLICT (pengajuan_id) DO UPDATE SET oleh_id = EXCLUDED.oleh_id, pada = EXCLUDED.pada
    WHERE verifikasi_pegangan.oleh_id = EXCLUDED.oleh_id
       OR verifikasi_pegangan.pada <= now() - make_interval(mins => %(menit)s::int)
"""


def pegang(pengajuan: Pengajuan, *, oleh: Pengguna) -> str:
    """Hold the case from now on for half an hour; returns who else holds it, in a sentence.

    Of two who open it at once one holds it. Opening it again holds it longer.
    """
    isi = {"kasus": pengajuan.pk, "oleh": oleh.pk, "menit": LAMA_PEGANGAN.total_seconds() / 60}
    with connection.cursor() as kursor:
        kursor.execute(PEGANG, isi)
        if kursor.rowcount:
            return ""
    return dipegang([pengajuan.pk], oleh=oleh).get(pengajuan.pk, "")


def lepas(pengajuan: Pengajuan, *, oleh: Pengguna) -> None:
    """Let others have the case; without a word where this verifier does not hold it."""
    Pegangan.objects.filter(pengajuan=pengajuan, oleh=oleh).delete()


def pastikan_bebas(pengajuan: Pengajuan, *, oleh: Pengguna) -> None:
    """Raise BentrokError while another verifier holds the case; its person is locked."""
    if alasan := dipegang([pengajuan.pk], oleh=oleh).get(pengajuan.pk):
        raise BentrokError(alasan)


def dipegang(pks: Collection[int], *, oleh: Pengguna) -> dict[int, str]:
    """Of these cases those that another verifier holds, each with the sentence that says so."""
    lain = Pegangan.objects.orang_lain(oleh).filter(pengajuan__in=pks).select_related("oleh")
    return {p.pengajuan_id: kalimat_dipegang(p) for p in lain}


def kalimat_dipegang(pegangan: Pegangan) -> str:
    """Who holds the case, since when and how long."""
    sejak = pegangan.pada.astimezone(WIB)
    return (
        f"Pengajuan ini sedang diperiksa {pegangan.oleh.nama} sejak {sejak:%H.%M}. Sesudah "
        f"{sejak + LAMA_PEGANGAN:%H.%M} WIB, atau begitu ia melewatinya, Anda dapat memutuskannya."
    )
