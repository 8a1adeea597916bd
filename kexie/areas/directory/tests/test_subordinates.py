"""The list of bodies below an association: its own subtree, filtered, page by page."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations import actions
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ORG-09"), pytest.mark.spec("SCP-01")]


@pytest.fixture
def city() -> Organisation:
    """A city with two counties, three bodies below it and one elsewhere."""
    factories.body("430603", name="云溪甲科协", published=True)
    factories.body("430602", name="楼区乙科协")
    factories.body("430602", kind="park", name="楼区园区")
    factories.body("320113", name="栖霞丙科协")
    return factories.association("430600")


def listed(city: Organisation, query: str = "") -> str:
    answer = pages.browser(appointed(city)).get(f"/organisations/{city.code}/subordinates/{query}")
    assert answer.status_code == 200
    return answer.text.split('id="results"')[1]


def names(html: str) -> list[str]:
    return re.findall(r'<th scope="row"><a href="[^"]*">([^<]*)</a>', html)


def test_everything_below_stands_there_and_nothing_else(city: Organisation) -> None:
    html = listed(city)
    assert (
        set(names(html))
        == {
            "云溪甲科协",
            "楼区乙科协",
            "楼区园区",
            "岳阳市云溪区科学技术协会",
            "岳阳市岳阳楼区科学技术协会",
        }
        or len(names(html)) == 5
    )
    assert "栖霞" not in html
    assert "<strong>5</strong>" in html


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=甲", ["云溪甲科协"]),
        ("?q=louquy", ["楼区乙科协", "楼区园区"]),
        ("?listing=registered", ["楼区园区"]),
        ("?online=online", ["云溪甲科协"]),
        ("?online=offline", []),
        ("?status=closed", []),
        ("?listing=enterprise&online=hidden", ["楼区乙科协"]),
    ],
)
def test_filters(city: Organisation, query: str, found: list[str]) -> None:
    assert sorted(names(listed(city, query))) == sorted(found)


def test_a_wrong_filter_is_said_and_left_out(city: Organisation) -> None:
    html = listed(city, "?listing=wrong&after=nonsense")
    assert "没有这个“类别”选项" in html
    assert "已回到第一页" in html
    assert len(names(html)) == 5


def test_an_empty_list_says_what_to_do(city: Organisation) -> None:
    county = factories.association("430611")
    assert "还没有下级组织" in listed(county)
    assert "没有符合条件的组织" in listed(county, "?q=甲")


def test_a_closed_body_is_found_by_its_status_alone(city: Organisation) -> None:
    closed = factories.body("430603", name="已撤丁科协")
    actions.close(closed, closed_on=closed.created_at.date(), by=factories.BY)
    assert "已撤丁科协" not in listed(city)
    assert names(listed(city, "?status=closed")) == ["已撤丁科协"]


def test_more_bodies_cost_no_more_questions(city: Organisation) -> None:
    person = appointed(city)
    counts = []
    for _ in range(3):
        with CaptureQueriesContext(connection) as asked:
            pages.browser(person).get(f"/organisations/{city.code}/subordinates/")
        counts.append(len(asked))
        for _ in range(5):
            factories.body("430603")
    assert counts[1] == counts[2]
