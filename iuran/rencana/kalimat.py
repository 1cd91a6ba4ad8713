"""A plan in sentences: what the money carries, what is missing, what is left."""

from collections.abc import Iterator, Sequence
from datetime import date

from iuran.models import DISAHKAN, JenisSumber
from iuran.rencana.aturan import HasilSumber, Target
from pijar.bulan import nama_bulan
from pijar.rupiah import ribuan, rupiah


def kalimat_rencana(
    sumber: Sequence[HasilSumber], target: Sequence[Target]
) -> list[tuple[HasilSumber, list[str]]]:
    """Each source with its sentences; the only source of a kind also tells of the kind's target."""
    jenis = [h.dasar.jenis for h in sumber]
    sendiri = {t.jenis: [t] for t in target if t.mulai and jenis.count(t.jenis) == 1}
    return [(h, kalimat_sumber(h, sendiri.get(h.dasar.jenis, ()))) for h in sumber]


def kalimat_sumber(hasil: HasilSumber, target: Sequence[Target] = ()) -> list[str]:
    """The sentences of one source; ``target`` holds that of its kind if it is the only one."""
    return [*_daya(hasil, target), *_keperluan(hasil), *_keadaan(hasil), *_andaian(hasil)]


def sebutan_pagu(hasil: HasilSumber) -> str:
    """The ceiling, its source and how sure it is."""
    s = hasil.dasar
    teks = f"pagu {s.nama} {rupiah(hasil.pagu)}"
    if hasil.ingin.pagu is not None and hasil.pagu != s.pagu:
        return f"{teks} (andaian; pagu sebenarnya {rupiah(s.pagu)})"
    if not s.kota:
        return teks
    indikatif = "" if s.keadaan in DISAHKAN else ", masih indikatif"
    return f"{teks} ({s.keadaan.label}{indikatif})"


def _daya(hasil: HasilSumber, target: Sequence[Target]) -> Iterator[str]:
    lama = len(hasil.ditambah)
    if not lama:
        return
    mulai, akhir = nama_bulan(hasil.ditambah[0]), nama_bulan(hasil.ditambah[-1])
    rentang = f"{lama} bulan ({mulai}–{akhir})" if lama > 1 else f"1 bulan ({mulai})"
    if hasil.muat is None:
        if hasil.kurang_terikat:
            yield (
                f"Dengan {sebutan_pagu(hasil)}, tidak ada orang yang dapat ditambah: yang sudah "
                f"terikat melebihi pagunya {rupiah(hasil.kurang_terikat)}."
            )
        return
    ekor = "".join(f"; target {ribuan(t.orang)} {_kurang(t)}" for t in target)
    orang = f"{ribuan(hasil.muat)} orang" if hasil.muat else "tidak seorang pun"
    daya = f"{orang} dapat dilindungi {rentang}"
    yield f"Dengan {sebutan_pagu(hasil)}, {daya}{ekor}."


def _kurang(target: Target) -> str:
    return f"kurang {rupiah(target.kurang)}" if target.kurang else "tercukupi"


def _keperluan(hasil: HasilSumber) -> Iterator[str]:
    kata = "Rencana" if not hasil.bulan[-1].lalu else "Tahunnya sudah lewat:"
    orang = f"{kata} {ribuan(hasil.puncak)} orang memerlukan {rupiah(hasil.rupiah)}"
    terikat = f"{rupiah(sum(hasil.dasar.terikat))} di antaranya sudah terikat"
    if hasil.habis:
        yield (
            f"{orang} ({terikat}): kurang {rupiah(hasil.kurang)}, uangnya habis pada "
            f"{nama_bulan(hasil.habis)}."
        )
    elif hasil.kurang:
        yield f"{orang} ({terikat}): kurang {rupiah(hasil.kurang)}."
    else:
        yield f"{orang} ({terikat})."
    if hasil.sisa > 0:
        banyak = [f"{ribuan(orang)} orang × {lama} bulan" for orang, lama in hasil.dibawa]
        cukup = f" = {', atau '.join(banyak)}" if banyak else ""
        yield f"Sisa (SILPA) {rupiah(hasil.sisa)}{cukup}."


def _keadaan(hasil: HasilSumber) -> Iterator[str]:
    """What stands in the way of the plan in the real figures."""
    s = hasil.dasar
    if s.usulan is not None:
        yield f"Usulan pagu {rupiah(s.usulan)} menunggu admin lain; belum dihitung."
    if not s.aktif:
        yield "Sumber ini belum aktif: belum dapat dipakai dalam penetapan."
    if hasil.lebih_kuota:
        yield (
            f"Kuotanya {ribuan(s.kuota)} orang: rencana ini lebih {ribuan(hasil.lebih_kuota)} "
            "orang. Usulkan kuota baru di Sumber dana."
        )
    if hasil.tanpa_tarif:
        yield (
            f"Belum ada tarif untuk {rentang_kata(hasil.tanpa_tarif)}, jadi biaya bulan itu belum "
            "dihitung. Susun tarifnya di Iuran > Tarif."
        )


def _andaian(hasil: HasilSumber) -> Iterator[str]:
    """What was assumed and counts otherwise than it was written."""
    s, ingin = hasil.dasar, hasil.ingin
    if ingin.orang and hasil.ditambah and ingin.mulai < hasil.ditambah[0]:
        yield (
            f"Bulan yang sudah lewat tidak dapat ditambah: dihitung mulai "
            f"{nama_bulan(hasil.ditambah[0])}."
        )
    if ingin.sebutan_tarif:
        yield f"Tarif andaian {ingin.sebutan_tarif}; bulan lain menurut tabel tarif."
    if lewat := hasil.sesudah_desember:
        oleh = f"dibayar {s.penerus}" if s.penerus else "belum ada sumber penerusnya"
        yield f"{lewat} bulan jatuh sesudah Desember: {oleh}, tidak dihitung di sini."


def rentang_kata(bulan: Sequence[date]) -> str:
    """One month, or the first and the last."""
    if len(bulan) == 1:
        return nama_bulan(bulan[0])
    return f"{nama_bulan(bulan[0])} sampai {nama_bulan(bulan[-1])}"


def kalimat_target(target: Target) -> str:
    """What the target of a kind costs, and whether its ceilings hold that."""
    sebutan = f"Target {JenisSumber(target.jenis).label} {ribuan(target.orang)} orang"
    if target.mulai is None:
        return f"{sebutan}; tahunnya sudah lewat."
    sejak = _sejak(target.mulai)
    biaya = f"{sebutan}{sejak} memerlukan {rupiah(target.biaya)}, pagunya {rupiah(target.pagu)}"
    return f"{biaya}: {_kurang(target)}."


def _sejak(mulai: date) -> str:
    """Nothing for a whole year; else the first month beside what is bound already."""
    return f" sejak {nama_bulan(mulai)}, dengan yang sudah terikat," if mulai.month > 1 else ""


def kalimat_jumlah(semua: Sequence[Target]) -> str:
    """The same of all targets together; nothing when the year is over."""
    if not semua or semua[0].mulai is None:
        return ""
    orang, biaya = sum(t.orang for t in semua), sum(t.biaya for t in semua)
    kurang = sum(t.kurang for t in semua)
    ekor = f"kurang {rupiah(kurang)}" if kurang else "pagunya cukup"
    sejak = _sejak(semua[0].mulai)
    return f"Target seluruhnya {ribuan(orang)} orang{sejak} memerlukan {rupiah(biaya)}: {ekor}."
