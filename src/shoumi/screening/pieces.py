"""What a file comes apart into: text with layer and place, files inside, what stays shut."""

from collections.abc import Iterator
from enum import StrEnum
from typing import TypeAlias

import msgspec

from shoumi.screening.words import Message


class Layer(StrEnum):
    """Where in a file's make-up a text stands; most of these never show on the printed page."""

    BODY = "body"
    HEADER = "header"
    FOOTER = "footer"
    FOOTNOTE = "footnote"
    TEXT_BOX = "text-box"
    TABLE = "table"
    ALT_TEXT = "alt-text"
    COMMENT = "comment"
    DELETED = "deleted"
    INSERTED = "inserted"
    HIDDEN_TEXT = "hidden-text"
    HIDDEN_SHEET = "hidden-sheet"
    HIDDEN_ROW = "hidden-row"
    HIDDEN_SLIDE = "hidden-slide"
    NOTES = "notes"
    PROPERTIES = "properties"
    CUSTOM_PROPERTIES = "custom-properties"
    FORM_FIELD = "form-field"
    ANNOTATION = "annotation"
    ATTACHMENT = "attachment"
    EMBEDDED = "embedded"
    PICTURE_TEXT = "picture-text"
    EXIF = "exif"
    FILE_NAME = "file-name"
    MARKUP = "markup"


class Place(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where a person finds it. Counts begin at 1; `box`: left, top, right, bottom in points."""

    trail: tuple[str, ...] = ()
    part: str = ""
    page: int = 0
    slide: int = 0
    sheet: str = ""
    cell: str = ""
    table: int = 0
    paragraph: int = 0
    line: int = 0
    column: int = 0
    box: tuple[float, float, float, float] | None = None


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """A run of text that a reader would take in as one: a paragraph, a cell, a page of a PDF."""

    text: str
    layer: Layer
    place: Place = Place()


class Enclosed(msgspec.Struct, frozen=True, kw_only=True):
    """A file inside the file: an attachment, a picture, a member of an archive."""

    name: str
    content: bytes
    layer: Layer
    place: Place = Place()


class Why(StrEnum):
    """Why something was not screened."""

    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    UNKNOWN = "unknown-format"
    TOO_LARGE = "too-large"
    TOO_DEEP = "too-deep"
    TOO_MANY = "too-many"
    MULTI_VOLUME = "multi-volume"
    NO_TEXT = "no-text-layer"
    OUT_OF_TIME = "out-of-time"
    CRASHED = "crashed"
    UNREADABLE = "unreadable"
    NOT_A_FILE = "not-a-file"
    CHANGED = "changed-while-read"
    UNSAFE_NAME = "unsafe-name"


class Unscreened(msgspec.Struct, frozen=True, kw_only=True):
    """A part that nobody has looked into. It is reported, because silence would read as a pass."""

    why: Why
    message: Message
    place: Place = Place()


Piece: TypeAlias = Passage | Enclosed | Unscreened
Pieces: TypeAlias = Iterator[Piece]
