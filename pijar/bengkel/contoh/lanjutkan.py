"""What the officer of the demo began and has not finished: a form with its photo, a list."""

from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from peserta.impor.baca import baca_impor
from peserta.impor.terima import unggah_impor
from peserta.models import JenisBerkas, Kelurahan, Pekerjaan, TandaHalaman
from peserta.orang.actions.isian import simpan_isian, titip_foto
from peserta.orang.actions.perubahan import Foto
from pijar.bengkel.contoh.jawaban import selesai
from pijar.bengkel.contoh.orang import KOLOM, daftar_orang
from pijar.excel import Jenis, Kolom, tulis_besar
from pijar.models import Pengguna
from pijar.unggahan import Bersih

BENIH = 1_801  # of people who are in no other sample
JUDUL = ("NIK", "NAMA", "TANGGAL LAHIR", "JENIS KELAMIN", "ALAMAT", "KELURAHAN", "PEKERJAAN")
ASING = "jual es keliling kampung"  # an occupation that the list has to be asked about


def isi_lanjutkan(*, pada: date) -> None:
    """One form that waits with its photo, and one list that was read and not applied."""
    petugas = Pengguna.objects.get(username="petugas")
    status = ["draf"] * 4
    orang = [
        dict(zip(KOLOM, baris, strict=True))
        for baris in daftar_orang(status, BENIH, pada, petugas.pk)
    ]
    _isian(orang[0], petugas)
    _impor(orang[1:], petugas, pada)


def _isian(orang: dict[str, str], petugas: Pengguna) -> None:
    """NIK and name are typed, the photo of the KTP is there, the rest is missing."""
    tanda = TandaHalaman(uuid4())
    simpan_isian({"nik": orang["nik"], "nama": orang["nama"]}, tanda=tanda, oleh=petugas)
    foto = BytesIO()
    Image.new("RGB", (856, 540), "#9fc4d8").save(foto, "JPEG")  # as wide as a KTP is
    isi = foto.getvalue()
    ktp = Foto(JenisBerkas.KTP, Bersih(isi, "image/jpeg"), "KTP.jpg", sha256(isi).hexdigest())
    titip_foto(ktp, tanda=tanda, oleh=petugas)


def _impor(orang: list[dict[str, str]], petugas: Pengguna, pada: date) -> None:
    """Read as far as the review; one row asks what its occupation is."""
    kelurahan = dict(Kelurahan.objects.values_list("pk", "nama"))
    pekerjaan = dict(Pekerjaan.objects.values_list("pk", "nama"))
    baris = [
        [
            o["nik"],
            o["nama"],
            f"{date.fromisoformat(o['tanggal_lahir']):%d-%m-%Y}",
            o["jenis_kelamin"],
            o["alamat"],
            kelurahan[o["kelurahan_id"]],
            pekerjaan[o["pekerjaan_id"]] if ke else ASING,
        ]
        for ke, o in enumerate(orang)
    ]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "daftar.xlsx"
        tulis_besar(path, "Daftar", [Kolom(j, Jenis.TEKS) for j in JUDUL], iter(baris))
        berkas = SimpleUploadedFile("Daftar pekerja RW 05.xlsx", path.read_bytes())
    impor = unggah_impor(berkas, nama=str(berkas.name), sumber_data="kelurahan", oleh=petugas)
    selesai(baca_impor(impor.pk, pada=pada, maju=lambda *_: None).tugas)
