"""The inbox: one's own notices, the newest first, and nobody else's."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kexie.engines.notices import queries
from kexie.engines.notices.tests.factories import told
from kexie.foundation.appointments.tests.factories import actor
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people.tests import factories as persons
from tests.pages import browser

pytestmark = [pytest.mark.django_db, pytest.mark.spec("NOT-01")]


def test_one_sees_ones_own_and_nobody_elses() -> None:
    one, other = persons.person(), persons.person()
    told(one, title="给我的消息", text="内容说明", organisation=bodies.body(name="示例甲科协"))
    told(other, title="给别人的消息")
    page = browser(one).get("/notices/").text
    for shown in ("给我的消息", "内容说明", "示例甲科协", "有 1 条未读"):
        assert shown in page
    assert "给别人的消息" not in page


def test_a_visitor_signs_in_first() -> None:
    assert browser(None).get("/notices/")["Location"] == "/signin/?next=/notices/"


def test_the_bell_counts_what_is_not_read_on_every_page() -> None:
    person = persons.person()
    client = browser(person)
    assert "条未读" not in client.get("/workbench/").text
    row = told(person)
    told(person)
    for address in ("/workbench/", "/"):
        assert 'aria-label="消息，2 条未读"' in client.get(address).text
    client.get(f"/notices/{row.code}/")
    assert 'aria-label="消息，1 条未读"' in client.get("/workbench/").text


def test_the_bell_does_not_count_on_for_ever() -> None:
    person = persons.person()
    for _ in range(100):
        told(person)
    assert queries.unread(actor(person)) == "99+"


def test_filters_leave_out_what_is_read_or_of_another_kind() -> None:
    person = persons.person()
    read, unread = told(person, title="读过的"), told(person, title="没读的", what="registrations.submit")
    client = browser(person)
    client.get(f"/notices/{read.code}/")
    assert "读过的" not in client.get("/notices/?only=unread").text
    page = client.get("/notices/?kind=registrations").text
    assert unread.title in page
    assert "读过的" not in page


@pytest.mark.parametrize("query", ["only=x", "kind=x", "after=x", "before=end", "kind=%F0%9F", "after=" + "x" * 3000])
def test_what_was_typed_by_hand_does_no_harm(query: str) -> None:
    person = persons.person()
    told(person, title="仍然看得见")
    assert "仍然看得见" in browser(person).get(f"/notices/?{query}").text


def test_pages_follow_one_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "SIZE", 2)
    person = persons.person()
    for number in range(5):
        told(person, title=f"第{number}条消息")
    client, seen, address = browser(person), [], "/notices/"
    for _ in range(3):
        answer = client.get(address)
        seen += [row["told"].title for row in answer.context["inbox"]["rows"]]
        address = answer.context["inbox"]["next"]
    assert (seen, address) == ([f"第{number}条消息" for number in (4, 3, 2, 1, 0)], "")


@pytest.mark.spec("PRF-12")
def test_three_notices_cost_as_many_queries_as_one() -> None:
    person = persons.person()
    client = browser(person)
    told(person, organisation=bodies.body())
    client.get("/notices/")
    with CaptureQueriesContext(connection) as one:
        client.get("/notices/")
    for _ in range(2):
        told(person, organisation=bodies.body())
    with CaptureQueriesContext(connection) as three:
        client.get("/notices/")
    assert len(three) == len(one)
