"""What saved pages and a mirror's files say against the register: one line an authority."""

import json
import socket
from pathlib import Path

import pytest

from clausework.cli.main import main
from clausework.watch.pages import MAX_PAGE, read
from clausework.watch.publishers import BadCopy

GUIDE = "https://www.gov.uk/government/publications/guide"
ASSET = "https://assets.publishing.service.gov.uk/media"
LAW = "https://www.legislation.gov.uk/ukpga/2006/47"
SEEN = {"tier": "second-hand", "source": "made for a test"}
REGISTER = {
    "looked_on": "2026-11-22",
    "authorities": {
        "act": {
            "title": "An Act",
            "kind": "act",
            "url": "http://www.legislation.gov.uk/id/ukpga/2006/47",
            "verified": SEEN,
        },
        "guide": {
            "title": "A guide",
            "kind": "statutory-guidance",
            "url": GUIDE,
            "verified": SEEN,
            "editions": {
                "2026": {
                    "in_force_from": "2026-09-01",
                    "verified": SEEN,
                    "documents": {"whole": {"url": f"{ASSET}/a/guide-2026.pdf", "verified": SEEN}},
                },
            },
        },
        "elsewhere": {"title": "Elsewhere", "kind": "sector-guidance", "verified": SEEN},
    },
}
QUESTION = (
    "Question to HR: is any of this to go into policy/authorities.yaml? Open the publisher's page "
    "first. Nothing was changed."
)
MIRROR = "A mirror is somebody else's copy: what is known from it alone has `tier: mirror` in the "


def govuk(body: str, *, title: str = "A guide", head: str = "", address: str = GUIDE) -> str:
    """A page in the form of gov.uk, as Chrome saves it."""
    return (
        f"<!DOCTYPE html>\n<!-- saved from url=(0048){address} -->\n"
        f'<html lang="en"><head><title>{title} - GOV.UK</title>'
        f'<link rel="canonical" href="{address}">{head}'
        '<script>var x = "Last updated 1 January 2040";</script></head>'
        f"<body><main><h1>{title}</h1>{body}</main></body></html>"
    )


def law(body: str, *, address: str = LAW.replace("https:", "http:"), changed: str = "") -> str:
    """A page in the form of legislation.gov.uk."""
    day = f'<meta name="DC.date.modified" content="{changed}" />' if changed else ""
    return (
        '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>An Act</title>'
        f'<meta name="DC.identifier" content="{address}" />{day}</head><body>{body}</body></html>'
    )


def mirror(**given: str) -> str:
    """A file in the form of legalize-uk."""
    front = {
        "title": "An Act",
        "last_updated": "2012-01-16",
        "status": "in_force",
        "source": LAW,
        "last_modified_tna": "2026-04-08",
        "restrict_start_date": "2026-04-01",
        **given,
    }
    lines = "".join(f'{name}: "{value}"\n' for name, value in front.items() if value)
    return f"---\n{lines}---\n# An Act\n\nlast_modified_tna: 2040-01-01\n"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A root with the register of these tests; no network can be used."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    (tmp_path / "policy").mkdir()
    # JSON is YAML too.
    (tmp_path / "policy/authorities.yaml").write_text(json.dumps(REGISTER), "utf-8")
    (tmp_path / "saved").mkdir()
    return tmp_path


def watch(root: Path, files: dict[str, str | bytes], *options: str) -> int:
    """The command, with files saved in a folder; it must leave everything as it was."""
    for name, text in files.items():
        data = text if isinstance(text, bytes) else text.encode()
        (root / "saved" / name).write_bytes(data)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    status = main(["watch", "--root", str(root), "--from", str(root / "saved"), *options])
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
    return status


def test_one_line_for_each_authority(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = govuk(
        "<p>Published 31 March 2014</p><p>Last updated 6 July 2027 <a href='#x'>See all</a></p>"
        f'<a href="{ASSET}/a/guide-2026.pdf">A guide 2026</a>'
        f'<a href="{ASSET}/b/guide.pdf"></a><a href="{ASSET}/b/guide.pdf">A guide <b>2027</b></a>'
    )
    assert watch(root, {"a page.html": page, "ukpga-2006-47.md": mirror()}) == 0
    assert capsys.readouterr().out.splitlines() == [
        "act: nothing newer than 2026-11-22 (changed by its publisher 2026-04-08, last updated "
        "2012-01-16, a version valid from 2026-04-01) [ukpga-2006-47.md, a mirror]",
        "guide: newer than the register? last updated 2027-07-06; a title with 2027, where the "
        "newest edition in the register is of 2026; documents that the register does not have: "
        '"A guide 2027" [a page.html]',
        "Not watched, because the register has no address on www.gov.uk or "
        "www.legislation.gov.uk: elsewhere.",
        f"{MIRROR}register.",
        QUESTION,
    ]


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        (
            "p.html",
            govuk("<dl><dt>Last updated</dt>\n<dd>22 November 2026</dd></dl>"),
            "guide: nothing newer than 2026-11-22 (last updated 2026-11-22) [p.html]",
        ),
        (
            "p.htm",
            govuk("Published 23 November 2026"),
            "guide: newer than the register? published 2026-11-23 [p.htm]",
        ),
        (
            "p.html",
            govuk(
                "Last updated 1 January 2020",
                head='<meta name="govuk:public-updated-at" content="2026-12-01T09:00:00+00:00">',
            ),
            "guide: newer than the register? last updated 2026-12-01 [p.html]",
        ),
        (
            "p.html",
            govuk(
                "This guidance was withdrawn on <time>1 October 2026</time> Published 31 March 2014"
            ),
            "guide: newer than the register? withdrawn on 2026-10-01 [p.html]",
        ),
        (
            "p.html",
            govuk("Published 31 March 2014", title="A guide 2028"),
            "guide: newer than the register? a title with 2028, where the newest edition in the "
            "register is of 2026 [p.html]",
        ),
        (
            "a.xht",
            law("There are outstanding changes not yet made by the <i>editorial team</i>."),
            "act: newer than the register? changes to it that are not in its text yet [a.xht]",
        ),
        (
            "a.html",
            law("An Act", address=f"{LAW}/section/35", changed="2026-12-01"),
            "act: newer than the register? changed by its publisher 2026-12-01 [a.html, only "
            "section/35]",
        ),
        (
            "a.html",
            law("It is up to date with all changes known to be in force on or before 8 April 2026"),
            "act: nothing newer up to 2026-04-08, but the register was looked at on 2026-11-22 "
            "[a.html]",
        ),
        (
            "a.html",
            law("up to date with all changes known to be in force on or before 27 November 2026"),
            "act: nothing newer than 2026-11-22 (changes up to 2026-11-27) [a.html]",
        ),
        (
            "a.html",
            law(
                "This is the original version (as it was originally enacted).",
                address=f"{LAW}/enacted",
            ),
            "act: cannot be judged by the original version, which shows no later change [a.html, "
            "only enacted]",
        ),
        (
            "a.md",
            mirror(last_modified_tna="2026-11-28", status="repealed"),
            "act: newer than the register? changed by its publisher 2026-11-28; its status is "
            '"repealed" [a.md, a mirror]',
        ),
    ],
)
def test_what_each_form_says(
    root: Path, capsys: pytest.CaptureFixture[str], name: str, text: str, line: str
) -> None:
    assert watch(root, {name: text}) == 0
    assert capsys.readouterr().out.splitlines()[0] == line


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("p.html", govuk("No day."), "guide: could not be read: it gives no day of an update"),
        ("p.html", govuk("Last updated 31 June 2026"), "guide: could not be read: a day in it is"),
        (
            "p.html",
            govuk("Published 31 March 2014").partition("</main>")[0],
            "guide: could not be read: it is cut off, or not a whole page [p.html]",
        ),
        ("a.md", mirror(last_modified_tna="soon"), "act: could not be read: its last_modified_tna"),
        ("a.md", mirror(last_updated="1"), "act: could not be read: its last_updated is"),
        ("a.md", "# An Act\n", "a.md does not begin with front matter between two lines of ---."),
        ("a.md", "---\na: &a [1]\nb: *a\n---\n", "a.md has front matter that cannot be read: "),
        ("a.md", f"---\na: {'[' * 50_000}\n---\n", "a.md has front matter that cannot be read: "),
        ("a.md", "---\n- 1\n---\n", "a.md has front matter that is not a list of names and values"),
        ("p.html", govuk("é").encode("latin-1"), "p.html is not UTF-8 text."),
        ("p.html", b" " * (MAX_PAGE + 1), "p.html is larger than 10 MB."),
        ("p.html", "<" * 600_000, "p.html has more parts than such a page has."),
        ("p.pdf", "x", "p.pdf is not of a form that is read: "),
        ("p", "x", "p is not of a form that is read: "),
    ],
)
def test_what_cannot_be_read_is_named_with_the_reason(
    root: Path, capsys: pytest.CaptureFixture[str], name: str, text: str, line: str
) -> None:
    assert watch(root, {name: text, "good.md": mirror()}) == 1
    output = capsys.readouterr().out
    assert any(line in shown for shown in output.splitlines())
    # The other file is read all the same.
    assert "[good.md, a mirror]" in output


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (govuk("", address=f"{GUIDE}s"), f"p.html is of no authority in the register: its address "
         f"is {GUIDE}s."),
        (govuk("", address=f"{GUIDE}/part-one"), f"its address is {GUIDE}/part-one."),
        (govuk("", address="https://www.gov.uk.example.org/guide"), "www.gov.uk.example.org"),
        (govuk("", address="http://[www.gov.uk/x"), "its address is http://[www.gov.uk/x."),
        (law("", address=f"{LAW}0"), "/ukpga/2006/470."),
        ("<html><title>A guide</title></html>", "it does not give its address."),
        (
            govuk("", head=f'<meta property="og:url" content="{GUIDE}s">'),
            f"it gives more than one address: {GUIDE} and {GUIDE}s.",
        ),
    ],
)  # fmt: skip
def test_a_file_of_no_authority_is_named_with_its_address(
    root: Path, capsys: pytest.CaptureFixture[str], text: str, line: str
) -> None:
    assert watch(root, {"p.html": text}) == 0
    [first, without, *_] = capsys.readouterr().out.splitlines()
    assert first.startswith("p.html is of no authority in the register: ")
    assert line in first
    assert without == "No file of: act, guide."


def test_a_page_saved_from_elsewhere_is_a_mirror(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = govuk("Last updated 6 July 2027").replace(
        f"(0048){GUIDE}", "(0030)https://archive.example.org/it"
    )
    assert watch(root, {"p.html": page}) == 0
    output = capsys.readouterr().out
    assert "guide: newer than the register? last updated 2027-07-06 [p.html, a mirror]" in output
    assert MIRROR in output


def test_the_address_that_a_browser_writes_is_used_where_the_page_has_none(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = govuk("Last updated 6 July 2027").replace(f'<link rel="canonical" href="{GUIDE}">', "")
    assert watch(root, {"p.html": page}) == 0
    assert "last updated 2027-07-06 [p.html]" in capsys.readouterr().out


def test_several_files_of_one_authority_share_its_line(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed = law("An Act", changed="2026-12-01")
    assert watch(root, {"a.md": mirror(), "b.html": changed}) == 0
    [line] = [one for one in capsys.readouterr().out.splitlines() if one.startswith("act: ")]
    assert "[a.md, a mirror] | newer than the register? changed by its publisher" in line


def test_what_a_file_holds_cannot_break_its_line(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    title = "2027\nact: nothing newer\x1b[2J &#27;[2J"
    page = govuk(f'Published 1 May 2026 <a href="{ASSET}/b/x.pdf">{title}</a>')
    assert watch(root, {"p\n.html": page}) == 0
    output = capsys.readouterr().out
    assert "\x1b" not in output
    assert [one for one in output.splitlines() if one.startswith("act: ")] == []


def test_copies_and_saved_pages_can_share_a_folder(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    feed = '<feed xmlns="http://www.w3.org/2005/Atom"></feed>'
    day = {"act.feed": feed, "act.feed.last-modified": "Tue, 06 Jul 2027 08:30:00 GMT"}
    assert watch(root, {**day, "p.html": govuk("Last updated 6 July 2027")}) == 0
    output = capsys.readouterr().out
    assert "Nothing newer than the register (looked on 2026-11-22), from 1 of 2 sources." in output
    assert "guide: newer than the register? last updated 2027-07-06 [p.html]" in output
    assert "No file of" not in output


def test_as_json(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files: dict[str, str | bytes] = {"a.md": mirror(), "b.md": mirror(source=""), "c.md": "x"}
    assert watch(root, files, "--json") == 1
    saved = json.loads(capsys.readouterr().out)["saved"]
    [answer] = saved.pop("answers")
    assert answer.pop("otherwise").startswith("nothing newer than 2026-11-22 (")
    assert answer == {
        "authority": "act",
        "file": "a.md",
        "part": None,
        "tier": "mirror",
        "newer": [],
        "unread": None,
    }
    assert saved == {
        "of_no_authority": [{"file": "b.md", "addresses": []}],
        "unreadable": [
            {"file": "c.md", "what": "does not begin with front matter between two lines of ---"}
        ],
    }


@pytest.mark.parametrize(
    "part", ["<!--", "<a ", "<a x='", "</", "<![CDATA[", "&#", "<?", "<script>"]
)
def test_hostile_pages_are_read_or_refused(part: str) -> None:
    try:
        saved = read("p.html", (part * 100_000).encode())
    except BadCopy:
        return
    assert saved.addresses == ()
