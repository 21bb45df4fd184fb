"""The Content-Security-Policy of each page of a site.

A browser runs only the theme's scripts, and loads nothing from another host.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import PurePosixPath

import jinja2
from mkdocs.utils import get_theme_dir

from clausework.render.common.embedded import hash_source

CHARSET = '<meta charset="utf-8">'
# The scripts that the theme puts into a page itself.
SCRIPTS = ("base", "content", "palette")
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
# A copy opened from a disk has no host, so not every browser applies "self" to its folder; from a
# website no browser opens such files.
OWN = "'self' file:"


def with_policy(path: str, html: str) -> str:
    """A page of a site with its policy, first in its head.

    `path` is that of the page within the site, with "/".
    """
    style = "".join(f" '{hash_source(text)}'" for text in _STYLE.findall(html))
    scripts = "".join(f" '{one}'" for one in _hashes(_base(path)))
    directives = (
        "default-src 'none'",
        f"script-src {OWN}{scripts}",
        f"style-src {OWN}{style}",
        f"img-src {OWN} data:",
        f"font-src {OWN}",
        "connect-src 'self'",
        "worker-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
    )
    meta = f'<meta http-equiv="Content-Security-Policy" content="{"; ".join(directives)}">'
    return html.replace(CHARSET, f"{CHARSET}\n      {meta}", 1)


def _base(path: str) -> str:
    """The site's top as the theme writes it in a page.

    A server shows the error page at any wrong address.
    """
    depth = len(PurePosixPath(path).parts) - 1
    return "/" if path == "404.html" else "/".join([".."] * depth) or "."


@lru_cache(maxsize=16)
def _hashes(base: str) -> tuple[str, ...]:
    """The hashes of the theme's own scripts, never of scripts in a page.

    Otherwise a text that became a script there would be allowed to run.
    """
    loader = jinja2.FileSystemLoader(get_theme_dir("material"))
    theme = jinja2.Environment(loader=loader, autoescape=True)
    texts = (
        theme.get_template(f"partials/javascripts/{name}.html").render(
            base_url=base, features=(), config={"extra": {}}
        )
        for name in SCRIPTS
    )
    return tuple(hash_source(script) for text in texts for script in _SCRIPT.findall(text))
