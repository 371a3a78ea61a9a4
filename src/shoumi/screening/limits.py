"""How much a file may ask of the machine before the rest of it is reported as not screened."""

import msgspec


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Sizes in bytes, counts of things, depth in containers."""

    depth: int = 8
    member: int = 192 * 2**20
    unpacked: int = 1 * 2**30
    members: int = 20_000
    ratio: int = 200
    ratio_floor: int = 4 * 2**20
    xml_part: int = 96 * 2**20
    pages: int = 20_000
    picture_pixels: int = 80_000_000
    findings: int = 10_000
