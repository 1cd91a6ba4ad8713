"""Views of verifikasi, one module per noun."""
