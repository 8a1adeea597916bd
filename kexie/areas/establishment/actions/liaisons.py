"""A unit names its liaison officer, and the association of its park or its place confirms (G17)."""

from django.db import transaction
from django.urls import reverse

from kexie.areas.establishment import rules
from kexie.areas.establishment.actions.founding import desk_of, place_of
from kexie.areas.establishment.models import Liaison
from kexie.core import clock
from kexie.core.actors import Actor
from kexie.core.locks import lock
from kexie.engines.notices.actions import announce
from kexie.engines.worklist import actions as worklist
from kexie.foundation.organisations.models import Organisation, Relation
from kexie.foundation.organisations.rules import Edge, require_alive
from kexie.foundation.organisations.rules import phone as cleaned_phone
from kexie.foundation.records.actions import record


@transaction.atomic
def liaise(unit: Organisation, *, name: str, post: str, phone: str, by: Actor) -> Liaison:
    """Name a unit's liaison officer, which its park's association or that of the place confirms (EST-04, G17).

    Raises ValidationError where the unit has an association, or an officer who has not ended.
    """
    unit = lock(unit)
    require_alive(status=unit.status)
    own = Organisation.objects.live().of(unit, Edge.HOSTED_BY).filter(kind__in=rules.SINGLE).first()
    rules.require_no_association(own.name if own else "")
    desk = _desk(unit)
    row = Liaison.objects.create(
        unit=unit,
        organisation=desk,
        name=name.strip(),
        post=post.strip(),
        phone=cleaned_phone(phone),
        named_on=clock.today(),
    )
    record("establishment.liaise", row, by=by, organisation=unit)
    link = reverse("establishment:confirm", args=[desk.code, row.pk])
    what = f"确认“{unit.called}”的联络员"
    worklist.wait(
        "establishment.confirm",
        row,
        what=what,
        link=link,
        organisation=desk,
        permission="establishment.confirm",
        by=by,
    )
    announce(
        "establishment.liaise",
        title=f"“{unit.called}”指定了联络员",
        text="请确认。",
        link=link,
        organisation=desk,
        permission="establishment.confirm",
        by=by,
    )
    return row


def _desk(unit: Organisation) -> Organisation:
    """Return who confirms: the association of the unit's park where it has one, else that of the place (G17)."""
    parks = Relation.objects.filter(subject=unit, edge=Edge.IN_PARK).current().values("object")
    hosted = Relation.objects.filter(object__in=parks, edge=Edge.HOSTED_BY).current().values("subject")
    found = Organisation.objects.live().filter(pk__in=hosted, kind=rules.PARK, status="active").first()
    return found or desk_of(place_of(unit, has_party=True))


@transaction.atomic
def confirm(liaison: Liaison, *, seen: int, by: Actor) -> Liaison:
    """Confirm a liaison officer; the unit is told."""
    row = lock(liaison, seen=seen)
    rules.require_unconfirmed(is_confirmed=row.confirmed_on is not None, is_ended=row.ended_on is not None)
    row.confirmed_on = clock.today()
    row.save(update_fields=["confirmed_on", "revision"])
    record("establishment.confirm", row, by=by, organisation=row.unit)
    _tell(row, "establishment.confirm", title=f"{row.organisation.called}确认了本单位的联络员", by=by)
    return row


@transaction.atomic
def release(liaison: Liaison, *, reason: str, seen: int, by: Actor) -> Liaison:
    """End a liaison officer's service, or refuse one who was named; either side may, with a reason."""
    row = lock(liaison, seen=seen)
    rules.require_serving(is_ended=row.ended_on is not None)
    row.ended_on, row.reason = clock.today(), rules.require_reason(reason)
    row.save(update_fields=["ended_on", "reason", "revision"])
    record("establishment.release", row, by=by, organisation=row.unit, after={"reason": row.reason})
    _tell(row, "establishment.release", title="本单位的联络员不再担任", text=row.reason, by=by)
    return row


def _tell(row: Liaison, what: str, *, title: str, text: str = "", by: Actor) -> None:
    """Close what waited, and tell those who work in the unit."""
    worklist.close("establishment.confirm", row, by=by)
    announce(
        what,
        title=title,
        text=text,
        link=reverse("establishment:liaison", args=[row.unit.code]),
        organisation=row.unit,
        permission="establishment.found",
        by=by,
    )
