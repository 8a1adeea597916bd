"""Long lists as tables: what writing them costs beside the bare library, and how much memory they take (PRF-11)."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from functools import partial
from tempfile import TemporaryFile
from typing import Any

import xlsxwriter

from kexie.engines.sheets import queries as sheets
from kexie.engines.sheets.rules import Column
from kexie.operation.bench.rounds import Result, side_by_side
from kexie.operation.bench.stage import Stage

FEW, MANY = 10_000, 100_000
COLUMNS = tuple(Column(f"column{place}", f"第 {place} 列") for place in range(8))
# What a process of its own does: it writes so many rows and says how much memory it took at most, in KiB.
CHILD = (
    "import resource, sys; from kexie.operation.bench import sheets; sheets.ours(int(sys.argv[1]));"
    " print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
)


def rows(count: int) -> Iterator[dict[str, Any]]:
    """Give rows as a list of organisations has them: texts, a number, a date."""
    day = date(2026, 11, 21)
    for number in range(count):
        yield {
            "column0": f"示例机械有限公司科学技术协会{number}",
            "column1": "示例机械科协",
            "column2": "企业科协",
            "column3": f"{number:010d}",
            "column4": "湖南岳阳云溪区",
            "column5": "运行中",
            "column6": number,
            "column7": day,
        }


def ours(count: int) -> None:
    """Write rows as every export does."""
    with TemporaryFile() as file:
        sheets.save(file, COLUMNS, rows(count), title="名单", notes=["截至 2026-11-21"], mark="王敏 导出")


def bare(count: int) -> None:
    """Write the same cells with the library alone."""
    with TemporaryFile() as file, xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        sheet, days = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
        for number, row in enumerate(rows(count), 1):
            for place, value in enumerate(row.values()):
                if isinstance(value, str):
                    sheet.write_string(number, place, value)
                elif isinstance(value, int):
                    sheet.write_number(number, place, value)
                else:
                    sheet.write_datetime(number, place, value, days)


def written(stage: Stage) -> Iterator[Result]:
    """PRF-11: a long table beside the bare library, and the memory of a long one beside that of a short one."""
    measured = side_by_side({"导出": partial(ours, MANY), "XlsxWriter": partial(bare, MANY)})
    note = f"{measured.milliseconds('导出')} 比 {measured.milliseconds('XlsxWriter')}"
    yield Result(f"{MANY:,} 行的表格比只用 XlsxWriter", measured.ratio("导出", "XlsxWriter"), 1.5, note=note)
    few, many = peak(FEW), peak(MANY)
    yield Result(
        f"内存：{MANY:,} 行比 {FEW:,} 行", many / few, 1.1, note=f"{many / 1024:.0f} MB 比 {few / 1024:.0f} MB"
    )


def peak(count: int) -> int:
    """Return how much memory a process takes at most that writes so many rows, in KiB."""
    done = subprocess.run([sys.executable, "-c", CHILD, str(count)], check=True, capture_output=True, text=True)
    return int(done.stdout)
