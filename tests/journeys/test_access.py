"""Everybody gets along: axe finds nothing serious, the keyboard is enough, nothing sticks out at the side."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import CHANGLING, Site, Visit, until

pytestmark = pytest.mark.spec("AXS-01")

AXE = Path(__file__).parents[1] / "vendor" / "axe.min.js"
PAGES = {
    "home": "/",
    "browse": "/organisations/",
    "nothing found": "/organisations/?q=没有这样的组织&region=430603",
    "a wrong filter": "/organisations/?region=999999&sort=size",
    "show": "",  # Changling's
    "distribution": "/distribution/",
    "province": "/distribution/430000/",
    "prefecture": "/distribution/430600/",
    "signin": "/signin/",
    "register": "/register/",
    "registrations": "/registrations/",
    "forgotten password": "/signin/forgot_password/",
    "not found": "/nowhere/",
}


@pytest.fixture
def address(request: pytest.FixtureRequest, site: Site) -> str:
    return PAGES[request.param] or site.changling


def settle(page: Page) -> None:
    """Wait until the map is drawn and nothing moves."""
    if page.locator("[data-map]").count():
        page.locator("[data-map] canvas").wait_for()
    until(page, "document.getAnimations().every(animation => animation.playState !== 'running')")


def faults(page: Page) -> Iterator[str]:
    """What axe finds that keeps somebody out."""
    settle(page)
    found = page.evaluate("axe.run({resultTypes: ['violations']})")
    for violation in found["violations"]:
        if violation["impact"] in {"serious", "critical"}:
            for node in violation["nodes"]:
                yield f"{violation['id']} at {node['target']}: {node['failureSummary']}"


@pytest.mark.parametrize("address", PAGES, indirect=True)
def test_axe_finds_nothing_serious(visit: Visit, address: str) -> None:
    page = visit(address, bypass_csp=True, reduced_motion="reduce")
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.add_script_tag(path=AXE)
        assert not list(faults(page)), f"{width} pixels"
    menu = page.get_by_role("button", name="栏目菜单")
    menu.click()
    expect(page.get_by_role("navigation", name="栏目")).to_be_visible()
    if (fold := page.get_by_role("button", name="筛选", exact=True)).count():
        fold.click()
    assert not list(faults(page)), "unfolded"
    page.get_by_role("button", name="大字版").click()
    assert not list(faults(page)), "large type at 390 pixels"
    page.set_viewport_size({"width": 1440, "height": 900})
    assert not list(faults(page)), "large type at 1440 pixels"


@pytest.mark.parametrize("address", PAGES, indirect=True)
def test_nothing_sticks_out_at_the_side(visit: Visit, address: str) -> None:
    page = visit(address, reduced_motion="reduce")
    for view in ("normal", "large"):
        if view == "large":
            page.set_viewport_size({"width": 1440, "height": 900})
            settle(page)
            page.get_by_role("button", name="大字版").click()
        for width in (320, 390, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            settle(page)
            too_wide = page.evaluate(
                """() => {
                  const root = document.documentElement;
                  if (root.scrollWidth <= root.clientWidth) return [];
                  return [...document.body.querySelectorAll('*')]
                    .filter(part => part.getBoundingClientRect().right > root.clientWidth + 1)
                    .map(part => part.outerHTML.slice(0, 80));
                }"""
            )
            assert too_wide == [], f"{view} type, {width} pixels"


def test_large_type_is_larger_and_remembered(visit: Visit) -> None:
    page = visit("/")

    def size() -> float:
        return float(page.evaluate("parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)"))

    normal = size()
    button = page.get_by_role("button", name="大字版")
    expect(button).to_have_attribute("aria-pressed", "false")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert size() >= 1.2 * normal
    page.goto("/organisations/")
    expect(page.get_by_role("button", name="大字版")).to_have_attribute("aria-pressed", "true")
    assert size() >= 1.2 * normal
    page.get_by_role("button", name="大字版").click()
    page.reload()
    assert size() == normal


# What has the focus is outlined and on the screen, so that one sees where one is.
HAS_VISIBLE_FOCUS = """(() => {
  const focused = document.activeElement, style = getComputedStyle(focused);
  const {width, height, bottom, top} = focused.getBoundingClientRect();
  const isOutlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  return width > 0 && height > 0 && bottom > 0 && top < innerHeight && (isOutlined || /px/.test(style.boxShadow));
})()"""


def test_the_keyboard_alone_finds_a_body(visit: Visit) -> None:
    page = visit("/", reduced_motion="reduce")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="跳到正文")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    until(page, HAS_VISIBLE_FOCUS)
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()

    page.goto("/")
    field = page.get_by_role("search", name="查找组织").get_by_role("searchbox")
    press_until(page, field, "Tab", 5)
    page.keyboard.type("changling")
    page.keyboard.press("Enter")
    expect(page).to_have_title("组织在线 - 企业科协综合服务系统")
    press_until(page, page.get_by_role("link", name=CHANGLING), "Tab", 80)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(CHANGLING)


def press_until(page: Page, wanted: Locator, key: str, most: int) -> None:
    """Press a key until something has the focus; everything on the way must show that it has it."""
    for _ in range(most):
        page.keyboard.press(key)
        until(page, HAS_VISIBLE_FOCUS)
        if wanted.evaluate("part => part === document.activeElement"):
            return
    raise AssertionError(f"{wanted} is not reached")


def test_the_keyboard_filters_and_leaves_no_trap(visit: Visit) -> None:
    page = visit("/organisations/", reduced_motion="reduce")
    industry = page.get_by_label("行业")
    press_until(page, industry, "Tab", 60)
    for value, rows in (("A", 0), ("B", 0), ("C", 6)):
        page.keyboard.press("ArrowDown")
        expect(page).to_have_url(re.compile(f"section={value}"))
        expect(page.locator(".k-row-title")).to_have_count(rows)
        expect(industry).to_have_value(value)
        expect(industry).to_be_focused()
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
    else:
        raise AssertionError("the focus never leaves the page")


def announced(page: Page) -> Locator:
    """What a screen reader says by itself: it stands outside of all that is replaced."""
    return page.locator("body > [role=status]").first


def test_what_was_found_is_announced_and_the_focus_is_kept(visit: Visit) -> None:
    page = visit("/organisations/", reduced_motion="reduce")
    expect(announced(page)).to_have_text("")
    industry = page.get_by_label("行业")
    industry.focus()
    industry.select_option(label="制造业")
    expect(announced(page)).to_have_text("共 6 个")
    expect(industry).to_be_focused()
    for region, words in (("湖南", "湖南省：共 4 个"), ("岳阳", "岳阳市：共 3 个"), ("云溪区", "云溪区：共 2 个")):
        page.locator(".k-chips").last.get_by_role("link", name=region, exact=True).focus()
        page.keyboard.press("Enter")
        expect(announced(page)).to_have_text(words)
        expect(page.get_by_role("link", name=region, exact=True).last).to_be_focused()
    page.get_by_role("link", name=re.compile("^园区科协")).focus()
    page.keyboard.press("Enter")
    expect(announced(page)).to_have_text("云溪区：共 0 个")
    expect(page.get_by_role("link", name=re.compile("^园区科协"))).to_be_focused()
    page.locator(".k-toolbar").get_by_role("link", name="清除筛选").focus()
    page.keyboard.press("Enter")
    expect(announced(page)).to_have_text("共 3 个")
    expect(page.locator(".k-count span").first).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".k-toolbar").get_by_role("link", name="导出")).to_be_focused()


def test_the_menu_on_the_phone_opens_and_closes_by_keyboard(visit: Visit) -> None:
    page = visit("/", phone=True)
    menu = page.get_by_role("button", name="栏目菜单")
    columns = page.get_by_role("navigation", name="栏目")
    expect(columns).to_be_hidden()
    menu.focus()
    page.keyboard.press("Enter")
    expect(menu).to_have_attribute("aria-expanded", "true")
    expect(columns).to_be_visible()
    page.keyboard.press("Tab")
    expect(columns.get_by_role("link").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(columns).to_be_hidden()
    expect(menu).to_be_focused()


def test_every_button_and_link_has_a_name_and_fingers_hit_it(visit: Visit, site: Site) -> None:
    page = visit("/", phone=True)
    for address in ("/", "/organisations/", site.changling, "/distribution/"):
        page.goto(address)
        settle(page)
        if (fold := page.get_by_role("button", name="筛选", exact=True)).count():
            fold.tap()
            expect(page.locator(".k-chips a").first).to_be_visible()
        small = page.evaluate(
            """() => [...document.querySelectorAll('button, .btn, .k-chips a, .page-link, .k-tabs a, input, select')]
                 .filter(part => part.checkVisibility() && part.type !== 'hidden')
                 .filter(part => part.getBoundingClientRect().height < 24)
                 .map(part => part.outerHTML.slice(0, 80))"""
        )
        assert small == [], address


def test_who_wants_no_motion_sees_none(visit: Visit) -> None:
    page = visit("/distribution/", reduced_motion="reduce")
    settle(page)
    chart = "echarts.getInstanceByDom(document.querySelector('[data-map]')).getOption()"
    assert page.evaluate(f"{chart}.animation") is False
