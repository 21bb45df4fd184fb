"""`new`: a school, a policy or a version, in files that pass the checks and explain themselves."""

from __future__ import annotations

import argparse
import os
import re
import sys
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from clausework.authoring import edit, scaffold, writing
from clausework.brand.logo import oversize
from clausework.brand.palette import Font
from clausework.build import engine
from clausework.checks import check
from clausework.commands import DONE, Commands, UsageError, build, issue_options, prompts
from clausework.commands.prompts import Prompt
from clausework.commands.root_lock import alone
from clausework.model.policy import Adoption, Brand, Fonts, School, Status, age
from clausework.model.scalars import Colour, Id, SchoolType, VersionNumber
from clausework.render.common.drawable import logo_faults
from clausework.render.common.templates import templates_for
from clausework.source import problems
from clausework.source.problems import Place, Problem, error, errors
from clausework.workspace.root import Workspace, read_workspace, school_of

LONGEST_ID = 40


def _valid(kind: Any, fix: str) -> Callable[[str], str]:
    """What reads an argument of a kind that files have."""
    adapter = TypeAdapter(kind)

    def read(text: str) -> str:
        try:
            return str(adapter.validate_python(text.strip()))
        except ValidationError as fault:
            raise argparse.ArgumentTypeError(f"write {fix}") from fault

    return read


def _one_of(names: Sequence[str]) -> Callable[[str], str]:
    """What reads one of some names, or its place in the list of them, from 1."""
    places = {str(place): name for place, name in enumerate(names, 1)}

    def read(text: str) -> str:
        name = places.get(text.strip(), text.strip())
        if name not in names:
            raise argparse.ArgumentTypeError(f"write one of: {', '.join(names)}")
        return name

    return read


def _file(text: str) -> Path:
    # Files that are dragged onto a terminal come in quotes.
    path = Path(text.strip().strip("'\"")).expanduser()
    if not path.is_file():
        raise argparse.ArgumentTypeError(f"there is no file {path}")
    return path


def _logo_faults(path: Path) -> list[Problem]:
    """What is against a picture, which may be anywhere and of any size."""
    fault = oversize(path.name, path.stat().st_size)
    found = [fault] if fault else logo_faults(path.name, path.read_bytes())
    return [error(f.code, Place(str(path)), f.message, f.why, f.fix) for f in found]


def _types(arguments: argparse.Namespace) -> str:
    templates = templates_for(arguments.root.resolve())
    return templates.text("new/types.txt.j2", types=list(SchoolType)).rstrip("\n")


def _fonts(arguments: argparse.Namespace) -> str:
    return "\n".join(f"{place:3}  {font}" for place, font in enumerate(Font, 1))


_id = _valid(Id, "small letters, digits and single hyphens, a letter first: oak-academy")
_number = _valid(VersionNumber, "a version as numbers with a point: 2.1")
_colour = _valid(Colour, "a colour as # and six digits: #1f4e79")
_words = issue_options.words_of

SCHOOL = (
    Prompt("name", "the school's name, as every page prints it", _words, needed=True),
    Prompt(
        "type", "what type of school it is", _one_of([*SchoolType]), needed=True, offered=_types
    ),
    Prompt("approver", "who approves its policies, if not the body usual for its type", _words),
    Prompt("head", "what its head is called, if not as usual for its type", _words),
    Prompt("logo", "the file of its logo: an SVG, PNG or JPEG", _file, faults=_logo_faults),
    Prompt(
        "logo_alt",
        "what the logo shows, for people who cannot see it",
        _words,
        needed=True,
        only_with="logo",
    ),
    Prompt("primary", "its main colour, such as #1f4e79", _colour, needed=True),
    Prompt(
        "accent", "its second colour, for lines and numbers, such as #f2a900", _colour, needed=True
    ),
    Prompt(
        "heading_font",
        "the typeface of headings, if not Source Sans 3",
        _one_of([*Font]),
        offered=_fonts,
    ),
    Prompt(
        "body_font",
        "the typeface of all other text, if not Source Sans 3",
        _one_of([*Font]),
        offered=_fonts,
    ),
    Prompt("motto", "its motto", _words),
    Prompt("address", "its address", _words),
    Prompt("contact", "how to reach it: telephone, e-mail", _words),
    Prompt(
        "alternative_formats",
        "a sentence that tells readers how to ask for large print or another format",
        _words,
    ),
)
POLICY = (
    Prompt("title", "the policy's title, as every page prints it", _words, needed=True),
    Prompt("owner", "who issues it, such as Luton HR Traded Services", _words, needed=True),
    Prompt(
        "binding",
        "adopt: schools take it word for word; adapt: they may make local changes",
        _one_of(["adopt", "adapt"]),
        needed=True,
    ),
)
# The words of policy/terms.yaml that the answers take the place of.
TERMS = {"approver": "governing_body", "head": "head"}


def add(commands: Commands) -> None:
    """Add the command."""
    words = "make a school, a policy or a version, in files that explain themselves"
    parser = commands.parsers.add_parser("new", help=words, description=words)
    kinds = Commands(parser.add_subparsers(required=True, metavar="KIND"), commands.root)
    school = kinds.add("school", "a new school; at a terminal, what is missing is asked", _school)
    school.add_argument("id", type=_id, nargs="?", metavar="ID", help="default: from its name")
    prompts.add(school, SCHOOL)
    school.add_argument(
        "--adopts",
        action="append",
        metavar="POLICY",
        help="what it publishes, once for each; default: every policy with a released version",
    )
    school.add_argument("--build", action="store_true", help="then build its outputs")
    policy = kinds.add("policy", "a new policy, with a draft of its first version", _policy)
    policy.add_argument("id", type=_id, metavar="ID")
    prompts.add(policy, POLICY)
    version = kinds.add("version", "a new version: a draft that copies the last one", _version)
    version.add_argument("policy", metavar="POLICY")
    version.add_argument("number", type=_number, metavar="NUMBER")
    version.add_argument("--from", dest="start", metavar="VERSION", help="default: the last one")
    for kind in (school, policy, version):
        kind.add_argument("--json", action="store_true", help="say what was written as JSON")


def _school(arguments: argparse.Namespace) -> int:
    faults = _settle(arguments, SCHOOL)
    if faults:
        return issue_options.refuse(arguments, faults)
    school = arguments.id = arguments.id or _id_of(arguments.name)
    done = _put_school(arguments)
    if done != DONE:
        return done
    asked = prompts.at_terminal(arguments) and not arguments.build
    if arguments.build or (asked and prompts.agreed("Build its website, PDF and Word copy now?")):
        root = arguments.root.resolve()
        return build.carry_out(engine.Request(root, root / "out", schools=(school,)), as_json=False)
    print(f"Next: python3 build.py build --school {school}", file=sys.stderr)
    return DONE


def _settle(arguments: argparse.Namespace, questions: Sequence[Prompt]) -> list[Problem]:
    """Get the answers that are missing, and return what is against the master or an answer."""
    # Nobody is asked in vain. While somebody thinks, others may write: it is all read again.
    if prompts.at_terminal(arguments):
        workspace = read_workspace(arguments.root.resolve())
        faults = issue_options.master_errors(check(workspace))
        if faults:
            return faults
    prompts.settle(arguments, questions)
    return prompts.faults(arguments, questions)


@alone
def _put_school(arguments: argparse.Namespace) -> int:
    workspace = read_workspace(arguments.root.resolve())
    faults = issue_options.master_errors(check(workspace))
    if faults:
        return issue_options.refuse(arguments, faults)
    school = _new_school(arguments, workspace)
    _must_be_new(arguments, f"schools/{school.id}")
    logo = arguments.logo.read_bytes() if arguments.logo else None
    options = {name: workspace.policies[name].policy.value.options for name in school.adopts}
    files = scaffold.school_files(school, logo, options, templates_for(workspace.root))
    return _write(arguments, workspace, f"schools/{school.id}", files)


def _new_school(arguments: argparse.Namespace, workspace: Workspace) -> School:
    logo = arguments.logo and f"logo{arguments.logo.suffix.lower()}"
    answers = {term: getattr(arguments, name) for name, term in TERMS.items()}
    fonts = {"heading": arguments.heading_font, "body": arguments.body_font}
    return School(
        id=arguments.id,
        name=arguments.name,
        type=SchoolType(arguments.type),
        brand=Brand(
            primary=arguments.primary,
            accent=arguments.accent,
            fonts=Fonts(**{use: Font(name) for use, name in fonts.items() if name}),
            logo=logo,
            logo_alt=arguments.logo_alt if logo else None,
        ),
        motto=arguments.motto,
        terms={term: word for term, word in answers.items() if word},
        address=arguments.address,
        contact=arguments.contact,
        alternative_formats=arguments.alternative_formats,
        adopts=_adopts(arguments.adopts, workspace),
    )


def _id_of(name: str) -> str:
    """A name as an id: Saint Zoë's School is saint-zoes-school. Raises UsageError."""
    letters = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    whole = re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’]", "", letters)).strip("-")
    short = whole[: LONGEST_ID + 1].rpartition("-")[0] if len(whole) > LONGEST_ID else whole
    try:
        return _id(short)
    except argparse.ArgumentTypeError:
        raise UsageError(
            "No id can be made of this name. Write one behind the words new school: small "
            "letters, digits and hyphens, a letter first."
        ) from None


def _adopts(asked: Sequence[str] | None, workspace: Workspace) -> dict[str, Adoption]:
    """What a school publishes that has approved nothing yet. Raises UsageError."""
    found = {}
    for name in sorted(workspace.policies) if asked is None else asked:
        version = scaffold.newest(issue_options.known_policy(workspace, name), Status.RELEASED)
        if version is not None:
            found[name] = Adoption(version=version)
        elif asked is not None:
            raise UsageError(f"No version of {name} is released yet, so no school can use it.")
    return found


def _policy(arguments: argparse.Namespace) -> int:
    _must_be_new(arguments, f"policy/{arguments.id}")
    faults = _settle(arguments, POLICY)
    return issue_options.refuse(arguments, faults) if faults else _put_policy(arguments)


@alone
def _put_policy(arguments: argparse.Namespace) -> int:
    workspace = read_workspace(arguments.root.resolve())
    faults = issue_options.master_errors(check(workspace))
    if faults:
        return issue_options.refuse(arguments, faults)
    _must_be_new(arguments, f"policy/{arguments.id}")
    files = scaffold.policy_files(
        arguments.id,
        arguments.title,
        arguments.owner,
        arguments.binding,
        templates_for(workspace.root),
    )
    return _write(arguments, workspace, f"policy/{arguments.id}", files)


@alone
def _version(arguments: argparse.Namespace) -> int:
    workspace = read_workspace(arguments.root.resolve())
    faults = issue_options.master_errors(check(workspace))
    if faults:
        return issue_options.refuse(arguments, faults)
    start = _start(arguments, workspace)
    try:
        files = scaffold.version_file(
            workspace, arguments.policy, arguments.number, start, templates_for(workspace.root)
        )
    except edit.NotEditable as fault:
        return issue_options.not_editable(fault)
    return _write(arguments, workspace, None, files)


def _start(arguments: argparse.Namespace, workspace: Workspace) -> str:
    """The version to be copied. Raises UsageError."""
    policy = issue_options.known_policy(workspace, arguments.policy)
    usable = [status for status in Status if status is not Status.WITHDRAWN]
    start = arguments.start or scaffold.newest(policy, *usable)
    if start not in policy.versions:
        raise UsageError(f"There is no version to copy; there are: {', '.join(policy.versions)}.")
    if arguments.number in policy.versions:
        raise UsageError(f"There is a version {arguments.number} already. Nothing was written.")
    if age(arguments.number) <= age(start):
        raise UsageError(f"The new version follows {start}, so its number has to be higher.")
    return str(start)


def _must_be_new(arguments: argparse.Namespace, folder: str) -> None:
    """Raises UsageError where a folder is there already."""
    if os.path.lexists(arguments.root.resolve() / folder):
        raise UsageError(f"{folder} is there already. Choose another id. Nothing was written.")


def _write(
    arguments: argparse.Namespace,
    workspace: Workspace,
    folder: str | None,
    files: Mapping[str, bytes],
) -> int:
    """Write the files, a new folder whole, and say so, or why not; return the exit status."""
    own = None if folder is None else school_of(Place(f"{folder}/school.yaml"))
    found = edit.problems_after(workspace, files)
    faults = [p for p in errors(found) if school_of(p.place) in (None, own)]
    if faults:
        return issue_options.refuse(arguments, faults)
    if folder is None:
        writing.write_all(workspace, files)
    else:
        writing.write_folder(workspace.root, folder, files)
    written = [os.path.relpath(workspace.root / name) for name in files]
    noted = [problem for problem in found if problem.place.path in files]
    if arguments.json:
        data = [problems.as_data(problem) for problem in noted]
        issue_options.report({"written": written, "problems": data})
        return DONE
    for name in written:
        print(f"written: {name}")
    for problem in noted:
        print(f"{problem.severity}: {problem.message}")
    return DONE
