"""A payment is recorded by hand."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kexie.areas.dues import actions
from kexie.areas.dues.models import Due, Entry, Year
from kexie.areas.dues.tests import factories
from kexie.areas.membership.tests import factories as members
from kexie.core import clock
from kexie.core.locks import Stale
from kexie.core.tests.threads import at_once
from kexie.engines.notices.models import Announcement
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import actor, appointed
from kexie.foundation.people.tests import factories as persons
from kexie.foundation.records.models import Record
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-05")]


def test_in_parts_until_nothing_is_owed() -> None:
    person = persons.person()
    due = factories.due(members.own(person, factories.body()))
    browser = pages.browser(appointed(due.year.organisation, Role.FINANCE))
    page = f"/dues/{due.year.code}/members/{due.member.code}/pay/"
    day, typed = str(clock.today()), {"on": str(clock.today()), "way": "cash"}
    assert pages.status(browser, page, seen=0, amount="20.00", **typed) == 303
    entry = Entry.objects.get()
    assert (entry.amount, entry.receipt, str(entry.on)) == (2000, 1, day)
    assert Announcement.objects.get(what="dues.pay").people == [person.pk]
    assert Record.objects.get(what="dues.pay").after == {"amount": "20.00", "way": "cash", "receipt": 1}
    refused = {
        "30.01": "还应缴 30.00 元",
        "0": "0.01",
        "1.005": "两位小数",
        "x": "请填写数字",
        "20.00": "已经登记过（会费〔",
    }
    for amount, words in refused.items():
        answer = pages.send(browser, page, seen=1, amount=amount, **typed)
        assert (answer.status_code, words in answer.text) == (422, True), amount
    assert pages.status(browser, page, seen=1, amount="30", **typed) == 303
    assert "已经缴清" in pages.send(browser, page, seen=2, amount="1", **typed).text
    assert list(Entry.objects.values_list("receipt", flat=True)) == [1, 2]


@pytest.mark.spec("SEC-03")
def test_nobody_records_his_own() -> None:
    body = factories.body()
    person = appointed(body, Role.FINANCE)
    due = factories.due(members.own(person, body))
    with pytest.raises(ValidationError, match="另一位"):
        actions.pay(due, seen=0, amount=100, on=clock.today(), way="cash", by=actor(person))


@pytest.mark.django_db(transaction=True)
def test_of_two_who_record_the_same_payment_one_is_told() -> None:
    due = factories.due()

    def record() -> Entry:
        return factories.paid(due)

    answers = at_once(record, record)
    assert sum(isinstance(answer, Stale) for answer in answers) == 1
    assert (Entry.objects.count(), Due.objects.get().paid, Year.objects.get().receipts) == (1, factories.OWED, 1)


@pytest.mark.django_db(transaction=True)
def test_receipts_of_payments_at_once_have_no_gaps() -> None:
    body = factories.body()
    for _ in range(6):
        members.member(body)
    factories.rolled(body)
    dues = list(Due.objects.select_related("year", "member"))

    def deed(due: Due, amount: int) -> object:
        return factories.paid(due, amount=amount)

    wrong = 5001  # refused: it must not use a number up
    answers = at_once(
        *(
            lambda due=due, place=place: deed(due, wrong if place == 2 else due.remainder)
            for place, due in enumerate(dues)
        )
    )
    assert sum(isinstance(answer, ValidationError) for answer in answers) == 1
    assert list(Entry.objects.order_by("receipt").values_list("receipt", flat=True)) == [1, 2, 3, 4, 5]


def test_the_database_holds_the_sums() -> None:
    entry = factories.paid()
    for change in ({"paid": 5001}, {"paid": -1}, {"waived": 1}):
        with pytest.raises(IntegrityError, match="due_within"), transaction.atomic():
            Due.objects.update(**change)
    spoilt: tuple[tuple[dict[str, Any], str], ...] = (
        ({"amount": -1}, "dues_entry_sign"),
        ({"receipt": None}, "dues_entry_receipted"),
        ({"counters": entry.pk}, "dues_entry"),
    )
    for change, name in spoilt:
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Entry.objects.update(**change)
