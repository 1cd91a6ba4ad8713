"""Tariffs: one admin drafts a row, another confirms it, and what is not billed is counted anew."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from iuran.buku.actions.defisit import catat_defisit, periksa_defisit
from iuran.buku.akibat import (
    BERLAKU,
    COCOK,
    Akibat,
    akibat,
    janji_baru,
    parameter,
    sesudah_dikonfirmasi,
)
from iuran.buku.aturan import pastikan_seluruh_kota
from iuran.buku.tarif import Tempat, pilih_tarif
from iuran.models import SumberDana, Tarif
from pijar.bulan import WIB, nama_bulan
from pijar.errors import AturanDilanggarError, BentrokError
from pijar.kunci import Kunci
from pijar.models import DasarHukum, Pengguna
from pijar.rupiah import rupiah
from pijar.usulan import pastikan_sama

# Columns that a row takes over from the one that dies for it. A test compares them with the model.
WARISAN = ("peserta_id", "bulan", "bantuan_id", "sumber_id", "jenis", "dikonfirmasi_pada")
GANTI = f"""
    WITH mati AS (
        UPDATE iuran_iuran i SET hidup = false, alasan_mati = %(alasan)s
        FROM {BERLAKU}
        WHERE {COCOK} AND i.tagihan_id IS NULL AND i.pembayaran_id IS NULL
          AND (%(orang)s::bigint IS NULL OR i.peserta_id = %(orang)s)
        RETURNING {", ".join(f"i.{k}" for k in WARISAN)}, i.jht
    )
    INSERT INTO iuran_iuran
        ({", ".join(WARISAN)}, tarif_id, jkk, jkm, jht, hidup, alasan_mati, dibuat_pada)
    SELECT {", ".join(WARISAN)}, %(tarif)s, %(jkk)s, %(jkm)s,
           CASE WHEN jht > 0 THEN %(jht)s ELSE 0 END, true, '', now()
    FROM mati ORDER BY bulan, peserta_id
"""  # noqa: S608 - constants of these modules only
JANJIKAN_ULANG = """
    UPDATE iuran_bantuan b SET nominal_per_bulan = baru.nominal
    FROM iuran_sumberdana s, peserta_peserta p, peserta_pekerjaan k,
         unnest(%(jenis)s::text[], %(transport)s::bool[], %(jht)s::bool[], %(awal)s::date[],
                %(akhir)s::date[], %(nominal)s::int[])
         AS baru(jenis, transport, jht, awal, akhir, nominal)
    WHERE b.status = 'ditetapkan' AND s.id = b.sumber_id AND p.id = b.peserta_id
      AND k.kode = p.pekerjaan_id AND baru.jenis = s.jenis AND baru.transport = k.transport
      AND baru.jht = b.jht
      AND baru.awal = b.bulan_awal AND baru.akhir = b.bulan_akhir
      AND b.nominal_per_bulan <> baru.nominal
"""


@transaction.atomic
def susun_tarif(isi: Mapping[str, Any], *, oleh: Pengguna, pada: datetime) -> Tarif:
    """Draft a row; nothing is counted with it before another admin confirms it.

    Raises BentrokError when the same tier, sector and payer has a draft already.
    """
    pastikan_seluruh_kota(oleh)
    return _simpan(Tarif(**isi), oleh, pada)


@transaction.atomic
def ubah_tarif(tarif: Tarif, isi: Mapping[str, Any], *, oleh: Pengguna, pada: datetime) -> Tarif:
    """Change a draft; whoever changes it has drafted it from then on.

    Raises BentrokError when it is no longer a draft.
    """
    kini = _kunci_rancangan(tarif)
    for nama, nilai in isi.items():
        setattr(kini, nama, nilai)
    return _simpan(kini, oleh, pada)


def _simpan(tarif: Tarif, oleh: Pengguna, pada: datetime) -> Tarif:
    tarif.disusun_oleh, tarif.disusun_pada = oleh, pada
    try:
        with transaction.atomic():
            tarif.save()
    except IntegrityError as galat:
        nama = getattr(getattr(galat.__cause__, "diag", None), "constraint_name", None)
        if nama != "tarif_satu_rancangan":
            raise
        lain = Tarif.objects.rancangan().get(
            penghasilan_min=tarif.penghasilan_min, sektor=tarif.sektor, pembayar=tarif.pembayar
        )
        raise BentrokError(
            "Lapis, pekerjaan dan pembayar ini sudah mempunyai rancangan tarif. Ubah atau tarik "
            "rancangan itu.",
            tautan=reverse("iuran:tarif_detail", args=[lain.pk]),
            label_tautan="Buka rancangan itu",
        ) from galat
    return tarif


@transaction.atomic
def tarik_tarif(tarif: Tarif, *, alasan: str, oleh: Pengguna) -> None:
    """Give up a draft; it stays in the list with its reason.

    Raises AturanDilanggarError without a reason, BentrokError when it is no longer a draft.
    """
    if not alasan.strip():
        raise AturanDilanggarError("Tulis alasan rancangan ini ditarik.")
    kini = _kunci_rancangan(tarif)
    Tarif.objects.filter(pk=kini.pk).update(alasan_tarik=alasan.strip(), ditarik_oleh=oleh)


@transaction.atomic
def konfirmasi_tarif(tarif: Tarif, *, sidik: str, oleh: Pengguna, pada: datetime) -> Akibat:
    """Put a draft into force: close the row before it, and count anew what is in no bill.

    ``sidik`` is what the officer was shown (:func:`isi_tampil`). Returns what was changed. Raises
    AturanDilanggarError for the drafter and for a row that leaves months without a tariff,
    BentrokError when the row is no draft any more or when what was shown has changed.
    """
    # The sources first, then the tariff, as everywhere: this order prevents deadlocks.
    list(SumberDana.objects.select_for_update(no_key=True).order_by("pk"))
    Kunci.TARIF.pegang()
    kini = _kunci_rancangan(tarif)
    if kini.disusun_oleh_id is None:
        raise AturanDilanggarError(
            "Rancangan ini bawaan aplikasi dan belum diperiksa siapa pun. Buka Ubah, cocokkan "
            "dengan surat BPJS, lalu simpan; sesudah itu admin lain mengonfirmasinya."
        )
    if kini.disusun_oleh_id == oleh.pk:
        raise AturanDilanggarError(
            "Tarif yang Anda susun dikonfirmasi admin lain. Minta rekan memeriksanya."
        )
    hasil = akibat(kini)
    if hasil.halangan:
        raise AturanDilanggarError(hasil.halangan)
    halaman = reverse("iuran:tarif_detail", args=[kini.pk])
    pastikan_sama(sidik, isi_tampil(kini, hasil), tautan=halaman)
    _berlakukan(kini, oleh, pada)
    catat_defisit([a.sumber.pk for a in hasil.defisit], pada.astimezone(WIB).date())
    return hasil


def _berlakukan(tarif: Tarif, oleh: Pengguna, pada: datetime) -> None:
    daftar, lama = sesudah_dikonfirmasi(tarif)
    isi = parameter(tarif, daftar)
    janji = janji_baru(tarif, daftar)
    for t in lama:
        Tarif.objects.filter(pk=t.pk).update(
            aktif=t.aktif, berlaku_sampai=t.berlaku_sampai, digantikan_oleh=tarif.pk
        )
    Tarif.objects.filter(pk=tarif.pk).update(
        aktif=True, dikonfirmasi_oleh=oleh, dikonfirmasi_pada=pada
    )
    with connection.cursor() as kursor:
        milik = {"tarif": tarif.pk, "alasan": _alasan(tarif), "orang": None}
        kursor.execute(GANTI, isi | milik)
        kursor.execute(JANJIKAN_ULANG, janji)


@transaction.atomic
def samakan_tarif(sumber: SumberDana, bulan: date, *, pada: date) -> int:
    """Count the open months of ``sumber`` in ``bulan`` anew with the tariffs of today.

    For months that left a bill, which had kept them from a change of the tariff. Returns how many
    changed; where the ceiling no longer suffices, the source is in deficit since ``pada``. Raises
    BentrokError while an admin confirms a tariff.
    """
    pakai_tarif()
    daftar = {t.pk: t for t in Tarif.objects.berlaku()}
    jumlah = 0
    for transport in (False, True):
        pilihan = pilih_tarif(
            daftar.values(), bulan=bulan, jenis_sumber=sumber.jenis, transport=transport
        )
        tempat = [Tempat(bulan, sumber.jenis, transport)]
        jumlah += ganti_bulan(daftar[pilihan.tarif_id], tempat)
    if jumlah:
        periksa_defisit(sumber, pada)
    return jumlah


def ganti_bulan(
    tarif: Tarif, tempat: Sequence[Tempat], *, orang: int | None = None, alasan: str = ""
) -> int:
    """Count the open months of these places anew, of one person or of everybody."""
    isi: dict[str, Any] = {
        **{nama: [getattr(t, nama) for t in tempat] for nama in Tempat._fields},
        "tarif": tarif.pk,
        "jkk": tarif.jkk,
        "jkm": tarif.jkm,
        "jht": tarif.jht,
        "alasan": alasan or _alasan(tarif),
        "orang": orang,
    }
    with connection.cursor() as kursor:
        kursor.execute(GANTI, isi)
        return kursor.rowcount


def _alasan(tarif: Tarif) -> str:
    return f"tarif diganti {rupiah(tarif.nominal)} sejak {nama_bulan(tarif.berlaku_mulai)}"


def _kunci_rancangan(tarif: Tarif) -> Tarif:
    """Lock the row; raises BentrokError when it is no longer a draft."""
    kini = Tarif.objects.select_for_update(of=("self",)).get(pk=tarif.pk)
    if kini.rancangan:
        return kini
    raise BentrokError(
        f"Tarif ini sudah {kini.cip.label.lower()}, jadi tidak dapat diubah. Kesalahan diperbaiki "
        "dengan menyusun tarif baru.",
        tautan=reverse("iuran:tarif_detail", args=[kini.pk]),
        label_tautan="Lihat tarif ini",
    )


def isi_tampil(tarif: Tarif, hasil: Akibat) -> dict[str, str]:
    """All that the page of a draft shows, by label: its fingerprint and its differences."""
    return {
        "Penghasilan": f"{rupiah(tarif.penghasilan_min)}–{_batas(tarif.penghasilan_maks)}",
        "Dasar upah": rupiah(tarif.dasar),
        "JKK": rupiah(tarif.jkk),
        "JKM": rupiah(tarif.jkm),
        "JHT": rupiah(tarif.jht),
        "Pekerjaan": tarif.get_sektor_display(),
        "Pembayar": tarif.get_pembayar_display(),
        "Berlaku": f"{nama_bulan(tarif.berlaku_mulai)}–{_sampai(tarif.berlaku_sampai)}",
        "Dasar hukum": DasarHukum.objects.satu(tarif.dasar_hukum).judul,
        "Catatan": tarif.catatan,
        **hasil.sebagai_teks(),
    }


def _batas(penghasilan: int | None) -> str:
    return "ke atas" if penghasilan is None else rupiah(penghasilan)


def _sampai(hari: date | None) -> str:
    return "seterusnya" if hari is None else nama_bulan(hari)


def pakai_tarif() -> None:
    """Count with today's tariffs until the transaction ends: nobody changes one meanwhile.

    It never waits, so that nobody who holds people locked waits for whoever changes a tariff.
    Raises BentrokError while an admin confirms one.
    """
    if not Kunci.TARIF.coba_bersama():
        raise BentrokError(
            "Tarif sedang diganti oleh admin lain. Ulangi sebentar lagi: tidak ada yang diubah."
        )
