"""The log of gunicorn, written like every other: named by ``--logger-class``."""

from typing import Any

from gunicorn.glogging import Logger

from pijar.catatan import TanpaDataPribadi


class Catatan(Logger):
    """Masks what an address holds: whoever asks for ``/%0a…`` would write a line of his own."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for catatan, bentuk in (
            (self.error_log, self.error_fmt),
            (self.access_log, self.access_fmt),
        ):
            for penangan in catatan.handlers:
                penangan.setFormatter(TanpaDataPribadi(bentuk, self.datefmt))
