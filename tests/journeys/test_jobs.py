"""A list is exported: asked for with one click, watched, taken away; and a table of bodies is corrected."""

from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import expect

from kexie.areas.directory.queries.adding import COLUMNS
from kexie.areas.directory.tests import tables
from kexie.areas.directory.tests.test_worker import worker
from kexie.engines.sheets import queries as sheets
from tests.journeys.conftest import SUPERIOR, Visit
from tests.journeys.test_workbench import signed_in

pytestmark = [pytest.mark.spec("ORG-09"), pytest.mark.spec("ORG-08")]
LONG = 90_000  # a worker has to start first


def test_a_list_is_asked_for_watched_and_taken_away(visit: Visit, tmp_path: Path) -> None:
    page = signed_in(visit, SUPERIOR)
    page.locator(".w-places a").click()
    page.get_by_role("link", name="组织管理").click()
    page.get_by_label("名称或拼音").last.fill("岳阳")
    page.get_by_role("button", name="查询").click()
    expect(page.get_by_role("link", name="清除筛选").first).to_be_visible()
    page.get_by_role("button", name="导出").click()
    expect(page.get_by_text("正在排队")).to_be_visible()
    expect(page.get_by_text("可以离开本页")).to_be_visible()
    with worker():
        link = page.get_by_role("link", name="下载“")
        expect(link).to_be_visible(timeout=LONG)  # without a reload: the page asks by itself
        expect(page.locator("#progress[hx-trigger]")).to_have_count(0)
        with page.expect_download() as taken:
            link.click()
        file = tmp_path / "list.xlsx"
        taken.value.save_as(file)
        names = tables.column(tables.read(file.read_bytes()), "名称")
        assert names
        assert all("岳阳" in name for name in names)
        page.goto("/jobs/")
        expect(page.get_by_text("已完成").first).to_be_visible()

        upload = tmp_path / "table.xlsx"
        upload.write_bytes(sheets.write(COLUMNS, [{"kind": "企业", "name": "甲"}, {"kind": "企业", "name": "甲"}]))
        page.goto("/workbench/")
        page.locator(".w-places a").click()
        page.get_by_role("link", name="组织管理").click()
        page.get_by_role("link", name="批量登记").click()
        page.locator("input[type=file]").set_input_files(upload)
        page.get_by_role("button", name="上传并登记").click()
        expect(page.get_by_text("有 1 处需要更正")).to_be_visible(timeout=LONG)
        expect(page.get_by_role("row", name="第 3 行 名称 与第 2 行重复。")).to_be_visible()
        with page.expect_download() as marked:
            page.get_by_role("link", name="下载“").click()
        marked.value.save_as(upload)
    assert openpyxl.load_workbook(upload).worksheets[0].cell(3, 10).value == "名称：与第 2 行重复。"
