"""Word copies by docxtpl: run by the Python of the rivals, which has nothing of the project.

Reads lists of paragraphs as JSON, one list a document, and prints the median seconds of one.
"""

import json
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from docx import Document
from docxtpl import DocxTemplate

REPEATS = 5


def main() -> None:
    """Write each document some times; the first time is not counted."""
    documents = json.load(sys.stdin)
    with TemporaryDirectory() as folder:
        template, out = Path(folder, "template.docx"), Path(folder, "out.docx")
        empty = Document()
        for words in ("{%p for text in paragraphs %}", "{{ text }}", "{%p endfor %}"):
            empty.add_paragraph(words)
        empty.save(str(template))
        times = []
        for _ in range(REPEATS + 1):
            start = perf_counter()
            for paragraphs in documents:
                filled = DocxTemplate(template)
                filled.render({"paragraphs": paragraphs}, autoescape=True)
                filled.save(out)
            times.append((perf_counter() - start) / len(documents))
        written = [one.text for one in Document(str(out)).paragraphs]
        assert written == documents[-1], "docxtpl did not write what it was given"
    print(median(times[1:]))


if __name__ == "__main__":
    main()
