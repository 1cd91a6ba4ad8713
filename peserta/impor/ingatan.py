"""Remember columns that an officer corrected, for the next list of the same source."""

from datetime import datetime
from typing import Any

from peserta.bersih.bidang import BIDANG_PER_KODE
from peserta.bersih.judul import (
    HasilJudul,
    bidang_kurang,
    cari_judul,
    padanan_judul,
    pakai_kolom,
    petakan,
    sidik_judul,
)
from peserta.bersih.teks import rapikan
from peserta.impor.contoh import Kepala, sel_tersamar
from peserta.impor.lembar import JudulDitemukan, Pencari, otomatis
from peserta.models import Impor, PemetaanTersimpan
from pijar.bulan import WIB

PALING_MIRIP = 0.5  # share of a correction's titles that a header must have to count as similar
DILIHAT = 50  # newest corrections of a source compared with a header


def pencari(impor: Impor) -> Pencari:
    """Choose the search for the header: the officer's choice, else memory, else the titles."""
    diminta = impor.kolom_diminta
    if "bidang" in diminta:
        return lambda kepala: _dipilih(kepala, diminta)
    if diminta.get("otomatis"):
        return otomatis
    return lambda kepala: _diingat(kepala, impor.sumber_data)


def ingat_kolom(impor: Impor, judul: HasilJudul, *, oleh_id: int) -> None:
    """Remember the columns chosen for ``impor``, unless the header has too few titles."""
    if not (sidik := sidik_judul(judul.judul)):
        return
    PemetaanTersimpan.objects.update_or_create(
        sumber_data=impor.sumber_data,
        sidik=sidik,
        defaults={
            "judul": [sel_tersamar(j) for j in judul.judul],
            "bidang": {str(i): kode for i, kode in judul.pemetaan.items()},
            "oleh_id": oleh_id,
        },
    )


def lupakan_kolom(impor: Impor) -> None:
    """Forget the correction of this header, so that its titles count again."""
    sidik = impor.pemetaan.get("sidik", "")
    PemetaanTersimpan.objects.filter(sumber_data=impor.sumber_data, sidik=sidik).delete()


def _dipilih(kepala: Kepala, diminta: dict[str, Any]) -> JudulDitemukan:
    dasar = _judul_baris(kepala, diminta["baris"])
    bidang = {int(i): kode for i, kode in diminta["bidang"].items()}
    asal = {"cara": "dipilih", "oleh": diminta["nama"], "pada": diminta["pada"]}
    seluruh = diminta.get("seluruh", {})
    return JudulDitemukan(pakai_kolom(dasar, bidang), asal, seluruh=seluruh)


def _judul_baris(kepala: Kepala, nomor: int) -> HasilJudul:
    """Row ``nomor`` as the header, joined with the row above if both make one; 0 is none."""
    sendiri = cari_judul(kepala)
    if sendiri and sendiri.nomor == nomor:
        return sendiri
    judul = next((sel for n, sel in kepala if n == nomor), [])
    return petakan(nomor, [rapikan(sel) for sel in judul])


def _diingat(kepala: Kepala, sumber_data: str) -> JudulDitemukan:
    sendiri = cari_judul(kepala)
    calon = [petakan(nomor, [rapikan(sel) for sel in isi]) for nomor, isi in kepala]
    if sendiri:
        calon.insert(0, sendiri)
    per_sidik = {sidik: satu for satu in reversed(calon) if (sidik := sidik_judul(satu.judul))}
    ingatan = PemetaanTersimpan.objects.filter(sumber_data=sumber_data).select_related("oleh")
    cocok = ingatan.filter(sidik__in=per_sidik).order_by("-diubah_pada").first()
    if cocok is None:
        return _yang_mirip(ingatan, sendiri, calon)
    bidang = {int(i): kode for i, kode in cocok.bidang.items()}
    asal = {"cara": "diingat", "oleh": cocok.oleh.nama, "pada": _hari(cocok.diubah_pada)}
    if bidang_kurang(bidang.values()) or not BIDANG_PER_KODE.keys() >= {*bidang.values()}:
        return JudulDitemukan(
            sendiri, catatan=_tidak_dipakai(cocok, "bidang yang diperlukan berubah")
        )
    return JudulDitemukan(pakai_kolom(per_sidik[cocok.sidik], bidang), asal)


def _yang_mirip(
    ingatan: Any, sendiri: HasilJudul | None, calon: list[HasilJudul]
) -> JudulDitemukan:
    """The header by its titles, plus suggestions of the newest correction of a similar one."""
    semua = [{padanan_judul(j) for j in satu.judul} for satu in calon]
    for satu in ingatan.order_by("-diubah_pada")[:DILIHAT]:
        milik = [j for j in satu.judul if j]
        hilang = min(([j for j in milik if padanan_judul(j) not in ada] for ada in semua), key=len)
        if len(hilang) <= (1 - PALING_MIRIP) * len(milik):
            return _dengan_saran(sendiri, satu, hilang)
    return JudulDitemukan(sendiri)


def _dengan_saran(
    sendiri: HasilJudul | None, ingatan: PemetaanTersimpan, hilang: list[str]
) -> JudulDitemukan:
    """Header ``sendiri`` with the fields of a correction of which the titles ``hilang`` miss."""
    kolom = {ingatan.judul[int(i)]: kode for i, kode in ingatan.bidang.items()}
    perlu = ", ".join(j for j in hilang if j in kolom)
    sebab = f"kolom {perlu} tidak ada" if perlu else "judul kolomnya tidak sama persis"
    saran = {padanan_judul(j): kode for j, kode in kolom.items() if j}
    return JudulDitemukan(sendiri, catatan=_tidak_dipakai(ingatan, sebab), saran=saran)


def _tidak_dipakai(ingatan: PemetaanTersimpan, sebab: str) -> str:
    return (
        f"Pembetulan kolom oleh {ingatan.oleh.nama} tidak dipakai untuk berkas ini: {sebab}. "
        "Periksa kolomnya sebelum menerapkan."
    )


def _hari(saat: datetime) -> str:
    return saat.astimezone(WIB).date().isoformat()
