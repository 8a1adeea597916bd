"""What stands where on a drawn page, measured on its picture: millimetres of ink, lines, characters of a line."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pytest
from PIL import Image, ImageOps

from kexie.engines.papers.queries import drawing

PPI = 144


@dataclass(frozen=True)
class Ink:
    """A row of ink: where it lies on the page, and where the stretches of ink in it do, in millimetres."""

    top: float
    bottom: float
    stretches: tuple[tuple[float, float], ...]

    @property
    def left(self) -> float:
        return self.stretches[0][0]

    @property
    def right(self) -> float:
        return self.stretches[-1][1]


@dataclass(frozen=True)
class Drawn:
    """A drawn page."""

    picture: Image.Image

    @property
    def rows(self) -> list[Ink]:
        black = ImageOps.invert(self.picture.convert("L")).point(lambda shade: 255 if shade > 90 else 0)
        return [
            Ink(millimetres(top), millimetres(bottom), tuple((millimetres(a), millimetres(b)) for a, b in across))
            for top, bottom in runs(black, (1, black.height))
            if (across := list(runs(black.crop((0, top, black.width, bottom)), (black.width, 1))))
        ]


def millimetres(points: float) -> float:
    return points / PPI * 25.4


def runs(black: Image.Image, size: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Yield where ink begins and ends, down or across, according to which side the picture is pressed to one point."""
    pressed = black.convert("F").resize(size, Image.Resampling.BOX).tobytes()
    values = memoryview(pressed).cast("f")
    for is_ink, found in groupby(range(len(values)), lambda place: values[place] > 0):
        if is_ink:
            places = list(found)
            yield places[0], places[-1] + 1


def pages(make: Any, monkeypatch: pytest.MonkeyPatch) -> list[Drawn]:
    """Return the pages that a function draws, as pictures."""
    draw = drawing._drawn

    def picture(template: str, data: Any, **_: Any) -> Any:
        return draw(template, data, format="png", ppi=PPI)

    with monkeypatch.context() as context:
        context.setattr(drawing, "_drawn", picture)
        made = make()
    return [Drawn(Image.open(io.BytesIO(page))) for page in (made if isinstance(made, list) else [made])]
