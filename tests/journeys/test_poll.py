"""A poll from the desk to a phone: begun by pasting names, published, voted on once, its ranking seen live."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import SUPERIOR, Visit
from tests.journeys.test_evaluation import sign_in

pytestmark = [pytest.mark.spec("PLL-01")]


def test_names_become_a_ranking(visit: Visit) -> None:
    desk = visit("/signin/?next=/workbench/")
    sign_in(desk, SUPERIOR)
    desk.locator('a[href$="/polls/"]').first.click()
    desk.get_by_role("link", name="新建投票").first.click()
    desk.get_by_label("标题").fill("最美科技工作者")
    desk.get_by_label("候选项").fill("王溪\n李湘\n周岳")
    desk.get_by_label("每人最多选几项").fill("2")
    desk.get_by_role("button", name="新建").click()
    expect(desk.get_by_text("没有发现问题，可以发布。")).to_be_visible()

    desk.get_by_role("link", name="发布", exact=True).click()
    desk.get_by_label("投票期间就能看到").check()
    desk.get_by_role("button", name="发布").click()
    address = desk.locator("[data-copy]").first.get_attribute("data-copy") or ""
    assert "/v/" in address

    phone = visit(address, phone=True)
    for name in ("李湘", "周岳", "王溪"):
        phone.get_by_label(name).check()
    phone.get_by_role("button", name="投票").click()
    expect(phone.get_by_text("最多选 2 项，现在选了 3 项。")).to_be_visible()
    phone.get_by_label("王溪").uncheck()
    phone.get_by_role("button", name="投票").click()
    expect(phone.get_by_role("heading", name="已经投票，谢谢您")).to_be_visible()
    phone.get_by_role("link", name="查看排名").click()
    expect(phone.locator(".p-line").first).to_contain_text("李湘")
    expect(phone.locator(".p-line").first).to_contain_text("1 票")

    phone.goto(address)
    expect(phone.get_by_role("heading", name="这台设备已经投过票")).to_be_visible()
    desk.get_by_role("link", name="看排名").click()
    expect(desk.locator(".p-line").last).to_contain_text("王溪")
