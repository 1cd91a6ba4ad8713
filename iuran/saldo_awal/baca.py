"""Read an opening list into rows with a verdict each."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef

from iuran.models import (
    BarisSaldoAwal,
    Iuran,
    KondisiInsidental,
    SaldoAwal,
    StatusSaldo,
    SumberDana,
    Tarif,
)
from iuran.models.saldo_awal import VONIS
from iuran.saldo_awal.bidang import TANDA_SALDO, petakan
from iuran.saldo_awal.masukkan import SENDIRI
from iuran.saldo_awal.periksa import Acuan, periksa_saldo
from iuran.saldo_awal.vonis import BarisMasuk, FaktaSaldo, OrangAda, VonisSaldo, beri_vonis
from peserta.bersih.periksa import KOLOM, BarisBersih, periksa_baris
from peserta.impor import TANPA_ORANG, Daftar, buka_daftar, menurut_judul, perlu_dilihat
from peserta.kamus import kamus_terkini
from peserta.models import JenisPeristiwa, KoreksiNik, Pekerjaan, Peristiwa, Peserta, Vonis
from peserta.pekerjaan import catat_kata
from pijar.errors import BerkasDitolakError
from pijar.unggahan.terima import letak

SEKALI_TULIS = 2_000
LAPOR_SETIAP = 1_000
ORANG = tuple(k for k in KOLOM if k not in SENDIRI)
Maju = Callable[[int, int], None]


def gagalkan(pk: int, kalimat: str) -> None:
    """Mark the list as failed, with the sentence that says why; nobody waits for it any more."""
    SaldoAwal.objects.filter(pk=pk, status__in=[StatusSaldo.DIBACA, StatusSaldo.GAGAL]).update(
        status=StatusSaldo.GAGAL, galat=kalimat
    )


@transaction.atomic
def baca_saldo(pk: int, *, pada: date, maju: Maju) -> SaldoAwal:
    """Store every row of list ``pk`` with its verdict; no person changes.

    Raises BerkasDitolakError for an unreadable file; the job tells the list (:func:`gagalkan`).
    """
    saldo = SaldoAwal.objects.select_for_update().get(pk=pk)
    if saldo.status not in (StatusSaldo.DIBACA, StatusSaldo.GAGAL):
        return saldo
    daftar = buka_daftar(
        letak(saldo.berkas), cari=menurut_judul(kamus_terkini()), untuk=TANDA_SALDO
    )
    bidang = petakan(daftar)
    baris = _bersihkan(daftar, bidang, pada, maju)
    if not baris:
        raise BerkasDitolakError(TANPA_ORANG)
    catat_kata(a for b in baris for a in b.bersih.alasan)
    daftar_vonis = beri_vonis(baris, _fakta(baris))
    saldo.daftar_baris.all().delete()
    BarisSaldoAwal.objects.bulk_create(
        (_baris(saldo, p) for p in daftar_vonis), batch_size=SEKALI_TULIS
    )
    with connection.cursor() as kursor:  # else the planner expects one row, not thousands
        kursor.execute("ANALYZE iuran_barissaldoawal")
    saldo.lembar, saldo.jumlah = daftar.lembar[:100], hitung_vonis(p.vonis for p in daftar_vonis)
    saldo.pemetaan = daftar.pemetaan | {
        "bidang": {str(i): kode for i, kode in bidang.items()},
        "sembunyi": sum(b.sembunyi for b in baris),
    }
    saldo.status, saldo.galat = StatusSaldo.DIPERIKSA, ""
    saldo.save()
    maju(len(daftar_vonis), len(daftar_vonis))
    return saldo


def hitung_vonis(vonis: Iterable[str]) -> dict[str, int]:
    """Rows per verdict, and ``dibaca``: their sum."""
    jumlah = Counter(vonis)
    return {"dibaca": jumlah.total(), **{kode: jumlah[kode] for kode, _ in VONIS}}


def _bersihkan(daftar: Daftar, bidang: dict[int, str], pada: date, maju: Maju) -> list[BarisMasuk]:
    """Clean every row below the header: the person by the import's rules, the grant by ours."""
    kamus = kamus_terkini()
    acuan = Acuan(
        SumberDana.objects.order_by("tahun", "urutan", "kode"),
        KondisiInsidental.objects.filter(aktif=True),
        Tarif.objects.berlaku(),
    )
    transport = dict(Pekerjaan.objects.values_list("kode", "transport"))
    hasil = []
    for nomor, sel in daftar.baris:
        mentah = {kode: sel[i] for i, kode in bidang.items() if i < len(sel)}
        bersih = periksa_baris(mentah, kamus, pada)
        isi = periksa_saldo(mentah, acuan, transport=transport.get(bersih.pekerjaan, False))
        bersih.alasan[:0] = perlu_dilihat(daftar.catatan(nomor))
        hasil.append(BarisMasuk(nomor, bersih, isi, nomor in daftar.sembunyi))
        if not len(hasil) % LAPOR_SETIAP:
            maju(len(hasil), 0)
    return hasil


def _fakta(baris: Sequence[BarisMasuk]) -> FaktaSaldo:
    """People with these NIKs and their live months, and the owners of these KPJs."""
    nik = {b.bersih.nik for b in baris if b.bersih.nik}
    meninggal = Peristiwa.objects.filter(
        peserta=OuterRef("pk"), jenis=JenisPeristiwa.MENINGGAL, dibatalkan_pada=None
    )
    semua = Peserta.objects.filter(nik__in=nik)
    utuh = semua.filter(digabung_ke=None).annotate(meninggal=Exists(meninggal))
    orang = list(utuh)
    bulan = _bulan_hidup([p.pk for p in orang])
    pemilik = Peserta.objects.filter(
        kpj__in={b.isi.kpj for b in baris if b.isi.kpj}, digabung_ke=None
    )
    koreksi = KoreksiNik.objects.filter(nik_lama__in=nik).exclude(peserta__nik=F("nik_lama"))
    return FaktaSaldo(
        {
            p.nik: OrangAda(p.pk, p.nama, p.status, p.kpj, p.meninggal, frozenset(bulan[p.pk]))
            for p in orang
        },
        {kpj: (satu, nama) for kpj, satu, nama in pemilik.values_list("kpj", "nik", "nama")},
        frozenset(semua.exclude(digabung_ke=None).values_list("nik", flat=True)),
        dict(koreksi.order_by("pk").values_list("nik_lama", "peserta__nama")),
    )


def _bulan_hidup(pks: list[int]) -> dict[int, set[date]]:
    bulan: dict[int, set[date]] = defaultdict(set)
    hidup = Iuran.objects.hidup().filter(peserta__in=pks).order_by()
    for pk, satu in hidup.values_list("peserta_id", "bulan").iterator(SEKALI_TULIS):
        bulan[pk].add(satu)
    return bulan


def _baris(saldo: SaldoAwal, p: VonisSaldo) -> BarisSaldoAwal:
    bersih, isi = p.baris.bersih, p.baris.isi
    return BarisSaldoAwal(
        saldo=saldo,
        nomor=p.baris.nomor,
        vonis=p.vonis,
        alasan=[a._asdict() for a in p.alasan],
        dipilih=p.vonis == Vonis.BARU,
        peserta_id=p.peserta_id,
        nik=bersih.nik,
        nama=bersih.nama,
        orang=_orang(bersih),
        pekerjaan=bersih.pekerjaan,
        kpj=isi.kpj,
        nomor_sk=isi.nomor_sk,
        sumber=isi.sumber,
        sumber_lanjut=isi.lanjut,
        jenis=isi.jenis,
        kondisi_id=isi.kondisi,
        bulan_awal=isi.awal,
        jumlah_bulan=isi.jumlah,
        bulan_lunas=isi.lunas,
        peserta_sejak=isi.sejak,
    )


def _orang(bersih: BarisBersih) -> dict[str, object]:
    """The other columns of the person, as JSON."""
    lahir = bersih.tanggal_lahir
    return {k: getattr(bersih, k) for k in ORANG} | {
        "tanggal_lahir": lahir.isoformat() if lahir else None
    }
