"""What becomes of the worker of one answer, from what is known of him. Pure."""

from datetime import date
from typing import Any, NamedTuple

from iuran.impor_penyumbang.bidang import PENYUMBANG
from iuran.impor_penyumbang.fakta import Fakta, JanjiAda, OrangAda
from iuran.impor_penyumbang.periksa import TIDAK_LAYAK, Jawaban
from iuran.jawaban import nama_lain
from iuran.models import NasibPekerja, StatusJanji
from peserta.bersih.alasan import GALAT, Temuan, info, peringatan, tanggal_indonesia
from peserta.bersih.nama import nama_cari
from peserta.bersih.nip import isi_nip
from peserta.models import Status
from pijar.bulan import nama_bulan, tambah_bulan

P = NasibPekerja
_LAIN = "Pilih pekerja lain."
_COCOKKAN = "Cocokkan NIK dengan KTP; centang hanya bila orangnya sama."
_DALAM_PROSES = (Status.DITETAPKAN, Status.DIDAFTARKAN)


class NasibJawaban(NamedTuple):
    """What becomes of the worker and why; ``janji_id``: the promise that is there.

    ``perubahan`` maps what the promise changes to [old, new].
    """

    nasib: NasibPekerja
    alasan: Temuan = ()
    peserta_id: int | None = None
    janji_id: int | None = None
    perubahan: dict[str, list[Any]] = {}


def nilai_pekerja(b: Jawaban, fakta: Fakta) -> NasibJawaban:
    """The worker of ``b`` by himself, not yet beside the other rows."""
    if b.kosong:
        tawarkan = "Tawarkan pekerja yang sudah terverifikasi."
        sebab = "Jawaban ini tidak menyebut pekerja."
        return NasibJawaban(P.KOSONG, peringatan("pekerja_kosong", "nik", "", sebab, tawarkan))
    if any(a.tingkat == GALAT and a.kolom not in PENYUMBANG for a in b.temuan):
        return NasibJawaban(P.GALAT)
    orang = fakta.orang.get(b.nik)
    if orang is None:
        return _tidak_kenal(b, fakta)
    hasil = _menurut_janji(b, fakta.janji.get(orang.pk, []))
    hasil = hasil or _halangan(b, fakta) or _menurut_status(b, orang)
    return hasil._replace(peserta_id=orang.pk, alasan=hasil.alasan + _beda(b, orang))


def _tidak_kenal(b: Jawaban, fakta: Fakta) -> NasibJawaban:
    for asal, kata in ((fakta.digabung, "digabung ke"), (fakta.dikoreksi, "dikoreksi; kini milik")):
        if nama := asal.get(b.nik):
            sebab = f"NIK ini sudah {kata} {nama}."
            return _tolak("nik_lama", sebab, "Bila orangnya sama, tulis NIK-nya yang sekarang.")
    return _halangan(b, fakta) or NasibJawaban(P.BARU)


def _halangan(b: Jawaban, fakta: Fakta) -> NasibJawaban | None:
    """Why nobody like this may be a worker of the movement, as far as the answer shows it."""
    if any(a.kode in TIDAK_LAYAK for a in b.temuan):
        return NasibJawaban(P.DITOLAK)
    if _diri_sendiri(b):
        return _tolak("diri_sendiri", "Penyumbang menyebut dirinya sendiri sebagai pekerja.", _LAIN)
    if asn := _rekan(b, fakta):
        sebab = f"Pekerja ini tampaknya ASN: nama dan tanggal lahirnya sama dengan {asn}."
        return _tolak("pekerja_penyumbang", sebab, _LAIN)
    return None


def _rekan(b: Jawaban, fakta: Fakta) -> str:
    """The civil servant whose name, birth date and sex are the worker's."""
    lahir, kelamin = b.orang.get("tanggal_lahir"), b.orang.get("jenis_kelamin")
    if not isinstance(lahir, date):
        return ""
    nama = nama_cari(b.nama)
    semua = (a for a in fakta.asn.get(lahir, []) if a.kelamin == kelamin)
    return next((a.nama for a in semua if nama_cari(a.nama) == nama), "")


def _diri_sendiri(b: Jawaban) -> bool:
    isi = isi_nip(b.nip) if b.nip else None
    pekerja = (b.orang.get("tanggal_lahir"), b.orang.get("jenis_kelamin"))
    if isi is None or (isi.lahir, isi.kelamin) != pekerja:
        return False
    return not nama_lain(nama_cari(b.nama_asn), nama_cari(b.nama))


def _menurut_janji(b: Jawaban, daftar: list[JanjiAda]) -> NasibJawaban | None:
    """Beside the promises for this worker; None where none of them touches these months."""
    mulai, sampai = b.mulai, b.sampai
    if mulai is None or sampai is None:
        return None
    for j in reversed(daftar):
        if j.nip != b.nip and j.kena(mulai, sampai):
            sebab = f"Sudah dijanjikan {j.nama} s.d. {nama_bulan(j.sampai)} ({j.nomor})."
            return _lindung("janji_lain", sebab, j.sampai)
    return _menurut_sendiri(b, [j for j in daftar if j.nip == b.nip], mulai, sampai)


def _menurut_sendiri(
    b: Jawaban, sendiri: list[JanjiAda], mulai: date, sampai: date
) -> NasibJawaban | None:
    """Beside the donor's own promise for these months, or for those right before."""
    if sama := [j for j in sendiri if (j.mulai, j.tempo) == (mulai, b.tempo)]:
        return _ada(sama[-1], "Janji yang sama sudah tercatat")
    kena = [j for j in sendiri if j.kena(mulai, sampai)]
    if len(kena) > 1:
        return _tetap(kena[-1], f"menyentuh juga janji {kena[0].nomor}")
    dekat = kena or _tepat_sebelum(sendiri, mulai)
    return _janji_sendiri(b, dekat[-1], mulai, sampai) if dekat else None


def _tepat_sebelum(sendiri: list[JanjiAda], mulai: date) -> list[JanjiAda]:
    return [j for j in sendiri if tambah_bulan(j.sampai, 1) == mulai]


def _janji_sendiri(b: Jawaban, j: JanjiAda, mulai: date, sampai: date) -> NasibJawaban | None:
    """The donor's own promise for these months: the same, an older word, longer, or corrected."""
    if b.waktu and b.waktu <= j.waktu:
        return _ada(j, "Jawaban ini lebih lama daripada janji yang tercatat")
    bersambung = mulai > j.sampai
    diperpanjang = tambah_bulan(j.mulai, j.tempo - 1) < j.sampai
    if j.status != StatusJanji.AKTIF:
        return None if bersambung else _tetap(j, "sudah berakhir")
    if bersambung or (diperpanjang and mulai > j.mulai):
        if sampai <= j.sampai:
            return _ada(j, "Bulan-bulan ini sudah termasuk janji yang tercatat")
        perubahan = _berubah(("tempo", j.tempo, b.tempo), ("sampai", j.sampai, sampai))
        return NasibJawaban(P.DIPERPANJANG, (), None, j.pk, perubahan)
    if j.dibayar:
        return _tetap(j, "sudah ada bulannya yang dibayar")
    perubahan = _berubah(
        ("tempo", j.tempo, b.tempo), ("mulai", j.mulai, mulai), ("sampai", j.sampai, sampai)
    )
    return NasibJawaban(P.DIUBAH, (), None, j.pk, perubahan)


def _berubah(*semua: tuple[str, Any, Any]) -> dict[str, list[Any]]:
    def teks(isi: Any) -> Any:
        return isi.isoformat() if isinstance(isi, date) else isi

    return {nama: [teks(lama), teks(baru)] for nama, lama, baru in semua if lama != baru}


def _ada(j: JanjiAda, kata: str) -> NasibJawaban:
    sebab = f"{kata} ({j.nomor}, {nama_bulan(j.mulai)}–{nama_bulan(j.sampai)})."
    return NasibJawaban(P.SAMA, info("janji_ada", "mulai", "", sebab), None, j.pk)


def _tetap(j: JanjiAda, kata: str) -> NasibJawaban:
    sebab = f"Berbeda dari janji {j.nomor}, tetapi {kata}."
    hasil = _tolak("janji_terkunci", sebab, "Ubah di halaman janjinya.")
    return hasil._replace(janji_id=j.pk)


def _menurut_status(b: Jawaban, orang: OrangAda) -> NasibJawaban:
    """A person who is here and has no promise for these months."""
    status = Status(orang.status)
    if orang.meninggal:
        return _tolak("meninggal", "Pekerja ini tercatat meninggal.", _LAIN)
    if status in _DALAM_PROSES:
        sebab = f"Pekerja ini {status.label.lower()} untuk dibiayai pemerintah kota."
        return NasibJawaban(P.PROSES, peringatan("dalam_proses", "nik", "", sebab, _LAIN))
    if orang.sampai_kota and b.mulai and orang.sampai_kota >= b.mulai:
        sebab = f"Sudah dilindungi pemerintah kota s.d. {nama_bulan(orang.sampai_kota)}."
        return _lindung("dilindungi_kota", sebab, orang.sampai_kota)
    if status == Status.TIDAK_LAYAK:
        return _tolak("tidak_layak", "Verifikasi menyatakan pekerja ini tidak layak.", _LAIN)
    if status == Status.BERHENTI:
        sebab = "Pekerja ini sudah berhenti; ia didata kembali sebagai draf."
        return NasibJawaban(P.BUKA, peringatan("berhenti", "nik", "", sebab, "Centang bila benar."))
    sebab = f"Pekerja ini sudah didata: {status.label}."
    return NasibJawaban(P.KENAL, info("sudah_didata", "nik", "", sebab))


def _beda(b: Jawaban, orang: OrangAda) -> Temuan:
    """Whether the person with this NIK may be somebody else."""
    lahir, temuan = b.orang.get("tanggal_lahir"), Temuan()
    if nama_lain(b.nama, orang.nama):
        sebab = f"NIK ini tercatat atas nama {orang.nama}."
        temuan += peringatan("nama_beda", "nama", b.nama, sebab, _COCOKKAN)
    if isinstance(lahir, date) and lahir != orang.tanggal_lahir:
        sebab = f"Tanggal lahir tercatat {tanggal_indonesia(orang.tanggal_lahir)}; tidak diubah."
        temuan += info("lahir_beda", "tanggal_lahir", tanggal_indonesia(lahir), sebab)
    return temuan


def _tolak(kode: str, sebab: str, perbaikan: str) -> NasibJawaban:
    return NasibJawaban(P.DITOLAK, peringatan(kode, "nik", "", sebab, perbaikan))


def _lindung(kode: str, sebab: str, sampai: date) -> NasibJawaban:
    perbaikan = f"Pilih pekerja lain, atau mulai {nama_bulan(tambah_bulan(sampai, 1))}."
    return NasibJawaban(P.DILINDUNGI, peringatan(kode, "nik", "", sebab, perbaikan))
