"""The faults of level schemes and tiers; their ids go on in the one series of `errors`."""

from __future__ import annotations

from typing import Final

from shoumi.law.errors import Fault
from shoumi.law.words import N_

DOUBLED_SCHEME: Final = Fault(
    "PACK-E090",
    N_("The scheme “{scheme}” is defined already."),
    N_("each scheme of levels once"),
)
DOUBLED_LEVEL: Final = Fault(
    "PACK-E091",
    N_("The scheme “{scheme}” has the level “{level}” twice."),
    N_("each level once in its scheme"),
)
DOUBLED_LEVEL_RANK: Final = Fault(
    "PACK-E092",
    N_("The levels “{first}” and “{second}” have the same rank {rank}."),
    N_("a rank of its own for each level of a scheme"),
)
MAPS_TO_UNKNOWN_LEVEL: Final = Fault(
    "PACK-E093",
    N_("The level “{level}” maps to “{target}”, which no scheme has."),
    N_("one of {known}"),
)
CYCLIC_MAPPING: Final = Fault(
    "PACK-E094",
    N_("The levels map to one another in a circle: {circle}."),
    N_("a mapping that ends at a level of the state"),
)
TIER_WITHOUT_LEVEL: Final = Fault(
    "PACK-E095",
    N_("The tier “{tier}” names no level."),
    N_("level = the highest level that people of the tier may know"),
)
DOUBLED_TIER: Final = Fault(
    "PACK-E096",
    N_("The tier “{tier}” is defined already."),
    N_("each tier once"),
)
SCHEME_WITHOUT_LEVELS: Final = Fault(
    "PACK-E097",
    N_("The scheme “{scheme}” has no level."),
    N_("at least one level"),
)
LEVEL_WITHOUT_RANK: Final = Fault(
    "PACK-E098",
    N_("The level “{level}” has no rank, though it does not stand beside the others."),
    N_('a rank, or standing = "beside"'),
)
