"""HR's own site, built for a test, and its words."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from clausework.render.common.templates import templates_for
from clausework.render.hr.hub import render
from clausework.render.web.site import write
from clausework.workspace.root import Workspace
from clausework.workspace.schema import File
from tests.support.pages import Page, read
from tests.support.places import PROJECT
from tests.support.samples import summaries

REDLINE = "policies/social-networking/1.0_2.0.html"


def hub(workspace: Workspace, out: Path, left_out: tuple[str, ...] = ()) -> Path:
    """The site of a workspace."""
    files = render(
        workspace, summaries(workspace), left_out, templates_for(PROJECT), PROJECT / "mkdocs.yml"
    )
    write(files, out)
    return out


def section(path: Path, name: str) -> str:
    """The words of the section under the heading of this id."""
    html = read(path).partition(f'<h2 id="{name}">')[2].partition("</section>")[0]
    assert html
    return Page(html).words


def changed(file: File[Any], **more: Any) -> File[Any]:
    """A file with other values of some fields."""
    return replace(file, value=file.value.model_copy(update=more))


def on(day: str) -> str:
    """The step that opens the page on a day. Timers keep the real time, which the theme needs."""
    # Midday, so that it is this day in most places.
    return f"""
    await page.addInitScript(() => {{
      const Real = Date;
      globalThis.Date = class extends Real {{
        constructor(...given) {{ super(...(given.length ? given : ["{day}T12:00:00"])); }}
      }};
    }});
    await page.reload();
    """
