"""Photos and scanned papers on their way in: checked by content, written anew, without metadata."""

from pijar.unggahan.periksa import MIME, Bersih, bersihkan

__all__ = ["MIME", "Bersih", "bersihkan"]
