"""Bills of a month: drafted from the ledger, issued by another admin, paid by one SP2D."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from iuran.buku import pastikan_ber_dpa
from iuran.models import Iuran, Pembayaran, StatusTagihan, SumberDana, Tagihan
from iuran.models.buku import IuranQuerySet
from iuran.models.tagihan import TRANSISI_TAGIHAN
from pijar import tugas
from pijar.bulan import WIB, awal_bulan, nama_bulan, tanggal_panjang
from pijar.errors import AturanDilanggarError, BentrokError, TransisiDitolakError
from pijar.models import Pengguna, Tugas
from pijar.rupiah import ribuan, rupiah

LAMPIRKAN = """
    WITH masuk AS (
        UPDATE iuran_iuran SET tagihan_id = %(tagihan)s
        WHERE sumber_id = %(sumber)s AND bulan = %(bulan)s AND hidup AND tagihan_id IS NULL
          AND id <> ALL(%(nonaktif)s::bigint[])
        RETURNING nominal
    )
    SELECT count(*), coalesce(sum(nominal), 0) FROM masuk
"""
MATI_SETELAH_BATAL = "Bantuan sudah dihentikan ketika tagihannya dibatalkan."
NOMOR_BARIS = "SELECT nextval(pg_get_serial_sequence('iuran_tagihan', 'id'))"


@transaction.atomic
def susun_tagihan(sumber: SumberDana, bulan: date, *, oleh: Pengguna) -> Tagihan:
    """Bill every live row of ``sumber`` and ``bulan`` that is in no bill yet.

    Who lapsed is left out. Of two admins at the same moment the second finds nothing any more.
    Rows that came after a bill make the next one (``ke`` 2 and up). Raises AturanDilanggarError
    when nothing waits, BentrokError when both bill different rows of the same month.
    """
    _pastikan_seluruh_kota(oleh)
    bulan = awal_bulan(bulan)
    # The source first, then its rows, as when grants are given: this order prevents deadlocks.
    SumberDana.objects.select_for_update(no_key=True).get(pk=sumber.pk)
    nonaktif = list(_belum_ditagih(sumber, bulan).nonaktif().values_list("pk", flat=True))
    with connection.cursor() as kursor:
        kursor.execute(NOMOR_BARIS)
        pk = kursor.fetchone()[0]
        # The rows point at the bill before it exists: its sums are fixed from the first moment,
        # and the foreign key is checked at commit.
        isi = {"tagihan": pk, "sumber": sumber.pk, "bulan": bulan, "nonaktif": nonaktif}
        kursor.execute(LAMPIRKAN, isi)
        orang, total = kursor.fetchone()
    if not orang:
        raise _tidak_ada(sumber, bulan)
    ke = 1 + (_bulan_ini(sumber, bulan).aggregate(n=Max("ke"))["n"] or 0)
    try:
        with transaction.atomic():
            return Tagihan.objects.create(
                pk=pk,
                nomor=f"TG-{bulan:%Y-%m}-{sumber.kode}-{ke}",
                sumber=sumber,
                bulan=bulan,
                ke=ke,
                jumlah_orang=orang,
                total=total,
                disusun_oleh=oleh,
            )
    except IntegrityError as galat:
        raise BentrokError(
            f"Tagihan {sumber} bulan {nama_bulan(bulan)} baru saja disusun orang lain. "
            "Muat ulang halaman untuk melihatnya."
        ) from galat


def _pastikan_seluruh_kota(oleh: Pengguna) -> None:
    if oleh.wilayah:
        raise AturanDilanggarError(
            "Tagihan memuat orang seluruh kota, sedangkan akun Anda dibatasi pada satu wilayah. "
            "Minta admin tanpa batas wilayah menyusunnya."
        )


def _belum_ditagih(sumber: SumberDana, bulan: date) -> IuranQuerySet:
    return Iuran.objects.belum_ditagih().filter(sumber=sumber, bulan=bulan)


def _bulan_ini(sumber: SumberDana, bulan: date) -> Any:
    return Tagihan.objects.filter(sumber=sumber, bulan=bulan)


def _tidak_ada(sumber: SumberDana, bulan: date) -> AturanDilanggarError:
    terakhir = _bulan_ini(sumber, bulan).hidup().select_related("disusun_oleh").last()
    if _belum_ditagih(sumber, bulan).exists():
        return AturanDilanggarError(
            f"Iuran {sumber} bulan {nama_bulan(bulan)} yang belum ditagih tinggal milik orang yang "
            "nonaktif: tiga bulan sebelumnya belum dibayar. Mereka tidak ditagih lagi; aktifkan "
            "kembali lewat penetapan baru.",
            tautan=reverse("iuran:habis"),
            label_tautan="Lihat yang sudah habis atau nonaktif",
        )
    if terakhir is None:
        return AturanDilanggarError(
            f"Tidak ada iuran {sumber} bulan {nama_bulan(bulan)} yang menunggu ditagih. "
            "Iuran muncul setelah jawaban BPJS diterapkan.",
            tautan=reverse("iuran:tagihan_baru"),
            label_tautan="Lihat yang menunggu",
        )
    return BentrokError(
        f"Semua iuran {sumber} bulan {nama_bulan(bulan)} sudah masuk tagihan; yang terakhir "
        f"{terakhir.nomor}, disusun oleh {terakhir.disusun_oleh}.",
        tautan=reverse("iuran:tagihan_detail", args=[terakhir.pk]),
        label_tautan=f"Buka {terakhir.nomor}",
    )


@transaction.atomic
def terbitkan(tagihan: Tagihan, *, oleh: Pengguna, pada: datetime) -> None:
    """Issue a drafted bill and order its documents; the drafter may not issue it.

    Raises AturanDilanggarError for the drafter and before the source has its DPA,
    TransisiDitolakError when it is no draft.
    """
    if tagihan.disusun_oleh_id == oleh.pk:
        raise AturanDilanggarError(
            f"{tagihan.nomor} Anda susun sendiri, jadi harus diterbitkan admin lain. "
            "Minta admin lain membuka halaman ini lalu menekan Terbitkan."
        )
    pastikan_ber_dpa(tagihan.sumber)
    _pindahkan(tagihan, StatusTagihan.DITERBITKAN, diterbitkan_oleh=oleh, diterbitkan_pada=pada)
    minta_dokumen(tagihan, oleh=oleh)


def _pindahkan(tagihan: Tagihan, ke: StatusTagihan, **kolom: Any) -> None:
    """Move a bill by TRANSISI_TAGIHAN; of two simultaneous calls exactly one succeeds."""
    asal = [dari for dari, tujuan in TRANSISI_TAGIHAN.items() if ke in tujuan]
    kolom["status"] = ke
    if not Tagihan.objects.filter(pk=tagihan.pk, status__in=asal).update(**kolom):
        tagihan.refresh_from_db()
        raise TransisiDitolakError(
            f"Tagihan {tagihan.nomor} sudah {tagihan.get_status_display().lower()}, jadi tidak "
            f"dapat menjadi {ke.label.lower()}. Muat ulang halaman."
        )
    for nama, nilai in kolom.items():
        setattr(tagihan, nama, nilai)


@transaction.atomic
def batalkan_tagihan(tagihan: Tagihan, *, alasan: str, oleh: Pengguna) -> int:
    """Cancel an unpaid bill; its rows wait for a new one. Returns how many.

    Rows after the end of a stopped grant do not wait again: they become dead.
    """
    if not alasan.strip():
        raise AturanDilanggarError("Tulis alasan pembatalan tagihan.")
    _pindahkan(
        tagihan,
        StatusTagihan.DIBATALKAN,
        alasan_batal=alasan.strip(),
        dibatalkan_oleh=oleh,
        dibatalkan_pada=timezone.now(),
    )
    isi = Iuran.objects.filter(tagihan=tagihan)
    lewat = isi.filter(pk__in=isi.melewati_bantuan().values("pk"))
    lewat.update(hidup=False, alasan_mati=MATI_SETELAH_BATAL, tagihan=None)
    return isi.update(tagihan=None)


@transaction.atomic
def minta_dokumen(tagihan: Tagihan, *, oleh: Pengguna) -> tuple[Tugas, Tugas]:
    """Order the bill's Excel list and PDF letter; returns the running jobs if there are any."""
    if tagihan.status == StatusTagihan.DIBATALKAN:
        raise AturanDilanggarError("Tagihan ini dibatalkan; dokumennya tidak dibuat lagi.")
    if tagihan.saldo_awal_id:
        raise AturanDilanggarError(
            "Tagihan saldo awal dibayar sebelum aplikasi ini dipakai; suratnya ada di arsip lama."
        )
    excel, pdf = (
        tugas.buat(
            f"iuran.{jenis}_tagihan",
            judul=f"{judul} tagihan {tagihan.nomor}",
            oleh=oleh,
            parameter={"tagihan": tagihan.pk},
            kunci=f"{jenis}-tagihan-{tagihan.pk}",
        )
        for jenis, judul in (("excel", "Daftar Excel"), ("pdf", "Surat PDF"))
    )
    tagihan.tugas_excel, tagihan.tugas_pdf = excel, pdf
    tagihan.save(update_fields=["tugas_excel", "tugas_pdf"])
    return excel, pdf


@transaction.atomic
def catat_sp2d(
    tagihan: Tagihan,
    nomor_sp2d: str,
    tanggal: date,
    nominal: int,
    *,
    oleh: Pengguna,
    pada: date,
) -> Pembayaran:
    """Record the SP2D that paid an issued bill in full; every row of the bill is then paid.

    ``pada`` is today. The same SP2D a second time changes nothing. Raises AturanDilanggarError
    for another sum, an impossible date or a number already used, TransisiDitolakError when the
    bill is not issued.
    """
    nomor_sp2d = " ".join(nomor_sp2d.split())
    # A second click waits here for the first, then finds its payment.
    tagihan = Tagihan.objects.select_for_update().get(pk=tagihan.pk)
    lama = Pembayaran.objects.filter(tagihan=tagihan).first()
    if lama and (lama.nomor_sp2d, lama.tanggal, lama.nominal) == (nomor_sp2d, tanggal, nominal):
        return lama
    _periksa_nominal(tagihan, nominal)
    _periksa_tanggal(tagihan, tanggal, pada)
    _periksa_nomor(tagihan, nomor_sp2d)
    _pindahkan(tagihan, StatusTagihan.DIBAYAR)
    try:
        with transaction.atomic():
            pembayaran = Pembayaran.objects.create(
                tagihan=tagihan, nomor_sp2d=nomor_sp2d, tanggal=tanggal, nominal=nominal, oleh=oleh
            )
    except IntegrityError as galat:
        raise BentrokError(
            f"Nomor {nomor_sp2d} baru saja dipakai untuk tagihan lain. Periksa nomornya."
        ) from galat
    _lunaskan(pembayaran)
    return pembayaran


def _lunaskan(pembayaran: Pembayaran) -> None:
    """Mark every row of the bill as paid; raises AturanDilanggarError when their number changed."""
    tagihan = pembayaran.tagihan
    lunas = Iuran.objects.filter(tagihan=tagihan).update(pembayaran=pembayaran)
    if lunas != tagihan.jumlah_orang:
        raise AturanDilanggarError(
            f"Isi {tagihan.nomor} tidak lagi {ribuan(tagihan.jumlah_orang)} orang melainkan "
            f"{ribuan(lunas)}. Beri tahu admin sistem sebelum membayar."
        )


def _periksa_nominal(tagihan: Tagihan, nominal: int) -> None:
    if selisih := nominal - tagihan.total:
        raise AturanDilanggarError(
            f"Nominal SP2D {rupiah(nominal)} tidak sama dengan total tagihan "
            f"{rupiah(tagihan.total)}: {'lebih' if selisih > 0 else 'kurang'} "
            f"{rupiah(abs(selisih))}. Periksa angka pada SP2D; bila tagihannya yang keliru, "
            "batalkan lalu susun lagi."
        )


def _periksa_tanggal(tagihan: Tagihan, tanggal: date, pada: date) -> None:
    if tanggal > pada:
        raise AturanDilanggarError(
            f"Tanggal SP2D {tanggal_panjang(tanggal)} belum tiba. Isi tanggal yang tertulis "
            "pada SP2D."
        )
    terbit = tagihan.diterbitkan_pada
    if terbit and tanggal < terbit.astimezone(WIB).date():
        raise AturanDilanggarError(
            f"Tanggal SP2D {tanggal_panjang(tanggal)} mendahului tagihannya, yang terbit "
            f"{tanggal_panjang(terbit)}. Periksa tanggalnya."
        )


def _periksa_nomor(tagihan: Tagihan, nomor_sp2d: str) -> None:
    if not nomor_sp2d:
        raise AturanDilanggarError("Tulis nomor SP2D.")
    lain = Pembayaran.objects.filter(nomor_sp2d=nomor_sp2d).exclude(tagihan=tagihan)
    if dipakai := lain.select_related("tagihan").first():
        raise AturanDilanggarError(
            f"SP2D {nomor_sp2d} sudah dicatat untuk {dipakai.tagihan.nomor}. Periksa nomornya."
        )
