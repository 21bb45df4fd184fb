"""A version for one school: conditions, local changes, numbers, notes and words put in."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausework.model.document import Node
from clausework.model.inline import Run, plain
from clausework.model.numbering import letter, roman
from clausework.resolve.version import show
from tests.support.policies import (
    MASTER,
    SECTIONS,
    a_version,
    appendix,
    nodes,
    numbers,
    point,
    resolved,
    section,
)


def one_clause(text: str, **more: Any) -> Node:
    document, conflicts = resolved(section("one", point("clause", text=text)), **more)
    assert conflicts == []
    return nodes(document)["clause"]


def test_places_are_numbered() -> None:
    document, conflicts = resolved(*SECTIONS)
    assert conflicts == []
    assert numbers(document) == {
        "one": "1.0",
        "one-a": "1.1",
        "one-b": "1.2",
        "two": "2.0",
        "two-a": "2.1",
        "item-a": "2.1(a)",
        "sub-a": "2.1(a)(i)",
        "sub-b": "2.1(a)(ii)",
        "item-b": "2.1(b)",
    }


def test_the_levels_keep_the_order_of_the_file() -> None:
    document, _ = resolved(*SECTIONS)
    levels = [node.level for node in document.sections[1].walk()]
    assert levels == ["section", "clause", "item", "item", "item", "item"]
    assert plain(nodes(document)["two-a"].closing) == "The end."


@pytest.mark.parametrize(
    ("index", "letters"), [(0, "a"), (25, "z"), (26, "aa"), (51, "zz"), (52, "aaa")]
)
def test_letters_go_on_beyond_z(index: int, letters: str) -> None:
    assert letter(index) == letters


def test_no_two_points_have_the_same_letters() -> None:
    assert len({letter(index) for index in range(2000)}) == 2000


@pytest.mark.parametrize(
    ("number", "figures"),
    [(1, "i"), (4, "iv"), (9, "ix"), (14, "xiv"), (40, "xl"), (49, "xlix"), (99, "xcix"),
     (444, "cdxliv"), (999, "cmxcix"), (1994, "mcmxciv")],
)  # fmt: skip
def test_roman_figures(number: int, figures: str) -> None:
    assert roman(number) == figures


UNEVEN = (
    section("a", point("a1"), point("a2", numbered=False, style="letter", items=[point("a3")])),
    section("b", point("b1"), title="Beside", numbered=False),
    section("c", point("c1")),
    appendix("x", point("x1", style="number", items=[point("x2")])),
    appendix("y", point("y1", numbered=False), point("y2")),
)


@pytest.mark.parametrize(
    ("numbering", "expected"),
    [
        ("1.0", "1.0 1.1 - (a) - 1.2 2.0 2.1"),
        ("1", "1 1.1 - (a) - 1.2 2 2.1"),
        ("1.", "1. 1.1 - (a) - 1.2 2. 2.1"),
        ("none", "- 1 - (a) - 2 - 3"),
    ],
)
def test_labels_of_sections_and_clauses(numbering: str, expected: str) -> None:
    document, conflicts = resolved(*UNEVEN, numbering=numbering)
    assert conflicts == []
    labels = [node.label or "-" for node in document.nodes()]
    after = ["Appendix A", "A.1", "1.", "Appendix B", "-", "B.1"]
    assert labels == [*expected.split(" "), *after]


def test_references_print_whole_numbers() -> None:
    names = ["a", "a1", "a2", "a3", "b", "b1", "x", "x1", "x2", "y1"]
    text = "; ".join(f"{{{{ ref {name} }}}}" for name in names)
    document, conflicts = resolved(*UNEVEN, section("d", point("d1", text=text)))
    assert conflicts == []
    assert plain(nodes(document)["d1"].text).split("; ") == [
        *["1.0", "1.1", "1.0", "1.0(a)", "“Beside”", "1.2"],
        *["Appendix A", "A.1", "A.1(1)", "Appendix B"],
    ]


def test_a_title_that_names_a_section_may_refer_to_a_place() -> None:
    document, conflicts = resolved(
        section("a", point("a1", text="See {{ ref b }}.")),
        section("b", point("b1"), title="After {{ ref a }}", numbered=False),
    )
    assert conflicts == []
    assert plain(nodes(document)["a1"].text) == "See “After 1.0”."


def test_clauses_before_any_numbered_section_have_no_number() -> None:
    document, _ = resolved(section("a", point("a1"), numbered=False), section("b", point("b1")))
    assert [node.label for node in document.nodes()] == ["", "", "1.0", "1.1"]


def test_appendices_have_letters_as_word_counts() -> None:
    parts = [appendix(f"x{index}", point(f"c{index}")) for index in range(28)]
    document, _ = resolved(section("a", point("a1")), *parts)
    found = nodes(document)
    assert (found["x25"].label, found["c27"].label) == ("Appendix Z", "BB.1")


def test_a_school_may_add_to_an_appendix_and_change_it() -> None:
    document, conflicts = resolved(
        *UNEVEN,
        variations=[
            {"add": "local-a", "after": "x", "text": "Ours.", "reason": "R"},
            {"replace": "y", "text": "Another title", "reason": "R"},
            {"omit": "y1", "reason": "R"},
        ],
    )
    assert conflicts == []
    found = nodes(document)
    assert (found["local-a"].label, found["x1"].label) == ("A.1", "A.2")
    assert plain(found["y"].text) == "Another title"
    assert "y1" not in found


@pytest.mark.parametrize(
    ("styles", "labels", "whole"),
    [
        (("letter", None, None), ["(b)", "(ii)", "•"], "1.1(b)(ii)(2)"),
        (("bullet", None, None), ["•", "•", "•"], "1.1(b)(ii)(2)"),
        (("number", "letter", "roman"), ["2.", "(b)", "(ii)"], "1.1(2)(b)(ii)"),
        (("roman", "number", "letter"), ["(ii)", "2.", "(b)"], "1.1(ii)(2)(b)"),
        (("letter", "bullet", "number"), ["(b)", "•", "2."], "1.1(b)(ii)(2)"),
    ],
)
def test_points_are_labelled_as_what_they_are_in_says(
    styles: tuple[str | None, ...], labels: list[str], whole: str
) -> None:
    def two(name: str, style: str | None, *inside: dict[str, Any]) -> list[dict[str, Any]]:
        own = {"items": [*inside]} | ({"style": style} if style else {}) if inside else {}
        return [point(f"{name}-1"), point(f"{name}-2", **own)]

    third = two("c", None)
    second = two("b", styles[2], *third)
    first = two("a", styles[1], *second)
    document, _ = resolved(section("one", point("clause", style=styles[0], items=first)))
    found = nodes(document)
    assert [found[name].label for name in ("a-2", "b-2", "c-2")] == labels
    assert found["c-2"].number == whole


def test_a_long_list_has_letters_beyond_z() -> None:
    items = [point(f"item-{index}") for index in range(28)]
    document, _ = resolved(section("one", point("clause", items=items)))
    assert numbers(document)["item-25"] == "1.1(z)"
    assert numbers(document)["item-27"] == "1.1(bb)"


@pytest.mark.parametrize(
    ("kind", "options", "kept"),
    [
        ("community", {}, ["maintained", "accounts"]),
        ("academy", {}, ["academies", "accounts"]),
        ("community", {"accounts": "false"}, ["maintained", "neither"]),
        ("independent", {"accounts": "no"}, ["neither"]),
    ],
)
def test_conditions_leave_out_and_numbers_close_up(
    kind: str, options: dict[str, str], kept: list[str]
) -> None:
    conditions = ["maintained", "academies", "accounts"]
    clauses = [point(name, when=name) for name in conditions]
    clauses.append(point("neither", when="not accounts"))
    document, _ = resolved(section("one", *clauses), kind=kind, options=options)
    expected = {name: f"1.{place}" for place, name in enumerate(kept, 1)}
    assert numbers(document) == {"one": "1.0"} | expected


@pytest.mark.parametrize("level", ["section", "item", "subitem"])
def test_a_condition_may_stand_at_each_level(level: str) -> None:
    when = {"when": "academy"}
    sub = point("sub", **(when if level == "subitem" else {}))
    item = point("item", items=[sub], **(when if level == "item" else {}))
    first = section("first", point("clause", items=[item]), **(when if level == "section" else {}))
    document, _ = resolved(first, section("last", point("after")))
    gone = {"section": {"first", "clause", "item", "sub"}, "item": {"item", "sub"}}
    assert set(nodes(document)) == {"first", "clause", "item", "sub", "last", "after"} - gone.get(
        level, {"sub"}
    )


def test_a_section_that_nothing_is_left_of_is_left_out() -> None:
    document, _ = resolved(section("one", point("a", when="academy")), section("two", point("b")))
    assert numbers(document) == {"two": "1.0", "b": "1.1"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("At {{ school }}, {{ a setting }}.", "At Oak School, an academy."),
        ("{{ A setting }} and {{ Setting }}", "An academy and Academy"),
        ("{{ head }}", "Principal"),
        ("under {{ cite guide }}", "under The Guide (2018)"),
        ("under {{ cite act }}", "under The Act 2006"),
        ("see {{ ref clause }} and {{ ref one }}", "see 1.1 and 1.0"),
    ],
)
def test_fills_become_words(text: str, words: str) -> None:
    node = one_clause(text, kind="academy", terms={"head": "Principal"}, editions={"guide": "2018"})
    assert plain(node.text) == words


def test_a_run_remembers_its_fill_and_keeps_its_style() -> None:
    node = one_clause("**{{ head }}** [{{ school }}](https://example.org)")
    assert node.text == (
        Run(text="Headteacher", fill="head", strong=True),
        Run(text=" "),
        Run(text="Oak School", fill="school", href="https://example.org"),
    )


@given(st.text(min_size=1).filter(str.strip), st.sampled_from(["{{ head }}", "**{{head}}**"]))
def test_a_schools_word_comes_out_as_it_is_and_never_as_markup(word: str, fill: str) -> None:
    node = one_clause(f"The {fill}.", terms={"head": word})
    (run,) = [run for run in node.text if run.fill is not None]
    assert run.text == word
    assert run.href is None
    assert plain(node.text) == f"The {word}."


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{{ ref gone }}", "ref-absent"),
        ("{{ head.many }}", "fill-without-words"),
        ("{{ house }}", "fill-without-words"),
    ],
)
def test_what_a_school_has_no_words_for_is_told(text: str, code: str) -> None:
    _, conflicts = resolved(section("one", point("clause", text=text)))
    assert [(one.code, one.path) for one in conflicts] == [(code, ())]


def test_a_reference_to_what_the_school_leaves_out_is_told() -> None:
    sections = section("one", point("a"), point("b", text="See {{ ref a }}."))
    _, conflicts = resolved(sections, variations=[{"omit": "a", "reason": "R"}])
    assert [one.code for one in conflicts] == ["ref-absent"]


def test_notes_are_numbered_through_the_document_as_they_are_marked() -> None:
    def noted(name: str) -> dict[str, Any]:
        return {"notes": [{"id": name, "text": f"Note {name} at {{{{ school }}}}."}]}

    document, _ = resolved(
        section(
            "one",
            point(
                "a",
                text="A[^n-a].",
                items=[
                    point("b", text="B[^n-b].", **noted("n-b")),
                    point("c", text="C[^n-c]."),
                ],
                closing="D[^n-d].",
                notes=[
                    {"id": "n-d", "text": "D."},
                    {"id": "n-c", "text": "C."},
                    *noted("n-a")["notes"],
                ],
            ),
            point("e", when="academy", text="E[^n-e].", **noted("n-e")),
            point("f", text="F[^n-f].", **noted("n-f")),
        )
    )
    found = {
        name: [(note.id, note.number) for note in node.notes]
        for name, node in nodes(document).items()
        if node.notes
    }
    assert found == {
        "a": [("n-a", 1), ("n-d", 4)],
        "b": [("n-b", 2)],
        "c": [("n-c", 3)],
        "f": [("n-f", 5)],
    }
    assert plain(nodes(document)["a"].notes[0].text) == "Note n-a at Oak School."


@pytest.mark.parametrize(
    ("cite", "editions", "title", "edition", "url"),
    [
        ({"authority": "guide"}, {"guide": "2018"}, "The Guide", "2018", "https://example.org/guide"),
        ({"authority": "guide"}, {"guide": None}, "The Guide", None, "https://example.org/guide"),
        ({"authority": "guide", "edition": "2019"}, {"guide": "2018"}, "The New Guide", "2019",
         "https://example.org/2019"),
        ({"authority": "act"}, {}, "The Act 2006", None, None),
    ],
)  # fmt: skip
def test_a_citation_names_its_edition(
    cite: dict[str, str],
    editions: dict[str, str | None],
    title: str,
    edition: str | None,
    url: str | None,
) -> None:
    clause = point("a", cites=[cite | {"part": "two"}])
    document, _ = resolved(section("one", clause), editions=editions)
    (cited,) = nodes(document)["a"].cites
    assert (cited.title, cited.edition, cited.part, cited.url) == (title, edition, "two", url)


def test_a_citation_may_have_a_condition() -> None:
    cites = [{"authority": "act", "when": "academy"}, {"authority": "guide", "when": "maintained"}]
    document, _ = resolved(section("one", point("a", cites=cites)), editions={"guide": None})
    assert [cited.authority for cited in nodes(document)["a"].cites] == ["guide"]


def test_the_sources_of_a_document_are_each_told_once() -> None:
    cites = [{"authority": "guide", "part": "two"}, {"authority": "act", "section": "5"}]
    noted = point("b", text="B[^n].", notes=[{"id": "n", "text": "N.", "cites": cites}])
    document, _ = resolved(
        section("one", point("a", cites=cites[:1]), noted), editions={"guide": "2018"}
    )
    assert [(source.cited.title, source.places) for source in document.sources] == [
        ("The Act 2006", (("1.2", "b"),)),
        ("The Guide", (("1.1", "a"), ("1.2", "b"))),
    ]


def test_an_address_that_is_only_believed_is_not_passed_on() -> None:
    """A reader follows no guess."""
    document, _ = resolved(section("one", point("a", cites=[{"authority": "guess"}])))
    (source,) = document.sources
    assert (source.cited.url, source.cited.confirmed) == (None, False)


def test_the_master_is_shown_with_its_fills_and_all_its_clauses() -> None:
    version = a_version(
        section(
            "one",
            point("a", text="Tell the {{ head }}, see {{ ref b }}."),
            point("b", text="B.", when="academies"),
        )
    )
    document = show(MASTER, version)
    assert (document.school, document.school_type) == (None, None)
    assert [plain(clause.text) for clause in document.sections[0].children] == [
        "Tell the {{ head }}, see 1.2.",
        "B.",
    ]
