"""Why somebody may be extended, or not: reasons as data, the first that holds is the verdict's.

An extension is a new look at each person (Perwal 26/2025; the limits are those of the decree of
criteria): age in every new month, still working, not ill, no other payer, not lapsed, nothing open.
"""

from typing import NamedTuple

from iuran.buku import SEBAB_SYARAT
from verifikasi.models import VonisLanjut

V = VonisLanjut


class Sebab(NamedTuple):
    """A reason: the verdict that follows, what a page says of it, the next step, and when.

    ``syarat`` is SQL about the person ``p``, their grants ``g`` and their attestation ``n``.
    """

    kode: str
    vonis: VonisLanjut
    kalimat: str
    langkah: str
    syarat: str


DI_LUAR_SYARAT = tuple(
    Sebab(
        f"syarat_{kode}",
        V.TIDAK,
        kalimat,
        "Perpanjang dengan sumber dana lain, atau perbaiki datanya.",
        f"p.id = ANY(%(syarat_{kode})s::bigint[])",
    )
    for kode, kalimat in SEBAB_SYARAT.items()
)
SEBAB: tuple[Sebab, ...] = (
    Sebab(
        "digabung",
        V.TIDAK,
        "Datanya sudah digabung dengan orang lain",
        "Perpanjang data gabungannya.",
        "p.digabung_ke_id IS NOT NULL",
    ),
    Sebab(
        "meninggal",
        V.TIDAK,
        "Meninggal dunia",
        "Periksa klaimnya.",
        """EXISTS (SELECT FROM peserta_peristiwa e WHERE e.peserta_id = p.id
            AND e.jenis = 'meninggal' AND e.dibatalkan_pada IS NULL)""",
    ),
    Sebab(
        "berhenti",
        V.TIDAK,
        "Sudah berhenti dari program",
        "Didata lagi bila memenuhi syarat.",
        "p.status = 'berhenti'",
    ),
    Sebab(
        "tanpa_kartu",
        V.TIDAK,
        "Belum mempunyai kartu BPJS",
        "Tunggu jawaban BPJS atas pendaftarannya.",
        "p.status <> 'terdaftar'",
    ),
    Sebab(
        "diusulkan",
        V.TIDAK,
        "Peristiwanya diusulkan dan belum diputus",
        "Putuskan dahulu di Usulan peristiwa.",
        """EXISTS (SELECT FROM peserta_usulanperistiwa e WHERE e.peserta_id = p.id
            AND e.status = 'diusulkan' AND e.jenis <> 'kecelakaan')""",
    ),
    Sebab(
        "penerima_upah",
        V.TIDAK,
        "Penerima upah aktif menurut BPJS",
        "Usulkan berhenti di tab Peristiwa, atau perbaiki status BPJS-nya.",
        "p.status_bpjs = 'pu_aktif'",
    ),
    Sebab(
        "pihak_lain",
        V.TIDAK,
        "Dibayar pihak lain menurut BPJS",
        "Usulkan berhenti di tab Peristiwa, atau perbaiki status BPJS-nya.",
        "p.status_bpjs = 'pihak_lain'",
    ),
    Sebab(
        "dibiayai",
        V.TIDAK,
        "Bulan-bulan itu sudah dibiayai",
        "Tidak perlu diperpanjang; lihat tab Perlindungan.",
        """(g.dibiayai OR EXISTS (SELECT FROM iuran_iuran i WHERE i.peserta_id = p.id
            AND i.hidup AND i.bulan BETWEEN %(awal)s AND %(akhir)s)
         OR EXISTS (SELECT FROM peserta_peserta d JOIN iuran_iuran i ON i.peserta_id = d.id
            AND i.hidup AND i.bulan BETWEEN %(awal)s AND %(akhir)s
            WHERE d.digabung_ke_id = p.id))""",
    ),
    Sebab(
        "dijanjikan",
        V.TIDAK,
        "Dijanjikan penyumbang ASN Peduli pada bulan-bulan itu",
        "Catat dahulu di halaman janjinya bahwa kota mengambil alih.",
        """EXISTS (SELECT FROM iuran_janji j WHERE j.peserta_id = p.id AND j.status = 'aktif'
            AND j.mulai <= %(akhir)s AND j.sampai >= %(awal)s)""",
    ),
    Sebab(
        "usia",
        V.TIDAK,
        "Usianya di atas batas pada bulan pertama",
        "Catat peristiwa usia 65 pada waktunya.",
        "p.tanggal_lahir <= %(tua)s",
    ),
    Sebab(
        "pekerjaan",
        V.TIDAK,
        "Pekerjaannya tidak lagi dalam daftar program",
        "Perbaiki pekerjaannya, lalu nilai ulang.",
        """(NOT k.aktif OR cardinality(%(pekerjaan)s::text[]) > 0
            AND p.pekerjaan_id <> ALL(%(pekerjaan)s::text[]))""",
    ),
    *DI_LUAR_SYARAT,
    Sebab(
        "draf",
        V.TIDAK,
        "Sudah ada dalam draf penetapan lain",
        "Keluarkan dari draf itu, lalu nilai ulang.",
        """EXISTS (SELECT FROM verifikasi_barispenetapan b
            LEFT JOIN verifikasi_barisperpanjangan l ON l.id = b.perpanjangan_id
            WHERE b.peserta_id = p.id AND b.hidup AND b.bantuan_id IS NULL
              AND l.perpanjangan_id IS DISTINCT FROM %(milik)s)""",
    ),
    Sebab(
        "diambil",
        V.TIDAK,
        "Sudah ada dalam perpanjangan lain",
        "Keluarkan dari perpanjangan itu, lalu nilai ulang.",
        """EXISTS (SELECT FROM verifikasi_barisperpanjangan l WHERE l.peserta_id = p.id
            AND l.keadaan = 'terbuka' AND l.perpanjangan_id IS DISTINCT FROM %(milik)s)""",
    ),
    Sebab(
        "nonaktif",
        V.DAFTAR_ULANG,
        "Nonaktif: tiga bulan tidak dibayar",
        "Aktifkan kembali.",
        "p.id = ANY(%(nonaktif)s::bigint[])",
    ),
    Sebab(
        "lama_habis",
        V.DAFTAR_ULANG,
        "Bantuannya habis lebih dari tiga bulan sebelum bulan pertama",
        "Aktifkan kembali.",
        "g.baru IS NOT TRUE",
    ),
    Sebab(
        "tidak_bekerja",
        V.TIDAK,
        "Dinyatakan tidak lagi bekerja",
        "Usulkan berhenti di tab Peristiwa.",
        "NOT n.bekerja",
    ),
    Sebab(
        "sakit",
        V.TIDAK,
        "Dinyatakan sedang sakit",
        "Tanyakan lagi setelah sembuh, lalu catat pernyataan baru.",
        "n.sakit",
    ),
    Sebab(
        "lewat",
        V.PERNYATAAN,
        "Pernyataannya sudah lewat masa berlakunya",
        "Catat pernyataan baru.",
        """n.id IS NULL AND EXISTS (SELECT FROM verifikasi_pernyataan s
            WHERE s.peserta_id = p.id AND s.ditarik_pada IS NULL)""",
    ),
    Sebab(
        "belum",
        V.PERNYATAAN,
        "Belum ada pernyataan masih bekerja",
        "Catat pernyataannya.",
        "n.id IS NULL",
    ),
    Sebab(
        "pendek",
        V.PENDEK,
        "Ikut sampai bulan sebelum batas usianya",
        "Bulannya dipotong sebelum bulan ia melewati batas usia.",
        "m.lama < %(jumlah)s",
    ),
    Sebab("ikut", V.IKUT, "Ikut seluruh bulan", "Verifikator memutuskannya.", "true"),
)
PER_KODE = {s.kode: s for s in SEBAB}
