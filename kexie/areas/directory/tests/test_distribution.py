"""Where associations are: counts, the map's data, the table, two rankings, the published figures."""

import json
import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kexie.areas.directory.tests import reading
from kexie.core import memory
from kexie.engines.indicators import actions as indicators
from kexie.engines.indicators import queries as figures
from kexie.engines.indicators.rules import INDICATORS, REGISTERED
from kexie.foundation.organisations import actions, rules
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories
from kexie.foundation.regions import actions as regions
from kexie.foundation.regions.models import Region
from kexie.foundation.regions.rules import Change, ChangeKind

pytestmark = [pytest.mark.django_db, pytest.mark.spec("POR-02")]

HANDBOOK = "《企业科协工作手册》（2022）第 5 问"
GUIDE = "山东省《企业科学技术协会工作指南》引言"


def page(code: str = "") -> str:
    memory.forget()
    answer = Client().get(f"/distribution/{code}/" if code else "/distribution/")
    assert answer.status_code == 200
    return answer.text


def places(html: str) -> dict[str, list[str]]:
    """The table: name of the place → its cells; checks that the columns and the lines add up."""
    _, *lines, total = reading.table(html, "places")
    numbers = [[int(cell.replace(",", "")) for cell in line[1:5]] for line in lines]
    assert all(sum(line[:3]) == line[3] for line in numbers)
    sums = [sum(line[column] for line in numbers) for column in range(4)]
    assert sums == [int(cell.replace(",", "")) for cell in total[1:5]]
    assert total[0] == "合计"
    found = {line[0]: line[1:] for line in lines}
    assert len(found) == len(lines)
    return found | {"合计": total[1:]}


def ranking(html: str, heading: str) -> list[tuple[str, str]]:
    part = reading.section(html, heading).split('<ol class="k-rank">')[-1]
    lines = re.findall(r"<li.*?</li>", part, re.DOTALL)
    parts = (reading.words(line).partition(" ") for line in lines)
    return [(name, number) for name, _, number in parts]


def map_data(html: str) -> dict[str, Any]:
    (found,) = re.findall(r'<script id="map-data" type="application/json">(.*?)</script>', html)
    data: dict[str, Any] = json.loads(found)
    return data


@pytest.fixture
def corps() -> Organisation:
    return actions.add(
        factories.national(), kind="association", level="provincial", name=rules.CORPS, region=None, by=factories.BY
    )


@pytest.mark.parametrize(
    ("kind", "column"), [(kind.code, kind.listing) for kind in rules.KINDS.values() if kind.code != "association"]
)
def test_each_kind_is_counted_in_its_column(kind: str, column: str | None) -> None:
    factories.body("430603", kind=kind)
    expected = [str(int(column == item)) for item in rules.GRASSROOTS_LISTS]
    for code, name in (("", "湖南"), ("430000", "岳阳"), ("430600", "云溪区")):
        assert places(page(code))[name][:3] == expected


@pytest.mark.spec("ORG-01")
def test_what_is_registered_is_counted_once_founded_and_until_it_closes() -> None:
    bodies = [factories.body("430603", published=published) for published in (True, False)]
    factories.body("430603", status="preparing", published=True)
    rectifying = factories.body("430603", status="rectifying")
    actions.take_offline(bodies[0], reason="整改", by=factories.BY)
    assert places(page())["湖南"][3] == "3"
    actions.close(rectifying, closed_on=date(2026, 1, 1), by=factories.BY)
    assert places(page())["湖南"][3] == "2"


def test_without_bodies_every_place_has_none() -> None:
    found = places(page())
    assert len(found) == 34 + 1 + 1
    assert {tuple(cells[:4]) for cells in found.values()} == {("0", "0", "0", "0")}
    assert "暂无数据" in reading.section(page(), "平台登记数排名")


def test_the_numbers_of_a_nation_its_provinces_and_cities_add_up() -> None:
    for number, code in enumerate(("430603", "430602", "430103", "320113", "429004", "110101", "710000")):
        for _ in range(number + 1):
            factories.body(code) if code != "710000" else factories.body(
                code, superior=factories.national(), kind="federation"
            )
    found = places(page())
    numbers = {name: cells[3] for name, cells in found.items() if cells[3] != "0"}
    assert numbers == {"湖南": "6", "江苏": "4", "湖北": "5", "北京": "6", "台湾": "7", "合计": "28"}
    assert '平台登记 <strong class="k-num">28</strong> 个组织' in page()
    assert {name: cells[3] for name, cells in places(page("430000")).items() if cells[3] != "0"} == {
        "岳阳": "3",
        "长沙": "3",
        "合计": "6",
    }
    assert places(page("430600"))["云溪区"][3] == "1"
    assert places(page("420000"))["仙桃市"][3] == "5"
    assert places(page("110000"))["合计"][3] == "6"


def test_what_belongs_to_no_part_has_a_line_of_its_own() -> None:
    factories.body("430000", kind="federation")
    factories.body("430600", kind="federation")
    factories.body("430600", kind="enterprise_association")
    factories.body("430603")
    hunan, yueyang = places(page("430000")), places(page("430600"))
    assert hunan["省（自治区、直辖市）本级"] == ["0", "0", "1", "1"]
    assert hunan["岳阳"] == ["2", "0", "1", "3"]
    assert hunan["合计"] == places(page())["湖南"][:4] == ["2", "0", "2", "4"]
    assert yueyang["市（州）本级"] == ["1", "0", "1", "2"]
    assert yueyang["合计"] == hunan["岳阳"]
    assert "省（自治区、直辖市）本级" not in places(page("320000"))


@pytest.mark.spec("ORG-03")
def test_a_county_that_is_gone_still_counts_for_its_city() -> None:
    factories.body("430611")
    divided = Change(ChangeKind.ABOLISHED, date(2026, 6, 5), origin=("430611",), into=("430602", "430603"))
    regions.change(divided, by=factories.BY)
    found = places(page("430600"))
    assert "君山区" not in found
    assert found["市（州）本级"][3] == found["合计"][3] == "1"


@pytest.mark.spec("ORG-01")
def test_the_corps_stands_apart_and_xinjiang_without_it(corps: Organisation) -> None:
    for kind in ("enterprise_association", "park_association"):
        factories.body("659001", kind=kind, superior=corps)
    factories.body("650102")
    html = page()
    found = places(html)
    assert found["新疆 （不含兵团）"][:4] == ["1", "0", "0", "1"]
    assert found["新疆生产建设兵团"][:4] == ["1", "1", "0", "2"]
    assert found["合计"][:4] == ["2", "1", "0", "3"]
    assert ranking(html, "平台登记数排名") == [("新疆生产建设兵团", "2"), ("新疆", "1")]
    rows = {row["id"]: row for row in map_data(html)["rows"]}
    assert "corps" not in rows
    assert "，其中新疆生产建设兵团 2 个。" in page("650000")
    assert "兵团" not in page("650100")
    assert rows["650000"]["value"] == 1


def test_unknown_totals_are_unknown_and_not_zero() -> None:
    indicators.load(figures.shipped(), by=factories.BY)
    found = places(page())
    known = {name: cells[4] for name, cells in found.items() if name != "合计" and cells[4] != "未知"}
    assert known == {"江苏": "4,058", "湖南": "4,021", "浙江": "2,570", "山东": "2,333", "广西": "1,973"}
    assert len([cells for cells in found.values() if cells[4:] == ["未知"]]) == 30
    assert len(reading.table(page(), "places")[0]) == 6
    assert len(reading.table(page("430000"), "places")[0]) == 5


def test_the_two_rankings() -> None:
    indicators.load(figures.shipped(), by=factories.BY)
    for code, number in (("430603", 2), ("320113", 2), ("310101", 3), ("110101", 3), ("440103", 1)):
        for _ in range(number):
            factories.body(code)
    html = page()
    assert ranking(html, "企业科协总数排名") == [
        ("江苏", "4,058"),
        ("湖南", "4,021"),
        ("浙江", "2,570"),
        ("山东", "2,333"),
        ("广西", "1,973"),
    ]
    registered = [("北京", "3"), ("上海", "3"), ("江苏", "2"), ("湖南", "2"), ("广东", "1")]
    assert ranking(html, "平台登记数排名") == registered
    assert "企业科协总数排名" not in page("430000")
    assert ranking(page("430000"), "平台登记数排名") == [("岳阳", "2")]


def test_a_ranking_has_ten_places_and_bars_in_proportion() -> None:
    for number, province in enumerate(Region.objects.filter(level=1, code__lt="700000").order_by("code")[:12]):
        county = Region.objects.filter(level=3, code__startswith=province.territory)[0]
        for _ in range(number % 4 + 1):
            factories.body(county.code)
    html = reading.section(page(), "平台登记数排名")
    numbers = [int(number) for number in re.findall(r'k-rank-value">(\d+)<', html)]
    bars = [int(number) for number in re.findall(r'<progress class="k-bar" value="(\d+)"', html)]
    assert numbers == [4, 4, 4, 3, 3, 3, 2, 2, 2, 1]
    assert bars == [round(100 * number / 4) for number in numbers]
    assert html.count('class="is-top"') == 3


@pytest.mark.spec("STA-06")
def test_published_figures_stand_with_their_sources() -> None:
    indicators.load(figures.shipped(), by=factories.BY)
    lines = reading.table(page(), "公开出版物中的数字")
    assert lines[0] == ["指标", "地区", "年份", "数值", "来源"]
    for line in (
        ["企业科协总数", "全国", "2017", "15,787 个", HANDBOOK],
        ["企业科协总数", "全国", "2021", "26,708 个", HANDBOOK],
        ["企业科协总数", "山东", "2021", "2,333 个", HANDBOOK],
        ["企业科协和园区科协合计", "山东", "未注明", "1300 余家", GUIDE],
        ["园区科协总数", "全国", "未注明", "1,029 个", GUIDE],
        ["当年新建企业科协", "湖南", "2021", "1,358 个", HANDBOOK],
        ["当年新建企业科协", "广西", "2021", "590 个", HANDBOOK],
        ["企业科协工作站", "广西", "2021", "1,199 个", "《企业科协工作手册》（2022）第 50 问"],
        ["有固定办公场所的企业科协比例", "全国", "2021", "八成以上", HANDBOOK],
        ["有专职工作人员的企业科协比例", "全国", "2021", "约四分之三", HANDBOOK],
        ["有独立经费的企业科协比例", "全国", "2021", "约三分之二", HANDBOOK],
    ):
        assert line in lines
    assert len(lines) == 1 + len(figures.shipped())
    assert "公开出版物中的数字" not in page("370000")


def test_the_map_says_what_the_table_says() -> None:
    for code in ("430603", "430602", "430103", "430000"):
        factories.body(code, kind="federation")
    for code, name in (("", "china"), ("430000", "430000")):
        html = page(code)
        data = map_data(html)
        assert data["map"] == name
        features = json.loads(Client().get(data["geo"]).getvalue())["features"]
        drawn = {str(feature["properties"].get("id") or feature.get("id")).ljust(6, "0") for feature in features}
        found = places(html)
        for row in data["rows"]:
            cells = found[row["name"] if row["name"] in found else f"{row['name']} （不含兵团）"]
            assert cells[:4] == [str(row[column]) for column in ("enterprise", "park", "union", "value")]
            assert row["id"] in drawn
            assert not row["url"] or Client().get(row["url"]).status_code == 200
    assert "k-map-chart" not in page("430600")


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("", "；点击省份查看各市"),
        ("430000", "；点击城市查看各区县"),
        ("420000", "；点击城市查看各区县"),
        ("110000", "；点击区县查看那里的组织"),
        ("710000", ""),
    ],
)
def test_the_map_says_what_a_click_does(code: str, hint: str) -> None:
    (caption,) = re.findall("<figcaption>(.*?)</figcaption>", page(code))
    assert reading.words(caption) == f"颜色越深，平台登记的组织越多{hint}"


@pytest.mark.spec("STA-10")
def test_the_page_tells_how_each_figure_is_made() -> None:
    indicators.load(figures.shipped(), by=factories.BY)
    definitions = page().split("指标怎么算</summary>")[1].split("</details>")[0]
    for code in figures.PUBLIC:
        indicator = INDICATORS[code]
        assert f"<strong>{indicator.name}（{indicator.unit}）</strong>：{indicator.formula}。" in definitions
    for code in ("", "430000", "430600"):
        told = page(code).split("平台登记数怎么算</summary>")[1].split("</details>")[0]
        assert REGISTERED.formula in told
        assert REGISTERED.source in told


def test_a_line_leads_to_the_place_or_to_its_bodies() -> None:
    body = factories.body("430603", published=True)
    html = page()
    assert set(reading.links(html, "湖南")) == {"/distribution/430000/"}
    assert set(reading.links(page("430000"), "岳阳")) == {"/distribution/430600/"}
    assert set(reading.links(page("430600"), "云溪区")) == {"/organisations/?region=430603"}
    assert body.name in Client().get("/organisations/?region=430603").text
    assert all(reading.links(html, name) == [] for name in ("台湾", "香港", "澳门", "新疆生产建设兵团"))
    (bodies,) = reading.links(page("430600"), "查看这里的组织")
    assert list(reading.rows(Client().get(bodies).text)) == [body.name]


def test_the_way_back_is_shown() -> None:
    trail = page("430600").split('class="k-breadcrumb"')[1].split("</nav>")[0]
    assert reading.words(f"<nav {trail}") == "首页 企业科协分布 湖南 岳阳"
    assert reading.links(trail, "湖南") == ["/distribution/430000/"]


@pytest.mark.parametrize(
    "code", ["430603", "429004", "999999", "430001", "000000", "43", "abc", "4300000", "-", "corps", "1" * 300]
)
def test_what_has_no_page_is_not_found(code: str) -> None:
    assert Client().get(f"/distribution/{code}/").status_code == 404


@pytest.mark.parametrize("code", ["٤٣٠٠٠٠", "４３００００", "430000 ", "430000%0a", "430000%00"])
def test_what_is_no_code_is_refused(code: str) -> None:
    assert Client().get(f"/distribution/{code}/").status_code in {400, 404}


@pytest.mark.spec("ORG-03")
def test_an_old_code_shows_todays_region() -> None:
    merged = Change(
        ChangeKind.MERGED, date(2018, 12, 26), origin=("371200",), into=("370100",), former_names={"371200": "莱芜市"}
    )
    regions.change(merged, by=factories.BY)
    assert "<h1>济南市企业科协分布</h1>" in page("371200")
    assert "莱芜" not in page("370000")


def test_every_province_has_its_page_and_map() -> None:
    client = Client()
    for region in Region.objects.filter(level=1):
        html = page(region.code)
        assert f"<h1>{region.name}企业科协分布</h1>" in html
        assert len(client.get(map_data(html)["geo"]).getvalue()) > 1000
        assert len(places(html)) >= 1


@pytest.mark.spec("PRF-12")
@pytest.mark.parametrize("code", ["", "430000", "430600"])
def test_the_number_of_queries_does_not_grow(code: str) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            page(code)
        return len(seen)

    factories.body("430603")
    one = queries()
    for other in ("430602", "430103", "320113"):
        factories.body(other, published=True)
    assert queries() == one
    assert one < 15


@pytest.mark.spec("STA-11")
def test_counts_are_at_most_a_minute_old() -> None:
    factories.body("430603")
    assert places(page())["湖南"][3] == "1"
    factories.body("430603")
    assert places(Client().get("/distribution/").text)["湖南"][3] in {"1", "2"}
    assert places(page())["湖南"][3] == "2"
