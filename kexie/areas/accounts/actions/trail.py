"""Records are taken away as a table, and the trail is verified, both as long work."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from kexie.areas.accounts import rules
from kexie.areas.accounts.queries import trail
from kexie.core.actors import Actor
from kexie.core.lists import counted
from kexie.engines.jobs import actions as jobs
from kexie.engines.jobs.models import Job
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.records import actions as records
from kexie.foundation.records.actions import record
from kexie.foundation.records.models import Record
from kexie.foundation.records.queries import state
from kexie.foundation.records.queries.verifying import heads


@transaction.atomic
def export_records(*, by: Actor, **filters: Any) -> Job:
    """Take records of the whole platform away as a table."""
    return jobs.start(
        "accounts.export_records",
        title="导出审计记录",
        by=by,
        permission="accounts.export_records",
        given=_plain(filters),
        unit="条记录",
        back=reverse("accounts:read_records"),
    )


@transaction.atomic
def export(body: Organisation, *, by: Actor, **filters: Any) -> Job:
    """Take records of a body and everything below it away as a table."""
    return jobs.start(
        "accounts.export_records",
        title=f"导出审计记录（{body.called}）",
        by=by,
        organisation=body,
        permission="accounts.export",
        given=_plain(filters),
        unit="条记录",
        back=reverse("accounts:records", args=[body.code]),
    )


def _plain(filters: Mapping[str, Any]) -> dict[str, str]:
    """Return the filters as texts, as an address has them."""
    return {name: trail.as_text(filters.get(name)) for name in trail.FIELDS}


def write_records(work: jobs.Work) -> None:
    """Write the table that a job is for: what its owner reaches now, as far as the filters leave it."""
    by, filters, permission, body = work.by, work.given, work.job.permission, work.job.organisation
    rows = Record.objects.where_may(by, permission)
    bodies = Organisation.objects.where_may(by, permission)
    reader = trail.AUDITOR
    if body is not None:
        rows, bodies, reader = rows.under(body.path, organisation=body.pk), bodies.under(body), trail.STAFF
    left = trail.chosen(rows, filters, bodies).rows
    rules.require_exportable(counted(left, cap=trail.MAX_EXPORTED), most=trail.MAX_EXPORTED)
    table = trail.exported(left, filters, reader=reader)
    after = {"filters": table.notes[-1]}
    jobs.take_away(work, "accounts.export" if body else "accounts.export_records", table, after=after)


@transaction.atomic
def verify_records(*, by: Actor, since: date | None = None, until: date | None = None) -> Job:
    """Verify the trail, or the part that was sealed on some days."""
    first, last = state.between(since, until)
    job = jobs.start(
        "accounts.verify_records",
        title="核对审计记录",
        by=by,
        permission="accounts.verify_records",
        given={"first": first, "last": last},
        unit="条记录",
        back=reverse("accounts:verify_records"),
    )
    record("accounts.verify_records", job, by=by, after={"since": since, "until": until})
    return job


def verify(work: jobs.Work) -> None:
    """Verify what a job is for, and tell what was found."""
    first, last = work.given["first"], work.given["last"]
    total = state.sealed(first, last)
    folder = Path(settings.SEALS_FOLDER)
    result = records.verify(
        by=work.by,
        exported=heads([folder]) if folder.is_dir() else [],
        first=first,
        last=last,
        tell=lambda done, _: work.advance(done, of=total),
    )
    found = f"发现 {len(result.findings)} 个问题，请看“核对记录”。" if result.findings else "没有发现问题。"
    work.finish(f"核对了 {result.records:,} 条记录：{found}")
