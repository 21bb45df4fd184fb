"""Board packs and review pages of the example policy, as tests of several formats read them."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from clausework.model.policy import Status
from clausework.query.board_paper import Meeting, Pack, pack
from clausework.query.comparison import Comparison, between
from clausework.render.review import pack as rendered
from clausework.render.review.review import render
from clausework.workspace.root import Workspace, read_workspace
from tests.support.places import EXAMPLES
from tests.support.samples import POLICY, WARDEN_HILL, sample

MEETING = Meeting("Full Governing Body, 3 December 2026", "7")


@lru_cache
def workspace() -> Workspace:
    return read_workspace(EXAMPLES)


@lru_cache
def compared(school: str, old: str = "1.0", new: str = "2.0") -> Comparison:
    return between(workspace(), POLICY, old, new, school)


@lru_cache
def packed(school: str, old: str = "1.0", new: str = "2.0") -> Pack:
    return pack(workspace(), compared(school, old, new), school, MEETING)


@lru_cache
def page(school: str, old: str = "1.0", new: str = "2.0") -> str:
    return render(packed(school, old, new), *sample(school)[1:])


def issued(told: Pack) -> Pack:
    """The same, as if HR had issued the version."""
    old, new = told.comparison.old, told.comparison.new
    released = new.model_copy(update={"status": Status.RELEASED})
    return replace(told, comparison=Comparison(old, released, told.comparison.reasons))


def pdf(told: Pack, school: str, *, bind: bool = True) -> bytes:
    return rendered.pdf(told, *sample(school)[1:], bind=bind)


@lru_cache
def pdf_of(school: str, *, bind: bool = True) -> bytes:
    return pdf(packed(school), school, bind=bind)


@lru_cache
def packs_of_a_meeting() -> tuple[Pack, ...]:
    """Those of two policies that have the same ids; HR has issued the second."""
    one = packed(WARDEN_HILL)
    other = issued(one)
    old, new = (
        side.model_copy(update={"policy": "conduct", "title": "Conduct Policy"})
        for side in (other.comparison.old, other.comparison.new)
    )
    comparison = Comparison(old, new, other.comparison.reasons)
    meeting = replace(one.meeting, item="8")
    return one, replace(other, comparison=comparison, meeting=meeting)


@lru_cache
def meeting_pdf() -> bytes:
    return rendered.meeting_pdf(packs_of_a_meeting(), *sample(WARDEN_HILL)[1:], bind=True)
