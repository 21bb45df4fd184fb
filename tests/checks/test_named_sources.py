"""Sources named in words: which of them no citation gives, and what to paste."""

from pathlib import Path

import pytest

from clausework.source.problems import Problem
from tests.support.roots import AUTHORITIES, FILES, VERSION, Break, broken, found_in, write_root

PUPILS = "text: No pupil may be photographed."
MORE = """\
  kcsie:
    title: Keeping children safe in education
    kind: statutory-guidance
    verified: {tier: official, source: gov.uk}
    editions:
      "2018": {superseded_by: "2026", in_force_from: 2018-09-03, verified: &v}
      "2026": {in_force_from: 2026-09-01, verified: &v}
  phones:
    title: Mobile phones in schools
    kind: statutory-guidance
    verified: &v
  prevent-advice:
    title: "The Prevent duty: Departmental advice for schools"
    kind: non-statutory-advice
    verified: &v
  prevent-guidance:
    title: "Prevent duty guidance: England and Wales (2023)"
    kind: statutory-guidance
    verified: &v
  education-act-1996: {title: Education Act 1996, kind: act, verified: &v}
  education-act-2002: {title: Education Act 2002, kind: act, verified: &v}
  teachers-standards: {title: "Teachers' Standards", kind: standard, verified: &v}
""".replace("&v", "{tier: official, source: gov.uk}")


def found(folder: Path, text: str, cites: str = "", editions: str = "") -> list[Problem]:
    """What is reported of a clause with this text and these citations."""
    more = f"\n        cites: [{cites}]" if cites else ""
    files = broken([Break("", VERSION, PUPILS, f"text: >-\n          {text}{more}")])
    files[AUTHORITIES] = FILES[AUTHORITIES] + MORE
    files[VERSION] = files[VERSION].replace('"2018"}', f'"2018"{editions}}}')
    problems = found_in(write_root(folder, files))
    assert "citation-unknown" not in {problem.code for problem in problems}
    return [problem for problem in problems if problem.code == "source-uncited"]


@pytest.mark.parametrize(
    ("text", "cites", "editions"),
    [
        ("Use of mobile phones in schools is rare.", "", ""),
        ("Mobile phones in schools are banned.", "", ""),
        ("Keep children safe, in education too.", "", ""),
        ("An education act, and education acts of 2002.", "", ""),
        ("See Keeping Children Safe in Education.", "{authority: kcsie}", ', kcsie: "2018"'),
        ("See KCSIE (2018).", "{authority: kcsie}", ', kcsie: "2018"'),
        ("See KCSIE 2018.", '{authority: kcsie, edition: "2018"}', ', kcsie: "2026"'),
        ("See KCSIE 2018.", "{authority: kcsie}", ", kcsie: null"),
        ("See {{ cite kcsie }}, that is KCSIE.", "", ', kcsie: "2026"'),
        ("See the Education Act 2002.", "{authority: education-act-2002}", ""),
        ("See the Education Act.", "{authority: education-act-1996}", ""),
        ("See the Teachers’ Standards.", "{authority: teachers-standards}", ""),
        ("The Prevent Duty is law.", "{authority: prevent-guidance}", ""),
        ("See [this](https://example.org/KCSIE).", "", ""),
    ],
)
def test_what_is_cited_or_no_source_is_left_alone(
    text: str, cites: str, editions: str, tmp_path: Path
) -> None:
    assert found(tmp_path, text, cites, editions) == []


@pytest.mark.parametrize(
    ("text", "cites", "editions", "words", "fix"),
    [
        ("See KCSIE.", "", "", "KCSIE", "{authority: kcsie}"),
        (
            "Keeping Children Safe in Education says so.",
            *("", "", "Keeping Children Safe in Education", "{authority: kcsie}"),
        ),
        (
            "See *Keeping children safe in education* (2018).",
            *("{authority: kcsie}", ', kcsie: "2026"', "Keeping children safe in education"),
            '{authority: kcsie, edition: "2018"}',
        ),
        (
            "See KCSIE, September 2018.",
            *("", ', kcsie: "2018"', "KCSIE", "{authority: kcsie}]"),
        ),
        (
            "See the Education Act 2002.",
            *("{authority: education-act-1996}", "", "Education Act 2002"),
            "{authority: education-act-2002}",
        ),
        (
            "See the Education Act.",
            *("", "", "Education Act"),
            "{authority: education-act-1996}] beside the text; or: {authority: education-act-2002}",
        ),
        ("See Mobile phones in schools.", "", "", "Mobile phones in schools", "phones}"),
        (
            "By section 175(1) of the *Education Act 2002* they must.",
            *("", "", "Education Act 2002", '{authority: education-act-2002, section: "175(1)"}'),
        ),
        (
            "See KCSIE 2018, part two.",
            *("", ', kcsie: "2018"', "KCSIE", "{authority: kcsie, part: two}"),
        ),
        (
            "See KCSIE (2018), paragraphs 12 to 14, and the rest.",
            *("", "", "KCSIE"),
            '{authority: kcsie, edition: "2018", paragraph: "12 to 14"}',
        ),
        (
            "Sections 5 and 6 say so. See KCSIE: it has more parts.",
            *("", "", "KCSIE", "{authority: kcsie}"),
        ),
        ("See the Teachers’ Standards.", "", "", "Teachers’ Standards", "{authority: teachers-"),
    ],
)
def test_what_is_not_cited_is_found_with_the_citation(
    text: str, cites: str, editions: str, words: str, fix: str, tmp_path: Path
) -> None:
    (problem,) = found(tmp_path, text, cites, editions)
    assert f'"{words}"' in problem.message
    assert "is named here, and no cites: gives it" in problem.message
    assert f"write cites: [{fix}" in problem.fix or fix in problem.fix
    assert text[problem.place.column - 11 :].startswith(words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("See the Education Act 2005.", "Education Act"),
        ("Under the Public Interest Disclosure Act 1998, staff", "Public Interest Disclosure Act"),
        ("See the Rehabilitation of Offenders Act 1974.", "Rehabilitation of Offenders Act"),
        ("See the Working Time Regulations 1998.", "Working Time Regulations"),
        ("See the Working Time Regulations (1998).", "Working Time Regulations"),
        ("See KCSIE 2019.", "KCSIE"),
    ],
)
def test_what_the_register_does_not_have_is_found(text: str, words: str, tmp_path: Path) -> None:
    (problem,) = found(tmp_path, text)
    assert words in problem.message
    assert "is not in policy/authorities.yaml" in problem.message


def test_what_the_section_or_the_footnote_cites_counts(tmp_path: Path) -> None:
    files = dict(FILES)
    files[VERSION] = files[VERSION].replace(
        "title: Introduction", "title: Introduction\n    cites: [{authority: act, section: '35'}]"
    )
    files[VERSION] = files[VERSION].replace("Tell the", "By the Act 2006, tell the")
    problems = found_in(write_root(tmp_path, files))
    assert [problem for problem in problems if problem.code == "source-uncited"] == []
