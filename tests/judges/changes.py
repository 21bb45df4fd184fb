"""What LibreOffice makes of tracked changes. Run by the system's Python, which can talk to it.

Standard input is `{"soffice", "profile", "jobs": [[file, "accept" | "reject" | "keep"], …]}`; the
answer has, for each job, the paragraphs of the text, of its footnotes, headers and footers:
`[[style, list and level, number, words], …]`.
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

Line = list[str]
COMMANDS = {"accept": ".uno:AcceptAllTrackedChanges", "reject": ".uno:RejectAllTrackedChanges"}


def main() -> None:
    asked = json.load(sys.stdin)
    # One of its own, as the profile is: others may run at the same time.
    address = f"pipe,name=judge-{asked['profile'].split('/')[-2]}"
    office = subprocess.Popen(
        [
            *[asked["soffice"], f"-env:UserInstallation={asked['profile']}", "--headless"],
            f"--accept={address};urp;",
        ]
    )
    try:
        context = connect(address, office)
        found = [read(context, Path(file), action) for file, action in asked["jobs"]]
    finally:
        office.terminate()
        office.wait()
    json.dump(found, sys.stdout)


def connect(address: str, office: subprocess.Popen[bytes]) -> Any:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    for _ in range(6000):
        try:
            return resolver.resolve(f"uno:{address};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if office.poll() is not None:
                raise
            time.sleep(0.1)
    raise TimeoutError("LibreOffice did not answer")


def read(context: Any, file: Path, action: str) -> list[Line]:
    services = context.ServiceManager
    desktop = services.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    hidden = PropertyValue(Name="Hidden", Value=True)
    document = desktop.loadComponentFromURL(file.as_uri(), "_blank", 0, (hidden,))
    try:
        if action in COMMANDS:
            resolve(services, context, document, COMMANDS[action])
        # It lays out pages when it has time, and headers and footers go by pages.
        document.CurrentController.ViewCursor.jumpToLastPage()
        document.TextFields.refresh()
        notes = [document.Footnotes.getByIndex(n) for n in range(document.Footnotes.Count)]
        texts = [document.Text, *notes]
        found = [line(one, one.getString()) for text in texts for one in paragraphs(text)]
        return found + [
            line(one, without_fields(one)) for text in edges(document) for one in paragraphs(text)
        ]
    finally:
        document.close(True)


def resolve(services: Any, context: Any, document: Any, command: str) -> None:
    dispatcher = services.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
    dispatcher.executeDispatch(document.CurrentController.Frame, command, "", 0, ())
    if document.Redlines.createEnumeration().hasMoreElements():
        raise RuntimeError(f"LibreOffice left changes after {command}")


def edges(document: Any) -> Iterator[Any]:
    """The headers and footers of the first page and of the others."""
    styles = document.StyleFamilies.getByName("PageStyles")
    for name in dict.fromkeys(p.PageStyleName for p in paragraphs(document.Text)):
        page = styles.getByName(name)
        yield from filter(None, (page.HeaderText, page.FooterText))


def paragraphs(text: Any) -> Iterator[Any]:
    found = text.createEnumeration()
    while found.hasMoreElements():
        element = found.nextElement()
        if element.supportsService("com.sun.star.text.TextTable"):
            for name in element.CellNames:
                yield from paragraphs(element.getCellByName(name))
        else:
            yield element


def without_fields(paragraph: Any) -> str:
    """Its words, with the names of its fields.

    The number of pages is that of the last layout, which may have been before a change was
    resolved.
    """
    portions = paragraph.createEnumeration()
    words = []
    while portions.hasMoreElements():
        portion = portions.nextElement()
        field = portion.TextPortionType == "TextField"
        words.append(
            f"{{{portion.TextField.getPresentation(True)}}}" if field else portion.getString()
        )
    return "".join(words)


def line(paragraph: Any, words: str) -> Line:
    # One question for all: each takes longer than reading the file does.
    label, level, numbering, style = paragraph.getPropertyValues(
        ("ListLabelString", "NumberingLevel", "NumberingStyleName", "ParaStyleName")
    )
    return [style, f"{numbering} {level}", label, words]


main()
