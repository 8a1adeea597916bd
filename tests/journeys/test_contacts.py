"""A secretary is found by pinyin, and the card taken along."""

import re

import pytest
import vobject
from playwright.sync_api import expect

from tests.journeys.conftest import SUPERIOR, Visit, until
from tests.journeys.test_workbench import signed_in

pytestmark = [pytest.mark.spec("ORG-11"), pytest.mark.spec("SEC-06")]
MOBILE = "19912345678"


@pytest.mark.parametrize("phone", [False, True])
def test_a_secretary_is_found_by_pinyin_and_the_card_taken(visit: Visit, phone: bool) -> None:
    page = signed_in(visit, SUPERIOR, phone=phone)
    page.locator(".w-places a").click()
    expect(page).to_have_url(re.compile("/desk/$"))
    page.goto(page.url.replace("/desk/", "/contacts/"))
    if phone:
        page.get_by_role("button", name="筛选").tap()
    page.get_by_label("姓名、组织或拼音").fill("shanxi")
    page.get_by_role("button", name="查询").click()
    page.get_by_role("link", name="单溪").first.click()
    expect(page.get_by_text("199****5678")).to_be_visible()
    page.get_by_role("link", name="查看手机号").click()
    page.get_by_label("用途").fill("通知开会")
    page.get_by_role("button", name="查看并记录").click()
    expect(page.get_by_text(MOBILE)).to_be_visible()
    with page.expect_download() as taken:
        page.get_by_role("button", name="下载含手机号的名片").click()
    card = vobject.readOne(taken.value.path().read_text(encoding="utf-8"))
    assert (card.n.value.family, card.n.value.given) == ("单", "溪")
    assert {line.value for line in card.contents["tel"]} == {"000-1234567", MOBILE}
    assert MOBILE not in page.url


@pytest.mark.spec("COM-01")
def test_a_group_form_shows_the_half_that_counts(visit: Visit) -> None:
    page = signed_in(visit, SUPERIOR)
    page.locator(".w-places a").click()
    page.get_by_role("link", name="收件人分组").click()
    page.get_by_role("link", name="新建分组").first.click()
    ticks = page.get_by_role("group", name="类型").get_by_role("checkbox")
    lines = {round(tick.bounding_box()["y"]) for tick in ticks.all()}  # type: ignore[index] # they are visible
    assert len(lines) < ticks.count() / 2
    expect(page.get_by_label("选择的组织")).to_be_hidden()
    page.get_by_label("逐个选择组织").check()
    expect(page.get_by_label("范围")).to_be_hidden()
    expect(ticks.first).to_be_hidden()
    page.get_by_label("分组名称").fill("逐个选的")
    page.get_by_label("选择的组织").fill("没有这个科协")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("没有找到，或有几个同名：没有这个科协")).to_be_visible()
    page.get_by_label("按条件").check()
    expect(page.get_by_label("选择的组织")).to_be_visible()  # what is wrong is never put away


@pytest.mark.spec("AXS-01")
def test_what_has_the_focus_is_never_beneath_the_bar(visit: Visit) -> None:
    page = signed_in(visit, SUPERIOR)
    page.set_viewport_size({"width": 1440, "height": 360})
    page.emulate_media(reduced_motion="reduce")  # keys come faster here than anything glides
    page.locator(".w-places a").click()
    page.get_by_role("link", name="新建分组").or_(page.get_by_role("link", name="收件人分组")).first.click()
    page.get_by_role("link", name="新建分组").first.click()
    page.get_by_role("button", name="保存").focus()
    for _ in range(22):
        page.keyboard.press("Shift+Tab")
        until(
            page,
            """document.activeElement.getBoundingClientRect().top
               >= document.querySelector('.w-bar').getBoundingClientRect().bottom""",
        )
