"""Two acts on the same months: each pair in both orders, and at once.

One transaction is still open while the other begins, so that what the second one read before it
had to wait is put to the test.
"""

from datetime import date, datetime

import pytest
from django.db.models import Sum

from iuran.berkas_bpjs.actions.kirim import Surat, tandai_dikirim, tarik_kiriman
from iuran.buku.actions.tarif import isi_tampil, konfirmasi_tarif, susun_tarif
from iuran.buku.akibat import akibat
from iuran.jawaban.terapkan import terapkan_jawaban
from iuran.models import (
    BarisBerkas,
    BerkasBPJS,
    Iuran,
    KirimanBerkas,
    Pembayaran,
    Tagihan,
    Tarif,
)
from iuran.peristiwa.actions.catat import catat_peristiwa
from iuran.tagihan.actions.bagi import Pilihan, bagi_tagihan, gabungkan_bagian
from iuran.tagihan.actions.bayar import catat_pembayaran
from iuran.tagihan.actions.isian import isi_tercatat, ubah_isian
from iuran.tagihan.actions.koreksi import (
    Usulan,
    isi_koreksi,
    konfirmasi_koreksi,
    usulkan_koreksi,
)
from iuran.tagihan.actions.susun import susun_tagihan
from iuran.tagihan.actions.terbit import terbitkan
from iuran.tagihan.aturan import Bukti
from peserta.models import JenisPeristiwa, Peserta, Status
from pijar.bulan import WIB
from pijar.sidik import sidik
from tests.factories import sumber, terdaftar
from tests.iuran.riwayat.pasti import yang_melanggar
from tests.iuran.riwayat.uang import TARIF
from tests.iuran.susunan import KEPALA, isi, jalankan, jawab, susun
from tests.keamanan.serentak import bersusulan, ditolak, serentak

pytestmark = pytest.mark.django_db(transaction=True)
MARET = date(2026, 3, 1)
KINI = datetime(2026, 3, 20, 10, tzinfo=WIB)
PADA = KINI.date()
ORANG = 5


@pytest.fixture(params=["berurutan", "terbalik", "sekaligus"])
def bersama(request):
    """Run two acts: the second behind the first, the first behind the second, or at once.

    The results come in the order of the acts.
    """

    def jalan(satu, dua):
        if request.param == "sekaligus":
            return serentak(satu, dua)
        if request.param == "berurutan":
            return bersusulan(satu, dua)
        return bersusulan(dua, satu)[::-1]

    return jalan


@pytest.fixture
def draf(admin):
    for _ in range(ORANG):
        terdaftar(pekerjaan_id="pemulung")
    return susun_tagihan(sumber("APBD"), MARET, oleh=admin)


@pytest.fixture
def terbit(draf, admin2):
    terbitkan(draf, oleh=admin2, pada=KINI)
    return draf


def bayar(daftar, admin, nomor="SP2D/1"):
    bukti = Bukti(nomor, PADA, sum(t.total for t in daftar))
    return catat_pembayaran(daftar, bukti, oleh=admin, pada=PADA)


def test_both_parts_are_paid_or_put_together_never_half(terbit, admin, admin2, bersama):
    bagian = bagi_tagihan(terbit, Pilihan("Satu", "Dua", pertama=2), oleh=admin, pada=KINI)

    hasil = bersama(
        lambda: bayar(bagian, admin),
        lambda: gabungkan_bagian(Tagihan.objects.get(pk=terbit.pk), oleh=admin2, pada=KINI),
    )

    assert len(ditolak(hasil)) == 1
    dibayar = ditolak(hasil) == [hasil[1]]
    utuh = Tagihan.objects.get(pk=terbit.pk)
    assert utuh.status == ("dibagi" if dibayar else "diterbitkan")
    assert Iuran.objects.filter(pembayaran__isnull=False).count() == (ORANG if dibayar else 0)
    assert yang_melanggar() == {}


def test_a_bill_has_the_amounts_of_one_tariff(admin, admin2, bersama):
    for _ in range(ORANG):
        terdaftar()
    tarif = susun_tarif(TARIF | {"jkk": 12_000, "berlaku_mulai": MARET}, oleh=admin, pada=KINI)
    cap = sidik(isi_tampil(tarif, akibat(tarif)))

    hasil = bersama(
        lambda: susun_tagihan(sumber("APBD"), MARET, oleh=admin),
        lambda: konfirmasi_tarif(tarif, sidik=cap, oleh=admin2, pada=KINI),
    )

    # Drafted first, the rows of March keep their amounts: the preview was another one.
    assert ditolak(hasil) in ([], [hasil[1]])
    lama = bool(ditolak(hasil))
    assert Tarif.objects.get(pk=tarif.pk).aktif is not lama
    isi_tagihan = Tagihan.objects.get().daftar_iuran.filter(hidup=True)
    assert {*isi_tagihan.values_list("jkk", flat=True)} == {10_000 if lama else 12_000}
    assert isi_tagihan.aggregate(n=Sum("nominal"))["n"] == Tagihan.objects.get().total
    assert isi_tagihan.count() == ORANG
    assert yang_melanggar() == {}


def test_a_death_while_the_bill_is_issued(draf, admin, admin2, bersama):
    mati = draf.daftar_iuran.order_by("pk").first().peserta

    hasil = bersama(
        lambda: terbitkan(Tagihan.objects.get(), oleh=admin2, pada=KINI),
        lambda: catat_peristiwa(
            mati, JenisPeristiwa.MENINGGAL, date(2026, 2, 10), oleh=admin, pada=PADA
        ),
    )

    # The death is always recorded. Known first, it stops the bill; else the bill names it at once.
    assert ditolak(hasil) in ([], [hasil[0]])
    tagihan = Tagihan.objects.get()
    assert tagihan.status == ("disusun" if ditolak(hasil) else "diterbitkan")
    assert tagihan.daftar_iuran.sudah_keluar().count() == 1
    assert Peserta.objects.get(pk=mati.pk).status == Status.BERHENTI
    assert not Iuran.objects.hidup().filter(peserta=mati, bulan__gt=MARET).exists()
    assert yang_melanggar() == {}


@pytest.fixture
def dibatalkan(terbit, admin):
    """A paid bill whose payment an admin wants cancelled."""
    usulan = Usulan("batalkan", "", PADA, "Ganda")
    return usulkan_koreksi(bayar([terbit], admin), usulan, oleh=admin, pada=PADA)


def test_a_payment_is_cancelled_or_its_receipt_typed_never_both(
    dibatalkan, terbit, admin, admin2, bersama
):
    dilihat = sidik(isi_koreksi(dibatalkan))
    tagihan = Tagihan.objects.get(pk=terbit.pk)
    segel = sidik(isi_tercatat(tagihan))
    terima = {"terima_tanggal": PADA, "terima_nominal": tagihan.total}

    hasil = bersama(
        lambda: konfirmasi_koreksi(dibatalkan, dilihat=dilihat, oleh=admin2, pada=KINI),
        lambda: ubah_isian(tagihan, terima, dilihat=segel, oleh=admin),
    )

    assert len(ditolak(hasil)) == 1
    batal = ditolak(hasil) == [hasil[1]]
    kini = Tagihan.objects.get(pk=terbit.pk)
    assert (kini.status, kini.terima_tanggal) == (
        ("diterbitkan", None) if batal else ("dibayar", PADA)
    )
    assert Pembayaran.objects.get().status == ("dibatalkan" if batal else "berlaku")
    assert yang_melanggar() == {}


def test_a_cancelled_payment_and_a_divided_bill(dibatalkan, terbit, admin, admin2, bersama):
    """A paid bill is not divided; once its payment is cancelled it may be."""
    dilihat = sidik(isi_koreksi(dibatalkan))

    hasil = bersama(
        lambda: konfirmasi_koreksi(dibatalkan, dilihat=dilihat, oleh=admin2, pada=KINI),
        lambda: bagi_tagihan(
            Tagihan.objects.get(pk=terbit.pk),
            Pilihan("Satu", "Dua", pertama=2),
            oleh=admin,
            pada=KINI,
        ),
    )

    assert ditolak(hasil) in ([], [hasil[1]])
    assert Pembayaran.objects.get().status == "dibatalkan"
    assert not Iuran.objects.filter(pembayaran__isnull=False).exists()
    assert yang_melanggar() == {}


def test_a_batch_is_taken_back_or_answered(admin, admin2, bersama):
    berkas_bpjs = susun(admin, 3)
    jalankan(berkas_bpjs.tugas_excel)
    kini = berkas_bpjs.disusun_pada
    surat = Surat(kini.astimezone(WIB).date(), "560/1")
    berkas_bpjs = BerkasBPJS.objects.get(pk=berkas_bpjs.pk)
    tandai_dikirim(berkas_bpjs, surat, pada=kini, oleh=admin)
    jawaban = jawab(berkas_bpjs, KEPALA, *isi(berkas_bpjs), oleh=admin)

    hasil = bersama(
        lambda: tarik_kiriman(berkas_bpjs, alasan="Salah surat", pada=kini, oleh=admin2),
        lambda: terapkan_jawaban(jawaban, pada=kini, oleh=admin),
    )

    # Taken back first, the answer proves that the file was with BPJS: it counts as sent again.
    assert ditolak(hasil) in ([], [hasil[0]])
    assert BerkasBPJS.objects.get().status == "selesai"
    assert {*BarisBerkas.objects.values_list("hasil", flat=True)} == {"sesuai"}
    assert KirimanBerkas.objects.berlaku().count() == 1
    assert KirimanBerkas.objects.count() == (1 if ditolak(hasil) else 2)
    assert Peserta.objects.filter(status=Status.TERDAFTAR).count() == 3
    assert yang_melanggar() == {}
