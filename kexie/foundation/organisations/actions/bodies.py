"""A body comes, changes, moves and goes."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from kexie.core import clock, codes
from kexie.core.actors import Actor
from kexie.core.locks import lock, lock_name
from kexie.foundation.organisations import rules
from kexie.foundation.organisations.actions.names import describe, index
from kexie.foundation.organisations.actions.relations import relate
from kexie.foundation.organisations.models import (
    AssociationProfile,
    EnterpriseProfile,
    GrassrootsProfile,
    Organisation,
    PublicPage,
)
from kexie.foundation.records.actions import record
from kexie.foundation.regions.models import Region

TREE = "organisations.tree"  # moves are rare and wait for one another


PROFILES: dict[str, type[models.Model]] = {
    rules.Profile.ASSOCIATION: AssociationProfile,
    rules.Profile.ENTERPRISE: EnterpriseProfile,
    rules.Profile.GRASSROOTS: GrassrootsProfile,
}


@transaction.atomic
def add(
    superior: Organisation | None,
    *,
    kind: str,
    name: str,
    region: Region | None,
    by: Actor,
    level: str = "",
    short_name: str = "",
    status: str = rules.Status.ACTIVE,
    uscc: str | None = None,
    founded_on: date | None = None,
    founded_as: str = "",
    profile: Mapping[str, Any] | None = None,
    host: Organisation | None = None,
) -> Organisation:
    """Register a body under its superior, with the particulars of its kind; `host` is where a grassroots body is.

    Raises ValidationError when kind, level, place, code or host are wrong (ORG-01, ORG-01b, ORG-02, G12).
    """
    rules.require_kind(kind, level)
    if founded_on is not None:
        rules.require_not_future(founded_on, today=clock.today(), field="founded_on")
    body = Organisation(
        code=codes.fresh(),
        kind=kind,
        level=level,
        name=name.strip(),
        short_name=short_name.strip(),
        region=region,
        status=status,
        uscc=rules.clean_uscc(uscc) if uscc else None,
        founded_on=founded_on,
        founded_as=founded_as,
    )
    if superior is not None:
        superior = lock(superior)
    place(body, superior)
    describe(body, profile or {})
    body.save(force_insert=True)
    body.refresh_from_db(fields=["path"])
    if table := PROFILES.get(body.declared.profile):
        table._default_manager.create(organisation=body, **(profile or {}))
    PublicPage.objects.create(organisation=body)
    if host is not None:
        relate(body, host, edge=rules.Edge.HOSTED_BY, since=founded_on, by=by)
    record("organisations.add", body, by=by, after={"kind": kind, "name": body.name, "superior": body.superior_id})
    return body


def place(body: Organisation, superior: Organisation | None) -> None:
    """Set everything that follows from kind, level, region and superior."""
    body.tier = rules.tier(body.kind, body.level)
    body.territory = _territory(body)
    if superior is not None:
        rules.require_alive(status=superior.status)
        rules.require_place(
            kind=body.kind,
            level=body.level,
            territory=body.territory,
            superior_kind=superior.kind,
            superior_tier=superior.tier,
            superior_territory=superior.territory,
        )
        body.superior = superior
        body.superior_path, body.superior_tier, body.superior_territory = (
            superior.path,
            superior.tier,
            superior.territory,
        )


def _territory(body: Organisation) -> str:
    if body.level == rules.Level.NATIONAL:
        return ""
    if body.region_id is None:
        if body.level == rules.Level.PROVINCIAL:
            return rules.CORPS_TERRITORY
        raise ValidationError({"region": "请选择所在地区。"})
    return body.region_id[: 2 * min(body.tier, 3)]


@transaction.atomic
def change(body: Organisation, *, seen: int, by: Actor, **fields: Any) -> Organisation:
    """Change name, short name, dates, status or code of a body; `fields` are those to change."""
    body = lock(body, seen=seen)
    allowed = {"name", "short_name", "uscc", "founded_on", "founded_as", "status"}
    if unknown := set(fields) - allowed:
        raise TypeError(f"not a field of change: {sorted(unknown)}")
    for name in fields.keys() & {"name", "short_name"}:
        fields[name] = fields[name].strip()
    rules.require_alive(status=body.status)
    rules.require_not_future(fields.get("founded_on"), today=clock.today(), field="founded_on")
    if "uscc" in fields:
        fields["uscc"] = rules.clean_uscc(fields["uscc"]) if fields["uscc"] else None
    before = {name: getattr(body, name) for name in fields}
    for name, value in fields.items():
        setattr(body, name, value)
    body.save(update_fields=[*fields, "revision"])
    index(body)
    record("organisations.change", body, by=by, before=before, after=fields)
    return body


@transaction.atomic
def change_profile(body: Organisation, *, seen: int, by: Actor, **fields: Any) -> Organisation:
    """Change the particulars that only bodies of this kind have (ORG-07); `seen` is the profile's revision."""
    body = lock(body)
    rules.require_alive(status=body.status)
    table: Any = PROFILES[body.declared.profile]
    profile = lock(table._default_manager.get(organisation=body), seen=seen)
    own = {field.name for field in table._meta.fields} - {"organisation", "revision", "parts"}
    if unknown := set(fields) - own:
        raise TypeError(f"not a field of change_profile: {sorted(unknown)}")
    before = {name: _key(getattr(profile, name)) for name in fields}
    for name, value in fields.items():
        setattr(profile, name, value)
    profile.save(update_fields=[*fields, "revision"])
    index(body)
    after = {name: _key(value) for name, value in fields.items() if before[name] != _key(value)}
    kept = {name: before[name] for name in after}
    record("organisations.change_profile", profile, by=by, organisation=body, before=kept, after=after)
    return body


def _key(value: Any) -> Any:  # noqa: ANN401 - any field's value
    return value.pk if isinstance(value, models.Model) else value


@transaction.atomic
def move(
    body: Organisation, *, superior: Organisation, seen: int, by: Actor, region: Region | None = None
) -> Organisation:
    """Hang a body and everything below it under another superior, at once (ORG-06).

    `region` is the new place of a body that relocates; an association keeps its own. Raises Stale for an old page and
    ValidationError for a place under itself, of the wrong level or in another region.
    """
    lock_name(TREE)
    body = lock(body, seen=seen)
    superior, former = lock(superior), body.superior
    rules.require_outside(path=body.path, superior_path=superior.path)
    before = {"superior": body.superior_id, "path": body.path}
    after: dict[str, Any] = {"superior": superior.pk}
    if region is not None and region.pk != body.region_id:
        rules.require_relocatable(kind=body.kind)
        before["region"], after["region"] = body.region_id, region.pk
        body.region = region
    place(body, superior)
    places = ["region", "territory", "superior", "superior_path", "superior_tier", "superior_territory"]
    body.save(update_fields=[*places, "revision"])
    body.refresh_from_db(fields=["path"])
    after["path"] = body.path
    for told in {one.pk: one for one in (body, former, superior) if one is not None}.values():
        record("organisations.move", body, by=by, organisation=told, before=before, after=after)
    return body


@transaction.atomic
def close(body: Organisation, *, closed_on: date, by: Actor, seen: int | None = None) -> Organisation:
    """Close a body; its rows stay. One with subordinates that are alive cannot be closed."""
    body = lock(body, seen=seen)
    rules.require_alive(status=body.status)
    if body.subordinates.filter(closed_on=None).exists():
        raise ValidationError("还有未注销的下级组织，请先把它们移到别的上级之下。")
    body.status, body.closed_on = rules.Status.CLOSED, closed_on
    body.save(update_fields=["status", "closed_on", "revision"])
    body.posts.update(is_listed=False, phone="", mobile="")
    index(body)
    record("organisations.close", body, by=by, after={"closed_on": closed_on})
    return body
