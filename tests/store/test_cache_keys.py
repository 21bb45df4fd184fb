"""What an output depends on is in its digest, and nothing else is."""

from pathlib import Path

import pytest

from clausework.publish.manifest import overlay
from clausework.query.published import documents_of, published
from clausework.render.common.letterhead import letterhead
from clausework.render.common.templates import Templates
from clausework.render.hr import hub
from clausework.render.paper import pdf
from clausework.render.web import single, web
from clausework.render.word import word
from clausework.source.project import PROJECT
from clausework.store import cache_keys
from clausework.store.cache_keys import READS, OutputKind, Settings
from clausework.workspace.root import read_workspace
from tests.support.places import EXAMPLES
from tests.support.samples import pages_of, summaries

TEMPLATES = PROJECT / "templates"
FILES = {"words.j2": "1", "pdf/policy.typ": "1", "web/home.md.j2": "1", "fonts/a.ttf": "1"}


@pytest.mark.parametrize(
    ("changed", "touched"),
    [
        ("words.j2", {"pdf", "word", "page", "guide", "web", "hub"}),
        ("fonts/a.ttf", {"pdf", "word", "page", "guide", "web", "hub"}),
        ("pdf/policy.typ", {"pdf"}),
        ("web/home.md.j2", {"page", "guide", "web", "hub"}),
    ],
)
def test_a_template_touches_the_outputs_that_read_it(
    changed: str, touched: set[OutputKind]
) -> None:
    before, after = Settings(FILES, "c"), Settings({**FILES, changed: "2"}, "c")
    assert {k for k in READS if before.digest(k, "x") != after.digest(k, "x")} == touched
    assert before.made_by != after.made_by


def test_the_settings_of_sites_touch_sites_alone() -> None:
    before, after = Settings(FILES, "c"), Settings(FILES, "d")
    assert {k for k in READS if before.digest(k, "x") != after.digest(k, "x")} == {"web", "hub"}


def test_values_are_told_apart() -> None:
    settings = Settings(FILES, "")
    values = [(), ("a",), ("a", "b"), ("ab",), (["a", "b"],), (b"a\xff",), (1,), (None,)]
    assert len({settings.digest("pdf", *one) for one in values}) == len(values)
    assert settings.digest("pdf", ["a"]) == settings.digest("pdf", ["a"])


def test_another_program_makes_other_outputs(monkeypatch: pytest.MonkeyPatch) -> None:
    before = Settings(FILES, "").digest("pdf", "x")
    monkeypatch.setattr(cache_keys, "tools", lambda: "another")
    assert Settings(FILES, "").digest("pdf", "x") != before


class Watched(Templates):
    """Templates that remember which of them were read."""

    def __init__(self) -> None:
        super().__init__((TEMPLATES,))
        self.read: set[str] = set()
        loader = self._environment.loader
        assert loader is not None
        real = loader.load

        def load(environment, name, global_values=None):  # type: ignore[no-untyped-def]
            self.read.add(name)
            return real(environment, name, global_values)

        loader.load = load  # type: ignore[method-assign]

    def path(self, name: str) -> Path:
        self.read.add(name)
        return super().path(name)


def test_each_kind_reads_no_other_folder_than_is_said() -> None:
    workspace = read_workspace(EXAMPLES)
    files = workspace.schools["warden-hill-infant"]
    downloads = [web.Download("social-networking", "pdf", "documents/x.pdf", 5, 1)]

    def read_by(kind: OutputKind) -> set[str]:
        templates = Watched()
        head = letterhead(files.school.value, files.logo, templates)
        (one,) = (
            published(workspace, files, document) for document in documents_of(workspace, files)
        )
        if kind == "pdf":
            pdf.render(one.document, head, templates)
        elif kind == "word":
            word.render(one.document, head, templates)
        elif kind == "page":
            single.render(one, head, templates)
        elif kind == "guide":
            single.guide([one.document], downloads, head, templates)
        elif kind == "hub":
            hub.sources(workspace, summaries(workspace), (), templates, PROJECT / "mkdocs.yml")
        else:
            pages_of([one], head, downloads, templates)
        return templates.read

    folders = {path.name for path in TEMPLATES.iterdir() if path.is_dir()} - {"fonts"}
    for kind, said in READS.items():
        read = {name.split("/")[0] for name in read_by(kind)} & folders
        assert read <= {*said}, kind
        # What is said without need would build anew what is as it was.
        assert said[0] in read, kind


def test_every_template_has_a_digest() -> None:
    found = overlay([TEMPLATES])
    assert {path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.j2")} <= {*found}
