"""复印标记 and 制作(复印)审批单: what was asked to be copied, who allowed it, what came of it."""

from __future__ import annotations

from collections.abc import Iterable

from shoumi.acts.thing import Thing
from shoumi.law.clause import Json
from shoumi.matters.applications.things import ApplicationRow
from shoumi.matters.carriers.acts import Copy
from shoumi.matters.carriers.things import Carrier
from shoumi.matters.carriers.work import Consent, Job
from shoumi.procedures.application import Application
from shoumi.server.forms.eyes import LASTING, Content, Eyes, on_day, text
from shoumi.server.forms.opinions import (
    APPROVED,
    application_of,
    asked_for,
    granted_things,
    opinions,
    outside_papers,
)
from shoumi.server.visibility import NotFoundError


def copy_mark(eyes: Eyes, carrier: Carrier) -> Content:
    """复印机关(单位), 份数, 日期, 编号 of one copy."""
    job = eyes.thing(Job, carrier.job)
    return Content(
        number=text(carrier.copy_number),
        state=LASTING,
        values={"unit": eyes.unit_name(), "marks": [_mark(carrier, job)]},
    )


def copy_marks(eyes: Eyes, job: Job) -> Content:
    """The marks of all copies of a job."""
    copies = copies_of(eyes, job)
    return Content(
        number=job.number,
        state=LASTING,
        values={"unit": eyes.unit_name(), "marks": [_mark(one, job) for one in copies]},
    )


def _mark(carrier: Carrier, job: Job | None) -> Json:
    """Only what every list shows of both, so that whoever has the copy in hand can stamp it."""
    return {
        "copies": text(job.made if job else None),
        "day": on_day(job.finished_on if job else None),
        "serial": text(carrier.copy_number),
    }


def copies_of(eyes: Eyes, job: Job) -> list[Carrier]:
    """The copies that a job made, as far as these eyes see them."""
    editions = {
        one.edition for one in (eyes.thing(Carrier, each) for each in job.sources) if one
    } - {None}
    found = (one for each in editions for one in eyes.find(Carrier, name=str(each)))
    made = (one for one in found if one.job == job.id and one.copy_serial)
    return sorted(made, key=lambda one: str(one.copy_number))


def bears_a_mark(eyes: Eyes, carrier: Thing) -> bool:  # noqa: ARG001 every test takes both
    """Whether the carrier is a numbered copy."""
    return isinstance(carrier, Carrier) and carrier.copy_serial is not None


def made_copies(eyes: Eyes, job: Thing) -> bool:
    """Whether a job has copies that these eyes see."""
    return isinstance(job, Job) and bool(job.made) and bool(copies_of(eyes, job))


# 审批单 -------------------------------------------------------------------------------------------


def approval_of_application(eyes: Eyes, row: ApplicationRow) -> Content:
    """The form while it goes round, and after."""
    application = row.application
    act = asked_for(eyes, application)
    if not isinstance(act, Copy):
        raise NotFoundError
    jobs = (eyes.thing(Job, one) for one in granted_things(eyes, row.id))
    job = next((one for one in jobs if one is not None), None)
    values: dict[str, Json] = {
        **_sources(eyes, act.carriers),
        "purpose": text(act.purpose),
        "special_case": text(act.special_case),
        "operation": eyes.term("copy_operation", act.operation),
        "copies": str(act.copies),
        "place": eyes.term("place_class", act.place_kind),
        "machine": text(act.machine),
        "operator": eyes.person(act.operator or application.applicant),
    }
    number, consents = job.number if job else "", _consents(eyes, act.consents)
    return _approval(eyes, values, application, consents, number=number, row=row)


def approval_of_job(eyes: Eyes, job: Job) -> Content:
    """The same form, found from the job that was allowed."""
    application = application_of(eyes, job.id)
    act = asked_for(eyes, application) if application else None
    told = eyes.told(job)
    asked = act if isinstance(act, Copy) else None
    values: dict[str, Json] = {
        **_sources(eyes, job.sources),
        "purpose": text(told.get("purpose")),
        "special_case": text(asked.special_case if asked else None),
        "operation": eyes.term("copy_operation", asked.operation if asked else None),
        "copies": str(job.approved_copies),
        "place": eyes.term("place_class", told.get("place_kind")),
        "machine": text(asked.machine if asked else None),
        "operator": eyes.person(job.operator),
    }
    consents = _consents(eyes, job.consents if "consents" in told else ())
    return _approval(eyes, values, application, consents, number=job.number, row=job)


def _approval(
    eyes: Eyes,
    values: dict[str, Json],
    application: Application | None,
    consents: list[str],
    *,
    number: str,
    row: Thing,
) -> Content:
    applicant = row.applicant if isinstance(row, Job) else application and application.applicant
    return Content(
        number=number,
        state=eyes.words.state(row),
        unapproved=isinstance(row, ApplicationRow) and row.application.state not in APPROVED,
        values={
            **values,
            "applicant": eyes.person(applicant or None),
            "applied_on": on_day(application.on if application else None),
            "consents": [*consents, *outside_papers(application)],
            "opinions": opinions(eyes, application),
        },
    )


def _sources(eyes: Eyes, carriers: Iterable[str]) -> dict[str, Json]:
    """文件, 密级, 期限, 范围: of each source what may be read."""
    seen = [one for one in (eyes.thing(Carrier, each) for each in carriers) if one is not None]
    editions = [eyes.edition_of(one) for one in seen]
    return {
        "files": [_file(one, edition) for one, edition in zip(seen, editions, strict=True)],
        "level": "、".join(dict.fromkeys(eyes.level(one.level) for one in seen)),
        "period": _together(editions, "period"),
        "scope": _together(editions, "scope"),
    }


def _file(carrier: Carrier, edition: dict[str, object]) -> str:
    """The title for who may know it, else the open name; always the number."""
    title = text(edition.get("title")) or text(edition.get("open_name") or carrier.open_name)
    parts = (title, text(edition.get("document_number")), carrier.carrier_number)
    return "　".join(part for part in parts if part)


def _together(editions: list[dict[str, object]], field: str) -> str:
    told = (text(one.get(field)) for one in editions)
    return "、".join(dict.fromkeys(one for one in told if one))


def _consents(eyes: Eyes, consents: Iterable[Consent]) -> list[str]:
    told = (
        (eyes.term("consent_kind", one.kind), one.whose, one.number, on_day(one.dated))
        for one in consents
    )
    return [" ".join(part for part in parts if part) for parts in told]


def asks_for_a_copy(eyes: Eyes, row: Thing) -> bool:  # noqa: ARG001 every test takes both
    """Whether an application asks for copies."""
    return isinstance(row, ApplicationRow) and row.application.act == "carriers.copy"
