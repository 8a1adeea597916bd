"""What people fill in is read as they see it; what is wrong is told by row and column; no file does harm."""

import io
import json
import random
import time
import zipfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from datetime import time as moment
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from kexie.core import limited
from kexie.engines.sheets import queries, rules
from kexie.engines.sheets.queries import cells, uploads
from kexie.engines.sheets.rules import Column, Row
from kexie.engines.sheets.tests import factories
from kexie.engines.sheets.tests.factories import COLUMNS, HEADER

pytestmark = pytest.mark.spec("SEC-04")

ONE = (Column("value", "内容", max_length=40_000),)


def said(content: bytes, columns: tuple[Column, ...] = COLUMNS) -> list[str]:
    with pytest.raises(ValidationError) as refused:
        queries.read(content, columns)
    return refused.value.messages


def values(content: bytes, columns: tuple[Column, ...] = COLUMNS) -> list[dict[str, str]]:
    return [dict(row.values) for row in queries.read(content, columns)]


def shown(value: object) -> str:
    """Return how one cell of another library's workbook is read."""
    (row,) = queries.read(factories.typed(["内容"], [value]), ONE)
    return row["value"]


def complaints(content: bytes) -> list[str]:
    """Return what is said of a file that may be read or not."""
    try:
        queries.read(content, COLUMNS)
    except ValidationError as refused:
        return refused.messages
    return []


# What is read


def test_rows_with_their_numbers() -> None:
    content = factories.typed(HEADER, ["王敏", "13800005678", "管理员", ""], [], [None, "  "], ["李雷", "13900005678"])
    assert queries.read(content, COLUMNS) == [
        Row(2, {"name": "王敏", "mobile": "13800005678", "role": "管理员", "note": ""}),
        Row(5, {"name": "李雷", "mobile": "13900005678", "role": "", "note": ""}),
    ]


def test_any_order_and_heading_marks() -> None:
    header = [" 手机号 * ", "备注(选填)", "姓名*", None, "角色"]
    (row,) = values(factories.typed(header, ["13800005678", "说明", "王敏", None, "统计员"]))
    assert row == {"name": "王敏", "mobile": "13800005678", "role": "统计员", "note": "说明"}


def test_a_table_that_begins_further_down_and_right() -> None:
    content = factories.typed([], [], [None, *HEADER], [None, "王敏", "13800005678"])
    (row,) = queries.read(content, COLUMNS)
    assert (row.number, row["mobile"]) == (4, "13800005678")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (13800005678, "13800005678"),
        (13800005678.0, "13800005678"),
        (-5, "-5"),
        (0, "0"),
        (0.1 + 0.2, "0.3"),
        (1234.5, "1234.5"),
        (1e-7, "0.0000001"),
        (999_999_999_999_999, "999999999999999"),
        (True, "TRUE"),
        (date(2026, 5, 1), "2026-05-01"),
        (datetime.fromisoformat("2026-05-01"), "2026-05-01"),
        (datetime.fromisoformat("2026-05-01 08:30"), "2026-05-01 08:30"),
        (moment(8, 30), "08:30"),
        (moment(8, 30, 5), "08:30:05"),
        (timedelta(hours=30, minutes=5), "30:05:00"),
        ("007", "007"),
        (" 王\u3000敏\xa0", "王\u3000敏"),
        ("\u202d13800005678\u202c", "13800005678"),
        ("第一行\r\n第二行", "第一行\n第二行"),
        ("@SUM(1)", "@SUM(1)"),
        ("-1+2", "-1+2"),
        ("𠮷㐂䶮", "𠮷㐂䶮"),
    ],
)
def test_cells_as_people_see_them(value: object, expected: str) -> None:
    assert shown(value) == expected


def test_a_formula_gives_what_it_gave() -> None:
    book = io.BytesIO()
    with xlsxwriter.Workbook(book) as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        sheet.write_formula(1, 0, '="王"&"敏"', None, "王敏")
        sheet.write_formula(1, 1, "=13800005678", None, 13800005678)
    assert values(book.getvalue())[0] == {"name": "王敏", "mobile": "13800005678", "role": "", "note": ""}


def test_text_that_looks_like_a_formula_is_text() -> None:
    rows = [
        {"name": text, "mobile": "1", "role": "", "note": text} for text in ("=1+1", "+1", "-1", "@a", "=cmd|'/c'!A")
    ]
    assert values(queries.write(COLUMNS, rows)) == rows


def test_the_first_visible_sheet() -> None:
    book = openpyxl.Workbook()
    book.active.append(["别的"])
    book.active.sheet_state = "hidden"
    sheet = book.create_sheet()
    sheet.append(HEADER)
    sheet.append(["王敏", "13800005678"])
    assert values(factories.saved(book))[0]["name"] == "王敏"


def test_links_of_mail_addresses_are_no_harm() -> None:
    def alter(sheet: Worksheet) -> None:
        sheet["D2"].hyperlink = "mailto:wang@example.com"

    content = factories.typed(HEADER, ["王敏", "13800005678", "", "wang@example.com"], alter=alter)
    assert values(content)[0]["note"] == "wang@example.com"


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=50).map(rules.cleaned)


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.fixed_dictionaries({"name": TEXTS.filter(bool), "mobile": TEXTS, "note": TEXTS}), min_size=1, max_size=20
    )
)
def test_what_was_written_is_read(rows: list[dict[str, str]]) -> None:
    columns = tuple(Column(name, name) for name in ("name", "mobile", "note"))
    assert values(queries.write(columns, rows), columns) == rows


# What is wrong in it


def test_headings_missing_unknown_and_doubled() -> None:
    assert said(factories.typed(["姓名", "姓名", "电话", "角色", "备注（选填）"], ["王敏"])) == [
        "缺少“手机号”这一列。",
        "模板里没有“电话”这一列。",
        "“姓名”这一列出现了 2 次。",
        rules.HINT,
    ]


def test_something_below_no_heading() -> None:
    content = factories.typed(
        [*HEADER, None], ["王敏", "13800005678", "", "", "多出来的"], ["李", "1", "", "", "再一个"]
    )
    assert said(content) == ["E 列没有列名，第 2 行却有内容。请补上列名，或删去这一列。"]


def test_faults_by_row_and_column() -> None:
    content = factories.typed(
        HEADER, ["王敏", None], [], ["长" * 21, "1", "书记", "多" * 101], [None, "1", 1, "\u200b"]
    )
    assert said(content) == [
        "第 2 行“手机号”：没有填写。",
        "第 4 行“姓名”：最多 20 个字，现在有 21 个字。",
        "第 4 行“角色”：没有“书记”这个选项。可以填：管理员、统计员。",
        "第 4 行“备注（选填）”：最多 100 个字，现在有 101 个字。",
        "第 5 行“姓名”：没有填写。",
        "第 5 行“角色”：没有“1”这个选项。可以填：管理员、统计员。",
    ]


def test_lost_digits_and_failed_formulas() -> None:
    def alter(sheet: Worksheet) -> None:
        sheet["D3"] = "#N/A"
        sheet["D3"].data_type = "e"
        sheet["B4"] = "#REF!"
        sheet["B4"].data_type = "e"

    content = factories.typed(HEADER, ["王敏", 430602199003072000], ["李雷", "1"], alter=alter)
    assert said(content) == [
        f"第 2 行“手机号”：{rules.FAULTS['digits']}",
        f"第 3 行“备注（选填）”：{rules.FAULTS['error']}",
        "第 4 行“姓名”：没有填写。",
        f"第 4 行“手机号”：{rules.FAULTS['error']}",
    ]


def test_three_bad_rows_among_five_thousand() -> None:
    rows = factories.filled(5_000)
    rows[0]["mobile"], rows[2_499]["name"], rows[4_999]["role"] = "", "", "书记"
    assert said(queries.write(COLUMNS, rows)) == [
        "第 2 行“手机号”：没有填写。",
        "第 2501 行“姓名”：没有填写。",
        "第 5001 行“角色”：没有“书记”这个选项。可以填：管理员、统计员。",
    ]


@pytest.mark.parametrize(("wrong", "told"), [(50, 50), (51, 51), (5000, 51)])
def test_fifty_are_told_then_how_many_more(wrong: int, told: int) -> None:
    rows = [row | {"name": ""} if n < wrong else row for n, row in enumerate(factories.filled(5_000))]
    messages = said(queries.write(COLUMNS, rows))
    assert len(messages) == told
    assert messages[49] == "第 51 行“姓名”：没有填写。"
    assert messages[50:] == ([f"还有 {wrong - 50} 处需要更正。"] if wrong > 50 else [])


def test_five_thousand_rows_and_one_more() -> None:
    assert len(queries.read(factories.good(5_000), COLUMNS)) == 5_000
    assert said(factories.good(5_001)) == [rules.REFUSALS["rows"].format(what=5_001, most=5_000)]


def test_five_thousand_rows_in_less_than_seconds() -> None:
    content = factories.good(5_000)
    begun = time.perf_counter()
    queries.read(content, COLUMNS)
    assert time.perf_counter() - begun < 5


def test_no_rows_and_nothing_at_all() -> None:
    assert said(queries.template(COLUMNS, title="表")) == ["表格里只有列名，没有内容。请从第 2 行起填写。"]
    assert said(factories.typed()) == [rules.REFUSALS["blank"]]
    assert said(factories.typed([" "], ["\u3000"])) == [rules.REFUSALS["blank"]]


# What is no table


def macro() -> bytes:
    kind = "application/vnd.ms-office.vbaProject"
    return factories.with_part("xl/vbaProject.bin", kind, factories.ole("VBA"))


def docx() -> bytes:
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    types = f'<Types><Override PartName="/word/document.xml" ContentType="{word}"/></Types>'
    return factories.zipped([(factories.CONTENT_TYPES, types.encode()), ("word/document.xml", b"<w/>")])


def laughs() -> bytes:
    lines = [
        b"<!DOCTYPE x [<!ENTITY a0 'ha'>",
        *(b"<!ENTITY a%d '%s'>" % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12)),
    ]
    return factories.altered(factories.good(), {factories.CONTENT_TYPES: b"".join(lines) + b"]><Types>&a11;</Types>"})


SHEET_KIND = "spreadsheetml.sheet.main+xml"
MACRO_KIND = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
WORKBOOK_KIND = f"application/vnd.openxmlformats-officedocument.{SHEET_KIND}"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"

HOSTILE: list[tuple[str, str, Callable[[], bytes]]] = [
    ("nothing", "strange", bytes),
    ("text", "strange", lambda: "姓名,手机号\n王敏,13800005678\n".encode("gb18030")),
    ("HTML that Excel opens", "strange", lambda: b"<html><table><tr><td>1</td></tr></table></html>"),
    ("PDF before a workbook", "strange", lambda: b"%PDF-1.7\n" + factories.good()),
    ("xls", "old", lambda: factories.ole("Workbook")),
    ("encrypted workbook", "encrypted", lambda: factories.ole("EncryptionInfo", "EncryptedPackage")),
    ("docx", "strange", docx),
    ("any zip", "broken", lambda: factories.zipped([("a.txt", b"a")])),
    ("rare compression", "strange", lambda: factories.zipped([("a.txt", b"a" * 99)], zipfile.ZIP_LZMA)),
    ("half a file", "broken", lambda: factories.good(500)[:5_000]),
    ("a file without its end", "broken", lambda: factories.good()[:-10]),
    ("macros", "macros", macro),
    ("xlsm renamed", "macros", lambda: factories.with_kind(factories.good(), WORKBOOK_KIND, MACRO_KIND)),
    (
        "macro hidden by entities",
        "macros",
        lambda: factories.with_part("xl/x.bin", "application/vnd.ms-office.vba&#80;roject"),
    ),
    (
        "macro sheet",
        "macros",
        lambda: factories.with_part("xl/macrosheets/sheet1.xml", "application/vnd.ms-excel.macrosheet+xml"),
    ),
    (
        "ActiveX",
        "macros",
        lambda: factories.with_part("xl/activeX/activeX1.xml", "application/vnd.ms-office.activeX+xml"),
    ),
    (
        "external link",
        "links",
        lambda: factories.with_part("xl/externalLinks/externalLink1.xml", f"{SPREADSHEET}.externalLink+xml"),
    ),
    ("connection", "links", lambda: factories.with_part("xl/connections.xml", f"{SPREADSHEET}.connections+xml")),
    ("embedded file", "links", lambda: factories.with_part("xl/embeddings/a.bin", f"{SPREADSHEET}.oleObject")),
    ("path upwards", "strange", lambda: factories.altered(factories.good(), {"../../etc/cron.d/x": b"x"})),
    ("absolute path", "strange", lambda: factories.altered(factories.good(), {"/etc/cron.d/x": b"x"})),
    ("path of Windows", "strange", lambda: factories.altered(factories.good(), {"C:\\x.exe": b"x"})),
    ("bomb", "heavy", lambda: factories.bomb(201 * 1024**2)),
    ("bomb that lies", "broken", lambda: factories.lying_bomb(300 * 1024**2)),
    ("far corners", "heavy", factories.wide_bomb),
    ("more columns than a table has", "wide", lambda: factories.typed([*HEADER, *map(str, range(200))])),
    ("one text four hundred thousand times", "heavy", factories.echoing_bomb),
    ("thousands of parts", "heavy", lambda: factories.many_entries(1_001)),
    ("billion laughs", "broken", laughs),
]


@pytest.mark.parametrize(("reason", "make"), [case[1:] for case in HOSTILE], ids=[case[0] for case in HOSTILE])
def test_no_file_does_harm(reason: str, make: Callable[[], bytes]) -> None:
    content = make()
    assert len(content) <= rules.MAX_BYTES
    begun = time.perf_counter()
    assert said(content) == [rules.REFUSALS[reason]]
    assert time.perf_counter() - begun < limited.PATIENCE + 5


def test_the_same_name_twice() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        content = factories.zipped([("a.xml", b"<a/>"), ("a.xml", b"<b/>")])
    assert said(content) == [rules.REFUSALS["strange"]]


def test_too_large_a_file() -> None:
    (words,) = said(bytes(rules.MAX_BYTES + 1))
    assert words.startswith("文件最大 5 MB，这个文件有 5.0 MB。")


@pytest.mark.parametrize("seed", range(12))
def test_a_damaged_file_is_told_or_read(seed: int) -> None:
    chance = random.Random(seed)
    content = bytearray(factories.good(20))
    for _ in range(chance.randint(1, 30)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    for words in complaints(bytes(content)):
        assert "\u4e00" <= words[0] <= "\u9fff" or words[0] in "“ABCDE"


# The process that opens it (`kexie/core/tests/test_limited.py` proves what it cannot do)

ANSWER = "def answer(content, given):\n    "


@pytest.mark.parametrize(
    ("code", "reason"),
    [("raise RuntimeError", "broken"), (f"{ANSWER}import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "heavy")],
)
def test_its_end_is_a_sentence(code: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    child = tmp_path / "child.py"
    child.write_text(code, encoding="utf-8")
    monkeypatch.setattr(uploads, "CHILD", child)
    assert said(factories.good()) == [rules.REFUSALS[reason]]


def test_it_answers_in_this_process_alike() -> None:
    answer = cells.answer(factories.good(3), uploads.LIMITS)
    assert json.loads(json.dumps(answer)) == limited.ask(uploads.CHILD, factories.good(3), uploads.LIMITS).facts
    with pytest.raises(limited.Refused, match="strange"):
        cells.answer(b"", uploads.LIMITS)
