"""The explanation of a decision for the applicant: rule, value, basis, who decides, objection."""

from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from laporan.surat.bahan import Bahan
from laporan.surat.isi import Bentuk, Isi, Kolom, Sel, Tabel
from peserta.bersih.alasan import tanpa_angka_panjang
from peserta.models import JenisPeristiwa, Peristiwa
from pijar.bulan import tanggal_panjang
from pijar.errors import AturanDilanggarError
from pijar.models.dasar_hukum import berurut
from verifikasi.models import (
    Jawaban,
    Pengajuan,
    SaatTinjauan,
    StatusKeberatan,
    StatusPengajuan,
    Tinjauan,
)
from verifikasi.penilaian import HasilKriteria, nilai_kasus

KOLOM = [
    Kolom("No.", lebar=4),
    Kolom("Syarat", lebar=22, kunci=True),
    Kolom("Yang kami temukan", lebar=34),
    Kolom("Terpenuhi", lebar=12),
    Kolom("Dasar", lebar=28),
]
KOLOM_PERIKSA = [
    Kolom("No.", lebar=4),
    Kolom("Saat", lebar=24, kunci=True),
    Kolom("Keadaan tanggal", lebar=22),
    Kolom("Memenuhi", lebar=12),
    Kolom("Yang tidak terpenuhi", lebar=38),
]
TERPENUHI = {Jawaban.YA: "Ya", Jawaban.TIDAK: "Tidak", Jawaban.BELUM_ADA_DATA: "Belum ada data"}
ARTI = {
    StatusPengajuan.DISETUJUI: "Saudara dinyatakan layak menjadi peserta.",
    StatusPengajuan.DITOLAK: "Saudara belum dapat menjadi peserta.",
    StatusPengajuan.DIKEMBALIKAN: "Berkas Saudara dikembalikan untuk dilengkapi, belum ditolak.",
}


def susun_penjelasan(bahan: Bahan) -> Isi:
    """The decision in plain words. Raises AturanDilanggarError while the case is not decided."""
    kasus: Pengajuan = bahan.objek
    if kasus.diputuskan_pada is None or kasus.status not in ARTI:
        raise AturanDilanggarError(
            "Pengajuan ini belum diputuskan, jadi belum ada keputusan yang dapat dijelaskan. "
            "Tunggu keputusan verifikator."
        )
    hasil = nilai_kasus([kasus], pada=bahan.tanggal)[kasus.pk]
    dasar = berurut({h.kriteria.dasar_hukum: h.kriteria.dasar for h in hasil}.values())
    diputus = timezone.localdate(kasus.diputuskan_pada)
    return Isi(
        bentuk=Bentuk.SURAT,
        perihal="Penjelasan keputusan kepesertaan program pelindungan pekerja rentan",
        kepada=_kepada(kasus),
        sifat="Biasa",
        dasar=[d.lengkap for d in dasar],
        pembuka=[
            f"Pengajuan atas nama {kasus.nama} tanggal "
            f"{tanggal_panjang(kasus.diajukan_pada)} sudah diputuskan pada "
            f"{tanggal_panjang(diputus)}. {ARTI[StatusPengajuan(kasus.status)]}",
            *_alasan(kasus),
            "Keputusan itu dibuat setelah memeriksa syarat-syarat berikut.",
        ],
        tabel=[_tabel(hasil), *_pemeriksaan(kasus)],
        penutup=[
            *_dikesampingkan(hasil),
            "Yang memutuskan adalah petugas verifikasi kami, yaitu orang lain daripada yang "
            "mendata atau mengajukan Saudara.",
            *_keberatan(kasus),
            "Demikian penjelasan ini kami sampaikan. Silakan bertanya kepada kami di alamat pada "
            "kepala surat ini.",
        ],
        orang=1,
    )


def _tabel(hasil: Sequence[HasilKriteria]) -> Tabel:
    return Tabel(KOLOM, [_baris(n, h) for n, h in enumerate(hasil, 1)])


def _dikesampingkan(hasil: Sequence[HasilKriteria]) -> list[str]:
    """What the data refused and two officers let pass, with the paper."""
    return [
        f'Syarat "{h.kriteria.judul}" semula tidak terpenuhi menurut data kami. Syarat itu '
        f"dikesampingkan oleh dua petugas verifikasi yang berbeda pada "
        f"{tanggal_panjang(timezone.localdate(p.diputus_pada))}, berdasarkan surat "
        f"{tanpa_angka_panjang(p.nomor)} tanggal {tanggal_panjang(p.tanggal)}: "
        f"{tanpa_angka_panjang(p.alasan)}"
        for h in hasil
        if (p := h.pengesampingan) and p.berlaku and p.diputus_pada
    ]


def _pemeriksaan(kasus: Pengajuan) -> list[Tabel]:
    """Every look at the person from this case on, and which criteria failed then."""
    semua = Tinjauan.objects.filter(peserta=kasus.peserta_id)
    awal = semua.filter(pengajuan=kasus).order_by("pk").values("pk")[:1]
    sejak = semua.filter(pk__gte=awal).select_related("versi").order_by("pk")
    baris: list[list[Sel]] = [
        [
            n,
            t.get_saat_display(),
            tanggal_panjang(t.pada),
            "Ya" if t.lulus else "Belum" if t.saat == SaatTinjauan.PENGAJUAN else "Tidak",
            tanpa_angka_panjang("; ".join(h["kalimat"] for h in t.gagal)) or "–",
        ]
        for n, t in enumerate(sejak, 1)
    ]
    return [Tabel(KOLOM_PERIKSA, baris, "Setiap pemeriksaan")] if baris else []


def _kepada(kasus: Pengajuan) -> list[str]:
    """The applicant, or the family of one who has died meanwhile."""
    mati = Peristiwa.objects.filter(
        peserta=kasus.peserta_id, jenis=JenisPeristiwa.MENINGGAL, dibatalkan_pada=None
    ).exists()
    nama = f"Keluarga Sdr. {kasus.nama}" if mati else f"Sdr. {kasus.nama}"
    kelurahan = kasus.peserta.kelurahan
    return [
        nama,
        f"Kelurahan {kelurahan.nama}, Kecamatan {kelurahan.kecamatan.nama}",
        "di Semarang",
    ]


def _alasan(kasus: Pengajuan) -> list[str]:
    return [f"Alasannya: {tanpa_angka_panjang(kasus.alasan)}"] if kasus.alasan else []


def _baris(n: int, hasil: HasilKriteria) -> list[Sel]:
    """One criterion: what was asked, found and answered, on which basis."""
    temuan = " ".join(t for t in (hasil.penjelasan, hasil.tersimpan.dasar) if t)
    judul = (
        hasil.kriteria.judul if hasil.kriteria.wajib else f"{hasil.kriteria.judul} (tidak wajib)"
    )
    terpenuhi = TERPENUHI[Jawaban(hasil.jawaban)]
    return [n, judul, tanpa_angka_panjang(temuan), terpenuhi, str(hasil.kriteria.dasar)]


def _keberatan(kasus: Pengajuan) -> list[str]:
    """How to object to a refusal, and what to do about a case that was sent back."""
    if kasus.status == StatusPengajuan.DIKEMBALIKAN:
        return [
            "Mohon Saudara melengkapi data tersebut lewat kelurahan atau petugas kami, supaya "
            "diajukan lagi."
        ]
    if kasus.status != StatusPengajuan.DITOLAK or kasus.diputuskan_pada is None:
        return []
    if dijawab := _jawaban(kasus):
        return [dijawab]
    batas = timezone.localdate(kasus.diputuskan_pada) + timedelta(days=settings.KEBERATAN_HARI)
    return [
        f"Bila Saudara tidak setuju, keberatan dapat disampaikan sampai {tanggal_panjang(batas)}: "
        "datang ke kantor kami atau kelurahan, berkirim surat, atau menelepon, oleh Saudara "
        "sendiri atau keluarga. Sebutkan apa yang menurut Saudara keliru, dan bawa buktinya bila "
        f"ada. Keberatan dijawab oleh petugas lain dalam {settings.KEBERATAN_JAWAB_HARI} hari.",
        "Bila keadaan Saudara berubah, Saudara juga dapat diajukan lagi kapan saja.",
    ]


def _jawaban(kasus: Pengajuan) -> str:
    """The answer to the newest objection that was answered; empty without one."""
    keberatan = kasus.daftar_keberatan.filter(
        status__in=[StatusKeberatan.DIKABULKAN, StatusKeberatan.DITOLAK]
    ).first()
    if keberatan is None or keberatan.dijawab_pada is None:
        return ""
    akibat = (
        "Keberatan itu dikabulkan; pengajuan Saudara diperiksa lagi oleh petugas lain."
        if keberatan.status == StatusKeberatan.DIKABULKAN
        else "Keberatan itu tidak dikabulkan; keputusannya tetap."
    )
    return (
        f"Keberatan yang kami terima tanggal {tanggal_panjang(keberatan.diterima)} sudah dijawab "
        f"tanggal {tanggal_panjang(timezone.localdate(keberatan.dijawab_pada))}: "
        f"{tanpa_angka_panjang(keberatan.jawaban)} {akibat}"
    )
