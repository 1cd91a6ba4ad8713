"""A person's own data on request (UU 27/2022, articles 5 to 13), as one PDF with our letterhead.

It holds what the house knows of one person and who looked at it. Names of others are masked; the
person's own numbers are whole, so it is an export: a reason is asked for, and it is logged. It is
kept no longer than any result of a job.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import Q, TextChoices
from django.utils import timezone
from django.utils.text import capfirst

from iuran.models import BarisBerkas, Klaim
from iuran.perlindungan import perlindungan
from laporan.models import Surat, VersiSurat
from laporan.surat.berkas.cetak import Cetakan
from laporan.surat.isi import Bentuk, Isi, JenisKolom, Kolom, Sel, Tabel, sidik_isi
from peserta.bersih.alasan import tanpa_angka_panjang
from peserta.bersih.bidang import BIDANG_ORANG
from peserta.models import BerkasPeserta, JenisKelamin, Peserta, StatusBPJS
from peserta.orang import kejadian_orang
from pijar import tugas
from pijar.bulan import nama_bulan, tanggal_panjang, waktu_wib
from pijar.errors import AturanDilanggarError
from pijar.models import JejakAkses, Pengguna, Tugas, bingkai
from pijar.rupiah import rupiah
from pijar.samar import samarkan_nama
from verifikasi.models import BarisPenetapan, Pengajuan

TUGAS = "laporan.data_orang"
ALASAN_TERPANJANG = 200
TANPA_KOP = "Belum ada kepala surat. Minta admin mengisinya di Pengaturan surat."
LABEL: dict[str, dict[Any, str]] = {
    "jenis_kelamin": dict(JenisKelamin.choices),
    "status_bpjs": dict(StatusBPJS.choices),
}


class Peminta(TextChoices):
    """Who asks for the data."""

    SENDIRI = "sendiri", "Orangnya sendiri"
    WARIS = "waris", "Ahli warisnya"
    KUASA = "kuasa", "Kuasa atau walinya"
    BERWENANG = "berwenang", "Instansi yang berwenang"


def minta_data_orang(peserta: Peserta, *, peminta: str, alasan: str, oleh: Pengguna) -> Tugas:
    """Queue the PDF; a second click returns the same job."""
    return tugas.buat(
        TUGAS,
        judul=f"Salinan data pribadi peserta {peserta.pk}",
        oleh=oleh,
        parameter={"peserta": peserta.pk, "peminta": peminta, "alasan": alasan},
        kunci=f"{TUGAS}:{peserta.pk}:{oleh.pk}",
    )


def salin_data(pk: int, *, peminta: str, alasan: str, oleh: Pengguna, kini: datetime) -> Cetakan:
    """What the PDF says at ``kini``, logged.

    Raises AturanDilanggarError when the person is not in the officer's area any more, or there is
    no letterhead.
    """
    orang = Peserta.objects.for_petugas(oleh).filter(pk=pk).first()
    if orang is None:
        raise AturanDilanggarError(
            "Orang ini tidak lagi di wilayah Anda, jadi salinan datanya tidak dibuat."
        )
    hari = timezone.localdate(kini)
    kepala = bingkai("", hari)
    if kepala["kop"] is None:
        raise AturanDilanggarError(TANPA_KOP)
    JejakAkses.catat(
        oleh=oleh,
        tindakan=JejakAkses.Tindakan.EKSPOR,
        objek=f"peserta {pk}: salinan data pribadi",
        alasan=f"{Peminta(peminta).label}: {alasan}"[:300],
    )
    isi = susun(orang, kini)
    judul = f"Salinan data pribadi peserta {pk}"
    surat = Surat(jenis="data_orang", judul=judul, tanggal=hari, bernomor=False)
    versi = VersiSurat(surat=surat, versi=1, sha256=sidik_isi(isi))
    return Cetakan(surat, versi, isi, kepala["kop"], kepala["penandatangan"])


def susun(orang: Peserta, kini: datetime) -> Isi:
    """Everything about ``orang``, also what was merged into them."""
    pk = [orang.pk, *Peserta.objects.filter(digabung_ke=orang).values_list("pk", flat=True)]
    tabel = [
        _tabel("Riwayat", "Waktu|22 Kejadian|34 Keterangan|48 Oleh|16", _riwayat(orang)),
        _tabel("Keputusan", "Diajukan|20 Diputus|20 Putusan|24 Alasan|48", _keputusan(pk)),
        _tabel("Surat keputusan", "Nomor|40 Tanggal|24 Mulai|24 Bulan|12", _penetapan(pk)),
        _tabel("Dikirim ke BPJS", "Berkas|34 Tentang|34 Dikirim|22 Hasil|26", _bpjs(pk)),
        _tabel("Bulan iuran", "Bulan|24 Sumber|34 Iuran|16 Keadaan|42", _bulan(orang, kini)),
        _tabel("Klaim", "Dibuka|24 Jenis|34 Keadaan|34", _klaim(pk)),
        _tabel("Kertas", "Diunggah|24 Jenis|40 Dihapus|24", _kertas(pk)),
        _tabel("Siapa membuka", "Waktu|24 Siapa|30 Apa|24 Alasan|42", _dibuka(pk)),
    ]
    return Isi(
        bentuk=Bentuk.DAFTAR,
        perihal="Salinan Data Pribadi",
        pembuka=[
            f"Yang dicatat kota tentang orang di bawah ini per {waktu_wib(kini)}, diberikan atas "
            "permintaan menurut UU 27/2022 pasal 5 sampai 13. Nama orang lain disamarkan. Data "
            "yang keliru dibetulkan dan data yang tidak lagi perlu dihapus atas permintaan, "
            "sepanjang tidak dilarang undang-undang.",
        ],
        fakta=[*_identitas(orang)],
        tabel=[t for t in tabel if t.baris],
        mendatar=False,
        rahasia=True,
        orang=1,
    )


def _tabel(judul: str, kolom: str, baris: Iterator[list[Sel]]) -> Tabel:
    """A table of text; ``kolom`` are titles with their shares of the width."""
    daftar = [k.partition("|") for k in kolom.split(" ")]
    return Tabel([Kolom(n, JenisKolom.TEKS, int(lebar)) for n, _, lebar in daftar], [*baris], judul)


def _identitas(orang: Peserta) -> Iterator[tuple[str, str]]:
    """Every field of the one table of a person's fields, the numbers whole."""
    kolom = {b.judul: b.nilai or b.kode for b in BIDANG_ORANG}
    isi = Peserta.objects.filter(pk=orang.pk).values(*kolom.values()).get()
    for judul, nama in kolom.items():
        if teks := _teks(nama, isi[nama]):
            yield judul, teks
    yield "Kecamatan", orang.kelurahan.kecamatan.nama
    yield "Sumber data", orang.get_sumber_data_display()
    yield "Status", orang.get_status_display()
    yield "Didata", waktu_wib(orang.dibuat_pada)


def _teks(nama: str, nilai: Any) -> str:
    if nama in LABEL:
        return LABEL[nama].get(nilai, "")
    if nama == "penghasilan" and nilai is not None:
        return rupiah(nilai)
    if isinstance(nilai, date):
        return tanggal_panjang(nilai)
    return "" if nilai is None else str(nilai)


def _hari(saat: datetime | None) -> str:
    return tanggal_panjang(timezone.localdate(saat)) if saat else ""


def _riwayat(orang: Peserta) -> Iterator[list[Sel]]:
    for k in kejadian_orang(orang):
        kata = [k.keterangan, *(f"{p.kolom}: {p.lama} → {p.baru}" for p in k.perubahan)]
        isi = tanpa_angka_panjang("; ".join(kata_ for kata_ in kata if kata_))
        yield [waktu_wib(k.pada), k.judul, isi, samarkan_nama(k.oleh)]


def _keputusan(pk: list[int]) -> Iterator[list[Sel]]:
    for p in Pengajuan.objects.filter(peserta__in=pk).order_by("pk"):
        alasan = tanpa_angka_panjang(p.alasan)
        yield [_hari(p.diajukan_pada), _hari(p.diputuskan_pada), p.get_status_display(), alasan]


def _penetapan(pk: list[int]) -> Iterator[list[Sel]]:
    semua = BarisPenetapan.objects.filter(peserta__in=pk, penetapan__status="ditetapkan")
    for b in semua.select_related("penetapan").order_by("pk"):
        hari = b.penetapan.tanggal
        tanggal = tanggal_panjang(hari) if hari else ""
        yield [b.penetapan.nomor, tanggal, nama_bulan(b.bulan_awal), f"{b.jumlah_bulan} bulan"]


def _bpjs(pk: list[int]) -> Iterator[list[Sel]]:
    semua = BarisBerkas.objects.filter(peserta__in=pk, berkas_bpjs__dikirim_pada__isnull=False)
    for b in semua.select_related("berkas_bpjs").order_by("pk"):
        tentang = capfirst(b.berkas_bpjs.get_jenis_display())
        dikirim = _hari(b.berkas_bpjs.dikirim_pada)
        yield [b.berkas_bpjs.nomor, tentang, dikirim, b.get_hasil_display()]


def _bulan(orang: Peserta, kini: datetime) -> Iterator[list[Sel]]:
    for b in perlindungan(orang, timezone.localdate(kini)).bulan:
        if b.iuran is None:
            continue
        kata = f"{b.keadaan.label}. {b.keterangan}".strip()
        yield [nama_bulan(b.bulan), str(b.iuran.sumber), rupiah(b.iuran.nominal), kata]


def _klaim(pk: list[int]) -> Iterator[list[Sel]]:
    for k in Klaim.objects.filter(peserta__in=pk).order_by("pk"):
        yield [_hari(k.dibuat_pada), k.get_jenis_display(), k.get_status_display()]


def _kertas(pk: list[int]) -> Iterator[list[Sel]]:
    for b in BerkasPeserta.objects.filter(peserta__in=pk).order_by("pk"):
        yield [_hari(b.dibuat_pada), b.get_jenis_display(), _hari(b.dihapus_pada)]


def _dibuka(pk: list[int]) -> Iterator[list[Sel]]:
    """Who opened their number or papers, by role; lists that name many count people, no names."""
    mereka = Q(pk__in=[])
    for satu in pk:
        mereka |= Q(objek=f"peserta {satu}") | Q(objek__startswith=f"peserta {satu}:")
    for j in JejakAkses.objects.filter(mereka).select_related("oleh").order_by("pk"):
        siapa = f"{samarkan_nama(str(j.oleh))} ({j.oleh.nama_peran})" if j.oleh else "Operator"
        alasan = tanpa_angka_panjang(j.alasan)
        yield [waktu_wib(j.pada), siapa, j.get_tindakan_display(), alasan]
