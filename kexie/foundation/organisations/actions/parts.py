"""The parts of a body: branches, posts, terms of office."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from kexie.core.actors import Actor
from kexie.core.locks import lock
from kexie.foundation.organisations import rules
from kexie.foundation.organisations.models import (
    Branch,
    Organisation,
    Post,
    Term,
)
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
) -> Branch:
    """Set up a part of a body: department, committee, study group or branch (ORG-05a, H11, H14)."""
    if not body.declared.branches:
        raise ValidationError({"kind": f"{body.declared.label}本身不设分支机构，请在它的科协之下设立。"})
    branch = Branch.objects.create(
        organisation=body,
        kind=rules.BranchKind(kind),
        name=name,
        superior=superior,
        position=position,
        founded_on=founded_on,
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
    lock(body)
    rules.require_title(title, of_branch=branch is not None)
    rules.require_span(starts=since, ends=until, field="until")
    post = Post.objects.create(
        organisation=body, branch=branch, title=title, holder=holder, position=position, period=DateRange(since, until)
    )
    record("organisations.fill_post", post, by=by, after={"title": int(title)})
    return post


@transaction.atomic
def add_term(body: Organisation, *, number: int, starts_on: date, ends_on: date, by: Actor) -> Term:
    """Enter a term of office; `ends_on` is the first day after it."""
    lock(body)
    rules.require_span(starts=starts_on, ends=ends_on, field="ends_on")
    term = Term.objects.create(organisation=body, number=number, period=DateRange(starts_on, ends_on))
    record("organisations.add_term", term, by=by, after={"number": number})
    return term
