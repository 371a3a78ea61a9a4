"""The code on every print: which form, of what, as of when, signed with the unit's key.

It names no title, level or number, and is worth nothing in another unit.
"""

from __future__ import annotations

import hmac
from base64 import b32decode, b32encode
from binascii import Error as NoBase32Error

import msgspec
import segno
import zxingcpp
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.hmac import HMAC

from shoumi.server.forms.eyes import Content
from shoumi.server.keys.keyring import Keyring

PREFIX = "SF-"
_DIGEST = 6
_MARK = 8
_WHOLE = 1 + 16 + 3 + _DIGEST + _MARK
_LETTERS = 55
_CODE_DOMAIN = b"shoumi:form-code:1\0"
_CONTENT_DOMAIN = b"shoumi:form-content:1\0"


class NoCodeError(ValueError):
    """What was scanned is no code of a print of this unit."""


class PrintCode(msgspec.Struct, frozen=True, kw_only=True):
    """What a print leads back to.

    `form` is the form's permanent number and `subject` the thing it is about. `version` is the
    thing's, or for a register the month that was printed. `digest` begins the keyed digest of
    what the record said then.
    """

    form: int
    subject: str
    version: int
    digest: bytes


def digest_of(content: Content, keyring: Keyring) -> bytes:
    """Tells two contents apart and nothing of either, because it is keyed."""
    told = msgspec.json.encode(content, order="deterministic")
    return _keyed(keyring, _CONTENT_DOMAIN, told)[:_DIGEST]


def written(code: PrintCode, unit: str, keyring: Keyring) -> str:
    """The code as it stands on paper."""
    told = (
        code.form.to_bytes(1, "big")
        + bytes.fromhex(code.subject)
        + code.version.to_bytes(3, "big")
        + code.digest
    )
    whole = told + _mark(told, unit, keyring)
    if len(whole) != _WHOLE:
        message = f"a code has {_WHOLE} bytes, not {len(whole)}"
        raise ValueError(message)
    return PREFIX + _spelt(whole)


def read(scanned: str, unit: str, keyring: Keyring) -> PrintCode:
    """The code that was scanned or typed; NoCodeError where this unit never wrote it."""
    letters = "".join(scanned.split()).upper().removeprefix(PREFIX)
    if len(letters) != _LETTERS:
        raise NoCodeError
    try:
        whole = b32decode(letters + "=")
    except NoBase32Error as error:
        raise NoCodeError from error
    told, mark = whole[:-_MARK], whole[-_MARK:]
    # The last letter has bits to spare: one code has one spelling.
    if _spelt(whole) != letters or not hmac.compare_digest(mark, _mark(told, unit, keyring)):
        raise NoCodeError
    return PrintCode(
        form=told[0],
        subject=told[1:17].hex(),
        version=int.from_bytes(told[17:20], "big"),
        digest=told[20:],
    )


def _spelt(whole: bytes) -> str:
    return b32encode(whole).decode().rstrip("=")


def _mark(told: bytes, unit: str, keyring: Keyring) -> bytes:
    return _keyed(keyring, _CODE_DOMAIN, unit.encode() + b"\0" + told)[:_MARK]


def _keyed(keyring: Keyring, domain: bytes, told: bytes) -> bytes:
    running = HMAC(keyring.words, hashes.SM3())
    running.update(domain + told)
    return running.finalize()


# Pictures ----------------------------------------------------------------------------------------


def square(told: str) -> str:
    """A QR code as SVG, readable with a seventh of it gone."""
    drawn = segno.make(told, error="m", micro=False)
    return drawn.svg_inline(border=0).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ')


def bars(told: str) -> str:
    """A bar code (Code 128) as SVG."""
    drawn: str = zxingcpp.create_barcode(told, zxingcpp.BarcodeFormat.Code128).to_svg()
    return drawn
