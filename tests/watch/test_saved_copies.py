"""`watch` without the network: what copies that were saved say against the register."""

import json
import socket
from pathlib import Path

import pytest

from clausework.cli.main import main
from tests.support.publishers import CHANGES, LAUGHS, PAGE, a_root, copies


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return a_root(tmp_path)


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.mark.usefixtures("no_network")
def test_without_copies_it_says_how_to_get_them(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["watch", "--root", str(place)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines == [
        "There are no copies in .clausework/watch, so nothing could be compared.",
        "Run `watch --online` to get them, or save each of these there under its name:",
        f"  svga.feed  {CHANGES}/data.feed",
        f"  kcsie.json  {PAGE.replace('www.gov.uk/', 'www.gov.uk/api/content/')}",
    ]
    assert not (place / ".clausework").exists()


@pytest.mark.usefixtures("no_network")
def test_what_is_newer_is_listed_and_is_no_fault(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copies(place, kcsie="quiet-update.json")
    assert main(["watch", "--root", str(place)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == [
        "Keeping children safe in education [kcsie]",
        "  2026-11-23: the page was updated, with no note of what changed [page-updated]",
        f"  where: {PAGE}",
    ]
    assert lines[-3:] == [
        "1 thing newer than the register (looked on 2026-11-22), from 1 of 2 sources.",
        "No copy of: svga.",
        "Not watched, because the register has no address on www.gov.uk or www.legislation.gov.uk: "
        "safer-working.",
    ]


@pytest.mark.usefixtures("no_network")
def test_nothing_newer(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copies(place, kcsie="nothing-newer.json", svga="no-effects.feed")
    assert main(["watch", "--root", str(place)]) == 0
    assert capsys.readouterr().out.startswith(
        "Nothing newer than the register (looked on 2026-11-22), from 2 of 2 sources."
    )


@pytest.mark.usefixtures("no_network")
def test_as_json_from_another_folder(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = copies(place / "elsewhere", kcsie="quiet-update.json")
    arguments = ["watch", "--root", str(place), "--from", str(folder), "--json"]
    assert main(arguments) == 0
    first = capsys.readouterr().out
    found = json.loads(first)
    [finding] = found.pop("findings")
    assert finding.pop("do").startswith("read the page.")
    assert finding == {
        "authority": "kcsie",
        "kind": "page-updated",
        "what": "the page was updated, with no note of what changed",
        "when": "2026-11-23",
        "where": PAGE,
    }
    assert found == {
        "looked_on": "2026-11-22",
        "unreadable": [],
        "without_copy": [
            {"authority": "svga", "file": "svga.feed", "address": f"{CHANGES}/data.feed"}
        ],
        "not_watched": ["safer-working"],
    }
    assert main(arguments) == 0
    assert capsys.readouterr().out == first


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("kcsie.json", b"<html>", "kcsie.json is not JSON that can be read."),
        ("kcsie.json", b" " * 10_000_000, "kcsie.json is larger than 5 MB, and no such copy is."),
        ("svga.feed", LAUGHS, "svga.feed is not XML that can be read safely."),
    ],
)
def test_a_faulty_copy_is_named_and_the_others_are_read(
    place: Path, capsys: pytest.CaptureFixture[str], name: str, data: bytes, words: str
) -> None:
    folder = copies(place, kcsie="quiet-update.json", svga="effects.feed")
    (folder / name).write_bytes(data)
    assert main(["watch", "--root", str(place)]) == 1
    output = capsys.readouterr().out
    assert f".clausework/watch/{words} Delete it, then run `watch --online`" in output
    assert "from 1 of 2 sources." in output
    assert ("[page-updated]" in output) == (name == "svga.feed")


def test_a_faulty_register_is_1(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "policy/authorities.yaml").write_text("looked_on: soon\n", "utf-8")
    assert main(["watch", "--root", str(place)]) == 1
    errors = capsys.readouterr().err
    assert "policy/authorities.yaml:1:" in errors
    assert "policy/terms.yaml" not in errors
