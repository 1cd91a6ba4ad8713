"""Short ways to a person's paper, by the page and by the action."""

from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

from peserta.orang.actions.berkas import unggah_berkas
from pijar.unggahan import Bersih
from tests.pijar import bukti

FOTO = Bersih(b"\xff\xd8\xff foto", "image/jpeg")


def unggah(client, peserta, isi=None, nama="KTP.jpg", jenis="ktp"):
    berkas = SimpleUploadedFile(nama, bukti.jpeg() if isi is None else isi)
    return client.post(f"/peserta/{peserta.pk}/berkas/", {"jenis": jenis, "berkas": berkas})


def simpan(peserta, oleh, *, sidik="1" * 64, jenis="ktp", bersih=FOTO, nama="KTP.jpg"):
    return unggah_berkas(peserta, jenis=jenis, bersih=bersih, nama=nama, sidik=sidik, oleh=oleh)


def di_disk(settings):
    return {p for p in Path(settings.MEDIA_ROOT, "peserta").rglob("*.*") if p.is_file()}


def alamat(berkas):
    return f"/peserta/{berkas.peserta_id}/berkas/{berkas.pk}/"
