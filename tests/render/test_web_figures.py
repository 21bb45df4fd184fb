"""What docs/web-figures.md says of a policy page's cost and of the theme's errors holds."""

import re
from collections import Counter
from pathlib import Path

from tests.judges import drive, nu_html, serve_directory
from tests.support.places import PROJECT

FIGURES = (PROJECT / "docs" / "web-figures.md").read_text("utf-8")
FILES = {
    name: int(size.replace(",", ""))
    for name, size in re.findall(r"^\| `([^`]+)` \| ([\d,]+) \|", FIGURES, re.MULTILINE)
}
PAGE = "social-networking/index.html"
OF_THE_THEME = "assets/javascripts/"
# What a page may cost beyond what the theme's own files do.
MOST_BYTES = 150_000


def test_a_policy_page_asks_for_what_the_figures_list_and_no_more(built: Path) -> None:
    site = built / "sites" / "warden-hill-infant"
    with serve_directory(site) as base:
        asked = drive(
            "about:blank",
            f"""const asked = [];
            page.on("request", (request) => asked.push(request.url()));
            await page.goto("{base}/{PAGE}", {{ waitUntil: "networkidle" }});
            return asked;""",
        )
    # An address of another host would keep the whole of its name.
    assert {address.removeprefix(f"{base}/") for address in asked} == FILES.keys()
    sizes = {name: (site / name).stat().st_size for name in FILES}
    assert sum(size for name, size in sizes.items() if OF_THE_THEME not in name) < MOST_BYTES
    # The figures are of one day, and words come and go.
    assert [name for name, said in FILES.items() if abs(sizes[name] - said) > said / 10] == []


def test_the_one_script_from_a_file_comes_after_all_words(built: Path) -> None:
    html = (built / "sites" / "warden-hill-infant" / PAGE).read_text("utf-8")
    scripts = [match.start() for match in re.finditer(r"<script[^>]* src=", html)]
    assert len(scripts) == 1
    assert scripts[0] > html.index("</footer>")


def test_the_html_checker_says_what_the_figures_list_and_no_more(built: Path) -> None:
    listed = re.findall(r"^> (.+)$", FIGURES, re.MULTILINE)
    assert len(listed) == 1
    for path, said in nu_html(sorted(built.rglob("*.html"))).items():
        errors = Counter(error.partition(": ")[2] for error in said)
        alone = path.parent.name == "documents"
        assert errors == ({} if alone else dict.fromkeys(listed, 2)), path
