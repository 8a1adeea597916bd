"""What concerns relations and whom else: roles that go with a turn, the other side that is told."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from kexie.areas.directory import rules as own
from kexie.core import clock
from kexie.core.actors import Actor
from kexie.core.locks import lock
from kexie.engines.notices.actions import announce
from kexie.foundation.appointments import actions as appointments
from kexie.foundation.appointments.models import Appointment
from kexie.foundation.appointments.rules import Role
from kexie.foundation.organisations import actions, rules
from kexie.foundation.organisations.models import Organisation, Relation, Turn

PASSED = (Role.ADMINISTRATOR, Role.SECRETARY)  # the roles that go with a turn


@transaction.atomic
def relate(
    organisation: Organisation,
    *,
    edge: rules.Edge,
    object: Organisation,  # noqa: A002 - the field's name, as in the relation's refusals
    by: Actor,
    since: date | None = None,
    until: date | None = None,
    is_lead: bool = False,
    contact: str = "",
) -> Relation:
    """Enter a relation from the side that enters it; the other side is told (ORG-05b)."""
    rules.require_entered_by(edge=edge, kind=organisation.kind)
    keeper = _park(organisation) if rules.ENTERED_FOR.get(organisation.kind) == edge else organisation
    one, two = (keeper, object) if edge in rules.ENTERED_BY_SUBJECT else (object, keeper)
    if edge == rules.Edge.HOSTED_BY and one.relations.filter(edge=edge).exists():
        _require_petition(one, by=by)
    made = actions.relate(one, two, edge=edge, by=by, since=since, until=until, is_lead=is_lead, contact=contact)
    _tell_sides(made, "relate", "登记了与{other}的关系", by=by)
    return made


@transaction.atomic
def unrelate(relation: Relation, *, until: date, by: Actor) -> Relation:
    """End a relation from either side; the other side is told.

    Raises ValidationError for the unit of a recognised body, which applies for a change (EST-11).
    """
    if relation.edge == rules.Edge.HOSTED_BY:
        _require_petition(relation.subject, by=by)
    ended = actions.unrelate(relation, until=until, by=by)
    _tell_sides(ended, "unrelate", "与{other}的关系已结束登记", by=by)
    return ended


def _require_petition(body: Organisation, *, by: Actor) -> None:
    own.require_petition(is_recognised=body.is_recognised, is_corrected=by.may("directory.correct", body))


def _tell_sides(relation: Relation, deed: str, words: str, *, by: Actor) -> None:
    for told, other in ((relation.subject, relation.object), (relation.object, relation.subject)):
        announce(
            f"directory.{deed}",
            title=words.format(other=other.called),
            text=f"关系：{rules.EDGE_LABELS[rules.Edge(relation.edge)][told == relation.object]}。经办：{by.name}。",
            link=reverse("directory:relations", args=[told.code]),
            organisation=told,
            permission="directory.change",
            by=by,
        )


def _park(association: Organisation) -> Organisation:
    """Return the park that a park association is in."""
    hosted = association.relations.current().filter(edge=rules.Edge.HOSTED_BY, object__kind="park")
    relation = hosted.select_related("object").first()
    if relation is None:
        raise ValidationError("本组织还没有登记所在园区，请先登记“所在单位”。")
    return relation.object


def hand_over_turns(*, by: Actor) -> int:
    """Let the founders take over whose turn has begun; return how many did.

    A founder without an administrator of its own cannot take over: everything stays with the former one until it has
    one, and both see it among what waits.
    """
    return sum(_hand_over(turn, by=by) for turn in Turn.objects.due().select_related("organisation", "founder"))


@transaction.atomic
def _hand_over(turn: Turn, *, by: Actor) -> bool:
    """Give the founder's people their roles in the joint association, then take them from the former founder's."""
    body = lock(turn.organisation)
    turn = lock(turn)
    coming = _staff(turn.founder)
    if turn.handed_over_at is not None or not any(role == Role.ADMINISTRATOR for _, role in coming):
        return False
    held = Appointment.objects.current().filter(organisation=body, branch=None, role__in=PASSED)
    present = set(held.values_list("person", "role"))
    for row in _appointments(turn.founder):
        if (row.person_id, row.role) not in present:
            appointments.appoint(row.person, role=row.role, organisation=body, by=by)
    former = {row for founder in _former(turn) for row in _staff(founder)} - coming
    for row in held.select_related("person"):
        if (row.person_id, row.role) in former:
            appointments.dismiss(row, by=by)
    actions.hand_over(turn, by=by)
    for told in (body, turn.founder):
        announce(
            "directory.hand_over_turns",
            title=f"{body.called}的轮值已交接给{turn.founder.called}",
            text="角色、主席职务和没有完成的任务已一并移交。",
            link=reverse("directory:turns", args=[body.code]),
            organisation=told,
            permission="directory.change",
            by=by,
        )
    return True


def _appointments(body: Organisation) -> list[Appointment]:
    held = Appointment.objects.current().filter(organisation=body, branch=None, role__in=PASSED, person__is_active=True)
    return list(held.select_related("person").order_by("id"))


def _staff(body: Organisation) -> set[tuple[int, str]]:
    return {(row.person_id, row.role) for row in _appointments(body)}


def _former(turn: Turn) -> list[Organisation]:
    """Return the founders whose turns have ended."""
    ended = Turn.objects.filter(organisation=turn.organisation, period__endswith__lte=clock.today())
    return [row.founder for row in ended.exclude(founder=turn.founder).select_related("founder")]
