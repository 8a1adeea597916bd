"""Once a day: each day is its own, the roll knows that somebody came at all; and what one network sent goes at once."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from kexie.core import clock
from kexie.engines.questionnaires import actions
from kexie.engines.questionnaires.models import Collection, Response
from kexie.engines.questionnaires.queries import results
from kexie.engines.questionnaires.queries.collecting import Respondent
from kexie.engines.questionnaires.rules import Once
from kexie.engines.questionnaires.tests import answered
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people.tests import factories as persons

pytestmark = [pytest.mark.django_db, pytest.mark.spec("PLL-01")]


def gathered(**given: Any) -> Collection:
    body = bodies.body()
    made = actions.add(body, draft={"title": "评选", "items": answered.ITEMS[:1]}, by=answered.BY)
    version = actions.publish(made, by=answered.BY)
    typed: dict[str, Any] = {"once": Once.PERSON, "is_daily": True, "opens_at": clock.now() - timedelta(hours=1)}
    return actions.collect(version, organisation=body, **(typed | given), by=answered.BY)


def vote(to: Collection, respondent: Respondent) -> Response:
    return actions.submit(to, typed={"field": ["a1"]}, respondent=respondent, by=answered.BY)


def test_each_day_is_its_own() -> None:
    person, to = persons.person(), gathered()
    actions.expect(to, people=type(person).objects.filter(pk=person.pk).values("pk"))
    day = clock.now().astimezone(clock.PLACE).replace(hour=23, minute=59) + timedelta(days=1)
    with clock.held(day):
        vote(to, Respondent(person.pk))
        with pytest.raises(ValidationError, match="明天再来"):
            vote(to, Respondent(person.pk))
    with clock.held(day + timedelta(minutes=2)):
        vote(to, Respondent(person.pk))
    assert sorted(to.roll.values_list("is_expected", "is_answered")) == [(False, True), (False, True), (True, True)]
    assert to.responses.count() == 2


@pytest.mark.parametrize("given", [{"once": Once.NOBODY}, {"is_anonymous": True}])
def test_who_is_not_known_has_no_days(given: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="不能匿名，也不能不限次数"):
        gathered(**given)


def test_what_one_network_sent_is_void_at_once() -> None:
    to = gathered(once=Once.DEVICE)
    for at, origin in enumerate(["cafe", "cafe", "beef", ""]):
        vote(to, Respondent(device=f"device {at}", origin=origin))
    assert actions.void_many(to, origin="cafe", reason="同一台服务器刷票", by=answered.BY) == 2
    assert set(Response.objects.filter(is_void=True).values_list("origin", "void_reason")) == {
        ("cafe", "同一台服务器刷票")
    }
    assert results.numbers(to).total == 2
    with pytest.raises(ValidationError, match="都已经作废"):
        actions.void_many(to, origin="cafe", reason="再来", by=answered.BY)
    with pytest.raises(ValidationError, match="都已经作废"):
        actions.void_many(to, origin="", reason="全部", by=answered.BY)
