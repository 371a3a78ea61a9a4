"""What a print is worth, and who may have one."""

import re

import pytest
from django.http import Http404

from shoumi.acts.thing import kind_of
from shoumi.server.forms.catalogue import FORMS, forms_for, forms_of_register
from shoumi.server.forms.codes import NoCodeError, PrintCode, read, written
from tests.server.forms.office import TITLE, Made, Office

NOBODY = "0" * 32
FALSE = "SF-" + "A" * 55


def current(answer: tuple[int, str]) -> bool:
    return answer[0] == 200 and 'role="status"' in answer[1] and 'role="alert"' not in answer[1]


def superseded(answer: tuple[int, str]) -> bool:
    return answer[0] == 200 and 'role="alert"' in answer[1]


def unknown(answer: tuple[int, str]) -> bool:
    return answer[0] == 404 and 'role="alert"' in answer[1]


def without_token(page: str) -> str:
    return re.sub(r'(name="csrfmiddlewaretoken" value=|X-CSRFToken": )"[^"]+"', "", page)


def test_a_print_is_superseded_when_the_record_changes(office: Office) -> None:
    carrier, _ = office.paper()
    offer = office.lend(carrier)
    code = office.print("officer", "hand-over-slip", offer).code
    assert current(office.check("officer", code))
    assert current(office.check("officer", code.lower()))
    office.accept(offer)
    assert superseded(office.check("officer", code))
    assert current(office.check("officer", office.print("handler", "hand-over-slip", offer).code))


def test_a_label_stays_good_through_every_hand_over(office: Office) -> None:
    carrier, _ = office.paper()
    code = office.print("officer", "first-page-strip", carrier).code
    office.accept(office.lend(carrier))
    assert current(office.check("officer", code))
    assert current(office.check("secretary", code))


def test_an_unapproved_print_is_superseded_by_the_approval(office: Office) -> None:
    carrier, _ = office.paper()
    office.accept(office.lend(carrier))
    asked = office.ask_for_copies("handler", carrier)
    code = office.print("handler", "copy-approval", asked).code
    office.sign_all(asked)
    assert superseded(office.check("handler", code))


def test_a_register_is_superseded_when_its_lines_change(office: Office) -> None:
    office.paper()
    code = office.print_register("officer", "receipt-register", year="2026").code
    assert current(office.check("officer", code))
    assert current(office.check("secretary", code))
    assert unknown(office.check("handler", code))
    office.paper()
    assert superseded(office.check("officer", code))


def test_a_code_tells_nothing_to_who_may_not_see(office: Office, made: Made) -> None:
    code = office.print("officer", "first-page-strip", made.kept).code
    seen, false = office.check("outsider", code), office.check("outsider", FALSE)
    assert unknown(seen)
    assert unknown(false)
    assert without_token(seen[1]).replace(code, "") == without_token(false[1]).replace(FALSE, "")


def test_who_sees_a_thing_but_not_its_form_checks_no_print_of_it(office: Office) -> None:
    carrier, _ = office.paper()
    office.accept(office.lend(carrier))
    code = office.print("officer", "first-page-strip", carrier).code
    assert unknown(office.check("handler", code))
    with pytest.raises(Http404):
        office.print("handler", "first-page-strip", carrier)


def test_only_officers_call_things_back(office: Office) -> None:
    office.lend_until("handler", "2026-03-06T17:00:00+08:00")
    assert office.print("officer", "recall-note", office.cast["handler"]).pages
    with pytest.raises(Http404):
        office.print("handler", "recall-note", office.cast["handler"])


@pytest.mark.parametrize("scanned", ["ZT7K2Q9FM3", "SF-", "SF-" + "1" * 55, "收〔2026〕0001"])
def test_what_is_no_code_is_unknown(office: Office, scanned: str) -> None:
    assert unknown(office.check("officer", scanned))


def test_a_code_with_one_letter_changed_is_no_code(office: Office, made: Made) -> None:
    keyring, unit = office.door.keyring, office.door.unit
    told = PrintCode(form=1, subject=made.read, version=3, digest=b"123456")
    code = written(told, unit, keyring)
    assert read(code, unit, keyring) == told
    for place in range(3, len(code)):
        changed = code[:place] + ("B" if code[place] != "B" else "C") + code[place + 1 :]
        with pytest.raises(NoCodeError):
            read(changed, unit, keyring)
    with pytest.raises(NoCodeError):
        read(code, "another", keyring)


def test_the_unseen_and_the_absent_are_not_found_alike(office: Office, made: Made) -> None:
    for slug, identifier in (
        ("first-page-strip", made.kept),
        ("first-page-strip", NOBODY),
        ("hand-over-slip", made.confirmed),
        ("copy-approval", made.granted),
        ("batch-approval", made.batch),
        ("differences", made.count),
        ("held-list", office.cast["officer"]),
        ("no-such-form", made.read),
    ):
        with pytest.raises(Http404):
            office.print("outsider", slug, identifier)


def test_a_form_that_does_not_fit_is_not_found(office: Office, made: Made) -> None:
    for slug, identifier in (
        ("copy-mark", made.kept),
        ("media-list", made.batch),
        ("destruction-certificate", made.media),
        ("differences", made.blind),
        ("destruction-approval", made.granted),
        ("recall-note", office.cast["principal"]),
    ):
        with pytest.raises(Http404):
            office.print("officer", slug, identifier)


def test_a_title_is_left_out_for_who_only_keeps_the_register(office: Office) -> None:
    for slug in ("receipt-register", "copy-register"):
        printed = office.print_register("secretary", slug)
        assert "机密" in printed.text
        assert TITLE not in printed.text
    assert TITLE in office.print_register("officer", "receipt-register").text


def test_an_outsider_s_register_is_empty(office: Office) -> None:
    printed = office.print_register("outsider", "carrier-register")
    assert "（无）" in printed.text
    assert "共0条" in printed.text


@pytest.mark.parametrize("told", [{"year": "abc"}, {"year": "2026", "month": "13"}, {"month": "3"}])
def test_a_period_that_is_none_is_not_found(office: Office, told: dict[str, str]) -> None:
    with pytest.raises(Http404):
        office.print_register("officer", "receipt-register", **told)


def test_a_thing_names_the_forms_that_its_viewer_may_print(office: Office, made: Made) -> None:
    def slugs(by: str, slug: str, identifier: str) -> set[str]:
        kind = next(form.kind for form in FORMS if form.slug == slug)
        with office.desk(by) as desk:
            thing = desk.seen_or_none(kind_of(kind), identifier)
            return {one.slug for one in forms_for(desk, thing)} if thing else set()

    assert slugs("officer", "copy-mark", made.copy) == {"first-page-strip", "copy-mark"}
    assert slugs("handler", "copy-mark", made.copy) == {"copy-mark"}
    assert slugs("officer", "batch-approval", made.batch) == {
        "batch-approval",
        "destruction-certificate",
    }
    assert slugs("second", "count-sheet", made.blind) == {"count-sheet"}
    assert slugs("outsider", "copy-mark", made.copy) == set()
    person = office.cast["handler"]
    assert slugs("handler", "held-list", person) == {"held-list"}
    assert slugs("outsider", "held-list", person) == set()
    assert {one.slug for one in forms_of_register("carriers.carrier")} == {
        "receipt-register",
        "carrier-register",
    }
