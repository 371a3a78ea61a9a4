"""Text that must be wipeable stands beside the chain; the chain holds a commitment to it.

The commitment hides a salt of 32 bytes that only the ciphertext holds: delete the
ciphertext, and the text can be neither read nor guessed, while the chain stays whole.
"""

from collections.abc import Callable
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from shoumi.evidence import sm3

Entropy = Callable[[int], bytes]
"""Returns as many fresh random bytes as asked for; must come from the system."""

Token = dict[str, str]
"""What stands in entries and rows in the text's place: {"$sealed": commitment in hex}."""

_COMMITMENT: Final = "shoumi:sealed:1"
_SALT: Final = 32
_NONCE: Final = 12
_TAG: Final = 16
_KEY: Final = 16
_BLIND: Final = 8
_WRAPPED: Final = b"SHOUMI-KEY-1"


class NotOpened(Exception):  # noqa: N818 a statement, as rules are
    """Wrong key or passphrase, or a ciphertext that belongs to another token."""


def key_for(purpose: str, master: bytes) -> bytes:
    """Derive the 16-byte key of one purpose from a master key of 32 bytes (HKDF-SM3)."""
    if len(master) != sm3.SIZE:
        raise ValueError(f"a master key has {sm3.SIZE} bytes, not {len(master)}")
    info = b"shoumi:key-for:" + purpose.encode()
    return HKDF(hashes.SM3(), _KEY, salt=None, info=info).derive(master)


def seal_text(key: bytes, text: str, entropy: Entropy) -> tuple[Token, bytes]:
    """Return the token for the entry and the ciphertext for the table beside it."""
    salt = entropy(_SALT)
    commitment = sm3.digest(_COMMITMENT, salt, text.encode())
    sealed = _encrypt(key, entropy(_NONCE), salt + text.encode(), commitment)
    return {"$sealed": commitment.hex()}, sealed


def open_text(key: bytes, token: Token, ciphertext: bytes) -> str:
    """Return the text behind `token`; raise NotOpened where the two do not belong."""
    try:
        commitment = bytes.fromhex(token["$sealed"])
    except (KeyError, ValueError) as error:
        raise NotOpened("not the token of a sealed text") from error
    content = _decrypt(key, ciphertext, commitment)
    salt, text = content[:_SALT], content[_SALT:]
    if sm3.digest(_COMMITMENT, salt, text) != commitment:
        raise NotOpened("the text is not the one that the token commits to")
    return text.decode()


def bigrams(text: str) -> set[str]:
    """Return every two neighbouring characters, blanks dropped; one character stands alone."""
    dense = "".join(text.split()).casefold()
    if len(dense) == 1:
        return {dense}
    return {dense[index : index + 2] for index in range(len(dense) - 1)}


def blind(key: bytes, bigram: str) -> bytes:
    """Return 8 bytes (HMAC-SM3) that match equal bigrams under one key and tell no more.

    How often a bigram occurs still shows; hits must be opened and compared.
    """
    keyed = HMAC(key, hashes.SM3())
    keyed.update(bigram.encode())
    return keyed.finalize()[:_BLIND]


def wrap(key: bytes, passphrase: str, entropy: Entropy) -> bytes:
    """Return `key` locked with a passphrase (scrypt, 32 MiB, then SM4-GCM)."""
    salt = entropy(_SALT)
    locked = _encrypt(_stretched(passphrase, salt), entropy(_NONCE), key, _WRAPPED)
    return _WRAPPED + salt + locked


def unwrap(wrapped: bytes, passphrase: str) -> bytes:
    """Return the key that `wrap` locked; raise NotOpened for another passphrase."""
    if not wrapped.startswith(_WRAPPED):
        raise NotOpened("not a key that was locked with a passphrase")
    rest = wrapped.removeprefix(_WRAPPED)
    salt, locked = rest[:_SALT], rest[_SALT:]
    return _decrypt(_stretched(passphrase, salt), locked, _WRAPPED)


def _stretched(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=_KEY, n=2**15, r=8, p=1).derive(passphrase.encode())


def _encrypt(key: bytes, nonce: bytes, content: bytes, bound_to: bytes) -> bytes:
    encryptor = Cipher(algorithms.SM4(key), modes.GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(bound_to)
    inner = encryptor.update(content) + encryptor.finalize()
    return nonce + encryptor.tag + inner


def _decrypt(key: bytes, sealed: bytes, bound_to: bytes) -> bytes:
    nonce, tag = sealed[:_NONCE], sealed[_NONCE : _NONCE + _TAG]
    if len(tag) != _TAG:
        raise NotOpened("the ciphertext is cut short")
    decryptor = Cipher(algorithms.SM4(key), modes.GCM(nonce, tag)).decryptor()
    decryptor.authenticate_additional_data(bound_to)
    try:
        return decryptor.update(sealed[_NONCE + _TAG :]) + decryptor.finalize()
    except InvalidTag as error:
        raise NotOpened("wrong key, or a ciphertext of something else") from error
