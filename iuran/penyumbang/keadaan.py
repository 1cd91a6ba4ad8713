"""What one donor's or promise's page shows: promises, what was paid of them, by which paper."""

from django.db.models import Count, Max, Min, Q, QuerySet

from iuran.models import Iuran, Janji, Pembayaran, Penyumbang
from iuran.models.janji import JanjiQuerySet
from iuran.penyumbang.saringan import dengan_lunas
from pijar.models import Pengguna

TERBANYAK = 50  # rows of one table


def janji_penyumbang(penyumbang: Penyumbang, petugas: Pengguna) -> JanjiQuerySet:
    """The donor's promises for workers whom the officer may see; running ones first."""
    milik = Janji.objects.for_petugas(petugas).filter(penyumbang=penyumbang)
    daftar = dengan_lunas(milik).select_related("penyumbang", "peserta__kelurahan__kecamatan")
    return daftar.order_by("status", "-pk")[:TERBANYAK]


def bukti_bayar(penyumbang: Penyumbang, petugas: Pengguna) -> QuerySet[Pembayaran]:
    """The papers that paid months of these promises, newest first."""
    milik = Janji.objects.for_petugas(petugas).filter(penyumbang=penyumbang)
    return _bukti(Iuran.objects.filter(bantuan__janji__in=milik.order_by().values("pk")))


def bukti_janji(janji: Janji) -> QuerySet[Pembayaran]:
    """The papers that paid months of one promise, newest first."""
    return _bukti(Iuran.objects.filter(bantuan__janji=janji))


def _bukti(baris: QuerySet[Iuran]) -> QuerySet[Pembayaran]:
    """Each paper with the months that it pays of these rows: ``banyak``, ``dari``, ``hingga``."""
    milik = Q(daftar_iuran__in=baris.filter(hidup=True).order_by().values("pk"))
    bayar = Pembayaran.objects.filter(milik)
    bulan = "daftar_iuran__bulan"
    return bayar.annotate(banyak=Count("pk"), dari=Min(bulan), hingga=Max(bulan)).order_by(
        "-tanggal", "-pk"
    )[:TERBANYAK]
