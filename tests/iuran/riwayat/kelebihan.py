"""Rules about money paid in vain: BPJS sets it off, pays it back or refuses; two admins settle."""

from hypothesis import strategies as st
from hypothesis.stateful import rule

from iuran.kelebihan.actions.cabut import (
    isi_pencabutan,
    konfirmasi_pencabutan,
    usulkan_pencabutan,
)
from iuran.kelebihan.actions.putus import (
    isi_penyelesaian,
    konfirmasi_penyelesaian,
    tolak_penyelesaian,
)
from iuran.kelebihan.actions.usul import usulkan_penyelesaian
from iuran.kelebihan.aturan import Usulan
from iuran.models import Iuran, PenyelesaianKelebihan
from peserta.models import JenisPeristiwa
from pijar.sidik import sidik
from tests.iuran.riwayat.dunia import NOMOR, Dunia
from tests.iuran.sia import catat_peristiwa, pindai

BUKTI = {"bukti_jenis": "surat_kematian", "bukti_nomor": "474/1"}


class Kelebihan(Dunia):
    """What happens to months that were paid for nobody."""

    @rule(ke=NOMOR, hari=st.integers(20, 120), jenis=st.sampled_from(["kompensasi", "sts"]))
    def wafat_terlambat(self, ke, hari, jenis) -> None:
        """A death that becomes known after its months were paid, and what BPJS answers."""
        lunas = Iuran.objects.lunas().filter(bulan__gt=self.mundur(hari))
        baris = self.pilih(list(lunas.select_related("peserta").order_by("pk")), ke)
        if baris is None:
            return
        meninggal, oleh = JenisPeristiwa.MENINGGAL, self.kota.admin
        tanggal = self.mundur(hari)
        self.coba(
            lambda: catat_peristiwa(
                baris.peserta, meninggal, tanggal, oleh=oleh, pada=self.hari, **BUKTI
            )
        )
        self.minta_kembali(ke, 2, jenis, selisih=0, mundur=0, tolak=False, siapa=1)

    @rule(
        ke=NOMOR,
        berapa=st.integers(1, 3),
        jenis=st.sampled_from(["kompensasi", "kompensasi", "sts", "ditolak"]),
        selisih=st.sampled_from([0, 0, 0, 100]),
        mundur=st.integers(0, 20),
        tolak=st.sampled_from([False, False, True]),
        siapa=NOMOR,
    )
    def minta_kembali(self, ke, berapa, jenis, selisih, mundur, tolak, siapa) -> None:
        """A letter about some months of one source; another admin confirms or drops it."""
        sia = list(Iuran.objects.kelebihan().order_by("sumber", "pk"))
        if (awal := self.pilih(sia, ke)) is None:
            return
        daftar = [b for b in sia if b.sumber_id == awal.sumber_id][:berapa]
        sts = {"sts_nomor": self.nomor("STS"), "sts_tanggal": self.mundur(mundur)}
        usulan = Usulan(
            "pengembalian" if jenis == "sts" else jenis,
            self.nomor("B"),
            self.mundur(mundur),
            sum(b.nominal for b in daftar) + selisih,
            keterangan="Uji",
            **(sts if jenis == "sts" else {}),
        )
        satu, dua = self.dua_admin(siapa)
        pks = [b.pk for b in daftar]
        surat = self.coba(lambda: usulkan_penyelesaian(pks, usulan, oleh=satu, pada=self.hari))
        if surat is None:
            return
        isi = {"oleh": dua, "pada": self.kini}
        if tolak:
            self.coba(lambda: tolak_penyelesaian(surat, alasan="Tidak jadi", **isi))
            return
        pindai(surat, satu)
        cap = sidik(isi_penyelesaian(surat))
        self.coba(lambda: konfirmasi_penyelesaian(surat, dilihat=cap, **isi), "kelebihan bayar")

    @rule(ke=NOMOR, siapa=NOMOR)
    def cabut_penyelesaian(self, ke, siapa) -> None:
        """The letter was about somebody else: two admins take the settlement back."""
        jadi = PenyelesaianKelebihan.objects.filter(status="dikonfirmasi").order_by("pk")
        if (surat := self.pilih(list(jadi), ke)) is None:
            return
        satu, dua = self.dua_admin(siapa)
        usulan = self.coba(lambda: usulkan_pencabutan(surat, alasan="Keliru", oleh=satu))
        if usulan:
            cap = sidik(isi_pencabutan(usulan))
            isi = {"dilihat": cap, "oleh": dua, "pada": self.kini}
            self.coba(lambda: konfirmasi_pencabutan(usulan, **isi) or True)
