"""Every judge can say no: one that always agrees would prove nothing."""

import zipfile
from pathlib import Path
from urllib.request import urlopen

import pypandoc
import pytest
import typst

from tests.judges import (
    accepted_and_rejected,
    axe,
    libreoffice_paragraphs,
    libreoffice_pdf,
    nu_html,
    open_xml,
    poppler,
    require,
    screenshot,
    serve_directory,
    verapdf,
)

TYPST = b'#set document(title: "Leave")\n#set text(lang: "en")\n= Leave\nAsk early.'
GOOD_PAGE = """<!doctype html><html lang="en"><head><title>Leave</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><main><h1>Leave</h1><p>Ask early.</p>{more}</main></body></html>"""


def _write_docx(path: Path, markdown: str = "# Leave\n\nAsk early.\n") -> Path:
    pypandoc.convert_text(markdown, "docx", format="markdown", outputfile=str(path))
    return path


def _rewrite(docx: Path, old: bytes, new: bytes) -> None:
    with zipfile.ZipFile(docx) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    assert old in parts["word/document.xml"]
    parts["word/document.xml"] = parts["word/document.xml"].replace(old, new)
    with zipfile.ZipFile(docx, "w") as target:
        for name, content in parts.items():
            target.writestr(name, content)


def _write_page(folder: Path, more: str = "", name: str = "index.html") -> Path:
    page = folder / name
    page.write_text(GOOD_PAGE.format(more=more), encoding="utf-8")
    return page


def test_verapdf_tells_standard_pdf_from_plain(tmp_path: Path) -> None:
    plain, standard, broken = (
        tmp_path / name for name in ("plain.pdf", "a standard.pdf", "broken.pdf")
    )
    plain.write_bytes(typst.compile(TYPST))
    standard.write_bytes(typst.compile(TYPST, pdf_standards=["ua-1", "a-2a"]))
    broken.write_bytes(b"%PDF-1.7 and no more")
    accessible = verapdf([plain, standard, broken], "ua1")
    archival = verapdf([plain, standard], "2a")
    assert any(failure.startswith("5-1: ") for failure in accessible[plain])
    assert any(failure.startswith("6.6.4-1: ") for failure in archival[plain])
    assert accessible[standard] == archival[standard] == []
    assert accessible[broken][0].startswith("unreadable: ")


def test_open_xml_refuses_wrong_order_and_no_document(tmp_path: Path) -> None:
    good, wrong, broken = (tmp_path / name for name in ("good.docx", "wrong.docx", "no.docx"))
    _write_docx(good)
    _write_docx(wrong)
    broken.write_bytes(b"PK and no more")
    _rewrite(wrong, b"<w:pPr>", b'<w:pPr><w:jc w:val="left" />')
    verdicts = open_xml([good, wrong, broken])
    assert verdicts[good] == []
    assert "unexpected child element" in verdicts[wrong][0]
    assert verdicts[broken]


COMMENTED = 'Ask [why]{.comment-start id="1" author="A"}early[]{.comment-end id="1"}.\n'


@pytest.mark.parametrize("markdown", ["Ask early.\n", COMMENTED], ids=["plain", "commented"])
def test_libreoffice_pdf_has_the_words(tmp_path: Path, markdown: str) -> None:
    docx = _write_docx(tmp_path / "leave.docx", markdown)
    pdf = libreoffice_pdf(docx, tmp_path / "out")
    assert "Ask early." in poppler("pdftotext", pdf, "-")
    assert list(pdf.parent.iterdir()) == [pdf]


def test_libreoffice_says_no_to_a_document_that_it_cannot_load(tmp_path: Path) -> None:
    docx = _write_docx(tmp_path / "leave.docx")
    _rewrite(docx, b"</w:body>", b"")
    with pytest.raises(RuntimeError, match="no PDF"):
        libreoffice_pdf(docx, tmp_path / "out")


def test_libreoffice_accepts_and_rejects_changes(tmp_path: Path) -> None:
    changed = 'Ask [late]{.deletion author="A"}[early]{.insertion author="A"}. [B]{.comment-start '
    changed += 'id="1" author="A"}Now.[]{.comment-end id="1"}\n'
    docx = _write_docx(tmp_path / "leave.docx", changed)
    found = libreoffice_paragraphs([(docx, "accept"), (docx, "reject"), (docx, "keep")])
    words = [paragraph[-1] for paragraphs in found for paragraph in paragraphs if paragraph[-1]]
    assert words == ["Ask early. Now.", "Ask late. Now.", "Ask lateearly. Now."]


def test_libreoffice_tells_a_redline_that_is_not_between_its_two_versions(tmp_path: Path) -> None:
    marked = 'Ask [late]{.deletion author="A"}[early]{.insertion author="A"}.\n'
    old, new, other = "Ask late.\n", "Ask early.\n", "Ask *never*.\n"
    redline, older, newer, neither = (
        _write_docx(tmp_path / f"{number}.docx", words).read_bytes()
        for number, words in enumerate((marked, old, new, other))
    )
    right, wrong = accepted_and_rejected([(redline, older, newer), (redline, older, neither)])
    assert right.wrong == []
    assert [line.split(": ")[0] for line in wrong.wrong] == ["accepted", "accepted"]
    assert "Ask never." in wrong.wrong[0]
    assert "Ask early." in wrong.wrong[1]


def test_axe_passes_a_good_page_in_every_view(tmp_path: Path) -> None:
    _write_page(tmp_path)
    with serve_directory(tmp_path) as base:
        browsed = axe([f"{base}/index.html"])
    assert browsed.violations == []
    assert browsed.failed_requests == browsed.external_requests == browsed.console_errors == []


def test_axe_finds_faults_by_width_and_scheme(tmp_path: Path) -> None:
    style = (
        "<style>@media (prefers-color-scheme: dark) {p {color: #777; background: #666}}"
        "@media (max-width: 400px) {button {font-size: 0}}</style>"
    )
    _write_page(tmp_path, style + '<img src="a.svg"><p>Grey</p>')
    (tmp_path / "a.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    with serve_directory(tmp_path) as base:
        found = axe([f"{base}/index.html"]).violations
    views = {(finding.rule, finding.width, finding.scheme) for finding in found}
    # What is no matter of colours is judged once in each width.
    once = {(1280, "light"), (390, "light")}
    assert {view[1:] for view in views if view[0] == "image-alt"} == once
    dark = {(1280, "dark"), (390, "dark")}
    assert {view[1:] for view in views if view[0] == "color-contrast"} == dark
    assert next(f.targets for f in found if f.rule == "image-alt") == ("img",)


def test_axe_knows_target_size_and_best_practice(tmp_path: Path) -> None:
    small = "".join(
        f'<button style="width: 9px; height: 9px; padding: 0" aria-label="{name}"></button>'
        for name in ("One", "Two")
    )
    _write_page(tmp_path, f"<h4>Skipped</h4>{small}")
    with serve_directory(tmp_path) as base:
        found = axe([f"{base}/index.html"], widths=[1280], schemes=["light"]).violations
    assert {finding.rule for finding in found} == {"target-size", "heading-order"}


def test_browser_records_what_a_page_should_not_do(tmp_path: Path) -> None:
    _write_page(
        tmp_path,
        '<img src="https://example.org/a.png" alt="Far"><img src="gone.png" alt="Gone">'
        '<script>new WebSocket("wss://example.org/socket"); missing();</script>',
    )
    with serve_directory(tmp_path) as base:
        browsed = axe([f"{base}/index.html"], widths=[390], schemes=["dark"])
    view = f"({base}/index.html 390 dark)"
    assert browsed.external_requests == [
        f"https://example.org/a.png {view}",
        f"wss://example.org/socket {view}",
    ]
    assert browsed.failed_requests == [f"404 {base}/gone.png {view}"]
    assert any("missing is not defined" in error for error in browsed.console_errors)


def test_a_page_that_cannot_be_opened_is_an_error(tmp_path: Path) -> None:
    with serve_directory(tmp_path) as base:
        pass
    with pytest.raises(RuntimeError, match="ERR_CONNECTION_REFUSED"):
        axe([base])


def test_screenshot_has_the_asked_size(tmp_path: Path) -> None:
    _write_page(tmp_path, '<div style="height: 2000px"></div>')
    with serve_directory(tmp_path) as base:
        page = f"{base}/index.html"
        view = screenshot(page, tmp_path / "view.png", width=390, height=844, scheme="dark")
        whole = screenshot(page, tmp_path / "whole.png", full_page=True)
    # The width and height of a PNG.
    assert view.read_bytes()[16:24] == (390).to_bytes(4, "big") + (844).to_bytes(4, "big")
    assert int.from_bytes(whole.read_bytes()[20:24], "big") > 2000


def test_serve_directory_serves_and_stops(tmp_path: Path) -> None:
    _write_page(tmp_path)
    with serve_directory(tmp_path) as base, urlopen(f"{base}/") as answer:
        assert b"Ask early." in answer.read()
    with pytest.raises(OSError, match="refused"):
        urlopen(f"{base}/")


def test_nu_html_finds_an_unclosed_element(tmp_path: Path) -> None:
    good = _write_page(tmp_path, name="a good é page.html")
    bad = _write_page(tmp_path, "<p><b>Bold</p>", name="bad.html")
    errors = nu_html([good, bad])
    assert errors[good] == []
    assert any("Unclosed element" in error for error in errors[bad])
    with pytest.raises(FileNotFoundError):
        nu_html([tmp_path / "absent.html"])


@pytest.mark.parametrize(
    ("ci", "outcome"), [("", pytest.skip.Exception), ("true", pytest.fail.Exception)]
)
def test_a_missing_tool_is_never_hidden_in_ci(
    monkeypatch: pytest.MonkeyPatch, ci: str, outcome: type[BaseException]
) -> None:
    monkeypatch.setenv("CI", ci)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(outcome, match="needs soffice: "):
        require("soffice")
