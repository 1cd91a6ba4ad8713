"""The effect of a change of data, read before it is decided: months, tariff, branch, claim, BPJS.

Nothing here writes. The months of people who would still leave their decree are not looked at.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from iuran.buku import nominal_janji, pilih_tarif
from iuran.models import (
    Bantuan,
    BarisBerkas,
    HasilBaris,
    Iuran,
    JenisBerkasBPJS,
    Klaim,
    StatusBantuan,
    Tarif,
)
from iuran.peristiwa import ulang_tahun
from peserta.models import Kelurahan, Pekerjaan, Peserta, Status
from peserta.models.perubahan import KE_BPJS
from pijar.bulan import awal_bulan, nama_bulan, tambah_bulan, tanggal_panjang
from pijar.rupiah import ribuan, rupiah


class AkibatData(NamedTuple):
    """``mulai``: the first month after the 65th birthday by the new date, where months lie there.

    ``mati`` are unbilled months from then on, ``tertinggal`` billed ones, ``janji`` grants without
    a card that reach so far. ``ulang`` are unbilled months with their new rupiah, ``janji_ulang``
    grants without a card. ``pendaftaran`` is the line that waits for BPJS.
    """

    mulai: date | None = None
    mati: tuple[Iuran, ...] = ()
    tertinggal: tuple[Iuran, ...] = ()
    janji: tuple[Bantuan, ...] = ()
    ulang: tuple[tuple[Iuran, int], ...] = ()
    janji_ulang: tuple[tuple[Bantuan, int], ...] = ()
    cabang: tuple[str, str] = ("", "")
    klaim: tuple[Klaim, ...] = ()
    pendaftaran: BarisBerkas | None = None
    ke_bpjs: bool = False

    @property
    def selisih(self) -> int:
        """Rupiah that the months in no bill cost more, or less, with the new tariff."""
        return sum(baru - i.nominal for i, baru in self.ulang)


def akibat_data(
    orang: Peserta, baru: Mapping[str, Any], *, untuk_bpjs: Iterable[str], pada: date
) -> AkibatData:
    """Read what the new values ``baru`` do; ``untuk_bpjs`` are the columns that would be told."""
    hidup = list(
        Iuran.objects.hidup()
        .filter(peserta=orang)
        .select_related("sumber", "tagihan")
        .order_by("bulan")
    )
    akibat = AkibatData(klaim=_klaim(orang), pendaftaran=_menunggu(orang))
    if "tanggal_lahir" in baru:
        akibat = _usia(akibat, orang, hidup, baru["tanggal_lahir"])
    if "pekerjaan_id" in baru:
        belum = [i for i in hidup if i.tagihan_id is None and i not in akibat.mati]
        akibat = _tarif_baru(akibat, orang, belum, baru["pekerjaan_id"])
    if "kelurahan_id" in baru:
        akibat = akibat._replace(cabang=_cabang(orang, baru["kelurahan_id"]))
    return akibat._replace(ke_bpjs=_ke_bpjs(orang, akibat, hidup, untuk_bpjs, pada))


def _usia(akibat: AkibatData, orang: Peserta, hidup: list[Iuran], lahir: date) -> AkibatData:
    mulai = tambah_bulan(awal_bulan(ulang_tahun(lahir)), 1)
    sesudah = [i for i in hidup if i.bulan >= mulai]
    janji = Bantuan.objects.filter(
        peserta=orang, status=StatusBantuan.DITETAPKAN, bulan_akhir__gte=mulai
    )
    akibat = akibat._replace(
        mati=tuple(i for i in sesudah if i.tagihan_id is None),
        tertinggal=tuple(i for i in sesudah if i.tagihan_id),
        janji=tuple(janji.order_by("bulan_awal")),
    )
    ada = akibat.mati or akibat.tertinggal or akibat.janji
    return akibat._replace(mulai=mulai if ada else None)


def _tarif_baru(
    akibat: AkibatData, orang: Peserta, belum: list[Iuran], pekerjaan: str
) -> AkibatData:
    """Months in no bill whose rupiah differ with the sector of the new occupation."""
    transport = Pekerjaan.objects.get(pk=pekerjaan).transport
    if transport == orang.pekerjaan.transport:
        return akibat
    tarif = list(Tarif.objects.berlaku())
    ulang = [(i, _nominal(tarif, i, transport=transport)) for i in belum]
    janji = Bantuan.objects.filter(peserta=orang, status=StatusBantuan.DITETAPKAN)
    nominal = [
        (b, nominal_janji(b, tarif, transport=transport)) for b in janji.select_related("sumber")
    ]
    return akibat._replace(
        ulang=tuple((i, n) for i, n in ulang if n != i.nominal),
        janji_ulang=tuple((b, n) for b, n in nominal if n != b.nominal_per_bulan),
    )


def _nominal(tarif: list[Tarif], i: Iuran, *, transport: bool) -> int:
    jenis, jht = i.sumber.jenis, i.jht > 0
    return pilih_tarif(
        tarif, bulan=i.bulan, jenis_sumber=jenis, transport=transport, jht=jht
    ).nominal


def _cabang(orang: Peserta, kelurahan: str) -> tuple[str, str]:
    lama = orang.kelurahan.kecamatan.get_cabang_display()
    baru = Kelurahan.objects.select_related("kecamatan").get(pk=kelurahan)
    menjadi = baru.kecamatan.get_cabang_display()
    return (lama, menjadi) if lama != menjadi else ("", "")


def _klaim(orang: Peserta) -> tuple[Klaim, ...]:
    """Claims not closed: their papers have the person's name and numbers."""
    return tuple(Klaim.objects.berjalan().filter(peserta=orang).select_related("peristiwa"))


def _menunggu(orang: Peserta) -> BarisBerkas | None:
    menunggu = BarisBerkas.objects.filter(
        peserta=orang, jenis=JenisBerkasBPJS.PENDAFTARAN, hasil=HasilBaris.MENUNGGU
    )
    return menunggu.select_related("berkas_bpjs").first()


def _ke_bpjs(
    orang: Peserta,
    akibat: AkibatData,
    hidup: list[Iuran],
    kolom: Iterable[str],
    pada: date,
) -> bool:
    """Whether BPJS has an old value of these columns and must hear of the new one."""
    if KE_BPJS.isdisjoint(kolom):
        return False
    if orang.status == Status.TERDAFTAR:
        return True
    if orang.status == Status.DIDAFTARKAN:
        return akibat.pendaftaran is not None and sudah_dikirim(akibat.pendaftaran)
    dipegang = any(i.bulan >= awal_bulan(pada) for i in hidup) or akibat.klaim
    return orang.status == Status.BERHENTI and bool(orang.kpj and dipegang)


def sudah_dikirim(baris: BarisBerkas) -> bool:
    return baris.berkas_bpjs.dikirim_pada is not None


def sebagai_teks(orang: Peserta, akibat: AkibatData) -> dict[str, str]:
    """The effect by label, as the page shows it and the admin confirms it."""
    teks = {
        "Bulan sesudah usia 65": _teks_usia(akibat),
        "Tarif": _teks_tarif(akibat),
        "Cabang BPJS": " menjadi ".join(filter(None, akibat.cabang)),
        "Klaim": _teks_klaim(akibat),
        "BPJS": _teks_bpjs(orang, akibat),
    }
    return {label: isi for label, isi in teks.items() if isi}


def _teks_usia(akibat: AkibatData) -> str:
    if akibat.mulai is None:
        return ""
    bagian = []
    if akibat.mati:
        bagian.append(f"{masa(akibat.mati)} tidak dibayar lagi")
    if akibat.janji:
        bagian.append(f"bantuan yang menunggu kartu berakhir sebelum {nama_bulan(akibat.mulai)}")
    if akibat.tertinggal:
        nomor = ", ".join(sorted({i.tagihan.nomor for i in akibat.tertinggal if i.tagihan}))
        bagian.append(
            f"{masa(akibat.tertinggal)} sudah ditagih ({nomor}) dan tetap: dibereskan lewat "
            "peristiwa usia 65 dan Kelebihan bayar"
        )
    return "; ".join(bagian)


def _teks_tarif(akibat: AkibatData) -> str:
    if akibat.janji_ulang:
        bantuan, nominal = akibat.janji_ulang[0]
        return f"{rupiah(bantuan.nominal_per_bulan)} menjadi {rupiah(nominal)} sebulan"
    if not akibat.ulang:
        return ""
    satu, nominal = akibat.ulang[0]
    arah = "bertambah" if akibat.selisih > 0 else "berkurang"
    return (
        f"{masa([i for i, _ in akibat.ulang])} dihitung ulang, {rupiah(satu.nominal)} menjadi "
        f"{rupiah(nominal)} sebulan: {arah} {rupiah(abs(akibat.selisih))}. Yang sudah ditagih "
        "tetap"
    )


def _teks_klaim(akibat: AkibatData) -> str:
    klaim = "; ".join(
        f"{k.get_jenis_display()}, {tanggal_panjang(k.peristiwa.tanggal)} "
        f"({k.get_status_display().lower()})"
        for k in akibat.klaim
    )
    return f"{klaim}: datanya pada klaim ikut berubah, beri tahu BPJS" if klaim else ""


def _teks_bpjs(orang: Peserta, akibat: AkibatData) -> str:
    if orang.status == Status.TERDAFTAR and akibat.ke_bpjs:
        return "disampaikan lewat berkas perubahan berikutnya"
    if orang.status == Status.DIDAFTARKAN and akibat.pendaftaran:
        nomor = akibat.pendaftaran.berkas_bpjs.nomor
        if akibat.ke_bpjs:
            return f"{nomor} sudah dikirim: disampaikan sesudah kartunya terbit"
        if not sudah_dikirim(akibat.pendaftaran):
            return f"{nomor} belum dikirim: buat lagi Excel-nya sebelum dikirim"
    if orang.status == Status.BERHENTI and akibat.ke_bpjs:
        return (
            "orang ini berhenti dan tidak masuk berkas perubahan: sampaikan lewat klaim atau surat"
        )
    if orang.status == Status.DITETAPKAN:
        return "belum didaftarkan: ikut pendaftarannya"
    return "tidak perlu diberi tahu"


def masa(baris: Iterable[Iuran]) -> str:
    """The months of these rows as ranges: "Maret–Mei 2026, Juli 2026 (4 bulan)"."""
    bulan = sorted({i.bulan for i in baris})
    nomor = [(b.year * 12 + b.month - n, b) for n, b in enumerate(bulan)]
    deret = [[b for _, b in isi] for _, isi in groupby(nomor, key=lambda p: p[0])]
    teks = ", ".join(
        nama_bulan(d[0]) if len(d) == 1 else f"{nama_bulan(d[0])}–{nama_bulan(d[-1])}"
        for d in deret
    )
    return f"{teks} ({ribuan(len(bulan))} bulan)"
