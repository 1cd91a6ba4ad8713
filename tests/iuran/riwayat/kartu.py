"""Rules about the first payment before the card: the order of a batch, and BPJS's pre-check."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from iuran.berkas_bpjs.actions.urutan import ubah_urutan
from iuran.jawaban.keluarkan import keluarkan_cek_awal
from iuran.jawaban.terapkan import terapkan_jawaban
from iuran.jawaban.terima import unggah_jawaban
from iuran.models import Bantuan, BerkasBPJS, JawabanBPJS, UrutanBayar
from tests.iuran.riwayat.dunia import NOMOR
from tests.iuran.riwayat.orang import KATA_ACAK, MENUNGGU, Orang
from tests.iuran.riwayat.uang import Uang
from tests.iuran.susunan import CEK, berkas

KATA_KARTU = st.lists(KATA_ACAK, max_size=3)
BAYAR_DULU = UrutanBayar.BAYAR_DULU
CEK_AWAL = st.lists(st.sampled_from(["Y", "Y", "Y", "T", ""]), min_size=1, max_size=4)


class Kartu(Orang, Uang):
    """What happens to people whom BPJS accepts for payment before they have a card."""

    @rule(orang=st.integers(1, 3), cek=CEK_AWAL, bulan=st.integers(0, 2), kata=KATA_KARTU)
    def kartu_menyusul(self, orang, cek, bulan, kata) -> None:
        """A decree whose people are paid for before BPJS gives them cards, or refuses them."""
        self.tetapkan(0, 0, 6, orang, lanjut=False, jht=False, mundur=0, siapa=1)
        if not Bantuan.objects.siap_didaftarkan().exists():
            return
        self.daftarkan(-1, kirim=True, siapa=1)
        self.cek_awal(-1, cek, None, 0, terapkan=True)
        for _ in range(bulan):
            self.bulan_biasa(0, bayar=True, hari=20)
        if kata:
            self.jawab(-1, kata, 20, terapkan=True)

    @precondition(lambda self: self._terbuka().exists())
    @rule(ke=NOMOR, urutan=st.sampled_from([BAYAR_DULU, BAYAR_DULU, UrutanBayar.KARTU_DULU]))
    def ubah_urutan(self, ke, urutan) -> None:
        satu = self.pilih(list(self._terbuka()), ke)
        isi = {"alasan": "Cabang minta", "pada": self.kini, "oleh": self.kota.admin}
        self.coba(lambda: ubah_urutan(satu, urutan, **isi))

    @precondition(lambda self: self._terbuka().exists())
    @rule(
        ke=NOMOR,
        kata=CEK_AWAL,
        tmt=st.sampled_from([None, None, -40, 0, 40]),
        mundur=st.integers(0, 20),
        terapkan=st.sampled_from([True, True, True, False]),
    )
    def cek_awal(self, ke, kata, tmt, mundur, terapkan) -> None:
        """BPJS's list of who may be paid, also a second one that says otherwise."""
        satu = self.pilih(list(self._terbuka()), ke)
        self.coba(
            lambda: ubah_urutan(
                satu, BAYAR_DULU, alasan="Cabang minta", pada=self.kini, oleh=self.kota.admin
            )
        )
        mulai = "" if tmt is None else f"{self.hari + timedelta(days=tmt):%d-%m-%Y}"
        baris = []
        daftar = satu.daftar_baris.exclude(hasil="batal").select_related("peserta")
        for n, b in enumerate(daftar.order_by("nomor")):
            if status := kata[n % len(kata)]:
                kata_bpjs = "NIK TIDAK PADAN" if status == "T" else ""
                orang = b.peserta
                baris.append([n, orang.nik, orang.nama, status, kata_bpjs, mulai])
        if not baris:
            return
        isi = berkas(CEK, *baris, [self.nomor("cek")])
        tanggal, oleh = self.mundur(mundur), self.kota.admin
        jawaban = self.coba(lambda: unggah_jawaban(satu, berkas=isi, oleh=oleh, tanggal=tanggal))
        if jawaban is None:
            return
        self.jalankan(jawaban.tugas)
        jawaban.refresh_from_db()
        if jawaban.status == "diperiksa" and terapkan:
            self.coba(lambda: terapkan_jawaban(jawaban, pada=self.kini, oleh=oleh), "cek awal")

    @precondition(lambda self: JawabanBPJS.objects.filter(jenis="cek_awal").exists())
    @rule(ke=NOMOR)
    def keluarkan_yang_ditolak(self, ke) -> None:
        """An admin takes out of the batch whom the list refuses."""
        daftar = JawabanBPJS.objects.filter(jenis="cek_awal").order_by("pk")
        satu, oleh = self.pilih(list(daftar), ke), self.kota.admin
        self.coba(lambda: keluarkan_cek_awal(satu, None, pada=self.kini, oleh=oleh))

    @staticmethod
    def _terbuka():
        return BerkasBPJS.objects.filter(status__in=MENUNGGU).order_by("pk")
