"""Jobs of verifikasi: the nightly look, many cases or changes, annexes, a try of the criteria."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from celery import shared_task
from django.urls import reverse
from django.utils import timezone

from peserta.models import PerubahanData, Peserta, StatusPerubahanData
from pijar.errors import AturanDilanggarError
from pijar.excel import tulis_besar
from pijar.models import Pengguna
from pijar.rupiah import ribuan
from pijar.tugas import Pelaksana, pekerjaan
from verifikasi import actions
from verifikasi.actions import perpanjangan as lanjut
from verifikasi.actions.kembali import Kepala
from verifikasi.actions.kriteria_coba import coba_versi
from verifikasi.actions.lampiran import nama_berkas, tulis_lampiran
from verifikasi.actions.perubahan_banyak import terapkan_banyak
from verifikasi.actions.putus_perpanjangan import setujui_lanjut, tolak_lanjut
from verifikasi.actions.sk_perpanjangan import susun_sk
from verifikasi.actions.tinjau_ulang import tinjau_bulan_pertama, tinjau_layak
from verifikasi.forms.perpanjangan import SiapkanForm, TindakanLanjutForm
from verifikasi.models import Penetapan, Perpanjangan, VersiKriteria


@shared_task(name="verifikasi.tinjau", autoretry_for=(OSError,), retry_backoff=True, max_retries=5)
def tinjau() -> None:
    """Look every night at who is approved or decreed. A second run finds nobody new."""
    pada = timezone.localdate()
    tinjau_layak(pada=pada)
    tinjau_bulan_pertama(pada=pada)


@pekerjaan("verifikasi.ajukan_impor")
def ajukan_impor(kerja: Pelaksana) -> None:
    """Submit whom a list brought in, as its officer ordered: with applying it, or afterwards.

    A second run finds nobody left to submit.
    """
    oleh, isi = _pemilik(kerja), kerja.parameter["keterangan"]
    tanggal = isi.get("tanggal")
    hasil = actions.ajukan(
        Peserta.objects.for_petugas(oleh).filter(impor=kerja.parameter["impor"]).bisa_diajukan(),
        oleh=oleh,
        pada=timezone.localdate(),
        keterangan_kerja_tanggal=date.fromisoformat(tanggal) if tanggal else None,
        keterangan_kerja_oleh=isi.get("oleh", ""),
        keterangan_kerja_bukti=isi.get("bukti", ""),
    )
    kerja.maju(hasil.diajukan, hasil.diajukan)
    kerja.tugas.pesan = f"{ribuan(hasil.diajukan)} orang diajukan untuk diverifikasi."


@pekerjaan("verifikasi.setujui_banyak")
def setujui_banyak(kerja: Pelaksana) -> None:
    """Approve the cases ``pks``; the file lists the cases left out and why.

    Not retried by itself: a second run finds approved cases decided and changes nothing.
    """
    pks = kerja.parameter["pks"]
    oleh = Pengguna.objects.get(pk=kerja.parameter["oleh"])
    hasil = actions.setujui_banyak(
        pks,
        kode=kerja.parameter["kode"],
        dasar=kerja.parameter["dasar"],
        oleh=oleh,
        pada=timezone.localdate(),
    )
    kerja.maju(len(pks), len(pks))
    kerja.tugas.pesan = (
        f"{ribuan(hasil.disetujui)} pengajuan disetujui, {ribuan(len(hasil.tinggal))} tidak."
    )
    kerja.tugas.tautan = reverse("verifikasi:antrean")
    baris = [(t.nama, t.kelurahan, t.sebab) for t in hasil.tinggal]
    _simpan_tinggal(kerja, baris, "tidak-disetujui.xlsx", "Tidak disetujui")


def _simpan_tinggal(
    kerja: Pelaksana, tinggal: Sequence[tuple[str, str, str]], nama: str, lembar: str
) -> None:
    """Keep who was left out and why as the job's file."""
    if not tinggal:
        return
    with TemporaryDirectory() as folder:
        berkas = Path(folder) / nama
        tulis_besar(berkas, lembar, ("Nama", "Kelurahan", "Sebab"), tinggal)
        kerja.simpan_hasil(berkas, berkas.name)


@pekerjaan("verifikasi.terapkan_perubahan", satu_transaksi=False)  # or thousands stay locked
def terapkan_perubahan(kerja: Pelaksana) -> None:
    """Apply the changes ``pks``; the file lists those left out and why.

    A second run skips applied changes, goes on with the rest, and counts both.
    """
    pks, oleh = kerja.parameter["pks"], _pemilik(kerja)
    hasil = terapkan_banyak(
        pks,
        dilihat=kerja.parameter["dilihat"],
        oleh=oleh,
        pada=timezone.now(),
        maju=kerja.maju,
    )
    diterapkan = PerubahanData.objects.filter(
        pk__in=pks,
        status=StatusPerubahanData.DITERAPKAN,
        diputus_oleh=oleh,
        diputus_pada__gte=kerja.tugas.dibuat_pada,
    ).count()
    kerja.tugas.pesan = (
        f"{ribuan(diterapkan)} perubahan diterapkan, {ribuan(len(hasil.tinggal))} tidak."
    )
    kerja.tugas.tautan = reverse("peserta:perubahan_daftar")
    _simpan_tinggal(kerja, hasil.tinggal, "tidak-diterapkan.xlsx", "Tidak diterapkan")


@pekerjaan("verifikasi.lampiran")
def lampiran(kerja: Pelaksana) -> None:
    """Make the annex of one decree. Harmless twice: it only writes the job's own file."""
    penetapan = Penetapan.objects.get(pk=kerja.parameter["penetapan"])
    with TemporaryDirectory() as folder:
        berkas = Path(folder) / "lampiran.xlsx"
        jumlah = tulis_lampiran(penetapan, berkas)
        kerja.maju(jumlah, jumlah)
        kerja.tugas.tautan = reverse("verifikasi:penetapan_detail", args=[penetapan.pk])
        kerja.simpan_hasil(berkas, nama_berkas(penetapan))


def _pemilik(kerja: Pelaksana) -> Pengguna:
    if kerja.oleh is None:
        raise AturanDilanggarError("Tugas ini tidak mempunyai pemilik.")
    return kerja.oleh


@pekerjaan("verifikasi.siapkan_perpanjangan")
def siapkan_perpanjangan(kerja: Pelaksana) -> None:
    """Look at very many people again. A second run finds what the first one prepared."""
    oleh = _pemilik(kerja)
    form = SiapkanForm(kerja.parameter["isi"], petugas=oleh)
    if not form.is_valid():
        raise AturanDilanggarError("Isian perpanjangannya tidak berlaku lagi. Siapkan lagi.")
    perpanjangan = lanjut.siapkan(
        form.rencana(),
        form.saringan(),
        kunci=form.cleaned_data["kunci"],
        oleh=oleh,
        pada=timezone.localdate(),
    )
    jumlah = perpanjangan.daftar_baris.count()
    kerja.maju(jumlah, jumlah)
    kerja.tugas.pesan = f"{ribuan(jumlah)} orang disiapkan."
    kerja.tugas.tautan = reverse("verifikasi:perpanjangan_detail", args=[perpanjangan.pk])


@pekerjaan("verifikasi.nilai_perpanjangan")
def nilai_perpanjangan(kerja: Pelaksana) -> None:
    """Look at everybody of an extension again. Harmless twice."""
    perpanjangan = Perpanjangan.objects.get(pk=kerja.parameter["perpanjangan"])
    n = lanjut.nilai_ulang(perpanjangan, pada=timezone.localdate())
    kerja.tugas.pesan = f"Dinilai ulang: {ribuan(n)} orang berubah."
    kerja.tugas.tautan = reverse("verifikasi:perpanjangan_detail", args=[perpanjangan.pk])


@pekerjaan("verifikasi.putus_perpanjangan")
def putus_perpanjangan(kerja: Pelaksana) -> None:
    """Approve or refuse very many; the file names who waits on. A second run decides nobody."""
    isi, oleh = kerja.parameter, _pemilik(kerja)
    perpanjangan = Perpanjangan.objects.get(pk=isi["perpanjangan"])
    form = TindakanLanjutForm(isi, boleh=("setujui", "tolak"))
    form.is_valid()
    baris, kini = form.dipilih(perpanjangan, oleh), timezone.now()
    if isi["tindakan"] == "setujui":
        hasil = setujui_lanjut(
            perpanjangan,
            baris,
            dasar=isi["alasan"],
            oleh=oleh,
            pada=kini,
            hari=timezone.localdate(),
        )
    else:
        hasil = tolak_lanjut(perpanjangan, baris, alasan=isi["alasan"], oleh=oleh, pada=kini)
    kerja.maju(hasil.jumlah, hasil.jumlah + len(hasil.tinggal))
    kerja.tugas.pesan = (
        f"{ribuan(hasil.jumlah)} orang diputus, {ribuan(len(hasil.tinggal))} tetap menunggu."
    )
    kerja.tugas.tautan = reverse("verifikasi:perpanjangan_detail", args=[perpanjangan.pk])
    _simpan_tinggal(kerja, hasil.tinggal, "tetap-menunggu.xlsx", "Tetap menunggu")


@pekerjaan("verifikasi.susun_perpanjangan")
def susun_perpanjangan(kerja: Pelaksana) -> None:
    """Draft the decree of very many approved people. A second run finds its number taken."""
    isi, oleh = kerja.parameter, _pemilik(kerja)
    perpanjangan = Perpanjangan.objects.get(pk=isi["perpanjangan"])
    draf = susun_sk(
        perpanjangan,
        Kepala(isi["nomor"], date.fromisoformat(isi["tanggal"]), isi["perihal"]),
        alasan_celah=isi["alasan_celah"],
        oleh=oleh,
        pada=timezone.localdate(),
    )
    kerja.maju(draf.orang, draf.orang)
    kerja.tugas.pesan = (
        f"Draf SK disusun untuk {ribuan(draf.orang)} orang, {ribuan(draf.tinggal)} tidak ikut."
    )
    kerja.tugas.tautan = reverse("verifikasi:penetapan_detail", args=[draf.penetapan.pk])


@pekerjaan("verifikasi.tetapkan")
def tetapkan(kerja: Pelaksana) -> None:
    """Freeze a long decree, without whom its page named. A second run finds it frozen."""
    penetapan = Penetapan.objects.get(pk=kerja.parameter["penetapan"])
    hasil = actions.bekukan(
        penetapan,
        tampil=kerja.parameter.get("tampil", ""),
        dilihat=kerja.parameter["dilihat"],
        oleh=_pemilik(kerja),
        pada=timezone.localdate(),
    )
    kerja.maju(hasil.masuk, hasil.masuk)
    kerja.tugas.pesan = hasil.kalimat(penetapan)
    kerja.tugas.tautan = reverse("verifikasi:penetapan_detail", args=[penetapan.pk])


@pekerjaan("verifikasi.coba_kriteria")
def coba_kriteria(kerja: Pelaksana) -> None:
    """Try a version on everybody of the owner's area; the figures stay with the job. Only reads."""
    versi = VersiKriteria.objects.filter(pk=kerja.parameter["versi"]).first()
    if versi is None:
        raise AturanDilanggarError("Draf ini sudah dihapus, jadi tidak ada yang dicoba.")
    hasil = coba_versi(
        versi,
        Peserta.objects.for_petugas(_pemilik(kerja)),
        hari_ini=timezone.localdate(),
        maju=kerja.maju,
    )
    kerja.tugas.parameter = {**kerja.parameter, "hasil": hasil}
    kerja.tugas.pesan = f"{ribuan(hasil['orang'])} orang dinilai; tidak ada yang diubah."
    kerja.tugas.tautan = reverse("verifikasi:kriteria_coba", args=[versi.pk])
