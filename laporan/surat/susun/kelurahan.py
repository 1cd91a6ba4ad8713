"""Papers for a kelurahan: cards handed out, who is protected, and what the benefits are.

``kunci`` of a paper begins with the code of its kelurahan; behind it may stand a batch's number,
or the day from which cards came.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.db.models import Count

from iuran.kartu import belum_diserahkan
from iuran.klaim import manfaat_jkk, manfaat_jkm
from iuran.models import BARIS_BERHASIL, BarisBerkas, JenisBerkasBPJS
from iuran.perlindungan import (
    Cakupan,
    PilihanCakupan,
    bercakupan,
    cakupan_orang,
    ringkas_bulan,
)
from laporan.surat.bahan import Bahan, JenisSurat
from laporan.surat.isi import Bentuk, Isi, JenisKolom, Kolom, Sel, Tabel
from laporan.surat.susun.kata import banyak
from peserta.models import Kelurahan, Peserta, Status
from peserta.models.peserta import PesertaQuerySet
from pijar.bulan import nama_bulan, tanggal_panjang
from pijar.errors import AturanDilanggarError
from pijar.rupiah import ribuan

PENDAFTARAN_TERAKHIR = 10
BELUM = "belum"  # the key of the cards that wait to be handed over
DEFINISI = (
    "Terlindungi: iuran bulan itu lunas atau masih dalam tenggang, belum meninggal, dan masih "
    "dalam program."
)


def kelurahan(bahan: Bahan) -> Kelurahan:
    """The kelurahan of the paper. Raises AturanDilanggarError for one outside the area."""
    kode = bahan.kunci.partition(" ")[0]
    milik = Kelurahan.objects.for_petugas(bahan.oleh).select_related("kecamatan")
    if satu := milik.filter(pk=kode).first():
        return satu
    raise AturanDilanggarError(
        "Kelurahan itu tidak ada, atau di luar wilayah Anda. Saring Daftar peserta menurut "
        "kelurahannya, lalu buat suratnya dari sana."
    )


def nama_kelurahan(satu: Kelurahan) -> str:
    return f"Kelurahan {satu.nama}, Kecamatan {satu.kecamatan.nama}"


def _penduduk(satu: Kelurahan) -> PesertaQuerySet:
    return Peserta.objects.filter(kelurahan=satu, digabung_ke=None).order_by("nama", "pk")


def alamat(orang: Peserta) -> str:
    """The address on one line, whatever breaks it has."""
    rt = f"RT {orang.rt}" if orang.rt else ""
    rw = f"RW {orang.rw}" if orang.rw else ""
    return " ".join(" ".join((orang.alamat, rt, rw)).split())


def susun_tanda_terima(bahan: Bahan) -> Isi:
    """Who signs for their card: all with a card, or those of a batch, or since a day.

    Raises AturanDilanggarError when nobody has one.
    """
    satu, pilihan = kelurahan(bahan), bahan.kunci.partition(" ")[2]
    dipilih, sebutan = _berkartu(_penduduk(satu).exclude(kpj=""), pilihan)
    orang = list(dipilih.filter(status=Status.TERDAFTAR))
    if not orang:
        raise AturanDilanggarError(
            f"Belum ada kartu{sebutan} untuk kelurahan ini. Terapkan dahulu jawaban BPJS, atau "
            "pilih pendaftaran lain."
        )
    keluar = dipilih.exclude(status=Status.TERDAFTAR).count()
    return Isi(
        bentuk=Bentuk.DAFTAR,
        perihal="Tanda Terima Kartu Peserta BPJS Ketenagakerjaan",
        pembuka=[
            f"{nama_kelurahan(satu)}: {banyak(len(orang))}{sebutan}. Yang menerima kartu menulis "
            "tanggal dan menandatangani di baris namanya.",
            *([f"Tidak termasuk {banyak(keluar)} yang sudah berhenti."] if keluar else []),
        ],
        tabel=[
            Tabel(
                [
                    Kolom("No.", JenisKolom.ANGKA, 6),
                    Kolom("Nama", lebar=30),
                    Kolom("Nomor KPJ", lebar=18, kunci=True),
                    Kolom("Alamat", lebar=36),
                    Kolom("Tanggal diterima", JenisKolom.PARAF, 18),
                    Kolom("Tanda tangan", JenisKolom.PARAF, 24),
                ],
                [[n, o.nama, o.kpj, alamat(o), "", f"{n}."] for n, o in enumerate(orang, 1)],
            )
        ],
        mendatar=False,
        orang=len(orang),
    )


def pilihan_kartu(bahan: Bahan) -> list[tuple[str, str]]:
    """The newest batches that brought cards to this kelurahan, and all cards."""
    satu = kelurahan(bahan)
    baris = BarisBerkas.objects.filter(
        jenis=JenisBerkasBPJS.PENDAFTARAN,
        hasil__in=BARIS_BERHASIL,
        peserta__kelurahan=satu,
        peserta__digabung_ke=None,
    )
    per_batch = baris.order_by("-berkas_bpjs").values_list("berkas_bpjs__nomor")
    hitungan = per_batch.annotate(orang=Count("pk"))[:PENDAFTARAN_TERAKHIR]
    semua = [
        (satu.kode, "Semua kartu kelurahan ini"),
        (f"{satu.kode} {BELUM}", "Kartu yang belum diserahkan"),
        *(
            (f"{satu.kode} {n}", f"Kartu dari pendaftaran {n}: {ribuan(o)} orang")
            for n, o in hitungan
        ),
    ]
    return [(kunci, label) for kunci, label in semua if kunci != bahan.kunci]


def _berkartu(orang: PesertaQuerySet, pilihan: str) -> tuple[PesertaQuerySet, str]:
    """Those of a batch or since a day, and how the paper says so."""
    if not pilihan:
        return orang, ""
    if pilihan == BELUM:
        return belum_diserahkan(orang), " yang belum diserahkan"
    baris = BarisBerkas.objects.filter(jenis=JenisBerkasBPJS.PENDAFTARAN, hasil__in=BARIS_BERHASIL)
    if hari := _tanggal(pilihan):
        baris = baris.filter(dijawab_pada__date__gte=hari)
        return orang.filter(pk__in=baris.values("peserta")), f" sejak {tanggal_panjang(hari)}"
    baris = baris.filter(berkas_bpjs__nomor=pilihan)
    return orang.filter(pk__in=baris.values("peserta")), f" dari pendaftaran {pilihan}"


def _tanggal(tulisan: str) -> date | None:
    try:
        return date.fromisoformat(tulisan)
    except ValueError:
        return None


def susun_daftar(bahan: Bahan) -> Isi:
    """The protected people of a kelurahan on the paper's date, for the lurah.

    Raises AturanDilanggarError when there is nobody.
    """
    satu, hari = kelurahan(bahan), bahan.tanggal
    terlindungi = bercakupan(_penduduk(satu), PilihanCakupan.TERLINDUNGI, hari)
    orang = list(terlindungi.select_related("pekerjaan"))
    if not orang:
        raise AturanDilanggarError(
            f"Tidak ada orang yang terlindungi di kelurahan ini pada {tanggal_panjang(hari)}. "
            "Pilih tanggal lain."
        )
    return Isi(
        bentuk=Bentuk.DAFTAR,
        perihal=f"Daftar Peserta Terlindungi {nama_kelurahan(satu)}",
        pembuka=[
            f"Keadaan pada {tanggal_panjang(hari)} menurut catatan kami: {banyak(len(orang))} "
            "terlindungi. Mohon memberi tahu kami bila ada yang meninggal, pindah, atau tidak "
            "lagi bekerja.",
            DEFINISI,
        ],
        tabel=_tabel_daftar(orang, hari),
        orang=len(orang),
    )


def _tabel_daftar(orang: Sequence[Peserta], hari: date) -> list[Tabel]:
    """The people, and how many of them each source pays for."""
    ids = [o.pk for o in orang]
    bulan, cakupan = ringkas_bulan(ids, hari), cakupan_orang(ids, hari)
    baris: list[list[Sel]] = []
    hitung: Counter[tuple[str, bool]] = Counter()
    for n, o in enumerate(orang, 1):
        sumber, lunas = str(bulan[o.pk].sumber or "–"), bulan[o.pk].lunas_sampai
        tenggang = cakupan[o.pk].cakupan == Cakupan.TENGGANG
        hitung[sumber, tenggang] += 1
        keadaan = f"Tenggang {cakupan[o.pk].tunggakan} bulan" if tenggang else "Lunas"
        sampai = nama_bulan(lunas) if lunas else "–"
        baris.append([n, o.nama, o.nik_samar, alamat(o), o.pekerjaan.nama, sumber, sampai, keadaan])
    kolom = [
        Kolom("No.", JenisKolom.ANGKA, 5),
        Kolom("Nama", lebar=28),
        Kolom("NIK", lebar=20, kunci=True),
        Kolom("Alamat", lebar=30),
        Kolom("Pekerjaan", lebar=18),
        Kolom("Sumber iuran", lebar=20),
        Kolom("Lunas s.d.", lebar=16),
        Kolom("Keadaan", lebar=13),
    ]
    return [Tabel(kolom, baris), _tabel_sumber(hitung)]


def _tabel_sumber(hitung: Counter[tuple[str, bool]]) -> Tabel:
    sumber = sorted({s for s, _ in hitung})
    angka = [(hitung[s, False], hitung[s, True]) for s in sumber]
    lunas, tenggang = sum(a for a, _ in angka), sum(b for _, b in angka)
    return Tabel(
        [
            Kolom("Sumber iuran", lebar=40, kunci=True),
            Kolom("Lunas", JenisKolom.ANGKA, 20),
            Kolom("Tenggang", JenisKolom.ANGKA, 20),
            Kolom("Jumlah orang", JenisKolom.ANGKA, 20),
        ],
        [[s, a, b, a + b] for s, (a, b) in zip(sumber, angka, strict=True)],
        judul="Menurut sumber iuran",
        jumlah=["Jumlah", lunas, tenggang, lunas + tenggang],
    )


def susun_manfaat(bahan: Bahan) -> Isi:
    """One page for people at home: what they get, and what to do on the first day."""
    jam = f"{settings.KLAIM_BATAS_HARI['jkk']}×24 jam"
    kolom = [Kolom("Manfaat", lebar=42, kunci=True), Kolom("Besarnya", lebar=58)]
    return Isi(
        bentuk=Bentuk.SELEBARAN,
        perihal="Anda dilindungi saat bekerja",
        pembuka=[
            "Iuran BPJS Ketenagakerjaan Anda dibayari. Anda tidak membayar apa-apa, dan tidak "
            "perlu membayar siapa pun untuk mendapat manfaatnya."
        ],
        tabel=[
            Tabel(kolom, [[a, b] for a, b in manfaat_jkk()], judul="Bila celaka saat bekerja"),
            Tabel(
                kolom,
                [[a, b] for a, b in manfaat_jkm()],
                judul="Bila meninggal karena sebab lain",
            ),
        ],
        penutup=[
            f"Celaka saat bekerja? Bawa ke rumah sakit, tunjukkan kartu BPJS Ketenagakerjaan, dan "
            f"lapor dalam {jam} ke kelurahan, kantor kami, atau BPJS Ketenagakerjaan. Simpan semua "
            "kuitansi.",
            "Ada yang meninggal? Keluarga segera lapor dengan KTP, KK, kartu, dan surat kematian.",
            "Pindah rumah, ganti pekerjaan, atau ganti nomor HP? Beri tahu kelurahan.",
            "Besarnya manfaat sesuai ketentuan BPJS yang berlaku; BPJS yang memutuskan.",
        ],
    )


JENIS = {
    "tanda_terima": JenisSurat(
        "Tanda terima kartu per kelurahan",
        Bentuk.DAFTAR,
        None,
        susun_tanda_terima,
        "lihat_peserta",
        lambda b: f"Tanda terima kartu {nama_kelurahan(kelurahan(b))}",
        lambda b: kelurahan(b).kode,
        sampai_hari_ini=True,
        pilihan=pilihan_kartu,
    ),
    "daftar_kelurahan": JenisSurat(
        "Daftar peserta untuk lurah",
        Bentuk.DAFTAR,
        None,
        susun_daftar,
        "lihat_peserta",
        lambda b: f"Daftar peserta {nama_kelurahan(kelurahan(b))}",
        lambda b: kelurahan(b).kode,
        sampai_hari_ini=True,
    ),
    "manfaat": JenisSurat(
        "Selebaran manfaat",
        Bentuk.SELEBARAN,
        None,
        susun_manfaat,
        "lihat_peserta",
        lambda b: "Selebaran manfaat",
        bernomor=False,
        terbuka=True,
    ),
}
