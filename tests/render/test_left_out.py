"""What a school left out of HR's text is listed for readers in every format, without a reason."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import lru_cache

from clausework.model.decisions import Approval
from clausework.model.document import Document, Omission
from clausework.model.policy import Variation
from clausework.query.comparison import Comparison
from clausework.query.published import Published, documents_of
from clausework.readback import read_pdf, read_word
from clausework.records import record
from clausework.records.record import Record
from clausework.render import proofread
from clausework.workspace.kept import Approved
from clausework.workspace.root import SchoolFiles
from tests.support.pages import Page
from tests.support.published import approval, changed, had, published_after, workspace
from tests.support.samples import OAK, POLICY, pages_of, sample

REASON = "For HR and the board alone."
SECTION = "Unacceptable use of Social Networking Sites/Applications"
ILLEGAL = f"Point 7.1(i) ({SECTION}): "
READ = "Clause 5.1 (Employees' responsibilities): "
PURPOSE = "Section 3.0: Purpose, with all its clauses"
TITLE = "Left out by the school"


def omit(*names: str) -> tuple[Variation, ...]:
    return tuple(Variation(omit=name, reason=REASON) for name in names)


@lru_cache
def left_out(*names: str) -> Published:
    """What the school publishes that left these out."""
    return published_after(had("1.0", approval(2024), variations=omit(*names)), on_record=["1.0"])


def document() -> Document:
    return left_out("illegal-material", "purpose", "read-and-comply").document


def test_it_has_the_number_and_the_text_of_what_would_be_there_otherwise() -> None:
    kinds = [(one.level, one.number, one.section) for one in document().omitted]
    assert kinds == [
        ("section", "3.0", None),
        ("clause", "5.1", "Employees' responsibilities"),
        ("item", "7.1(i)", SECTION),
    ]
    whole = {node.id: node for node in left_out().document.nodes()}
    for one in document().omitted:
        assert one.text == "".join(run.text for run in whole[one.id].text)
    assert left_out().document.omitted == ()


def pages(one: Published) -> str:
    """The words of the page of a policy in a school's site."""
    files = pages_of([one], sample(OAK)[1], (), sample(OAK)[2])
    return Page(files[f"{POLICY}/index.html"].decode()).words


def test_every_format_lists_it() -> None:
    school, templates = sample(OAK)[1:]
    one = left_out("illegal-material", "purpose", "read-and-comply")
    pdf = proofread.pdf(document(), school, templates, "the PDF")
    read = read_word.words(proofread.word(document(), school, templates, "the Word copy"), "newer")
    single = proofread.page(one, school, templates, "the page").decode()
    formats = (pages(one), Page(single).words, " ".join(read_pdf.pages(pdf)), read.body)
    for said in (" ".join(words.split()) for words in formats):
        assert said.index(TITLE) < said.index(PURPOSE) < said.index(READ) < said.index(ILLEGAL)
        assert "HR’s version 1.0. It is not part of this policy." in said
        assert REASON not in said
    assert single.count('id="_left-out"') == single.count('href="#_left-out"') == 1


def test_a_school_that_left_nothing_out_says_nothing_of_it() -> None:
    school, templates = sample(OAK)[1:]
    assert TITLE not in pages(left_out())
    assert TITLE not in proofread.page(left_out(), school, templates, "the page").decode()


def test_a_marked_up_copy_marks_what_is_left_out_from_now_on() -> None:
    school, templates = sample(OAK)[1:]
    older = left_out("illegal-material").document
    newer = left_out("illegal-material", "read-and-comply").document
    marked = Comparison(older, newer).marked
    made = proofread.word(marked, school, templates, "the Word copy")
    was, now = (read_word.words(made, side).body for side in ("older", "newer"))
    assert ILLEGAL in was
    assert ILLEGAL in now
    assert READ not in was
    assert READ in now
    back = Comparison(newer, left_out().document).marked
    assert proofread.word(back, school, templates, "the Word copy")
    assert proofread.pdf(back, school, templates, "the PDF")


def test_a_record_that_has_ids_alone_is_published_with_their_words() -> None:
    whole = workspace()
    files = whole.schools[OAK]
    adopted = had("1.0", approval(2024), variations=omit("read-and-comply"))
    school = files.school.value.replaced(adopts={POLICY: adopted})
    kept = record.of(school, None, {}, adopted, left_out("read-and-comply").document, b"%PDF")
    data = json.loads(record.text(kept))
    data["document"]["omitted"] = ["read-and-comply"]
    del data["digest"]
    old = Record.model_validate(data)
    assert old.document.omitted == (Omission(id="read-and-comply"),)
    adoption = files.school.value.adopts[POLICY].replaced(**dict(adopted))
    owner = files.school.value.replaced(adopts={POLICY: adoption})
    having = replace(files, school=changed(files.school, adopts=owner.adopts))
    having = SchoolFiles(
        having.school,
        having.logo,
        {(POLICY, "1.0"): Approved("1.0", old, b"%PDF", approval(2024))},
    )
    (found,) = documents_of(whole, having)
    assert isinstance(found.approved, Approval)
    assert found.omitted == left_out("read-and-comply").document.omitted
