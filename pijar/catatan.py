"""Log lines without personal data: a database error quotes the row that it refused."""

import logging
import re

# What PostgreSQL adds to an error: the values of the row, the line of a COPY, the statement.
KUTIPAN = re.compile(r"^([ \t]*(?:DETAIL|CONTEXT|LINE \d+)): .*$", re.MULTILINE)
# NIK and KK have 16 digits, a KPJ 11, a phone number 10 to 13. Ids and sums are shorter.
NOMOR = re.compile(r"(?<![0-9A-Fa-f-])[0-9]{10,20}(?![0-9A-Fa-f-])")


def tanpa_data_pribadi(tulisan: str) -> str:
    """``tulisan`` with PostgreSQL's quotations cut and long numbers masked."""
    return NOMOR.sub("(nomor)", KUTIPAN.sub(r"\1: (tidak dicatat)", tulisan))


class TanpaDataPribadi(logging.Formatter):
    """Every handler's formatter; works on the finished line, traces included."""

    def format(self, record: logging.LogRecord) -> str:
        return tanpa_data_pribadi(super().format(record))
