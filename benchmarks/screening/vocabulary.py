"""Running text and names made of the same 46,000 Chinese words, so that one nearly is the other.

The words are those of OpenCC's table of phrases. Text takes them by falling frequency, as
language does, with the particles and official words that public texts are full of; a lexicon of
secret names takes any of them. Made by rule, the same for the same seed; nothing is copied.
"""

import random
from collections.abc import Iterator
from functools import cache
from importlib import resources
from itertools import accumulate

from innocent import SENTENCES, filled

PARTICLES = [
    "的",
    "了",
    "在",
    "和",
    "与",
    "是",
    "对",
    "为",
    "将",
    "以",
    "及",
    "由",
    "从",
    "等",
    "要",
    "不",
    "有",
    "也",
    "并",
    "应当",
    "进行",
    "有关",
    "工作",
    "单位",
    "开展",
    "规定",
    "管理",
    "部门",
    "加强",
    "项目",
    "计划",
    "工程",
    "系统",
    "公司",
    "中心",
    "组织",
    "技术",
]
KINDS = [
    "计划",
    "工程",
    "行动",
    "项目",
    "基地",
    "系统",
    "雷达",
    "导弹",
    "卫星",
    "演习",
    "小组",
    "专案",
    "部队",
    "研究所",
    "实验室",
    "舰",
    "装备",
    "方案",
    "协议",
]
SHORTEST, LONGEST = 2, 4
TEMPTING = 0.05  # of the lines


@cache
def words() -> tuple[str, ...]:
    """Shuffled once: what is frequent here is so by chance and not by dictionary order."""
    table = resources.files("opencc").joinpath("dictionary", "STPhrases.txt")
    listed = [line.split("\t")[0] for line in table.read_text(encoding="utf-8").splitlines()]
    kept = [
        word
        for word in listed
        if SHORTEST <= len(word) <= LONGEST and all("\u4e00" <= c <= "\u9fff" for c in word)
    ]
    random.Random(5).shuffle(kept)  # noqa: S311 -- text, not keys
    return tuple(kept)


def terms(count: int) -> list[str]:
    """Names as units keep them: 天穹计划, 海东青级雷达, 长缨白马."""
    chance = random.Random(7)  # noqa: S311 -- text, not keys
    found: set[str] = set()
    while len(found) < count:
        first, second = chance.choices(words(), k=2)
        kind = chance.random()
        if kind < 0.5:
            found.add(first + chance.choice(KINDS))
        elif kind < 0.7:
            found.add(first[:2] + chance.choice("型级号") + chance.choice(KINDS))
        else:
            found.add((first + second)[:6])
    return sorted(found)


def lines(*, seed: int = 11) -> Iterator[str]:
    """Paragraphs of one to five sentences without end; one in twenty is of the tempting kind."""
    chance = random.Random(seed)  # noqa: S311 -- text, not keys
    weights = [*accumulate(1 / (place + 10) for place in range(len(words())))]
    while True:
        if chance.random() < TEMPTING:
            yield filled(chance.choice(SENTENCES), chance) + "\n"
        else:
            yield "".join(_sentence(chance, weights) for _ in range(chance.randint(1, 5))) + "\n"


def _sentence(chance: random.Random, weights: list[float]) -> str:
    parts = []
    for word in chance.choices(words(), cum_weights=weights, k=chance.randint(6, 16)):
        parts.append(word)
        if chance.random() < 0.5:
            parts.append(chance.choice(PARTICLES))
        if chance.random() < 0.12:
            parts.append("，")
    return "".join(parts).rstrip("，") + "。"
