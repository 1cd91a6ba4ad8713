"""Rules about people: decrees, batches and answers of BPJS, life events, new cases, time."""

from contextlib import nullcontext
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from iuran.berkas_bpjs import kelompok_siap
from iuran.berkas_bpjs.actions.batal import batalkan_berkas, lepaskan_menunggu
from iuran.berkas_bpjs.actions.keluarkan import ikutkan_lagi, keluarkan_baris
from iuran.berkas_bpjs.actions.kirim import Surat, tandai_dikirim, tarik_kiriman
from iuran.berkas_bpjs.actions.susun import susun_berkas
from iuran.jawaban.betulkan import Pindahan, pindahkan_baris
from iuran.jawaban.terapkan import terapkan_jawaban
from iuran.jawaban.terima import unggah_jawaban
from iuran.models import (
    Bantuan,
    BarisBerkas,
    BerkasBPJS,
    HasilJawaban,
    JawabanBPJS,
    JenisBerkasBPJS,
    KondisiInsidental,
    ProfilEkspor,
    SumberDana,
)
from iuran.peristiwa.actions.catat import batalkan_peristiwa, catat_peristiwa
from iuran.peristiwa.actions.usulan import terima_usulan, usulkan_peristiwa
from peserta.alur import pindahkan_status
from peserta.models import JenisPeristiwa, Peristiwa, Peserta, Status
from pijar.bulan import tambah_bulan
from pijar.sidik import sidik
from tests.iuran.riwayat.dunia import NOMOR, Dunia
from tests.iuran.susunan import KEPALA, berkas
from tests.pemilik import tanpa_penjaga
from tests.verifikasi.lanjut import draf_lanjut
from verifikasi import actions as verifikasi
from verifikasi.actions.ditahan import usulkan_keluar_ditahan
from verifikasi.actions.kembali import Kepala
from verifikasi.actions.perubahan import isi_perubahan, konfirmasi_keluar, tolak_keluar
from verifikasi.models import PerubahanPenetapan

SINGKAT = 3  # months of an incidental grant
MENUNGGU = ("disusun", "dikirim")
KATA = {
    "terima": "BERHASIL",
    "lama": "SUDAH MENJADI PESERTA BPU AKTIF S.D. {sampai:%d-%m-%Y}",
    "tolak": "GAGAL: NAMA IBU KANDUNG KOSONG",
    "hilang": "",
}
KATA_ACAK = st.sampled_from(["terima", *KATA])
PERISTIWA = st.sampled_from(
    [
        JenisPeristiwa.MENINGGAL,
        JenisPeristiwa.MENINGGAL,
        JenisPeristiwa.PINDAH,
        JenisPeristiwa.PENERIMA_UPAH,
        JenisPeristiwa.KECELAKAAN,
    ]
)


class Orang(Dunia):
    """What happens to people."""

    @rule(hari=st.integers(1, 45))
    def waktu_berjalan(self, hari: int) -> None:
        self.waktu.atur(self.kini + timedelta(days=hari))

    @rule(
        sumber=st.sampled_from([0, 0, 0, 1, 2, 3]),
        geser=st.sampled_from([0, 0, 0, 1, 2, -1, -3]),
        lama=st.sampled_from([3, 6, 12, 12]),
        orang=st.integers(1, 4),
        lanjut=st.booleans(),
        jht=st.booleans(),
        mundur=st.sampled_from([0, 0, 5, 40]),
        siapa=NOMOR,
        kata=st.lists(KATA_ACAK, max_size=4),
    )
    def tetapkan(self, sumber, geser, lama, orang, lanjut, jht, mundur, siapa, kata=()) -> None:
        """A decree from draft to freezing, or on to BPJS's answer; refused, it is given up."""
        dana = self.pilih(
            list(SumberDana.objects.filter(kode__startswith="UJI").order_by("pk")), sumber
        )
        satu, dua = self.dua_admin(siapa)
        kepala = Kepala(self.nomor("463"), self.mundur(mundur), "Uji")
        if lanjut:
            self.perpanjang(dana, geser, max(lama, 6), orang, jht, kepala, satu, dua)
            return
        draf = self.coba(lambda: verifikasi.susun_penetapan(**kepala._asdict(), oleh=satu))
        rencana = verifikasi.Rencana(
            sumber=dana,
            bulan_awal=tambah_bulan(self.bulan, geser),
            jumlah_bulan=lama,
            jenis="rutin" if lama > SINGKAT else "insidental",
            kondisi=None if lama > SINGKAT else KondisiInsidental.objects.first(),
            catatan="" if lama > SINGKAT else "Gagal panen",
            jht=jht,
        )
        pilihan = verifikasi.Pilihan(paling_banyak=orang)
        self.coba(lambda: verifikasi.tambah_baris(draf, pilihan, rencana, oleh=satu))
        if not self.coba(lambda: verifikasi.tetapkan(draf, oleh=dua)):
            self.coba(lambda: verifikasi.batalkan(draf, alasan="Uji", oleh=satu))
        elif kata:
            self.daftarkan(-1, kirim=True, siapa=1)
            self.jawab(-1, kata, 20, terapkan=True)

    def perpanjang(self, dana, geser, lama, orang, jht, kepala, satu, dua) -> None:
        """An extension of people whose grants end, from the first look to the freezing."""
        mulai, hari = tambah_bulan(self.bulan, geser), self.kini.date()
        masih = Bantuan.objects.hidup().filter(peserta=OuterRef("pk"), bulan_akhir__gte=mulai)
        habis = Peserta.objects.terdaftar().filter(~Exists(masih), digabung_ke=None)
        isi = {"sumber": dana, "bulan_awal": mulai, "jumlah_bulan": lama, "jht": jht}
        celah = "SK terlambat" if geser < 0 else ""

        def susun():
            with transaction.atomic():
                siapa = list(habis.order_by("pk")[:orang])
                return draf_lanjut(siapa, kepala, oleh=satu, alasan_celah=celah, pada=hari, **isi)

        if (draf := self.coba(susun)) and not self.coba(
            lambda: verifikasi.tetapkan(draf, oleh=dua)
        ):
            self.coba(lambda: verifikasi.batalkan(draf, alasan="Uji", oleh=satu))

    @precondition(lambda self: Bantuan.objects.siap_didaftarkan().exists())
    @rule(ke=NOMOR, kirim=st.booleans(), siapa=NOMOR)
    def daftarkan(self, ke, kirim, siapa) -> None:
        """A batch of everybody who waits for one group; it goes out with its letter, or not yet."""
        satu, _ = self.dua_admin(siapa)
        kelompok = self.pilih(kelompok_siap(satu, JenisBerkasBPJS.PENDAFTARAN), ke)
        if kelompok is None:
            return
        berkas_bpjs = self.coba(
            lambda: susun_berkas(
                kelompok,
                profil=ProfilEkspor.objects.get(kode="bpu_kolektif"),
                pada=self.hari,
                oleh=satu,
            )
        )
        if berkas_bpjs and kirim:
            self.jalankan(berkas_bpjs.tugas_excel)
            surat = Surat(self.hari, self.nomor("560"))
            self.coba(lambda: tandai_dikirim(berkas_bpjs, surat, pada=self.kini, oleh=satu))

    @precondition(lambda self: BerkasBPJS.objects.filter(status__in=MENUNGGU).exists())
    @rule(ke=NOMOR, apa=st.sampled_from(["tarik", "batal", "lepas", "keluar"]), siapa=NOMOR)
    def urungkan_berkas(self, ke, apa, siapa) -> None:
        daftar = BerkasBPJS.objects.filter(status__in=MENUNGGU).order_by("pk")
        satu = self.pilih(list(daftar), ke)
        _, oleh = self.dua_admin(siapa)
        baris = list(satu.daftar_baris.menunggu().values_list("pk", flat=True)[:1])
        waktu = {"pada": self.kini, "oleh": oleh}
        aksi = {
            "tarik": lambda: tarik_kiriman(satu, alasan="Keliru", **waktu),
            "batal": lambda: batalkan_berkas(satu, alasan="Keliru", **waktu),
            "lepas": lambda: lepaskan_menunggu(satu, alasan="Tidak dijawab", **waktu),
            "keluar": lambda: keluarkan_baris(satu, baris, alasan="Belum lengkap", **waktu),
        }
        self.coba(aksi[apa])

    @precondition(lambda self: BarisBerkas.objects.ditahan().exists())
    @rule(keluar=st.booleans(), siapa=NOMOR)
    def selesaikan_yang_ditahan(self, keluar, siapa) -> None:
        """Held people go on, or one admin proposes that they leave their decrees."""
        ditahan = BarisBerkas.objects.all()
        oleh, _ = self.dua_admin(siapa)
        isi = {"alasan": "Sudah diperiksa", "oleh": oleh}
        if keluar:
            self.coba(lambda: usulkan_keluar_ditahan(ditahan, **isi))
        else:
            self.coba(lambda: ikutkan_lagi(ditahan, pada=self.kini, **isi))

    @precondition(lambda self: PerubahanPenetapan.objects.terbuka().exists())
    @rule(setuju=st.sampled_from([True, True, False]), siapa=NOMOR)
    def putuskan_yang_keluar(self, setuju, siapa) -> None:
        """The oldest amendment is confirmed, perhaps by its own proposer in vain, or dropped."""
        oleh, _ = self.dua_admin(siapa)
        satu = PerubahanPenetapan.objects.terbuka().select_related("penetapan").earliest("pk")
        isi = {"oleh": oleh, "pada": self.kini}
        if setuju:
            cap = sidik(isi_perubahan(satu))
            self.coba(lambda: konfirmasi_keluar(satu, dilihat=cap, **isi))
        else:
            self.coba(lambda: tolak_keluar(satu, alasan="Tidak jadi", **isi))

    @precondition(lambda self: BerkasBPJS.objects.filter(status__in=MENUNGGU).exists())
    @rule(
        ke=NOMOR,
        kata=st.lists(KATA_ACAK, min_size=1, max_size=5),
        sampai=st.integers(-40, 200),
        terapkan=st.sampled_from([True, True, False]),
    )
    def jawab(self, ke, kata, sampai, terapkan) -> None:
        """BPJS answers a batch, each person in its own words; the answer is applied, or waits."""
        daftar = BerkasBPJS.objects.filter(status__in=MENUNGGU).order_by("pk")
        if berkas_bpjs := self.pilih(list(daftar), ke):
            self._jawab(berkas_bpjs, kata, sampai, terapkan)

    @precondition(lambda self: self._ditolak().exists())
    @rule(ke=NOMOR, sampai=st.integers(-40, 200))
    def jawab_susulan(self, ke, sampai) -> None:
        """A second answer accepts whom the first one refused; an admin ticks the row."""
        baris = self.pilih(list(self._ditolak().order_by("pk")), ke)
        jawaban = self._unggah(baris.berkas_bpjs, ["terima" if sampai < 0 else "lama"], sampai)
        if jawaban is None:
            return
        pindahan = Pindahan(HasilJawaban.BERBEDA, HasilJawaban.SUDAH_PESERTA)
        isi = {"alasan": "Sudah diisi", "pada": self.kini, "oleh": self.kota.admin}
        self.coba(lambda: pindahkan_baris(jawaban, pindahan, **isi))
        self._terapkan(jawaban)

    @precondition(lambda self: JawabanBPJS.objects.filter(status="diperiksa").exists())
    @rule(ke=NOMOR)
    def terapkan_yang_menunggu(self, ke) -> None:
        """An answer that was read long ago: people may have died or moved on since."""
        daftar = JawabanBPJS.objects.filter(status="diperiksa").order_by("pk")
        self._terapkan(self.pilih(list(daftar), ke))

    @rule(ke=NOMOR, jenis=PERISTIWA, mundur=st.integers(0, 120), usul=st.booleans())
    def peristiwa(self, ke, jenis, mundur, usul) -> None:
        """A life event, also one of months ago; recorded by an admin, or proposed before."""
        orang = self.pilih(list(Peserta.objects.order_by("pk")), ke)
        tanggal = self.mundur(mundur)
        if usul:
            self._usulkan(orang, jenis, tanggal)
            return
        isi = {"oleh": self.kota.admin, "pada": self.hari}
        self.coba(lambda: catat_peristiwa(orang, jenis, tanggal, **isi))

    @precondition(lambda self: Peristiwa.objects.filter(dibatalkan_pada=None).exists())
    @rule(ke=NOMOR)
    def batalkan_peristiwa(self, ke) -> None:
        daftar = Peristiwa.objects.filter(dibatalkan_pada=None).order_by("pk")
        satu = self.pilih(list(daftar), ke)
        self.coba(lambda: batalkan_peristiwa(satu, alasan="Salah orang", oleh=self.kota.admin2))

    @precondition(lambda self: self._boleh_kembali().exists())
    @rule(ke=NOMOR)
    def kasus_baru(self, ke) -> None:
        """Somebody who stopped is registered, submitted and approved again."""
        orang = self.pilih(list(self._boleh_kembali().order_by("pk")), ke)
        for status in (Status.DRAF, Status.DIAJUKAN, Status.LAYAK):
            with tanpa_penjaga() if status == Status.LAYAK else nullcontext():
                self.coba(lambda s=status: pindahkan_status(orang, s, oleh=self.kota.verifikator))

    # How they do it

    @staticmethod
    def _boleh_kembali():
        mati = Q(daftar_peristiwa__jenis="meninggal", daftar_peristiwa__dibatalkan_pada=None)
        return Peserta.objects.filter(status=Status.BERHENTI).exclude(mati)

    @staticmethod
    def _ditolak():
        ditolak = BarisBerkas.objects.filter(hasil="ditolak")
        return ditolak.exclude(berkas_bpjs__status="dibatalkan").select_related("berkas_bpjs")

    def _usulkan(self, orang, jenis, tanggal) -> None:
        usulan = self.coba(
            lambda: usulkan_peristiwa(
                orang,
                jenis,
                tanggal,
                bukti_jenis="lainnya",
                bukti_nomor="1",
                oleh=self.kota.petugas,
                pada=self.hari,
            )
        )
        if usulan:
            self.coba(lambda: terima_usulan(usulan, oleh=self.kota.admin, pada=self.hari))

    def _unggah(self, berkas_bpjs, kata, sampai):
        """The file of an answer, uploaded and read; None when that was refused."""
        baris = []
        akhir = self.mundur(-sampai)
        dikirim = berkas_bpjs.daftar_baris.exclude(hasil="batal").select_related("peserta")
        for n, b in enumerate(dikirim.order_by("nomor")):
            pilihan = kata[n % len(kata)]
            if pilihan == "hilang":
                continue
            kartu = "" if pilihan == "tolak" else b.peserta.kpj or f"9{b.peserta_id:010}"
            isi = KATA[pilihan].format(sampai=akhir)
            baris.append([n, b.peserta.nik, b.peserta.nama, kartu, isi])
        if not baris:
            return None
        isi_berkas = berkas(KEPALA, *baris, [self.nomor("jawaban")])
        jawaban = self.coba(
            lambda: unggah_jawaban(berkas_bpjs, berkas=isi_berkas, oleh=self.kota.admin)
        )
        if jawaban is None:
            return None
        self.jalankan(jawaban.tugas)
        jawaban.refresh_from_db()
        return jawaban if jawaban.status == "diperiksa" else None

    def _jawab(self, berkas_bpjs, kata, sampai, terapkan) -> None:
        jawaban = self._unggah(berkas_bpjs, kata, sampai)
        if jawaban and terapkan:
            self._terapkan(jawaban)

    def _terapkan(self, jawaban) -> None:
        self.coba(lambda: terapkan_jawaban(jawaban, pada=self.kini, oleh=self.kota.admin))
