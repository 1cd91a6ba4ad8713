"""Accounts for the operator of the server: the first ones, and where no second admin is left."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from pijar.errors import AturanDilanggarError
from pijar.hak import Peran
from pijar.models import Pengguna, UsulanAkun
from pijar.pengguna.akun import (
    Hasil,
    Pelaku,
    pastikan_bebas,
    terapkan_baru,
    terapkan_lepas,
    terapkan_reset,
)
from pijar.pengguna.isi import IsiAkun
from pijar.pengguna.usulan import konfirmasi_operator


class Command(BaseCommand):
    """``manage.py akun buat|reset|lepas-faktor|konfirmasi``; each is written in the access log."""

    help = "Akun bagi operator server; setiap pemakaian tercatat di jejak akses."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("tindakan", choices=["buat", "reset", "lepas-faktor", "konfirmasi"])
        parser.add_argument("sasaran", help="nama pengguna; untuk konfirmasi nomor usulannya")
        parser.add_argument("--operator", required=True, help="nama orang yang menjalankan ini")
        parser.add_argument("--alasan", required=True, help="mengapa, misalnya nomor surat")
        parser.add_argument("--nama", default="", help="nama lengkap, untuk buat")
        tanpa_akhir = [p for p in Peran.values if p != Peran.AUDITOR]  # an auditor needs an end
        parser.add_argument("--peran", choices=tanpa_akhir, default=Peran.ADMIN)

    def handle(self, *args: Any, **isi: Any) -> None:
        if not (isi["operator"].strip() and isi["alasan"].strip()):
            raise CommandError("--operator dan --alasan diisi: keduanya tercatat di jejak akses.")
        try:
            with transaction.atomic():
                hasil = self.lakukan(isi)
        except AturanDilanggarError as galat:
            raise CommandError(galat.kalimat) from galat
        nama = hasil.pengguna.username if hasil.pengguna else isi["sasaran"]
        self.stdout.write(f"{isi['tindakan']}: {nama}. Tercatat di jejak akses.")
        if hasil.sandi:
            self.stdout.write(f"Kata sandi sementara, untuk satu kali masuk: {hasil.sandi}")

    def lakukan(self, isi: dict[str, Any]) -> Hasil:
        """What is asked, as the operator."""
        operator, alasan = isi["operator"].strip()[:60], isi["alasan"].strip()
        pelaku = Pelaku(None, f"operator {operator}: {alasan}", timezone.now())
        sasaran = isi["sasaran"]
        if isi["tindakan"] == "konfirmasi":
            usulan = UsulanAkun.objects.filter(pk=sasaran if sasaran.isdigit() else 0).first()
            if usulan is None:
                raise CommandError(
                    f"Usulan {sasaran} tidak ada. Nomornya ada di alamat halamannya."
                )
            return konfirmasi_operator(usulan, operator=operator, pada=pelaku.pada)
        if isi["tindakan"] == "buat":
            akun = IsiAkun(sasaran, isi["nama"] or sasaran, "", isi["peran"], [], None)
            pastikan_bebas(akun)
            return terapkan_baru(akun, pelaku)
        pengguna = Pengguna.objects.select_for_update().filter(username=sasaran).first()
        if pengguna is None:
            raise CommandError(f"Akun {sasaran} tidak ada.")
        terapkan = terapkan_reset if isi["tindakan"] == "reset" else terapkan_lepas
        return terapkan(pengguna, pelaku)
