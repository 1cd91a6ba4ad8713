"""Claims: an event opens one, officers collect papers, an admin moves its status.

Undoing the event voids the claim.
"""

from typing import NamedTuple

from django.db import transaction

from iuran.klaim.aturan import SYARAT, batas_klaim
from iuran.models import TRANSISI_KLAIM, JenisKlaim, Klaim, RiwayatKlaim, StatusKlaim
from peserta.models import Peristiwa
from pijar.errors import AturanDilanggarError, BentrokError, TransisiDitolakError
from pijar.models import Pengguna

S = StatusKlaim
# Forward steps need no reason; every other move does.
TANPA_ALASAN = {
    (S.TERBUKA, S.DIAJUKAN),
    (S.DITOLAK, S.DIAJUKAN),
    (S.DIAJUKAN, S.DIBAYAR),
}


class IsiKlaim(NamedTuple):
    """The data that an officer updates while the papers come in."""

    lengkap: list[str]
    kontak_nama: str
    kontak_hubungan: str
    kontak_hp: str


def buka_klaim(peristiwa: Peristiwa, jenis: JenisKlaim, *, oleh: Pengguna) -> Klaim:
    """Open the claim of one event; called while the event is recorded."""
    klaim = Klaim.objects.create(
        peserta_id=peristiwa.peserta_id,
        peristiwa=peristiwa,
        jenis=jenis,
        batas=batas_klaim(jenis, peristiwa.tanggal),
    )
    RiwayatKlaim.objects.create(klaim=klaim, ke=S.TERBUKA, oleh=oleh)
    return klaim


@transaction.atomic
def catat_klaim(klaim: Klaim, isi: IsiKlaim, *, catatan: str = "", oleh: Pengguna) -> None:
    """Tick papers, keep the family's contact, add a note; the history records each change.

    Raises BentrokError when the claim is closed by now.
    """
    klaim = Klaim.objects.select_for_update().get(pk=klaim.pk)
    if not klaim.berjalan:
        raise BentrokError(
            f"Klaim ini sudah {klaim.get_status_display().lower()}. Muat ulang halaman."
        )
    perubahan = _perubahan(klaim, isi)
    klaim.lengkap = [s.kode for s in SYARAT[klaim.jenis] if s.kode in isi.lengkap]
    klaim.kontak_nama, klaim.kontak_hubungan = isi.kontak_nama, isi.kontak_hubungan
    klaim.kontak_hp = isi.kontak_hp
    klaim.save(update_fields=["lengkap", "kontak_nama", "kontak_hubungan", "kontak_hp"])
    if catatan:
        perubahan.append(catatan)
    if perubahan:
        RiwayatKlaim.objects.create(
            klaim=klaim,
            dari=klaim.status,
            ke=klaim.status,
            catatan=" ".join(perubahan)[:500],
            oleh=oleh,
        )


def _perubahan(klaim: Klaim, isi: IsiKlaim) -> list[str]:
    """Sentences for the history; the contact's name and number are not repeated there."""
    datang = _syarat_hanya_di(klaim, isi.lengkap, klaim.lengkap)
    hilang = _syarat_hanya_di(klaim, klaim.lengkap, isi.lengkap)
    kontak = (klaim.kontak_nama, klaim.kontak_hubungan, klaim.kontak_hp)
    kalimat = []
    if datang:
        kalimat.append(f"Diterima: {datang}.")
    if hilang:
        kalimat.append(f"Tidak jadi ada: {hilang}.")
    if kontak != (isi.kontak_nama, isi.kontak_hubungan, isi.kontak_hp):
        kalimat.append("Kontak keluarga diubah.")
    return kalimat


def _syarat_hanya_di(klaim: Klaim, satu: list[str], lain: list[str]) -> str:
    """Names of the claim's papers whose codes are in ``satu`` and not in ``lain``."""
    kode = {*satu} - {*lain}
    return "; ".join(s.nama for s in SYARAT[klaim.jenis] if s.kode in kode)


@transaction.atomic
def pindahkan_klaim(
    klaim: Klaim,
    ke: StatusKlaim,
    *,
    alasan: str = "",
    nomor: str = "",
    nominal: int | None = None,
    oleh: Pengguna,
) -> None:
    """Move a claim to ``ke``; of two simultaneous moves exactly one succeeds.

    ``nominal`` is the rupiah that BPJS paid. Raises TransisiDitolakError for an illegal or too late
    move, AturanDilanggarError when the reason is missing, or the amount of a paid claim.
    """
    dari = S(klaim.status)
    if (dari, ke) not in TANPA_ALASAN and not alasan.strip():
        raise AturanDilanggarError("Tulis alasan perubahan status klaim ini.")
    if ke == S.DIBAYAR and not nominal:
        raise AturanDilanggarError("Isi jumlah rupiah yang dibayar BPJS.")
    _pindah(klaim, ke, nominal=nominal if ke == S.DIBAYAR else None, alasan=alasan, oleh=oleh)
    if nomor:
        Klaim.objects.filter(pk=klaim.pk).update(nomor=nomor)


def _pindah(
    klaim: Klaim, ke: StatusKlaim, *, nominal: int | None, alasan: str, oleh: Pengguna
) -> None:
    """The only writer of the status: a conditional UPDATE, then the history row."""
    dari = S(klaim.status)
    boleh, baris = ke in TRANSISI_KLAIM[dari], Klaim.objects.filter(pk=klaim.pk, status=dari)
    if not boleh or not baris.update(status=ke, nominal=nominal):
        raise TransisiDitolakError(
            f"Status klaim tidak dapat berubah dari {dari.label} ke {ke.label}. "
            "Muat ulang halaman: mungkin orang lain sudah mengubahnya."
        )
    RiwayatKlaim.objects.create(klaim=klaim, dari=dari, ke=ke, catatan=alasan, oleh=oleh)
    klaim.status = ke


def batalkan_klaim(peristiwa: Peristiwa, *, alasan: str, oleh: Pengguna) -> None:
    """Void the claim of an event that is being undone.

    Raises AturanDilanggarError when BPJS has paid: an admin must first settle that with BPJS.
    """
    klaim = Klaim.objects.select_for_update().filter(peristiwa=peristiwa).first()
    if klaim is None or klaim.status == S.BATAL:
        return
    if klaim.status == S.DIBAYAR:
        raise AturanDilanggarError(
            "BPJS sudah membayar klaim peristiwa ini. Bicarakan dengan BPJS, lalu kembalikan "
            "status klaimnya menjadi Diajukan sebelum membatalkan peristiwa."
        )
    kalimat = f"Peristiwanya dibatalkan: {alasan}"
    _pindah(klaim, S.BATAL, nominal=None, alasan=kalimat, oleh=oleh)
