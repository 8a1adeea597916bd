"""Rules of a body's standing, at their boundaries."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from kexie.areas.standing import rules

pytestmark = pytest.mark.spec("EST-14")


@pytest.mark.parametrize(
    ("today", "months"),
    [
        (date(2026, 11, 20), None),
        (date(2026, 11, 21), 6),
        (date(2027, 2, 20), 6),
        (date(2027, 2, 21), 3),
        (date(2027, 4, 20), 3),
        (date(2027, 4, 21), 1),
        (date(2027, 5, 20), 1),
        (date(2027, 5, 21), 0),
        (date(2030, 1, 1), 0),
    ],
)
def test_which_reminder_is_due(today: date, months: int | None) -> None:
    assert rules.nearing(date(2027, 5, 21), today) == months


@pytest.mark.parametrize("months", rules.BEFORE)
def test_the_days_ahead_are_those_of_which_one_is_reminded(months: int) -> None:
    for number in range(60):
        today = date.fromordinal(date(2028, 1, 20).toordinal() + number)
        last = rules.ahead(today, months)
        assert (rules.nearing(last, today) or 0) <= months
        after = date.fromordinal(last.toordinal() + 1)
        assert rules.nearing(after, today) is None or (rules.nearing(after, today) or 0) > months


def test_a_congress_follows_the_beginning_of_the_term_and_has_been_held() -> None:
    today, since = date(2026, 11, 21), date(2022, 1, 1)
    rules.require_congress_day(congress_on=today, today=today, since=since)
    rules.require_congress_day(congress_on=date(2022, 1, 2), today=today, since=since)
    rules.require_congress_day(congress_on=today, today=today, since=None)
    for day in (date(2026, 11, 22), since):
        with pytest.raises(ValidationError):
            rules.require_congress_day(congress_on=day, today=today, since=since)


def test_terms_follow_one_another() -> None:
    rules.require_number(3, last=2)
    with pytest.raises(ValidationError, match="第 3 届"):
        rules.require_number(2, last=2)


def test_bodies_without_a_congress_have_no_renewal() -> None:
    rules.require_electing("enterprise_association")
    with pytest.raises(ValidationError, match="没有任期"):
        rules.require_electing("workstation")
