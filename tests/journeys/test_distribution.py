"""A visitor looks where the associations are."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Open

pytestmark = pytest.mark.django_db(transaction=True)
PLACE_OF_HUNAN = """() => {
  const box = document.querySelector('.k-map-chart');
  const chart = echarts.getInstanceByDom(box) || echarts.getInstanceByDom(box.firstElementChild);
  const [x, y] = chart.convertToPixel({seriesIndex: 0}, [111.7, 27.4]);
  const place = chart.getDom().getBoundingClientRect();
  return [place.x + x, place.y + y];
}"""


@pytest.mark.spec("POR-02")
def test_a_click_on_the_map_leads_into_the_province(visit: Open) -> None:
    page = visit("/distribution/")
    page.locator(".k-map-chart canvas").first.wait_for()
    page.wait_for_function(f"() => {{ try {{ return ({PLACE_OF_HUNAN})()[0] > 0 }} catch {{ return false }} }}")
    x, y = page.evaluate(PLACE_OF_HUNAN)
    page.mouse.click(x, y)
    page.wait_for_url("**/distribution/430000/")
    expect(page.get_by_role("heading", level=1)).to_have_text("湖南省企业科协分布")
    expect(page.get_by_role("row", name="岳阳")).to_contain_text("3")


@pytest.mark.spec("POR-02", "STA-06")
def test_two_rankings_and_what_nobody_published(visit: Open) -> None:
    page = visit("/distribution/", size="phone")
    expect(page.get_by_role("heading", name="企业科协总数排名")).to_be_visible()
    expect(page.get_by_role("heading", name="平台登记数排名")).to_be_visible()
    expect(page.get_by_role("row", name="西藏")).to_contain_text("未知")
