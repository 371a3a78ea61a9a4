"""What a file is, by its content and never by its name."""

import re
import zipfile

from shoumi.screening.formats.encoding import looks_like_text
from shoumi.screening.formats.zipfaults import ZIP_FAILURES
from shoumi.screening.source import Source, opened

HEAD = 4096
# Signature at the first byte → kind.
SIGNATURES = (
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"\x1f\x8b", "gz"),
    (b"BZh", "bz2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"WARC/", "warc"),
    (b"\x78\x9f\x3e\x22", "tnef"),
    (b"\xff\xd8\xff", "image"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"GIF87a", "image"),
    (b"GIF89a", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"BM", "image"),
)
HTML_SIGNS = (
    b"<!doctype html",
    b"<html",
    b"<head",
    b"<body",
    b"<meta ",
    b"<div",
    b"<table",
    b"<p>",
)
HEADER = re.compile(rb"[!-9;-~]{1,76}:|from [!-~]+ ")  # a header's name, or a mailbox's first line
MAIL_SIGNS = (
    b"from:",
    b"received:",
    b"return-path:",
    b"mime-version:",
    b"message-id:",
    b"subject:",
    b"delivered-to:",
)


def sniff(source: Source) -> str:
    """The kind of a file as `registry.MODULES` names it; "unknown" where nothing fits."""
    head = bytes(source[:HEAD])
    for signature, kind in SIGNATURES:
        if head.startswith(signature) and (signature != b"BM" or b"\x00" in head[:16]):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image"
    if head[:2] == b"PK":
        return zip_kind(source)
    if head[257:262] == b"ustar":
        return "tar"
    if b"%PDF-" in head[:1024]:
        return "pdf"
    return _text_kind(source, head)


def zip_kind(source: Source) -> str:
    """Office documents are zip files that hold certain members."""
    try:
        with zipfile.ZipFile(opened(source)) as archive:
            names = set(archive.namelist())
            mimetype = b""
            if "mimetype" in names:
                with archive.open("mimetype") as stream:
                    mimetype = stream.read(80)
    except ZIP_FAILURES:
        return "zip"
    for member, kind in (("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx"),
                         ("ppt/presentation.xml", "pptx"), ("OFD.xml", "ofd")):  # fmt: skip
        if member in names:
            return kind
    if "[Content_Types].xml" in names:
        roots = {name.split("/")[0] for name in names}
        return next(
            (
                kind
                for root, kind in (("word", "docx"), ("xl", "xlsx"), ("ppt", "pptx"))
                if root in roots
            ),
            "zip",
        )
    return "odf" if mimetype.startswith(b"application/vnd.oasis") else "zip"


def _text_kind(source: Source, head: bytes) -> str:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if (
        HEADER.match(start)
        and sum(start.startswith(sign) or b"\n" + sign in start for sign in MAIL_SIGNS) >= 2
    ):
        return "mail"
    if start.startswith(HTML_SIGNS) or b"<html" in start[:1024]:
        return "html"
    return "text" if looks_like_text(source) else "unknown"
