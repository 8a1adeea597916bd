"""The review desk of an association."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kexie.areas.registrations import actions, queries, rules
from kexie.areas.registrations.models import Registration
from kexie.areas.registrations.tests import factories
from kexie.core import clock
from kexie.engines.notices.tests.factories import titles
from kexie.engines.worklist.queries import todo
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import actor, appointed
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people.models import Person
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ACC-07")]


def html(body: Organisation, person: Person, query: str = "") -> str:
    answer = pages.browser(person).get(f"/organisations/{body.code}/registrations/{query}")
    assert answer.status_code == 200
    return answer.text


def test_the_queues_hold_their_kinds_with_counts() -> None:
    made = {
        kind: factories.registration(kind=kind) for kind in ("society", "enterprise", "park", "federation", "hospital")
    }
    body = made["park"].organisation
    reviewer = appointed(body, Role.REVIEWER)
    for queue, kinds in {
        "society": {"society", "hospital"},
        "enterprise": {"enterprise"},
        "park": {"park"},
        "union": {"federation"},
    }.items():
        page = html(body, reviewer, f"?queue={queue}")
        assert {kind for kind, row in made.items() if row.name in page} == kinds
        assert page.count('<span class="k-tabs-count">1</span>') == 3
        assert page.count('<span class="k-tabs-count">2</span>') == 1


def test_states_are_apart() -> None:
    waiting, returned, gone = factories.registration(), factories.returned(), factories.registration()
    actions.withdraw(gone, seen=0, by=factories.by(gone.applicant))
    body, reviewer = waiting.organisation, appointed(waiting.organisation)
    for state, row in {"waiting": waiting, "returned": returned, "ended": gone}.items():
        page = html(body, reviewer, f"?queue=enterprise&state={state}")
        assert {one.name for one in (waiting, returned, gone) if one.name in page} == {row.name}


def test_what_waits_longest_comes_first_and_what_is_late_is_marked() -> None:
    now = clock.now()
    with clock.held(now - timedelta(days=40)):
        late = factories.registration(name="等久了的公司")
    new = factories.registration(name="刚来的公司")
    page = html(late.organisation, appointed(late.organisation))
    assert page.index(late.name) < page.index(new.name)
    assert page.count("已超期") == 1
    assert "已 40 天" in page


@pytest.mark.parametrize(("days", "is_overdue"), [(21, False), (22, True)])
def test_late_begins_the_day_after_the_last_one(days: int, is_overdue: bool) -> None:
    row = factories.registration()
    today = queries.clock_day(row)
    monday = today - timedelta(days=today.weekday())
    row.since = row.since - timedelta(days=today.weekday())
    assert queries.turn(row, monday + timedelta(days=days)).is_overdue == is_overdue


def test_a_superior_reads_along_without_a_desk_of_its_own_filling_up() -> None:
    row = factories.registration()
    city = bodies.association("430600")
    above = appointed(city, Role.SECRETARY)
    assert row.name in html(row.organisation, above)
    assert "由云溪科协办理" in html(row.organisation, above)
    assert row.name not in html(city, above)


@pytest.mark.spec("SCP-03")
def test_others_find_no_desk() -> None:
    row = factories.registration()
    address = f"/organisations/{row.organisation.code}/registrations/"
    beside, editor = appointed(bodies.association("430611")), appointed(row.organisation, Role.EDITOR)
    for person in (beside, editor, row.applicant, appointed(bodies.body("430603"))):
        assert pages.browser(person).get(address).status_code == 404


@pytest.mark.parametrize(
    "query", ["?queue=x&state=y", "?after=zzz", "?before=%27", "?state=waiting&after=" + "x" * 3000]
)
def test_a_wrong_address_gives_the_first_page(query: str) -> None:
    row = factories.registration()
    assert row.name in html(row.organisation, appointed(row.organisation), query)


def test_pages_follow_one_another() -> None:
    body = bodies.association("430603")
    now = clock.now()
    made = []
    for turn in range(63):
        with clock.held(now - timedelta(minutes=63 - turn)):
            made.append(factories.registration(kind="park", uscc=""))
    filters = {"queue": "park", "state": "waiting", "after": "", "before": ""}
    rows = Registration.objects.where_may(actor(appointed(body)), "registrations.browse")
    first = queries.desk(rows, body, filters)
    assert [item["row"] for item in first.rows] == made[:60]
    assert (first.pages["previous"], bool(first.pages["next"])) == ("", True)
    second = queries.desk(rows, body, filters | {"after": first.listing.next or ""})
    assert [item["row"] for item in second.rows] == made[60:]


def test_more_rows_cost_no_more_queries() -> None:
    row = factories.registration()
    reviewer = appointed(row.organisation)
    html(row.organisation, reviewer)

    def number() -> int:
        with CaptureQueriesContext(connection) as asked:
            html(row.organisation, reviewer)
        return len(asked)

    before = number()
    for _ in range(3):
        factories.registration()
    assert number() == before


# What waits for whom


@pytest.mark.spec("NOT-02")
def test_reviewers_are_told_what_waits_and_until_when() -> None:
    body = bodies.association("430603")
    city = bodies.association("430600")
    reviewer = appointed(body, Role.REVIEWER)
    assert list(todo(actor(reviewer), [body])) == []
    first = factories.registration()
    factories.registration(reviewer)  # one's own is somebody else's to review
    factories.returned()
    (told,) = todo(actor(reviewer), [body])
    assert (told.what, told.url) == (f"审核“{first.name}”的注册申请", f"/registrations/{first.code}/")
    assert (told.organisation, told.since, told.area) == (body.pk, queries.clock_day(first), "registrations")
    assert told.due == rules.due(queries.clock_day(first))
    assert list(todo(actor(appointed(city)), [city])) == []


@pytest.mark.spec("NOT-02")
def test_many_are_told_in_one_line_that_leads_to_the_desk() -> None:
    first, *_ = [factories.registration() for _ in range(4)]
    body = first.organisation
    (told,) = todo(actor(appointed(body)), [body])
    assert (told.what, told.url) == ("4 件单位注册等待审核", f"/organisations/{body.code}/registrations/")
    assert told.since == queries.clock_day(first)


@pytest.mark.spec("NOT-02")
def test_applicants_are_told_what_was_returned() -> None:
    row = factories.returned()
    (told,) = todo(actor(row.applicant), [])
    assert (told.url, told.why) == (f"/registrations/{row.code}/", "执照看不清")
    assert list(todo(actor(persons.person()), [])) == []
    assert row.name in pages.browser(row.applicant).get("/workbench/").text


@pytest.mark.spec("NOT-01")
def test_whom_it_concerns_is_told_what_became_of_it() -> None:
    body = bodies.association("430603")
    reviewer, applicant = appointed(body, Role.REVIEWER), persons.person()
    row = factories.returned(applicant)
    assert [title for title in titles(reviewer) if "提交了注册申请" in title]
    assert [title for title in titles(applicant) if "被退回" in title]
    assert row.name in titles(applicant)[0]
