"""A small office in the middle of its work: something in every state that a page can show."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import QuerySet

from iuran.actions.jawaban import unggah_jawaban
from iuran.actions.pendaftaran import batalkan_pendaftaran
from iuran.actions.tagihan import batalkan_tagihan, catat_sp2d
from iuran.models import PendaftaranKolektif, Tagihan
from laporan.actions import bekukan_bulan
from laporan.models import LaporanBulanan
from peserta.actions.impor import unggah_impor
from peserta.models import BarisImpor, Impor, PasanganMirip, Peserta
from pijar.bulan import tambah_bulan
from pijar.models import StatusTugas, Tugas
from tests.e2e import lembar
from tests.e2e.tahap import Kantor, kerjakan
from tests.verifikasi.susunan import pasangkan, usul_gabung
from verifikasi import actions as verifikasi
from verifikasi.actions.gabung import gabungkan, nyatakan_berbeda
from verifikasi.models import Penetapan, Pengajuan

Isi = dict[str, list[tuple[object, ...]]]
BAGUS = 16  # good rows of the list, beside those that are wrong or doubtful
LAYAK, DITETAPKAN = 13, 8


def isi_kantor(kantor: Kantor) -> Isi:
    """Fill the database; returns for each page with arguments which ones are worth a look."""
    impor = daftar_masuk(kantor)
    keputusan(kantor)
    penetapan = daftar_penetapan(kantor)
    pendaftaran = pendaftaran_dijawab(kantor)
    tagihan = daftar_tagihan(kantor)
    bekukan_bulan(kantor.bulan, pada=kantor.hari_ini, oleh=kantor.orang("sekda"))
    kerjakan()
    pasangan = pasangan_setiap_status(kantor)
    orang = satu_per_status()
    galat = BarisImpor.objects.filter(vonis="galat", impor__status="diperiksa").first()
    return {
        "tugas:detail": tugas_setiap_status(kantor),
        "peserta:impor_detail": [(i.pk,) for i in impor],
        "peserta:impor_baris": [(galat.impor_id, galat.nomor)],
        "peserta:detail": orang,
        "peserta:ubah": [(pertama(Peserta.objects.bisa_diajukan()),)],
        "verifikasi:kasus": [(pk,) for pk in satu_kasus_per_status()],
        "verifikasi:riwayat": orang,
        "verifikasi:gabung": pasangan,
        "verifikasi:penetapan_detail": [(p.pk,) for p in penetapan],
        "iuran:perlindungan": orang,
        "iuran:pendaftaran_detail": [(p.pk,) for p in PendaftaranKolektif.objects.all()],
        "iuran:jawaban": [(pendaftaran.pk, j.pk) for j in pendaftaran.daftar_jawaban.all()],
        "iuran:tagihan_detail": [(t.pk,) for t in tagihan],
        "laporan:bulanan_detail": [(pertama(LaporanBulanan.objects.all()),)],
    }


def pertama(daftar: QuerySet) -> int:
    return daftar.order_by("pk").values_list("pk", flat=True)[0]


def daftar_masuk(kantor: Kantor) -> list[Impor]:
    """An applied list, the same list once more, one that cannot be read, one being read."""
    semua = lembar.daftar_pendek(kantor.hari_ini, BAGUS)
    pertama = kantor.unggah(semua)
    kantor.terapkan(pertama)
    kedua = kantor.unggah([*semua, lembar.orang(70, kantor.hari_ini)], "daftar lagi.xlsx")
    petugas = kantor.orang("petugas")
    rusak = SimpleUploadedFile("rusak.xlsx", b"bukan buku kerja")
    ketiga = unggah_impor(rusak, nama="rusak.xlsx", sumber_data="komunitas", oleh=petugas)
    kerjakan()
    kosong = SimpleUploadedFile("antre.csv", b"nik,nama\n")
    keempat = unggah_impor(kosong, nama="antre.csv", sumber_data="komunitas", oleh=petugas)
    Tugas.objects.filter(pk=keempat.tugas_id).update(status=StatusTugas.BERJALAN)
    return [pertama, kedua, ketiga, keempat]


def keputusan(kantor: Kantor) -> None:
    """Most are approved, one is sent back, one refused; the others wait, and a few are drafts."""
    kantor.ajukan()
    kantor.setujui(LAYAK)
    verifikator, pada = kantor.orang("verifikator"), kantor.hari_ini
    dua = list(Pengajuan.objects.menunggu()[:2])
    verifikasi.kembalikan(dua[0], alasan="Lampirkan foto KTP.", oleh=verifikator, pada=pada)
    verifikasi.tolak(dua[1], alasan="Tidak lagi bekerja.", oleh=verifikator, pada=pada)
    kantor.didata(3, mulai=100)


def daftar_penetapan(kantor: Kantor) -> list[Penetapan]:
    beku = kantor.tetapkan("463/1", DITETAPKAN)
    draf = kantor.susun_penetapan("463/2", 5)
    batal = kantor.susun_penetapan("463/3", 1)
    verifikasi.batalkan(batal, alasan="Salah nomor.", oleh=kantor.orang("admin"))
    verifikasi.minta_lampiran(beku, oleh=kantor.orang("admin"))
    kerjakan()
    return [beku, draf, batal]


def pendaftaran_dijawab(kantor: Kantor) -> PendaftaranKolektif:
    """A cancelled batch; then one with an applied answer, a read one and an unreadable one."""
    admin = kantor.orang("admin")
    batalkan_pendaftaran(kantor.daftarkan(), alasan="Profil keliru.", oleh=admin)
    pendaftaran = kantor.daftarkan()
    baris = pendaftaran.daftar_baris.order_by("nomor")
    dikirim = list(baris.values_list("peserta__nik", "peserta__nama"))
    satu = lembar.jawaban_kartu(dikirim, ragam=(1, 2, 3))
    kantor.terapkan_jawaban(kantor.unggah_jawaban(pendaftaran, satu))
    kantor.unggah_jawaban(pendaftaran, [b._replace(kpj="1" * 11) for b in satu[2:]])
    rusak = SimpleUploadedFile("rusak.xlsx", b"bukan buku kerja")
    unggah_jawaban(pendaftaran, berkas=rusak, oleh=admin)
    kerjakan()
    return pendaftaran


def daftar_tagihan(kantor: Kantor) -> list[Tagihan]:
    """One bill at each of its four states, in four months."""
    admin, admin2 = kantor.orang("admin"), kantor.orang("admin2")
    bulan = [tambah_bulan(kantor.bulan, n) for n in range(4)]
    lunas = kantor.terbit(bulan[0])
    catat_sp2d(lunas, "900/1/SP2D", kantor.hari_ini, lunas.total, oleh=admin, pada=kantor.hari_ini)
    terbit = kantor.terbit(bulan[1])
    disusun = kantor.tagih(bulan[2])
    batal = kantor.tagih(bulan[3])
    batalkan_tagihan(batal, alasan="Salah bulan.", oleh=admin2)
    return [lunas, terbit, disusun, batal]


def pasangan_setiap_status(kantor: Kantor) -> list[tuple[object, ...]]:
    """Two people who may be one: waiting, in the way of each other, proposed, merged, two."""
    petugas, verifikator = kantor.orang("petugas"), kantor.orang("verifikator")
    draf = list(Peserta.objects.filter(impor=kantor.didata(4, mulai=200)).order_by("pk"))
    terdaftar = Peserta.objects.filter(status="terdaftar").first()
    usul_gabung(petugas, draf[0], draf[1])
    gabungkan(usul_gabung(petugas, draf[2], draf[3]), oleh=verifikator)
    nyatakan_berbeda(pasangkan(draf[0], draf[2]), alasan="Kembar.", oleh=petugas)
    menunggu = pasangkan(terdaftar, draf[1])
    pasangkan(terdaftar, Peserta.objects.filter(status="diajukan").first())
    semua = PasanganMirip.objects.order_by("pk").values_list("pk", flat=True)
    return [(menunggu.pk,), *((pk,) for pk in semua if pk != menunggu.pk)][:6]


def satu_per_status() -> list[tuple[object, ...]]:
    """Somebody at each status; the last stage first."""
    daftar = Peserta.objects.order_by("-status", "pk").distinct("status")
    return [(pk,) for pk in daftar.values_list("pk", flat=True)]


def satu_kasus_per_status() -> list[int]:
    daftar = Pengajuan.objects.order_by("status", "pk").distinct("status")
    return list(daftar.values_list("pk", flat=True))


def tugas_setiap_status(kantor: Kantor) -> list[tuple[object, ...]]:
    """A job of the petugas at each status."""
    petugas = kantor.orang("petugas")
    for status in StatusTugas:
        Tugas.objects.create(
            jenis="uji",
            judul=f"Ekspor peserta {status.label}",
            oleh=petugas,
            status=status,
            galat="Berkas rusak. Unggah lagi." if status == StatusTugas.GAGAL else "",
            kemajuan=120,
            dari=1_200,
        )
    daftar = Tugas.objects.filter(jenis="uji").order_by("pk")
    return [(pk,) for pk in daftar.values_list("pk", flat=True)]
