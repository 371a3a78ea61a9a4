"""Papers and media that reach the fictional unit: issuers, titles and numbers of our own."""

from __future__ import annotations

from datetime import date
from random import Random

import msgspec

from shoumi.law.clause import Json

ISSUERS = (
    ("云岭省资源厅", "云资密"),
    ("云岭省发展规划委员会", "云规密"),
    ("全域地质调查总局", "全调密"),
    ("云岭省档案管理局", "云档密"),
    ("南屏江流域管理处", "南流密"),
    ("青石铺矿区管委会", "青矿密"),
    ("云岭省测绘成果中心", "云测密"),
    ("云岭省人民会堂机要室", "云会密"),
)
ABOUT = (
    "重点矿区储量核实",
    "航空物探成果使用",
    "高精度重力数据管理",
    "年度勘查经费安排",
    "跨区域测绘成果交换",
    "战略矿种找矿部署",
    "野外基地安全防范",
    "钻探岩心保管",
    "遥感影像分发",
    "专项调查阶段成果",
    "涉外合作项目审查",
    "应急测绘保障",
)
FORMS = ("的通知", "的批复", "情况的通报", "工作方案", "会议纪要", "的意见", "实施细则（送审）")
PERIODS = {"confidential": "10年", "secret": "20年", "top_secret": "30年"}
LEVELS = ("confidential", "secret", "top_secret")
MIX = (58, 38, 4)
"""Of a hundred papers so many are confidential, secret, top secret."""

OUTSIDE_COPYING = (("yes", 72), ("unknown", 20), ("no", 8))


class Incoming(msgspec.Struct, frozen=True, kw_only=True):
    """A paper as it comes out of its envelope."""

    level: str
    copies: int
    returned: bool
    copying: str
    edition: dict[str, Json]
    copy_lines: tuple[dict[str, Json], ...]


def incoming(chance: Random, number: int, day: date, asked_back: float) -> Incoming:
    """The paper with the running number `number`; such a part of all is asked back."""
    level = chance.choices(LEVELS, MIX)[0]
    issuer, sign = chance.choice(ISSUERS)
    copies = chance.choices((1, 2, 3, 5), (55, 25, 14, 6))[0]
    returned = chance.random() < asked_back
    copying = chance.choices([one for one, _ in OUTSIDE_COPYING], [w for _, w in OUTSIDE_COPYING])
    first = chance.randrange(1, 900)
    edition: dict[str, Json] = {
        "open_name": f"来文{day.year % 100:02d}-{number:05d}",
        "title": f"关于{chance.choice(ABOUT)}{chance.choice(FORMS)}",
        "document_number": f"{sign}〔{day.year}〕{chance.randrange(1, 400)}号",
        "issuer": issuer,
        "level": level,
        "period": PERIODS[level],
        "classified_on": day.isoformat(),
        "issuer_allows_copying": copying[0],
        "issuer_asks_return": "yes" if returned else "no",
    }
    lines = tuple(
        {
            "copy_number": f"{first + place:06d}",
            "pages": chance.randrange(2, 40),
            "stamp_on_first_page": True,
        }
        for place in range(copies)
    )
    return Incoming(
        level=level,
        copies=copies,
        returned=returned,
        copying=copying[0],
        edition=edition,
        copy_lines=tuple(dict(line) for line in lines),
    )


def medium(chance: Random, user: str) -> dict[str, Json]:
    """A dedicated USB disk, bought by the secrecy office."""
    return {
        "kind": "dedicated_usb_disk",
        "model": f"安研 U{chance.randrange(10, 40)}",
        "serial": f"AY{chance.randrange(10**7):07d}",
        "certificate": f"检{chance.randrange(1000, 9999)}",
        "purchase": f"购{chance.randrange(1000, 9999)}",
        "bought_by": "secrecy_office",
        "own_level": chance.choice(("confidential", "secret")),
        "label_user": user,
    }
