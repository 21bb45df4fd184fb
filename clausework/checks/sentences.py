"""The rule on sentences: whether they still read correctly with the words of fills.

Only faults that those words cause are reported here; other rules check the text itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from clausework.checks.findings import (
    Finding,
    Written,
    at,
    type_words,
    variation_texts,
    version_texts,
)
from clausework.model.document import Document
from clausework.model.inline import Run, parse, parse_fill
from clausework.model.policy import Adopted, Brand, School, Version
from clausework.model.scalars import SchoolType
from clausework.model.terms import forms
from clausework.model.varying.options import Option
from clausework.model.varying.people import DETAILS
from clausework.query import VersionUse
from clausework.resolve.nodes import Master
from clausework.resolve.version import resolve
from clausework.source.locations import KeyPath, Source
from clausework.source.problems import Place, Problem, warning
from clausework.workspace.root import Workspace
from clausework.workspace.schema import File

# What the words of a fill may cause in the text around them, the message, and the fix.
_BROKEN = [
    (re.compile(pattern, re.IGNORECASE), what, fix)
    for pattern, what, fix in (
        (r"\s\s+", "two spaces together", "delete the space from the inserted words."),
        (
            r"\s[,.;:?!)](?!\w)",
            "a space before a punctuation mark",
            "delete the space from the inserted words.",
        ),
        (
            r"(?<!\.)\.\.(?!\.)|,,|;;|::|[?!][.?!]",
            "a doubled punctuation mark",
            "delete the mark at the end of the inserted words.",
        ),
        (
            r"[,;:(]\s*[,.;:?!)](?<!,,)(?<!;;)(?<!::)|^\s*[,;:]|,\s*$",
            "stray punctuation",
            "delete the mark at the edge of the inserted words.",
        ),
        (
            r"\b([^\W\d_]+)\s+\1\b",
            "the same word twice",
            "delete it from the inserted words, or from the text.",
        ),
    )
]
_ARTICLE = re.compile(r"\b(an?)\s+[\"“‘(]*$", re.IGNORECASE)
# Directly before the fill, the rule `article` reports it.
_TYPED_ARTICLE = re.compile(r"\ban?\s+$", re.IGNORECASE)
_SENTENCE_ENDS = re.compile(r"(?:^|(?P<word>\S+)[.?!][\"”’)]*\s+)[\"“‘(]*$")
_SHORTENED = frozenset({"cf", "e.g", "etc", "i.e", "no", "p", "para", "pp", "vs"})
_WORDS_OF_CONTEXT = 3
_REWORD = "reword the text around it, or what it prints."


@dataclass(frozen=True)
class _Printed:
    """One text of a document. `starts` is true where it begins a sentence.

    Points and closing words need not. `paragraph` counts those of a text, from 1; closing words
    have 0.
    """

    owner: str
    paragraph: int
    runs: tuple[Run, ...]
    starts: bool


@dataclass(frozen=True)
class _Slip:
    """A fault that one fill causes: the printed words, what is wrong, the fix.

    `index` counts the fills of the text.
    """

    index: int
    fill: str
    words: str
    what: str
    fix: str


def sentence_findings(master: Master, file: File[Version]) -> Iterator[Finding]:
    """Faults that the words for each type of school cause in a version without errors.

    Options are all on, then all off; of those with choices, each choice is tried in turn.
    """
    texts = {_key(one): one for one in version_texts(file.value)}
    found: dict[tuple[KeyPath, int, str], tuple[Written, _Slip, set[SchoolType]]] = {}
    for kind in SchoolType:
        for document in _documents(master, file.value, kind):
            for printed in _printed(document):
                written = texts[printed.owner, printed.paragraph]
                for slip in _slips(printed, written):
                    if slip.fill.lower() != "school":
                        key = (written.path, slip.index, slip.what)
                        found.setdefault(key, (written, slip, set()))[-1].add(kind)
    for written, slip, kinds in found.values():
        every = len(kinds) == len(SchoolType)
        whose = "every type of school" if every else f"these types of school: {type_words(kinds)}"
        problem = _problem(
            _place(file.source, written, slip),
            slip,
            f"for {whose}",
            f"{slip.fix} The words are in policy/terms.yaml, policy/authorities.yaml or the "
            "policy's own policy.yaml.",
        )
        yield Finding(problem, written.element)


def _documents(master: Master, version: Version, kind: SchoolType) -> Iterator[Document]:
    nobody = School(
        id="nobody", name="Nobody", type=kind, brand=Brand(primary="#000000", accent="#000000")
    )
    for options in _combinations(master.policy.options):
        adopted = Adopted(version=version.version, options=options)
        yield resolve(master, version, nobody, adopted)[0]


def _combinations(options: Mapping[str, Option]) -> Iterator[dict[str, str]]:
    """A few ways to choose, in which each option has each of its values that can be known."""
    ways = {
        name: ["true", "false"]
        if option.type == "boolean"
        else list(option.choices)
        if option.type == "choice"
        else []
        if option.default is not None or option.type == "text"
        else [option.example]
        for name, option in options.items()
    }
    for index in range(max([1, *map(len, ways.values())])):
        yield {name: values[index % len(values)] for name, values in ways.items() if values}


def school_sentences(workspace: Workspace, use: VersionUse) -> Iterator[Problem]:
    """Faults that a school's own words, its name included, cause in its copy of a policy.

    Also the faults that any words cause in the texts of its local changes.
    """
    file = workspace.schools[use.school].school
    school, adopted = file.value, use.adopted
    version = workspace.policies[use.policy].versions[adopted.version].value
    here: KeyPath = ("adopts", use.policy)
    if use.standing == "pending":
        here = (*here, "pending")
    texts = {_key(one): one for one in version_texts(version)}
    notes = {one.owner: one.notes for one in texts.values()}
    local = variation_texts(adopted.variations, (*here, "variations"), notes)
    own = {_key(one): one for one in local}
    document, _ = resolve(workspace.master(use.policy), version, school, adopted)
    told: set[tuple[Place, str]] = set()
    for printed in _printed(document):
        key = (printed.owner, printed.paragraph)
        written = own.get(key) or texts[key]
        for slip in _slips(printed, written):
            path = _own_word(school, slip.fill, adopted.options, here)
            if path is not None:
                place = file.source.place(path)
            elif key in own:
                place = _place(file.source, written, slip)
            else:
                continue  # The master's own words are reported with the master.
            # A school's word is reported once, in however many clauses it is printed.
            if (place, slip.what) not in told:
                told.add((place, slip.what))
                yield _problem(place, slip, f'in "{printed.owner}"', slip.fix)


def _own_word(
    school: School, words: str, chosen: Mapping[str, str], here: KeyPath
) -> KeyPath | None:
    """The place of a fill's words in a school's file; None where they are not the school's own.

    `chosen` is what it chose of the options, `here` the place of the version.
    """
    fill = parse_fill(words)
    if fill is not None and fill.kind == "option" and fill.name in chosen:
        return (*here, "options", fill.name)
    if fill is not None and fill.kind in DETAILS:
        return ("people", fill.name, fill.kind)
    if fill is None or fill.kind not in ("term", "article"):
        return None
    if fill.name == "school":
        return ("name",)
    return ("terms", fill.name) if fill.name in school.terms else None


def _problem(place: Place, slip: _Slip, where: str, fix: str) -> Problem:
    return warning(
        "sentence-broken",
        place,
        f'"{slip.words}" is printed {where}: {slip.what}',
        f"the words for {{{{ {slip.fill} }}}} break the sentence, on the page and on paper.",
        fix,
    )


def _place(source: Source, written: Written, slip: _Slip) -> Place:
    """The place of the fill in its text."""
    mark = parse(written.text).fills[slip.index]
    width = max(mark.name_end - mark.name_start, 1)
    return at(source, written, mark.start, mark.name_start + width, mark.name_start)


def _key(written: Written) -> tuple[str, int]:
    """The owner of a text, and which of its paragraphs it is; 0 for its closing words."""
    return written.owner, 0 if written.path[-1] == "closing" else written.paragraph


def _printed(document: Document) -> Iterator[_Printed]:
    for section in document.sections:
        if section.level != "preamble":
            yield _Printed(section.id, 1, section.text, True)
        for child in section.children:
            for node in child.walk():
                # Of definitions and fields, what is printed comes from several texts.
                if node.text and node.level not in ("paragraph", "definition", "field"):
                    begins = node.level in ("clause", "section", "letter")
                    yield _Printed(node.id, 1, node.text, begins)
                further = (one for one in node.paragraphs if one.level == "paragraph")
                for index, one in enumerate(further, 2):
                    yield _Printed(node.id, index, one.text, True)
                if node.closing:
                    yield _Printed(node.id, 0, node.closing, False)
                for note in node.notes:
                    yield _Printed(note.id, 1, note.text, True)


def _slips(printed: _Printed, written: Written) -> Iterator[_Slip]:
    """The faults that the fills of one text cause, each once per fill."""
    text = "".join(run.text for run in printed.runs)
    for index, (run, start) in enumerate(_fills(printed.runs)):
        end = start + len(run.text)
        fill = parse_fill(run.fill or "")
        # The number of a reference is not a word, and a missing one is reported elsewhere.
        if fill is None or fill.kind == "ref" or not run.text:
            continue
        for pattern, what, fix in _BROKEN:
            for found in pattern.finditer(text):
                # A fault without a letter of the fill in it was there without the fill.
                if found.start() < end and found.end() > start:
                    words = _around(text, found.start(), found.end())
                    yield _Slip(index, run.fill or "", words, what, fix)
                    break
        mark = parse(written.text).fills[index]
        if _wrong_article(text[:start], run.text) and not _TYPED_ARTICLE.search(
            written.text[: mark.start]
        ):
            yield _Slip(
                index,
                run.fill or "",
                _around(text, start - 1, end),
                'the "a" or "an" before it does not fit',
                _REWORD
                if fill.kind not in ("term", "article", "cite")
                else f"write {{{{ a {fill.name} }}}}, which prints its own article.",
            )
        if _begins(text[:start], printed.starts) and _small(run.text):
            capital = run.fill or ""
            yield _Slip(
                index,
                run.fill or "",
                _around(text, start, end),
                "a sentence begins with a small letter",
                _REWORD
                if fill.kind not in ("term", "article", "cite")
                else f"write {{{{ {capital[:1].upper()}{capital[1:]} }}}} where a sentence begins, "
                "or the word with a capital.",
            )


def _fills(runs: Iterable[Run]) -> Iterator[tuple[Run, int]]:
    """The runs that are fills, and the offset of each in the whole text."""
    start = 0
    for run in runs:
        if run.fill is not None:
            yield run, start
        start += len(run.text)


def _wrong_article(before: str, words: str) -> bool:
    found = _ARTICLE.search(before)
    # Figures are read aloud in more than one way: an 8, a 1,100.
    return (
        found is not None and not words[:1].isdigit() and found[1].lower() != forms(words).article
    )


def _begins(before: str, starts: bool) -> bool:
    """Whether a sentence begins after these words of a text."""
    found = _SENTENCE_ENDS.search(before)
    if found is None:
        return False
    return starts if found["word"] is None else found["word"].lower() not in _SHORTENED


def _small(words: str) -> bool:
    """Whether words begin with a small letter that is not their spelling, as in "eSchools"."""
    first = words.split()[0] if words.split() else ""
    return first[:1].islower() and first == first.lower()


def _around(text: str, start: int, end: int) -> str:
    """A stretch of a text with the words that it is part of and a few around it."""
    before = re.search(rf"(?:\S+\s+){{0,{_WORDS_OF_CONTEXT}}}\S*$", text[:start])
    after = re.match(rf"\S*(?:\s+\S+){{0,{_WORDS_OF_CONTEXT}}}", text[end:])
    return f"{before[0] if before else ''}{text[start:end]}{after[0] if after else ''}".strip()
