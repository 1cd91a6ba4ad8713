"""Papers of a decree, in the order in which the office makes them."""

from laporan.surat.susun import berita_acara, keputusan, nota, perubahan

JENIS = {**berita_acara.JENIS, **nota.JENIS, **keputusan.JENIS, **perubahan.JENIS}
