"""References typed in words: which of them concern this policy, and what to write."""

import pytest

from clausework.checks.findings import Written
from clausework.checks.typed.numbers import number_problems
from clausework.source.problems import Problem
from clausework.source.yaml import load

NUMBERS = {
    "1.0": "intro",
    "1.1": "scope",
    "2.0": "conduct",
    "2.1": "rules",
    "2.1(a)": "private",
    "2.1(b)": "polite",
    "2.1(b)(ii)": "quiet",
    "3.1.2": "sub",
    "Appendix A": "forms",
    "A.1": "form",
    "table 1": "triggers",
    "figure 1": "route",
}


def found(text: str, owner: str = "private") -> list[Problem]:
    source, data, _ = load("a.yaml", f"text: >-\n  {text}\n".encode())
    written = Written(("text",), data["text"], (), owner, frozenset())
    problems = list(number_problems(source, written, NUMBERS))
    assert all(p.place.excerpt[p.place.column - 1 :] for p in problems)
    return problems


@pytest.mark.parametrize(
    "text",
    [
        "section 35 of the Act",
        "paragraph 1, 2, 7 or 8 of Schedule 3 to the Act",
        "the Equality Act 2010, section 1",
        "the Act (section 2)",
        "section 2 Education and Skills (Wales) Act 2008",
        "section 1 and 2 KCSIE",
        "KCSIE Part 4, Section 2",
        "{{ cite guide }}, paragraph 2",
        "paragraph 2 {{ cite guide }}",
        "paragraphs 2.1 to 2.4 of Keeping children safe",
        "Annex A to KCSIE",
        "KCSIE Annex B",
        "regulation 9 and part 2",
        "under section 35",
        "in 2.1 hours, or 1.1 days",
        "see 2.1%",
        "paragraph (c)",
        "{{ ref rules }} (x)",
        "a figure of 1, item 3",
        "See the table.",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "fixes"),
    [
        ("see section 2", ["section {{ ref conduct }}"]),
        ("Sections 1 and 2", ["Sections {{ ref intro }}", "{{ ref conduct }}"]),
        ("clauses 1.1–2.1", ["clauses {{ ref scope }}", "{{ ref rules }}"]),
        ("paragraph 2.1(a) above", ["paragraph {{ ref private }}"]),
        ("sub-clause 3.1.2", ["sub-clause {{ ref sub }}"]),
        ("2.1(b)(ii): see 2.1(b)(ii)", ["{{ ref quiet }}"]),
        ("clause A.1", ["clause {{ ref form }}"]),
        ("point (b)", ["point {{ ref polite }}"]),
        ("{{ ref rules }}(b)", ["{{ ref polite }}"]),
        ("Appendix A", ["{{ ref forms }}"]),
        ("annex A", ["{{ ref forms }}"]),
        ("Table 1 and figure 1", ["{{ ref triggers }}", "{{ ref route }}"]),
        ("section 2 of this policy", ["section {{ ref conduct }}"]),
    ],
)
def test_a_place_of_this_policy_is_given_as_a_fill(text: str, fixes: list[str]) -> None:
    assert [problem.fix for problem in found(text)] == [f"write {fix}." for fix in fixes]


@pytest.mark.parametrize(
    "text",
    [
        "clause 9.9",
        "see section 4.2",
        "paragraph 7.1(c) above",
        "section 9 of this policy",
        "See section 9",
        "Appendix B",
        "tables 2",
        "figure 3 below",
        "see 2.5",
    ],
)
def test_a_place_that_is_not_there_is_found(text: str) -> None:
    (problem,) = found(text)
    assert "is not in this policy" in problem.message
    assert "{{ ref its-id }}" in problem.fix
