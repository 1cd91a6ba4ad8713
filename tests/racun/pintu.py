"""The doors: every place where the application opens a file from outside."""

import os
import resource
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from subprocess import Popen

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models

from iuran.daftar_setoran.terima import KepalaSetoran, unggah_setoran
from iuran.gerakan.forms.laporan_bpjs import LaporanBPJSForm
from iuran.gerakan.forms.opd import JumlahForm
from iuran.impor_penyumbang.terima import unggah_jawaban_asn
from iuran.jawaban.terima import unggah_jawaban
from iuran.models import JenisPemadanan
from iuran.pemadanan.terima import KepalaDaftar, unggah_padanan
from iuran.rekonsiliasi.terima import DaftarMasuk, unggah_daftar
from iuran.saldo_awal.terima import unggah_saldo
from laporan.surat.berkas.templat import periksa_templat
from laporan.surat.isi import Bentuk
from peserta.impor.terima import unggah_impor
from pijar.errors import BerkasDitolakError
from pijar.models import Pengguna, StatusTugas
from pijar.tugas import TAK_TERDUGA
from pijar.unggahan import bersihkan
from pijar.unggahan.logo import bersihkan_logo
from tests.peserta.lembar import kerjakan
from tests.terberat import Biaya

PINTU_LAMPIRAN = ("lampiran", "logo", "templat")
BULAN, HARI = date(2026, 8, 1), date(2026, 8, 20)


def _saldo(berkas: SimpleUploadedFile, oleh: Pengguna, _: object) -> models.Model:
    return unggah_saldo(berkas, nama=berkas.name or "a", oleh=oleh)


def _impor(berkas: SimpleUploadedFile, oleh: Pengguna, _: object) -> models.Model:
    return unggah_impor(berkas, nama=berkas.name or "a", sumber_data="kelurahan", oleh=oleh)


def _padanan(berkas: SimpleUploadedFile, oleh: Pengguna, _: object) -> models.Model:
    kepala = KepalaDaftar(JenisPemadanan.KEPENDUDUKAN, HARI, "Dinas")
    return unggah_padanan(berkas, kepala, oleh=oleh)[0]


def _rekon(berkas: SimpleUploadedFile, oleh: Pengguna, _: object) -> models.Model:
    return unggah_daftar(DaftarMasuk(BULAN, "pemuda", "aktif", HARI), berkas=[berkas], oleh=oleh)


def _setoran(berkas: SimpleUploadedFile, oleh: Pengguna, _: object) -> models.Model:
    return unggah_setoran(berkas, KepalaSetoran(BULAN, HARI), oleh=oleh)[0]


def _asn(berkas: SimpleUploadedFile, oleh: Pengguna, _: object) -> models.Model:
    return unggah_jawaban_asn(berkas, oleh=oleh)[0]


def _jawaban(berkas: SimpleUploadedFile, oleh: Pengguna, berkas_bpjs: object) -> models.Model:
    return unggah_jawaban(berkas_bpjs, berkas=berkas, oleh=oleh)


PINTU_DAFTAR: dict[str, Callable[[SimpleUploadedFile, Pengguna, object], models.Model]] = {
    "impor": _impor,
    "saldo awal": _saldo,
    "jawaban": _jawaban,
    "pemadanan": _padanan,
    "rekonsiliasi": _rekon,
    "setoran": _setoran,
    "jawaban ASN": _asn,
}
PINTU_FORMULIR = {"jumlah pegawai": JumlahForm, "laporan BPJS": LaporanBPJSForm}


def masukkan_daftar(pintu: str, nama: str, isi: bytes, oleh: Pengguna, berkas_bpjs: object) -> str:
    """Bring a list in; returns what its page says. Nothing may stay half-way."""
    berkas = SimpleUploadedFile(nama, isi)
    if formulir := PINTU_FORMULIR.get(pintu):
        satu = formulir({}, {"berkas": berkas})
        satu.is_valid()
        return " ".join(k for semua in satu.errors.values() for k in semua) or "dibaca"
    baris = PINTU_DAFTAR[pintu](berkas, oleh, berkas_bpjs)
    tugas = kerjakan(baris.tugas)
    baris.refresh_from_db()
    assert tugas.galat != TAK_TERDUGA, f"{pintu}: sebuah galat tak terduga"
    assert tugas.status in (StatusTugas.SELESAI, StatusTugas.GAGAL)
    assert baris.status != "dibaca", f"{pintu}: daftar tertahan"
    assert (tugas.status == StatusTugas.GAGAL) == (baris.status == "gagal")
    return baris.galat or "dibaca"


def masukkan_lampiran(pintu: str, isi: bytes) -> str:
    """Bring a photo, a paper, a logo or a template in; returns the refusal, if it is one."""
    try:
        if pintu == "logo":
            bersihkan_logo(BytesIO(isi))
        elif pintu == "templat":
            periksa_templat(isi, Bentuk.SURAT)
        else:
            bersihkan(BytesIO(isi))
    except BerkasDitolakError as penolakan:
        return penolakan.kalimat
    return "diterima"


def terpakai() -> float:
    semua = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(satu.ru_utime + satu.ru_stime for satu in semua)


@dataclass
class Catatan:
    """What each file cost.

    Seconds of processor time, ours and our children's: other work must not be counted.
    """

    semua: list[Biaya] = field(default_factory=list)
    _puncak: int = 0

    @contextmanager
    def satu(self, siapa: str):
        self._puncak, mulai, kata = 0, terpakai(), [""]
        yield kata
        self.semua.append(Biaya(terpakai() - mulai, self._puncak >> 10, siapa, kata[0]))

    def amati(self, monkeypatch) -> None:
        """Ask the kernel at the end of each child how much memory it had.

        Linux counts what this process had when it started the child as the child's: a child that
        shows no more than we ever had shows us, and is held by its limit alone.
        """

        def tunggu(proses: Popen, bendera: int) -> tuple[int, int]:
            try:
                pid, status, pakai = os.wait4(proses.pid, bendera)
            except ChildProcessError:
                return proses.pid, 0
            kita = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            if pid and pakai.ru_maxrss > kita:
                self._puncak = max(self._puncak, pakai.ru_maxrss)
            return pid, status

        def lihat(proses: Popen, *_: object, **__: object) -> int | None:
            if proses.returncode is None:
                pid, status = tunggu(proses, os.WNOHANG)
                if pid == proses.pid:
                    proses._handle_exitstatus(status)
            return proses.returncode

        monkeypatch.setattr(Popen, "_try_wait", tunggu)
        monkeypatch.setattr(Popen, "_internal_poll", lihat)
