"""One made-up person after another: names, a NIK that obeys the structure, place, job, age.

The same seed gives the same people. No name, NIK or address belongs to anybody.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from typing import NamedTuple

from peserta import rujukan
from peserta.bersih.bidang import BIDANG_ORANG
from peserta.bersih.nama import nama_cari


def kata(teks: str) -> tuple[str, ...]:
    return tuple(teks.split())


LAKI = kata(
    "Agus Ahmad Anto Bambang Budi Darmaji Dwi Eko Fajar Giyanto Hadi Hari Heru Imam Jarwo "
    "Joko Karno Kasdi Kusno Mulyono Ngatiman Paijo Parjo Purwanto Rohmat Rudi Samin Sarjono "
    "Slamet Sugeng Suharto Sukirman Supriyadi Sutrisno Suwarno Teguh Tri Wagimin Wahyu Yusuf"
)
PEREMPUAN = kata(
    "Aminah Ani Darsih Dewi Endang Erna Fatimah Indah Istiqomah Jumini Kartini Khotimah Lasmi "
    "Lestari Marsinah Murni Ngatimah Ningsih Painem Poniyem Ratna Rubiyah Rumiyati Sarmi Siti "
    "Sri Sulastri Suminah Sumarni Suparti Sutarmi Titik Tumini Umi Wagiyem Wahyuni Watini "
    "Yati Yuli Zulaikah"
)
BELAKANG = kata(
    "Handayani Haryanto Hidayat Kurniawan Lestari Mulyani Nugroho Prasetyo Pratama Purnomo "
    "Purwanti Rahayu Riyanto Santoso Saputra Setiawan Sudarsono Susanto Utami Wibowo Widodo "
    "Wulandari Astuti Budiman Firmansyah Gunawan Hartono Irawan Jatmiko Kusuma Maulana "
    "Pamungkas Raharjo Sasmito Setyowati Subekti Suryani Utomo Wijaya Yulianto"
)
JALAN = kata(
    "Anggrek Barito Cempaka Dahlia Empu Gajah Jambu Kakap Kelud Kenanga Ketileng Kinibalu "
    "Layur Mangga Merbabu Mujair Nangka Pandanaran Pahlawan Rambutan Sawi Sendang Seroja "
    "Tampomas Tengiri Udang"
)
TEMPAT = ("Semarang",) * 14 + ("Demak", "Kendal", "Grobogan", "Ungaran", "Salatiga", "Jepara")
# Regions of first registration: most people were born here, some next door.
LUAR_KOTA = ("332101", "332402", "331503", "332204", "337301")
CARA = ("sendiri", "sendiri", "sendiri", "keluarga", "lepas")
PANTAI = ("33.74.02", "33.74.05", "33.74.16")
KERJA_PANTAI = "nelayan"
TERMUDA, TERTUA = 18.0, 64.9
BOBOT_KELOMPOK = {"transportasi": 9, "perdagangan": 10, "jasa": 5, "pertanian": 4, "keagamaan": 3}

KOLOM = ("id", *(b.kolom_orang for b in BIDANG_ORANG), "nama_cari", "sumber_data", "status")
KOLOM += ("didata_oleh_id", "penyunting", "dibuat_pada", "diubah_pada")


class Pilihan(NamedTuple):
    """Values and their cumulated weights, for ``Random.choices``."""

    isi: list[str]
    bobot: list[int]

    def ambil(self, acak: Random) -> str:
        return acak.choices(self.isi, cum_weights=self.bobot)[0]


def pilihan_pekerjaan() -> Pilihan:
    daftar = rujukan.daftar_pekerjaan()
    bobot = accumulate(BOBOT_KELOMPOK.get(p.kelompok, 2) for p in daftar)
    return Pilihan([p.kode for p in daftar], list(bobot))


class Bahan(NamedTuple):
    """The ingredients that all invented people share."""

    acak: Random
    pada: date
    kelurahan: list[str]
    pekerjaan: Pilihan
    dipakai: set[str]
    pendata: str


def daftar_orang(
    daftar_status: Sequence[str], benih: int, pada: date, pendata: int
) -> Iterator[list[str]]:
    """A row for each status, in the order of :data:`KOLOM`, as COPY text; ids count from 1."""
    bahan = Bahan(
        acak=Random(benih),  # noqa: S311  # sample data, not a secret
        pada=pada,
        kelurahan=[k.kode for k in rujukan.daftar_kelurahan()],
        pekerjaan=pilihan_pekerjaan(),
        dipakai=set(),
        pendata=str(pendata),
    )
    for pk, status in enumerate(daftar_status, 1):
        yield orang(pk, status, bahan)


def kpj(pk: int) -> str:
    """Eleven digits that no other person of this data has."""
    return f"{(pk * 7919 + 10**10) % 10**11:011}"


def orang(pk: int, status: str, bahan: Bahan) -> list[str]:
    """One row of COPY text."""
    acak, pada, kelurahan, pekerjaan, dipakai, pendata = bahan
    perempuan = acak.random() < 0.42
    lahir = tanggal_lahir(acak, pada)
    tempat = acak.choice(kelurahan)
    melaut = tempat[:8] in PANTAI and acak.random() < 0.25
    nama = f"{acak.choice(PEREMPUAN if perempuan else LAKI)} {acak.choice(BELAKANG)}"
    waktu = f"{pada - timedelta(days=acak.randrange(1, 300))} 09:00+07"
    sepadan = acak.random() < 0.7
    isi = {
        "id": str(pk),
        "nik": nik(acak, lahir, perempuan=perempuan, kecamatan=tempat[6:8], dipakai=dipakai),
        "no_kk": f"3374{tempat[6:8]}{acak.randrange(10**10):010}",
        "kpj": "" if status == "draf" else kpj(pk),
        "nama": nama,
        "nama_cari": nama_cari(nama),
        "tempat_lahir": acak.choice(TEMPAT),
        "tanggal_lahir": lahir.isoformat(),
        "jenis_kelamin": "P" if perempuan else "L",
        "nama_ibu": acak.choice(PEREMPUAN),
        "alamat": f"Jl. {acak.choice(JALAN)} No. {acak.randrange(1, 120)}",
        "rt": f"{acak.randrange(1, 13):03}",
        "rw": f"{acak.randrange(1, 11):03}",
        "kelurahan_id": tempat,
        "hp": f"08{acak.choice('12357')}{acak.randrange(10**8):08}",
        "pekerjaan_id": KERJA_PANTAI if melaut else pekerjaan.ambil(acak),
        "penghasilan": str(acak.randrange(10, 36) * 50_000),
        **(_sepadan(pk, acak, pada) if sepadan else {"desil": "\\N", "desil_pada": "\\N"}),
        "sumber_data": acak.choice(("kelurahan", "kelurahan", "komunitas", "kota")),
        "status": status,
        "didata_oleh_id": pendata,
        "penyunting": f"{{{pendata}}}",
        **dict.fromkeys(("dibuat_pada", "diubah_pada"), waktu),
    }
    return [isi.get(kolom, "") for kolom in KOLOM]


def _sepadan(pk: int, acak: Random, pada: date) -> dict[str, str]:
    """What is known of somebody who was checked in the registers."""
    return {
        "cara_kerja": CARA[pk % len(CARA)],
        "status_bpjs": "belum",
        "register_kesejahteraan": "DTSEN",
        "desil": str(acak.randrange(1, 6)),
        "desil_pada": f"{pada - timedelta(days=pk % 500)}",
    }


def tanggal_lahir(acak: Random, pada: date) -> date:
    """Between 18 and 65, most in the middle; a few stand before their 65th birthday.

    Who would be older or younger is laid back inside, so that no two dozen share a birthday.
    """
    usia = acak.gauss(44, 11)
    if usia > TERTUA:
        usia = TERTUA - (usia - TERTUA) * 0.4 % 1.5
    elif usia < TERMUDA:
        usia = TERMUDA + (TERMUDA - usia) % 5
    return pada - timedelta(days=int(usia * 365.2425))


def nik(acak: Random, lahir: date, *, perempuan: bool, kecamatan: str, dipakai: set[str]) -> str:
    """A NIK nobody else in this data has: region, day (plus 40), month, year, serial."""
    wilayah = f"3374{kecamatan}" if acak.random() < 0.88 else acak.choice(LUAR_KOTA)
    depan = f"{wilayah}{lahir.day + 40 * perempuan:02}{lahir:%m%y}"
    while (hasil := f"{depan}{acak.randrange(1, 10_000):04}") in dipakai:
        continue
    dipakai.add(hasil)
    return hasil
