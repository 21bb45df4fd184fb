"""The sites' pages do no more than the Content-Security-Policy in docs/web-figures.md lets them."""

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.samples import ROOT, SCHOOLS

FIGURES = (ROOT / "docs" / "web-figures.md").read_text("utf-8")
DATA = "application/json"


class Page(HTMLParser):
    """A page's own scripts as a policy names them, and attributes that no policy would let run."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.in_script = False
        self.scripts: list[str] = []
        self.attributes: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.in_script = tag == "script" and "src" not in found and found.get("type") != DATA
        self.attributes += [name for name in found if name == "style" or name.startswith("on")]

    def handle_endtag(self, tag: str) -> None:
        self.in_script = False

    def handle_data(self, data: str) -> None:
        if self.in_script:
            digest = sha256(data.encode()).digest()
            self.scripts.append(f"'sha256-{b64encode(digest).decode()}'")


@pytest.mark.parametrize("site", [*(f"sites/{school}" for school in SCHOOLS), "hub"])
def test_the_printed_policy_lets_every_page_do_what_it_does(site: str, built: Path) -> None:
    allowed = re.findall(r"'sha256-[^']+'", FIGURES)
    pages = {
        path: Page(path.read_text("utf-8"))
        for path in (built / site).rglob("*.html")
        # The copies of policies as one page bring a policy of their own.
        if path.parent.name != "documents"
    }
    assert sum(len(page.scripts) for page in pages.values()) >= 2 * len(pages)
    for path, page in pages.items():
        assert set(page.scripts) <= set(allowed), path
        assert page.attributes == [], path
