"""Papers as PDF, drawn by typst from the templates in `data/`."""

from collections.abc import Iterable, Mapping
from typing import Any

from kexie.engines.papers.rules import Slip


def pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """Return a template (its name without `.typ`) filled with data, as PDF.

    Raises ValidationError where this server has no Chinese font.
    """
    raise NotImplementedError


def slips(slips: Iterable[Slip]) -> bytes:
    """Return activation slips as PDF, many to an A4 page with lines to cut along (ACC-02)."""
    raise NotImplementedError
