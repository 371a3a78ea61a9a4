"""From what a person typed or scanned to the thing that is meant, among those he may see."""

from __future__ import annotations

from collections.abc import Iterable

from shoumi.acts.thing import Thing
from shoumi.law.words import N_, Message
from shoumi.matters.organisation.things import Person
from shoumi.server.pages.desk import Desk
from shoumi.server.search import TooShortError, search
from shoumi.server.visibility import Wanted

OFFERED = 20


class UnnamedError(ValueError):
    """No one thing that the person may see is called so."""

    def __init__(self, message: Message) -> None:
        """Keep the sentence for translation."""
        super().__init__(str(message))
        self.message = message


def named(desk: Desk, kind: str, text: str, identifier: str = "") -> str:
    """The id that is meant. The list gives the id itself; a scanner gives a number."""
    if identifier:
        chosen = desk.seen_or_none(kind, identifier)
        if chosen is not None and text in ("", *called(desk, chosen)):
            return chosen.id
        if not text:
            raise _unknown(text)
    exact = [one for one in candidates(desk, kind, text) if text in called(desk, one)]
    if len(exact) == 1:
        return exact[0].id
    if exact:
        raise UnnamedError(
            Message(N_("More than one is called {text}; choose from the list."), {"text": text})
        )
    raise _unknown(text)


def _unknown(text: str) -> UnnamedError:
    return UnnamedError(
        Message(
            N_("Nothing that you may see is called {text}; choose from the list."), {"text": text}
        )
    )


def called(desk: Desk, thing: Thing) -> tuple[str, ...]:
    """Everything that a thing may be typed as; the first is how lists offer it."""
    label = desk.words.label(thing)
    face = thing.face()
    if isinstance(thing, Person):
        place = desk.words.department(thing.department)
        return (f"{label}（{place}）" if place else label, label)
    return tuple(dict.fromkeys(each for each in (label, face.number) if each))


def candidates(desk: Desk, kind: str, text: str) -> tuple[Thing, ...]:
    """What the text may mean: by number, by name, by words."""
    struct = desk.catalogue.things.get(kind)
    if struct is None:
        return ()
    plain = text.partition("（")[0].strip()
    found: dict[str, Thing] = {}
    _add(found, desk.find(struct, number=plain) if plain else ())
    _add(found, desk.find(struct, name=plain) if plain and not struct.words else ())
    if struct.words and plain:
        _add(found, _by_words(desk, struct, plain))
    _add(found, _newest(desk, struct, plain))
    return tuple(found.values())[:OFFERED]


def _add(found: dict[str, Thing], more: Iterable[Thing]) -> None:
    found.update((thing.id, thing) for thing in more if thing.id not in found)


def _by_words(desk: Desk, struct: type[Thing], text: str) -> Iterable[Thing]:
    try:
        hits = search(text, struct, sight=desk.sight, known=desk.known, most=OFFERED)
    except TooShortError:
        return ()
    return (hit.thing for hit in hits)


def _newest(desk: Desk, struct: type[Thing], text: str) -> Iterable[Thing]:
    """Of the newest lines those whose name begins alike: enough for a short register."""
    page = desk.sight.page(Wanted(kind=struct, size=200))
    things = (desk.known.get(struct, line.id) for line in page.lines)
    return (
        thing
        for thing in things
        if thing is not None and any(text in name for name in called(desk, thing))
    )
