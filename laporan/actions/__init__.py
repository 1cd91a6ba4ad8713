"""Verbs of ``laporan``: the report of a month from draft to closed, and back."""
