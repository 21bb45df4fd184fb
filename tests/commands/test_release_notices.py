"""What `release` writes about a version: a letter to each school, and HR's list of them."""

import re
from pathlib import Path

import pypandoc
import pytest

from tests.judges import open_xml
from tests.support.releases import UNIONS, WHO, run, small_root
from tests.support.roots import FILES, OAK, VERSION, write_root


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return small_root(tmp_path / "small")


OAK_LETTER = """\
DRAFT, to be read by HR before it is sent. Fill in each ______, and delete this line.

Staff Conduct Policy: version 2.0 is issued

Oak School: to the Principal and the governing body

Example HR issued version 2.0 of the Staff Conduct Policy on 1 October 2026. It replaces version \
1.0. We propose that schools apply it from 1 November 2026.

About this version: How staff behave, from 2026 on.

Nothing changes at your school by itself. The governing body decides, and until it has decided \
you keep what you have: version 1.0, of whose approval we have no record, with your own changes \
(1), which we shall carry over for you to confirm.

What must be done, by whom and by when

1. Principal: put version 2.0 before the governing body, with this notice: by ______.
2. Governing body: decide whether the school takes up version 2.0, with which choices and local \
changes: by ______.
3. Principal: send us the decision with its date and minute: by ______.
4. Example HR: replace the school's old copy with the new one: by ______.
5. Principal: tell everyone whom the policy covers what changes and from when: by ______.
6. All staff: Sign that they have read it (within 30 days of the day on which your school applies \
it)
7. The head: Tell parents (by 1 December 2026)

What changed, and why

- 2.1, staff-rules: changed. A name that says what it is about. (editorial, the meaning stays)
- 2.2, pictures-of-pupils: new. Pictures of pupils are allowed, if staff ask first. Schools asked \
for it. (a duty is weaker; substantive, the meaning changes; good practice; the governing body \
may vary it)
- 2.2, conduct-photographs: left out. The clause above stands in its place. (a duty is removed; \
statutory, HR's reason is law or statutory guidance; the law or guidance has changed; the \
governing body may decline it)
- 1.2, intro-head: changed. Plainer: "immediately" & not <at once>. (editorial, the meaning \
stays; plain English; the governing body may accept it)

Numbers are those of our own copy of version 2.0, or of version 1.0 where a clause is left out. In \
your school's copy they differ where it has choices or local changes.

Who decided, and who was consulted

Authorised by Jane Example, Head of HR, 1 October 2026.

- NEU: agreed
- UNISON: asked for a briefing: it is held

This notice says what HR decided and why. It is not legal advice.
"""
LIST = """\
This list is for HR. The letter to each school is beside it, as a Word file and as text for an \
e-mail.

# Staff Conduct Policy, version 2.0: issued

Issued on 1 October 2026, authorised by Jane Example, Head of HR.

## Which school uses which version

- Elm Academy (an invented school): version 1.0 in use, not yet approved.
- Oak School: version 1.0 in use, no record of its approval; local changes: 1.
"""


def test_each_school_gets_a_letter_on_what_changed_since_the_last_release(small: Path) -> None:
    assert run(small, "release", "2.0", *WHO, *UNIONS, "--effective", "2026-11-01") == 0
    notices = small / "out/notices"
    assert sorted(path.name for path in notices.iterdir()) == [
        "staff-conduct_2.0.md",
        "staff-conduct_2.0_elm.docx",
        "staff-conduct_2.0_elm.txt",
        "staff-conduct_2.0_oak.docx",
        "staff-conduct_2.0_oak.txt",
    ]
    assert (notices / "staff-conduct_2.0_oak.txt").read_text("utf-8") == OAK_LETTER
    assert (notices / "staff-conduct_2.0.md").read_text("utf-8") == LIST


def test_a_letter_as_word_says_what_it_says_as_text_and_names_no_other_school(small: Path) -> None:
    assert run(small, "release", "2.0", *WHO, *UNIONS) == 0
    files = sorted((small / "out/notices").glob("*.docx"))
    names = {"elm": "Elm Academy", "oak": "Oak School"}
    for file in files:
        words = pypandoc.convert_file(str(file), "plain", extra_args=["--wrap=none"])
        text = file.with_suffix(".txt").read_text("utf-8")
        assert re.sub(r"^\s*- ", "- ", words, flags=re.MULTILINE).split() == text.split()
        own = file.stem.rpartition("_")[2]
        for name in names:
            assert (names[name] in text) is (name == own)
            assert (name in text.lower()) is (name == own)
    assert open_xml(files) == {file: [] for file in files}


def test_the_same_letter_is_the_same_bytes(small: Path, tmp_path: Path) -> None:
    again = small_root(tmp_path / "again")
    for root in (small, again):
        assert run(root, "release", "2.0", *WHO) == 0
    for name in ("staff-conduct_2.0_oak.docx", "staff-conduct_2.0_oak.txt"):
        notice = Path("out/notices", name)
        assert (small / notice).read_bytes() == (again / notice).read_bytes()


def test_the_letter_of_a_later_version_goes_back_to_the_last_release_alone(
    small: Path, tmp_path: Path
) -> None:
    assert run(small, "release", "1.1", *WHO) == 0
    before = sorted((small / "out/notices").iterdir())
    assert run(small, "release", "2.0", *WHO, "--out", str(tmp_path / "drafts")) == 0
    letter = (tmp_path / "drafts/staff-conduct_2.0_oak.txt").read_text("utf-8")
    assert "It replaces version 1.1." in letter
    assert "You use version 1.0: the notices of the versions between" in letter
    assert "intro-head" not in letter
    assert "No consultation with a trade union is recorded." in letter
    assert sorted((small / "out/notices").iterdir()) == before


def test_the_notice_of_a_first_version_and_of_schools_that_were_not_read(tmp_path: Path) -> None:
    first = FILES[VERSION].replace("status: draft", "status: proposed")
    root = write_root(tmp_path, FILES | {VERSION: first, OAK: "name: Oak\n"})
    assert run(root, "release", "1.0", *WHO) == 0
    notices = root / "out/notices"
    letter = (notices / "staff-conduct_1.0_elm.txt").read_text("utf-8")
    assert "\n\nWhat changed, and why\n\nThis is the first version.\n\nNumbers are" in letter
    assert "It replaces" not in letter
    listed = (notices / "staff-conduct_1.0.md").read_text("utf-8")
    assert listed.endswith(
        "- Elm Academy: version 1.0 in use, not yet approved.\n\n"
        "Not checked, because their files have faults: oak. Correct the files (`check` says how) "
        "and see whether these schools are concerned.\n"
    )
