"""`shoumi acts [SLUG]`: what can be done, with which fields, by whom, under which clauses."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

import msgspec

from shoumi.acts.matter import ActKind
from shoumi.acts.shape import Shape, shapes
from shoumi.cli.asking.house import terms_of, the_shelf
from shoumi.cli.voice.ending import DONE, UnusableInputError
from shoumi.cli.voice.speaker import Speaker
from shoumi.decision.catalogue import Catalogue
from shoumi.decision.everything import everything
from shoumi.decision.law_book import Shelf
from shoumi.law.clause import Clause
from shoumi.law.words import N_, Text
from shoumi.server.shelf import BASE

ROLE_RULE = "base.actor.role"


class Field(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One field of an act, as a form, the API and this command name it."""

    name: str
    label_zh: str
    label_en: str
    type: str
    required: bool = False
    many: bool = False
    refers_to: str | None = None
    codes: str | None = None
    sealed: bool = False
    fields: tuple[Field, ...] = ()


class Binding(msgspec.Struct, frozen=True, kw_only=True):
    """A clause whose rule binds an act; `served`: there is code for its rule."""

    clause: str
    rule: str
    effect: str
    says_zh: str
    says_en: str
    served: bool


class ActLine(msgspec.Struct, frozen=True, kw_only=True):
    """One act of the catalogue. `who` are the role codes that the base pack names."""

    slug: str
    zh: str
    en: str
    matter: str
    who: tuple[str, ...]
    says: str
    daily: bool
    final: bool
    clauses: int


def configure(parser: argparse.ArgumentParser) -> None:
    """Name the options."""
    parser.add_argument(
        "slug", nargs="?", metavar="SLUG", help=N_("one act, e.g. carriers.hand-over")
    )
    parser.add_argument("--matter", metavar="M", help=N_("only the acts of one matter"))


def run(asked: argparse.Namespace, speaker: Speaker) -> int:
    """Print the catalogue, or one act."""
    view = ActView(everything(), the_shelf())
    if asked.slug is None:
        return _all(view, asked.matter, speaker)
    kind = view.catalogue.acts.get(asked.slug)
    if kind is None:
        raise UnusableInputError(
            N_("There is no act {slug}; shoumi acts lists those there are."), slug=asked.slug
        )
    return _one(view, kind, speaker)


class ActView:
    """The catalogue of acts beside the packs on the shelf."""

    def __init__(self, catalogue: Catalogue, shelf: Shelf) -> None:
        """Look every name up once."""
        self.catalogue, self.shelf = catalogue, shelf
        self.terms = terms_of(shelf)
        self.roles = {
            code: role.name for pack in shelf.library.values() for code, role in pack.roles.items()
        }
        self._who = _performers(shelf)
        self._clauses = _clauses_by_act(catalogue, shelf)

    def name(self, sort: str, code: str) -> Text:
        """What a code is called; a code without a name stands for itself."""
        return self.terms.get((sort, code)) or Text(zh=code, en=code)

    def who(self, slug: str) -> tuple[str, ...]:
        """The role codes that may perform an act; none: nobody may."""
        return self._who.get(slug, ())

    def line(self, kind: ActKind) -> ActLine:
        """One act as a line of the catalogue."""
        name = self.name("act", kind.slug)
        return ActLine(
            slug=kind.slug,
            zh=name.zh,
            en=name.en,
            matter=kind.slug.partition(".")[0],
            who=self.who(kind.slug),
            says=(kind.act.__doc__ or "").strip(),
            daily=kind.daily,
            final=kind.final,
            clauses=len(self._clauses[kind.slug]),
        )

    def clauses(self, slug: str) -> tuple[Clause, ...]:
        """The clauses of all packs on the shelf whose rule binds the act."""
        return self._clauses[slug]

    def bindings(self, slug: str) -> tuple[Binding, ...]:
        """The same, as values."""
        return tuple(
            Binding(
                clause=clause.id,
                rule=clause.rule,
                effect=clause.effect.value,
                says_zh=clause.says.zh,
                says_en=clause.says.en,
                served=clause.is_served(self.catalogue.served),
            )
            for clause in self._clauses[slug]
        )

    def fields(self, struct: type[msgspec.Struct], owner: str) -> tuple[Field, ...]:
        """The fields of an act or of a struct inside it."""
        return tuple(self._field(shape, owner) for shape in shapes(struct))

    def _field(self, shape: Shape, owner: str) -> Field:
        own = self.terms.get(("field", f"{owner}.{shape.name}"))
        label = own or self.name("field", shape.name)
        return Field(
            name=shape.name,
            label_zh=label.zh,
            label_en=label.en,
            type=shape.sort,
            required=shape.required,
            many=shape.many,
            refers_to=shape.ref,
            codes=shape.code,
            sealed=shape.sealed,
            fields=self.fields(shape.inner, owner) if shape.inner else (),
        )


def _performers(shelf: Shelf) -> dict[str, tuple[str, ...]]:
    """What the clauses of the rule on roles name for each act, on any day."""
    found: dict[str, tuple[str, ...]] = {}
    for clause in shelf.library[BASE].clauses:
        if clause.rule == ROLE_RULE and "acts" in clause.figures:
            newest = clause.figures["acts"].values[-1].value
            found.update({slug: tuple(roles) for slug, roles in newest.items()})
    return found


def _clauses_by_act(catalogue: Catalogue, shelf: Shelf) -> dict[str, tuple[Clause, ...]]:
    """A rule's acts are those of the code where it is served, else those the catalogue names."""
    found: dict[str, list[Clause]] = {slug: [] for slug in catalogue.acts}
    served = {
        slug: {rule.slug for rule in (*catalogue.binding[slug], *catalogue.closing[slug])}
        for slug in catalogue.acts
    }
    for pack in sorted(shelf.library.values(), key=lambda one: one.id):
        for clause in pack.clauses:
            for slug in catalogue.acts:
                if clause.rule in served[slug] or slug in shelf.rules.rules[clause.rule].acts:
                    found[slug].append(clause)
    return {slug: tuple(clauses) for slug, clauses in found.items()}


def _all(view: ActView, matter: str | None, speaker: Speaker) -> int:
    lines = [view.line(kind) for kind in view.catalogue.acts.values()]
    lines = [one for one in lines if matter in (None, one.matter)]
    if not lines:
        known = " ".join(sorted(one.slug for one in view.catalogue.matters))
        raise UnusableInputError(
            N_("There is no matter {matter} with acts; there are: {known}."),
            matter=str(matter),
            known=known,
        )
    speaker.value({"acts": lines})
    speaker.table([(one.slug, one.zh, one.en, str(one.clauses)) for one in lines])
    speaker.tell(
        N_("{count} acts; the last column counts the clauses that bind each."), count=len(lines)
    )
    return DONE


def _one(view: ActView, kind: ActKind, speaker: Speaker) -> int:
    line = view.line(kind)
    fields, bindings = view.fields(kind.act, kind.slug), view.bindings(kind.slug)
    speaker.value({**msgspec.structs.asdict(line), "fields": fields, "bindings": bindings})
    speaker.line(f"{line.slug}  {line.zh}  {line.en}")
    speaker.line(line.says)
    speaker.line()
    speaker.tell(N_("Who may perform it: {roles}"), roles=_roles(view, line.who, speaker))
    speaker.line()
    speaker.tell(N_("Fields"))
    speaker.table([*_rows(fields, speaker, "  ")])
    speaker.line()
    speaker.tell(N_("Clauses that bind it: {count}"), count=len(bindings))
    for clause, binding in zip(view.clauses(kind.slug), bindings, strict=True):
        mark = "" if binding.served else f"  [{speaker.sentence(N_('not yet served'))}]"
        speaker.line(f"  {clause.id}  {binding.effect}  {clause.rule}{mark}")
        speaker.line(f"      {clause.locator}  {speaker.text(clause.says)}")
    return DONE


def _roles(view: ActView, codes: tuple[str, ...], speaker: Speaker) -> str:
    named = [speaker.text(view.roles[code]) if code in view.roles else code for code in codes]
    return ", ".join(named) or speaker.sentence(N_("nobody"))


def _rows(fields: tuple[Field, ...], speaker: Speaker, indent: str) -> Iterator[tuple[str, ...]]:
    for field in fields:
        label = field.label_zh if speaker.language == "zh" else field.label_en
        sort = field.refers_to or (f"code:{field.codes}" if field.codes else field.type)
        marks = [f"[{sort}]" if field.many else sort]
        marks += [speaker.sentence(N_("required"))] if field.required else []
        marks += [speaker.sentence(N_("sealed"))] if field.sealed else []
        yield f"{indent}{field.name}", label, ", ".join(marks)
        yield from _rows(field.fields, speaker, f"{indent}    ")
