"""Open matters of a person in this app, shown before a life event ends the cover."""

from collections.abc import Collection, Iterator

from django.urls import reverse

from peserta.models import Peserta
from pijar.bulan import tanggal_panjang
from pijar.errors import BentrokError
from verifikasi.models import (
    BarisPenetapan,
    BarisPerubahan,
    Keberatan,
    Penetapan,
    Pengajuan,
    StatusPenetapan,
    StatusPengajuan,
)


def yang_terbuka(peserta: Peserta) -> Iterator[str]:
    """One sentence for the case that waits and for each draft decree that names the person."""
    for kasus in Pengajuan.objects.filter(peserta=peserta, status=StatusPengajuan.MENUNGGU):
        yield (
            f"Pengajuan tanggal {tanggal_panjang(kasus.diajukan_pada)} belum diputus; setelah "
            "berhenti ia keluar dari antrean dan tidak dapat disetujui."
        )
    for satu in Keberatan.objects.menunggu().filter(pengajuan__peserta=peserta):
        yield (
            f"Keberatan tanggal {tanggal_panjang(satu.diterima)} belum dijawab; jawabannya untuk "
            "keluarganya."
        )
    baris = BarisPenetapan.objects.filter(
        peserta=peserta, hidup=True, bantuan=None, penetapan__status=StatusPenetapan.DRAF
    )
    for isi in baris.select_related("penetapan"):
        yield (
            f"Draf penetapan {isi.penetapan.nomor} memuat orang ini; keluarkan dari draf sebelum "
            "ditetapkan."
        )


def dalam_draf() -> dict[int, str]:
    """Everybody whom a draft decree names, by id, with its number."""
    baris = BarisPenetapan.objects.filter(
        hidup=True, bantuan=None, penetapan__status=StatusPenetapan.DRAF
    )
    return dict(baris.order_by("pk").values_list("peserta", "penetapan__nomor"))


def halangan_pulih(bantuan: Collection[int]) -> BentrokError | None:
    """Why these grants cannot be given back: the place is filled, or its person left the decree."""
    pengganti = BarisPenetapan.objects.filter(menggantikan__in=bantuan, hidup=True)
    if isi := pengganti.select_related("peserta", "penetapan").first():
        cara = (
            "Keluarkan dahulu penggantinya dari draf itu"
            if isi.penetapan.draf
            else "Ajukan orang ini lagi, atau keluarkan dahulu penggantinya"
        )
        return _halangan(
            isi.penetapan, f"Tempatnya sudah diisi {isi.peserta.nama} dengan {{}}. {cara}."
        )
    keluar = BarisPerubahan.objects.filter(
        baris__bantuan__in=bantuan, perubahan__melalui__isnull=False
    ).exclude(perubahan__melalui__status=StatusPenetapan.DIBATALKAN)
    satu = keluar.select_related("perubahan__melalui").first()
    if satu is None or satu.perubahan.melalui is None:
        return None
    cara = (
        "Batalkan dahulu ia keluar di draf itu"
        if satu.terbuka
        else "SK itu tetap; ajukan orang ini lagi"
    )
    return _halangan(satu.perubahan.melalui, f"Orang ini keluar dari SK dengan {{}}. {cara}.")


def _halangan(penetapan: Penetapan, kalimat: str) -> BentrokError:
    sebutan = f"draf {penetapan.nomor}" if penetapan.draf else f"SK {penetapan.nomor}"
    return BentrokError(
        kalimat.format(sebutan),
        tautan=reverse("verifikasi:penetapan_detail", args=[penetapan.pk]),
        label_tautan="Buka penetapannya",
    )
