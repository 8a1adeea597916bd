"""A body groups its members: names a group, puts members into it, one by one or many at once (MEM-08)."""

from collections.abc import Collection, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from kexie.areas.membership import rules
from kexie.areas.membership.models import Member, MemberQuerySet, Tag, Tagged
from kexie.core import codes
from kexie.core.actors import Actor
from kexie.core.locks import lock, lock_name
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.records.actions import record

BATCH = 5_000


@transaction.atomic
def add_tag(body: Organisation, *, name: str, by: Actor) -> Tag:
    """Name a group of members; raises ValidationError where the body has too many, or one of this name."""
    lock_name(f"member tags {body.pk}")
    rules.require_tag_room(body.member_tags.count())
    tag = Tag(organisation=body, code=codes.fresh(), name=rules.require_tag(name))
    tag.save(force_insert=True)
    record("membership.add_tag", tag, by=by, organisation=body)
    return tag


@transaction.atomic
def change_tag(tag: Tag, *, seen: int, name: str, by: Actor) -> Tag:
    """Call a group by another name."""
    tag = lock(tag, seen=seen)
    tag.name = rules.require_tag(name)
    tag.save(update_fields=["name", "revision"])
    record("membership.change_tag", tag, by=by, organisation=tag.organisation)
    return tag


@transaction.atomic
def remove_tag(tag: Tag, *, seen: int, by: Actor) -> None:
    """Remove a group; its members stay what they are."""
    tag = lock(tag, seen=seen)
    record("membership.remove_tag", tag, by=by, organisation=tag.organisation)
    tag.delete()


@transaction.atomic
def tag(member: Member, *, seen: int, tags: Collection[str], by: Actor) -> Member:
    """Put a member into these groups of the body, by their codes, and out of all others."""
    member = lock(member, seen=seen)
    rules.require_on_roll(member.status)
    wanted = list(member.organisation.member_tags.select_for_update().filter(code__in=tags))
    member.tagged.exclude(tag__in=wanted).delete()
    _put(wanted, [member.pk])
    member.save(update_fields=["revision"])
    record("membership.tag", member, by=by, organisation=member.organisation)
    return member


@transaction.atomic
def tag_many(
    body: Organisation,
    rows: MemberQuerySet,
    *,
    by: Actor,
    is_out: bool = False,
    into: str = "",
    name: str = "",
    member: Collection[str] | None = None,
) -> Tag:
    """Put those of the rows who are on the roll into a group, or out of it; `member` are the codes of some of them.

    `into` is the code of a group, `name` that of a new one; two who do this at once put everybody in once.
    """
    rules.require_one_tag(is_chosen=bool(into), is_named=bool(name.strip()))
    group = add_tag(body, name=name, by=by) if name.strip() else _held(body, into)
    chosen = rows.on_roll().order_by() if member is None else rows.on_roll().order_by().filter(code__in=member)
    members = list(chosen.values_list("pk", flat=True))
    rules.require_some(len(members))
    if is_out:
        group.tagged.filter(member__in=members).delete()
    else:
        _put([group], members)
    record("membership.tag_many", group, by=by, organisation=body, after={"count": len(members)})
    return group


def _held(body: Organisation, code: str) -> Tag:
    tag = body.member_tags.select_for_update().filter(code=code).first()
    if tag is None:
        raise ValidationError({"into": "这个分组刚刚被删除，请刷新页面再试。"})
    return tag


def _put(tags: Sequence[Tag], members: Sequence[int]) -> None:
    made = [Tagged(tag=one, member_id=member) for one in tags for member in members]
    Tagged.objects.bulk_create(made, batch_size=BATCH, ignore_conflicts=True)
