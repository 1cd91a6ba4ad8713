"""Look-ups of one whole number: each is logged, without the number.

What the officer's area holds is shown. What another area holds is only told to be known, and so
seldom that nobody tries out numbers.
"""

from datetime import timedelta

from django.db.models.functions import Now

from peserta.models import Peserta
from pijar import ambang
from pijar.models import JejakAkses, Pengguna

ANGKA_SATU_ORANG = 9
"""From so many digits on a number is meant for one person: a KPJ, a phone, most of a NIK."""
SEBUT_ORANG = 5
SAMA = timedelta(days=1)  # so long the same question tells nothing new
LUAR = JejakAkses.Tindakan.NOMOR_LUAR
NIK_DI_LUAR = (
    "NIK ini sudah tercatat di wilayah lain. Cocokkan dengan KTP; bila benar, hubungi admin."
)


def catat_cari(nomor: str, hp: str = "", *, oleh: Pengguna) -> None:
    """Log that this number was looked up, and whom of the officer's area it found.

    Raises TungguError after too many of them.
    """
    if len(nomor) < ANGKA_SATU_ORANG:
        return
    orang = Peserta.objects.for_petugas(oleh).cari_nomor(nomor, hp).order_by("pk")
    pks = [str(pk) for pk in orang.values_list("pk", flat=True)[: SEBUT_ORANG + 1]]
    lebih = " dan lainnya" if len(pks) > SEBUT_ORANG else ""
    temuan = f"peserta {', '.join(pks[:SEBUT_ORANG])}{lebih}" if pks else "tidak ada"
    ambang.catat(
        oleh=oleh,
        tindakan=JejakAkses.Tindakan.CARI_NOMOR,
        objek=f"nomor dicari: {temuan}",
        jumlah=max(len(pks), 1),
    )


def tanya_luar(kolom: str, nomor: str, *, oleh: Pengguna, kecuali: int = 0) -> bool:
    """Whether somebody whom this officer may not see has the number (``kolom``: nik or kpj).

    A yes is logged. After too many of them raises TungguError for every number, also of nobody:
    else the refusal would be the answer.
    """
    if not oleh.wilayah:
        return False
    ambang.pastikan(oleh, LUAR)
    pemilik = Peserta.objects.filter(**{kolom: nomor}).exclude(pk=kecuali).first()
    if pemilik is None:
        return False
    satu = pemilik.digabung_ke_id or pemilik.pk
    if Peserta.objects.for_petugas(oleh).filter(pk=satu).exists():
        return False
    catat_luar([satu], kolom, oleh=oleh)
    return True


def catat_luar(orang: list[int], kolom: str, *, oleh: Pengguna) -> None:
    """Log that these people of another area were told to be known; one again costs nothing.

    Raises TungguError after too many answers about one person; a whole list is one answer.
    """
    if len(orang) > 1:
        objek = f"{kolom.upper()} {len(orang)} peserta di wilayah lain"
        JejakAkses.catat(oleh=oleh, tindakan=LUAR, objek=objek, jumlah=len(orang))
        return
    objek = f"{kolom.upper()} peserta {orang[0]} di wilayah lain"
    lalu = JejakAkses.objects.filter(oleh=oleh, tindakan=LUAR, pada__gt=Now() - SAMA)
    if not lalu.filter(objek=objek).exists():
        ambang.catat(oleh=oleh, tindakan=LUAR, objek=objek)
