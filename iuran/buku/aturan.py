"""What the state of a source's budget allows: pure rules.

No commitment without a budget (UU 17/2003): a draft decree may use any source, freezing needs the
APBD passed, issuing a bill needs the DPA. Sources that the city does not pay know neither.
"""

from django.conf import settings

from iuran.models import BER_DPA, DISAHKAN, KeadaanPagu, SumberDana
from pijar.errors import AturanDilanggarError
from pijar.models import Pengguna

URUTAN = (KeadaanPagu.RANCANGAN, KeadaanPagu.APBD, KeadaanPagu.DPA)


def halangan_menetapkan(sumber: SumberDana) -> str:
    """Why no grant may be given from ``sumber``; empty when it may."""
    perlu = settings.TETAPKAN_PERLU_APBD and sumber.dibayar_kota
    if not perlu or sumber.keadaan_pagu in DISAHKAN:
        return ""
    return (
        f"Pagu {sumber} masih rancangan, jadi belum dapat dipakai menetapkan bantuan. Simpan "
        "penetapan ini sebagai draf sampai APBD-nya disahkan dan dicatat di Sumber dana, atau "
        "pendekkan bantuan supaya berakhir pada tahun yang pagunya sudah disahkan."
    )


def pastikan_ber_dpa(sumber: SumberDana) -> None:
    """Raise AturanDilanggarError when a bill of ``sumber`` cannot be issued yet."""
    if not settings.TAGIHAN_PERLU_DPA or not sumber.dibayar_kota or sumber.keadaan_pagu in BER_DPA:
        return
    raise AturanDilanggarError(
        f"{sumber} belum mempunyai DPA (keadaannya: {sumber.cip.label}). Catat DPA-nya di Sumber "
        "dana dahulu, lalu terbitkan tagihannya."
    )


def pastikan_seluruh_kota(oleh: Pengguna, hal: str = "Tarif dan sumber dana") -> None:
    """Raise AturanDilanggarError for an officer of one area; ``hal`` is what is of the city."""
    if oleh.wilayah:
        raise AturanDilanggarError(
            f"{hal} berlaku untuk seluruh kota, sedangkan akun Anda dibatasi pada "
            "satu wilayah. Minta admin tanpa batas wilayah menyusunnya."
        )


def boleh_menjadi(dari: str, ke: str) -> bool:
    """Whether a budget in state ``dari`` may come to ``ke``: never back, no DPA without an APBD."""
    if ke in (KeadaanPagu.PERGESERAN, KeadaanPagu.DPPA):
        return dari in BER_DPA
    if dari not in URUTAN or ke not in URUTAN:
        return False
    return URUTAN.index(KeadaanPagu(ke)) - URUTAN.index(KeadaanPagu(dari)) in (0, 1)
