"""The access log in /kelola/, and accounts for the operator; ``pijar.hak`` defines the rights."""

from typing import Any

import django.contrib.auth.admin  # noqa: F401 - registers Group, which is taken off below
from django import forms
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db.models import DateField, QuerySet
from django.http import HttpRequest  # noqa: TID251 - the type of the admin's own hooks
from django.utils import timezone
from django.views.generic import RedirectView

from pijar.errors import AturanDilanggarError
from pijar.hak import Peran
from pijar.models import JejakAkses, Pengguna
from pijar.pengguna.akun import pastikan_masa
from pijar.pengguna.isi import IsiAkun
from pijar.tanggal import TanggalField, TanggalInput

admin.site.site_header = admin.site.site_title = "PIJAR SEMAR"
admin.site.index_title = "Kelola"
# One door alone: these pages have none of their own.
admin.site.login = login_not_required(  # type: ignore[method-assign, assignment]
    RedirectView.as_view(pattern_name="masuk", query_string=True)
)
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


class PenggunaForm(forms.ModelForm):
    """What the operator sets of an account; its password is set by ``manage.py akun``."""

    class Meta:
        model = Pengguna
        fields = ("nama", "nip", "groups", "wilayah", "berlaku_sampai", "is_active")

    def clean_groups(self) -> QuerySet[Group]:
        peran: QuerySet[Group] = self.cleaned_data["groups"]
        if len(peran) > 1:
            raise ValidationError("Pilih paling banyak satu peran.")
        return peran

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or {}
        lama = IsiAkun.dari(self.instance)._asdict()
        lama |= {k: isi[k] for k in ("wilayah", "berlaku_sampai") if k in isi}
        lama["peran"] = next((g.name for g in isi.get("groups", ())), "")
        try:
            pastikan_masa(IsiAkun(**lama), timezone.now())
        except AturanDilanggarError as penolakan:
            raise ValidationError(penolakan.kalimat) from penolakan
        return isi


@admin.register(Pengguna)
class PenggunaAdmin(admin.ModelAdmin):
    """Accounts for the operator (superuser) alone; admins have /pengguna/. Nobody is deleted."""

    form = PenggunaForm
    list_display = ("username", "nama", "nama_peran", "wilayah", "berlaku_sampai", "is_active")
    list_filter = ("groups", "is_active")
    search_fields = ("username", "nama", "nip")
    ordering = ("username",)
    readonly_fields = ("username", "last_login", "dibuat_pada")
    formfield_overrides = {DateField: {"form_class": TanggalField, "widget": TanggalInput}}
    fields = (
        "username",
        "nama",
        "nip",
        "groups",
        "wilayah",
        "berlaku_sampai",
        "is_active",
        "last_login",
        "dibuat_pada",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Pengguna]:
        return super().get_queryset(request).prefetch_related("groups")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_active and request.user.is_superuser)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **lain: Any) -> Any:
        lain["widget"] = forms.CheckboxSelectMultiple
        lain["label"] = "Peran"
        lain["queryset"] = Group.objects.filter(name__in=Peran.values)
        return super().formfield_for_manytomany(db_field, request, **lain)

    def save_model(self, request: HttpRequest, obj: Pengguna, form: Any, change: bool) -> None:
        peran = {g.name for g in form.cleaned_data["groups"]}
        obj.is_staff = obj.is_superuser or Peran.ADMIN in peran
        if change:
            obj.groups.clear()  # what is chosen is set after this; an auditor may lose the end
        super().save_model(request, obj, form, change)
        JejakAkses.catat(
            oleh=Pengguna.objects.get(username=request.user.get_username()),
            tindakan=JejakAkses.Tindakan.AKUN_UBAH,
            objek=f"akun {obj.username}",
            alasan=f"oleh operator, di /kelola/: {', '.join(form.changed_data) or 'tanpa beda'}",
        )


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
