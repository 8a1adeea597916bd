"""Papers as PDF, drawn by typst from the templates in `data/`, and as Word from those beside them."""

import functools
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import segno
import typst
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from fontTools.ttLib import TTFont
from markupsafe import Markup, escape

from kexie.engines.papers import rules
from kexie.engines.papers.rules import Letter, Slip

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


def letters(letters: Iterable[Letter]) -> bytes:
    """Return letters with activation codes as PDF, each on a page of its own (ACC-03)."""
    rows = [_shown(letter) | {"qr": qr(letter.link)} for letter in letters]
    rules.require_few(len(rows))
    return pdf("letters", {"letters": rows})


def letters_in_word(letters: Iterable[Letter]) -> bytes:
    """Return the same letters as a Word document, from a template that people edit in Word (see `data/README.md`)."""
    given = list(letters)
    rules.require_few(len(given))
    document = DocxTemplate(DATA / "letters.docx")
    rows = [
        {name: _literal(text) for name, text in _shown(letter).items()}
        | {"qr": InlineImage(document, _picture(letter.link), width=Mm(36))}
        for letter in given
    ]
    document.render({"letters": rows}, autoescape=True)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _shown(letter: Letter) -> dict[str, str]:
    return {name: rules.shown(text) for name, text in asdict(letter).items()}


def _literal(text: str) -> Markup:
    """Return a text that stands in the document as it is.

    The library reads `{_{` in what it has rendered as braces of its own, so no underscore is left to it.
    """
    return Markup(str(escape(text)).replace("_", "&#95;"))  # noqa: S704 - escaped in the same breath


def _picture(link: str) -> io.BytesIO:
    drawn = io.BytesIO()
    segno.make(link, error="m", micro=False).save(drawn, kind="png", scale=8, border=1)
    drawn.seek(0)
    return drawn


def uncovered(texts: Iterable[str]) -> set[str]:
    """Return the characters that no font which PDFs are printed with has: they would be drawn as boxes."""
    asked = {character for text in texts for character in rules.shown(text) if not character.isspace()}
    for family in rules.printing(families()):
        if not asked:
            break
        asked -= {character for character in asked if ord(character) in _characters(family)}
    return asked


@functools.cache
def _characters(family: str) -> frozenset[int]:
    """Return the characters of a font family, read once from its file."""
    for font in _fonts().fonts():
        if font.family == family and font.path:
            with TTFont(font.path, fontNumber=font.index, lazy=True) as file:
                return frozenset(file.getBestCmap() or ())
    return frozenset()


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
