"""The rehearsal of freezing a decree."""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import NamedTuple

from django.db.models import Count, F, Q, Sum

from iuran.buku import KeadaanSumber, Kelompok, kelompokkan, periksa_kelompok
from iuran.models import Bantuan, SumberDana
from pijar.errors import AturanDilanggarError
from verifikasi.isi_sk import daftar_sk, pastikan_dibiayai
from verifikasi.models import Penetapan, StatusPenetapan
from verifikasi.syarat import DiLuar, baris_di_luar, sebutkan


class BarisGladi(NamedTuple):
    """One source: people and worker-months of the list, rupiah, and (in a draft) the room left.

    ``lanjutan``: the source pays only the months after December.
    """

    sumber: SumberDana
    orang: int
    bulan: int
    rupiah: int | None
    keadaan: KeadaanSumber | None = None
    lanjutan: bool = False

    @property
    def sisa_orang(self) -> int | None:
        """Free places in the fullest month once the list is frozen."""
        return self.keadaan and self.keadaan.sisa_orang - self.keadaan.orang_baru

    @property
    def sisa_rupiah(self) -> int | None:
        """Rupiah left of the ceiling once the list is frozen."""
        return self.keadaan and self.keadaan.sisa_rupiah - self.keadaan.rupiah_baru


class Gladi(NamedTuple):
    """The rehearsal: the effect of freezing on each source; ``pesan`` says why it is impossible.

    ``di_berkas``: people whose line is corrected and who went into a file to BPJS meanwhile.
    ``di_luar``: people whom the rules of the source do not let in; ``contoh`` names some.
    """

    daftar: list[BarisGladi]
    orang: int
    tidak_layak: int
    pesan: str
    di_berkas: int = 0
    di_luar: int = 0
    contoh: tuple[DiLuar, ...] = ()

    @property
    def rupiah(self) -> int:
        return sum(b.rupiah or 0 for b in self.daftar)

    @property
    def muat(self) -> bool:
        """Whether the draft could be frozen as it stands."""
        penuh = any(b.keadaan and not b.keadaan.muat for b in self.daftar)
        salah = self.pesan or self.tidak_layak or self.di_berkas or self.di_luar
        return bool(self.orang) and not (penuh or salah)


def gladi(penetapan: Penetapan) -> Gladi:
    """Rehearse a draft, or add up a frozen decree; nothing is written."""
    baris = penetapan.daftar_baris
    if penetapan.status == StatusPenetapan.DITETAPKAN:
        return Gladi(_hasil_beku(penetapan), baris.count(), 0, "")
    kelompok = kelompokkan(daftar_sk(penetapan))
    keadaan, pesan = _keadaan(penetapan, kelompok) if penetapan.draf else ([], "")
    tidak = baris.tidak_lagi_layak() if penetapan.draf else baris.none()
    tidak_layak = tidak.count()
    di_berkas = tidak.di_berkas().count() if tidak_layak else 0
    orang = sum(k.orang for k in kelompok)
    luar = baris_di_luar(penetapan, _pembayar(kelompok, keadaan))
    jumlah_luar = luar.count() if penetapan.draf else 0
    return Gladi(
        _gabung(kelompok, keadaan),
        orang,
        tidak_layak - di_berkas,
        pesan,
        di_berkas,
        jumlah_luar,
        tuple(sebutkan(luar)) if jumlah_luar else (),
    )


def _pembayar(*kelompok: Sequence[Kelompok | KeadaanSumber]) -> Collection[SumberDana]:
    """The sources of the lines, and their successors where the rehearsal found them."""
    return {k.sumber.pk: k.sumber for satu in kelompok for k in satu}.values()


def _keadaan(penetapan: Penetapan, kelompok: Sequence[Kelompok]) -> tuple[list[KeadaanSumber], str]:
    try:
        pastikan_dibiayai(penetapan)
        return periksa_kelompok(kelompok), ""
    except AturanDilanggarError as penolakan:
        return [], penolakan.kalimat


def _gabung(kelompok: Sequence[Kelompok], keadaan: Sequence[KeadaanSumber]) -> list[BarisGladi]:
    """Sums of the lines beside the room of their sources; next year's sources follow."""
    sumber = {k.sumber.pk: k.sumber for k in kelompok}
    orang: Counter[int] = Counter()
    bulan: Counter[tuple[str, int]] = Counter()
    for k in kelompok:
        orang[k.sumber.pk] += k.orang
        muat = min(k.jumlah_bulan, 13 - k.bulan_awal.month)
        bulan[k.sumber.kode, k.sumber.tahun] += muat * k.orang
        bulan[k.sumber.kode, k.sumber.tahun + 1] += (k.jumlah_bulan - muat) * k.orang
    ruang = {k.sumber.pk: k for k in keadaan}
    hasil = [
        BarisGladi(
            s,
            orang[pk],
            bulan[s.kode, s.tahun],
            ruang[pk].rupiah_baru if pk in ruang else None,
            ruang.get(pk),
        )
        for pk, s in sumber.items()
    ]
    hasil += [
        BarisGladi(
            k.sumber,
            k.orang_baru,
            bulan[k.sumber.kode, k.sumber.tahun],
            k.rupiah_baru,
            k,
            lanjutan=True,
        )
        for k in keadaan
        if k.sumber.pk not in sumber
    ]
    return sorted(hasil, key=lambda g: (g.sumber.tahun, g.sumber.urutan, g.sumber.kode))


def _hasil_beku(penetapan: Penetapan) -> list[BarisGladi]:
    """Sums of the frozen decree's grants per source, those after December included."""
    langsung = Q(baris_penetapan__penetapan=penetapan)
    lanjutan = Q(sambungan_dari__baris_penetapan__penetapan=penetapan, nomor_sk=penetapan.nomor)
    jumlah = Bantuan.objects.filter(langsung | lanjutan).order_by().values_list("sumber")
    hitung = {
        pk: isi
        for pk, *isi in jumlah.annotate(
            orang=Count("pk"),
            bulan=Sum("jumlah_bulan"),
            rupiah=Sum(F("jumlah_bulan") * F("nominal_per_bulan")),
        )
    }
    daftar = SumberDana.objects.filter(pk__in=hitung).order_by("tahun", "urutan", "kode")
    return [BarisGladi(s, *hitung[s.pk]) for s in daftar]
