"""Each page of a site carries a Content-Security-Policy that lets it do what it does, no more."""

import json
import re
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from tests.judges import drive, serve_directory
from tests.support.pages import Page, read
from tests.support.samples import SCHOOLS

DATA = "application/json"
WARDEN_HILL = "sites/warden-hill-infant"


def hashed(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


class Scripted:
    """A page's policy by directive, what is before it, its own scripts and styles as a policy names
    them, and attributes that no policy would let run.
    """

    def __init__(self, page: Page) -> None:
        self.policy: dict[str, set[str]] = {}
        self.before: list[str] = []
        self.own: dict[str, set[str]] = {"script": set(), "style": set()}
        self.attributes: list[str] = []
        for one in page.elements:
            found = one.attributes
            if found.get("http-equiv") == "Content-Security-Policy":
                parts = [part.split() for part in found["content"].split(";")]
                self.policy = {part[0]: {*part[1:]} for part in parts}
            elif not self.policy:
                self.before.append(one.tag)
            if one.tag in self.own and "src" not in found and found.get("type") != DATA:
                self.own[one.tag].add(hashed(one.text))
            self.attributes += [name for name in found if name == "style" or name.startswith("on")]


def pages_of(folder: Path) -> dict[Path, Scripted]:
    """The pages of a site; the copies of policies as one page bring a policy of their own."""
    return {
        path: Scripted(Page(read(path)))
        for path in folder.rglob("*.html")
        if path.parent.name != "documents"
    }


@pytest.mark.parametrize("site", [*(f"sites/{school}" for school in SCHOOLS), "hub"])
def test_every_page_carries_a_policy_that_lets_it_do_what_it_does(site: str, built: Path) -> None:
    pages = pages_of(built / site)
    assert len(pages) > 5
    for path, page in pages.items():
        assert page.before == ["html", "head", "meta"], path
        assert page.policy["default-src"] == {"'none'"}, path
        assert len(page.own["script"]) >= 2, path
        for kind in ("script", "style"):
            allowed = page.policy[f"{kind}-src"] - {"'self'", "file:"}
            assert page.own[kind] <= allowed, path
            assert {one[:8] for one in allowed} <= {"'sha256-"}, path
        assert page.attributes == [], path


ON_EACH = """
const found = [];
page.on("console", (message) => found.push(`${page.url()}: ${message.text()}`));
for (const address of %s) {
  await page.goto(address);
  const choice = page.locator(".palette label:visible");
  if (await choice.count()) {
    const before = await page.getAttribute("body", "data-md-color-media");
    await choice.click();
    await page.waitForFunction(
      (media) => document.body.getAttribute("data-md-color-media") !== media, before);
  }
}
return found;
"""


@pytest.mark.parametrize("site", [WARDEN_HILL, "hub"])
@pytest.mark.parametrize("from_disk", [False, True], ids=["served", "from a disk"])
def test_nothing_that_a_page_does_is_stopped(site: str, from_disk: bool, built: Path) -> None:
    names = [path.relative_to(built).as_posix() for path in sorted(pages_of(built / site))]
    with serve_directory(built) as base:
        addresses = [(built / name).as_uri() if from_disk else f"{base}/{name}" for name in names]
        assert drive("about:blank", ON_EACH % json.dumps(addresses)) == []


INJECTED = "<script>document.title = 'taken'</script><img src=x onerror=\"document.title='taken'\">"
STOPPED = """
const stopped = [];
await page.addInitScript(() => document.addEventListener("securitypolicyviolation",
  (event) => (globalThis.stopped ??= []).push(event.effectiveDirective)));
await page.goto(%s);
page.removeAllListeners("console");
await page.waitForFunction(() => globalThis.stopped?.length >= 3);
return [await page.title(), await page.evaluate(() => globalThis.stopped.sort())];
"""


@pytest.fixture
def taken(built: Path, tmp_path: Path) -> Iterator[str]:
    """A page into which somebody has come to write."""
    page = built / WARDEN_HILL / "sources.html"
    html = page.read_text("utf-8").replace("</h1>", f"</h1>{INJECTED}<p style='color: red'>x</p>")
    (tmp_path / "sources.html").write_text(html, "utf-8")
    with serve_directory(tmp_path) as base:
        yield f"{base}/sources.html"


def test_what_somebody_else_put_into_a_page_is_stopped(taken: str) -> None:
    found = drive("about:blank", "page.removeAllListeners();" + STOPPED % json.dumps(taken))
    title, stopped = found
    assert title.startswith("Sources")
    assert {*stopped} >= {"script-src-elem", "script-src-attr", "style-src-attr"}
    assert not re.search("taken", title)
