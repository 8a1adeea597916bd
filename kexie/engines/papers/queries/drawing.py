"""How a paper is drawn as PDF: by typst from the templates in `data/`, in the fonts of this machine."""

import functools
import io
import json
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pikepdf
import typst
from fontTools.ttLib import TTFont

from kexie.engines.papers import rules
from kexie.engines.papers.rules import fonts, texts

DATA = Path(__file__).parents[1] / "data"
_kept = threading.local()


def pdf(template: str, data: Mapping[str, Any], *, has_tags: bool = True) -> bytes:
    """Return a template (its name without `.typ`) filled with data, as PDF.

    The data are handed over as JSON and are never part of the source, so that whatever stands in them is drawn as it
    stands there; the template reads nothing but them. Raises ValidationError without a Chinese font. `has_tags` lets it
    be read aloud.
    """
    return _drawn(template, {"fonts": rules.printing(families()), **data}, pdf_tags=has_tags)


def formal(template: str, data: Mapping[str, Any], **options: Any) -> bytes:
    """Return a template filled with data as `pdf` does, or as a picture, in the faces of official papers."""
    faces = fonts.faces(families())
    return _drawn(template, {"fonts": faces["body"], "faces": faces, **data}, **options)


def joined(parts: Iterable[bytes]) -> bytes:
    """Return one PDF of the pages of several."""
    first, *others = [pikepdf.open(io.BytesIO(part)) for part in parts]
    for other in others:
        first.pages.extend(other.pages)
    whole = io.BytesIO()
    first.save(whole, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return whole.getvalue()


def uncovered(found: Iterable[str]) -> set[str]:
    """Return the characters that no font which PDFs are printed with has: they would be drawn as boxes."""
    asked = {character for text in found for character in rules.shown(text) if not character.isspace()}
    for family in rules.printing(families()):
        if not asked:
            break
        asked -= {character for character in asked if ord(character) in _characters(family)}
    return asked


def lacking(*papers: object) -> str:
    """Say which characters of one paper or of some no installed font has, or nothing where all are there."""
    has_word = not any(isinstance(paper, rules.Blank | rules.Certificate | rules.Receipt) for paper in papers)
    return fonts.lacking(uncovered(texts.all_of(texts.plain(papers))), has_word=has_word)


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
