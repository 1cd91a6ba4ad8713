"""Read what is known about a list, and turn its answers into rows and back."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.db.models import DateTimeField, Exists, F, Max, OuterRef, Subquery
from django.db.models.functions import Coalesce, Left

from iuran.impor_penyumbang.fakta import Asn, Fakta, JanjiAda, OrangAda, PenyumbangAda
from iuran.impor_penyumbang.periksa import Jawaban
from iuran.impor_penyumbang.vonis import VonisJawaban
from iuran.models import (
    OPD,
    Bantuan,
    BarisPenyumbang,
    HasilBarisPenyumbang,
    ImporPenyumbang,
    Janji,
    PenempatanOPD,
    Penyumbang,
)
from peserta.bersih.alasan import Alasan
from peserta.bersih.nip import isi_nip
from peserta.models import JenisPeristiwa, KoreksiNik, Peristiwa, Peserta, Vonis

_MASUK = (HasilBarisPenyumbang.MASUK, HasilBarisPenyumbang.TETAP)
SAMA = (
    "waktu",
    "nip",
    "nama_asn",
    "hp_asn",
    "opd_id",
    "opd_tulis",
    "nik",
    "nama",
    "tempo",
    "mulai",
)
"""What an answer and its row call by one name."""


def kumpulkan(daftar: Sequence[Jawaban]) -> Fakta:
    """The people, donors, promises and offices that these answers meet; eight queries."""
    nik = {b.nik for b in daftar if b.nik}
    lahir = {b.orang["tanggal_lahir"] for b in daftar if b.orang.get("tanggal_lahir")}
    orang = _orang(nik)
    lama = Peserta.objects.filter(nik__in=nik).exclude(digabung_ke=None)
    koreksi = KoreksiNik.objects.filter(nik_lama__in=nik).exclude(peserta__nik=F("nik_lama"))
    return Fakta(
        orang,
        dict(lama.values_list("nik", "digabung_ke__nama")),
        dict(koreksi.order_by("pk").values_list("nik_lama", "peserta__nama")),
        _penyumbang({b.nip for b in daftar if b.nip}),
        _janji([p.pk for p in orang.values()]),
        dict(OPD.objects.filter(aktif=True).values_list("pk", "nama")),
        _asn(lahir),
    )


def _orang(nik: Collection[str]) -> dict[str, OrangAda]:
    meninggal = Peristiwa.objects.filter(
        peserta=OuterRef("pk"), jenis=JenisPeristiwa.MENINGGAL, dibatalkan_pada=None
    )
    utuh = Peserta.objects.filter(nik__in=nik, digabung_ke=None).order_by()
    semua = list(
        utuh.annotate(meninggal=Exists(meninggal)).values_list(
            "nik", "pk", "nama", "tanggal_lahir", "status", "meninggal"
        )
    )
    kota = Bantuan.objects.hidup().filter(peserta__in=[p[1] for p in semua], janji=None)
    akhir = dict(kota.order_by().values_list("peserta").annotate(akhir=Max("bulan_akhir")))
    return {p[0]: OrangAda(*p[1:], akhir.get(p[1])) for p in semua}


def _penyumbang(nip: Collection[str]) -> dict[str, PenyumbangAda]:
    jawaban = BarisPenyumbang.objects.filter(penyumbang=OuterRef("pk"), hasil__in=_MASUK)
    opd = PenempatanOPD.objects.filter(penyumbang=OuterRef("pk")).order_by("-sejak")
    semua = Penyumbang.objects.filter(nip__in=nip).order_by()
    return {
        p[0]: PenyumbangAda(*p[1:])
        for p in semua.values_list(
            "nip", "pk", "nama", "opd", "hp", "status", _terbaru(jawaban, "penyumbang"),
            Subquery(opd.values("sejak")[:1]),
        )
    }  # fmt: skip


def _terbaru(jawaban: Any, kolom: str) -> Subquery:
    """The newest time among these answers of one donor or promise."""
    waktu = jawaban.order_by().values(kolom).annotate(waktu_akhir=Max("waktu"))
    return Subquery(waktu.values("waktu_akhir"), output_field=DateTimeField())


def _janji(orang: Collection[int]) -> dict[int, list[JanjiAda]]:
    jawaban = BarisPenyumbang.objects.filter(janji=OuterRef("pk"), hasil__in=_MASUK)
    bukti = Bantuan.objects.hidup().filter(janji=OuterRef("pk"))
    hasil: dict[int, list[JanjiAda]] = defaultdict(list)
    semua = Janji.objects.hidup().filter(peserta__in=orang).order_by("mulai")
    for peserta, *isi in semua.values_list(
        "peserta", "pk", "penyumbang__nip", "penyumbang__nama", "tempo", "mulai", "sampai",
        "status", Exists(bukti), Coalesce(_terbaru(jawaban, "janji"), "dibuat_pada"),
    ):  # fmt: skip
        hasil[peserta].append(JanjiAda(*isi))
    return hasil


def _asn(lahir: Collection[Any]) -> dict[date, list[Asn]]:
    """Donors born on one of these days; a NIP begins with the birth date."""
    angka = {f"{hari:%Y%m%d}" for hari in lahir}
    semua = Penyumbang.objects.annotate(lahir=Left("nip", 8)).filter(lahir__in=angka)
    hasil: dict[date, list[Asn]] = defaultdict(list)
    for nip, nama in semua.order_by().values_list("nip", "nama"):
        if isi := isi_nip(nip):
            hasil[isi.lahir].append(Asn(nama, isi.kelamin))
    return hasil


def jadi_baris(impor: ImporPenyumbang, v: VonisJawaban, mentah: Any) -> BarisPenyumbang:
    """The row of an answer with its verdict; nothing is saved."""
    b, vonis = v.jawaban, v.vonis
    return BarisPenyumbang(
        impor=impor,
        nomor=b.nomor,
        vonis=vonis,
        nasib_penyumbang=v.donatur.nasib,
        nasib_pekerja=v.pekerja.nasib,
        alasan=[a._asdict() for a in v.alasan],
        temuan=[a._asdict() for a in b.temuan],
        perubahan=v.perubahan,
        dipilih=vonis == Vonis.BARU,
        mentah=mentah,
        penyumbang_id=v.donatur.penyumbang_id,
        peserta_id=v.pekerja.peserta_id,
        janji_id=v.pekerja.janji_id,
        orang={k: n.isoformat() if isinstance(n, date) else n for k, n in b.orang.items()},
        **{k: getattr(b, k) for k in SAMA},
    )


def jadi_jawaban(baris: BarisPenyumbang) -> Jawaban:
    """The answer that a row was made of."""
    orang = dict(baris.orang)
    if orang.get("tanggal_lahir"):
        orang["tanggal_lahir"] = date.fromisoformat(orang["tanggal_lahir"])
    return Jawaban(
        nomor=baris.nomor,
        orang=orang,
        kosong=not baris.orang,
        temuan=tuple(Alasan(**a) for a in baris.temuan),
        **{k: getattr(baris, k) for k in SAMA},
    )


def akibat_tersimpan(baris: BarisPenyumbang) -> tuple[object, ...]:
    """What the row said that applying it would do; compare :attr:`VonisJawaban.akibat`."""
    nasib = (baris.nasib_penyumbang, baris.nasib_pekerja)
    return (*nasib, baris.peserta_id, baris.janji_id, baris.perubahan)
