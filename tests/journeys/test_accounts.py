"""A superior opens accounts from a table, prints the codes; one is taken up in another browser and locked again."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.journeys.conftest import CHANGLING, SUPERIOR, Visit
from tests.journeys.test_workbench import signed_in

pytestmark = [pytest.mark.spec("ACC-03"), pytest.mark.spec("SEC-02")]
PASSWORD = "journey to the west"


def test_accounts_are_opened_from_a_table_and_one_is_taken_up(visit: Visit, tmp_path: Path) -> None:
    superior = signed_in(visit, SUPERIOR)
    superior.locator(".w-places a").click()
    superior.get_by_role("link", name="账号与角色").click()
    superior.get_by_role("link", name="批量开通").click()
    table = _downloaded(superior, tmp_path)

    _fill(table, role="国王")
    _send(superior, table)
    expect(superior.get_by_text("没有“国王”这个角色")).to_be_visible()
    _fill(table, role="管理员")
    _send(superior, table)
    expect(superior.get_by_role("heading", level=1, name="打印激活码")).to_be_visible()
    with superior.expect_download() as paper:
        superior.get_by_role("link", name="激活单（PDF）").click()
    assert Path(paper.value.path()).read_bytes().startswith(b"%PDF")

    superior.goto(superior.get_by_role("link", name="返回账号与角色").get_attribute("href") or "")
    body = visit("/organisations/?q=长岭").get_by_role("link", name=CHANGLING).first.get_attribute("href") or ""
    superior.goto(f"{body}staff/")
    superior.get_by_role("link", name="查看", exact=False).first.click()
    code = superior.locator(".w-code").inner_text()

    person = visit(f"/activate/?code={code}", phone=True)
    person.get_by_role("textbox", name="姓名").fill("旅程新人")
    person.get_by_label("用户名").fill("journey")
    person.get_by_label("新密码", exact=True).fill(PASSWORD)
    person.get_by_label("再输一遍新密码").fill("something else")
    person.get_by_role("checkbox").check()
    person.get_by_role("button", name="启用").tap()
    expect(person.get_by_text("两次输入的新密码不一样")).to_be_visible()
    expect(person.get_by_role("textbox", name="姓名")).to_have_value("旅程新人")
    person.get_by_label("新密码", exact=True).fill(PASSWORD)
    person.get_by_label("再输一遍新密码").fill(PASSWORD)
    person.get_by_role("button", name="启用").tap()
    _sign_in(person)
    expect(person.get_by_role("heading", level=1, name="我的工作台")).to_be_visible()
    expect(person.get_by_text(CHANGLING)).to_be_visible()

    superior.goto(f"{body}staff/")
    superior.get_by_role("row", name="旅程新人").get_by_role("link", name="锁定").click()
    superior.get_by_label("锁定原因").fill("演练")
    superior.get_by_role("button", name="锁定账号").click()
    expect(superior.get_by_text("已锁定")).to_be_visible()
    person.goto("/workbench/")
    expect(person.get_by_role("heading", level=1, name="登录")).to_be_visible()


def _downloaded(page: Page, folder: Path) -> Path:
    with page.expect_download() as given:
        page.get_by_role("link", name="下载模板").click()
    table = folder / "accounts.xlsx"
    given.value.save_as(table)
    return table


def _fill(table: Path, *, role: str) -> None:
    """Fill in Changling's row as a person would, and take the others out."""
    book = load_workbook(table)
    sheet = book.worksheets[0]
    places = {str(cell.value).strip("* "): cell.column or 0 for cell in sheet[1]}
    for number in range(sheet.max_row, 1, -1):
        if sheet.cell(number, places["组织名称"]).value == CHANGLING:
            sheet.cell(number, places["姓名"]).value = "旅程新人"
            sheet.cell(number, places["角色"]).value = role
        else:
            sheet.delete_rows(number)
    book.save(table)


def _send(page: Page, table: Path) -> None:
    page.get_by_label("填好的表格").set_input_files(table)
    page.get_by_role("button", name="上传并生成激活码").click()


def _sign_in(page: Page) -> None:
    expect(page.get_by_role("heading", level=1, name="登录")).to_be_visible()
    page.locator("input[autocomplete=username], input[name=username]").first.fill("journey")
    page.locator("input[type=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
