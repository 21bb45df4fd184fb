"""Versions with every structure, and the changes between them, as independent judges see them."""

from __future__ import annotations

from functools import lru_cache
from itertools import count, islice
from pathlib import Path

from clausework.diff.compare import compare
from clausework.diff.redline import redline
from clausework.diff.words import reference
from clausework.model.document import Document
from clausework.model.varying.printed import runs_of
from clausework.query.published import Published
from clausework.render.paper import pdf
from clausework.render.web import single
from clausework.render.word import word
from tests.judges import axe, nu_html, open_xml, serve_directory, verapdf
from tests.support.review_pages import page_of
from tests.support.samples import OAK, sample
from tests.support.versions import random_pair


@lru_cache
def pair(seed: int) -> tuple[Document, Document]:
    """A pair as versions of the policy that has a review."""
    document = sample(OAK)[0]
    old, new = (
        document.replaced(sections=one.sections, numbering=one.numbering)
        for one in random_pair(seed)
    )
    return old, new


def sound(seed: int) -> bool:
    """Whether all references of both versions lead somewhere, as a check would ask for."""
    for document in pair(seed):
        ids = {node.id for node in document.nodes()}
        fills = {reference(run) or "" for run in runs_of(document)}
        if not {fill.removeprefix("ref ") for fill in fills} <= {"", *ids}:
            return False
    return True


SEEDS = [*islice(filter(sound, count(600)), 20)]


def marked(seed: int) -> Document:
    old, new = pair(seed)
    return redline(old, new, compare(old, new), ())


def test_they_have_every_structure() -> None:
    levels = {node.level for seed in SEEDS for one in pair(seed) for node in one.nodes()}
    assert levels == {
        *("preamble", "section", "appendix", "clause", "item", "table", "titles", "row", "cell"),
        *("paragraph", "definition", "figure", "words", "field", "letter"),
    }


def test_pages_pass_axe_and_the_nu_checker(tmp_path: Path) -> None:
    _, school, templates = sample(OAK)
    for seed in SEEDS:
        clean = single.render(Published(pair(seed)[1]), school, templates)
        (tmp_path / f"{seed}.html").write_text(clean, "utf-8")
    for seed in SEEDS[::2]:
        (tmp_path / f"{seed}-marked.html").write_text(page_of(*pair(seed)), "utf-8")
    paths = sorted(tmp_path.iterdir())
    assert nu_html(paths) == {path: [] for path in paths}
    with serve_directory(tmp_path) as base:
        pages = [f"{base}/{path.name}" for path in paths]
        # Wide and light, narrow and dark: what else there is between differs in neither words nor
        # structure.
        found = [axe(pages[::2], [1280], ["light"]), axe(pages[1::2], [390], ["dark"])]
    for one in found:
        assert one.violations == []
        assert one.failed_requests == one.external_requests == one.console_errors == []


def test_pdfs_are_for_everybody_and_for_long(tmp_path: Path) -> None:
    _, school, templates = sample(OAK)
    for seed in SEEDS:
        data = pdf.render(pair(seed)[1], school, templates)
        (tmp_path / f"{seed}.pdf").write_bytes(data)
        (tmp_path / f"{seed}-marked.pdf").write_bytes(pdf.render(marked(seed), school, templates))
    paths = sorted(tmp_path.iterdir())
    assert verapdf(paths, "ua1") == {path: [] for path in paths}
    assert verapdf(paths, "2a") == {path: [] for path in paths}


def test_word_copies_pass_microsofts_validator(tmp_path: Path) -> None:
    _, school, templates = sample(OAK)
    for seed in SEEDS:
        # A marked-up copy has what both copies have.
        (tmp_path / f"{seed}.docx").write_bytes(word.render(marked(seed), school, templates))
    paths = sorted(tmp_path.iterdir())
    assert open_xml(paths) == {path: [] for path in paths}
