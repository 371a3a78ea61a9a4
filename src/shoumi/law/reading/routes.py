"""The stages that an approve clause draws, held against roles, ranks and modes."""

from __future__ import annotations

from shoumi.law import errors
from shoumi.law.clause import Json
from shoumi.law.reading.conditions import check_condition
from shoumi.law.reading.notes import listed, nearest
from shoumi.law.reading.table import Table
from shoumi.law.rules import RuleCatalogue
from shoumi.law.stages import STAGE_KEYS, StageMode

_RANKS = range(1, 100)
_TEXTS = ("task", "as_printed", "via", "min_rank", "place", "consent")


def check_stages(table: Table, raw: list[Json], words: RuleCatalogue) -> None:
    """Note what is wrong with each stage of a route."""
    for order, content in enumerate(raw, start=1):
        if isinstance(content, dict):
            place = f"{table.place} stage {order}"
            _check_stage(Table(table.notes, table.file, place, content), words)
        else:
            table.wrong(f"stage {order}", content, "a table with role, rank, when and mode")


def _check_stage(stage: Table, words: RuleCatalogue) -> None:
    _check_mode(stage)
    _check_rank(stage)
    if stage.ask("role") is not None:
        for role in stage.codes("role"):
            stage.one_of(errors.UNKNOWN_ROLE, role, words.roles, role=role)
    if (when := stage.ask("when")) is not None:
        check_condition(stage, when, words)
    parameter = stage.text("set_by", required=False)
    if parameter:
        check_parameter(stage, parameter, words)
    _check_rest(stage)
    for key in sorted(set(stage.content) - STAGE_KEYS):
        stage.fault(errors.UNKNOWN_KEY, key=key, known=listed(STAGE_KEYS))


def _check_mode(stage: Table) -> None:
    mode = stage.text("mode")
    if mode and mode not in set(StageMode):
        stage.fault(errors.UNKNOWN_STAGE_MODE, mode=mode, modes=listed(set(StageMode)))


def _check_rank(stage: Table) -> None:
    rank = stage.whole("rank")
    if rank is not None and rank not in _RANKS:
        stage.fault(errors.BAD_RANK, rank=rank)


def _check_rest(stage: Table) -> None:
    for key in _TEXTS:
        stage.text(key, required=False)
    for key in ("needs", "decision"):
        value = stage.ask(key)
        if not isinstance(value, str):
            stage.codes(key)
    for key in ("authorised_ok", "on_order", "separate_persons"):
        stage.flag(key)


def check_parameter(table: Table, parameter: str, words: RuleCatalogue) -> None:
    """Note a parameter that no table of parameters holds."""
    if parameter not in words.parameters:
        table.fault(
            errors.UNKNOWN_PARAMETER,
            parameter=parameter,
            nearest=nearest(parameter, words.parameters),
        )
