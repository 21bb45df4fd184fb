"""What a PDF says to programs that read it."""

from pathlib import Path

from tests.judges import poppler

# Between the running header and the footer, in points from the top left corner.
BETWEEN = ["-x", "0", "-y", "75", "-W", "595", "-H", "690"]


def run(program: str, data: bytes, folder: Path, *options: str) -> str:
    """What one of poppler's programs says of a PDF."""
    file = folder / "policy.pdf"
    file.write_bytes(data)
    output = ["-"] if program == "pdftotext" else []
    return poppler(program, *options, file, *output)


def text(data: bytes, folder: Path, *options: str) -> str:
    return run("pdftotext", data, folder, "-nopgbrk", *options)


def every_text(data: bytes, folder: Path) -> list[str]:
    """All that the pages, the bookmarks and the properties say, with no white space."""
    said = (
        text(data, folder),
        run("pdfinfo", data, folder),
        run("pdfinfo", data, folder, "-struct-text"),
    )
    return ["".join(part.split()) for part in said]
