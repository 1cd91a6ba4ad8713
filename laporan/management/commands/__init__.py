"""Commands of laporan."""
