"""Keep looks at people: one statement for any number of them; nothing is ever changed.

A look keeps every criterion with its sentence, about a kilobyte a person.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from itertools import islice
from typing import Any

from django.db import connection

from pijar.models import Pengguna
from verifikasi.models import (
    LAYAK_LANJUT,
    BarisPenetapan,
    Jawaban,
    Penetapan,
    Pengajuan,
    SaatTinjauan,
    Tinjauan,
    VersiKriteria,
)
from verifikasi.sebab import PER_KODE, SEBAB
from verifikasi.tinjau import Lihat

SEKALI_TULIS = 2_000

KASUS = """
    INSERT INTO verifikasi_tinjauan
        (peserta_id, saat, pada, versi_id, lulus, hasil, pengajuan_id, oleh_id, dicatat_pada)
    SELECT p.peserta_id, %(saat)s, %(pada)s, p.versi_id,
           bool_and(NOT (k.wajib AND j.jawaban <> 'ya')),
           jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
               'kode', j.kode, 'jawaban', j.jawaban, 'data', j.menurut_data,
               'kalimat', j.penjelasan, 'dasar', nullif(j.dasar, ''), 'oleh', j.oleh_id,
               'gagal', CASE WHEN k.wajib AND j.jawaban <> 'ya' THEN true END
           )) ORDER BY k.urutan),
           p.id, %(oleh)s, now()
    FROM verifikasi_pengajuan p
    JOIN verifikasi_jawabankriteria j ON j.pengajuan_id = p.id
    JOIN verifikasi_kriteria k ON k.versi_id = p.versi_id AND k.kode = j.kode
    WHERE p.id = ANY(%(kasus)s::bigint[])
    GROUP BY p.id ORDER BY p.id
"""
LANJUT = """
    INSERT INTO verifikasi_tinjauan
        (peserta_id, saat, pada, versi_id, lulus, hasil, perpanjangan_id, penetapan_id, oleh_id,
         dicatat_pada)
    SELECT l.peserta_id, 'perpanjangan', %(pada)s, %(versi)s, l.vonis = ANY(%(layak)s),
           jsonb_build_array(jsonb_strip_nulls(jsonb_build_object(
               'kode', l.sebab, 'kalimat', %(kalimat)s::jsonb ->> l.sebab,
               'jawaban', CASE WHEN l.vonis = ANY(%(layak)s) THEN 'ya' ELSE 'tidak' END,
               'dasar', nullif(l.dasar, ''), 'oleh', l.diputus_oleh_id,
               'pernyataan', l.pernyataan_id,
               'gagal', CASE WHEN NOT l.vonis = ANY(%(layak)s) THEN true END
           ))),
           l.id, %(penetapan)s, %(oleh)s, now()
    FROM verifikasi_barisperpanjangan l
    WHERE l.id = ANY(%(baris)s::bigint[]) ORDER BY l.id
"""


def catat_kasus(
    kasus: Collection[int], saat: SaatTinjauan, *, oleh: Pengguna | None, pada: date
) -> None:
    """Keep how the criteria of these cases stand: when they are submitted, or decided."""
    _jalankan(KASUS, kasus=list(kasus), saat=saat.value, oleh=oleh.pk if oleh else None, pada=pada)


def catat_lanjut(
    baris: Collection[int], *, oleh: Pengguna, pada: date, penetapan: Penetapan | None = None
) -> None:
    """Keep the look at these lines of extensions: when they are decided, or decreed."""
    versi = VersiKriteria.objects.pada(pada)
    _jalankan(
        LANJUT,
        baris=list(baris),
        layak=list(LAYAK_LANJUT),
        kalimat=json.dumps({s.kode: s.kalimat for s in SEBAB}),
        versi=versi.pk if versi else None,
        penetapan=penetapan.pk if penetapan else None,
        oleh=oleh.pk,
        pada=pada,
    )


def catat_tak_lanjut(
    penetapan: Penetapan, lanjut: Mapping[int, str], *, oleh: Pengguna, pada: date
) -> None:
    """Keep the look at the extended people who are struck off this draft, by line and reason."""
    versi = VersiKriteria.objects.pada(pada)
    baris = BarisPenetapan.objects.filter(pk__in=lanjut).order_by("pk")
    Tinjauan.objects.bulk_create(
        Tinjauan(
            peserta_id=orang,
            saat=SaatTinjauan.PERPANJANGAN,
            pada=pada,
            versi=versi,
            lulus=False,
            hasil=[
                {
                    "kode": lanjut[pk],
                    "jawaban": Jawaban.TIDAK.value,
                    "kalimat": PER_KODE[lanjut[pk]].kalimat,
                    "gagal": True,
                }
            ],
            perpanjangan_id=asal,
            penetapan=penetapan,
            oleh=oleh,
        )
        for pk, orang, asal in baris.values_list("pk", "peserta", "perpanjangan")
    )


def _jalankan(perintah: str, **isi: Any) -> None:
    with connection.cursor() as kursor:
        kursor.execute(perintah, isi)


def catat_lihat(
    daftar: Iterable[Lihat],
    saat: SaatTinjauan,
    *,
    pada: date,
    oleh: Pengguna | None = None,
    penetapan: Penetapan | None = None,
    kasus: Mapping[int, Pengajuan] | None = None,
) -> None:
    """Keep looks that were made one by one; ``kasus`` are the cases that they opened, by person."""
    dibuka, sisa = kasus or {}, iter(daftar)
    while kelompok := list(islice(sisa, SEKALI_TULIS)):
        Tinjauan.objects.bulk_create(
            Tinjauan(
                peserta=s.peserta,
                saat=saat,
                pada=pada,
                versi=s.versi,
                lulus=not s.gagal,
                hasil=s.hasil,
                pengajuan=dibuka.get(s.peserta.pk),
                penetapan=penetapan,
                oleh=oleh,
            )
            for s in kelompok
        )
