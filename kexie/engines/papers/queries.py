"""Papers as PDF, drawn by typst from the templates in `data/`."""

import functools
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import segno
import typst

from kexie.engines.papers import rules
from kexie.engines.papers.rules import Slip

DATA = Path(__file__).parent / "data"


def pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """Return a template (its name without `.typ`) filled with data, as PDF.

    The data are handed over as JSON and are never part of the source, so that whatever stands in them is drawn as it
    stands there; the template reads no file outside its folder. Raises ValidationError without a Chinese font.
    """
    given = json.dumps({"fonts": rules.printing(families()), **data}, ensure_ascii=False)
    return typst.compile(DATA / f"{template}.typ", root=DATA, font_paths=_fonts(), sys_inputs={"data": given})


def slips(slips: Iterable[Slip]) -> bytes:
    """Return activation slips as PDF, eight to an A4 page with lines to cut along (ACC-02)."""
    given = list(slips)
    links = {slip.link or slip.address: None for slip in given}
    places = {link: place for place, link in enumerate(links)}
    rows = [asdict(slip) | {"qr": places[slip.link or slip.address]} for slip in given]
    return pdf("slips", {"slips": rows, "codes": [qr(link) for link in links]})


def qr(link: str) -> str:
    """Return a link as QR code in SVG."""
    drawn = io.BytesIO()
    segno.make(link, error="m", micro=False).save(drawn, kind="svg", border=0, xmldecl=False, nl=False)
    return drawn.getvalue().decode()


def families() -> set[str]:
    """Return the font families of this machine; a font that is installed later counts from the next start on."""
    return set(_fonts().families())


@functools.cache
def _fonts() -> typst.Fonts:
    return typst.Fonts()
