"""Sizes and names: what can be counted of the style."""

import ast
from collections import Counter

from tests.architecture.tree import ROOT, SOURCE, named, python_files

EVERYTHING = [ROOT / name for name in ("src", "tests", "scripts", "benchmarks")]
LINES_OF_A_MODULE = 400
LINES_OF_A_FUNCTION = 40
FILES_OF_A_FOLDER = 12
EMPTY_NAMES = {
    "base",
    "bases",
    "common",
    "commons",
    "data",
    "helper",
    "helpers",
    "info",
    "manager",
    "managers",
    "misc",
    "service",
    "services",
    "util",
    "utils",
}
# An exception is a path and its reason.
LONG_MODULES: dict[str, str] = {}
LONG_FUNCTIONS: dict[str, str] = {}
FULL_FOLDERS: dict[str, str] = {
    "src/shoumi/decision": "the steps of an act, a module each, in the order ARCHITECTURE.md tells",
    "src/shoumi/law": "a module for each word of the law: clause, figure, level, stage, adoption …",
    "src/shoumi/server/accounts": "an app of the framework, which names five of its files",
    "src/shoumi/screening/formats": "a module for each format, found by the format's name",
}


def long_functions(text: str) -> list[str]:
    return [
        node.name
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or node.lineno) - node.lineno >= LINES_OF_A_FUNCTION
    ]


def words_of(name: str) -> set[str]:
    return {*name.lower().split("_"), name.lower()}


def test_a_module_is_read_in_one_sitting() -> None:
    lengths = {
        named(file): len(file.read_text(encoding="utf-8").splitlines())
        for file in python_files(*EVERYTHING)
    }
    long = {name for name, lines in lengths.items() if lines > LINES_OF_A_MODULE}
    assert long == set(LONG_MODULES)


def test_a_function_fits_on_a_screen() -> None:
    long = {
        f"{named(file)}:{name}"
        for file in python_files(*EVERYTHING)
        for name in long_functions(file.read_text(encoding="utf-8"))
    }
    assert long == set(LONG_FUNCTIONS)


def test_a_function_of_one_line_too_many_is_noticed() -> None:
    body = "    pass\n" * (LINES_OF_A_FUNCTION - 1)
    assert long_functions(f"def walk() -> None:\n{body}") == []
    assert long_functions(f"def walk() -> None:\n{body}    pass\n") == ["walk"]


def test_a_folder_is_taken_in_at_a_glance() -> None:
    files = (file for file in python_files(SOURCE) if file.name != "__init__.py")
    counts = Counter(named(file.parent) for file in files)
    full = {folder for folder, count in counts.items() if count > FILES_OF_A_FOLDER}
    assert full == set(FULL_FOLDERS)


def test_a_name_says_what_is_inside() -> None:
    empty = {
        named(file)
        for file in python_files(*EVERYTHING)
        for part in file.relative_to(ROOT).with_suffix("").parts
        if words_of(part) & EMPTY_NAMES
    }
    assert empty == set()
