"""The congress that elects the next committee opens its term and the month for the report."""

from datetime import timedelta

import pytest

from kexie.areas.standing import actions
from kexie.areas.standing.models import Renewal
from kexie.areas.standing.tests import factories
from kexie.core import clock
from kexie.core.tests.threads import at_once
from kexie.engines.notices.tests.factories import titles
from kexie.engines.worklist.queries import todo
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import BY, actor, appointed
from kexie.foundation.organisations import actions as organisations
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import Title
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-14")]


def send(body: Organisation, **given: object) -> tuple[int, str]:
    form = factories.elected(congress_on=f"{clock.today():%Y-%m-%d}") | given
    answer = pages.send(pages.browser(appointed(body)), f"/organisations/{body.code}/renew/", **form)
    return answer.status_code, answer.text


def test_the_next_term_begins_with_the_congress_and_the_report_is_owed() -> None:
    body = factories.in_term().organisation
    today = clock.today()
    organisations.fill_post(body, title=Title.CHAIR, holder="前主席", since=today - timedelta(days=900), by=BY)
    reviewer = appointed(body.superior, Role.REVIEWER)
    assert send(body)[0] == 303
    last, first = body.terms_of_office.all()
    assert (first.period.upper, last.number, last.period.lower) == (today, 2, today)
    assert last.period.upper.year == today.year + 5
    assert [post.holder for post in body.posts.current()] == ["罗溪"]
    renewal = Renewal.objects.get()
    (duty,) = [one for one in todo(actor(appointed(body)), [body]) if "换届" in one.what]
    assert duty.due == renewal.report_due
    assert f"“{body.name}”已经换届" in titles(reviewer)


@pytest.mark.parametrize(
    ("typed", "status", "words"),
    [
        ({"term_years": "2"}, 422, "三至五年"),
        ({"term_years": "3"}, 303, ""),
        ({"term_years": "6"}, 422, "三至五年"),
        ({"assembly": "plenary", "workers": "100"}, 422, "第二十五条"),
        ({"assembly": "plenary", "workers": "99"}, 303, ""),
        ({"number": "1"}, 422, "从第 2 届起"),
        ({"congress_on": "2199-01-01"}, 422, "还没有召开"),
        ({"congress_on": "1999-01-01"}, 422, "任期开始"),
    ],
)
def test_the_general_rules_are_asked(typed: dict[str, str], status: int, words: str) -> None:
    got, html = send(factories.in_term().organisation, **typed)
    assert (got, words in html) == (status, True)


def test_the_action_asks_for_the_years_too_and_for_the_former_report() -> None:
    body = factories.in_term().organisation
    for years in (2, 6):
        with pytest.raises(Exception, match="三至五年"):
            actions.renew(body, **factories.elected(term_years=years), by=BY)
    factories.renewed(body, congress_on=clock.today() - timedelta(days=1))
    assert "请先报送" in send(body, number="3")[1]


def test_a_workstation_has_no_congress() -> None:
    assert send(bodies.body("430603", kind="workstation"))[0] == 404


@pytest.mark.django_db(transaction=True)
def test_two_at_once_enter_one_congress() -> None:
    body = factories.in_term().organisation
    deeds = [lambda: actions.renew(body, **factories.elected(), by=BY)] * 2
    done = at_once(*deeds)
    assert sorted(type(one).__name__ for one in done) == ["Renewal", "ValidationError"]
    assert body.terms_of_office.count() == 2
