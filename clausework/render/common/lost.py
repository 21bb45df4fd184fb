"""How much of a logo cannot be seen on the colour that it is on."""

from __future__ import annotations

from collections.abc import Mapping

from PIL import Image

from clausework.brand.palette import contrast

# Of shapes on their ground. Less can be seen, but is not read: WCAG asks for 3 of pictures, and
# leaves out logos.
LEAST = 1.6
# Part of a full opacity, of 255, from which a pixel is a part of the drawing.
SEEN = 128
Place = tuple[int, int]


def lost(drawn: Image.Image, ground: str) -> float:
    """The part of a drawing, 0 to 1, that is like a ground, "#rrggbb", and open to it.

    What is within a shape that can be seen, as letters on a disc are, is not lost. Neither is
    anything of a picture that has a ground of its own to its edges.
    """
    pixels = _pixels(drawn)
    width, height = drawn.size
    edge = [
        (x, y) for x, y in _places(width, height) if x in (0, width - 1) or y in (0, height - 1)
    ]
    if sum(at in pixels for at in edge) > len(edge) / 2:
        return 0.0
    like = {colour: contrast(colour, ground) < LEAST for colour in {*pixels.values()}}
    reached, waiting = set(edge), edge
    while waiting:
        x, y = waiting.pop()
        # A shape that can be seen is reached and ends the way.
        if (x, y) in pixels and not like[pixels[x, y]]:
            continue
        near = {(x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)} - reached
        inside = [at for at in near if 0 <= at[0] < width and 0 <= at[1] < height]
        reached.update(inside)
        waiting += inside
    gone = sum(at in reached and like[colour] for at, colour in pixels.items())
    return gone / len(pixels) if pixels else 0.0


def _pixels(drawn: Image.Image) -> Mapping[Place, str]:
    """The colour of each pixel that is a part of the drawing, in few shades."""
    image = drawn.convert("RGBA")
    width, height = image.size
    data = image.tobytes()
    found = {}
    for number, at in enumerate(_places(width, height)):
        *colour, alpha = data[number * 4 : number * 4 + 4]
        if alpha >= SEEN:
            found[at] = "#" + "".join(f"{channel & 0xF0 | channel >> 4:02x}" for channel in colour)
    return found


def _places(width: int, height: int) -> list[Place]:
    return [(x, y) for y in range(height) for x in range(width)]
