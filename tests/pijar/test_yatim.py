"""Files that no row names go after a week, from every folder; rows without a file are reported."""

import os
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from iuran.models import DaftarBPJS
from peserta.models import Impor
from pijar import kesehatan, yatim
from pijar.models import Tugas
from pijar.retensi.tahan import tahan
from pijar.tasks import hapus_yatim

FOLDER = ("impor/2026/11", "tugas/2026/11", "peserta/2026/11", "kop", "surat/2026", "lain")


@pytest.fixture(autouse=True)
def akar(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def taruh(nama, hari=8):
    """A file that was written so many days ago."""
    path = default_storage.path(default_storage.save(nama, ContentFile(b"isi")))
    saat = (timezone.now() - timedelta(days=hari)).timestamp()
    os.utime(path, (saat, saat))
    return nama


def test_old_files_without_a_row_go_from_every_folder(db, akar):
    for folder in FOLDER:
        taruh(f"{folder}/yatim.bin")
    baru = taruh("impor/2026/11/baru.xlsx", hari=6)

    hapus_yatim()

    assert [p.relative_to(akar).as_posix() for p in akar.rglob("*.*")] == [baru]


def test_what_a_row_names_stays(petugas, akar):
    semua = [taruh(f"{n}.bin") for n in ("impor/a", "tugas/a", "rekonsiliasi/a")]
    lanjutan = taruh("rekonsiliasi/b.bin")
    Impor.objects.create(berkas=semua[0], nama_berkas="x", sha256="0" * 64, oleh=petugas)
    Tugas.objects.create(jenis="x", judul="x", status="selesai", hasil=semua[1])
    DaftarBPJS.objects.create(
        berkas=semua[2],
        nama_berkas="x",
        sha256="0" * 64,
        sidik="0" * 64,
        cabang="pemuda",
        jenis="aktif",
        bulan="2026-11-01",
        tanggal="2026-11-20",
        oleh=petugas,
        lanjutan=[{"nama": "b", "simpan": lanjutan, "sha256": "1" * 64}],
    )

    assert yatim.hapus_yatim(kini=timezone.now()) == 0
    assert len([*akar.rglob("*.bin")]) == 4


def test_very_many_are_left_alone_and_reported(db, akar, monkeypatch, caplog):
    """Somebody put back an old database; the files may be the only copies."""
    monkeypatch.setattr(yatim, "WAJAR", 1)
    taruh("impor/a.bin", hari=20)
    taruh("impor/b.bin", hari=20)

    assert yatim.hapus_yatim(kini=timezone.now()) == 0

    assert "apakah basis datanya benar" in caplog.text
    assert [*kesehatan.berkas(timezone.now())] == ["2 berkas tidak disebut baris mana pun (impor)."]


def test_nothing_goes_while_every_deletion_is_held(admin, akar):
    taruh("impor/a.bin")
    kini = timezone.now()
    sampai = timezone.localdate() + timedelta(days=30)
    tahan("", alasan="Pemeriksaan", sampai=sampai, oleh=admin, pada=kini)

    assert yatim.hapus_yatim(kini=kini) == 0


def test_a_row_without_its_file_is_reported(petugas):
    Tugas.objects.create(jenis="x", judul="x", status="selesai", hasil="tugas/hilang.xlsx")

    [kalimat] = kesehatan.berkas(timezone.now())

    assert kalimat.startswith("1 berkas disebut barisnya, tetapi tidak ada di server (tugas)")
