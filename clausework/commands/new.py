"""`new`: a school, a policy or a version, in files that pass the checks and explain themselves."""

from __future__ import annotations

import argparse
import os
import re
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from clausework.authoring import edit, scaffold, writing
from clausework.brand.palette import Font
from clausework.build import engine
from clausework.commands import (
    DONE,
    Commands,
    UsageError,
    build,
    choice_options,
    clock,
    issue_options,
    prompts,
)
from clausework.commands.new_options import (
    POLICY,
    SCHOOL,
    NewPolicyArguments,
    NewSchoolArguments,
    NewVersionArguments,
    read_id,
    read_number,
)
from clausework.commands.prompts import Prompt, Prompted
from clausework.commands.root_lock import alone
from clausework.model.policy import Adoption, Brand, Fonts, School, Status, age
from clausework.model.scalars import SchoolType
from clausework.render.common.templates import templates_for
from clausework.source import problems
from clausework.source.problems import Problem, errors
from clausework.store.findings import checked
from clausework.workspace.root import Workspace, read_workspace
from clausework.workspace.withheld import withheld_by

LONGEST_ID = 40
# Letters without an accent that could be removed; every other one is named after its base letter.
_SPELT = {"æ": "ae", "œ": "oe", "ß": "ss", "þ": "th", "ð": "d", "ı": "i", "ŋ": "ng", "ə": "e"}
_WITH_STROKE = re.compile("LATIN SMALL LETTER ([A-Z]) WITH .+")


def add(commands: Commands) -> None:
    """Add the command."""
    words = "make a school, a policy or a version, in files that explain themselves"
    parser = commands.parsers.add_parser("new", help=words, description=words)
    kinds = Commands(parser.add_subparsers(required=True, metavar="KIND"), commands.root)
    school = kinds.add(
        "school",
        "a new school; at a terminal, it asks for what is missing",
        NewSchoolArguments,
        _school,
    )
    school.add_argument("id", type=read_id, nargs="?", metavar="ID", help="default: from its name")
    prompts.add(school, SCHOOL)
    school.add_argument(
        "--adopts",
        action="append",
        metavar="POLICY",
        help="what it publishes, once for each; default: every policy with a released version",
    )
    choice_options.add(school, "POLICY.OPTION")
    choice_options.add_people(school)
    school.add_argument("--build", action="store_true", help="then build its outputs")
    policy = kinds.add(
        "policy", "a new policy, with a draft of its first version", NewPolicyArguments, _policy
    )
    policy.add_argument("id", type=read_id, metavar="ID")
    prompts.add(policy, POLICY)
    version = kinds.add(
        "version", "a new version: a draft that copies the last one", NewVersionArguments, _version
    )
    version.add_argument("policy", metavar="POLICY")
    version.add_argument("number", type=read_number, metavar="NUMBER")
    version.add_argument("--from", dest="start", metavar="VERSION", help="default: the last one")
    for kind in (school, policy, version):
        kind.add_argument("--json", action="store_true", help="print what was written as JSON")


def _school(arguments: NewSchoolArguments) -> int:
    arguments, faults = _settled(arguments, SCHOOL)
    if faults:
        return issue_options.refuse(faults, as_json=arguments.json)
    school = arguments.id or _id_of(_given(arguments.name))
    done = _put_school(replace(arguments, id=school))
    if done != DONE:
        return done
    asked = prompts.at_terminal(arguments) and not arguments.build
    if arguments.build or (asked and prompts.agreed("Build its website, PDF and Word copy now?")):
        root = arguments.root.resolve()
        request = engine.Request(root, root / "out", clock.today(), schools=(school,))
        return build.carry_out(request, as_json=False)
    print(f"Next: python3 build.py build --school {school}", file=sys.stderr)
    return DONE


def _settled(arguments: Prompted, questions: Sequence[Prompt]) -> tuple[Prompted, list[Problem]]:
    """The complete arguments, and the faults of the master or of an answer."""
    # Nobody is asked in vain. Others may write while somebody thinks, so all is read again later.
    if prompts.at_terminal(arguments):
        workspace = read_workspace(arguments.root.resolve())
        faults = issue_options.master_errors(checked(workspace))
        if faults:
            return arguments, faults
    arguments = prompts.settle(arguments, questions)
    return arguments, prompts.faults(arguments, questions)


@alone
def _put_school(arguments: NewSchoolArguments) -> int:
    workspace = read_workspace(arguments.root.resolve())
    adopts = workspace.policies if arguments.adopts is None else arguments.adopts
    faults = issue_options.master_errors(checked(workspace), *adopts)
    if faults:
        return issue_options.refuse(faults, as_json=arguments.json)
    school = _new_school(arguments, workspace)
    for policy, adoption in school.adopts.items():
        text = workspace.policies[policy].versions[adoption.version].value
        choice_options.must_be_named(text, school)
    folder = f"schools/{school.id}"
    _must_be_new(workspace.root, folder)
    logo = arguments.logo.read_bytes() if arguments.logo else None
    options = {name: workspace.policies[name].policy.value.options for name in school.adopts}
    files = scaffold.school_files(school, logo, options, templates_for(workspace.root))
    return _write(workspace, folder, files, as_json=arguments.json)


def _new_school(arguments: NewSchoolArguments, workspace: Workspace) -> School:
    logo = arguments.logo and f"logo{arguments.logo.suffix.lower()}"
    answers = {"governing_body": arguments.approver, "head": arguments.head}
    fonts = {"heading": arguments.heading_font, "body": arguments.body_font}
    return School(
        id=_given(arguments.id),
        name=_given(arguments.name),
        type=SchoolType(_given(arguments.type)),
        brand=Brand(
            primary=_given(arguments.primary),
            accent=_given(arguments.accent),
            fonts=Fonts(**{use: Font(name) for use, name in fonts.items() if name}),
            logo=logo,
            logo_alt=arguments.logo_alt if logo else None,
        ),
        motto=arguments.motto,
        terms={term: word for term, word in answers.items() if word},
        address=arguments.address,
        contact=arguments.contact,
        alternative_formats=arguments.alternative_formats,
        people=choice_options.people(arguments.person),
        adopts=_adopts(arguments, workspace),
    )


def _id_of(name: str) -> str:
    """A name as an id: Saint Zoë's School is saint-zoes-school. Raises UsageError."""
    spelt = "".join(_SPELT.get(char, char) for char in name.lower())
    try:
        letters = "".join(map(_in_ascii, unicodedata.normalize("NFKD", spelt)))
        whole = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
        short = whole[: LONGEST_ID + 1].rpartition("-")[0] if len(whole) > LONGEST_ID else whole
        return read_id(short)
    except (argparse.ArgumentTypeError, UnicodeEncodeError):
        raise UsageError(
            "No id can be made from this name. Write one after the words new school: small "
            "letters, digits and hyphens, a letter first."
        ) from None


def _in_ascii(char: str) -> str:
    """A small letter without its accent or stroke; nothing for an accent or an apostrophe.

    Raises UnicodeEncodeError for a letter of another script: an id that lacks it has another name.
    """
    if char in "'’" or unicodedata.category(char) in ("Mn", "Lm"):
        return ""
    if not char.isalpha():
        return char
    named = _WITH_STROKE.fullmatch(unicodedata.name(char, ""))
    return (named[1].lower() if named else char).encode("ascii").decode()


def _adopts(arguments: NewSchoolArguments, workspace: Workspace) -> dict[str, Adoption]:
    """What a school publishes that has approved nothing so far. Raises UsageError."""
    asked, found = arguments.adopts, {}
    choices = choice_options.by_policy(arguments.option)
    for name in sorted(workspace.policies) if asked is None else asked:
        files = issue_options.known_policy(workspace, name)
        version = scaffold.newest(files, Status.RELEASED)
        if version is not None:
            policy, given = files.policy.value, choices.pop(name, [])
            found[name] = Adoption(
                version=version,
                options=choice_options.chosen(policy, choice_options.usual(policy), given),
            )
            text = files.versions[version].value
            choice_options.must_be_chosen(policy, text, found[name], prefix=f"{name}.")
        elif asked is not None:
            raise UsageError(f"No version of {name} is released yet, so no school can use it.")
    for name in choices:
        raise UsageError(f"--option {name}.…: the school does not use {name}. Nothing was written.")
    return found


def _policy(arguments: NewPolicyArguments) -> int:
    _must_be_new(arguments.root.resolve(), f"policy/{arguments.id}")
    arguments, faults = _settled(arguments, POLICY)
    if faults:
        return issue_options.refuse(faults, as_json=arguments.json)
    return _put_policy(arguments)


@alone
def _put_policy(arguments: NewPolicyArguments) -> int:
    workspace = read_workspace(arguments.root.resolve())
    faults = issue_options.master_errors(checked(workspace))
    if faults:
        return issue_options.refuse(faults, as_json=arguments.json)
    folder = f"policy/{arguments.id}"
    _must_be_new(workspace.root, folder)
    files = scaffold.policy_files(
        arguments.id,
        _given(arguments.title),
        _given(arguments.owner),
        _given(arguments.binding),
        templates_for(workspace.root),
    )
    return _write(workspace, folder, files, as_json=arguments.json)


def _given(answer: str | None) -> str:
    assert answer is not None, "what is needed has been asked for"
    return answer


@alone
def _version(arguments: NewVersionArguments) -> int:
    workspace = read_workspace(arguments.root.resolve())
    faults = issue_options.master_errors(checked(workspace), arguments.policy)
    if faults:
        return issue_options.refuse(faults, as_json=arguments.json)
    start = _start(arguments, workspace)
    try:
        files = scaffold.version_file(
            workspace, arguments.policy, arguments.number, start, templates_for(workspace.root)
        )
    except edit.NotEditable as fault:
        return issue_options.not_editable(fault)
    return _write(workspace, None, files, as_json=arguments.json)


def _start(arguments: NewVersionArguments, workspace: Workspace) -> str:
    """The version to be copied. Raises UsageError."""
    policy = issue_options.known_policy(workspace, arguments.policy)
    usable = [status for status in Status if status is not Status.WITHDRAWN]
    start = arguments.start or scaffold.newest(policy, *usable)
    if start not in policy.versions:
        raise UsageError(f"There is no version to copy; there are: {', '.join(policy.versions)}.")
    if arguments.number in policy.versions:
        raise UsageError(f"Version {arguments.number} already exists. Nothing was written.")
    if age(arguments.number) <= age(start):
        raise UsageError(f"The new version follows {start}, so its number must be higher.")
    return str(start)


def _must_be_new(root: Path, folder: str) -> None:
    """Raises UsageError where a folder already exists."""
    if os.path.lexists(root / folder):
        raise UsageError(f"{folder} already exists. Choose another id. Nothing was written.")


def _write(
    workspace: Workspace, folder: str | None, files: Mapping[str, bytes], *, as_json: bool
) -> int:
    """Write the files, a new folder as a whole, print the result, and return the exit status."""
    found = edit.problems_after(workspace, files)
    concerned = {name.rpartition("/")[0] for name in files}
    faults = [
        problem
        for problem in errors(found)
        if withheld_by([problem]).everything or problem.concerned.rpartition("/")[0] in concerned
    ]
    if faults:
        return issue_options.refuse(faults, as_json=as_json)
    if folder is None:
        writing.write_all(workspace, files)
    else:
        writing.write_folder(workspace.root, folder, files)
    written = [os.path.relpath(workspace.root / name) for name in files]
    noted = [problem for problem in found if problem.place.path in files]
    if as_json:
        data = [problems.as_data(problem) for problem in noted]
        issue_options.report({"written": written, "problems": data})
        return DONE
    for name in written:
        print(f"written: {name}")
    for problem in noted:
        print(f"{problem.severity}: {problem.message}")
    return DONE
