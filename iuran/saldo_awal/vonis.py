"""The verdict on each row, from the other rows of the file and the people already here. Pure.

Every doubt is named with a way out: a NIK or KPJ that occurs twice, a person in process, a card of
somebody else.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from iuran.saldo_awal.periksa import IsiSaldo
from peserta.bersih.alasan import GALAT, PERINGATAN, Alasan, Temuan, galat, peringatan
from peserta.bersih.periksa import BarisBersih
from peserta.models import Status, Vonis
from pijar.bulan import nama_bulan, rentang_bulan

SEBUT_BARIS = 5
KODE_USIA = "usia_di_atas_batas"
_COCOKKAN = "Cocokkan NIK dan KPJ dengan KTP dan kartunya."
_JALAN_LAIN = {
    Status.DITETAPKAN: "Daftarkan ia lewat Berkas ke BPJS, lalu unggah jawabannya.",
    Status.DIDAFTARKAN: "Unggah jawaban BPJS di pendaftarannya; KPJ dan iurannya masuk dari sana.",
    Status.BERHENTI: "Bila ia masih dilindungi, data lagi sebagai draf dan verifikasi dahulu.",
}
_VERIFIKASI = "Verifikasi dahulu; setelah berstatus Layak, tekan Baca ulang."


class OrangAda(NamedTuple):
    """The person with this NIK; ``bulan`` are the months with a live ledger row."""

    pk: int
    nama: str
    status: str
    kpj: str
    meninggal: bool = False
    bulan: frozenset[date] = frozenset()


class FaktaSaldo(NamedTuple):
    """Facts about the NIKs and KPJs of the file.

    ``orang``: person by NIK. ``pemilik_kpj``: NIK and name of the owner by KPJ. ``digabung``: NIKs
    merged into another person. ``dikoreksi``: name of the former holder by corrected NIK.
    """

    orang: dict[str, OrangAda]
    pemilik_kpj: dict[str, tuple[str, str]]
    digabung: frozenset[str] = frozenset()
    dikoreksi: dict[str, str] = {}


class BarisMasuk(NamedTuple):
    """A row of the file with both halves of it cleaned; ``sembunyi``: hidden in the file."""

    nomor: int
    bersih: BarisBersih
    isi: IsiSaldo
    sembunyi: bool = False


@dataclass(frozen=True, slots=True)
class VonisSaldo:
    """The verdict on a row and its reasons; ``peserta_id``: the person already here."""

    baris: BarisMasuk
    vonis: Vonis
    alasan: tuple[Alasan, ...]
    peserta_id: int | None


def beri_vonis(daftar: Sequence[BarisMasuk], fakta: FaktaSaldo) -> list[VonisSaldo]:
    """The verdict on every row, in the file's order.

    A hidden row is held against the others, but no visible row against a hidden one.
    """
    semua, tampak = _kembaran(daftar), _kembaran([b for b in daftar if not b.sembunyi])
    hasil = []
    for b in daftar:
        nik, kpj = semua if b.sembunyi else tampak
        hasil.append(_satu(b, fakta, nik.get(b.bersih.nik, []), kpj.get(b.isi.kpj, [])))
    return hasil


def _kembaran(
    daftar: Sequence[BarisMasuk],
) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
    """The NIKs and the KPJs that occur several times, with the numbers of the rows."""
    nik = _ganda((b.bersih.nik, b.nomor) for b in daftar)
    return nik, _ganda((b.isi.kpj, b.nomor) for b in daftar)


def _ganda(daftar: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    """Numbers that occur in several rows, with the numbers of these rows."""
    letak: dict[str, list[int]] = defaultdict(list)
    for angka, nomor in daftar:
        if angka:
            letak[angka].append(nomor)
    return {angka: semua for angka, semua in letak.items() if len(semua) > 1}


def _satu(b: BarisMasuk, fakta: FaktaSaldo, nik: list[int], kpj: list[int]) -> VonisSaldo:
    ada = fakta.orang.get(b.bersih.nik)
    alasan = (
        *map(_tentang_usia, b.bersih.alasan),
        *b.isi.alasan,
        *_kembar(b, nik, kpj),
        *_kartu_orang_lain(b, fakta),
        *(_bandingkan(b, ada) if ada else _baru(b, fakta)),
    )
    tingkat = {a.tingkat for a in alasan}
    vonis = Vonis.BARU
    if GALAT in tingkat:
        vonis = Vonis.GALAT
    elif ada and ada.status == Status.TERDAFTAR:
        vonis = Vonis.SAMA
    elif PERINGATAN in tingkat:
        vonis = Vonis.PERINGATAN
    return VonisSaldo(b, vonis, alasan, ada.pk if ada else None)


def _tentang_usia(a: Alasan) -> Alasan:
    """Reword the import's age warning: a covered person is not verified again."""
    if a.kode != KODE_USIA:
        return a
    return a._replace(
        sebab=a.sebab.split(":")[0] + ": pastikan BPJS masih melindunginya.",
        perbaikan="Periksa tanggal lahirnya; centang baris ini bila memang demikian.",
    )


def _kembar(b: BarisMasuk, nik: list[int], kpj: list[int]) -> Temuan:
    """Refuse a NIK or KPJ on several rows: a list holds one row per person."""
    temuan: Temuan = ()
    if nik:
        perbaikan = "Sisakan satu baris untuk satu orang, atau betulkan NIK yang salah."
        temuan = galat("nik_ganda", "nik", "", f"NIK sama dengan {_lain(nik, b)}.", perbaikan)
    if kpj and kpj != nik:
        perbaikan = "Cocokkan dengan kartunya: satu KPJ hanya milik satu orang."
        temuan += galat("kpj_ganda", "kpj", "", f"KPJ sama dengan {_lain(kpj, b)}.", perbaikan)
    return temuan


def _lain(nomor: list[int], b: BarisMasuk) -> str:
    lain = [n for n in nomor if n != b.nomor]
    sebut = ", ".join(map(str, lain[:SEBUT_BARIS]))
    return f"baris {sebut}{' dan lainnya' if len(lain) > SEBUT_BARIS else ''}"


def _kartu_orang_lain(b: BarisMasuk, fakta: FaktaSaldo) -> Temuan:
    nik, nama = fakta.pemilik_kpj.get(b.isi.kpj, ("", ""))
    if nik in ("", b.bersih.nik):
        return ()
    sebab = f"KPJ berakhiran {b.isi.kpj[-4:]} sudah dipakai orang lain: {nama}."
    return galat("kpj_dipakai", "kpj", "", sebab, _COCOKKAN)


def _baru(b: BarisMasuk, fakta: FaktaSaldo) -> Temuan:
    nik = b.bersih.nik
    if nik in fakta.digabung:
        sebab = "NIK ini pernah tercatat lalu digabung ke orang lain."
        perbaikan = f"{_COCOKKAN} Centang hanya bila memang orang yang berbeda."
        return peringatan("nik_digabung", "nik", "", sebab, perbaikan)
    if nik in fakta.dikoreksi:
        sebab = f"NIK ini pernah dipakai oleh {fakta.dikoreksi[nik]} sebelum dikoreksi."
        perbaikan = "Bila orangnya sama, tulis NIK yang baru; centang hanya bila memang orang lain."
        return peringatan("nik_dikoreksi", "nik", "", sebab, perbaikan)
    return ()


def _bandingkan(b: BarisMasuk, ada: OrangAda) -> Temuan:
    """Compare the row with the person of the same NIK."""
    status = Status(ada.status)
    if ada.meninggal:
        sebab = f"Orang dengan NIK ini, {ada.nama}, tercatat meninggal."
        perbaikan = f"{_COCOKKAN} Bila pencatatannya keliru, batalkan peristiwanya."
        return galat("meninggal", "nik", "", sebab, perbaikan)
    if ada.kpj and b.isi.kpj and ada.kpj != b.isi.kpj:
        sebab = (
            f"Orang ini sudah ada dengan KPJ lain: tersimpan berakhiran {ada.kpj[-4:]}, daftar "
            f"berakhiran {b.isi.kpj[-4:]}. Yang tersimpan tidak diganti."
        )
        return galat("kpj_beda", "kpj", "", sebab, _COCOKKAN)
    if status == Status.TERDAFTAR:
        return _bulan_kurang(b, ada)
    if status == Status.LAYAK:
        sebab = (
            f"Orang ini sudah ada dan Layak, atas nama {ada.nama}. Ia menjadi Terdaftar dengan "
            "KPJ ini; data orangnya tidak diubah dari daftar."
        )
        return peringatan("sudah_layak", "nik", "", sebab, "Centang bila orangnya memang sama.")
    sebab = f"Orang ini sudah ada di sini, berstatus {status.label}, jadi bukan saldo awal."
    return galat("sudah_ada", "nik", "", sebab, _JALAN_LAIN.get(status, _VERIFIKASI))


def _bulan_kurang(b: BarisMasuk, ada: OrangAda) -> Temuan:
    """Refuse months that an enrolled person lacks here; they come as an extension."""
    if b.isi.awal is None or b.isi.jumlah is None:
        return ()
    kurang = [m for m in rentang_bulan(b.isi.awal, b.isi.jumlah) if m not in ada.bulan]
    if not kurang:
        return ()
    sebab = (
        f"Orang ini sudah Terdaftar dengan KPJ yang sama, tetapi {len(kurang)} bulan belum ada "
        f"di bukunya, mulai {nama_bulan(kurang[0])}."
    )
    return galat("bulan_kurang", "bulan_awal", "", sebab, "Tambahkan lewat Penetapan.")
