"""The benchmarks by name."""

from laporan.kinerja import Uji, dasbor

KOTA = 215_243  # informal workers of the city, 31 December 2024

UJI: dict[str, Uji] = {
    "dasbor": Uji("menghitung seluruh angka beranda, p95", KOTA, dasbor.siapkan, dasbor.ukur),
}
