"""Versions in a few words, and the documents that they make.

A draft is lines with `|` between them: `# s: Title` a section, `## s: Title` an appendix,
`a: words` a clause, `- p: words` a point, `-- q: words` one within it, `--- r: words` within that,
`=: words` what closes the clause, `^n: words` a footnote of
the element before. In brackets behind an id stands what else it has:
`a (was b c; when academies; cites guide 2018; letter; unnumbered): words`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from clausework.model.authorities import Authorities
from clausework.model.document import Document
from clausework.model.policy import Policy, Version
from clausework.resolve.nodes import Master
from clausework.resolve.version import show

_VERIFIED = {"tier": "official", "source": "gov.uk"}
MASTER = Master(
    policy=Policy(id="conduct", title="Conduct", owner="HR", binding="adapt"),
    terms={},
    titles={"dress": "Dress Code", "conduct": "Conduct"},
    authorities=Authorities.model_validate(
        {
            "looked_on": date(2026, 1, 1),
            "authorities": {
                "guide": {
                    "title": "The Guide",
                    "kind": "statutory-guidance",
                    "verified": _VERIFIED,
                    "editions": {"2018": {"verified": _VERIFIED}, "2026": {"verified": _VERIFIED}},
                },
                "letter": {
                    "title": "The Letter",
                    "kind": "sector-guidance",
                    "verified": _VERIFIED,
                },
            },
        }
    ),
)

_LINE = re.compile(
    r"(?P<mark>##?|-{1,3}|=|\^)? ?(?P<id>[a-z0-9-]*)(?: \((?P<options>[^)]*)\))?: (?P<text>.*)"
)

Data = dict[str, Any]


def document(draft: str) -> Document:
    """The document of a draft; clauses before any section are in one called `s`."""
    return show(MASTER, version(draft))


def version(draft: str, **values: Any) -> Version:
    """The version of a draft, with other values that its file has."""
    sections, appendices = _parts(draft)
    return _version(sections, {"appendices": appendices} | values)


def _parts(draft: str) -> tuple[list[Data], list[Data]]:
    sections: list[Data] = []
    appendices: list[Data] = []
    above: dict[str, Data] = {}
    last: Data = {}
    for line in map(str.strip, draft.split("|")):
        found = _LINE.fullmatch(line)
        assert found, line
        mark, text = found["mark"] or "", found["text"]
        if mark == "=":
            above[""]["closing"] = text
            continue
        if mark == "^":
            last.setdefault("notes", []).append({"id": found["id"], "text": text})
            continue
        one: Data = {"id": found["id"], **_options(found["options"] or "")}
        one["title" if mark[:1] == "#" else "text"] = text
        if mark[:1] == "#":
            (sections if mark == "#" else appendices).append(one)
            above["#"] = one
        elif mark == "":
            if "#" not in above:
                sections.append({"id": "s", "title": "Section"})
                above["#"] = sections[-1]
            above["#"].setdefault("clauses", []).append(one)
        else:
            above[mark[1:]].setdefault("items", []).append(one)
        above[mark] = last = one
    return sections, appendices


def resolved(sections: list[Data], **values: Any) -> Document:
    """The document of sections as a file has them, with other values that it has."""
    return show(MASTER, _version(sections, values))


def _version(sections: list[Data], values: Data) -> Version:
    own = {"version": "1.0", "status": "draft", "summary": "Draft.", "sections": sections}
    return Version.model_validate(own | values)


def _options(words: str) -> Mapping[str, Any]:
    found: Data = {}
    for option in filter(None, map(str.strip, words.split(";"))):
        name, *values = option.split()
        if name == "cites":
            edition = values[1] if len(values) > 1 else None
            part = values[2] if len(values) > 2 else None
            found.setdefault("cites", []).append(
                {"authority": values[0], "edition": edition, "part": part}
            )
        elif name == "was":
            found["was"] = values
        elif name == "when":
            found["when"] = " ".join(values)
        elif name == "unnumbered":
            found["numbered"] = False
        else:
            assert name in ("letter", "number", "roman"), option
            found["style"] = name
    return found
