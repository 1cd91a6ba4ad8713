"""Remove personal data from log lines, because database errors quote refused rows."""

import logging
import re

# Parts of a PostgreSQL error that quote data: values of the row, line of a COPY, statement.
KUTIPAN = re.compile(r"^([ \t]*(?:DETAIL|CONTEXT|LINE \d+)): .*$", re.MULTILINE)
# NIK and KK have 16 digits, a KPJ 11, a phone number 10 to 13. Ids and sums are shorter.
NOMOR = re.compile(r"(?<![0-9A-Fa-f-])[0-9]{10,20}(?![0-9A-Fa-f-])")


def tanpa_data_pribadi(tulisan: str) -> str:
    """Return ``tulisan`` without PostgreSQL's quotations and with long numbers masked."""
    return NOMOR.sub("(nomor)", KUTIPAN.sub(r"\1: (tidak dicatat)", tulisan))


class TanpaDataPribadi(logging.Formatter):
    """The formatter of every handler; it cleans the finished line with its traceback."""

    def format(self, record: logging.LogRecord) -> str:
        return tanpa_data_pribadi(super().format(record))
