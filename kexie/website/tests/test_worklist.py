"""Everything that waits for somebody, in all workplaces, what is overdue first."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kexie.core import clock
from kexie.engines.worklist.tests.factories import waits
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations import actions
from kexie.foundation.organisations.tests import factories
from kexie.foundation.people.tests import factories as people
from tests.pages import browser

pytestmark = [pytest.mark.django_db, pytest.mark.spec("NOT-02")]
DAY = timedelta(days=1)


def test_what_is_overdue_comes_first_and_says_so() -> None:
    body, other = factories.body(name="示例甲科协"), factories.body(name="示例乙科协")
    person = appointed(body)
    appointed(other, person=person)
    for place in (body, other):
        actions.publish(place, by=factories.BY)
    waits(body, what="不急的事")
    waits(other, what="快到期的事", due=clock.today() + DAY)
    waits(other, what="超期的事", kind="directory.change", due=clock.today() - DAY)
    page = browser(person).get("/worklist/").text
    main = page.split('id="main"')[1]
    assert main.index("超期的事") < main.index("快到期的事") < main.index("不急的事")
    assert "1 件已超期" in main
    assert "已超期，应在" in main
    only = browser(person).get(f"/worklist/?place={body.code}").text.split('id="main"')[1]
    assert "不急的事" in only
    assert "超期的事" not in only


def test_the_area_narrows_and_what_was_typed_by_hand_does_no_harm() -> None:
    body = factories.body()
    person = appointed(body)
    waits(body, what="注册的事", kind="registrations.accept")
    page = browser(person).get("/worklist/?area=registrations").text.split('id="main"')[1]
    assert "注册的事" in page
    assert "主页还没有公开" not in page
    for query in ("area=x", "place=x", "area=" + "x" * 5000):
        assert "注册的事" in browser(person).get(f"/worklist/?{query}").text


def test_the_first_page_shows_the_first_and_leads_to_the_rest() -> None:
    body = factories.body()
    person = appointed(body)
    actions.publish(body, by=factories.BY)
    for number in range(15):
        waits(factories.body(), what=f"第{number}件事", organisation=body, kind=f"tests.deed{number}")
    html = browser(person).get("/workbench/").text
    assert html.count("件事</strong>") == 12
    assert "全部待办" in html
    assert browser(person).get("/worklist/").text.count("件事</strong>") == 15


def test_whoever_has_nothing_to_do_is_told_so() -> None:
    assert "没有等着您办的事" in browser(people.person()).get("/worklist/").text
    assert browser().get("/worklist/")["Location"] == "/signin/?next=/worklist/"


@pytest.mark.spec("PRF-12")
def test_three_lines_cost_as_many_queries_as_one() -> None:
    body = factories.body()
    client = browser(appointed(body))
    waits(body)
    client.get("/worklist/")
    with CaptureQueriesContext(connection) as one:
        client.get("/worklist/")
    for _ in range(2):
        waits(factories.body(), organisation=body)
    with CaptureQueriesContext(connection) as three:
        client.get("/worklist/")
    assert len(three) == len(one)
