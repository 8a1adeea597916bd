"""Templates and lists are text where they should be text, and cost the same memory however long they are."""

import io
import re
import time
import tracemalloc
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from django.core.exceptions import ValidationError
from openpyxl.worksheet.worksheet import Worksheet

from kexie.engines.sheets import queries, rules
from kexie.engines.sheets.rules import Column
from kexie.engines.sheets.tests import factories
from kexie.engines.sheets.tests.factories import COLUMNS

ONE = (Column("value", "内容", width=30),)


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def first(content: bytes) -> Worksheet:
    return opened(content).worksheets[0]


@pytest.mark.spec("SEC-04")
@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("x")', "＝1", "{=1}"])
def test_no_cell_is_a_formula(text: str) -> None:
    content = queries.write(ONE, [{"value": text}])
    cell = first(content)["A2"]
    assert (cell.data_type, cell.value.strip()) == ("s", text.strip())
    assert cell.number_format == "@"
    assert bool(cell.quotePrefix) == text.startswith(("=", "+", "-", "@", "\t", "＝"))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert b"<f>" not in parts.read(factories.SHEET)


@pytest.mark.parametrize(
    ("value", "kept", "style"),
    [
        ("007", "007", "@"),
        ("", None, "@"),
        (None, None, "@"),
        (True, "是", "@"),
        (False, "否", "@"),
        (12, 12, "General"),
        (1.5, 1.5, "General"),
        (Decimal("12.50"), 12.5, "General"),
        (430602199003072001, "430602199003072001", "@"),
        (date(2026, 5, 1), datetime.fromisoformat("2026-05-01"), "yyyy\\-mm\\-dd"),
        (datetime(2026, 5, 1, 1, 30, tzinfo=UTC), datetime.fromisoformat("2026-05-01 09:30"), "yyyy\\-mm\\-dd\\ hh:mm"),
        ("长" * 40_000, "长" * rules.MAX_CELL, "@"),
    ],
)
def test_values_as_they_are(value: object, kept: object, style: str) -> None:
    sheet = first(queries.write((*ONE, Column("end", "末")), [{"value": value, "end": "x"}]))
    assert sheet["A2"].value == kept
    assert sheet["A2"].number_format in {style, style.replace("\\", "")} or kept is None


def test_a_list_to_take_away() -> None:
    sheet = first(queries.write(COLUMNS, factories.filled(3)))
    assert [cell.value for cell in sheet[1]] == factories.HEADER
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:D4")
    assert sheet.column_dimensions["A"].width >= 16


def test_what_stands_above_a_list() -> None:
    content = queries.write(ONE, [{"value": "x"}], title="名单", notes=["截至 2026-11-21", "类别：企业科协"])
    sheet = first(content)
    assert [sheet.cell(row, 1).value for row in range(1, 6)] == [
        "名单",
        "截至 2026-11-21",
        "类别：企业科协",
        "内容",
        "x",
    ]
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("A5", "A4:A5", "$4:$4")


@pytest.mark.spec("SEC-06")
def test_who_took_it_away_stands_on_every_printed_page() -> None:
    mark = "王敏&李明 2026-11-21 16:30 导出"
    sheet = first(queries.write(ONE, [{"value": "x"}], title="名单", mark=mark))
    assert sheet["A2"].value == mark
    assert sheet.oddHeader.center.text == mark.replace("&", "&&")
    assert sheet.oddFooter.left.text == mark.replace("&", "&&")
    assert sheet.oddFooter.right.text == "第 &P 页，共 &N 页" or "Page" in str(sheet.oddFooter.right.text)


def test_a_template_explains_itself() -> None:
    book = opened(queries.template(COLUMNS, title="批量开通账号"))
    sheet, help_sheet = book.worksheets
    assert [cell.value for cell in sheet[1]] == ["姓名*", "手机号*", "角色", "备注（选填）"]
    assert sheet.freeze_panes == "A2"
    rules_of = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert (rules_of["C2:C5001"].type, rules_of["C2:C5001"].formula1) == ("list", '"管理员,统计员"')
    assert (rules_of["A2:A5001"].type, rules_of["A2:A5001"].formula1) == ("textLength", "20")
    assert rules_of["B2:B5001"].prompt == "必填。\n用来登录和接收验证码。\n例如：13800005678"
    words = "\n".join(str(cell) for row in help_sheet.iter_rows(values_only=True) for cell in row if cell)
    for part in ("批量开通账号", "手机号", "用来登录和接收验证码。", "13800005678", "管理员、统计员", "5,000 行"):
        assert part in words


def test_cells_to_fill_in_are_text() -> None:
    content = queries.template(COLUMNS, title="表", rows=[{"name": "王敏"}])
    sheet = first(content)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        styles = re.findall(rb'<col [^>]*style="(\d+)"', parts.read(factories.SHEET))
    assert len(styles) == 1
    assert sheet["A2"].number_format == "@"


def test_more_rows_than_a_sheet_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "MAX_WRITTEN", 3)
    assert queries.save(io.BytesIO(), COLUMNS, factories.filled(3)) == 3
    with pytest.raises(ValidationError, match="最多 3 行"):
        queries.write(COLUMNS, factories.filled(4))


def rows(count: int) -> Iterator[dict[str, Any]]:
    for n in range(count):
        yield {"name": f"王敏{n}", "mobile": f"138{n:08}", "role": "管理员", "note": "说明"}


def peak(count: int) -> int:
    """Return how much memory writing so many rows takes."""
    with io.BytesIO() as file:
        tracemalloc.start()
        queries.save(file, COLUMNS, rows(count))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most - len(file.getvalue())


@pytest.mark.spec("PRF-11")
def test_memory_does_not_grow_with_the_rows() -> None:
    peak(10)
    assert peak(10_000) <= 1.1 * peak(1_000) + 2 * 1024**2


def bare(count: int) -> None:
    with xlsxwriter.Workbook(io.BytesIO(), {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows(count), 1):
            for place, value in enumerate(row.values()):
                sheet.write_string(number, place, value)


@pytest.mark.spec("PRF-11")
@pytest.mark.drill
def test_a_hundred_thousand_rows_cost_little_more_than_bare() -> None:
    def cost(count: int, *, ours: bool) -> float:
        begun = time.process_time()
        queries.save(io.BytesIO(), COLUMNS, rows(count)) if ours else bare(count)
        return time.process_time() - begun

    ratio = min(cost(100_000, ours=True) for _ in range(3)) / min(cost(100_000, ours=False) for _ in range(3))
    assert ratio <= 1.5
