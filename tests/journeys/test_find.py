"""Somebody looks for a body and finds it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import CHANGLING, Visit

pytestmark = [pytest.mark.spec("POR-03"), pytest.mark.spec("ORG-09")]


@pytest.mark.parametrize("typed", ["changling", "长岭", "cllhgs"])
def test_a_name_typed_on_the_phone_leads_to_its_page(phone: Page, typed: str) -> None:
    phone.get_by_role("search", name="查找组织").get_by_role("searchbox").fill(typed)
    phone.get_by_role("button", name="搜索").tap()
    expect(phone).to_have_title(re.compile("^组织在线"))
    expect(phone.get_by_text("共 1 个")).to_be_visible()
    phone.get_by_role("link", name=CHANGLING).tap()
    expect(phone.get_by_role("heading", level=1)).to_have_text(CHANGLING)
    expect(phone.get_by_role("link", name="0730-8452000")).to_have_attribute("href", "tel:0730-8452000")


def test_filters_work_without_loading_the_page_anew(visit: Visit) -> None:
    page = visit("/organisations/")
    page.evaluate("window.stays = true")
    rows = page.locator(".k-row-title")
    expect(rows).to_have_count(8)

    page.get_by_label("行业").select_option(label="制造业")
    expect(rows).to_have_count(6)
    expect(page).to_have_url(re.compile("section=C"))
    regions = page.locator(".k-chips").last
    regions.get_by_role("link", name=re.compile("^湖南")).click()
    expect(rows).to_have_count(4)
    expect(page).to_have_url(re.compile("section=C.*region=430000|region=430000.*section=C"))
    regions.get_by_role("link", name=re.compile("^岳阳")).click()
    expect(rows).to_have_count(3)
    page.get_by_label("所有制").select_option(label="国有")
    expect(rows).to_have_text([CHANGLING])
    page.get_by_label("名称或拼音", exact=True).fill("没有")
    page.get_by_role("button", name="查询").click()
    expect(page.get_by_role("heading", name="没有符合条件的组织")).to_be_visible()
    assert page.evaluate("window.stays") is True

    page.go_back()
    expect(rows).to_have_text([CHANGLING])
    page.go_back()
    expect(rows).to_have_count(3)
    page.go_back()
    expect(rows).to_have_count(4)
    expect(page.get_by_label("行业")).to_have_value("C")
    page.go_back()
    page.go_back()
    expect(rows).to_have_count(8)
    expect(page).to_have_url(re.compile("/organisations/$"))


def test_a_filtered_address_can_be_sent_to_somebody(visit: Visit) -> None:
    page = visit("/organisations/")
    page.get_by_label("行业").select_option(label="制造业")
    expect(page).to_have_url(re.compile("section=C"))
    other = visit(page.url)
    expect(other.locator(".k-row-title")).to_have_count(6)
    expect(other.get_by_label("行业")).to_have_value("C")


def test_the_other_lists_are_one_step_away(visit: Visit) -> None:
    page = visit("/organisations/?region=430000")
    page.get_by_role("link", name=re.compile("^园区科协")).click()
    expect(page.locator(".k-row-title")).to_have_count(2)
    expect(page.get_by_role("link", name=re.compile("^园区科协"))).to_have_attribute("aria-current", "page")
    page.get_by_role("link", name=re.compile("^联合会")).click()
    expect(page.locator(".k-row-title")).to_have_text(["湖南省石化企业科协联合会"])


def test_filters_on_the_phone_unfold(visit: Visit) -> None:
    page = visit("/organisations/", phone=True)
    expect(page.get_by_label("行业")).to_be_hidden()
    page.get_by_role("button", name="筛选").tap()
    page.get_by_label("行业").select_option(label="信息传输、软件和信息技术服务业")
    expect(page.locator(".k-row-title")).to_have_count(2)
    page.locator(".k-chips").last.get_by_role("link", name="湖南").tap()
    expect(page.locator(".k-row-title")).to_have_count(1)
    expect(page.get_by_label("行业")).to_have_value("I")
    expect(page.get_by_label("行业")).to_be_visible()
    page.get_by_role("button", name="筛选", exact=True).tap()
    expect(page.get_by_label("行业")).to_be_hidden()
    page.get_by_role("link", name=re.compile("^园区科协")).tap()
    expect(page.get_by_role("heading", name="没有符合条件的组织")).to_be_visible()
    expect(page.get_by_label("行业")).to_be_hidden()
    expect(page.get_by_role("link", name="清除筛选").first).to_be_visible()


def test_a_place_typed_as_a_name_leads_to_what_is_registered_there(visit: Visit) -> None:
    page = visit("/organisations/?q=云溪")
    page.get_by_role("link", name="湖南岳阳云溪区").click()
    expect(page.get_by_role("link", name=CHANGLING)).to_be_visible()


def test_the_map_of_a_list_is_one_step_away(visit: Visit) -> None:
    page = visit("/organisations/")
    page.locator(".k-chips").last.get_by_role("link", name=re.compile("^湖南")).click()
    expect(page.locator(".k-row-title")).to_have_count(5)
    page.get_by_role("link", name="地图").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("湖南省企业科协分布")
    page.get_by_role("link", name="查看这里的组织").click()
    expect(page.locator(".k-row-title")).to_have_count(5)


def test_nothing_found_says_what_to_do(visit: Visit) -> None:
    page = visit("/organisations/?q=没有这样的名字", phone=True)
    expect(page.get_by_role("heading", name="没有符合条件的组织")).to_be_visible()
    page.locator(".k-empty").get_by_role("link", name="清除筛选").tap()
    expect(page.get_by_role("link", name=CHANGLING)).to_be_visible()


def test_without_scripts_everything_is_found_too(visit: Visit) -> None:
    page = visit("/", java_script_enabled=False)
    page.get_by_role("search", name="查找组织").get_by_role("searchbox").fill("changling")
    page.get_by_role("search", name="查找组织").get_by_role("button").click()
    page.get_by_role("link", name=CHANGLING).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(CHANGLING)
    expect(page.get_by_role("button", name="打印")).to_be_hidden()
    page.goto("/organisations/")
    page.get_by_label("行业").select_option(label="制造业")
    page.get_by_role("button", name="查询").click()
    expect(page.locator(".k-row-title")).to_have_count(6)
