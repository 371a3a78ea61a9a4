"""The manual's table of what was planted where, and how much of it was found."""

from collections import defaultdict
from collections.abc import Iterable

from shoumi.screening.pieces import Layer
from tests.screening.planting.marks import Planted

BEGIN, END = "<!-- planted marks -->\n", "<!-- end of planted marks -->\n"
ORDER = [layer.value for layer in Layer]


def planted_in(planted: Planted) -> set[tuple[str, int]]:
    return {(layer, number) for layer, numbers in planted.layers.items() for number in numbers}


def table(shelf: Iterable[tuple[Planted, set[tuple[str, int]]]]) -> str:
    """For each kind of file: marks found in their layer, of those planted, and the layers."""
    sums: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for planted, found in shelf:
        for layer, number in planted_in(planted):
            count = sums[planted.name.split(" ")[0]][layer]
            count[0] += (layer, number) in found
            count[1] += 1
    rows = [_row(kind, sums[kind]) for kind in sums]
    return "| format | found of planted | in |\n| --- | --- | --- |\n" + "".join(rows)


def _row(kind: str, counts: dict[str, list[int]]) -> str:
    right, all_of_them = (sum(count[i] for count in counts.values()) for i in (0, 1))
    layers = sorted(counts.items(), key=lambda item: ORDER.index(item[0]))
    said = (layer if got == put else f"**{layer} {got} of {put}**" for layer, (got, put) in layers)
    return f"| {kind} | {right} of {all_of_them} | {', '.join(said)} |\n"
