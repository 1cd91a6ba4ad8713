"""Read BPJS's answer to a batch into rows for an officer to check."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from django.db import connection, transaction

from iuran.jawaban.hitungan import akhir_bantuan, kpj_bentrok
from iuran.jawaban.keberatan import Dikirim, FaktaJawaban
from iuran.jawaban.lembar import BarisMentah, IsiJawaban, baca_jawaban
from iuran.jawaban.vonis import VonisJawaban, cocokkan
from iuran.models import (
    BERHASIL,
    BarisBerkas,
    BarisBerkasQuerySet,
    BarisJawaban,
    BerkasBPJS,
    HasilBaris,
    HasilJawaban,
    JawabanBPJS,
    JenisBerkasBPJS,
    JenisJawaban,
    KoreksiJawaban,
    StatusJawaban,
)
from peserta.models import KoreksiNik, PerubahanData, Peserta, Status, StatusPerubahanData
from pijar.errors import AturanDilanggarError, BerkasDitolakError
from pijar.excel import baca_lembar
from pijar.unggahan.terima import letak

SEKALI_TULIS = 2_000
DITOLAK_TANPA_SEBAB = "Ditolak BPJS tanpa keterangan"
SEPEREMPAT = 4


class BerkasLainError(BerkasDitolakError):
    """The lines of the file mostly belong to another batch, ``milik``."""

    def __init__(self, kalimat: str, milik: BerkasBPJS) -> None:
        super().__init__(kalimat)
        self.milik = milik


@transaction.atomic
def baca_berkas(jawaban: JawabanBPJS, *, maju: Callable[[int, int], None]) -> str:
    """Read the file into rows with a verdict each; returns a summary for the officer.

    No person changes. A second reading replaces the rows and keeps what admins decided. Raises
    BerkasDitolakError for a file that is no answer, BerkasLainError for another batch's.
    """
    terkunci = JawabanBPJS.objects.select_for_update().get(pk=jawaban.pk)
    if terkunci.status == StatusJawaban.DITERAPKAN:
        return "Jawaban ini sudah diterapkan."
    lembar = baca_lembar(letak(terkunci.berkas))
    isi = baca_jawaban(satu for satu in lembar if not satu.tersembunyi)
    _pastikan_milik_sendiri(terkunci.berkas_bpjs, isi.baris)
    daftar_vonis = cocokkan(isi.baris, _fakta(terkunci.berkas_bpjs, isi.baris), isi.jenis)
    terkunci.jenis = isi.jenis
    terkunci.daftar_baris.all().delete()
    for awal in range(0, len(daftar_vonis), SEKALI_TULIS):
        sebagian = daftar_vonis[awal : awal + SEKALI_TULIS]
        BarisJawaban.objects.bulk_create(_baris(terkunci, p, isi) for p in sebagian)
        maju(awal + len(sebagian), len(daftar_vonis))
    _ulangi_koreksi(terkunci)
    with connection.cursor() as kursor:  # else the planner expects one row, not thousands
        kursor.execute("ANALYZE iuran_barisjawaban, iuran_barisberkas")
    terkunci.status, terkunci.galat = StatusJawaban.DIPERIKSA, ""
    terkunci.save(update_fields=["jenis", "status", "galat"])
    return _ringkasan(isi)


def gagalkan(pk: int, sebab: AturanDilanggarError) -> None:
    """Mark an answer as failed, with the sentence that says why and the batch it belongs to."""
    belum = [StatusJawaban.DIBACA, StatusJawaban.GAGAL]
    JawabanBPJS.objects.filter(pk=pk, status__in=belum).update(
        status=StatusJawaban.GAGAL, galat=sebab.kalimat, milik=getattr(sebab, "milik", None)
    )


def _pastikan_milik_sendiri(berkas_bpjs: BerkasBPJS, baris: Sequence[BarisMentah]) -> None:
    """Raise BerkasLainError when most rows belong to another batch and few to this."""
    niks = {b.nik for b in baris if b.nik}
    per_berkas = Counter(
        BarisBerkas.objects.filter(peserta__nik__in=niks)
        .order_by()
        .values_list("berkas_bpjs_id", flat=True)
    )
    sendiri = per_berkas.pop(berkas_bpjs.pk, 0)
    if not per_berkas:
        return
    pk, terbanyak = per_berkas.most_common(1)[0]
    if terbanyak * 2 <= len(niks) or sendiri * SEPEREMPAT >= len(niks):
        return
    milik = BerkasBPJS.objects.get(pk=pk)
    raise BerkasLainError(
        f"{terbanyak} dari {len(niks)} orang dalam berkas ini ada di {milik.nomor}, bukan di "
        f"{berkas_bpjs.nomor}. Unggah berkas ini di {milik.nomor}.",
        milik,
    )


def _ulangi_koreksi(jawaban: JawabanBPJS) -> None:
    """Give rows of a file read again what admins decided, where that can still be applied."""
    terakhir = {(k.lembar, k.nomor): k for k in jawaban.daftar_koreksi.order_by("pk")}
    semua = jawaban.daftar_baris.filter(nomor__in={n for _, n in terakhir})
    baris = [b for b in semua if (b.lembar, b.nomor) in terakhir]
    bentrok = kpj_bentrok([b.pk for b in baris])
    for b in baris:
        koreksi = terakhir[b.lembar, b.nomor]
        if _masih_dapat(b, koreksi, jawaban, bentrok):
            b.terima(koreksi)
            b.save(update_fields=["hasil", "kpj", "lindung_sampai", "koreksi"])


def _masih_dapat(
    baris: BarisJawaban, koreksi: KoreksiJawaban, jawaban: JawabanBPJS, bentrok: set[int]
) -> bool:
    """Whether the row is still about the same person and, for a success, has its card."""
    perlu_kpj = koreksi.ke in BERHASIL and jawaban.berkartu
    kpj_ada = bool(baris.kpj_terbaca) or not perlu_kpj
    return koreksi.baris_id == baris.baris_id and kpj_ada and baris.pk not in bentrok


def _ringkasan(isi: IsiJawaban) -> str:
    kalimat = f"{len(isi.baris)} baris dibaca."
    if isi.jenis == JenisJawaban.CEK_AWAL:
        kalimat += " Ini daftar cek awal (Y/T), belum memuat KPJ."
    if sembunyi := sum(b.sembunyi for b in isi.baris):
        kalimat += (
            f" {sembunyi} baris tersembunyi atau tersaring tidak dihitung; ada di Perlu diperiksa."
        )
    if isi.dilewati:
        kalimat += f" Lembar tanpa judul kolom NIK dilewati: {', '.join(isi.dilewati)}."
    return kalimat


def _baris(jawaban: JawabanBPJS, p: VonisJawaban, isi: IsiJawaban) -> BarisJawaban:
    keterangan = p.mentah.keterangan
    kpj = "" if isi.jenis == JenisJawaban.CEK_AWAL else p.kpj
    if p.hasil == HasilJawaban.DITOLAK:
        keterangan = keterangan or DITOLAK_TANPA_SEBAB
    return BarisJawaban(
        jawaban=jawaban,
        lembar=p.mentah.lembar,
        nomor=p.mentah.nomor,
        nik=p.mentah.nik or p.mentah.nik_tertulis,
        nama=p.mentah.nama,
        kpj=kpj if p.hasil in BERHASIL else "",
        kpj_terbaca=kpj,
        keterangan=keterangan,
        hasil=p.hasil,
        hasil_dibaca=p.hasil,
        lindung_sampai=p.lindung_sampai,
        tmt=p.mentah.tmt,
        catatan=p.catatan,
        baris_id=p.baris_id,
    )


def _fakta(berkas_bpjs: BerkasBPJS, baris: Sequence[BarisMentah]) -> FaktaJawaban:
    """The batch's lines, the owners of the KPJs, and where we know the other NIKs from."""
    kolom = ("pk", "nomor", "peserta_id", "peserta__nama", "peserta__kpj", "peserta__status")
    daftar = berkas_bpjs.daftar_baris.exclude(hasil=HasilBaris.BATAL)
    akhir = akhir_bantuan(daftar.values("peserta"))
    dikirim = {}
    nilai = daftar.values_list("peserta__nik", "diterima_mulai", "bantuan", *kolom, "hasil")
    for nik, diterima, bantuan, *isi in nilai:
        satu = Dikirim(*isi)
        dikirim[nik] = satu._replace(
            akhir=akhir.get(satu.peserta_id), diterima=diterima, berbantuan=bantuan is not None
        )
    pemilik = Peserta.objects.filter(kpj__in={b.kpj for b in baris if b.kpj}, digabung_ke=None)
    asing = {b.nik for b in baris if b.nik} - dikirim.keys()
    return FaktaJawaban(
        dikirim,
        dict(pemilik.values_list("kpj", "pk")),
        _tempat_lain(berkas_bpjs, asing),
        JenisBerkasBPJS(berkas_bpjs.jenis),
        _kpj_lama(daftar),
    )


def _kpj_lama(daftar: BarisBerkasQuerySet) -> dict[str, int]:
    """The KPJs that these people had here before a correction."""
    diubah = PerubahanData.objects.filter(
        peserta__in=daftar.order_by().values("peserta"),
        status=StatusPerubahanData.DITERAPKAN,
        isi__has_key="kpj",
    )
    return {isi["kpj"][0]: pk for pk, isi in diubah.values_list("peserta_id", "isi")}


def _tempat_lain(berkas_bpjs: BerkasBPJS, asing: Iterable[str]) -> dict[str, str]:
    """For each NIK outside the batch, a sentence that says where we know it from."""
    niks = list(asing)
    orang = Peserta.objects.filter(nik__in=niks, digabung_ke=None).values_list("nik", "status")
    tempat = {
        nik: f"Orang ini ada dalam data kita ({Status(status).label}), tetapi tidak dalam "
        "berkas ini."
        for nik, status in orang
    }
    lain = (
        BarisBerkas.objects.filter(peserta__nik__in=niks)
        .exclude(berkas_bpjs=berkas_bpjs)
        .order_by("pk")
        .values_list("peserta__nik", "berkas_bpjs__nomor", "hasil")
    )
    for nik, nomor, hasil in lain:
        tempat[nik] = f"Orang ini ada di {nomor} ({HasilBaris(hasil).label})."
    bekas = KoreksiNik.objects.filter(nik_lama__in=niks, peserta__digabung_ke=None).order_by("pk")
    for nik, nama in bekas.values_list("nik_lama", "peserta__nama"):
        tempat.setdefault(
            nik, f"Ini NIK {nama} sebelum dikoreksi. Minta BPJS membetulkannya, lalu mengirim lagi."
        )
    return tempat
