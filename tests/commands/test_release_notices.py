"""The notice to schools that `release` writes: what changed, and who uses what."""

from pathlib import Path

import pytest

from tests.support.releases import UNIONS, WHO, run, small_root
from tests.support.roots import FILES, OAK, VERSION, write_root


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return small_root(tmp_path / "small")


NOTICE = """\
DRAFT, to be read by HR before it is sent. Fill in each ______, and delete this line.

Subject: Staff Conduct Policy: version 2.0 is issued

# Staff Conduct Policy, version 2.0

To heads and chairs of governing bodies

Example HR issued version 2.0 of the Staff Conduct Policy on 1 October 2026. It replaces \
version 1.0. We propose that schools apply it from 1 November 2026.

About this version: How staff behave, from 2026 on.

Nothing changes at your school by itself. Your governing body decides (in an academy the trust \
board, in a pupil referral unit the management committee), and until it has decided your school \
keeps the version it has.

## What must be done, by whom and by when

1. Head: put version 2.0 before the governing body, with this notice: by ______.
2. Governing body: decide whether the school takes up version 2.0, with which choices and local \
changes: by ______.
3. Head: send us the decision with its date and minute: by ______.
4. Example HR: replace the school's old copy with the new one: by ______.
5. Head: tell everyone whom the policy covers what changes and from when: by ______.
6. All staff: Sign that they have read it (within 30 days of the day on which your school applies \
it)
7. The head: Tell parents (by 1 December 2026)

## What changed, and why

### Changes of version 1.1, which was not issued by itself and is part of this one

- 1.2, intro-head: changed. Plainer: "immediately" & not <at once>.
  (editorial, the meaning stays; plain English; the governing body may accept it)

### Changes of version 2.0

- 2.1, staff-rules: changed. A name that says what it is about.
  (editorial, the meaning stays)
- 2.2, pictures-of-pupils: new. Pictures of pupils are allowed, if staff ask first. Schools \
asked for it.
  (a duty is weaker; substantive, the meaning changes; good practice; the governing body may vary \
it)
- 2.2, conduct-photographs: left out. The clause above stands in its place.
  (a duty is removed; statutory, HR's reason is law or statutory guidance; the law or guidance has \
changed; the governing body may decline it)

Numbers are those of our own copy of the version named above them. In your school's copy they \
differ where it has choices or local changes. A school that uses an older version than 1.0 also \
needs the notices of the versions between.

## Who decided, and who was consulted

Authorised by Jane Example, Head of HR, 1 October 2026.

- NEU: agreed
- UNISON: asked for a briefing: it is held

This notice says what HR decided and why. It is not legal advice.

## For HR alone: which school uses which version. Delete this part before sending

- Elm Academy (an invented school): version 1.0 in use, not yet approved.
- Oak School: version 1.0 in use, no record of its approval; local changes: 1.
"""


def test_the_notice_tells_what_changed_since_the_last_release(small: Path) -> None:
    assert run(small, "release", "2.0", *WHO, *UNIONS, "--effective", "2026-11-01") == 0
    notice = small / "out/notices/staff-conduct_2.0.md"
    assert notice.read_text("utf-8") == NOTICE


def test_the_notice_of_a_later_version_goes_back_to_the_last_release_alone(
    small: Path, tmp_path: Path
) -> None:
    assert run(small, "release", "1.1", *WHO) == 0
    assert run(small, "release", "2.0", *WHO, "--out", str(tmp_path / "drafts")) == 0
    notice = (tmp_path / "drafts/staff-conduct_2.0.md").read_text("utf-8")
    assert "It replaces version 1.1." in notice
    assert "intro-head" not in notice
    assert "No consultation with a trade union is recorded." in notice
    assert list((small / "out/notices").iterdir()) == [small / "out/notices/staff-conduct_1.1.md"]


def test_the_notice_of_a_first_version_and_of_schools_that_were_not_read(tmp_path: Path) -> None:
    first = FILES[VERSION].replace("status: draft", "status: proposed")
    root = write_root(tmp_path, FILES | {VERSION: first, OAK: "name: Oak\n"})
    assert run(root, "release", "1.0", *WHO) == 0
    notice = (root / "out/notices/staff-conduct_1.0.md").read_text("utf-8")
    assert "\n\n## What changed, and why\n\nThis is the first version.\n\nNumbers are" in notice
    assert "It replaces" not in notice
    assert notice.endswith(
        "- Elm Academy: version 1.0 in use, not yet approved.\n\n"
        "Not checked, because their files have faults: oak. Correct the files (`check` says how) "
        "and see whether these schools are concerned.\n"
    )
