"""Everybody can use every page: keyboard, screen reader, large type, small screens, paper."""

import pytest
from playwright.sync_api import Page, expect

from kexie.areas.accounts.tests import factories
from tests.journeys.conftest import AXE, Open

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.spec("AXS-01")]
PAGES = [
    "/",
    "/organisations/",
    "/organisations/?q=没有",
    "/organisations/?region=999999&section=nonsense",
    "/distribution/",
    "/distribution/430000/",
    "/distribution/430600/",
    "/signin/",
    "/nothing/",
]


def serious(page: Page) -> list[str]:
    """Return what axe finds serious or critical on the page."""
    page.add_script_tag(path=AXE)
    found = page.evaluate("axe.run().then(result => result.violations)")
    return [
        f"{problem['id']}: {problem['nodes'][0]['html'][:200]}"
        for problem in found
        if problem["impact"] in {"serious", "critical"}
    ]


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_axe_finds_nothing_serious(visit: Open, size: str) -> None:
    found = {path: serious(visit(path, size=size, quiet=True, audit=True)) for path in PAGES}
    assert not any(found.values()), found


def test_axe_finds_nothing_serious_on_a_body_s_page_in_large_type(visit: Open) -> None:
    page = visit("/organisations/?q=长岭", audit=True)
    page.get_by_role("button", name="大字版").click()
    page.locator(".k-row-title a").first.click()
    expect(page.locator("html")).to_have_class("js large")
    assert not serious(page)


@pytest.mark.parametrize("size", ["desktop", "phone", "narrow"])
def test_nothing_is_wider_than_the_screen(visit: Open, size: str) -> None:
    for path in PAGES:
        page = visit(path, size=size, quiet=True)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_a_body_is_found_by_keyboard_alone(visit: Open) -> None:
    page = visit()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    search = page.get_by_role("searchbox")
    expect(search).to_be_focused()
    assert search.evaluate("input => getComputedStyle(input).outlineStyle") != "none"
    page.keyboard.type("changling")
    page.keyboard.press("Enter")
    link = page.locator(".k-row-title a").first
    link.wait_for()
    for _ in range(80):
        if link.evaluate("link => link === document.activeElement"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("长岭")


def test_paper_shows_the_content_without_the_controls(visit: Open) -> None:
    page = visit("/distribution/")
    page.emulate_media(media="print")
    for hidden in (".k-nav", ".k-search", ".k-actions"):
        expect(page.locator(hidden).first).to_be_hidden()
    expect(page.get_by_role("table").first).to_be_visible()


def test_one_can_sign_in_and_out_on_a_phone(visit: Open) -> None:
    person = factories.person()
    page = visit("/signin/", size="phone", quiet=True)
    page.get_by_label("用户名").fill(person.username)
    page.get_by_label("密码").fill("wrong")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("用户名或密码不对")
    expect(page.get_by_label("用户名")).to_have_value(person.username)
    page.get_by_label("密码").fill(factories.PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name=person.name)).to_be_visible()
    page.get_by_role("button", name="退出").click()
    expect(page.get_by_role("link", name="登录")).to_be_visible()
