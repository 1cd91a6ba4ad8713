"""Match each row of BPJS's answer with the batch, by NIK only and never by name. Pure.

Every doubt is named for the officer: a NIK or KPJ that occurs twice, a KPJ that differs, a row that
was answered before.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from iuran.jawaban.banding import huruf, kpj_mustahil, nama_lain
from iuran.jawaban.kalimat import berlaku_sampai, golongkan, langkah_perbaikan
from iuran.jawaban.keberatan import Dikirim, FaktaJawaban, keberatan_kpj, keberatan_lindung
from iuran.jawaban.lembar import BarisMentah
from iuran.models import (
    BARIS_BERHASIL,
    BERHASIL,
    HasilBaris,
    HasilJawaban,
    JenisBerkasBPJS,
    JenisJawaban,
)
from peserta.bersih.kpj import catatan_kpj
from peserta.models import Status
from pijar.bulan import nama_bulan

DITERIMA = (*BERHASIL, HasilJawaban.BERBEDA)
PANJANG_CATATAN = 300
TERSEMBUNYI = (
    "Baris ini tersembunyi atau tersaring di berkas, jadi tidak dihitung. Pindahkan ke kelompok "
    "yang benar bila memang berlaku."
)


class VonisJawaban(NamedTuple):
    """The verdict on one row; ``kpj`` is the number as read, empty after a refusal.

    ``lindung_sampai`` is the end of a cover that the words name.
    """

    mentah: BarisMentah
    hasil: HasilJawaban
    kpj: str = ""
    catatan: str = ""
    baris_id: int | None = None
    lindung_sampai: date | None = None


def cocokkan(
    daftar: Iterable[BarisMentah], fakta: FaktaJawaban, jenis: JenisJawaban = JenisJawaban.HASIL
) -> list[VonisJawaban]:
    """The verdict on every row, in the file's order."""
    mirip = _menurut_awalan(fakta)
    daftar_vonis = [
        _bernik(b, fakta, jenis) if b.nik else _tak_terbaca(b, mirip[b.lima_belas]) for b in daftar
    ]
    daftar_vonis = _periksa_kembar([_sisihkan(p) for p in daftar_vonis])
    return [
        p._replace(catatan=f"{p.catatan} {p.mentah.warisan}".strip()[:PANJANG_CATATAN])
        for p in _periksa_kpj_kembar(daftar_vonis)
    ]


def _sisihkan(p: VonisJawaban) -> VonisJawaban:
    """Set apart a row that the sheet hides: an admin may still move it."""
    if not p.mentah.sembunyi:
        return p
    return p._replace(hasil=HasilJawaban.GALAT, catatan=TERSEMBUNYI)


def _bernik(b: BarisMentah, fakta: FaktaJawaban, jenis: JenisJawaban) -> VonisJawaban:
    """The verdict on a row with a NIK; a KPJ that was corrected here since counts as today's."""
    d = fakta.dikirim.get(b.nik)
    if d is None or b.kpj == d.kpj or fakta.kpj_lama.get(b.kpj) != d.peserta_id:
        return _vonis(b, fakta, jenis)
    satu = _vonis(b._replace(kpj=d.kpj), fakta, jenis)
    lama = f"Jawaban masih menyebut KPJ lama berakhiran {b.kpj[-4:]}; yang tersimpan tetap."
    return satu._replace(catatan=f"{satu.catatan} {lama}".strip())


def _vonis(b: BarisMentah, fakta: FaktaJawaban, jenis: JenisJawaban) -> VonisJawaban:
    dikirim = fakta.dikirim.get(b.nik)
    if dikirim is None:
        catatan = fakta.tempat_lain.get(b.nik, "NIK ini tidak ada dalam data kita.")
        return VonisJawaban(b, HasilJawaban.TIDAK_DIMINTA, catatan=catatan)
    bacaan = golongkan(b.keterangan, ada_kpj=bool(b.kpj), ya_tidak=b.ya_tidak, berkas=fakta.jenis)
    if bacaan.hasil is None:
        return _galat(b, dikirim, _tak_dikenal(b))
    if bacaan.hasil == HasilJawaban.GALAT:
        return _galat(
            b,
            dikirim,
            f"Keterangannya menyebut berhasil dan juga “{bacaan.ragu}”. Baca kalimatnya, lalu "
            "pindahkan baris ini ke kelompok yang benar.",
        )
    if bacaan.hasil in BERHASIL:
        cek_awal = jenis == JenisJawaban.CEK_AWAL
        keberatan = "" if cek_awal else keberatan_kpj(b, dikirim, fakta)
        if fakta.pendaftaran:
            return _berhasil(b, bacaan.hasil, dikirim, keberatan, berkartu=not cek_awal)
        return _berhasil_lain(b, bacaan.hasil, dikirim, keberatan, fakta.jenis)
    if jenis == JenisJawaban.CEK_AWAL:
        return _tanpa_kpj(b, bacaan.hasil, dikirim)
    if dikirim.hasil in BARIS_BERHASIL:
        kalimat = "Orang ini sudah terdaftar menurut jawaban sebelumnya; tanyakan ke BPJS."
        return _galat(b, dikirim, kalimat)._replace(kpj="")
    return _tanpa_kpj(b, bacaan.hasil, dikirim)


def _tak_dikenal(b: BarisMentah) -> str:
    if not b.keterangan:
        return "Baris ini tidak memuat NO KPJ maupun keterangan."
    return f"Keterangan “{b.keterangan}” tidak dikenal."


def _tanpa_kpj(b: BarisMentah, hasil: HasilJawaban, dikirim: Dikirim) -> VonisJawaban:
    """A refusal: no card is kept."""
    catatan = _beda_nama(b, dikirim)
    catatan = f"{catatan} {langkah_perbaikan(b.keterangan)}".strip()
    return VonisJawaban(b, hasil, catatan=catatan, baris_id=dikirim.baris_id)


def _galat(b: BarisMentah, dikirim: Dikirim, catatan: str) -> VonisJawaban:
    return VonisJawaban(
        b,
        HasilJawaban.GALAT,
        b.kpj,
        catatan,
        dikirim.baris_id,
        berlaku_sampai(b.keterangan),
    )


def _menurut_awalan(fakta: FaktaJawaban) -> dict[str, list[Dikirim]]:
    """Lines by the first 15 digits of their NIK."""
    mirip: dict[str, list[Dikirim]] = defaultdict(list)
    for nik, dikirim in fakta.dikirim.items():
        mirip[nik[:15]].append(dikirim)
    return mirip


def _tak_terbaca(b: BarisMentah, mirip: list[Dikirim]) -> VonisJawaban:
    """The verdict on an unsafe NIK; a similar NIK is a hint for the officer, never a match."""
    catatan = b.galat
    if b.lima_belas and len(mirip) == 1:
        catatan += (
            f" Lima belas angka pertamanya sama dengan orang ke-{mirip[0].nomor} "
            f"({mirip[0].nama}); minta BPJS mengirim NIK sebagai teks."
        )
    return VonisJawaban(b, HasilJawaban.GALAT, catatan=catatan)


def _berhasil(
    b: BarisMentah, hasil: HasilJawaban, d: Dikirim, keberatan: str, *, berkartu: bool
) -> VonisJawaban:
    """A success; without a card (``berkartu`` false) a pre-check accepts the person for payment."""
    if keberatan := keberatan or keberatan_lindung(b, d):
        return _galat(b, d, keberatan)
    beda = _perlu_centang(b, d, berkartu=berkartu)
    catatan = [*beda, catatan_kpj(b.kpj)] if berkartu else [*beda]
    if not beda:
        catatan += [_beda_nama(b, d), _tidak_menunggu(d, berkartu=berkartu)]
    return VonisJawaban(
        b,
        HasilJawaban.BERBEDA if beda else hasil,
        b.kpj,
        " ".join(filter(None, catatan)),
        d.baris_id,
        berlaku_sampai(b.keterangan),
    )


def _berhasil_lain(
    b: BarisMentah, hasil: HasilJawaban, d: Dikirim, keberatan: str, jenis: JenisBerkasBPJS
) -> VonisJawaban:
    """A success of an extension, a change or a stop: the person has a card, no cover is asked."""
    if keberatan:
        return _galat(b, d, keberatan)._replace(lindung_sampai=None)
    beda = _perlu_centang(b, d, berkartu=bool(b.kpj))
    catatan = beda or [_beda_nama(b, d), _status_lain(d, jenis)]
    hasil = HasilJawaban.BERBEDA if beda else HasilJawaban.SESUAI
    return VonisJawaban(b, hasil, b.kpj, " ".join(filter(None, catatan)), d.baris_id)


def _status_lain(d: Dikirim, jenis: JenisBerkasBPJS) -> str:
    """What the officer must know of a person who is not as the line expects them."""
    henti = jenis == JenisBerkasBPJS.PENGHENTIAN and not d.berbantuan
    harap = Status.BERHENTI if henti else Status.TERDAFTAR
    if d.hasil in BARIS_BERHASIL:
        return "Sudah diterapkan dari jawaban sebelumnya."
    return "" if d.status == harap else f"Status orang ini {Status(d.status).label}."


def _perlu_centang(b: BarisMentah, d: Dikirim, *, berkartu: bool) -> list[str]:
    """Why an admin must approve this success first."""
    sebab = []
    if huruf(b.nama) and nama_lain(b.nama, d.nama):
        sebab.append(_beda_nama(b, d))
    if berkartu and kpj_mustahil(b.kpj):
        sebab.append("Panjang KPJ ini tidak wajar.")
    if d.hasil == HasilBaris.DITOLAK:
        sebab.append("Jawaban sebelumnya menolak orang ini; setujui bila sudah diperbaiki.")
    return sebab


def _beda_nama(b: BarisMentah, d: Dikirim) -> str:
    """Warn about a different name: the NIK decides, but a column may have shifted."""
    if huruf(b.nama) in ("", huruf(d.nama)):
        return ""
    return f"Nama berbeda: di jawaban {b.nama}, di sini {d.nama}."


def _tidak_menunggu(d: Dikirim, *, berkartu: bool) -> str:
    if d.hasil in BARIS_BERHASIL:
        return "Sudah diterapkan dari jawaban sebelumnya."
    if d.diterima and not berkartu:
        return f"Sudah diterima untuk dibayar mulai {nama_bulan(d.diterima)}."
    if d.status != Status.DIDAFTARKAN and not berkartu:
        return f"Status orang ini {Status(d.status).label}: tidak diterima untuk dibayar."
    if d.status != Status.DIDAFTARKAN:
        return f"Status orang ini {Status(d.status).label}: KPJ disimpan, iurannya tidak dibuat."
    return ""


def _periksa_kembar(daftar: list[VonisJawaban]) -> list[VonisJawaban]:
    """Of several rows with one NIK keep the first if all agree; otherwise reject them all."""
    kelompok: dict[int, list[int]] = defaultdict(list)
    for letak, p in enumerate(daftar):
        if p.baris_id is not None and not p.mentah.sembunyi:
            kelompok[p.baris_id].append(letak)
    hasil = list(daftar)
    for kembar in kelompok.values():
        if len(kembar) > 1:
            _tandai_kembar(hasil, kembar)
    return hasil


def _tandai_kembar(hasil: list[VonisJawaban], letak: list[int]) -> None:
    pertama = hasil[letak[0]]
    sama = len({(hasil[n].hasil, hasil[n].kpj) for n in letak}) == 1
    for n in letak[1:] if sama else letak:
        lain = pertama if n != letak[0] else hasil[letak[1]]
        akhir = "isinya sama dan baris ini dilewati" if sama else "isinya berbeda; tanyakan ke BPJS"
        hasil[n] = hasil[n]._replace(
            hasil=HasilJawaban.GALAT,
            catatan=f"NIK ini juga ada di {_letak(lain.mentah)}, {akhir}.",
        )


def _periksa_kpj_kembar(daftar: list[VonisJawaban]) -> list[VonisJawaban]:
    """Reject both rows when two people have the same KPJ."""
    pemakai: dict[str, list[VonisJawaban]] = defaultdict(list)
    for p in daftar:
        if p.kpj and p.hasil in DITERIMA:
            pemakai[p.kpj].append(p)
    hasil = []
    for p in daftar:
        lain = next((q for q in pemakai.get(p.kpj, []) if q is not p), None)
        if lain is not None and p.hasil in DITERIMA:
            catatan = f"KPJ yang sama ada di {_letak(lain.mentah)} untuk orang lain."
            p = p._replace(hasil=HasilJawaban.GALAT, catatan=catatan)
        hasil.append(p)
    return hasil


def _letak(b: BarisMentah) -> str:
    return f"lembar {b.lembar} baris {b.nomor}" if b.lembar else f"baris {b.nomor}"
