"""A visitor looks for a body."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Open

pytestmark = pytest.mark.django_db(transaction=True)
CHANGLING = "中国石化长岭炼化公司科学技术协会"


@pytest.mark.spec("ORG-09", "POR-03")
@pytest.mark.parametrize("typed", ["changling", "长岭", "cllhkx"])
def test_changling_is_found_on_a_phone(visit: Open, typed: str) -> None:
    page = visit(size="phone")
    page.get_by_role("searchbox", name="按名称或拼音查找组织").fill(typed)
    page.keyboard.press("Enter")
    page.get_by_role("link", name=CHANGLING).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(CHANGLING)
    expect(page.get_by_text("2,730 人")).to_be_visible()
    expect(page.get_by_text("22 个")).to_be_visible()


@pytest.mark.spec("POR-03")
def test_a_filter_changes_the_list_without_loading_the_page_again(visit: Open) -> None:
    page = visit("/organisations/")
    page.evaluate("window.sameDocument = true")
    with page.expect_response(lambda response: "section=C" in response.url):
        page.get_by_label("行业").select_option("C")
    expect(page.get_by_role("status").filter(has_text="共")).to_contain_text("共 1 个")
    assert page.evaluate("window.sameDocument") is True
    assert "section=C" in page.url
    page.go_back()
    expect(page.get_by_role("status").filter(has_text="共")).to_contain_text("共 6 个")


@pytest.mark.spec("POR-03")
def test_nothing_found_says_what_to_do(visit: Open) -> None:
    page = visit("/organisations/?q=没有这样的名字", size="phone")
    expect(page.get_by_role("heading", name="没有符合条件的组织")).to_be_visible()
    page.locator(".k-empty").get_by_role("link", name="清除筛选").click()
    expect(page.get_by_role("link", name=CHANGLING)).to_be_visible()


@pytest.mark.spec("POR-03")
def test_a_place_leads_to_what_is_registered_there(visit: Open) -> None:
    page = visit("/organisations/?q=云溪")
    page.get_by_role("link", name="湖南岳阳云溪区").click()
    expect(page.get_by_role("link", name=CHANGLING)).to_be_visible()
