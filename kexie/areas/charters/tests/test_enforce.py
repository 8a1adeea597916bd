"""A version comes into force by a resolution alone, and one is in force at a time."""

import threading
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from kexie.areas.charters import actions, queries
from kexie.areas.charters.models import Charter
from kexie.areas.charters.tests import factories
from kexie.core import clock
from kexie.core.locks import Stale
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.models import PublicPage
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-09"), pytest.mark.spec("EST-11")]


def test_it_comes_into_force_and_the_one_before_is_superseded() -> None:
    first = factories.in_force(on=date(2025, 1, 1))
    second = factories.adopted(first.organisation, term_years=4)
    today = clock.today()
    browser = pages.browser(appointed(first.organisation))
    form = {"effective_on": today.isoformat(), "seen": second.revision}
    assert pages.status(browser, f"/charters/{second.code}/enforce/", **form) == 303
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.stage, first.ended_on, second.stage, second.effective_on) == (
        "superseded",
        today,
        "in_force",
        today,
    )
    assert queries.in_force(first.organisation) == second
    assert queries.choice(first.organisation, "term_years") == 4
    assert PublicPage.objects.get(organisation=first.organisation).charter_since == today


def test_without_a_charter_the_model_answers() -> None:
    row = factories.draft(term_years=3)
    assert queries.choice(row.organisation, "term_years") == 5
    assert queries.current(row.organisation) == row
    with pytest.raises(AttributeError):
        queries.choice(row.organisation, "nothing")


def test_a_draft_never_comes_into_force() -> None:
    row = factories.draft()
    with pytest.raises(ValidationError, match="第二十七条"):
        actions.enforce(row, effective_on=clock.today(), seen=row.revision, by=factories.BY)
    browser = pages.browser(appointed(row.organisation))
    assert browser.get(f"/charters/{row.code}/enforce/").status_code == 404


@pytest.mark.parametrize(("days", "words"), [(-8, "不能早于大会通过的日期"), (1, "施行日期还没有到")])
def test_the_day_lies_between_the_resolution_and_today(days: int, words: str) -> None:
    row = factories.adopted()
    day = clock.today() + timedelta(days=days)
    form = {"effective_on": day.isoformat(), "seen": row.revision}
    answer = pages.send(pages.browser(appointed(row.organisation)), f"/charters/{row.code}/enforce/", **form)
    assert (answer.status_code, words in answer.text) == (422, True)


@pytest.mark.parametrize("days", [-7, 0])
def test_the_first_and_the_last_possible_day(days: int) -> None:
    row = factories.adopted()
    day = clock.today() + timedelta(days=days)
    assert actions.enforce(row, effective_on=day, seen=row.revision, by=factories.BY).effective_on == day


def test_the_database_keeps_one_in_force() -> None:
    first = factories.in_force()
    second = factories.adopted(first.organisation)
    with pytest.raises(IntegrityError, match="charter_one_in_force"), transaction.atomic():
        Charter.objects.filter(pk=second.pk).update(stage="in_force", effective_on=clock.today())
    with pytest.raises(IntegrityError, match="charter_effective"), transaction.atomic():
        Charter.objects.filter(pk=second.pk).update(effective_on=clock.today())


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_brings_it_into_force() -> None:
    row = factories.adopted()
    refused = []

    def enforce() -> None:
        try:
            actions.enforce(row, effective_on=clock.today(), seen=row.revision, by=factories.BY)
        except (Stale, ValidationError) as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=enforce) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert Charter.objects.in_force().count() == 1
