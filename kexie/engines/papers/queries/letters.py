"""Activation codes on paper: slips, eight to a sheet, and letters."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage

from kexie.core import qr
from kexie.engines.papers import rules
from kexie.engines.papers.queries.drawing import joined, pdf
from kexie.engines.papers.queries.words import literal, word
from kexie.engines.papers.rules import Letter, Slip

AT_ONCE = 80  # slips: typst holds all of a document in memory, and what it drew in the ten documents before


def slips(slips: Iterable[Slip]) -> bytes:
    """Return activation slips as PDF, eight to an A4 page with lines to cut along (ACC-02)."""
    given = list(slips)
    if len(given) <= AT_ONCE:
        return pdf("slips", _cut(given))
    parts = (given[place : place + AT_ONCE] for place in range(0, len(given), AT_ONCE))
    return joined(pdf("slips", _cut(part), has_tags=False) for part in parts)  # tags would not outlive the joining


def _cut(slips: Sequence[Slip]) -> dict[str, Any]:
    """Return what the sheets show; slips that lead to one address share its code."""
    links = {slip.link or slip.address: None for slip in slips}
    places = {link: place for place, link in enumerate(links)}
    rows = [asdict(slip) | {"qr": places[slip.link or slip.address]} for slip in slips]
    return {"slips": rows, "codes": [qr.svg(link) for link in links]}


def letters(letters: Iterable[Letter]) -> bytes:
    """Return letters with activation codes as PDF, each on a page of its own (ACC-03)."""
    rows = [_shown(letter) | {"qr": qr.svg(letter.link)} for letter in letters]
    rules.require_few(len(rows))
    return pdf("letters", {"letters": rows})


def letters_in_word(letters: Iterable[Letter]) -> bytes:
    """Return the same letters as a Word document, from a template that people edit in Word (see `data/README.md`)."""
    given = list(letters)
    rules.require_few(len(given))

    def filled(document: DocxTemplate) -> dict[str, Any]:
        rows = [
            {name: literal(text) for name, text in _shown(letter).items()}
            | {"qr": InlineImage(document, io.BytesIO(qr.png(letter.link)), width=Mm(36))}
            for letter in given
        ]
        return {"letters": rows}

    return word("letters", filled)


def _shown(letter: Letter) -> dict[str, str]:
    return {name: rules.shown(text) for name, text in asdict(letter).items()}
