"""What BPJS knows of somebody and since when, and how far each change of their data has come.

BPJS knows what it accepted last. Whatever changed here since then it has with the old value.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef

from iuran.berkas_bpjs import belum_diketahui
from iuran.models import BERHASIL, BarisBerkas, HasilBaris, JenisBerkasBPJS
from peserta.models import PerubahanData, Peserta, Status, StatusPerubahanData
from peserta.models.perubahan import PerubahanDataQuerySet
from pijar.nada import Bernada, Nada

DIKETAHUI = ("nama", "nik", "kpj")
MEMBERITAHU = (JenisBerkasBPJS.PENDAFTARAN, JenisBerkasBPJS.PERUBAHAN)


class KeadaanBPJS(Bernada):
    """How far a change has come on its way to BPJS."""

    MENUNGGU_BERKAS = "menunggu_berkas", Nada.PERHATIAN, "Menunggu berkas ke BPJS"
    MENUNGGU_JAWABAN = "menunggu_jawaban", Nada.PERHATIAN, "Menunggu jawaban sebelumnya"
    MENUNGGU_KARTU = "menunggu_kartu", Nada.PROSES, "Menunggu kartu"
    BERHENTI = "berhenti", Nada.NETRAL, "Orangnya berhenti"
    DALAM_BERKAS = "dalam_berkas", Nada.PROSES, "Dalam berkas ke BPJS"
    DITERIMA = "diterima", Nada.BAIK, "Diterima BPJS"
    DITOLAK = "ditolak", Nada.BURUK, "Ditolak BPJS"
    DIBETULKAN = "dibetulkan", Nada.AKHIR, "Dibetulkan"
    DIBIARKAN = "dibiarkan", Nada.AKHIR, "Dibiarkan"


class PerubahanDiBPJS(NamedTuple):
    """The state of one change, and the line of the file that carries it or keeps it waiting."""

    keadaan: KeadaanBPJS
    baris: BarisBerkas | None = None

    @property
    def bisa_dibetulkan(self) -> bool:
        """Whether BPJS refused it, and nobody has mended it yet."""
        return self.keadaan == KeadaanBPJS.DITOLAK


class Diketahui(NamedTuple):
    """The values that BPJS has of a person; ``baris`` says by which file, None: an opening list."""

    nama: str
    nik: str
    kpj: str
    baris: BarisBerkas | None
    sejak: datetime | None


def diketahui_bpjs(orang: Peserta) -> Diketahui | None:
    """What BPJS accepted last, None where it has not enrolled the person."""
    if not orang.kpj:
        return None
    baris = (
        BarisBerkas.objects.filter(peserta=orang, jenis__in=MEMBERITAHU, hasil__in=BERHASIL)
        .select_related("berkas_bpjs")
        .order_by("-dijawab_pada", "-pk")
        .first()
    )
    nilai = {k: getattr(orang, k) for k in DIKETAHUI}
    belum = belum_diketahui(PerubahanData.objects.filter(peserta=orang)).order_by("-pk")
    for isi in belum.values_list("isi", flat=True):
        nilai |= {k: lama for k, (lama, _) in isi.items() if k in nilai}
    sejak = baris.dijawab_pada if baris else _saldo_awal(orang)
    return Diketahui(**nilai, baris=baris, sejak=sejak)


def _saldo_awal(orang: Peserta) -> datetime | None:
    langsung = orang.riwayat.filter(dari="", ke=Status.TERDAFTAR).values_list("pada", flat=True)
    return langsung.first()


def keadaan_di_bpjs(daftar: Sequence[PerubahanData]) -> dict[int, PerubahanDiBPJS]:
    """The state of those of these changes of which BPJS must hear, in two queries."""
    perlu = [u for u in daftar if u.ke_bpjs]
    if not perlu:
        return {}
    baris = list(
        BarisBerkas.objects.filter(
            peserta__in={u.peserta_id for u in perlu}, jenis=JenisBerkasBPJS.PERUBAHAN
        )
        .exclude(hasil=HasilBaris.BATAL)
        .select_related("berkas_bpjs")
        .order_by("pk")
    )
    dibetulkan = set(
        PerubahanData.objects.filter(
            mengganti__in=[u.pk for u in perlu], status=StatusPerubahanData.DITERAPKAN
        ).values_list("mengganti", flat=True)
    )
    return {
        u.pk: _satu(
            u, [b for b in baris if b.peserta_id == u.peserta_id], dibetulkan=u.pk in dibetulkan
        )
        for u in perlu
    }


def ditolak_bpjs(semua: PerubahanDataQuerySet) -> PerubahanDataQuerySet:
    """Those of these changes that BPJS refused, and that nobody has mended or left out."""
    baris = BarisBerkas.objects.filter(
        peserta=OuterRef("peserta"),
        jenis=JenisBerkasBPJS.PERUBAHAN,
        perubahan__gte=OuterRef("pk"),
    )
    return semua.ke_bpjs().filter(
        Exists(baris.filter(hasil=HasilBaris.DITOLAK)),
        ~Exists(baris.filter(hasil__in=[*BERHASIL, HasilBaris.MENUNGGU])),
    )


def _satu(u: PerubahanData, baris: Sequence[BarisBerkas], *, dibetulkan: bool) -> PerubahanDiBPJS:
    terakhir = _pembawa(u, baris)
    if terakhir is not None and terakhir.hasil in BERHASIL:
        return PerubahanDiBPJS(KeadaanBPJS.DITERIMA, terakhir)
    if u.dibiarkan_pada:
        return PerubahanDiBPJS(KeadaanBPJS.DIBIARKAN, terakhir)
    if terakhir is None and not dibetulkan:
        return _belum_dibawa(u, baris)
    return PerubahanDiBPJS(_terakhir(terakhir, dibetulkan=dibetulkan), terakhir)


def _pembawa(u: PerubahanData, baris: Sequence[BarisBerkas]) -> BarisBerkas | None:
    """The line by which BPJS accepted the change, else the last that has it."""
    semua = [b for b in baris if b.perubahan_id and b.perubahan_id >= u.pk]
    diterima = [b for b in semua if b.hasil in BERHASIL]
    return diterima[0] if diterima else semua[-1] if semua else None


def _terakhir(baris: BarisBerkas | None, *, dibetulkan: bool) -> KeadaanBPJS:
    """The state of a change by the last line that has it and that BPJS did not accept."""
    if baris is not None and baris.hasil == HasilBaris.MENUNGGU:
        return KeadaanBPJS.DALAM_BERKAS
    return KeadaanBPJS.DIBETULKAN if dibetulkan else KeadaanBPJS.DITOLAK


def _belum_dibawa(u: PerubahanData, baris: Sequence[BarisBerkas]) -> PerubahanDiBPJS:
    """No file has it: it waits for an older answer, for the card, or for the next file."""
    menunggu = next((b for b in baris if b.hasil == HasilBaris.MENUNGGU), None)
    if menunggu:
        return PerubahanDiBPJS(KeadaanBPJS.MENUNGGU_JAWABAN, menunggu)
    if u.peserta.status == Status.BERHENTI:
        return PerubahanDiBPJS(KeadaanBPJS.BERHENTI)
    if u.peserta.status != Status.TERDAFTAR:
        return PerubahanDiBPJS(KeadaanBPJS.MENUNGGU_KARTU)
    return PerubahanDiBPJS(KeadaanBPJS.MENUNGGU_BERKAS)
