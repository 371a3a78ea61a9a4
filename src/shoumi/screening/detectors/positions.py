"""Where something is, to within what a map would show."""

import re

from shoumi.screening.detectors.detector import Around, Detector, Verdict, always
from shoumi.screening.words import N_

FINE_DIGITS = 4  # decimals of a degree: eleven metres


def _decimal(match: "re.Match[str]", around: Around) -> Verdict | None:
    if abs(float(match["first"])) > 180 or abs(float(match["second"])) > 180:
        return None
    said = re.search(
        r"坐标|经度|纬度|经纬|位置|北纬|东经|GPS(?!Position)|lat|lon|lng",
        around.before(match.start(), 24),
        re.IGNORECASE,
    )
    return Verdict(weight=65, reason=N_("A position to within metres")) if said else None


def _degrees(match: "re.Match[str]", around: Around) -> Verdict | None:
    return (
        Verdict(weight=60, reason=N_("A position to within metres"))
        if match["seconds"]
        else Verdict(weight=25, reason=N_("A rough position"))
    )


def _grid(match: "re.Match[str]", around: Around) -> Verdict | None:
    digits = re.sub(r"[^0-9]", "", match["digits"])
    return (
        Verdict(weight=60, reason=N_("A grid reference"))
        if len(digits) % 2 == 0 and len(digits) >= 6
        else None
    )


POSITIONS = (
    Detector(
        slug="position.decimal",
        title=N_("Decimal coordinates"),
        triggers=(
            r"[0-9]\.[0-9]{4,10}°?\s*[NSEW]?\s*[,，;；、\s]\s*(?:东经|北纬|经度|纬度|(?i:lng|lon|lat)|[EN])?\s*[:：=]?\s*-?[0-9]{1,3}\.[0-9]{4,10}[^0-9]",
        ),
        shape=re.compile(rf"(?<![0-9.])(?P<first>-?[0-9]{{1,3}}\.[0-9]{{{FINE_DIGITS},10}})°?\s*[NSEW]?\s*[,，;；、\s]\s*(?:东经|北纬|经度|纬度|[Ll]ng|[Ll]on|[Ll]at|LNG|LON|LAT|[EN])?\s*[:：=]?\s*(?P<second>-?[0-9]{{1,3}}\.[0-9]{{{FINE_DIGITS},10}})(?![0-9])"),
        judge=_decimal,
    ),
    Detector(
        slug="position.degrees",
        title=N_("Coordinates in degrees"),
        triggers=(r"[0-9]{1,3}\s?[°度º]\s?[0-9]{1,2}\s?[′'’分]",),
        shape=re.compile(r"(?:[东西]经|[南北]纬|[NSEW])?\s*[0-9]{1,3}\s?[°度º]\s?[0-9]{1,2}\s?[′'’分]\s?(?P<seconds>[0-9]{1,2}(?:\.[0-9]+)?\s?(?:[″\"”秒]|''|′′))?\s?[NSEW]?"),
        judge=_degrees,
    ),
    Detector(
        slug="position.grid",
        title=N_("Grid reference"),
        triggers=(r"[^0-9A-Za-z][1-6]?[0-9][C-HJ-NP-X]\s?[A-HJ-NP-Z][A-HJ-NP-V]\s?[0-9]{3,5}\s?[0-9]{3,5}[^0-9A-Za-z]",),
        shape=re.compile(r"(?<![0-9A-Za-z])[1-6]?[0-9][C-HJ-NP-X]\s?[A-HJ-NP-Z][A-HJ-NP-V]\s?(?P<digits>[0-9]{3,5}\s?[0-9]{3,5})(?![0-9A-Za-z])"),
        judge=_grid,
    ),
    Detector(
        slug="position.picture",
        title=N_("Position in a picture"),
        triggers=(r"GPSPosition",),
        shape=re.compile(r"GPSPosition:? ?-?[0-9.]+, ?-?[0-9.]+"),
        judge=always(75, N_("A picture says where it was taken")),
    ),
)  # fmt: skip
