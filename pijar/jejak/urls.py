"""Addresses of the access log."""

from django.urls import path

from pijar.jejak import views

jejak = (
    [
        path("", views.daftar, name="daftar"),
        path("ekspor/", views.ekspor, name="ekspor"),
        path("ringkasan/", views.ringkasan, name="ringkasan"),
        path("ringkasan/<int:pk>/unduh/", views.ringkasan_unduh, name="ringkasan_unduh"),
    ],
    "jejak",
)
