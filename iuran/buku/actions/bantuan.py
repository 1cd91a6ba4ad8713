"""Grants: the promise that one source pays one person for some months.

Giving a grant checks quota and ceiling. It locks the sources first: when two decrees want the last
place, exactly one of them is frozen.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from django.db import IntegrityError, connection, transaction

from iuran.buku.actions.tarif import pakai_tarif
from iuran.buku.aturan import halangan_menetapkan
from iuran.buku.kuota import KeadaanSumber, Tambahan, keadaan_sumber
from iuran.buku.penerus import penerus_sumber
from iuran.buku.tarif import pilih_tarif
from iuran.models import Bantuan, StatusBantuan, SumberDana, Tarif
from peserta.models import Peserta
from pijar.bulan import nama_bulan, rentang_bulan, selisih_bulan, tambah_bulan
from pijar.errors import AturanDilanggarError, BentrokError, KuotaHabisError
from pijar.models import Pengguna
from pijar.rupiah import ribuan
from pijar.samar import samarkan

SEKALI_TULIS = 2_000
CONTOH_NAMA = 3
SUDAH_DIBIAYAI = """
    SELECT DISTINCT ON (p.id) p.nama, p.nik, s.nama || ' ' || s.tahun, b.bulan_awal, b.bulan_akhir
    FROM unnest(%s::bigint[], %s::date[], %s::date[]) AS u(peserta_id, awal, akhir)
    JOIN iuran_bantuan b ON b.peserta_id = u.peserta_id AND b.status <> 'batal'
     AND b.bulan_awal <= u.akhir AND b.bulan_akhir >= u.awal
    JOIN iuran_sumberdana s ON s.id = b.sumber_id
    JOIN peserta_peserta p ON p.id = b.peserta_id
    ORDER BY p.id
"""

# Paid and billed months of a merged row stay with that row (ADR 0006).
DIBIAYAI_DILEBUR = """
    SELECT p.nama, p.nik, s.nama || ' ' || s.tahun, min(i.bulan), max(i.bulan)
    FROM unnest(%s::bigint[], %s::date[], %s::date[]) AS u(peserta_id, awal, akhir)
    JOIN peserta_peserta lebur ON lebur.digabung_ke_id = u.peserta_id
    JOIN iuran_iuran i ON i.peserta_id = lebur.id AND i.hidup
     AND i.bulan BETWEEN u.awal AND u.akhir
    JOIN iuran_sumberdana s ON s.id = i.sumber_id
    JOIN peserta_peserta p ON p.id = u.peserta_id
    GROUP BY p.id, s.id ORDER BY p.id, s.id
"""


class UsulanBantuan(NamedTuple):
    """One line of a decree: ``jumlah_bulan`` months from ``bulan_awal``, paid by ``sumber``.

    An opening list also knows the first month of a membership that is older than the grant.
    """

    peserta_id: int
    sumber: SumberDana
    jenis: str
    kondisi_id: str | None
    bulan_awal: date
    jumlah_bulan: int
    jht: bool = False
    peserta_sejak: date | None = None


class Bagian(NamedTuple):
    """The months of a line in one source's year; ``lanjutan``: those after its first December."""

    usulan: UsulanBantuan
    sumber: SumberDana
    awal: date
    akhir: date
    lanjutan: bool

    @property
    def jumlah(self) -> int:
        return selisih_bulan(self.awal, self.akhir) + 1


@transaction.atomic
def beri_bantuan(
    usulan: Sequence[UsulanBantuan], *, nomor_sk: str, oleh: Pengguna
) -> list[Bantuan]:
    """Give these grants, all or none; returns one grant per line, in the same order.

    Months after December become a second grant, paid by the successor of the source.
    ``sambungan_dari`` chains it to the first grant, and a new grant to the person's running one.
    Raises KuotaHabisError (places or rupiah), BentrokError (another grant already pays one of the
    months) and AturanDilanggarError (a budget not passed, no source for the next year, no tariff).
    """
    bagian = _bagi(usulan)
    sumber = SumberDana.objects.select_for_update().order_by("pk")
    terkunci = list(sumber.filter(pk__in={b.sumber.pk for b in bagian}))
    pakai_tarif()
    _pastikan_disahkan(bagian, {s.pk: s for s in terkunci})
    nominal = _nominal_per_bulan(bagian)
    for keadaan in keadaan_sumber(_tambahan(bagian, nominal), terkunci):
        if keadaan.pesan:
            raise KuotaHabisError(keadaan.pesan)
    return _beri(bagian, nominal, nomor_sk)


@transaction.atomic
def catat_bantuan_lama(
    usulan: Sequence[UsulanBantuan], *, nomor_sk: str, oleh: Pengguna
) -> list[Bantuan]:
    """Record grants from before this system; they take places and money, but no quota refuses them.

    Everything else is as in :func:`beri_bantuan`; the caller has locked the sources.
    """
    bagian = _bagi(usulan)
    pakai_tarif()
    return _beri(bagian, _nominal_per_bulan(bagian), nomor_sk)


def _beri(bagian: Sequence[Bagian], nominal: Sequence[int], nomor_sk: str) -> list[Bantuan]:
    if dilebur := _bentrok(DIBIAYAI_DILEBUR, bagian):
        raise _sudah_dibiayai(dilebur)
    try:
        with transaction.atomic():
            return _tulis(bagian, nominal, nomor_sk)
    except IntegrityError as galat:
        raise _penolakan(galat, bagian) from galat


def periksa_kuota(usulan: Sequence[UsulanBantuan]) -> list[KeadaanSumber]:
    """Preview each source and the list's additions, unlocked; raises as :func:`beri_bantuan`."""
    bagian = _bagi(usulan)
    sumber = {b.sumber.pk: b.sumber for b in bagian}
    _pastikan_disahkan(bagian, sumber)
    return keadaan_sumber(_tambahan(bagian, _nominal_per_bulan(bagian)), sumber.values())


def rinci_usulan(usulan: Sequence[UsulanBantuan]) -> list[tuple[Bagian, int]]:
    """The parts of these lines with the rupiah a month of each; raises as :func:`beri_bantuan`."""
    bagian = _bagi(usulan)
    return list(zip(bagian, _nominal_per_bulan(bagian), strict=True))


def _bagi(usulan: Sequence[UsulanBantuan]) -> list[Bagian]:
    """Split every line at the end of its source's year."""
    berikut = penerus_sumber({u.sumber for u in usulan})
    bagian = []
    for u in usulan:
        akhir = tambah_bulan(u.bulan_awal, u.jumlah_bulan - 1)
        desember = date(u.sumber.tahun, 12, 1)
        bagian.append(Bagian(u, u.sumber, u.bulan_awal, min(akhir, desember), lanjutan=False))
        _periksa_sumber(u)
        if akhir > desember:
            lanjut = berikut.get(u.sumber.pk)
            if lanjut is None:
                raise _melewati_tahun(u)
            bagian.append(Bagian(u, lanjut, tambah_bulan(desember, 1), akhir, lanjutan=True))
    return bagian


def _periksa_sumber(u: UsulanBantuan) -> None:
    if not u.sumber.aktif:
        raise AturanDilanggarError(f"Sumber dana {u.sumber} tidak aktif. Pilih sumber lain.")
    if u.bulan_awal.year != u.sumber.tahun:
        raise AturanDilanggarError(
            f"Bantuan mulai {nama_bulan(u.bulan_awal)}, sedangkan sumber dana {u.sumber} hanya "
            f"untuk tahun {u.sumber.tahun}. Ubah bulan mulainya atau pilih sumber dana tahun itu."
        )


def _melewati_tahun(u: UsulanBantuan) -> AturanDilanggarError:
    muat = selisih_bulan(u.bulan_awal, date(u.sumber.tahun, 12, 1)) + 1
    return AturanDilanggarError(
        f"Bantuan {u.jumlah_bulan} bulan mulai {nama_bulan(u.bulan_awal)} melewati Desember "
        f"{u.sumber.tahun}. Tetapkan paling banyak {muat} bulan, atau minta admin menambah sumber "
        f"dana {u.sumber.kode} {u.sumber.tahun + 1}."
    )


def _pastikan_disahkan(bagian: Sequence[Bagian], terkunci: Mapping[int, SumberDana]) -> None:
    """Raise AturanDilanggarError when the budget of a source is not passed yet."""
    for pk in sorted({b.sumber.pk for b in bagian}):
        if kalimat := halangan_menetapkan(terkunci[pk]):
            raise AturanDilanggarError(kalimat)


def _nominal_per_bulan(bagian: Sequence[Bagian]) -> list[int]:
    """Rupiah a month of each part: that of its dearest month, so that the promise suffices."""
    tarif = list(Tarif.objects.berlaku())
    pks = {b.usulan.peserta_id for b in bagian}
    transport = dict(Peserta.objects.filter(pk__in=pks).values_list("pk", "pekerjaan__transport"))

    @cache
    def termahal(jenis: str, awal: date, jumlah: int, transport: bool, jht: bool) -> int:
        return max(
            pilih_tarif(tarif, bulan=b, jenis_sumber=jenis, transport=transport, jht=jht).nominal
            for b in rentang_bulan(awal, jumlah)
        )

    return [
        termahal(b.sumber.jenis, b.awal, b.jumlah, transport[b.usulan.peserta_id], b.usulan.jht)
        for b in bagian
    ]


def _tambahan(bagian: Sequence[Bagian], nominal: Sequence[int]) -> dict[int, Tambahan]:
    """People per month and rupiah that the parts add to each source, by its id."""
    kelompok: Counter[tuple[int, date, int]] = Counter()
    uang: Counter[int] = Counter()
    for b, rupiah in zip(bagian, nominal, strict=True):
        kelompok[b.sumber.pk, b.awal, b.jumlah] += 1
        uang[b.sumber.pk] += rupiah * b.jumlah
    orang: dict[int, Counter[date]] = {pk: Counter() for pk in uang}
    for (pk, awal, jumlah), n in kelompok.items():
        for bulan in rentang_bulan(awal, jumlah):
            orang[pk][bulan] += n
    return {pk: Tambahan(orang[pk], uang[pk]) for pk in uang}


def _tulis(bagian: Sequence[Bagian], nominal: Sequence[int], nomor_sk: str) -> list[Bantuan]:
    semua = list(zip(bagian, nominal, strict=True))
    lama = _masih_berjalan(bagian)
    pertama = [
        _bantuan(b, rupiah, nomor_sk, lama.pop(b.usulan.peserta_id, None))
        for b, rupiah in semua
        if not b.lanjutan
    ]
    Bantuan.objects.bulk_create(pertama, batch_size=SEKALI_TULIS)
    induk = {(b.peserta_id, b.bulan_awal): b for b in pertama}
    lanjutan = [
        _bantuan(b, rupiah, nomor_sk, induk[b.usulan.peserta_id, b.usulan.bulan_awal])
        for b, rupiah in semua
        if b.lanjutan
    ]
    Bantuan.objects.bulk_create(lanjutan, batch_size=SEKALI_TULIS)
    return pertama


def _masih_berjalan(bagian: Sequence[Bagian]) -> dict[int, Bantuan]:
    """Each person's last running grant without a successor; an extension is chained to it."""
    awal = {b.usulan.peserta_id: b.awal for b in bagian if not b.lanjutan}
    daftar = (
        Bantuan.objects.filter(
            peserta_id__in=awal, status=StatusBantuan.BERJALAN, sambungan__isnull=True
        )
        .order_by("peserta_id", "-bulan_akhir")
        .distinct("peserta_id")
    )
    return {b.peserta_id: b for b in daftar if b.bulan_akhir < awal[b.peserta_id]}


def _bantuan(b: Bagian, rupiah: int, nomor_sk: str, sebelum: Bantuan | None) -> Bantuan:
    return Bantuan(
        peserta_id=b.usulan.peserta_id,
        sumber=b.sumber,
        jenis=b.usulan.jenis,
        kondisi_id=b.usulan.kondisi_id,
        nomor_sk=nomor_sk,
        bulan_awal=b.awal,
        jumlah_bulan=b.jumlah,
        bulan_akhir=b.akhir,
        nominal_per_bulan=rupiah,
        jht=b.usulan.jht,
        sambungan_dari=sebelum,
        peserta_sejak=None if b.lanjutan else b.usulan.peserta_sejak,
    )


def _penolakan(galat: IntegrityError, bagian: Sequence[Bagian]) -> AturanDilanggarError:
    """Turn a violated constraint into a refusal in the officer's words."""
    nama = getattr(getattr(galat.__cause__, "diag", None), "constraint_name", None)
    if nama == "bantuan_satu_pembayar_sebulan":
        return _sudah_dibiayai(_bentrok(SUDAH_DIBIAYAI, bagian))
    for syarat in Bantuan._meta.constraints:  # noqa: SLF001 - Django's public API
        if syarat.name == nama:
            return AturanDilanggarError(str(syarat.violation_error_message))
    raise galat


def _bentrok(perintah: str, bagian: Sequence[Bagian]) -> list[tuple[str, str, str, date, date]]:
    """People paid in a month of ``bagian``: name, NIK, source, first and last month."""
    with connection.cursor() as kursor:
        orang = [b.usulan.peserta_id for b in bagian]
        kursor.execute(perintah, [orang, [b.awal for b in bagian], [b.akhir for b in bagian]])
        return list(kursor.fetchall())


def _sudah_dibiayai(bentrok: Sequence[tuple[str, str, str, date, date]]) -> BentrokError:
    if not bentrok:
        return BentrokError("Ada orang yang tercantum dua kali untuk bulan yang sama. Hapus satu.")
    contoh = "; ".join(
        f"{nama} ({samarkan(nik)}) oleh {sumber}, {nama_bulan(awal)}–{nama_bulan(akhir)}"
        for nama, nik, sumber, awal, akhir in bentrok[:CONTOH_NAMA]
    )
    lain = ", dan lainnya" if len(bentrok) > CONTOH_NAMA else ""
    return BentrokError(
        f"{ribuan(len(bentrok))} orang sudah dibiayai pada bulan yang sama: {contoh}{lain}. "
        "Keluarkan mereka dari daftar atau mulai sesudah bantuan itu berakhir."
    )
