"""A mark that is told apart from every other by its period, and a file full of them."""

import msgspec


def mark(number: int) -> str:
    return f"机密★{number}年"


class Planted(msgspec.Struct, frozen=True, kw_only=True):
    """`layers` says which marks stand where; those in `anywhere` only have to be found."""

    name: str
    content: bytes
    layers: dict[str, set[int]]
    anywhere: set[int] = set()

    def numbers(self) -> set[int]:
        return self.anywhere.union(*self.layers.values())
