"""Uploaded photos and papers: check the content, and make a clean copy without metadata."""

from pijar.unggahan.periksa import MIME, Bersih, bersihkan

__all__ = ["MIME", "Bersih", "bersihkan"]
