"""Rules on one text: its fills, references, footnote marks, and leftovers of drafting."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from clausework.checks.findings import MOST_IN_A_TEXT, Written, at
from clausework.checks.typed.markup import markup_problems
from clausework.checks.typed.numbers import number_problems
from clausework.checks.typed.pasted import pasted_problems
from clausework.model.authorities import Authorities
from clausework.model.inline import TextMark, parse, parse_fill
from clausework.model.varying.options import Option
from clausework.model.varying.people import DETAILS
from clausework.resolve.conflicts import WHY_ONE_PARAGRAPH
from clausework.source.locations import KeyPath, Source
from clausework.source.problems import Place, Problem, did_you_mean, error, warning


@dataclass(frozen=True)
class KnownNames:
    """What a text may name: terms, clauses, options, policies, authorities with their editions.

    Also the names of schools that it may not name, the numbers of its policy's places, bullets
    apart, and the elements in which there may be blanks.
    """

    terms: frozenset[str]
    clauses: frozenset[str]
    authorities: Authorities
    editions: Mapping[str, str | None]
    other_schools: tuple[str, ...]
    numbers: Mapping[str, str]
    bullets: frozenset[str]
    preamble: frozenset[str]
    blanks: frozenset[str]
    options: Mapping[str, Option]
    policies: frozenset[str]

    @property
    def numbered(self) -> frozenset[str]:
        """The elements that have a number, to which a text can refer."""
        return self.clauses - self.bullets - self.preamble


def text_problems(source: Source, written: Written, known: KnownNames) -> Iterator[Problem]:
    """The findings in one text; of very many, the first."""
    return islice(_problems(source, written, known), MOST_IN_A_TEXT)


def _problems(source: Source, written: Written, known: KnownNames) -> Iterator[Problem]:
    for fault in parse(written.text).faults:
        place = at(source, written, fault.start, fault.end)
        yield error(fault.code, place, fault.message, fault.why, fault.fix)
    for mark in parse(written.text).fills:
        yield from _fill(source, written, mark, known)
    lost = [*markup_problems(source, written)]
    yield from lost
    # A backslash in double quotes may be what begins a line.
    if written.paragraph == 1 and not any(one.code == "backslash-lost" for one in lost):
        yield from _one_paragraph(source, written)
    yield from _notes(source, written)
    yield from _placeholders(source, written)
    yield from _punctuation(source, written)
    yield from _school_names(source, written, known.other_schools)
    yield from number_problems(source, written, known.numbers)
    yield from _articles(source, written, known.terms)


# What a text with blanks is in.
_BLANKS = frozenset({"form", "letter", "table", "cells"})


def _one_paragraph(source: Source, written: Written) -> Iterator[Problem]:
    """What runs together where a text is printed: lists, tables, lines, paragraphs."""
    span = source.values.get(written.path)
    value = span.value if span is not None else written.text
    whole = replace(written, text=value, start=0)
    pasted = list(pasted_problems(source, whole))
    yield from pasted
    lines = _TWO_LINES.search(value) if span is not None and span.style == "|" else None
    blank = None if _has_paragraphs(written.path) else _BLANK_LINE.search(value)
    if not pasted and lines is not None:
        yield error(
            "line-end",
            at(source, whole, lines.start("next"), lines.end("next")),
            "this line would be joined with the line before it",
            "a text is printed in lines as long as the page is wide; only a blank line begins a "
            "new paragraph.",
            "write >- in place of | where the text begins; or leave a blank line between the two.",
        )
    elif not pasted and blank is not None:
        yield error(
            "blank-line",
            at(source, whole, blank.start("next"), blank.end("next")),
            "there is a blank line before this",
            WHY_ONE_PARAGRAPH,
            "delete the blank line, or write a clause for each paragraph.",
        )


_TWO_LINES = re.compile(r"[^\n]\n(?P<next>[^\n]+)")
_BLANK_LINE = re.compile(r"\S\s*\n\s*(?P<next>\S+)")


def _has_paragraphs(path: KeyPath) -> bool:
    """Whether a text is that of a clause; of a local change, its element says what it may have."""
    of_clause = path[-3:-2] in (("clauses",), ("preamble",), ("variations",))
    return path[-1:] == ("text",) and of_clause


def _fill(source: Source, written: Written, mark: TextMark, known: KnownNames) -> Iterator[Problem]:
    fill = parse_fill(mark.name)
    width = max(mark.name_end - mark.name_start, 1)
    place = at(source, written, mark.start, mark.name_start + width, mark.name_start)
    if fill is None:
        yield error(
            "fill-unknown",
            place,
            f'"{mark.name}" is not a fill',
            f'"{written.owner}" would print it unchanged, braces and all.',
            "write {{ head }}, {{ setting.many }}, {{ a setting }}, {{ cite kcsie }}, "
            "{{ ref clause-id }}, {{ option its-id }}, {{ policy its-id }} or {{ name role }}.",
        )
    elif fill.kind == "ref":
        if fill.name not in known.clauses:
            yield error(
                "ref-unknown",
                place,
                f'unknown clause "{fill.name}"',
                f'"{written.owner}" prints the number of that clause, and there is none.',
                did_you_mean(fill.name, known.clauses, "write the id of a clause of this version."),
            )
        elif fill.name in known.bullets:
            yield error(
                "ref-unlabelled",
                place,
                f'"{fill.name}" is a bullet, which has no number',
                f'"{written.owner}" prints its number, and a reader could not find the place.',
                "write style: letter where its list is, or refer to the clause that it is in.",
            )
        elif fill.name in known.preamble:
            yield error(
                "ref-unlabelled",
                place,
                f'"{fill.name}" is before the first section, where nothing has a number',
                f'"{written.owner}" prints its number, and a reader could not find the place.',
                "say it in words, or make it a clause of a section.",
            )
    elif fill.kind == "cite":
        if fill.name not in known.authorities.authorities:
            yield error(
                "citation-unknown",
                place,
                f'unknown law or guidance "{fill.name}"',
                f'"{written.owner}" prints its title, and policy/authorities.yaml has none.',
                did_you_mean(
                    fill.name,
                    known.authorities.authorities,
                    "add it to policy/authorities.yaml with its source.",
                ),
            )
    elif fill.kind == "policy":
        if fill.name not in known.policies:
            yield error(
                "policy-unknown",
                place,
                f'there is no policy "{fill.name}" whose title could be printed',
                f'"{written.owner}" prints its title, and policy/{fill.name}/policy.yaml is '
                "missing or cannot be read.",
                did_you_mean(fill.name, known.policies, "write its title, until it is in policy/."),
            )
    elif fill.kind == "blank":
        if not (_BLANKS & {*written.path} or written.owner in known.blanks):
            yield error(
                "fill-not-allowed",
                place,
                "a gap to be filled in by hand cannot be here",
                "what a clause says must be whole in every copy.",
                "write it in a form, a letter or a table; or write the words.",
            )
    elif fill.kind in DETAILS:
        return  # Which roles there are, each school says.
    elif fill.kind == "option":
        yield from _option(place, written, fill.name, known.options)
    elif fill.name not in known.terms:
        yield error(
            "fill-unknown",
            place,
            f'unknown word "{mark.name}"',
            f'clause "{written.owner}" prints this word, and neither policy/terms.yaml nor any '
            "school defines it.",
            did_you_mean(fill.name, known.terms, "add it to policy/terms.yaml."),
        )


def _option(
    place: Place, written: Written, name: str, options: Mapping[str, Option]
) -> Iterator[Problem]:
    option = options.get(name)
    if option is None:
        yield error(
            "fill-unknown",
            place,
            f'the policy has no option "{name}"',
            f'"{written.owner}" prints what each school chose, and no school is asked.',
            did_you_mean(name, options, "add it to options: in policy.yaml."),
        )
    elif option.type == "boolean":
        yield error(
            "option-not-printable",
            place,
            f'the option "{name}" is yes or no, which is no part of a sentence',
            f'"{written.owner}" would print "yes" or "no" in the middle of its words.',
            f"write the words of each case in a clause or point of its own, with when: {name} and "
            f"when: not {name}; or give the option type: choice and the words of its choices.",
        )


def _notes(source: Source, written: Written) -> Iterator[Problem]:
    for mark in parse(written.text).notes:
        if mark.name not in written.notes:
            yield error(
                "note-unknown",
                at(source, written, mark.start, mark.end),
                f'the mark [^{mark.name}] has no footnote in "{written.owner}"',
                "a reader would look for a note that does not exist.",
                f"add the footnote under notes: with id: {mark.name}, or delete the mark.",
            )


_PLACEHOLDER = re.compile(
    r"\[\s*(?:insert|enter|add|name|date|school|tbc|delete)\b[^\]]*\]"
    r"|\bX{3,}\b|\bTB[CAD]\b|<[A-Za-z][^<>]{0,40}>|_{3,}|(?<!\w)__(?!\w)|\.{5,}|…{2,}"
    r"|/\s+/|(?<=\w)\s+/(?=\w)|(?<=\w)/\s+(?=\w)",
    re.IGNORECASE,
)


def _placeholders(source: Source, written: Written) -> Iterator[Problem]:
    html = {(f.start, f.end) for f in parse(written.text).faults if f.code == "raw-html"}
    for found in _PLACEHOLDER.finditer(written.text):
        if found.span() in html:
            continue
        words = " ".join(found[0].split()) if found[0].strip("/ ") else "an option left over"
        yield error(
            "placeholder",
            at(source, written, found.start(), found.end()),
            f'"{words}" looks like a gap that was never filled in'
            if found[0].strip("/ \n")
            else 'a "/" with a space on one side looks like an option that nobody chose',
            "it would be published, voted on and enforced unchanged.",
            "write what is meant; where the text is a record, accept it on this clause: "
            "accepts: [{rule: placeholder, reason: as received}].",
        )


_DOUBLED = re.compile(r"(?<!\.)\.\.(?!\.)|,,|;;|::|\?\?|!!")


def _punctuation(source: Source, written: Written) -> Iterator[Problem]:
    for found in _DOUBLED.finditer(written.text):
        yield warning(
            "doubled-punctuation",
            at(source, written, found.start(), found.end()),
            f'"{found[0]}" is doubled',
            "it is a slip, and it makes a reader doubt the rest.",
            "delete one; where the text is a record, accept it on this clause: "
            "accepts: [{rule: doubled-punctuation, reason: as received}].",
        )


def _school_names(source: Source, written: Written, names: tuple[str, ...]) -> Iterator[Problem]:
    text = _plainly(written.text)
    for name in names:
        # There may be thousands of schools, and hardly any text names one.
        if _plain_name(name) not in text:
            continue
        words = r"\s+".join(re.escape(word) for word in name.split())
        words = re.sub("['’]", "['’]", words)
        for found in re.finditer(rf"(?<!\w){words}(?!\w)", written.text, re.IGNORECASE):
            yield error(
                "school-name",
                at(source, written, found.start(), found.end()),
                f'"{found[0]}" is the name of a school',
                "every school with this text would publish it under another school's name.",
                "write {{ school }}, which prints each school's own name.",
            )


def _plainly(text: str) -> str:
    """A text without the differences between two spellings of the same name."""
    return " ".join(text.replace("’", "'").lower().split())


_plain_name = lru_cache(maxsize=None)(_plainly)


_ARTICLE = re.compile(
    r"(?<![\w'’])(?P<article>an?)\s+\{\{\s*(?P<name>[A-Za-z_]\w*)\s*\}\}", re.IGNORECASE
)


def _articles(source: Source, written: Written, terms: frozenset[str]) -> Iterator[Problem]:
    for found in _ARTICLE.finditer(written.text):
        if found["name"].lower() in terms:
            article = "A" if found["article"][0] == "A" else "a"
            yield error(
                "article",
                at(source, written, found.start(), found.end("article")),
                f'"{found["article"]}" is typed before {{{{ {found["name"]} }}}}',
                'some schools would print "a academy" or "an school".',
                f"write {{{{ {article} {found['name'].lower()} }}}}, which prints its own article.",
            )
