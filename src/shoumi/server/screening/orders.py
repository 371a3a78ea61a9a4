"""What the pages ask of the screening program, and what it answers; both travel through pipes."""

from __future__ import annotations

import msgspec

from shoumi.screening.findings import Finding, Report
from shoumi.screening.pieces import Passage
from shoumi.screening.redaction.redact import Protocol
from shoumi.screening.redaction.removal import Method

MOST_BYTES = 32 * 2**20
"""Larger files are screened at the command line, which reads them in stretches."""


class Screen(msgspec.Struct, frozen=True, kw_only=True, tag="screen"):
    """Screen a file. `key` (16 to 64 bytes) makes identities that nobody outside can try out."""

    name: str
    content: bytes
    key: bytes
    lexicons: tuple[tuple[str, bytes], ...] = ()


class Redact(msgspec.Struct, frozen=True, kw_only=True, tag="redact"):
    """Make a copy without some findings, and attack it."""

    name: str
    content: bytes
    findings: tuple[Finding, ...]
    method: Method


class Passed(msgspec.Struct, frozen=True, kw_only=True):
    """A passage by its number in the file."""

    number: int
    passage: Passage


class Screened(msgspec.Struct, frozen=True, kw_only=True):
    """The report, the passages to show with it, and the page that opens without this product.

    `cut`: the file is long, so only passages with findings and their neighbours are shown.
    """

    report: Report
    passages: tuple[Passed, ...]
    cut: bool
    pages: dict[str, str]


class Redacted(msgspec.Struct, frozen=True, kw_only=True):
    """The copy with its protocol; or why there is none."""

    content: bytes = b""
    protocol: Protocol | None = None
    refused: str = ""
