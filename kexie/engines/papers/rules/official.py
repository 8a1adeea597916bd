"""Official papers in the layout of GB/T 9704-2012 (EST-10): what stands where. No tables, no clock."""

import math
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from kexie.engines.papers.rules.texts import balanced, plain, shown, width, written

LINE = 28  # characters of size 3 in a line
COPIES = 26  # characters of size 4 in a line after 抄送：
LARGEST, SMALLEST = 52, 24  # points of the red mark
HEADS = (re.compile(r"[一二三四五六七八九十]+、"), re.compile(r"（[一二三四五六七八九十]+）"))


@dataclass(frozen=True)
class Official:
    """An official paper: `organ` stands red above it, `recipients` and `copies_to` are names, in their order.

    `paragraphs` may begin with 一、 or （一）, which draws short headings as such; `attachments` are names without
    numbers. `seal` is a picture (PNG with a clear ground, JPEG); without one, name and date stand as the standard
    has them for papers without a seal. `printed_by` is the office that sends it out where it is not the organ itself.
    `names` are those in the title that no line of it tears apart.
    """

    organ: str
    number: str
    title: str
    recipients: tuple[str, ...]
    paragraphs: tuple[str, ...]
    attachments: tuple[str, ...]
    signed_by: str
    signed_on: date
    copies_to: tuple[str, ...] = ()
    seal: bytes | None = None
    printed_by: str = ""
    names: tuple[str, ...] = ()


def laid_out(paper: Official) -> dict[str, Any]:
    """Return what the templates of both forms show: all words of the paper, and the measures reckoned from them."""
    mark = f"{shown(paper.organ)}文件"
    left, right = signature(paper)
    copies = "，".join(map(shown, paper.copies_to))
    return {
        **plain(paper),
        "mark": mark,
        "mark_size": max(SMALLEST, min(LARGEST, math.floor(2 * LINE * 15.7 / width(mark)) / 2)),
        "title_lines": balanced(shown(paper.title), names=map(shown, paper.names)),
        "to": "，".join(map(shown, paper.recipients)),
        "paragraphs": [parts(shown(text)) for text in paper.paragraphs],
        "signed_gap": left,
        "date_gap": right,
        "date_width": width(written(paper.signed_on)),
        "has_seal": paper.seal is not None,
        "copies": copies,
        "imprint_lines": 1 + math.ceil((width(copies) + 1) / COPIES) if copies else 1,
        "printed_by": shown(paper.printed_by or paper.signed_by),
    }


def signature(paper: Official) -> tuple[float, float]:
    """Return how many characters stay empty to the right of the signature and of the date (GB/T 9704-2012, 7.3.5).

    Without a seal the signature leaves two and the date begins two after it; a date that would end after it leaves two
    itself. With a seal the date leaves four and the signature stands over its middle.
    """
    name, day = width(shown(paper.signed_by)), width(written(paper.signed_on))
    if paper.seal is not None:
        middle = max(4 + day / 2, name / 2)
        return middle - name / 2, middle - day / 2
    return (2, name - day) if name >= day else (4 + day - name, 2)


def parts(text: str) -> dict[str, str]:
    """Return a paragraph with its heading of the first or second level apart, which have faces of their own.

    A whole short paragraph without a full stop is a heading, and so is a short first sentence.

    >>> parts("一、总体要求")
    {'first': '一、总体要求', 'second': '', 'text': ''}
    >>> parts("（二）加强领导。要把工作落到实处。")
    {'first': '', 'second': '（二）加强领导。', 'text': '要把工作落到实处。'}
    """
    sentence, stop, rest = text.partition("。")
    is_heading = width(sentence) <= LINE - 2 and not text.endswith(("；", "：", "，"))
    levels = [bool(is_heading and head.match(text)) for head in HEADS]
    if not any(levels):
        return {"first": "", "second": "", "text": text}
    heading = sentence + stop
    return {"first": heading if levels[0] else "", "second": heading if levels[1] else "", "text": rest}
