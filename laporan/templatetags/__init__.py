"""Template tags of ``laporan``."""
