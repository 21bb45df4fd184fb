"""The board pack on paper and in Word: a first page that stands alone, for every reader."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from clausework.cli.main import main
from clausework.model.decisions import Paper
from clausework.model.document import Document
from clausework.model.inline import Run
from clausework.model.policy import Reason, Variation
from clausework.query import board_paper as packs
from clausework.query.board_paper import CarriedLocalChange, Meeting, Pack
from clausework.query.comparison import Comparison
from clausework.render.paper import pdf as copies
from clausework.render.review import pack as rendered
from clausework.render.word import word
from tests.judges import open_xml, poppler, verapdf
from tests.support.drafts import document
from tests.support.reviews import (
    MEETING,
    issued,
    meeting_pdf,
    packed,
    packs_of_a_meeting,
    pdf,
    pdf_of,
    workspace,
)
from tests.support.samples import SCHOOLS, sample

POLICY, OAK, WARDEN_HILL = "social-networking", "example-oak-academy", "warden-hill-infant"
HOSTILE = r"""= #panic() $x$ *b* @ref <l> \\ "q" ]) #[ // /* <script> {{ x }} &amp; \u{41}"""
# Between the running header and the footer, in points from the top left corner.
COPIES = ("marked", "clean", "sources")
BETWEEN = ["-x", "0", "-y", "75", "-W", "595", "-H", "690"]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def report(told: Sequence[Pack], school: str) -> bytes:
    head, templates = sample(school)[1:]
    clean = word.render(told[0].comparison.new, head, templates)
    return rendered.report(told, clean, head, templates)


def text(data: bytes, folder: Path, first: int, last: int, *options: str) -> str:
    """The words of some pages, with single spaces."""
    file = folder / "pack.pdf"
    file.write_bytes(data)
    shown = ["-f", str(first), "-l", str(last), *options]
    return " ".join(poppler("pdftotext", *shown, file, "-").split())


def page(data: bytes, folder: Path, number: int = 1) -> str:
    """The words of one page, line by line."""
    return text(data, folder, number, number, "-layout")


def places(data: bytes, folder: Path) -> dict[str, int]:
    """The page of each place that can be linked to; none has the name of another."""
    file = folder / "pack.pdf"
    file.write_bytes(data)
    found = re.findall(r'^ *(\d+) .*"(.*)"$', poppler("pdfinfo", "-dests", file), re.MULTILINE)
    names = [name for _, name in found]
    assert len(names) == len(set(names))
    return {name: int(number) for number, name in found}


def paragraphs(docx: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        root = ElementTree.fromstring(archive.read("word/document.xml"))
    return ["".join(text.text or "" for text in p.iter(f"{W}t")) for p in root.iter(f"{W}p")]


@pytest.mark.parametrize("school", SCHOOLS)
def test_the_first_page_stands_alone(school: str, tmp_path: Path) -> None:
    words = page(pdf_of(school), tmp_path)
    parts = [
        "For discussion",
        "Social Networking Policy: version 2.0",
        "Full Governing Body, 3 December 2026, item 7",
        "Compared with Version 1.0, ",
        "Recommendation That the board gives its views on the proposal.",
        "Author Luton HR Traded Services",
        "HR has not issued version 2.0, so it cannot be approved yet.",
        "Who must do what, and by when Everyone who works for the school: Read the policy",
        "The head: Record who may post in each account of the school (by 31 January 2027)",
        "Five changes to look at first",
        "Staff may no longer write to pupils, parents or carers about their work from private",
        "A duty is new. The board may vary it.",
        "The policy now states the legal duty to refer a person to the Disclosure and Barring",
        "The board’s choices",
        "Local changes",
        "Consultation On version 2.0: not recorded.",
        "Equality The policy covers all staff alike.",
        "Workload Half an hour for each member of staff, once.",
        "Cost None beyond staff time.",
        "Training A briefing of half an hour for all staff.",
        "If nothing is done The school goes on with a policy that cites guidance of 2018.",
        "Where the rest is",
        "Questions worth asking Who may post in the accounts of our school today?",
    ]
    found = [words.find(part) for part in parts]
    assert -1 not in found, parts[found.index(-1)]
    assert found[1:] == sorted(found[1:])
    assert words.count("The board cannot vary it.") + words.count("The board may vary it.") == 5
    assert "…" not in words
    assert "Every change that matters" in page(pdf_of(school), tmp_path, 2)


@pytest.mark.parametrize(
    ("school", "told"),
    [
        ("warden-hill-infant", "Version 1.0, in use; no record of its approval was found."),
        (
            OAK,
            "Version 1.0, in use; approved by Local Governing Body, 10 October 2024, minute 7.2.",
        ),
        (
            "example-riverside-unit",
            "Version 1.0, the school’s draft for approval; no approval is recorded.",
        ),
    ],
)
def test_it_says_whether_the_older_version_was_approved(
    school: str, told: str, tmp_path: Path
) -> None:
    assert f"Compared with {told}" in page(pdf_of(school), tmp_path)


def test_an_issued_version_is_put_to_the_vote(tmp_path: Path) -> None:
    words = page(pdf(issued(packed(OAK)), OAK), tmp_path)
    assert "For decision" in words
    assert (
        "asked to decide on version 2.0: to approve it, to approve it with changes, to defer the "
        "decision, or to decline it." in words
    )
    assert "discussion" not in words
    minute = text(pdf(issued(packed(OAK)), OAK, bind=False), tmp_path, 2, 99)
    assert "resolved to [approve it / approve it with these changes" in minute
    assert "from [date]" in minute


def test_without_a_meeting_there_is_room_to_write(tmp_path: Path) -> None:
    words = page(pdf(replace(packed(OAK), meeting=Meeting()), OAK), tmp_path)
    assert re.search(r"Meeting _+, item _+", words)


def test_local_changes_say_how_they_fared_and_who_was_asked(tmp_path: Path) -> None:
    (local,) = packed(OAK).local
    assert isinstance(local.fared.variation, Variation)
    silent = local.fared.variation.model_copy(update={"consulted": None})
    other = replace(local, number="2.1", fared=replace(local.fared, variation=silent))
    words = page(pdf(replace(packed(OAK), local=(local, other)), OAK), tmp_path)
    assert "carried over unchanged. Consultation: Staff meeting, 2 October 2024." in words
    assert "2.1 (added): carried over unchanged. Consultation: not recorded." in words


def test_what_hr_does_not_state_is_not_stated(tmp_path: Path) -> None:
    silent = replace(packed(OAK), actions=(), paper=Paper(), first=())
    words = page(pdf(silent, OAK), tmp_path)
    assert "Who must do what, and by when HR has not stated what staff must do." in words
    for part in ("Recommendation", "Equality", "Workload", "Cost", "Training"):
        assert f"{part} Not stated" in words
    for part in ("Author", "If nothing is done", "Questions worth asking", "to look at first"):
        assert part not in words


def test_every_change_that_matters_has_a_row(tmp_path: Path) -> None:
    words = text(pdf_of(WARDEN_HILL, bind=False), tmp_path, 2, 99, "-raw")
    told = packed(WARDEN_HILL)
    numbers = [change.clause.element.number or "" for change in told.changes]
    assert len(numbers) == 32
    heads = [re.search(rf"(?<=[\s.]){re.escape(number)} \S", words) for number in numbers]
    assert None not in heads
    letters = "".join(words.split())
    for change in told.changes:
        for element in change.elements:
            for reason in element.element.reasons:
                assert "".join(reason.split()) in letters
            hr = element.element.meaning
            if hr and hr.headline:
                assert "".join(hr.headline.split()) in letters
    assert "Editorial changes Form, not meaning: " in words
    # A point of which HR says nothing of its own is in the marked-up copy alone.
    assert "Safeguard children" not in words
    assert "Was part of 6.2(a)." in words


@pytest.mark.parametrize("school", SCHOOLS)
def test_it_is_short_enough_to_be_read(school: str, tmp_path: Path) -> None:
    """The first page and the changes, in type of 10 points or more; the copies are other files."""
    file = tmp_path / "pack.pdf"
    file.write_bytes(pdf_of(school, bind=False))
    assert int(re.search(r"Pages: +(\d+)", poppler("pdfinfo", file))[1]) <= 8  # type: ignore[index]
    assert not any(f"{POLICY}--{name}" in places(file.read_bytes(), tmp_path) for name in COPIES)
    assert "the marked-up copy (redline.pdf), the clean copy with its sources (new.pdf)" in text(
        file.read_bytes(), tmp_path, 1, 1
    )


def test_a_local_change_has_hrs_text_before_the_schools_and_hrs_now(tmp_path: Path) -> None:
    """One that replaces, one that leaves out, and one that adds."""
    (added,) = packed(OAK).local
    one = replace(added.fared, variation=Variation(omit="aims", reason="Too long."))
    left_out = CarriedLocalChange("3.1", one, ("Old aims.", "3.1(a) One."), (), ("New aims.",))
    words = text(pdf(replace(packed(OAK), local=(added, left_out)), OAK), tmp_path, 2, 99, "-raw")
    ours = " ".join(added.ours)
    assert f"HR’s text before None. The school’s text {ours} HR’s text now None." in words
    assert (
        "HR’s text before Old aims. 3.1(a) One. The school’s text Left out. HR’s text now "
        "New aims. Reason Too long."
    ) in words


def test_the_reason_of_a_clause_is_told_where_only_its_points_changed(tmp_path: Path) -> None:
    old, new = (document(f"a: Staff must:|- p: {words};") for words in ("sit", "never stand"))
    older, newer = (
        side.model_copy(update={"policy": POLICY, "version": number})
        for side, number in ((old, "1.0"), (new, "1.1"))
    )
    reason = Reason.model_validate({"clause": "a", "reason": "Sitting was not meant."})
    told = packs.pack(workspace(), Comparison(older, newer, (reason,)), WARDEN_HILL, MEETING)
    assert "Sitting was not meant." in page(pdf(told, WARDEN_HILL), tmp_path, 2)


@pytest.mark.parametrize("school", SCHOOLS)
def test_both_copies_are_there_whole(school: str, tmp_path: Path) -> None:
    at = places(pdf_of(school), tmp_path)
    marked, clean = at[f"{POLICY}--marked"], at[f"{POLICY}--clean"]
    comparison = packed(school).comparison
    for first, last, copy in ((marked, clean - 1, comparison.marked), (clean, 99, comparison.new)):
        own = copies.render(copy, *sample(school)[1:])
        # Its own file has a cover and a list of contents; footnotes end a page, wherever that is.
        alone = Counter(text(own, tmp_path, 3, 99, *BETWEEN).split())
        part = Counter(text(pdf_of(school), tmp_path, first, last, *BETWEEN).split())
        assert alone - part == Counter()
        around = part - alone
        assert {"copy", "Version", "Minute"} <= {*around}
        cover = Counter(text(own, tmp_path, 1, 1).split())
        assert set(around - cover) <= {"The", "marked-up", "clean", "copy"}


def test_the_first_page_says_on_which_page_each_part_begins(tmp_path: Path) -> None:
    at = places(pdf_of(OAK), tmp_path)
    changes, marked, clean, sources = (
        at[f"{POLICY}--{part}"] for part in ("changes", "marked", "clean", "sources")
    )
    assert (
        f"every change that matters, with its reason, page {changes}; the marked-up copy, page "
        f"{marked}; the clean copy, page {clean}; the sources, page {sources}."
    ) in text(pdf_of(OAK), tmp_path, 1, 1)
    assert 2 == changes < marked < clean < sources
    assert page(pdf_of(OAK), tmp_path, marked).count("The marked-up copy") == 1
    # Each copy counts its notes from 1, and has places of its own.
    assert re.search(r"\s1 ?Proposed wording", text(pdf_of(OAK), tmp_path, clean, 99))
    assert {f"{POLICY}--{part}--introduction" for part in ("marked", "clean")} <= {*at}


def test_what_hr_says_of_a_clause_is_not_said_again_at_its_points(tmp_path: Path) -> None:
    at = places(pdf_of(WARDEN_HILL), tmp_path)
    words = text(pdf_of(WARDEN_HILL), tmp_path, at[f"{POLICY}--marked"], at[f"{POLICY}--clean"])
    clause = words[words.index("This policy should be read") : words.index("Social [Networking")]
    assert "(d)" in clause
    assert clause.count("Rests on law or statutory guidance. No duty changes.") == 1
    assert clause.count("No duty changes.") == 1


def test_every_pack_is_fit_for_screen_readers_and_archives(tmp_path: Path) -> None:
    made = {school: pdf_of(school) for school in SCHOOLS}
    made |= {"issued": pdf(issued(packed(OAK)), OAK), "hostile": pdf(hostile(), OAK)}
    made["meeting"] = meeting_pdf()
    files = [tmp_path / f"{name}.pdf" for name in made]
    for file, data in zip(files, made.values(), strict=True):
        file.write_bytes(data)
    for flavour in ("ua1", "2a"):
        assert verapdf(files, flavour) == {file: [] for file in files}


def test_the_first_page_of_a_meeting_has_a_row_for_each_policy(tmp_path: Path) -> None:
    words = page(meeting_pdf(), tmp_path)
    at = places(meeting_pdf(), tmp_path)
    assert "For decision and discussion" in words
    assert "2 policies for this meeting" in words
    assert "Full Governing Body, 3 December 2026" in words
    rows = text(meeting_pdf(), tmp_path, 1, 1)
    first, second = rows[rows.index("Item") :].split("Conduct Policy")
    for row, item, policy in ((first, "7", POLICY), (first + second, "8", "conduct")):
        assert f" {item} " in row
        assert f"page {at[policy]}" in row + second
    assert "For discussion: HR has not issued it, so it cannot be approved yet." in first
    assert "For decision: approve, approve with changes, defer or decline." in second
    for row in (first, second):
        assert "Version 1.0 to 2.0" in row
        assert "13 on law or statutory guidance, 19 in meaning, 5 in form only" in row
        assert "6.4 Staff may no longer write to pupils, parents or carers" in row
    # The first page has all of them, and none of their packs.
    assert 2 == at[POLICY] < at[f"{POLICY}--sources"] < at["conduct"] < at["conduct--sources"]
    assert "item 7" in page(meeting_pdf(), tmp_path, at[POLICY])
    assert "Conduct Policy: version 2.0" in page(meeting_pdf(), tmp_path, at["conduct"])


def test_the_clerk_of_a_meeting_has_all_lines_reports_and_minutes(tmp_path: Path) -> None:
    file = tmp_path / "report.docx"
    file.write_bytes(report(packs_of_a_meeting(), WARDEN_HILL))
    assert open_xml([file]) == {file: []}
    words = paragraphs(file.read_bytes())
    lines = [
        "Agenda lines",
        "7. Social Networking Policy: version 2.0 (for discussion)",
        "8. Conduct Policy: version 2.0 (for decision)",
        "Report: Social Networking Policy",
        "Report: Conduct Policy",
        "Draft minute: Social Networking Policy",
        "Draft minute: Conduct Policy",
    ]
    assert [line for line in words if line in lines] == lines


def hostile() -> Pack:
    """A pack of texts that are no markup, whatever they hold."""

    def said(document: Document) -> Document:
        first, *others = document.sections
        clause, *rest = first.children
        clause = clause.model_copy(update={"text": (Run(text=f"{HOSTILE} {document.version}"),)})
        first = first.model_copy(update={"children": (clause, *rest)})
        return document.model_copy(update={"sections": (first, *others)})

    old, new = (said(side) for side in (packed(OAK).comparison.old, packed(OAK).comparison.new))
    told = packs.pack(workspace(), Comparison(old, new), OAK, Meeting(HOSTILE, HOSTILE))
    return replace(told, board=HOSTILE)


def test_what_people_type_is_printed_as_it_is(tmp_path: Path) -> None:
    words = page(pdf(hostile(), OAK), tmp_path)
    assert "".join(words.split()).count("".join(HOSTILE.split())) == 3
    assert paragraphs(report([hostile()], OAK)).count(f"Meeting: {HOSTILE}, item {HOSTILE}") == 1


def test_the_same_pack_gives_the_same_bytes() -> None:
    assert pdf(packed(OAK), OAK) == pdf_of(OAK)
    again = rendered.meeting_pdf(packs_of_a_meeting(), *sample(WARDEN_HILL)[1:], bind=True)
    assert again == meeting_pdf()
    assert report([packed(OAK)], OAK) == report([packed(OAK)], OAK)


def test_the_clerk_has_agenda_line_report_and_minute(tmp_path: Path) -> None:
    files = [tmp_path / f"{school}.docx" for school in (OAK, WARDEN_HILL)]
    for file, school in zip(files, (OAK, WARDEN_HILL), strict=True):
        file.write_bytes(report([packed(school)], school))
    assert open_xml(files) == {file: [] for file in files}
    words = paragraphs(files[1].read_bytes())
    heads = [words.index(head) for head in ("Agenda line", "Report", "Draft minute")]
    assert heads == sorted(heads)
    assert words[heads[0] + 1] == "7. Social Networking Policy: version 2.0 (for discussion)"
    assert words[heads[2] + 1].startswith("The Governing Body noted version 2.0")
    assert (
        "6.4: Staff may no longer write to pupils, parents or carers about their work from private "
        "accounts or telephones. A duty is new. The board may vary it."
    ) in words
    assert (
        "The head: Record who may post in each account of the school (by 31 January 2027)" in words
    )
    assert "Cost: None beyond staff time." in words


def test_the_command_takes_the_meeting_in_the_clerks_words(root: Path, tmp_path: Path) -> None:
    given = ["review", POLICY, "--school", OAK, "--to", "2.0", "--root", str(root)]
    assert main([*given, "--meeting", "Finance & Staffing", "--item", "4b"]) == 0
    folder = root / "out" / "reviews" / OAK / f"{POLICY}_1.0_2.0"
    words = page((folder / "pack.pdf").read_bytes(), tmp_path)
    assert "Finance & Staffing, item 4b" in words
    assert "4b. Social Networking Policy: version 2.0 (for discussion)" in paragraphs(
        (folder / "report.docx").read_bytes()
    )
