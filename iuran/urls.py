"""Addresses of iuran."""

from django.urls import URLPattern

app_name = "iuran"

urlpatterns: list[URLPattern] = []
