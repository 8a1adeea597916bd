"""The parts of a body: branches, posts, terms of office."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from kexie.core import clock
from kexie.core.actors import Actor
from kexie.core.locks import lock
from kexie.foundation.organisations import rules
from kexie.foundation.organisations.actions.names import describe_post
from kexie.foundation.organisations.models import (
    Branch,
    Organisation,
    Post,
    Term,
)
from kexie.foundation.people.rules import mobile as clean_mobile
from kexie.foundation.records.actions import record


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
    members: int | None = None,
) -> Branch:
    """Set up a part of a body: department, committee, study group or branch (ORG-05a, H11, H14)."""
    if not body.declared.branches:
        raise ValidationError({"kind": f"{body.declared.label}本身不设分支机构，请在它的科协之下设立。"})
    rules.require_alive(status=lock(body).status)
    branch = Branch.objects.create(
        organisation=body,
        kind=rules.BranchKind(kind),
        name=name.strip(),
        superior=superior,
        position=position,
        founded_on=founded_on,
        members=members,
    )
    record("organisations.add_branch", branch, by=by, after={"kind": kind, "name": name})
    return branch


@transaction.atomic
def add_branches(
    body: Organisation, *, branches: Sequence[tuple[str, str]], by: Actor, superior: Branch | None = None
) -> list[Branch]:
    """Set up several parts at once, each given by its kind and name, in this order (ORG-05a).

    One by one, each costs five exchanges with the database. Raises ValidationError as `add_branch` does.
    """
    if not body.declared.branches:
        raise ValidationError({"kind": f"{body.declared.label}本身不设分支机构，请在它的科协之下设立。"})
    rules.require_alive(status=lock(body).status)
    made = Branch.objects.bulk_create(
        Branch(organisation=body, kind=rules.BranchKind(kind), name=name.strip(), superior=superior, position=position)
        for position, (kind, name) in enumerate(branches)
    )
    record("organisations.add_branches", body, by=by, after={"branches": branches})
    return made


@transaction.atomic
def change_branch(branch: Branch, *, seen: int, by: Actor, **fields: Any) -> Branch:
    """Rename a part of a body or change what is known of it.

    Raises ValidationError for a part that was closed, or that would lie inside itself.
    """
    lock(branch.organisation)
    branch = lock(branch, seen=seen)
    rules.require_open(is_open=branch.closed_on is None)
    if unknown := set(fields) - {"kind", "name", "superior", "position", "founded_on", "members"}:
        raise TypeError(f"not a field of change_branch: {sorted(unknown)}")
    if fields.get("superior"):
        _require_outside(branch, fields["superior"])
    before = {name: getattr(branch, name) for name in fields.keys() - {"superior"}}
    for name, value in fields.items():
        setattr(branch, name, value)
    branch.save(update_fields=[*fields, "revision"])
    after = {name: fields[name] for name in before if before[name] != fields[name]}
    record("organisations.change_branch", branch, by=by, before={name: before[name] for name in after}, after=after)
    return branch


def _require_outside(branch: Branch, superior: Branch | None) -> None:
    while superior is not None:
        if superior.pk == branch.pk:
            raise ValidationError({"superior": "分支机构不能隶属于自己，也不能隶属于它下面的机构。"})
        superior = superior.superior


@transaction.atomic
def close_branch(branch: Branch, *, closed_on: date, by: Actor) -> Branch:
    """Close a part of a body; the posts held in it end on that day."""
    lock(branch.organisation)
    branch = lock(branch)
    rules.require_open(is_open=branch.closed_on is None)
    rules.require_not_future(closed_on, today=clock.today(), field="closed_on")
    if branch.founded_on is not None and closed_on < branch.founded_on:
        raise ValidationError({"closed_on": "撤销日期不能早于成立日期。"})
    if branch.parts.filter(closed_on=None).exists():
        raise ValidationError("它下面还有未撤销的机构，请先撤销或改隶属。")
    branch.closed_on = closed_on
    branch.save(update_fields=["closed_on", "revision"])
    for post in branch.posts.filter(period__endswith=None) | branch.posts.filter(period__endswith__gt=closed_on):
        if post.period.lower < closed_on:
            _end(post, closed_on)
        else:
            post.delete()
    record("organisations.close_branch", branch, by=by, after={"closed_on": closed_on})
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
    is_listed: bool = False,
    phone: str = "",
    mobile: str = "",
) -> Post:
    """Enter who holds a post and for how long (ORG-10); `until` is the first day after.

    `is_listed` releases the entry for the address book, with the numbers given (ORG-11).
    """
    body = lock(body)
    rules.require_alive(status=body.status)
    rules.require_title(title, of_branch=branch is not None)
    rules.require_span(starts=since, ends=until, field="until")
    numbers = _numbers(phone=phone, mobile=mobile)
    rules.require_listable(is_listed=is_listed, has_numbers=any(numbers.values()))
    holding = Holder(title, holder, branch=branch, is_listed=is_listed, **numbers)
    post = _post(body, holding, DateRange(since, until), position)
    post.save(force_insert=True)
    record("organisations.fill_post", post, by=by, after={"title": int(title), "is_listed": is_listed})
    return post


def _numbers(*, phone: str, mobile: str) -> dict[str, str]:
    return {"phone": rules.phone(phone), "mobile": clean_mobile(mobile)}


@dataclass(frozen=True)
class Holder:
    """Who holds which post, of the body or of a part of it."""

    title: rules.Title
    name: str
    branch: Branch | None = None
    is_listed: bool = False
    phone: str = ""
    mobile: str = ""


@transaction.atomic
def fill_posts(body: Organisation, *, holders: Iterable[Holder], since: date, by: Actor) -> list[Post]:
    """Enter who holds the posts of a body from one day on, in the given order (ORG-10): all elected at once."""
    body = lock(body)
    rules.require_alive(status=body.status)
    holders = list(holders)
    for holder in holders:
        rules.require_title(holder.title, of_branch=holder.branch is not None)
        rules.require_listable(is_listed=holder.is_listed, has_numbers=bool(holder.phone or holder.mobile))
    period = DateRange(since, None)
    posts = Post.objects.bulk_create(_post(body, holder, period, position) for position, holder in enumerate(holders))
    record("organisations.fill_posts", body, by=by, after={"titles": [int(holder.title) for holder in holders]})
    return posts


def _post(body: Organisation, holder: Holder, period: DateRange, position: int) -> Post:
    post = Post(
        organisation=body,
        branch=holder.branch,
        title=holder.title,
        holder=holder.name.strip(),
        position=position,
        period=period,
        is_listed=holder.is_listed,
        phone=holder.phone,
        mobile=holder.mobile,
        path=body.path,
        tier=body.tier,
        territory=body.territory,
    )
    describe_post(post, body)
    return post


@transaction.atomic
def change_post(
    post: Post,
    *,
    holder: str,
    since: date,
    seen: int,
    by: Actor,
    until: date | None = None,
    position: int = 0,
    is_listed: bool | None = None,
    phone: str | None = None,
    mobile: str | None = None,
) -> Post:
    """Put right what was entered of a post: who holds it, since when and until when, what stands in the address book.

    What is None stays. An entry that is not released any more loses its numbers; so does another person's (SEC-06).
    """
    body = lock(post.organisation)
    post = lock(post, seen=seen)
    rules.require_span(starts=since, ends=until, field="until")
    before = {"since": post.period.lower, "until": post.period.upper, "is_listed": post.is_listed}
    is_other = holder.strip() != post.holder
    post.is_listed = post.is_listed if is_listed is None else is_listed
    keeps = post.is_listed and not is_other
    kept = (post.phone, post.mobile) if keeps else ("", "")
    numbers = _numbers(
        phone=kept[0] if phone is None else phone,
        mobile=kept[1] if mobile is None else mobile,
    )
    rules.require_listable(is_listed=post.is_listed, has_numbers=any(numbers.values()))
    post.phone, post.mobile = numbers["phone"], numbers["mobile"]
    post.holder, post.position, post.period = holder.strip(), position, DateRange(since, until)
    describe_post(post, body)
    fields = ["holder", "position", "period", "is_listed", "phone", "mobile", "holder_key", "searched", "terms"]
    post.save(update_fields=[*fields, "revision"])
    after = {"since": since, "until": until, "is_listed": post.is_listed}
    record("organisations.change_post", post, by=by, before=before, after=after)
    return post


@transaction.atomic
def end_post(post: Post, *, until: date, by: Actor) -> Post:
    """End a post before its time; `until` is the first day on which it is no longer held. Its history stays."""
    lock(post.organisation)
    post = lock(post)
    rules.require_open(is_open=post.period.upper is None or post.period.upper > clock.today())
    rules.require_span(starts=post.period.lower, ends=until, field="until")
    if post.period.upper is not None and until > post.period.upper:
        raise ValidationError({"until": "任职到期日更早，请先修改任职。"})
    _end(post, until)
    record("organisations.end_post", post, by=by, after={"until": until})
    return post


def _end(post: Post, until: date) -> None:
    post.period = DateRange(post.period.lower, until)
    post.save(update_fields=["period", "revision"])


@transaction.atomic
def forget_numbers(*, by: Actor) -> int:
    """Delete the telephone numbers of those who hold their post no longer; return how many entries (SEC-06)."""
    left = Post.objects.past().exclude(phone="", mobile="")
    done = left.update(phone="", mobile="")
    if done:
        national = Organisation.objects.get(tier=0)
        record("organisations.forget_numbers", national, by=by, after={"posts": done})
    return done


@transaction.atomic
def add_term(body: Organisation, *, number: int, starts_on: date, ends_on: date, by: Actor) -> Term:
    """Enter a term of office; `ends_on` is the first day after it."""
    rules.require_alive(status=lock(body).status)
    rules.require_span(starts=starts_on, ends=ends_on, field="ends_on")
    term = Term.objects.create(organisation=body, number=number, period=DateRange(starts_on, ends_on))
    record("organisations.add_term", term, by=by, after={"number": number})
    return term


@transaction.atomic
def change_term(term: Term, *, starts_on: date, ends_on: date, seen: int, by: Actor) -> Term:
    """Change when a term of office begins or ends: renewed early, put off, or wrongly entered (G26, G27)."""
    lock(term.organisation)
    term = lock(term, seen=seen)
    rules.require_span(starts=starts_on, ends=ends_on, field="ends_on")
    before = {"starts_on": term.period.lower, "ends_on": term.period.upper}
    term.period = DateRange(starts_on, ends_on)
    term.save(update_fields=["period", "revision"])
    record("organisations.change_term", term, by=by, before=before, after={"starts_on": starts_on, "ends_on": ends_on})
    return term
