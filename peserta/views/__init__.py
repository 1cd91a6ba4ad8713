"""Views of peserta, one module per noun."""
