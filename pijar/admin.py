"""Users and the access log in /kelola/; ``pijar.hak`` defines the rights."""

import re
from typing import Any

from axes.utils import reset
from django import forms
from django.contrib import admin, messages  # noqa: TID251 - the admin reports its actions
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db.models import DateField, QuerySet
from django.http import HttpRequest  # noqa: TID251 - the type of the admin's own hooks

from pijar.hak import Peran
from pijar.models import KODE_WILAYAH, JejakAkses, Pengguna
from pijar.tanggal import TanggalField, TanggalInput

admin.site.site_header = admin.site.site_title = "PIJAR SEMAR"
admin.site.index_title = "Kelola"
admin.site.unregister(Group)  # roles are fixed by migration


class DenganHak(admin.ModelAdmin):
    """An admin page for holders of ``hak``: they view, add and change rows, but delete none.

    Admins with an area may not open it, because its table covers the whole city.
    """

    hak = "pijar.mengelola_pengguna"
    formfield_overrides = {DateField: {"form_class": TanggalField, "widget": TanggalInput}}

    def boleh(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.hak) and not getattr(request.user, "wilayah", None)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.boleh(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.boleh(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.boleh(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.boleh(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class WewenangMixin(forms.ModelForm):
    """Checks of role and area, for new and existing users."""

    def clean_groups(self) -> QuerySet[Group]:
        peran: QuerySet[Group] = self.cleaned_data["groups"]
        if len(peran) != 1:
            raise ValidationError("Pilih tepat satu peran.")
        return peran

    def clean_wilayah(self) -> list[str]:
        wilayah: list[str] = [k.strip() for k in self.cleaned_data["wilayah"]]
        if salah := [k for k in wilayah if not re.fullmatch(KODE_WILAYAH, k)]:
            raise ValidationError(
                f"Bukan kode wilayah: {', '.join(salah)}. Contoh: 33.74.01 atau 33.74.01.1001."
            )
        return wilayah


class PenggunaBaruForm(WewenangMixin, AdminUserCreationForm):
    class Meta:
        model = Pengguna
        fields = ("username", "nama", "nip", "groups", "wilayah", "berlaku_sampai")


class PenggunaForm(WewenangMixin, UserChangeForm):
    class Meta:
        model = Pengguna
        fields = "__all__"  # noqa: DJ007 - the fieldsets list the fields


@admin.register(Pengguna)
class PenggunaAdmin(DenganHak, UserAdmin):
    """Users with exactly one role; admins deactivate them and never delete them."""

    form = PenggunaForm
    add_form = PenggunaBaruForm
    list_display = ("username", "nama", "nama_peran", "wilayah", "berlaku_sampai", "is_active")
    list_filter = ("groups", "is_active")
    search_fields = ("username", "nama", "nip")
    ordering = ("username",)
    filter_horizontal = ()
    readonly_fields = ("last_login", "dibuat_pada")
    actions = ("buka_kunci",)
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Orang", {"fields": ("nama", "nip")}),
        ("Wewenang", {"fields": ("groups", "wilayah", "berlaku_sampai", "is_active")}),
        ("Catatan", {"fields": ("last_login", "dibuat_pada")}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "nama", "nip")}),
        ("Kata sandi", {"fields": ("password1", "password2")}),
        ("Wewenang", {"fields": ("groups", "wilayah", "berlaku_sampai")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Pengguna]:
        return super().get_queryset(request).prefetch_related("groups")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only a superuser may change a superuser."""
        tinggi = bool(obj and obj.is_superuser and not request.user.is_superuser)
        return super().has_change_permission(request, obj) and not tinggi

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Admins may not change their own role, area or term: a colleague must do it."""
        tetap = super().get_readonly_fields(request, obj)
        if obj is None or obj.pk != request.user.pk or request.user.is_superuser:
            return tetap
        return (*tetap, "groups", "wilayah", "berlaku_sampai", "is_active")

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **lain: Any) -> Any:
        lain["widget"] = forms.CheckboxSelectMultiple
        lain["label"] = "Peran"
        lain["queryset"] = Group.objects.filter(name__in=Peran.values)
        return super().formfield_for_manytomany(db_field, request, **lain)

    def save_model(self, request: HttpRequest, obj: Pengguna, form: Any, change: bool) -> None:
        if "groups" in form.cleaned_data:
            peran = {g.name for g in form.cleaned_data["groups"]}
            obj.is_staff = obj.is_superuser or Peran.ADMIN in peran
        super().save_model(request, obj, form, change)

    @admin.action(description="Buka kunci masuk")
    def buka_kunci(self, request: HttpRequest, queryset: QuerySet[Pengguna]) -> None:
        """Unlock accounts locked after wrong passwords."""
        for pengguna in queryset:
            reset(username=pengguna.username)
        messages.success(request, "Kunci dibuka; orangnya dapat mencoba masuk lagi.")


@admin.register(JejakAkses)
class JejakAksesAdmin(DenganHak):
    """The log of access to personal data, read-only."""

    list_display = ("pada", "oleh", "tindakan", "objek", "alasan", "jumlah")
    list_filter = ("tindakan", "pada")
    search_fields = ("oleh__nama", "oleh__username", "objek", "alasan")
    list_select_related = ("oleh",)
    date_hierarchy = "pada"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
