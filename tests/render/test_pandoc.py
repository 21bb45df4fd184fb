"""Pandoc as one process that serves many documents, and outlives what goes wrong with one."""

import io
import json
import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from html import escape
from pathlib import Path

import pypandoc
import pytest

from clausework.render.common import pandoc
from clausework.render.common.markup import blocks
from clausework.render.common.pandoc import MEMORY, SERVER, PandocError, write
from tests.support.places import PATIENCE, PROJECT

# What a document could say to have a file or an address opened, in the languages that pandoc knows.
OPENERS = (
    '<img src="{0}">',
    '<iframe src="{0}"></iframe>',
    "![]({0})",
    "#include({0})",
    '#read("{0}")',
    '#image("{0}")',
    "\\include{{{0}}}",
    "\\input{{{0}}}",
    ".. include:: {0}",
    "include::{0}[]",
    "#+INCLUDE: {0}",
    "{{{{{0}}}}}",
    "<w:altChunk r:id='{0}'/>",
)
CANARY = "the words of the canary"


def server() -> int:
    """The id of the process that serves this one."""
    return pandoc._server()._process.pid


def typst(markup: str) -> str:
    return write(blocks(markup), "typst").decode()


def docx(markup: str, reference: bytes | None = None) -> dict[str, bytes]:
    written = write(blocks(markup), "docx", reference=reference)
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def gone(process: int) -> bool:
    """Whether a process has ended, within the time that a machine under load needs to end it."""
    status = Path(f"/proc/{process}/stat")
    for _ in range(20 * PATIENCE):
        try:
            # Not every first process of a container takes note of the end of an orphan.
            if status.read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except (FileNotFoundError, ProcessLookupError):
            return True
        time.sleep(0.05)
    return False


def python(folder: Path, program: str) -> subprocess.Popen[bytes]:
    """A Python of its own, whose temporary files go into a folder."""
    return subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=PROJECT,
        env={**os.environ, "TMPDIR": str(folder)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


WRITTEN = """
from clausework.render.common import pandoc
def typst(words):
    return pandoc.write([{"t": "Para", "c": [{"t": "Str", "c": words}]}], "typst").decode()
typst("a")
print(pandoc._server()._process.pid, flush=True)
"""


def test_markup_becomes_typst_and_word() -> None:
    markup = '<h1 id="scope">Scope</h1><p>a <strong>b</strong> – é #c</p>'
    assert typst(markup) == "= Scope\n<scope>\na #strong[b] -- é \\#c\n"
    text = docx(markup)["word/document.xml"].decode()
    assert "Scope" in text
    assert " – é #c" in text


def test_marks_become_tracked_changes() -> None:
    text = docx("<p><del>old</del><ins>new</ins></p>")["word/document.xml"].decode()
    assert text.index("<w:del ") < text.index("<w:delText") < text.index("old")
    assert text.index("old") < text.index("<w:ins ") < text.index("new")


def test_one_process_serves_all() -> None:
    first = server()
    assert [typst(f"<p>{n}</p>") for n in range(3)] == ["0\n", "1\n", "2\n"]
    assert server() == first


def test_the_same_bytes_first_and_later() -> None:
    markup = '<h1 id="a">A</h1><p><ins>b</ins><a href="https://a.org">c</a></p>'
    pandoc._server().stop()
    first = write(blocks(markup), "docx")
    docx("<p>between</p>")
    assert write(blocks(markup), "docx") == first


def test_the_reference_document_gives_the_styles() -> None:
    parts = docx("<p>x</p>")
    styles = parts["word/styles.xml"]
    assert b"smallCaps" not in styles
    parts["word/styles.xml"] = styles.replace(
        b"</w:styles>",
        b'<w:style w:type="paragraph" w:styleId="Ours"><w:name w:val="Ours"/>'
        b"<w:rPr><w:smallCaps/></w:rPr></w:style></w:styles>",
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for part, data in parts.items():
            archive.writestr(part, data)
    markup = '<div data-custom-style="Ours"><p>x</p></div>'
    written = docx(markup, reference=packed.getvalue())
    assert b"smallCaps" in written["word/styles.xml"]
    assert b'<w:pStyle w:val="Ours" />' in written["word/document.xml"]
    # That of one document is not that of the next.
    assert b"smallCaps" not in docx(markup)["word/styles.xml"]


def test_a_template_says_what_stands_around_the_text() -> None:
    body = blocks("<p>x</p>")
    assert write(body, "typst", template="($body$") == b"(x\n"
    # That of one document is not that of the next.
    assert write(body, "typst") == b"x\n"


FAILURES = {
    "what is no element": ([{"t": "Nonsense"}], "typst", None, "Nonsense"),
    "an unknown format": (blocks("<p>x</p>"), "nonsense", None, "Unknown output format nonsense"),
    "a template that does not compile": (blocks("<p>x</p>"), "typst", "$if(", "unexpected"),
}


@pytest.mark.parametrize("name", FAILURES)
def test_what_pandoc_says_is_raised_and_it_goes_on(name: str) -> None:
    body, to, template, said = FAILURES[name]
    first = server()
    with pytest.raises(PandocError) as caught:
        write(body, to, template=template)
    assert said in str(caught.value)
    assert typst("<p>next</p>") == "next\n"
    assert server() == first


def test_a_reference_document_that_is_none_is_refused() -> None:
    with pytest.raises(PandocError):
        docx("<p>x</p>", reference=b"no zip")
    assert typst("<p>next</p>") == "next\n"


def test_a_server_that_ended_is_started_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leaving = tmp_path / "leaving.lua"
    leaving.write_text(
        "io.stderr:write('said earlier\\n') print('{}') io.flush() io.read() io.read()"
        " io.stderr:write('I leave\\n') os.exit(3)"
    )
    monkeypatch.setattr(pandoc, "SERVER", leaving)
    pandoc._server().stop()
    pandoc._server().ask({})
    first = server()
    with pytest.raises(PandocError) as caught:
        typst("<p>x</p>")
    assert str(caught.value) == "pandoc stopped. I leave"
    assert gone(first)
    monkeypatch.undo()
    assert typst("<p>next</p>") == "next\n"
    assert server() != first


def test_a_server_that_was_killed_is_started_again() -> None:
    first = server()
    os.kill(first, signal.SIGKILL)
    with suppress(PandocError):
        typst("<p>x</p>")
    assert typst("<p>next</p>") == "next\n"
    assert server() != first


def test_an_interrupted_request_leaves_no_answer_to_the_next(tmp_path: Path) -> None:
    interrupting = tmp_path / "interrupting.lua"
    program = f"""
import os
from pathlib import Path
from clausework.render.common import pandoc
real, pandoc.SERVER = pandoc.SERVER, Path({str(interrupting)!r})
interrupt = f"os.execute('kill -INT {{os.getpid()}}; sleep 0.3') "
pandoc.SERVER.write_text("io.read(0) " + interrupt + real.read_text())
def typst(words):
    return pandoc.write([{{"t": "Para", "c": [{{"t": "Str", "c": words}}]}}], "typst").decode()
try:
    typst("first")
except KeyboardInterrupt:
    print("interrupted")
pandoc.SERVER = real
print(typst("second"))
"""
    said, faults = python(tmp_path, program).communicate(timeout=PATIENCE)
    assert faults == b""
    assert said.split() == [b"interrupted", b"second"]


def test_threads_get_each_its_own() -> None:
    pages = [f"page {number}" for number in range(40)]
    with ThreadPoolExecutor(2) as executor:
        written = list(executor.map(lambda page: typst(f"<p>{page}</p>"), pages))
    assert written == [f"{page}\n" for page in pages]


def _served(_: object) -> tuple[int, str, int]:
    return os.getpid(), typst("<p>x</p>"), pandoc._server()._process.pid


@pytest.mark.parametrize("method", multiprocessing.get_all_start_methods())
def test_a_worker_has_a_server_of_its_own(method: str) -> None:
    first = server()
    with multiprocessing.get_context(method).Pool(1) as pool:
        [(worker, written, its_own)] = pool.map(_served, [None])
    assert worker != os.getpid()
    assert written == "x\n"
    assert its_own != first
    assert gone(its_own)
    assert typst("<p>next</p>") == "next\n"
    assert server() == first


def test_a_fork_leaves_its_parent_the_server_and_the_files(tmp_path: Path) -> None:
    program = f"""{WRITTEN}
import os, sys
child = os.fork()
if child == 0:
    assert typst("b") == "b\\n"
    sys.exit()
assert os.waitpid(child, 0)[1] == 0
assert typst("c") == "c\\n"
print(pandoc._server()._process.pid)
"""
    said, faults = python(tmp_path, program).communicate(timeout=PATIENCE)
    assert faults == b""
    first, later = said.split()
    assert first == later


def test_nothing_is_left_at_the_end(tmp_path: Path) -> None:
    said, faults = python(tmp_path, WRITTEN).communicate(timeout=PATIENCE)
    assert faults == b""
    assert gone(int(said))
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_left_where_the_caller_was_killed(tmp_path: Path) -> None:
    process = python(tmp_path, WRITTEN + "input()")
    assert process.stdout is not None
    served_by = int(process.stdout.readline())
    os.kill(served_by, 0)
    process.kill()
    process.communicate()
    assert gone(served_by)
    assert list(tmp_path.iterdir()) == []


def test_a_temporary_folder_with_any_name_serves(tmp_path: Path) -> None:
    folder = tmp_path / 'é "x" \\ $y'
    folder.mkdir()
    said, faults = python(folder, WRITTEN).communicate(timeout=PATIENCE)
    assert (faults, said != b"") == (b"", True)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk to write to")
def test_a_full_disk_is_said(tmp_path: Path) -> None:
    source = tmp_path / "source"
    tree = {"pandoc-api-version": pandoc.API, "meta": {}, "blocks": []}
    source.write_text(json.dumps(tree))
    request = {"source": str(source), "target": "/dev/full", "to": "docx"}
    answer = subprocess.run(
        [pypandoc.get_pandoc_path(), *MEMORY, "lua", str(SERVER)],
        input=json.dumps(request).encode() + b"\n",
        stdout=subprocess.PIPE,
        check=True,
    ).stdout
    assert "No space left on device" in json.loads(answer)["failure"]


def test_no_other_pandoc_is_taken(tmp_path: Path) -> None:
    other = tmp_path / "bin" / "pandoc"
    other.parent.mkdir()
    other.write_text("#!/bin/sh\necho pandoc 99.0\n")
    other.chmod(0o755)
    path = f"{other.parent}{os.pathsep}{os.environ['PATH']}"
    program = f"import os; os.environ['PATH'] = {path!r}\n{WRITTEN}"
    said, faults = python(tmp_path, program).communicate(timeout=PATIENCE)
    assert (faults, said != b"") == (b"", True)


@pytest.mark.parametrize("to", ["typst", "docx"])
def test_text_that_names_a_file_or_an_address_opens_nothing(to: str, tmp_path: Path) -> None:
    canary = tmp_path / "canary.txt"
    canary.write_text(CANARY)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/canary.txt"
        names = (str(canary), canary.as_uri(), address)
        texts = [opener.format(name) for opener in OPENERS for name in names]
        paragraphs = [f"<p>{escape(text)}</p>" for text in texts]
        links = [f'<p><a href="{escape(name)}">a</a></p>' for name in names]
        markup = "".join([*paragraphs, *links])
        written = write(blocks(markup), to)
        with pytest.raises(BlockingIOError):
            listener.accept()
    path = tmp_path / f"written.{to}"
    path.write_bytes(written)
    plain = pypandoc.convert_file(str(path), "plain", format=to, extra_args=["--wrap=none"])
    for text in texts:
        assert "".join(text.split()) in "".join(plain.split())
    if to == "docx":
        with zipfile.ZipFile(io.BytesIO(written)) as archive:
            written = b"".join(archive.read(name) for name in archive.namelist())
            assert not [name for name in archive.namelist() if "media" in name]
    assert CANARY.encode() not in written
