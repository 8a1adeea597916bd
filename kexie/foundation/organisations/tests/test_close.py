"""A body closes; its rows stay."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kexie.core.requests import sentence
from kexie.core.tests.threads import outcomes, start, until_blocked
from kexie.foundation.organisations import actions
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories
from kexie.foundation.records.models import Record

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ORG-06")]
DAY = date(2026, 11, 21)


def test_a_closed_body_stays_with_its_date_and_is_public_no_more() -> None:
    association, body = factories.association("430603"), factories.body(published=True)
    closed = actions.close(body, closed_on=DAY, by=factories.BY)
    kept = Organisation.objects.get(pk=body.pk)
    assert (kept.status, kept.closed_on, kept.is_public) == ("closed", DAY, False)
    assert kept.revision == closed.revision == Organisation.objects.get(pk=body.pk).revision
    assert kept not in Organisation.objects.live()
    assert kept in Organisation.objects.having(status="closed")
    assert kept in Organisation.objects.under(association)
    assert Record.objects.get(what="organisations.close").after == {"closed_on": "2026-11-21"}


def test_one_with_live_subordinates_is_refused() -> None:
    association, body = factories.association("430603"), factories.body("430603")
    with pytest.raises(ValidationError, match="下级组织"):
        actions.close(association, closed_on=DAY, by=factories.BY)
    actions.close(body, closed_on=DAY, by=factories.BY)
    assert actions.close(association, closed_on=DAY, by=factories.BY).closed_on == DAY
    assert factories.faults() == []


def test_a_body_closes_once() -> None:
    body = factories.body()
    actions.close(body, closed_on=DAY, by=factories.BY)
    with pytest.raises(ValidationError, match="已经注销"):
        actions.close(body, closed_on=date(2026, 12, 31), by=factories.BY)
    assert Organisation.objects.get(pk=body.pk).closed_on == DAY


def test_it_closes_no_earlier_than_it_was_founded() -> None:
    body = factories.body(founded_on=DAY)
    assert actions.close(body, closed_on=DAY, by=factories.BY).closed_on == DAY
    other = factories.body(founded_on=DAY)
    with pytest.raises(IntegrityError) as broken, transaction.atomic():
        actions.close(other, closed_on=date(2026, 11, 20), by=factories.BY)
    assert sentence(broken.value) == "注销日期不能早于成立日期。"


def test_nothing_comes_under_a_closed_superior() -> None:
    body, closed = factories.body("430603"), factories.association("430602")
    actions.close(closed, closed_on=DAY, by=factories.BY)
    with pytest.raises(ValidationError, match="已经注销"):
        factories.body("430602", superior=closed)
    with pytest.raises(ValidationError, match="已经注销"):
        actions.move(body, superior=closed, region=closed.region, seen=body.revision, by=factories.BY)


@pytest.mark.spec("ORG-03")
def test_a_place_gets_a_new_association_after_the_former_closed() -> None:
    former = factories.association("430603")
    actions.close(former, closed_on=DAY, by=factories.BY)
    assert factories.association("430603") != former


@pytest.mark.django_db(transaction=True)
def test_what_is_being_added_keeps_its_superior_open() -> None:
    superior = factories.association("430603")
    with ThreadPoolExecutor() as pool:
        with transaction.atomic():
            body = factories.body("430603")
            closing = start(pool, lambda: actions.close(superior, closed_on=DAY, by=factories.BY))
            until_blocked()
        (refused,) = outcomes([closing])
    assert isinstance(refused, ValidationError)
    assert body in Organisation.objects.live().filter(superior__closed_on=None)
    assert factories.faults() == []


@pytest.mark.django_db(transaction=True)
def test_what_is_being_closed_takes_nothing_more() -> None:
    superior = factories.association("430603")
    with ThreadPoolExecutor() as pool:
        with transaction.atomic():
            actions.close(superior, closed_on=DAY, by=factories.BY)
            adding = start(pool, lambda: factories.body("430603", superior=superior))
            until_blocked()
        (refused,) = outcomes([adding])
    assert isinstance(refused, ValidationError)
    assert factories.faults() == []
