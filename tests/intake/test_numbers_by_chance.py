"""The numbers of lists by chance, which are those that LibreOffice prints."""

from __future__ import annotations

from pathlib import Path
from random import Random

from clausework.intake.blocks import Paragraph
from clausework.intake.formats import word
from tests.judges import libreoffice_paragraphs
from tests.support.made_docx import docx, level, lists, para

FORMS = [
    *["decimal", "lowerLetter", "upperLetter", "lowerRoman", "upperRoman"],
    *["decimalZero", "ordinal"],
]


def some_level(random: Random, at: int) -> str:
    """A level of a list, by chance.

    None has `isLgl` or `lvlRestart`, which LibreOffice does not read and Word prints by.
    """
    whole, own = ".".join(f"%{n + 1}" for n in range(at + 1)), f"%{at + 1}"
    texts = [whole, f"{whole}.", f"({own})", f"{own})", f"{own}.", f"Part {own}:"]
    made = level(at, random.choice(FORMS), random.choice([*texts, *([f"{own}.0"] * (at == 0))]))
    start = random.choice([1, 1, 1, random.randint(2, 6)])
    return made.replace('start w:val="1"', f'start w:val="{start}"')


def some_file(seed: int) -> bytes:
    """A file with two lists of one definition, the second perhaps begun anew."""
    random = Random(seed)
    levels = [some_level(random, at) for at in range(4)]
    anew = (
        f'<w:lvlOverride w:ilvl="{random.randint(0, 1)}"><w:startOverride '
        f'w:val="{random.randint(1, 4)}"/></w:lvlOverride>'
    )
    at, number, body = 0, 1, ""
    for place in range(14):
        number = 3 - number if random.random() < 0.12 else number
        body += para(f"Words {place}.", num=(number, at) if random.random() > 0.1 else None)
        at = random.choice([max(at - 1, 0), 0, at, at, min(at + 1, 3), min(at + 1, 3)])
    return docx(body, lists(*levels, nums={1: "", 2: random.choice(["", anew])}))


def test_each_label_is_that_of_libreoffice(tmp_path: Path) -> None:
    made = {tmp_path / f"{seed}.docx": some_file(seed) for seed in range(60)}
    for file, data in made.items():
        file.write_bytes(data)
    printed = libreoffice_paragraphs([(file, "keep") for file in made])
    for (file, data), paragraphs in zip(made.items(), printed, strict=True):
        found = [one for one in word.read(data).blocks if isinstance(one, Paragraph)]
        labels = [one.label.text if one.label else "" for one in found]
        assert labels == [number for _, _, number, words in paragraphs if words], file.name
        assert len({*labels}) > 2
