"""Where uploaded and made files are kept: on the disk, whole or not at all."""

from contextlib import suppress

from django.core.files import File
from django.core.files.storage import FileSystemStorage


class Penyimpanan(FileSystemStorage):
    def _save(self, name: str, content: File) -> str:
        """What was written of a file that did not fit is erased at once: it takes the last room."""
        try:
            return str(super()._save(name, content))  # type: ignore[misc]  # the stubs lack it
        except OSError:
            with suppress(OSError):
                self.delete(name)
            raise
