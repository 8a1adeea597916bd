"""What came of a survey on paper: a report, and a picture of one question (FRM-08)."""

from collections.abc import Mapping
from datetime import datetime

from kexie.areas.surveys.models import Survey
from kexie.areas.surveys.queries.results import Crossed, Narrowed, Worded, summary, words
from kexie.areas.surveys.queries.running import collection
from kexie.core import clock
from kexie.engines.papers.rules import Bar, Finding, Findings
from kexie.engines.questionnaires.queries import answers
from kexie.engines.questionnaires.queries.crosstabs import Crosstab
from kexie.engines.questionnaires.queries.results import Part
from kexie.engines.questionnaires.rules import Kind
from kexie.engines.sheets.queries import as_of

SEVERAL = {
    Kind.MULTIPLE: "可以多选，各项占比之和可能超过 100%",
    Kind.RANKING: "条形是排在第 1 位的人数",
}
CLOSING = "不含作废的答卷。占比按回答了这道题的人数计算。"
DRAWN = 20  # words in a picture
PERSONAL = "个人信息，不列入报告"


def report(survey: Survey, narrow: Narrowed, crossed: Crossed | None = None) -> Findings:
    """Return the report: each question, the texts only by how many there are, and two questions crossed if wanted."""
    found = summary(survey, narrow)
    written = answers.written(
        collection(survey), [part.question.item.key for part in found.parts if part.is_text], narrow.meant
    )
    parts = [finding(part, written) for part in found.parts]
    if crossed and crossed.table:
        parts.append(_crossed(crossed.table))
    return Findings(f"{survey}结果", _notes(survey, narrow, found.total), tuple(parts), CLOSING)


def _notes(survey: Survey, narrow: Narrowed, total: int) -> tuple[str, ...]:
    held = collection(survey)
    opened = f"{_day(held.opens_at)} 开始收集"
    time = f"{opened}，{_day(held.closed_at)} 结束" if held.closed_at else f"{opened}，{as_of()}"
    who = f"{survey.get_audience_display()}{'，匿名填写' if held.is_anonymous else ''}。"
    of = f"只统计{narrow.meant.words}的。" if narrow.meant else ""
    return (survey.organisation.name, f"{time}，有效答卷 {total:,} 份。{of}", f"填写对象：{who}")


def _day(moment: datetime) -> str:
    return f"{moment.astimezone(clock.PLACE):%Y-%m-%d}"


def finding(part: Part, written: Mapping[str, int]) -> Finding:
    """Return what came of one question, as it stands on paper; `written` tells how many wrote a text."""
    grid = part.grid
    rows = [(label, *map(_cell, cells), f"{answered:,}") for label, answered, cells in grid.lines] if grid else []
    return Finding(
        part.question.label,
        _about(part, written),
        facts=tuple(part.facts),
        bars=tuple(
            Bar(_named(line.label, line.note), _told(line.number, line.share), float(line.share or 0))
            for line in part.lines
        ),
        columns=("项目", *grid.columns, "回答") if grid else (),
        rows=tuple(rows),
    )


def picture(survey: Survey, narrow: Narrowed, key: str) -> tuple[Finding, str] | None:
    """Return what came of one question, or its words, and a note; None where there is nothing to draw."""
    of = f"只统计{narrow.meant.words}的，" if narrow.meant else ""
    note = f"{survey}　{survey.organisation.called}　{of}{as_of()}"
    if worded := words(survey, narrow, key):
        return (_worded(worded), note) if worded.found.words else None
    found = summary(survey, narrow)
    part = next((one for one in found.parts if one.question.item.key == key and one.is_drawn), None)
    if part is None:
        return None
    return finding(part, {}), note


def _worded(worded: Worded) -> Finding:
    """The most frequent words as bars; the longest is that of the word most wrote."""
    listed, most = worded.found.words[:DRAWN], worded.found.words[0][1]
    bars = tuple(Bar(word, f"{number:,} 人", 100 * number / most) for word, number, _ in listed)
    return Finding(worded.label, f"常用词，{worded.found.read:,} 条填写内容", bars=bars)


def _about(part: Part, written: Mapping[str, int]) -> str:
    item = part.question.item
    if part.is_personal:
        return f"{part.kind}，{PERSONAL}"
    number = part.answered if part.answered is not None else written.get(item.key, 0)
    told = f"{part.kind}，{number:,} 人{'填写' if part.is_text else '回答'}"
    return f"{told}；{SEVERAL[item.kind]}" if item.kind in SEVERAL else told


def _named(label: str, note: str) -> str:
    return f"{label}（{note}）" if note else label


def _told(number: int, share: object) -> str:
    return f"{number:,} 人，{share}%" if share is not None else f"{number:,} 人"


def _cell(cell: tuple[str, str]) -> str:
    value, share = cell
    return f"{value}（{share}）" if share else value


def _crossed(table: Crosstab) -> Finding:
    note = f"两道题都回答的 {table.total:,} 人；括号里是占这一行合计的比例"
    rows = [
        (label, *(f"{cell.number:,}（{cell.of_line}%）" if cell.number else "0" for _, cell in cells), f"{whole:,}")
        for label, whole, cells in table.lines
    ]
    total = ("合计", *(f"{number:,}" for _, number in table.columns), f"{table.total:,}")
    return Finding(
        f"交叉分析：{table.down.label}　×　{table.across.label}",
        f"{note}；多选题各格相加会超过合计" if table.is_several else note,
        columns=(table.down.item.label, *(label for label, _ in table.columns), "合计"),
        rows=(*rows, total),
    )
