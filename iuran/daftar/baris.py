"""One row of the list of people, with only the columns that the page shows."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.utils.safestring import SafeString

from iuran.perlindungan import Cakupan, cakupan_orang, kalimat_lindung
from peserta.daftar import Cari, Maksud, tandai
from peserta.models import RiwayatStatus, Status
from peserta.models.peserta import PesertaQuerySet
from peserta.models.status import BISA_DIAJUKAN

KOLOM = (
    "pk",
    "nama",
    "nik",
    "kpj",
    "hp",
    "tanggal_lahir",
    "kelurahan",
    "kelurahan__nama",
    "kelurahan__kecamatan__nama",
    "pekerjaan",
    "pekerjaan__nama",
    "status",
)


class BarisDaftar(NamedTuple):
    """A person in the list; the first fields are :data:`KOLOM`.

    ``lindung`` says until when they are protected, ``maksud`` and ``cari`` what was searched:
    both only for who searched.
    """

    pk: int
    nama: str
    nik: str
    kpj: str
    hp: str
    tanggal_lahir: date
    kode_kelurahan: str
    kelurahan: str
    kecamatan: str
    kode_pekerjaan: str
    pekerjaan: str
    status: str
    cakupan: str
    tunggakan: int
    alasan_kembali: str
    lindung: str = ""
    maksud: Maksud = Maksud()
    cari: Cari = Cari()

    @property
    def cip(self) -> Status:
        return Status(self.status)

    @property
    def cip_cakupan(self) -> Cakupan:
        """Only for a person who has one."""
        return Cakupan(self.cakupan)

    @property
    def kata_cakupan(self) -> str:
        """The cover in words; of a grace also how many months."""
        kata = self.cip_cakupan.label
        return f"{kata} {self.tunggakan} bulan" if self.cakupan == Cakupan.TENGGANG else kata

    @property
    def bisa_diajukan(self) -> bool:
        return self.status in BISA_DIAJUKAN

    @property
    def nama_tanda(self) -> SafeString | str:
        """The name with what matched marked."""
        return tandai(self.nama, self.maksud.semua_kata)

    @property
    def di_tempatnya(self) -> bool:
        """Whether a typed place is theirs."""
        return any(self.kode_kelurahan in s.kelurahan for s in self.maksud.sempit)

    @property
    def di_pekerjaannya(self) -> bool:
        """Whether a typed occupation is theirs."""
        return any(self.kode_pekerjaan == s.pekerjaan for s in self.maksud.sempit)

    @property
    def nomor_cocok(self) -> str:
        """Which of the person's numbers was found; the screen shows none of them whole."""
        cari = self.cari
        semua = {
            "NIK": cari.nomor in self.nik,
            "KPJ": self.kpj == cari.nomor,
            "Nomor HP": bool(cari.hp) and self.hp == cari.hp,
        }
        return next((nama for nama, cocok in semua.items() if cocok), "") if cari.nomor else ""


def baris_daftar(orang: PesertaQuerySet, pks: Sequence[int], pada: date) -> list[BarisDaftar]:
    """The rows of ``pks`` among ``orang``, in that order, with their cover on ``pada``.

    Plain values: making four objects of each person took a third of the page's time.
    """
    isi = {b[0]: b for b in orang.filter(pk__in=pks).order_by().values_list(*KOLOM)}
    cakupan = cakupan_orang(pks, pada)
    kembali = alasan_kembali([pk for pk, b in isi.items() if b[-1] == Status.DIKEMBALIKAN])
    bukan_temuan = ("", Maksud(), Cari())
    return [
        BarisDaftar._make((*isi[pk], *cakupan[pk], kembali.get(pk, ""), *bukan_temuan))
        for pk in pks
        if pk in isi
    ]


def baris_temuan(
    baris: Sequence[BarisDaftar], pada: date, *, maksud: Maksud, cari: Cari
) -> list[BarisDaftar]:
    """The rows of a search: what matched, and until when each is protected on ``pada``."""
    lindung = kalimat_lindung({b.pk: (b.cakupan, b.tunggakan) for b in baris}, pada)
    return [b._replace(lindung=lindung[b.pk], maksud=maksud, cari=cari) for b in baris]


def alasan_kembali(pks: Sequence[int]) -> dict[int, str]:
    """Why the cases of these returned people came back, by person; asks nothing for nobody."""
    if not pks:
        return {}
    kembali = RiwayatStatus.objects.filter(peserta__in=pks, ke=Status.DIKEMBALIKAN)
    return dict(kembali.order_by("pk").values_list("peserta", "alasan"))
