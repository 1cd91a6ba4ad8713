"""Screens of iuran, one module per noun."""
