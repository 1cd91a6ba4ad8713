"""Screens of ``laporan``."""
