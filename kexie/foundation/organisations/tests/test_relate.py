"""Relations apart from the tree, turns of a joint association, tasks of a federation."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import product

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kexie.core import clock
from kexie.core.requests import sentence
from kexie.core.tests.threads import at_once
from kexie.foundation.organisations import actions, rules
from kexie.foundation.organisations.models import Organisation, Relation, Turn
from kexie.foundation.organisations.rules import Edge
from kexie.foundation.organisations.tests import factories
from kexie.foundation.records.models import Record

pytestmark = pytest.mark.django_db
E_ASSOCIATION, P_ASSOCIATION, JOINT = "enterprise_association", "park_association", "joint_association"

# What the handbook allows (spec 03): subject, relation, object.
ALLOWED = {
    *(
        (kind, Edge.HOSTED_BY, host)
        for kind in (E_ASSOCIATION, "workstation")
        for host in ("enterprise", "hospital", "other")
    ),
    *product((E_ASSOCIATION, "workstation"), [Edge.HOSTED_BY], ("enterprise", "hospital", "other")),
    *product((P_ASSOCIATION, "workstation"), [Edge.HOSTED_BY], ("park", "maker_space")),
    *(
        (kind, Edge.GUIDED_BY, guide)
        for kind in (E_ASSOCIATION, P_ASSOCIATION, JOINT, "federation", "consortium", "workstation")
        for guide in (E_ASSOCIATION, P_ASSOCIATION, JOINT)
    ),
    *(
        (kind, Edge.GROUP_MEMBER_OF, whole)
        for kind in ("association", E_ASSOCIATION, P_ASSOCIATION, JOINT, "federation", "society")
        for whole in ("association", E_ASSOCIATION, "federation")
    ),
    *((kind.code, Edge.CO_FOUNDER_OF, JOINT) for kind in rules.KINDS.values() if kind.family == "registered"),
    *((kind.code, Edge.MEMBER_OF, "federation") for kind in rules.KINDS.values() if kind.family != "association"),
    *(
        (kind.code, Edge.PARTICIPANT_OF, "consortium")
        for kind in rules.KINDS.values()
        if kind.code not in {"association", "consortium", "workstation"}
    ),
    *((kind.code, Edge.IN_PARK, "park") for kind in rules.KINDS.values() if kind.family == "registered"),
}


@pytest.mark.spec("ORG-05b")
def test_what_may_be_related_to_what() -> None:
    seen = set()
    for subject, edge, thing in product(rules.KINDS, Edge, rules.KINDS):
        with suppress(ValidationError):
            rules.require_edge(edge=edge, subject_kind=subject, object_kind=thing)
            seen.add((subject, edge, thing))
    assert seen == ALLOWED


@pytest.mark.spec("ORG-04")
def test_a_group_guides_and_takes_members_without_the_tree() -> None:
    parent, subsidiary = factories.body("430603"), factories.body("320102")
    before = (subsidiary.superior_id, subsidiary.path)
    actions.relate(subsidiary, parent, edge=Edge.GUIDED_BY, by=factories.BY)
    actions.relate(subsidiary, parent, edge=Edge.GROUP_MEMBER_OF, contact="王敏", by=factories.BY)
    kept = Organisation.objects.get(pk=subsidiary.pk)
    assert (kept.superior_id, kept.path) == before
    assert {relation.edge for relation in parent.relations_to.all()} == {Edge.GUIDED_BY, Edge.GROUP_MEMBER_OF}
    assert factories.faults() == []


@pytest.mark.spec("ORG-05b")
def test_a_relation_that_makes_no_sense_is_refused() -> None:
    body, park = factories.body(), factories.body(kind="park")
    with pytest.raises(ValidationError) as refused:
        actions.relate(body, park, edge=Edge.HOSTED_BY, by=factories.BY)
    assert refused.value.message_dict == {"object": ["企业科协与园区之间不能有“所在单位”关系。"]}
    assert not Relation.objects.exists()


@pytest.mark.spec("ORG-05b")
def test_nobody_is_related_to_itself() -> None:
    body = factories.body()
    with pytest.raises(IntegrityError) as broken, transaction.atomic():
        actions.relate(body, body, edge=Edge.GUIDED_BY, by=factories.BY)
    assert sentence(broken.value) == "组织不能与自己建立关系。"


@pytest.mark.spec("ORG-05b")
def test_an_ended_relation_stays_as_history_and_may_come_again() -> None:
    one, other = factories.body(), factories.body()
    first = actions.relate(one, other, edge=Edge.GUIDED_BY, since=date(2020, 1, 1), by=factories.BY)
    ended = actions.unrelate(first, until=date(2022, 1, 1), by=factories.BY)
    assert (ended.period.lower, ended.period.upper, ended.revision) == (date(2020, 1, 1), date(2022, 1, 1), 1)
    second = actions.relate(one, other, edge=Edge.GUIDED_BY, since=date(2022, 1, 1), by=factories.BY)
    assert set(one.relations.all()) == {first, second}
    assert set(one.relations.current()) == {second}


@pytest.mark.spec("ORG-05b")
@pytest.mark.parametrize(("since", "until"), [(2021, 2023), (2019, 2021), (None, None), (2020, 2022), (2021, 2022)])
def test_the_same_relation_does_not_hold_twice_at_a_time(since: int | None, until: int | None) -> None:
    one, other = factories.body(), factories.body()
    actions.relate(one, other, edge=Edge.GUIDED_BY, since=date(2020, 1, 1), until=date(2022, 1, 1), by=factories.BY)
    with pytest.raises(IntegrityError) as broken, transaction.atomic():
        actions.relate(
            one,
            other,
            edge=Edge.GUIDED_BY,
            since=date(since, 1, 1) if since else None,
            until=date(until, 1, 1) if until else None,
            by=factories.BY,
        )
    assert sentence(broken.value) == "这两个组织在这段时间已经有同样的关系。"
    for subject, thing, edge in ((other, one, Edge.GUIDED_BY), (one, other, Edge.GROUP_MEMBER_OF)):
        actions.relate(subject, thing, edge=edge, since=date(2021, 1, 1), by=factories.BY)


@pytest.mark.spec("ORG-05b")
@pytest.mark.parametrize("until", [date(2020, 1, 1), date(2019, 12, 31)])
def test_a_relation_ends_after_it_began(until: date) -> None:
    one, other = factories.body(), factories.body()
    since = date(2020, 1, 1)
    with pytest.raises(ValidationError) as refused:
        actions.relate(one, other, edge=Edge.GUIDED_BY, since=since, until=until, by=factories.BY)
    assert "until" in refused.value.message_dict
    relation = actions.relate(one, other, edge=Edge.GUIDED_BY, since=since, by=factories.BY)
    with pytest.raises(ValidationError):
        actions.unrelate(relation, until=until, by=factories.BY)
    assert Relation.objects.get(pk=relation.pk).period.upper is None


@pytest.mark.spec("ORG-05b")
@pytest.mark.spec("REL-08")
@pytest.mark.parametrize(("minute", "holds"), [(-1, False), (0, True)])
def test_a_relation_begins_at_midnight_in_china(minute: int, holds: bool) -> None:
    one, other = factories.body(), factories.body()
    day = date(2026, 11, 21)
    begun = actions.relate(one, other, edge=Edge.GUIDED_BY, since=day, by=factories.BY)
    ended = actions.relate(one, other, edge=Edge.GROUP_MEMBER_OF, until=day, by=factories.BY)
    with clock.held(datetime(2026, 11, 20, 16, tzinfo=UTC) + timedelta(minutes=minute)):
        assert (begun in Relation.objects.current()) == holds
        assert (ended in Relation.objects.current()) != holds


@pytest.mark.spec("ORG-08")
def test_a_relation_is_public_when_both_ends_are() -> None:
    shown, other, hidden = factories.body(published=True), factories.body(published=True), factories.body()
    between = actions.relate(shown, other, edge=Edge.GUIDED_BY, by=factories.BY)
    actions.relate(shown, hidden, edge=Edge.GUIDED_BY, by=factories.BY)
    actions.relate(hidden, other, edge=Edge.GUIDED_BY, by=factories.BY)
    assert list(Relation.objects.published()) == [between]


@pytest.mark.spec("SCP-06")
def test_records_tell_of_both_begin_and_end() -> None:
    one, other = factories.body(), factories.body()
    relation = actions.relate(one, other, edge=Edge.GUIDED_BY, by=factories.BY)
    actions.unrelate(relation, until=date(2026, 12, 1), by=factories.BY)
    told = Record.objects.filter(thing="organisations.relation", thing_id=str(relation.pk))
    assert [(row.what, row.organisation_path, row.after) for row in told] == [
        (f"organisations.{what}", body.path, after)
        for what, after in (("relate", {"edge": 2, "object": other.pk}), ("unrelate", {"until": "2026-12-01"}))
        for body in (one, other)
    ]


@pytest.mark.spec("ORG-05b")
@pytest.mark.django_db(transaction=True)
def test_of_two_equal_relations_at_the_same_moment_one_is_kept() -> None:
    one = factories.body()
    for count in range(1, 26):
        other = factories.body()
        relate = partial(actions.relate, one, other, edge=Edge.GUIDED_BY, by=factories.BY)
        came = at_once(relate, relate, relate)
        assert sorted(type(each).__name__ for each in came) == ["IntegrityError", "IntegrityError", "Relation"]
        assert Relation.objects.count() == count


def founders(count: int = 2) -> tuple[Organisation, list[Organisation]]:
    joint = factories.body(kind=JOINT)
    bodies = [factories.body(kind="enterprise") for _ in range(count)]
    for body in bodies:
        actions.relate(body, joint, edge=Edge.CO_FOUNDER_OF, since=date(2024, 1, 1), by=factories.BY)
    return joint, bodies


def turn(joint: Organisation, founder: Organisation, starts: date, ends: date) -> Turn:
    return actions.add_turn(joint, founder=founder, starts_on=starts, ends_on=ends, by=factories.BY)


@pytest.mark.spec("ORG-13")
@pytest.mark.django_db(transaction=True)
def test_of_two_turns_at_the_same_moment_one_is_kept() -> None:
    joint, bodies = founders(3)
    for year in range(2025, 2050):
        day, end = date(year, 1, 1), date(year + 1, 1, 1)
        came = at_once(*(partial(turn, joint, body, day, end) for body in bodies))
        assert sorted(type(each).__name__ for each in came) == ["IntegrityError", "IntegrityError", "Turn"]
    assert joint.turns.count() == 25


@pytest.mark.spec("ORG-13")
def test_turns_follow_one_another_without_overlap() -> None:
    joint, (first, second) = founders()
    turn(joint, first, date(2025, 1, 1), date(2026, 1, 1))
    turn(joint, second, date(2026, 1, 1), date(2027, 1, 1))
    with pytest.raises(IntegrityError) as broken, transaction.atomic():
        turn(joint, first, date(2026, 12, 31), date(2027, 12, 31))
    assert sentence(broken.value) == "轮值时间与另一家企业重叠。"
    assert [each.founder for each in joint.turns.all()] == [first, second]
    assert Record.objects.filter(what="organisations.add_turn", organisation_path=joint.path).count() == 2
    other, (third, _) = founders()
    assert turn(other, third, date(2025, 1, 1), date(2026, 1, 1)).organisation == other


@pytest.mark.spec("ORG-13")
def test_only_a_founder_has_a_turn_and_only_while_it_is_one() -> None:
    joint, (founder, leaving) = founders()
    stranger = factories.body(kind="enterprise")
    with pytest.raises(ValidationError, match="发起企业"):
        turn(joint, stranger, date(2025, 1, 1), date(2026, 1, 1))
    with pytest.raises(ValidationError, match="发起企业"):
        turn(factories.body(kind=JOINT), founder, date(2025, 1, 1), date(2026, 1, 1))
    actions.unrelate(Relation.objects.get(subject=leaving), until=date(2025, 7, 1), by=factories.BY)
    with pytest.raises(ValidationError, match="发起企业"):
        turn(joint, leaving, date(2025, 1, 1), date(2026, 1, 1))
    assert turn(joint, leaving, date(2025, 1, 1), date(2025, 7, 1)).founder == leaving


@pytest.mark.spec("ORG-13")
@pytest.mark.parametrize("ends", [date(2025, 1, 1), date(2024, 12, 31)])
def test_a_turn_ends_after_it_began(ends: date) -> None:
    joint, (founder, _) = founders()
    with pytest.raises(ValidationError) as refused:
        turn(joint, founder, date(2025, 1, 1), ends)
    assert "ends_on" in refused.value.message_dict


@pytest.mark.spec("ORG-14")
def test_a_federation_enters_what_its_members_agreed() -> None:
    federation, lead = factories.body(kind="federation"), factories.body()
    task = actions.agree_task(federation, title="联合攻关", lead=lead, agreed_on=date(2026, 3, 1), by=factories.BY)
    assert list(federation.agreed_tasks.all()) == [task]
    assert (task.lead, task.done_on) == (lead, None)
    record = Record.objects.get(what="organisations.agree_task")
    assert (record.organisation_path, record.after) == (federation.path, {"title": "联合攻关"})


@pytest.mark.spec("ORG-14")
@pytest.mark.parametrize("kind", [E_ASSOCIATION, "consortium"])
def test_others_agree_on_no_tasks(kind: str) -> None:
    with pytest.raises(ValidationError, match="联合会"):
        actions.agree_task(factories.body(kind=kind), title="联合攻关", agreed_on=date(2026, 3, 1), by=factories.BY)
