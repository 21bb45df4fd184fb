"""What a policy asks schools to choose, what its versions make of it, whom schools name."""

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
    _policy("one-line", 'phone: {type: text, default: ‸"One\\nTwo", label: L}'),
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


def _person(code: str, entry: str) -> Break:
    """What a school says of a person."""
    return Break(code, OAK, "adopts:", f"people: {{{entry}}}\nadopts:")


def _unnamed(text: str, people: str = "") -> Break:
    """A text that needs a person, whom both schools do not name."""
    named = {
        name: FILES[name].replace("adopts:", f"{people}adopts:").replace("version:", "‸version:")
        for name in (OAK, ELM)
    }
    return Break("person-missing", VERSION, PUPIL, text, more=tuple(named.items()))


PEOPLE = [
    _person("role-name", "‸DSL: {name: A}"),
    _person("role-name", "‸dsl deputy: {name: A}"),
    _person("person-empty", "dsl: ‸{published: false}"),
    _person("person-empty", "dsl: ‸{}"),
    _person("key-unknown", "dsl: {name: A, ‸mail: a@b.example}"),
    _person("email-form", "dsl: {email: ‸office}"),
    _person("email-form", "dsl: {email: ‸A <a@b.example>}"),
    _person("phone-form", "dsl: {phone: ‸ask the office}"),
    _person("one-line", 'dsl: {name: ‸"A\\nB"}'),
    _person("value-wrong", "dsl: {name: A, published: ‸perhaps}"),
    _person("person-empty", "dsl: ‸{name: }"),
    _person("fill-not-allowed", 'dsl: {name: "A ‸{{ head }}"}'),
    _person("text-too-long", f"dsl: {{name: ‸{'A' * 201}}}"),
    _unnamed("Ask {{ name dsl }}."),
    _unnamed("Ask {{ phone dsl }}.", "people: {dsl: {name: A}}\n"),
    _unnamed("Ask {{ email dsl }}.", "people: {office: {name: A}}\n"),
    _text("fill-unknown", "Ask ‸{{ name }}."),
    _text("fill-unknown", "Ask ‸{{ Name dsl }}."),
]
