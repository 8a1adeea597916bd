"""Somebody looks at the map, the numbers and the rankings."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import CHANGLING, Visit, until

pytestmark = pytest.mark.spec("POR-02")

CHART = "echarts.getInstanceByDom(document.querySelector('[data-map]'))"


def wait_for_map(page: Page) -> None:
    page.locator("[data-map] canvas").wait_for()
    until(page, f"{CHART} && {CHART}.getOption().series[0].data.length > 5")


def place_on_map(page: Page, name: str) -> tuple[float, float]:
    """Where an area's name stands on the page."""
    box = page.locator("[data-map] canvas").bounding_box()
    assert box is not None
    x, y = page.evaluate(f"name => {CHART}.convertToPixel({{seriesIndex: 0}}, name)", name)
    return box["x"] + x, box["y"] + y


def drawn(page: Page) -> dict[str, Any]:
    """What the map shows: name of the area → number."""
    shown: dict[str, Any] = page.evaluate(
        f"Object.fromEntries({CHART}.getOption().series[0].data.map(({{shown, row}}) => [shown, row && row.value]))"
    )
    return shown


def colour(page: Page, name: str) -> list[int]:
    """The colour beside an area's name."""
    rgb: list[int] = page.evaluate(
        f"""name => {{
          const drawn = document.querySelector('[data-map] canvas'), copy = document.createElement('canvas');
          const [x, y] = {CHART}.convertToPixel({{seriesIndex: 0}}, name), ratio = drawn.width / drawn.clientWidth;
          Object.assign(copy, {{width: 1, height: 1}});
          const pen = copy.getContext('2d', {{willReadFrequently: true}});
          pen.drawImage(drawn, -x * ratio, -(y + 14) * ratio);
          return [...pen.getImageData(0, 0, 1, 1).data];
        }}""",
        name,
    )
    return rgb


def table(page: Page) -> dict[str, str]:
    """The table: name of the place → its total."""
    found: dict[str, str] = page.evaluate(
        """Object.fromEntries([...document.querySelectorAll('#places tbody tr')].map(
             line => [line.cells[0].textContent.replace(/（.*/, '').trim(), line.cells[4].textContent.trim()]))"""
    )
    return found


def test_a_click_on_the_map_leads_to_the_province(visit: Visit) -> None:
    page = visit("/distribution/")
    wait_for_map(page)
    assert colour(page, "湖南") != colour(page, "四川")
    page.mouse.click(*place_on_map(page, "湖南"))
    expect(page.get_by_role("heading", level=1)).to_have_text("湖南省企业科协分布")
    expect(page).to_have_url(re.compile("/distribution/430000/$"))
    wait_for_map(page)
    page.mouse.click(*place_on_map(page, "岳阳"))
    expect(page.get_by_role("heading", level=1)).to_have_text("岳阳市企业科协分布")
    page.get_by_role("link", name="云溪区").first.click()
    expect(page.get_by_role("link", name=CHANGLING)).to_be_visible()


def legend(page: Page) -> dict[str, str]:
    """What the colours are said to mean: words → colour."""
    lines: dict[str, str] = page.evaluate(
        """Object.fromEntries([...document.querySelectorAll('.k-map-legend li')].map(
             line => [line.textContent, getComputedStyle(line.firstChild).backgroundColor]))"""
    )
    return lines


def test_the_map_paints_each_step_as_its_legend_says(visit: Visit) -> None:
    page = visit("/distribution/")
    wait_for_map(page)
    assert list(legend(page)) == ["0", "2–4", "5–9", "10 及以上"]
    for province, words in (("四川", "0"), ("江苏", "2–4"), ("湖南", "10 及以上")):
        assert "rgb({}, {}, {})".format(*colour(page, province)[:3]) == legend(page)[words]
    page.goto("/distribution/430000/")
    wait_for_map(page)
    assert list(legend(page)) == ["0", "1", "2–4", "5 及以上"]
    greys = [sum(map(int, re.findall(r"\d+", shade))) for shade in legend(page).values()]
    assert greys == sorted(set(greys), reverse=True), "the more, the darker"
    painted = [colour(page, city) for city in ("邵阳", "湘潭", "长沙", "岳阳")]
    assert ["rgb({}, {}, {})".format(*rgb[:3]) for rgb in painted] == list(legend(page).values())


# How a map of other numbers would be painted: number → what the legend says of its colour.
PAINT = """async numbers => {
  const config = JSON.parse(document.getElementById('map-data').textContent);
  const drawn = document.querySelector('[data-map]'), figure = document.createElement('figure');
  const box = document.createElement('div');
  box.className = 'k-map-chart';
  figure.append(box);
  drawn.closest('figure').after(figure);
  config.rows.forEach((row, place) => { row.value = place < numbers.length ? numbers[place] : null; });
  const chart = kexieMap.draw(box, config, await (await fetch(config.geo)).json());
  const data = chart.getOption().series[0].data.filter(item => item.row && item.row.value !== null);
  const said = [...figure.querySelectorAll('li')].map(line => {
    return [line.textContent, getComputedStyle(line.firstChild).backgroundColor];
  });
  const plain = colour => { box.style.backgroundColor = colour; return getComputedStyle(box).backgroundColor; };
  const lineOf = item => said.find(([, colour]) => colour === plain(item.itemStyle.areaColor));
  const found = data.map(item => [item.row.value, lineOf(item)]);
  figure.remove();
  return [said.map(([words]) => words), Object.fromEntries(found.map(([value, line]) => [value, line[0]]))];
}"""


@pytest.mark.parametrize(
    ("numbers", "words", "painted"),
    [
        ([0], ["0", "暂无数据"], {0: "0"}),
        ([0, 1], ["0", "1 及以上", "暂无数据"], {0: "0", 1: "1 及以上"}),
        (
            [0, 1, 16, 166, 182],
            ["0", "1–2", "3–9", "10–29", "30–99", "100 及以上", "暂无数据"],
            {0: "0", 1: "1–2", 16: "10–29", 166: "100 及以上", 182: "100 及以上"},
        ),
        (
            [433, 590, 1973, 4058],
            ["200–499", "500–999", "1,000–1,999", "2,000 及以上", "暂无数据"],
            {433: "200–499", 590: "500–999", 1973: "1,000–1,999", 4058: "2,000 及以上"},
        ),
        (
            [1, 9, 10, 99_999],
            ["1–9", "10–99", "100–999", "1,000–9,999", "10,000 及以上", "暂无数据"],
            {1: "1–9", 9: "1–9", 10: "10–99", 99_999: "10,000 及以上"},
        ),
    ],
)
def test_the_steps_follow_the_numbers(
    visit: Visit, numbers: list[int], words: list[str], painted: dict[int, str]
) -> None:
    page = visit("/distribution/")
    wait_for_map(page)
    found = page.evaluate(PAINT, numbers)
    assert found == [words, {str(number): said for number, said in painted.items()}]


def test_the_table_beneath_says_the_same(visit: Visit) -> None:
    for address, places in (("/distribution/", 34), ("/distribution/430000/", 14)):
        page = visit(address)
        wait_for_map(page)
        said = table(page)
        shown = {name: str(number) for name, number in drawn(page).items() if number is not None}
        assert len(shown) == places
        assert {name: said[name] for name in shown} == shown
    page = visit("/distribution/430000/")
    there = {name: number for name, number in table(page).items() if number != "0"}
    assert there == {"岳阳": "7", "长沙": "2", "湘潭": "1", "省": "1"}


def test_the_two_rankings_stand_side_by_side(visit: Visit) -> None:
    page = visit("/distribution/")
    for heading, first, number in (("企业科协总数排名", "江苏", "4,058"), ("平台登记数排名", "湖南", "11")):
        card = page.locator(".card", has=page.get_by_role("heading", name=heading))
        expect(card.get_by_role("listitem").first).to_contain_text(first)
        expect(card.get_by_role("listitem").first).to_contain_text(number)
    expect(page.get_by_role("row", name=re.compile("^四川")).last).to_contain_text("未知")


def test_a_finger_sees_the_figures_first_and_goes_on_with_a_second_tap(visit: Visit) -> None:
    page = visit("/distribution/", phone=True)
    wait_for_map(page)
    page.locator("[data-map]").scroll_into_view_if_needed()
    page.touchscreen.tap(*place_on_map(page, "湖南"))
    until(page, f"{CHART}.getZr().storage.getDisplayList().some(item => /再点一次查看/.test(item.style.text || ''))")
    expect(page).to_have_url(re.compile("/distribution/$"))
    page.touchscreen.tap(*place_on_map(page, "湖南"))
    expect(page.get_by_role("heading", level=1)).to_have_text("湖南省企业科协分布")


def test_the_table_can_be_copied(visit: Visit) -> None:
    page = visit("/distribution/430600/", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="复制表格").click()
    expect(page.locator(".k-toast")).to_have_text("已复制")
    copied = page.evaluate("navigator.clipboard.readText()")
    lines = [line.split("\t") for line in copied.splitlines()]
    assert lines[0] == ["地区", "企业科协", "园区科协", "联合会（联合体）", "合计"]
    assert ["云溪区", "5", "1", "0", "6"] in lines
    assert lines[-1] == ["合计", "6", "1", "0", "7"]


def test_all_columns_are_on_the_screen_of_a_phone(visit: Visit) -> None:
    for address in ("/distribution/", "/distribution/430000/", "/distribution/430600/"):
        page = visit(address, phone=True)
        for cell in page.locator("#places tfoot tr > *").all():
            box = cell.bounding_box()
            assert box is not None
            assert box["x"] + box["width"] <= 390


def test_the_map_is_drawn_anew_when_the_window_changes(visit: Visit) -> None:
    page = visit("/")
    wait_for_map(page)
    for width in (390, 820, 1440):
        page.set_viewport_size({"width": width, "height": 844})
        until(page, f"{CHART}.getWidth() === document.querySelector('[data-map]').clientWidth")
        assert len(drawn(page)) >= 34
