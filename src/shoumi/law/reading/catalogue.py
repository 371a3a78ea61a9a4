"""The catalogue of rules: one JSON object a line."""

from __future__ import annotations

import msgspec

from shoumi.law import errors
from shoumi.law.reading.notes import Notes
from shoumi.law.rules import Rule

RULES_FILE = "rules.jsonl"


def read_rule_lines(notes: Notes, content: bytes) -> dict[str, Rule]:
    """The rules by name, noting lines that are none and names that come twice."""
    decoder = msgspec.json.Decoder(Rule)
    rules: dict[str, Rule] = {}
    for line, text in enumerate(content.splitlines(), start=1):
        try:
            rule = decoder.decode(text)
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
            notes.add(errors.NOT_A_RULE, RULES_FILE, line=line, detail=str(error))
            continue
        if rule.rule in rules:
            notes.add(errors.DOUBLED_RULE, RULES_FILE, rule=rule.rule, line=line)
        rules[rule.rule] = rule
    return rules
