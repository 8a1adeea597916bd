"""Associations of places follow the administrative divisions (ORG-03)."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby

from django.db import connection, transaction

from kexie.core import codes
from kexie.core.actors import Actor
from kexie.core.locks import lock_name
from kexie.foundation.organisations import rules
from kexie.foundation.organisations.actions.bodies import TREE, add, close, move, place
from kexie.foundation.organisations.actions.names import describe
from kexie.foundation.organisations.models import AssociationProfile, Organisation, PublicPage
from kexie.foundation.records.actions import record
from kexie.foundation.regions import actions as regions
from kexie.foundation.regions.models import Region
from kexie.foundation.regions.rules import Change, ChangeKind
from kexie.foundation.regions.rules import Level as Step

WITHOUT_ASSOCIATION = ("710000", "810000", "820000")


@transaction.atomic
def found_places(*, by: Actor) -> int:
    """Give every division the association of its place, from the nation down; return how many are new (ORG-03).

    Written level by level in bulk: one by one, the 3,200 places took twenty times as long.
    """
    lock_name(TREE)
    associations = Organisation.objects.live().associations()
    before = associations.count()
    national = associations.filter(level=rules.Level.NATIONAL).first() or add(
        None,
        kind="association",
        level=rules.Level.NATIONAL,
        name=rules.NATIONAL,
        short_name="中国科协",
        region=None,
        by=by,
    )
    if not associations.filter(level=rules.Level.PROVINCIAL, region=None).exists():
        level = rules.Level.PROVINCIAL
        add(national, kind="association", level=level, name=rules.CORPS, short_name="兵团科协", region=None, by=by)
    for step in Step:
        placed = {body.region_id: body for body in associations.exclude(region=None)} | {"": national}
        missing = Region.objects.current().filter(level=step).exclude(pk__in=[*placed, *WITHOUT_ASSOCIATION])
        _found(
            [(region, placed[region.parent_id or ""]) for region in missing.select_related("parent").order_by("code")]
        )
    new = associations.count() - before
    if new:
        record("organisations.found_places", national, by=by, after={"new": new})
    return new


def _found(places: Iterable[tuple[Region, Organisation]]) -> None:
    bodies = []
    for region, superior in places:
        body = Organisation(
            code=codes.fresh(),
            kind="association",
            level=_level(region),
            name=place_name(region),
            short_name=f"{_called(region)}科协",
            region=region,
        )
        place(body, superior)
        describe(body, {})
        bodies.append(body)
    Organisation.objects.bulk_create(bodies, batch_size=1000)
    AssociationProfile.objects.bulk_create(AssociationProfile(organisation=body) for body in bodies)
    PublicPage.objects.bulk_create(PublicPage(organisation=body) for body in bodies)


def _level(region: Region) -> rules.Level:
    if region.pk in rules.SUBPROVINCIAL_CITIES:
        return rules.Level.SUBPROVINCIAL
    return {1: rules.Level.PROVINCIAL, 2: rules.Level.PREFECTURE, 3: rules.Level.COUNTY}[region.level]


def place_name(region: Region) -> str:
    """Return the full name of a place's association; a district's begins with its city's name.

    岳阳市云溪区科学技术协会, 岳阳县科学技术协会, 湖南省科学技术协会.
    """
    is_district = region.level == 3 and region.name.endswith("区") and region.parent is not None
    city = region.parent.name if is_district and region.parent is not None else ""
    return f"{city}{region.name}科学技术协会"


def _called(region: Region) -> str:
    return region.short_name if region.level < 3 else region.name


@transaction.atomic
def redistrict(changes: Iterable[Change], *, by: Actor) -> list[str]:
    """Apply changes of divisions and let the organisations follow; return in Chinese what people still have to do.

    A new code is carried into every body at once. Where a division was merged, what hung under its association moves
    under the association that took its place, and the former one is closed. Nothing is deleted (ORG-03).
    """
    lock_name(TREE)
    left: list[str] = []
    for _, together in groupby(sorted(changes, key=_turn), key=_turn):
        batch = list(together)
        for given in batch:
            regions.change(given, by=by)
        match batch[0].kind:
            case ChangeKind.RECODED:
                _recode({given.origin[0]: given.into[0] for given in batch}, by=by)
            case ChangeKind.MERGED:
                left += [line for given in batch for origin in given.origin for line in _merge(origin, given, by=by)]
            case ChangeKind.ADDED:
                pass  # `found_places` gives it an association
            case _:
                left += [line for given in batch for line in _concerned(given)]
    return left


# On one day codes change before divisions merge, so that what moved on is out of the way.
_ORDER = (ChangeKind.ADDED, ChangeKind.RENAMED, ChangeKind.RECODED, ChangeKind.MERGED, ChangeKind.ABOLISHED)


def _turn(given: Change) -> tuple[date, int]:
    return given.effective_on, _ORDER.index(given.kind)


def _recode(fresh: Mapping[str, str], *, by: Actor) -> None:
    """Carry new codes into all bodies; those that came under another prefecture are hung there."""
    bodies = (
        Organisation.objects.filter(region__in=fresh).exclude(superior__region__in=fresh).select_related("superior")
    )
    crossing = [body for body in bodies if not fresh[str(body.region_id)].startswith(body.superior_territory)]
    for body in crossing:
        province = Organisation.objects.get(kind="association", region=f"{str(body.region_id)[:2]}0000")
        move(body, superior=province, seen=body.revision, by=by)
    levels = [_level(region) for region in Region.objects.filter(pk__in=fresh.values()).order_by("pk")]
    new_levels = dict(zip(sorted(fresh.values()), levels, strict=True))
    with connection.cursor() as cursor:
        cursor.execute(
            _RECODE,
            {
                "old": list(fresh),
                "new": list(fresh.values()),
                "level": [new_levels[code].value for code in fresh.values()],
                "tier": [rules.TIERS[new_levels[code]] for code in fresh.values()],
            },
        )
    for body in Organisation.objects.filter(pk__in=[body.pk for body in crossing]).select_related("region__parent"):
        above = body.region.parent if body.region else None
        superior = Organisation.objects.live().associations().filter(region=above).first()
        if superior is not None and superior.pk != body.superior_id:
            move(body, superior=superior, seen=body.revision, by=by)


# One statement: between two, the rows of a superior and its subordinates would not agree.
_RECODE = """
WITH fresh AS (
        SELECT * FROM unnest(%(old)s::text[], %(new)s::text[], %(level)s::text[], %(tier)s::int[])
            AS code(old, new, level, tier)),
     concerned AS (
        SELECT body.id, own.new AS own, above.new AS above, above.tier AS above_tier,
            CASE WHEN body.kind = 'association' THEN own.level END AS level,
            CASE WHEN body.kind = 'association' THEN own.tier END AS tier
        FROM organisation AS body
        LEFT JOIN organisation AS superior ON superior.id = body.superior_id
        LEFT JOIN fresh AS own ON own.old = body.region_id
        LEFT JOIN fresh AS above ON above.old = superior.region_id
        WHERE own.new IS NOT NULL OR above.new IS NOT NULL)
UPDATE organisation AS body SET
    region_id = coalesce(concerned.own, region_id),
    level = coalesce(concerned.level, body.level),
    tier = coalesce(concerned.tier, body.tier),
    territory = coalesce(left(concerned.own, 2 * least(coalesce(concerned.tier, body.tier), 3)), territory),
    superior_tier = coalesce(concerned.above_tier, superior_tier),
    superior_territory = coalesce(left(concerned.above, 2 * least(concerned.above_tier, 3)), superior_territory)
FROM concerned WHERE concerned.id = body.id
"""


def _merge(origin: str, change: Change, *, by: Actor) -> list[str]:
    """Move what hung under a merged division's association, and close it."""
    place = Organisation.objects.live().associations().filter(region=origin).first()
    heir = Organisation.objects.live().associations().filter(region=change.into[0]).first()
    if place is None:
        return []
    if heir is None:
        _recode({origin: change.into[0]}, by=by)
        return [f"{place.name}改属{Region.objects.get(pk=change.into[0]).name}，请核对名称。"]
    into = Region.objects.get(pk=change.into[0])
    stays = []
    for body in place.subordinates.filter(closed_on=None).order_by("id"):
        if body.kind != "association":
            move(body, superior=heir, seen=body.revision, region=into, by=by)
        elif body.tier > heir.tier and body.territory.startswith(heir.territory):
            move(body, superior=heir, seen=body.revision, by=by)
        else:
            stays.append(body.name)
    if stays:
        return [f"{place.name}：{'、'.join(stays)}不在{heir.name}辖区内，请先处理，再注销原科协。"]
    close(place, closed_on=change.effective_on, by=by)
    return [f"{place.name}已并入{heir.name}，请通知两边并移交账号。"]


def _concerned(change: Change) -> list[str]:
    bodies = Organisation.objects.live().filter(region__in=change.origin)
    names = list(bodies.associations().values_list("name", flat=True))
    note = change.note.rstrip("。") or "、".join(change.origin)
    return [f"{note}：{'、'.join(names)}及 {bodies.count()} 个组织请核对名称和隶属。"] if names else []
