"""Rules about changed grants: shortened, moved to another source, and taken back, by two admins."""

from django.db.models import Min
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from iuran.models import Iuran, PerubahanBantuan, SumberDana
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

    @rule(geser=st.integers(0, 3), ke=NOMOR, berapa=st.integers(1, 6), siapa=NOMOR)
    def pindahkan(self, geser, ke, berapa, siapa) -> None:
        """The rest of some people's months is paid by another source."""
        if mulai := self._bulan_terbuka(geser):
            daftar = SumberDana.objects.filter(kode__startswith="UJI", tahun=mulai.year)
            sumber = self.pilih(list(daftar.order_by("-pk")), ke)
            self._ubah(self._rencana("pindah", mulai, sumber=sumber), berapa, siapa)

    @rule(geser=st.integers(-1, 3), berapa=st.integers(1, 6), siapa=NOMOR)
    def pendekkan(self, geser, berapa, siapa) -> None:
        """Some people's months end earlier, also from a month that is billed for some."""
        if mulai := self._bulan_terbuka(geser):
            self._ubah(self._rencana("pendekkan", mulai), berapa, siapa)

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

    def _bulan_terbuka(self, geser):
        """So many months after the first one that is in no bill; None without any."""
        awal = Iuran.objects.belum_ditagih().aggregate(n=Min("bulan"))["n"]
        return tambah_bulan(awal, geser) if awal else None

    def _ubah(self, rencana, berapa, siapa) -> None:
        orang = list(Peserta.objects.order_by("pk").values_list("pk", flat=True)[:berapa])
        satu, _ = self.dua_admin(siapa)
        draf = self.coba(lambda: susun_perubahan(orang, rencana, oleh=satu, pada=self.hari))
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
