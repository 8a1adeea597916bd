"""Official papers (EST-10): for replies and decisions in `establishment`."""

import io
from functools import partial
from typing import Any

from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Length, Mm, Pt
from docxtpl import DocxTemplate, InlineImage

from kexie.engines.papers.queries.drawing import formal
from kexie.engines.papers.queries.words import literals, word
from kexie.engines.papers.rules.official import Official, laid_out

SEAL = Mm(42)
STEP = Mm(156) / 28  # a character's place in a line
LINE, SMALL = Pt(28.95), Pt(22)  # lines of the template: of the body, of the imprint
LOWER = Mm(297 - 35)  # the lower edge of the type area on the page
ANCHOR = (
    '<wp:anchor {} simplePos="0" relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"'
    ' distT="0" distB="0" distL="0" distR="0"><wp:simplePos x="0" y="0"/>'
    '<wp:positionH relativeFrom="column"><wp:posOffset>{}</wp:posOffset></wp:positionH>'
    '<wp:positionV relativeFrom="paragraph"><wp:posOffset>{}</wp:posOffset></wp:positionV></wp:anchor>'
)


def official_pdf(paper: Official) -> bytes:
    """Return an official paper as PDF in the layout of GB/T 9704-2012 (EST-10)."""
    return formal("official", laid_out(paper) | {"seal": list(paper.seal) if paper.seal else None})


def official_docx(paper: Official) -> bytes:
    """Return the same paper as a Word document (EST-10)."""
    data = laid_out(paper)

    def filled(document: DocxTemplate) -> dict[str, Any]:
        seal = InlineImage(document, io.BytesIO(paper.seal), width=SEAL) if paper.seal else ""
        return {**literals(data), "seal": seal}

    return word("official", filled, partial(_adjust, data=data))


def _adjust(document: Document, data: dict[str, Any]) -> None:
    """Set what depends on how long names are: the size of the mark, where signature, date and seal stand."""
    gaps = {"Signature": data["signed_gap"], "Date": data["date_gap"]}
    for paragraph in document.paragraphs:
        name = paragraph.style.name if paragraph.style else ""
        if name == "Mark":
            for run in paragraph.runs:
                run.font.size = Pt(data["mark_size"])
        elif name in gaps:
            paragraph.paragraph_format.right_indent = round(gaps[name] * STEP)
    middle = Mm(156) - (data["date_gap"] + data["date_width"] / 2) * STEP
    for place in document.element.body.iter(qn("w:tblpPr")):
        place.set(qn("w:tblpY"), str(round(Length(LOWER - data["imprint_lines"] * SMALL).twips)))
    for inline in document.element.body.iter(qn("wp:inline")):
        _float(inline, round(middle - SEAL / 2), round(LINE - Mm(2) - SEAL / 2))


def _float(inline: Any, x: int, y: int) -> None:  # noqa: ANN401 - an element of lxml
    """Let a picture in a line lie over the text, so many units from where its column and its paragraph begin."""
    anchor = parse_xml(ANCHOR.format(nsdecls("wp", "a", "pic", "r"), x, y))
    inline.getparent().replace(inline, anchor)
    anchor.extend(list(inline))
    extent = anchor.find(qn("wp:extent"))
    extent.addnext(wrap := OxmlElement("wp:wrapNone"))
    if (effect := anchor.find(qn("wp:effectExtent"))) is not None:
        wrap.addprevious(effect)
