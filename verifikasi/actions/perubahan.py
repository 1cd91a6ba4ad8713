"""Take people out of a frozen decree: one admin proposes, another confirms.

The decree stays as it was issued; the amendment names the lines. Their grants are void, places and
money are free, and the people are layak again; whoever was enrolled before stays enrolled without
this extension. Somebody already in a batch leaves it first.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.urls import reverse

from iuran.berkas_bpjs import ikutkan_lagi
from iuran.models import Bantuan, BarisBerkas, HasilBaris, StatusBantuan
from peserta.alur import pindahkan_banyak
from peserta.models import Status
from peserta.tampak import baris_orang, sebut_orang
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna
from pijar.rupiah import ribuan, rupiah
from pijar.sidik import Isi
from pijar.usulan import pastikan_menunggu, pastikan_orang_lain, pastikan_sama, putuskan
from verifikasi.banding_sk import bantuan_dari
from verifikasi.models import (
    BarisPenetapan,
    BarisPerubahan,
    Penetapan,
    PerubahanPenetapan,
    StatusPenetapan,
    StatusPerubahanSK,
)
from verifikasi.tempat import BERAKHIR

CONTOH_NAMA = 3


@transaction.atomic
def usulkan_keluar(
    penetapan: Penetapan, pks: Collection[int], *, alasan: str, oleh: Pengguna
) -> PerubahanPenetapan:
    """Propose that these lines leave the frozen decree; nothing changes yet.

    Raises AturanDilanggarError for a draft, without people or a reason, and for whoever cannot
    leave; BentrokError when one of them is already proposed.
    """
    if penetapan.status != StatusPenetapan.DITETAPKAN:
        raise AturanDilanggarError(
            "Penetapan ini belum ditetapkan: keluarkan orangnya langsung dari drafnya."
        )
    if not alasan.strip():
        raise AturanDilanggarError("Tulis alasan mereka dikeluarkan.")
    baris = kunci_baris(penetapan.daftar_baris.filter(pk__in=pks))
    if not baris or len(baris) != len(set(pks)):
        raise AturanDilanggarError("Centang dahulu orang yang dikeluarkan dari SK ini.")
    pastikan_bisa_keluar(baris)
    return _usulkan(penetapan, baris, alasan, oleh)


def _usulkan(
    penetapan: Penetapan, baris: Sequence[BarisPenetapan], alasan: str, oleh: Pengguna
) -> PerubahanPenetapan:
    try:
        with transaction.atomic():
            perubahan = PerubahanPenetapan.objects.create(
                penetapan=penetapan, alasan=alasan.strip(), diusulkan_oleh=oleh
            )
            BarisPerubahan.objects.bulk_create(
                BarisPerubahan(perubahan=perubahan, baris=b) for b in baris
            )
    except IntegrityError as galat:
        raise BentrokError(
            "Sebagian orang ini sudah diusulkan keluar dan menunggu admin lain. Putuskan usulan "
            "itu dahulu.",
            tautan=reverse("verifikasi:penetapan_detail", args=[penetapan.pk]),
            label_tautan="Buka penetapannya",
        ) from galat
    return perubahan


def kunci_baris(daftar: QuerySet[BarisPenetapan]) -> list[BarisPenetapan]:
    """Lock these lines and their people, people in the order in which everybody locks them."""
    return list(
        daftar.select_related("peserta", "bantuan")
        .select_for_update(of=("self", "peserta"))
        .order_by("peserta_id", "pk")
    )


def pastikan_bisa_keluar(baris: Sequence[BarisPenetapan]) -> None:
    """Raise AturanDilanggarError, with the way, when somebody cannot leave the decree now."""
    if dikirim := _yang_dikirim(baris):
        raise _di_berkas(dikirim)
    if terdaftar := [
        b for b in baris if b.peserta.status == Status.TERDAFTAR and not b.dapat_keluar
    ]:
        raise AturanDilanggarError(
            f"{sebut(terdaftar)} sudah terdaftar di BPJS dengan SK ini, jadi tidak dikeluarkan. "
            "Hentikan lewat Peristiwa di halaman orangnya."
        )
    if lain := [b for b in baris if not b.dapat_keluar]:
        raise BentrokError(
            f"{sebut(lain)} tidak lagi ditetapkan dengan SK ini (sudah dikeluarkan, berhenti, "
            "atau digabung). Muat ulang halaman, lalu pilih lagi."
        )


def _yang_dikirim(baris: Sequence[BarisPenetapan]) -> list[BarisPenetapan]:
    """Whose enrolment or extension stands in a file that waits for BPJS."""
    menunggu = BarisBerkas.objects.filter(
        bantuan__in=[b.bantuan_id for b in baris if b.bantuan_id], hasil=HasilBaris.MENUNGGU
    )
    pks = set(menunggu.values_list("bantuan", flat=True))
    didaftarkan = Status.DIDAFTARKAN
    return [b for b in baris if b.bantuan_id in pks or b.peserta.status == didaftarkan]


def _di_berkas(dikirim: Sequence[BarisPenetapan]) -> AturanDilanggarError:
    menunggu = BarisBerkas.objects.filter(
        bantuan__in=[b.bantuan_id for b in dikirim], hasil=HasilBaris.MENUNGGU
    )
    pertama = menunggu.select_related("berkas_bpjs").order_by("pk").first()
    nomor = f" {pertama.berkas_bpjs.nomor}" if pertama else ""
    return AturanDilanggarError(
        f"{sebut(dikirim)} sudah masuk berkas{nomor} ke BPJS. Keluarkan dahulu dari berkas itu, "
        "atau tunggu jawaban BPJS; sesudah itu ulangi di sini.",
        tautan=reverse("iuran:berkas_bpjs_detail", args=[pertama.berkas_bpjs_id])
        if pertama
        else "",
        label_tautan="Buka berkasnya",
    )


def sebut(baris: Sequence[BarisPenetapan]) -> str:
    nama = ", ".join(b.peserta.nama for b in baris[:CONTOH_NAMA])
    lain = len(baris) - CONTOH_NAMA
    return f"{nama} dan {ribuan(lain)} orang lain" if lain > 0 else nama


def isi_perubahan(perubahan: PerubahanPenetapan) -> Isi:
    """What the second admin sees and confirms, as labels and texts; three queries."""
    baris = BarisPenetapan.objects.filter(daftar_usulan_keluar__perubahan=perubahan)
    isi = list(baris.select_related("peserta").order_by("pk"))
    return {
        "Penetapan": perubahan.penetapan.nomor,
        "Status": perubahan.get_status_display(),
        "Alasan": perubahan.alasan,
        "Orang": f"{ribuan(len(isi))} orang",
        "Pagu yang bebas": _pagu_bebas([b.pk for b in isi]),
        "Nama": "; ".join(f"{b.peserta.nama} ({b.peserta.cip.label.lower()})" for b in isi),
        "Daftar orang": baris_orang(
            baris,
            *("sumber", "bulan_awal", "jumlah_bulan", "bantuan__status"),
            kunci="pk",
            sebut=sebut_orang(BarisPenetapan.objects.all()),
        ),
    }


def _pagu_bebas(pks: Sequence[int]) -> str:
    """Rupiah of the grants of these lines by source, the months after New Year apart."""
    uang: Counter[str] = Counter()
    bantuan = bantuan_dari(BarisPenetapan.objects.filter(pk__in=pks)).select_related("sumber")
    for b in bantuan.order_by("sumber__tahun", "pk"):
        uang[str(b.sumber)] += b.jumlah_bulan * b.nominal_per_bulan
    return "; ".join(f"{rupiah(n)} {sumber}" for sumber, n in uang.items())


@transaction.atomic
def konfirmasi_keluar(
    perubahan: PerubahanPenetapan, *, dilihat: str, oleh: Pengguna, pada: datetime
) -> int:
    """Confirm another admin's amendment; returns how many people left the decree.

    ``dilihat`` is the seal of the contents shown. Raises AturanDilanggarError for the proposer and
    for whoever cannot leave any more, BentrokError when something changed meanwhile.
    """
    baris = kunci_baris(BarisPenetapan.objects.filter(daftar_usulan_keluar__perubahan=perubahan))
    kini = _terbuka(perubahan)
    pastikan_orang_lain(kini, oleh)
    pastikan_bisa_keluar(baris)
    pastikan_sama(dilihat, isi_perubahan(kini))
    return lepaskan(kini, baris, oleh=oleh, pada=pada)


def lepaskan(
    perubahan: PerubahanPenetapan,
    baris: Sequence[BarisPenetapan],
    *,
    oleh: Pengguna,
    pada: datetime,
) -> int:
    """Confirm an amendment and write it: grants void, holds ended, people layak or still enrolled.

    Returns how many left the decree.

    The caller has locked lines and people, and made sure that they can leave.
    """
    _putuskan(perubahan, StatusPerubahanSK.DIKONFIRMASI, oleh=oleh, pada=pada)
    pks = [b.pk for b in baris]
    pergi = [b.peserta for b in baris if not sudah_pergi(b)]
    orang = [p.pk for p in pergi if p.status != Status.TERDAFTAR]
    BarisPenetapan.objects.filter(pk__in=pks).update(dikeluarkan=perubahan)
    menunggu = bantuan_dari(BarisPenetapan.objects.filter(pk__in=pks)).filter(
        status=StatusBantuan.DITETAPKAN
    )
    ids = list(menunggu.values_list("pk", flat=True))
    ditahan = BarisBerkas.objects.filter(bantuan__in=ids)
    if ditahan.for_petugas(oleh).ditahan().exists():
        ikutkan_lagi(ditahan, alasan="Dikeluarkan dari SK", pada=pada, oleh=oleh)
    Bantuan.objects.filter(pk__in=ids).update(status=StatusBantuan.BATAL)
    alasan = f"Dikeluarkan dari {perubahan.penetapan.nomor}: {perubahan.alasan}"
    pindah = pindahkan_banyak(
        orang, dari=Status.DITETAPKAN, ke=Status.LAYAK, oleh=oleh, alasan=alasan
    )
    if pindah != len(orang):
        raise BentrokError("Sebagian orang ini baru saja berubah statusnya. Muat ulang halaman.")
    return len(pergi)


@transaction.atomic
def tolak_keluar(
    perubahan: PerubahanPenetapan, *, alasan: str, oleh: Pengguna, pada: datetime
) -> None:
    """Drop a proposal; its proposer may do so as well. The decree stays as it is."""
    if not alasan.strip():
        raise AturanDilanggarError("Tulis alasan usulan ini tidak jadi.")
    kini = _terbuka(perubahan)
    _putuskan(kini, StatusPerubahanSK.DITOLAK, oleh=oleh, pada=pada, alasan=alasan.strip())


def _putuskan(
    perubahan: PerubahanPenetapan,
    status: StatusPerubahanSK,
    *,
    oleh: Pengguna,
    pada: datetime,
    alasan: str = "",
) -> None:
    putuskan(perubahan, status, oleh=oleh, pada=pada, alasan=alasan)
    perubahan.daftar_baris.update(terbuka=False)


def _terbuka(perubahan: PerubahanPenetapan) -> PerubahanPenetapan:
    terkunci = PerubahanPenetapan.objects.select_for_update(of=("self",))
    kini = terkunci.select_related("penetapan", "melalui").get(pk=perubahan.pk)
    pastikan_menunggu(kini)
    if kini.melalui:
        raise AturanDilanggarError(
            f"Ini bagian dari SK perubahan {kini.melalui.nomor}. Tetapkan atau batalkan di sana.",
            tautan=reverse("verifikasi:penetapan_detail", args=[kini.melalui_id]),
            label_tautan="Buka SK perubahannya",
        )
    return kini


def sudah_pergi(b: BarisPenetapan) -> bool:
    """Whether the person has left the grant of this line already, for instance by a death."""
    return b.bantuan is not None and b.bantuan.status in BERAKHIR
