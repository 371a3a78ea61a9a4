"""Keeps the translation catalogues: messages.py update | compile | check.

English is the source and stands in the code; each other language has one catalogue that must be
complete: nothing untranslated, nothing doubtful, nothing left over, no place like {name} lost.
"""

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).resolve().parent.parent / "src" / "shoumi"
LOCALES = SOURCE / "server" / "locale"
LANGUAGES = ("zh_Hans",)
METHODS = [("**.py", "python"), ("server/templates/**", "jinja2")]
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
}
PLACE = re.compile(r"\{\w*\}|%\(\w+\)\w|%[sd]")


def sentences_in_use() -> Catalog:
    """Every sentence marked for translation in code and templates."""
    found = Catalog(project="Shoumi", charset="utf-8")
    for _file, _line, sentence, comments, context in extract_from_dir(
        SOURCE, METHODS, keywords=KEYWORDS, comment_tags=("Translators:",)
    ):
        found.add(sentence, auto_comments=comments, context=context)
    return found


def catalogue_file(language: str) -> Path:
    return LOCALES / language / "LC_MESSAGES" / "django.po"


def catalogue(language: str) -> Catalog:
    file = catalogue_file(language)
    if not file.exists():
        return Catalog(locale=language, project="Shoumi", charset="utf-8", fuzzy=False)
    with file.open("rb") as text:
        return read_po(text, locale=language)


def brought_up_to_date(language: str) -> Catalog:
    """The catalogue with the sentences in use now; its date stays, so that nothing else differs."""
    known = catalogue(language)
    wanted = sentences_in_use()
    wanted.creation_date = known.creation_date
    known.update(wanted, no_fuzzy_matching=True)
    return known


def update(language: str) -> int:
    file = catalogue_file(language)
    file.parent.mkdir(parents=True, exist_ok=True)
    # Read before the file is opened for writing, which empties it.
    wanted = brought_up_to_date(language)
    with file.open("wb") as text:
        write_po(
            text,
            wanted,
            sort_output=True,
            no_location=True,
            ignore_obsolete=True,
        )
    return 0


def compiled(language: str) -> int:
    if not catalogue_file(language).exists():
        return 0
    with catalogue_file(language).with_suffix(".mo").open("wb") as binary:
        write_mo(binary, catalogue(language))
    return 0


def check(language: str) -> int:
    complaints = [*complaints_about(language)]
    for complaint in complaints:
        print(f"{language}: {complaint}")
    if not complaints:
        print(f"{language}: complete")
    return 1 if complaints else 0


def complaints_about(language: str) -> Iterator[str]:
    known = brought_up_to_date(language)
    for message in known:
        if message.id:
            yield from complaints_about_message(message)
    for left_over in known.obsolete.values():
        yield f"no longer in use: {left_over.id!r}"


def complaints_about_message(message: Message) -> Iterator[str]:
    if message.fuzzy:
        yield f"doubtful: {message.id!r}"
    originals, translations = as_forms(message.id), as_forms(message.string)
    if not all(translations):
        yield f"not translated: {message.id!r}"
        return
    # Of a plural, Chinese has one form only: it answers to the last English one.
    if any(places(translated) != places(originals[-1]) for translated in translations):
        yield f"its places differ from the English ones: {message.id!r}"


def as_forms(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    """One form, or all of a plural; a new sentence has an empty one."""
    if text is None:
        return ("",)
    return (text,) if isinstance(text, str) else tuple(text)


def places(text: str) -> list[str]:
    return sorted(PLACE.findall(text))


COMMANDS: dict[str, Callable[[str], int]] = {"update": update, "compile": compiled, "check": check}


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or arguments[0] not in COMMANDS:
        print("usage: messages.py update | compile | check", file=sys.stderr)
        return 2
    return max(COMMANDS[arguments[0]](language) for language in LANGUAGES)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
