"""Rules about one person entered twice: two become one, and are two again."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from iuran.peristiwa.actions.catat import catat_peristiwa
from peserta.models import JenisPeristiwa, PasanganMirip, Peserta
from tests.iuran.riwayat.dunia import NOMOR, Dunia
from tests.verifikasi.susunan import pasangkan
from verifikasi.actions.gabung import gabungkan, kembalikan_usulan, usulkan
from verifikasi.actions.gabung_batal import batalkan_penggabungan
from verifikasi.gabung_syarat import DILINDUNGI


class Gabung(Dunia):
    """What happens to people who are one."""

    @rule(
        ke=NOMOR,
        lain=NOMOR,
        ambil=st.sampled_from([(), (), ("hp",), ("kpj",), ("nik",)]),
        henti=st.booleans(),
        jadi=st.sampled_from([True, True, True, False]),
    )
    def leburkan(self, ke, lain, ambil, henti, jadi) -> None:
        """An officer proposes, a verifier decides; who is paid for is stopped before, as told."""
        orang = list(Peserta.objects.filter(digabung_ke=None).order_by("pk"))
        bebas = [o for o in orang if o.status not in DILINDUNGI]
        menang = self.pilih(orang, ke)
        kalah = self.pilih(orang if henti else bebas, lain)
        if menang is None or kalah is None or menang == kalah:
            return
        if kalah not in bebas:
            isi = {"oleh": self.kota.admin, "pada": self.hari}
            ganda = JenisPeristiwa.DATA_TIDAK_VALID
            self.coba(lambda: catat_peristiwa(kalah, ganda, self.hari, **isi))
        pasangan = pasangkan(menang, kalah)
        isi = {"menang": menang.pk, "ambil": ambil, "oleh": self.kota.petugas}
        self.coba(lambda: usulkan(pasangan, **isi, pada=self.hari))
        pasangan.refresh_from_db()
        if pasangan.status != "diusulkan":
            return
        oleh = self.kota.verifikator
        if jadi:
            self.coba(lambda: gabungkan(pasangan, oleh=oleh, pada=self.hari), "gabung")
        pasangan.refresh_from_db()
        if pasangan.status == "diusulkan":
            self.coba(lambda: kembalikan_usulan(pasangan, alasan="Belum", oleh=oleh))

    @precondition(lambda self: PasanganMirip.objects.filter(status="digabung").exists())
    @rule(ke=NOMOR)
    def pisahkan(self, ke) -> None:
        daftar = PasanganMirip.objects.filter(status="digabung").order_by("pk")
        satu, oleh = self.pilih(list(daftar), ke), self.kota.verifikator
        self.coba(lambda: batalkan_penggabungan(satu, alasan="Keliru", oleh=oleh))
