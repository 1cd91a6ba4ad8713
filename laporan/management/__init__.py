"""Management of laporan."""
