"""What BPJS knows of somebody and since when, and how far each change of their data has come.

BPJS knows what it accepted last. Whatever changed here since then it has with the old value.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from iuran.berkas_bpjs import belum_diketahui, diubah_kembali, perubahan_menunggu
from iuran.models import BARIS_BERHASIL, BarisBerkas, HasilBaris, JenisBerkasBPJS
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
    DIUBAH_KEMBALI = "diubah_kembali", Nada.AKHIR, "Diubah kembali"


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
        BarisBerkas.objects.filter(peserta=orang, jenis__in=MEMBERITAHU, hasil__in=BARIS_BERHASIL)
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


class FaktaPerubahan(NamedTuple):
    """Facts about several changes: those mended by a later one, those that BPJS does not have yet,
    and the people who have the data again that BPJS has.
    """

    dibetulkan: frozenset[int]
    belum: frozenset[int]
    kembali: frozenset[int]


def keadaan_di_bpjs(daftar: Sequence[PerubahanData]) -> dict[int, PerubahanDiBPJS]:
    """The state of those of these changes of which BPJS must hear, whatever their number."""
    perlu = [u for u in daftar if u.ke_bpjs]
    if not perlu:
        return {}
    semua = BarisBerkas.objects.filter(
        peserta__in={u.peserta_id for u in perlu}, jenis__in=MEMBERITAHU
    ).exclude(hasil=HasilBaris.BATAL)
    baris = list(semua.select_related("berkas_bpjs").order_by("pk"))
    fakta = _fakta([u.pk for u in perlu])
    return {
        u.pk: _satu(u, [b for b in baris if b.peserta_id == u.peserta_id], fakta) for u in perlu
    }


def _fakta(pks: Sequence[int]) -> FaktaPerubahan:
    """Facts about these changes, in a constant number of queries."""
    diterapkan = PerubahanData.objects.filter(status=StatusPerubahanData.DITERAPKAN)
    semua = PerubahanData.objects.filter(pk__in=pks)
    return FaktaPerubahan(
        frozenset(u.mengganti_id for u in diterapkan.filter(mengganti__in=pks) if u.mengganti_id),
        frozenset(belum_diketahui(semua).values_list("pk", flat=True)),
        frozenset(diubah_kembali(perubahan_menunggu(semua.ke_bpjs()))),
    )


def ditolak_bpjs(semua: PerubahanDataQuerySet) -> QuerySet[PerubahanData]:
    """Those of these changes that BPJS refused, and that nobody has mended or left out."""
    baris = BarisBerkas.objects.filter(
        peserta=OuterRef("peserta"),
        jenis=JenisBerkasBPJS.PERUBAHAN,
        perubahan__gte=OuterRef("pk"),
    )
    return belum_diketahui(semua.ke_bpjs()).filter(
        Exists(baris.filter(hasil=HasilBaris.DITOLAK)),
        ~Exists(baris.filter(hasil=HasilBaris.MENUNGGU)),
    )


def _satu(u: PerubahanData, baris: Sequence[BarisBerkas], fakta: FaktaPerubahan) -> PerubahanDiBPJS:
    perubahan = [b for b in baris if b.jenis == JenisBerkasBPJS.PERUBAHAN]
    terakhir = _pembawa(u, perubahan)
    if terakhir is not None and terakhir.hasil in BARIS_BERHASIL:
        return PerubahanDiBPJS(KeadaanBPJS.DITERIMA, terakhir)
    if u.dibiarkan_pada:
        return PerubahanDiBPJS(KeadaanBPJS.DIBIARKAN, terakhir)
    if u.pk not in fakta.belum:  # a later enrolment had the new value
        return PerubahanDiBPJS(KeadaanBPJS.DITERIMA, _pendaftaran(u, baris))
    dibetulkan = u.pk in fakta.dibetulkan
    if terakhir is None and not dibetulkan:
        return _belum_dibawa(u, perubahan, kembali=u.peserta_id in fakta.kembali)
    return PerubahanDiBPJS(_terakhir(terakhir, dibetulkan=dibetulkan), terakhir)


def _pembawa(u: PerubahanData, baris: Sequence[BarisBerkas]) -> BarisBerkas | None:
    """The line by which BPJS accepted the change, else the last that has it."""
    semua = [b for b in baris if b.perubahan_id and b.perubahan_id >= u.pk]
    diterima = [b for b in semua if b.hasil in BARIS_BERHASIL]
    return diterima[0] if diterima else semua[-1] if semua else None


def _pendaftaran(u: PerubahanData, baris: Sequence[BarisBerkas]) -> BarisBerkas | None:
    """The enrolment that had the new value: the first sent after the change."""
    for b in baris:
        if b.jenis != JenisBerkasBPJS.PENDAFTARAN or b.hasil not in BARIS_BERHASIL:
            continue
        kirim = b.berkas_bpjs.dikirim_pada
        if kirim and u.diputus_pada and kirim > u.diputus_pada:
            return b
    return None


def _terakhir(baris: BarisBerkas | None, *, dibetulkan: bool) -> KeadaanBPJS:
    """The state of a change by the last line that has it and that BPJS did not accept."""
    if baris is not None and baris.hasil == HasilBaris.MENUNGGU:
        return KeadaanBPJS.DALAM_BERKAS
    return KeadaanBPJS.DIBETULKAN if dibetulkan else KeadaanBPJS.DITOLAK


def _belum_dibawa(
    u: PerubahanData, baris: Sequence[BarisBerkas], *, kembali: bool
) -> PerubahanDiBPJS:
    """No file has it: it waits for an older answer, for the card, or for the next file."""
    menunggu = next((b for b in baris if b.hasil == HasilBaris.MENUNGGU), None)
    if menunggu:
        return PerubahanDiBPJS(KeadaanBPJS.MENUNGGU_JAWABAN, menunggu)
    if u.peserta.status == Status.BERHENTI:
        return PerubahanDiBPJS(KeadaanBPJS.BERHENTI)
    if u.peserta.status != Status.TERDAFTAR:
        return PerubahanDiBPJS(KeadaanBPJS.MENUNGGU_KARTU)
    return PerubahanDiBPJS(KeadaanBPJS.DIUBAH_KEMBALI if kembali else KeadaanBPJS.MENUNGGU_BERKAS)
