"""Staff sign in, write and publish their body's page, meet it on the portal, and the superior takes it off again."""

import pytest
from playwright.sync_api import Page, expect

from kexie.areas.accounts.tests.factories import PASSWORD
from tests.journeys.conftest import STAFF, SUPERIOR, Visit
from tests.journeys.test_access import AXE, faults

pytestmark = [pytest.mark.spec("NOT-02"), pytest.mark.spec("ORG-08")]
PAGES = ("desk", "subordinates", "manage", "present", "structure", "relations", "change", "change_profile")
BODY = "没有公开的科学技术协会"
WORDS = "旅程写下的简介"


def signed_in(visit: Visit, person: str, *, phone: bool = False) -> Page:
    page = visit("/workbench/", phone=phone)
    sign_in(page, person)
    return page


def sign_in(page: Page, person: str) -> None:
    page.locator("input[name=username]").fill(person)
    page.locator("input[type=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="我的工作台")).to_be_visible()


def test_a_page_is_written_published_met_and_taken_off(visit: Visit) -> None:
    page = signed_in(visit, STAFF)
    page.get_by_role("link", name="主页还没有公开").click()
    page.get_by_label("组织简介").first.fill(WORDS)
    page.get_by_role("checkbox", name="组织简介").check()
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_label("组织简介").first).to_have_value(WORDS)
    page.get_by_role("button", name="公开主页").click()
    page.get_by_role("link", name="查看主页").click()
    expect(page.get_by_text(WORDS)).to_be_visible()
    public = page.url

    superior = signed_in(visit, SUPERIOR)
    superior.locator(".w-places a").click()
    superior.get_by_role("link", name="组织管理").click()
    superior.get_by_label("名称或拼音").last.fill("没有公开")
    superior.get_by_role("button", name="查询").click()
    superior.get_by_role("link", name=BODY).click()
    superior.get_by_role("link", name="下线主页").click()
    superior.get_by_label("下线原因").fill("请补充电话")
    superior.get_by_role("button", name="下线").click()
    expect(superior.get_by_text("请补充电话")).to_be_visible()

    page.goto(public)
    expect(page.get_by_role("heading", level=1, name="没有找到这个页面")).to_be_visible()
    page.goto("/workbench/")
    expect(page.get_by_text("请补充电话")).to_be_visible()


def test_on_a_phone_the_menu_opens_and_leads_on(visit: Visit) -> None:
    page = signed_in(visit, SUPERIOR, phone=True)
    page.locator(".w-places a").tap()
    menu = page.get_by_role("navigation", name="工作台菜单")
    expect(menu).to_be_hidden()
    page.get_by_role("button", name="工作台菜单").tap()
    menu.get_by_role("link", name="关联组织").tap()
    expect(page.get_by_role("heading", level=1, name="关联组织")).to_be_visible()


def test_what_matches_is_offered_while_one_types(visit: Visit) -> None:
    page = signed_in(visit, SUPERIOR)
    page.locator(".w-places a").click()
    page.get_by_role("link", name="组织管理").click()
    page.get_by_role("link", name="登记组织").click()
    page.get_by_label("所在单位").press_sequentially("长岭")
    expect(page.locator("#host-list option")).to_have_count(1)
    page.get_by_label("名称").first.fill("没有所在单位的科协")
    page.get_by_label("类型").select_option("enterprise_association")
    page.get_by_label("所在单位").fill("不存在的单位")
    page.get_by_role("button", name="登记").click()
    expect(page.get_by_text("没有找到这个组织")).to_be_visible()
    expect(page.get_by_label("所在单位")).to_have_value("不存在的单位")


@pytest.mark.spec("AXS-01")
def test_axe_finds_nothing_serious(visit: Visit) -> None:
    page = visit("/workbench/", bypass_csp=True, reduced_motion="reduce")
    sign_in(page, SUPERIOR)
    page.locator(".w-places a").click()
    base = page.url.removesuffix("desk/")
    addresses = ("/workbench/", *(f"{base}{name}/" for name in (*PAGES, "add", "add_branch", "fill_post", "relate")))
    for address in addresses:
        for width in (1440, 390):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(address)
            page.add_script_tag(path=AXE)
            assert not list(faults(page)), f"{address} at {width} pixels"
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{address} at {width}"


@pytest.mark.spec("AXS-01")
@pytest.mark.parametrize("width", [320, 390, 600])
def test_large_type_is_set_in_the_workbench_and_leaves_the_portals_header_whole(visit: Visit, width: int) -> None:
    page = signed_in(visit, STAFF, phone=True)
    page.set_viewport_size({"width": width, "height": 900})
    page.locator(".w-person summary").tap()
    page.get_by_role("button", name="大字版").tap()
    page.goto("/")
    shown = [part for part in page.locator(".k-header :is(a, button, input)").all() if part.is_visible()]
    boxes = [box for part in shown if (box := part.bounding_box())]
    assert len(boxes) == 7  # name, menu, workbench, account, large type, search with its button
    for number, one in enumerate(boxes):
        assert one["x"] >= 0
        assert one["x"] + one["width"] <= width
        for other in boxes[number + 1 :]:
            apart = one["x"] + one["width"] <= other["x"] + 1 or other["x"] + other["width"] <= one["x"] + 1
            above = one["y"] + one["height"] <= other["y"] + 1 or other["y"] + other["height"] <= one["y"] + 1
            assert apart or above, (one, other)
    field = page.locator(".k-header input[type=search]").bounding_box()
    assert field
    assert field["width"] > 100
    brand = page.locator(".k-header .k-brand-name").bounding_box()
    assert brand
    assert brand["height"] < 50  # on one line
