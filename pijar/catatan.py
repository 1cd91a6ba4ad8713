"""What the log holds: no personal data, no trace of a refusal, no line that a stranger wrote."""

import logging
import re

# Parts of a PostgreSQL error that quote data: values of the row, line of a COPY, statement.
KUTIPAN = re.compile(r"^([ \t]*(?:DETAIL|CONTEXT|LINE \d+)): .*$", re.MULTILINE)
# NIK and KK have 16 digits, a KPJ 11, a phone number 10 to 13. Ids and sums are shorter.
NOMOR = re.compile(r"(?<![0-9A-Fa-f-])[0-9]{10,20}(?![0-9A-Fa-f-])")
# Signs that move the cursor or end a line somewhere; of tab and line end see ``satu_catatan``.
KENDALI = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
LANJUTAN = "\n  | "
ALAMAT = "pijar.alamat"  # in the environment of a request: the address of the client


def setelan(tingkat: str) -> dict[str, object]:
    """The setting ``LOGGING``: everything goes to the console of its process."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"penolakan": {"()": "pijar.catatan.Penolakan"}},
        "formatters": {
            "baris": {
                "()": "pijar.catatan.TanpaDataPribadi",
                "datefmt": "%Y-%m-%dT%H:%M:%S%z",  # with its zone: who reads it may be elsewhere
                "format": "{asctime} {levelname} {name}: {message}",
                "style": "{",
            }
        },
        "handlers": {
            "konsol": {
                "class": "logging.StreamHandler",
                "formatter": "baris",
                "filters": ["penolakan"],
            }
        },
        "root": {"handlers": ["konsol"], "level": tingkat},
        "loggers": {"axes": {"level": "WARNING"}},
    }


def tanpa_data_pribadi(tulisan: str) -> str:
    """Return ``tulisan`` without PostgreSQL's quotations and with long numbers masked."""
    return NOMOR.sub("(nomor)", KUTIPAN.sub(r"\1: (tidak dicatat)", tulisan))


def satu_catatan(tulisan: str) -> str:
    """Return ``tulisan`` so that a line which begins with a time is a record of its own."""
    aman = KENDALI.sub(lambda tanda: f"\\x{ord(tanda[0]):02x}", tulisan)
    return aman.replace("\n", LANJUTAN)


class TanpaDataPribadi(logging.Formatter):
    """The formatter of every handler; it cleans the finished record with its traceback."""

    def format(self, record: logging.LogRecord) -> str:
        return satu_catatan(tanpa_data_pribadi(super().format(record)))


class Penolakan(logging.Filter):
    """Makes a refused request one line: status, who, from where.

    A trace tells of a fault of ours; a 403 is none, and its trace buries those that are.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        status, request = getattr(record, "status_code", 0), getattr(record, "request", None)
        if request is None or not 400 <= status < 500:
            return True
        pengguna = getattr(getattr(request, "_cached_user", None), "pk", None) or "-"
        alamat = request.META.get(ALAMAT, request.META.get("REMOTE_ADDR", "-"))
        record.msg = f"{record.getMessage()} [{status}, pengguna {pengguna}, dari {alamat}]"
        record.args, record.exc_info, record.exc_text = (), None, None
        return True
