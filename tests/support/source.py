"""What version 1.0 was made of: the policy as Warden Hill published it."""

import re

from tests.support.places import PROJECT

SOURCE = (PROJECT / "tests" / "data" / "warden-hill-source.txt").read_text("utf-8")


def source_words() -> tuple[list[str], list[str]]:
    """Its words from "1.0 Introduction" on, numbers among them, and those of its footnote."""
    plain = re.sub(r"^\s*- ", "", SOURCE[SOURCE.index("1.0 Introduction") :], flags=re.MULTILINE)
    body, note = plain.rsplit("**", 1)
    return body.replace("*", "").split(), note.replace("*", "").split()
