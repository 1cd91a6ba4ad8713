"""Open matters of a person in this app, shown before a life event ends the cover."""

from collections.abc import Iterator

from peserta.models import Peserta
from pijar.bulan import tanggal_panjang
from verifikasi.models import BarisPenetapan, Keberatan, Pengajuan, StatusPenetapan, StatusPengajuan


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
