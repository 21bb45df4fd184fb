"""Every logo is tried before it is published, where a hostile one harms nothing."""

import os

import pytest
from PIL import Image

from clausework.brand.logo import read_logo
from clausework.render.common import drawable
from clausework.render.common.drawable import logo_faults
from tests.support.pictures import CIRCLE, SOUND, UNSOUND, png, saved, svg


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_picture_is_taken(name: str) -> None:
    assert logo_faults(name, SOUND[name]()) == []


@pytest.mark.parametrize("name", UNSOUND)
def test_what_some_program_cannot_draw_is_refused(name: str) -> None:
    code, made = UNSOUND[name]
    (fault,) = logo_faults(name, made())
    assert fault.code == code
    assert fault.message.startswith(name)
    # The next one is tried all the same.
    assert logo_faults("plain.png", png()) == []


def test_one_program_tries_all(monkeypatch: pytest.MonkeyPatch) -> None:
    logo_faults("plain.png", png())
    first = drawable._trial()
    # No two of these were asked about before.
    for size in range(20, 24):
        assert logo_faults("plain.png", saved(Image.new("RGB", (size, size), "red"), "PNG")) == []
    assert drawable._trial() is first
    # What was asked before is known, though nothing could try it now.
    monkeypatch.setattr(drawable, "_trial", None)
    assert logo_faults("plain.png", png()) == []


def test_a_fork_has_one_of_its_own() -> None:
    logo_faults("circle.svg", svg(CIRCLE))
    first = drawable._trial()
    child = os.fork()
    if child == 0:
        other = drawable._trial()
        os._exit(0 if other is not first and other.running else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert drawable._trial() is first
    assert first.running


@pytest.mark.parametrize("name", SOUND)
def test_cleaning_keeps_what_is_seen(name: str) -> None:
    logo, faults = read_logo(name, SOUND[name]())
    assert faults == []
    assert logo is not None
    # What was cleaned is as good as what was sent.
    assert logo_faults(name, logo.data) == []
