"""One line of JSON a file."""

import msgspec

from shoumi.screening.findings import Report


def line(report: Report) -> bytes:
    """A report as JSON Lines: no line end inside, one at its end."""
    return msgspec.json.encode(report) + b"\n"


def read_line(content: bytes) -> Report:
    """The report of one line. Raises msgspec.DecodeError for what `line` did not write."""
    return msgspec.json.decode(content, type=Report)
