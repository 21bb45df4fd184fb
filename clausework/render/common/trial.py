"""Draw logos for `drawable`, as a separate process, so that a picture can harm nothing else.

It reads one request a line and answers each with the picture's fault, or, where the request has
grounds, with how much of it cannot be seen on each.
"""

from __future__ import annotations

import json
import sys
import warnings
from base64 import b64decode
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops, ImageStat

from clausework.brand.logo import SVG_TYPE, TYPES, Logo
from clausework.render.common.compiler import compiled
from clausework.render.common.lost import lost
from clausework.render.common.pictures import png, typefaces

# Of CPU time, for one picture: a sound one takes a tenth of a second.
SECONDS = 5
BYTES = 1 << 30
# In pixels, as in outputs.
HEIGHTS = (128, 400)
# As high as on a page, where thin lines are seen as they are there.
SMALL = 48
PAGE = (
    '#set document(title: "Logo")\n#set page(width: 2cm, height: auto)\n#image("{}", alt: "Logo")'
)
# How much two drawings may differ, of 255, in pictures of this many pixels each way.
SAMPLE, APART = (8, 8), 20
ORIENTATION = 0x0112
PRESS_COLOURS = ("CMYK", "LAB")


def serve() -> None:
    """Answer requests until there are no more."""
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    for line in sys.stdin:
        _allow_seconds()
        asked = json.loads(line)
        print(json.dumps(_lost(asked) if "grounds" in asked else _fault(asked)), flush=True)


def _lost(asked: dict[str, Any]) -> list[float]:
    with Image.open(BytesIO(png(_logo(asked), SMALL))) as drawn:
        return [lost(drawn, ground) for ground in asked["grounds"]]


def _logo(asked: dict[str, Any]) -> Logo:
    return Logo(asked["type"], b64decode(asked["cleaned"]), asked["width"], asked["height"])


def _fault(asked: dict[str, Any]) -> str | None:
    """The fault of a picture: a word for which `drawable` has a sentence.

    None where all programs draw it alike.
    """
    folder = Path(asked["folder"])
    logo = _logo(asked)
    try:
        if logo.media_type == SVG_TYPE:
            expected = None
        else:
            with Image.open(BytesIO(b64decode(asked["original"]))) as original:
                if original.getexif().get(ORIENTATION, 1) != 1:
                    return "turned"
            with Image.open(BytesIO(logo.data)) as picture:
                picture.load()
                if picture.mode in PRESS_COLOURS:
                    return "press"
                if not _shows(picture):
                    return "empty"
                expected = _sample(picture)
    except Exception:  # noqa: BLE001 a picture may break a program in any way
        return "broken"
    try:
        for height in HEIGHTS:
            with Image.open(BytesIO(png(logo, height))) as drawn:
                if not _shows(drawn):
                    return "empty" if expected is None else "broken"
                if expected is not None and _apart(expected, _sample(drawn)) > APART:
                    return "otherwise"
        _on_a_page(logo, folder)
    except Exception:  # noqa: BLE001 a picture may break a program in any way
        return "undrawn"
    return None


def _shows(picture: Image.Image) -> bool:
    """Whether there is anything to see."""
    return picture.convert("RGBA").getchannel("A").getextrema() != (0, 0)


def _sample(picture: Image.Image) -> Image.Image:
    """A picture on white, in few pixels."""
    if picture.mode.startswith("I"):  # 16 bits, of which the upper eight are seen
        picture = picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    ground = Image.new("RGBA", picture.size, "white")
    ground.alpha_composite(picture.convert("RGBA"))
    return ground.convert("RGB").resize(SAMPLE, Image.Resampling.BOX)


def _apart(one: Image.Image, other: Image.Image) -> float:
    return max(ImageStat.Stat(ImageChops.difference(one, other)).mean)


def _on_a_page(logo: Logo, folder: Path) -> None:
    name = "logo" + next(end for end, kind in TYPES.items() if kind == logo.media_type)
    (folder / name).write_bytes(logo.data)
    compiled(
        PAGE.format(name).encode(),
        root=folder,
        font_paths=typefaces(),
        ignore_system_fonts=True,
        pdf_standards=["ua-1", "a-2a"],
    )


def _allow_seconds() -> None:
    """Allow this process so many more seconds; without a limit where the system sets none."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(
            resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + SECONDS, most)
        )


def _limit_memory() -> None:
    with suppress(ImportError, OSError, ValueError):
        import resource

        # The memory written to, not what a library reserves.
        resource.setrlimit(resource.RLIMIT_DATA, (BYTES, BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    _limit_memory()
    serve()
