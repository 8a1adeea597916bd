"""Groups of recipients are named, changed and removed (COM-01)."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from kexie.areas.directory import rules
from kexie.areas.directory.models import Group
from kexie.areas.directory.queries import contacts
from kexie.core.actors import Actor
from kexie.core.locks import lock
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.records.actions import record

RULE = ("circle", "under", "kinds", "region", "title", "tag")


@transaction.atomic
def add_group(
    body: Organisation, *, name: str, is_picked: bool, by: Actor, bodies: Sequence[Organisation] = (), **rule: Any
) -> Group:
    """Name a group by rule or by hand-picked bodies.

    Raises ValidationError for a body that the organisation may not write to (SCP-04).
    """
    lock(body)
    group = Group(organisation=body, name=name.strip(), is_picked=is_picked)
    _set(group, rule, bodies, by=by)
    group.save(force_insert=True)
    group.bodies.set(bodies if is_picked else ())
    record("directory.add_group", group, by=by, after=_told(group, bodies))
    return group


@transaction.atomic
def change_group(
    group: Group,
    *,
    name: str,
    is_picked: bool,
    seen: int,
    by: Actor,
    bodies: Sequence[Organisation] = (),
    **rule: Any,
) -> Group:
    """Change a group; see `add_group`."""
    group = lock(group, seen=seen)
    group.name, group.is_picked = name.strip(), is_picked
    _set(group, rule, bodies, by=by)
    group.save()
    group.bodies.set(bodies if is_picked else ())
    record("directory.change_group", group, by=by, after=_told(group, bodies))
    return group


@transaction.atomic
def remove_group(group: Group, *, by: Actor) -> Group:
    """Remove a group; what was sent to it stays."""
    group = lock(group)
    record("directory.remove_group", group, by=by, before={"name": group.name})
    group.delete()
    return group


def _set(group: Group, rule: dict[str, Any], bodies: Sequence[Organisation], *, by: Actor) -> None:
    if unknown := set(rule) - set(RULE):
        raise TypeError(f"not a condition of a group: {sorted(unknown)}")
    rules.require_members(is_picked=group.is_picked, picked=len(bodies))
    named = [*bodies, rule["under"]] if rule.get("under") else bodies
    rules.require_reached(outside=contacts.outside(group.organisation, by, named))
    others = Group.objects.filter(organisation=group.organisation_id).exclude(pk=group.pk)
    rules.require_new_name(taken=others.filter(name=group.name).exists())
    for field, value in rule.items():
        setattr(group, field, value)


def _told(group: Group, bodies: Sequence[Organisation]) -> dict[str, Any]:
    told: dict[str, Any] = {"name": group.name, "is_picked": group.is_picked}
    if group.is_picked:
        return told | {"bodies": sorted(body.pk for body in bodies)}
    return told | {name: getattr(group, {"under": "under_id", "region": "region_id"}.get(name, name)) for name in RULE}
