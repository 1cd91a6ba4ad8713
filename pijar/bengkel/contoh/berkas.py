"""Files to BPJS after the card: changes and stops, answered, refused, sent, and still waiting."""

from datetime import date

from iuran.berkas_bpjs import KelompokSiap, kelompok_siap
from iuran.berkas_bpjs.actions.kirim import Surat, tandai_dikirim
from iuran.berkas_bpjs.actions.susun import susun_berkas
from iuran.jawaban.terapkan import terapkan_jawaban
from iuran.models import BerkasBPJS, JenisBerkasBPJS, ProfilEkspor
from pijar.bengkel.contoh.jawaban import pukul, tulis, unggah
from pijar.models import Pengguna

# What BPJS says about the first people of a file, in its own words; the last are not mentioned.
KATA = {
    JenisBerkasBPJS.PERPANJANGAN: ("BERHASIL DIPERPANJANG", "GAGAL: NIK TIDAK PADAN"),
    JenisBerkasBPJS.PERUBAHAN: ("DATA SUDAH DIPERBARUI", "GAGAL: NAMA TIDAK SESUAI DUKCAPIL"),
    JenisBerkasBPJS.PENGHENTIAN: ("SUDAH DINONAKTIFKAN", "GAGAL: KPJ TIDAK DITEMUKAN"),
}


def isi_berkas_lain(*, pada: date) -> None:
    """For each kind the first group is answered in part, the second only sent; the rest waits."""
    admin = Pengguna.objects.get(username="admin")
    for jenis, kata in KATA.items():
        for ke, kelompok in enumerate(_per_cabang(admin, jenis)[:2]):
            satu = _kirim(kelompok, admin, pada)
            if ke == 0:
                _jawab(satu, kata, admin, pada)


def _per_cabang(admin: Pengguna, jenis: JenisBerkasBPJS) -> list[KelompokSiap]:
    return [k for k in kelompok_siap(admin, jenis) if k.cabang]


def _kirim(kelompok: KelompokSiap, admin: Pengguna, pada: date) -> BerkasBPJS:
    profil = ProfilEkspor.objects.filter(jenis=kelompok.jenis)[0]
    satu = susun_berkas(kelompok, profil=profil, pada=pada, oleh=admin)
    BerkasBPJS.objects.filter(pk=satu.pk).update(disusun_pada=pukul(pada, 9))
    tulis(satu, admin)
    surat = Surat(pada, f"560/{satu.pk + 200}/{pada.year}")
    tandai_dikirim(satu, surat, pada=pukul(pada, 11), oleh=admin)
    satu.refresh_from_db()
    return satu


def _jawab(satu: BerkasBPJS, kata: tuple[str, ...], admin: Pengguna, pada: date) -> None:
    orang = satu.daftar_baris.order_by("nomor").values_list("peserta__nik", "peserta__nama")
    baris = [(nik, nama, "", k) for (nik, nama), k in zip(orang, kata, strict=False)]
    jawaban = unggah(satu, baris, admin, tanggal=pada)
    terapkan_jawaban(jawaban, pada=pukul(pada, 15), oleh=admin)
