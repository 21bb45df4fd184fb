"""Random decisions on random days: no record is lost or rewritten, and what is in force is right.

What must happen is worked out here from what was typed, and from nothing that the program has.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from datetime import date, timedelta
from io import BytesIO, StringIO
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from clausework.build import engine
from clausework.cli.main import main
from tests.support import pdf_text
from tests.support.meetings import ROOT, small_root, snapshot
from tests.support.places import TODAY, silent
from tests.support.roots import OAK

POLICY = "staff-conduct"
RECORDS = f"schools/oak/record/{POLICY}"
FIRST = date(2026, 1, 10)
# Before, on and after a recorded day, and some time later.
STEPS = st.sampled_from([-1, 0, 1, 40])
NEAR = st.integers(0, 5)


@dataclass(frozen=True)
class Given:
    """An approval as it was typed, and the copy that was kept of it."""

    version: str
    on: date
    effective: date | None
    copy: bytes

    @property
    def start(self) -> date:
        return self.effective or self.on


class Decisions(RuleBasedStateMachine):
    """Oak School, which has 1.0 in use since an unknown day, and 1.1 awaiting decision."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        plain = re.sub(r" +#(?![0-9a-f]{6}\b).*", "", ROOT[OAK])
        self.root = small_root(self.folder / "root", oak=plain)
        self.approvals: list[Given] = []
        # Days of reviews of what is in use, and of all that left it as it was.
        self.reviews: list[date] = []
        self.left: list[date] = []
        self.pending: str | None = "1.1"
        self.issued: dict[str, date] = {}
        self.withdrawn: dict[str, date] = {}
        self.renamed = 0
        self.records: dict[str, bytes] = {}
        self.days = [FIRST]

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            try:
                self.all_formats_agree()
            finally:
                shutil.rmtree(self.folder)

    @property
    def in_use(self) -> str:
        return self.approvals[-1].version if self.approvals else "1.0"

    @property
    def last(self) -> date:
        """The last day of a decision on record, of which there may be none."""
        days = [*(one.on for one in self.approvals), *self.reviews, *self.left]
        return max(days, default=date.min)

    def day(self, near: int, step: int) -> date:
        return self.days[-1 - near % len(self.days)] + timedelta(days=step)

    def run(self, *command: str, possible: bool) -> bool:
        """Carry out a command, which must write exactly where its days are possible."""
        before = snapshot(self.root)
        said = StringIO()
        with redirect_stdout(said), redirect_stderr(said):
            status = main([*command, "--root", str(self.root)])
        assert (status == 0) == possible, (command, status, said.getvalue())
        if not possible:
            assert status == 2, said.getvalue()
            assert snapshot(self.root) == before
        return possible

    @precondition(lambda self: "1.2" not in self.issued)
    @rule(near=NEAR, step=STEPS)
    def release(self, near: int, step: int) -> None:
        on = self.day(near, step)
        if self.run("release", POLICY, "1.2", "--by", "HR", "--on", str(on), possible=True):
            self.issued["1.2"] = on
            self.days.append(on)

    @precondition(lambda self: "1.2" in self.issued and "1.2" not in self.withdrawn)
    @rule(near=NEAR, step=STEPS)
    def withdraw(self, near: int, step: int) -> None:
        on = self.day(near, step)
        command = ("withdraw", POLICY, "1.2", "--by", "HR", "--on", str(on), "--reason", "Old.")
        if self.run(*command, possible=on >= self.issued["1.2"]):
            self.withdrawn["1.2"] = on
            self.days.append(on)

    @precondition(lambda self: "1.2" in self.withdrawn)
    @rule()
    def take_the_withdrawal_back(self) -> None:
        why = ("--why", "It stays.", "--who", "HR")
        self.run("correct", "--withdrawal", POLICY, "1.2", "--annul", *why, possible=True)
        del self.withdrawn["1.2"]

    @rule()
    def rename(self) -> None:
        self.renamed += 1
        path = self.root / OAK
        text = path.read_text("utf-8")
        path.write_text(re.sub("name: Oak.*", f"name: Oak School {self.renamed}", text), "utf-8")

    @precondition(lambda self: "1.2" in self.issued and self.in_use != "1.2")
    @rule()
    def adopt(self) -> None:
        if self.run("adopt", "oak", POLICY, "1.2", possible="1.2" not in self.withdrawn):
            self.pending = "1.2"

    @precondition(lambda self: self.approvals and self.in_use not in self.withdrawn)
    @rule()
    def adopt_again(self) -> None:
        self.rename()
        self.run("adopt", "oak", POLICY, self.in_use, possible=True)
        self.pending = self.in_use

    @precondition(lambda self: self.pending)
    @rule(near=NEAR, step=STEPS, later=st.sampled_from([None, -1, 0, 1, 30]))
    def approve(self, near: int, step: int, later: int | None) -> None:
        assert self.pending is not None
        on = self.day(near, step)
        effective = on + timedelta(days=later) if later is not None else None
        possible = (
            on >= self.last
            and on >= self.issued.get(self.pending, date.min)
            and (effective is None or effective >= on)
            and self.pending not in self.withdrawn
        )
        number = str(len(self.records))
        command = ["--by", "Board", "--on", str(on), "--minute", number]
        if effective is not None:
            command += ["--effective", str(effective)]
        before = {*snapshot(self.root)}
        if self.run("approve", "oak", POLICY, *command, possible=possible):
            after = snapshot(self.root)
            new = sorted(name for name in after.keys() - before if name.endswith(".pdf"))
            assert len(new) == 1
            self.approvals.append(Given(self.pending, on, effective, after[new[0]]))
            self.left += self.reviews
            self.reviews = []
            self.pending = None
            self.days.append(on)

    @precondition(lambda self: self.pending)
    @rule(near=NEAR, step=STEPS)
    def defer(self, near: int, step: int) -> None:
        assert self.pending is not None
        on = self.day(near, step)
        minute = str(len(self.left))
        command = ("--by", "Board", "--on", str(on), "--minute", f"d{minute}")
        issued = self.issued.get(self.pending, date.min)
        possible = on >= self.last and on >= issued
        if self.run("approve", "oak", POLICY, *command, "--outcome", "deferred", possible=possible):
            self.left.append(on)
            self.days.append(on)

    @precondition(lambda self: self.approvals)
    @rule(near=NEAR, step=STEPS)
    def review(self, near: int, step: int) -> None:
        on = self.day(near, step)
        minute = f"r{len(self.left) + len(self.reviews)}"
        command = ("--by", "Board", "--on", str(on), "--minute", minute)
        possible = on >= self.last and self.in_use not in self.withdrawn
        if self.run("review-unchanged", "oak", POLICY, *command, possible=possible):
            self.reviews.append(on)
            self.days.append(on)

    @precondition(lambda self: self.approvals)
    @rule(near=NEAR, step=STEPS)
    def correct(self, near: int, step: int) -> None:
        on, was = self.day(near, step), self.approvals[-1]
        before = [one.on for one in self.approvals[:-1]]
        possible = (
            on != was.on
            and on >= max(before, default=date.min)
            and on >= self.issued.get(was.version, date.min)
            and (was.effective is None or was.effective >= on)
            and all(day >= on for day in self.reviews)
            and on < self.next_review(was)
        )
        why = ("--why", "Misread.", "--who", "HR")
        if self.run("correct", "oak", POLICY, "--on", str(on), *why, possible=possible):
            self.approvals[-1] = replace(was, on=on)
            self.days.append(on)

    def next_review(self, approval: Given) -> date:
        """A year after the last review or approval, as first recorded."""
        match = re.search(r"next_review: (\S+)", (self.root / OAK).read_text("utf-8"))
        assert match is not None
        return date.fromisoformat(match[1])

    @precondition(lambda self: self.approvals)
    @rule()
    def take_back(self) -> None:
        why = ("--why", "It was another meeting.", "--who", "HR")
        if self.run("correct", "oak", POLICY, "--annul", *why, possible=not self.reviews):
            gone = self.approvals.pop()
            self.pending = self.pending or gone.version

    @invariant()
    def no_record_is_lost_or_rewritten(self) -> None:
        now = {
            name: data
            for name, data in snapshot(self.root).items()
            if name.startswith(RECORDS) and not name.endswith(".yaml")
        }
        assert {name: now.get(name) for name in self.records} == self.records
        self.records = now

    @invariant()
    def a_copy_is_of_what_was_in_force(self) -> None:
        starts = {one.start for one in self.approvals}
        for day in sorted({start + timedelta(days=step) for start in starts for step in (-1, 0)}):
            begun = [one for one in self.approvals if one.start <= day]
            out = self.folder / "copy.pdf"
            out.unlink(missing_ok=True)
            with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
                command = ["copy", "oak", POLICY, "--on", str(day), "--out", str(out)]
                status = main([*command, "--root", str(self.root)])
            assert status == (0 if begun else 1), day
            if begun:
                assert out.read_bytes() == begun[-1].copy, day

    def all_formats_agree(self) -> None:
        """Page, page in one file, PDF and Word copy have the same front matter."""
        day = self.days[-1] + timedelta(days=1)
        request = engine.Request(self.root, self.root / "out", day, schools=("oak",))
        assert engine.build(request, silent).failed == {}
        site = self.root / "out/sites/oak"
        page = (site / POLICY / "index.html").read_text("utf-8")
        facts = front_matter(page)
        begun = [one for one in self.approvals if one.start <= day]
        coming = [one for one in self.approvals[len(begun) :] if one.start > day]
        version = begun[-1].version if begun else "1.0"
        assert facts["Version"] == version
        assert ("Next version" in facts) == bool(coming)
        assert front_matter((site / f"documents/{POLICY}.html").read_text("utf-8")) == facts
        printed = pdf_text.text((site / f"documents/{POLICY}.pdf").read_bytes(), self.folder)
        with ZipFile(BytesIO((site / f"documents/{POLICY}.docx").read_bytes())) as archive:
            document = ElementTree.fromstring(archive.read("word/document.xml"))
        for text in (" ".join(printed.split()), "".join(document.itertext())):
            for name, value in facts.items():
                assert name in text
                assert squeezed(value) in squeezed(text), (name, value)


def front_matter(page: str) -> dict[str, str]:
    """The rows of the table at the head of a page."""
    table = page.partition('<table class="control"')[2].partition("</table>")[0]
    return dict(re.findall(r'<th scope="row">(.*?)</th>\s*<td>(.*?)</td>', table))


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_decisions_at_random() -> None:
    """No sequence of decisions loses one, or says two things of what is in force."""
    run_state_machine_as_test(
        Decisions,
        settings=settings(
            max_examples=8, stateful_step_count=10, suppress_health_check=[*HealthCheck]
        ),
    )


def test_the_day_of_the_tests_is_later_than_all_of_them() -> None:
    assert FIRST + timedelta(days=400) < TODAY
