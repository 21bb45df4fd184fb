"""Sequences of decisions with their days: what each command answers, and what is in force then.

The small root has version 1.0 in use at Oak School since an unknown day, and 1.1 awaiting decision
there; 1.2 is proposed, and follows 1.1. The day is 1 January 2040.
"""

from __future__ import annotations

from dataclasses import dataclass

POLICY = "staff-conduct"


@dataclass(frozen=True)
class Step:
    """A command, its exit status, and words of what it prints."""

    command: str
    status: int = 0
    prints: str = ""


def approve(school: str, on: str, *more: str) -> str:
    return " ".join(("approve", school, POLICY, "--by Board --minute 7 --on", on, *more))


def review(school: str, on: str, *more: str) -> str:
    return " ".join(("review-unchanged", school, POLICY, "--by Board --minute 8 --on", on, *more))


def correct(school: str, *more: str) -> str:
    return " ".join(("correct", school, POLICY, '--why "So." --who "A. Adviser"', *more))


def release(on: str, *more: str) -> str:
    return " ".join(("release", POLICY, "1.2 --by HR --on", on, *more))


def withdraw(number: str, on: str, *more: str) -> str:
    return " ".join(("withdraw", POLICY, number, "--by HR --reason Old. --on", on, *more))


def adopt(school: str, number: str, *more: str) -> str:
    return " ".join(("adopt", school, POLICY, number, *more))


BECAUSE = '--because "The minutes say so."'
FUTURE = "is still to come"
# For each: the steps, and the version in force at Oak School by day.
SEQUENCES: dict[str, tuple[tuple[Step, ...], dict[str, str]]] = {
    "an approval is in force from its day": (
        (Step(approve("oak", "2026-05-12")),),
        {"2026-05-11": "1.0", "2026-05-12": "1.1", "2030-01-01": "1.1"},
    ),
    "an approval may not be of a day to come": (
        (Step(approve("oak", "2040-01-02"), 2, FUTURE),),
        {"2040-01-02": "1.0"},
    ),
    "today is no day to come": (
        (Step(approve("oak", "2040-01-01")),),
        {"2039-12-31": "1.0", "2040-01-01": "1.1"},
    ),
    "a day to come goes on record with a reason": (
        (Step(approve("oak", "2040-01-02", BECAUSE)),),
        {"2040-01-01": "1.0", "2040-01-02": "1.1"},
    ),
    "a day of effect to come leaves the old one in force": (
        (Step(approve("oak", "2026-05-12", "--effective 2026-09-01")),),
        {"2026-08-31": "1.0", "2026-09-01": "1.1"},
    ),
    "a day of effect may not be before the decision": (
        (Step(approve("oak", "2026-05-12", "--effective 2026-05-11"), 2, "cannot apply from"),),
        {"2026-06-01": "1.0"},
    ),
    "a day of effect before the decision needs a reason": (
        (Step(approve("oak", "2026-05-12", "--effective 2026-05-11", BECAUSE)),),
        {"2026-05-10": "1.0", "2026-05-11": "1.1"},
    ),
    "an approval may not be before the one before it": (
        (
            Step(approve("oak", "2026-05-12")),
            Step(release("2026-06-01")),
            Step(adopt("oak", "1.2")),
            Step(approve("oak", "2026-05-11"), 2, "before HR issued it on 2026-06-01"),
            Step(approve("oak", "2026-06-01")),
        ),
        {"2026-05-12": "1.1", "2026-05-31": "1.1", "2026-06-01": "1.2"},
    ),
    "the same version again may not be before the first time": (
        (
            Step(approve("oak", "2026-05-12")),
            Step("rename"),
            Step(adopt("oak", "1.1")),
            Step(approve("oak", "2026-05-11"), 2, "before the approval before it"),
            Step(approve("oak", "2027-01-01")),
        ),
        {"2026-12-31": "1.1", "2027-01-01": "1.1"},
    ),
    "an approval may not be before the issue": (
        (
            Step(approve("oak", "2026-05-12")),
            Step(release("2026-06-01")),
            Step(adopt("oak", "1.2")),
            Step(approve("oak", "2026-05-31"), 2, "before HR issued it"),
            Step(approve("oak", "2026-05-31", BECAUSE)),
        ),
        {"2026-05-30": "1.1", "2026-05-31": "1.2"},
    ),
    "a deferral leaves all as it is": (
        (Step(approve("oak", "2026-05-12", "--outcome deferred")),),
        {"2026-05-12": "1.0"},
    ),
    "a deferral may not be of a day to come": (
        (Step(approve("oak", "2041-05-12", "--outcome deferred"), 2, FUTURE),),
        {"2041-05-12": "1.0"},
    ),
    "an approval may not be before the deferral": (
        (
            Step(approve("oak", "2026-05-12", "--outcome deferred")),
            Step(approve("oak", "2026-05-11"), 2, "before the last one on record, of 2026-05-12"),
            Step(approve("oak", "2026-05-13")),
        ),
        {"2026-05-12": "1.0", "2026-05-13": "1.1"},
    ),
    "a review may not be before the approval": (
        (
            Step(approve("oak", "2026-05-12")),
            Step(review("oak", "2026-05-11"), 2, "before it was approved on 2026-05-12"),
            Step(review("oak", "2026-05-12")),
        ),
        {"2026-05-12": "1.1"},
    ),
    "a review may not be before the review before it": (
        (
            Step(approve("oak", "2026-05-12")),
            Step(review("oak", "2027-05-12")),
            Step(review("oak", "2027-05-11"), 2, "before the decision before it, of 2027-05-12"),
            Step(review("oak", "2028-05-12")),
        ),
        {"2028-05-12": "1.1"},
    ),
    "a review may not be of a day to come": (
        (
            Step(approve("oak", "2026-05-12")),
            Step(review("oak", "2040-01-02"), 2, FUTURE),
        ),
        {"2040-01-02": "1.1"},
    ),
    "an approval may not be before a review": (
        (
            Step(approve("oak", "2026-05-12")),
            Step(review("oak", "2027-05-12")),
            Step(release("2026-06-01")),
            Step(adopt("oak", "1.2")),
            Step(approve("oak", "2027-05-11"), 2, "had been in force since 2027-05-11"),
            Step(approve("oak", "2027-05-12")),
        ),
        {"2027-05-11": "1.1", "2027-05-12": "1.2"},
    ),
    "a withdrawn version is not reviewed": (
        (
            Step(approve("oak", "2026-05-12")),
            Step(withdraw("1.1", "2026-10-01")),
            Step(review("oak", "2027-05-12"), 2, "HR withdrew version 1.1"),
        ),
        {"2027-05-12": "1.1"},
    ),
    "a withdrawn version is not approved": (
        (
            Step(withdraw("1.1", "2026-05-01")),
            Step(approve("oak", "2026-05-12"), 2, "was withdrawn by HR"),
        ),
        {"2026-05-12": "1.0"},
    ),
    "a withdrawal taken back may be approved": (
        (
            Step(withdraw("1.1", "2026-05-01")),
            Step(f"correct --withdrawal {POLICY} 1.1 --annul --why No. --who HR"),
            Step(approve("oak", "2026-05-12")),
        ),
        {"2026-05-12": "1.1"},
    ),
    "a withdrawal is put right": (
        (
            Step(withdraw("1.1", "2026-05-01")),
            Step(f"correct --withdrawal {POLICY} 1.1 --on 2026-05-02 --why No. --who HR"),
            Step(
                f"correct --withdrawal {POLICY} 1.1 --on 2026-05-02 --why No. --who HR",
                2,
                "on record already",
            ),
        ),
        {"2026-05-12": "1.0"},
    ),
    "a withdrawal may not be before the issue": (
        (
            Step(release("2026-06-01")),
            Step(withdraw("1.2", "2026-05-31"), 2, "before it was issued on 2026-06-01"),
            Step(withdraw("1.2", "2026-05-31", BECAUSE)),
        ),
        {"2026-06-01": "1.0"},
    ),
    "a withdrawal may not be of a day to come": (
        (Step(withdraw("1.1", "2040-01-02"), 2, FUTURE),),
        {"2026-06-01": "1.0"},
    ),
    "a release may not be of a day to come": (
        (Step(release("2040-01-02"), 2, FUTURE), Step(release("2040-01-01"))),
        {"2026-06-01": "1.0"},
    ),
    "a release may not apply from before it": (
        (
            Step(release("2026-06-01", "--effective 2026-05-31"), 2, "cannot apply from"),
            Step(release("2026-06-01", "--effective 2026-06-01")),
        ),
        {"2026-06-01": "1.0"},
    ),
    "a release is put right while no school has it": (
        (
            Step(release("2026-06-01")),
            Step(f"correct --release {POLICY} 1.2 --on 2026-06-02 --why No. --who HR"),
            Step(adopt("oak", "1.2")),
            Step(
                f"correct --release {POLICY} 1.2 --on 2026-06-03 --why No. --who HR",
                2,
                "Schools have version 1.2",
            ),
            Step(approve("oak", "2026-06-01"), 2, "before HR issued it on 2026-06-02"),
        ),
        {"2026-06-01": "1.0"},
    ),
    "a release is taken back while no school has it": (
        (
            Step(release("2026-06-01")),
            Step(f"correct --release {POLICY} 1.2 --annul --why No. --who HR"),
            Step(release("2026-07-01")),
            Step(adopt("oak", "1.2")),
            Step(approve("oak", "2026-07-01")),
        ),
        {"2026-06-30": "1.0", "2026-07-01": "1.2"},
    ),
    "HR's day is that of the approval": (
        (
            Step(release("2026-06-01", "--effective 2026-09-01")),
            Step(adopt("oak", "1.2")),
            Step(approve("oak", "2026-06-10")),
        ),
        {"2026-08-31": "1.0", "2026-09-01": "1.2"},
    ),
    "a later decision applies from its own day": (
        (
            Step(release("2026-06-01", "--effective 2026-09-01")),
            Step(adopt("oak", "1.2")),
            Step(approve("oak", "2026-10-10")),
        ),
        {"2026-10-09": "1.0", "2026-10-10": "1.2"},
    ),
    "the school's own day is before HR's": (
        (
            Step(release("2026-06-01", "--effective 2026-09-01")),
            Step(adopt("oak", "1.2")),
            Step(approve("oak", "2026-06-10", "--effective 2026-07-01")),
        ),
        {"2026-06-30": "1.0", "2026-07-01": "1.2"},
    ),
    "of two to come, the later decision wins from its day": (
        (
            Step(approve("oak", "2026-05-12", "--effective 2027-01-01")),
            Step(release("2026-06-01")),
            Step(adopt("oak", "1.2")),
            Step(approve("oak", "2026-06-10", "--effective 2026-12-01")),
        ),
        {"2026-11-30": "1.0", "2026-12-01": "1.2", "2027-01-01": "1.2"},
    ),
    "two come one after the other": (
        (
            Step(approve("oak", "2026-05-12", "--effective 2026-09-01")),
            Step(release("2026-06-01")),
            Step(adopt("oak", "1.2")),
            Step(approve("oak", "2026-06-10", "--effective 2027-01-01")),
        ),
        {"2026-08-31": "1.0", "2026-09-01": "1.1", "2026-12-31": "1.1", "2027-01-01": "1.2"},
    ),
    "a day is put right": (
        (
            Step(approve("oak", "2026-05-12")),
            Step(correct("oak", "--on 2026-05-13")),
            Step(correct("oak", "--on 2026-05-13"), 2, "on record already"),
        ),
        {"2026-05-12": "1.0", "2026-05-13": "1.1"},
    ),
    "a day is put right twice": (
        (
            Step(approve("oak", "2026-05-12")),
            Step(correct("oak", "--on 2026-05-14")),
            Step(correct("oak", "--on 2026-05-13 --minute 9")),
        ),
        {"2026-05-12": "1.0", "2026-05-13": "1.1"},
    ),
    "no day to come is right": (
        (
            Step(approve("oak", "2026-05-12")),
            Step(correct("oak", "--on 2040-01-02"), 2, FUTURE),
            Step(correct("oak", "--on 2026-05-13 --effective 2026-05-12"), 2, "cannot apply from"),
        ),
        {"2026-05-12": "1.1"},
    ),
    "an approval is taken back, and given again": (
        (
            Step(approve("oak", "2026-05-12")),
            Step(correct("oak", "--annul")),
            Step(correct("oak", "--annul --version 1.1"), 2, "No approval of version 1.1"),
            Step(approve("oak", "2026-06-12")),
        ),
        {"2026-05-12": "1.0", "2026-06-11": "1.0", "2026-06-12": "1.1"},
    ),
    "an approval taken back leaves what was in use": (
        (Step(approve("oak", "2026-05-12")), Step(correct("oak", "--annul"))),
        {"2026-05-12": "1.0"},
    ),
    "a review is taken back before the approval is": (
        (
            Step(approve("oak", "2026-05-12")),
            Step(review("oak", "2027-05-12")),
            Step(correct("oak", "--annul"), 2, "Take that back first"),
            Step(correct("oak", "--decision unchanged --annul")),
            Step(correct("oak", "--annul")),
        ),
        {"2027-05-12": "1.0"},
    ),
    "a review is put right": (
        (
            Step(approve("oak", "2026-05-12")),
            Step(review("oak", "2027-05-12")),
            Step(correct("oak", "--decision unchanged --on 2026-05-11"), 2, "before it was"),
            Step(correct("oak", "--decision unchanged --on 2027-05-11")),
        ),
        {"2027-05-12": "1.1"},
    ),
    "a deferral was a refusal": (
        (
            Step(approve("oak", "2026-05-12", "--outcome deferred")),
            Step(correct("oak", "--decision deferred --outcome declined")),
            Step(correct("oak", "--decision deferred --annul"), 2, "No such decision"),
            Step(correct("oak", "--decision declined --annul")),
        ),
        {"2026-05-12": "1.0"},
    ),
    "one of two reviews is named by its day": (
        (
            Step(approve("oak", "2026-05-12")),
            Step(review("oak", "2027-05-12")),
            Step(review("oak", "2028-05-12")),
            Step(correct("oak", "--decision unchanged --minute 9"), 2, "There are several"),
            Step(correct("oak", "--decision unchanged --minute 9 --recorded-on 2027-05-12")),
        ),
        {"2028-05-12": "1.1"},
    ),
    "an approval in the history is put right": (
        (
            Step(approve("oak", "2026-05-12")),
            Step(release("2026-06-01")),
            Step(adopt("oak", "1.2")),
            Step(approve("oak", "2026-06-10")),
            Step(correct("oak", "--version 1.1 --on 2026-06-11"), 2, "before the approval before"),
            Step(correct("oak", "--version 1.1 --on 2026-05-20")),
        ),
        {"2026-05-19": "1.0", "2026-05-20": "1.1", "2026-06-10": "1.2"},
    ),
    "an approval in the history is taken back": (
        (
            Step(approve("oak", "2026-05-12")),
            Step(release("2026-06-01")),
            Step(adopt("oak", "1.2")),
            Step(approve("oak", "2026-06-10")),
            Step(correct("oak", "--version 1.1 --annul")),
        ),
        {"2026-05-12": "1.0", "2026-06-10": "1.2"},
    ),
    "what is unknown is put on record when it turns up": (
        (
            Step(correct("oak", "--on 2019-03-01"), 2, "Say both --by and --on"),
            Step(correct("oak", "--by Board --on 2019-03-01")),
            Step(approve("oak", "2019-02-28"), 2, "before the approval before it"),
        ),
        {"2019-03-01": "1.0"},
    ),
    "what is in use is not adopted again unless its words differ": (
        (
            Step(approve("oak", "2026-05-12")),
            Step(adopt("oak", "1.1"), 2, "are those that were approved"),
            Step("rename"),
            Step(adopt("oak", "1.1")),
            Step(approve("oak", "2026-06-12")),
        ),
        {"2026-06-12": "1.1"},
    ),
}
