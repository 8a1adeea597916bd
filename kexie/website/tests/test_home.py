"""The home page: map, key numbers, ranking, what is new."""

import json
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kexie.core import clock, memory
from kexie.engines.indicators import actions as indicators
from kexie.engines.indicators import queries as figures
from kexie.foundation.organisations import actions
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories
from kexie.foundation.records.models import Record

pytestmark = [pytest.mark.django_db, pytest.mark.spec("POR-01")]


def text(html: str) -> str:
    return " ".join(re.sub(r"<script.*?</script>|<[^>]*>", " ", html, flags=re.DOTALL).split())


def tiles(client: Client) -> dict[str, tuple[str, str, str]]:
    """The key numbers: label → number, note, address."""
    html = client.get("/").text
    found = {}
    for address, inside in re.findall(r'<a class="k-tile" href="([^"]*)">(.*?)</a>', html, re.DOTALL):
        label, number, _, note = text(inside).split(" ", 3)
        found[label] = (number, note, address)
    return found


def test_key_numbers_are_those_of_the_platform_and_of_the_publications(client: Client) -> None:
    indicators.load(figures.shipped(), by=factories.BY)
    for kind, number in (("enterprise_association", 3), ("park_association", 2), ("federation", 1)):
        for _ in range(number):
            factories.body(kind=kind)
    found = tiles(client)
    assert found == {
        "企业科协": ("3", "平台登记，实时", "/organisations/?listing=enterprise"),
        "园区科协": ("2", "平台登记，实时", "/organisations/?listing=park"),
        "联合会（联合体）": ("1", "平台登记，实时", "/organisations/?listing=union"),
        "全国企业科协": ("26,708", "2021 年底公布数", "/distribution/"),
    }


@pytest.mark.spec("STA-06")
def test_an_unknown_number_is_left_out(client: Client) -> None:
    assert list(tiles(client)) == ["企业科协", "园区科协", "联合会（联合体）"]


def test_without_bodies_the_page_says_so(client: Client) -> None:
    answer = client.get("/")
    assert answer.status_code == 200
    assert "还没有组织公开主页。" in answer.text
    assert "暂无数据" in answer.text


def test_what_is_new_comes_first_without_associations(client: Client) -> None:
    factories.association("430603")
    actions.publish_places(by=factories.BY)
    for number in range(8):
        factories.body(name=f"新{number}科协", published=number != 7)
    factories.body(name="新9企业科协", kind="enterprise", published=True)
    Organisation.objects.filter(name="新0科协").update(published_at=clock.now().replace(year=2100))
    news = client.get("/").text.split('<ul class="k-news">')[1].split("</ul>")[0]
    assert re.findall("新.科协", news) == ["新0科协", "新6科协", "新5科协", "新4科协", "新3科协", "新2科协"]
    assert "科学技术协会" not in news


def test_the_map_has_a_number_for_every_province(client: Client) -> None:
    factories.body("430603")
    factories.body("320113", kind="park_association")
    html = client.get("/").text
    drawn = json.loads(re.findall(r'<script id="map-data" type="application/json">(.*?)</script>', html)[0])
    assert drawn["map"] == "china"
    assert json.loads(client.get(drawn["geo"]).getvalue())["type"] == "FeatureCollection"
    rows = {row["id"]: row for row in drawn["rows"]}
    assert len(rows) == 34
    assert (rows["430000"]["value"], rows["430000"]["enterprise"], rows["430000"]["park"]) == (1, 1, 0)
    assert (rows["320000"]["value"], rows["320000"]["url"]) == (1, "/distribution/320000/")
    assert sum(row["value"] for row in rows.values()) == 2


def test_the_ranking_shows_five_provinces(client: Client) -> None:
    for number, code in enumerate(("430603", "320113", "110101", "310101", "330102", "440103")):
        for _ in range(number + 1):
            factories.body(code)
    ranking = client.get("/").text.split('<ol class="k-rank">')[1].split("</ol>")[0]
    assert text(ranking) == "广东 6 浙江 5 上海 4 北京 3 江苏 2"


@pytest.mark.spec("PRF-12")
def test_the_number_of_queries_does_not_grow(client: Client) -> None:
    def queries() -> int:
        memory.forget()
        with CaptureQueriesContext(connection) as seen:
            assert client.get("/").status_code == 200
        return len(seen)

    factories.body(published=True)
    one = queries()
    factories.body("320113", published=True)
    factories.body("110101", published=True)
    assert queries() == one


def test_reading_leaves_no_record(client: Client) -> None:
    client.get("/")
    assert not Record.objects.filter(name="访客").exists()
