"""Options: what a policy offers, what its versions make of it, what schools choose."""

from __future__ import annotations

from tests.support.roots import ELM, FILES, OAK, POLICY, VERSION, Break

LAST = "  accounts: {type: boolean, default: true, label: The school runs accounts of its own}\n"
PUPIL = "No pupil may be photographed."
WHEN = "when: accounts"


def offered(option: str) -> str:
    """The options of the policy, and another."""
    return f"{LAST}  {option}\n"


def _policy(code: str, option: str) -> Break:
    return Break(code, POLICY, LAST, offered(option))


def _asked(code: str, option: str, file: str, old: str, new: str, **others: str) -> Break:
    """A change of a root whose policy has one more option, `answer`."""
    policy = FILES[POLICY].replace(LAST, offered(f"answer: {option}"))
    return Break(code, file, old, new, more=((POLICY, policy), *others.items()))


NUMBER = "{type: number, min: 5, max: 20, default: 7, label: L}"
CHOICE = "{type: choice, choices: {weekly: each week}, default: weekly, label: L}"
OPEN_CHOICE = "{type: choice, choices: {weekly: each week}, label: L}"
TRUE = "{accounts: true}"
# Where both schools are told to choose.
UNCHOSEN = {
    OAK: FILES[OAK].replace(f"options: {TRUE}", f"options: ‸{TRUE}"),
    ELM: FILES[ELM].replace("version:", "‸version:"),
}


def _text(code: str, words: str) -> Break:
    return Break(code, VERSION, PUPIL, words)


OPTIONS = [
    _policy("option-type", "days: {type: ‸decimal, label: Days}"),
    _policy("option-type", "days: ‸{label: Days}"),
    _policy("key-unknown", "days: {‸typ: number, label: Days}"),
    _policy("key-unknown", "days: {type: number, ‸mim: 4, label: Days}"),
    _policy("key-missing", "days: ‸{type: number}"),
    _policy("key-missing", "pay: ‸{type: choice, label: L}"),
    _policy("value-wrong", "days: {type: number, min: ‸five, label: L}"),
    _policy("value-wrong", "days: {type: number, min: ‸05, label: L}"),
    _policy("value-wrong", "start: {type: date, default: ‸1.9.2026, label: L}"),
    _policy("value-wrong", "spare: {type: boolean, default: ‸maybe, label: L}"),
    _policy("option-bounds", "days: ‸{type: number, min: 9, max: 8, label: L}"),
    _policy("option-default", "days: {type: number, min: 9, default: ‸8, label: L}"),
    _policy("option-default", "days: {type: number, max: 7, default: ‸8.5, label: L}"),
    _policy("option-default", "pay: {type: choice, choices: {a: A}, default: ‸b, label: L}"),
    _policy("option-lines", 'phone: {type: text, default: ‸"One\\nTwo", label: L}'),
    _policy("option-name", "‸and: {type: boolean, label: L}"),
    _policy("option-name", "‸academy: {type: boolean, label: L}"),
    _policy("option-name", "‸two words: {type: boolean, label: L}"),
    _policy("option-name", "pay: {type: choice, choices: {‸not: A}, label: L}"),
    _policy("id-format", "pay: {type: choice, choices: {‸Each Week: A}, label: L}"),
    _policy("fill-not-allowed", 'pay: {type: choice, choices: {a: "By ‸{{ head }}"}, label: L}'),
    _text("fill-unknown", "No pupil may be photographed for ‸{{ option dais }}."),
    _text("option-not-printable", "No pupil may be photographed by ‸{{ option accounts }}."),
    _text("policy-unknown", "See the ‸{{ policy staff-condct }}."),
    _text("fill-unknown", "See the ‸{{ policy Staff }}."),
    Break("when-unknown", VERSION, WHEN, "when: not ‸acounts is weekly"),
    Break("when-unknown", VERSION, WHEN, "when: ‸accounts is weekly"),
    Break("option-value", OAK, TRUE, "{accounts: ‸sometimes}"),
    _asked("option-value", NUMBER, OAK, TRUE, "{answer: ‸four}"),
    _asked("option-value", NUMBER, OAK, TRUE, "{answer: ‸4}"),
    _asked("option-value", NUMBER, OAK, TRUE, "{answer: ‸20.5}"),
    _asked("option-value", NUMBER, OAK, TRUE, '{answer: ‸"1,000"}'),
    _asked("option-value", CHOICE, OAK, TRUE, "{answer: ‸each week}"),
    _asked("option-value", "{type: date, label: L}", OAK, TRUE, "{answer: ‸2026-02-30}"),
    _asked("option-value", "{type: text, label: L}", OAK, TRUE, '{answer: ‸"a\\nb"}'),
    _asked("option-value", "{type: text, label: L}", OAK, TRUE, f"{{answer: ‸{'long ' * 101}}}"),
    _asked("when-unknown", CHOICE, VERSION, WHEN, "when: answer is ‸monthly"),
    _asked("when-unknown", CHOICE, VERSION, WHEN, "when: accounts and ‸answer"),
    _asked("when-unknown", NUMBER, VERSION, WHEN, "when: ‸answer is weekly"),
    _asked("when-unknown", NUMBER, VERSION, WHEN, "when: ‸answer or accounts"),
    _asked("when-syntax", CHOICE, VERSION, WHEN, "when: answer is ‸not weekly"),
    _asked("when-syntax", CHOICE, VERSION, WHEN, "when: answer i‸s"),
    *(
        _asked("option-unchosen", option, VERSION, old, new, **UNCHOSEN)
        for option, old, new in (
            ("{type: text, label: L}", PUPIL, "Call {{ option answer }}."),
            ("{type: number, label: L}", PUPIL, "In {{ option answer }} days."),
            ("{type: date, label: L}", PUPIL, "From {{ option answer }}."),
            (OPEN_CHOICE, PUPIL, "Paid {{ option answer }}."),
            (OPEN_CHOICE, WHEN, "when: answer is weekly"),
            ("{type: boolean, label: L}", WHEN, "when: not answer"),
            ("{type: boolean, label: L}", "part: one", "part: one, when: answer"),
        )
    ),
]
