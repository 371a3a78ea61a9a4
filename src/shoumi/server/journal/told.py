"""Where sealed texts stand: by the entries that told them, and by being the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import msgspec

from shoumi.evidence.sealed import open_text
from shoumi.law.clause import Json
from shoumi.server.journal.sealing import SEALED, told_under
from shoumi.server.keys.keyring import Keyring

Ask = Callable[[str, Sequence[object]], list[tuple[Json, ...]]]
AT_ONCE = 500


class Texts:
    """The sealed texts of one unit that are still there."""

    def __init__(self, ask: Ask, unit: str, keyring: Keyring) -> None:
        """Read through `ask`."""
        self._ask, self._unit, self._keyring = ask, unit, keyring

    def told(self, entry: int, fields: tuple[str, ...]) -> tuple[str, ...]:
        """The commitments of those that an entry told in these fields; no fields: in any."""
        rows = self._ask(
            "SELECT body FROM entry WHERE unit = %s AND number = %s", [self._unit, entry]
        )
        told = (one for (body,) in rows for one in told_under(msgspec.json.decode(body), fields))
        return tuple(self._ciphertexts(dict.fromkeys(told)))

    def same(self, commitments: tuple[str, ...]) -> tuple[str, ...]:
        """These and the same texts elsewhere.

        A ciphertext is as long as its text and what is the same for all, so few must be opened.
        """
        held = self._ciphertexts(commitments)
        texts = {self._opened(one, held[one]) for one in held}
        found = dict.fromkeys(commitments)
        for length in sorted({len(ciphertext) for ciphertext in held.values()}):
            rows = self._ask(
                "SELECT commitment, ciphertext FROM sealed "
                "WHERE unit = %s AND ciphertext IS NOT NULL AND length(ciphertext) = %s",
                [self._unit, length],
            )
            found |= dict.fromkeys(
                one for one, sealed in rows if self._opened(one, bytes(sealed)) in texts
            )
        return tuple(found)

    def _ciphertexts(self, commitments: Iterable[str]) -> dict[str, bytes]:
        """What is still there of these, in their order."""
        wanted = tuple(commitments)
        found: dict[str, bytes] = {}
        for start in range(0, len(wanted), AT_ONCE):
            part = wanted[start : start + AT_ONCE]
            rows = self._ask(
                "SELECT commitment, ciphertext FROM sealed WHERE unit = %s "  # noqa: S608 marks only
                f"AND ciphertext IS NOT NULL AND commitment IN ({', '.join(['%s'] * len(part))})",
                [self._unit, *part],
            )
            found |= {commitment: bytes(ciphertext) for commitment, ciphertext in rows}
        return {one: found[one] for one in wanted if one in found}

    def _opened(self, commitment: str, ciphertext: bytes) -> str:
        return open_text(self._keyring.texts, {SEALED: commitment}, ciphertext)
