"""Many members are entered from a table, all or none; and the roll is taken away as one."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from kexie.areas.membership import rules
from kexie.areas.membership.actions.members import describe, index, next_number, tell_owners
from kexie.areas.membership.models import Change, Member
from kexie.areas.membership.queries import exports, imports, members
from kexie.areas.membership.rules import Cause
from kexie.core import clock, codes
from kexie.core.actors import Actor
from kexie.core.requests import sentence
from kexie.engines.jobs import actions as jobs
from kexie.engines.jobs.actions import Work
from kexie.engines.jobs.models import Job
from kexie.engines.sheets.rules import Row
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.records.actions import record

BATCH = 1_000


def add_many(body: Organisation, *, rows: Sequence[Row], by: Actor) -> Job:
    """Let the members of a table be entered, whose form was found right; the table waits encrypted (SEC-06)."""
    rules.require_taking(kind=body.kind, is_closed=body.closed_on is not None)
    return jobs.take_in(
        "membership.add_many",
        rows,
        title=f"批量登记{body.called}会员",
        by=by,
        organisation=body,
        permission="membership.manage",
        unit="人",
        back=reverse("membership:add_many", args=[body.code]),
    )


def write_many(work: Work) -> None:
    """Enter the members of a table, or tell what is wrong with which row; everything in one transaction."""
    rows = jobs.taken_in(work)
    bodies = Organisation.objects.where_may(work.by, "membership.manage").live()
    body = bodies.filter(pk=work.job.organisation_id or 0).first()
    if body is None:
        raise ValidationError("这个组织已经注销，不能再登记会员。")
    try:
        _add(work, rows, body)
    except IntegrityError as broken:  # somebody entered one of them meanwhile: that is found now, with its row
        _checked(work, rows, body)
        raise ValidationError(sentence(broken)) from broken


def _add(work: Work, rows: Sequence[Row], body: Organisation) -> None:
    asked = _checked(work, rows, body)
    with transaction.atomic():
        first = next_number(body)
        for start in range(0, len(asked), BATCH):
            part = asked[start : start + BATCH]
            made = [_member(body, first + start + place, typed) for place, typed in enumerate(part)]
            Member.objects.bulk_create(made)
            _note(made, by=work.by)
            tell_owners([member.mobile for member in made], by=work.by)
            work.advance(start + len(made))
        record("membership.add_many", work.job, by=work.by, organisation=body, after={"count": len(asked)})
        work.finish(f"已登记 {len(asked):,} 名会员。")


def _member(body: Organisation, number: int, typed: Mapping[str, Any]) -> Member:
    member = Member(organisation=body, code=codes.fresh(), number=number, joined_on=typed["joined_on"])
    member.path, member.tier, member.territory = body.path, body.tier, body.territory
    describe(member, typed)
    index(member)
    return member


def _note(made: Sequence[Member], *, by: Actor) -> None:
    given = {"cause": Cause.IMPORTED, "name": by.name[:60], "at": clock.now()}
    Change.objects.bulk_create([Change(member=one, on=one.joined_on, path=one.path, **given) for one in made])


def _checked(work: Work, rows: Sequence[Row], body: Organisation) -> list[dict[str, Any]]:
    """Return what the rows ask for; raises Faulty, and leaves a table of what is wrong."""
    roll = Member.objects.filter(organisation=body).on_roll()
    found = imports.checked(rows, roll, today=clock.today())
    jobs.require_faultless(work, found.faults, title="批量登记会员", nothing="一名会员也没有登记")
    return found.asked


def export(body: Organisation, *, by: Actor, file: str = "", **filters: str) -> Job:
    """Let a body's roll be written as it was filtered, numbers masked: as a table, or as a list to be printed."""
    meant = exports.meant(filters)
    return jobs.start(
        "membership.export",
        title=f"{body.called}会员名册"[:120],
        by=by,
        organisation=body,
        permission="membership.export",
        given={"filters": meant, "file": file or rules.ROLL_FILE},
        unit="人",
        back=members.address(body, meant),
    )


def write_roll(work: Work) -> None:
    """Write the roll that somebody asked for."""
    bodies = Organisation.objects.where_may(work.by, "membership.export")
    body = bodies.filter(pk=work.job.organisation_id or 0).get()  # or the job would not have begun
    rows = Member.objects.where_may(work.by, "membership.export")
    file = work.given["file"]
    table = exports.table(rows, body, work.given["filters"], is_printed=file != rules.ROLL_FILE)
    jobs.take_away(work, "membership.export", table, after={"file": file}, kind=file)
