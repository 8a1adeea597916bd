"""Papers as PDF, drawn by typst from the templates in `data/`, and as Word from those beside them."""

import functools
import io
import json
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pikepdf
import typst
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from fontTools.ttLib import TTFont
from markupsafe import Markup, escape

from kexie.core import qr
from kexie.engines.papers import rules
from kexie.engines.papers.rules import Letter, Slip

DATA = Path(__file__).parent / "data"
AT_ONCE = 80  # slips: typst holds all of a document in memory, and what it drew in the ten documents before
_kept = threading.local()


def pdf(template: str, data: Mapping[str, Any], *, has_tags: bool = True) -> bytes:
    """Return a template (its name without `.typ`) filled with data, as PDF.

    The data are handed over as JSON and are never part of the source, so that whatever stands in them is drawn as it
    stands there; the template reads nothing but them. Raises ValidationError without a Chinese font. `has_tags` lets it
    be read aloud.
    """
    return _drawn(template, {"fonts": rules.printing(families()), **data}, pdf_tags=has_tags)


def slips(slips: Iterable[Slip]) -> bytes:
    """Return activation slips as PDF, eight to an A4 page with lines to cut along (ACC-02)."""
    given = list(slips)
    if len(given) <= AT_ONCE:
        return pdf("slips", _cut(given))
    parts = (given[place : place + AT_ONCE] for place in range(0, len(given), AT_ONCE))
    return _joined(pdf("slips", _cut(part), has_tags=False) for part in parts)  # tags would not outlive the joining


def _cut(slips: Sequence[Slip]) -> dict[str, Any]:
    """Return what the sheets show; slips that lead to one address share its code."""
    links = {slip.link or slip.address: None for slip in slips}
    places = {link: place for place, link in enumerate(links)}
    rows = [asdict(slip) | {"qr": places[slip.link or slip.address]} for slip in slips]
    return {"slips": rows, "codes": [qr.svg(link) for link in links]}


def _joined(parts: Iterable[bytes]) -> bytes:
    """Return one PDF of the pages of several."""
    first, *others = [pikepdf.open(io.BytesIO(part)) for part in parts]
    for other in others:
        first.pages.extend(other.pages)
    joined = io.BytesIO()
    first.save(joined, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return joined.getvalue()


def letters(letters: Iterable[Letter]) -> bytes:
    """Return letters with activation codes as PDF, each on a page of its own (ACC-03)."""
    rows = [_shown(letter) | {"qr": qr.svg(letter.link)} for letter in letters]
    rules.require_few(len(rows))
    return pdf("letters", {"letters": rows})


def letters_in_word(letters: Iterable[Letter]) -> bytes:
    """Return the same letters as a Word document, from a template that people edit in Word (see `data/README.md`)."""
    given = list(letters)
    rules.require_few(len(given))
    document = DocxTemplate(DATA / "letters.docx")
    rows = [
        {name: _literal(text) for name, text in _shown(letter).items()}
        | {"qr": InlineImage(document, io.BytesIO(qr.png(letter.link)), width=Mm(36))}
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


def families() -> set[str]:
    """Return the font families of this machine; a font that is installed later counts from the next start on."""
    return set(_fonts().families())


def _drawn(template: str, data: Mapping[str, Any], **options: Any) -> bytes:
    """Return a template drawn with data by this thread's compiler: no two threads may use one at once.

    It is kept, and the data are a file beside the source instead of an input from outside, because each new compiler
    and each new input lets typst go through all that it knows again, a millisecond each time.
    """
    if not hasattr(_kept, "compiler"):
        _kept.compiler = typst.Compiler(root=DATA, font_paths=_fonts())
    files = {"main.typ": _source(template), "data.json": json.dumps(data, ensure_ascii=False).encode()}
    drawn: bytes = _kept.compiler.compile(files, **options)
    return drawn


@functools.cache
def _source(template: str) -> bytes:
    return (DATA / f"{template}.typ").read_bytes()


@functools.cache
def _fonts() -> typst.Fonts:
    return typst.Fonts()
