"""Fill places that somebody left: one move drafts the decree that says who goes and who comes."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db import IntegrityError, transaction
from psycopg2.errors import UniqueViolation

from iuran.buku import bersyarat, di_luar, kata_di_luar, memenuhi
from iuran.models import Bantuan, JenisBantuan, SyaratSumber
from peserta.models import Peserta
from pijar.bulan import awal_bulan, nama_bulan
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.models import Pengguna
from pijar.rupiah import ribuan
from verifikasi.actions.kembali import Kepala
from verifikasi.actions.lepas import masih_dibiayai
from verifikasi.actions.penetapan import susun_penetapan
from verifikasi.actions.ubah import keluarkan_lewat, susun_perubahan
from verifikasi.calon import Pilihan, calon
from verifikasi.masa import PALING_SINGKAT, bulan_dibiayai
from verifikasi.models import BarisPenetapan, Penetapan
from verifikasi.tempat import Tempat, kosong, rinci

CONTOH_NAMA = 3
PANJANG_ALASAN = 200
LUAS = 20  # so many more of the waiting list can be chosen instead


class Isian(NamedTuple):
    """The head of the decree, who was chosen by hand for which place, and why."""

    kepala: Kepala
    dipilih: Mapping[int, int]
    alasan_pilih: str = ""
    kunci: UUID | None = None


class Pasangan(NamedTuple):
    """A free place and who takes it over; ``orang`` is None when the waiting list is too short."""

    tempat: Tempat
    orang: Peserta | None
    bulan: int

    @property
    def lebih_singkat(self) -> bool:
        """Whether the rest of the place is cut by the 65th birthday of the one who comes."""
        return self.bulan < self.tempat.bulan


def usulkan_pengganti(
    tempat: Sequence[Tempat], *, oleh: Pengguna, pada: date
) -> tuple[list[Pasangan], list[Peserta]]:
    """The next of the waiting list for each place, and the people to choose from instead.

    The longest place goes to the first whom its source may fund. ``pada`` is the day of the decree.
    """
    if not tempat:
        return [], []
    bulan = max(t.mulai for t in tempat)
    urut = calon(Pilihan(), bulan_awal=bulan, oleh=oleh, pada=pada)
    urut = urut.select_related("kelurahan", "pekerjaan")
    syarat = _syarat(tempat)
    # One list where no source has rules; else one for the rules of each.
    pilihan = {
        y: list(urut.filter(memenuhi(y))[: len(tempat) + LUAS])
        for y in {syarat.get(t.sumber.pk) for t in tempat}
    }
    pasangan: list[Pasangan] = []
    for t in _panjang(tempat):
        pasangan.append(_pasangan(t, _berikutnya(pilihan[syarat.get(t.sumber.pk)], pasangan)))
    return pasangan, list({o.pk: o for daftar in pilihan.values() for o in daftar}.values())


def _berikutnya(orang: Sequence[Peserta], pasangan: Sequence[Pasangan]) -> Peserta | None:
    """The first of ``orang`` who has no place yet."""
    dipakai = {p.orang.pk for p in pasangan if p.orang}
    return next((o for o in orang if o.pk not in dipakai), None)


def _syarat(tempat: Sequence[Tempat]) -> dict[int, SyaratSumber]:
    """The rules of the sources of these places, by source."""
    return {y.sumber_id: y for y in bersyarat({t.sumber.pk: t.sumber for t in tempat}.values())}


def _panjang(tempat: Sequence[Tempat]) -> list[Tempat]:
    return sorted(tempat, key=lambda t: (-t.bulan, t.mulai, t.bantuan.pk))


def _pasangan(t: Tempat, orang: Peserta | None) -> Pasangan:
    bulan = bulan_dibiayai(orang.tanggal_lahir, t.mulai, t.bulan) if orang else t.bulan
    return Pasangan(t, orang, bulan)


@transaction.atomic
def susun_pengganti(
    pks: Collection[int], isian: Isian, *, alasan: str, oleh: Pengguna
) -> Penetapan:
    """Draft the decree that fills these places, all or none; another admin freezes it.

    Places of one decree make it an amendment of that one, which names also who goes; places of
    several, or from before this system, make it a decree of its own. Raises BentrokError when a
    place is filled or its person came back, and AturanDilanggarError when the waiting list is too
    short, somebody was chosen twice or out of order without a reason.
    """
    tempat = _kunci_tempat(pks, awal_bulan(isian.kepala.tanggal), oleh)
    pasangan, _ = usulkan_pengganti(tempat, oleh=oleh, pada=isian.kepala.tanggal)
    dipilih = _terpilih(pasangan, isian, oleh)
    asal = {t.penetapan for t in tempat}
    satu = asal.pop() if len(asal) == 1 else None
    if satu is None:
        draf = susun_penetapan(**isian.kepala._asdict(), oleh=oleh)
    else:
        draf = susun_perubahan(satu, isian.kepala, alasan=alasan, oleh=oleh)
        if pergi := _pergi(tempat):
            keluarkan_lewat(draf, pergi, oleh=oleh)
    _tulis(draf, dipilih, isian, oleh)
    return draf


def _pergi(tempat: Sequence[Tempat]) -> dict[int, str]:
    """The lines that leave with their places, and why; who is paid for still stays."""
    baris = {t.baris: t.sebab for t in tempat if t.baris and not t.baris.dikeluarkan_id}
    tetap = set(masih_dibiayai([*baris]))
    return {b.pk: sebab[:PANJANG_ALASAN] for b, sebab in baris.items() if b not in tetap}


def _kunci_tempat(pks: Collection[int], mulai: date, oleh: Pengguna) -> list[Tempat]:
    """The places, locked; raises BentrokError when one of them is free no more."""
    semua = Bantuan.objects.for_petugas(oleh).filter(pk__in=pks)
    list(semua.order_by("pk").select_for_update(of=("self",)).values_list("pk"))
    tempat = rinci(kosong(semua, mulai))
    if not tempat or len(tempat) != len(set(pks)):
        hilang = Peserta.objects.for_petugas(oleh).filter(
            daftar_bantuan__in=set(pks) - {t.bantuan.pk for t in tempat}
        )
        nama = ", ".join(hilang.values_list("nama", flat=True)[:CONTOH_NAMA])
        raise BentrokError(
            f"{ribuan(len(set(pks)) - len(tempat))} tempat tidak lagi kosong sejak "
            f"{nama_bulan(mulai)}{f' (yang ditinggalkan {nama})' if nama else ''}: sudah diisi, "
            "orangnya kembali, atau bulannya habis. Muat ulang daftarnya, lalu centang lagi."
        )
    return tempat


def _terpilih(
    pasangan: Sequence[Pasangan], isian: Isian, oleh: Pengguna
) -> list[tuple[Tempat, int, bool]]:
    """Each place with its person, and whether that is one out of order."""
    usul = {p.tempat.bantuan.pk: p.orang.pk for p in pasangan if p.orang}
    pilihan = usul | {pk: orang for pk, orang in isian.dipilih.items() if orang}
    if len(pilihan) < len(pasangan):
        raise AturanDilanggarError(
            f"Daftar tunggu hanya berisi {ribuan(len(usul))} orang yang dapat dibiayai, sedangkan "
            f"tempatnya {ribuan(len(pasangan))}. Kurangi tempatnya."
        )
    _pastikan_boleh(list(pilihan.values()), pasangan, isian, oleh)
    _pastikan_memenuhi(pasangan, pilihan)
    urutan = set(usul.values())
    if set(pilihan.values()) != urutan and not isian.alasan_pilih.strip():
        raise AturanDilanggarError(
            "Ada orang yang dipilih di luar urutan daftar tunggu. Tulis alasannya."
        )
    hasil = ((p.tempat, pilihan[p.tempat.bantuan.pk]) for p in pasangan)
    return [(tempat, orang, orang not in urutan) for tempat, orang in hasil]


def _pastikan_boleh(
    orang: Sequence[int], pasangan: Sequence[Pasangan], isian: Isian, oleh: Pengguna
) -> None:
    """Raise when somebody is chosen twice, or may not be decreed."""
    ganda = [pk for pk, n in Counter(orang).items() if n > 1]
    if ganda:
        nama = Peserta.objects.get(pk=ganda[0]).nama
        raise AturanDilanggarError(f"{nama} dipilih untuk dua tempat. Pilih orang lain di satunya.")
    bulan = max(p.tempat.mulai for p in pasangan)
    pilihan = Pilihan(orang=tuple(orang))
    boleh = calon(pilihan, bulan_awal=bulan, oleh=oleh, pada=isian.kepala.tanggal)
    kurang = set(orang) - set(boleh.values_list("pk", flat=True))
    if kurang:
        nama = ", ".join(
            Peserta.objects.filter(pk__in=kurang).values_list("nama", flat=True)[:CONTOH_NAMA]
        )
        raise BentrokError(
            f"{nama or 'Orang itu'} tidak dapat dipilih: tidak lagi layak, sudah dalam draf lain, "
            "atau berusia 65 pada bulan pertamanya. Pilih orang lain."
        )


def _pastikan_memenuhi(pasangan: Sequence[Pasangan], pilihan: Mapping[int, int]) -> None:
    """Raise AturanDilanggarError when somebody is chosen whom the place's source may not fund."""
    for syarat in _syarat([p.tempat for p in pasangan]).values():
        milik = [
            pilihan[p.tempat.bantuan.pk] for p in pasangan if p.tempat.sumber.pk == syarat.sumber_id
        ]
        luar = Peserta.objects.filter(di_luar(syarat), pk__in=milik)
        if n := luar.count():
            langkah = "Pilih orang lain untuk tempat itu."
            raise AturanDilanggarError(kata_di_luar(syarat, luar, n, langkah))


def _tulis(
    draf: Penetapan, dipilih: Sequence[tuple[Tempat, int, bool]], isian: Isian, oleh: Pengguna
) -> None:
    asal = (
        f"Menggantikan peserta {draf.mengubah.nomor}" if draf.mengubah else "Mengisi tempat kosong"
    )
    baris = [
        BarisPenetapan(
            penetapan=draf,
            peserta_id=orang,
            sumber=t.sumber,
            jenis=JenisBantuan.RUTIN,
            bulan_awal=t.mulai,
            jumlah_bulan=t.bulan,
            jht=t.bantuan.jht,
            alasan_singkat=asal if t.bulan < PALING_SINGKAT else "",
            menggantikan=t.bantuan,
            alasan_pilih=isian.alasan_pilih.strip() if di_luar else "",
            kunci=isian.kunci,
        )
        for t, orang, di_luar in dipilih
    ]
    try:
        with transaction.atomic():
            BarisPenetapan.objects.bulk_create(baris)
    except IntegrityError as galat:
        if not isinstance(galat.__cause__, UniqueViolation):
            raise
        raise BentrokError(
            "Sebagian tempat atau orang ini baru saja masuk draf lain. Muat ulang daftarnya."
        ) from galat
