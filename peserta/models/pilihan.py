"""Choices of a person's columns: sex, kind of work, other cover, source of the data."""

from django.db import models


class JenisKelamin(models.TextChoices):
    LAKI_LAKI = "L", "Laki-laki"
    PEREMPUAN = "P", "Perempuan"


class StatusBPJS(models.TextChoices):
    """Other cover by BPJS Ketenagakerjaan; empty means unknown."""

    BELUM = "belum", "Belum terdaftar"
    PU_AKTIF = "pu_aktif", "Penerima upah aktif"
    BPU_MANDIRI = "bpu_mandiri", "Membayar sendiri"
    PIHAK_LAIN = "pihak_lain", "Dibayar pihak lain"


class CaraKerja(models.TextChoices):
    """How an informal worker works; empty means unknown."""

    SENDIRI = "sendiri", "Berusaha sendiri"
    KELUARGA = "keluarga", "Pekerja keluarga tidak dibayar"
    LEPAS = "lepas", "Pekerja lepas"


class SumberData(models.TextChoices):
    KELURAHAN = "kelurahan", "Kelurahan"
    KOMUNITAS = "komunitas", "Komunitas"
    ASN = "asn", "ASN"
    BPJS = "bpjs", "BPJS Ketenagakerjaan"
    KOTA = "kota", "Data kota lainnya"
    SALDO_AWAL = "saldo_awal", "Saldo awal"
