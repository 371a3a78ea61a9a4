"""清点单 and 差异表: a blind count, on paper."""

from __future__ import annotations

from shoumi.law.clause import Json
from shoumi.matters.carriers.work import Difference, Inventory
from shoumi.server.forms.eyes import Content, Eyes, at_moment, on_day, text


def blank_sheet(eyes: Eyes, count: Inventory) -> Content:
    """清点号, 范围, 清点人, empty lines. Nothing on it tells what is expected, nor how much."""
    return Content(
        number=count.number,
        state=eyes.words.state(count),
        values={**_scope(eyes, count), "counters": eyes.people(count.counters)},
    )


def differences(eyes: Eyes, count: Inventory) -> Content:
    """编号, 差异类别, 结果, 说明, 处理人, 时间 of every difference.

    Nobody stands for a count with more than `row` before both sheets are in.
    """
    return Content(
        number=count.number,
        state=eyes.words.state(count),
        values={
            **_scope(eyes, count),
            "counters": eyes.people(count.counters),
            "rows": [_line(eyes, count, one) for one in count.differences],
        },
    )


def _scope(eyes: Eyes, count: Inventory) -> dict[str, Json]:
    departments = "、".join(eyes.words.department(one) for one in count.scope_departments)
    return {
        "purpose": eyes.term("count_purpose", count.purpose),
        "keeper": eyes.person(count.keeper),
        "departments": departments,
        "cut_off_at": at_moment(count.cut_off_at),
    }


def _line(eyes: Eyes, count: Inventory, difference: Difference) -> list[Json]:
    return [
        text(difference.label or difference.described),
        eyes.term("difference", difference.sort),
        eyes.term("difference_result", difference.result),
        text(difference.reason),
        eyes.person(difference.settled_by),
        on_day(count.settled_on) if difference.result else "",
    ]
