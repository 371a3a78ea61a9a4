"""Every sentence for people is there in Chinese, with the same gaps."""

import ast
import re
from pathlib import Path

import shoumi.screening
from shoumi.screening.matching.match import TERM_REASON
from shoumi.screening.words import Message, chinese, say

SOURCE = Path(shoumi.screening.__file__).parent
GAP = re.compile(r"\{[a-z]+\}")


def marked() -> set[str]:
    files = [
        *SOURCE.rglob("*.py"),
        *(SOURCE.parent / "cli").glob("screen*.py"),
        *(SOURCE.parent / "cli").glob("redact*.py"),
    ]
    calls = (
        node for file in files for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
    )
    return {
        ast.literal_eval(node.args[0])
        for node in calls
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "N_"
    }


def test_every_marked_sentence_is_translated_and_no_other() -> None:
    assert marked() == set(chinese())


def test_a_translation_has_the_gaps_of_its_sentence() -> None:
    for english, translated in chinese().items():
        assert set(GAP.findall(english)) == set(GAP.findall(translated)), english


def test_values_that_are_sentences_are_translated_too() -> None:
    catalogue = {"{what} is": "{what}是", "red": "红"}
    assert say(Message(template="{what} is", values={"what": "red"}), catalogue) == "红是"


def test_the_reason_for_a_term_is_translated() -> None:
    assert TERM_REASON in chinese()
