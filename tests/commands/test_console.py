"""What a template says is printed letter for letter, and no value of it is a mark or a command."""

import pytest
from markupsafe import escape

from clausework.commands.console import print_styled, print_tables

HOSTILE = "<b>A & B</b> &lt; &#27;[31m </td></table> \x1b[31m"
SHOWN = "<b>A & B</b> &lt; &#27;[31m </td></table>  [31m"


def test_a_value_is_printed_letter_for_letter(capsys: pytest.CaptureFixture[str]) -> None:
    print_styled(f"<b>{escape(HOSTILE)}</b>\n  <del>{escape(HOSTILE)}</del>, <ins>end</ins>\n")
    assert capsys.readouterr().out == f"{SHOWN}\n  {SHOWN}, end\n"


def test_a_terminal_gets_styles(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    print_styled(f"a <b>{escape('<&>')}</b> c")
    assert capsys.readouterr().out == "a \x1b[1m<&>\x1b[0m c\n"


def test_tables_have_their_words_and_lines(capsys: pytest.CaptureFixture[str]) -> None:
    head, row = "<tr><th>One\nhead</th><th>Two</th></tr>", f"<tr><td>{escape(HOSTILE)}</td>\n<td>"
    print_tables(f"before\n<table>\n{head}\n{row}x\ny</td></tr>\n</table>after\n")
    lines = [line.strip() for line in capsys.readouterr().out.split("\n")]
    assert [" ".join(line.split()) for line in lines if line and "─" not in line] == [
        "before",
        "One",
        "head Two",
        f"{' '.join(SHOWN.split())} x",
        "y",
        "after",
    ]
