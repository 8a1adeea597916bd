"""A survey ends: by hand or by the clock. And of anonymous answers nothing leads to a person."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from kexie.areas.surveys import actions
from kexie.areas.surveys.tests import factories
from kexie.core import clock
from kexie.core.actors import Actor
from kexie.engines.questionnaires.models import Collection, Draft, Response
from kexie.foundation.people.tests import factories as persons
from kexie.foundation.records.models import Record
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("SUR-01")]
CLOCK = Actor.platform("问卷到期")


def test_by_hand_once() -> None:
    survey = factories.opened(once="person")
    pages.send(pages.browser(persons.person()), f"/surveys/{survey.code}/save/", **{"a.field": "a1"})
    browser, page = pages.browser(factories.staff(survey.organisation)), f"/surveys/{survey.code}/close/"
    assert (Draft.objects.count(), pages.status(browser, page), Draft.objects.count()) == (1, 303, 0)
    refused = pages.send(browser, page)
    assert (refused.status_code, "没有在进行" in refused.text) == (422, True)


def test_by_the_clock_at_the_very_moment() -> None:
    now = clock.now()
    survey, later = factories.opened(closes_at=now + timedelta(hours=1)), factories.opened()
    with clock.held(now + timedelta(minutes=59)):
        assert actions.close_due(by=CLOCK) == 0
    with clock.held(now + timedelta(hours=1)):
        assert (actions.close_due(by=CLOCK), actions.close_due(by=CLOCK)) == (1, 0)
    survey.refresh_from_db()
    later.refresh_from_db()
    assert (survey.stage, later.stage) == ("closed", "running")


def whole() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, as text."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT xmin::text, "{table}"::text FROM "{table}"')  # noqa: S608 - names of tables alone
            found[table] = cursor.fetchall()
    return found


@pytest.mark.spec("FRM-06")
def test_nothing_leads_from_an_anonymous_answer_to_whoever_gave_it(caplog: pytest.LogCaptureFixture) -> None:
    """Besides the roll, which says that somebody answered, no row and no line of the log that came with the answer
    bears the person, the session, the address or the device; and the answer bears no time.
    """
    person = persons.person()
    survey = factories.opened(once="person", is_anonymous=True)
    browser = pages.browser(person)
    browser.get(f"/surveys/{survey.code}/answer/")
    before = whole()
    caplog.set_level("INFO")
    caplog.clear()
    given = {"a.field": "a2", "a.why": "独一无二的理由"}
    sent = browser.post(
        f"/surveys/{survey.code}/answer/",
        pages.form(**given),
        REMOTE_ADDR="203.0.113.77",
        HTTP_USER_AGENT="Telephone/7",
    )
    assert sent.status_code == 303
    new = {table: [row for row in rows if row not in before[table]] for table, rows in whole().items()}
    changed = {table for table, rows in new.items() if rows}
    assert changed == {"response", "collection_seat", "collection", "response_delta", "form_key"}
    answer = Response.objects.get()
    assert (answer.person_id, answer.organisation_id, answer.submitted_at) == (None, None, None)
    assert not Record.objects.filter(what="questionnaires.submit").exists()
    marks = ("203.0.113.77", "Telephone/7", person.name, browser.cookies["sessionid"].value)
    for table, rows in new.items():
        text = str(rows)
        assert not [mark for mark in marks if mark in text], table
        assert ("独一无二" in text) == (table == "response"), table
    for table in ("response", "response_delta"):
        assert not re.search(r"\d{4}-\d{2}-\d{2}", str(new[table])), table
    lines = [vars(record) for record in caplog.records if record.name == "kexie.request"]
    assert [(line["route"], line["person"]) for line in lines] == [("surveys:answer", None)]


@pytest.mark.spec("FRM-06")
@pytest.mark.django_db(transaction=True)
def test_after_the_closing_neither_order_nor_transaction_leads_to_the_roll() -> None:
    survey = factories.opened(once="person", is_anonymous=True)
    people = [persons.person() for _ in range(12)]
    for at, person in enumerate(people):
        factories.answered(survey, person, age=str(20 + at))
    actions.close(survey, by=factories.by(factories.staff()))
    with connection.cursor() as cursor:
        cursor.execute("SELECT xmin::text, answers ->> 'age' FROM response ORDER BY ctid")
        rows = cursor.fetchall()
        cursor.execute("SELECT xmin::text FROM collection_seat")
        roll = {number for (number,) in cursor.fetchall()}
    assert len({number for number, _ in rows}) == 1
    assert not {number for number, _ in rows} & roll
    assert [age for _, age in rows] != [str(20 + at) for at in range(12)]  # by chance one time in 479 million
    assert sorted(age for _, age in rows) == [str(20 + at) for at in range(12)]
    assert Collection.objects.get().taken == 12
    assert apps.get_model("questionnaires", "Response").objects.filter(person=None, submitted_at=None).count() == 12
