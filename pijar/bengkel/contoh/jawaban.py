"""Sample batches and BPJS's answers: applied with a refusal, waiting with every bin, paid first."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files.uploadedfile import SimpleUploadedFile

from iuran.berkas_bpjs import KelompokSiap, kelompok_siap
from iuran.berkas_bpjs.actions.kirim import Surat, tandai_dikirim
from iuran.berkas_bpjs.actions.susun import susun_berkas, tulis_excel
from iuran.jawaban.baca import baca_berkas
from iuran.jawaban.betulkan import Pindahan, pindahkan_baris
from iuran.jawaban.terapkan import terapkan_jawaban
from iuran.jawaban.terima import unggah_jawaban
from iuran.models import (
    Bantuan,
    BerkasBPJS,
    HasilJawaban,
    JawabanBPJS,
    JenisBerkasBPJS,
    ProfilEkspor,
    UrutanBayar,
)
from peserta.models import Cabang
from pijar.bulan import WIB, tambah_bulan
from pijar.excel import tulis_besar
from pijar.models import Pengguna, StatusTugas, Tugas
from pijar.tugas import Pelaksana

KOLOM_CEK = ("NO", "NIK", "NAMA", "STATUS", "KETERANGAN")
KOLOM = ("NO", "NIK", "NAMA PESERTA", "NO KPJ", "KETERANGAN")
BERHASIL = "BERHASIL"
# What BPJS says about the first people of the batch that waits, in its own words.
RAGAM = (
    "BERHASIL, KARTU BELUM DICETAK",
    "TERDAFTAR (NO HP TIDAK AKTIF)",
    "SUDAH MENJADI PESERTA BPU AKTIF S.D. {lindung:%d-%m-%Y}",
    "GAGAL: NAMA TIDAK SESUAI DUKCAPIL",
    "SUDAH TERDAFTAR DI PERUSAHAAN PT ABC",
    "DALAM PROSES",
)
DITOLAK = {1: "GAGAL: NAMA IBU KANDUNG KOSONG", 2: "AKTIF PU DI PERUSAHAAN LAIN"}
ASING = ("3374010101900099", "BUKAN KAMI", "99900000099", BERHASIL)


def isi_berkas(awal: date, orang: dict[str, Pengguna], *, pada: date) -> None:
    """A batch per branch: Majapahit's answer is applied, Pemuda's waits to be looked at."""
    admin = orang["admin"]
    kelompok = kelompok_siap(admin, JenisBerkasBPJS.PENDAFTARAN)
    cabang = {k.cabang for k in kelompok if k.bulan_awal == awal}
    if Cabang.MAJAPAHIT in cabang:
        pertama = kirim(Cabang.MAJAPAHIT, awal, admin, pada)
        jawaban = unggah(pertama, list(_sebagian_besar(pertama)), admin)
        terapkan_jawaban(jawaban, pada=pukul(pada, 15), oleh=admin)
    if Cabang.PEMUDA in cabang:
        kedua = kirim(Cabang.PEMUDA, awal, admin, pada)
        jawaban = unggah(kedua, list(_beragam(kedua, awal)), admin)
        satukan_ragu(jawaban, admin, pada)


def isi_bayar_dulu(awal: date, orang: dict[str, Pengguna], *, pada: date) -> None:
    """A branch that wants the first payment before the card: its pre-check is applied."""
    admin = orang["admin"]
    profil = ProfilEkspor.objects.get(kode="sipp_tk_baru")
    profil.urutan = UrutanBayar.BAYAR_DULU
    profil.save(update_fields=["urutan"])
    menunggu = {k.cabang for k in kelompok_siap(admin, JenisBerkasBPJS.PENDAFTARAN)}
    if Cabang.MAJAPAHIT in menunggu:
        berkas_bpjs = kirim(Cabang.MAJAPAHIT, awal, admin, pada, profil=profil)
        daftar = list(_cek_awal(berkas_bpjs))
        cek = unggah(berkas_bpjs, daftar, admin, kolom=KOLOM_CEK, tanggal=pada)
        terapkan_jawaban(cek, pada=pukul(pada, 16), oleh=admin)


def _cek_awal(berkas_bpjs: BerkasBPJS) -> Iterator[tuple[str, str, str, str]]:
    """All may be enrolled but the second; of three and more the last is not mentioned."""
    orang = list(_dikirim(berkas_bpjs))
    for nomor, (nik, nama, _) in enumerate(orang[:-1] if len(orang) > 2 else orang):
        yield (nik, nama, "T", "NIK TIDAK PADAN") if nomor == 1 else (nik, nama, "Y", "BISA DAFTAR")


def kirim(
    cabang: str, awal: date, admin: Pengguna, pada: date, profil: ProfilEkspor | None = None
) -> BerkasBPJS:
    """A batch that was put together, written and sent in the morning of ``pada``."""
    sumber = (
        Bantuan.objects.siap_didaftarkan()
        .filter(bulan_awal=awal, peserta__kelurahan__kecamatan__cabang=cabang)
        .select_related("sumber")
        .order_by("pk")[0]
        .sumber
    )
    berkas_bpjs = susun_berkas(
        KelompokSiap(JenisBerkasBPJS.PENDAFTARAN, cabang, sumber=sumber, bulan_awal=awal),
        profil=profil or ProfilEkspor.objects.get(kode="bpu_kolektif"),
        pada=pada,
        oleh=admin,
    )
    BerkasBPJS.objects.filter(pk=berkas_bpjs.pk).update(disusun_pada=pukul(pada, 9))
    tulis(berkas_bpjs, admin)
    surat = Surat(pada, f"560/{berkas_bpjs.pk + 100}/{pada.year}")
    tandai_dikirim(berkas_bpjs, surat, pada=pukul(pada, 11), oleh=admin)
    berkas_bpjs.refresh_from_db()
    return berkas_bpjs


def tulis(berkas_bpjs: BerkasBPJS, admin: Pengguna) -> None:
    """Write the batch's file here and now, as the worker would."""
    tugas = berkas_bpjs.tugas_excel
    if tugas is None:
        return
    with TemporaryDirectory() as folder:
        berkas = tulis_excel(berkas_bpjs, Path(folder), oleh=admin, maju=lambda n, dari: None)
        Pelaksana(tugas).simpan_hasil(berkas, berkas.name)
    selesai(tugas)


def selesai(tugas: Tugas | None) -> None:
    """The job ended when it was ordered."""
    if tugas is not None:
        tugas.status = StatusTugas.SELESAI
        tugas.mulai_pada = tugas.selesai_pada = tugas.dibuat_pada
        tugas.save()


def unggah(
    berkas_bpjs: BerkasBPJS,
    baris: Sequence[Sequence[str]],
    admin: Pengguna,
    kolom: Sequence[str] = KOLOM,
    tanggal: date | None = None,
) -> JawabanBPJS:
    """BPJS's answer, uploaded and read."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "jawaban.xlsx"
        isi = [[str(n), *satu] for n, satu in enumerate(baris, 1)]
        tulis_besar(path, "Hasil", kolom, isi, ["HASIL PENDAFTARAN KOLEKTIF BPU"])
        berkas = SimpleUploadedFile(f"jawaban {berkas_bpjs.nomor}.xlsx", path.read_bytes())
    jawaban = unggah_jawaban(berkas_bpjs, berkas=berkas, oleh=admin, tanggal=tanggal)
    pesan = baca_berkas(jawaban, maju=lambda n, dari: None)
    if jawaban.tugas is not None:
        jawaban.tugas.pesan = pesan
    selesai(jawaban.tugas)
    jawaban.refresh_from_db()
    return jawaban


def satukan_ragu(jawaban: JawabanBPJS, admin: Pengguna, pada: date) -> None:
    """An admin overruled the reading of one doubtful row."""
    ragu = jawaban.daftar_baris.filter(hasil=HasilJawaban.GALAT).exclude(kpj_terbaca="").first()
    if ragu is not None:
        pindahan = Pindahan(HasilJawaban.GALAT, HasilJawaban.SESUAI, [ragu.pk])
        alasan = "Kartunya menyusul, menurut telepon cabang"
        pindahkan_baris(jawaban, pindahan, alasan=alasan, pada=pukul(pada, 14), oleh=admin)


def _dikirim(berkas_bpjs: BerkasBPJS) -> Iterator[tuple[str, str, str]]:
    """NIK, name and a new card of each person of the batch."""
    orang = berkas_bpjs.daftar_baris.order_by("nomor")
    nilai = orang.values_list("peserta__nik", "peserta__nama", "peserta_id")
    for nik, nama, pk in nilai:
        yield nik, nama.upper(), f"99{pk:09}"


def _sebagian_besar(berkas_bpjs: BerkasBPJS) -> Iterator[tuple[str, str, str, str]]:
    """All have a card but the second and the third, whom BPJS refuses."""
    for nomor, (nik, nama, kpj) in enumerate(_dikirim(berkas_bpjs)):
        sebab = DITOLAK.get(nomor)
        yield nik, nama, "" if sebab else kpj, sebab or BERHASIL


def _beragam(berkas_bpjs: BerkasBPJS, awal: date) -> Iterator[tuple[str, str, str, str]]:
    """A row for every bin, the others with a card; the last two people are not mentioned."""
    lindung = tambah_bulan(awal, 3) - timedelta(days=1)
    orang = list(_dikirim(berkas_bpjs))
    for nomor, (nik, nama, kpj) in zip(count(), orang[:-2], strict=False):
        kata = RAGAM[nomor].format(lindung=lindung) if nomor < len(RAGAM) else BERHASIL
        lain = nomor == len(RAGAM)
        yield nik, "ORANG LAIN SEKALI" if lain else nama, kpj, kata
    yield ASING


def pukul(pada: date, jam: int) -> datetime:
    return datetime.combine(pada, time(jam), WIB)
