"""What schools choose and whom they name, in their documents and in what changed between two."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausework.diff.changes import Reworded
from clausework.diff.compare import compare
from clausework.diff.redline import redline
from clausework.model.document import Document
from clausework.model.inline import plain
from clausework.model.policy import Adopted, Policy, School
from clausework.model.scalars import SchoolType
from clausework.model.varying.people import Instead, Person
from clausework.model.varying.printed import asks, details, linked, of_today, runs_of
from clausework.resolve.conflicts import Conflict
from clausework.resolve.version import resolve, show
from tests.support.policies import BRAND, MASTER, a_version, nodes, point, resolved, section

TEXT = "Ask {{ name dsl }} on {{ phone dsl }}[^why], **{{ email dsl }}**."
WHY = [{"id": "why", "text": "Or {{ name head }}."}]
ANN = {"name": "Ann", "phone": "1", "email": "a@b.example"}
BO = {"name": "Bo <b>*Ek*</b>", "phone": "2", "email": "b@b.example"}


def naming(dsl: dict[str, Any], text: str = TEXT, **more: Any) -> Document:
    """A document that names people, of whom the head is always Cy."""
    clause = point("clause", text=text, notes=WHY)
    people = {"dsl": dsl, "head": {"name": "Cy"}}
    document, conflicts = resolved(section("one", clause), people=people, **more)
    assert conflicts == []
    return document


def test_people_are_printed_as_they_are_typed() -> None:
    clause = nodes(naming(BO))["clause"]
    assert plain(clause.text) == "Ask Bo <b>*Ek*</b> on 2, b@b.example."
    assert [run.text for run in clause.text if run.strong] == ["b@b.example"]
    assert plain(clause.notes[0].text) == "Or Cy."
    assert details(naming(BO)) == ("Bo <b>*Ek*</b>", "2", "b@b.example", "Cy")


def test_the_master_shows_whom_it_names() -> None:
    document = show(MASTER, a_version(section("one", point("clause", text=TEXT, notes=WHY))))
    shown = "Ask {{ name dsl }} on {{ phone dsl }}, {{ email dsl }}."
    assert plain(nodes(document)["clause"].text) == shown


def test_a_role_without_a_person_is_a_conflict_and_each_is_named_once() -> None:
    clause = point("clause", text=f"{TEXT} {{{{ name dsl }}}} again.", notes=WHY)
    _, found = resolved(section("one", clause), people={"dsl": {"name": "Ann"}})
    assert [(one.code, one.path) for one in found] == [("person-missing", ())] * 2
    first, second = found
    assert 'telephone number and the e-mail address of "dsl"' in first.message
    assert "add phone: 01632 960000, email: office@school.example to dsl:" in first.fix
    assert "add head: {name: Ann Example} under people:" in second.fix


def test_another_person_is_no_change() -> None:
    assert compare(naming(ANN), naming(BO)) == ()
    marked = redline(naming(ANN), naming(BO), (), ())
    assert {run.mark for run in runs_of(marked.sections)} == {None}


def test_beside_another_person_a_change_of_words_is_shown_alone() -> None:
    old, new = naming(ANN), naming(BO, TEXT.replace("Ask", "Tell"))
    (change,) = compare(old, new)
    assert change.id == "clause"
    marked = redline(old, new, (change,), ())
    words = [(run.mark, run.text) for run in runs_of(marked.sections[0].children[0].text)]
    assert [one for one in words if one[0]] == [("deleted", "Ask"), ("inserted", "Tell")]
    assert (None, "Bo <b>*Ek*</b>") in words


def test_a_person_in_the_place_of_words_is_a_change() -> None:
    (change,) = compare(naming(ANN, "Ask Ann[^why]."), naming(ANN, "Ask {{ name dsl }}[^why]."))
    assert change.id == "clause"


def test_copies_have_the_people_of_today() -> None:
    today = {"dsl": person(BO), "head": person({"name": "Di"})}
    found = of_today(naming(ANN), today)
    assert details(found) == ("Bo <b>*Ek*</b>", "2", "b@b.example", "Di")
    assert not asks(found)
    # Whom nobody replaces is as approved, and a document without people is itself.
    assert of_today(naming(ANN), {}) == naming(ANN)
    bare, _ = resolved(section("one", point("clause")))
    assert of_today(bare, today) is bare


def test_who_is_not_published_is_replaced_by_whom_to_ask() -> None:
    instead: Instead = {"name": "[ask]", "phone": "[ring]", "email": "[write]"}
    today = {"dsl": person(BO | {"published": False}), "head": person({"name": "Di"})}
    found = of_today(naming(ANN), today, instead)
    assert plain(nodes(found)["clause"].text) == "Ask [ask] on [ring], [write]."
    assert details(found) == ("Di",)
    assert asks(found)
    assert details(of_today(naming(ANN), today))[0] == "Bo <b>*Ek*</b>"


def test_what_a_school_left_out_is_quoted_without_people() -> None:
    clause = point("clause", text="Ask {{ name dsl }} on {{ phone dsl }}.")
    omitted = [{"omit": "clause", "reason": "So."}]
    document, _ = resolved(
        section("one", clause, point("other")), people={"dsl": ANN}, variations=omitted
    )
    assert [one.text for one in document.omitted] == ["Ask [dsl] on [dsl]."]


OPTIONS: dict[str, dict[str, Any]] = {
    "pay": {"type": "choice", "choices": {"weekly": "each *week*", "monthly": "each month"}},
    "days": {"type": "number", "default": "7"},
    "helpline": {"type": "text"},
    "begin": {"type": "date"},
    "spare": {"type": "boolean"},
}
PRINTS = (
    "Paid {{ option pay }}, in {{ option days }} days, {{ option helpline }}, {{ option begin }}."
)


CHOSEN = {"pay": "weekly", "helpline": "01632 *9* & 0", "begin": "2026-09-01", "spare": "true"}


def choosing(text: str = PRINTS, **chosen: str) -> tuple[Document, list[Conflict]]:
    """A document of a policy with an option of each type."""
    labelled = {name: {**said, "label": "L"} for name, said in OPTIONS.items()}
    about = {"id": "conduct", "title": "T", "owner": "O", "binding": "adapt", "options": labelled}
    master = replace(
        MASTER, policy=Policy.model_validate(about), titles={"dress": "Dress & *Code*"}
    )
    weekly = point("weekly", text="Weekly.", when="pay is weekly and not spare")
    version = a_version(section("one", point("clause", text=text), weekly))
    school = School(id="oak", name="Oak", type=SchoolType.COMMUNITY, brand=BRAND)
    return resolve(master, version, school, Adopted(version="1.0", options=chosen))


def test_what_a_school_chose_is_printed_as_plain_text() -> None:
    document, conflicts = choosing(**CHOSEN)
    assert conflicts == []
    assert plain(nodes(document)["clause"].text) == (
        "Paid each *week*, in 7 days, 01632 *9* & 0, 1 September 2026."
    )


@pytest.mark.parametrize(
    ("chosen", "there"),
    [
        ({"spare": "false"}, True),
        ({"spare": "true"}, False),
        ({"spare": "false", "pay": "monthly"}, False),
    ],
)
def test_a_choice_decides_what_is_printed(chosen: dict[str, str], *, there: bool) -> None:
    document, _ = choosing(**CHOSEN | chosen)
    assert ("weekly" in nodes(document)) is there


def test_another_choice_is_a_change_of_words() -> None:
    (change,) = compare(choosing(**CHOSEN)[0], choosing(**CHOSEN | {"days": "9"})[0])
    assert isinstance(change, Reworded)
    assert (plain(change.before), plain(change.after)) == (
        "Paid each *week*, in 7 days, 01632 *9* & 0, 1 September 2026.",
        "Paid each *week*, in 9 days, 01632 *9* & 0, 1 September 2026.",
    )


def test_what_is_not_chosen_is_a_conflict_for_each_option_that_matters() -> None:
    _, found = choosing()
    assert [one.message.split('"')[1] for one in found] == ["pay", "helpline", "begin", "spare"]
    every = 'options: {pay: weekly, helpline: "…", begin: 2026-09-01, spare: true}'
    assert {every in one.fix for one in found} == {True}
    _, found = choosing("No fill.", spare="no")
    assert [(one.message.split('"')[1], one.path) for one in found] == [("pay", ("options",))]


def test_the_title_of_a_policy_leads_where_its_address_is_known() -> None:
    document, _ = choosing("See {{ policy dress }}, and again.", **CHOSEN)
    assert document is linked(document, {"other": "../other/index.html"})
    found = linked(document, {"dress": "../dress/index.html"})
    assert [(run.text, run.href) for run in runs_of(found) if run.href] == [
        ("Dress & *Code*", "../dress/index.html")
    ]


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=30))
def test_no_name_becomes_markup(name: str) -> None:
    said = name.strip() or "x"
    clause = nodes(naming(ANN | {"name": said}))["clause"]
    assert plain(clause.text).startswith(f"Ask {said} on 1")
    assert [run.text for run in clause.text if run.strong or run.href] == ["a@b.example"]


def person(said: dict[str, Any]) -> Person:
    return Person.model_validate(said)
