"""Apply the ticked answers in one transaction: donors, workers as drafts, promises."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.urls import reverse

from iuran.impor_penyumbang.keadaan import (
    kunci,
    pastikan_berstatus,
    pastikan_seluruh_kota,
    siap_diperiksa,
)
from iuran.impor_penyumbang.kumpul import akibat_tersimpan, jadi_jawaban, kumpulkan
from iuran.impor_penyumbang.masukkan import HasilMasuk, masukkan
from iuran.impor_penyumbang.pratinjau import isi_pratinjau, pratinjau
from iuran.impor_penyumbang.vonis import VonisJawaban, beri_vonis
from iuran.models import (
    BarisPenyumbang,
    HasilBarisPenyumbang,
    ImporPenyumbang,
    Janji,
    Penyumbang,
    StatusImporPenyumbang,
)
from iuran.models.impor_penyumbang import BISA_DIPILIH
from peserta.bersih.alasan import Alasan, galat
from peserta.impor import kunci_impor
from peserta.models import Peserta, Vonis
from pijar import tugas
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna, Tugas
from pijar.usulan import pastikan_sama

S = StatusImporPenyumbang
_BERUBAH = "Data penyumbang atau pekerjanya berubah sejak daftar ini diperiksa."
_LAGI = "Unduh sisa baris, lalu unggah lagi agar dinilai menurut keadaan terbaru."


class HasilTerapan(NamedTuple):
    """What came in; ``dilewati``: donor and worker of each row that changed meanwhile."""

    masuk: int = 0
    dilewati: list[str] = []
    isi: HasilMasuk = HasilMasuk(0, 0, [], 0, 0, 0)


@transaction.atomic
def terapkan_penyumbang(
    pk: int, *, dilihat: str, oleh: Pengguna | None, pada: datetime
) -> HasilTerapan:
    """Bring the ticked answers in; a second delivery changes nothing.

    ``dilihat`` seals what ``oleh`` confirmed. Under its locks every row is judged again:
    one whose people changed since is left out with the reason. Raises AturanDilanggarError when the
    list no longer waits, BentrokError when other rows are ticked than were confirmed, or somebody
    registered one of the people at the same moment: then nothing is written.
    """
    impor = kunci(pk)
    if impor.diterapkan_pada is not None:
        return HasilTerapan()
    pastikan_berstatus(impor, [S.DIPERIKSA])
    if oleh is None:
        raise AturanDilanggarError("Tugas ini tidak mempunyai pemilik.")
    pastikan_seluruh_kota(oleh)
    _pastikan_dilihat(impor, dilihat)
    kunci_impor()
    masuk, lewat = _nilai_lagi(impor)
    isi = _masukkan(impor, masuk, oleh, pada)
    _lewati(lewat)
    impor.status, impor.diterapkan_oleh, impor.diterapkan_pada = S.DITERAPKAN, oleh, pada
    impor.jumlah |= {
        "masuk": len(masuk),
        "dilewati": len(lewat),
        **{nama: n for nama, n in isi._asdict().items() if nama != "pekerja_baru"},
        "pekerja_baru": len(isi.pekerja_baru),
    }
    impor.save(update_fields=["status", "diterapkan_oleh", "diterapkan_pada", "jumlah"])
    if isi.pekerja_baru:
        tugas.buat(
            "iuran.cari_duplikat_penyumbang",
            judul=f"Mencari orang yang sama dari impor {impor}",
            oleh=oleh,
            parameter={"impor": impor.pk},
            kunci=f"cari-duplikat-penyumbang-{impor.pk}",
        )
    return HasilTerapan(len(masuk), [_sebutan(b) for b, _ in lewat], isi)


def _sebutan(b: BarisPenyumbang) -> str:
    return f"{b.nama_asn} untuk {b.nama or 'belum ada pekerja'} (baris {b.nomor})"


def _masukkan(
    impor: ImporPenyumbang, masuk: list[BarisPenyumbang], oleh: Pengguna, pada: datetime
) -> HasilMasuk:
    try:
        with transaction.atomic():
            return masukkan(impor, masuk, oleh=oleh, pada=pada)
    except IntegrityError as sebab:
        raise BentrokError(
            "Salah satu penyumbang atau pekerjanya baru saja didata orang lain. Tidak ada yang "
            "diterapkan. Tekan Coba lagi.",
            tautan=reverse("iuran:impor_penyumbang_detail", args=[impor.pk]),
            label_tautan="Buka impornya",
        ) from sebab


Baris = list[BarisPenyumbang]
Lewat = list[tuple[BarisPenyumbang, VonisJawaban]]


def _nilai_lagi(impor: ImporPenyumbang) -> tuple[Baris, Lewat]:
    """The ticked rows that are as they were judged, and those that are not any more.

    All rows are judged, since what becomes of one may depend on another.
    """
    semua = list(impor.daftar_baris.defer("mentah", "alasan").order_by("nomor"))
    _kunci_terlibat([b for b in semua if b.dipilih])
    jawaban = [jadi_jawaban(b) for b in semua]
    masuk, lewat = [], []
    for b, v in zip(semua, beri_vonis(jawaban, kumpulkan(jawaban)), strict=True):
        if b.dipilih and v.akibat == akibat_tersimpan(b) and v.vonis in BISA_DIPILIH:
            masuk.append(b)
        elif b.dipilih:
            lewat.append((b, v))
    return masuk, lewat


def _kunci_terlibat(baris: Sequence[BarisPenyumbang]) -> None:
    """Lock people, donors and promises that are here, each kind in one order."""
    orang = Peserta.objects.filter(nik__in={b.nik for b in baris if b.nik})
    list(orang.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    donatur = Penyumbang.objects.filter(nip__in={b.nip for b in baris})
    list(donatur.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    janji = Janji.objects.filter(pk__in={b.janji_id for b in baris if b.janji_id})
    list(janji.select_for_update(no_key=True).order_by("pk").values_list("pk"))


def _lewati(lewat: Lewat) -> None:
    """Leave these rows out, with what is found now."""
    for b, v in lewat:
        baru: tuple[Alasan, ...] = v.alasan + galat("berubah", "nip", "", _BERUBAH, _LAGI)
        b.alasan = [a._asdict() for a in baru]
        b.vonis, b.dipilih, b.hasil = Vonis.GALAT, False, HasilBarisPenyumbang.DILEWATI
    BarisPenyumbang.objects.bulk_update(
        [b for b, _ in lewat], ["alasan", "vonis", "dipilih", "hasil"], batch_size=500
    )


@transaction.atomic
def minta_terapkan(impor: ImporPenyumbang, *, dilihat: str, oleh: Pengguna) -> Tugas:
    """Queue the application of the ticked rows, as ``oleh`` saw them: ``dilihat`` is the seal.

    Raises AturanDilanggarError for an empty choice, BentrokError when the figures have changed.
    """
    pastikan_seluruh_kota(oleh)
    impor = siap_diperiksa(impor.pk)
    if not pratinjau(impor).jawaban:
        raise AturanDilanggarError("Belum ada baris yang dicentang. Centang dahulu, lalu terapkan.")
    _pastikan_dilihat(impor, dilihat)
    impor.tugas = tugas.buat(
        "iuran.terapkan_penyumbang",
        judul=f"Menerapkan jawaban formulir {impor}",
        oleh=oleh,
        parameter={"impor": impor.pk, "dilihat": dilihat},
        kunci=f"impor-penyumbang-{impor.pk}",
    )
    impor.save(update_fields=["tugas"])
    return impor.tugas


def _pastikan_dilihat(impor: ImporPenyumbang, dilihat: str) -> None:
    halaman = reverse("iuran:impor_penyumbang_detail", args=[impor.pk])
    pastikan_sama(dilihat, isi_pratinjau(impor), tautan=halaman)
