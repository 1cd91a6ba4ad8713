"""Verbs of iuran: whatever changes state, money or two models at once."""
