"""What came of a survey (FRM-08), as a report and as pictures of single questions: for `surveys` and `polls`."""

from functools import partial
from typing import Any

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm
from docx.table import Table

from kexie.engines.papers.queries.drawing import formal
from kexie.engines.papers.queries.words import literals, word
from kexie.engines.papers.rules.findings import Finding, Findings, laid_out

SHADE = '<w:shd {} w:val="clear" w:color="auto" w:fill="0B5CAD"/>'
INDENT = '<w:ind {} w:right="{}"/>'
BAR = Mm(68)  # the longest, in a column of 72 mm
PICTURES = ("png", "svg")


def findings_pdf(findings: Findings) -> bytes:
    """Return what came of a survey as PDF."""
    return formal("findings", laid_out(findings) | {"is_picture": False})


def findings_docx(findings: Findings) -> bytes:
    """Return the same as a Word document."""
    data = laid_out(findings)
    return word("findings", lambda _: literals(data), partial(_adjust, data=data))


def finding_picture(finding: Finding, *, note: str, kind: str) -> bytes:
    """Return what came of one question as a picture, `png` or `svg`, with a note below it."""
    data = laid_out(Findings(finding.heading, (), (finding,), note)) | {"is_picture": True}
    return formal("findings", data, pdf_tags=False, format=kind, **({"ppi": 200.0} if kind == "png" else {}))


def _adjust(document: Document, data: dict[str, Any]) -> None:
    """Draw the bars, and share the page's width between the columns of each table."""
    (section,) = document.sections
    width = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    places = [style for style in document.element.body.iter(qn("w:pStyle")) if style.get(qn("w:val")) == "Bar"]
    lines = [line for part in data["parts"] for line in part["bars"]]
    for place, line in zip(places, lines, strict=True):
        _draw(place, line["length"])
    tables = iter(document.tables)
    for part in data["parts"]:
        if part["bars"]:
            next(tables)
        if part["columns"]:
            _share(next(tables), width, part["shares"])


def _draw(style: Any, length: float) -> None:  # noqa: ANN401 - an element of lxml
    """Fill the paragraph of a style from its left up to so many percent."""
    if length > 0:
        style.addnext(parse_xml(INDENT.format(nsdecls("w"), round(BAR.twips * (100 - min(length, 100)) / 100))))
        style.addnext(parse_xml(SHADE.format(nsdecls("w"))))


def _share(table: Table, width: int, shares: list[float]) -> None:
    for column, share in zip(table.columns, shares, strict=True):
        column.width = round(width * share / sum(shares))
        for cell in column.cells:
            cell.width = column.width
