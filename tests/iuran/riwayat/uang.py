"""Rules about money: bills, their parts, payments and their corrections, tariffs, ceilings."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from iuran.buku.actions.pagu import tolak_pagu, usulkan_pagu
from iuran.buku.actions.tarif import isi_tampil, konfirmasi_tarif, susun_tarif, tarik_tarif
from iuran.buku.akibat import akibat
from iuran.models import Iuran, KoreksiPembayaran, Pembayaran, SumberDana, Tagihan
from iuran.perlindungan import pk_nonaktif
from iuran.tagihan.actions.bagi import Pilihan, bagi_tagihan, gabungkan_bagian
from iuran.tagihan.actions.bayar import catat_pembayaran
from iuran.tagihan.actions.isian import isi_tercatat, ubah_isian
from iuran.tagihan.actions.keluar import keluarkan
from iuran.tagihan.actions.koreksi import (
    Usulan,
    isi_koreksi,
    konfirmasi_koreksi,
    tolak_koreksi,
    usulkan_koreksi,
)
from iuran.tagihan.actions.susun import batalkan_tagihan, ganti_tagihan, susun_tagihan
from iuran.tagihan.actions.terbit import keluarkan_lalu_terbitkan, terbitkan
from iuran.tagihan.angka import isi_terbit
from iuran.tagihan.aturan import Bukti
from pijar.bulan import tambah_bulan
from pijar.sidik import sidik
from tests.iuran.riwayat.dunia import NOMOR, Dunia, isi_pagu, sahkan

BELUM = ("disusun", "diterbitkan")
TARIF = {
    "penghasilan_min": 0,
    "penghasilan_maks": 1_099_000,
    "dasar": 1_000_000,
    "jkm": 6_800,
    "jht": 20_000,
    "sektor": "semua",
    "pembayar": "semua",
    "berlaku_sampai": None,
    "dasar_hukum": "pp-44-2015",
    "catatan": "Uji",
}


class Uang(Dunia):
    """What happens to money."""

    @rule(ke=NOMOR, siapa=NOMOR)
    def susun_tagihan(self, ke, siapa) -> None:
        """The bill of a month that has come or comes next; who lapsed is not in it."""
        batas = tambah_bulan(self.bulan, 1)
        menunggu = Iuran.objects.belum_ditagih().filter(jenis="iuran", bulan__lte=batas)
        pilihan = menunggu.order_by("bulan", "sumber").values_list("bulan", "sumber").distinct()
        if not (satu := self.pilih(list(pilihan), ke)):
            return
        bulan, sumber = satu
        dana = SumberDana.objects.get(pk=sumber)
        oleh, _ = self.dua_admin(siapa)
        tagihan = self.coba(lambda: susun_tagihan(dana, bulan, oleh=oleh))
        if tagihan:
            assert pk_nonaktif(tagihan.daftar_iuran.all()) == []
            assert self.yang_menunggak_tiga_bulan(tagihan) == []

    @rule(ke=NOMOR, bayar=st.sampled_from([True, True, False]), hari=st.integers(0, 40))
    def bulan_biasa(self, ke, bayar, hari) -> None:
        """As most months go: billed, issued by another admin, paid some days later."""
        self.susun_tagihan(ke, siapa=1)
        self.terbitkan(-1, keluar=True, mundur=0, siapa=1)
        self.waktu.atur(self.kini + timedelta(days=hari))
        if bayar:
            self.bayar([-1], 0, hari // 2, nomor_lama=False)

    @precondition(lambda self: Tagihan.objects.filter(status="disusun").exists())
    @rule(ke=NOMOR, keluar=st.booleans(), mundur=st.integers(0, 20), siapa=NOMOR)
    def terbitkan(self, ke, keluar, mundur, siapa) -> None:
        """Another admin issues a bill; who has left is named, and taken out in the same click."""
        tagihan = self.pilih(list(Tagihan.objects.filter(status="disusun").order_by("pk")), ke)
        if tagihan is None:
            return
        _, oleh = self.dua_admin(siapa)
        isi = {"tanggal": self.mundur(mundur), "oleh": oleh, "pada": self.kini}
        if keluar:
            cap = sidik(isi_terbit(tagihan))
            self.coba(lambda: keluarkan_lalu_terbitkan(tagihan, dilihat=cap, **isi))
        else:
            self.coba(lambda: terbitkan(tagihan, **isi))
        terbit = Tagihan.objects.get(pk=tagihan.pk)
        if terbit.status == "diterbitkan":
            assert not terbit.daftar_iuran.sudah_keluar().exists()

    @precondition(lambda self: Tagihan.objects.filter(status="disusun").exists())
    @rule(ke=NOMOR, berapa=st.integers(1, 2))
    def keluarkan(self, ke, berapa) -> None:
        tagihan = self.pilih(list(Tagihan.objects.filter(status="disusun").order_by("pk")), ke)
        pks = list(tagihan.daftar_iuran.order_by("pk").values_list("pk", flat=True)[:berapa])
        self.coba(lambda: keluarkan(tagihan, pks, alasan="Uji", oleh=self.kota.admin))

    @precondition(lambda self: Tagihan.objects.filter(status__in=BELUM).exists())
    @rule(ke=NOMOR, ganti=st.booleans())
    def batalkan_atau_ganti(self, ke, ganti) -> None:
        tagihan = self.pilih(list(Tagihan.objects.filter(status__in=BELUM).order_by("pk")), ke)
        aksi = ganti_tagihan if ganti else batalkan_tagihan
        self.coba(lambda: aksi(tagihan, alasan="Uji", oleh=self.kota.admin))

    @precondition(lambda self: Tagihan.objects.filter(status__in=BELUM).exists())
    @rule(ke=NOMOR, pertama=st.sampled_from([1, 1, 2, 0]))
    def bagi(self, ke, pertama) -> None:
        tagihan = self.pilih(list(Tagihan.objects.filter(status__in=BELUM).order_by("pk")), ke)
        pilihan = Pilihan(self.nomor("Satu"), "Sisa", pertama=pertama)
        isi = {"oleh": self.kota.admin, "pada": self.kini}
        self.coba(lambda: bagi_tagihan(tagihan, pilihan, **isi))

    @precondition(lambda self: Tagihan.objects.filter(status="dibagi").exists())
    @rule(ke=NOMOR)
    def gabungkan(self, ke) -> None:
        utuh = self.pilih(list(Tagihan.objects.filter(status="dibagi").order_by("pk")), ke)
        self.coba(lambda: gabungkan_bagian(utuh, oleh=self.kota.admin2, pada=self.kini))

    @precondition(lambda self: Tagihan.objects.filter(status="diterbitkan").exists())
    @rule(
        ke=st.lists(NOMOR, min_size=1, max_size=3),
        selisih=st.sampled_from([0, 0, 0, 0, -400]),
        mundur=st.integers(0, 45),
        nomor_lama=st.booleans(),
    )
    def bayar(self, ke, selisih, mundur, nomor_lama) -> None:
        """One paper pays one or several bills; its number may be one that was typed before."""
        terbit = list(Tagihan.objects.filter(status="diterbitkan").order_by("pk"))
        if not terbit:
            return
        daftar = list({t.pk: t for t in (self.pilih(terbit, n) for n in ke)}.values())
        nomor = self.nomor("SP2D")
        if nomor_lama and (lama := Pembayaran.objects.order_by("pk").first()):
            nomor = lama.nomor
        nominal = sum(t.total for t in daftar) + selisih
        bukti = Bukti(nomor, self.mundur(mundur), nominal)
        oleh = self.kota.admin
        self.coba(lambda: catat_pembayaran(daftar, bukti, oleh=oleh, pada=self.hari))

    @precondition(lambda self: Pembayaran.objects.exists())
    @rule(ke=NOMOR, batalkan=st.booleans(), mundur=st.integers(0, 60), siapa=NOMOR)
    def usulkan_koreksi(self, ke, batalkan, mundur, siapa) -> None:
        """One admin proposes the true number and date of a paper, or that it is no payment."""
        p = self.pilih(list(Pembayaran.objects.order_by("pk")), ke)
        satu, _ = self.dua_admin(siapa)
        jenis = "batalkan" if batalkan else "betulkan"
        usulan = Usulan(jenis, self.nomor("SP2D"), self.mundur(mundur), "Salah ketik")
        self.coba(lambda: usulkan_koreksi(p, usulan, oleh=satu, pada=self.hari))

    @precondition(lambda self: KoreksiPembayaran.objects.terbuka().exists())
    @rule(ke=NOMOR, tolak=st.sampled_from([False, False, True]), siapa=NOMOR)
    def putuskan_koreksi(self, ke, tolak, siapa) -> None:
        koreksi = self.pilih(list(KoreksiPembayaran.objects.terbuka().order_by("pk")), ke)
        isi = {"oleh": self.dua_admin(siapa)[1], "pada": self.kini}
        if tolak:
            self.coba(lambda: tolak_koreksi(koreksi, alasan="Tidak jadi", **isi))
            return
        cap = sidik(isi_koreksi(koreksi))
        self.coba(lambda: konfirmasi_koreksi(koreksi, dilihat=cap, **isi))

    @precondition(lambda self: Tagihan.objects.filter(status="dibayar").exists())
    @rule(ke=NOMOR, hapus=st.booleans(), mundur=st.integers(0, 10))
    def tanda_terima(self, ke, hapus, mundur) -> None:
        """BPJS's receipt of a paid bill is typed, or taken away again; it forbids to cancel."""
        satu = self.pilih(list(Tagihan.objects.filter(status="dibayar").order_by("pk")), ke)
        isi = {"terima_tanggal": self.mundur(mundur), "terima_nominal": satu.total}
        isi = dict.fromkeys(isi) if hapus else isi
        cap, oleh = sidik(isi_tercatat(satu)), self.kota.admin
        self.coba(lambda: ubah_isian(satu, isi, dilihat=cap, oleh=oleh), "tanda terima")

    @rule(jkk=st.sampled_from([5_000, 10_000, 12_000]), geser=st.integers(-3, 3), siapa=NOMOR)
    def ganti_tarif(self, jkk, geser, siapa) -> None:
        """A newer tariff, also from a month that has passed: open months are counted anew."""
        satu, dua = self.dua_admin(siapa)
        isi = TARIF | {"jkk": jkk, "berlaku_mulai": tambah_bulan(self.bulan, geser)}
        tarif = self.coba(lambda: susun_tarif(isi, oleh=satu, pada=self.kini))
        if tarif is None:
            return
        cap = sidik(isi_tampil(tarif, akibat(tarif)))
        if not self.coba(lambda: konfirmasi_tarif(tarif, sidik=cap, oleh=dua, pada=self.kini)):
            self.coba(lambda: tarik_tarif(tarif, alasan="Uji", oleh=satu))

    @rule(
        ke=NOMOR,
        persen=st.sampled_from([10, 60, 100, 150]),
        kuota=st.integers(1, 5),
        defisit=st.booleans(),
        siapa=NOMOR,
    )
    def ubah_pagu(self, ke, persen, kuota, defisit, siapa) -> None:
        """The council moves a ceiling; below what is bound only as a deficit."""
        dana = self.pilih(
            list(SumberDana.objects.filter(kode__startswith="UJI").order_by("pk")), ke
        )
        satu, dua = self.dua_admin(siapa)
        isi = isi_pagu("pergeseran", pagu=dana.pagu * persen // 100, kuota=kuota, defisit=defisit)
        usulan = self.coba(lambda: usulkan_pagu(dana, isi, oleh=satu, pada=self.kini))
        if usulan and not self.coba(lambda: sahkan(usulan, oleh=dua, pada=self.kini) or True):
            self.coba(lambda: tolak_pagu(usulan, alasan="Uji", oleh=satu, pada=self.kini))

    @staticmethod
    def yang_menunggak_tiga_bulan(tagihan: Tagihan) -> list[int]:
        """Rows whose own grant left the three months before unpaid, after a paid one."""
        salah = []
        for baris in tagihan.daftar_iuran.filter(jenis="iuran"):
            milik = Iuran.objects.hidup().filter(peserta=baris.peserta_id)
            awal = tambah_bulan(baris.bulan, -3)
            tiga = milik.filter(bantuan=baris.bantuan_id, bulan__gte=awal, bulan__lt=baris.bulan)
            lunas = milik.filter(bulan__lt=baris.bulan, pembayaran__isnull=False)
            if lunas.exists() and tiga.filter(pembayaran=None).count() == 3:
                salah.append(baris.pk)
        return salah
