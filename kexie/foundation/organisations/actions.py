"""What can happen to a body. Every action has one order: lock, ask the rules, change, record."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, models, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models.functions import Now
from pypinyin import Style, lazy_pinyin

from kexie.core import codes
from kexie.core.actors import Actor
from kexie.core.locks import lock, lock_name
from kexie.foundation.organisations import rules
from kexie.foundation.organisations.models import (
    AgreedTask,
    AssociationProfile,
    Branch,
    EnterpriseProfile,
    GrassrootsProfile,
    Organisation,
    Post,
    PublicPage,
    Relation,
    Term,
    Turn,
)
from kexie.foundation.records.actions import record
from kexie.foundation.regions import actions as regions
from kexie.foundation.regions.models import Region
from kexie.foundation.regions.rules import Change, ChangeKind

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
) -> Organisation:
    """Register a body under its superior, with the particulars of its kind.

    Raises ValidationError when kind, level, place or code are wrong (ORG-01, ORG-02, G12).
    """
    rules.require_kind(kind, level)
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
    _place(body, superior)
    _describe(body, profile or {})
    body.save(force_insert=True)
    body.refresh_from_db(fields=["path"])
    if table := PROFILES.get(body.declared.profile):
        table._default_manager.create(organisation=body, **(profile or {}))
    PublicPage.objects.create(organisation=body)
    record("organisations.add", body, by=by, after={"kind": kind, "name": body.name, "superior": body.superior_id})
    return body


def _place(body: Organisation, superior: Organisation | None) -> None:
    """Set everything that follows from kind, level, region and superior."""
    body.tier = rules.tier(body.kind, body.level)
    body.territory = _territory(body)
    if superior is not None:
        rules.require_place(
            kind=body.kind,
            level=body.level,
            territory=body.territory,
            superior_kind=superior.kind,
            superior_tier=superior.tier,
            superior_territory=superior.territory,
        )
        body.superior = superior
        body.superior_path, body.superior_tier, body.superior_territory = superior.path, superior.tier, superior.territory


def _territory(body: Organisation) -> str:
    if body.level == rules.Level.NATIONAL:
        return ""
    if body.region_id is None:
        if body.level == rules.Level.PROVINCIAL:
            return rules.CORPS_TERRITORY
        raise ValidationError({"region": "请选择所在地区。"})
    return body.region_id[: 2 * min(body.tier, 3)]


def _describe(body: Organisation, properties: Mapping[str, Any]) -> None:
    """Set what lists sort and search by: the name's key, the searched text and its pieces."""
    pinyin, initials = keys(body.name)
    short_pinyin, short_initials = keys(body.short_name)
    body.listing = body.declared.listing or ""
    body.name_key = pinyin[:400]
    words = (body.name, body.short_name, pinyin, initials, short_pinyin, short_initials)
    body.searched = " ".join(dict.fromkeys(word.lower() for word in words if word))[:700]
    industry = str(properties.get("industry") or "")
    marks = rules.facets(
        (
            ("kind", body.kind),
            ("status", body.status),
            ("section", industry[:1]),
            ("industry", industry if len(industry) > 1 else ""),
            ("ownership", str(properties.get("ownership") or "")),
            ("size", str(properties.get("size") or "")),
        )
    )
    body.terms = sorted(rules.grams(body.searched) | marks)


def keys(name: str) -> tuple[str, str]:
    """Return a name in pinyin and by its initials, for sorting and searching.

    >>> keys("长岭炼化科协")
    ('changlinglianhuakexie', 'cllhkx')
    """
    pinyin = "".join(lazy_pinyin(name)).lower().replace(" ", "")
    return pinyin, "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower().replace(" ", "")


@transaction.atomic
def index(body: Organisation) -> None:
    """Compute again what lists search by, after a change of name, profile or host."""
    hosts = Organisation.objects.filter(relations_to__subject=body, relations_to__edge=rules.Edge.HOSTED_BY)
    owner = body if body.declared.profile == rules.Profile.ENTERPRISE else hosts.filter(kind="enterprise").first()
    profile = EnterpriseProfile.objects.filter(organisation=owner).values("industry", "ownership", "size").first()
    _describe(body, profile or {})
    body.save(update_fields=["listing", "name_key", "searched", "terms"])


@transaction.atomic
def change(body: Organisation, *, seen: int, by: Actor, **fields: Any) -> Organisation:
    """Change name, short name, dates, status or code of a body; `fields` are those to change."""
    body = lock(body, seen=seen)
    allowed = {"name", "short_name", "uscc", "founded_on", "founded_as", "status"}
    if unknown := set(fields) - allowed:
        raise TypeError(f"not a field of change: {sorted(unknown)}")
    if fields.get("uscc"):
        fields["uscc"] = rules.clean_uscc(fields["uscc"])
    before = {name: getattr(body, name) for name in fields}
    for name, value in fields.items():
        setattr(body, name, value)
    body.save(update_fields=[*fields, "revision"])
    index(body)
    record("organisations.change", body, by=by, before=before, after=fields)
    return body


@transaction.atomic
def present(body: Organisation, *, by: Actor, released: Sequence[str] = (), **fields: Any) -> PublicPage:
    """Write a body's own public page and release its sections (ORG-08)."""
    page = lock(PublicPage.objects.get(organisation=body))
    if unknown := set(released) - set(rules.Section):
        raise ValidationError(f"没有这样的栏目：{'、'.join(sorted(unknown))}。")
    for name, value in fields.items():
        setattr(page, name, value)
    page.released = sorted(released)
    page.full_clean(validate_unique=False, validate_constraints=False)
    page.save()
    record("organisations.present", page, by=by, organisation=body, after={"fields": sorted(fields), "released": page.released})
    return page


@transaction.atomic
def publish(body: Organisation, *, by: Actor) -> Organisation:
    """Put a body's page online."""
    body = lock(body)
    body.published_at, body.offline_at, body.offline_reason = Now(), None, ""  # type: ignore[assignment]
    body.save(update_fields=["published_at", "offline_at", "offline_reason", "revision"])
    record("organisations.publish", body, by=by)
    return body


@transaction.atomic
def take_offline(body: Organisation, *, reason: str, by: Actor) -> Organisation:
    """Take a body's page off the portal, with a reason that the body is told (ORG-08)."""
    if not reason.strip():
        raise ValidationError({"reason": "请写明下线原因，该组织会看到。"})
    body = lock(body)
    body.offline_at, body.offline_reason = Now(), reason.strip()  # type: ignore[assignment]
    body.save(update_fields=["offline_at", "offline_reason", "revision"])
    record("organisations.take_offline", body, by=by, after={"reason": body.offline_reason})
    return body


@transaction.atomic
def move(
    body: Organisation, *, superior: Organisation, seen: int, by: Actor, region: Region | None = None
) -> Organisation:
    """Hang a body and everything below it under another superior, at once (ORG-06).

    `region` is the new place of a body that relocates; an association keeps its own. Raises Stale for an old page and
    ValidationError for a place under itself, of the wrong level or in another region.
    """
    lock_name(TREE)
    body, superior, former = lock(body, seen=seen), lock(superior), body.superior
    rules.require_outside(path=body.path, superior_path=superior.path)
    if region is not None:
        body.region = region
    before = {"superior": body.superior_id, "path": body.path}
    _place(body, superior)
    places = ["region", "territory", "superior", "superior_path", "superior_tier", "superior_territory"]
    body.save(update_fields=[*places, "revision"])
    body.refresh_from_db(fields=["path"])
    after = {"superior": superior.pk, "path": body.path}
    record("organisations.move", body, by=by, before=before, after=after)
    for told in filter(None, (former, superior)):
        record("organisations.move", body, by=by, organisation=told, before=before, after=after)
    return body


@transaction.atomic
def close(body: Organisation, *, closed_on: date, by: Actor) -> Organisation:
    """Close a body; its rows stay. One with subordinates that are alive cannot be closed."""
    body = lock(body)
    if body.subordinates.filter(closed_on=None).exists():
        raise ValidationError("还有未注销的下级组织，请先把它们移到别的上级之下。")
    body.status, body.closed_on = rules.Status.CLOSED, closed_on
    body.save(update_fields=["status", "closed_on", "revision"])
    index(body)
    record("organisations.close", body, by=by, after={"closed_on": closed_on})
    return body


@transaction.atomic
def relate(
    subject: Organisation,
    thing: Organisation,
    *,
    edge: rules.Edge,
    by: Actor,
    since: date | None = None,
    until: date | None = None,
    is_lead: bool = False,
    contact: str = "",
) -> Relation:
    """Join two bodies by a typed, dated relation (ORG-04, ORG-05); `until` is the first day on which it no longer holds."""
    rules.require_edge(edge=edge, subject_kind=subject.kind, object_kind=thing.kind)
    relation = Relation.objects.create(
        edge=edge, subject=subject, object=thing, period=DateRange(since, until), is_lead=is_lead, contact=contact
    )
    if edge == rules.Edge.HOSTED_BY:
        index(subject)
    record("organisations.relate", relation, by=by, organisation=subject, after={"edge": int(edge), "object": thing.pk})
    return relation


@transaction.atomic
def unrelate(relation: Relation, *, until: date, by: Actor) -> Relation:
    """End a relation; its history stays."""
    relation = lock(relation)
    relation.period = DateRange(relation.period.lower, until)
    relation.save(update_fields=["period", "revision"])
    record("organisations.unrelate", relation, by=by, organisation=relation.subject, after={"until": until})
    return relation


@transaction.atomic
def add_branch(
    body: Organisation,
    *,
    kind: str,
    name: str,
    by: Actor,
    superior: Branch | None = None,
    position: int = 0,
    founded_on: date | None = None,
) -> Branch:
    """Set up a part of a body: department, committee, study group or branch (ORG-05a, H11, H14)."""
    if not body.declared.branches:
        raise ValidationError({"kind": f"{body.declared.label}本身不设分支机构，请在它的科协之下设立。"})
    branch = Branch.objects.create(
        organisation=body, kind=rules.BranchKind(kind), name=name, superior=superior, position=position, founded_on=founded_on
    )
    record("organisations.add_branch", branch, by=by, after={"kind": kind, "name": name})
    return branch


@transaction.atomic
def fill_post(
    body: Organisation,
    *,
    title: rules.Title,
    holder: str,
    since: date,
    by: Actor,
    until: date | None = None,
    branch: Branch | None = None,
    position: int = 0,
) -> Post:
    """Enter who holds a post and for how long (ORG-10); `until` is the first day after."""
    rules.require_title(title, of_branch=branch is not None)
    post = Post.objects.create(
        organisation=body, branch=branch, title=title, holder=holder, position=position, period=DateRange(since, until)
    )
    record("organisations.fill_post", post, by=by, after={"title": int(title)})
    return post


@transaction.atomic
def add_term(body: Organisation, *, number: int, starts_on: date, ends_on: date, by: Actor) -> Term:
    """Enter a term of office; `ends_on` is the first day after it."""
    if ends_on <= starts_on:
        raise ValidationError({"ends_on": "任期结束应晚于开始。"})
    term = Term.objects.create(organisation=body, number=number, period=DateRange(starts_on, ends_on))
    record("organisations.add_term", term, by=by, after={"number": number})
    return term


@transaction.atomic
def add_turn(body: Organisation, *, founder: Organisation, starts_on: date, ends_on: date, by: Actor) -> Turn:
    """Enter the turn of a founder to run a joint association (ORG-13, H49)."""
    founded = Relation.objects.filter(edge=rules.Edge.CO_FOUNDER_OF, subject=founder, object=body)
    if not founded.exists():
        raise ValidationError({"founder": "轮值企业应是联合科协的发起企业。"})
    turn = Turn.objects.create(organisation=body, founder=founder, period=DateRange(starts_on, ends_on))
    record("organisations.add_turn", turn, by=by, after={"founder": founder.pk})
    return turn


@transaction.atomic
def agree_task(
    body: Organisation, *, title: str, agreed_on: date, by: Actor, lead: Organisation | None = None
) -> AgreedTask:
    """Enter a task that a federation's members agreed on (ORG-14, H47)."""
    if body.kind != "federation":
        raise ValidationError("只有企业科协联合会登记成员商定的任务。")
    task = AgreedTask.objects.create(organisation=body, title=title, lead=lead, agreed_on=agreed_on)
    record("organisations.agree_task", task, by=by, after={"title": title})
    return task


@transaction.atomic
def found_places(*, by: Actor) -> int:
    """Give every division the association of its place, from the nation down; return how many are new (ORG-03)."""
    new = 0
    national = Organisation.objects.filter(level=rules.Level.NATIONAL).first()
    if national is None:
        national = add(
            None, kind="association", level=rules.Level.NATIONAL, name=rules.NATIONAL, short_name="中国科协", region=None, by=by
        )
        new += 1
    placed = {body.region_id: body for body in Organisation.objects.live().associations()}
    if None not in placed or not Organisation.objects.filter(level=rules.Level.PROVINCIAL, region=None).exists():
        corps = {"name": rules.CORPS, "short_name": "兵团科协", "region": None}
        add(national, kind="association", level=rules.Level.PROVINCIAL, by=by, **corps)  # type: ignore[arg-type]
        new += 1
    for region in Region.objects.current().exclude(pk__in=["710000", "810000", "820000"]).order_by("level", "code"):
        if region.pk in placed:
            continue
        superior = placed[region.parent_id] if region.parent_id else national
        placed[region.pk] = add(
            superior,
            kind="association",
            level=_level(region),
            name=place_name(region),
            short_name=f"{_called(region)}科协",
            region=region,
            by=by,
        )
        new += 1
    return new


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
                left += [f"{given.note or given.into[0]}：新设的行政区划，可用 kexie places 建立它的科协。" for given in batch]
            case _:
                left += [line for given in batch for line in _concerned(given)]
    return left


# On one day codes change before divisions merge, so that what moved on is out of the way.
_ORDER = (ChangeKind.ADDED, ChangeKind.RENAMED, ChangeKind.RECODED, ChangeKind.MERGED, ChangeKind.ABOLISHED)


def _turn(given: Change) -> tuple[date, int]:
    return given.effective_on, _ORDER.index(given.kind)


def _recode(fresh: Mapping[str, str], *, by: Actor) -> None:
    """Carry new codes into all bodies; those that came under another prefecture are hung there."""
    bodies = Organisation.objects.filter(region__in=fresh).exclude(superior__region__in=fresh).select_related("superior")
    crossing = [body for body in bodies if not fresh[str(body.region_id)].startswith(body.superior_territory)]
    for body in crossing:
        province = Organisation.objects.get(kind="association", region=f"{str(body.region_id)[:2]}0000")
        move(body, superior=province, seen=body.revision, by=by)
    with connection.cursor() as cursor:
        cursor.execute(_RECODE, {"old": list(fresh), "new": list(fresh.values())})
    for body in Organisation.objects.filter(pk__in=[body.pk for body in crossing]).select_related("region__parent"):
        above = body.region.parent if body.region else None
        superior = Organisation.objects.live().associations().filter(region=above).first()
        if superior is not None and superior.pk != body.superior_id:
            move(body, superior=superior, seen=body.revision, by=by)


# One statement: between two, the rows of a superior and its subordinates would not agree.
_RECODE = """
WITH fresh AS (SELECT * FROM unnest(%(old)s::text[], %(new)s::text[]) AS code(old, new)),
     concerned AS (
        SELECT body.id, own.new AS own, above.new AS above
        FROM organisation AS body
        LEFT JOIN organisation AS superior ON superior.id = body.superior_id
        LEFT JOIN fresh AS own ON own.old = body.region_id
        LEFT JOIN fresh AS above ON above.old = superior.region_id
        WHERE own.new IS NOT NULL OR above.new IS NOT NULL)
UPDATE organisation AS body SET
    region_id = coalesce(concerned.own, region_id),
    territory = coalesce(left(concerned.own, length(territory)), territory),
    superior_territory = coalesce(left(concerned.above, length(superior_territory)), superior_territory)
FROM concerned WHERE concerned.id = body.id
"""


def _merge(origin: str, change: Change, *, by: Actor) -> list[str]:
    """Move what hung under a merged division's association, and close it."""
    place = Organisation.objects.live().associations().filter(region=origin).first()
    heir = Organisation.objects.live().associations().filter(region=change.into[0]).first()
    if place is None:
        return []
    if heir is None:
        return [f"{place.name}：接续的行政区划还没有科协，下级组织暂时留在原处。"]
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
    note = change.note or "、".join(change.origin)
    return [f"{note}：{'、'.join(names)}及 {bodies.count()} 个组织请核对名称和隶属。"] if names else []


