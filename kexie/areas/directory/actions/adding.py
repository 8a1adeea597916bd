"""Many bodies are registered from a table: all, or none."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from kexie.areas.directory.queries import adding
from kexie.core.actors import Actor
from kexie.core.requests import sentence
from kexie.engines.jobs import actions as jobs
from kexie.engines.jobs.actions import Faulty, Work
from kexie.engines.jobs.models import Job
from kexie.engines.sheets.rules import Row
from kexie.foundation.organisations import actions
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.queries import Adding
from kexie.foundation.records.actions import record
from kexie.foundation.regions.models import Region


def add_many(superior: Organisation, *, rows: Sequence[Row], by: Actor) -> Job:
    """Let the bodies of a table be registered below an association, whose form was found right."""
    return jobs.start(
        "directory.add_many",
        title=f"批量登记到{superior.called}"[:120],
        by=by,
        organisation=superior,
        permission="directory.add",
        given={"rows": [[row.number, dict(row.values)] for row in rows]},
        of=len(rows),
        unit="个",
        back=reverse("directory:add_many", args=[superior.code]),
    )


def write_many(work: Work) -> None:
    """Register the bodies of a table, or tell what is wrong with which row; everything in one transaction."""
    rows = [Row(number, values) for number, values in work.given["rows"]]
    by = work.by
    superior = (
        Organisation.objects.where_may(by, "directory.add")
        .live()
        .associations()
        .filter(pk=work.job.organisation_id or 0)
        .first()
    )
    if superior is None:
        raise ValidationError("这个科协已经注销，不能再登记下级组织。")
    try:
        _add(work, rows, superior, by=by)
    except IntegrityError as broken:  # somebody registered the same meanwhile: it is found now, with its row
        _checked(work, rows, superior, by=by)
        raise ValidationError(sentence(broken)) from broken


def _add(work: Work, rows: Sequence[Row], superior: Organisation, *, by: Actor) -> None:
    asked = _checked(work, rows, superior, by=by)
    with transaction.atomic():
        actions.add_all(asked, by=by, told=work.advance)
        record("directory.add_many", work.job, by=by, organisation=superior, after={"count": len(asked)})
        work.finish(f"已登记 {len(asked):,} 个组织。")


def _checked(work: Work, rows: Sequence[Row], superior: Organisation, *, by: Actor) -> list[Adding]:
    """Return what the rows ask for; raises Faulty, and leaves the table with what is wrong written into it."""
    addable = Organisation.objects.where_may(by, "directory.add")
    found = adding.checked(
        rows,
        superior,
        below=addable.under(superior),
        reached=Organisation.objects.where_may(by, "directory.manage"),
        everywhere=Organisation.objects.all(),
        regions=Region.objects.published(),
    )
    if found.faults:
        work.keep(adding.marked(rows, found.faults), name="批量登记-需要更正.xlsx", kind="xlsx")
        words = f"有 {len(found.faults):,} 处需要更正，一个组织也没有登记。改好后重新上传即可。"
        raise Faulty(words, found.faults)
    return found.asked
