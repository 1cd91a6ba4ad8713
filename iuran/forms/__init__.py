"""Forms of iuran, one module per noun."""
