"""Associations of places follow the administrative divisions (ORG-03)."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Q

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
from kexie.foundation.regions.queries import way
from kexie.foundation.regions.rules import Change, ChangeKind, territory
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
        add(
            national,
            kind="association",
            level=rules.Level.PROVINCIAL,
            name=rules.CORPS,
            short_name="兵团科协",
            region=None,
            by=by,
        )
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
    if orphans := [region.name for region in Region.objects.current().filter(parent__abolished_on__isnull=False)]:
        raise ValidationError(f"{'、'.join(orphans[:10])}的上级已经撤销，它们自己的变更也要写进文件。")
    return left


# On one day codes change before divisions merge, so that what moved on is out of the way.
_ORDER = (ChangeKind.ADDED, ChangeKind.RENAMED, ChangeKind.RECODED, ChangeKind.MERGED, ChangeKind.ABOLISHED)


def _turn(given: Change) -> tuple[date, int]:
    return given.effective_on, _ORDER.index(given.kind)


def _recode(fresh: Mapping[str, str], *, by: Actor) -> None:
    """Carry new codes into all bodies; those that come under another prefecture or province are hung there."""
    if both := sorted(fresh.keys() & set(fresh.values())):
        raise ValidationError(f"同一天的变更里，代码不能既是原代码又是新代码：{'、'.join(both)}。")
    new = {region.pk: region for region in Region.objects.filter(pk__in=fresh.values())}
    bodies = list(Organisation.objects.filter(region__in=fresh).select_related("region", "superior"))
    crossing = [body for body in bodies if not _still_fits(body, fresh)]
    rehung = [body.pk for body in bodies if body in crossing or _has_other_parent(body, fresh, new)]
    for body in crossing:
        move(body, superior=Organisation.objects.get(level=rules.Level.NATIONAL), seen=body.revision, by=by)
    with connection.cursor() as cursor:
        cursor.execute(
            _RECODE,
            {
                "old": list(fresh),
                "new": list(fresh.values()),
                "level": [_level(new[code]).value for code in fresh.values()],
                "tier": [rules.TIERS[_level(new[code])] for code in fresh.values()],
            },
        )
    carried = Organisation.objects.in_bulk([body.pk for body in bodies])
    for body in bodies:
        before, after = {"region": body.region_id}, {"region": fresh[str(body.region_id)]}
        record("organisations.recode", carried[body.pk], by=by, before=before, after=after)
    for body in (carried[pk] for pk in rehung):
        superior = _nearest(new[str(body.region_id)])
        if superior.pk != body.superior_id:
            move(body, superior=superior, seen=body.revision, by=by)


def _still_fits(body: Organisation, fresh: Mapping[str, str]) -> bool:
    """Whether a body may stay under its superior when both have their new codes."""
    above = body.superior_territory
    if body.superior is not None and (superior_code := fresh.get(str(body.superior.region_id))):
        above = territory(superior_code)
    return fresh[str(body.region_id)].startswith(above)


def _has_other_parent(body: Organisation, fresh: Mapping[str, str], new: Mapping[str, Region]) -> bool:
    """Whether the place of an association came under another division: not when both were only recoded."""
    former = body.region.parent_id if body.region else None
    parent = new[fresh[str(body.region_id)]].parent_id
    return body.kind == "association" and parent != fresh.get(str(former), former)


def _nearest(region: Region) -> Organisation:
    """Return the association of the division above, or of the next one above that has one."""
    for above in reversed([*way(region)][:-1]):
        if found := Organisation.objects.live().associations().filter(region=above).first():
            return found
    return Organisation.objects.get(level=rules.Level.NATIONAL)


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
    into = Region.objects.get(pk=change.into[0])
    live = Organisation.objects.live()
    place = live.associations().filter(region=origin).first()
    heir = live.associations().filter(region=into).first()
    if place is None or heir is None:
        _recode({origin: into.pk}, by=by)
        return [f"{place.name}改属{into.name}，请核对名称。"] if place is not None else []
    stays = []
    for body in live.filter(Q(superior=place) | Q(region=origin)).exclude(pk=place.pk).order_by("id"):
        if body.kind != "association":
            _carry(body, into, former=place, heir=heir, by=by)
        elif body.tier > heir.tier and body.territory.startswith(heir.territory):
            move(body, superior=heir, seen=body.revision, by=by)
        else:
            stays.append(body.name)
    if stays:
        return [f"{place.name}：{'、'.join(stays)}不在{heir.name}辖区内，请先处理，再注销原科协。"]
    close(place, closed_on=change.effective_on, by=by)
    return [f"{place.name}已并入{heir.name}，请通知两边并移交账号。"]


def _carry(body: Organisation, into: Region, *, former: Organisation, heir: Organisation, by: Actor) -> None:
    """Bring a body of a merged place to the new place; one that hung higher up stays there if it can."""
    superior = body.superior
    if body.superior_id == former.pk:
        superior = heir
    if superior is None or not into.pk.startswith(superior.territory):
        superior = _nearest(into)
    move(body, superior=superior, region=into, seen=body.revision, by=by)


def _concerned(change: Change) -> list[str]:
    bodies = Organisation.objects.live().filter(region__in=change.origin)
    names = "、".join(bodies.associations().values_list("name", flat=True))
    others = bodies.exclude(kind="association").count()
    who = "及 ".join(filter(None, (names, f"{others} 个组织" if others else "")))
    note = change.note.rstrip("。") or "、".join(change.origin)
    return [f"{note}：{who}请核对名称和隶属。"] if who else []
