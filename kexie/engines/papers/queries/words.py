"""How a paper is written as Word: by docxtpl from the templates in `data/`, which people edit in Word."""

import io
from collections.abc import Callable
from typing import Any

from docx.document import Document
from docxtpl import DocxTemplate
from markupsafe import Markup, escape

from kexie.engines.papers.queries.drawing import DATA


def word(
    template: str, filled: Callable[[DocxTemplate], dict[str, Any]], adjust: Callable[[Document], None] | None = None
) -> bytes:
    """Return a template (its name without `.docx`) with what `filled` gives for its document.

    Whatever people wrote must come as `literal`. `adjust` sets what no mark in the template can, such as a size that
    depends on how long a name is.
    """
    document = DocxTemplate(DATA / f"{template}.docx")
    document.render(filled(document), autoescape=True)
    if adjust is not None:
        adjust(document.docx)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def literal(text: str) -> Markup:
    """Return a text that stands in the document as it is.

    The library reads `{_{` in what it has rendered as braces of its own, so no underscore is left to it.
    """
    return Markup(str(escape(text)).replace("_", "&#95;"))  # noqa: S704 - escaped in the same breath


def literals(value: Any) -> Any:  # noqa: ANN401 - whatever stands in a paper
    """Return plain data with every text in it as `literal`."""
    if isinstance(value, str):
        return literal(value)
    if isinstance(value, dict):
        return {name: literals(part) for name, part in value.items()}
    return [literals(part) for part in value] if isinstance(value, list) else value
