"""Rules about changed grants: shortened, moved to another source, and taken back, by two admins."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from iuran.models import PerubahanBantuan, SumberDana
from iuran.perubahan_bantuan import Rencana, kembalikan_perubahan, susun_perubahan
from iuran.perubahan_bantuan.actions.putus import konfirmasi_perubahan
from iuran.perubahan_bantuan.actions.susun import tolak_perubahan, usulkan_perubahan
from iuran.perubahan_bantuan.akibat import akibat, isi_perubahan
from peserta.models import Peserta
from pijar.bulan import tambah_bulan
from pijar.sidik import sidik
from tests.iuran.riwayat.dunia import NOMOR, Dunia


class Perubahan(Dunia):
    """What happens to grants that change after the card."""

    @rule(
        jenis=st.sampled_from(["pendekkan", "pindah", "pindah"]),
        geser=st.integers(-2, 5),
        ke=NOMOR,
        berapa=st.integers(1, 6),
        siapa=NOMOR,
    )
    def ubah_bantuan(self, jenis, geser, ke, berapa, siapa) -> None:
        """Some people's grants end earlier or get another payer, also from a past month on."""
        mulai = tambah_bulan(self.bulan, geser)
        sumber = None
        if jenis == "pindah":
            daftar = SumberDana.objects.filter(kode__startswith="UJI", tahun=mulai.year)
            sumber = self.pilih(list(daftar.order_by("pk")), ke)
        orang = list(Peserta.objects.order_by("pk").values_list("pk", flat=True)[:berapa])
        rencana = self._rencana(jenis, mulai, sumber=sumber)
        satu, _ = self.dua_admin(siapa)
        draf = self.coba(lambda: susun_perubahan(orang, rencana, oleh=satu, pada=self.hari))
        if draf is not None:
            self._putuskan(draf, siapa)

    @precondition(lambda self: PerubahanBantuan.objects.filter(status="dikonfirmasi").exists())
    @rule(ke=NOMOR, siapa=NOMOR)
    def kembalikan_bantuan(self, ke, siapa) -> None:
        """A confirmed change is taken back, as far as it can be."""
        semua = PerubahanBantuan.objects.filter(status="dikonfirmasi").order_by("pk")
        asal = self.pilih(list(semua), ke)
        satu, _ = self.dua_admin(siapa)
        rencana = self._rencana("kembalikan", asal.mulai)
        draf = self.coba(lambda: kembalikan_perubahan(asal, rencana, oleh=satu, pada=self.hari))
        if draf is not None:
            self._putuskan(draf, siapa)

    def _rencana(self, jenis, mulai, **lain) -> Rencana:
        return Rencana(jenis, mulai, self.nomor("900"), self.hari, "Uji", **lain)

    def _putuskan(self, draf: PerubahanBantuan, siapa: int) -> None:
        """Propose and confirm as the page shows it; what is refused is dropped."""
        satu, dua = self.dua_admin(siapa)
        self.coba(lambda: usulkan_perubahan(draf, dilihat=self._segel(draf), oleh=satu))
        isi = {"oleh": dua, "pada": self.kini, "keluarkan": True}
        self.coba(
            lambda: konfirmasi_perubahan(draf, dilihat=self._segel(draf), **isi),
            f"{draf.jenis} bantuan",
        )
        draf.refresh_from_db()
        if draf.status != "dikonfirmasi":
            tolak = {"alasan": "Uji", "oleh": satu, "pada": self.kini}
            self.coba(lambda: tolak_perubahan(draf, **tolak))

    @staticmethod
    def _segel(draf: PerubahanBantuan) -> str:
        kini = PerubahanBantuan.objects.get(pk=draf.pk)
        return sidik(isi_perubahan(kini, akibat(kini)))
