"""False findings in innocent texts at several thresholds. Limit: 1 in 100 texts at the default."""

import sys
from collections import Counter
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2] / "src")]

from innocent import texts

from shoumi.screening.detectors.registry import on_board
from shoumi.screening.findings import THRESHOLD
from shoumi.screening.matching.scanner import build
from shoumi.screening.screen import Settings, screen

COUNT = 3000
LIMIT = 0.01


def main() -> None:
    settings = Settings(scanner=build(on_board(), ()), threshold=1)
    weights: Counter[tuple[str, int]] = Counter()
    samples: dict[str, str] = {}
    for text in texts(COUNT):
        for finding in screen(text.encode(), name="t", settings=settings).findings:
            weights[finding.rule, finding.weight] += 1
            if finding.weight >= THRESHOLD:
                samples.setdefault(
                    finding.rule,
                    f"{finding.excerpt.before}[{finding.excerpt.found}]{finding.excerpt.after}",
                )
    for threshold in (15, 20, 25, 35, THRESHOLD, 60, 75, 85):
        false = sum(count for (_, weight), count in weights.items() if weight >= threshold)
        print(
            f"threshold {threshold:3}: {false:6} false findings in {COUNT} texts, {false / COUNT:.4f} a text"
        )
    for rule, sample in samples.items():
        print(rule, repr(sample))
    for (rule, weight), count in weights.most_common(14):
        print(f"  {rule} at {weight}: {count}")
    rate = sum(count for (_, weight), count in weights.items() if weight >= THRESHOLD) / COUNT
    assert rate <= LIMIT, f"{rate:.4f} false findings a text, limit {LIMIT}"


if __name__ == "__main__":
    main()
