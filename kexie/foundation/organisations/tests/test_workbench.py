"""What staff change of a body's parts and relations: at the boundaries, and two of them at the same moment."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial

import pytest
from django.core.exceptions import ValidationError

from kexie.core import clock
from kexie.core.locks import Stale
from kexie.core.tests.threads import at_once
from kexie.foundation.organisations import actions, rules
from kexie.foundation.organisations.models import AgreedTask, Organisation, Turn
from kexie.foundation.organisations.tests import factories
from kexie.foundation.records.models import Record

BY = factories.BY
NOON = datetime(2026, 11, 21, 12, tzinfo=clock.PLACE)


def test_a_day_may_be_today_but_not_tomorrow() -> None:
    today = date(2026, 11, 21)
    for day in (None, today, today - timedelta(days=1)):
        rules.require_not_future(day, today=today, field="day")
    with pytest.raises(ValidationError, match="还没有到"):
        rules.require_not_future(today + timedelta(days=1), today=today, field="day")


@pytest.mark.spec("ORG-05b")
def test_every_relation_is_entered_by_one_side() -> None:
    for edge in rules.Edge:
        entering = {kind for kind in rules.KINDS if edge in rules.entered_by(kind)}
        assert entering, edge
        if edge not in rules.ENTERED_BY_SUBJECT:
            assert entering - set(rules.ENTERED_FOR) == rules.EDGE_OBJECTS[edge] - set(rules.ENTERED_FOR)
    assert rules.Edge.GUIDED_BY in rules.ENTERED_BY_SUBJECT, "a guide would give a reach to itself (SCP-01)"


@pytest.mark.django_db
@pytest.mark.spec("ORG-07")
def test_a_profile_takes_only_its_own_fields() -> None:
    body = factories.body()
    with pytest.raises(TypeError, match="department"):
        actions.change_profile(body, seen=0, by=BY, department="不是它的")
    with pytest.raises(TypeError, match="parts"):
        actions.change_profile(body, seen=0, by=BY, parts={})


@pytest.mark.django_db
@pytest.mark.spec("SCP-06")
def test_a_record_holds_only_what_changed() -> None:
    body = factories.body()
    actions.change_profile(body, seen=0, by=BY, members=20, full_time_staff=None)
    told = Record.objects.get(what="organisations.change_profile")
    assert (told.before, told.after, told.organisation) == ({"members": None}, {"members": 20}, body.pk)


@pytest.mark.django_db
@pytest.mark.spec("ORG-10")
def test_a_post_of_today_can_end_tomorrow_but_one_of_yesterday_not_again() -> None:
    body = factories.body()
    with clock.held(NOON):
        post = actions.fill_post(body, title=rules.Title.CHAIR, holder="甲", since=date(2026, 11, 21), by=BY)
        actions.end_post(post, until=date(2026, 11, 22), by=BY)
        actions.end_post(post, until=date(2026, 11, 22), by=BY)
    with clock.held(NOON + timedelta(days=1)), pytest.raises(ValidationError, match="已经结束"):
        actions.end_post(post, until=date(2026, 11, 22), by=BY)


@pytest.mark.django_db
@pytest.mark.spec("ORG-13")
def test_a_turn_is_due_from_its_first_day_on() -> None:
    turn = joint()
    for day, due in ((date(2026, 12, 31), []), (date(2027, 1, 1), [turn]), (date(2028, 1, 1), [])):
        with clock.held(datetime(day.year, day.month, day.day, tzinfo=clock.PLACE)):
            assert list(Turn.objects.due()) == due, day


def joint() -> Turn:
    body, founder = factories.body(kind="joint_association"), factories.body(kind="enterprise")
    actions.relate(founder, body, edge=rules.Edge.CO_FOUNDER_OF, by=BY)
    return actions.add_turn(
        body, founder=founder, starts_on=date(2027, 1, 1), ends_on=date(2028, 1, 1), holder="王总", by=BY
    )


@pytest.mark.django_db
@pytest.mark.spec("ORG-13")
def test_a_chair_who_was_entered_by_hand_for_the_turn_stays() -> None:
    turn = joint()
    actions.fill_post(turn.organisation, title=rules.Title.CHAIR, holder="李总", since=date(2027, 1, 1), by=BY)
    actions.hand_over(turn, by=BY)
    assert [post.holder for post in turn.organisation.posts.all()] == ["李总"]


def _change(body: Organisation) -> Callable[[], object]:
    return lambda: actions.change(body, seen=0, short_name="甲", by=BY)


@pytest.mark.django_db(transaction=True)
@pytest.mark.spec("REL-02")
def test_of_two_who_save_the_same_page_one_is_told() -> None:
    body = factories.body()
    came = at_once(_change(body), _change(body))
    assert sorted(type(each).__name__ for each in came) == ["Organisation", "Stale"]
    assert any(isinstance(each, Stale) and each.row.pk == body.pk for each in came)


@pytest.mark.django_db(transaction=True)
@pytest.mark.spec("ORG-14")
def test_a_task_is_done_once() -> None:
    federation = factories.body(kind="federation")
    task = actions.agree_task(federation, title="联合攻关", agreed_on=date(2026, 1, 1), by=BY)
    pages = [AgreedTask.objects.get(pk=task.pk) for _ in range(2)]
    done = [partial(actions.complete_task, page, done_on=date(2026, 2, 1), by=BY) for page in pages]
    assert sorted(type(each).__name__ for each in at_once(*done)) == ["AgreedTask", "ValidationError"]
    assert Record.objects.filter(what="organisations.complete_task").count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.spec("ORG-13")
def test_a_turn_is_taken_over_once() -> None:
    turn = joint()
    pages = [Turn.objects.get(pk=turn.pk) for _ in range(2)]
    came = at_once(*[partial(actions.hand_over, page, by=BY) for page in pages])
    assert not any(isinstance(each, BaseException) for each in came)
    assert Record.objects.filter(what="organisations.hand_over").count() == 1
    assert turn.organisation.posts.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.spec("ORG-05a")
def test_a_branch_is_set_up_in_no_body_that_is_closed_meanwhile() -> None:
    body = factories.body()
    came = at_once(
        lambda: actions.close(body, closed_on=clock.today(), by=BY),
        lambda: actions.add_branch(body, kind="branch", name="分会", by=BY),
    )
    body.refresh_from_db()
    assert body.closed_on is not None
    told = list(Record.objects.filter(what__in=["organisations.close", "organisations.add_branch"]).order_by("id"))
    is_refused = any(isinstance(each, ValidationError) for each in came)
    assert is_refused or [row.what for row in told] == ["organisations.add_branch", "organisations.close"]
