"""What applying the ticked answers does, in numbers."""

from typing import NamedTuple

from django.db.models import Count, Q

from iuran.models import BERJANJI, MENGUBAH_JANJI, ImporPenyumbang, NasibPekerja, NasibPenyumbang


class PratinjauJawaban(NamedTuple):
    """Answers ticked; donors new and changed, workers new and reopened, promises made, changed."""

    jawaban: int
    penyumbang_baru: int
    penyumbang_ubah: int
    pekerja_baru: int
    pekerja_buka: int
    janji_baru: int
    janji_ubah: int

    @property
    def sidik(self) -> str:
        """The figures that the admin sees, in the form that the button sends back."""
        return ":".join(map(str, self))


def pratinjau(impor: ImporPenyumbang) -> PratinjauJawaban:
    """The figures of the ticked rows now; nothing is locked."""
    pekerja, donatur = Q(nasib_pekerja=NasibPekerja.BARU), NasibPenyumbang
    isi = impor.daftar_baris.filter(dipilih=True).aggregate(
        jawaban=Count("pk"),
        penyumbang_baru=Count("nip", Q(nasib_penyumbang=donatur.BARU), distinct=True),
        penyumbang_ubah=Count("nip", Q(nasib_penyumbang=donatur.UBAH), distinct=True),
        pekerja_baru=Count("nik", pekerja, distinct=True),
        pekerja_buka=Count("nik", Q(nasib_pekerja=NasibPekerja.BUKA), distinct=True),
        janji_baru=Count("pk", Q(nasib_pekerja__in=BERJANJI)),
        janji_ubah=Count("pk", Q(nasib_pekerja__in=MENGUBAH_JANJI)),
    )
    return PratinjauJawaban(**isi)
