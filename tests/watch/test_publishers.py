"""What copies of gov.uk and legislation.gov.uk say against the register."""

import json
from datetime import date

import pytest

from clausework.model.authorities import Authorities
from clausework.watch.publishers import (
    MAX_BYTES,
    BadCopy,
    content_item,
    findings,
    legislation_feed,
    seen_on,
    watched,
)
from clausework.workspace.root import read_workspace
from tests.support.places import EXAMPLES
from tests.support.publishers import ASSET, CHANGES, LAUGHS, PAGE, SAMPLES, SEEN, register


def said(name: str, sample: str, known: Authorities | None = None) -> list[tuple[str, ...]]:
    """Kind, day, place and what of each finding."""
    known = known or register()
    source = watched(name, known.authorities[name])
    assert source is not None
    found = findings(source, known, (SAMPLES / sample).read_bytes())
    assert all(finding.authority == name and finding.do for finding in found)
    return [(str(f.kind), str(f.when), f.where, f.what) for f in found]


@pytest.mark.parametrize(
    ("sample", "expected"),
    [
        ("nothing-newer.json", []),
        ("on-the-day.json", []),
        (
            "new-edition.json",
            [
                (
                    "change-note",
                    "2027-07-06",
                    PAGE,
                    'the page was updated: "Added the 2027 edition, for information."',
                ),
                (
                    "new-document",
                    "2027-07-06",
                    f"{ASSET}/made-up-2027/kcsie.pdf",
                    "a document that the register does not have: Keeping children safe in "
                    "education 2027",
                ),
                (
                    "new-document",
                    "2027-07-06",
                    f"{PAGE}/part-one",
                    "a document that the register does not have: Part one: information for all "
                    "staff",
                ),
            ],
        ),
        (
            "quiet-update.json",
            [
                (
                    "page-updated",
                    "2026-11-23",
                    PAGE,
                    "the page was updated, with no note of what changed",
                )
            ],
        ),
        ("withdrawn.json", [("withdrawn", "2026-10-01", PAGE, "gov.uk marks it as withdrawn")]),
        (
            "moved.json",
            [
                (
                    "other-item",
                    "None",
                    PAGE,
                    "the copy is of another page: /government/publications/another-page",
                )
            ],
        ),
        (
            "leads-elsewhere.json",
            [
                (
                    "other-item",
                    "None",
                    PAGE,
                    "gov.uk has removed the page, or redirects it",
                )
            ],
        ),
    ],
)
def test_a_page_of_guidance(sample: str, expected: list[tuple[str, ...]]) -> None:
    assert said("kcsie", sample) == expected


@pytest.mark.parametrize(
    ("sample", "expected"),
    [
        ("no-effects.feed", []),
        (
            "effects.feed",
            [
                (
                    "legislation-changed",
                    "2027-02-03",
                    CHANGES,
                    "2 new entries in its list: Crime and Policing Act 2026 effect on "
                    "Safeguarding Vulnerable Groups Act 2006",
                ),
                (
                    "legislation-changed",
                    "2026-12-01",
                    CHANGES,
                    "1 new entry in its list: The Made Up for a Test Regulations 2026 effect on "
                    "Safeguarding Vulnerable Groups Act 2006",
                ),
            ],
        ),
        (
            "log.feed",
            [
                (
                    "legislation-changed",
                    "2027-03-01",
                    "http://www.legislation.gov.uk/ukpga/2006/47/2027-02-28/data.htm",
                    "1 new entry in its list: Safeguarding Vulnerable Groups Act 2006",
                )
            ],
        ),
        (
            "of-another-law.feed",
            [
                (
                    "other-item",
                    "None",
                    CHANGES,
                    "the copy is of another law: Crime and Policing Act 2026 effect on an Act "
                    "made up for a test",
                )
            ],
        ),
    ],
)
def test_a_law(sample: str, expected: list[tuple[str, ...]]) -> None:
    assert said("svga", sample) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, date(2026, 11, 22)),
        ({"verified": {**SEEN, "on": "2026-12-24"}}, date(2026, 12, 24)),
        ({"verified": {**SEEN, "on": "2026-01-01"}}, date(2026, 11, 22)),
        (
            {"editions": {"2027": {"information_from": "2027-07-06", "verified": SEEN}}},
            date(2027, 7, 6),
        ),
        ({"editions": {"2027": {"published": "2027-07-01", "verified": SEEN}}}, date(2027, 7, 1)),
        (
            {"editions": {"2027": {"verified": {**SEEN, "on": "2027-07-09"}}}},
            date(2027, 7, 9),
        ),
        # It was recorded before it is in force, and its text may change until then.
        (
            {"editions": {"2027": {"in_force_from": "2027-09-01", "verified": SEEN}}},
            date(2026, 11, 22),
        ),
    ],
)
def test_the_day_of_the_last_look(changes: dict[str, object], expected: date) -> None:
    known = register(**changes)
    assert seen_on(known, known.authorities["kcsie"]) == expected


def test_a_look_after_the_update_ends_the_finding() -> None:
    looked = register(verified={**SEEN, "on": "2027-07-06"})
    assert {kind for kind, *_ in said("kcsie", "new-edition.json", looked)} == {"new-document"}


def test_documents_are_not_judged_where_the_register_has_none_on_govuk() -> None:
    elsewhere = {"copy": {"url": "https://example.org/kcsie.pdf", "verified": SEEN}}
    known = register(editions={"2026": {"verified": SEEN, "documents": elsewhere}})
    assert said("kcsie", "nothing-newer.json", known) == []


def test_a_withdrawal_is_known_once_the_last_edition_has_an_end() -> None:
    ended = register(editions={"2026": {"in_force_to": "2026-09-30", "verified": SEEN}})
    assert said("kcsie", "withdrawn.json", ended) == []


def test_text_of_a_copy_is_made_safe_to_print() -> None:
    item = json.loads((SAMPLES / "new-edition.json").read_text("utf-8"))
    item["details"]["change_history"] = [
        {"public_timestamp": "2027-07-06T09:30:00Z", "note": "\x1b[2Jred\r\n" + "long " * 100}
    ]
    item["details"]["attachments"] = []
    source = watched("kcsie", register().authorities["kcsie"])
    assert source is not None
    [found] = findings(source, register(), json.dumps(item).encode())
    assert found.what.startswith('the page was updated: "[2Jred long long')
    assert found.what.isprintable()
    assert len(found.what) < 350


def changed(sample: str, path: str, value: object) -> bytes:
    """A sample with another value at a path such as details.attachments.0.url."""
    item = json.loads((SAMPLES / sample).read_text("utf-8"))
    *parents, last = path.split(".")
    place = item
    for key in parents:
        place = place[int(key)] if key.isdecimal() else place[key]
    place[last] = value
    return json.dumps(item).encode()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is not JSON that can be read"),
        (b"<html>Log in to the guest network</html>", "is not JSON that can be read"),
        (b"\xff\xfe\x00", "is not JSON that can be read"),
        (b"[" * 1_000_000, "is not JSON that can be read"),
        (b'{"base_path": ' + b"9" * 100_000 + b"}", "is not JSON that can be read"),
        (b" " * (MAX_BYTES + 1), "is larger than 5 MB, and no such copy is"),
        (b"[]", "is not as gov.uk documents it: it is missing or of another kind"),
        (b"{}", "is not as gov.uk documents it: base_path is missing or of another kind"),
        (changed("new-edition.json", "base_path", 1), "base_path is missing or of another kind"),
        (
            changed("new-edition.json", "public_updated_at", 1_800_000_000),
            "public_updated_at is missing or of another kind",
        ),
        (
            changed("new-edition.json", "details.change_history", "None"),
            "details.change_history is missing or of another kind",
        ),
        (
            changed("new-edition.json", "details.change_history.0.public_timestamp", "soon"),
            "details.change_history.0.public_timestamp is missing or of another kind",
        ),
        (
            changed("new-edition.json", "details.attachments.0.url", "javascript:alert(1)"),
            "details.attachments.0.url is missing or of another kind",
        ),
    ],
)
def test_what_is_not_an_item_of_govuk_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(BadCopy) as refused:
        content_item(data)
    assert str(refused.value).endswith(words)


FILE = b"""<!DOCTYPE feed [<!ENTITY a SYSTEM "file:///etc/hostname">]>
<feed xmlns="http://www.w3.org/2005/Atom"><title>&a;</title></feed>"""
ATOM = b'<feed xmlns="http://www.w3.org/2005/Atom">%s</feed>'


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is not XML that can be read safely"),
        (b"{}", "is not XML that can be read safely"),
        (LAUGHS, "is not XML that can be read safely"),
        (FILE, "is not XML that can be read safely"),
        (b'<?xml version="1.0" encoding="klingon"?><feed/>', "is not XML that can be read safely"),
        (b"<a>" * 500_000, "is not XML that can be read safely"),
        (b"<a>" * 500_000 + b"</a>" * 500_000, "is not an Atom feed"),
        (b" " * (MAX_BYTES + 1), "is larger than 5 MB, and no such copy is"),
        (b"<html/>", "is not an Atom feed"),
        (ATOM % b"<entry/>", "has an entry without id or title"),
        (
            ATOM % b"<entry><id>i</id><title>t</title></entry>",
            "has an entry that does not say when it was updated",
        ),
        (
            ATOM % b"<entry><id>i</id><title>t</title><updated>today</updated></entry>",
            "has an entry that does not say when it was updated",
        ),
    ],
)
def test_what_is_not_a_feed_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(BadCopy) as refused:
        legislation_feed(data)
    assert str(refused.value) == words


def test_a_link_of_a_feed_leads_to_legislation_alone() -> None:
    link = b'<link href="javascript://www.legislation.gov.uk/%0aalert(1)"/>'
    entry = b"<entry><id>i</id><title>t</title><updated>2027-01-01T00:00:00Z</updated>%s</entry>"
    [read] = legislation_feed(ATOM % (entry % link))
    assert read.link is None


@pytest.mark.parametrize(
    ("url", "address"),
    [
        (PAGE, PAGE.replace("www.gov.uk/", "www.gov.uk/api/content/")),
        (f"{PAGE}/", PAGE.replace("www.gov.uk/", "www.gov.uk/api/content/")),
        ("http://www.legislation.gov.uk/id/ukpga/2006/47", f"{CHANGES}/data.feed"),
        ("http://www.legislation.gov.uk/id/ukpga/2006/47/section/35", f"{CHANGES}/data.feed"),
        ("https://www.legislation.gov.uk/ukpga/2006/47", f"{CHANGES}/data.feed"),
        ("https://www.gov.uk", None),
        ("https://www.legislation.gov.uk/id", None),
        ("https://www.gov.uk.example.org/page", None),
        ("https://www.gov.uk@example.org/page", None),
        ("https://www.gov.uk:8080/page", None),
        (None, None),
    ],
)
def test_where_news_is_looked_for(url: str | None, address: str | None) -> None:
    source = watched("kcsie", register(url=url).authorities["kcsie"])
    assert (source.address if source else None) == address


def test_a_whole_register_is_watched() -> None:
    file = read_workspace(EXAMPLES).authorities
    assert file is not None
    places = {name: watched(name, entry) for name, entry in file.value.authorities.items()}
    for name, entry in file.value.authorities.items():
        on_either = "gov.uk/" in (entry.url or "") or "legislation.gov.uk/" in (entry.url or "")
        assert (places[name] is not None) == on_either, name
    act = places["safeguarding-vulnerable-groups-act"]
    assert act is not None
    assert act.address == f"{CHANGES}/data.feed"
    assert act.file == "safeguarding-vulnerable-groups-act.feed"
