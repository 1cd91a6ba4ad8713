"""The kernel's part of the table: users, jobs, logs, what was typed."""

from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Concat

from pijar.models import StatusTugas, Tugas
from pijar.models.ketikan import UMUR
from pijar.retensi.entri import Akhir, Entri, Masa
from pijar.retensi.sapuan import SapuBaris, SapuBerkas, semua
from pijar.tugas import DIKOSONGKAN

UU_PDP = "UU 27/2022 pasal 16 ayat (2) huruf g"
CATAT = "UU 27/2022 pasal 31"
BERAKHIR = ~Q(status__in=[StatusTugas.ANTRE, StatusTugas.BERJALAN])
DIHAPUS = Value(" Berkas hasilnya sudah dihapus menurut masa simpan.")


def dipakai() -> Q:
    """Jobs whose file another row shows as its own paper, in a column ``tugas_…``."""
    syarat = Q(pk__in=[])
    for tautan in Tugas._meta.get_fields(include_hidden=True):  # noqa: SLF001 - public API
        kolom = getattr(tautan, "field", None)
        if tautan.auto_created and kolom is not None and kolom.name.startswith("tugas_"):
            label = kolom.model._meta.label  # noqa: SLF001 - public API
            syarat |= Q(Exists(semua(label).filter(**{kolom.name: OuterRef("pk")})))
    return syarat


ENTRI = (
    Entri(
        "pijar.pengguna",
        "Pengguna: nama, NIP, wilayah, usulan tentang akunnya, faktor keduanya",
        (
            *("pijar.Pengguna", "pijar.Penandatangan", "pijar.UsulanAkun"),
            *("pijar.FaktorKedua", "pijar.KodePemulihan"),
        ),
        "masuk, hak, tanda tangan surat",
        "Perwal 26/2025; BSSN 4/2021",
        Masa(bulan=120),
        "sejak akunnya berakhir",
        Akhir.TETAP,
        catatan="Namanya berdiri di setiap putusan, jadi tidak dihapus sistem",
    ),
    Entri(
        "pijar.jejak",
        "Jejak akses: siapa melihat, membuka, mengekspor, mengunduh apa, mengapa, dari mana; masuk",
        ("pijar.JejakAkses",),
        "pertanggungjawaban pembukaan data pribadi",
        CATAT,
        Masa(bulan=60),
        "sejak dicatat",
        Akhir.TETAP,
        catatan="Aplikasi tidak dapat menghapusnya; pemilik basis data yang memindahkannya",
    ),
    Entri(
        "pijar.tugas_hasil",
        "Berkas hasil proses: ekspor, daftar, surat yang dibuat",
        (),
        "diunduh peminta",
        UU_PDP,
        Masa(hari=30),
        "sejak prosesnya selesai",
        Akhir.HAPUS,
        berkas=("pijar.Tugas.hasil:tugas",),
        sapuan=SapuBerkas(
            "pijar.Tugas",
            "selesai_pada",
            "hasil",
            BERAKHIR & ~dipakai(),
            {"hasil_nama": "", "pesan": Concat("pesan", DIHAPUS)},
        ),
        catatan="Yang masih menjadi kertas sebuah tagihan, SK, berkas BPJS atau surat tetap ada",
    ),
    Entri(
        "pijar.tugas_isian",
        "Isian proses: saringan, alasan, alamat dan perangkat yang memulainya",
        ("pijar.Tugas",),
        "menjalankan dan mengulang proses",
        UU_PDP,
        Masa(bulan=12),
        "sejak prosesnya berakhir",
        Akhir.SAMARKAN,
        sapuan=SapuBaris(
            "pijar.Tugas",
            "selesai_pada",
            BERAKHIR & ~Q(parameter=DIKOSONGKAN) & (~Q(parameter={}) | Q(alamat__isnull=False)),
            {"parameter": DIKOSONGKAN, "alamat": None, "perangkat": ""},
        ),
        catatan="Judul, waktu dan pesannya tinggal",
    ),
    Entri(
        "pijar.ketikan",
        "Ketikan yang belum tersimpan",
        ("pijar.Ketikan",),
        "yang diketik tidak hilang",
        UU_PDP,
        Masa(menit=int(UMUR.total_seconds()) // 60),
        "sejak dikirim",
        Akhir.HAPUS,
        sapuan=SapuBaris("pijar.Ketikan", "pada"),
        konfirmasi=False,
        catatan="Sudah dihapus setiap setengah menit; pekerjaan malam memastikannya",
    ),
    Entri(
        "pijar.sesi",
        "Sesi masuk: alamat, perangkat, dan nomor yang dicari di dalamnya",
        ("pijar.Sesi", "sessions.Session"),
        "tetap masuk",
        "BSSN 4/2021",
        Masa(),
        "sesudah sesinya berakhir",
        Akhir.HAPUS,
        sapuan=SapuBaris("pijar.Sesi", "expire_date"),
        konfirmasi=False,
    ),
    Entri(
        "pijar.percobaan_masuk",
        "Percobaan masuk: nama pengguna, alamat, perangkat",
        ("axes.AccessAttempt",),
        "mengunci penebak sandi",
        "BSSN 4/2021",
        Masa(bulan=12),
        "sejak dicoba",
        Akhir.HAPUS,
        sapuan=SapuBaris("axes.AccessAttempt", "attempt_time"),
    ),
    Entri(
        "pijar.gagal_masuk",
        "Masuk yang gagal: nama pengguna, alamat, perangkat",
        ("axes.AccessFailureLog", "axes.AccessAttemptExpiration"),
        "menelusuri penyusupan",
        "BSSN 4/2021",
        Masa(bulan=12),
        "sejak dicoba",
        Akhir.HAPUS,
        sapuan=SapuBaris("axes.AccessFailureLog", "attempt_time"),
    ),
    Entri(
        "pijar.catatan_masuk",
        "Catatan masuk dan keluar: nama pengguna, alamat, perangkat",
        ("axes.AccessLog",),
        "menelusuri penyusupan",
        "BSSN 4/2021",
        Masa(bulan=12),
        "sejak masuk",
        Akhir.HAPUS,
        sapuan=SapuBaris("axes.AccessLog", "attempt_time"),
    ),
    Entri(
        "pijar.kelola",
        "Catatan perubahan di /kelola/",
        ("admin.LogEntry",),
        "siapa mengubah pengguna",
        CATAT,
        Masa(bulan=60),
        "sejak dicatat",
        Akhir.HAPUS,
        sapuan=SapuBaris("admin.LogEntry", "action_time"),
    ),
    Entri(
        "pijar.retensi",
        "Jejak masa simpan dan penahanannya, tanpa nama orang; nama admin yang menahan",
        ("pijar.JejakRetensi", "pijar.PenahananRetensi"),
        "bukti bahwa yang lewat masa simpan dihapus",
        CATAT,
        None,
        "selama sistem dipakai",
        Akhir.TETAP,
    ),
    Entri(
        "pijar.saringan",
        "Saringan tersimpan seorang petugas, tanpa nomor",
        ("pijar.SaringanTersimpan",),
        "mempercepat pekerjaan petugas",
        UU_PDP,
        None,
        "sampai petugas menghapusnya",
        Akhir.HAPUS,
        konfirmasi=False,
    ),
    Entri(
        "pijar.log",
        "Catatan mesin (log): tanpa NIK dan nama",
        (),
        "menelusuri gangguan",
        "BSSN 4/2021",
        Masa(bulan=3),
        "sejak ditulis",
        Akhir.HAPUS,
        catatan="Diputar oleh mesin wadah, bukan oleh aplikasi",
    ),
)

BUKAN_PRIBADI = {
    "pijar.RingkasanJejak": "jumlah baris dan sidiknya, tanpa nama",
    "pijar.DasarHukum": "peraturan",
    "pijar.Kop": "kepala surat; logonya lambang kota",
    "pijar.Ubahan": "tanda bahwa sebuah tabel berubah",
    "pijar.AngkaTersimpan": "angka tanpa nama",
    "auth.Group": "peran",
    "auth.Permission": "hak",
    "contenttypes.ContentType": "nama tabel",
    "pghistory.Context": "tidak dipakai: riwayat dicatat tanpa konteks",
    "pghistory.Events": "tidak dipakai: bukan tabel",
    "pghistory.MiddlewareEvents": "tidak dipakai: bukan tabel",
}
