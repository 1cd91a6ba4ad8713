"""A version of the criteria in words: what a second admin sees, and how two versions differ."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from peserta.models import Pekerjaan
from pijar.bulan import tanggal_panjang
from verifikasi.models import (
    JenisKriteria,
    Kesampingkan,
    Kriteria,
    PelengkapVersi,
    Saat,
    VersiKriteria,
    lengkapi_dasar,
)
from verifikasi.takaran import batas


class Butir(NamedTuple):
    """One criterion with its contents by label."""

    kriteria: Kriteria
    isi: dict[str, str]

    @property
    def kalimat(self) -> str:
        return "; ".join(f"{label}: {teks}" for label, teks in self.isi.items() if teks)


class Banding(NamedTuple):
    """One criterion in two versions: each label with its old and new text, and if they differ.

    ``tanda`` is baru, hilang, berubah or sama.
    """

    judul: str
    tanda: str
    baris: list[tuple[str, str, str, bool]]


def butir(versi: Iterable[VersiKriteria]) -> dict[int, list[Butir]]:
    """The criteria of versions in words, by the version's id; a constant number of queries."""
    hasil: dict[int, list[Butir]] = {v.pk: [] for v in versi}
    milik = Kriteria.objects.filter(versi__in=hasil).select_related("versi")
    semua = list(milik.order_by("urutan", "pk"))
    lengkapi_dasar(semua)
    nama = {}
    if any(k.jenis == JenisKriteria.PEKERJAAN for k in semua):
        nama = {p.kode: p.nama for p in Pekerjaan.objects.all()}
    for k in semua:
        hasil[k.versi_id].append(Butir(k, _isi(k, nama)))
    return hasil


def _isi(k: Kriteria, nama: Mapping[str, str]) -> dict[str, str]:
    berlaku = f", berlaku {k.bukti_hari} hari" if k.bukti_hari else ""
    return {
        "Pertanyaan": k.pertanyaan,
        "Jenis": JenisKriteria(k.jenis).label,
        "Sifat": "Menghalangi" if k.wajib else "Peringatan saja",
        "Batas": "; ".join(batas(k.jenis, k.parameter, nama)) or "–",
        "Bukti": f"{k.bukti or '–'}{berlaku}",
        "Bila data menolak": Kesampingkan(k.kesampingkan).label,
        "Diperiksa saat": ", ".join(Saat(s).label for s in Saat.values if s in k.saat),
        "Dasar hukum": k.dasar.judul,
        "Keadaan": "perlu konfirmasi" if k.perlu_konfirmasi else "pasti",
    }


def kepala(versi: VersiKriteria) -> dict[str, str]:
    """The Keputusan and the days of a version, by label."""
    sampai = versi.berlaku_sampai
    return {
        "Keputusan": versi.judul,
        "Nomor": versi.nomor or "belum diketahui",
        "Tanggal": tanggal_panjang(versi.tanggal) if versi.tanggal else "belum diketahui",
        "Berlaku mulai": tanggal_panjang(versi.berlaku_mulai),
        "Berlaku sampai": tanggal_panjang(sampai) if sampai else "diganti versi berikutnya",
        "Pindaian": "ada" if versi.pindaian else "belum ada",
        "Keadaan": "perlu konfirmasi" if versi.perlu_konfirmasi else "pasti",
    }


def isi_versi(versi: VersiKriteria) -> dict[str, str]:
    """What the second admin sees and activates: head, criteria, and whom it replaces."""
    isi = kepala(versi)
    for n, satu in enumerate(butir([versi])[versi.pk], 1):
        isi[f"{n}. {satu.kriteria.judul}"] = satu.kalimat
    return isi | {"Menggantikan": akibat_aktif(versi), "Status": versi.get_status_display()}


def akibat_aktif(versi: VersiKriteria) -> str:
    """What becomes of the versions in force when this one is activated."""
    kata = []
    for lain in tergeser(versi):
        if lain.berlaku_mulai >= versi.berlaku_mulai:
            kata.append(f"{lain.judul} (belum berlaku, dibatalkan)")
        else:
            kata.append(f"{lain.judul} (berakhir sehari sebelumnya)")
    return "; ".join(kata) or "tidak ada"


def tergeser(versi: VersiKriteria) -> list[VersiKriteria]:
    """The active versions whose days this one takes."""
    semua = VersiKriteria.objects.aktif().exclude(pk=versi.pk)
    if versi.berlaku_sampai:
        semua = semua.filter(berlaku_mulai__lte=versi.berlaku_sampai)
    return [
        v
        for v in semua.order_by("berlaku_mulai")
        if v.berlaku_sampai is None or v.berlaku_sampai >= versi.berlaku_mulai
    ]


def bandingkan(lama: VersiKriteria | None, baru: VersiKriteria) -> list[Banding]:
    """The heads, then each criterion of either version by its code, in the order of the new one."""
    semua = butir([lama, baru] if lama else [baru])
    kiri = {b.kriteria.kode: b for b in (semua[lama.pk] if lama else ())}
    kanan = {b.kriteria.kode: b for b in semua[baru.pk]}
    hasil = [_banding("Keputusan", kepala(lama) if lama else {}, kepala(baru))]
    for kode, ada in {**kanan, **kiri, **kanan}.items():
        dua = [s[kode].isi if kode in s else {} for s in (kiri, kanan)]
        hasil.append(_banding(ada.kriteria.judul, *dua))
    return hasil


def _banding(judul: str, lama: Mapping[str, str], baru: Mapping[str, str]) -> Banding:
    baris = [
        (label, lama.get(label, ""), baru.get(label, ""), lama.get(label) != baru.get(label))
        for label in {**lama, **baru}
    ]
    if not lama or not baru:
        return Banding(judul, "baru" if baru else "hilang", baris)
    return Banding(judul, "berubah" if any(b[3] for b in baris) else "sama", baris)


def isi_pelengkap(usul: PelengkapVersi) -> dict[str, str]:
    """What the second admin sees and confirms: what is known now, beside what stood before."""
    versi = usul.versi
    lama = {**kepala(versi), **usul.sebelumnya}
    baru = {
        "Keputusan": usul.judul,
        "Nomor": usul.nomor or "belum diketahui",
        "Tanggal": tanggal_panjang(usul.tanggal) if usul.tanggal else "belum diketahui",
        "Pindaian": "ada" if usul.pindaian else "belum ada",
        "Keadaan": "pasti" if usul.pasti else lama["Keadaan"],
    }
    isi = {
        label: teks if lama[label] == teks else f"{lama[label]} → {teks}"
        for label, teks in baru.items()
    }
    judul = dict(versi.daftar_kriteria.values_list("kode", "judul"))
    pasti = ", ".join(judul.get(k, k) for k in usul.kriteria_pasti)
    return isi | {
        "Kriteria yang menjadi pasti": pasti or "tidak ada",
        "Dasar": usul.alasan,
        "Status": usul.get_status_display(),
    }
