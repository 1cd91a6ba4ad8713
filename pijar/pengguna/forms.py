"""Forms of accounts: of admins about others, of owners about themselves."""

import re
from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError

from pijar.akun import AKUN_LEWAT, SANDI_USANG
from pijar.hak import Peran
from pijar.http import PetugasRequest
from pijar.models import Pengguna
from pijar.pengguna.diri import catat_gagal
from pijar.pengguna.isi import PANJANG_KECAMATAN, IsiAkun, daftar_wilayah
from pijar.pengguna.pintu import tahanan_permintaan
from pijar.tanggal import TanggalField

KOTA, TERBATAS = "kota", "terbatas"
NAMA_PENGGUNA = re.compile(r"[a-z0-9][a-z0-9._-]{2,59}")
NOMOR_PANJANG = re.compile(r"[0-9]{9,}")  # a NIK or NIP would stand in every log
ALASAN = {"required": "Tulis alasannya, misalnya nomor surat tugas."}


class SaringPenggunaForm(forms.Form):
    """The filters above the list of accounts."""

    q = forms.CharField(label="Nama, nama pengguna atau NIP", max_length=60, required=False)
    peran = forms.ChoiceField(
        label="Peran", choices=[("", "Semua peran"), *Peran.choices], required=False
    )
    keadaan = forms.ChoiceField(
        label="Keadaan",
        choices=[("", "Aktif"), ("nonaktif", "Nonaktif"), ("semua", "Semua")],
        required=False,
    )


class AkunForm(forms.Form):
    """An account as an admin decides it; ``akun`` is the one that is changed."""

    username = forms.CharField(
        label="Nama pengguna",
        max_length=60,
        help_text="Huruf kecil, angka, titik atau garis; paling sedikit tiga. Tidak berubah lagi.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    nama = forms.CharField(label="Nama lengkap", max_length=120)
    nip = forms.CharField(
        label="NIP",
        required=False,
        max_length=40,
        help_text="18 angka. Kosongkan bila bukan ASN.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    peran = forms.ChoiceField(label="Peran", choices=[("", "Pilih peran"), *Peran.choices])
    cakupan = forms.ChoiceField(
        label="Wilayah kerja",
        choices=[(KOTA, "Seluruh kota"), (TERBATAS, "Hanya wilayah yang dicentang di bawah")],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih wilayah kerjanya."},
    )
    wilayah = forms.MultipleChoiceField(label="Wilayah", required=False)
    berlaku_sampai = TanggalField(
        label="Berlaku sampai",
        required=False,
        help_text="Hari terakhir dapat masuk. Kosong berarti tanpa batas; auditor selalu berbatas.",
    )
    alasan = forms.CharField(label="Alasan", max_length=200, error_messages=ALASAN)

    def __init__(self, *args: Any, akun: Pengguna | None = None, **kwargs: Any) -> None:
        self.akun = akun
        if akun:
            isi = IsiAkun.dari(akun)._asdict()
            kwargs["initial"] = isi | {"cakupan": TERBATAS if akun.wilayah else KOTA}
        super().__init__(*args, **kwargs)
        self.daftar_wilayah = daftar_wilayah()
        self.fields["wilayah"].choices = [  # type: ignore[attr-defined]  # a field with choices
            satu for kecamatan, kelurahan in self.daftar_wilayah for satu in (kecamatan, *kelurahan)
        ]
        if akun:
            del self.fields["username"]

    @property
    def dicentang(self) -> list[str]:
        """The codes that are ticked."""
        return list(self["wilayah"].value() or [])

    @property
    def kelompok(self) -> list[tuple[Any, Any, bool]]:
        """Each kecamatan with its kelurahan, and whether something in it is ticked."""
        dicentang = {*self.dicentang}
        return [
            (kecamatan, anak, bool(dicentang & {kecamatan[0], *(k for k, _ in anak)}))
            for kecamatan, anak in self.daftar_wilayah
        ]

    def clean_username(self) -> str:
        nama = str(self.cleaned_data["username"]).lower()
        if not NAMA_PENGGUNA.fullmatch(nama):
            raise ValidationError(
                "Nama pengguna berisi huruf kecil, angka, titik atau garis, paling sedikit tiga. "
                "Contoh: sri.wahyuni."
            )
        if NOMOR_PANJANG.search(nama):
            raise ValidationError("NIK atau NIP bukan nama pengguna. Contoh: sri.wahyuni.")
        return nama

    def clean_nip(self) -> str:
        nip = re.sub(r"[\s.-]", "", self.cleaned_data["nip"])
        if nip and not re.fullmatch(r"[0-9]{18}", nip):
            raise ValidationError(
                f"NIP harus terdiri atas 18 angka; yang ditulis {len(nip)} tanda. Periksa lagi."
            )
        return nip

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or {}
        if isi.get("cakupan") == TERBATAS and not isi.get("wilayah"):
            self.add_error("wilayah", "Centang paling sedikit satu kecamatan atau kelurahan.")
        if isi.get("cakupan") == KOTA and isi.get("wilayah"):
            self.add_error(
                "cakupan",
                "Ada wilayah yang dicentang. Pilih “Hanya wilayah yang dicentang”, atau hapus "
                "centangnya.",
            )
        return isi

    def isi(self) -> IsiAkun:
        """The account as the form says it; a kelurahan of a ticked kecamatan adds nothing."""
        d = self.cleaned_data
        kecamatan = {k for k in d["wilayah"] if len(k) == PANJANG_KECAMATAN}
        wilayah = [
            k
            for k in d["wilayah"]
            if len(k) == PANJANG_KECAMATAN or k[:PANJANG_KECAMATAN] not in kecamatan
        ]
        return IsiAkun(
            self.akun.username if self.akun else d["username"],
            d["nama"],
            d["nip"],
            d["peran"],
            sorted(wilayah),
            d["berlaku_sampai"],
            self.akun.is_active if self.akun else True,
        )


class MasukForm(AuthenticationForm):
    """The sign-in; says so when a given password was used up, or the account has ended."""

    def get_invalid_login_error(self) -> ValidationError:
        if self.request is not None and self.request.META.get(SANDI_USANG):
            return ValidationError(
                "Kata sandi sementara ini sudah dipakai atau sudah lewat. Bila bukan Anda yang "
                "memakainya, beri tahu admin sekarang; minta dibuatkan yang baru.",
                code="sandi_usang",
            )
        if self.request is not None and self.request.META.get(AKUN_LEWAT):
            return ValidationError(
                "Masa berlaku akun ini sudah lewat, jadi tidak dapat masuk. Bila masih diperlukan, "
                "minta admin memperpanjangnya.",
                code="akun_lewat",
            )
        return super().get_invalid_login_error()


class GantiSandiForm(PasswordChangeForm):
    """The owner's own new password; another than the present one.

    A wrong present password counts as a failed sign-in: an open session is no place for guessing.
    """

    def __init__(self, request: PetugasRequest, data: Any = None) -> None:
        self.request = request
        super().__init__(request.user, data)

    def clean_old_password(self) -> str:
        kredensial = {"username": self.user.username}
        if ditahan := tahanan_permintaan(self.request, self.user.username):
            raise ValidationError(ditahan.kalimat)
        try:
            return str(super().clean_old_password())
        except ValidationError:
            user_login_failed.send(sender=__name__, credentials=kredensial, request=self.request)
            catat_gagal(self.user.username, "kata sandi lama salah saat menggantinya")
            raise

    def clean_new_password1(self) -> str:
        sandi: str = self.cleaned_data["new_password1"]
        if self.user.check_password(sandi):
            raise ValidationError("Kata sandi baru sama dengan yang sekarang. Pilih yang lain.")
        return sandi


class KodeForm(forms.Form):
    """A code of the app, or a recovery code."""

    kode = forms.CharField(
        label="Kode",
        max_length=30,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "none", "autofocus": True}
        ),
        error_messages={"required": "Tulis enam angka dari aplikasi, atau satu kode pemulihan."},
    )
