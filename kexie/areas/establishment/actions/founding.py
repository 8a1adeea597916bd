"""A preparatory group is named, and the body exists from then on; or the founding is given up."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from kexie.areas.establishment import queries, rules
from kexie.areas.establishment.actions.steps import close, step, tell_the_desk, tell_units, to_the_desk, to_the_group
from kexie.areas.establishment.models import TURNED, Case, Material, Procedure, Sponsor
from kexie.areas.establishment.rules import Deed, Stage
from kexie.core import clock, codes
from kexie.core.actors import Actor
from kexie.core.days import working_days_after
from kexie.core.locks import lock
from kexie.foundation.appointments import actions as appointments
from kexie.foundation.appointments.rules import Role
from kexie.foundation.organisations import actions as organisations
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import Edge, Status, require_alive
from kexie.foundation.people.models import Person
from kexie.foundation.records.actions import record
from kexie.foundation.regions import queries as regions
from kexie.foundation.regions.models import Region

OPENED = {
    rules.Way.FOUNDING: Deed.FOUND,
    rules.Way.LIGHT: Deed.STATION,
}
GROUP = Actor.platform("设立筹备")  # gives the founder the first role in the new body: nobody else is there to do it


@transaction.atomic
def found(
    host: Organisation,
    *,
    name: str,
    has_party: bool,
    leader: str,
    leader_post: str,
    members: str,
    by: Actor,
    superior_enterprise: str = "",
) -> Case:
    """Name the preparatory group of a unit's association; the body is there from now on, unpublished (EST-02, EST-02b).

    Who does it administers the body; unit and body reach nothing of one another. Raises ValidationError where the unit
    has an association, or is preparing one (G12).
    """
    host = lock(host)
    require_alive(status=host.status)
    kind = rules.kind_of(host.kind)
    rules.require_foundable(kind=kind, host_kind=host.kind)
    _require_none(host, kind)
    place = place_of(host, has_party=has_party)
    return begin(
        host,
        desk_of(place),
        kind=kind,
        name=name,
        region=place,
        leader=leader,
        leader_post=leader_post,
        members=members,
        has_party=has_party,
        superior_enterprise=superior_enterprise.strip(),
        by=by,
    )


def begin(
    host: Organisation,
    desk: Organisation,
    *,
    kind: str,
    name: str,
    region: Region | None,
    leader: str,
    leader_post: str,
    members: str,
    by: Actor,
    **said: Any,
) -> Case:
    """Let a body exist that is being prepared, with its group, its checklist and its case; `said` are fields of it."""
    people = rules.group(members)
    inside = host if kind in rules.INSIDE else None
    way = rules.Way(said.get("way", rules.Way.FOUNDING))
    body = organisations.add(desk, kind=kind, name=name, region=region, status=Status.PREPARING, host=inside, by=by)
    applicant = Person.objects.get(pk=by.person or 0)
    appointments.appoint(applicant, role=Role.ADMINISTRATOR, organisation=body, by=GROUP)
    terms = queries.terms(Procedure.objects.of(desk), kind)
    case = Case.objects.create(
        code=codes.fresh(),
        organisation=desk,
        path=desk.path,
        tier=desk.tier,
        territory=desk.territory,
        body=body,
        host=host,
        applicant=applicant,
        kind=kind,
        queue=rules.queue(kind),
        regime=terms.regime,
        days=terms.days,
        since=clock.now(),
        **said,
    )
    group = [Sponsor(case=case, name=leader.strip(), post=leader_post.strip(), is_leader=True)]
    Sponsor.objects.bulk_create([*group, *(Sponsor(case=case, name=name, post=post) for name, post in people)])
    asked = rules.checklist(terms, kind) if way == rules.Way.FOUNDING else []
    Material.objects.bulk_create(
        Material(case=case, key=key, label=label, position=place) for place, (key, label) in enumerate(asked)
    )
    ask_superior(case)
    leading = "筹备组组长" if case.is_founded else "负责人"
    step(case, OPENED[way], by=by, note=f"{leading}：{leader.strip()}")
    after = {"kind": kind, "name": body.name, "regime": case.regime}
    record("establishment.found", case, by=by, organisation=case.body, after=after)
    to_the_group(case, "establishment.submit", what=f"筹备“{body.name}”：备齐材料后提交", by=by)
    if case.is_founded:
        what = "科协" if kind in rules.SINGLE else case.label
        title, text = f"“{host.name}”开始筹备{what}", f"设立方式：{case.get_regime_display()}。"
        tell_the_desk(case, "establishment.found", title=title, text=text, by=by)
    return case


@transaction.atomic
def station(host: Organisation, *, name: str, leader: str, leader_post: str, members: str, by: Actor) -> Case:
    """Ask the association of the place to register a workstation: nothing is handed in, nobody meets (EST-04, H50).

    Raises ValidationError where the unit has a workstation or an association: the lighter form comes first (G17).
    """
    host = lock(host)
    require_alive(status=host.status)
    rules.require_light(host_kind=host.kind)
    for kind in rules.INSIDE:
        _require_none(host, kind)
    place = place_of(host, has_party=True)
    case = begin(
        host,
        desk_of(place),
        kind=rules.WORKSTATION,
        name=name,
        region=place,
        leader=leader,
        leader_post=leader_post,
        members=members,
        has_party=False,
        way=rules.Way.LIGHT,
        by=by,
    )
    record("establishment.station", case, by=by, organisation=host, after={"name": case.body.name})
    return to_review(case, by=by)


def to_review(case: Case, *, by: Actor) -> Case:
    """Let a case that is complete wait at the association's desk, within its time limit (EST-07)."""
    is_again = case.stage == Stage.RETURNED
    case.turn_to(Stage.RESUBMITTED if is_again else Stage.SUBMITTED, clock.now())
    case.due, case.reason = working_days_after(clock.today(), case.days), ""
    case.save(update_fields=[*TURNED, "due", "reason", "revision"])
    case.materials.update(remark="")
    step(case, Deed.RESUBMIT if is_again else Deed.SUBMIT, by=by)
    record("establishment.submit", case, by=by, organisation=case.body, after={"stage": case.stage})
    to_the_desk(case, by=by)
    return case


def _require_none(host: Organisation, kind: str) -> None:
    """Refuse a second association in a unit, also one that was registered without a case."""
    there = Organisation.objects.live().filter(kind=kind).of(host, Edge.HOSTED_BY).first()
    if there is not None:
        rules.require_none(name=there.name, is_preparing=there.status == Status.PREPARING)


def place_of(host: Organisation, *, has_party: bool) -> Region:
    """Return the place whose association decides: where the Party organisation belongs, else the unit itself (G12)."""
    profile = getattr(host, "enterprise_profile", None)
    party = profile.party_region if profile and has_party else None
    if not (place := party or host.region):
        raise ValidationError("本单位还没有登记所在地区，请先联系所在地科协补上。")
    return place


def desk_of(place: Region) -> Organisation:
    """Return the association of a place, or the nearest one above it; raises ValidationError where there is none."""
    steps = [one.pk for one in regions.way(place)]
    found = {body.region_id: body for body in Organisation.objects.live().associations().filter(region__in=steps)}
    if not found:
        raise ValidationError("这个地区还没有开通科协，请联系上一级科协办理。")
    return next(found[code] for code in reversed(steps) if code in found)


def ask_superior(case: Case) -> None:
    """Ask for the consent of the group's superior enterprise, or no longer (EST-05)."""
    asked = rules.CATALOGUE[rules.SUPERIOR_CONSENT]
    if case.in_group:
        after = case.materials.filter(key=rules.CONSENT).values_list("position", flat=True).first() or 0
        Material.objects.get_or_create(case=case, key=asked.key, defaults={"label": asked.label, "position": after})
    else:
        case.materials.filter(key=asked.key).delete()


@transaction.atomic
def withdraw(case: Case, *, reason: str, seen: int, by: Actor) -> Case:
    """Give a founding up; the body that was preparing is closed, its papers stay."""
    case = lock(case, seen=seen)
    rules.require_unended(case.stage)
    case.reason = rules.require_reason(reason)
    end(case, Stage.WITHDRAWN, by=by)
    step(case, Deed.WITHDRAW, by=by, note=case.reason)
    record("establishment.withdraw", case, by=by, organisation=case.body, after={"reason": case.reason})
    tell_the_desk(case, "establishment.withdraw", title=f"“{case.body.name}”终止了筹备", text=case.reason, by=by)
    return case


def end(case: Case, stage: Stage, *, by: Actor) -> None:
    """End a case without a body: nothing waits any more."""
    case.turn_to(stage, clock.now())
    case.due = None
    case.save(update_fields=[*TURNED, "due", "reason", "revision"])
    organisations.close(case.body, closed_on=clock.today(), by=by)
    close(case, by=by)
    if case.is_united:
        words = f"“{case.body.name}”{'没有获得批准' if stage == Stage.REJECTED else '终止了筹备'}"
        tell_units(case, "establishment.withdraw", title=words, text=case.reason, by=by)
