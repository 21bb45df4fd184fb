"""What a review's page opens with: the board pack's first page, and the files beside it."""

from dataclasses import replace

import pytest

from clausework.model.decisions import Paper
from clausework.model.policy import Reason, Status, Variation
from clausework.query.board_paper import CarriedLocalChange, Meeting
from clausework.render.review.review import render
from clausework.upgrade.outcome import CarriedChange, Outcome
from tests.support.review_pages import clause, front, page_of, simple
from tests.support.reviews import packed, page
from tests.support.samples import OAK, SCHOOLS, sample


@pytest.mark.parametrize("school", SCHOOLS)
def test_it_opens_with_the_first_page_of_the_board_pack(school: str) -> None:
    words = front(page(school, "1.0", "2.0")).words
    parts = [
        "For discussion Social Networking Policy: version 2.0 What the board is asked",
        "HR has not issued version 2.0, so it cannot be approved yet.",
        "Meeting Full Governing Body, 3 December 2026, item 7",
        "Version offered Not issued: proposed by",
        "Compared with Version 1.0, ",
        "Recommendation That the board gives its views on the proposal.",
        "Author Luton HR Traded Services",
        "Who must do what, and by when Everyone who works for the school: Read the policy and sign "
        "that they have read it (within 30 days of the day on which the version takes effect)",
        "The head: Record who may post in each account of the school (by 31 January 2027)",
        "Five changes to look at first 6.4 Staff may no longer write to pupils, parents or carers "
        "about their work from private accounts or telephones. A duty is new. The board may vary "
        "it. 8.4 The policy now states the legal duty to refer a person to the Disclosure and "
        "Barring Service. A duty is new. The board cannot vary it.",
        "The board’s choices The school runs its own social media accounts: not chosen; HR’s "
        "default is yes.",
        "Local changes",
        "Consultation On version 2.0: not recorded.",
        "Equality The policy covers all staff alike.",
        "Workload Half an hour for each member of staff, once.",
        "Cost None beyond staff time.",
        "Training A briefing of half an hour for all staff.",
        "If nothing is done The school goes on with a policy that cites guidance of 2018.",
        "Questions worth asking Who may post in the accounts of our school today?",
        "Where the rest is",
        "Draft minute",
        "No decision was taken, since HR has not issued the version.",
    ]
    found = [words.find(part) for part in parts]
    assert found[0] == 0
    assert -1 not in found
    assert found == sorted(found)
    assert "…" not in words


def test_what_hr_does_not_state_is_not_stated_and_what_it_does_not_rank_is_left_out() -> None:
    silent = replace(packed(OAK, "1.0", "2.0"), actions=(), paper=Paper(), first=())
    html = render(silent, *sample(OAK)[1:])
    words = front(html).words
    assert "Who must do what, and by when HR has not stated what staff must do." in words
    for part in ("Recommendation", "Equality", "Workload", "Cost", "Training"):
        assert f"{part} Not stated" in words
    for part in ("Author", "If nothing is done", "Questions worth asking", "to look at first"):
        assert part not in words
    assert "#_first" not in front(html).all("href")


def test_an_issued_version_is_put_to_the_vote() -> None:
    told = packed(OAK, "1.0", "2.0")
    released = told.comparison.new.model_copy(update={"status": Status.RELEASED})
    comparison = replace(told.comparison, new=released)
    words = front(render(replace(told, comparison=comparison), *sample(OAK)[1:])).words
    assert words.startswith("For decision")
    assert "asked to decide on version 2.0" in words
    assert "resolved to [approve it / approve it with these changes" in words
    assert "discussion" not in words


def test_without_a_meeting_nothing_is_left_to_be_written_in() -> None:
    told = replace(packed(OAK, "1.0", "2.0"), meeting=Meeting())
    words = front(render(told, *sample(OAK)[1:])).words
    assert "Meeting" not in words
    assert "item" not in words


def fared(target: str, fate: Outcome) -> CarriedLocalChange:
    change = CarriedChange(Variation(omit=target, reason="It does not apply."), fate)
    return CarriedLocalChange("4.3", change, before=("Old.",), ours=(), now=("New.",))


@pytest.mark.parametrize(
    ("target", "fate", "said", "linked"),
    [
        ("who-is-covered", Outcome.CARRIED, "carried over unchanged", True),
        ("who-is-covered", Outcome.CONFLICT, "the school must decide", True),
        ("nowhere", Outcome.DROPPED, "not carried over", False),
    ],
)
def test_a_local_change_says_how_it_fared_and_leads_to_its_place(
    target: str, fate: Outcome, said: str, linked: bool
) -> None:
    told = replace(packed(OAK, "1.0", "2.0"), local=(fared(target, fate),))
    html = render(told, *sample(OAK)[1:])
    assert f"4.3 (left out): {said}. Consultation: not recorded." in front(html).words
    assert (f'<a href="#{target}">Read 4.3 in the text</a>' in html) is linked
    assert ("undecided" in front(html).all("class")) is (fate is Outcome.CONFLICT)


def test_what_is_removed_or_moved_is_linked_in_its_place() -> None:
    stays, gone = clause("stays", "Staff may go."), clause("gone", "Staff must tell the head.")
    moved = clause("moved", "Staff may sit.")
    first = [
        Reason.model_validate(
            {"clause": name, "reason": "R.", "headline": f"It is {name}.", "look_first": at}
        )
        for at, name in enumerate(("gone", "moved"), 1)
    ]
    html = page_of(
        simple([stays, gone, moved], [clause("other", "Other.")]),
        simple([stays], [clause("other", "Other."), clause("moved", "Staff must sit.")]),
        *first,
    )
    shown = front(html)
    assert "Two changes to look at first 1.2 It is gone. 2.2 It is moved." in shown.words
    links = shown.all("href")
    assert {"#was--gone", "#moved"} <= set(links)
    assert "#was--moved" not in links


FILES = [
    "pack.pdf",
    "redline.pdf",
    "new.pdf",
    "redline.docx",
    "new.docx",
    "old.docx",
    "report.docx",
    "changes.json",
]


def test_the_files_beside_it_are_linked_by_name_alone() -> None:
    shown = front(page(OAK, "1.0", "2.0"))
    assert [href for href in shown.all("href") if href[0] != "#"] == FILES
    assert "In the same folder as this page: pack.pdf" in shown.words
